package heard

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/internal/typed"
	"kept/worktime"
)

// date is a date of a sentence in the words that [typed] reads.
type date struct {
	from, to int      // the words of the sentence, with "by" and the like
	said     []string // in English
	unsure   bool
	before   bool   // "before Friday"
	lead     string // the word before the one that is read
}

// What a lexicon says beside English words that are read as they are.
const (
	poison   = "?"  // the date is one that cannot be read
	nextWeek = ">>" // Friday of next week; alone, its end
	thisWeek = "<<"
	hourSign = ":" // o'clock
	vague    = "!" // at the end: read so, but unsure
)

// longestEntry is the most words of an entry of a lexicon.
const longestEntry = 5

// dates finds the dates of a sentence that one may be bound by.
func (g *grammar) dates(s sentence) []date {
	var all []date
	for i := 0; i < len(s.words); {
		d, ok := g.scan(s.words, i)
		if !ok {
			i++
			continue
		}
		first := i
		d.from, d.before = g.opening(s.words, i)
		i = d.to
		if g.oneOfTwo(s.words, d.to) {
			for next, ok := g.scan(s.words, i+1); ok; next, ok = g.scan(s.words, i+1) {
				i = next.to
			}
			if n, ok := g.scan(s.words, min(i+2, len(s.words))); ok {
				i = n.to
			}
			continue
		}
		if slices.Contains(d.said, poison) || !g.stands(s.words, first, d) {
			continue
		}
		all = append(all, d)
	}
	return all
}

// oneOfTwo tells whether another date follows: "Monday or Tuesday", "Monday to
// Wednesday".
func (g *grammar) oneOfTwo(all []word, i int) bool {
	if i >= len(all) || !pairing[all[i].text] {
		return false
	}
	for skip := 1; skip <= 3 && i+skip < len(all); skip++ {
		if _, ok := g.scan(all, i+skip); ok {
			return true
		}
		if !g.openers[all[i+skip].text] {
			return false
		}
	}
	return false
}

// opening walks back over "by", "no later than the" and the like.
func (g *grammar) opening(all []word, i int) (from int, before bool) {
	for i > 0 && (g.openers[all[i-1].text] || all[i-1].text == "not" && all[i].text == "later") {
		i--
		before = before || g.before[all[i].text]
	}
	return i, before
}

// stands tells whether the words around a date let it be a day by which
// something is done, and not a part of a name or a beginning: "the Friday
// report", "since Friday", "Friday week".
func (g *grammar) stands(all []word, first int, d date) bool {
	if d.from > 0 && g.blocked[all[d.from-1].text] {
		return false
	}
	if first > 0 && g.article[all[first-1].text] && weekday(d.said[0]) {
		return false
	}
	if d.to == len(all) {
		return true
	}
	next := all[d.to].text
	if weekday(d.said[len(d.said)-1]) && g.monthFollows(all[d.to:]) {
		return false // "the first Monday in April"
	}
	if isDigit(next) {
		return false // "Friday 13 people": there is more to it than was read
	}
	if g.follow != nil {
		return g.follow[next] || !isLetter(next)
	}
	return !g.cutOff[next]
}

// monthFollows tells whether a month stands behind no more than "in" or "of".
func (g *grammar) monthFollows(all []word) bool {
	for i, w := range all[:min(3, len(all))] {
		if _, ok := g.month(w.text); ok {
			return i > 0 || g.lang != "en" || w.text != "may"
		}
		if len(w.text) > 3 || !isLetter(w.text) {
			return false
		}
	}
	return false
}

func isLetter(w string) bool { return w[0] >= 'a' && w[0] <= 'z' }

// scan reads a date that begins at a word.
func (g *grammar) scan(all []word, i int) (date, bool) {
	d := date{from: i, to: i}
	for at := i; at < len(all); {
		if at > 0 {
			d.lead = all[at-1].text
		}
		n := 0
		for _, read := range []func(*grammar, []word, *date) int{(*grammar).relative, (*grammar).entry, (*grammar).named, (*grammar).numeric, (*grammar).clock} {
			if n = read(g, all[at:], &d); n > 0 {
				break
			}
		}
		if n > 0 {
			at += n
			d.to = at
			continue
		}
		// Between the parts of a date may stand "at", "um", "a las".
		if len(d.said) == 0 || !g.glue[all[at].text] || at-d.to >= 3 {
			break
		}
		at++
	}
	return d, len(d.said) > 0
}

// entry reads words of the lexicon, the longest that fits.
func (g *grammar) entry(all []word, d *date) int {
	said, n := g.look(all)
	if n == 0 || said == hourSign || said == "am" || said == "pm" || strings.HasPrefix(said, "month ") {
		return 0
	}
	if cut, ok := strings.CutSuffix(said, vague); ok {
		said, d.unsure = cut, true
	}
	if said != "" || len(d.said) > 0 {
		d.said = append(d.said, said)
		return n
	}
	return 0
}

// look finds the longest entry that words begin with.
func (g *grammar) look(all []word) (said string, n int) {
	key := ""
	for i := range min(longestEntry, len(all)) {
		if i > 0 {
			key += " "
		}
		key += all[i].text
		if s, ok := g.lexicon[key]; ok {
			said, n = s, i+1
		}
	}
	return said, n
}

// relative reads "in 3 working days" and what means the same.
func (g *grammar) relative(all []word, d *date) int {
	n := 0
	for n < len(all) && n < 5 && g.within[all[n].text] {
		n++
	}
	if n == 0 || n >= len(all) {
		return 0
	}
	if hours, ok := strings.CutSuffix(all[n].text, "h"); ok && len(hours) <= 3 && hours != "" && strings.Trim(hours, "0123456789") == "" {
		d.said = append(d.said, "in "+hours+" hours")
		return n + 1
	}
	count, ok := g.count(all[n].text)
	if !ok {
		return 0
	}
	if n++; n == len(all) {
		return 0
	}
	working := ""
	for n < len(all) && g.working[all[n].text] {
		working = "working "
		n++
	}
	if n == len(all) {
		return 0
	}
	unit, ok := g.units[all[n].text]
	if !ok {
		return 0
	}
	n++
	for n < len(all) && g.working[all[n].text] {
		working = "working "
		n++
	}
	if cut, ok := strings.CutPrefix(unit, "working "); ok {
		unit, working = cut, "working "
	}
	// "In eight days" is a week to some, "quinze jours" two.
	d.unsure = d.unsure || g.lang != "en" && unit == "days" && (count == 8 || count == 15)
	d.said = append(d.said, fmt.Sprintf("in %d %s%s", count, working, unit))
	return n
}

func (g *grammar) count(w string) (int, bool) {
	if n, ok := g.numbers[w]; ok {
		return n, true
	}
	n, err := strconv.Atoi(w)
	return n, err == nil && n > 0 && n < 1000
}

// month gives the number of a month that is named.
func (g *grammar) month(w string) (time.Month, bool) {
	n, ok := strings.CutPrefix(g.lexicon[w], "month ")
	if !ok {
		return 0, false
	}
	m, err := strconv.Atoi(n)
	return time.Month(m), err == nil
}

// dayNumber reads 12, 12., 12th, 1er.
var dayNumber = regexp.MustCompile(`^([0-9]{1,2})(\.|st|nd|rd|th|er|e|de|ste|º|ª|°)?$`)

// named reads 12 May 2026, May 12th, and a lone "the 12th" or "le 12".
func (g *grammar) named(all []word, d *date) int {
	if m, ok := g.month(all[0].text); ok && g.lang == "en" && len(all) > 1 {
		if day := dayNumber.FindStringSubmatch(all[1].text); day != nil && !hasHour(g, all[2:]) {
			return g.year(all, 2, fmt.Sprintf("%s %s", day[1], m), d)
		}
		return 0
	}
	day := dayNumber.FindStringSubmatch(all[0].text)
	if day == nil {
		return 0
	}
	n := 1
	for n < len(all) && g.ofMonth[all[n].text] {
		n++
	}
	if n < len(all) {
		if m, ok := g.month(all[n].text); ok {
			return g.year(all, n+1, fmt.Sprintf("%s %s", day[1], m), d)
		}
	}
	if ordinal := day[2]; g.lang == "en" && slices.Contains([]string{"st", "nd", "rd", "th"}, ordinal) {
		d.said = append(d.said, all[0].text)
		return 1
	}
	beside := len(d.said) == 1 && weekday(d.said[0]) && !g.glue[d.lead] && !hasHour(g, all[1:]) // "lundi 9", "Friday 13"
	if (beside || g.dayLead[d.lead] && len(d.said) == 0) && (len(all) == 1 || !isLetter(all[1].text) && !isDigit(all[1].text)) {
		d.said = append(d.said, day[1]+"th")
		return 1
	}
	return 0
}

// hasHour tells whether an hour sign follows: "May 4 pm" is no date.
func hasHour(g *grammar, rest []word) bool {
	if len(rest) == 0 {
		return false
	}
	said, _ := g.look(rest)
	return said == hourSign || said == "am" || said == "pm"
}

// year takes the year behind a named date, if there is one.
func (g *grammar) year(all []word, n int, said string, d *date) int {
	at := n
	for at < len(all) && (g.ofMonth[all[at].text] || all[at].text == ",") {
		at++
	}
	if at < len(all) && len(all[at].text) == 4 && strings.HasPrefix(all[at].text, "20") && strings.Trim(all[at].text, "0123456789") == "" {
		said, n = said+" "+all[at].text, at+1
	}
	d.said = append(d.said, said)
	return n
}

// numericDate is a date in figures.
var numericDate = regexp.MustCompile(`^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}([./-])[0-9]{1,2}(?:([./-])[0-9]{4}|\.)?)$`)

// dottedHour is what may be a time or a date: behind "alle ore" it is a time.
var dottedHour = regexp.MustCompile(`^[0-9]{1,2}\.[0-9]{2}$`)

// numeric reads 2026-12-04, 4.12., 4.12.2026, 4/12. Outside English the day
// comes first; in English 4/12 is left to typed, which refuses two readings.
func (g *grammar) numeric(all []word, d *date) int {
	w := all[0].text
	if !numericDate.MatchString(w) || hasHour(g, all[1:]) || g.hourLead[d.lead] && dottedHour.MatchString(w) {
		return 0
	}
	parts := strings.FieldsFunc(w, func(r rune) bool { return strings.ContainsRune("./-", r) })
	dotted := strings.Contains(w, ".")
	switch {
	case dotted && len(parts) == 2 && !strings.HasSuffix(w, "."):
		d.said = append(d.said, poison) // 12.10 is a time, a date or a price
	case len(parts[0]) == 4 || g.lang == "en":
		d.said = append(d.said, w)
	default:
		d.said = append(d.said, strings.Join(parts, ".")+strings.Repeat(".", 3-len(parts)))
		d.unsure = d.unsure || !dotted
	}
	return 1
}

// hour is a time in figures.
var hour = regexp.MustCompile(`^([0-9]{1,2})(?:([:.h])([0-9]{2}))?(h|am|pm|uhr)?$`)

// clock reads 16:00, 4pm, 16 Uhr, 4 de la tarde, and a bare 4 behind "at".
func (g *grammar) clock(all []word, d *date) int {
	m := hour.FindStringSubmatch(all[0].text)
	if m == nil {
		return 0
	}
	h, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi("0" + m[3])
	half, sign, n := "", m[2] == ":" || m[2] == "h" || m[4] == "h" || m[4] == "uhr", 1
	if m[4] == "am" || m[4] == "pm" {
		half = m[4]
	}
	for range 2 {
		said, more := g.look(all[n:])
		switch said {
		case hourSign:
			sign, n = true, n+more
			if n < len(all) && minute == 0 && len(all[n].text) == 2 && strings.Trim(all[n].text, "0123456789") == "" {
				minute, _ = strconv.Atoi(all[n].text)
				n++
			}
		case "am", "pm":
			half, n = said, n+more
		}
	}
	if h > 23 || minute > 59 || half != "" && (h < 1 || h > 12) || half == "am" && h == 12 {
		if sign || half != "" {
			d.said = append(d.said, poison)
			return n
		}
		return 0
	}
	switch {
	case half == "pm" && h < 12:
		h += 12
	case half != "":
	case !sign:
		// "12.10" and "4" are times only when something says so.
		return g.bareHour(all, d, h, minute)
	case h >= 1 && h < firstHour && !strings.HasPrefix(m[1], "0"):
		h, d.unsure = h+12, true
	}
	d.said = append(d.said, fmt.Sprintf("%02d:%02d", h, minute))
	return n
}

// firstHour is the hour from which an office is at work; a smaller one is meant
// in the afternoon, though that is never sure.
const firstHour = 8

// bareHour reads the 4 of "tomorrow at 4", which is read as in office hours, and
// never sure.
func (g *grammar) bareHour(all []word, d *date, h, minute int) int {
	if !d.atHour(g, all) || h < 1 || len(d.said) == 0 && h <= 12 && !g.dayFollows(all[1:]) {
		return 0
	}
	d.unsure = d.unsure || h <= 12
	if h < firstHour {
		h += 12
	}
	d.said = append(d.said, fmt.Sprintf("%02d:%02d", h, minute))
	return 1
}

// atHour tells whether a bare number stands behind "at" and is followed by
// nothing that it could count: "tomorrow at 4", not "tomorrow at 4 sites".
func (d *date) atHour(g *grammar, all []word) bool {
	if !g.hourLead[d.lead] || slices.ContainsFunc(d.said, func(s string) bool { return strings.Contains(s, ":") }) {
		return false
	}
	return len(all) == 1 || !isLetter(all[1].text) && !isDigit(all[1].text) || joining[all[1].text] || g.dayFollows(all[1:])
}

// dayFollows tells whether words begin with a day, as behind the 3 of "at 3 tomorrow".
func (g *grammar) dayFollows(all []word) bool {
	for len(all) > 0 && g.glue[all[0].text] && isLetter(all[0].text) {
		all = all[1:]
	}
	said, n := g.look(all)
	said = strings.TrimSuffix(said, vague)
	return n > 0 && (weekday(said) || said == "today" || said == "tomorrow")
}

func isDigit(w string) bool { return w[0] >= '0' && w[0] <= '9' }

func weekday(said string) bool {
	return slices.Contains([]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}, said)
}

// read has [typed] read the date; ok is false when it refuses.
func (d date) read(now time.Time, cal *worktime.Calendar) (when typed.When, unsure, ok bool) {
	text, unsure := d.english()
	today := worktime.DayOf(now, cal.Location())
	for _, w := range strings.Fields(text) {
		// On a Friday, "by Friday" is today to some and a week away to others.
		if strings.EqualFold(w, today.Weekday().String()) {
			unsure = true
		}
	}
	when, err := typed.Parse(text, cal, now)
	if err != nil {
		return when, false, false
	}
	if !strings.Contains(text, "20") && today.DaysUntil(when.Day) > farAway {
		unsure = true // "by 12 May" on 20 May: hardly the one of next year
	}
	if strings.Trim(text, "0123456789:") == "" {
		unsure = true // of today, or of a day that was not understood
	}
	if d.before && when.IsDay() && !strings.HasPrefix(text, "end of") {
		eve, found := cal.RollBackward(when.Day.AddDays(-1))
		if !found {
			return when, false, false
		}
		when, err = typed.Parse(eve.String(), cal, now)
		return when, true, err == nil
	}
	return when, unsure, true
}

// farAway is how many days off a date is looked at twice.
const farAway = 270

// english is the date as [typed] reads it, and whether that is one reading of two.
func (d date) english() (text string, unsure bool) {
	unsure = d.unsure
	said := slices.DeleteFunc(slices.Clone(d.said), func(s string) bool { return s == "" })
	for _, x := range [...]struct{ which, sign, end string }{{"next", nextWeek, "end of next week"}, {"this", thisWeek, "end of week"}} {
		i := slices.Index(said, x.sign)
		if i < 0 {
			continue
		}
		said = slices.Delete(said, i, i+1)
		if day := slices.IndexFunc(said, weekday); day >= 0 {
			said[day] = x.which + " " + said[day]
			continue
		}
		said, unsure = append(said, x.end), true
	}
	return strings.Join(said, " "), unsure
}
