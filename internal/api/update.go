package api

import (
	"context"
	"net/http"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/news"
	"kept/worktime"
)

// updates are status updates: drafted from what was logged, approved, sent.
func updates(s *service) {
	r := updateDesk{s}
	list(s, "/projects/{project}/updates", "list-updates", "List the updates of a project, the newest first", r.list)
	create(s, "/projects/{project}/updates", "draft-update", "Draft an update of a project from what was logged since the last one; where one is open, that one", r.draft)
	one(s, "/updates/{update}", "see-update", "See an update; an open one with the lines that are not true any more, and what was logged besides", r.see)
	edit(s, operation(http.MethodPatch, "/updates/{update}", "edit-update", "Change the words of an update that is still to be sent; one that was approved is to be approved again"), r.edit)
	act(s, "/updates/{update}/approval-requests", "ask-approval", "Put an update before somebody else", r.ask)
	act(s, "/updates/{update}/approval", "approve-update", "Approve an update that somebody else wrote", r.approve)
	act(s, "/updates/{update}/return", "return-update", "Give an update back to its author", r.back)
	act(s, "/updates/{update}/sending", "send-update", "Send an update to readers at the client", r.send)
	updatePlans(s)
	act(s, "/updates/{update}/dropping", "drop-update", "Give an update up", r.drop)
	look(s, "/projects/{project}/cadence", "see-cadence", "See the cadence of a project's updates", r.cadence)
	act(s, "/projects/{project}/cadence", "set-cadence", "Set the cadence of a project's updates", r.setCadence)
}

type updateDesk struct{ *service }

// UpdateIn names an update.
type UpdateIn struct {
	Update string `path:"update"`
}

func (in UpdateIn) id() (news.ID, error) { return named[news.ID](ofUpdate, in.Update) }

// updateLine is a line of an update.
type updateLine struct {
	Part   string `json:"part" enum:"last time,done,behind the scenes,issues and fixes,changed dates,next"`
	Text   string `json:"text" doc:"500 characters at most"`
	Source string `json:"source,omitempty" doc:"The record that it stands on, step:stp_…; left out = the writer's own word. Only what Kept drafted has one"`
	Stood  string `json:"stood,omitempty" doc:"How that record stood, as it was drafted"`
	Until  string `json:"until_on,omitempty" format:"date" doc:"The day that it speaks of as still to come"`
}

func outUpdateLine(l news.Line) updateLine {
	out := updateLine{Part: string(l.Part), Text: l.Text, Source: l.Source, Stood: l.Stood}
	if !l.Until.IsZero() {
		out.Until = l.Until.String()
	}
	return out
}

func outLines(all []news.Line) []updateLine {
	out := []updateLine{}
	for _, l := range all {
		out = append(out, outUpdateLine(l))
	}
	return out
}

func linesOf(in []updateLine) ([]news.Line, error) {
	out := []news.Line{}
	for _, l := range in {
		line := news.Line{Part: news.Part(l.Part), Text: l.Text, Source: l.Source, Stood: l.Stood}
		if l.Until != "" {
			var err error
			if line.Until, err = worktime.ParseDay(l.Until); err != nil {
				return nil, fault.Field("lines", "Write the day as YYYY-MM-DD.")
			}
		}
		out = append(out, line)
	}
	return out, nil
}

// updateOut is a status update.
type updateOut struct {
	ID         string       `json:"id"`
	ClientID   string       `json:"client_id"`
	ProjectID  string       `json:"project_id"`
	AuthorID   string       `json:"author_id"`
	State      string       `json:"state" enum:"draft,waiting,approved,sent,dropped"`
	Subject    string       `json:"subject"`
	Intro      *string      `json:"intro"`
	Lines      []updateLine `json:"lines" nullable:"false"`
	Since      time.Time    `json:"since_at" doc:"It tells of what happened from then on"`
	MadeAt     time.Time    `json:"made_at"`
	AskedID    *string      `json:"approver_id"`
	ApprovedID *string      `json:"approved_by_id"`
	ApprovedAt *time.Time   `json:"approved_at"`
	SentAt     *time.Time   `json:"sent_at"`
	SendAt     *time.Time   `json:"leaves_at" doc:"When it leaves by itself; null = when somebody sends it"`
	PlannedID  *string      `json:"planned_by_id"`
	ReaderIDs  []string     `json:"reader_ids,omitempty" doc:"Whom it leaves for by itself"`
	Held       *string      `json:"held" doc:"Why it did not leave as it was planned; null = nothing of that kind"`
	Shared     bool         `json:"shared" doc:"It stands on the client's page, or will"`
	Told       bool         `json:"told" doc:"It was told, or will be; false = it only stands on the client's page, which tells nobody"`
	Second     bool         `json:"needs_approval,omitempty" doc:"A second person has to approve it"`
	Moments    []time.Time  `json:"moments,omitempty" doc:"When it could leave by itself: at the cadence's hour, and when the client's next days open"`
	Stale      []staleLine  `json:"stale,omitempty" doc:"Lines that are not true any more: it is not sent with them"`
	Fresh      []updateLine `json:"fresh,omitempty" doc:"What was logged and does not stand in it"`
	Blocked    *string      `json:"blocked,omitempty" doc:"Why there is nothing to send yet"`
	Version    int          `json:"version"`
}

type staleLine struct {
	At  int    `json:"at" doc:"Its place among the lines, from 0"`
	Why string `json:"why"`
}

func (u updateOut) version() int { return u.Version }
func (u updateOut) path() string { return "/updates/" + u.ID }

func outUpdate(u news.Update) updateOut {
	return updateOut{
		ID: string(u.ID), ClientID: u.ClientID, ProjectID: u.ProjectID, AuthorID: string(u.AuthorID), State: string(u.State), Subject: u.Subject, Intro: outText(u.Intro), Lines: outLines(u.Lines),
		Since: u.Since.UTC(), MadeAt: u.MadeAt.UTC(), AskedID: outText(string(u.AskedID)), ApprovedID: outText(string(u.ApprovedID)), ApprovedAt: outTime(u.ApprovedAt), SentAt: outTime(u.SentAt), Version: u.Version,
		SendAt: outTime(u.SendAt), PlannedID: outText(string(u.PlannedID)), ReaderIDs: u.Readers, Held: outText(u.Held), Shared: !u.Unshared, Told: !u.Untold,
	}
}

type updatesIn struct {
	ProjectIn
	PageIn
}

func (r updateDesk) list(ctx context.Context, who office.Actor, in *updatesIn) (listOut[updateOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[updateOut]{}, err
	}
	if _, err := r.office.Clients.Project(ctx, who, id); err != nil {
		return listOut[updateOut]{}, err
	}
	c, err := in.after("updates", 1)
	if err != nil {
		return listOut[updateOut]{}, err
	}
	before := news.ID("")
	if c != nil {
		before = news.ID(c[0])
	}
	all, err := r.office.Updates.UpdatesOf(ctx, who, id, before, in.Limit+1)
	return part(all, in.Limit, func(u news.Update) cursor { return cursor{"updates", string(u.ID)} }, outUpdate), err
}

type draftUpdateIn struct {
	Keyed
	ProjectIn
}

func (r updateDesk) draft(ctx context.Context, who office.Actor, in *draftUpdateIn) (updateOut, error) {
	id, err := in.id()
	if err != nil {
		return updateOut{}, err
	}
	u, err := r.office.Updates.Draft(ctx, who, id)
	if err != nil {
		return updateOut{}, err
	}
	return r.of(ctx, who, u.ID)
}

func (r updateDesk) see(ctx context.Context, who office.Actor, in *UpdateIn) (updateOut, error) {
	id, err := in.id()
	if err != nil {
		return updateOut{}, err
	}
	return r.of(ctx, who, id)
}

// of gives an update as it stands, with what its writer needs.
func (r updateDesk) of(ctx context.Context, who office.Actor, id news.ID) (updateOut, error) {
	v, err := r.office.Updates.View(ctx, who, id)
	if err != nil {
		return updateOut{}, err
	}
	out := outUpdate(v.Update)
	out.Second, out.Moments = v.Second, v.Moments
	for _, s := range v.Stale {
		out.Stale = append(out.Stale, staleLine{s.At, s.Why})
	}
	for _, l := range v.Fresh {
		out.Fresh = append(out.Fresh, outUpdateLine(l))
	}
	if f, ok := fault.As(v.Ready); ok {
		out.Blocked = outText(f.Say)
	}
	return out, nil
}

type updateEditIn struct {
	UpdateIn
	IfMatch
	Body updateEdit
}

type updateEdit struct {
	Subject *string       `json:"subject,omitempty" doc:"200 characters at most"`
	Intro   *string       `json:"intro,omitempty" doc:"5000 characters at most"`
	Lines   *[]updateLine `json:"lines,omitempty" doc:"All of them, in their order; 60 at most"`
	Shared  *bool         `json:"shared,omitempty" doc:"false = it does not stand on the client's page: it is only mailed"`
	Hears   *NextIn       `json:"hears,omitempty" doc:"When they hear next, where that is not by the cadence"`
}

func (in updateEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return updateDesk{s}.see(ctx, who, &in.UpdateIn)
}

func (r updateDesk) edit(ctx context.Context, who office.Actor, in *updateEditIn) (updateOut, error) {
	id, err := in.id()
	if err != nil {
		return updateOut{}, err
	}
	if err := nothing(in.Body != updateEdit{}); err != nil {
		return updateOut{}, err
	}
	var lines []news.Line
	if in.Body.Lines != nil {
		if lines, err = linesOf(*in.Body.Lines); err != nil {
			return updateOut{}, err
		}
	}
	next, err := r.hears(ctx, who, id, in.Body.Hears)
	if err != nil {
		return updateOut{}, err
	}
	_, err = r.office.Updates.Edit(ctx, who, id, office.UpdateEdit{Version: in.seen(), Change: func(u *news.Update) {
		if in.Body.Subject != nil {
			u.Subject = *in.Body.Subject
		}
		if in.Body.Intro != nil {
			u.Intro = *in.Body.Intro
		}
		if in.Body.Lines != nil {
			u.Lines = lines
		}
		if in.Body.Shared != nil {
			u.Unshared = !*in.Body.Shared
		}
		if in.Body.Hears != nil {
			u.Hears = next
		}
	}})
	if err != nil {
		return updateOut{}, err
	}
	return r.of(ctx, who, id)
}

type askApprovalIn struct {
	Keyed
	UpdateIn
	Body struct {
		ApproverID string `json:"approver_id"`
	}
}

func (r updateDesk) ask(ctx context.Context, who office.Actor, in *askApprovalIn) (updateOut, error) {
	return r.after(ctx, who, in.UpdateIn, func(id news.ID) error {
		_, err := r.office.Updates.Ask(ctx, who, id, 0, memberRef(who, in.Body.ApproverID))
		return err
	})
}

// updateActIn is an act on an update that needs no words.
type updateActIn struct {
	Keyed
	UpdateIn
}

func (r updateDesk) approve(ctx context.Context, who office.Actor, in *updateActIn) (updateOut, error) {
	return r.after(ctx, who, in.UpdateIn, func(id news.ID) error { _, err := r.office.Updates.Approve(ctx, who, id, 0); return err })
}

func (r updateDesk) back(ctx context.Context, who office.Actor, in *updateActIn) (updateOut, error) {
	return r.after(ctx, who, in.UpdateIn, func(id news.ID) error { _, err := r.office.Updates.Return(ctx, who, id, 0); return err })
}

func (r updateDesk) drop(ctx context.Context, who office.Actor, in *updateActIn) (updateOut, error) {
	return r.after(ctx, who, in.UpdateIn, func(id news.ID) error { _, err := r.office.Updates.Drop(ctx, who, id, 0); return err })
}

func (r updateDesk) after(ctx context.Context, who office.Actor, in UpdateIn, do func(news.ID) error) (updateOut, error) {
	id, err := in.id()
	if err != nil {
		return updateOut{}, err
	}
	if err := do(id); err != nil {
		return updateOut{}, err
	}
	return r.of(ctx, who, id)
}

type sendUpdateIn struct {
	Keyed
	UpdateIn
	Body sendUpdate
}

type sendUpdate struct {
	ReaderIDs []string `json:"reader_ids" nullable:"false" doc:"Contacts who read it; fifty at most"`
	Version   int      `json:"version,omitempty" doc:"The version that was seen: it is refused when somebody was faster"`
	NextIn
}

func (in sendUpdateIn) place(field string) string {
	if field == "next" {
		return in.Body.NextIn.date().field()
	}
	return tellingPlaces[field]
}

func (r updateDesk) send(ctx context.Context, who office.Actor, in *sendUpdateIn) (tellingOut, error) {
	id, err := in.id()
	if err != nil {
		return tellingOut{}, err
	}
	v, err := r.office.Updates.View(ctx, who, id)
	if err != nil {
		return tellingOut{}, err
	}
	send := office.SendUpdate{Version: in.Body.Version, Next: v.Hears}
	for _, raw := range in.Body.ReaderIDs {
		send.Readers = append(send.Readers, ref[client.ContactID](ofContact, raw))
	}
	if d := in.Body.NextIn.date(); d.field() != "next" || d.text != "" {
		if send.Next, err = d.when(r.office.Watch.Now(), fixed(v.Calendar)); err != nil {
			return tellingOut{}, err
		}
	}
	told, err := r.office.Updates.Send(ctx, who, id, send)
	if err != nil {
		return tellingOut{}, err
	}
	return outTelling(told, office.Telling{Client: v.Client.ID, Next: send.Next}, v.Calendar), nil
}

// cadenceOut is a cadence of updates.
type cadenceOut struct {
	Every   string `json:"every" enum:",none,week,two weeks,month" doc:"Empty = of a project: as its client; none = no cadence, whatever the client's; a month is four weeks"`
	Weekday string `json:"weekday" enum:"Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday"`
	At      string `json:"at" doc:"HH:MM in the client's day"`
	After   int    `json:"after_step_days,omitempty" minimum:"0" maximum:"20" doc:"Within so many of the client's working days after a step is done; 0 = no sooner than ever"`
	Relax   bool   `json:"relaxes,omitempty" doc:"While nothing moves, one update is left out"`
}

func outCadence(c news.Cadence) cadenceOut {
	return cadenceOut{string(c.Every), c.Weekday.String(), c.At.String(), c.After, c.Relax}
}

func (r updateDesk) cadence(ctx context.Context, who office.Actor, in *ProjectIn) (cadenceOut, error) {
	id, err := in.id()
	if err != nil {
		return cadenceOut{}, err
	}
	c, err := r.office.Updates.Cadence(ctx, who, id)
	return outCadence(c), err
}

type cadenceIn struct {
	Keyed
	ProjectIn
	Body cadenceOut
}

func (r updateDesk) setCadence(ctx context.Context, who office.Actor, in *cadenceIn) (cadenceOut, error) {
	id, err := in.id()
	if err != nil {
		return cadenceOut{}, err
	}
	c, err := in.Body.cadence()
	if err != nil {
		return cadenceOut{}, err
	}
	if err := r.office.Updates.SetCadence(ctx, who, id, c); err != nil {
		return cadenceOut{}, err
	}
	return in.Body, nil
}
