package api

import (
	"context"
	"net/http"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/issue"
	"kept/promise"
	"kept/worktime"
)

// issues are what went wrong, and telling everybody whom it touches.
func issues(s *service) {
	r := issueDesk{s}
	list(s, "/issues", "list-issues", "List what went wrong, the newest first", r.list)
	create(s, "/issues", "record-issue", "Record what went wrong, with whom it touches; nobody is told by that", r.record)
	one(s, "/issues/{issue}", "see-issue", "See an issue, whom it touches and what each was told", r.see)
	edit(s, operation(http.MethodPatch, "/issues/{issue}", "edit-issue", "Change an issue; whoever was told of it is to hear what changes for him, its end included"), r.edit)
	act(s, "/issues/{issue}/touches", "touch-by-issue", "Say whom else an issue touches, or whom it does not touch after all", r.touch)
	act(s, "/issues/{issue}/tellings", "tell-issue", "Tell clients whom an issue touches: new dates, effect and fix in one message to each, in one act that one undo takes back", r.tell)
	act(s, "/issues/{issue}/drafts", "draft-issue", "See what each client would read, word for word; nothing is kept, nothing leaves", r.draft)
}

type issueDesk struct{ *service }

// IssueIn names an issue.
type IssueIn struct {
	Issue string `path:"issue"`
}

func (in IssueIn) id() (issue.ID, error) { return named[issue.ID](ofIssue, in.Issue) }

// issueWords is what a client reads of an issue.
type issueWords struct {
	State   string `json:"state" enum:"found,known,fixing,watching,closed"`
	What    string `json:"what"`
	Effect  string `json:"effect"`
	Fix     string `json:"fix"`
	Closing string `json:"closing" doc:"What it was and what was changed, once it is over"`
}

func outIssueWords(w issue.Words) issueWords {
	return issueWords{string(w.State), w.What, w.Effect, w.Fix, w.Closing}
}

// issueOut is an issue.
type issueOut struct {
	ID      string `json:"id"`
	OwnerID string `json:"owner_id"`
	issueWords
	MadeAt    time.Time    `json:"made_at"`
	ChangedAt time.Time    `json:"changed_at" doc:"When something that a client reads was changed last"`
	ClosedAt  *time.Time   `json:"closed_at"`
	Touched   int          `json:"touched" doc:"How many clients it touches"`
	Untold    int          `json:"untold" doc:"How many of them do not know how it stands"`
	Touches   []touchedOut `json:"touches,omitempty" doc:"Of one issue: whom it touches"`
	Version   int          `json:"version"`
}

// touchedOut is a client whom an issue touches.
type touchedOut struct {
	ClientID   string      `json:"client_id"`
	PromiseIDs []string    `json:"promise_ids" nullable:"false"`
	Since      time.Time   `json:"since_at"`
	Untold     bool        `json:"untold" doc:"They do not know how it stands"`
	ToldAt     *time.Time  `json:"told_at" doc:"When they were told last; null = never"`
	Told       *issueWords `json:"told" doc:"What they were told last, word for word"`
	NoticeIDs  []string    `json:"notice_ids" nullable:"false" doc:"With which they were told last"`
}

func (i issueOut) version() int { return i.Version }
func (i issueOut) path() string { return "/issues/" + i.ID }

func outIssue(r office.IssueRow) issueOut {
	return issueOut{
		ID: string(r.ID), OwnerID: string(r.OwnerID), issueWords: outIssueWords(r.Words()), MadeAt: r.MadeAt.UTC(), ChangedAt: r.ChangedAt.UTC(), ClosedAt: outTime(r.ClosedAt),
		Touched: r.Touched, Untold: r.Unknowing, Version: r.Version,
	}
}

func (r issueDesk) list(ctx context.Context, who office.Actor, in *PageIn) (listOut[issueOut], error) {
	c, err := in.after("issues", 1)
	if err != nil {
		return listOut[issueOut]{}, err
	}
	before := issue.ID("")
	if c != nil {
		before = issue.ID(c[0])
	}
	all, err := r.office.Issues.All(ctx, who, before, in.Limit+1)
	return part(all, in.Limit, func(i office.IssueRow) cursor { return cursor{"issues", string(i.ID)} }, outIssue), err
}

func (r issueDesk) see(ctx context.Context, who office.Actor, in *IssueIn) (issueOut, error) {
	id, err := in.id()
	if err != nil {
		return issueOut{}, err
	}
	return r.of(ctx, who, id)
}

// of gives an issue as it stands, with whom it touches.
func (r issueDesk) of(ctx context.Context, who office.Actor, id issue.ID) (issueOut, error) {
	v, err := r.office.Issues.View(ctx, who, id)
	if err != nil {
		return issueOut{}, err
	}
	row := office.IssueRow{Issue: v.Issue, Touched: len(v.Touched)}
	var touches []touchedOut
	for _, t := range v.Touched {
		o := touchedOut{ClientID: t.ClientID, PromiseIDs: texts(t.Promises), Since: t.Since.UTC(), Untold: t.Untold, NoticeIDs: []string{}}
		if t.Untold {
			row.Unknowing++
		}
		if last, ever := t.Told(); ever {
			words := outIssueWords(last.Words)
			o.ToldAt, o.Told = outTime(last.At), &words
		}
		for _, n := range t.Said {
			o.NoticeIDs = append(o.NoticeIDs, string(n.ID))
		}
		touches = append(touches, o)
	}
	out := outIssue(row)
	out.Touches = touches
	return out, nil
}

type newIssueIn struct {
	Keyed
	Body newIssue
}

type newIssue struct {
	What       string   `json:"what" doc:"What went wrong, as a client may read it; 200 characters at most"`
	Effect     string   `json:"effect,omitempty" doc:"What it means for them; 1000 characters at most. Nobody can be told without it"`
	Fix        string   `json:"fix,omitempty" doc:"What is done about it; 1000 characters at most. Nobody can be told without it"`
	State      string   `json:"state,omitempty" enum:"found,known,fixing,watching" default:"found"`
	OwnerID    string   `json:"owner_id,omitempty" doc:"Who sees to it; left out = whoever records it"`
	PromiseIDs []string `json:"promise_ids,omitempty" nullable:"false" doc:"Open promises that it touches"`
	ClientIDs  []string `json:"client_ids,omitempty" nullable:"false" doc:"Clients whom it touches without a date of theirs"`
}

// issuePlaces are the fields of an issue that have another name here.
var issuePlaces = map[string]string{"owner": "owner_id", "promises": "promise_ids", "clients": "client_ids"}

func (in newIssueIn) place(field string) string { return issuePlaces[field] }

func (r issueDesk) record(ctx context.Context, who office.Actor, in *newIssueIn) (issueOut, error) {
	b := in.Body
	i, err := r.office.Issues.Record(ctx, who, office.NewIssue{
		State: issue.State(b.State), What: b.What, Effect: b.Effect, Fix: b.Fix, Owner: memberRef(who, b.OwnerID), Promises: refs[promise.ID](ofPromise, b.PromiseIDs), Clients: refs[client.ID](ofClient, b.ClientIDs),
	})
	if err != nil {
		return issueOut{}, err
	}
	return r.of(ctx, who, i.ID)
}

type issueEditIn struct {
	IssueIn
	IfMatch
	Body issueEdit
}

type issueEdit struct {
	State   *string `json:"state,omitempty" enum:"found,known,fixing,watching,closed"`
	What    *string `json:"what,omitempty"`
	Effect  *string `json:"effect,omitempty"`
	Fix     *string `json:"fix,omitempty"`
	Closing *string `json:"closing,omitempty" doc:"Wanted with the state closed"`
	OwnerID *string `json:"owner_id,omitempty"`
}

// change is what is asked for, as a change of an issue.
func (b issueEdit) change(who office.Actor) func(*issue.Issue) {
	return func(i *issue.Issue) {
		if b.State != nil {
			i.State = issue.State(*b.State)
		}
		set(&i.What, b.What)
		set(&i.Effect, b.Effect)
		set(&i.Fix, b.Fix)
		set(&i.Closing, b.Closing)
		if b.OwnerID != nil {
			i.OwnerID = memberRef(who, *b.OwnerID)
		}
	}
}

func (in issueEditIn) place(field string) string { return issuePlaces[field] }

func (in issueEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return issueDesk{s}.see(ctx, who, &in.IssueIn)
}

func (r issueDesk) edit(ctx context.Context, who office.Actor, in *issueEditIn) (issueOut, error) {
	id, err := in.id()
	if err != nil {
		return issueOut{}, err
	}
	if err := nothing(in.Body != issueEdit{}); err != nil {
		return issueOut{}, err
	}
	if _, err := r.office.Issues.Edit(ctx, who, id, in.seen(), in.Body.change(who)); err != nil {
		return issueOut{}, err
	}
	return r.of(ctx, who, id)
}

type touchIn struct {
	Keyed
	IssueIn
	Body touching
}

type touching struct {
	PromiseIDs []string `json:"promise_ids,omitempty" nullable:"false"`
	ClientIDs  []string `json:"client_ids,omitempty" nullable:"false"`
	LeaveIDs   []string `json:"leave_ids,omitempty" nullable:"false" doc:"Clients whom it does not touch after all; who was told stays"`
}

func (in touchIn) place(field string) string {
	if field == "client" {
		return "leave_ids"
	}
	return issuePlaces[field]
}

func (r issueDesk) touch(ctx context.Context, who office.Actor, in *touchIn) (issueOut, error) {
	id, err := in.id()
	if err != nil {
		return issueOut{}, err
	}
	b := in.Body
	if _, err := r.office.Issues.Touch(ctx, who, id, 0, office.Touching{Promises: refs[promise.ID](ofPromise, b.PromiseIDs), Clients: refs[client.ID](ofClient, b.ClientIDs), Leave: refs[client.ID](ofClient, b.LeaveIDs)}); err != nil {
		return issueOut{}, err
	}
	return r.of(ctx, who, id)
}

// IssueTellingIn is a telling of an issue, as it is asked for.
type IssueTellingIn struct {
	Keyed
	IssueIn
	Body issueTelling
}

type issueTelling struct {
	Version int       `json:"version,omitempty" doc:"The version that was seen: it is refused when somebody was faster"`
	Change  issueEdit `json:"change,omitzero" doc:"What of the issue changes with that"`
	Text    string    `json:"text,omitempty" doc:"Words of your own; 20000 characters at most"`
	NextIn
	Clients []issueReaders `json:"clients" nullable:"false" doc:"Who is told; one message to each client"`
}

type issueReaders struct {
	ClientID  string      `json:"client_id"`
	ReaderIDs []string    `json:"reader_ids" nullable:"false" doc:"Contacts who are told; fifty at most"`
	Moves     []issueMove `json:"moves,omitempty" nullable:"false" doc:"Touched promises that get a new date"`
}

// issueMove is a promise that gets a new date because of an issue.
type issueMove struct {
	PromiseID string `json:"promise_id"`
	Version   int    `json:"version,omitempty"`
	DueIn
	Reason  string `json:"reason,omitempty" doc:"Why it moves; the client reads it. Left out = what went wrong"`
	Because string `json:"because,omitempty" doc:"Why this date although its chance is low; refused without it then. For the journal"`
}

func (in IssueTellingIn) place(field string) string {
	switch field {
	case "next":
		return in.Body.NextIn.date().field()
	case "text":
		return field
	case "effect", "fix", "closing", "state", "what":
		return "change." + field
	case "readers", "due", "reason":
		return "clients"
	}
	return tellingPlaces[field]
}

// read reads what is to be told. Typed dates are read in each client's calendar, the
// next word in that of the first.
func (r issueDesk) read(ctx context.Context, who office.Actor, in *IssueTellingIn) (issue.ID, office.IssueTelling, error) {
	id, err := in.id()
	if err != nil {
		return "", office.IssueTelling{}, err
	}
	v, err := r.office.Issues.View(ctx, who, id)
	if err != nil {
		return id, office.IssueTelling{}, err
	}
	b := in.Body
	t := office.IssueTelling{Version: b.Version, Text: b.Text, Change: b.Change.change(who)}
	now := r.office.Watch.Now()
	var first *worktime.Calendar
	for _, c := range b.Clients {
		readers := office.IssueReaders{Client: ref[client.ID](ofClient, c.ClientID), Readers: refs[client.ContactID](ofContact, c.ReaderIDs)}
		cal := calendarOfTouched(v, readers.Client)
		if cal == nil {
			return id, t, fault.Field("clients", "It does not touch one of these clients. Add them first.")
		}
		if first == nil {
			first = cal
		}
		for _, m := range c.Moves {
			when, err := m.date().when(now, fixed(cal))
			if err != nil {
				return id, t, err
			}
			readers.Moves = append(readers.Moves, office.Move{Promise: ref[promise.ID](ofPromise, m.PromiseID), Version: m.Version, When: when, Reason: m.Reason, Because: m.Because})
		}
		t.Clients = append(t.Clients, readers)
	}
	if first != nil {
		t.Next, err = b.NextIn.date().when(now, fixed(first))
	}
	return id, t, err
}

// calendarOfTouched is the calendar of a client whom an issue touches; nil = it does not.
func calendarOfTouched(v office.IssueView, of client.ID) *worktime.Calendar {
	for _, t := range v.Touched {
		if t.ClientID == string(of) {
			return t.Calendar
		}
	}
	return nil
}

// issueToldOut is a telling of an issue that was done.
type issueToldOut struct {
	ID        string     `json:"id" doc:"The telling: undoing it takes all of it back"`
	NoticeIDs []string   `json:"notice_ids" nullable:"false" doc:"One for each reader"`
	UndoBy    *time.Time `json:"undo_by"`
}

func (r issueDesk) tell(ctx context.Context, who office.Actor, in *IssueTellingIn) (issueToldOut, error) {
	id, t, err := r.read(ctx, who, in)
	if err != nil {
		return issueToldOut{}, err
	}
	told, err := r.office.Issues.Tell(ctx, who, id, t)
	return issueToldOut{told.ID, texts(told.Notices), outTime(told.UndoBy)}, err
}

// issueDraftIn is a telling that is only tried.
type issueDraftIn struct{ IssueTellingIn }

func (in issueDraftIn) dry() bool { return true }

type issueDraftsOut struct {
	Drafts []issueDraft `json:"drafts" nullable:"false" doc:"One for each client, in their order"`
}

type issueDraft struct {
	From     *string  `json:"from"`
	To       []string `json:"to" nullable:"false" doc:"The readers, by name"`
	Subject  string   `json:"subject"`
	Text     string   `json:"text" doc:"To the first reader, word for word"`
	Language string   `json:"language"`
}

func (r issueDesk) draft(ctx context.Context, who office.Actor, in *issueDraftIn) (issueDraftsOut, error) {
	id, t, err := r.read(ctx, who, &in.IssueTellingIn)
	if err != nil {
		return issueDraftsOut{}, err
	}
	all, err := r.office.Issues.Preview(ctx, who, id, t)
	out := issueDraftsOut{[]issueDraft{}}
	for _, d := range all {
		out.Drafts = append(out.Drafts, issueDraft{outText(d.From), texts(d.To), d.Subject, d.Text, d.Language})
	}
	return out, err
}
