package office

import (
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/issue"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/subscription"
)

// Issues is what went wrong, and telling everybody whom it touches.
type Issues struct{ *desk }

// NewIssue is what it takes to record an issue.
type NewIssue struct {
	State             issue.State // "" = found
	What, Effect, Fix string
	Closing           string
	Owner             member.ID // who sees to it; "" = whoever records it
	Promises          []promise.ID
	Clients           []client.ID // touched at large
}

// Record records an issue with whom it touches. Nobody is told by that.
func (s Issues) Record(ctx context.Context, who Actor, in NewIssue) (issue.Issue, error) {
	var i issue.Issue
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		owner := in.Owner
		if owner == "" {
			owner = a.who.Member
		}
		if err := a.isMember("owner", owner); err != nil {
			return err
		}
		var err error
		i, err = issue.New(issue.Issue{ID: issue.ID(a.newID("iss")), OwnerID: owner, State: in.State, What: in.What, Effect: in.Effect, Fix: in.Fix, Closing: in.Closing}, a.now)
		if err != nil {
			return err
		}
		touched, err := joinTouched(a, nil, Touching{Promises: in.Promises, Clients: in.Clients})
		if err != nil {
			return err
		}
		if err := store.AddIssue(a.tx, a.ws, i); err != nil {
			return err
		}
		if err := store.SetTouches(a.tx, a.ws, i.ID, touched); err != nil {
			return err
		}
		if err := a.note("issue recorded", obligation("issue", i.ID), firstTouched(touched), nil, issueLine{i, touchLines(touched)}); err != nil {
			return err
		}
		return reviewIssue(a, i)
	})
	return i, err
}

// issueLine is what the journal keeps of an issue where it says whom it touches.
type issueLine struct {
	issue.Issue
	Touches []touchLine `json:"touches"`
}

type touchLine struct {
	Client   string       `json:"client"`
	Promises []promise.ID `json:"promises,omitempty"`
	Since    time.Time    `json:"since"`
}

func touchLines(all []issue.Touch) []touchLine {
	out := []touchLine{}
	for _, t := range all {
		out = append(out, touchLine{t.ClientID, t.Promises, t.Since})
	}
	return out
}

// firstTouched is the client under whom the journal files a line about an issue.
func firstTouched(touched []issue.Touch) string {
	if len(touched) != 1 {
		return "" // the matter of several
	}
	return touched[0].ClientID
}

// Touching is whom else an issue touches, or whom it does not touch after all.
type Touching struct {
	Promises []promise.ID
	Clients  []client.ID
	Leave    []client.ID
}

// joinTouched has an issue touch the clients of promises, and clients at large.
func joinTouched(a *act, touched []issue.Touch, in Touching) ([]issue.Touch, error) {
	for _, id := range in.Leave {
		var err error
		if touched, err = issue.Leave(touched, string(id)); err != nil {
			return nil, err
		}
	}
	for _, id := range in.Promises {
		p, err := store.Promise(a.tx, a.ws, id)
		if err != nil {
			return nil, missingField(err, "promises", "Choose promises that are there.")
		}
		if p.State != promise.Open || p.Kind == promise.NextContact {
			return nil, fault.Field("promises", "“"+p.Words+"” is not open any more: it cannot be late.")
		}
		if touched, err = issue.Join(touched, p.ClientID, []promise.ID{id}, a.now); err != nil {
			return nil, err
		}
	}
	for _, id := range in.Clients {
		c, err := store.Client(a.tx, a.ws, id)
		if err != nil {
			return nil, missingField(err, "clients", "Choose clients who are there.")
		}
		if !c.Open() {
			return nil, fault.Field("clients", "“"+c.Name+"” is no client any more.")
		}
		if touched, err = issue.Join(touched, string(id), nil, a.now); err != nil {
			return nil, err
		}
	}
	return touched, nil
}

// Edit changes an issue. Whoever was told is to hear of it where it changes what he reads.
func (s Issues) Edit(ctx context.Context, who Actor, id issue.ID, version int, change func(*issue.Issue)) (issue.Issue, error) {
	return s.change(ctx, who, issueChange{id, version, func(a *act, i issue.Issue, _ []issue.Touch) (issue.Issue, error) {
		return editIssue(a, i, change)
	}})
}

func editIssue(a *act, before issue.Issue, change func(*issue.Issue)) (issue.Issue, error) {
	i, err := before.Edit(change, a.now)
	if err != nil {
		return before, err
	}
	if i.OwnerID != before.OwnerID {
		if err := a.isMember("owner", i.OwnerID); err != nil {
			return before, err
		}
	}
	if i == before {
		return before, nil
	}
	return saveIssue(a, before, i, "issue edited")
}

// Touch says whom else an issue touches, or whom it does not touch after all.
func (s Issues) Touch(ctx context.Context, who Actor, id issue.ID, version int, in Touching) (issue.Issue, error) {
	return s.change(ctx, who, issueChange{id, version, func(a *act, i issue.Issue, touched []issue.Touch) (issue.Issue, error) {
		if !i.Open() {
			return i, fault.New(fault.Conflict, "This issue is over. Open it again, or record another one.")
		}
		all, err := joinTouched(a, touched, in)
		if err != nil {
			return i, err
		}
		if err := store.SetTouches(a.tx, a.ws, i.ID, all); err != nil {
			return i, err
		}
		if err := store.SaveIssue(a.tx, a.ws, i); err != nil {
			return i, err
		}
		next := i
		next.Version++
		return next, a.note("issue touches", obligation("issue", i.ID), "", issueLine{i, touchLines(touched)}, issueLine{next, touchLines(all)})
	}})
}

// issueChange is what is to be decided about one issue.
type issueChange struct {
	id      issue.ID
	version int
	decide  func(*act, issue.Issue, []issue.Touch) (issue.Issue, error)
}

func (s Issues) change(ctx context.Context, who Actor, c issueChange) (issue.Issue, error) {
	var i issue.Issue
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		before, err := store.Issue(a.tx, a.ws, c.id)
		if err != nil {
			return err
		}
		if err := sameVersion(c.version, before.Version); err != nil {
			return err
		}
		touched, err := store.Touches(a.tx, a.ws, c.id)
		if err != nil {
			return err
		}
		if i, err = c.decide(a, before, touched); err != nil {
			return err
		}
		return reviewIssue(a, i)
	})
	return i, err
}

func saveIssue(a *act, before, i issue.Issue, what string) (issue.Issue, error) {
	if err := store.SaveIssue(a.tx, a.ws, i); err != nil {
		return before, err
	}
	i.Version++
	return i, a.note(what, obligation("issue", i.ID), "", before, i)
}

// reviewIssue is the watchdog's look at an issue: the rule *untold*.
func reviewIssue(a *act, i issue.Issue) error {
	touched, err := store.Touches(a.tx, a.ws, i.ID)
	if err != nil {
		return err
	}
	d := issue.Review(i, touched, issue.Ground{Within: a.book.firm.IssueWithin(), Shares: a.book.firm.Standards.Shares, Team: a.book.team(i.OwnerID), Hours: a.book.firmHours}, a.now)
	var of string
	for _, t := range touched {
		if _, untold := i.Untold(t); untold && of == "" {
			of = t.ClientID
		}
	}
	return a.decide(obligation("issue", i.ID), of, i.OwnerID, d)
}

// issueFollows reviews the issue of which a notice tells, after the notice changed.
func issueFollows(a *act, n notice.Notice) error {
	if n.Kind != notice.Issue {
		return nil
	}
	id, err := store.IssueOfNotice(a.tx, a.ws, string(n.ID))
	if err != nil {
		return orNothing(err)
	}
	i, err := store.Issue(a.tx, a.ws, id)
	if err != nil {
		return err
	}
	return reviewIssue(a, i)
}

// IssueView is an issue with all that its page needs.
type IssueView struct {
	issue.Issue
	Touched []TouchView
}

// TouchView is a client whom an issue touches, with what it takes to tell him.
type TouchView struct {
	issue.Touch
	ComposeView
	Matters []Matter // the promises that it touches
	Untold  bool
	Said    []notice.Notice // with which he was told last; none = he was not
}

// Matter is a promise that an issue touches.
type Matter struct {
	store.PromiseRow
	Contact client.ContactID // to whom it was made
	Version int
}

// View gives an issue with whom it touches.
func (s Issues) View(ctx context.Context, who Actor, id issue.ID) (IssueView, error) {
	var v IssueView
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.Issue, err = store.Issue(a.tx, a.ws, id); err != nil {
			return err
		}
		touched, err := store.Touches(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		for _, t := range touched {
			x := TouchView{Touch: t}
			_, x.Untold = v.Issue.Untold(t)
			if err := x.load(a); err != nil {
				return err
			}
			v.Touched = append(v.Touched, x)
		}
		return nil
	})
	return v, err
}

func (t *TouchView) load(a *act) error {
	var err error
	if t.ComposeView, err = composeView(a, client.ID(t.ClientID)); err != nil {
		return err
	}
	for _, id := range t.Promises {
		row, err := lineOf(a, id)
		if err != nil {
			return err
		}
		p, err := store.Promise(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		t.Matters = append(t.Matters, Matter{row, client.ContactID(p.ContactID), p.Version})
	}
	last, ever := t.Told()
	for _, w := range t.Words {
		if !ever || w.Withdrawn || !w.At.Equal(last.At) {
			continue
		}
		n, err := store.Notice(a.tx, a.ws, notice.ID(w.NoticeID))
		if err != nil {
			return err
		}
		t.Said = append(t.Said, n)
	}
	return nil
}

// Owed are the promises of a client that an issue could touch: all that is open
// but when they hear next.
func (v ComposeView) Owed() []store.PromiseRow {
	return slices.DeleteFunc(slices.Clone(v.Open), func(r store.PromiseRow) bool { return r.Kind == promise.NextContact })
}

// MaxIssues is how many issues a page lists.
const MaxIssues = 100

// Open lists the issues that are not over, the newest first.
func (s Issues) Open(ctx context.Context, who Actor) ([]IssueRow, error) {
	var out []IssueRow
	err := s.see(ctx, who, func(a *act) error {
		all, err := store.OpenIssues(a.tx, a.ws, MaxIssues)
		if err != nil {
			return err
		}
		out, err = issueRows(a, all)
		return err
	})
	return out, err
}

// IssueRow is an issue in a list, with how many it touches and how many of them do
// not know how it stands.
type IssueRow struct {
	issue.Issue
	Touched, Unknowing int
}

// All lists issues from before one on, the newest first.
func (s Issues) All(ctx context.Context, who Actor, before issue.ID, limit int) ([]IssueRow, error) {
	var out []IssueRow
	err := s.see(ctx, who, func(a *act) error {
		all, err := store.Issues(a.tx, a.ws, before, limit)
		if err != nil {
			return err
		}
		out, err = issueRows(a, all)
		return err
	})
	return out, err
}

func issueRows(a *act, all []issue.Issue) ([]IssueRow, error) {
	var out []IssueRow
	for _, i := range all {
		touched, err := store.Touches(a.tx, a.ws, i.ID)
		if err != nil {
			return nil, err
		}
		row := IssueRow{Issue: i, Touched: len(touched)}
		for _, t := range touched {
			if _, untold := i.Untold(t); untold {
				row.Unknowing++
			}
		}
		out = append(out, row)
	}
	return out, nil
}

// IssueTelling is what it takes to tell everybody whom an issue touches.
type IssueTelling struct {
	Version int
	Change  func(*issue.Issue) // what of it changes with that; nil = nothing
	Text    string             // the teller's own words; "" = none
	Next    promise.When       // when they hear next
	Clients []IssueReaders
}

// IssueReaders is who at one client is told, and which of his dates move.
type IssueReaders struct {
	Client  client.ID
	Readers []client.ContactID
	Moves   []Move // without a reason of its own, a date moves for what went wrong
}

// Tell tells the clients whom an issue touches, in one act: new dates, effect and
// fix in one message to each. One undo takes all of it back.
func (s Issues) Tell(ctx context.Context, who Actor, id issue.ID, in IssueTelling) (Told, error) {
	var all Told
	_, err := s.change(ctx, who, issueChange{id, in.Version, func(a *act, i issue.Issue, touched []issue.Touch) (issue.Issue, error) {
		told, next, err := tellTouched(a, i, touched, in)
		for _, t := range told {
			all.ID, all.UndoBy, all.Notices = t.ID, t.UndoBy, append(all.Notices, t.Notices...)
		}
		return next, err
	}})
	return all, err
}

// Preview gives what each of the clients will read, word for word, or why they
// cannot be told. Nothing of it is kept and nothing leaves.
func (s Issues) Preview(ctx context.Context, who Actor, id issue.ID, in IssueTelling) ([]Draft, error) {
	var out []Draft
	err := s.rehearse(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		i, err := store.Issue(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		touched, err := store.Touches(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		told, _, err := tellTouched(a, i, touched, in)
		if err != nil {
			return err
		}
		for _, t := range told {
			d, err := draftOf(a, t.Notices)
			if err != nil {
				return err
			}
			out = append(out, d)
		}
		return nil
	})
	return out, err
}

// tellTouched tells one client after the other; the last telling undoes the others too.
func tellTouched(a *act, i issue.Issue, touched []issue.Touch, in IssueTelling) ([]Told, issue.Issue, error) {
	if len(in.Clients) == 0 {
		return nil, i, fault.Field("clients", "Choose whom to tell.")
	}
	before := i
	if in.Change != nil {
		var err error
		if i, err = editIssue(a, i, in.Change); err != nil {
			return nil, before, err
		}
	}
	if err := i.Ready(); err != nil {
		return nil, before, err
	}
	var told []Told
	var earlier []string
	for n, c := range in.Clients {
		if !slices.ContainsFunc(touched, func(t issue.Touch) bool { return t.ClientID == string(c.Client) }) {
			return nil, before, fault.Field("clients", "It does not touch one of these clients. Add them first.")
		}
		line := toldLine{UndoBy: a.now.Add(UndoFor), Issue: i.ID}
		if n == len(in.Clients)-1 {
			line.With = earlier
		}
		t, err := tellIssue(a, i, in, c, line)
		if err != nil {
			return nil, before, err
		}
		told, earlier = append(told, t), append(earlier, t.ID)
	}
	next := i
	next.Next = in.Next
	next, err := saveIssue(a, i, next, "issue told")
	return told, next, err
}

// tellIssue tells one client.
func tellIssue(a *act, i issue.Issue, in IssueTelling, c IssueReaders, line toldLine) (Told, error) {
	t := Telling{Client: c.Client, Readers: c.Readers, Channel: notice.Mail, Subject: i.What, Text: in.Text, Next: in.Next, Owner: i.OwnerID, issue: &i}
	for k, m := range c.Moves {
		if m.Reason == "" {
			m.Reason = shorten(i.What, promise.MaxReason)
		}
		p, err := store.Promise(a.tx, a.ws, m.Promise)
		if err != nil {
			return Told{}, missingField(err, "moves", "Choose promises that are there.")
		}
		if k == 0 {
			t.Project = p.ProjectID
		} else if t.Project != p.ProjectID {
			t.Project = ""
		}
		t.Moves = append(t.Moves, m)
	}
	return tellClient(a, t, line)
}

// issued notes what each reader was told of an issue.
func (t *telling) issued() error {
	if t.in.issue == nil {
		return nil
	}
	for _, n := range t.notices {
		w := issue.Word{NoticeID: string(n.ID), At: t.now, Words: t.in.issue.Words()}
		if err := store.AddIssueWord(t.tx, t.ws, t.in.issue.ID, string(t.in.Client), w); err != nil {
			return err
		}
	}
	about := obligation("issue", t.in.issue.ID)
	return changed(t.act, subscription.Change{
		Key: about + ":" + string(t.in.Client) + ":" + t.now.Format(time.RFC3339Nano), About: about, ClientID: string(t.in.Client), ProjectID: t.in.Project, Topic: subscription.Issues, What: subscription.Told, At: t.now.Add(UndoFor),
	})
}

// dressIssue loads the issue that a prompt is about, and who does not know of it.
func dressIssue(a *act, k *Asked, id issue.ID) error {
	i, err := store.Issue(a.tx, a.ws, id)
	if err != nil {
		return err
	}
	touched, err := store.Touches(a.tx, a.ws, id)
	if err != nil {
		return err
	}
	k.Issue = &i
	for _, t := range touched {
		if _, untold := i.Untold(t); !untold {
			continue
		}
		c, err := faceOf(a, client.ID(t.ClientID))
		if err != nil {
			return err
		}
		k.Untold = append(k.Untold, c.Name)
	}
	return nil
}
