package holidays

import (
	"slices"
	"time"

	"kept/worktime"
)

// A line of a table is WHEN, conditions, "|" and the name. WHEN is one of
//
//	01-06          the same date each year
//	2023-05-08     once
//	easter-2       days from Easter Sunday; orthodox+1 likewise
//	mon3/01        the third Monday of January; mon-1/05 the last of May;
//	               sun1/09+4 the Thursday after the first Sunday of September
//	mon>=05-27     the first Monday on that date or after; wed<=11-22 the last until then
//	mon~01-29      the Monday nearest to it
//	mon=09-17      that date in years when it is a Monday
//	equinox:march, equinox:september (of Japan), solstice:june (of Chile)
//	between        a weekday between two holidays
//
// and conditions are
//
//	from=1990 to=2019 not=2020,2021   the years
//	sat-1 sun+1 tue-1                 on that weekday another day is a holiday too
//	free, free-from=2014              on a weekend the next weekday that is no holiday is one too
//	sunfree                           the same for Sundays only
//	moved                             instead, not too
type rule struct {
	name     string
	when     func(year int) (worktime.Day, bool)
	from, to int
	not      []int
	shift    [7]int // days, by weekday; 0: stays
	free     int    // the first year of "free"; 0: never
	sunFree  bool
	moved    bool
	between  bool
}

// region is a country or a part of one with all that holds there.
type region struct {
	name  string
	rules []rule
}

// holiday is one rule on its day in one year, before days off are made up for.
type holiday struct {
	on   worktime.Day
	rule *rule
}

// year works out the holidays of one year. The years beside it count, since a
// day off at the turn of the year may be made up for in the other.
func (r region) year(year int) map[worktime.Day]string {
	days := map[worktime.Day]string{}
	var shifting []holiday
	between := ""
	for y := year - 1; y <= year+1; y++ {
		for i := range r.rules {
			rule := &r.rules[i]
			if rule.between {
				between = rule.name
				continue
			}
			on, ok := rule.date(y)
			if !ok {
				continue
			}
			if rule.shifts(on) {
				shifting = append(shifting, holiday{on, rule})
			}
			if !rule.moved || !rule.shifts(on) {
				name(days, on, rule.name)
			}
		}
	}
	slices.SortStableFunc(shifting, func(a, b holiday) int { return a.on.Compare(b.on) })
	for _, h := range shifting {
		name(days, h.rule.makesUp(h.on, days), h.rule.name)
	}
	if between != "" {
		fillBetween(days, year, between)
	}
	for d := range days {
		if d.Year != year {
			delete(days, d)
		}
	}
	return days
}

// name gives d a name unless it has one.
func name(days map[worktime.Day]string, d worktime.Day, s string) {
	if _, ok := days[d]; !ok {
		days[d] = s
	}
}

// fillBetween makes a weekday between two holidays one too.
func fillBetween(days map[worktime.Day]string, year int, s string) {
	var found []worktime.Day
	for d := range days {
		middle := d.AddDays(1)
		_, already := days[middle]
		_, after := days[d.AddDays(2)]
		if after && !already && d.Year == year && middle.Weekday() != time.Sunday {
			found = append(found, middle)
		}
	}
	for _, d := range found {
		days[d] = s
	}
}

// date gives the rule's day in a year, before anything is made up for.
func (r *rule) date(year int) (worktime.Day, bool) {
	if year < r.from || (r.to > 0 && year > r.to) {
		return worktime.Day{}, false
	}
	if slices.Contains(r.not, year) {
		return worktime.Day{}, false
	}
	return r.when(year)
}

// shifts tells whether a holiday on that day is made up for.
func (r *rule) shifts(on worktime.Day) bool {
	w := on.Weekday()
	weekend := w == time.Saturday || w == time.Sunday
	return r.shift[w] != 0 || (weekend && r.free > 0 && on.Year >= r.free) || (w == time.Sunday && r.sunFree)
}

// makesUp gives the day that makes up for a holiday on that day.
func (r *rule) makesUp(on worktime.Day, days map[worktime.Day]string) worktime.Day {
	if n := r.shift[on.Weekday()]; n != 0 {
		return on.AddDays(n)
	}
	for {
		on = on.AddDays(1)
		_, taken := days[on]
		if w := on.Weekday(); !taken && w != time.Saturday && w != time.Sunday {
			return on
		}
	}
}

// easter gives Easter Sunday, by Meeus, Jones and Butcher.
func easter(year int) worktime.Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (b - (b+8)/25 + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	l := (32 + 2*e + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return worktime.Day{Year: year, Month: time.Month(n / 31), Date: n%31 + 1}
}

// orthodox gives Easter Sunday of the Julian calendar, by Meeus, as a date of ours.
func orthodox(year int) worktime.Day {
	d := (19*(year%19) + 15) % 30
	e := (2*(year%4) + 4*(year%7) - d + 34) % 7
	n := d + e + 114
	julian := worktime.Day{Year: year, Month: time.Month(n / 31), Date: n%31 + 1}
	return julian.AddDays(year/100 - year/400 - 2)
}

// Days of the month in 1980, with the part of the day, on which the sun reaches
// its points, as the place's own clock has them. Good from 1980 to 2099.
const (
	marchJapan     = 20.8431
	septemberJapan = 23.2488
	juneChile      = 21.0455
)

// solar gives the day of the month on which the sun reaches a point.
func solar(year int, in1980 float64) int {
	return int(in1980+0.242194*float64(year-1980)) - (year-1980)/4
}
