package bounce

import (
	"strings"

	"kept/internal/inbox/letter"
)

// original is what a report tells of the mail it is about.
type original struct {
	id     string   // without angles
	to     []string // to whom it says it went
	from   []string // who sent it: never the one who did not get it
	header letter.Header
	raw    []byte
}

// originalOf finds the mail that came back: enclosed, or its header below the
// text, or what the report's own fields say.
func originalOf(l *letter.Letter) original {
	var o original
	for _, e := range l.Enclosed {
		switch e.Type {
		case "message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers":
			o.take(e.Raw)
		}
	}
	if o.header == nil {
		if _, returned, found := cutOriginal(l.Reading()); found {
			o.take([]byte(strings.TrimLeft(returned, "\r\n\t -=*_|")))
		}
	}
	for _, name := range [...]string{"X-Original-Message-ID", "Original-Message-ID", "In-Reply-To", "References"} {
		if ids := l.Header.IDs(name); o.id == "" && len(ids) > 0 {
			o.id = ids[len(ids)-1]
		}
	}
	return o
}

// take takes the first header that says something.
func (o *original) take(raw []byte) {
	h := letter.HeaderOf(raw[:min(len(raw), MaxReturned)])
	if o.header != nil || len(h) < 2 {
		return
	}
	o.header, o.raw = h, raw
	o.id = firstOf(h.IDs("Message-ID"))
	o.to = mailsOf(h, "To", "Cc")
	o.from = mailsOf(h, "From", "Sender", "Return-Path")
}

func mailsOf(h letter.Header, names ...string) []string {
	var out []string
	for _, name := range names {
		for _, a := range h.Addresses(name) {
			if len(out) < MaxRecipients && isAddress(a.Mail) {
				out = append(out, a.Mail)
			}
		}
	}
	return out
}

// textOf is what the report says in words: without the mail that came back.
func textOf(l *letter.Letter) string {
	text, _, _ := cutOriginal(cut(l.Reading(), 2*MaxText))
	return cut(text, MaxText)
}

// cut is the beginning of a text, at most n bytes of it.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// cutOriginal parts a text where the mail that came back begins: below a line
// that says so, or at the first line of its header.
func cutOriginal(text string) (report, returned string, found bool) {
	at := 0
	for line := range strings.Lines(text) {
		if at > MaxText {
			break
		}
		folded := fold(cut(line, MaxLine))
		switch {
		case hasPrefix(folded, headerStarts):
			return text[:at], text[at:], true
		case isMarker(folded):
			return text[:at], text[at+len(line):], true
		}
		at += len(line)
	}
	return text, "", false
}

// isMarker tells whether a line says that the mail follows.
func isMarker(line string) bool {
	bare := strings.Trim(line, " -=*|_>:.")
	return hasPrefix(bare, markers) && len(bare) < maxMarker
}

// maxMarker is longer than any such line.
const maxMarker = 100

// headerStarts are the fields with which a header that came back begins, where
// no line says so. Fields of a report in words are not among them: From, To,
// Subject, Date.
var headerStarts = phrases(`received: from|received:from|received: by|received:by|received: (|return-path:|delivered-to:|x-received:|dkim-signature:|x-originating-ip:`)

var markers = phrases(`this is a copy of the message|below this line is a copy|below is a copy of the original|enclosed is a copy|original message follows|original message|original mail|original e-mail|original email|message headers follow|message header follows|included is a copy|the header of the original|header of the original|unsent message follows|unsent message below|returned message|message text follows|original mail info|message contents follow|a copy of the original message|undelivered message|here is your message|message follows|the original message follows|copy of your message|copie du message|kopie der nachricht|original header|returned mail follows|returned header`)
