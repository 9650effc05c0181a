package check

import (
	"bufio"
	"encoding/hex"
	"errors"
	"io"

	"kept/chase"
	"kept/internal/inbox/bounce"
	"kept/internal/inbox/kind"
	"kept/internal/inbox/letter"
	"kept/internal/inbox/quote"
)

// mailAnswer is the line that `kept check mail` prints of each file. Addresses
// are in lower case, ids without angles, the date in UTC and "" when there is
// none.
type mailAnswer struct {
	File        string           `json:"file"`
	From        []string         `json:"from"`
	To          []string         `json:"to"`
	Cc          []string         `json:"cc"`
	ReplyTo     []string         `json:"reply_to"`
	Subject     string           `json:"subject"`
	Date        string           `json:"date"`
	MessageID   string           `json:"message_id"`
	InReplyTo   []string         `json:"in_reply_to"`
	References  []string         `json:"references"`
	Text        string           `json:"text"`
	HTML        string           `json:"html"`    // sanitised, images parked
	Visible     string           `json:"visible"` // newly written
	Quoted      string           `json:"quoted"`
	Signature   string           `json:"signature"`
	Class       kind.Class       `json:"class"`
	ClassWhy    string           `json:"class_why,omitempty"` // by which sign
	MustNot     bool             `json:"must_not_auto_reply"`
	Bounce      *mailBounce      `json:"bounce"`      // null when the mail reports nothing about another
	AsksStatus  bool             `json:"asks_status"` // the newly written part asks where something stands
	Attachments []mailAttachment `json:"attachments"`
	Notes       []string         `json:"notes"`
	Quarantined bool             `json:"quarantined"`
	Quarantine  string           `json:"quarantine,omitempty"` // why
}

// mailAttachment is one file; the sum of an empty one is "".
type mailAttachment struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// mailBounce is what a mail reports about another. Late and handed on prove
// nothing: nothing failed so far, and nobody says that it arrived.
type mailBounce struct {
	Kind       bounce.Kind      `json:"kind"`
	Hard       bool             `json:"hard"`
	Late       bool             `json:"late,omitempty"`
	HandedOn   bool             `json:"handed_on,omitempty"`
	Feedback   string           `json:"feedback,omitempty"`
	MessageID  string           `json:"message_id"` // of the mail that it is about
	EnvelopeID string           `json:"envelope_id"`
	Recipients []bouncedMailbox `json:"recipients"`
}

// bouncedMailbox is one whom the report is about.
type bouncedMailbox struct {
	Address string        `json:"address"`
	Action  bounce.Action `json:"action"`
	Status  string        `json:"status"`
	Code    string        `json:"code"`
	Reason  bounce.Reason `json:"reason"`
	Hard    bool          `json:"hard"`
}

// bounceOf is nil when the mail reports nothing.
func bounceOf(l letter.Letter) *mailBounce {
	r := bounce.Read(l)
	if r.Kind == bounce.None {
		return nil
	}
	b := mailBounce{
		Kind: r.Kind, Hard: r.Hard, Late: r.Late, HandedOn: r.HandedOn, Feedback: r.Feedback,
		MessageID: r.MessageID, EnvelopeID: r.EnvID, Recipients: []bouncedMailbox{},
	}
	for _, one := range r.Recipients {
		b.Recipients = append(b.Recipients, bouncedMailbox{one.Address, one.Action, one.Status, one.Code, one.Reason, one.Hard})
	}
	return &b
}

// dateForm is RFC 3339 to the millisecond, so that all dates have one length.
const dateForm = "2006-01-02T15:04:05.000Z07:00"

// Mail prints what Kept understands of each mail, a line of JSON each, in the
// order of the files. A mail that cannot be understood answers too: quarantined.
// The error is about reading a file or writing the answer.
func Mail(paths []string, out io.Writer) error {
	w := bufio.NewWriter(out)
	for _, path := range paths {
		raw, err := readAtMost(path, letter.MaxBytes+1)
		if err == nil {
			err = writeLine(w, answerOf(path, letter.Read(raw)))
		}
		if err != nil {
			return errors.Join(err, w.Flush())
		}
	}
	return w.Flush()
}

func answerOf(path string, l letter.Letter) mailAnswer {
	a := mailAnswer{
		File: path,
		From: addressKeys(l.From), To: addressKeys(l.To), Cc: addressKeys(l.Cc), ReplyTo: addressKeys(l.ReplyTo),
		Subject: l.Subject, MessageID: l.MessageID,
		InReplyTo: orEmpty(l.InReplyTo), References: orEmpty(l.References),
		Text: l.Text, HTML: l.HTML.HTML,
		Attachments: []mailAttachment{}, Notes: orEmpty(l.Notes),
		Quarantined: l.Quarantine != "", Quarantine: l.Quarantine,
	}
	if !l.Date.IsZero() {
		a.Date = l.Date.Format(dateForm)
	}
	parts := quote.Text(l.Text)
	if l.Text == "" {
		parts = quote.HTML(l.SentHTML)
	}
	a.Visible, a.Quoted, a.Signature = parts.Shown(), parts.Quoted, parts.Signature
	a.AsksStatus = chase.Asks(parts.Visible).Yes()
	of := kind.Of(l)
	a.Class, a.ClassWhy, a.MustNot, a.Bounce = of.Class, of.Why, of.MustNotAnswer, bounceOf(l)
	for _, file := range l.Attachments {
		sum := ""
		if len(file.Content) > 0 {
			sum = hex.EncodeToString(file.SHA256[:])
		}
		a.Attachments = append(a.Attachments, mailAttachment{file.Name, file.Type, len(file.Content), sum})
	}
	return a
}

// addressKeys are those of the addresses that are whole enough to compare.
func addressKeys(all []letter.Address) []string {
	out := []string{}
	for _, a := range all {
		if a.Mail != "" {
			out = append(out, a.Key())
		}
	}
	return out
}

// orEmpty is a list that JSON shows as one.
func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
