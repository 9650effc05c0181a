package table

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// showing says what a number format shows of a number that may be a date.
type showing int

const (
	plain showing = iota
	date
	clock
	dateAndClock
)

// builtin are the number formats that a file does not spell out (ECMA-376 part
// 1, 18.8.30), with those of the East Asian versions.
func builtin(id int) showing {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id >= 34 && id <= 36, id >= 50 && id <= 58:
		return date
	case id == 22:
		return dateAndClock
	case id >= 18 && id <= 21, id == 32, id == 33, id == 45, id == 47:
		return clock
	}
	return plain
}

func showingOf(id string, codes map[string]string) showing {
	if code, ok := codes[id]; ok {
		return showingOfCode(code)
	}
	n, err := strconv.Atoi(id)
	if err != nil {
		return plain
	}
	return builtin(n)
}

// Literal text, escaped characters, padding, and colours, conditions and
// locales in brackets say nothing about dates; [h] counts hours and is no clock.
var (
	elapsed = regexp.MustCompile(`(?i)\[(h+|m+|s+)\]`)
	silent  = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)
)

// showingOfCode reads a format like `dd.mm.yyyy\ hh:mm;@`.
func showingOfCode(code string) showing {
	if elapsed.MatchString(code) {
		return plain
	}
	code, _, _ = strings.Cut(strings.ToLower(silent.ReplaceAllString(code, "")), ";")
	if strings.Contains(code, "general") || strings.Contains(code, "standard") || strings.ContainsAny(code, "0#?@") {
		// "ss.000" is a clock with fractions of a second.
		if !strings.Contains(code, "s.0") {
			return plain
		}
	}
	hasClock := strings.ContainsAny(code, "hs")
	hasDate := strings.ContainsAny(code, "yd") || !hasClock && strings.Contains(code, "m")
	switch {
	case hasDate && hasClock:
		return dateAndClock
	case hasDate:
		return date
	case hasClock:
		return clock
	}
	return plain
}

// lastSerial is the number of the day after 9999-12-31.
const lastSerial = 2_958_466

// dateText writes the number of a day as ISO text. Excel's days begin with 1900
// and count a 29 February 1900 that never was; those of old Macs begin with 1904.
func dateText(n float64, shows showing, date1904 bool) (string, bool) {
	if shows == plain || n < 0 || n >= lastSerial {
		return "", false
	}
	day := math.Floor(n)
	seconds := math.Round((n - day) * 86_400)
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case day < 60:
		base = base.AddDate(0, 0, 1)
	}
	t := base.AddDate(0, 0, int(day)).Add(time.Duration(seconds) * time.Second)
	hours := "15:04"
	if t.Second() != 0 {
		hours = "15:04:05"
	}
	switch {
	case n < 1 && shows != date:
		return t.Format(hours), true
	case shows == date:
		return t.Format(time.DateOnly), true
	}
	return t.Format(time.DateOnly + " " + hours), true
}
