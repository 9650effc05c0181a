package api

import (
	"context"
	"net/http"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// promises are making, finding and editing promises; what is done with them
// afterwards is in [promiseActs].
func promises(s *service) {
	r := promiseDesk{s}
	list(s, "/promises", "list-promises", "List promises by date", r.listPromises)
	create(s, "/promises", "make-promise", "Make a promise", r.makePromise)
	one(s, "/promises/{promise}", "see-promise", "See a promise with every date it had", func(ctx context.Context, who office.Actor, in *PromiseIn) (promiseOut, error) {
		id, err := in.id()
		if err != nil {
			return promiseOut{}, err
		}
		return s.promise(ctx, who, id)
	})
	edit(s, operation(http.MethodPatch, "/promises/{promise}", "edit-promise", "Edit what the client was not told of yet"), r.editPromise)
	drop(s, "/promises/{promise}", "undo-promise", "Undo the making of a promise: for ten seconds, by its maker, while nothing of it has left", func(ctx context.Context, who office.Actor, in *PromiseIn) error {
		id, err := in.id()
		if err != nil {
			return err
		}
		return s.office.Promises.Undo(ctx, who, id)
	})
	look(s, "/promises/{promise}/explanation", "explain-promise", "How the last good moment to tell the client was found", r.explain)
	look(s, "/promises/{promise}/notices", "list-notices-of-promise", "List the notices that told of a promise", r.noticesOfPromise)
	look(s, "/promises/{promise}/journal", "list-journal-of-promise", "List what was done with a promise, the newest line first, at most 50", r.journalOfPromise)
}

// promiseDesk are the handlers of promises.
type promiseDesk struct{ *service }

// PromiseIn names a promise.
type PromiseIn struct {
	Promise string `path:"promise"`
}

func (in PromiseIn) id() (promise.ID, error) { return named[promise.ID](ofPromise, in.Promise) }

type newPromiseIn struct {
	Keyed
	Body NewPromise
}

// NewPromise is a promise that is made.
type NewPromise struct {
	ClientID  string `json:"client_id"`
	ContactID string `json:"contact_id" doc:"To whom it is promised"`
	ProjectID string `json:"project_id,omitempty"`
	StepID    string `json:"step_id,omitempty" doc:"The step of the project's plan on which it hangs"`
	Because   string `json:"because,omitempty" doc:"Why it is promised although its chance is low; refused without it then. For the journal"`
	OwnerID   string `json:"owner_id,omitempty" doc:"Who sees to it; left out or me = whose token it is"`
	Kind      string `json:"kind" enum:"deliverable,proposal,answer,fix,update,next contact,appointment"`
	Words     string `json:"words" doc:"What is promised, in the words used; 500 characters at most"`
	Source    string `json:"source,omitempty" doc:"Where it was said; 200 characters at most"`
	DueIn
	Told    string `json:"told,omitempty" enum:"mail,said,not yet" default:"not yet" doc:"How the client knows: a notice by mail goes to them now, you told them yourself, or not yet"`
	Message string `json:"message,omitempty" doc:"With mail: what they read besides the date"`
}

func (in newPromiseIn) place(field string) string { return in.Body.place(field) }

func (in NewPromise) place(field string) string {
	switch field {
	case "due":
		return in.date().field()
	case "how":
		return "told"
	}
	return ""
}

// how gives how the client knows of a promise.
func (in NewPromise) how() office.How {
	switch in.Told {
	case "mail":
		return office.ByMail
	case "said":
		return office.SaidSelf
	}
	return office.NotYet
}

func (in NewPromise) promise(who office.Actor, w promise.When) office.NewPromise {
	return office.NewPromise{
		Client: ref[client.ID](ofClient, in.ClientID), Project: ref[string](ofProject, in.ProjectID), Contact: ref[client.ContactID](ofContact, in.ContactID),
		Step: ref[plan.ID](ofStep, in.StepID), Because: in.Because, Owner: memberRef(who, in.OwnerID), Kind: promise.Kind(in.Kind), Words: in.Words, Source: in.Source, When: w, How: in.how(), Message: in.Message,
	}
}

func (s promiseDesk) makePromise(ctx context.Context, who office.Actor, in *newPromiseIn) (promiseOut, error) {
	w, err := s.whenFor(ctx, who, ref[client.ID](ofClient, in.Body.ClientID), in.Body.date())
	if err != nil {
		return promiseOut{}, err
	}
	v, err := s.office.Promises.MakeBrief(ctx, who, in.Body.promise(who, w))
	if err != nil {
		return promiseOut{}, err
	}
	return outPromiseView(v), nil
}

type promiseEditIn struct {
	PromiseIn
	IfMatch
	Body promiseEdit
}

type promiseEdit struct {
	Kind      *string `json:"kind,omitempty" enum:"deliverable,proposal,answer,fix,update,next contact,appointment"`
	Words     *string `json:"words,omitempty"`
	Source    *string `json:"source,omitempty"`
	ContactID *string `json:"contact_id,omitempty"`
	ProjectID *string `json:"project_id,omitempty" doc:"An empty text = for the client at large"`
	StepID    *string `json:"step_id,omitempty" doc:"An empty text = it hangs on none. Changes after the client was told, too"`
	OwnerID   *string `json:"owner_id,omitempty"`
	DueIn
}

func (in promiseEditIn) place(field string) string {
	return NewPromise{DueIn: in.Body.DueIn}.place(field)
}

func (in promiseEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	id, err := in.id()
	if err != nil {
		return nil, err
	}
	return s.promise(ctx, who, id)
}

func (s promiseDesk) editPromise(ctx context.Context, who office.Actor, in *promiseEditIn) (promiseOut, error) {
	id, err := in.id()
	if err != nil {
		return promiseOut{}, err
	}
	b := in.Body
	if err := nothing(b != promiseEdit{}); err != nil {
		return promiseOut{}, err
	}
	e := promise.Editing{Words: b.Words, Source: b.Source}
	if b.Kind != nil {
		k := promise.Kind(*b.Kind)
		e.Kind = &k
	}
	if b.ContactID != nil {
		k := ref[string](ofContact, *b.ContactID)
		e.ContactID = &k
	}
	if b.ProjectID != nil {
		k := ref[string](ofProject, *b.ProjectID)
		e.ProjectID = &k
	}
	if b.StepID != nil {
		k := ref[string](ofStep, *b.StepID)
		e.StepID = &k
	}
	if b.OwnerID != nil {
		k := memberRef(who, *b.OwnerID)
		e.OwnerID = &k
	}
	if (b.DueIn != DueIn{}) {
		w, err := s.whenOf(ctx, who, id, b.date())
		if err != nil {
			return promiseOut{}, err
		}
		e.When = &w
	}
	if _, err := s.office.Promises.Edit(ctx, who, id, in.seen(), e); err != nil {
		return promiseOut{}, err
	}
	return s.promise(ctx, who, id)
}

// whenOf reads a date for the client of a promise.
func (s *service) whenOf(ctx context.Context, who office.Actor, id promise.ID, d dateIn) (promise.When, error) {
	return d.when(s.office.Watch.Now(), func() (*worktime.Calendar, error) {
		v, err := s.office.Promises.Brief(ctx, who, id)
		return v.Calendar, err
	})
}

type promisesIn struct {
	PageIn
	State    string `query:"state" enum:"open,kept,released,withdrawn" default:"open"`
	Order    string `query:"order" enum:"earliest,latest" default:"earliest" doc:"Which date comes first"`
	OwnerID  string `query:"owner_id" doc:"Of one member; me = whose token it is"`
	ClientID string `query:"client_id" doc:"Of one client; with owner_id, owner_id alone counts"`
}

// promiseRow is a promise in a list.
type promiseRow struct {
	ID          string    `json:"id"`
	ClientID    string    `json:"client_id"`
	ClientName  string    `json:"client_name"`
	ProjectID   *string   `json:"project_id"`
	ContactName string    `json:"contact_name"`
	OwnerID     string    `json:"owner_id"`
	Kind        string    `json:"kind"`
	Words       string    `json:"words"`
	State       string    `json:"state"`
	DueOn       *string   `json:"due_on" format:"date" doc:"The day, when a day was promised"`
	DueAt       time.Time `json:"due_at"`
	Outcome     *string   `json:"outcome"`
	Confirmed   bool      `json:"confirmed"`
	Resets      int       `json:"resets" doc:"How often it got a new date"`
}

func outPromiseRow(r store.PromiseRow) promiseRow {
	return promiseRow{
		ID: string(r.ID), ClientID: string(r.ClientID), ClientName: r.ClientName, ProjectID: outText(r.ProjectID), ContactName: r.ContactName, OwnerID: string(r.OwnerID),
		Kind: string(r.Kind), Words: r.Words, State: string(r.State), DueOn: outDay(r.Day), DueAt: r.DueAt, Outcome: outText(r.Outcome), Confirmed: r.Confirmed, Resets: r.Resets,
	}
}

func (s promiseDesk) listPromises(ctx context.Context, who office.Actor, in *promisesIn) (listOut[promiseRow], error) {
	kind := "promises " + in.Order
	after, err := in.afterPlace(kind)
	if err != nil {
		return listOut[promiseRow]{}, err
	}
	f := office.Filter{
		State: promise.State(in.State), Owner: memberRef(who, in.OwnerID), Client: ref[client.ID](ofClient, in.ClientID), Part: store.Slice{After: after, Limit: in.Limit + 1},
	}
	find := s.office.Promises.List
	if in.Order == "latest" {
		find = s.office.Promises.Latest
	}
	rows, err := find(ctx, who, f)
	if err != nil {
		return listOut[promiseRow]{}, err
	}
	return part(rows, in.Limit, func(r store.PromiseRow) cursor { return placeCursor(kind, r.DueAt, string(r.ID)) }, outPromiseRow), nil
}

// explanationOut is how a promise's tell_by was found.
type explanationOut struct {
	TellBy *time.Time `json:"tell_by"`
	Steps  []string   `json:"steps" nullable:"false" doc:"A step a line"`
}

func (s promiseDesk) explain(ctx context.Context, who office.Actor, in *PromiseIn) (explanationOut, error) {
	id, err := in.id()
	if err != nil {
		return explanationOut{}, err
	}
	v, err := s.office.Promises.View(ctx, who, id)
	if err != nil || v.Promise.State != promise.Open {
		return explanationOut{Steps: []string{}}, err
	}
	return explanationOut{outTime(v.TellBy), texts(v.WhyBy)}, nil
}

func (s promiseDesk) noticesOfPromise(ctx context.Context, who office.Actor, in *PromiseIn) (listOut[noticeOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[noticeOut]{}, err
	}
	v, err := s.office.Promises.View(ctx, who, id)
	return whole(v.Notices, outNotice), err
}

func (s promiseDesk) journalOfPromise(ctx context.Context, who office.Actor, in *PromiseIn) (listOut[lineOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[lineOut]{}, err
	}
	v, err := s.office.Promises.View(ctx, who, id)
	return whole(v.Journal, outLine), err
}
