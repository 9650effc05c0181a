package office

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/document"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/issue"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/reply"
)

// Notices is telling clients, and what became of it.
type Notices struct{ *desk }

// Limits of one telling.
const (
	MaxReaders = 50
	MaxMatters = 50 // promises moved or kept in one telling
	MaxText    = 20_000
	MaxSubject = 200
)

// Move is a promise that gets a new date in a telling.
type Move struct {
	Promise promise.ID
	Version int
	When    promise.When
	Reason  string // the client reads it
	Because string // why this date is promised although it is doubtful; "" = it is not. For us alone
}

// Telling is one message to readers at one client, with everything that it
// says: dates moved, promises kept, and when they hear next. One cause, one
// client, one message.
type Telling struct {
	Client  client.ID
	Project string
	Readers []client.ContactID
	Channel notice.Channel // mail; or call, meeting: it was said already
	At      time.Time      // when it was said; zero = now
	Subject string         // "" = taken from what it is about
	Text    string
	Moves   []Move
	Keeps   []promise.ID
	Update  *SentUpdate  // it sends a status update: Subject and Text are its own; nil = none
	Plan    bool         // it tells of the project's plan, as it is forecast now
	Next    promise.When // when they hear next: a telling without it is refused
	Owner   member.ID    // of the next contact; "" = as usual
	// Conversation is the one that it goes on with: it is an answer. "" = none.
	Conversation conversation.ID
	Seen         int // the version of the conversation that was seen; 0 = whatever it is
	Files        []File
	Documents    []document.ID // that it shares with the client, if they are not
	issue        *issue.Issue  // of which it tells, as it stands; nil = none
	onlyAck      bool          // it says that we have the message and by when an answer comes, and no more
}

// Told is a telling that was done: what it can be undone by, and until when.
type Told struct {
	ID      string // the line of the journal
	Notices []notice.ID
	UndoBy  time.Time
}

// toldLine is what the journal keeps of a telling.
type toldLine struct {
	Notices []notice.ID    `json:"notices"`
	Moved   []promise.ID   `json:"moved,omitempty"`
	Kept    []promise.ID   `json:"kept,omitempty"`
	Met     []promise.ID   `json:"met,omitempty"`  // next contacts that it kept
	Next    []promise.ID   `json:"next,omitempty"` // the next contact that it set
	UndoBy  time.Time      `json:"undo_by,omitzero"`
	Undone  bool           `json:"undone,omitempty"`
	Channel notice.Channel `json:"channel"`
	Message string         `json:"message,omitempty"` // of a call: the line of what was said
	Stopped []reply.ID     `json:"stopped,omitempty"` // the waits that the call ended
	Steps   []stepLine     `json:"steps,omitempty"`   // of the plan, of which it told
	Update  news.ID        `json:"update,omitempty"`  // that it sent
	Shared  []document.ID  `json:"shared,omitempty"`  // that were private before
	Issue   issue.ID       `json:"issue,omitempty"`   // of which it told
	With    []string       `json:"with,omitempty"`    // the tellings to others in the same act
}

// Tell tells a client, in one act.
func (s Notices) Tell(ctx context.Context, who Actor, in Telling) (Told, error) {
	var told Told
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		var err error
		told, err = tellClient(a, in, toldLine{UndoBy: a.now.Add(UndoFor)})
		return err
	})
	return told, err
}

// tellClient tells. begun is what its line in the journal begins with: what
// else an undo has to take back, and until when there is one.
func tellClient(a *act, in Telling, begun toldLine) (Told, error) {
	t := &telling{act: a, in: in, line: begun}
	a.told = in.Readers
	defer func() { a.told = nil }()
	for _, step := range []func() error{t.check, t.share, t.tells, t.plan, t.move, t.send, t.issued, t.planned, t.updated, t.answer, t.keep, t.meet} {
		if err := step(); err != nil {
			return Told{}, err
		}
	}
	return t.done()
}

// telling is a telling under way.
type telling struct {
	*act
	in      Telling
	client  client.Client
	readers []client.Contact
	before  []promise.Promise // the moved ones as they were
	moved   []promise.Promise
	notices []notice.Notice
	steps   []toldStep  // of the plan, of which it tells
	over    []toldStep  // of these it shows that they are done
	update  news.Update // that it sends, as it was
	sent    news.Update // and as it is then
	talk    *talk
	left    []client.ContactID // who was promised something and works there no more
	line    toldLine
}

func (t *telling) check() error {
	var k fault.Check
	k.Want(len(t.in.Readers) > 0, "readers", "Say who is to be told.")
	k.Want(len(t.in.Readers) <= MaxReaders, "readers", "Fifty readers at most.")
	k.Want(len(t.in.Documents) <= MaxMatters, "documents", "Fifty documents at most in one message.")
	k.Want(len(t.in.Moves)+len(t.in.Keeps) <= MaxMatters, "moves", "Fifty promises at most in one message.")
	member.CheckText(&k, "text", t.in.Text, MaxText)
	member.CheckOptionalLine(&k, "subject", t.in.Subject, MaxSubject)
	checkFiles(&k, t.in.Files)
	k.Want(t.in.Text != "" || t.in.onlyAck || t.in.Plan || t.in.Update != nil || t.in.issue != nil || len(t.in.Moves)+len(t.in.Keeps) > 0, "text", "Write what there is to tell.")
	k.Want(t.in.Next != (promise.When{}), "next", "Say when they hear from you next. Nobody should have to ask.")
	k.Want(!t.in.At.After(t.now), "at", "That is still to come.")
	if err := k.Err(); err != nil {
		return err
	}
	var err error
	if t.client, err = store.Client(t.tx, t.ws, t.in.Client); err != nil {
		return missingField(err, "client", "Choose a client.")
	}
	if err := t.joins(); err != nil {
		return err
	}
	for _, id := range t.in.Readers {
		_, r, err := checkPlace(t.act, t.in.Client, t.in.Project, id)
		if err != nil {
			return err
		}
		if t.in.Channel == notice.Mail && r.Email == "" {
			return fault.Field("readers", "“"+r.Name+"” has no e-mail address. Call, and log the call.")
		}
		if t.in.Channel == notice.Mail {
			if err := canMail(t.act, "readers", r); err != nil {
				return err
			}
		}
		t.readers = append(t.readers, r)
	}
	return nil
}

// move resets the promises; their notices come after, the evidence last.
func (t *telling) move() error {
	cal, err := t.calendars.of(t.client.Hours)
	if err != nil {
		return err
	}
	for _, m := range t.in.Moves {
		before, err := openPromise(t.act, m.Promise, m.Version)
		if err != nil {
			return err
		}
		if before.ClientID != string(t.in.Client) {
			return store.ErrNone
		}
		if err := t.hears(before); err != nil {
			return err
		}
		if t.at().Before(before.Date().SetAt) {
			return fault.Field("at", "That was before this date was set.")
		}
		p, err := before.Reset(m.When, m.Reason, t.who.Member, cal, t.now)
		if err != nil {
			return err
		}
		if err := beBold(t.act, p, cal, m.Because); err != nil {
			return err
		}
		if err := store.SavePromise(t.tx, t.ws, before, p); err != nil {
			return err
		}
		if err := t.note("reset", obligation("promise", p.ID), p.ClientID, before, p); err != nil {
			return err
		}
		t.before, t.moved = append(t.before, before), append(t.moved, p)
		t.line.Moved = append(t.line.Moved, p.ID)
	}
	return nil
}

// hears wants whom a promise was made to among the readers. Who has left the
// client cannot be told any more: then whoever reads it stands in for him.
func (t *telling) hears(p promise.Promise) error {
	id := client.ContactID(p.ContactID)
	if slices.Contains(t.in.Readers, id) {
		return nil
	}
	k, err := store.Contact(t.tx, t.ws, id)
	if err != nil {
		return err
	}
	if k.EndedAt.IsZero() {
		return fault.Field("readers", "Whoever was promised “"+p.Words+"” has to be among the readers.")
	}
	t.left = append(t.left, id)
	return nil
}

// send writes to each reader, or notes what was said to him, and ties the
// notices to the dates that they tell of.
func (t *telling) send() error {
	l, err := t.letter()
	if err != nil {
		return err
	}
	for _, r := range t.readers {
		if t.in.onlyAck {
			if err := t.firstWord(&l, r); err != nil {
				return err
			}
		}
		var n notice.Notice
		if t.in.Channel == notice.Mail {
			n, err = writeLetter(t.act, t.client, t.in.Project, r, l)
		} else {
			n, err = recordSaid(t.act, t.client, t.in.Project, r, spoken{channel: t.in.Channel, kind: l.kind, at: t.at(), subject: l.subject, text: t.spokenText(l)})
		}
		if err != nil {
			return err
		}
		t.notices = append(t.notices, n)
		t.line.Notices = append(t.line.Notices, n.ID)
		for _, p := range t.moved {
			if p.ContactID != string(r.ID) && !slices.Contains(t.left, client.ContactID(p.ContactID)) {
				continue
			}
			tie := promise.Telling{Seq: len(p.Dates) - 1, NoticeID: string(n.ID)}
			if err := store.AddTelling(t.tx, t.ws, p.ID, tie); err != nil {
				return err
			}
			if n.Channel == notice.Mail {
				continue // he sees it when it has arrived
			}
			if err := dateShown(t.act, store.Tie{Promise: p.ID, Seq: tie.Seq}); err != nil {
				return err
			}
		}
	}
	for i, p := range t.moved {
		if err := t.review(obligation("promise", p.ID)); err != nil {
			return err
		}
		if err := doubtKnown(t.act, p, t.in.Moves[i].Because); err != nil {
			return err
		}
		if err := handOffsFollow(t.act, p.ID); err != nil {
			return err
		}
	}
	for _, n := range t.notices {
		if len(t.moved) == 0 || n.Channel != notice.Mail {
			continue
		}
		if err := reviewNotice(t.act, n); err != nil { // now that it is known which dates it moves
			return err
		}
	}
	return nil
}

func (t *telling) at() time.Time {
	if t.in.At.IsZero() {
		return t.now
	}
	return t.in.At.UTC().Truncate(time.Millisecond)
}

// spokenText is what is recorded of something that was said.
func (t *telling) spokenText(l letter) string {
	var parts []string
	if t.in.Text != "" {
		parts = append(parts, t.in.Text)
	}
	for _, f := range l.facts {
		line := f.Label + ": " + f.Value
		if f.Was != "" {
			line = t.voice().Say("{what} (it was {was})", "what", line, "was", f.Was)
		}
		parts = append(parts, line)
	}
	return strings.Join(parts, "\n")
}

// keep keeps the promises that this telling delivers.
func (t *telling) keep() error {
	for _, id := range t.in.Keeps {
		if known, err := store.Promise(t.tx, t.ws, id); err == nil && t.talk != nil && known.State == promise.Kept && known.ClientID == string(t.in.Client) && known.KeptAt.Equal(laterOf(t.at(), known.MadeAt)) {
			continue // the answer itself kept it
		}
		before, err := openPromise(t.act, id, 0)
		if err != nil {
			return err
		}
		if before.ClientID != string(t.in.Client) {
			return store.ErrNone
		}
		at := t.at()
		if at.Before(before.MadeAt) {
			at = before.MadeAt
		}
		p, err := before.Keep(at, t.now)
		if err != nil {
			return err
		}
		if _, err := savePromise(t.act, before, p, "kept"); err != nil {
			return err
		}
		t.line.Kept = append(t.line.Kept, id)
	}
	return nil
}

// meet counts the telling as a contact: it keeps what was owed as next contact
// and sets the new one.
func (t *telling) meet() error {
	was, err := store.NextContacts(t.tx, t.ws, t.in.Client)
	if err != nil {
		return err
	}
	t.line.Met, err = meetClient(t.act, contact{
		client: t.client, project: t.in.Project, with: t.readers[0].ID, owner: t.in.Owner, at: t.at(), notice: string(t.notices[0].ID), next: t.in.Next,
	})
	if err != nil {
		return err
	}
	is, err := store.NextContacts(t.tx, t.ws, t.in.Client)
	for _, n := range is {
		if !slices.Contains(was, n) {
			t.line.Next = append(t.line.Next, n.Promise)
		}
	}
	return err
}

func (t *telling) done() (Told, error) {
	t.line.Channel = t.in.Channel
	id := t.newID("tel")
	if err := t.note("told", obligation("telling", id), string(t.in.Client), nil, t.line); err != nil {
		return Told{}, err
	}
	return Told{ID: id, Notices: t.line.Notices, UndoBy: t.line.UndoBy}, nil
}

// letter puts into words what the telling says.
func (t *telling) letter() (letter, error) {
	if t.in.onlyAck {
		return t.ackLetter(), nil
	}
	cal, err := t.calendars.of(t.client.Hours)
	if err != nil {
		return letter{}, err
	}
	me, _ := t.book.member(t.who.Member)
	v, l := t.voice(), letter{kind: notice.Word, subject: t.in.Subject, body: t.in.Text}
	for i, p := range t.moved {
		l.kind = notice.Reset
		l.facts = append(l.facts,
			outbox.Fact{Label: p.Words, Value: whenTo(v, p.Date().When, cal), Was: whenTo(v, t.before[i].Date().When, cal)},
			outbox.Fact{Label: v.Say("Why"), Value: p.Date().Reason})
	}
	var kept []promise.Promise
	for _, id := range t.in.Keeps {
		p, err := store.Promise(t.tx, t.ws, id)
		if err != nil {
			return l, err
		}
		if l.kind == notice.Word {
			l.kind = notice.Keeping
		}
		kept = append(kept, p)
		l.facts = append(l.facts, outbox.Fact{Label: p.Words, Value: v.Say("done")})
	}
	if l.lead = lead(v, t.moved, kept, cal); len(t.steps) > 0 {
		l.facts = append(l.facts, t.planFacts()...)
		if l.lead == "" && l.body == "" {
			l.lead = v.Say("This is how the work goes on, as far as we can say today:")
		}
	}
	if t.in.Update != nil {
		l.kind, l.parts = notice.Update, partsOf(v, t.sent)
		if l.lead == "" {
			l.lead = updateLead(v, t.sent)
		}
	}
	if t.in.issue != nil {
		l.kind, l.lead, l.parts = notice.Issue, v.Say(IssuePhrase(t.in.issue.State)), IssueParts(v, t.in.issue.Words())
	}
	l.next = v.Say("You will hear from {who} again by {when}.", "who", me.Name, "when", whenTo(v, t.in.Next, cal))
	if l.files, l.talk = t.in.Files, t.talk; l.talk != nil && l.kind == notice.Word {
		l.kind = notice.Answer
	}
	if l.subject == "" {
		l.subject = t.matter(kept)
	}
	l.effect = t.effect()
	return l, nil
}

// matter is the subject where none was given: one for each matter, so that a
// mail program keeps its mails together.
func (t *telling) matter(kept []promise.Promise) string {
	if t.talk != nil && t.talk.Subject != "" {
		return shorten("Re: "+t.talk.Subject, MaxSubject)
	}
	for _, p := range append(slices.Clone(t.moved), kept...) {
		return shorten(p.Words, MaxSubject)
	}
	if p, err := store.Project(t.tx, t.ws, client.ProjectID(t.in.Project)); err == nil {
		return p.Name
	}
	return t.voice().Say("News from {firm}", "firm", t.book.firm.Name)
}

// effect names what the telling does to the world: a date that is told of is
// told of once.
func (t *telling) effect() string {
	if t.in.Update != nil && len(t.moved) == 0 {
		return fmt.Sprintf("%s%s:%d", updateEffect, t.update.ID, t.update.Version) // it may be taken back, and sent again
	}
	if len(t.moved) == 0 { // dates of a plan are told anew only where they differ
		return "word:" + t.newID("wrd")
	}
	var parts []string
	for _, p := range t.moved {
		parts = append(parts, fmt.Sprintf("%s:%d:%s", p.ID, len(p.Dates)-1, p.Date().DueAt.Format(time.RFC3339)))
	}
	return "reset:" + strings.Join(parts, ",") + ":" + t.now.Format(time.RFC3339Nano)
}
