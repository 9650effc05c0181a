// Package written reads dates that are written in digits, as 3/4/2026 or
// 03.04.26, in the order of day and month that their column is written in.
package written

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/worktime"
)

// order is the order in which dates are written day and month.
type order int

const (
	unsure order = iota
	dayFirst
	monthFirst
	mixed // some rows can only be the one, some only the other
)

// Orders are the orders that the dates of a column are written in, by the sign
// between their digits: whoever writes 4.12. here and 12/4 there follows two
// conventions, and the one says nothing about the other.
type Orders map[string]order

var numeric = regexp.MustCompile(`^(\d{1,2})([./-])(\d{1,2})([./-])(\d{4}|\d{2})(?:[ ,T]+(.+))?$`)

// digits is a date written in digits and what stands behind it.
type digits struct {
	a, b, year int
	sign       string // between the digits
	rest       string
}

func read(text string) (digits, bool) {
	m := numeric.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || m[2] != m[4] {
		return digits{}, false
	}
	n := digits{a: atoi(m[1]), b: atoi(m[3]), year: atoi(m[5]), sign: m[2], rest: m[6]}
	if len(m[5]) == 2 {
		n.year += 2000
	}
	return n, true
}

// atoi reads digits that a pattern has checked.
func atoi(s string) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

// order is what a date alone says of the order. Dots mean the day first
// everywhere.
func (n digits) order() order {
	switch {
	case n.sign == "." || n.a > 12:
		return dayFirst
	case n.b > 12:
		return monthFirst
	}
	return unsure
}

// OrdersOf finds the orders that the dates of a column allow. What stays unsure
// is asked, never guessed: a wrong date without an error is the one thing that
// may not happen.
func OrdersOf(texts []string) Orders {
	found := Orders{}
	for _, text := range texts {
		n, ok := read(text)
		if !ok {
			continue
		}
		switch this, before := n.order(), found[n.sign]; {
		case this == unsure:
		case before == unsure:
			found[n.sign] = this
		case before != this:
			found[n.sign] = mixed
		}
	}
	return found
}

// Day reads a date in digits in the order of its column and gives what stands
// behind it, as a time of day. ok is false where the text is no such date; a
// date that may be two, or is none, is refused (fault.Invalid).
func (o Orders) Day(text string) (day worktime.Day, rest string, ok bool, err error) {
	n, ok := read(text)
	if !ok {
		return worktime.Day{}, "", false, nil
	}
	how := n.order()
	if how == unsure {
		how = o[n.sign]
	}
	date, month := n.a, n.b
	switch {
	case n.a == n.b || how == dayFirst:
	case how == monthFirst:
		date, month = n.b, n.a
	default:
		why := fmt.Sprintf("no other date here with %q tells which", n.sign)
		if how == mixed {
			why = fmt.Sprintf("the dates here with %q are written both ways", n.sign)
		}
		return worktime.Day{}, "", true, fault.New(fault.Invalid, fmt.Sprintf("%q may be %s or %s, and %s. Write %04d-%02d-%02d or %04d-%02d-%02d.",
			text, spelled(n.a, n.b), spelled(n.b, n.a), why, n.year, n.b, n.a, n.year, n.a, n.b))
	}
	day, err = worktime.ParseDay(fmt.Sprintf("%04d-%02d-%02d", n.year, month, date))
	return day, n.rest, true, err
}

func spelled(day, month int) string { return fmt.Sprintf("%d %s", day, time.Month(month)) }
