package promises

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

var numeric = regexp.MustCompile(`^(\d{1,2})([./-])(\d{1,2})([./-])(\d{4}|\d{2})(?:[ ,T]+(.+))?$`)

// numericDate is a date written in digits, as 3/4/2026 or 03.04.26, and what
// stands behind it.
type numericDate struct {
	a, b, year int
	sign       string // between the digits
	rest       string
}

func readNumeric(text string) (numericDate, bool) {
	m := numeric.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || m[2] != m[4] {
		return numericDate{}, false
	}
	n := numericDate{a: atoi(m[1]), b: atoi(m[3]), year: atoi(m[5]), sign: m[2], rest: m[6]}
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
func (n numericDate) order() order {
	switch {
	case n.sign == "." || n.a > 12:
		return dayFirst
	case n.b > 12:
		return monthFirst
	}
	return unsure
}

// ordersOf finds the order that the dates of a column allow, by the sign that
// they are written with: whoever writes 4.12. here and 12/4 there follows two
// conventions, and the one says nothing about the other. What stays unsure is
// asked, never guessed: a wrong date without an error is the one thing that may
// not happen.
func ordersOf(texts []string) map[string]order {
	found := map[string]order{}
	for _, text := range texts {
		n, ok := readNumeric(text)
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

// dates reads the cells of one column.
type dates struct {
	orders map[string]order // by the sign
	typed  func(string) (worktime.Day, time.Time, error)
}

// read reads a date, with a time of day from its own column or "".
func (d dates) read(text, clock string) (worktime.Day, time.Time, error) {
	text = oneLine(text)
	if n, ok := readNumeric(text); ok {
		day, err := d.numeric(n, text)
		if err != nil {
			return worktime.Day{}, time.Time{}, err
		}
		text = strings.TrimSpace(day.String() + " " + n.rest)
	}
	if clock = oneLine(clock); clock != "" && !strings.Contains(text, ":") {
		text += " " + clock
	}
	day, at, err := d.typed(text)
	switch {
	case err != nil:
		return worktime.Day{}, time.Time{}, err
	case !at.IsZero():
		return worktime.Day{}, at.UTC(), nil
	case day.IsZero():
		return worktime.Day{}, time.Time{}, fault.Field("due", fmt.Sprintf("%q is no date.", cut(text, 60)))
	}
	return day, time.Time{}, nil
}

// numeric puts a date in digits in the order of its column.
func (d dates) numeric(n numericDate, text string) (worktime.Day, error) {
	how := n.order()
	if how == unsure {
		how = d.orders[n.sign]
	}
	day, month := n.a, n.b
	switch {
	case n.a == n.b || how == dayFirst:
	case how == monthFirst:
		day, month = n.b, n.a
	default:
		why := fmt.Sprintf("no other date here with %q tells which", n.sign)
		if how == mixed {
			why = fmt.Sprintf("the dates here with %q are written both ways", n.sign)
		}
		return worktime.Day{}, fault.Field("due", fmt.Sprintf("%q may be %s or %s, and %s. Write %04d-%02d-%02d or %04d-%02d-%02d.",
			text, spelled(n.a, n.b), spelled(n.b, n.a), why, n.year, n.b, n.a, n.year, n.a, n.b))
	}
	return worktime.ParseDay(fmt.Sprintf("%04d-%02d-%02d", n.year, month, day))
}

func spelled(day, month int) string { return fmt.Sprintf("%d %s", day, time.Month(month)) }
