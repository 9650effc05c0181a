package api

import (
	"context"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/prompt"
	"kept/worktime"
)

// prompts are what Kept asks of members.
func prompts(s *service) {
	r := promptDesk{s}
	list(s, "/prompts", "list-prompts", "List what you have before you: whom to tell, what to do, what waits on others", r.list)
	one(s, "/prompts/{prompt}", "see-prompt", "See a prompt", r.see)
	act(s, "/prompts/{prompt}/snoozes", "snooze-prompt", "Put a prompt off, three times at most and not past the moment at which it is too late", r.snooze)
	act(s, "/prompts/{prompt}/dismissal", "dismiss-prompt", "Say that a prompt is not needed, and why", r.dismiss)
}

type promptDesk struct{ *service }

// PromptIn names a prompt.
type PromptIn struct {
	Prompt string `path:"prompt"`
}

func (in PromptIn) id() (prompt.ID, error) { return named[prompt.ID](ofPrompt, in.Prompt) }

// promptOut is a prompt as it stands before a member.
type promptOut struct {
	ID           string     `json:"id"`
	Group        *string    `json:"group" enum:"tell,do,waiting" doc:"In your list: whom to tell, what to do, what waits on others or is put off"`
	Rule         string     `json:"rule" enum:"due,broken,silence,undelivered,unconfirmed,absent,unanswered,worried,hand-off,client's turn"`
	Stage        string     `json:"stage" enum:"early,tell,passed,missing"`
	Level        string     `json:"level" enum:"owner,deputy,leader" doc:"How far it has climbed"`
	Sentence     string     `json:"sentence" doc:"What is asked, with names and moments in your zone"`
	Why          string     `json:"why" doc:"Why it matters, and until when it is in time"`
	About        aboutOut   `json:"about"`
	ClientID     *string    `json:"client_id"`
	ClientName   *string    `json:"client_name"`
	ContactName  *string    `json:"contact_name"`
	HolderID     string     `json:"holder_id" doc:"Before whom it stands"`
	OwnerID      string     `json:"owner_id" doc:"Whose obligation it is"`
	ActBy        *time.Time `json:"act_by" doc:"Do it by then and it is in time; null = at once"`
	WhyBy        []string   `json:"act_by_because" nullable:"false" doc:"How that moment was found, a step a line"`
	SnoozeBy     *time.Time `json:"snooze_by" doc:"It cannot be put off further than this; null = not at all"`
	RaisedAt     time.Time  `json:"raised_at"`
	SnoozedUntil *time.Time `json:"snoozed_until"`
	Snoozes      int        `json:"snoozes"`
	Dismissed    *string    `json:"dismissed" doc:"Why it is not needed"`
	SettledAt    *time.Time `json:"settled_at" doc:"null while it is live"`
	Version      int        `json:"version"`
}

func (p promptOut) version() int { return p.Version }

// aboutOut is what a prompt is about.
type aboutOut struct {
	Kind string `json:"kind" enum:"promise,client,project,notice,clock,absence,arrival,mailbox,chases,handoff" doc:"chases = how often a client had to ask, by the client's id"`
	ID   string `json:"id"`
}

func outPrompt(k office.Asked, cal *worktime.Calendar, group string) promptOut {
	kind, id, _ := strings.Cut(k.Obligation, ":")
	out := promptOut{
		ID: string(k.ID), Group: outText(group), Rule: string(k.Rule), Stage: string(k.Stage), Level: k.Level.String(), Sentence: k.Sentence(cal), Why: k.Why(cal),
		About: aboutOut{kind, id}, ClientID: outText(k.ClientID), ClientName: outText(k.ClientName), ContactName: outText(k.Contact),
		HolderID: string(k.Holder), OwnerID: string(k.OwnerID), ActBy: outTime(k.ActBy), WhyBy: texts(k.WhyBy), SnoozeBy: outTime(k.SnoozeBy), RaisedAt: k.RaisedAt,
		SnoozedUntil: outTime(k.SnoozedUntil), Snoozes: k.Snoozes, Dismissed: outText(k.Dismissed), SettledAt: outTime(k.SettledAt), Version: k.Version,
	}
	return out
}

func (r promptDesk) list(ctx context.Context, who office.Actor, _ *struct{}) (listOut[promptOut], error) {
	out := listOut[promptOut]{Items: []promptOut{}}
	_, mine, err := r.office.Settings.Calendars(ctx, who)
	if err != nil {
		return out, err
	}
	h, err := r.office.Prompts.Home(ctx, who)
	if err != nil {
		return out, err
	}
	for _, g := range []struct {
		name string
		of   []office.Asked
	}{{"tell", h.Tell}, {"do", h.Do}, {"waiting", h.Waiting}} {
		for _, k := range g.of {
			out.Items = append(out.Items, outPrompt(k, mine, g.name))
		}
	}
	return out, nil
}

func (r promptDesk) ofClient(ctx context.Context, who office.Actor, in *ClientIn) (listOut[promptOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[promptOut]{}, err
	}
	if _, err := r.office.Clients.Brief(ctx, who, id); err != nil {
		return listOut[promptOut]{}, err
	}
	_, mine, err := r.office.Settings.Calendars(ctx, who)
	if err != nil {
		return listOut[promptOut]{}, err
	}
	all, err := r.office.Prompts.OfClient(ctx, who, id)
	return whole(all, func(k office.Asked) promptOut { return outPrompt(k, mine, "") }), err
}

func (r promptDesk) see(ctx context.Context, who office.Actor, in *PromptIn) (promptOut, error) {
	id, err := in.id()
	if err != nil {
		return promptOut{}, err
	}
	return r.prompt(ctx, who, id)
}

// prompt gives a prompt as it stands now.
func (r promptDesk) prompt(ctx context.Context, who office.Actor, id prompt.ID) (promptOut, error) {
	_, mine, err := r.office.Settings.Calendars(ctx, who)
	if err != nil {
		return promptOut{}, err
	}
	k, err := r.office.Prompts.One(ctx, who, id)
	if err != nil {
		return promptOut{}, err
	}
	return outPrompt(k, mine, ""), nil
}

type snoozeIn struct {
	Keyed
	PromptIn
	Body newSnooze
}

type newSnooze struct {
	UntilAt string `json:"until_at,omitempty" format:"date-time" doc:"Until this moment; or:"`
	Until   string `json:"until,omitempty" doc:"What people type, read in your calendar: tomorrow 9am, in 2 working hours"`
}

func (in snoozeIn) place(field string) string {
	if field == "until" && in.Body.UntilAt != "" {
		return "until_at"
	}
	return ""
}

func (r promptDesk) snooze(ctx context.Context, who office.Actor, in *snoozeIn) (promptOut, error) {
	id, err := in.id()
	if err != nil {
		return promptOut{}, err
	}
	_, mine, err := r.office.Settings.Calendars(ctx, who)
	if err != nil {
		return promptOut{}, err
	}
	w, err := dateIn{name: "until", at: in.Body.UntilAt, text: in.Body.Until}.when(r.office.Watch.Now(), fixed(mine))
	if err != nil {
		return promptOut{}, err
	}
	until := w.At
	if opens, ok := mine.Opens(w.Day); ok && !w.Day.IsZero() {
		until = opens // a day is meant from its opening on
	} else if !w.Day.IsZero() {
		return promptOut{}, fault.Field("until", "Your office is closed on that day. Name a moment.")
	}
	if err := r.office.Prompts.Snooze(ctx, who, id, until); err != nil {
		return promptOut{}, err
	}
	return r.prompt(ctx, who, id)
}

type dismissIn struct {
	Keyed
	PromptIn
	Body dismissal
}

type dismissal struct {
	Because string `json:"because" doc:"Why it is not needed; 300 characters at most"`
}

func (r promptDesk) dismiss(ctx context.Context, who office.Actor, in *dismissIn) (promptOut, error) {
	id, err := in.id()
	if err != nil {
		return promptOut{}, err
	}
	if err := r.office.Prompts.Dismiss(ctx, who, id, in.Body.Because); err != nil {
		return promptOut{}, err
	}
	return r.prompt(ctx, who, id)
}
