package api

import (
	"context"
	"net/http"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// handOffs are what promises and steps need from others.
func handOffs(s *service) {
	r := handOffDesk{s}
	list(s, "/hand-offs", "list-hand-offs", "List hand-offs, the newest first: all, or those of a promise, a step, a project, a client, an owner, a party or a state", r.list)
	create(s, "/hand-offs", "ask-hand-off", "Ask somebody for what a promise or a step needs; he is mailed, and reminded until he answers", r.ask)
	one(s, "/hand-offs/{handoff}", "see-hand-off", "See a hand-off", r.see)
	edit(s, operation(http.MethodPatch, "/hand-offs/{handoff}", "edit-hand-off", "Set by hand when it is needed"), r.edit)
	act(s, "/hand-offs/{handoff}/answers", "answer-hand-off", "Write down what was answered", r.answer)
	act(s, "/hand-offs/{handoff}/replies", "reply-to-hand-off", "Write down what somebody of the client answered to a question or an approval; a later answer stands, and the former stays to be read", r.reply)
	list(s, "/hand-offs/{handoff}/replies", "list-replies", "List what was answered to a question or an approval, the oldest first: who, when, by which way, the exact words, and to which version of the text", r.replies)
	act(s, "/hand-offs/{handoff}/reminders", "remind-of-hand-off", "Remind whoever was asked now; it counts as one of the reminders that there may be", r.remind)
	act(s, "/hand-offs/{handoff}/withdrawal", "withdraw-hand-off", "Say that it is not needed any more", r.withdraw)
}

type handOffDesk struct{ *service }

// HandOffIn names a hand-off.
type HandOffIn struct {
	HandOff string `path:"handoff"`
}

func (in HandOffIn) id() (handoff.ID, error) { return named[handoff.ID](ofHandOff, in.HandOff) }

// handOffOut is a hand-off.
type handOffOut struct {
	ID          string     `json:"id"`
	ClientID    string     `json:"client_id"`
	ProjectID   *string    `json:"project_id"`
	PromiseID   *string    `json:"promise_id" doc:"What waits; null = a step alone, or a project"`
	Kind        string     `json:"kind" enum:"work,question,approval"`
	Options     []string   `json:"options" nullable:"false" doc:"Of a question: what it offers to choose of"`
	Shown       *string    `json:"shown" doc:"Of an approval: what is approved, word for word, fixed when it was asked"`
	ShownHash   *string    `json:"shown_hash" doc:"The SHA-256 of it"`
	StepID      *string    `json:"step_id"`
	For         string     `json:"for" doc:"The promise or the step, in its words"`
	OwnerID     string     `json:"owner_id" doc:"Who is told of the answer, and asked to tell the client"`
	Party       partyOut   `json:"party" doc:"Who was asked"`
	PartyName   string     `json:"party_name"`
	Email       *string    `json:"email" doc:"Of a third party"`
	Words       string     `json:"words"`
	Why         *string    `json:"why"`
	WorkSeconds int64      `json:"work_seconds" doc:"The owner's own work after it, in his working time"`
	NeedBy      time.Time  `json:"need_by_at"`
	ToldBy      time.Time  `json:"told_by_at" doc:"The moment that whoever was asked was told last, and sees; another one is told with the next mail"`
	ByHand      bool       `json:"need_by_hand" doc:"A person has set that moment; else it is worked back from the client's date and follows it"`
	State       string     `json:"state" enum:"asked,accepted,declined,another date,stuck,done,withdrawn"`
	Over        bool       `json:"over" doc:"Nothing is wanted any more: it is over itself, or what waited is"`
	AskedAt     time.Time  `json:"asked_at"`
	AnsweredAt  *time.Time `json:"answered_at"`
	Offered     *string    `json:"offered_on"`
	Said        *string    `json:"said"`
	Reminders   int        `json:"reminders" doc:"How many were sent"`
	RemindedAt  *time.Time `json:"reminded_at"`
	DoneAt      *time.Time `json:"done_at"`
	BouncedAt   *time.Time `json:"bounced_at" doc:"When the mail that asked came back; null = it did not, or something was sent since"`
	Proof       *string    `json:"proof" doc:"What their mail server said then"`
	Version     int        `json:"version"`
}

func (h handOffOut) version() int { return h.Version }
func (h handOffOut) path() string { return "/hand-offs/" + h.ID }

func outHandOff(r office.HandOffRow) handOffOut {
	h := r.HandOff
	return handOffOut{
		ID: string(h.ID), Kind: kindOut(h.Kind), Options: append([]string{}, h.Choices()...), Shown: outText(h.Shown), ShownHash: outText(h.ShownHash()), ClientID: h.ClientID, ProjectID: outText(h.ProjectID), PromiseID: outText(h.PromiseID), StepID: outText(h.StepID), For: r.For, OwnerID: string(h.OwnerID),
		Party: partyOut{string(h.Party.Side), h.Party.ID, h.Party.Name}, PartyName: r.PartyName, Email: outText(h.Email), Words: h.Words, Why: outText(h.Why),
		WorkSeconds: int64(h.Work / time.Second), NeedBy: h.NeedBy.UTC(), ToldBy: h.ToldBy.UTC(), ByHand: h.ByHand, State: string(h.State), Over: r.Over, AskedAt: h.AskedAt.UTC(), AnsweredAt: outTime(h.AnsweredAt),
		Offered: outDay(h.Offered), Said: outText(h.Said), Reminders: h.Reminders, RemindedAt: outTime(h.RemindedAt), DoneAt: outTime(h.DoneAt), BouncedAt: outTime(h.BouncedAt), Proof: outText(h.Proof), Version: h.Version,
	}
}

type handOffsIn struct {
	PageIn
	PromiseID string `query:"promise_id" doc:"Of one promise, two hundred at most, in one part"`
	StepID    string `query:"step_id" doc:"Of one step, two hundred at most, in one part"`
	ProjectID string `query:"project_id"`
	ClientID  string `query:"client_id"`
	OwnerID   string `query:"owner_id" doc:"\"me\" is you"`
	PartyID   string `query:"party_id" doc:"Asked of this member or contact; \"me\" is you"`
	State     string `query:"state" enum:"asked,accepted,declined,another date,stuck,done,withdrawn"`
}

func (r handOffDesk) list(ctx context.Context, who office.Actor, in *handOffsIn) (listOut[handOffOut], error) {
	c, err := in.after("hand-offs", 1)
	if err != nil {
		return listOut[handOffOut]{}, err
	}
	f := office.HandOffFilter{
		Promise: ref[promise.ID](ofPromise, in.PromiseID), Step: ref[plan.ID](ofStep, in.StepID), Project: ref[client.ProjectID](ofProject, in.ProjectID),
		Client: ref[client.ID](ofClient, in.ClientID), Owner: memberRef(who, in.OwnerID), Party: partyRef(who, in.PartyID), State: handoff.State(in.State), Part: store.HandOffSlice{Limit: in.Limit + 1},
	}
	if c != nil {
		f.Part.Before = handoff.ID(c[0])
	}
	rows, err := r.office.HandOffs.List(ctx, who, f)
	if err != nil {
		return listOut[handOffOut]{}, err
	}
	if in.PromiseID != "" || in.StepID != "" {
		return whole(rows, outHandOff), nil
	}
	return part(rows, in.Limit, func(h office.HandOffRow) cursor { return cursor{"hand-offs", string(h.ID)} }, outHandOff), nil
}

// partyRef is [ref] for a member or a contact, where "me" is the actor.
func partyRef(who office.Actor, raw string) string {
	switch {
	case raw == "me":
		return string(who.Member)
	case raw == "":
		return ""
	case len(raw) > 3 && raw[:3] == ofContact:
		return ref[string](ofContact, raw)
	}
	return ref[string](ofMember, raw)
}

type newHandOffIn struct {
	Keyed
	Body newHandOff
}

// newHandOff is what somebody is asked for.
type newHandOff struct {
	PromiseID   string   `json:"promise_id,omitempty" doc:"What waits on it; or:"`
	StepID      string   `json:"step_id,omitempty"`
	ProjectID   string   `json:"project_id,omitempty" doc:"Of a question or an approval about neither"`
	Kind        string   `json:"kind,omitempty" enum:"work,question,approval" doc:"Left out = work. A question or an approval is put to a contact of the client"`
	Options     []string `json:"options,omitempty" doc:"Of a question: two to eight answers to choose of, 120 characters each"`
	Shown       string   `json:"shown,omitempty" doc:"Of an approval: what is approved, word for word; 8000 characters at most"`
	Party       partyOut `json:"party" doc:"Who is asked: a member, a contact of the client or a third party"`
	Email       string   `json:"email,omitempty" doc:"Of a third party"`
	Words       string   `json:"words" doc:"What is needed; 300 characters at most"`
	Why         string   `json:"why,omitempty" doc:"Why it matters; 500 characters at most"`
	WorkSeconds *int64   `json:"work_seconds,omitempty" minimum:"0" maximum:"1152000" doc:"Your own work after it, in your working time; left out = half a working day"`
	NeedBy      string   `json:"need_by_at,omitempty" format:"date-time" doc:"Left out = worked back from the client's date"`
}

func (in newHandOffIn) place(field string) string {
	switch field {
	case "promise":
		return "promise_id"
	case "step":
		return "step_id"
	case "project":
		return "project_id"
	case "need_by":
		return "need_by_at"
	case "work":
		return "work_seconds"
	case "party_name":
		return "party.name"
	}
	return ""
}

func (r handOffDesk) ask(ctx context.Context, who office.Actor, in *newHandOffIn) (handOffOut, error) {
	b := in.Body
	n := office.NewHandOff{
		Promise: ref[promise.ID](ofPromise, b.PromiseID), Step: ref[plan.ID](ofStep, b.StepID), Party: plan.Party{Side: plan.Side(b.Party.Side), ID: partyRef(who, b.Party.ID), Name: b.Party.Name},
		Email: b.Email, Words: b.Words, Why: b.Why, Project: ref[client.ProjectID](ofProject, b.ProjectID), Kind: kindIn(b.Kind), Options: b.Options, Shown: b.Shown,
	}
	if b.WorkSeconds != nil {
		work := time.Duration(*b.WorkSeconds) * time.Second
		n.Work = &work
	}
	var err error
	if n.NeedBy, err = instantOf("need_by", b.NeedBy); err != nil {
		return handOffOut{}, err
	}
	h, err := r.office.HandOffs.Ask(ctx, who, n)
	if err != nil {
		return handOffOut{}, err
	}
	return r.of(ctx, who, h.ID)
}

func (r handOffDesk) of(ctx context.Context, who office.Actor, id handoff.ID) (handOffOut, error) {
	v, err := r.office.HandOffs.View(ctx, who, id)
	return outHandOff(v.HandOffRow), err
}

func (r handOffDesk) see(ctx context.Context, who office.Actor, in *HandOffIn) (handOffOut, error) {
	id, err := in.id()
	if err != nil {
		return handOffOut{}, err
	}
	return r.of(ctx, who, id)
}

type handOffEditIn struct {
	HandOffIn
	IfMatch
	Body handOffEdit
}

type handOffEdit struct {
	NeedBy string `json:"need_by_at,omitempty" format:"date-time" doc:"When it is needed"`
}

func (in handOffEditIn) place(field string) string { return newHandOffIn{}.place(field) }

func (in handOffEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return handOffDesk{s}.see(ctx, who, &in.HandOffIn)
}

func (r handOffDesk) edit(ctx context.Context, who office.Actor, in *handOffEditIn) (handOffOut, error) {
	id, err := in.id()
	if err != nil {
		return handOffOut{}, err
	}
	if err := nothing(in.Body != handOffEdit{}); err != nil {
		return handOffOut{}, err
	}
	by, err := instantOf("need_by", in.Body.NeedBy)
	if err != nil {
		return handOffOut{}, err
	}
	if _, err := r.office.HandOffs.Need(ctx, who, id, in.seen(), by); err != nil {
		return handOffOut{}, err
	}
	return r.of(ctx, who, id)
}

type handOffAnswerIn struct {
	Keyed
	HandOffIn
	Body handOffAnswer
}

type handOffAnswer struct {
	Answer string `json:"answer" enum:"accepted,declined,another date,done,stuck"`
	On     string `json:"on,omitempty" format:"date" doc:"With another date"`
	Said   string `json:"said,omitempty" doc:"In their words; 500 characters at most"`
}

func (in handOffAnswerIn) place(field string) string {
	if field == "day" {
		return "on"
	}
	return ""
}

func (r handOffDesk) answer(ctx context.Context, who office.Actor, in *handOffAnswerIn) (handOffOut, error) {
	id, err := in.id()
	if err != nil {
		return handOffOut{}, err
	}
	a := handoff.Answer{State: handoff.State(in.Body.Answer), Said: in.Body.Said}
	if in.Body.On != "" {
		if a.Day, err = worktime.ParseDay(in.Body.On); err != nil {
			return handOffOut{}, fault.Field("day", "Write the day as YYYY-MM-DD.")
		}
	}
	if _, err := r.office.HandOffs.Answer(ctx, who, id, 0, a); err != nil {
		return handOffOut{}, err
	}
	return r.of(ctx, who, id)
}

type handOffRemindIn struct {
	Keyed
	HandOffIn
	Body *handOffReminder `required:"false"`
}

type handOffReminder struct {
	Email string `json:"email,omitempty" doc:"Another address of a third party, to which it is sent from now on"`
}

func (r handOffDesk) remind(ctx context.Context, who office.Actor, in *handOffRemindIn) (handOffOut, error) {
	id, err := in.id()
	if err != nil {
		return handOffOut{}, err
	}
	email := ""
	if in.Body != nil {
		email = in.Body.Email
	}
	if _, err := r.office.HandOffs.Remind(ctx, who, id, 0, email); err != nil {
		return handOffOut{}, err
	}
	return r.of(ctx, who, id)
}

type handOffWithdrawIn struct {
	Keyed
	HandOffIn
	Body *handOffWithdrawal `required:"false"`
}

type handOffWithdrawal struct {
	Because string `json:"because,omitempty" doc:"500 characters at most"`
}

func (r handOffDesk) withdraw(ctx context.Context, who office.Actor, in *handOffWithdrawIn) (handOffOut, error) {
	id, err := in.id()
	if err != nil {
		return handOffOut{}, err
	}
	because := ""
	if in.Body != nil {
		because = in.Body.Because
	}
	if _, err := r.office.HandOffs.Withdraw(ctx, who, id, 0, because); err != nil {
		return handOffOut{}, err
	}
	return r.of(ctx, who, id)
}
