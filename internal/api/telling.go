package api

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// tellings are what a client is told in one act.
func tellings(s *service) {
	r := tellingDesk{s}
	act(s, "/clients/{client}/tellings", "tell-client", "Tell a client: a word, dates moved, promises kept, and when they hear next, in one message", r.tell)
	act(s, "/clients/{client}/drafts", "draft-telling", "See what the readers of a telling would read, word for word; nothing is kept, nothing leaves", r.draft)
	drop(s, "/tellings/{telling}", "undo-telling", "Undo a telling while nothing of it has left: until its undo_by", r.undo)
}

type tellingDesk struct{ *service }

// NewTellingIn is a telling to a client, as it is asked for.
type NewTellingIn struct {
	Keyed
	ClientIn
	Body newTelling
}

type newTelling struct {
	ProjectID string    `json:"project_id,omitempty"`
	ReaderIDs []string  `json:"reader_ids" nullable:"false" doc:"Contacts who are told; fifty at most"`
	Channel   string    `json:"channel,omitempty" enum:"mail,call,meeting" default:"mail" doc:"With call or meeting it was said already"`
	SaidAt    string    `json:"said_at,omitempty" format:"date-time" doc:"When it was said; left out = now"`
	Subject   string    `json:"subject,omitempty" doc:"Left out = taken from what it is about; 200 characters at most"`
	Text      string    `json:"text,omitempty" doc:"What there is to tell; 20000 characters at most"`
	Moves     []newMove `json:"moves,omitempty" nullable:"false" doc:"Promises that get a new date"`
	Plan      bool      `json:"plan,omitempty" doc:"Tell of the project's plan as it is forecast now: each step whose dates the client does not know yet. Wants project_id, and a text where a date that they know moves"`
	KeptIDs   []string  `json:"kept_ids,omitempty" nullable:"false" doc:"Promises that are done with this"`
	NextIn
	NextOwnerID string `json:"next_owner_id,omitempty" doc:"Who sees to the next contact; left out = who looks after the client"`
}

// newMove is a promise that gets a new date in a telling.
type newMove struct {
	PromiseID string `json:"promise_id"`
	Version   int    `json:"version,omitempty" doc:"The version that was seen: the telling is refused when somebody was faster"`
	DueIn
	Reason  string `json:"reason" doc:"Why it moves; the client reads it"`
	Because string `json:"because,omitempty" doc:"Why this date although its chance is low; refused without it then. For the journal"`
}

// tellingPlaces are the fields of a telling that have another name here.
var tellingPlaces = map[string]string{"readers": "reader_ids", "text": "message", "at": "said_at", "owner": "next_owner_id"}

func (in NewTellingIn) place(field string) string {
	switch field {
	case "next":
		return in.Body.NextIn.date().field()
	case "text":
		return field
	case "due", "reason":
		return "moves." + field
	}
	return tellingPlaces[field]
}

// tellingOut is a telling that was done.
type tellingOut struct {
	ID        string     `json:"id"`
	ClientID  string     `json:"client_id"`
	NoticeIDs []string   `json:"notice_ids" nullable:"false" doc:"One for each reader"`
	UndoBy    *time.Time `json:"undo_by" doc:"Until then it can be undone; null = it cannot"`
	Next      DateOut    `json:"next" doc:"When the client hears from us next"`
}

func outTelling(told office.Told, t office.Telling, cal *worktime.Calendar) tellingOut {
	out := tellingOut{ID: told.ID, ClientID: string(t.Client), NoticeIDs: texts(told.Notices), UndoBy: outTime(told.UndoBy), Next: outDate(t.Next, cal)}
	return out
}

// texts writes ids.
func texts[T ~string](ids []T) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, string(id))
	}
	return out
}

// fixed gives a calendar that is there already.
func fixed(cal *worktime.Calendar) func() (*worktime.Calendar, error) {
	return func() (*worktime.Calendar, error) { return cal, nil }
}

func (r tellingDesk) tell(ctx context.Context, who office.Actor, in *NewTellingIn) (tellingOut, error) {
	t, cal, err := r.read(ctx, who, in)
	if err != nil {
		return tellingOut{}, err
	}
	told, err := r.office.Notices.Tell(ctx, who, t)
	if err != nil {
		return tellingOut{}, err
	}
	return outTelling(told, t, cal), nil
}

// read reads what is to be told, and gives the client's calendar.
func (r tellingDesk) read(ctx context.Context, who office.Actor, in *NewTellingIn) (office.Telling, *worktime.Calendar, error) {
	id, err := in.id()
	if err != nil {
		return office.Telling{}, nil, err
	}
	v, err := r.office.Clients.Brief(ctx, who, id)
	if err != nil {
		return office.Telling{}, nil, err
	}
	t, err := in.Body.telling(who, id, v.Calendar, r.office.Watch.Now())
	return t, v.Calendar, err
}

// tellingDraftIn is a telling that is only tried.
type tellingDraftIn struct{ NewTellingIn }

func (in tellingDraftIn) dry() bool { return true }

// draftOut is what a telling would say.
type draftOut struct {
	From     *string  `json:"from" doc:"As the reader's mail program shows it; null = it was said"`
	To       []string `json:"to" nullable:"false" doc:"The readers, by name"`
	Subject  string   `json:"subject"`
	Text     string   `json:"text" doc:"To the first reader, word for word"`
	Language string   `json:"language"`
	Next     DateOut  `json:"next" doc:"When the client hears from us next"`
}

func outDraft(d office.Draft, t office.Telling, cal *worktime.Calendar) draftOut {
	return draftOut{outText(d.From), texts(d.To), d.Subject, d.Text, d.Language, outDate(t.Next, cal)}
}

func (r tellingDesk) draft(ctx context.Context, who office.Actor, in *tellingDraftIn) (draftOut, error) {
	t, cal, err := r.read(ctx, who, &in.NewTellingIn)
	if err != nil {
		return draftOut{}, err
	}
	d, err := r.office.Notices.Preview(ctx, who, t)
	return outDraft(d, t, cal), err
}

// telling reads what is to be told.
func (b newTelling) telling(who office.Actor, of client.ID, cal *worktime.Calendar, now time.Time) (office.Telling, error) {
	t := office.Telling{
		Client: of, Project: ref[string](ofProject, b.ProjectID), Readers: refs[client.ContactID](ofContact, b.ReaderIDs), Channel: notice.Channel(b.Channel),
		Subject: b.Subject, Text: b.Text, Plan: b.Plan, Keeps: refs[promise.ID](ofPromise, b.KeptIDs), Owner: memberRef(who, b.NextOwnerID),
	}
	var err error
	if t.At, err = instantOf("at", b.SaidAt); err != nil {
		return t, err
	}
	if t.Next, err = b.NextIn.date().when(now, fixed(cal)); err != nil {
		return t, err
	}
	t.Moves, err = movesOf(b.Moves, cal, now)
	return t, err
}

func movesOf(in []newMove, cal *worktime.Calendar, now time.Time) ([]office.Move, error) {
	var out []office.Move
	for _, m := range in {
		w, err := m.date().when(now, fixed(cal))
		if err != nil {
			return nil, err
		}
		out = append(out, office.Move{Promise: ref[promise.ID](ofPromise, m.PromiseID), Version: m.Version, When: w, Reason: m.Reason, Because: m.Because})
	}
	return out, nil
}

type tellingIn struct {
	Telling string `path:"telling"`
}

func (r tellingDesk) undo(ctx context.Context, who office.Actor, in *tellingIn) error {
	id, err := named[string](ofTelling, in.Telling)
	if err != nil {
		return err
	}
	return r.office.Notices.Undo(ctx, who, id)
}
