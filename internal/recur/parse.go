package recur

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"kept/internal/fault"
)

func bad(format string, a ...any) error {
	return fault.Field("rule", fmt.Sprintf(format, a...))
}

// parse reads the lines of a recurrence; folded lines are joined.
func parse(text string) (*set, error) {
	if len(text) > MaxText {
		return nil, bad("A recurrence has at most %d bytes.", MaxText)
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.NewReplacer("\n ", "", "\n\t", "").Replace(text)
	p := parser{}
	var rest []line
	for _, raw := range strings.Split(text, "\n") {
		if raw = strings.TrimSpace(raw); raw == "" {
			continue
		}
		l := splitLine(strings.ToUpper(raw), raw)
		if l.name != "DTSTART" {
			rest = append(rest, l)
		} else if err := p.readStart(l); err != nil {
			return nil, err
		}
	}
	if !p.started {
		return nil, bad("A recurrence needs a DTSTART line.")
	}
	for _, l := range rest {
		if err := p.read(l); err != nil {
			return nil, err
		}
	}
	return &p.set, nil
}

// line is NAME;PARAMETER=…:VALUE.
type line struct{ name, value, zone string }

func splitLine(upper, raw string) line {
	head, value, ok := strings.Cut(upper, ":")
	if !ok {
		return line{name: "RRULE", value: upper}
	}
	l := line{value: value}
	for i, part := range strings.Split(head, ";") {
		if i == 0 {
			l.name = part
		} else if rest, ok := strings.CutPrefix(part, "TZID="); ok {
			from := strings.Index(upper, rest)
			l.zone = strings.Trim(raw[from:min(from+len(rest), len(raw))], `"`)
		}
	}
	return l
}

type parser struct {
	set     set
	started bool
	zone    *time.Location // nil: the wall is nobody's
}

func (p *parser) readStart(l line) error {
	if p.started {
		return bad("A recurrence has one DTSTART line.")
	}
	p.started = true
	switch {
	case l.zone != "":
		loc, err := time.LoadLocation(l.zone)
		if err != nil || l.zone == "Local" {
			return bad("The zone %.60q is not known.", l.zone)
		}
		p.zone = loc
	case strings.HasSuffix(l.value, "Z"):
		p.zone = time.UTC
	}
	var err error
	p.set.start, err = p.wall(l.value)
	return err
}

// wall reads 19970902, 19970902T090000 or 19970902T090000Z; a moment in UTC is
// put on the wall of DTSTART's zone.
func (p *parser) wall(s string) (int64, error) {
	layout := "20060102T150405"
	if len(s) == len("20060102") {
		layout = "20060102"
	}
	t, err := time.Parse(layout, strings.TrimSuffix(s, "Z"))
	if err != nil || t.Year() < 1 || len(s) < len("20060102") {
		return 0, bad("%.40q is not a time like 19970902T090000.", s)
	}
	if strings.HasSuffix(s, "Z") && p.zone != nil {
		_, offset := t.In(p.zone).Zone()
		t = t.Add(time.Duration(offset) * time.Second)
	}
	return t.Unix(), nil
}

func (p *parser) read(l line) error {
	switch l.name {
	case "RRULE", "EXRULE":
		if len(p.set.rules)+len(p.set.exRules) == MaxRules {
			return bad("A recurrence has at most %d rules.", MaxRules)
		}
		r, err := p.rule(l.value)
		if err != nil {
			return err
		}
		if l.name == "RRULE" {
			p.set.rules = append(p.set.rules, r)
		} else {
			p.set.exRules = append(p.set.exRules, r)
		}
	case "RDATE", "EXDATE":
		for s := range strings.SplitSeq(l.value, ",") {
			if len(p.set.dates)+len(p.set.exDates) == MaxDates {
				return bad("A recurrence has at most %d dates.", MaxDates)
			}
			s, _, _ = strings.Cut(s, "/") // a period begins with its start
			wall, err := p.wall(s)
			if err != nil {
				return err
			}
			if l.name == "RDATE" {
				p.set.dates = append(p.set.dates, wall)
			} else {
				p.set.exDates = append(p.set.exDates, wall)
			}
		}
	default:
		return bad("%.40q is not a line of a recurrence.", l.name)
	}
	return nil
}

// rule reads FREQ=…;… and refuses rules below daily in a zone.
func (p *parser) rule(s string) (*rule, error) {
	r := &rule{start: p.set.start, freq: -1, interval: 1, until: math.MaxInt64 - 1, weekStart: time.Monday}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(strings.TrimSuffix(s, ";"), ";") {
		key, value, ok := strings.Cut(part, "=")
		if !ok || value == "" || seen[key] {
			return nil, bad("%.40q is not a part of a rule, or is there twice.", part)
		}
		seen[key] = true
		if err := p.part(r, key, value); err != nil {
			return nil, err
		}
	}
	if r.freq < 0 {
		return nil, bad("A rule says how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
	}
	if seen["COUNT"] && seen["UNTIL"] {
		return nil, bad("A rule ends by COUNT or by UNTIL, not by both.")
	}
	if r.freq >= hourly && p.zone != nil {
		return nil, bad("A rule comes round daily at most: below that, clock changes have no right answer.")
	}
	r.fill()
	return r, nil
}

var freqs = map[string]freq{"YEARLY": yearly, "MONTHLY": monthly, "WEEKLY": weekly, "DAILY": daily,
	"HOURLY": hourly, "MINUTELY": minutely, "SECONDLY": secondly}

var weekdays = map[string]time.Weekday{"SU": time.Sunday, "MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday,
	"TH": time.Thursday, "FR": time.Friday, "SA": time.Saturday}

// part reads one KEY=VALUE into r.
func (p *parser) part(r *rule, key, value string) (err error) {
	switch key {
	case "FREQ":
		f, ok := freqs[value]
		if !ok {
			return bad("%.40q is not how often a rule comes round.", value)
		}
		r.freq = f
	case "INTERVAL":
		r.interval, err = number(key, value, 1, MaxInterval)
	case "COUNT":
		r.count, err = number(key, value, 1, math.MaxInt32)
	case "UNTIL":
		r.until, err = p.wall(value)
	case "WKST":
		day, ok := weekdays[value]
		if !ok {
			return bad("%.40q is not a weekday like MO.", value)
		}
		r.weekStart = day
	case "BYDAY", "BYWEEKDAY":
		r.days, err = nthDays(value)
	default:
		return lists(r, key, value)
	}
	return err
}

// lists reads the parts that are lists of numbers.
func lists(r *rule, key, value string) (err error) {
	switch key {
	case "BYSETPOS":
		r.setPos, err = numbers(key, value, -366, 366)
	case "BYMONTH":
		r.months, err = numbers(key, value, 1, 12)
	case "BYMONTHDAY":
		r.monthDays, err = numbers(key, value, -31, 31)
	case "BYYEARDAY":
		r.yearDays, err = numbers(key, value, -366, 366)
	case "BYWEEKNO":
		r.weekNos, err = numbers(key, value, -53, 53)
	case "BYHOUR":
		r.hours, err = numbers(key, value, 0, 23)
	case "BYMINUTE":
		r.minutes, err = numbers(key, value, 0, 59)
	case "BYSECOND":
		r.seconds, err = numbers(key, value, 0, 59)
	default:
		return bad("A rule has no %.40q.", key)
	}
	return err
}

func number(key, s string, from, to int) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < from || n > to || (n == 0 && from < 0) {
		return 0, bad("%s is from %d to %d: %.20q is not.", key, from, to, s)
	}
	return n, nil
}

// numbers reads a list, each number once.
func numbers(key, s string, from, to int) ([]int, error) {
	var out []int
	for part := range strings.SplitSeq(s, ",") {
		n, err := number(key, part, from, to)
		if err != nil {
			return nil, err
		}
		if len(out) == 0 || !has(out, n) {
			out = append(out, n)
		}
	}
	return out, nil
}

// nthDays reads TU, +1TU, -1FR and lists of them.
func nthDays(s string) ([]nthDay, error) {
	var out []nthDay
	for part := range strings.SplitSeq(s, ",") {
		cut := max(0, len(part)-2)
		day, ok := weekdays[part[cut:]]
		if !ok {
			return nil, bad("%.40q is not a weekday like MO or -1FR.", part)
		}
		d := nthDay{day: day}
		if cut > 0 {
			n, err := number("BYDAY", part[:cut], -53, 53)
			if err != nil {
				return nil, err
			}
			d.n = n
		}
		out = append(out, d)
	}
	return out, nil
}
