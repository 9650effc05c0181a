package checks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/handoff"
	"kept/internal/id"
	"kept/internal/office"
	"kept/internal/store"
	"kept/issue"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
	"kept/subscription"
	"kept/workspace"
	"kept/worktime"
)

// House is what a reader reads through: it changes when Kept starts anew.
type House struct {
	DB     *store.DB
	Office *office.Office
}

// Reader reads a workspace step by step: what the journal's new lines speak
// of, and now and then everything.
type Reader struct {
	firm  *Firm
	other workspace.ID // the workspace that nobody of this one may touch; "" = none

	last  store.Line      // the last line that was read
	seen  map[string]bool // the lines of its moment that were read
	chain chain
	alien string // the other workspace's fingerprint
}

// NewReader begins to read a workspace. public names public holidays; other is
// a workspace in the same database that must stay as it is, or "".
func NewReader(ws, other workspace.ID, public func(region string, d worktime.Day) (string, bool)) *Reader {
	return &Reader{other: other, seen: map[string]bool{}, firm: &Firm{
		ID: ws, Members: map[member.ID]member.Member{}, Absences: map[string]member.Absence{}, Clients: map[client.ID]client.Client{},
		Contacts: map[client.ContactID]client.Contact{}, Projects: map[client.ProjectID]client.Project{}, Promises: map[promise.ID]promise.Promise{},
		Notices: map[notice.ID]notice.Notice{}, Clocks: map[reply.ID]reply.Clock{}, Talks: map[conversation.ID]conversation.Conversation{}, Messages: map[string]store.Message{},
		Arrivals: map[string]store.Arrival{}, Ways: map[string]store.Mailbox{}, Chases: map[client.ID][]store.ChaseRow{}, clockOf: map[promise.ID]reply.ID{}, mailOf: map[notice.ID]string{}, wordOf: map[notice.ID]string{}, arrivalOf: map[string]string{},
		talkOf: map[reply.ID]conversation.ID{}, clocksOf: map[conversation.ID][]reply.ID{}, HandOffs: map[handoff.ID]handoff.HandOff{}, Updates: map[news.ID]news.Update{}, Issues: map[issue.ID]KnownIssue{}, Follows: map[client.ContactID]subscription.Subscription{}, Prompts: map[string]store.PromptRow{}, Leavings: map[string]store.Leaving{}, teams: map[member.ID]prompt.Team{}, told: map[notice.ID][]promise.ID{},
		calendars: &calendars{public: public, byKey: map[string]compiled{}},
	}}
}

// Server is the mail server's side of a step.
type Server struct {
	Posted   Posted
	Handings []Handing
	Outside  Outside // since the reading before
	Downs    []Span
	Back     bool // Kept has just come back
}

// Read reads what changed since the reading before, or with deep everything.
func (r *Reader) Read(ctx context.Context, h House, s Server, deep bool, now time.Time) (*Firm, error) {
	f, tx := r.firm, h.DB.Read(ctx)
	f.Now, f.Handed, f.Handings, f.Downs, f.Back = now, len(f.Handings), s.Handings, s.Downs, s.Back
	f.Outside = s.Outside
	f.Deep, f.Stray, f.Rewrit, f.Other, f.Pages = deep, nil, nil, nil, nil
	f.owed = nil
	f.Fresh, f.Letters, f.Ticked, f.Spoken, f.Said, f.Posted = nil, nil, nil, nil, nil, s.Posted
	if err := r.lines(tx); err != nil {
		return f, fmt.Errorf("read the journal: %w", err)
	}
	if err := r.changed(tx); err != nil {
		return f, fmt.Errorf("read what the journal names: %w", err)
	}
	for _, x := range f.Handings[f.Handed:] {
		if err := r.leaving(tx, x.Mail.MessageID); err != nil {
			return f, fmt.Errorf("read the outbox: %w", err)
		}
	}
	if !deep {
		return f, nil
	}
	if err := r.deep(ctx, tx, h.Office); err != nil {
		return f, fmt.Errorf("read everything: %w", err)
	}
	return f, nil
}

// page is how many lines are read at once.
const page = 1000

// lines reads the journal's new lines. Lines of one moment may stand before
// one that was read, so the last moment is read again.
func (r *Reader) lines(tx *store.Tx) error {
	f := r.firm
	f.New, f.Unordered, f.Touched = nil, nil, map[string]bool{}
	after := ""
	if r.last.ID != "" {
		after = id.New("jnl", r.last.At.Add(-time.Millisecond), last{})
	}
	last := r.last
	for {
		lines, err := store.JournalFrom(tx, f.ID, after, page)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if r.seen[l.ID] {
				continue
			}
			if l.ID < r.last.ID {
				f.Unordered = append(f.Unordered, l)
			}
			if !l.At.Equal(last.At) {
				clear(r.seen)
			}
			last = l
			r.seen[l.ID] = true
			r.chain.add(l)
			f.New = append(f.New, l)
			f.Touched[l.Object] = true
		}
		if len(lines) < page {
			r.last = last
			return nil
		}
		after = lines[len(lines)-1].ID
	}
}

// last is the highest bytes that an id can be made of.
type last struct{}

func (last) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 0xff
	}
	return len(p), nil
}

var _ io.Reader = last{}

// changed reads anew what the new lines speak of.
func (r *Reader) changed(tx *store.Tx) error {
	people := false
	for _, l := range r.firm.New {
		if l.Act != "not a chase" {
			continue
		}
		if err := readChases(r, tx, client.ID(l.ClientID)); err != nil {
			return err
		}
	}
	for _, object := range sortedKeys(r.firm.Touched) {
		kind, name := cut(object)
		var err error
		switch kind {
		case "member", "absence", "workspace":
			people = true
		case "telling":
			err = r.telling(tx, object)
		case "conversation":
			err = readTalks(r, tx, object)
		case "chase":
			err = readChase(r, tx, object)
		default:
			err = r.thing(tx, kind, name)
		}
		if err == nil {
			err = r.prompt(tx, object)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", object, err)
		}
	}
	if err := readIssues(r, tx); err != nil {
		return err
	}
	if people {
		return r.people(tx)
	}
	return nil
}

func (r *Reader) thing(tx *store.Tx, kind, name string) error {
	f := r.firm
	switch kind {
	case "promise":
		return r.promise(tx, promise.ID(name))
	case "notice":
		return r.notice(tx, notice.ID(name))
	case "client":
		return load(f.Clients, client.ID(name))(store.Client(tx, f.ID, client.ID(name)))
	case "contact":
		return readContact(f, tx, client.ContactID(name))
	case "project":
		return load(f.Projects, client.ProjectID(name))(store.Project(tx, f.ID, client.ProjectID(name)))
	case "clock":
		return r.clock(tx, reply.ID(name))
	case "message":
		return r.message(tx, name)
	case "arrival":
		return readArrival(r, tx, name)
	case "update":
		return load(f.Updates, news.ID(name))(store.Update(tx, f.ID, news.ID(name)))
	case "handoff":
		return readHandOff(r, tx, handoff.ID(name))
	case "mailbox":
		return load(f.Ways, name)(store.MailboxOf(tx, f.ID, name))
	}
	return nil
}

// readContact reads a contact, and what he follows.
func readContact(f *Firm, tx *store.Tx, id client.ContactID) error {
	if err := load(f.Contacts, id)(store.Contact(tx, f.ID, id)); err != nil {
		return err
	}
	s, err := store.Subscription(tx, f.ID, id)
	if errors.Is(err, store.ErrNone) {
		return nil
	}
	return load(f.Follows, id)(s, err)
}

func load[K comparable, V any](into map[K]V, key K) func(V, error) error {
	return func(v V, err error) error {
		if err == nil {
			into[key] = v
		}
		return err
	}
}

// promise reads a promise, and the notices that told of it where they are new.
func (r *Reader) promise(tx *store.Tx, name promise.ID) error {
	f := r.firm
	if err := load(f.Promises, name)(store.Promise(tx, f.ID, name)); err != nil {
		return err
	}
	f.took(name)
	for _, t := range f.Promises[name].Tellings {
		if _, ok := f.Notices[notice.ID(t.NoticeID)]; ok {
			continue
		}
		if err := load(f.Notices, notice.ID(t.NoticeID))(store.Notice(tx, f.ID, notice.ID(t.NoticeID))); err != nil {
			return err
		}
		f.Letters = append(f.Letters, notice.ID(t.NoticeID))
		if err := readWord(r, tx, f.Notices[notice.ID(t.NoticeID)]); err != nil {
			return err
		}
	}
	return nil
}

// notice reads a notice, and the promises that it told of: their evidence changed.
func (r *Reader) notice(tx *store.Tx, name notice.ID) error {
	f := r.firm
	if err := load(f.Notices, name)(store.Notice(tx, f.ID, name)); err != nil {
		return err
	}
	f.Letters = append(f.Letters, name)
	if err := readWord(r, tx, f.Notices[name]); err != nil {
		return err
	}
	told, err := store.ToldBy(tx, f.ID, string(name))
	for _, p := range told {
		if err == nil {
			err = r.promise(tx, p)
		}
	}
	return err
}

// tellingLine is what the journal says of a telling.
type tellingLine struct {
	Notices []notice.ID  `json:"notices"`
	Moved   []promise.ID `json:"moved"`
	Undone  bool         `json:"undone"`
	Message string       `json:"message"`
}

func (r *Reader) telling(tx *store.Tx, object string) error {
	for _, l := range r.firm.New {
		if l.Object != object {
			continue
		}
		var t tellingLine
		if err := json.Unmarshal([]byte(l.After), &t); err != nil {
			return err
		}
		for _, n := range t.Notices {
			if err := r.notice(tx, n); err != nil {
				return err
			}
		}
		if t.Message == "" {
			continue
		}
		if err := r.message(tx, t.Message); err != nil {
			return err
		}
	}
	return nil
}

// prompt reads the live prompt of an obligation.
func (r *Reader) prompt(tx *store.Tx, obligation string) error {
	p, err := store.LivePrompt(tx, r.firm.ID, obligation)
	if errors.Is(err, store.ErrNone) {
		delete(r.firm.Prompts, obligation)
		return nil
	}
	r.firm.Prompts[obligation] = p
	return err
}

// people reads the workspace, its members and who is away.
func (r *Reader) people(tx *store.Tx) error {
	f := r.firm
	var err error
	if f.Workspace, err = store.Workspace(tx, f.ID); err != nil {
		return err
	}
	f.Began = f.Workspace.MadeAt
	clear(f.teams)
	all, err := store.Members(tx, f.ID)
	if err != nil {
		return err
	}
	for _, m := range all {
		f.Members[m.ID] = m
	}
	for object := range f.Touched {
		if name, ok := strings.CutPrefix(object, "absence:"); ok {
			if err := load(f.Absences, name)(store.Absence(tx, f.ID, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// leaving reads the mail with a Message-ID.
func (r *Reader) leaving(tx *store.Tx, messageID string) error {
	name, _, _ := strings.Cut(messageID, "@")
	l, err := store.LeavingOf(tx, r.firm.ID, name)
	if errors.Is(err, store.ErrNone) {
		return nil // a check says so: nothing leaves but by the outbox
	}
	r.firm.Leavings[messageID] = l
	return err
}

// everybody's prompts, at most so many for each holder.
const maxPrompts = 10_000

// livePrompts reads every live prompt: by who holds it, and by whose it is.
func (r *Reader) livePrompts(tx *store.Tx) ([]store.PromptRow, error) {
	var out []store.PromptRow
	seen := map[prompt.ID]bool{}
	for _, m := range sortedKeys(r.firm.Members) {
		held, err := store.PromptsByHolder(tx, r.firm.ID, m, maxPrompts)
		if err != nil {
			return nil, err
		}
		own, err := store.PromptsByOwner(tx, r.firm.ID, m, maxPrompts)
		if err != nil {
			return nil, err
		}
		for _, p := range append(held, own...) {
			if !seen[p.ID] {
				seen[p.ID] = true
				out = append(out, p)
			}
		}
	}
	return out, nil
}
