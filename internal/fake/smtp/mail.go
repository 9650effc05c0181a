package smtp

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"
)

// Limits of what [Mail.Letter] reads.
const (
	maxParts = 200 // parts of one mail
	maxDepth = 20  // multiparts inside one another
)

// Mail is one mail as it was taken.
type Mail struct {
	ID   int       // counts from 1
	At   time.Time // when its final dot was read
	Helo string    // what the client called itself
	TLS  bool      // whether it came over TLS
	User string    // who had authenticated; "" is nobody
	From string    // the envelope's sender; "" is the null sender
	To   []string  // the envelope's recipients
	Raw  []byte    // the message, dots undone; not to be changed
}

// Letter is a mail's message taken apart, for a person to look at.
type Letter struct {
	Subject   string
	From, To  []string // "Name <address>", from the headers
	MessageID string   // with its angle brackets
	Header    mail.Header
	Text      string // the first text/plain part
	HTML      string // the first text/html part; foreign: never show it outside a sandbox
	Files     []File
	Problem   string // "" when all of it could be read
}

// File is an attachment.
type File struct {
	Name string
	Type string // such as text/calendar
	Body []byte
}

// Letter takes the message apart. Whatever cannot be read is left out and told
// in Problem; it never fails. UTF-8, ASCII and ISO 8859-1 headers are decoded;
// bodies are taken for UTF-8.
func (m Mail) Letter() Letter {
	message, err := mail.ReadMessage(bytes.NewReader(m.Raw))
	if err != nil {
		return Letter{Problem: "no readable header: " + err.Error(), Text: string(m.Raw)}
	}
	h := message.Header
	l := Letter{Subject: decode(h.Get("Subject")), MessageID: strings.TrimSpace(h.Get("Message-Id")), Header: h}
	l.From, l.To = addresses(h, "From"), addresses(h, "To")
	parts := 0
	if err := l.read(textproto.MIMEHeader(h), message.Body, 0, &parts); err != nil {
		l.Problem = err.Error()
	}
	return l
}

// read takes one part, and the parts inside it.
func (l *Letter) read(h textproto.MIMEHeader, body io.Reader, depth int, parts *int) error {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		kind = "text/plain"
	}
	if *parts++; *parts > maxParts || depth > maxDepth {
		return errors.New("too many parts")
	}
	if strings.HasPrefix(kind, "multipart/") {
		inner := multipart.NewReader(body, params["boundary"])
		for {
			// Raw, because NextPart would undo quoted-printable unasked.
			part, err := inner.NextRawPart()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return fmt.Errorf("read the parts of %s: %w", kind, err)
			}
			if err := l.read(part.Header, part, depth+1, parts); err != nil {
				return err
			}
		}
	}
	content, err := io.ReadAll(unwrap(h.Get("Content-Transfer-Encoding"), body))
	l.place(h, kind, content)
	if err != nil {
		return fmt.Errorf("read the %s part: %w", kind, err)
	}
	return nil
}

// place puts a part where it belongs: the text, the HTML or the files.
func (l *Letter) place(h textproto.MIMEHeader, kind string, content []byte) {
	how, params, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
	switch {
	case how != "attachment" && kind == "text/plain" && l.Text == "":
		l.Text = string(content)
	case how != "attachment" && kind == "text/html" && l.HTML == "":
		l.HTML = string(content)
	default:
		l.Files = append(l.Files, File{Name: decode(params["filename"]), Type: kind, Body: content})
	}
}

func unwrap(encoding string, r io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	}
	return r
}

func decode(s string) string {
	var d mime.WordDecoder
	out, err := d.DecodeHeader(s)
	if err != nil {
		return s
	}
	return out
}

// addresses gives a header's addresses, or its raw text when they cannot be read.
func addresses(h mail.Header, field string) []string {
	list, err := h.AddressList(field)
	if err != nil {
		if raw := h.Get(field); raw != "" {
			return []string{decode(raw)}
		}
		return nil
	}
	out := make([]string, len(list))
	for i, a := range list {
		out[i] = a.Address
		if a.Name != "" {
			out[i] = a.Name + " <" + a.Address + ">"
		}
	}
	return out
}
