package checks

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"reflect"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/handoff"
	"kept/internal/office"
	"kept/internal/store"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/reply"
	"kept/workspace"
)

// deep reads everything anew and compares it with what the journal left: what
// changed without a line is a stray.
func (r *Reader) deep(ctx context.Context, tx *store.Tx, o *office.Office) error {
	for _, step := range []func(*store.Tx) error{r.deepJournal, r.deepThings, func(tx *store.Tx) error { return deepPlans(r, tx) }, r.deepPromises, r.deepPrompts, r.deepOutbox, r.deepOther} {
		if err := step(tx); err != nil {
			return err
		}
	}
	return r.pages(ctx, o)
}

// fingerprint chains lines: each sum stands for all lines up to it.
type fingerprint struct{ sum hash.Hash }

func newFingerprint() *fingerprint { return &fingerprint{sha256.New()} }

// add takes a line in.
func (p *fingerprint) add(l store.Line) {
	for _, s := range []string{l.ID, strconv.FormatInt(l.At.UnixMilli(), 10), l.Actor, l.Act, l.Object, l.ClientID, l.Before, l.After} {
		p.sum.Write([]byte(s))
		p.sum.Write([]byte{0})
	}
}

// String is the sum in hexadecimal.
func (p *fingerprint) String() string { return hex.EncodeToString(p.sum.Sum(nil)) }

// chain is the fingerprint of each line that was read.
type chain struct {
	ids  []string
	sums [][8]byte
}

func (c *chain) add(l store.Line) {
	c.ids, c.sums = append(c.ids, l.ID), append(c.sums, short(l))
}

func short(l store.Line) [8]byte {
	p := newFingerprint()
	p.add(l)
	return [8]byte(p.sum.Sum(nil))
}

// deepJournal reads the journal from its beginning and finds lines that are
// not what they were.
func (r *Reader) deepJournal(tx *store.Tx) error {
	was := make(map[string][8]byte, len(r.chain.ids))
	for i, name := range r.chain.ids {
		was[name] = r.chain.sums[i]
	}
	err := eachLine(tx, r.firm.ID, func(l store.Line) {
		sum, ok := was[l.ID]
		switch {
		case !ok:
			r.firm.Rewrit = append(r.firm.Rewrit, fmt.Sprintf("line %s (%s %s) was slipped in later", l.ID, l.Act, l.Object))
		case sum != short(l):
			r.firm.Rewrit = append(r.firm.Rewrit, fmt.Sprintf("line %s (%s %s) was changed", l.ID, l.Act, l.Object))
		}
		delete(was, l.ID)
	})
	for _, name := range sortedKeys(was) {
		r.firm.Rewrit = append(r.firm.Rewrit, "line "+name+" is gone")
	}
	return err
}

func eachLine(tx *store.Tx, ws workspace.ID, do func(store.Line)) error {
	after := ""
	for {
		lines, err := store.JournalFrom(tx, ws, after, page)
		if err != nil {
			return err
		}
		for _, l := range lines {
			do(l)
			after = l.ID
		}
		if len(lines) < page {
			return nil
		}
	}
}

// JournalHash is the fingerprint of a workspace's whole journal, line by line
// in its order, and how many lines it has.
func JournalHash(ctx context.Context, db *store.DB, ws workspace.ID) (sum string, lines int, err error) {
	p := newFingerprint()
	err = eachLine(db.Read(ctx), ws, func(l store.Line) { p.add(l); lines++ })
	return p.String(), lines, err
}

// again reads a thing anew and notes it when it is not as the journal left it.
func again[K ~string, V any](r *Reader, into map[K]V, what string, read func(K) (V, error)) error {
	for _, key := range sortedKeys(into) {
		v, err := read(key)
		if err != nil {
			return fmt.Errorf("%s %s: %w", what, key, err)
		}
		if !reflect.DeepEqual(v, into[key]) {
			r.firm.Stray = append(r.firm.Stray, fmt.Sprintf("%s %s is not as the journal left it: %s", what, key, differs(into[key], v)))
			into[key] = v
			if p, ok := any(key).(promise.ID); ok {
				r.firm.took(p)
			}
		}
	}
	return nil
}

// differs says in which fields two values of one type are not alike.
func differs(was, is any) string {
	a, b := reflect.ValueOf(was), reflect.ValueOf(is)
	var out []string
	for i := range a.NumField() {
		if x, y := a.Field(i).Interface(), b.Field(i).Interface(); !reflect.DeepEqual(x, y) {
			out = append(out, fmt.Sprintf("%s was %+v and is %+v", a.Type().Field(i).Name, x, y))
		}
	}
	return strings.Join(out, ", ")
}

func (r *Reader) deepThings(tx *store.Tx) error {
	f := r.firm
	return errors.Join(
		again(r, f.Clients, "client", func(k client.ID) (client.Client, error) { return store.Client(tx, f.ID, k) }),
		again(r, f.Contacts, "contact", func(k client.ContactID) (client.Contact, error) { return store.Contact(tx, f.ID, k) }),
		again(r, f.Projects, "project", func(k client.ProjectID) (client.Project, error) { return store.Project(tx, f.ID, k) }),
		again(r, f.Clocks, "clock", func(k reply.ID) (reply.Clock, error) { return store.Clock(tx, f.ID, k) }),
		again(r, f.Talks, "conversation", func(k conversation.ID) (conversation.Conversation, error) { return store.Conversation(tx, f.ID, k) }),
		again(r, f.Messages, "message", func(k string) (store.Message, error) { return store.MessageOf(tx, f.ID, k) }),
		again(r, f.Arrivals, "arrival", func(k string) (store.Arrival, error) { return store.ArrivalOf(tx, f.ID, k) }),
		again(r, f.Ways, "mailbox", func(k string) (store.Mailbox, error) { return store.MailboxOf(tx, f.ID, k) }),
		again(r, f.Updates, "update", func(k news.ID) (news.Update, error) { return store.Update(tx, f.ID, k) }),
		again(r, f.HandOffs, "hand-off", func(k handoff.ID) (handoff.HandOff, error) { return store.HandOff(tx, f.ID, k) }),
		again(r, f.Notices, "notice", func(k notice.ID) (notice.Notice, error) { return store.Notice(tx, f.ID, k) }),
	)
}

// deepPromises reads all promises, those too that no line named.
func (r *Reader) deepPromises(tx *store.Tx) error {
	f := r.firm
	for _, state := range []promise.State{promise.Open, promise.Kept, promise.Released, promise.Withdrawn} {
		part := store.Slice{Limit: page}
		for {
			rows, err := store.PromisesByDue(tx, f.ID, state, part)
			if err != nil {
				return err
			}
			for _, row := range rows {
				r.row(row)
			}
			if len(rows) < page {
				break
			}
			last := rows[len(rows)-1]
			part.After = store.Place{At: last.DueAt, ID: string(last.ID)}
		}
	}
	return again(r, f.Promises, "promise", func(k promise.ID) (promise.Promise, error) { return asItStands(r, tx, k) })
}

// row compares a line of a list with the promise that it stands for.
func (r *Reader) row(row store.PromiseRow) {
	p, ok := r.firm.Promises[row.ID]
	switch {
	case !ok:
		r.firm.Stray = append(r.firm.Stray, fmt.Sprintf("promise %s is nowhere in the journal", row.ID))
		r.firm.Promises[row.ID] = promise.Promise{}
	case !p.Date().DueAt.Equal(row.DueAt) || p.Date().Outcome != row.Outcome || p.State != row.State, p.Date().Day != row.Day || len(p.Dates)-1 != row.Resets:
		r.firm.Stray = append(r.firm.Stray, fmt.Sprintf("promise %s is listed as %s, due %s, %q, and is otherwise", row.ID, row.State, stamp(row.DueAt), row.Outcome))
	}
}

// deepPrompts reads all live prompts.
func (r *Reader) deepPrompts(tx *store.Tx) error {
	rows, err := r.livePrompts(tx)
	if err != nil {
		return err
	}
	f, found := r.firm, map[string]store.PromptRow{}
	for _, p := range rows {
		if other, twice := found[p.Obligation]; twice {
			f.Stray = append(f.Stray, fmt.Sprintf("%s has two live prompts, %s and %s", p.Obligation, other.ID, p.ID))
		}
		found[p.Obligation] = p
		if was, ok := f.Prompts[p.Obligation]; !ok || !was.Same(p.Ask) || was.ID != p.ID {
			f.Stray = append(f.Stray, fmt.Sprintf("the prompt of %s is not as the journal left it: it was %+v and is %+v", p.Obligation, was.Ask, p.Ask))
		}
	}
	for _, ob := range sortedKeys(f.Prompts) {
		if _, ok := found[ob]; !ok {
			f.Stray = append(f.Stray, "the prompt of "+ob+" went away without a line")
		}
	}
	f.Prompts = found
	return nil
}

// deepOutbox reads every mail of the outbox.
func (r *Reader) deepOutbox(tx *store.Tx) error {
	before := ""
	for {
		rows, err := store.Outbox(tx, r.firm.ID, before, page)
		if err != nil {
			return err
		}
		for _, l := range rows {
			m, err := readMail(l)
			if err != nil {
				return err
			}
			r.firm.Leavings[m.MessageID] = l
			before = l.ID
		}
		if len(rows) < page {
			return nil
		}
	}
}

// deepOther looks whether the other workspace is as it was.
func (r *Reader) deepOther(tx *store.Tx) error {
	if r.other == "" {
		return nil
	}
	p := newFingerprint()
	if err := eachLine(tx, r.other, p.add); err != nil {
		return err
	}
	rows, err := store.PromisesByDue(tx, r.other, promise.Open, store.Slice{Limit: page})
	if err != nil {
		return err
	}
	mails, err := store.Outbox(tx, r.other, "", page)
	if err != nil {
		return err
	}
	now := fmt.Sprintf("%s %+v %+v", p, rows, mails)
	if r.alien != "" && r.alien != now {
		r.firm.Other = append(r.firm.Other, "the other workspace has changed, and nobody of it did anything")
	}
	r.alien = now
	return nil
}

// pages opens every contact's page.
func (r *Reader) pages(ctx context.Context, o *office.Office) error {
	f := r.firm
	for _, key := range sortedKeys(f.Contacts) {
		k := f.Contacts[key]
		if pageNow(f, key) == client.PageOver {
			continue
		}
		p, err := pageOf(ctx, o, office.Actor{Workspace: f.ID, Contact: k.ID, Client: k.ClientID})
		if err != nil {
			return fmt.Errorf("the page of %s: %w", k.Name, err)
		}
		p.Contact = k
		f.Pages = append(f.Pages, p)
	}
	return nil
}

// mostOpened is how many conversations are opened on one page.
const mostOpened = 20

func pageOf(ctx context.Context, o *office.Office, who office.Actor) (p Page, err error) {
	if p.View, err = o.Portal.View(ctx, who); err != nil {
		return p, err
	}
	_, all, err := o.Portal.Talks(ctx, who)
	if err != nil {
		return p, err
	}
	for _, t := range all {
		p.Threads = append(p.Threads, t.Thread)
	}
	for _, t := range p.Threads[:min(len(p.Threads), mostOpened)] {
		_, v, err := o.Portal.Talk(ctx, who, t.ID)
		if err != nil {
			return p, err
		}
		p.Talks = append(p.Talks, v)
	}
	return p, nil
}

// stamp writes a moment for a finding.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
