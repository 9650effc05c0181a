package store

const (
	rowPushKeys      = `workspace_id, ` + pushKeyColumns
	sqlCountPushKeys = `SELECT COUNT(*) FROM push_keys`
	sqlDumpPushKeys  = `SELECT ` + rowPushKeys + ` FROM push_keys ORDER BY workspace_id`
	sqlLoadPushKeys  = `INSERT INTO push_keys (` + rowPushKeys + `) VALUES ($1, $2, $3, $4)`
)

const (
	rowPushDevices      = `workspace_id, ` + pushDeviceColumns
	sqlCountPushDevices = `SELECT COUNT(*) FROM push_devices`
	sqlDumpPushDevices  = `SELECT ` + rowPushDevices + ` FROM push_devices ORDER BY workspace_id, id`
	sqlLoadPushDevices  = `INSERT INTO push_devices (` + rowPushDevices + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`
)

const (
	rowPushes      = pushColumns
	sqlCountPushes = `SELECT COUNT(*) FROM pushes`
	sqlDumpPushes  = `SELECT ` + rowPushes + ` FROM pushes ORDER BY workspace_id, id`
	sqlLoadPushes  = `INSERT INTO pushes (` + rowPushes + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`
)
