package ics

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"kept/internal/importer/contentline"
	"kept/internal/recur"
)

// The limits on recurrence.
const (
	// MaxInstances is how many instances of one entry are given: a daily one for two years.
	MaxInstances = 750
	// MaxAllInstances is how many instances of one calendar are given.
	MaxAllInstances = 50_000
	// maxDays bounds the days that are looked at for the rules of one calendar:
	// about two seconds of work.
	maxDays = 20_000_000
	// firstYear is the earliest year of a recurring entry that is expanded.
	firstYear = 1900
)

// Window is a stretch of time, from From up to and not at To. Home gives days
// and floating times their moment.
type Window struct {
	From, To time.Time
	Home     *time.Location
}

// holds tells whether a moment is in the window.
func (w Window) holds(t time.Time) bool { return !t.Before(w.From) && t.Before(w.To) }

// Instance is one occurrence of an entry.
type Instance struct {
	Entry *Entry
	// ID is the key of the RECURRENCE-ID, "" for an entry that does not repeat.
	// UID and ID together stay the same whatever else of the event changes.
	ID    string
	Start *Moment // nil for a to-do that only has a due date
	End   *Moment
}

// Anchor is the moment that places an instance in time: a to-do's due date if
// it has one, else its start; nil when it has neither.
func (i Instance) Anchor() *Moment {
	if i.Entry.Kind == Todo && i.End != nil || i.Start == nil {
		return i.End
	}
	return i.Start
}

// Instances gives every occurrence of an event or to-do whose anchor is in the
// window, in the order of the file and then of time. Of recurring entries each
// occurrence is its own instance; an entry with a RECURRENCE-ID takes the place
// of the one it changes. Cancelled ones are among them, as are to-dos without
// any date. What was left out because of a limit is told.
func (c *Calendar) Instances(w Window) ([]Instance, []contentline.Problem) {
	x, kept := c.expand(w)
	for _, e := range kept {
		x.add(e)
		if len(x.out) > MaxAllInstances {
			x.out = x.out[:MaxAllInstances]
			x.problems.Add(e.Line, fmt.Sprintf("there are more than %d instances; choose a shorter time", MaxAllInstances))
			break
		}
	}
	return x.out, x.problems.List()
}

// Dropped gives the occurrences in the window that the recurring entries would
// have without their exceptions and ends, and that are not among those given:
// whoever took one before they were left out is to know of it. At most
// [MaxAllInstances] are looked at.
func (c *Calendar) Dropped(w Window, given []Instance) []Instance {
	x, kept := c.expand(w)
	x.unended = true
	for _, e := range kept {
		if e.RecurrenceID == nil && e.Repeats() && len(x.out) < MaxAllInstances {
			x.add(e)
		}
	}
	here := map[[2]string]bool{}
	for _, i := range given {
		here[[2]string{i.Entry.UID, i.ID}] = true
	}
	return slices.DeleteFunc(x.out, func(i Instance) bool { return i.Anchor() == nil || here[[2]string{i.Entry.UID, i.ID}] })
}

// expand begins an expansion of the newest entries.
func (c *Calendar) expand(w Window) (*expansion, []*Entry) {
	x := &expansion{window: w, changed: map[[2]string]bool{}}
	kept := x.newest(c.Entries)
	for _, e := range kept {
		if e.RecurrenceID != nil {
			x.changed[[2]string{e.UID, e.RecurrenceID.Key()}] = true
		}
	}
	return x, kept
}

// Single gives the one instance of an entry that does not repeat, wherever in
// time it is; false for one that repeats or has no date.
func (e *Entry) Single() (Instance, bool) {
	one := e.one()
	return one, !e.Repeats() && one.Anchor() != nil
}

// one is an entry as if it did not repeat.
func (e *Entry) one() Instance {
	one := Instance{Entry: e, Start: e.Start, End: e.End}
	if e.RecurrenceID != nil {
		one.ID = e.RecurrenceID.Key()
	}
	return one
}

// expansion is one expanding of one calendar.
type expansion struct {
	window   Window
	unended  bool               // without exceptions and ends
	changed  map[[2]string]bool // UID and RECURRENCE-ID
	days     int
	out      []Instance
	problems contentline.Problems
}

// newest leaves the newest of entries that stand for the same thing, by their
// SEQUENCE, or else the last. Entries that share a UID and a SEQUENCE although
// they are on different dates are all kept; careless programs write those.
func (x *expansion) newest(entries []Entry) []*Entry {
	type place struct{ uid, id string }
	of := func(e *Entry) place {
		if e.RecurrenceID == nil {
			return place{uid: e.UID}
		}
		return place{e.UID, e.RecurrenceID.Key()}
	}
	highest := map[place]int{}
	for i := range entries {
		p := of(&entries[i])
		highest[p] = max(highest[p], entries[i].Sequence)
	}
	var kept []*Entry
	at := map[place]map[string]int{} // by the start
	for i := range entries {
		e := &entries[i]
		if e.Kind != Event && e.Kind != Todo {
			continue
		}
		p, start := of(e), ""
		if e.Start != nil && e.RecurrenceID == nil {
			start = e.Start.Key()
		}
		old, twice := at[p][start]
		switch {
		case e.UID == "":
			kept = append(kept, e)
			continue
		case e.Sequence < highest[p]:
			x.lost(e)
			continue
		case twice:
			x.lost(kept[old])
			kept[old] = e
			continue
		}
		if at[p] == nil {
			at[p] = map[string]int{}
		}
		at[p][start] = len(kept)
		kept = append(kept, e)
	}
	return kept
}

// lost tells an entry that a newer one replaced.
func (x *expansion) lost(e *Entry) {
	x.problems.Add(e.Line, fmt.Sprintf("%q stands twice in the file; the newer one was taken", shown(e.Summary)))
}

func (x *expansion) add(e *Entry) {
	one := e.one()
	switch a := one.Anchor(); {
	case a != nil && e.Repeats():
		x.repeat(e)
	case a == nil || x.window.holds(a.In(x.window.Home)):
		x.out = append(x.out, one)
	}
}

// repeat adds the instances of a recurring entry.
func (x *expansion) repeat(e *Entry) {
	first := Instance{Entry: e, Start: e.Start, End: e.End}
	base := e.Start
	if base == nil {
		base = e.End
	}
	starts := append([]Moment{*base}, e.rdates...)
	for _, text := range e.RRule {
		more, err := x.follow(text, *base, first)
		if err != nil {
			x.problems.Add(e.Line, err.Error())
		}
		starts = append(starts, more...)
	}
	slices.SortStableFunc(starts, func(a, b Moment) int { return cmp.Compare(a.wall(), b.wall()) })
	gone := map[string]bool{}
	for _, d := range e.exdates {
		if x.unended {
			break
		}
		gone[d.Key()] = true
	}
	added := 0
	for _, start := range starts {
		id := start.Key()
		day := Moment{Form: WholeDay, Day: start.Day}.Key()
		changed := x.changed[[2]string{e.UID, id}] || x.changed[[2]string{e.UID, day}]
		if changed || gone[id] || gone[day] {
			continue
		}
		gone[id] = true // a rule and an RDATE may give the same moment
		inst := first.at(start, *base, id)
		if !x.window.holds(inst.Anchor().In(x.window.Home)) {
			continue
		}
		if added++; added > MaxInstances {
			x.problems.Add(e.Line, fmt.Sprintf("%q has more than %d instances in that time; the first ones are taken", shown(e.Summary), MaxInstances))
			return
		}
		x.out = append(x.out, inst)
	}
}

// at gives the instance that begins at start instead of base.
func (i Instance) at(start, base Moment, id string) Instance {
	i.ID = id
	if i.Start != nil && i.End != nil {
		end := start.add(base.until(*i.End))
		i.End = &end
	} else if i.End != nil {
		i.End = &start
		return i
	}
	i.Start = &start
	return i
}

// follow gives the starts that a rule makes in and around the window.
func (x *expansion) follow(text string, base Moment, first Instance) ([]Moment, error) {
	r, err := parseRule(text)
	if err != nil {
		return nil, err
	}
	if base.Day.Year < firstYear {
		return nil, fmt.Errorf("%q repeats since before %d; only its first date is taken", shown(first.Entry.Summary), firstYear)
	}
	// An anchor is at most the entry's length after its start; a day more
	// covers what zones may differ.
	length := base.until(*first.Anchor()).seconds
	from := x.window.From.Unix() - max(0, length) - 2*daySeconds
	to := x.window.To.Unix() + 2*daySeconds
	if x.unended {
		r.until, r.count = nil, 0
	}
	if last, ends := r.last(base); ends {
		to = min(to, last)
	}
	start := r.skip(base.wall(), from)
	if to < start {
		return nil, nil
	}
	if x.days += int((to - start) / daySeconds); x.days > maxDays {
		return nil, fmt.Errorf("the calendar repeats too much; of %q only the first date is taken", shown(first.Entry.Summary))
	}
	walls, err := r.walls(start, to, recur.MaxInstances)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", shown(first.Entry.Summary), err)
	}
	if len(walls) == recur.MaxInstances {
		x.problems.Add(first.Entry.Line, fmt.Sprintf("%q repeats more than %d times; the later ones are not taken", shown(first.Entry.Summary), recur.MaxInstances))
	}
	var all []Moment
	for _, t := range walls {
		if t.Unix() >= from {
			all = append(all, base.onWall(t.Unix()))
		}
	}
	return all, nil
}
