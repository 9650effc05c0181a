// Package recur tells when a recurrence of RFC 5545 comes round: DTSTART with
// RRULE, RDATE, EXRULE and EXDATE lines.
//
// Times are times on a wall, carried as if they were UTC; the caller puts them
// into a zone. So a rule is the same before and after a clock change, and a
// rule below daily, which is not, is refused as soon as a zone is named.
//
// The reading is that of dateutil and of every calendar built on it: DTSTART
// is an instance only when the rule makes it one, a rule without COUNT ends
// with the year 9999, and each rule of a set counts by itself.
//
// It is written out here because the kept library (teambition/rrule-go) can be
// made to hang (FREQ=HOURLY;INTERVAL=24;BYHOUR=5 from 09:00) and to panic
// (BYMONTH=12;BYDAY=53MO), and takes one rule a set. It serves as the second
// opinion in the tests.
package recur

import (
	"math"
	"slices"
	"time"

	"kept/internal/fault"
)

// The limits of one recurrence.
const (
	MaxInstances = 10_000    // instances given for one text
	MaxText      = 64 << 10  // bytes of text
	MaxDates     = 5_000     // RDATE and EXDATE together
	MaxRules     = 20        // RRULE and EXRULE together
	MaxInterval  = 1_000_000 // of the rule's unit
	LastYear     = 9999      // the end of every rule
	budget       = 5_000_000 // days and times looked at: some 0.3 s
)

var errTooMuch = fault.Field("rule", "This rule takes too long to work out: it comes round too rarely, or too often at once.")

// Instances gives the first instances of a recurrence in order, each once: at
// most limit, and at most [MaxInstances]. Text is lines such as
// "DTSTART:19970902T090000" and "RRULE:FREQ=DAILY;COUNT=3".
func Instances(text string, limit int) ([]time.Time, error) {
	s, err := parse(text)
	if err != nil {
		return nil, err
	}
	walls, err := s.instances(min(limit, MaxInstances))
	if err != nil {
		return nil, err
	}
	out := make([]time.Time, len(walls))
	for i, w := range walls {
		out[i] = time.Unix(w, 0).UTC()
	}
	return out, nil
}

// set is one recurrence, its walls in seconds as if they were UTC's.
type set struct {
	start          int64
	rules, exRules []*rule
	dates, exDates []int64
}

func (s *set) instances(limit int) ([]int64, error) {
	left := budget
	in := sources(s.rules, s.dates, &left)
	ex := sources(s.exRules, s.exDates, &left)
	var out []int64
	last := int64(math.MinInt64)
	for len(out) < limit {
		at, ok, err := in.next()
		if err != nil || !ok {
			return out, err
		}
		if at == last {
			continue
		}
		last = at
		gone, err := ex.reaches(at)
		if err != nil {
			return nil, err
		}
		if !gone {
			out = append(out, at)
		}
	}
	return out, nil
}

// source gives walls in order.
type source struct {
	pending []int64
	more    func() (walls []int64, ok bool, err error) // nil when there are no more
}

// merge takes the walls of several sources in order.
type merge []*source

func sources(rules []*rule, dates []int64, left *int) merge {
	var m merge
	if len(dates) > 0 {
		sorted := slices.Clone(dates)
		slices.Sort(sorted)
		m = append(m, &source{pending: sorted})
	}
	for _, r := range rules {
		m = append(m, &source{more: r.walk(left)})
	}
	return m
}

// peek fills the sources and gives the one with the earliest wall.
func (m merge) peek() (*source, error) {
	var first *source
	for _, s := range m {
		for len(s.pending) == 0 && s.more != nil {
			walls, ok, err := s.more()
			if err != nil {
				return nil, err
			}
			s.pending = walls
			if !ok {
				s.more = nil
			}
		}
		if len(s.pending) > 0 && (first == nil || s.pending[0] < first.pending[0]) {
			first = s
		}
	}
	return first, nil
}

func (m merge) next() (wall int64, ok bool, err error) {
	s, err := m.peek()
	if err != nil || s == nil {
		return 0, false, err
	}
	wall, s.pending = s.pending[0], s.pending[1:]
	return wall, true, nil
}

// reaches drops what is before wall and tells whether wall itself is there.
func (m merge) reaches(wall int64) (bool, error) {
	for {
		s, err := m.peek()
		if err != nil || s == nil || s.pending[0] > wall {
			return false, err
		}
		if s.pending[0] == wall {
			return true, nil
		}
		s.pending = s.pending[1:]
	}
}

// spend takes n from what is left to look at.
func spend(left *int, n int) error {
	*left -= n
	if *left < 0 {
		return errTooMuch
	}
	return nil
}
