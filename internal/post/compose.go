package post

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"net/mail"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"kept/internal/outbox"
)

// Limits of what goes into a header.
const (
	maxPersonName = 200 // characters of a person's name; the rest is cut, so that the line stays below 998 bytes
	maxMessageID  = 250 // bytes, without the brackets
	maxReferences = 20  // the first and the latest of a longer thread are named
	maxWord       = 70  // bytes without a space that a header line takes as they are
)

// Compose makes the message that a mail becomes: RFC 5322 with CRLF, the text
// of [outbox.Mail.Text] word for word and its HTML twin as
// multipart/alternative, both quoted-printable. The same mail and date give the
// same bytes, so a second attempt is the first one again. The date is written
// in its own zone, to the second.
//
// Names and subjects are one line each, whatever is in them: breaks and control
// characters become spaces. Message-IDs of others that are none are left out.
// What cannot be a mail at all, because an address, our own Message-ID or the
// date is none, is an error.
//
// The library writes the message; three things it leaves to its caller are
// done here: it folds at every space, so runs of them are closed up first; a
// word longer than a line, or one that only looks encoded (RFC 2047), it
// would pass on as it is; and its boundary would be a random one.
func Compose(m outbox.Mail, date time.Time) ([]byte, error) {
	if err := composable(m, date); err != nil {
		return nil, fmt.Errorf("compose a mail: %w", err)
	}
	text := plain(m.Plain())
	twin, err := htmlTwin(m)
	if err != nil {
		return nil, fmt.Errorf("compose a mail: %w", err)
	}
	mark := boundary(m.MessageID, text, twin)
	own := []gomail.MsgOption{gomail.WithNoDefaultUserAgent()}
	if len(m.Files) == 0 {
		own = append(own, gomail.WithBoundary(mark)) // of one multipart; with files there are two
	}
	msg := gomail.NewMsg(own...)
	head(msg, m, date)
	msg.SetBodyString(gomail.TypeTextPlain, text)
	msg.AddAlternativeString(gomail.TypeTextHTML, plain(twin))
	for _, f := range m.Files {
		if err := attach(msg, f); err != nil {
			return nil, fmt.Errorf("compose a mail: %w", err)
		}
	}
	var b bytes.Buffer
	if _, err := msg.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("compose a mail: %w", err)
	}
	if len(m.Files) == 0 {
		return b.Bytes(), nil
	}
	return markParts(b.Bytes(), mark), nil
}

// attach adds a file. Its type is what whoever gave it said, where that can be
// one; a reader's program decides by the name anyway.
func attach(msg *gomail.Msg, f outbox.File) error {
	media, _, err := mime.ParseMediaType(f.MediaType)
	if err != nil || !strings.Contains(media, "/") || strings.HasPrefix(media, "multipart/") || strings.HasPrefix(media, "message/") {
		media = "application/octet-stream"
	}
	return msg.AttachReader(headerText(f.Name), bytes.NewReader(f.Bytes), gomail.WithFileContentType(gomail.ContentType(media)), gomail.WithFileEncoding(gomail.EncodingB64))
}

// boundaryOf finds the boundaries that the library made of chance.
var boundaryOf = regexp.MustCompile(`boundary=([0-9a-f]{40,})`)

// markParts gives the parts of a mail with files boundaries that are the same
// each time.
func markParts(b []byte, mark string) []byte {
	for i, m := range boundaryOf.FindAllSubmatch(b, 2) {
		b = bytes.ReplaceAll(b, m[1], fmt.Appendf(nil, "%s-%d", mark, i))
	}
	return b
}

// composable tells why a mail cannot be written, if it cannot.
func composable(m outbox.Mail, date time.Time) error {
	switch {
	case !isMailbox(m.From.Addr):
		return errors.New("the sender is not an address")
	case !isMailbox(m.To.Addr):
		return errors.New("the recipient is not an address")
	case m.ReplyTo != nil && !isMailbox(m.ReplyTo.Addr):
		return errors.New("the address for replies is not an address")
	case !isMessageID(m.MessageID) || !strings.Contains(m.MessageID, "@"):
		return errors.New("it has no Message-ID of ours")
	case date.Year() < 1970 || date.Year() > 9999:
		return errors.New("its date cannot be written")
	}
	return nil
}

// head writes the header fields.
func head(msg *gomail.Msg, m outbox.Mail, date time.Time) {
	msg.FromMailAddress(mailbox(m.From))
	msg.ToMailAddress(mailbox(m.To))
	if m.ReplyTo != nil {
		msg.ReplyToMailAddress(mailbox(*m.ReplyTo))
	}
	if s := headerText(m.Subject); s != "" {
		msg.Subject(s)
	}
	msg.SetDateWithValue(date)
	msg.SetMessageIDWithValue(m.MessageID)
	if ids := threadIDs([]string{m.InReplyTo}); len(ids) > 0 {
		msg.SetGenHeader(gomail.HeaderInReplyTo, ids[0])
	}
	if ids := threadIDs(m.References); len(ids) > 0 {
		msg.SetGenHeader(gomail.HeaderReferences, strings.Join(ids, " "))
	}
	if l := language(m.Language); l != "" {
		msg.SetGenHeader(gomail.HeaderContentLang, l)
	}
	if m.Unsubscribe != "" {
		msg.SetGenHeader("List-Unsubscribe", "<"+m.Unsubscribe+">")             // RFC 2369, 3.2
		msg.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click") // RFC 8058, 3.1
	}
	if m.Auto {
		how := "auto-generated"
		if m.Answers {
			how = "auto-replied"
		}
		msg.SetGenHeader("Auto-Submitted", how) // RFC 3834, 5
	}
}

// mailbox gives an address with its person's name as it may stand in a header.
func mailbox(a outbox.Address) *mail.Address {
	// An encoded word must not stand in quotes (RFC 2047, 5), yet many read it
	// there. A backslash must not stand in one, yet net/mail puts it there and
	// then cannot read it.
	name := strings.NewReplacer("=?", "= ?", `\`, "/").Replace(singleLine(a.Name))
	if r := []rune(name); len(r) > maxPersonName {
		name = strings.TrimSpace(string(r[:maxPersonName]))
	}
	return &mail.Address{Name: name, Address: a.Addr}
}

// isMailbox tells whether an address survives being written and read.
func isMailbox(addr string) bool {
	if !deliverable(addr) || !utf8.ValidString(addr) || singleLine(addr) != addr {
		return false
	}
	got, err := mail.ParseAddress((&mail.Address{Address: addr}).String())
	return err == nil && got.Address == addr
}

// isMessageID tells whether s can stand between the brackets of a Message-ID.
func isMessageID(s string) bool {
	return s != "" && len(s) <= maxMessageID &&
		!strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '<' || r == '>' })
}

// threadIDs gives the Message-IDs of a thread in brackets, without those that are none.
func threadIDs(ids []string) []string {
	var out []string
	for _, s := range ids {
		s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "<"), ">")
		if isMessageID(s) {
			out = append(out, "<"+s+">")
		}
	}
	if len(out) > maxReferences {
		out = append(out[:1:1], out[len(out)-maxReferences+1:]...)
	}
	return out
}

// headerText gives a subject as one line that can be folded. Plain words stay
// plain, other alphabets are left to the library; what it would get wrong is
// encoded here.
func headerText(s string) string {
	s = singleLine(s)
	unfoldable := false
	for _, w := range strings.Fields(s) {
		unfoldable = unfoldable || len(w) > maxWord
	}
	if !unfoldable && !strings.Contains(s, "=?") {
		return s
	}
	return encodeWords(s)
}

// encodeWords writes s as encoded words (RFC 2047) of at most 75 characters.
func encodeWords(s string) string {
	const most = 45 // bytes in a word: 60 characters of base64, 12 around them
	var words []string
	for s != "" {
		n := min(most, len(s))
		for n < len(s) && !utf8.RuneStart(s[n]) {
			n--
		}
		words = append(words, "=?UTF-8?b?"+base64.StdEncoding.EncodeToString([]byte(s[:n]))+"?=")
		s = s[n:]
	}
	return strings.Join(words, " ")
}

// singleLine makes one line of s: valid UTF-8, breaks and control characters
// as spaces, single spaces.
func singleLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// language gives a BCP 47 tag, or "" for what has not the form of one.
func language(s string) string {
	if len(s) < 2 || len(s) > 35 {
		return ""
	}
	for _, part := range strings.Split(s, "-") {
		if part == "" || len(part) > 8 || strings.ContainsFunc(part, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
		}) {
			return ""
		}
	}
	return s
}

// plain gives text as valid UTF-8 with LF at the ends of its lines. The
// quoted-printable writer would lose the break after a CR and an encoded byte.
func plain(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
}

// boundary parts the message. It is made from the Message-ID, so that it is
// the same at each attempt, and from the parts, so that nobody can have written
// it into one of them.
func boundary(messageID, text, twin string) string {
	h := sha256.New()
	for _, s := range []string{messageID, text, twin} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return "kept-" + hex.EncodeToString(h.Sum(nil)[:18])
}
