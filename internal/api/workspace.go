package api

import (
	"context"
	"net/http"
	"time"

	"kept/handoff"
	"kept/internal/office"
	"kept/promise"
	"kept/prompt"
	"kept/workspace"
	"kept/worktime"
)

// workspaces is the one workspace of the token.
func workspaces(s *service) {
	r := workspaceDesk{s}
	one(s, "/workspace", "see-workspace", "See the workspace", r.see)
	edit(s, operation(http.MethodPatch, "/workspace", "edit-workspace", "Edit the workspace; its office hours are at /calendars/workspace, its standards at /standards"), r.edit)
	look(s, "/workspace/host", "see-host", "See the address of the clients' pages, and whether it is proven", r.host)
	act(s, "/workspace/host", "give-host", "Give the clients' pages an address of their own; it is used once the DNS proves it", r.giveHost)
	act(s, "/workspace/host/check", "check-host", "Ask the name servers whether the address is proven, once a minute at most", r.checkHost)
	drop(s, "/workspace/host", "drop-host", "Take the address of the clients' pages away", r.dropHost)
	act(s, "/workspace/mail-pause", "pause-mail", "Hold back all mail that would leave", r.pause)
	drop(s, "/workspace/mail-pause", "release-mail", "Let mail leave again", r.release)
}

type workspaceDesk struct{ *service }

// workspaceOut is a firm that uses Kept.
type workspaceOut struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Accent     *string     `json:"accent" doc:"The firm's colour, like #2f6f4f; null = Kept's own"`
	LogoID     *string     `json:"logo_id"`
	MailFrom   *string     `json:"mail_from" doc:"The address that clients see; null = the server's"`
	MailPaused bool        `json:"mail_paused" doc:"Nothing leaves until a person releases it"`
	Zone       string      `json:"zone"`
	Policy     policyJSON  `json:"policy"`
	Inbox      inboxOut    `json:"inbox"`
	HandOffs   remindJSON  `json:"hand_offs"`
	Updates    newsJSON    `json:"updates"`
	Ratings    ratingsJSON `json:"ratings"`
	PageMonths int         `json:"page_months" doc:"For so many months the page of a past client can be read"`
	MadeAt     time.Time   `json:"made_at"`
	Version    int         `json:"version"`
}

func (w workspaceOut) version() int { return w.Version }

// inboxOut is how a firm takes what clients say.
type inboxOut struct {
	Acknowledges bool    `json:"acknowledges" doc:"An acknowledgement goes out by itself"`
	ReceptionID  *string `json:"reception_id" doc:"Who looks after those who are not known yet; null = the first owner of the workspace"`
	Chases       int     `json:"chases" doc:"So many chases within thirty days worry a client's leader"`
}

// ratingsJSON is what a firm asks its clients about its work.
type ratingsJSON struct {
	Asks  bool `json:"asks" doc:"Whoever was promised a deliverable is asked how content he is with it"`
	Every int  `json:"every_days" minimum:"1" maximum:"366" doc:"So many days pass at least before the same contact is asked again"`
}

// inboxEdit changes what it names of how a firm takes what clients say.
type inboxEdit struct {
	Acknowledges *bool   `json:"acknowledges,omitempty"`
	ReceptionID  *string `json:"reception_id,omitempty" doc:"An empty text = the first owner of the workspace"`
	Chases       *int    `json:"chases,omitempty" minimum:"1" maximum:"50"`
}

func (b *inboxEdit) change(i *workspace.Inbox, who office.Actor) {
	if b == nil {
		return
	}
	if b.Acknowledges != nil {
		i.Quiet = !*b.Acknowledges
	}
	setMember(&i.ReceptionID, who, b.ReceptionID)
	set(&i.Chases, b.Chases)
}

// policyJSON is how much working time is left before a date.
type policyJSON struct {
	Usual       leadJSON `json:"usual"`
	Appointment leadJSON `json:"appointment"`
	AfterBroken int64    `json:"after_broken_seconds" minimum:"0" maximum:"10000000" doc:"The owner's working time before a broken promise stands before their leader"`
	Untold      int64    `json:"untold_seconds,omitempty" minimum:"0" maximum:"10000000" doc:"The firm's working time until everybody whom an issue touches is told. Left out = two hours"`
	Doubt       int      `json:"doubtful_below_percent,omitempty" minimum:"0" maximum:"99" doc:"A promise is doubtful when its chance is less; 10 to 99. Left out = 80"`
}

// leadJSON is how much working time each stretch before a date takes, in seconds.
type leadJSON struct {
	Notice int64 `json:"notice_seconds" minimum:"0" maximum:"10000000" doc:"What the client needs between being told and the date, in their working time"`
	Leader int64 `json:"leader_seconds" minimum:"0" maximum:"10000000" doc:"What the leader needs before that"`
	Deputy int64 `json:"deputy_seconds" minimum:"0" maximum:"10000000" doc:"What the deputy needs before that"`
	Warn   int64 `json:"warn_seconds" minimum:"0" maximum:"10000000" doc:"What the owner needs before that"`
}

func (l leadJSON) lead() prompt.Lead {
	return prompt.Lead{Notice: seconds(l.Notice), Leader: seconds(l.Leader), Deputy: seconds(l.Deputy), Warn: seconds(l.Warn)}
}

func outLead(l prompt.Lead) leadJSON {
	return leadJSON{inSeconds(l.Notice), inSeconds(l.Leader), inSeconds(l.Deputy), inSeconds(l.Warn)}
}

func seconds(n int64) time.Duration { return time.Duration(n) * time.Second }

func inSeconds(d time.Duration) int64 { return int64(d / time.Second) }

func outWorkspace(w workspace.Workspace) workspaceOut {
	return workspaceOut{
		ID: string(w.ID), Name: w.Name, Accent: outText(w.Accent), LogoID: outText(w.LogoID), MailFrom: outText(w.MailFrom), MailPaused: w.MailPaused,
		Zone: w.Hours.Zone, Policy: policyJSON{outLead(w.Policy.Usual), outLead(w.Policy.Appointment), inSeconds(w.Policy.AfterBroken), inSeconds(w.IssueWithin()), w.Policy.DoubtsBelow().Percent()},
		Inbox: inboxOut{!w.Inbox.Quiet, outText(w.Inbox.ReceptionID), w.Inbox.ChasesThatWorry()}, Ratings: ratingsJSON{w.Ratings.Ask, w.Ratings.Days()}, HandOffs: remindJSON{outRemind(w.HandOffs.Usual), outRemind(w.HandOffs.Client), outText(w.HandOffs.Language)}, Updates: newsJSON{string(w.Updates.Second), w.Updates.Ask, w.Updates.Note}, PageMonths: w.PageFor(), MadeAt: w.MadeAt, Version: w.Version,
	}
}

func (r workspaceDesk) see(ctx context.Context, who office.Actor, _ *struct{}) (workspaceOut, error) {
	w, err := r.office.Settings.Workspace(ctx, who)
	if err != nil {
		return workspaceOut{}, err
	}
	return outWorkspace(w), nil
}

type workspaceEditIn struct {
	IfMatch
	Body workspaceEdit
}

type workspaceEdit struct {
	Name     *string      `json:"name,omitempty" doc:"120 characters at most"`
	Accent   *string      `json:"accent,omitempty" doc:"An empty text = Kept's own"`
	MailFrom *string      `json:"mail_from,omitempty" doc:"An empty text = the server's"`
	Policy   *policyJSON  `json:"policy,omitempty"`
	Inbox    *inboxEdit   `json:"inbox,omitempty"`
	HandOffs *remindJSON  `json:"hand_offs,omitempty"`
	Updates  *newsJSON    `json:"updates,omitempty"`
	Ratings  *ratingsJSON `json:"ratings,omitempty"`

	PageMonths *int `json:"page_months,omitempty" minimum:"1" maximum:"240" doc:"For so many months the page of a past client can be read, where nothing else was agreed with them"`
}

func (in workspaceEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return workspaceDesk{s}.see(ctx, who, nil)
}

func (r workspaceDesk) edit(ctx context.Context, who office.Actor, in *workspaceEditIn) (workspaceOut, error) {
	b := in.Body
	if err := nothing(b != workspaceEdit{}); err != nil {
		return workspaceOut{}, err
	}
	w, err := r.office.Settings.Edit(ctx, who, office.WorkspaceEdit{Version: in.seen(), Change: func(w *workspace.Workspace) {
		set(&w.Name, b.Name)
		set(&w.Accent, b.Accent)
		set(&w.MailFrom, b.MailFrom)
		set(&w.PageMonths, b.PageMonths)
		b.Inbox.change(&w.Inbox, who)
		if b.Policy != nil {
			w.Policy = promise.Policy{Usual: b.Policy.Usual.lead(), Appointment: b.Policy.Appointment.lead(), AfterBroken: seconds(b.Policy.AfterBroken), Untold: seconds(b.Policy.Untold), Doubt: promise.Chance(10 * b.Policy.Doubt)}
		}
		if b.Updates != nil {
			w.Updates = workspace.Updates{Second: workspace.Second(b.Updates.Second), Ask: b.Updates.Ask, Note: b.Updates.Note}
		}
		if b.Ratings != nil {
			w.Ratings = workspace.Ratings{Ask: b.Ratings.Asks, Every: b.Ratings.Every}
		}
		if b.HandOffs != nil {
			w.HandOffs.Usual, w.HandOffs.Client = b.HandOffs.Usual.ladder(), b.HandOffs.Client.ladder()
			set(&w.HandOffs.Language, b.HandOffs.Third)
		}
	}})
	if err != nil {
		return workspaceOut{}, err
	}
	return outWorkspace(w), nil
}

// newsJSON is how a firm writes status updates.
type newsJSON struct {
	Second string `json:"second" enum:",all,chosen" doc:"Whose updates a second person approves; empty = where the author asks for it, chosen = of clients of whom it is said so"`
	Ask    bool   `json:"asks" doc:"Those who work for a client are asked by themselves what they did, before he hears next"`
	Note   bool   `json:"notes" doc:"A short note goes by itself when a next contact has passed, and owner and leader were asked and did not act"`
}

// remindJSON is how others are reminded of what they were asked for.
type remindJSON struct {
	Usual  remindLadder `json:"usual" doc:"Members and third parties"`
	Client remindLadder `json:"client" doc:"The client's own people"`
	Third  *string      `json:"third_party_language,omitempty" doc:"In which third parties are written to; empty = in that of whoever asks"`
}

// remindLadder counts in the working time of whoever was asked.
type remindLadder struct {
	First int64  `json:"first_seconds" minimum:"0" maximum:"10000000" doc:"After he was asked"`
	Every int64  `json:"every_seconds" minimum:"0" maximum:"10000000" doc:"After the reminder before"`
	Most  int    `json:"most" minimum:"0" maximum:"10" doc:"How many at most"`
	At    string `json:"at" pattern:"^[0-2][0-9]:[0-5][0-9]$" doc:"The hour of his day, HH:MM"`
}

func (l remindLadder) ladder() handoff.Ladder {
	at, err := worktime.ParseClock(l.At)
	if err != nil {
		at = -1 // an hour that no day has: it is refused
	}
	return handoff.Ladder{First: seconds(l.First), Every: seconds(l.Every), Most: l.Most, At: at}
}

func outRemind(l handoff.Ladder) remindLadder {
	return remindLadder{inSeconds(l.First), inSeconds(l.Every), l.Most, l.At.String()}
}

// mailPauseOut tells whether mail is held back.
type mailPauseOut struct {
	Paused bool `json:"mail_paused"`
}

func (r workspaceDesk) pause(ctx context.Context, who office.Actor, _ *struct{ Keyed }) (mailPauseOut, error) {
	return mailPauseOut{true}, r.office.Settings.PauseMail(ctx, who, true)
}

func (r workspaceDesk) release(ctx context.Context, who office.Actor, _ *struct{}) error {
	return r.office.Settings.PauseMail(ctx, who, false)
}
