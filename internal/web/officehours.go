package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/tongue"
	"kept/internal/web/page"
	"kept/worktime"
)

// maxHoursText is how long a line of office hours may be, in bytes.
const maxHoursText = 300

// weekOrder is the days in the order in which people write them.
var weekOrder = [7]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// readWeek reads office hours as people write them on one line: "Mon-Fri
// 9:00-12:30, 13:30-18:00; Sat 10-14". A day that is not named is closed.
func readWeek(text string) (worktime.Week, error) {
	var w worktime.Week
	if len(text) > maxHoursText {
		return w, fault.New(fault.Invalid, fmt.Sprintf("At most %d letters.", maxHoursText))
	}
	named := map[time.Weekday]bool{}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' }) {
		if strings.TrimSpace(part) == "" {
			continue
		}
		which, when := splitDays(part)
		days, err := readDays(which)
		if err != nil {
			return w, err
		}
		windows, err := readWindows(when)
		if err != nil {
			return w, err
		}
		for _, d := range days {
			if named[d] {
				return w, fault.New(fault.Invalid, fmt.Sprintf("“%s” is there twice.", d))
			}
			named[d], w[d] = true, windows
		}
	}
	return w, nil
}

// splitDays parts "Mon-Fri 9-18" before its first number, and "Sun closed"
// before its last word.
func splitDays(part string) (days, windows string) {
	part = strings.TrimSpace(part)
	if cut := strings.IndexFunc(part, func(r rune) bool { return r >= '0' && r <= '9' }); cut >= 0 {
		return strings.TrimSuffix(strings.TrimSpace(part[:cut]), ":"), part[cut:]
	}
	for _, shut := range []string{"closed", "-"} {
		if days, ok := strings.CutSuffix(strings.ToLower(part), shut); ok {
			return strings.TrimSuffix(strings.TrimSpace(days), ":"), ""
		}
	}
	return part, ""
}

// readDays reads "Mon-Fri", "Mon, Wed", "Saturday and Sunday".
func readDays(text string) ([]time.Weekday, error) {
	text = strings.ToLower(strings.NewReplacer("–", "-", "—", "-", " to ", "-", " and ", ",", "&", ",").Replace(" " + strings.TrimSpace(text) + " "))
	var out []time.Weekday
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' }) {
		first, last, span := strings.Cut(part, "-")
		from, err := readDay(first)
		if err != nil {
			return nil, err
		}
		to := from
		if span {
			if to, err = readDay(last); err != nil {
				return nil, err
			}
		}
		for d := from; ; d = (d + 1) % 7 {
			if slices.Contains(out, d) {
				return nil, fault.New(fault.Invalid, fmt.Sprintf("“%s” is there twice.", d))
			}
			if out = append(out, d); d == to {
				break
			}
		}
	}
	return out, nil
}

func readDay(text string) (time.Weekday, error) {
	text = strings.TrimSuffix(strings.TrimSpace(text), ".")
	for _, d := range weekOrder {
		if name := strings.ToLower(d.String()); len(text) >= 3 && strings.HasPrefix(name, text) {
			return d, nil
		}
	}
	if text == "" {
		return 0, fault.New(fault.Invalid, "Say of which days, as in “Mon-Fri 9:00-18:00”.")
	}
	return 0, fault.New(fault.Invalid, fmt.Sprintf("“%s” is no day of the week.", begun(text)))
}

// readWindows reads the windows of a day: "9:00-12:30, 13:30-18:00"; nothing,
// "closed" and "-" are a closed day.
func readWindows(text string) ([]worktime.Window, error) {
	text = strings.NewReplacer("–", "-", "—", "-", " to ", "-", " and ", ",").Replace(strings.ToLower(strings.TrimSpace(text)))
	if text == "" || text == "closed" || text == "-" {
		return nil, nil
	}
	if len(text) > maxHoursText {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("At most %d letters.", maxHoursText))
	}
	var out []worktime.Window
	for _, part := range strings.Split(text, ",") {
		from, to, ok := strings.Cut(part, "-")
		if !ok {
			return nil, fault.New(fault.Invalid, fmt.Sprintf("“%s” is no stretch of time like 9:00-18:00.", begun(part)))
		}
		var w worktime.Window
		var err error
		if w.From, err = readTime(from); err == nil {
			w.To, err = readTime(to)
		}
		if err != nil {
			return nil, err
		}
		if w.From >= w.To {
			return nil, fault.New(fault.Invalid, fmt.Sprintf("“%s” ends before it begins; write times of the day as 13:00, not 1.", w))
		}
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b worktime.Window) int { return int(a.From - b.From) })
	for i := 1; i < len(out); i++ {
		if out[i].From < out[i-1].To {
			return nil, fault.New(fault.Invalid, fmt.Sprintf("“%s” overlap.", out[i-1].String()+", "+out[i].String()))
		}
	}
	if len(out) > worktime.MaxWindows {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("At most %d stretches in a day.", worktime.MaxWindows))
	}
	return out, nil
}

// readTime reads 9, 9:00, 9.00 and 09:00.
func readTime(text string) (worktime.Clock, error) {
	text = strings.Replace(strings.TrimSpace(text), ".", ":", 1)
	if !strings.Contains(text, ":") {
		text += ":00"
	}
	c, err := worktime.ParseClock(text)
	if err != nil {
		return 0, fault.New(fault.Invalid, fmt.Sprintf("“%s” is no time like 9:00.", begun(strings.TrimSuffix(text, ":00"))))
	}
	return c, nil
}

// writeWindows writes the windows of a day as readWindows reads them.
func writeWindows(windows []worktime.Window) string {
	parts := make([]string, len(windows))
	for i, w := range windows {
		parts[i] = writeTime(w.From) + "-" + writeTime(w.To)
	}
	return strings.Join(parts, ", ")
}

func writeTime(c worktime.Clock) string { return strings.TrimPrefix(c.String(), "0") }

// writeWeek writes a week on one line as readWeek reads it; days that are alike
// stand together.
func writeWeek(w worktime.Week) string {
	return weekBy(w, func(d time.Weekday) string { return d.String()[:3] })
}

// sayWeek writes a week on one line to be read.
func sayWeek(voice tongue.Voice, w worktime.Week) string { return weekBy(w, voice.ShortWeekday) }

func weekBy(w worktime.Week, called func(time.Weekday) string) string {
	var parts []string
	for i := 0; i < len(weekOrder); {
		j := i + 1
		for j < len(weekOrder) && slices.Equal(w[weekOrder[i]], w[weekOrder[j]]) {
			j++
		}
		if len(w[weekOrder[i]]) > 0 {
			name := called(weekOrder[i])
			if j > i+1 {
				name += "-" + called(weekOrder[j-1])
			}
			parts = append(parts, name+" "+writeWindows(w[weekOrder[i]]))
		}
		i = j
	}
	return strings.Join(parts, "; ")
}

// sayHours is office hours in words: "Mon-Fri 9:00-18:00 Madrid". No line ends
// inside of "9:00-18:00".
func sayHours(voice tongue.Voice, c *worktime.Calendar) string {
	week := sayWeek(voice, c.Hours().Weekly)
	if week == "" {
		week = voice.Say("never open")
	}
	return strings.ReplaceAll(week, "-", "-\u2060") + " " + voice.Town(c.Location())
}

// theirHours is a client's office hours in words: in full only where they are not the firm's.
func theirHours(v *visit, c *worktime.Calendar) string {
	if writeWeek(c.Hours().Weekly) != writeWeek(v.firm.Hours.Weekly) {
		return sayHours(v.voice(), c)
	}
	if c.Location().String() == v.firm.Hours.Zone {
		return v.say("our hours")
	}
	return v.say("our hours in {town}", "town", v.voice().Town(c.Location()))
}

// readWeekdays reads the seven fields of office hours, a line for each day.
func readWeekdays(form url.Values) (worktime.Week, error) {
	var w worktime.Week
	var k fault.Check
	for i, field := range page.Weekdays() {
		windows, err := readWindows(form.Get(field))
		if err != nil {
			k.Want(false, field, sentence(err.Error()))
		}
		w[weekOrder[i]] = windows
	}
	return w, k.Err()
}

// hoursOfForm reads the zone, the line of office hours and the region of a
// client's form. No hours are those of the firm, in the client's zone.
func hoursOfForm(v *visit, form url.Values) (worktime.Hours, error) {
	h := worktime.Hours{Zone: strings.TrimSpace(form.Get("zone")), Weekly: v.firm.Hours.Weekly}
	if h.Zone == "" {
		h.Zone = v.firm.Hours.Zone
	}
	if line := strings.TrimSpace(form.Get("hours")); line != "" {
		var err error
		if h.Weekly, err = readWeek(line); err != nil {
			return h, fault.Field("hours", sentence(err.Error()))
		}
	}
	switch region := form.Get("region"); region {
	case "":
	case byZone:
		h.Regions = regionOf(v, h.Zone)
	default:
		if !v.Holidays.Known(region) {
			return h, fault.Field("region", "Choose one of the regions offered.")
		}
		h.Regions = []string{region}
	}
	return h, h.Check()
}

// sentence makes a sentence of a remark.
func sentence(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + strings.TrimSuffix(string(r[1:]), ".") + "."
}

// begun is the beginning of what somebody typed, to be shown to him again.
func begun(text string) string {
	r := []rune(strings.TrimSpace(text))
	return string(r[:min(len(r), 20)])
}
