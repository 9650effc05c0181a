package ics

import (
	"slices"
	"strings"
	"time"

	"kept/internal/importer/contentline"
)

// MaxObservances is how many STANDARD and DAYLIGHT parts of a VTIMEZONE, and
// MaxDates how many dates of one RDATE or EXDATE line, are read.
const (
	MaxObservances = 500
	MaxDates       = 5_000
)

// rules is a zone that only the file describes (RFC 5545, section 3.6.5).
type rules struct {
	observances []observance
	fixed       []onset // onsets that do not repeat, in order
	years       map[int][]onset
}

// observance is one STANDARD or DAYLIGHT. Nearly all that programs write is
// "the n-th weekday of a month, each year", or a list of dates; other rules
// count as their first date.
type observance struct {
	from, to int // seconds east of UTC before and from the onset on
	start    time.Time
	until    time.Time // zero: for ever
	yearly   bool
	month    time.Month
	days     []int // BYMONTHDAY
	weekday  time.Weekday
	byDay    bool
	nth      int // 1 the first, -1 the last, 0 any (with days)
}

// onset is the moment from which an offset holds.
type onset struct {
	at       int64
	from, to int
}

func readRules(c *component) *rules {
	r := &rules{years: map[int][]onset{}}
	for _, part := range c.children {
		if part.name != "STANDARD" && part.name != "DAYLIGHT" || len(r.observances) >= MaxObservances {
			continue
		}
		o, dates, ok := readObservance(part)
		if !ok {
			continue
		}
		r.observances = append(r.observances, o)
		for _, d := range append(dates, o.start) {
			r.fixed = append(r.fixed, o.onset(d))
		}
		// Where a rule has ended, its last onset still holds.
		if o.yearly && !o.until.IsZero() {
			for year := o.until.Year() - 1; year <= o.until.Year(); year++ {
				if at, ok := o.in(year); ok {
					r.fixed = append(r.fixed, o.onset(at))
				}
			}
		}
	}
	sortOnsets(r.fixed)
	return r
}

func sortOnsets(all []onset) {
	slices.SortStableFunc(all, func(a, b onset) int { return int(min(1, max(-1, a.at-b.at))) })
}

// offset gives the seconds east of UTC at a moment: those of the last onset
// before, or what held before the first one.
func (r *rules) offset(unix int64) int {
	best, have := onset{}, false
	take := func(all []onset) {
		for _, o := range all {
			if o.at <= unix && (!have || o.at >= best.at) {
				best, have = o, true
			}
		}
	}
	i, _ := slices.BinarySearchFunc(r.fixed, unix, func(o onset, at int64) int { return int(min(1, max(-1, o.at-at))) })
	take(r.fixed[max(0, i-1):min(len(r.fixed), i+1)])
	year := time.Unix(unix, 0).UTC().Year()
	for y := year - 1; y <= year+1; y++ {
		take(r.of(y))
	}
	switch {
	case have:
		return best.to
	case len(r.fixed) > 0:
		return r.fixed[0].from
	}
	return 0
}

// of gives the onsets of the yearly rules in one year, worked out once.
func (r *rules) of(year int) []onset {
	if all, ok := r.years[year]; ok {
		return all
	}
	var all []onset
	for _, o := range r.observances {
		if at, ok := o.in(year); ok {
			all = append(all, o.onset(at))
		}
	}
	r.years[year] = all
	return all
}

// onset brings a wall time of the observance to the world.
func (o observance) onset(wall time.Time) onset {
	return onset{at: wall.Unix() - int64(o.from), from: o.from, to: o.to}
}

// in gives the wall time of the onset in a year, if the rule has one there.
func (o observance) in(year int) (time.Time, bool) {
	if !o.yearly || year < o.start.Year() {
		return time.Time{}, false
	}
	date, ok := o.dateIn(year)
	if !ok {
		return time.Time{}, false
	}
	h, m, s := o.start.Clock()
	at := time.Date(year, o.month, date, h, m, s, 0, time.UTC)
	if at.Before(o.start) || !o.until.IsZero() && at.Add(-time.Duration(o.from)*time.Second).After(o.until) {
		return time.Time{}, false
	}
	return at, true
}

func (o observance) dateIn(year int) (int, bool) {
	last := time.Date(year, o.month+1, 0, 0, 0, 0, 0, time.UTC)
	if !o.byDay {
		if len(o.days) > 0 {
			return o.days[0], o.days[0] <= last.Day()
		}
		return o.start.Day(), o.start.Day() <= last.Day()
	}
	if o.nth < 0 {
		back := (int(last.Weekday()) - int(o.weekday) + 7) % 7
		return last.Day() - back + 7*(o.nth+1), true
	}
	first := time.Date(year, o.month, 1, 0, 0, 0, 0, time.UTC)
	date := 1 + (int(o.weekday)-int(first.Weekday())+7)%7
	if o.nth > 0 {
		date += 7 * (o.nth - 1)
		return date, date <= last.Day()
	}
	for ; date <= last.Day(); date += 7 {
		if len(o.days) == 0 || slices.Contains(o.days, date) {
			return date, true
		}
	}
	return 0, false
}

// readObservance reads one part; dates are its RDATEs on the wall.
func readObservance(c *component) (o observance, dates []time.Time, ok bool) {
	none := &zones{}
	haveFrom, haveTo := false, false
	for _, l := range c.lines {
		switch l.Name {
		case "TZOFFSETFROM":
			o.from, haveFrom = parseOffset(l.Value)
		case "TZOFFSETTO":
			o.to, haveTo = parseOffset(l.Value)
		case "DTSTART":
			if m, _, err := parseWall(strings.TrimSpace(l.Value)); err == nil {
				o.start = time.Unix(m.wall(), 0).UTC()
			}
		case "RDATE":
			for _, one := range l.Texts(',') {
				one, _, _ = strings.Cut(one, "/")
				m, err := parseMoment(one, "", none)
				if err == nil && len(dates) < MaxDates {
					dates = append(dates, time.Unix(m.wall(), 0).UTC())
				}
			}
		}
	}
	if !haveTo || o.start.IsZero() {
		return o, nil, false
	}
	if !haveFrom {
		o.from = o.to
	}
	for _, l := range c.lines {
		if l.Name == "RRULE" {
			o.follow(l)
		}
	}
	return o, dates, true
}

// follow takes a yearly rule apart.
func (o *observance) follow(l contentline.Line) {
	parts := ruleParts(l.Value)
	if parts["FREQ"] != "YEARLY" {
		return
	}
	o.yearly, o.month = true, o.start.Month()
	if m := parts["BYMONTH"]; digits(m) && len(m) <= 2 && number(m) >= 1 && number(m) <= 12 {
		o.month = time.Month(number(m))
	}
	for one := range strings.SplitSeq(parts["BYMONTHDAY"], ",") {
		if digits(one) && len(one) <= 2 && number(one) >= 1 {
			o.days = append(o.days, number(one))
		}
	}
	if day := parts["BYDAY"]; len(day) >= 2 {
		o.weekday, o.byDay = weekdayOf(day[len(day)-2:])
		sign := 1
		n := strings.TrimPrefix(day[:len(day)-2], "+")
		if strings.HasPrefix(n, "-") {
			sign, n = -1, n[1:]
		}
		if digits(n) && len(n) == 1 {
			o.nth = sign * number(n)
		}
	}
	if until := parts["UNTIL"]; until != "" {
		if m, err := parseMoment(until, "", &zones{}); err == nil {
			o.until = m.In(time.UTC)
		}
	}
}

func weekdayOf(s string) (time.Weekday, bool) {
	i := slices.Index([]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}, s)
	return time.Weekday(max(i, 0)), i >= 0
}
