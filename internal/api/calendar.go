package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/typed"
	"kept/member"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// calendars are the office hours of the workspace, of members and of clients,
// and what they answer about working time.
func calendars(s *service) {
	r := calendarDesk{s}
	one(s, "/calendars/{calendar}", "see-calendar", "See office hours: of workspace, of me, or of a member or client by their id", r.see)
	edit(s, operation(http.MethodPut, "/calendars/{calendar}", "set-calendar", "Set office hours"), r.edit)
	look(s, "/calendars/{calendar}/add", "add-working-time", "Which moment comes after some working time, and why", r.add)
	look(s, "/calendars/{calendar}/between", "measure-working-time", "How much working time lies between two moments", r.between)
	look(s, "/calendars/{calendar}/explain", "explain-working-time", "The steps by which working time was counted", r.explain)
	look(s, "/calendars/{calendar}/readings", "read-date", "What is understood of a date that somebody types", r.reading)
	list(s, "/calendars/{calendar}/choices", "list-date-choices", "A few near dates in this working time", r.choices)
}

type calendarDesk struct{ *service }

// CalendarIn names a calendar.
type CalendarIn struct {
	Calendar string `path:"calendar" doc:"workspace, me, or the id of a member or client"`
}

// calendarOut are somebody's office hours. Their version is that of the
// workspace, member or client.
type calendarOut struct {
	Calendar string    `json:"calendar"`
	Hours    hoursJSON `json:"hours"`
	Version  int       `json:"version"`
}

func (c calendarOut) version() int { return c.Version }

// hoursOf gives the office hours that a calendar names, with their version.
func (r calendarDesk) hoursOf(ctx context.Context, who office.Actor, in CalendarIn) (worktime.Hours, calendarOut, error) {
	var h worktime.Hours
	out := calendarOut{Calendar: in.Calendar}
	var err error
	switch {
	case in.Calendar == "workspace":
		var w workspace.Workspace
		if w, err = r.office.Settings.Workspace(ctx, who); err == nil {
			h, out.Version = w.Hours, w.Version
		}
	case strings.HasPrefix(in.Calendar, ofClient+"_"):
		var id client.ID
		if id, err = named[client.ID](ofClient, in.Calendar); err != nil {
			break
		}
		var v office.ClientView
		if v, err = r.office.Clients.Brief(ctx, who, id); err == nil {
			h, out.Version = v.Client.Hours, v.Client.Version
		}
	default:
		var m member.Member
		if m, err = r.member(ctx, who, in.Calendar); err == nil {
			h, out.Calendar, out.Version = m.Hours, string(m.ID), m.Version
		}
	}
	out.Hours = outHours(h)
	return h, out, err
}

// calendar gives the compiled calendar of that name.
func (r calendarDesk) calendar(ctx context.Context, who office.Actor, in CalendarIn) (*worktime.Calendar, error) {
	h, _, err := r.hoursOf(ctx, who, in)
	if err != nil {
		return nil, err
	}
	return r.office.Settings.CalendarOf(h)
}

func (r calendarDesk) see(ctx context.Context, who office.Actor, in *CalendarIn) (calendarOut, error) {
	_, out, err := r.hoursOf(ctx, who, *in)
	return out, err
}

type calendarEditIn struct {
	CalendarIn
	IfMatch
	Body hoursJSON
}

func (in calendarEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return calendarDesk{s}.see(ctx, who, &in.CalendarIn)
}

func (r calendarDesk) edit(ctx context.Context, who office.Actor, in *calendarEditIn) (calendarOut, error) {
	h, err := in.Body.hours(r.Region)
	if err != nil {
		return calendarOut{}, err
	}
	_, was, err := r.hoursOf(ctx, who, in.CalendarIn)
	if err != nil {
		return calendarOut{}, err
	}
	switch {
	case was.Calendar == "workspace":
		_, err = r.office.Settings.Edit(ctx, who, office.WorkspaceEdit{Version: in.seen(), Change: func(w *workspace.Workspace) { w.Hours = h }})
	case strings.HasPrefix(was.Calendar, ofClient+"_"):
		_, err = r.office.Clients.Edit(ctx, who, client.ID(was.Calendar), office.ClientEdit{Version: in.seen(), Change: func(c *client.Client) { c.Hours = h }})
	default:
		_, err = r.office.People.Edit(ctx, who, member.ID(was.Calendar), office.MemberEdit{Version: in.seen(), Change: func(m *member.Member) { m.Hours = h }})
	}
	if err != nil {
		return calendarOut{}, err
	}
	return r.see(ctx, who, &in.CalendarIn)
}

// maxCounted is the largest working time that is counted, in seconds: ten years.
const maxCounted = 10 * 366 * 24 * 3600

// CountIn is what is counted from a moment.
type CountIn struct {
	From    string `query:"from" required:"true" doc:"A moment (RFC 3339)"`
	Seconds int64  `query:"seconds" required:"true" minimum:"-316224000" maximum:"316224000" doc:"Working time; negative counts back"`
}

type addIn struct {
	CalendarIn
	CountIn
}

// AddedOut is a moment that was counted.
type AddedOut struct {
	At          *time.Time `json:"at" doc:"null: not open that long within forty years"`
	Explanation string     `json:"explanation" doc:"In one line"`
}

func (r calendarDesk) count(ctx context.Context, who office.Actor, in *addIn) (worktime.Explanation, error) {
	var none worktime.Explanation
	cal, err := r.calendar(ctx, who, in.CalendarIn)
	if err != nil {
		return none, err
	}
	from, err := momentOf("from", in.From, cal.Location())
	if err != nil {
		return none, err
	}
	if in.Seconds < -maxCounted || in.Seconds > maxCounted {
		return none, fault.Field("seconds", "Ten years at most.")
	}
	return cal.ExplainAdd(from, time.Duration(in.Seconds)*time.Second), nil
}

func (r calendarDesk) add(ctx context.Context, who office.Actor, in *addIn) (AddedOut, error) {
	e, err := r.count(ctx, who, in)
	if err != nil {
		return AddedOut{}, err
	}
	return added(e), nil
}

func added(e worktime.Explanation) AddedOut {
	out := AddedOut{Explanation: e.String()}
	if e.Found {
		out.At = outTime(e.At)
	}
	return out
}

type betweenIn struct {
	CalendarIn
	SpanIn
}

// betweenOut is the working time between two moments.
type betweenOut struct {
	Seconds int64  `json:"seconds"`
	Text    string `json:"text" doc:"In words: 3 h 30 min"`
}

func (r calendarDesk) between(ctx context.Context, who office.Actor, in *betweenIn) (betweenOut, error) {
	cal, err := r.calendar(ctx, who, in.CalendarIn)
	if err != nil {
		return betweenOut{}, err
	}
	from, until, err := in.span(cal.Location())
	if err != nil {
		return betweenOut{}, err
	}
	d := cal.Between(from, until)
	return betweenOut{int64(d / time.Second), worktime.InWords(d)}, nil
}

// explainedOut is a moment that was counted, with the steps that moved it.
type explainedOut struct {
	AddedOut
	Steps []countedOut `json:"steps" nullable:"false"`
	More  int          `json:"more" doc:"Further days off that are not named"`
}

// countedOut is one thing that moved the result.
type countedOut struct {
	Kind string  `json:"kind" enum:"closed then,opens,closes,break,holiday,closure,other hours,clock change"`
	On   string  `json:"on" format:"date"`
	From *string `json:"from" doc:"Of a break, an opening, a close"`
	To   *string `json:"to" doc:"Of a break"`
	Why  *string `json:"why"`
}

// stepKinds are the words of [worktime.StepKind], in its order.
var stepKinds = []string{"closed then", "opens", "closes", "break", "holiday", "closure", "other hours", "clock change"}

func (r calendarDesk) explain(ctx context.Context, who office.Actor, in *addIn) (explainedOut, error) {
	e, err := r.count(ctx, who, in)
	if err != nil {
		return explainedOut{}, err
	}
	out := explainedOut{AddedOut: added(e), Steps: []countedOut{}, More: e.More}
	for _, s := range e.Steps {
		step := countedOut{Kind: stepKinds[s.Kind], On: s.Day.String(), Why: outText(s.Why)}
		if s.From != 0 || s.To != 0 {
			step.From = outText(s.From.String())
		}
		if s.To != 0 {
			step.To = outText(s.To.String())
		}
		out.Steps = append(out.Steps, step)
	}
	return out, nil
}

type readingIn struct {
	CalendarIn
	Text string `query:"text" required:"true" doc:"Fri 4pm, in 2 working days, 12 May"`
}

// readingOut is what was understood of a typed date.
type readingOut struct {
	DateOut
	Past bool `json:"past" doc:"It has passed: it can be no date of a promise"`
}

func (r calendarDesk) reading(ctx context.Context, who office.Actor, in *readingIn) (readingOut, error) {
	cal, err := r.calendar(ctx, who, in.CalendarIn)
	if err != nil {
		return readingOut{}, err
	}
	w, err := typed.Parse(in.Text, cal, r.office.Watch.Now())
	if f, ok := fault.As(err); ok {
		return readingOut{}, fault.Field("text", f.Say)
	}
	if err != nil {
		return readingOut{}, err
	}
	return readingOut{outTyped(w, cal), w.Past}, nil
}

func outTyped(w typed.When, cal *worktime.Calendar) DateOut {
	when := promise.When{At: w.At}
	if w.IsDay() {
		when = promise.When{Day: w.Day}
	}
	return DateOut{outDay(when.Day), when.Due(cal), w.Echo(cal.Location())}
}

// choiceOut is a date that takes one press.
type choiceOut struct {
	Label string `json:"label" doc:"Reads as the same date when it is typed"`
	DateOut
}

func (r calendarDesk) choices(ctx context.Context, who office.Actor, in *CalendarIn) (listOut[choiceOut], error) {
	cal, err := r.calendar(ctx, who, *in)
	if err != nil {
		return listOut[choiceOut]{}, err
	}
	chips := typed.Chips(cal, r.office.Watch.Now())
	return whole(chips, func(c typed.Chip) choiceOut { return choiceOut{c.Label, outTyped(c.When, cal)} }), nil
}
