package holidays

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kept/worktime"
)

//go:embed regions/*.txt
var files embed.FS

// tables reads all regions. The tables are part of the program: a line that
// cannot be read is a mistake in it, and a test reads them all.
func tables() map[string]region {
	regions := map[string]region{}
	entries, err := files.ReadDir("regions")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		text, err := files.ReadFile("regions/" + e.Name())
		if err != nil {
			panic(err)
		}
		if err := readTable(regions, string(text)); err != nil {
			panic(fmt.Errorf("%s: %w", e.Name(), err))
		}
	}
	return regions
}

// readTable adds the regions of one table. A part of a country begins with
// what holds in the whole country, which stands before it.
func readTable(regions map[string]region, text string) error {
	code := ""
	for n, line := range strings.Split(text, "\n") {
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "  "):
			r, err := readRule(strings.TrimSpace(line))
			if err != nil {
				return fmt.Errorf("line %d: %w", n+1, err)
			}
			in := regions[code]
			in.rules = append(in.rules, r)
			regions[code] = in
		default:
			var name string
			code, name, _ = strings.Cut(line, " ")
			country, _, part := strings.Cut(code, "-")
			r := region{name: name}
			if part {
				r.rules = append(r.rules, regions[country].rules...)
			}
			if _, twice := regions[code]; twice {
				return fmt.Errorf("line %d: %s is there twice", n+1, code)
			}
			regions[code] = r
		}
	}
	return nil
}

func readRule(line string) (rule, error) {
	left, name, ok := strings.Cut(line, " | ")
	words := strings.Fields(left)
	if !ok || name == "" || len(words) == 0 {
		return rule{}, fmt.Errorf("%q has no name", line)
	}
	r := rule{name: name}
	if words[0] == "between" {
		r.between = true
		return r, nil
	}
	when, err := readWhen(words[0])
	if err != nil {
		return rule{}, err
	}
	r.when = when
	for _, w := range words[1:] {
		if err := r.readCondition(w); err != nil {
			return rule{}, err
		}
	}
	return r, nil
}

func (r *rule) readCondition(word string) (err error) {
	key, value, _ := strings.Cut(word, "=")
	switch key {
	case "from":
		r.from, err = strconv.Atoi(value)
	case "to":
		r.to, err = strconv.Atoi(value)
	case "not":
		for y := range strings.SplitSeq(value, ",") {
			n, err := strconv.Atoi(y)
			if err != nil {
				return err
			}
			r.not = append(r.not, n)
		}
	case "free":
		r.free = 1
	case "free-from":
		r.free, err = strconv.Atoi(value)
	case "sunfree":
		r.sunFree = true
	case "moved":
		r.moved = true
	default:
		day, rest, ok := weekdayOf(word)
		if !ok {
			return fmt.Errorf("%q is no condition", word)
		}
		r.shift[day], err = strconv.Atoi(rest)
	}
	return err
}

type when func(year int) (worktime.Day, bool)

func readWhen(s string) (when, error) {
	if rest, ok := strings.CutPrefix(s, "easter"); ok {
		return fromEaster(easter, rest)
	}
	if rest, ok := strings.CutPrefix(s, "orthodox"); ok {
		return fromEaster(orthodox, rest)
	}
	switch s {
	case "equinox:march":
		return sun(time.March, marchJapan), nil
	case "equinox:september":
		return sun(time.September, septemberJapan), nil
	case "solstice:june":
		return sun(time.June, juneChile), nil
	}
	if day, rest, ok := weekdayOf(s); ok {
		return weekday(day, rest)
	}
	if len(s) == len("2006-01-02") {
		on, err := worktime.ParseDay(s)
		return func(year int) (worktime.Day, bool) { return on, on.Year == year }, err
	}
	return date(s)
}

func sun(month time.Month, in1980 float64) when {
	return func(year int) (worktime.Day, bool) {
		return worktime.Day{Year: year, Month: month, Date: solar(year, in1980)}, year >= 1980
	}
}

func fromEaster(sunday func(int) worktime.Day, rest string) (when, error) {
	n := 0
	if rest != "" {
		var err error
		if n, err = strconv.Atoi(rest); err != nil {
			return nil, err
		}
	}
	return func(year int) (worktime.Day, bool) { return sunday(year).AddDays(n), true }, nil
}

// date reads 01-06.
func date(s string) (when, error) {
	t, err := time.Parse("01-02", s)
	if err != nil {
		return nil, err
	}
	return func(year int) (worktime.Day, bool) {
		return worktime.Day{Year: year, Month: t.Month(), Date: t.Day()}, true
	}, nil
}

var weekdays = map[string]time.Weekday{"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}

func weekdayOf(s string) (day time.Weekday, rest string, ok bool) {
	if len(s) < 4 {
		return 0, "", false
	}
	day, ok = weekdays[s[:3]]
	return day, s[3:], ok
}

// weekday reads what follows a weekday: >=05-27, <=11-22, ~01-29, =09-17, 3/01, -1/05+1.
func weekday(day time.Weekday, rest string) (when, error) {
	for sign, earliest := range map[string]int{">=": 0, "<=": -6, "~": -3} {
		if on, ok := strings.CutPrefix(rest, sign); ok {
			near, err := date(on)
			return func(year int) (worktime.Day, bool) {
				d, _ := near(year)
				d = d.AddDays(earliest)
				return d.AddDays(int(day-d.Weekday()+7) % 7), true
			}, err
		}
	}
	if on, ok := strings.CutPrefix(rest, "="); ok {
		same, err := date(on)
		return func(year int) (worktime.Day, bool) {
			d, _ := same(year)
			return d, d.Weekday() == day
		}, err
	}
	return nth(day, rest)
}

// nth reads 3/01, -1/05 and sun1/09+4's 1/09+4.
func nth(day time.Weekday, rest string) (when, error) {
	count, month, ok := strings.Cut(rest, "/")
	if !ok || len(month) < 2 {
		return nil, fmt.Errorf("%q is no weekday of a month", rest)
	}
	n, err := strconv.Atoi(count)
	if err != nil {
		return nil, err
	}
	m, err := strconv.Atoi(month[:2])
	if err != nil {
		return nil, err
	}
	offset := 0
	if len(month) > 2 {
		if offset, err = strconv.Atoi(month[2:]); err != nil {
			return nil, err
		}
	}
	return func(year int) (worktime.Day, bool) {
		d := worktime.Day{Year: year, Month: time.Month(m), Date: 1}
		if n < 0 {
			d = worktime.Day{Year: year, Month: time.Month(m) + 1, Date: 1}.AddDays(0)
		}
		d = d.AddDays(int(day-d.Weekday()+7) % 7)
		if n > 0 {
			return d.AddDays(7*(n-1) + offset), true
		}
		return d.AddDays(7*n + offset), true
	}, nil
}
