// Package letter understands a mail: bytes as they came in, a [Letter] out.
//
// Mail is what thousands of programs make of the standards, and part of it is
// made to do harm. So nothing is refused here: what can be read is read the way
// most mail programs read it, and what passes a limit or makes no sense says so
// in [Letter.Quarantine], a sentence for the person who decides about it.
//
// # Conventions
//
//   - Everything is a function of the bytes: no clock, no network, no files.
//   - Work and memory grow with the size of the mail alone. Every limit is a
//     named constant below.
//   - Bytes without a charset, or with an unknown one, are UTF-8 when they can
//     be and windows-1252 otherwise. A charset that is named counts.
//   - A mail that is enclosed in another stays closed: it is an attachment, and
//     its bytes are there for those who ask what came back ([Letter.Enclosed]).
//   - The parser is our own: decision 12 says why.
package letter

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"time"

	"kept/internal/inbox/clean"
)

// The limits on one mail. What lies beyond them is left out and told in
// [Letter.Quarantine].
const (
	// MaxBytes is the size of a mail. Of a larger one the header is read.
	MaxBytes = 50 << 20
	// MaxHeader is the size of a header, of the mail or of one part.
	MaxHeader = 1 << 20
	// MaxFields is how many fields one header has.
	MaxFields = 5_000
	// MaxName is the length of a field's name.
	MaxName = 200
	// MaxParts is how many parts a mail has, those in parts included.
	MaxParts = 1_000
	// MaxDepth is how deep parts stand in parts.
	MaxDepth = 30
	// MaxText is the size of all the text to be read, and of all the HTML, in
	// bytes. A part that does not fit any more becomes an attachment.
	MaxText = 2 << 20
	// MaxAddresses is how many addresses are taken of one field.
	MaxAddresses = 2_000
	// MaxReferences is how many ids are taken of one field.
	MaxReferences = 500
)

// Letter is a mail as Kept understands it. Texts are UTF-8; fields of a line
// hold no control characters. It may share memory with the bytes it was read
// from: do not change those.
type Letter struct {
	Header Header // all fields in their order, undecoded: what rules look at
	Root   ContentType

	From, Sender, ReplyTo, To, Cc []Address

	// ReturnPath is the envelope sender as the receiving server wrote it; "" is
	// the null sender of a bounce, when Header.Has("Return-Path").
	ReturnPath string
	Subject    string
	// Date is what the sender's clock said, in UTC; zero when there is no date
	// or none that can be read (Header.Has("Date") tells them apart).
	Date time.Time

	// MessageID and the ids in InReplyTo and References have no angles.
	MessageID             string
	InReplyTo, References []string

	// Text is what the parts of plain text say, one after the other; "" when
	// there are none. [Letter.Reading] falls back to the HTML.
	Text string
	// SentHTML is the HTML as it was sent. Never show it: it is for finding
	// quotes, whose marks the sanitiser takes away.
	SentHTML string
	// HTML is SentHTML fit to be shown, sanitised.
	HTML clean.Cleaned

	Attachments []Attachment
	Enclosed    []Enclosed
	Calendars   []Calendar

	// Notes are sentences for the person who reads the mail: what Kept could not
	// open, and why.
	Notes []string
	// Quarantine says why a person should look at this mail before anything is
	// done with it; "" when all is well.
	Quarantine string
}

// Attachment is a file that came with a mail, or a part that is not for reading.
type Attachment struct {
	// Name is safe as a name of a file: no folders, no control characters, no
	// marks that turn the direction of writing. "" when the part has none.
	Name      string
	Type      string // media type in lower case, as the sender says
	ContentID string // without angles; what cid: addresses in the HTML name
	Inline    bool   // the sender meant it to be seen in the text
	Content   []byte
	SHA256    [sha256.Size]byte
}

// Enclosed is a part that machines read: a delivery report, a complaint, the
// mail or the header that came back.
type Enclosed struct {
	// Type is message/delivery-status, message/feedback-report,
	// message/disposition-notification, message/rfc822, text/rfc822-headers, or
	// one of their kin for UTF-8 (message/global…).
	Type string
	Raw  []byte // with its transfer encoding undone, otherwise as sent
}

// Calendar is a part of text/calendar.
type Calendar struct {
	Method string // in capitals: REQUEST, REPLY, CANCEL …; "" when it names none
	Text   string
}

// Read reads a mail. It never fails; see [Letter.Quarantine].
func Read(raw []byte) Letter {
	r := reader{}
	if bytes.IndexByte(raw[:min(len(raw), MaxHeader)], '\n') < 0 && bytes.IndexByte(raw[:min(len(raw), MaxHeader)], '\r') >= 0 && len(raw) <= MaxBytes {
		raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n")) // as old Macs wrote
	}
	size := len(raw)
	h, body, tooMany := readHeader(withoutBlankLines(bytes.TrimPrefix(raw[:min(size, MaxBytes)], bom)))
	r.letter.Header = h
	r.envelope()
	if tooMany {
		r.quarantine(fmt.Sprintf("Its header is longer than %d kB or has more than %d fields.", MaxHeader>>10, MaxFields))
	}
	if size > MaxBytes {
		r.quarantine(fmt.Sprintf("It is larger than %d MB; only its header was read.", MaxBytes>>20))
	} else {
		r.part(node{header: h, body: body}, 0)
	}
	if len(h) == 0 {
		r.quarantine("It has no header: nobody can tell who sent it.")
	}
	return r.finish()
}

// envelope fills in what the header says.
func (r *reader) envelope() {
	l := &r.letter
	h := l.Header
	l.From, l.Sender, l.ReplyTo = h.Addresses("From"), h.Addresses("Sender"), h.Addresses("Reply-To")
	l.To, l.Cc = h.Addresses("To"), h.Addresses("Cc")
	if path := addresses(h.Get("Return-Path")); len(path) > 0 {
		l.ReturnPath = path[0].Mail
	}
	l.Subject = h.Text("Subject")
	l.Date = readDate(h.Get("Date"))
	if ids := h.IDs("Message-ID"); len(ids) > 0 {
		l.MessageID = ids[0]
	}
	l.InReplyTo, l.References = h.IDs("In-Reply-To"), h.IDs("References")
}

// Addresses gives the addresses of all fields of that name.
func (h Header) Addresses(name string) []Address {
	var all []Address
	for v := range h.All(name) {
		all = append(all, addresses(v)...)
		if len(all) >= MaxAddresses {
			return all[:MaxAddresses]
		}
	}
	return all
}

// IDs gives the ids of the first field of that name that says something,
// without their angles.
func (h Header) IDs(name string) []string { return messageIDs(h.Get(name)) }

// HeaderOf reads the header at the beginning of raw and nothing else: for mails
// that came back in others, of which the header tells enough. The limits on a
// header hold, what lies beyond them is left out.
func HeaderOf(raw []byte) Header {
	h, _, _ := readHeader(withoutBlankLines(raw))
	return h
}

// Reading is the plain text that rules read: Text, or what the HTML says when
// there is no Text.
func (l *Letter) Reading() string {
	if l.Text != "" || l.SentHTML == "" {
		return l.Text
	}
	return clean.Text(l.SentHTML)
}
