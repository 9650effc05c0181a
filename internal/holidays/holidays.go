// Package holidays knows the public holidays of countries and their regions.
//
// The laws are tables of text under regions/, one line for each holiday; the
// grammar is in rule.go. Both the day itself and the day that makes up for it
// are holidays, unless the law moves the day ("moved").
//
// The tables are our own because the kept library (rickar/cal) has none for
// many places (Portugal, the provinces of Canada, the nations of the United
// Kingdom), works out days in the zone of the machine, so that they depend on
// it, and writes to shared values while it does. It is the second opinion in
// the tests. What a government decrees year by year, and feasts that follow
// the moon by proclamation, come by ICS feed or by hand.
package holidays

import (
	"slices"
	"strings"
	"sync"

	"kept/worktime"
)

// Region is a country or a part of one by its ISO 3166 code, like "IT" or "DE-BY".
type Region struct {
	Code string
	Name string // in English
}

// Holiday is one day off, in the words of its place.
type Holiday struct {
	On   worktime.Day
	Name string
}

// MaxCached is how many years of regions a [Book] remembers; then it forgets all of them.
const MaxCached = 1024

// Book answers which days are holidays. It is safe for concurrent use.
type Book struct {
	regions map[string]region

	mu    sync.RWMutex
	years map[regionYear]map[worktime.Day]string
}

type regionYear struct {
	code string
	year int
}

// New reads the tables.
func New() *Book {
	return &Book{regions: tables(), years: map[regionYear]map[worktime.Day]string{}}
}

// Regions lists every region, by code.
func (b *Book) Regions() []Region {
	var out []Region
	for code, r := range b.regions {
		out = append(out, Region{Code: code, Name: r.name})
	}
	slices.SortFunc(out, func(a, b Region) int { return strings.Compare(a.Code, b.Code) })
	return out
}

// Known tells whether there is a region with this code.
func (b *Book) Known(code string) bool {
	_, ok := b.regions[code]
	return ok
}

// Public names the public holiday of a region on a day; false for an ordinary
// day and for a region that is not known. It has the shape that
// [worktime.Compile] takes.
func (b *Book) Public(code string, d worktime.Day) (name string, ok bool) {
	name, ok = b.days(code, d.Year)[d]
	return name, ok
}

// Year lists the holidays of a region in one year, in order.
func (b *Book) Year(code string, year int) []Holiday {
	var out []Holiday
	for d, name := range b.days(code, year) {
		out = append(out, Holiday{d, name})
	}
	slices.SortFunc(out, func(a, b Holiday) int { return a.On.Compare(b.On) })
	return out
}

func (b *Book) days(code string, year int) map[worktime.Day]string {
	key := regionYear{code, year}
	b.mu.RLock()
	days, ok := b.years[key]
	b.mu.RUnlock()
	if ok {
		return days
	}
	r, ok := b.regions[code]
	if !ok || year < worktime.FirstYear || year > worktime.LastYear {
		return nil
	}
	days = r.year(year)
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.years) >= MaxCached {
		clear(b.years)
	}
	b.years[key] = days
	return days
}
