package store

import (
	"time"

	"kept/conversation"
	"kept/workspace"
)

// Arrival is a mail that came in, and what became of it.
type Arrival struct {
	ID        string
	Key       string // the same mail has the same key, by whatever way it comes
	Way       string
	MailboxID string
	State     string
	Why       string
	Sender    string
	Recipient string
	Subject   string
	Class     string
	Origin    conversation.Origin
	BlobSHA   string // the mail as it came
	MessageID string // the message that it became; "" = none
	At        time.Time
	SettledAt time.Time // a person need not look any more; zero = he is to
	SettledBy string
}

const arrivalColumns = `id, key_hash, way, mailbox_id, state, why, sender, recipient, subject, class, origin, blob_sha, message_id, at, settled_at, settled_by`

const sqlArrivalByKey = `SELECT ` + arrivalColumns + ` FROM arrivals WHERE workspace_id = $1 AND key_hash = $2`

// ArrivalByKey finds a mail that is here already.
func ArrivalByKey(tx *Tx, ws workspace.ID, key string) (Arrival, error) {
	return one(tx, scanArrival, sqlArrivalByKey, ws, key)
}

const sqlArrival = `SELECT ` + arrivalColumns + ` FROM arrivals WHERE workspace_id = $1 AND id = $2`

// ArrivalOf loads a mail that came in.
func ArrivalOf(tx *Tx, ws workspace.ID, id string) (Arrival, error) {
	return one(tx, scanArrival, sqlArrival, ws, id)
}

const sqlArrivalOfMessage = `SELECT ` + arrivalColumns + ` FROM arrivals WHERE workspace_id = $1 AND message_id = $2 AND message_id <> '' ORDER BY id LIMIT 1`

// ArrivalOfMessage finds the mail that a message came as.
func ArrivalOfMessage(tx *Tx, ws workspace.ID, message string) (Arrival, error) {
	return one(tx, scanArrival, sqlArrivalOfMessage, ws, message)
}

const sqlAddArrival = `INSERT INTO arrivals (workspace_id, id, key_hash, way, mailbox_id, state, why, sender, recipient, subject, class, origin, blob_sha, message_id, at, settled_at, settled_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`

// AddArrival adds a mail that came in.
func AddArrival(tx *Tx, ws workspace.ID, a Arrival) error {
	return tx.put(sqlAddArrival, ws, a.ID, a.Key, a.Way, a.MailboxID, a.State, a.Why, a.Sender, a.Recipient, a.Subject, a.Class, a.Origin, a.BlobSHA, a.MessageID,
		ms(a.At), ms(a.SettledAt), a.SettledBy)
}

const sqlSettleArrival = `UPDATE arrivals SET state = $1, message_id = $2, settled_at = $3, settled_by = $4 WHERE workspace_id = $5 AND id = $6 AND settled_at = 0`

// SettleArrival notes what a person decided about a mail that waited for him.
func SettleArrival(tx *Tx, ws workspace.ID, a Arrival) error {
	return tx.touch(sqlSettleArrival, a.State, a.MessageID, ms(a.SettledAt), a.SettledBy, ws, a.ID)
}

const sqlArrivalsWaiting = `SELECT ` + arrivalColumns + ` FROM arrivals WHERE workspace_id = $1 AND settled_at = 0 AND id > $2 ORDER BY id LIMIT 0+$3`

// ArrivalsWaiting lists the mails that a person is to look at, the oldest at
// the head, from after an id on.
func ArrivalsWaiting(tx *Tx, ws workspace.ID, after string, limit int) ([]Arrival, error) {
	return many(tx, scanArrival, sqlArrivalsWaiting, ws, after, limit)
}

func scanArrival(row scanner) (a Arrival, err error) {
	var when, settled int64
	err = row.Scan(&a.ID, &a.Key, &a.Way, &a.MailboxID, &a.State, &a.Why, &a.Sender, &a.Recipient, &a.Subject, &a.Class, &a.Origin, &a.BlobSHA, &a.MessageID, &when, &settled, &a.SettledBy)
	a.At, a.SettledAt = at(when), at(settled)
	return a, err
}

const sqlAddAcknowledgement = `INSERT INTO acknowledgements (workspace_id, id, address_key, domain_key, at) VALUES ($1, $2, $3, $4, $5)`

// Acknowledgement is that a machine has written to an address.
type Acknowledgement struct {
	ID      string
	Address string // folded
	Domain  string
	At      time.Time
}

// AddAcknowledgement notes that a machine has written to an address.
func AddAcknowledgement(tx *Tx, ws workspace.ID, k Acknowledgement) error {
	return tx.put(sqlAddAcknowledgement, ws, k.ID, indexed(k.Address), indexed(k.Domain), ms(k.At))
}

const sqlLastAcknowledged = `SELECT COALESCE(MAX(at), 0) FROM acknowledgements WHERE workspace_id = $1 AND address_key = $2`

// LastAcknowledged is when a machine wrote to an address last; zero = never.
func LastAcknowledged(tx *Tx, ws workspace.ID, address string) (time.Time, error) {
	n, err := one(tx, scanInt, sqlLastAcknowledged, ws, indexed(address))
	return at(n), err
}

const (
	sqlAcknowledgedDomain = `SELECT COUNT(*) FROM (SELECT 1 FROM acknowledgements WHERE workspace_id = $1 AND domain_key = $2 AND at > $3 LIMIT 0+$4) hits`
	sqlAcknowledgedSince  = `SELECT COUNT(*) FROM (SELECT 1 FROM acknowledgements WHERE workspace_id = $1 AND at > $2 LIMIT 0+$3) hits`
)

// AcknowledgedDomain counts the acknowledgements to a domain after a moment, up to most.
func AcknowledgedDomain(tx *Tx, ws workspace.ID, domain string, since time.Time, most int) (int, error) {
	n, err := one(tx, scanInt, sqlAcknowledgedDomain, ws, indexed(domain), ms(since), most)
	return int(n), err
}

// AcknowledgedSince counts all acknowledgements after a moment, up to most.
func AcknowledgedSince(tx *Tx, ws workspace.ID, since time.Time, most int) (int, error) {
	n, err := one(tx, scanInt, sqlAcknowledgedSince, ws, ms(since), most)
	return int(n), err
}
