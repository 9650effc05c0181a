package store

import (
	"errors"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/notice"
	"kept/workspace"
)

// Message is something that was said with a contact, whatever the channel.
type Message struct {
	ID             string
	ClientID       string
	ContactID      string
	MemberID       string // of ours: who said it
	Channel        string // of [conversation.Channel]
	Direction      string // in = the client's, out = ours
	Reached        bool   // it reached whom it was for
	At             time.Time
	Text           string          // what was newly written or said
	ConversationID conversation.ID // "" = of none
	Subject        string
	Sender         string // of the client's: the address it came from, as it was written
	Class          string // what sort of mail it is; "" = not a mail
	Origin         conversation.Origin
	FiledWhy       string // why it stands where it stands
	MID            string // the Message-ID of a mail, without angles
	NoticeID       notice.ID
	Files          int    // attachments
	Asks           string // does it ask where something stands: "maybe" until a person says "yes" or "no"
}

const messageColumns = `id, client_id, contact_id, member_id, channel, direction, reached, at, text, conversation_id, subject, sender, class, origin, filed_why, mid, notice_id, files, asks`

const sqlAddMessage = `INSERT INTO messages (workspace_id, id, client_id, contact_id, member_id, channel, direction, reached, at, text, conversation_id, subject, sender, class, origin, filed_why, mid, notice_id, files, asks)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`

// AddMessage adds a message.
func AddMessage(tx *Tx, ws workspace.ID, m Message) error {
	return tx.put(sqlAddMessage, ws, m.ID, m.ClientID, m.ContactID, m.MemberID, m.Channel, m.Direction, flag(m.Reached), ms(m.At), m.Text,
		m.ConversationID, m.Subject, m.Sender, m.Class, m.Origin, m.FiledWhy, indexed(m.MID), m.NoticeID, m.Files, m.Asks)
}

func scanMessage(row scanner) (m Message, err error) {
	var reached, when int64
	err = row.Scan(&m.ID, &m.ClientID, &m.ContactID, &m.MemberID, &m.Channel, &m.Direction, &reached, &when, &m.Text,
		&m.ConversationID, &m.Subject, &m.Sender, &m.Class, &m.Origin, &m.FiledWhy, &m.MID, &m.NoticeID, &m.Files, &m.Asks)
	m.Reached, m.At = reached != 0, at(when)
	return m, err
}

const sqlMessage = `SELECT ` + messageColumns + ` FROM messages WHERE workspace_id = $1 AND id = $2`

// MessageOf loads a message.
func MessageOf(tx *Tx, ws workspace.ID, id string) (Message, error) {
	return one(tx, scanMessage, sqlMessage, ws, id)
}

const sqlMessages = `SELECT ` + messageColumns + ` FROM messages WHERE workspace_id = $1 AND client_id = $2 AND (at, id) < ($3, $4) ORDER BY at DESC, id DESC LIMIT 0+$5`

// Messages lists what was said with a client, the newest first, from before a place on.
func Messages(tx *Tx, ws workspace.ID, of client.ID, before Place, limit int) ([]Message, error) {
	before = before.orLast()
	return many(tx, scanMessage, sqlMessages, ws, of, ms(before.At), before.ID, limit)
}

const sqlMessagesOfConversation = `SELECT ` + messageColumns + ` FROM messages WHERE workspace_id = $1 AND conversation_id = $2 AND conversation_id <> '' AND (at, id) < ($3, $4) ORDER BY at DESC, id DESC LIMIT 0+$5`

// MessagesOfConversation lists the messages of a conversation, the newest
// first, from before a place on.
func MessagesOfConversation(tx *Tx, ws workspace.ID, of conversation.ID, before Place, limit int) ([]Message, error) {
	before = before.orLast()
	return many(tx, scanMessage, sqlMessagesOfConversation, ws, of, ms(before.At), before.ID, limit)
}

const (
	sqlLastSaid = `SELECT at FROM messages WHERE workspace_id = $1 AND client_id = $2 AND contact_id = $3 ORDER BY at DESC, id DESC LIMIT 1`
	sqlLastTold = `SELECT queued_at FROM notices WHERE workspace_id = $1 AND client_id = $2 AND contact_id = $3 AND withdrawn_at = 0 ORDER BY id DESC LIMIT 1`
)

// LastContact gives when a contact and we were in contact last, either way:
// something was said, or told. Zero = never.
func LastContact(tx *Tx, ws workspace.ID, of client.ID, who client.ContactID) (time.Time, error) {
	scan := func(row scanner) (n int64, err error) { return n, row.Scan(&n) }
	said, err := one(tx, scan, sqlLastSaid, ws, of, who)
	if err != nil && !errors.Is(err, ErrNone) {
		return time.Time{}, err
	}
	told, err := one(tx, scan, sqlLastTold, ws, of, who)
	if err != nil && !errors.Is(err, ErrNone) {
		return time.Time{}, err
	}
	return at(max(said, told)), nil
}

const sqlMessageByMID = `SELECT ` + messageColumns + ` FROM messages WHERE workspace_id = $1 AND mid = $2 AND mid <> '' ORDER BY id LIMIT 1`

// MessageByMID finds a mail by its Message-ID.
func MessageByMID(tx *Tx, ws workspace.ID, mid string) (Message, error) {
	return one(tx, scanMessage, sqlMessageByMID, ws, indexed(mid))
}

const sqlMessageOfNotice = `SELECT ` + messageColumns + ` FROM messages WHERE workspace_id = $1 AND notice_id = $2 AND notice_id <> '' ORDER BY id LIMIT 1`

// MessageOfNotice finds the message that a notice is in its conversation.
func MessageOfNotice(tx *Tx, ws workspace.ID, id notice.ID) (Message, error) {
	return one(tx, scanMessage, sqlMessageOfNotice, ws, id)
}

const sqlPlaceMessage = `UPDATE messages SET client_id = $1, contact_id = $2, conversation_id = $3, filed_why = $4, asks = $5, reached = $6 WHERE workspace_id = $7 AND id = $8`

// PlaceMessage saves where a message stands, whether it asks where something
// stands, and whether it reached whom it was for. What was said stays as it is.
func PlaceMessage(tx *Tx, ws workspace.ID, m Message) error {
	return tx.touch(sqlPlaceMessage, m.ClientID, m.ContactID, m.ConversationID, m.FiledWhy, m.Asks, flag(m.Reached), ws, m.ID)
}

const (
	sqlDropMessage      = `DELETE FROM messages WHERE workspace_id = $1 AND id = $2`
	sqlDropMessageText  = `DELETE FROM message_texts WHERE workspace_id = $1 AND message_id = $2`
	sqlDropMessageFiles = `DELETE FROM attachments WHERE workspace_id = $1 AND message_id = $2`
	sqlDropMessageBody  = `DELETE FROM message_bodies WHERE workspace_id = $1 AND message_id = $2`
)

// DropMessage takes a message of ours back that was written down by mistake.
func DropMessage(tx *Tx, ws workspace.ID, id string) error {
	if err := tx.put(sqlDropMessageText, ws, id); err != nil {
		return err
	}
	if err := tx.put(sqlDropMessageFiles, ws, id); err != nil {
		return err
	}
	if err := tx.put(sqlDropMessageBody, ws, id); err != nil {
		return err
	}
	return mustTouch(tx.exec(sqlDropMessage, ws, id))
}

// Body is what of a message is not shown at once.
type Body struct {
	Rest string // quotes and signature
	HTML string // sanitised
}

const sqlAddBody = `INSERT INTO message_bodies (workspace_id, message_id, rest, html) VALUES ($1, $2, $3, $4)`

// AddBody adds what of a message is not shown at once.
func AddBody(tx *Tx, ws workspace.ID, message string, b Body) error {
	return tx.put(sqlAddBody, ws, message, b.Rest, b.HTML)
}

const sqlBody = `SELECT rest, html FROM message_bodies WHERE workspace_id = $1 AND message_id = $2`

// BodyOf loads what of a message is not shown at once.
func BodyOf(tx *Tx, ws workspace.ID, message string) (Body, error) {
	return one(tx, func(row scanner) (b Body, err error) { return b, row.Scan(&b.Rest, &b.HTML) }, sqlBody, ws, message)
}

// Attachment is a file of a message; its bytes are a blob.
type Attachment struct {
	MessageID string
	Seq       int
	Name      string
	MediaType string
	Size      int64
	SHA256    string
	ContentID string // by which the message's HTML shows it; "" = it does not
}

const sqlAddAttachment = `INSERT INTO attachments (workspace_id, message_id, seq, name, media_type, size, sha256, content_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

// AddAttachment adds a file to a message.
func AddAttachment(tx *Tx, ws workspace.ID, a Attachment) error {
	return tx.put(sqlAddAttachment, ws, a.MessageID, a.Seq, a.Name, a.MediaType, a.Size, a.SHA256, a.ContentID)
}

const sqlAttachments = `SELECT message_id, seq, name, media_type, size, sha256, content_id FROM attachments WHERE workspace_id = $1 AND message_id = $2 ORDER BY seq LIMIT 1000`

// Attachments lists the files of a message.
func Attachments(tx *Tx, ws workspace.ID, message string) ([]Attachment, error) {
	return many(tx, func(row scanner) (a Attachment, err error) {
		return a, row.Scan(&a.MessageID, &a.Seq, &a.Name, &a.MediaType, &a.Size, &a.SHA256, &a.ContentID)
	}, sqlAttachments, ws, message)
}

const sqlAddBlob = `INSERT INTO blobs (workspace_id, sha256, size, bytes, made_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace_id, sha256) DO NOTHING`

// AddBlob keeps bytes under their sum; the same bytes are kept once.
func AddBlob(tx *Tx, ws workspace.ID, sha string, bytes []byte, madeAt time.Time) error {
	if bytes == nil {
		bytes = []byte{} // a file without bytes, not a file that is unknown
	}
	return tx.put(sqlAddBlob, ws, sha, len(bytes), bytes, ms(madeAt))
}

const sqlBlob = `SELECT bytes FROM blobs WHERE workspace_id = $1 AND sha256 = $2`

// Blob loads bytes by their sum.
func Blob(tx *Tx, ws workspace.ID, sha string) ([]byte, error) {
	return one(tx, func(row scanner) (b []byte, err error) { return b, row.Scan(&b) }, sqlBlob, ws, sha)
}
