package news

import (
	"cmp"
	"slices"
	"strings"

	"kept/worktime"
)

// Kind is what sort of thing was logged.
type Kind string

// The kinds.
const (
	StepDone    Kind = "step done"
	StepBegun   Kind = "step begun"
	StepNext    Kind = "step next"    // it is to begin next
	StepGoesOn  Kind = "step goes on" // it began before
	PromiseKept Kind = "promise kept" // they have it
	PromiseDue  Kind = "promise due"  // they are to have it
	DateMoved   Kind = "date moved"   // told already, with its reason
	Asked       Kind = "hand-off asked"
	Came        Kind = "hand-off done"
	WentWrong   Kind = "issue open" // told already, with what is done about it
	PutRight    Kind = "issue over" // told already, with its explanation
	TheirTurn   Kind = "their turn" // something is wanted from the client himself
	Answered    Kind = "answered"   // they wrote or called, and one of ours answered
	Called      Kind = "called back"
	Worked      Kind = "worked" // somebody of ours said what he did: a check-in, the field log
)

// Fact is something that was logged of a project and that an update can tell.
type Fact struct {
	Kind   Kind
	Source string       // the record: "step:stp_…"
	Words  string       // as the client reads it
	Who    string       // from whom, or by whom; "" = not said
	From   string       // of the client: who wrote or called
	Day    worktime.Day // when it happened, or by when it is to; zero = not said
	Was    worktime.Day // of a date that moved
	Why    string       // the reason that the client was given; of an issue, what is done about it or what it was
}

// Stands is how the record stands, to know it again: its kind and its day, and of
// what somebody said his words.
func (f Fact) Stands() string {
	if f.Kind == Worked {
		return string(f.Kind) + " " + f.Day.String() + " " + f.Words
	}
	if f.Day.IsZero() {
		return string(f.Kind)
	}
	return string(f.Kind) + " " + f.Day.String()
}

// part is where a fact is told.
func (f Fact) part() Part {
	switch f.Kind {
	case StepDone, PromiseKept:
		return Done
	case Asked, Came, Worked, StepBegun, Answered, Called:
		return Behind
	case WentWrong, PutRight:
		return Issues
	case DateMoved:
		return Changed
	}
	return Next
}

// AnswerSource begins the source of a line that says that somebody was answered.
const AnswerSource = "clock:"

// line is a fact as a sentence.
func (f Fact) line(say Speech) Line {
	l := Line{Part: f.part(), Text: say.Fact(f), Source: f.Source, Stood: f.Stands()}
	if l.Part == Next {
		l.Until = f.Day
	}
	return l
}

// MaxDrafted is how many lines of one part are drafted; of more, the nearest.
const MaxDrafted = 12

// Compose drafts the lines of an update from what was logged, with what became
// of what the last one said was next. Facts may come in any order.
func Compose(facts []Fact, last *Update, say Speech) []Line {
	facts = slices.Clone(facts)
	slices.SortStableFunc(facts, func(a, b Fact) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Source, b.Source), strings.Compare(a.Words, b.Words))
	})
	by := map[Part][]Line{}
	for _, b := range Became(last, facts) {
		if b.Known {
			by[Said] = append(by[Said], Line{Part: Said, Text: say.Became(b), Source: b.Line.Source, Stood: b.Now.Stands()})
		}
	}
	for _, f := range facts {
		if len(by[f.part()]) < MaxDrafted {
			by[f.part()] = append(by[f.part()], f.line(say))
		}
	}
	var out []Line
	for _, p := range Parts() {
		out = append(out, by[p]...)
	}
	return out
}

// Outcome is what became of a line that said what was next.
type Outcome struct {
	Line  Line
	Now   Fact // how its record stands; the zero value where there is none
	Known bool // Kept knows; else a person has to say
}

// Became says what became of what an update said was next, line by line. Of
// facts about one record the one that went furthest counts.
func Became(last *Update, facts []Fact) []Outcome {
	if last == nil {
		return nil
	}
	var out []Outcome
	for _, l := range last.Of(Next) {
		o := Outcome{Line: l}
		for _, f := range facts {
			if l.Source != "" && f.Source == l.Source && (!o.Known || f.Kind.far() > o.Now.Kind.far()) {
				o.Now, o.Known = f, true
			}
		}
		out = append(out, o)
	}
	return out
}

// far is how far a record has come that is of this kind.
func (k Kind) far() int {
	switch k {
	case StepDone, PromiseKept, Came:
		return 3
	case DateMoved:
		return 2
	case StepBegun, StepGoesOn:
		return 1
	}
	return 0
}

// Stale is a line that is not true any more.
type Stale struct {
	At   int // its place among the lines
	Line Line
	Why  string // the end of a sentence: "what it stands on has changed"
}

// Passed tells whether a line speaks of a day as still to come that has passed.
func (u Update) Passed(today worktime.Day) bool {
	return slices.ContainsFunc(u.Lines, func(l Line) bool { return l.passed(today) })
}

func (l Line) passed(today worktime.Day) bool { return !l.Until.IsZero() && l.Until.Before(today) }

// Stale finds the lines of an update that are not true any more: their record
// stands otherwise, or is gone, or the day of which they speak has passed.
func (u Update) Stale(facts []Fact, today worktime.Day, say Speech) []Stale {
	stands := map[string][]string{}
	for _, f := range facts {
		stands[f.Source] = append(stands[f.Source], f.Stands())
	}
	var out []Stale
	for i, l := range u.Lines {
		switch now := stands[l.Source]; {
		case l.passed(today):
			out = append(out, Stale{i, l, say.Passed(l)})
		case l.Source != "" && !slices.Contains(now, l.Stood):
			out = append(out, Stale{i, l, say.Otherwise()})
		}
	}
	return out
}
