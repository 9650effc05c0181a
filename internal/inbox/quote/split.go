package quote

import "strings"

// span is a run of the text, in bytes.
type span struct {
	kind       Kind
	start, end int
}

// maxByHand is how many lines a writer quotes by hand at once. A longer quote
// that nothing introduces was put there by his mail program.
const maxByHand = 12

// sheet is a text and its lines.
type sheet struct {
	text  string
	lines []line
}

// splitter gives every line its kind.
type splitter struct {
	sheet
	kinds []Kind
	cuts  map[int]int // line → where in the text its writer's words end and the quote begins
	// introduced tells that the mail program has begun a quote: all that is
	// quoted from there on is the same letter.
	introduced bool
	loose      [][2]int // quotes that nothing introduced: from, to (excluded)
}

// split parts the text into runs of one kind, in order and without gaps.
func split(lines []line, text string) []span {
	s := &splitter{sheet: sheet{text, lines}, kinds: make([]Kind, len(lines)), cuts: map[int]int{}}
	for i := 0; i < len(lines); {
		i = s.step(i)
	}
	s.signatures()
	s.judgeLoose()
	return s.spans()
}

// step decides about line i, and perhaps those below it, and says which is next.
func (s *splitter) step(i int) int {
	l := s.lines[i]
	if l.blank() && l.depth == 0 {
		return s.mark(i, i+1, s.above(i))
	}
	if l.hint&restQuoted != 0 {
		return s.rest(i, s.quotedOrForwarded(i))
	}
	// Whoever quotes a letter in which another was passed on has not passed it on.
	if !s.introduced || l.depth == 0 && l.hint&inQuote == 0 {
		if separatorOf(l.body) == forwardBelow {
			return s.rest(i, Forwarded)
		}
	}
	switch {
	case l.hint&inQuote != 0:
		s.introduced = true
		return s.mark(i, i+1, Quoted)
	case l.depth > 0:
		return s.quote(i)
	case separatorOf(l.body) == originalBelow:
		return s.below(i, i+1)
	}
	if s.firstHeader(i) {
		if last, ok := headersAt(s.lines, i); ok {
			return s.below(i, last+1)
		}
	}
	if a, ok := attributionAt(s.lines, i); ok {
		return s.attributed(i, a)
	}
	if at := attributionWithin(l.body); at > 0 {
		// Cut within the line: the writer's words before, the quote behind.
		start := l.start + strings.Index(s.text[l.start:l.end], l.body)
		s.cuts[i] = start + at
		return s.afterAttribution(i + 1)
	}
	return s.mark(i, i+1, Written)
}

// firstHeader tells whether a block of headers may begin at line i: the line
// above is none of them, or the block was judged from there.
func (s sheet) firstHeader(i int) bool {
	if i == 0 || s.lines[i-1].depth != s.lines[i].depth {
		return true
	}
	above, _ := headerOf(s.lines[i-1].body)
	return above == 0 || above == otherHeader
}

func (s *splitter) mark(from, to int, k Kind) int {
	for i := from; i < to; i++ {
		s.kinds[i] = k
	}
	return to
}

// above is the kind of the line above: an empty line belongs to it.
func (s *splitter) above(i int) Kind {
	if i == 0 {
		return Written
	}
	return s.kinds[i-1]
}

// rest gives all lines from i on to the mail program, with the ruler above them.
func (s *splitter) rest(i int, k Kind) int {
	s.introduced = true
	s.rulerAbove(i, k)
	return s.mark(i, len(s.lines), k)
}

// rulerAbove gives the ruler right above line i the kind of what it announces.
func (s *splitter) rulerAbove(i int, k Kind) {
	j := i - 1
	for j >= 0 && s.lines[j].blank() {
		j--
	}
	if j >= 0 && isRule(s.lines[j].body) && i-j <= 3 {
		s.mark(j, i, k)
	}
}

// quotedOrForwarded tells what a letter below line i is: whoever writes nothing
// above it passes it on.
func (s *splitter) quotedOrForwarded(i int) Kind {
	if s.written(i) {
		return Quoted
	}
	return Forwarded
}

// written tells whether there is anything by the writer, or quoted, above line i.
func (s *splitter) written(i int) bool {
	if len(s.loose) > 0 || s.introduced {
		return true
	}
	for j := i - 1; j >= 0; j-- {
		if !s.lines[j].blank() && !isRule(s.lines[j].body) {
			return true
		}
	}
	return false
}

// below decides about a letter that lines from..to announce surely.
func (s *splitter) below(from, to int) int {
	kind := s.quotedOrForwarded(from)
	next := s.nextSaid(to)
	if kind == Quoted && next < len(s.lines) && s.lines[next].depth > 0 {
		s.rulerAbove(from, Quoted)
		return s.afterAttribution(s.mark(from, to, Quoted))
	}
	return s.rest(from, kind)
}

// attributed decides about a quote that a line like "Anna wrote:" introduces.
func (s *splitter) attributed(i int, a attribution) int {
	next := s.nextSaid(a.last + 1)
	quoted := next < len(s.lines) && (s.lines[next].depth > 0 || s.lines[next].hint&inQuote != 0)
	switch {
	case quoted, next == len(s.lines):
	case !a.sure:
		return s.mark(i, i+1, Written)
	case !s.written(i):
		// Nothing above, and no quote signs below: what follows may well be the
		// answer, so only the line itself is folded.
		s.introduced = true
		return s.mark(i, a.last+1, Quoted)
	}
	s.rulerAbove(i, Quoted)
	return s.afterAttribution(s.mark(i, a.last+1, Quoted))
}

// afterAttribution takes the quote that begins at line next; without quote
// signs it goes on to the end.
func (s *splitter) afterAttribution(next int) int {
	s.introduced = true
	said := s.nextSaid(next)
	if said == len(s.lines) {
		return s.mark(next, said, Quoted)
	}
	if s.lines[said].depth == 0 && s.lines[said].hint&inQuote == 0 {
		return s.mark(next, len(s.lines), Quoted)
	}
	return s.mark(next, said, Quoted)
}

// nextSaid is the first line from i on that is not empty.
func (s sheet) nextSaid(i int) int {
	for i < len(s.lines) && s.lines[i].blank() && s.lines[i].depth == 0 {
		i++
	}
	return i
}

// quote takes the quoted lines from i on.
func (s *splitter) quote(i int) int {
	end, byHandOnly := i, true
	for end < len(s.lines) && (s.lines[end].depth > 0 || s.wrappedLink(end)) {
		byHandOnly = byHandOnly && s.lines[end].hint&byHand != 0
		end++
	}
	introduced := s.introduced || s.introducedWithin(i, end)
	switch {
	case introduced:
		s.introduced = true
		s.mark(i, end, Quoted)
	case byHandOnly:
		s.mark(i, end, Written)
	default:
		s.mark(i, end, Written)
		s.loose = append(s.loose, [2]int{i, end})
	}
	return end
}

// introducedWithin tells whether a quote begins with the line that introduces
// it: some mail programs quote that line as well.
func (s sheet) introducedWithin(i, end int) bool {
	for i < end && s.lines[i].blank() {
		i++
	}
	if i == end {
		return false
	}
	if _, ok := attributionAt(s.lines[:end], i); ok {
		return true
	}
	_, ok := headersAt(s.lines[:end], i)
	return ok || separatorOf(s.lines[i].body) == originalBelow
}

// wrappedLink tells whether line i is the rest of a quoted line whose long link
// a mail program broke: one word, or nothing but a link, between quoted lines.
func (s sheet) wrappedLink(i int) bool {
	if i == 0 || i+1 >= len(s.lines) || s.lines[i].blank() || s.lines[i-1].depth == 0 || s.lines[i+1].depth == 0 {
		return false
	}
	if body := strings.TrimLeft(s.lines[i].body, "(<["); strings.HasPrefix(body, "http") && !strings.ContainsAny(strings.TrimRight(body, ")>] "), " \t") {
		return true
	}
	link := strings.LastIndex(s.lines[i-1].body, "http")
	return link >= 0 && !strings.ContainsAny(s.lines[i-1].body[link:], " \t") && !strings.ContainsAny(s.lines[i].body, " \t")
}

// judgeLoose decides about quotes that nothing introduces. One that is long, or
// that nothing follows, was put there by the mail program; between his own words
// the writer quoted by hand, and his answer cannot be understood without it.
func (s *splitter) judgeLoose() {
	followed := len(s.lines)
	for ; followed > 0; followed-- {
		if l, k := s.lines[followed-1], s.kinds[followed-1]; !l.blank() && k != Signature && (k != Written || l.depth == 0) {
			break
		}
	}
	alone := !s.saidAnything()
	for _, q := range s.loose {
		if !alone && (q[1] > followed || !s.few(q[0], q[1], maxByHand)) {
			s.mark(q[0], q[1], Quoted)
		}
	}
}

// saidAnything tells whether anything is the writer's that is not quoted.
func (s *splitter) saidAnything() bool {
	for i, l := range s.lines {
		if s.kinds[i] == Written && l.depth == 0 && !l.blank() {
			return true
		}
	}
	return false
}

// spans joins neighbouring lines of one kind.
func (s *splitter) spans() []span {
	var out []span
	add := func(k Kind, start, end int) {
		if n := len(out); n > 0 && out[n-1].kind == k {
			out[n-1].end = end
			return
		}
		out = append(out, span{k, start, end})
	}
	for i, l := range s.lines {
		if at, ok := s.cuts[i]; ok {
			add(Written, l.start, at)
			add(Quoted, at, l.end)
			continue
		}
		add(s.kinds[i], l.start, l.end)
	}
	return out
}
