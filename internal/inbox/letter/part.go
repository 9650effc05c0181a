package letter

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"kept/internal/inbox/clean"
)

// reader puts a letter together.
type reader struct {
	letter Letter
	parts  int
	text   []string
	html   []string
	sizes  struct{ text, html int }
}

// node is a part being read: its header, and its body still encoded.
type node struct {
	header Header
	body   []byte
	within string // the type of the multipart around it; "" at the root
}

// quarantine keeps the first reason: the others follow from it.
func (r *reader) quarantine(why string) {
	if r.letter.Quarantine == "" {
		r.letter.Quarantine = why
	}
}

func (r *reader) note(sentence string) {
	if !slices.Contains(r.letter.Notes, sentence) {
		r.letter.Notes = append(r.letter.Notes, sentence)
	}
}

// part reads one part and what stands in it.
func (r *reader) part(n node, depth int) {
	if r.parts++; r.parts > MaxParts {
		r.quarantine(fmt.Sprintf("It has more than %d parts; the further ones were left out.", MaxParts))
		return
	}
	value, params := parseValue(n.header.Get("Content-Type"))
	t := ContentType{value, params}
	if depth == 0 {
		r.letter.Root = t
	}
	if !strings.Contains(t.Type, "/") {
		t.Type = "text/plain"
		if n.within == "multipart/digest" {
			t.Type = "message/rfc822"
		}
	}
	if strings.HasPrefix(t.Type, "multipart/") {
		if depth >= MaxDepth {
			r.quarantine(fmt.Sprintf("Its parts stand more than %d deep in one another; the deeper ones were not opened.", MaxDepth))
			r.attach(n, t, decodeTransfer(n.body, n.header.Get("Content-Transfer-Encoding")))
			return
		}
		if r.multipart(n, t, depth) {
			return
		}
		t.Type = "text/plain" // no part in it: most likely text under a wrong name
	}
	r.leaf(n, t)
}

// multipart reads the parts of a multipart; false when there are none.
func (r *reader) multipart(n node, t ContentType, depth int) bool {
	boundary := strings.TrimRight(t.Params["boundary"], " \t")
	if boundary == "" {
		if boundary = guessBoundary(n.body); boundary == "" {
			return false
		}
	}
	if t.Type == "multipart/encrypted" {
		r.note("It is encrypted. Kept cannot read it; open it in your mail program.")
	}
	delimiter := []byte("--" + boundary)
	begin, _, _ := nextDelimiter(n.body, delimiter, 0)
	for segment := range segments(n.body, delimiter) {
		if r.parts >= MaxParts {
			r.part(node{}, depth+1) // says that there are more
			break
		}
		h, body, tooMany := readHeader(segment)
		if tooMany {
			r.quarantine(fmt.Sprintf("The header of one of its parts is longer than %d kB or has more than %d fields.", MaxHeader>>10, MaxFields))
		}
		r.part(node{header: h, body: body, within: t.Type}, depth+1)
	}
	return begin >= 0
}

// segments gives what stands between the delimiters of a multipart; the last
// one ends with the body when its end was not marked. It stops at the end mark.
func segments(body, delimiter []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		begin := -1
		for at := 0; at < len(body); {
			i, next, last := nextDelimiter(body, delimiter, at)
			if i < 0 {
				break
			}
			if begin >= 0 && !yield(trimLineEnd(body[begin:i])) || last {
				return
			}
			begin, at = next, next
		}
		if begin >= 0 && begin < len(body) {
			yield(body[begin:])
		}
	}
}

// nextDelimiter finds the next line that is a delimiter, from at on: where it
// begins, where the next line begins, and whether it ends the multipart.
func nextDelimiter(body, delimiter []byte, at int) (begin, next int, last bool) {
	for at < len(body) {
		i := bytes.Index(body[at:], delimiter)
		if i < 0 {
			return -1, 0, false
		}
		begin = at + i
		at = begin + len(delimiter)
		if begin > 0 && body[begin-1] != '\n' {
			continue
		}
		line, after := cutLine(body[at:])
		last = bytes.HasPrefix(line, []byte("--"))
		if rest := bytes.TrimPrefix(line, []byte("--")); len(bytes.TrimSpace(rest)) == 0 {
			return begin, len(body) - len(after), last
		}
	}
	return -1, 0, false
}

// trimLineEnd takes the line end away that belongs to the delimiter.
func trimLineEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}

// maxGuess is how far into a body a boundary is looked for that nobody named.
const maxGuess = 64 << 10

// guessBoundary finds the boundary of a multipart that names none: the first
// line that looks like a delimiter and has the header of a part after it.
func guessBoundary(body []byte) string {
	for rest := body[:min(len(body), maxGuess)]; len(rest) > 0; {
		line, after := cutLine(rest)
		if len(line) > 4 && len(line) < 100 && bytes.HasPrefix(line, []byte("--")) && isField(firstLine(after)) {
			return string(bytes.TrimRight(line[2:], " \t"))
		}
		rest = after
	}
	return ""
}

// leaf reads a part that holds no others.
func (r *reader) leaf(n node, t ContentType) {
	content := decodeTransfer(n.body, n.header.Get("Content-Transfer-Encoding"))
	disposition, params := parseValue(n.header.Get("Content-Disposition"))
	name := fileName(params["filename"], t.Params["name"])
	attached := disposition == "attachment" || name != ""
	switch {
	case enclosedTypes[t.Type]:
		r.letter.Enclosed = append(r.letter.Enclosed, Enclosed{t.Type, content})
	case t.Type == "text/calendar":
		r.letter.Calendars = append(r.letter.Calendars, Calendar{strings.ToUpper(t.Params["method"]), decodeCharset(content, t.Params["charset"])})
	case t.Type == "text/html" && !attached:
		if r.read(&r.html, &r.sizes.html, content, htmlCharset(content, t.Params["charset"])) {
			return
		}
	case (t.Type == "text/plain" || n.within == "" && strings.HasPrefix(t.Type, "text/")) && !attached:
		if r.read(&r.text, &r.sizes.text, content, t.Params["charset"]) {
			return
		}
	}
	r.attach(n, t, content)
}

// enclosedTypes are the parts that machines read.
var enclosedTypes = map[string]bool{
	"message/delivery-status": true, "message/global-delivery-status": true,
	"message/feedback-report": true, "message/disposition-notification": true, "message/global-disposition-notification": true,
	"message/rfc822": true, "message/global": true, "text/rfc822-headers": true, "message/global-headers": true,
}

// read takes a part as text to be read; false when there is no room for it.
func (r *reader) read(into *[]string, size *int, content []byte, charset string) bool {
	if len(content) > MaxText-*size {
		r.note(fmt.Sprintf("Its text is longer than %d MB; the rest of it is attached.", MaxText>>20))
		return false
	}
	*size += len(content)
	text := strings.ReplaceAll(decodeCharset(content, charset), "\x00", "")
	*into = append(*into, strings.ReplaceAll(text, "\r\n", "\n"))
	return true
}

// attach takes a part as an attachment.
func (r *reader) attach(n node, t ContentType, content []byte) {
	disposition, params := parseValue(n.header.Get("Content-Disposition"))
	a := Attachment{
		Name:    fileName(params["filename"], t.Params["name"]),
		Type:    t.Type,
		Inline:  disposition == "inline" || disposition == "" && n.within == "multipart/related",
		Content: content,
		SHA256:  sha256.Sum256(content),
	}
	if ids := messageIDs(n.header.Get("Content-ID")); len(ids) > 0 {
		a.ContentID = ids[0]
	}
	if sentence := unopened(a); sentence != "" {
		r.note(sentence)
	}
	r.letter.Attachments = append(r.letter.Attachments, a)
}

// finish puts the pieces together.
func (r *reader) finish() Letter {
	l := &r.letter
	l.Text = strings.Join(r.text, "\n")
	l.SentHTML = strings.Join(r.html, "\n")
	if l.SentHTML != "" {
		l.HTML = clean.HTML(l.SentHTML)
	}
	return *l
}
