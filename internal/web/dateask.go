package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/tongue"
	"kept/internal/typed"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// echoOf is the address that echoes the date of a question. of is the client
// for whom it is; "" reads it in the calendar that the form itself names, else
// in the reader's own.
func echoOf(name string, of client.ID) string {
	q := url.Values{"ask": {name}}
	if of != "" {
		q.Set("for", string(of))
	}
	return "/dates?" + q.Encode()
}

// sayWhen writes what was promised out in full: a day, or a moment in a
// calendar's zone, so that nobody has to guess.
func sayWhen(v tongue.Voice, w promise.When, cal *worktime.Calendar) string {
	if w.Day.IsZero() {
		return v.FullMoment(w.At.In(cal.Location()))
	}
	return v.FullDay(dayTime(w.Day))
}

// dateOf reads what was sent for a question of a date: what was typed goes
// before the day and its time, these before the chip. The zero When says that
// nothing was given. The full date is echoed under the question; before what
// was typed counts, [confirmed] has to find that its writer saw that echo.
func dateOf(form url.Values, d *page.DateAsk, cal *worktime.Calendar, now time.Time) (promise.When, error) {
	w, err := sentDate(form, d, cal, now)
	if err == nil && w != (promise.When{}) {
		d.Echo, d.EchoIn = office.SayWhen(w, cal), func(v tongue.Voice) string { return sayWhen(v, w, cal) }
	}
	return w, err
}

func sentDate(form url.Values, d *page.DateAsk, cal *worktime.Calendar, now time.Time) (promise.When, error) {
	name := d.Typed.Name
	if text := strings.TrimSpace(form.Get(name)); text != "" {
		w, err := typedDate(text, cal, now)
		if err != nil {
			return promise.When{}, onField(err, name)
		}
		seen := form.Get(name + seenField)
		if stands(seen, w, func(now time.Time) (promise.When, error) { return typedDate(text, cal, now) }, now) {
			w.At, _ = time.Parse(time.RFC3339, seen)
		}
		d.Typed.Seen = seenOf(w)
		d.Unseen = d.Typed.Seen != seen
		return w, nil
	}
	if day, at := form.Get(d.Day.Name), form.Get(d.Time.Name); day != "" || at != "" {
		return pickedDate(day, at, d, cal)
	}
	return chosenDate(form.Get(d.Chips.Name), name)
}

func typedDate(text string, cal *worktime.Calendar, now time.Time) (promise.When, error) {
	t, err := typed.Parse(text, cal, now)
	switch {
	case err != nil:
		return promise.When{}, err
	case t.IsDay():
		return promise.When{Day: t.Day}, nil
	}
	return promise.When{At: t.At}, nil
}

// pickedDate reads the browser's own date and time.
func pickedDate(day, at string, d *page.DateAsk, cal *worktime.Calendar) (promise.When, error) {
	if day == "" {
		return promise.When{}, fault.Field(d.Day.Name, "Give the day too.")
	}
	on, err := worktime.ParseDay(day)
	if err != nil {
		return promise.When{}, onField(err, d.Day.Name)
	}
	if at == "" {
		return promise.When{Day: on}, nil
	}
	clock, err := worktime.ParseClock(at)
	if err != nil {
		return promise.When{}, onField(err, d.Time.Name)
	}
	t, err := cal.At(on, clock)
	if err != nil {
		return promise.When{}, onField(err, d.Time.Name)
	}
	return promise.When{At: t.UTC()}, nil
}

func chosenDate(value, name string) (promise.When, error) {
	if value == "" {
		return promise.When{}, nil
	}
	if on, err := worktime.ParseDay(value); err == nil {
		return promise.When{Day: on}, nil
	}
	at, err := time.Parse(time.RFC3339, value)
	if err != nil {
		return promise.When{}, fault.Field(name, "Choose one of the dates, or type one.")
	}
	return promise.When{At: at.UTC()}, nil
}

// onField puts the words of a refusal beside one field, whatever field its
// maker thought of.
func onField(err error, name string) error {
	f, ok := fault.As(err)
	if !ok {
		return err
	}
	say := f.Say
	for _, s := range f.Fields {
		say = s
	}
	return fault.Field(name, say)
}

// offer fills the chips of a question with near dates in a calendar, in a language.
func offer(v tongue.Voice, d *page.DateAsk, cal *worktime.Calendar, now time.Time) {
	d.Chips.Options = nil
	seen := map[worktime.Day]bool{}
	chips := typed.Chips(cal, now)
	due := func(w typed.When) time.Time { return promise.When{At: w.At, Day: w.Day}.Due(cal) }
	slices.SortStableFunc(chips, func(a, b typed.Chip) int { return due(a.When).Compare(due(b.When)) })
	for _, c := range chips {
		if seen[c.When.Day] {
			continue // “tomorrow noon” and “Monday” are one day on Sundays
		}
		seen[c.When.Day] = true
		o := ui.Option{Label: chipSaid(v, c), Value: c.When.Day.String(), Hint: v.ShortDay(dayTime(c.When.Day), now.In(cal.Location()))}
		if !c.When.IsDay() {
			o.Value = c.When.At.Format(time.RFC3339)
		}
		d.Chips.Options = append(d.Chips.Options, o)
	}
}

// chipSaid is the label of a chip in a language; English is what can be typed.
func chipSaid(v tongue.Voice, c typed.Chip) string {
	day, noon := strings.CutSuffix(c.Label, " noon")
	switch {
	case noon && day == "tomorrow":
		return v.Say("tomorrow noon")
	case noon:
		return v.Say("{day} noon", "day", v.Weekday(c.When.Day.Weekday()))
	case strings.HasPrefix(c.Label, "in "):
		return v.Say("in 1 week")
	}
	return v.Weekday(c.When.Day.Weekday())
}

// echoDate answers what was understood of a date while it is being typed.
func echoDate(v *visit) error {
	q := v.r.URL.Query()
	cal, err := v.calendarFor(q)
	if err != nil {
		return err
	}
	d := page.NewDateAsk(q.Get("ask"), "", "")
	q.Del(d.Typed.Name + seenField) // an echo answers what is typed now
	w, err := dateOf(q, &d, cal, v.now)
	echo := d.Said(v.voice())
	e := page.DateEcho{Text: echo, Name: d.Typed.Name, Seen: d.Typed.Seen}
	if f, ok := fault.As(err); ok {
		e = page.DateEcho{Text: v.voice().Refusal(f.Fields[first(f.Fields)]), Error: true}
	} else if err != nil {
		return err
	}
	// What is said to have happened may lie in the past, what is promised may not.
	if w != (promise.When{}) && q.Get("ask") != "at" && !w.Due(cal).After(v.now) {
		e = page.DateEcho{Text: v.say("That has passed: {date}.", "date", echo), Error: true}
	}
	if step := q.Get("step"); step != "" && !e.Error && w != (promise.When{}) {
		if e.Chance, e.Low, err = chanceOf(v, plan.ID(step), w); err != nil {
			return err
		}
	}
	return door.Show(v.w, v.r, 200, e.View())
}

// chanceOf says how probable it is that a step is done by a date.
func chanceOf(v *visit, id plan.ID, w promise.When) (say string, low bool, err error) {
	c, h, err := v.o.Plans.Chance(v.r.Context(), v.who, id, w)
	if err != nil || c == 0 {
		return "", false, err
	}
	say = v.say("The chance of this date is {chance}.", "chance", office.SaidChance(v.voice(), c)) + " " + office.SaidReason(v.voice(), h.Forecast.Reason)
	low = v.firm.Policy.Doubts(c)
	if sure := h.By(office.SurePercent); low {
		say += " " + v.say("{day} has {n} in 100.", "day", sayDay(v.voice(), sure, worktime.DayOf(v.now, v.cal.Location())), "n", strconv.Itoa(office.SurePercent))
	}
	return say, low, nil
}

// offerSure puts the date that is likely to hold before the others.
func offerSure(v *visit, d *page.DateAsk, h *office.Hang) {
	if !h.Known() {
		return
	}
	day := h.By(office.SurePercent)
	if !day.After(worktime.DayOf(v.now, v.cal.Location())) {
		return
	}
	value, sureHint := day.String(), v.say("{n} in 100", "n", strconv.Itoa(office.SurePercent))
	for i := range d.Chips.Options {
		if d.Chips.Options[i].Value == value {
			d.Chips.Options[i].Hint += ", " + sureHint
			return
		}
	}
	o := ui.Option{Label: sayDay(v.voice(), day, worktime.DayOf(v.now, v.cal.Location())), Value: value, Hint: sureHint}
	d.Chips.Options = append([]ui.Option{o}, d.Chips.Options...)
}

func first(m map[string]string) string {
	for k := range m {
		return k
	}
	return ""
}

// calendarFor is the calendar in which a form's dates are read: the client's,
// or the one that a form for a new client describes, or the reader's own.
func (v *visit) calendarFor(q url.Values) (*worktime.Calendar, error) {
	of := q.Get("for")
	if of == "" {
		of = q.Get("client")
	}
	if of != "" {
		b, err := v.o.Clients.Brief(v.r.Context(), v.who, client.ID(of))
		return b.Calendar, err
	}
	if zone := q.Get("zone"); zone != "" {
		if h, err := hoursOfForm(v, q); err == nil {
			return v.o.Settings.CalendarOf(h)
		}
	}
	return v.cal, nil
}
