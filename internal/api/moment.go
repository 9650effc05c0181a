package api

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/typed"
	"kept/promise"
	"kept/worktime"
)

// The years between which a moment may lie that somebody sends. Zero and the
// beginning of Unix time stand for "none" further inside.
const (
	firstYear = 1990
	lastYear  = 9999
)

// DueIn is a date of a promise: a day, a moment or typed text; one of them.
type DueIn struct {
	DueOn   string `json:"due_on,omitempty" format:"date" doc:"Due on this day, until the client's office closes"`
	DueAt   string `json:"due_at,omitempty" format:"date-time" doc:"Due at this moment"`
	DueText string `json:"due,omitempty" doc:"What people type, read in the client's calendar and echoed in full: Fri 4pm, in 2 working days, 12 May"`
}

func (d DueIn) date() dateIn { return dateIn{"due", d.DueOn, d.DueAt, d.DueText} }

// NextIn is when the client hears next: a day, a moment or typed text; one of them.
type NextIn struct {
	NextOn   string `json:"next_on,omitempty" format:"date" doc:"The client hears from us next on this day"`
	NextAt   string `json:"next_at,omitempty" format:"date-time" doc:"The client hears from us next by this moment"`
	NextText string `json:"next,omitempty" doc:"What people type, read in the client's calendar and echoed in full"`
}

func (d NextIn) date() dateIn { return dateIn{"next", d.NextOn, d.NextAt, d.NextText} }

// dateIn is a date in one of its three forms.
type dateIn struct{ name, on, at, text string }

// field is the name of the form that was used.
func (d dateIn) field() string {
	switch {
	case d.on != "":
		return d.name + "_on"
	case d.at != "":
		return d.name + "_at"
	}
	return d.name
}

// when reads a date; the zero When when none is given. cal is called for typed
// text only, which is read in somebody's calendar.
func (d dateIn) when(now time.Time, cal func() (*worktime.Calendar, error)) (promise.When, error) {
	var w promise.When
	forms := 0
	for _, s := range []string{d.on, d.at, d.text} {
		if s != "" {
			forms++
		}
	}
	if forms > 1 {
		return w, fault.Field(d.name, "Give "+d.name+"_on, "+d.name+"_at or "+d.name+": one of them.")
	}
	var err error
	switch {
	case d.on != "":
		w.Day, err = dayOf(d.name, d.on)
	case d.at != "":
		w.At, err = instantOf(d.name, d.at)
	case d.text != "":
		return d.typed(now, cal)
	}
	return w, err
}

func (d dateIn) typed(now time.Time, cal func() (*worktime.Calendar, error)) (promise.When, error) {
	c, err := cal()
	if err != nil {
		return promise.When{}, err
	}
	w, err := typed.Parse(d.text, c, now)
	if f, ok := fault.As(err); ok {
		return promise.When{}, fault.Field(d.name, f.Say)
	}
	if err != nil {
		return promise.When{}, err
	}
	if w.IsDay() {
		return promise.When{Day: w.Day}, nil
	}
	return promise.When{At: w.At}, nil
}

// whenFor reads a date for a client.
func (s *service) whenFor(ctx context.Context, who office.Actor, of client.ID, d dateIn) (promise.When, error) {
	return d.when(s.office.Watch.Now(), func() (*worktime.Calendar, error) {
		v, err := s.office.Clients.Brief(ctx, who, of)
		if fault.KindOf(err) == fault.NotFound {
			return nil, fault.Field("client", "Choose a client.")
		}
		return v.Calendar, err
	})
}

// instantOf reads a moment of RFC 3339; the zero moment of "".
func instantOf(field, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fault.Field(field, "A moment looks like 2026-03-02T16:00:00+01:00: a date that exists, a time and a zone.")
	}
	if y := t.UTC().Year(); y < firstYear || y > lastYear {
		return time.Time{}, fault.Field(field, "A moment lies between the years 1990 and 9999.")
	}
	return t.UTC(), nil
}

// dayOf reads a day.
func dayOf(field, text string) (worktime.Day, error) {
	d, err := worktime.ParseDay(text)
	if f, ok := fault.As(err); ok {
		return d, fault.Field(field, f.Say)
	}
	if err == nil && d.Year < firstYear {
		return d, fault.Field(field, "A day lies between the years 1990 and 9999.")
	}
	return d, err
}

// SpanIn is a span of time: from counts, until does not.
type SpanIn struct {
	From  string `query:"from" required:"true" doc:"A moment (RFC 3339), or a day in the workspace's zone: its beginning"`
	Until string `query:"until" required:"true" doc:"A moment, or a day: its beginning, so that the day itself does not count"`
}

// span reads a span in a zone.
func (in SpanIn) span(loc *time.Location) (from, until time.Time, err error) {
	if from, err = momentOf("from", in.From, loc); err != nil {
		return
	}
	if until, err = momentOf("until", in.Until, loc); err != nil {
		return
	}
	if !until.After(from) {
		err = fault.Field("until", "A span ends after it begins.")
	}
	return
}

// momentOf reads a moment, or a day as its beginning.
func momentOf(field, text string, loc *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, fault.Field(field, "Give a moment, or a day.")
	}
	if len(text) != len(time.DateOnly) {
		return instantOf(field, text)
	}
	d, err := dayOf(field, text)
	if err != nil {
		return time.Time{}, err
	}
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, loc).UTC(), nil
}

// DateOut is a date as it is answered: the moment always, the day when a day
// was promised, and all of it in words.
type DateOut struct {
	On   *string   `json:"on" format:"date" doc:"The day; null when a moment was promised"`
	At   time.Time `json:"at" doc:"The moment; of a day, when the client's office closes"`
	Text string    `json:"text" doc:"In full, in the client's zone"`
}

func outDate(w promise.When, cal *worktime.Calendar) DateOut {
	return DateOut{outDay(w.Day), w.Due(cal), office.SayWhen(w, cal)}
}

// outDay writes a day; null for none.
func outDay(d worktime.Day) *string {
	if d.IsZero() {
		return nil
	}
	s := d.String()
	return &s
}

// outTime writes a moment; null for none.
func outTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	u := t.UTC()
	return &u
}

// outText writes a text or an id; null for none.
func outText[T ~string](s T) *string {
	if s == "" {
		return nil
	}
	t := string(s)
	return &t
}
