// Package heard finds promises in what we ourselves write: "I'll send you the
// draft by Friday". Whatever it finds is offered to a person, who says yes or
// no; nothing becomes a promise by itself.
//
// Precision comes before recall: a sentence counts only when it says that we do
// something, or that the reader gets something from us, and names a date that
// [typed] reads. Questions, conditions, what the reader is to do, what is past,
// hedged or quoted do not count. A date that people read in two ways is not
// offered, or offered with the day that was read and marked as unsure; each is
// echoed in full.
package heard

import (
	"strings"
	"time"

	"kept/internal/tongue"
	"kept/internal/typed"
	"kept/worktime"
)

// Heard is one promise that a text of ours seems to make.
type Heard struct {
	Sentence string // as it was written
	Phrase   string // the date, as it was written: "by Friday at 4"
	Words    string // the whole date in words: "Friday 4 December 2026, 16:00 (Rome)"
	When     typed.When
	// Unsure is set when the date, or that it binds us, can be read otherwise:
	// whoever confirms has to look at the date.
	Unsure bool
}

// Limits of what is read and found.
const (
	maxText  = 20_000 // bytes
	maxHeard = 20
	maxWords = 120 // of a sentence; longer ones are lists or no prose
)

// In gives the promises in a text of ours, in their order. lang is the language
// it is written in; when it is empty it is guessed. Quoted letters are skipped
// line by line, a signature ends the text.
func In(text, lang string, now time.Time, cal *worktime.Calendar) []Heard {
	if len(text) > maxText {
		text = text[:maxText]
	}
	if lang == "" {
		lang, _ = tongue.Of(text)
	}
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	g := grammars[lang]
	if g == nil {
		return nil
	}
	var out []Heard
	for _, s := range sentencesOf(text) {
		if s.asks || len(s.words) > maxWords {
			continue
		}
		for _, h := range g.listen(s, now, cal) {
			if len(out) == maxHeard {
				return out
			}
			h.Sentence = strings.Join(strings.Fields(text[s.from():s.to()]), " ")
			h.Phrase = strings.Join(strings.Fields(text[h.from:h.to]), " ")
			out = append(out, h.Heard)
		}
	}
	return out
}

// spotted is a promise with the place of its date in the text.
type spotted struct {
	Heard
	from, to int
}

// listen gives the promises of one sentence.
func (g *grammar) listen(s sentence, now time.Time, cal *worktime.Calendar) []spotted {
	dates := g.dates(s)
	if len(dates) == 0 {
		return nil
	}
	line, starts := s.line()
	vows := g.vows(line)
	var out []spotted
	for _, d := range dates {
		bound, soft := g.binds(line, vows, starts[d.from], starts[d.to])
		if !bound {
			continue
		}
		when, unsure, ok := d.read(now, cal)
		if !ok || when.Past {
			continue
		}
		h := Heard{Words: when.Echo(cal.Location()), When: when, Unsure: unsure || soft}
		out = append(out, spotted{h, s.words[d.from].from, s.words[d.to-1].to})
	}
	return out
}

// vow is a place where a sentence says that something of ours is coming.
type vow struct {
	from, to int // in the line
	soft     bool
}

// vows finds the places where a line binds us.
func (g *grammar) vows(line string) []vow {
	var out []vow
	for _, r := range g.vow {
		// A match may begin with the blank that ended the one before.
		for at := 0; at < len(line); {
			m := r.says.FindStringIndex(line[at:])
			if m == nil {
				break
			}
			v := vow{at + m[0], at + m[1] - 1, r.soft}
			if r.needs == nil || r.needs.MatchString(line[v.from:]) {
				out = append(out, v)
			}
			at = v.to
		}
	}
	return out
}

// binds tells whether one of the vows is about the date from a to b of a line:
// the date stands behind it with nothing between that turns it away, or right
// before it at the head of a clause.
func (g *grammar) binds(line string, vows []vow, a, b int) (bound, soft bool) {
	soft = true
	for _, v := range vows {
		var head, mid, tail string
		said := line[v.from : max(v.to, a)+1]
		switch {
		case v.to <= a+1:
			head, mid, tail = line[:v.from+1], line[v.to:a+1], line[b:]
		case v.from+1 >= b && v.from-b <= maxLead && headOfClause(line[:a+1]):
			head, mid, tail = line[:a+1], " ", line[v.to:]
			if strings.Contains(strings.Trim(line[b:v.from+1], " ,"), " , ") {
				continue
			}
		default:
			continue
		}
		if g.turnsAway(head, mid, tail) || g.conditional(said, mid, tail) {
			continue
		}
		bound, soft = true, soft && v.soft
	}
	return bound, bound && soft
}

// maxLead is how far a vow may stand behind a date at the head of its clause.
const maxLead = 3

// headOfClause tells whether nothing but a joining word stands before.
func headOfClause(before string) bool {
	before = strings.TrimSpace(before)
	if before == "" {
		return true
	}
	last := before[strings.LastIndexByte(before, ' ')+1:]
	return last == "," || last == ":" || last == "–" || joining[last]
}

// turnsAway tells whether what stands around a vow and its date says that it is
// no promise after all: head is before the vow, mid between, tail behind.
func (g *grammar) turnsAway(head, mid, tail string) bool {
	if at := g.afresh.FindAllStringIndex(head, -1); at != nil {
		head = head[at[len(at)-1][1]-1:]
	}
	head = g.harmless.ReplaceAllString(head, " ")
	if g.onlyIf.MatchString(head) || g.notOurs.MatchString(head) || g.hedge.MatchString(head) {
		return true
	}
	return g.turn.MatchString(mid) || g.hedge.MatchString(mid) || negation.MatchString(lastWords(head, 3)) || negation.MatchString(firstWords(tail, 2))
}

// negation is "not" in all languages.
var negation = pattern(`not|never|no|nicht|nie|kein|keine|keinen|niet|nooit|geen|pas|jamais|nunca|tampoco|nao|non|mai|neither`)

// conditional tells whether a vow and what stands around it makes a condition.
// Behind "let you know", "if" says only what will be told.
func (g *grammar) conditional(said, mid, tail string) bool {
	if g.tells.MatchString(said) || mid == " " && g.tells.MatchString(tail) {
		return g.strictIf.MatchString(mid) || g.strictIf.MatchString(tail)
	}
	return g.onlyIf.MatchString(mid) || g.onlyIf.MatchString(tail)
}

// firstWords and lastWords give up to n words of a line, as a line.
func firstWords(line string, n int) string {
	w := strings.Fields(line)
	return " " + strings.Join(w[:min(n, len(w))], " ") + " "
}

func lastWords(line string, n int) string {
	w := strings.Fields(line)
	return " " + strings.Join(w[max(0, len(w)-n):], " ") + " "
}
