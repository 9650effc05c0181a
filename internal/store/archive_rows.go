package store

// What a backup reads and writes, a group of statements for each table. The
// columns of a table stand in one place, its row… constant.

const (
	rowWorkspaces      = `id, name, hours, policy, standards, accent, logo_id, mail_from, mail_paused, made_at, people_version, version, inbox, work_version, hand_offs, updates, ratings, page_months`
	sqlCountWorkspaces = `SELECT COUNT(*) FROM workspaces`
	sqlDumpWorkspaces  = `SELECT ` + rowWorkspaces + ` FROM workspaces ORDER BY id`
	sqlLoadWorkspaces  = `INSERT INTO workspaces (` + rowWorkspaces + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`
)

const (
	rowMembers      = `workspace_id, id, name, email, email_key, role, hours, leader_id, deputy_id, password_hash, joined_at, ended_at, version, shows, language`
	sqlCountMembers = `SELECT COUNT(*) FROM members`
	sqlDumpMembers  = `SELECT ` + rowMembers + ` FROM members ORDER BY workspace_id, id`
	sqlLoadMembers  = `INSERT INTO members (` + rowMembers + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`
)

const (
	rowAbsences      = `workspace_id, id, member_id, from_at, until_at, why, ended_at`
	sqlCountAbsences = `SELECT COUNT(*) FROM absences`
	sqlDumpAbsences  = `SELECT ` + rowAbsences + ` FROM absences ORDER BY workspace_id, id`
	sqlLoadAbsences  = `INSERT INTO absences (` + rowAbsences + `) VALUES ($1, $2, $3, $4, $5, $6, $7)`
)

const (
	rowSessions      = `secret_hash, id, workspace_id, member_id, contact_id, agent, made_at, seen_at, expires_at, ended_at, email_key`
	sqlCountSessions = `SELECT COUNT(*) FROM sessions`
	sqlDumpSessions  = `SELECT ` + rowSessions + ` FROM sessions ORDER BY secret_hash`
	sqlLoadSessions  = `INSERT INTO sessions (` + rowSessions + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
)

const (
	rowPasses      = `secret_hash, workspace_id, purpose, member_id, contact_id, email_key, code_hash, made_at, expires_at, used_at, tries`
	sqlCountPasses = `SELECT COUNT(*) FROM passes`
	sqlDumpPasses  = `SELECT ` + rowPasses + ` FROM passes ORDER BY secret_hash`
	sqlLoadPasses  = `INSERT INTO passes (` + rowPasses + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
)

const (
	rowTokens      = `secret_hash, id, workspace_id, member_id, name, made_at, used_at, ended_at`
	sqlCountTokens = `SELECT COUNT(*) FROM tokens`
	sqlDumpTokens  = `SELECT ` + rowTokens + ` FROM tokens ORDER BY secret_hash`
	sqlLoadTokens  = `INSERT INTO tokens (` + rowTokens + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
)

const (
	rowClients      = `workspace_id, id, name, stage, colour, logo_id, language, hours, owner_id, made_at, version, name_key, tier, triage_at, past_at, page_until, page_ended_at`
	sqlCountClients = `SELECT COUNT(*) FROM clients`
	sqlDumpClients  = `SELECT ` + rowClients + ` FROM clients ORDER BY workspace_id, id`
	sqlLoadClients  = `INSERT INTO clients (` + rowClients + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`
)

const (
	rowContacts      = `workspace_id, id, client_id, name, title, email, email_key, phone, channel, portal, ended_at, version, phone_key, no_mail_at`
	sqlCountContacts = `SELECT COUNT(*) FROM contacts`
	sqlDumpContacts  = `SELECT ` + rowContacts + ` FROM contacts ORDER BY workspace_id, id`
	sqlLoadContacts  = `INSERT INTO contacts (` + rowContacts + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`
)

const (
	rowProjects      = `workspace_id, id, client_id, name, pursuit, owner_id, made_at, closed_at, version, cadence`
	sqlCountProjects = `SELECT COUNT(*) FROM projects`
	sqlDumpProjects  = `SELECT ` + rowProjects + ` FROM projects ORDER BY workspace_id, id`
	sqlLoadProjects  = `INSERT INTO projects (` + rowProjects + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
)

const (
	rowSteps      = `workspace_id, id, project_id, seq, stage, name, wording, side, party_id, party_name, days_least, days_most, not_before_on, fixed_on, started_at, done_at, source, version, kind, template_id, told_until_on, told_latest_on, told_with`
	sqlCountSteps = `SELECT COUNT(*) FROM steps`
	sqlDumpSteps  = `SELECT ` + rowSteps + ` FROM steps ORDER BY workspace_id, id`
	sqlLoadSteps  = `INSERT INTO steps (` + rowSteps + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`
)

const (
	rowStepLinks      = `workspace_id, project_id, from_id, to_id, kind, lag_days`
	sqlCountStepLinks = `SELECT COUNT(*) FROM step_links`
	sqlDumpStepLinks  = `SELECT ` + rowStepLinks + ` FROM step_links ORDER BY workspace_id, from_id, to_id`
	sqlLoadStepLinks  = `INSERT INTO step_links (` + rowStepLinks + `) VALUES ($1, $2, $3, $4, $5, $6)`
)

const (
	rowPlanOrigins      = `workspace_id, project_id, format, name, said, member_id, brought_at`
	sqlCountPlanOrigins = `SELECT COUNT(*) FROM plan_origins`
	sqlDumpPlanOrigins  = `SELECT ` + rowPlanOrigins + ` FROM plan_origins ORDER BY workspace_id, project_id, format`
	sqlLoadPlanOrigins  = `INSERT INTO plan_origins (` + rowPlanOrigins + `) VALUES ($1, $2, $3, $4, $5, $6, $7)`
)

const (
	rowPlanLinks      = `workspace_id, id, project_id, repository, secret, member_id, made_at, came_at, refreshed_at, refreshed, trouble, trouble_at, version`
	sqlCountPlanLinks = `SELECT COUNT(*) FROM plan_links`
	sqlDumpPlanLinks  = `SELECT ` + rowPlanLinks + ` FROM plan_links ORDER BY workspace_id, project_id`
	sqlLoadPlanLinks  = `INSERT INTO plan_links (` + rowPlanLinks + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`
)

const (
	rowPlanDeliveries      = `workspace_id, link_id, delivery, event, became, came_at`
	sqlCountPlanDeliveries = `SELECT COUNT(*) FROM plan_deliveries`
	sqlDumpPlanDeliveries  = `SELECT ` + rowPlanDeliveries + ` FROM plan_deliveries ORDER BY workspace_id, link_id, delivery`
	sqlLoadPlanDeliveries  = `INSERT INTO plan_deliveries (` + rowPlanDeliveries + `) VALUES ($1, $2, $3, $4, $5, $6)`
)

const (
	rowTemplates      = `workspace_id, id, name, steps_version, made_at, retired_at, version`
	sqlCountTemplates = `SELECT COUNT(*) FROM templates`
	sqlDumpTemplates  = `SELECT ` + rowTemplates + ` FROM templates ORDER BY workspace_id, id`
	sqlLoadTemplates  = `INSERT INTO templates (` + rowTemplates + `) VALUES ($1, $2, $3, $4, $5, $6, $7)`
)

const (
	rowTemplateVersions      = `workspace_id, template_id, number, steps, project_id, member_id, made_at`
	sqlCountTemplateVersions = `SELECT COUNT(*) FROM template_versions`
	sqlDumpTemplateVersions  = `SELECT ` + rowTemplateVersions + ` FROM template_versions ORDER BY workspace_id, template_id, number`
	sqlLoadTemplateVersions  = `INSERT INTO template_versions (` + rowTemplateVersions + `) VALUES ($1, $2, $3, $4, $5, $6, $7)`
)

const (
	rowOutlooks      = `workspace_id, project_id, made_at, outlook`
	sqlCountOutlooks = `SELECT COUNT(*) FROM outlooks`
	sqlDumpOutlooks  = `SELECT ` + rowOutlooks + ` FROM outlooks ORDER BY workspace_id, project_id`
	sqlLoadOutlooks  = `INSERT INTO outlooks (` + rowOutlooks + `) VALUES ($1, $2, $3, $4)`
)

const (
	rowForecasts      = `workspace_id, about, said_at, project_id, half_on, most_on, nearly_on, chance, due_at, came_at`
	sqlCountForecasts = `SELECT COUNT(*) FROM forecasts`
	sqlDumpForecasts  = `SELECT ` + rowForecasts + ` FROM forecasts ORDER BY workspace_id, about, said_at`
	sqlLoadForecasts  = `INSERT INTO forecasts (` + rowForecasts + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
)

const (
	rowPromises      = `workspace_id, id, client_id, project_id, contact_id, owner_id, kind, words, source, state, due_at, outcome, made_at, confirmed_at, kept_at, released_at, released_why, version, due_on, resets, step_id, chance`
	sqlCountPromises = `SELECT COUNT(*) FROM promises`
	sqlDumpPromises  = `SELECT ` + rowPromises + ` FROM promises ORDER BY workspace_id, id`
	sqlLoadPromises  = `INSERT INTO promises (` + rowPromises + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`
)

const (
	rowPromiseDates      = `workspace_id, promise_id, seq, due_on, due_at, late_by_at, set_at, set_by, reason, outcome, decided_at`
	sqlCountPromiseDates = `SELECT COUNT(*) FROM promise_dates`
	sqlDumpPromiseDates  = `SELECT ` + rowPromiseDates + ` FROM promise_dates ORDER BY workspace_id, promise_id, seq`
	sqlLoadPromiseDates  = `INSERT INTO promise_dates (` + rowPromiseDates + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
)

const (
	rowNotices      = `workspace_id, id, client_id, project_id, contact_id, address, by_id, kind, channel, subject, text, queued_at, accepted_at, delivered_at, seen_at, bounced_at, unsure_at, withdrawn_at, proof, settled_at, settled_how, version`
	sqlCountNotices = `SELECT COUNT(*) FROM notices`
	sqlDumpNotices  = `SELECT ` + rowNotices + ` FROM notices ORDER BY workspace_id, id`
	sqlLoadNotices  = `INSERT INTO notices (` + rowNotices + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`
)

const (
	rowTellings      = `workspace_id, promise_id, seq, notice_id`
	sqlCountTellings = `SELECT COUNT(*) FROM tellings`
	sqlDumpTellings  = `SELECT ` + rowTellings + ` FROM tellings ORDER BY workspace_id, promise_id, seq, notice_id`
	sqlLoadTellings  = `INSERT INTO tellings (` + rowTellings + `) VALUES ($1, $2, $3, $4)`
)

const (
	rowOutbox      = `workspace_id, id, effect_key, notice_id, mail, state, send_at, tries, leased_until_at, leased_by, made_at, done_at, answer`
	sqlCountOutbox = `SELECT COUNT(*) FROM outbox`
	sqlDumpOutbox  = `SELECT ` + rowOutbox + ` FROM outbox ORDER BY workspace_id, id`
	sqlLoadOutbox  = `INSERT INTO outbox (` + rowOutbox + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`
)

const (
	rowAttempts      = `workspace_id, outbox_id, seq, at, outcome, code, text, stage`
	sqlCountAttempts = `SELECT COUNT(*) FROM attempts`
	sqlDumpAttempts  = `SELECT ` + rowAttempts + ` FROM attempts ORDER BY workspace_id, outbox_id, seq`
	sqlLoadAttempts  = `INSERT INTO attempts (` + rowAttempts + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
)

const (
	rowSuppressions      = `workspace_id, address_key, reason, made_at`
	sqlCountSuppressions = `SELECT COUNT(*) FROM suppressions`
	sqlDumpSuppressions  = `SELECT ` + rowSuppressions + ` FROM suppressions ORDER BY workspace_id, address_key`
	sqlLoadSuppressions  = `INSERT INTO suppressions (` + rowSuppressions + `) VALUES ($1, $2, $3, $4)`
)

const (
	rowPrompts      = `workspace_id, id, obligation, client_id, rule, stage, level, holder_id, owner_id, act_by_at, snooze_by_at, begun_at, raised_at, snoozed_until_at, snoozes, dismissed, settled_at, mail_at, version`
	sqlCountPrompts = `SELECT COUNT(*) FROM prompts`
	sqlDumpPrompts  = `SELECT ` + rowPrompts + ` FROM prompts ORDER BY workspace_id, id`
	sqlLoadPrompts  = `INSERT INTO prompts (` + rowPrompts + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`
)

const (
	rowWatches      = `workspace_id, obligation, next_at`
	sqlCountWatches = `SELECT COUNT(*) FROM watches`
	sqlDumpWatches  = `SELECT ` + rowWatches + ` FROM watches ORDER BY workspace_id, obligation`
	sqlLoadWatches  = `INSERT INTO watches (` + rowWatches + `) VALUES ($1, $2, $3)`
)

const (
	rowJournal      = `workspace_id, id, at, actor, act, object, client_id, before_json, after_json`
	sqlCountJournal = `SELECT COUNT(*) FROM journal`
	sqlDumpJournal  = `SELECT ` + rowJournal + ` FROM journal ORDER BY workspace_id, id`
	sqlLoadJournal  = `INSERT INTO journal (` + rowJournal + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
)

const (
	rowMessages      = `workspace_id, id, client_id, contact_id, member_id, channel, direction, reached, at, text, conversation_id, subject, sender, class, origin, filed_why, mid, notice_id, files, asks`
	sqlCountMessages = `SELECT COUNT(*) FROM messages`
	sqlDumpMessages  = `SELECT ` + rowMessages + ` FROM messages ORDER BY workspace_id, id`
	sqlLoadMessages  = `INSERT INTO messages (` + rowMessages + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`
)

const (
	rowClocks      = `workspace_id, id, client_id, contact_id, member_id, channel, about, started_at, known_at, due_at, stopped_at, stopped_by, waited_ms, version, wait, conversation_id, message_id, promise_id, standard_ms, stopped_with, stopped_why, pauses`
	sqlCountClocks = `SELECT COUNT(*) FROM clocks`
	sqlDumpClocks  = `SELECT ` + rowClocks + ` FROM clocks ORDER BY workspace_id, id`
	sqlLoadClocks  = `INSERT INTO clocks (` + rowClocks + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`
)

const (
	rowImported      = `workspace_id, source_key, object_id, at`
	sqlCountImported = `SELECT COUNT(*) FROM imported`
	sqlDumpImported  = `SELECT ` + rowImported + ` FROM imported ORDER BY workspace_id, source_key`
	sqlLoadImported  = `INSERT INTO imported (` + rowImported + `) VALUES ($1, $2, $3, $4)`
)

const (
	rowAnswered      = `workspace_id, key_hash, fingerprint, status, location, body, made_at`
	sqlCountAnswered = `SELECT COUNT(*) FROM answered`
	sqlDumpAnswered  = `SELECT ` + rowAnswered + ` FROM answered ORDER BY workspace_id, key_hash`
	sqlLoadAnswered  = `INSERT INTO answered (` + rowAnswered + `) VALUES ($1, $2, $3, $4, $5, $6, $7)`
)

const (
	rowSettings      = `name, value`
	sqlCountSettings = `SELECT COUNT(*) FROM settings`
	sqlDumpSettings  = `SELECT ` + rowSettings + ` FROM settings ORDER BY name`
	sqlLoadSettings  = `INSERT INTO settings (` + rowSettings + `) VALUES ($1, $2)`
)

const (
	rowSearchWords      = `workspace_id, word, kind, object_id`
	sqlCountSearchWords = `SELECT COUNT(*) FROM search_words`
	sqlDumpSearchWords  = `SELECT ` + rowSearchWords + ` FROM search_words ORDER BY workspace_id, word, kind, object_id`
	sqlLoadSearchWords  = `INSERT INTO search_words (` + rowSearchWords + `) VALUES ($1, $2, $3, $4)`
)

const (
	rowPictures      = `workspace_id, id, media_type, bytes, made_at`
	sqlCountPictures = `SELECT COUNT(*) FROM pictures`
	sqlDumpPictures  = `SELECT ` + rowPictures + ` FROM pictures ORDER BY workspace_id, id`
	sqlLoadPictures  = `INSERT INTO pictures (` + rowPictures + `) VALUES ($1, $2, $3, $4, $5)`
)

const (
	rowUploads      = `workspace_id, member_id, id, name, bytes, made_at`
	sqlCountUploads = `SELECT COUNT(*) FROM uploads`
	sqlDumpUploads  = `SELECT ` + rowUploads + ` FROM uploads ORDER BY workspace_id, member_id, id`
	sqlLoadUploads  = `INSERT INTO uploads (` + rowUploads + `) VALUES ($1, $2, $3, $4, $5, $6)`
)

const (
	rowConversations      = `workspace_id, id, client_id, project_id, contact_id, subject, subject_key, assignee_id, made_at, last_at, last_in_at, answered, due_at, closed_at, version, about`
	sqlCountConversations = `SELECT COUNT(*) FROM conversations`
	sqlDumpConversations  = `SELECT ` + rowConversations + ` FROM conversations ORDER BY workspace_id, id`
	sqlLoadConversations  = `INSERT INTO conversations (` + rowConversations + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`
)

const (
	rowMessageBodies      = `workspace_id, message_id, rest, html`
	sqlCountMessageBodies = `SELECT COUNT(*) FROM message_bodies`
	sqlDumpMessageBodies  = `SELECT ` + rowMessageBodies + ` FROM message_bodies ORDER BY workspace_id, message_id`
	sqlLoadMessageBodies  = `INSERT INTO message_bodies (` + rowMessageBodies + `) VALUES ($1, $2, $3, $4)`
)

const (
	rowMessageTexts      = `workspace_id, message_id, words`
	sqlCountMessageTexts = `SELECT COUNT(*) FROM message_texts`
	sqlDumpMessageTexts  = `SELECT ` + rowMessageTexts + ` FROM message_texts ORDER BY workspace_id, message_id`
	sqlLoadMessageTexts  = `INSERT INTO message_texts (` + rowMessageTexts + `) VALUES ($1, $2, $3)`
)

const (
	rowBlobs      = `workspace_id, sha256, size, bytes, made_at`
	sqlCountBlobs = `SELECT COUNT(*) FROM blobs`
	sqlDumpBlobs  = `SELECT ` + rowBlobs + ` FROM blobs ORDER BY workspace_id, sha256`
	sqlLoadBlobs  = `INSERT INTO blobs (` + rowBlobs + `) VALUES ($1, $2, $3, $4, $5)`
)

const (
	rowAttachments      = `workspace_id, message_id, seq, name, media_type, size, sha256, content_id`
	sqlCountAttachments = `SELECT COUNT(*) FROM attachments`
	sqlDumpAttachments  = `SELECT ` + rowAttachments + ` FROM attachments ORDER BY workspace_id, message_id, seq`
	sqlLoadAttachments  = `INSERT INTO attachments (` + rowAttachments + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
)

const (
	rowArrivals      = `workspace_id, id, key_hash, way, mailbox_id, state, why, sender, recipient, subject, class, origin, blob_sha, message_id, at, settled_at, settled_by`
	sqlCountArrivals = `SELECT COUNT(*) FROM arrivals`
	sqlDumpArrivals  = `SELECT ` + rowArrivals + ` FROM arrivals ORDER BY workspace_id, id`
	sqlLoadArrivals  = `INSERT INTO arrivals (` + rowArrivals + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`
)

const (
	rowAcknowledgements      = `workspace_id, id, address_key, domain_key, at`
	sqlCountAcknowledgements = `SELECT COUNT(*) FROM acknowledgements`
	sqlDumpAcknowledgements  = `SELECT ` + rowAcknowledgements + ` FROM acknowledgements ORDER BY workspace_id, id`
	sqlLoadAcknowledgements  = `INSERT INTO acknowledgements (` + rowAcknowledgements + `) VALUES ($1, $2, $3, $4, $5)`
)

const (
	rowMailboxes      = `workspace_id, id, kind, name, address, address_key, plus, settings, secret, path_hash, uid_validity, last_uid, checked_at, trouble, trouble_at, made_at, ended_at, version`
	sqlCountMailboxes = `SELECT COUNT(*) FROM mailboxes`
	sqlDumpMailboxes  = `SELECT ` + rowMailboxes + ` FROM mailboxes ORDER BY workspace_id, id`
	sqlLoadMailboxes  = `INSERT INTO mailboxes (` + rowMailboxes + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`
)

const (
	rowChases      = `workspace_id, id, client_id, project_id, contact_id, message_id, cause, about, by_id, at, confirmed_at`
	sqlCountChases = `SELECT COUNT(*) FROM chases`
	sqlDumpChases  = `SELECT ` + rowChases + ` FROM chases ORDER BY workspace_id, id`
	sqlLoadChases  = `INSERT INTO chases (` + rowChases + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
)

const (
	rowPhrases      = `workspace_id, id, name, text, made_at, version`
	sqlCountPhrases = `SELECT COUNT(*) FROM phrases`
	sqlDumpPhrases  = `SELECT ` + rowPhrases + ` FROM phrases ORDER BY workspace_id, id`
	sqlLoadPhrases  = `INSERT INTO phrases (` + rowPhrases + `) VALUES ($1, $2, $3, $4, $5, $6)`
)

const (
	rowHandOffs      = `workspace_id, id, client_id, project_id, promise_id, step_id, owner_id, side, party_id, party_name, email, words, why, work_ms, need_by_at, by_hand, before_at, state, asked_at, answered_at, offered_on, said, reminders, reminded_at, done_at, version, bounced_at, proof, kind, options, shown, skipped, told_by_at`
	sqlCountHandOffs = `SELECT COUNT(*) FROM hand_offs`
	sqlDumpHandOffs  = `SELECT ` + rowHandOffs + ` FROM hand_offs ORDER BY workspace_id, id`
	sqlLoadHandOffs  = `INSERT INTO hand_offs (` + rowHandOffs + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)`
)

const (
	rowHandOffLinks      = `secret_hash, workspace_id, hand_off_id, made_at`
	sqlCountHandOffLinks = `SELECT COUNT(*) FROM hand_off_links`
	sqlDumpHandOffLinks  = `SELECT ` + rowHandOffLinks + ` FROM hand_off_links ORDER BY secret_hash`
	sqlLoadHandOffLinks  = `INSERT INTO hand_off_links (` + rowHandOffLinks + `) VALUES ($1, $2, $3, $4)`
)

const (
	rowUpdates      = `workspace_id, id, client_id, project_id, author_id, state, subject, intro, lines, hears_on, hears_at, made_at, since_at, asked_id, approved_id, approved_at, send_at, sent_at, version, readers, planned_id, held, unshared, untold`
	sqlCountUpdates = `SELECT COUNT(*) FROM updates`
	sqlDumpUpdates  = `SELECT ` + rowUpdates + ` FROM updates ORDER BY workspace_id, id`
	sqlLoadUpdates  = `INSERT INTO updates (` + rowUpdates + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`
)

const (
	rowCheckIns      = `workspace_id, id, client_id, project_id, member_id, asked_id, asked_at, by_at, text, said_at, version, party_name, email, promise_id, hash`
	sqlCountCheckIns = `SELECT COUNT(*) FROM check_ins`
	sqlDumpCheckIns  = `SELECT ` + rowCheckIns + ` FROM check_ins ORDER BY workspace_id, id`
	sqlLoadCheckIns  = `INSERT INTO check_ins (` + rowCheckIns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`
)

const (
	rowClientNews      = `workspace_id, client_id, rules`
	sqlCountClientNews = `SELECT COUNT(*) FROM client_news`
	sqlDumpClientNews  = `SELECT ` + rowClientNews + ` FROM client_news ORDER BY workspace_id, client_id`
	sqlLoadClientNews  = `INSERT INTO client_news (` + rowClientNews + `) VALUES ($1, $2, $3)`
)

const (
	rowHoldingNotes      = `workspace_id, promise_id, sent_at`
	sqlCountHoldingNotes = `SELECT COUNT(*) FROM holding_notes`
	sqlDumpHoldingNotes  = `SELECT ` + rowHoldingNotes + ` FROM holding_notes ORDER BY workspace_id, promise_id`
	sqlLoadHoldingNotes  = `INSERT INTO holding_notes (` + rowHoldingNotes + `) VALUES ($1, $2, $3)`
)

const (
	rowFiles      = `sum, size, media_type, put_at, state, preview`
	sqlCountFiles = `SELECT COUNT(*) FROM files`
	sqlDumpFiles  = `SELECT ` + rowFiles + ` FROM files ORDER BY sum`
	sqlLoadFiles  = `INSERT INTO files (` + rowFiles + `) VALUES ($1, $2, $3, $4, $5, $6)`
)

const (
	rowDocuments      = `workspace_id, id, client_id, project_id, name, member_id, contact_id, made_at, shared_at, removed_at, version`
	sqlCountDocuments = `SELECT COUNT(*) FROM documents`
	sqlDumpDocuments  = `SELECT ` + rowDocuments + ` FROM documents ORDER BY workspace_id, id`
	sqlLoadDocuments  = `INSERT INTO documents (` + rowDocuments + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
)

const (
	rowDocumentVersions      = `workspace_id, document_id, number, client_id, project_id, sum, size, media_type, member_id, contact_id, at, note`
	sqlCountDocumentVersions = `SELECT COUNT(*) FROM document_versions`
	sqlDumpDocumentVersions  = `SELECT ` + rowDocumentVersions + ` FROM document_versions ORDER BY workspace_id, document_id, number`
	sqlLoadDocumentVersions  = `INSERT INTO document_versions (` + rowDocumentVersions + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`
)

const (
	rowDocumentRoom      = `workspace_id, client_id, bytes`
	sqlCountDocumentRoom = `SELECT COUNT(*) FROM document_room`
	sqlDumpDocumentRoom  = `SELECT ` + rowDocumentRoom + ` FROM document_room ORDER BY workspace_id, client_id`
	sqlLoadDocumentRoom  = `INSERT INTO document_room (` + rowDocumentRoom + `) VALUES ($1, $2, $3)`
)

const (
	rowShelfItems      = `workspace_id, id, client_id, project_id, kind, name, address, text, place, member_id, made_at, changed_at, shared_at, removed_at, version`
	sqlCountShelfItems = `SELECT COUNT(*) FROM shelf_items`
	sqlDumpShelfItems  = `SELECT ` + rowShelfItems + ` FROM shelf_items ORDER BY workspace_id, id`
	sqlLoadShelfItems  = `INSERT INTO shelf_items (` + rowShelfItems + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`
)

const (
	rowIssues      = `workspace_id, id, owner_id, state, what, effect, fix, closing, made_at, changed_at, next_on, next_at, closed_at, version`
	sqlCountIssues = `SELECT COUNT(*) FROM issues`
	sqlDumpIssues  = `SELECT ` + rowIssues + ` FROM issues ORDER BY workspace_id, id`
	sqlLoadIssues  = `INSERT INTO issues (` + rowIssues + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`
)

const (
	rowIssueTouches      = `workspace_id, issue_id, client_id, promise_ids, since_at`
	sqlCountIssueTouches = `SELECT COUNT(*) FROM issue_touches`
	sqlDumpIssueTouches  = `SELECT ` + rowIssueTouches + ` FROM issue_touches ORDER BY workspace_id, issue_id, client_id`
	sqlLoadIssueTouches  = `INSERT INTO issue_touches (` + rowIssueTouches + `) VALUES ($1, $2, $3, $4, $5)`
)

const (
	rowIssueWords      = `workspace_id, notice_id, issue_id, client_id, at, words`
	sqlCountIssueWords = `SELECT COUNT(*) FROM issue_words`
	sqlDumpIssueWords  = `SELECT ` + rowIssueWords + ` FROM issue_words ORDER BY workspace_id, notice_id`
	sqlLoadIssueWords  = `INSERT INTO issue_words (` + rowIssueWords + `) VALUES ($1, $2, $3, $4, $5, $6)`
)

const (
	rowMessageChanges      = `workspace_id, message_id, client_id, words, because, skipped, member_id, changed_at`
	sqlCountMessageChanges = `SELECT COUNT(*) FROM message_changes`
	sqlDumpMessageChanges  = `SELECT ` + rowMessageChanges + ` FROM message_changes ORDER BY workspace_id, message_id`
	sqlLoadMessageChanges  = `INSERT INTO message_changes (` + rowMessageChanges + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
)
