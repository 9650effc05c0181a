package recur

import (
	"slices"
	"time"
)

// freq is the unit of a rule.
type freq int

const (
	yearly freq = iota
	monthly
	weekly
	daily
	hourly
	minutely
	secondly
)

// nthDay is a BYDAY: every such weekday when n is 0, else the n-th of the
// month or year, from its end when negative.
type nthDay struct {
	n   int
	day time.Weekday
}

// rule is one RRULE or EXRULE with DTSTART's parts filled in.
type rule struct {
	start                                int64
	freq                                 freq
	interval                             int
	count                                int   // 0: none
	until                                int64 // the last wall allowed
	weekStart                            time.Weekday
	setPos                               []int
	months, monthDays, yearDays, weekNos []int
	days                                 []nthDay
	hours, minutes, seconds              []int
}

const secondsPerDay = 86400

// fill takes from DTSTART what the rule leaves open.
func (r *rule) fill() {
	t := time.Unix(r.start, 0).UTC()
	if len(r.weekNos)+len(r.yearDays)+len(r.monthDays)+len(r.days) == 0 {
		switch r.freq {
		case yearly:
			if len(r.months) == 0 {
				r.months = []int{int(t.Month())}
			}
			r.monthDays = []int{t.Day()}
		case monthly:
			r.monthDays = []int{t.Day()}
		case weekly:
			r.days = []nthDay{{day: t.Weekday()}}
		}
	}
	if len(r.hours) == 0 && r.freq < hourly {
		r.hours = []int{t.Hour()}
	}
	if len(r.minutes) == 0 && r.freq < minutely {
		r.minutes = []int{t.Minute()}
	}
	if len(r.seconds) == 0 && r.freq < secondly {
		r.seconds = []int{t.Second()}
	}
	for _, list := range [][]int{r.hours, r.minutes, r.seconds} {
		slices.Sort(list)
	}
}

// walk gives the walls of the rule, a period at a time.
func (r *rule) walk(left *int) func() ([]int64, bool, error) {
	period := r.dayPeriods()
	if r.freq >= hourly {
		period = r.clockPeriods()
	}
	given := 0
	return func() ([]int64, bool, error) {
		walls, ok, err := period(left)
		if err != nil {
			return nil, false, err
		}
		first, _ := slices.BinarySearch(walls, r.start)
		past, _ := slices.BinarySearch(walls, r.until+1)
		if past < len(walls) {
			ok = false
		}
		walls = walls[min(first, past):past]
		if r.count > 0 && given+len(walls) >= r.count {
			walls, ok = walls[:r.count-given], false
		}
		given += len(walls)
		return walls, ok, nil
	}
}

// periods gives the walls of the next period in order; false with the last.
type periods func(left *int) ([]int64, bool, error)

// dayPeriods walks years, months, weeks or days.
func (r *rule) dayPeriods() periods {
	times := r.times(r.hours, r.minutes, r.seconds)
	t := time.Unix(r.start, 0).UTC()
	year, month, day := t.Date()
	switch r.freq {
	case yearly:
		month, day = time.January, 1
	case monthly:
		day = 1
	case weekly:
		day -= int(t.Weekday()-r.weekStart+7) % 7
	}
	first := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	k := 0
	return func(left *int) ([]int64, bool, error) {
		from, to := r.bounds(first, k)
		k += r.interval
		if from.Year() > LastYear || r.until < from.Unix() {
			return nil, false, spend(left, 1)
		}
		days := int(to.Sub(from) / (24 * time.Hour))
		if err := spend(left, days); err != nil {
			return nil, false, err
		}
		var matching []int64
		for i := range days {
			if d := from.AddDate(0, 0, i); r.matches(d) {
				matching = append(matching, d.Unix())
			}
		}
		if err := spend(left, len(matching)*len(times)); err != nil {
			return nil, false, err
		}
		walls := make([]int64, 0, len(matching)*len(times))
		for _, d := range matching {
			for _, second := range times {
				walls = append(walls, d+second)
			}
		}
		return r.positions(walls), true, nil
	}
}

// bounds gives the days of the period k units after the first.
func (r *rule) bounds(first time.Time, k int) (from, to time.Time) {
	switch r.freq {
	case yearly:
		return first.AddDate(k, 0, 0), first.AddDate(k+1, 0, 0)
	case monthly:
		return first.AddDate(0, k, 0), first.AddDate(0, k+1, 0)
	case weekly:
		return first.AddDate(0, 0, 7*k), first.AddDate(0, 0, 7*k+7)
	}
	return first.AddDate(0, 0, k), first.AddDate(0, 0, k+1)
}

// clockPeriods walks hours, minutes or seconds. Days, hours and minutes that
// cannot match are stepped over whole.
func (r *rule) clockPeriods() periods {
	unit := map[freq]int64{hourly: 3600, minutely: 60, secondly: 1}[r.freq]
	step := unit * int64(r.interval)
	at := r.start - floorMod(r.start, unit)
	skip := func(size int64) {
		next := at - floorMod(at, size) + size
		at += (next - at + step - 1) / step * step
	}
	last := time.Date(LastYear+1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	return func(left *int) ([]int64, bool, error) {
		for {
			if err := spend(left, 1); err != nil {
				return nil, false, err
			}
			if at >= last || at > r.until {
				return nil, false, nil
			}
			t := time.Unix(at, 0).UTC()
			switch {
			case !r.matches(t):
				skip(secondsPerDay)
			case !has(r.hours, t.Hour()):
				skip(3600)
			case r.freq >= minutely && !has(r.minutes, t.Minute()):
				skip(60)
			case r.freq >= secondly && !has(r.seconds, t.Second()):
				skip(1)
			default:
				walls, err := r.within(at, left)
				at += step
				return walls, true, err
			}
		}
	}
}

// within gives the walls of the hour, minute or second that begins at at.
func (r *rule) within(at int64, left *int) ([]int64, error) {
	zero := []int{0}
	var times []int64
	switch r.freq {
	case hourly:
		times = r.times(zero, r.minutes, r.seconds)
	case minutely:
		times = r.times(zero, zero, r.seconds)
	default:
		times = []int64{0}
	}
	if err := spend(left, len(times)); err != nil {
		return nil, err
	}
	for i := range times {
		times[i] += at
	}
	return r.positions(times), nil
}

// times gives the seconds of the day that hours, minutes and seconds, each in order, make.
func (r *rule) times(hours, minutes, seconds []int) []int64 {
	var out []int64
	for _, h := range hours {
		for _, m := range minutes {
			for _, s := range seconds {
				out = append(out, int64(h*3600+m*60+s))
			}
		}
	}
	return out
}

// positions picks BYSETPOS out of the walls of one period.
func (r *rule) positions(walls []int64) []int64 {
	if len(r.setPos) == 0 {
		return walls
	}
	var out []int64
	for _, p := range r.setPos {
		i := p - 1
		if p < 0 {
			i = len(walls) + p
		}
		if i >= 0 && i < len(walls) {
			out = append(out, walls[i])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// has tells whether v is in list; an empty list allows everything.
func has(list []int, v int) bool { return len(list) == 0 || slices.Contains(list, v) }

func floorMod(a, b int64) int64 { return (a%b + b) % b }
