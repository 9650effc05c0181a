package typed

import (
	"fmt"
	"strings"
	"time"

	"kept/worktime"
)

// isoMoment reads 2026-12-04T16:00+01:00, as computers write it.
func isoMoment(r *reader) (int, error) {
	w := strings.ToUpper(r.peek(0))
	for _, layout := range []string{"2006-01-02T15:04Z07:00", time.RFC3339} {
		if t, err := time.Parse(layout, w); err == nil && t.Second() == 0 {
			return 1, r.setMoment(t)
		}
	}
	return 0, nil
}

// numericDate reads 2026-12-04, 2026/12/04, 25/12, 12/25/2026, 12.5., 12.05.2026.
func numericDate(r *reader) (int, error) {
	w := r.peek(0)
	for _, sign := range []string{"-", "/", "."} {
		parts := strings.Split(w, sign)
		if len(parts) < 2 || len(parts) > 4 {
			continue
		}
		numbers, ok := allNumbers(parts)
		if !ok {
			continue
		}
		switch {
		case len(parts[0]) == 4 && len(numbers) == 3:
			return 1, r.setDate(w, numbers[0], numbers[1], numbers[2])
		case sign == ".":
			return dotted(r, w, numbers)
		case sign == "/" || len(numbers) == 3:
			return slashed(r, w, numbers)
		}
	}
	return 0, nil
}

// allNumbers reads two or three numbers; a last empty part, as in 12.5., is no number.
func allNumbers(parts []string) ([]int, bool) {
	if last := len(parts) - 1; last == 2 && parts[last] == "" {
		parts = parts[:last]
	}
	var out []int
	for _, p := range parts {
		n, ok := digitsNumber(p, 4)
		if !ok {
			return nil, false
		}
		out = append(out, n)
	}
	return out, len(out) <= 3
}

// dotted reads a date with dots, which is day first. 12.10 alone could be a time.
func dotted(r *reader, w string, n []int) (int, error) {
	switch {
	case len(n) == 3 && n[2] < 100:
		return 0, shortYear(w)
	case len(n) == 3:
		return 1, r.setDate(w, n[2], n[1], n[0])
	case strings.HasSuffix(w, "."):
		return 1, r.setComing(w, n[1], n[0])
	}
	minutes := w[strings.IndexByte(w, '.')+1:]
	isTime := len(minutes) == 2 && n[0] < 24 && n[1] < 60
	switch {
	case isTime && n[1] > 12:
		return 0, nil
	case isTime && n[0] >= 1 && n[1] >= 1:
		return 0, refuse(`%s could be %d %s or %02d:%02d: write %d %s, or the time with a colon.`,
			quoted(w), n[0], time.Month(n[1]), n[0], n[1], n[0], time.Month(n[1]))
	case isTime && n[1] == 0:
		return 0, nil
	}
	return 1, r.setComing(w, n[1], n[0])
}

// slashed reads a date with slashes when it has one reading.
func slashed(r *reader, w string, n []int) (int, error) {
	if len(n) == 3 && n[2] < 100 {
		return 0, shortYear(w)
	}
	a, b := n[0], n[1]
	if a <= 12 && b <= 12 && a != b {
		return 0, r.bothReadings(w, n)
	}
	day, month := a, b
	if b > 12 {
		day, month = b, a
	}
	if len(n) == 3 {
		return 1, r.setDate(w, n[2], month, day)
	}
	return 1, r.setComing(w, month, day)
}

func shortYear(w string) error {
	return refuse("Write the year of %s in full, best as 2026-12-04.", quoted(w))
}

// bothReadings refuses 12/05 and offers either reading.
func (r *reader) bothReadings(w string, n []int) error {
	var says, writes [2]string
	for i, x := range [][2]int{{n[0], n[1]}, {n[1], n[0]}} {
		d := worktime.Day{Month: time.Month(x[1]), Date: x[0]}
		if len(n) == 3 {
			d.Year = n[2]
		} else if coming, ok := r.comingDate(d.Month, d.Date); ok {
			d = coming
		}
		if !exists(d) {
			return refuse("%s is not a date: %s.", quoted(w), example)
		}
		says[i], writes[i] = fmt.Sprintf("%d %s", x[0], d.Month), d.String()
	}
	return refuse("%s could be %s or %s: write %s or %s.", quoted(w), says[0], says[1], writes[0], writes[1])
}

// namedDate reads 12 May, May 12, 12th of May 2027, Dec 4, 2026.
func namedDate(r *reader) (int, error) {
	date, ok := dateNumber(r.peek(0))
	if ok {
		n := 1
		if r.peek(n) == "of" {
			n++
		}
		month, named := months[r.peek(n)]
		if !named {
			return 0, nil
		}
		return r.withYear(n+1, month, date)
	}
	month, named := months[r.peek(0)]
	if !named {
		return 0, nil
	}
	n := 1
	if r.peek(n) == "the" {
		n++
	}
	if date, ok = dateNumber(r.peek(n)); !ok {
		return 0, refuse("Which day of %s? Write it like 12 %s.", month, month)
	}
	return r.withYear(n+1, month, date)
}

// dateNumber reads 12, 12. and 12th.
func dateNumber(w string) (int, bool) {
	if n, ok := ordinalNumber(w); ok {
		return n, true
	}
	return digitsNumber(strings.TrimSuffix(w, "."), 2)
}

// withYear takes the year after a named date, if there is one.
func (r *reader) withYear(n int, month time.Month, date int) (int, error) {
	text := fmt.Sprintf("%d %s", date, month)
	if year, ok := digitsNumber(r.peek(n), 4); ok && len(r.peek(n)) == 4 {
		return n + 1, r.setDate(fmt.Sprintf("%s %d", text, year), year, int(month), date)
	}
	return n, r.setComing(text, int(month), date)
}

// setDate notes a date that must exist.
func (r *reader) setDate(text string, year, month, date int) error {
	d := worktime.Day{Year: year, Month: time.Month(month), Date: date}
	if !exists(d) {
		return refuse("%s does not exist%s.", quoted(text), why(month, date))
	}
	return r.setDay(d)
}

// setComing notes the next such date.
func (r *reader) setComing(text string, month, date int) error {
	if month >= 1 && month <= 12 && date >= 1 {
		if d, ok := r.comingDate(time.Month(month), date); ok {
			return r.setDay(d)
		}
	}
	return refuse("%s does not exist%s.", quoted(text), why(month, date))
}

func exists(d worktime.Day) bool {
	return d.Year >= worktime.FirstYear && d.Month >= 1 && d.Month <= 12 && d.Date >= 1 && d == d.AddDays(0)
}

// why says what is wrong with a date that does not exist.
func why(month, date int) string {
	if month < 1 || month > 12 {
		return fmt.Sprintf(": there is no month %d", month)
	}
	last := worktime.Day{Year: 2024, Month: time.Month(month) + 1, Date: 0}.AddDays(0).Date
	if date < 1 || date > last {
		return fmt.Sprintf(": %s has %d days", time.Month(month), last)
	}
	if month == 2 && date == 29 {
		return ": February has 28 days in that year"
	}
	return ""
}
