package typed

import (
	"strings"
	"time"
	"unicode"

	"kept/internal/fault"
	"kept/worktime"
)

// reader walks the words and gathers one day, one time, or one moment.
type reader struct {
	cal   *worktime.Calendar
	now   time.Time
	today worktime.Day
	words []string
	at    int // the next word

	day     worktime.Day
	weekday string // as typed beside a date, to be compared with it
	clock   worktime.Clock
	hasTime bool
	part    part
	moment  time.Time
}

// part is a part of a day that the calendar turns into a time.
type part int

const (
	noPart part = iota
	morning
	afternoon
	endOfDay
)

// split makes lower-case words out of text. Commas, and dots after letters, go.
func split(text string) []string {
	fields := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return unicode.IsSpace(r) || r == ','
	})
	var out []string
	for _, w := range fields {
		w = strings.TrimRight(w, "?!;")
		if w == "a.m." || w == "p.m." {
			w = w[:1] + "m"
		}
		if w != "" && unicode.IsLetter([]rune(w)[0]) {
			w = strings.TrimRight(w, ".")
		}
		switch {
		case w == "":
		case isISOMoment(w) && len(w) == len("2026-12-04t16:00"):
			out = append(out, w[:10], w[11:])
		case isISOMoment(w):
			out = append(out, w)
		case strings.Contains(w, "-") && strings.ContainsFunc(w, unicode.IsLetter):
			out = append(out, strings.FieldsFunc(w, func(r rune) bool { return r == '-' })...)
		default:
			out = append(out, w)
		}
	}
	return out
}

// isISOMoment tells 2026-12-04t16:00, with or without an offset, from other words.
func isISOMoment(w string) bool {
	return len(w) >= len("2026-12-04t16:00") && w[4] == '-' && w[7] == '-' && w[10] == 't'
}

// peek gives the word n after the next one, or "".
func (r *reader) peek(n int) string {
	if r.at+n < len(r.words) {
		return r.words[r.at+n]
	}
	return ""
}

// rule reads some words, or none of them when they are not its own.
type rule func(r *reader) (words int, err error)

// rules in the order in which they are asked.
func rules() []rule {
	return []rule{filler, relative, dayWord, ending, nextOrThis, weekdayName, isoMoment, numericDate, namedDate, ordinal, partOfDay, timeOfDay}
}

// read takes all words.
func (r *reader) read() error {
	all := rules()
next:
	for r.at < len(r.words) {
		for _, rule := range all {
			n, err := rule(r)
			if err != nil {
				return err
			}
			if n > 0 {
				r.at += n
				continue next
			}
		}
		return unread{refuse("%s is not understood: %s.", quoted(r.peek(0)), example)}
	}
	return nil
}

// quoted is a word for an answer, cut when it is long.
func quoted(w string) string {
	if runes := []rune(w); len(runes) > 30 {
		w = string(runes[:30]) + "…"
	}
	return `"` + strings.ToValidUTF8(strings.Map(printable, w), "�") + `"`
}

func printable(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return '�'
}

// setDay notes the day; a second one is refused.
func (r *reader) setDay(d worktime.Day) error {
	if !r.day.IsZero() || !r.moment.IsZero() {
		return refuse("There are two days in it: write one.")
	}
	r.day = d
	return nil
}

// setClock notes the time; a second one is refused.
func (r *reader) setClock(c worktime.Clock) error {
	if r.hasTime || r.part != noPart || !r.moment.IsZero() {
		return refuse("There are two times in it: write one.")
	}
	r.clock, r.hasTime = c, true
	return nil
}

func (r *reader) setPart(p part) error {
	if r.hasTime || r.part != noPart || !r.moment.IsZero() {
		return refuse("There are two times in it: write one.")
	}
	r.part = p
	return nil
}

// setMoment notes a moment, which is a day and a time.
func (r *reader) setMoment(t time.Time) error {
	if !r.day.IsZero() || r.hasTime || r.part != noPart || !r.moment.IsZero() {
		return refuse("There are two dates in it: write one.")
	}
	r.moment = t
	return nil
}

// when puts the day and the time together.
func (r *reader) when() (When, error) {
	loc := r.cal.Location()
	if !r.moment.IsZero() {
		if r.weekday != "" {
			return When{}, refuse("There are two days in it: write one.")
		}
		return When{Day: worktime.DayOf(r.moment, loc), At: r.moment.UTC()}, nil
	}
	d, err := r.theDay()
	if err != nil {
		return When{}, err
	}
	var at time.Time
	switch {
	case r.hasTime:
		at, err = r.cal.At(d, r.clock)
	case r.part != noPart:
		at, err = r.endOfPart(d)
	default:
		return When{Day: d}, nil
	}
	if f, ok := fault.As(err); ok {
		return When{}, refuse("%s", f.Say)
	} else if err != nil {
		return When{}, err
	}
	return When{Day: worktime.DayOf(at, loc), At: at}, nil
}

// theDay is the day that was read, today when only a time was. A weekday
// beside a date must be right.
func (r *reader) theDay() (worktime.Day, error) {
	d := r.day
	if r.weekday == "" {
		if d.IsZero() {
			if !r.hasTime && r.part == noPart {
				return d, refuse("There is no date: %s.", example)
			}
			return r.today, nil
		}
		return d, nil
	}
	want := weekdays[r.weekday]
	if d.IsZero() {
		return r.today.AddDays(1 + int(want-r.today.Weekday()+6)%7), nil
	}
	if d.Weekday() != want {
		return d, refuse("%s is a %s, not a %s.", long(d), d.Weekday(), want)
	}
	return d, nil
}

// long is "4 December 2026".
func long(d worktime.Day) string {
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC).Format("2 January 2006")
}

// endOfPart gives the moment by which something due in a part of d is due.
func (r *reader) endOfPart(d worktime.Day) (time.Time, error) {
	const noon = 12 * 60
	if r.part == morning {
		return r.cal.At(d, noon)
	}
	closes, ok := r.cal.Closes(d)
	if !ok {
		return closes, refuse("%s %s is not a working day: write a time.", d.Weekday(), long(d))
	}
	if midday, err := r.cal.At(d, noon); r.part == afternoon && (err != nil || !closes.After(midday)) {
		return closes, refuse("%s %s has no working afternoon: write a time.", d.Weekday(), long(d))
	}
	return closes, nil
}
