package heard

import (
	"fmt"
	"regexp"
	"strings"
)

// grammar is how one language binds itself, and how it writes dates.
type grammar struct {
	lang string
	vow  []vowRule

	afresh   *regexp.Regexp // what stands before it has no bearing: "but"
	harmless *regexp.Regexp // "as I said" before a vow takes nothing back
	onlyIf   *regexp.Regexp // a condition
	notOurs  *regexp.Regexp // before a vow: somebody reports it
	hedge    *regexp.Regexp // "perhaps"
	turn     *regexp.Regexp // between a vow and its date: "not", "you need"
	tells    *regexp.Regexp // "let you know": then "if" is what will be told
	strictIf *regexp.Regexp // and only this is a condition

	openers  map[string]bool // words that lead to a date: "by", "the", "latest"
	before   map[string]bool // those of them that mean the day before
	blocked  map[string]bool // before a date: no date to be bound by
	article  map[string]bool // before a weekday: the name of a thing
	glue     map[string]bool // between the parts of a date
	hourLead map[string]bool // before a bare hour
	dayLead  map[string]bool // before a bare day of the month
	within   map[string]bool // before "3 days"
	working  map[string]bool // around "days"
	ofMonth  map[string]bool // between a day and its month
	follow   map[string]bool // what may stand behind a date; nil: all but cutOff
	cutOff   map[string]bool // what may not
	lexicon  map[string]string
	units    map[string]string
	numbers  map[string]int
}

// vowRule is a way to bind oneself; needs must follow somewhere.
type vowRule struct {
	says, needs *regexp.Regexp
	soft        bool // it binds less than "will"
}

// draft is a grammar as it is written down: words parted by blanks, patterns
// of words by lines.
type draft struct {
	lang                                                                                 string
	vows                                                                                 []vowDraft
	afresh, harmless, onlyIf, notOurs, hedge, turn, tells, strictIf                      string
	openers, before, blocked, article, glue, hourLead, dayLead, within, working, ofMonth string
	follow, cutOff                                                                       string
	days, months                                                                         string // from Monday, from January; "a/b" is either
	entries, units                                                                       string // lines of "english = a | b"
	numbers                                                                              string // from one
}

// vowDraft is a vow in a short hand, see [pattern].
type vowDraft struct {
	says, needs string
	soft        bool
}

var grammars = map[string]*grammar{
	"en": compile(english), "de": compile(german), "fr": compile(french), "es": compile(spanish),
	"pt": compile(portuguese), "nl": compile(dutch), "it": compile(italian),
}

// months are the first words of months in all languages, for "12. Mai".
var months = monthNames(english, german, french, spanish, portuguese, dutch, italian)

func monthNames(drafts ...draft) map[string]bool {
	m := map[string]bool{}
	for _, d := range drafts {
		for name := range strings.FieldsFuncSeq(d.months, func(r rune) bool { return r == ' ' || r == '/' }) {
			m[name] = true
		}
	}
	return m
}

// pattern makes a pattern of whole words from alternatives by lines or bars.
// Within, "(a|b)" is either, "~" the rest of a word, "<2>" up to two
// words of no matter.
func pattern(s string) *regexp.Regexp {
	if strings.TrimSpace(s) == "" {
		return regexp.MustCompile(`[^\x00-\x{10FFFF}]`)
	}
	var lines []string
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	s = strings.Join(lines, "|")
	s = strings.ReplaceAll(s, "(", "(?:")
	s = strings.ReplaceAll(s, "~", `[^ ]*`)
	s = regexp.MustCompile(` ?<([0-9])>`).ReplaceAllString(s, `(?: [^ ,]+){0,$1}`)
	return regexp.MustCompile(` (?:` + s + `) `)
}

func compile(d draft) *grammar {
	g := &grammar{
		lang: d.lang, afresh: pattern(d.afresh), harmless: pattern(d.harmless), onlyIf: pattern(d.onlyIf), notOurs: pattern(d.notOurs),
		hedge: pattern(d.hedge), turn: pattern(d.turn), tells: pattern(d.tells), strictIf: pattern(d.strictIf),
		openers: words(d.openers), before: words(d.before), blocked: words(d.blocked), article: words(d.article), glue: words(d.glue),
		hourLead: words(d.hourLead), dayLead: words(d.dayLead), within: words(d.within), working: words(d.working), ofMonth: words(d.ofMonth), cutOff: words(d.cutOff),
		lexicon: map[string]string{}, units: map[string]string{}, numbers: map[string]int{},
	}
	if d.follow != "" {
		g.follow = words(d.follow)
	}
	for _, v := range d.vows {
		r := vowRule{says: pattern(v.says), soft: v.soft}
		if v.needs != "" {
			r.needs = pattern(v.needs)
		}
		g.vow = append(g.vow, r)
	}
	for i, names := range strings.Fields(d.days) {
		said, _, _ := strings.Cut(strings.Fields(english.days)[i], "/")
		for name := range strings.SplitSeq(names, "/") {
			g.lexicon[strings.ReplaceAll(name, "_", " ")] = said
		}
	}
	for i, names := range strings.Fields(d.months) {
		for name := range strings.SplitSeq(names, "/") {
			g.lexicon[name] = fmt.Sprintf("month %d", i+1)
		}
	}
	table(d.entries, g.lexicon)
	table(d.units, g.units)
	for i, names := range strings.Fields(d.numbers) {
		for name := range strings.SplitSeq(names, "/") {
			g.numbers[name] = i + 1
		}
	}
	return g
}

// table reads lines of "english = a | b".
func table(lines string, into map[string]string) {
	for l := range strings.Lines(lines) {
		said, list, ok := strings.Cut(strings.TrimSpace(l), " = ")
		if !ok {
			continue
		}
		for entry := range strings.SplitSeq(list, "|") {
			into[strings.TrimSpace(entry)] = said
		}
	}
}

// joining are the words that begin a clause anew, in all languages: behind them
// a date may lead, before them it ends.
var joining = words("and but so then und aber also dann et mais donc alors y pero e mas entao en maar dus dan ma quindi allora anyway either")

// pairing are the words between two dates.
var pairing = words("or and to - – — / until oder und bis ou et au a o y e ate of en tot ed al")
