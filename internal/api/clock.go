package api

import (
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/reply"
)

// clocks are the waits of clients, against the firm's standards.
func clocks(s *service) {
	r := clockDesk{s}
	list(s, "/clocks", "list-clocks", "List response clocks: the running ones, the running ones of a client, or those that started in a span", r.list)
	one(s, "/clocks/{clock}", "see-clock", "See a response clock. It is stopped by an answer in its conversation, or by a call or meeting that reached the contact: POST /messages", r.see)
}

type clockDesk struct{ *service }

// ClockIn names a response clock.
type ClockIn struct {
	Clock string `path:"clock"`
}

// clockOut is one wait of a client.
type clockOut struct {
	ID             string     `json:"id"`
	ClientID       string     `json:"client_id"`
	ContactID      string     `json:"contact_id"`
	MemberID       string     `json:"member_id" doc:"Who is to answer"`
	Channel        string     `json:"channel" enum:"call,mail,portal,sms" doc:"How their message came"`
	Wait           string     `json:"wait" enum:"acknowledge,first answer,next answer,next word,alarm,rating" doc:"What they wait for (alarm: they pressed \"I am worried\"; rating: they are not content): that somebody has their message; a person's answer; the answer to what they wrote after that; our next word in an open conversation"`
	ConversationID *string    `json:"conversation_id" doc:"null = of a call that was logged"`
	MessageID      *string    `json:"message_id" doc:"What started it"`
	PromiseID      *string    `json:"promise_id" doc:"The answer that was promised when the message was acknowledged"`
	About          string     `json:"about"`
	Standard       int64      `json:"standard_seconds" doc:"Working time that it may take, fixed when it started"`
	StartedAt      time.Time  `json:"started_at"`
	DueAt          time.Time  `json:"due_at" doc:"The standard's moment; a pause moves it"`
	Paused         bool       `json:"paused" doc:"It is somebody else's turn now"`
	Pauses         []pauseOut `json:"pauses" nullable:"false"`
	StoppedAt      *time.Time `json:"stopped_at" doc:"A person's answer reached them, or none was needed; null = they wait"`
	StoppedBy      *string    `json:"stopped_by"`
	StoppedWith    *string    `json:"stopped_with" doc:"The message that stopped it"`
	StoppedWhy     *string    `json:"stopped_why" doc:"Why no answer was needed"`
	Waited         *int64     `json:"waited_seconds" doc:"Working time from start to stop, without the pauses; null while they wait"`
	Within         *bool      `json:"within" doc:"Answered within the standard; null while they wait"`
	Version        int        `json:"version"`
}

// pauseOut is a time in which it was somebody else's turn.
type pauseOut struct {
	On    string     `json:"on" enum:"client,third party"`
	Why   string     `json:"why"`
	From  time.Time  `json:"from"`
	Until *time.Time `json:"until" doc:"null = it goes on"`
}

func (c clockOut) version() int { return c.Version }

func outClock(c reply.Clock) clockOut {
	out := clockOut{
		ID: string(c.ID), ClientID: c.ClientID, ContactID: c.ContactID, MemberID: string(c.MemberID), Channel: string(c.Channel), Wait: string(c.Wait),
		ConversationID: outText(c.ConversationID), MessageID: outText(c.MessageID), PromiseID: outText(c.PromiseID), About: c.About, Standard: inSeconds(c.Standard),
		StartedAt: c.StartedAt, DueAt: c.DueAt, Paused: c.Running() && c.Paused(), Pauses: []pauseOut{},
		StoppedAt: outTime(c.StoppedAt), StoppedBy: outText(c.StoppedBy), StoppedWith: outText(c.StoppedWith), StoppedWhy: outText(c.StoppedWhy), Version: c.Version,
	}
	for _, p := range c.Pauses {
		out.Pauses = append(out.Pauses, pauseOut{string(p.On), p.Why, p.From, outTime(p.Until)})
	}
	if !c.StoppedAt.IsZero() {
		waited, within := int64(c.Waited/time.Second), c.Within()
		out.Waited, out.Within = &waited, &within
	}
	return out
}

type clocksIn struct {
	PageIn
	ClientID string `query:"client_id" doc:"The running ones of one client"`
	From     string `query:"from" doc:"A moment, or a day in the workspace's zone: its beginning"`
	Until    string `query:"until" doc:"A moment, or a day: its beginning"`
}

func (r clockDesk) list(ctx context.Context, who office.Actor, in *clocksIn) (listOut[clockOut], error) {
	if in.ClientID != "" {
		all, err := r.office.Calls.Running(ctx, who, ref[client.ID](ofClient, in.ClientID))
		return whole(all, outClock), err
	}
	if in.From == "" && in.Until == "" {
		waits, err := r.office.Calls.Waits(ctx, who)
		return whole(waits.Waiting, func(w office.Wait) clockOut { return outClock(w.Clock) }), err
	}
	firm, _, err := r.office.Settings.Calendars(ctx, who)
	if err != nil {
		return listOut[clockOut]{}, err
	}
	from, until, err := SpanIn{in.From, in.Until}.span(firm.Location())
	if err != nil {
		return listOut[clockOut]{}, err
	}
	after, err := in.afterPlace("clocks")
	if err != nil {
		return listOut[clockOut]{}, err
	}
	if after.At.After(from) {
		from = after.At
	}
	rows, err := r.office.Calls.Clocks(ctx, who, from, until, in.Limit+1+atOnce)
	if err != nil {
		return listOut[clockOut]{}, err
	}
	rows = slices.DeleteFunc(rows, func(c reply.Clock) bool { return c.StartedAt.Equal(after.At) && string(c.ID) <= after.ID })
	return part(rows, in.Limit, func(c reply.Clock) cursor { return placeCursor("clocks", c.StartedAt, string(c.ID)) }, outClock), nil
}

// atOnce is how many clocks may have started in one millisecond without one
// of them being left out of a list.
const atOnce = 200

func (r clockDesk) see(ctx context.Context, who office.Actor, in *ClockIn) (clockOut, error) {
	id, err := named[reply.ID](ofClock, in.Clock)
	if err != nil {
		return clockOut{}, err
	}
	c, err := r.office.Calls.Clock(ctx, who, id)
	if err != nil {
		return clockOut{}, err
	}
	return outClock(c), nil
}
