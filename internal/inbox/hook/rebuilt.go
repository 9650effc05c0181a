package hook

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"mime"
	"net/mail"
	"strings"
)

// rebuiltMark is the field by which a mail says that its bytes are not those
// that were sent. So no signature in it can hold: those are left out.
const rebuiltMark = "X-Kept-Rebuilt"

// rebuilt is a mail of the fields that Postmark gives: with all texts, files and
// fields, but with parts, encodings and order of our own.
func (p postmark) rebuilt() []byte {
	var b bytes.Buffer
	field(&b, rebuiltMark, "of the fields that Postmark sent; the bytes are not the sender's")
	has := map[string]bool{}
	for _, h := range p.Headers {
		name := strings.ToLower(h.Name)
		if !isFieldName(h.Name) || strings.HasPrefix(name, "content-") || name == "mime-version" || name == "dkim-signature" || strings.EqualFold(name, rebuiltMark) {
			continue
		}
		has[name] = true
		field(&b, h.Name, h.Value)
	}
	for _, f := range []struct{ name, value string }{
		{"From", people([]person{p.FromFull}, p.From)}, {"To", people(p.ToFull, p.To)}, {"Cc", people(p.CcFull, p.Cc)}, {"Reply-To", people(nil, p.ReplyTo)},
		{"Subject", p.Subject}, {"Date", p.Date},
	} {
		if f.value != "" && !has[strings.ToLower(f.name)] {
			field(&b, f.name, f.value)
		}
	}
	b.WriteString("MIME-Version: 1.0\r\n")
	p.body(&b)
	return b.Bytes()
}

// body writes the parts. All are base64, so that no line of them is a boundary.
func (p postmark) body(b *bytes.Buffer) {
	var texts []enclosure
	if p.TextBody != "" || p.HTMLBody == "" {
		texts = append(texts, enclosure{ContentType: "text/plain; charset=utf-8", Content: []byte(p.TextBody)})
	}
	if p.HTMLBody != "" {
		texts = append(texts, enclosure{ContentType: "text/html; charset=utf-8", Content: []byte(p.HTMLBody)})
	}
	sum := sha256.Sum256([]byte(p.MessageID + p.Date + p.Subject))
	mark := fmt.Sprintf("kept-%x", sum[:12])
	fmt.Fprintf(b, "Content-Type: multipart/mixed; boundary=%q\r\n\r\n--%s\r\nContent-Type: multipart/alternative; boundary=\"%s-a\"\r\n\r\n", mark, mark, mark)
	for _, t := range texts {
		fmt.Fprintf(b, "--%s-a\r\nContent-Type: %s\r\n", mark, t.ContentType)
		content(b, t.Content)
	}
	fmt.Fprintf(b, "--%s-a--\r\n", mark)
	for _, a := range p.Attachments {
		kind, _, err := mime.ParseMediaType(a.ContentType)
		if err != nil || !strings.Contains(kind, "/") {
			kind = "application/octet-stream"
		}
		disposition := "attachment"
		if a.ContentID != "" {
			disposition = "inline"
		}
		if d := mime.FormatMediaType(disposition, map[string]string{"filename": plain(a.Name)}); d != "" && a.Name != "" {
			disposition = d
		}
		fmt.Fprintf(b, "--%s\r\nContent-Type: %s\r\nContent-Disposition: %s\r\n", mark, kind, disposition)
		if a.ContentID != "" {
			field(b, "Content-ID", "<"+strings.Trim(a.ContentID, "<>")+">")
		}
		content(b, a.Content)
	}
	fmt.Fprintf(b, "--%s--\r\n", mark)
}

// content writes the rest of a part, in lines of base64.
func content(b *bytes.Buffer, raw []byte) {
	const line = 57 // 76 of base64
	b.WriteString("Content-Transfer-Encoding: base64\r\n\r\n")
	for len(raw) > 0 {
		n := min(line, len(raw))
		b.WriteString(base64.StdEncoding.EncodeToString(raw[:n]) + "\r\n")
		raw = raw[n:]
	}
	b.WriteString("\r\n")
}

// field writes a field, on lines that are not too long. What is not ASCII is
// encoded.
func field(b *bytes.Buffer, name, value string) {
	value = mime.QEncoding.Encode("utf-8", plain(value))
	b.WriteString(name + ":")
	length := len(name) + 1
	for _, w := range strings.Fields(value) {
		if length+1+len(w) > 76 && length > len(name)+1 {
			b.WriteString("\r\n")
			length = 0
		}
		b.WriteString(" " + w)
		length += 1 + len(w)
	}
	b.WriteString("\r\n")
}

// plain is a text on one line.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

// people writes addresses: by their parts when those are known, or can be told
// apart; as they were written otherwise.
func people(all []person, written string) string {
	var out []string
	for _, p := range all {
		if p.Email != "" {
			out = append(out, (&mail.Address{Name: plain(p.Name), Address: plain(p.Email)}).String())
		}
	}
	if len(out) == 0 {
		parsed, err := mail.ParseAddressList(written)
		if err != nil {
			return written
		}
		for _, a := range parsed {
			out = append(out, a.String())
		}
	}
	return strings.Join(out, ", ")
}

func isFieldName(s string) bool {
	return s != "" && len(s) <= 76 && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == ':' })
}
