package store

import (
	"time"

	"kept/workspace"
)

// Mailbox is a way in: a mailbox that is fetched, an address of our own
// entrance, or a webhook.
type Mailbox struct {
	Workspace   workspace.ID
	ID          string
	Kind        string // "imap", "smtp", or the sort of a webhook
	Name        string
	Address     string // that clients write to; "" = of a telephone system
	Plus        bool   // mail to address+anything arrives here too
	Settings    string // JSON, of its kind
	Secret      string // sealed
	PathHash    string // of the secret in a webhook's address
	UIDValidity uint32 // how far an IMAP mailbox was fetched
	LastUID     uint32
	CheckedAt   time.Time
	Trouble     string // why it is not fetched; "" = all is well
	TroubleAt   time.Time
	MadeAt      time.Time
	EndedAt     time.Time
	Version     int
}

const mailboxColumns = `workspace_id, id, kind, name, address, plus, settings, secret, path_hash, uid_validity, last_uid, checked_at, trouble, trouble_at, made_at, ended_at, version`

const sqlMailbox = `SELECT ` + mailboxColumns + ` FROM mailboxes WHERE workspace_id = $1 AND id = $2`

// MailboxOf loads a way in.
func MailboxOf(tx *Tx, ws workspace.ID, id string) (Mailbox, error) {
	return one(tx, scanMailbox, sqlMailbox, ws, id)
}

const sqlMailboxes = `SELECT ` + mailboxColumns + ` FROM mailboxes WHERE workspace_id = $1 AND ended_at = 0 ORDER BY id LIMIT 100`

// Mailboxes lists the ways in of a workspace.
func Mailboxes(tx *Tx, ws workspace.ID) ([]Mailbox, error) {
	return many(tx, scanMailbox, sqlMailboxes, ws)
}

const sqlMailboxByAddress = `SELECT ` + mailboxColumns + ` FROM mailboxes WHERE address_key = $1 AND ended_at = 0 ORDER BY workspace_id, id LIMIT 1`

// MailboxByAddress finds the way in with an address, in any workspace.
func MailboxByAddress(tx *Tx, key string) (Mailbox, error) {
	return one(tx, scanMailbox, sqlMailboxByAddress, key)
}

const sqlMailboxByPath = `SELECT ` + mailboxColumns + ` FROM mailboxes WHERE path_hash = $1 AND path_hash <> '' AND ended_at = 0 ORDER BY workspace_id, id LIMIT 1`

// MailboxByPath finds a webhook by the hash of the secret in its address.
func MailboxByPath(tx *Tx, hash string) (Mailbox, error) {
	return one(tx, scanMailbox, sqlMailboxByPath, hash)
}

const sqlAddMailbox = `INSERT INTO mailboxes (workspace_id, id, kind, name, address, address_key, plus, settings, secret, path_hash, uid_validity, last_uid, checked_at, trouble, trouble_at, made_at, ended_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0, '', 0, $11, 0, 1)`

// AddMailbox adds a way in.
func AddMailbox(tx *Tx, m Mailbox) error {
	if err := tx.put(sqlAddMailbox, m.Workspace, m.ID, m.Kind, m.Name, m.Address, Fold(m.Address), flag(m.Plus), m.Settings, m.Secret, m.PathHash, ms(m.MadeAt)); err != nil {
		return err
	}
	return touchPeople(tx, m.Workspace)
}

const sqlSaveMailbox = `UPDATE mailboxes SET name = $1, address = $2, address_key = $3, plus = $4, settings = $5, secret = $6, trouble = $7, trouble_at = $8, ended_at = $9, version = version + 1
  WHERE workspace_id = $10 AND id = $11 AND version = $12`

// SaveMailbox saves a way in that was loaded with this version.
func SaveMailbox(tx *Tx, m Mailbox) error {
	if err := tx.touch(sqlSaveMailbox, m.Name, m.Address, Fold(m.Address), flag(m.Plus), m.Settings, m.Secret, m.Trouble, ms(m.TroubleAt), ms(m.EndedAt), m.Workspace, m.ID, m.Version); err != nil {
		return err
	}
	return touchPeople(tx, m.Workspace)
}

const sqlMarkMailbox = `UPDATE mailboxes SET uid_validity = $1, last_uid = $2, checked_at = $3 WHERE workspace_id = $4 AND id = $5`

// MarkMailbox notes how far a mailbox was fetched.
func MarkMailbox(tx *Tx, m Mailbox) error {
	return tx.touch(sqlMarkMailbox, int64(m.UIDValidity), int64(m.LastUID), ms(m.CheckedAt), m.Workspace, m.ID)
}

const sqlRekeyMailbox = `UPDATE mailboxes SET secret = $1 WHERE workspace_id = $2 AND id = $3`

// RekeyMailbox keeps another secret of a mailbox, that its own server gave.
func RekeyMailbox(tx *Tx, m Mailbox) error {
	return tx.touch(sqlRekeyMailbox, m.Secret, m.Workspace, m.ID)
}

const sqlTroubleMailbox = `UPDATE mailboxes SET trouble = $1, trouble_at = $2, checked_at = $3 WHERE workspace_id = $4 AND id = $5`

// TroubleMailbox notes why a mailbox cannot be fetched, or that it can.
func TroubleMailbox(tx *Tx, m Mailbox) error {
	return tx.touch(sqlTroubleMailbox, m.Trouble, ms(m.TroubleAt), ms(m.CheckedAt), m.Workspace, m.ID)
}

func scanMailbox(row scanner) (m Mailbox, err error) {
	var plus, validity, uid, checked, trouble, made, ended int64
	err = row.Scan(&m.Workspace, &m.ID, &m.Kind, &m.Name, &m.Address, &plus, &m.Settings, &m.Secret, &m.PathHash, &validity, &uid, &checked, &m.Trouble, &trouble, &made, &ended, &m.Version)
	m.Plus, m.UIDValidity, m.LastUID = plus != 0, uint32(validity), uint32(uid)
	m.CheckedAt, m.TroubleAt, m.MadeAt, m.EndedAt = at(checked), at(trouble), at(made), at(ended)
	return m, err
}
