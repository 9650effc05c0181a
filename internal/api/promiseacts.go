package api

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/member"
	"kept/notice"
	"kept/promise"
)

// promiseActs are what is done with a promise once it is made.
func promiseActs(s *service) {
	r := promiseDesk{s}
	act(s, "/promises/{promise}/resets", "reset-promise", "Give a promise a new date with its reason, and tell the client, in one act", r.reset)
	act(s, "/promises/{promise}/drafts", "draft-reset", "See what the readers of a reset would read, word for word; nothing is kept, nothing leaves", r.draft)
	act(s, "/promises/{promise}/keeping", "keep-promise", "Say that the client has what was promised", r.keep)
	act(s, "/promises/{promise}/confirmation", "confirm-promise", "Say that an appointment stands", r.confirm)
	act(s, "/promises/{promise}/release", "release-promise", "Say that the client let us off, and how we know", r.release)
	act(s, "/promises/{promise}/reopening", "reopen-promise", "Take a keeping or a release back", r.reopen)
	act(s, "/promises/{promise}/handover", "hand-over-promise", "Give a promise to another member", r.handOver)
}

// ResetIn is a new date of a promise, and the telling of it.
type ResetIn struct {
	Keyed
	PromiseIn
	IfMatch
	Body newReset
}

type newReset struct {
	DueIn
	Reason  string `json:"reason" doc:"Why it moves; the client reads it. 500 characters at most"`
	Because string `json:"because,omitempty" doc:"Why this date although its chance is low; refused without it then. For the journal"`
	NextIn
	Message   string   `json:"message,omitempty" doc:"What the readers read besides the dates and the reason"`
	Subject   string   `json:"subject,omitempty" doc:"Left out = the promise's words"`
	ReaderIDs []string `json:"reader_ids,omitempty" nullable:"false" doc:"Contacts who are told; left out = the one to whom it is promised"`
	Channel   string   `json:"channel,omitempty" enum:"mail,call,meeting" default:"mail" doc:"With call or meeting it was said already"`
	SaidAt    string   `json:"said_at,omitempty" format:"date-time" doc:"When it was said; left out = now"`
}

func (in ResetIn) place(field string) string {
	switch field {
	case "due":
		return in.Body.DueIn.date().field()
	case "next":
		return in.Body.NextIn.date().field()
	}
	return tellingPlaces[field]
}

func (in ResetIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return promiseEditIn{PromiseIn: in.PromiseIn}.current(ctx, s, who)
}

// resetOut is a promise with its new date, and the telling of it.
type resetOut struct {
	Promise promiseOut `json:"promise"`
	Telling tellingOut `json:"telling"`
}

func (r promiseDesk) reset(ctx context.Context, who office.Actor, in *ResetIn) (resetOut, error) {
	id, err := in.id()
	if err != nil {
		return resetOut{}, err
	}
	v, err := r.office.Promises.Brief(ctx, who, id)
	if err != nil {
		return resetOut{}, err
	}
	t, err := in.telling(v, r.office.Watch.Now())
	if err != nil {
		return resetOut{}, err
	}
	told, err := r.office.Notices.Tell(ctx, who, t)
	if err != nil {
		return resetOut{}, err
	}
	p, err := r.promise(ctx, who, id)
	return resetOut{p, outTelling(told, t, v.Calendar)}, err
}

// resetDraftIn is a reset that is only tried.
type resetDraftIn struct{ ResetIn }

func (in resetDraftIn) dry() bool { return true }

func (r promiseDesk) draft(ctx context.Context, who office.Actor, in *resetDraftIn) (draftOut, error) {
	id, err := in.id()
	if err != nil {
		return draftOut{}, err
	}
	v, err := r.office.Promises.Brief(ctx, who, id)
	if err != nil {
		return draftOut{}, err
	}
	t, err := in.telling(v, r.office.Watch.Now())
	if err != nil {
		return draftOut{}, err
	}
	d, err := r.office.Notices.Preview(ctx, who, t)
	return outDraft(d, t, v.Calendar), err
}

// telling gives what a reset tells, to whom, and when they hear next.
func (in *ResetIn) telling(v office.PromiseView, now time.Time) (office.Telling, error) {
	b, cal := in.Body, fixed(v.Calendar)
	t := office.Telling{
		Client: v.Client.ID, Project: v.Promise.ProjectID, Readers: refs[client.ContactID](ofContact, b.ReaderIDs), Channel: notice.Channel(b.Channel),
		Subject: b.Subject, Text: b.Message,
	}
	if len(b.ReaderIDs) == 0 {
		t.Readers = []client.ContactID{client.ContactID(v.Promise.ContactID)}
	}
	w, err := b.DueIn.date().when(now, cal)
	if err != nil {
		return t, err
	}
	t.Moves = []office.Move{{Promise: v.Promise.ID, Version: in.seen(), When: w, Reason: b.Reason, Because: b.Because}}
	if t.Next, err = b.NextIn.date().when(now, cal); err != nil {
		return t, err
	}
	t.At, err = instantOf("at", b.SaidAt)
	return t, err
}

type keepIn struct {
	Keyed
	PromiseIn
	Body *struct {
		At string `json:"at,omitempty" format:"date-time" doc:"Since when the client has it; left out = now"`
	}
}

func (r promiseDesk) keep(ctx context.Context, who office.Actor, in *keepIn) (promiseOut, error) {
	var at time.Time
	if in.Body != nil {
		var err error
		if at, err = instantOf("at", in.Body.At); err != nil {
			return promiseOut{}, err
		}
	}
	return r.after(ctx, who, in.PromiseIn, func(id promise.ID) (promise.Promise, error) { return r.office.Promises.Keep(ctx, who, id, at) })
}

// after does something with a promise and gives it as it stands then.
func (r promiseDesk) after(ctx context.Context, who office.Actor, in PromiseIn, do func(promise.ID) (promise.Promise, error)) (promiseOut, error) {
	id, err := in.id()
	if err != nil {
		return promiseOut{}, err
	}
	if _, err := do(id); err != nil {
		return promiseOut{}, err
	}
	return r.promise(ctx, who, id)
}

// promiseActIn is an act on a promise that needs no words.
type promiseActIn struct {
	Keyed
	PromiseIn
}

func (r promiseDesk) confirm(ctx context.Context, who office.Actor, in *promiseActIn) (promiseOut, error) {
	return r.after(ctx, who, in.PromiseIn, func(id promise.ID) (promise.Promise, error) { return r.office.Promises.Confirm(ctx, who, id) })
}

func (r promiseDesk) reopen(ctx context.Context, who office.Actor, in *promiseActIn) (promiseOut, error) {
	return r.after(ctx, who, in.PromiseIn, func(id promise.ID) (promise.Promise, error) { return r.office.Promises.Reopen(ctx, who, id) })
}

type releaseIn struct {
	Keyed
	PromiseIn
	Body struct {
		Why string `json:"why" doc:"How we know that the client let us off; 500 characters at most"`
	}
}

func (r promiseDesk) release(ctx context.Context, who office.Actor, in *releaseIn) (promiseOut, error) {
	return r.after(ctx, who, in.PromiseIn, func(id promise.ID) (promise.Promise, error) {
		return r.office.Promises.Release(ctx, who, id, in.Body.Why)
	})
}

type handOverIn struct {
	Keyed
	PromiseIn
	Body struct {
		ToID string `json:"to_id" doc:"The member who sees to it from now on"`
	}
}

func (in handOverIn) place(field string) string {
	if field == "owner" {
		return "to_id"
	}
	return ""
}

func (r promiseDesk) handOver(ctx context.Context, who office.Actor, in *handOverIn) (promiseOut, error) {
	return r.after(ctx, who, in.PromiseIn, func(id promise.ID) (promise.Promise, error) {
		return r.office.Promises.HandOver(ctx, who, id, ref[member.ID](ofMember, in.Body.ToID))
	})
}
