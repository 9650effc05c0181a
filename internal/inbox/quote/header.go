package quote

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Limits of the block "From: … Sent: … To: … Subject: …" above a quote.
const (
	maxHeaderLines = 40 // long lists of recipients wrap
	maxHeaderName  = 40 // bytes before the colon
)

// headersAt tells whether a block of headers begins at line i, and its last
// line. It takes two different headers, and a sign that they are a letter's:
// "From: Berlin, To: Munich" is a journey.
func headersAt(lines []line, i int) (last int, ok bool) {
	first, value := headerOf(lines[i].body)
	if first == 0 || first == otherHeader {
		return 0, false
	}
	var seen header
	count, wrapped := 0, 0
	letter, drawn := false, lines[i].hint&afterRule != 0
	for k := i; k < len(lines) && k < i+maxHeaderLines; k++ {
		body := lines[k].body
		if lines[k].blank() {
			break
		}
		h := first
		if k > i {
			h, value = headerOf(body)
		}
		switch {
		case h == 0 && wrapped >= 2 && !strings.ContainsAny(body, "@;"):
			return endOfHeaders(lines[i], last, seen, count, letter)
		case h == 0:
			wrapped++
			letter = letter || strings.Contains(body, "@")
			continue
		}
		if seen&h != h {
			count++
		}
		seen |= h
		last, wrapped = k, 0
		letter = letter || strings.Contains(value, "@") || h == subjectHeader
		letter = letter || drawn && clockTime.MatchString(plain(value))
	}
	return endOfHeaders(lines[i], last, seen, count, letter)
}

// endOfHeaders judges a block by the headers it has.
func endOfHeaders(first line, last int, seen header, count int, letter bool) (int, bool) {
	if !letter || seen&(fromHeader|dateHeader) == 0 {
		return 0, false
	}
	return last, count >= 2 && bits.OnesCount8(uint8(seen)) >= 2 || first.hint&afterRule != 0
}

// headerOf reads a line like "*From:* Anna". A name that is another header's in
// another language is both.
func headerOf(body string) (h header, value string) {
	head := body[:min(len(body), maxHeaderName)]
	at := strings.IndexAny(head, ":：")
	if at < 0 {
		return 0, ""
	}
	_, size := utf8.DecodeRuneInString(body[at:])
	return headerNames[folded(strings.Trim(body[:at], "*_ \t\u00a0"))], body[at+size:]
}

// separator is a line by which a mail program announces another letter.
type separator uint8

const (
	noSeparator separator = iota
	originalBelow
	forwardBelow
)

// maxSeparator is the longest such line, in bytes.
const maxSeparator = 200

// separatorOf reads a line like "-----Original Message-----".
func separatorOf(body string) separator {
	if len(body) > maxSeparator {
		return noSeparator
	}
	inner := strings.TrimLeft(body, "-—–*_=# ")
	dashes := strings.ContainsAny(body[:len(body)-len(inner)], "-—–_=")
	if !dashes && !strings.HasSuffix(inner, ":") && !strings.HasSuffix(inner, "：") {
		return noSeparator
	}
	words, rest, _ := strings.Cut(inner, "--")
	words = folded(strings.Trim(words, "-—–*_=# "))
	if !dashes {
		words = strings.TrimRight(words, "：")
		words, dashes = strings.CutSuffix(words, ":")
		if dashes && passed[strings.TrimSpace(words)] {
			return forwardBelow
		}
		return noSeparator
	}
	words = strings.TrimRight(words, ": ")
	switch {
	case passed[words], strings.HasPrefix(words, "forwarded by "), strings.HasPrefix(words, "weitergeleitet von "):
		return forwardBelow
	case dashed[words] && (strings.Contains(inner, "--") || strings.ContainsAny(inner, "—–_=")), dashed[words] && rest == "" && strings.HasPrefix(body, "--"):
		return originalBelow
	}
	return noSeparator
}

// isRule tells whether a line is nothing but a ruler.
func isRule(body string) bool {
	return len(body) >= 2 && strings.Trim(body, "-_=*—–─━ ") == ""
}
