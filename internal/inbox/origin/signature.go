package origin

import (
	"bytes"
	"io"
	"strings"

	"github.com/emersion/go-msgauth/dkim"
)

// The limits on what is hashed to verify signatures. The library copies a run of
// blank lines anew for each piece it is given, so the pieces are large and the
// runs short: otherwise a mail of blank lines keeps a processor busy for minutes.
const (
	maxHashed     = 100 << 20 // for all signatures of one mail
	maxBlankLines = 32 << 10  // one after the other
	pieceSize     = 1 << 20
)

// signatures verifies those of the organisation that the From address is of, one
// after the other. What is left out for a limit leaves the mail unsure.
func (c *check) signatures(head, body []byte) {
	fields := splitFields(head)
	hashed, seen := 0, 0
	for i, f := range fields {
		if !isSignature(f) {
			continue
		}
		if seen++; seen > MaxSignatures {
			return
		}
		tags := signatureTags(f)
		if !aligned(tags["d"], c.from, false) {
			continue
		}
		if hashed == 0 && tooBlank(body) {
			c.unsure = true
			return
		}
		if hashed += len(body); hashed > maxHashed {
			c.unsure = true
			return
		}
		c.verify(&mailWith{head: onlySignature(fields, i), body: body}, strings.Contains(strings.ToLower(tags["h"]), "dkim-signature"))
	}
}

// tooBlank tells whether there are too many line ends one after the other, of
// whatever sort.
func tooBlank(body []byte) bool {
	run := 0
	for _, b := range body {
		if b != '\r' && b != '\n' {
			run = 0
		} else if run++; run > 2*maxBlankLines {
			return true
		}
	}
	return false
}

// verify verifies the one signature of a mail. One that covers the others, which
// are hidden from it, proves nothing when it does not hold.
func (c *check) verify(mail *mailWith, coversOthers bool) {
	found, err := dkim.VerifyWithOptions(mail, &dkim.VerifyOptions{LookupTXT: c.lookups.txt})
	if err != nil {
		return
	}
	for _, v := range found {
		switch {
		case v.Err == nil && aligned(v.Domain, c.from, false):
			c.signers = append(c.signers, plainDomain(v.Domain))
		case dkim.IsTempFail(v.Err) || v.Err != nil && coversOthers:
			c.unsure = true
		}
	}
}

// splitFields splits a header into its fields, each with its line ends.
func splitFields(head []byte) (fields [][]byte) {
	begin, at := 0, 0
	for line := range bytes.Lines(head) {
		if at > 0 && line[0] != ' ' && line[0] != '\t' {
			fields = append(fields, head[begin:at])
			begin = at
		}
		at += len(line)
	}
	return append(fields, head[begin:])
}

func isSignature(field []byte) bool {
	name, _, ok := bytes.Cut(field, []byte(":"))
	return ok && bytes.EqualFold(bytes.TrimSpace(name), []byte("dkim-signature"))
}

// signatureTags are the tags of a signature, without blanks.
func signatureTags(field []byte) map[string]string {
	tags := map[string]string{}
	_, value, _ := strings.Cut(string(field), ":")
	for t := range strings.SplitSeq(value, ";") {
		if name, value, ok := strings.Cut(t, "="); ok {
			tags[strings.TrimSpace(name)] = strings.Join(strings.Fields(value), "")
		}
	}
	return tags
}

// onlySignature is a header in which all signatures but one go by another name.
func onlySignature(fields [][]byte, one int) []byte {
	var out bytes.Buffer
	for i, f := range fields {
		if i != one && isSignature(f) {
			out.WriteString("X-")
		}
		out.Write(f)
	}
	return out.Bytes()
}

// mailWith reads a mail whose header was changed, without a copy of its body.
type mailWith struct {
	head, body []byte
}

// Read reads the header, then the body.
func (m *mailWith) Read(b []byte) (int, error) {
	if len(m.head) == 0 {
		m.head, m.body = m.body, nil
	}
	if len(m.head) == 0 {
		return 0, io.EOF
	}
	n := copy(b, m.head)
	m.head = m.head[n:]
	return n, nil
}

// WriteTo writes what was not yet read, in large pieces.
func (m *mailWith) WriteTo(w io.Writer) (written int64, err error) {
	for _, rest := range []*[]byte{&m.head, &m.body} {
		for len(*rest) > 0 {
			n, err := w.Write((*rest)[:min(pieceSize, len(*rest))])
			written += int64(n)
			if *rest = (*rest)[n:]; err != nil {
				return written, err
			}
		}
	}
	return written, nil
}
