package web

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"kept/internal/tongue"
)

// readSpan reads an amount of working time as people write it: "90 min", "2 h",
// "1 h 30 min", "1.5 h", "1:30". Days are not taken: they are not of one length.
func readSpan(text string) (time.Duration, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if h, m, ok := strings.Cut(text, ":"); ok {
		hours, err1 := strconv.ParseUint(h, 10, 16)
		minutes, err2 := strconv.ParseUint(m, 10, 16)
		if err1 == nil && err2 == nil && len(m) == 2 && minutes < 60 {
			return time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute, nil
		}
	}
	var sum time.Duration
	rest := text
	for rest != "" {
		cut := strings.IndexFunc(rest, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' })
		if cut <= 0 || len(text) > 40 {
			return 0, badSpan(text)
		}
		n, err := strconv.ParseFloat(strings.Replace(rest[:cut], ",", ".", 1), 64)
		if err != nil || n > 10_000 {
			return 0, badSpan(text)
		}
		rest = strings.TrimLeft(rest[cut:], " ")
		end := strings.IndexAny(rest, " 0123456789")
		if end < 0 {
			end = len(rest)
		}
		unit, ok := spanUnits[strings.TrimSuffix(rest[:end], ".")]
		if !ok {
			return 0, badSpan(text)
		}
		sum += time.Duration(math.Round(n * float64(unit)))
		rest = strings.TrimLeft(rest[end:], " ")
	}
	if sum == 0 {
		return 0, badSpan(text)
	}
	return sum, nil
}

var spanUnits = map[string]time.Duration{
	"min": time.Minute, "mins": time.Minute, "m": time.Minute, "minute": time.Minute, "minutes": time.Minute,
	"h": time.Hour, "hr": time.Hour, "hrs": time.Hour, "hour": time.Hour, "hours": time.Hour,
}

// workSaid writes an amount of working time in a language; see [worktime.InWords].
func workSaid(v tongue.Voice, d time.Duration) string {
	d = d.Round(time.Minute)
	h, m := strconv.Itoa(int(d/time.Hour)), strconv.Itoa(int(d%time.Hour/time.Minute))
	switch {
	case m == "0" && h != "0":
		return v.Say("{h} h", "h", h)
	case h == "0":
		return v.Say("{m} min", "m", m)
	}
	return v.Say("{h} h {m} min", "h", h, "m", m)
}

func badSpan(text string) error {
	if text == "" {
		return errors.New("write an amount of working time, like “90 min” or “2 h”")
	}
	return fmt.Errorf("“%.20s” is no amount of working time; write it like “90 min” or “2 h”", text)
}
