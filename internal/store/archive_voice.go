package store

const (
	rowContactLinks      = `secret_hash, workspace_id, contact_id, about, made_at`
	sqlCountContactLinks = `SELECT COUNT(*) FROM contact_links`
	sqlDumpContactLinks  = `SELECT ` + rowContactLinks + ` FROM contact_links ORDER BY secret_hash`
	sqlLoadContactLinks  = `INSERT INTO contact_links (` + rowContactLinks + `) VALUES ($1, $2, $3, $4, $5)`
)

const (
	rowHandOffAnswers      = `workspace_id, id, hand_off_id, at, actor, name, via, yes, choice, words, shown_hash`
	sqlCountHandOffAnswers = `SELECT COUNT(*) FROM hand_off_answers`
	sqlDumpHandOffAnswers  = `SELECT ` + rowHandOffAnswers + ` FROM hand_off_answers ORDER BY workspace_id, id`
	sqlLoadHandOffAnswers  = `INSERT INTO hand_off_answers (` + rowHandOffAnswers + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
)

const (
	rowPortalHosts      = hostColumns
	sqlCountPortalHosts = `SELECT COUNT(*) FROM portal_hosts`
	sqlDumpPortalHosts  = `SELECT ` + rowPortalHosts + ` FROM portal_hosts ORDER BY workspace_id`
	sqlLoadPortalHosts  = `INSERT INTO portal_hosts (` + rowPortalHosts + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
)

const (
	rowRatings      = `workspace_id, id, client_id, project_id, contact_id, about, words, asked_at, stars, said, said_at, version`
	sqlCountRatings = `SELECT COUNT(*) FROM ratings`
	sqlDumpRatings  = `SELECT ` + rowRatings + ` FROM ratings ORDER BY workspace_id, id`
	sqlLoadRatings  = `INSERT INTO ratings (` + rowRatings + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`
)

const (
	rowFieldEntries      = `workspace_id, id, client_id, project_id, member_id, at, made_at, text, weather, degrees, photos, shared_at, removed_at, version`
	sqlCountFieldEntries = `SELECT COUNT(*) FROM field_entries`
	sqlDumpFieldEntries  = `SELECT ` + rowFieldEntries + ` FROM field_entries ORDER BY workspace_id, id`
	sqlLoadFieldEntries  = `INSERT INTO field_entries (` + rowFieldEntries + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`
)

const (
	rowChanges      = `seq, workspace_id, key, client_id, project_id, topic, what, about, at, told`
	sqlCountChanges = `SELECT COUNT(*) FROM changes`
	sqlDumpChanges  = `SELECT ` + rowChanges + ` FROM changes ORDER BY seq`
	sqlLoadChanges  = `INSERT INTO changes (` + rowChanges + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
)

const (
	rowSubscriptions      = `workspace_id, contact_id, client_id, rhythm, topics, through, due_at, why, version, channel`
	sqlCountSubscriptions = `SELECT COUNT(*) FROM subscriptions`
	sqlDumpSubscriptions  = `SELECT ` + rowSubscriptions + ` FROM subscriptions ORDER BY workspace_id, contact_id`
	sqlLoadSubscriptions  = `INSERT INTO subscriptions (` + rowSubscriptions + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
)

const (
	rowFeeds      = feedColumns
	sqlCountFeeds = `SELECT COUNT(*) FROM feeds`
	sqlDumpFeeds  = `SELECT ` + rowFeeds + ` FROM feeds ORDER BY secret_hash`
	sqlLoadFeeds  = `INSERT INTO feeds (` + rowFeeds + `) VALUES ($1, $2, $3, $4, $5, $6)`
)
