package ics

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/recur"
)

// rule is a recurrence rule that can be followed on a wall.
type rule struct {
	parts    map[string]string // without COUNT, UNTIL and INTERVAL
	interval int
	count    int // 0: none
	until    *Moment
}

// ruleNames are the parts that are handed on; others (X-...) mean nothing here.
var ruleNames = []string{"FREQ", "WKST", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY",
	"BYWEEKNO", "BYMONTH", "BYSETPOS"}

// The limits on one rule. An appointment more often than hourly is none.
const (
	maxRuleBytes = 2_000
	maxTimesADay = 24
	maxInterval  = 10_000
)

// ruleParts takes "FREQ=YEARLY;BYMONTH=3" apart, in capitals and without white
// space; of a part that stands twice the first counts.
func ruleParts(s string) map[string]string {
	parts := map[string]string{}
	s = strings.Join(strings.Fields(strings.ToUpper(s)), "")
	for one := range strings.SplitSeq(s, ";") {
		name, value, ok := strings.Cut(one, "=")
		if _, twice := parts[name]; ok && !twice {
			parts[name] = value
		}
	}
	return parts
}

// parseRule reads a rule. It refuses what is below daily: clock changes leave
// such rules without a right answer, and no promise to a client is hourly.
func parseRule(s string) (rule, error) {
	if len(s) > maxRuleBytes {
		return rule{}, errors.New("the rule is too long")
	}
	r := rule{parts: ruleParts(s), interval: 1}
	switch r.parts["FREQ"] {
	case "DAILY", "WEEKLY", "MONTHLY", "YEARLY":
	case "HOURLY", "MINUTELY", "SECONDLY":
		return rule{}, errors.New("it repeats more often than daily")
	default:
		return rule{}, fmt.Errorf("it does not say how often it repeats (FREQ=%q)", shown(r.parts["FREQ"]))
	}
	if scale := r.parts["RSCALE"]; scale != "" && scale != "GREGORIAN" {
		return rule{}, errors.New("it follows another calendar than ours (RSCALE)")
	}
	times := 1
	for _, name := range []string{"BYHOUR", "BYMINUTE", "BYSECOND"} {
		times *= 1 + strings.Count(r.parts[name], ",")
	}
	if times > maxTimesADay {
		return rule{}, fmt.Errorf("it repeats more than %d times a day", maxTimesADay)
	}
	if err := r.readBounds(); err != nil {
		return rule{}, err
	}
	if _, err := r.walls(probe, probe+daySeconds, 1); err != nil {
		return rule{}, err
	}
	return r, nil
}

// probe is a wall time to try a rule at: 2000-01-01.
const probe = 946_684_800

func (r *rule) readBounds() error {
	if text := r.parts["INTERVAL"]; text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxInterval {
			return fmt.Errorf("it repeats at an interval of %q", shown(text))
		}
		r.interval = n
	}
	if text := r.parts["COUNT"]; text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fmt.Errorf("it repeats %q times", shown(text))
		}
		r.count = n
	}
	if text := r.parts["UNTIL"]; text != "" {
		m, err := parseMoment(text, "", &zones{})
		if err != nil {
			return fmt.Errorf("its end %w", err)
		}
		r.until = &m
	}
	return nil
}

// last gives the wall time in the zone of start after which the rule is over.
func (r *rule) last(start Moment) (int64, bool) {
	switch {
	case r.until == nil:
		return 0, false
	case r.until.Form == WholeDay || start.Form == WholeDay:
		return r.until.wall() - int64(r.until.Clock) + daySeconds - 1, true
	case r.until.Form == Instant && start.Form == Instant:
		at := r.until.At.Unix()
		return at + int64(start.zone.offset(at)), true
	}
	return r.until.wall(), true
}

// skip gives a start of the rule close before from, so that a birthday is not
// walked through from 1950 on. It can only where nothing counts from the
// beginning, and where every month has the date.
func (r *rule) skip(start, from int64) int64 {
	if r.count > 0 || start >= from {
		return start
	}
	t, to := time.Unix(start, 0).UTC(), time.Unix(from, 0).UTC()
	switch r.parts["FREQ"] {
	case "DAILY", "WEEKLY":
		step := int64(r.interval) * daySeconds
		if r.parts["FREQ"] == "WEEKLY" {
			step *= 7
		}
		return start + (from-start)/step*step
	}
	if t.Day() > 28 {
		return start
	}
	if r.parts["FREQ"] == "YEARLY" {
		years := max(0, to.Year()-t.Year()-1)
		return t.AddDate(years/r.interval*r.interval, 0, 0).Unix()
	}
	months := max(0, (to.Year()-t.Year())*12+int(to.Month())-int(t.Month())-1)
	return t.AddDate(0, months/r.interval*r.interval, 0).Unix()
}

// walls gives the wall times of the rule from start to end, both included, at
// most limit of them.
func (r *rule) walls(start, end int64, limit int) ([]time.Time, error) {
	const layout = "20060102T150405"
	var text strings.Builder
	fmt.Fprintf(&text, "DTSTART:%s\nRRULE:INTERVAL=%d;UNTIL=%s",
		time.Unix(start, 0).UTC().Format(layout), r.interval, time.Unix(end, 0).UTC().Format(layout))
	for _, name := range ruleNames {
		if value := r.parts[name]; value != "" {
			fmt.Fprintf(&text, ";%s=%s", name, value)
		}
	}
	if r.count > 0 {
		limit = min(limit, r.count)
	}
	all, err := recur.Instances(text.String(), limit)
	if refusal, ok := fault.As(err); ok {
		return nil, errors.New(strings.TrimSuffix(refusal.Say, "."))
	}
	return all, err
}
