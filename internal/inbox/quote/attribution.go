package quote

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of the line above a quote, which mail programs wrap.
const (
	maxAttributionLines = 5
	maxAttributionBytes = 600
)

// attribution is what introduces a quote: "On Monday at 3 Anna <a@b.c> wrote:".
type attribution struct {
	last int // its last line
	// sure tells that nobody writes so by hand: it names an address or a minute.
	sure bool
}

var (
	clockTime = regexp.MustCompile(`\b\d{1,2}[:.hH]\d{2}\b|\d{1,2}[時时点點]\d{0,2}`)
	fullDate  = regexp.MustCompile(`\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b(?:19|20)\d\d\b|(?:19|20)\d\d年`)
	dateFirst = regexp.MustCompile(`^\W{0,3}(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}|\d{1,2}\.? \p{L}{3,12}\.?,? \d{4})`)
	mailInSet = regexp.MustCompile(`(?:<|&lt;|\(|\[|mailto:)\s*[^\s<>@]+@[^\s<>@]+`)
)

// attributionAt tells whether the lines from i on introduce a quote.
func attributionAt(lines []line, i int) (attribution, bool) {
	last, ok := attributionEnd(lines, i)
	if !ok {
		return attribution{}, false
	}
	if last > i && !strings.HasPrefix(lines[last].body, "<") && !begins(lines[i].body) {
		return attribution{}, false // the words above are the writer's
	}
	var b strings.Builder
	for k := i; k <= last; k++ {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(lines[k].body)
	}
	sure, ok := introduces(plain(b.String()), last-i)
	return attribution{last, sure}, ok
}

// begins tells whether a line may be the first of several that introduce a quote.
func begins(body string) bool {
	lower := strings.ToLower(body[:min(len(body), 80)])
	return openers[firstWord(lower)] || dateFirst.MatchString(body) || strings.HasPrefix(body, "--")
}

// attributionEnd finds the line that ends what may begin at line i.
func attributionEnd(lines []line, i int) (int, bool) {
	size := 0
	for k := i; k < len(lines) && k < i+maxAttributionLines; k++ {
		body := lines[k].body
		size += len(body)
		if lines[k].blank() || size > maxAttributionBytes {
			return 0, false
		}
		if endsAttribution(body) {
			return k, true
		}
		if closesAddress(lines, k+1, lines[i].depth) {
			return k + 1, true
		}
		// "2011/4/7 Anna <a@b.c>" needs no more than the quote below it.
		if k+1 < len(lines) && lines[k+1].depth > lines[i].depth || quotedAfterBlank(lines, k, lines[i].depth) {
			return k, dateFirst.MatchString(lines[i].body) && strings.HasSuffix(body, ">")
		}
	}
	return 0, false
}

// closesAddress tells whether line k is "> wrote:", where the sign is not of a
// quote but ends an address on the line above.
func closesAddress(lines []line, k, depth int) bool {
	if k >= len(lines) || lines[k].depth != depth+1 || len(lines[k].body) > 40 || !endsAttribution(lines[k].body) {
		return false
	}
	above := lines[k-1].body
	return strings.ContainsAny(above, "<@") && hasVerb(strings.ToLower(lines[k].body))
}

func quotedAfterBlank(lines []line, k, depth int) bool {
	return k+2 < len(lines) && lines[k+1].blank() && lines[k+2].depth > depth
}

func endsAttribution(body string) bool {
	body = strings.TrimRight(body, "*_ ")
	return strings.HasSuffix(body, ":") || strings.HasSuffix(body, "：") ||
		strings.HasSuffix(body, "--") && strings.HasPrefix(body, "--") && !isRule(body)
}

// introduces judges the joined text. A text of one line is wrapped 0 times.
func introduces(text string, wrapped int) (sure, ok bool) {
	lower := strings.ToLower(text)
	verb, first := hasVerb(lower), firstWord(lower)
	mail := mailInSet.MatchString(text)
	at := clockTime.MatchString(text)
	dated := fullDate.MatchString(text)
	sure = mail || at && dated || at && strings.Contains(text, "@")
	switch {
	case strings.HasPrefix(text, "--") && strings.HasSuffix(text, "--"):
		return true, verb
	case verb && openers[first]:
		return sure || at, sure || at || strings.ContainsFunc(text, unicode.IsDigit)
	case openers[first] || dateFirst.MatchString(text):
		quoting := first == "quoting" || first == "zitat" || first == "citando"
		return sure, sure && (verb || mail && (at || dated || quoting)) || first == "on" && sure && strings.Contains(lower, "sent:")
	case verb && (dated && at || mail):
		return true, wrapped <= 1 && nameFirst(lower) && attributionWithin(text) == 0
	}
	return false, false
}

// nameFirst tells whether a text says "Anna <a@b.c> wrote:" and ends with it,
// or, as Lotus Notes does, with the moment. A sentence says more.
func nameFirst(lower string) bool {
	body := strings.TrimRight(lower, ":： *-")
	if hasVerb(body[max(0, len(body)-24):]) {
		return len(strings.Fields(lower)) <= 14
	}
	return fullDate.MatchString(body[max(0, len(body)-30):]) && len(strings.Fields(lower)) <= 14
}

func hasVerbSign(lower string) bool {
	return slices.ContainsFunc(wroteIn, func(w string) bool { return strings.Contains(lower, w) })
}

func hasVerb(lower string) bool {
	if hasVerbSign(lower) {
		return true
	}
	for w := range strings.FieldsFuncSeq(lower, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if wrote[w] {
			return true
		}
	}
	return false
}

// firstWord is the first word of a lower-case text, without what stands around it.
func firstWord(lower string) string {
	lower = strings.TrimLeftFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	end := strings.IndexFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	if end < 0 {
		return lower
	}
	return lower[:end]
}

// inlineOpeners begin an attribution that a mail program put behind the
// writer's last words, on the same line.
var inlineOpeners = []string{"On ", "Am ", "Le ", "El ", "Il ", "Op ", "Em ", "W dniu "}

// attributionWithin finds where in a line an attribution begins that the
// writer's words stand before; 0 means nowhere.
func attributionWithin(body string) int {
	if !endsAttribution(body) {
		return 0
	}
	from := max(0, len(body)-maxAttributionBytes)
	for from > 0 && from < len(body) && !utf8.RuneStart(body[from]) {
		from++
	}
	tail := body[from:]
	at := -1
	for _, o := range inlineOpeners {
		at = max(at, strings.LastIndex(tail, " "+o)+1, strings.LastIndex(tail, "-"+o)+1)
	}
	if at <= 0 {
		return 0
	}
	if sure, ok := introduces(plain(tail[at:]), 0); !sure || !ok {
		return 0
	}
	return from + len(strings.TrimRight(tail[:at], " -"))
}
