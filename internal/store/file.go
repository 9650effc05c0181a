package store

import (
	"time"
)

// File is what the ledger knows of a blob. Blobs belong to no workspace: what two
// bring is kept once, and neither learns of the other.
type File struct {
	Sum     string
	Size    int64
	Type    string
	PutAt   time.Time // when somebody brought it last
	State   string    // [Loose], [InUse] or [Dropping]
	Preview string    // the sum of its preview; "" = it waits for one, [NoPreview] = there is none
}

// The states of a blob.
const (
	Loose    = "loose"    // nothing refers to it yet: it is forgotten when its grace is over
	InUse    = "used"     // something refers to it
	Dropping = "dropping" // it is being forgotten: nobody can bring it or refer to it
)

// NoPreview says of a file that it has no preview, and waits for none.
const NoPreview = "-"

const fileColumns = `sum, size, media_type, put_at, state, preview`

const sqlFile = `SELECT ` + fileColumns + ` FROM files WHERE sum = $1`

// FileBySum loads what is known of a blob.
func FileBySum(tx *Tx, sum string) (File, error) { return one(tx, scanFile, sqlFile, sum) }

const sqlPutFile = `INSERT INTO files (sum, size, media_type, put_at, state, preview) VALUES ($1, $2, $3, $4, 'loose', $5)
  ON CONFLICT (sum) DO UPDATE SET put_at = excluded.put_at WHERE files.state <> 'dropping'`

// PutFile notes that somebody brings a blob: it is not forgotten before its grace,
// which begins anew, is over. One that is being forgotten is refused.
func PutFile(tx *Tx, f File) error {
	return tx.touch(sqlPutFile, f.Sum, f.Size, f.Type, ms(f.PutAt), f.Preview)
}

const sqlUseFile = `UPDATE files SET state = 'used' WHERE sum = $1 AND state <> 'dropping'`

// UseFile notes that something refers to a blob from now on. One that is being
// forgotten, or was never brought, is refused.
func UseFile(tx *Tx, sum string) error { return tx.touch(sqlUseFile, sum) }

const sqlFilesByState = `SELECT ` + fileColumns + ` FROM files WHERE state = $1 AND put_at < $2 ORDER BY put_at, sum LIMIT 0+$3`

// FilesByState lists blobs in a state that were brought before a moment.
func FilesByState(tx *Tx, state string, before time.Time, limit int) ([]File, error) {
	return many(tx, scanFile, sqlFilesByState, state, ms(before), limit)
}

const sqlForgetFile = `UPDATE files SET state = 'dropping' WHERE sum = $1 AND state = 'loose' AND put_at < $2`

// ForgetFile begins to forget a blob, if nothing refers to it still and nobody
// brought it since a moment.
func ForgetFile(tx *Tx, sum string, before time.Time) error {
	return tx.touch(sqlForgetFile, sum, ms(before))
}

const (
	sqlLoosenPreview = `UPDATE files SET state = 'loose' WHERE sum = $1 AND state = 'used'`
	sqlDropFile      = `DELETE FROM files WHERE sum = $1 AND state = 'dropping'`
)

// DropFile ends the forgetting of a blob, once its bytes are gone. Its preview
// goes next.
func DropFile(tx *Tx, f File) error {
	if err := tx.put(sqlLoosenPreview, f.Preview); err != nil {
		return err
	}
	return tx.put(sqlDropFile, f.Sum)
}

const sqlFilesToPreview = `SELECT ` + fileColumns + ` FROM files WHERE preview = '' AND state <> 'dropping' ORDER BY put_at, sum LIMIT 0+$1`

// FilesToPreview lists blobs that wait for their preview, the oldest first.
func FilesToPreview(tx *Tx, limit int) ([]File, error) {
	return many(tx, scanFile, sqlFilesToPreview, limit)
}

const sqlSetPreview = `UPDATE files SET preview = $1 WHERE sum = $2 AND state <> 'dropping'`

// SetPreview notes the preview of a blob, or that it has none.
func SetPreview(tx *Tx, sum, preview string) error { return tx.put(sqlSetPreview, preview, sum) }

const sqlFiles = `SELECT ` + fileColumns + ` FROM files WHERE state <> 'dropping' AND sum > $1 ORDER BY sum LIMIT 0+$2`

// Files lists the blobs that are kept, after one, by their sums.
func Files(tx *Tx, after string, limit int) ([]File, error) {
	return many(tx, scanFile, sqlFiles, after, limit)
}

func scanFile(row scanner) (File, error) {
	var f File
	var put int64
	err := row.Scan(&f.Sum, &f.Size, &f.Type, &put, &f.State, &f.Preview)
	f.PutAt = at(put)
	return f, err
}
