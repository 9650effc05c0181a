package worktime

import (
	"maps"
	"slices"
	"time"
)

// Calendar answers questions about one [Hours]. It is immutable and safe for
// concurrent use; adding and measuring cost well under a microsecond once a
// year has been looked at.
type Calendar struct {
	hours  Hours
	plan   *plan
	ledger *ledger
}

// Compile checks h and makes its calendar. public names the public holiday of
// a region on a day; it may be nil, and must be safe for concurrent use.
func Compile(h Hours, public func(region string, d Day) (name string, ok bool)) (*Calendar, error) {
	if err := h.Check(); err != nil {
		return nil, err
	}
	loc, err := zoneOf(h.Zone)
	if err != nil {
		return nil, err
	}
	h = h.clone()
	p := newPlan(h, loc, public)
	return &Calendar{hours: h, plan: p, ledger: &ledger{plan: p}}, nil
}

// Location is the zone of the calendar.
func (c *Calendar) Location() *time.Location { return c.plan.loc }

// Hours gives a copy of what the calendar was made of.
func (c *Calendar) Hours() Hours { return c.hours.clone() }

// Holiday names the holiday, by hand or of a region, that d is. An exception
// may open a holiday all the same.
func (c *Calendar) Holiday(d Day) (name string, ok bool) { return c.plan.holiday(d) }

func (h Hours) clone() Hours {
	for i := range h.Weekly {
		h.Weekly[i] = slices.Clone(h.Weekly[i])
	}
	h.Regions = slices.Clone(h.Regions)
	h.Holidays = slices.Clone(h.Holidays)
	h.Exceptions = cloneExceptions(h.Exceptions)
	h.Breaks = cloneExceptions(h.Breaks)
	return h
}

func cloneExceptions(list []Exception) []Exception {
	out := slices.Clone(list)
	for i := range out {
		out[i].Windows = slices.Clone(out[i].Windows)
	}
	return out
}

// plan says for any day what the wall clock shows when it is open.
type plan struct {
	loc        *time.Location
	weekly     Week
	regions    []string
	public     func(region string, d Day) (string, bool)
	holidays   map[Day]string
	exceptions map[Day]Exception
	breaks     map[Day]Exception
}

func newPlan(h Hours, loc *time.Location, public func(string, Day) (string, bool)) *plan {
	p := &plan{loc: loc, regions: h.Regions, public: public}
	for i, windows := range h.Weekly {
		p.weekly[i] = merged(windows)
	}
	if public == nil {
		p.regions = nil
	}
	p.holidays = make(map[Day]string, len(h.Holidays))
	for _, x := range h.Holidays {
		p.holidays[x.On] = x.Name
	}
	p.exceptions = byDay(h.Exceptions)
	p.breaks = byDay(h.Breaks)
	return p
}

func byDay(list []Exception) map[Day]Exception {
	return maps.Collect(func(yield func(Day, Exception) bool) {
		for _, x := range list {
			x.Windows = merged(x.Windows)
			if !yield(x.On, x) {
				return
			}
		}
	})
}

func (p *plan) holiday(d Day) (string, bool) {
	if name, ok := p.holidays[d]; ok {
		return name, true
	}
	for _, r := range p.regions {
		if name, ok := p.public(r, d); ok {
			return name, true
		}
	}
	return "", false
}

// windows gives the windows of d, in order and apart.
func (p *plan) windows(d Day) []Window {
	open := p.weekly[d.Weekday()]
	if x, ok := p.exceptions[d]; ok {
		open = x.Windows
	} else if len(open) > 0 {
		if _, off := p.holiday(d); off {
			open = nil
		}
	}
	if cut, ok := p.breaks[d]; ok && len(open) > 0 {
		open = without(open, cut.Windows)
	}
	return open
}
