package check

import (
	"bufio"
	"encoding/hex"
	"errors"
	"io"

	"kept/chase"
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
