package worktime

import (
	"encoding/json"
	"slices"
	"time"

	"kept/internal/fault"
)

// Window is open from From up to, and not at, To.
type Window struct{ From, To Clock }

// String is "09:00-17:00".
func (w Window) String() string { return w.From.String() + "-" + w.To.String() }

// MarshalJSON is ["09:00","17:00"].
func (w Window) MarshalJSON() ([]byte, error) { return json.Marshal([2]Clock{w.From, w.To}) }

// UnmarshalJSON reads ["09:00","17:00"].
func (w *Window) UnmarshalJSON(b []byte) error {
	var pair []Clock
	if err := json.Unmarshal(b, &pair); err != nil {
		return err
	}
	if len(pair) != 2 {
		return fault.Field("windows", `A window has two times, like ["09:00","17:00"].`)
	}
	w.From, w.To = pair[0], pair[1]
	return nil
}

// Week holds the windows of each day, indexed by [time.Weekday].
type Week [7][]Window

// dayKeys are the names of the days in JSON, indexed by [time.Weekday].
var dayKeys = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// MarshalJSON is {"mon":[["09:00","12:00"],["13:00","17:00"]],...}; closed days are left out.
func (w Week) MarshalJSON() ([]byte, error) {
	days := map[string][]Window{}
	for i, windows := range w {
		if len(windows) > 0 {
			days[dayKeys[i]] = windows
		}
	}
	return json.Marshal(days)
}

// UnmarshalJSON reads what MarshalJSON writes and refuses unknown days.
func (w *Week) UnmarshalJSON(b []byte) error {
	var days map[string][]Window
	if err := json.Unmarshal(b, &days); err != nil {
		return err
	}
	var week Week
	for key, windows := range days {
		i := slices.Index(dayKeys[:], key)
		if i < 0 {
			return fault.Field("weekly", "The days of a week are sun, mon, tue, wed, thu, fri and sat.")
		}
		if len(windows) > 0 {
			week[i] = windows
		}
	}
	*w = week
	return nil
}

// weekdays are Monday to Friday.
var weekdays = [...]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}

// merged gives windows in order, touching and overlapping ones as one, empty ones left out.
func merged(windows []Window) []Window {
	sorted := slices.Clone(windows)
	slices.SortFunc(sorted, func(a, b Window) int { return int(a.From - b.From) })
	out := sorted[:0]
	for _, w := range sorted {
		if w.To <= w.From {
			continue
		}
		if n := len(out); n > 0 && w.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, w.To)
			continue
		}
		out = append(out, w)
	}
	return out
}

// without gives windows with the breaks cut out; both in order.
func without(windows, breaks []Window) []Window {
	var out []Window
	for _, w := range windows {
		for _, b := range breaks {
			if b.To <= w.From || b.From >= w.To {
				continue
			}
			if b.From > w.From {
				out = append(out, Window{w.From, b.From})
			}
			w.From = min(b.To, w.To)
		}
		if w.From < w.To {
			out = append(out, w)
		}
	}
	return out
}
