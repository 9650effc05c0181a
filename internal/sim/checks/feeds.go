package checks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/feed"
	"kept/news"
	"kept/plan"
	"kept/promise"
)

// feeds: the calendar of a contact's own programs holds every date of which his client
// was told, as it stands, and nothing that was not told, taken back or is private; what
// moves keeps its UID and raises its SEQUENCE, which never falls; and an address opens
// until it is ended or its contact loses his page, and never again.
type feeds struct {
	made map[client.ContactID]time.Time // when the address was made that a contact has
	seen map[client.ContactID]map[string]feed.Entry
	last map[client.ContactID]Fetch
}

func newFeeds() *feeds {
	return &feeds{made: map[client.ContactID]time.Time{}, seen: map[client.ContactID]map[string]feed.Entry{}, last: map[client.ContactID]Fetch{}}
}

func (*feeds) Name() string { return "feeds" }

func (c *feeds) Look(f *Firm) []string {
	for _, l := range f.New {
		kind, id := cut(l.Object)
		switch {
		case kind != "contact":
		case l.Act == "feed made":
			c.made[client.ContactID(id)] = l.At
		case l.Act == "feed ended":
			delete(c.made, client.ContactID(id))
		}
	}
	var out []string
	for _, x := range f.Outside.Fetches {
		for _, what := range c.fetch(f, x) {
			out = append(out, fmt.Sprintf("the feed of %s ", x.Contact)+what)
		}
	}
	return out
}

func (c *feeds) fetch(f *Firm, x Fetch) []string {
	made, lives := c.made[x.Contact]
	opens := lives && made.Equal(x.Made) && pageNow(f, x.Contact) != client.PageOver
	switch {
	case x.Other:
		return []string{"opened where another workspace's pages are shown"}
	case x.Over && opens:
		return []string{"was refused, and nobody ended it"}
	case x.Over:
		return nil
	case !opens:
		return []string{fmt.Sprintf("made at %s opened, and is over", stamp(x.Made))}
	}
	out := datesFaults(f, x)
	out = append(out, newsFaults(f, x)...)
	out = append(out, c.unsaid(x)...)
	return append(out, c.moved(x)...)
}

// unsaid finds that a calendar changed and its stamp did not: a program that asks
// again would be told that it has everything. What is over goes away in silence.
func (c *feeds) unsaid(x Fetch) []string {
	was, known := c.last[x.Contact]
	c.last[x.Contact] = x
	if !known || was.Stamp != x.Stamp {
		return nil
	}
	for _, e := range x.Calendar.Entries {
		if !slices.Contains(was.Calendar.Entries, e) {
			return []string{fmt.Sprintf("has another %s %q than at %s under the same stamp", e.UID, e.Summary, stamp(was.At))}
		}
	}
	return nil
}

// feedKeeps is for how long what is over stands in a calendar.
const feedKeeps = 30 * 24 * time.Hour

// datesFaults holds the dates of a calendar against the evidence.
func datesFaults(f *Firm, x Fetch) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	got := map[string]feed.Entry{}
	for _, e := range x.Calendar.Entries {
		id, ok := strings.CutSuffix(e.UID, "@kept")
		if _, twice := got[id]; !ok || twice {
			say("has %s twice, or by another name", e.UID)
		}
		got[id] = e
	}
	of := f.Contacts[x.Contact].ClientID
	for _, id := range sortedKeys(f.Promises) {
		p := f.Promises[id]
		e, there := got[string(id)]
		delete(got, string(id))
		d, wanted := shownDate(f, p)
		switch wanted = wanted && p.ClientID == string(of); {
		case wanted && !there:
			say("has no %s %q, which is told and stands for %s", p.Kind, p.Words, stamp(d.DueAt))
		case there && !wanted:
			say("shows %s %s %q of %s, which was not told or is over", p.State, p.Kind, p.Words, p.ClientID)
		case wanted && !stands(e, d.When, d.DueAt):
			say("shows %q at %s, which is told for %s", p.Words, whenOf(e), stamp(d.DueAt))
		case wanted && p.Kind != promise.NextContact && !strings.Contains(e.Summary, p.Words), wanted && e.Cancelled != (p.State == promise.Released):
			say("shows %q (cancelled: %v) for %s %q", e.Summary, e.Cancelled, p.State, p.Words)
		}
	}
	return append(out, otherFaults(f, x, got)...)
}

// shownDate is the date with which a promise stands in its client's calendar; false =
// it does not stand there.
func shownDate(f *Firm, p promise.Promise) (promise.Date, bool) {
	if p.Kind == promise.NextContact {
		return p.Date(), p.State == promise.Open
	}
	last := -1
	for i := range p.Dates {
		if !f.toldOf(p, func(seq int) bool { return seq == i }).IsZero() {
			last = i
		}
	}
	since := f.Now.Add(-feedKeeps)
	over := p.State == promise.Kept && p.KeptAt.Before(since) || p.State == promise.Released && p.ReleasedAt.Before(since)
	if last < 0 || over || p.Kind == promise.Answer || p.State == promise.Withdrawn {
		return promise.Date{}, false
	}
	return p.Dates[last], true
}

// stands tells whether an entry is on a date.
func stands(e feed.Entry, w promise.When, due time.Time) bool {
	if w.Day.IsZero() {
		return e.At.Equal(due)
	}
	return e.At.IsZero() && e.From == w.Day && e.Until == w.Day
}

func whenOf(e feed.Entry) string {
	if e.At.IsZero() {
		return e.From.String()
	}
	return stamp(e.At)
}

// otherFaults looks at the entries that are no promises: steps, and what the contact was asked.
func otherFaults(f *Firm, x Fetch, got map[string]feed.Entry) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, id := range sortedKeys(f.HandOffs) {
		h := f.HandOffs[id]
		e, there := got[string(id)]
		delete(got, string(id))
		his := h.Party.Side == plan.Theirs && h.Party.ID == string(x.Contact) && h.ClientID == string(f.Contacts[x.Contact].ClientID)
		switch {
		case there && !his:
			say("shows what %s was asked", h.Party.ID)
		case there && !stands(e, promise.When{}, h.ToldBy):
			say("shows what he was asked at %s, which is needed by %s", whenOf(e), stamp(h.ToldBy))
		case !there && his && h.State == handoff.Asked && !h.ToldBy.IsZero() && stillWanted(f, h):
			say("does not show %q, which he was asked", h.Words)
		}
	}
	for _, id := range sortedKeys(got) {
		if _, shown := x.Shown["steps/"+id]; !shown {
			say("shows %s %q, which his page does not", id, got[id].Summary)
		}
	}
	for _, path := range sortedKeys(x.Shown) {
		id, step := strings.CutPrefix(path, "steps/")
		if _, there := got[id]; step && x.Shown[path] && !there {
			say("does not show step %s, which his page does", id)
		}
	}
	return out
}

// stillWanted tells whether what a client was asked for is needed for a promise that is open.
func stillWanted(f *Firm, h handoff.HandOff) bool {
	p, ok := f.Promises[promise.ID(h.PromiseID)]
	return ok && p.State == promise.Open && open(f.Clients[client.ID(h.ClientID)])
}

// newsFaults finds what is told as new and is not to be seen.
func newsFaults(f *Firm, x Fetch) []string {
	var out []string
	of := string(f.Contacts[x.Contact].ClientID)
	for _, i := range x.News.Items {
		_, path, _ := strings.Cut(i.URL, "/p/")
		kind, id, _ := strings.Cut(path, "/")
		ok := true
		switch kind {
		case "promises":
			p := f.Promises[promise.ID(id)]
			ok = p.ClientID == of && p.State != promise.Withdrawn && !f.toldOf(p, func(int) bool { return true }).IsZero()
		case "updates":
			u := f.Updates[news.ID(id)]
			ok = u.ClientID == of && u.State == news.Sent && !u.Unshared
		case "documents", "shelf":
			ok = x.Shown[path]
		}
		if !ok {
			out = append(out, fmt.Sprintf("tells of %q (%s), which is not his to see", i.Title, path))
		}
	}
	return out
}

// moved holds a calendar against what the same contact read before.
func (c *feeds) moved(x Fetch) []string {
	was := c.seen[x.Contact]
	if was == nil {
		was = map[string]feed.Entry{}
		c.seen[x.Contact] = was
	}
	var out []string
	for _, e := range x.Calendar.Entries {
		before, known := was[e.UID]
		same := before.At.Equal(e.At) && before.From == e.From && before.Until == e.Until
		switch {
		case known && e.Sequence < before.Sequence:
			out = append(out, fmt.Sprintf("has %s with SEQUENCE %d, which was %d", e.UID, e.Sequence, before.Sequence))
		case known && !same && e.Sequence == before.Sequence:
			out = append(out, fmt.Sprintf("moved %s from %s to %s and left its SEQUENCE at %d", e.UID, whenOf(before), whenOf(e), e.Sequence))
		}
		was[e.UID] = e
	}
	return out
}
