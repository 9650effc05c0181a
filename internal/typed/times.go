package typed

import (
	"strings"

	"kept/worktime"
)

// partOfDay reads noon, morning, afternoon, EOD and the like.
func partOfDay(r *reader) (int, error) {
	switch r.peek(0) {
	case "noon", "midday":
		return 1, r.setClock(12 * 60)
	case "morning":
		return 1, r.setPart(morning)
	case "afternoon":
		return 1, r.setPart(afternoon)
	case "eod", "cob":
		return 1, r.setPart(endOfDay)
	case "midnight":
		return 0, refuse("Midnight begins one day and ends another: write 23:59, or 00:00 of the day after.")
	case "evening", "night", "tonight":
		return 0, refuse("%s is no time: write one like 20:00.", quoted(r.peek(0)))
	}
	three := strings.Join([]string{r.peek(0), r.peek(1), r.peek(2)}, " ")
	if three == "end of day" || three == "close of business" {
		return 3, r.setPart(endOfDay)
	}
	if three == "end of the" && r.peek(3) == "day" {
		return 4, r.setPart(endOfDay)
	}
	return 0, nil
}

// timeOfDay reads 4pm, 4 pm, 4:30pm, 4.30 pm, 16:00, 16h, 16h30.
func timeOfDay(r *reader) (int, error) {
	w, n := r.peek(0), 1
	half := ""
	for _, suffix := range []string{"am", "pm"} {
		if cut, ok := strings.CutSuffix(w, suffix); ok {
			w, half = cut, suffix
		} else if r.peek(1) == suffix {
			half, n = suffix, 2
		}
	}
	hour, minute, ok := hourMinute(w)
	if !ok {
		return 0, nil
	}
	bare := !strings.ContainsAny(w, ":.h")
	if half == "" && (bare || (hour >= 1 && hour <= 7 && w[0] != '0')) {
		if bare && hour > 23 {
			return 0, refuse("%s is not understood: %s.", quoted(w), example)
		}
		if bare && (hour > 12 || hour == 0) {
			return 0, refuse("%s is not understood: write a time like %02d:00.", quoted(w), hour)
		}
		return 0, refuse("%s could be %02d:%02d or %02d:%02d: write it so, or with am or pm.",
			quoted(w), hour%12, minute, hour%12+12, minute)
	}
	c, err := onClock(w, half, hour, minute)
	if err != nil {
		return 0, err
	}
	return n, r.setClock(c)
}

// hourMinute reads 4, 16, 4:30, 4.30, 16h, 16h30.
func hourMinute(w string) (hour, minute int, ok bool) {
	left, right := w, ""
	if i := strings.IndexAny(w, ":.h"); i >= 0 {
		left, right = w[:i], w[i+1:]
		if w[i] != 'h' && len(right) != 2 || w[i] == 'h' && len(right) != 0 && len(right) != 2 {
			return 0, 0, false
		}
	}
	if hour, ok = digitsNumber(left, 2); !ok {
		return 0, 0, false
	}
	if right != "" {
		if minute, ok = digitsNumber(right, 2); !ok {
			return 0, 0, false
		}
	}
	return hour, minute, true
}

// onClock puts an hour and minute on the 24-hour clock.
func onClock(w, half string, hour, minute int) (worktime.Clock, error) {
	switch {
	case minute > 59 || hour > 24 || (half != "" && (hour < 1 || hour > 12)):
		return 0, refuse("%s is not a time: write one like 16:00.", quoted(w+half))
	case hour == 24:
		return 0, refuse("Write 23:59, or 00:00 of the day after, for %s.", quoted(w))
	case half == "am" && hour == 12:
		return 0, refuse("%s is midnight, which begins one day and ends another: write 23:59, or 00:%02d of the day.", quoted(w+half), minute)
	case half == "pm" && hour < 12:
		hour += 12
	}
	return worktime.Clock(hour*60 + minute), nil
}
