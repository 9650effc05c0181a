package checks

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/subscription"
)

// reviewContact asks the rule of a contact who wants no mail.
func reviewContact(f *Firm, k client.Contact) prompt.Decision {
	c, n := f.Clients[k.ClientID], client.NoMail{}
	owner := c.OwnerID
	if !k.EndedAt.IsZero() || !open(c) {
		return prompt.Decision{}
	}
	n.Since = k.NoMailAt
	var owed []promise.Promise
	for _, id := range f.open {
		if p := f.Promises[id]; p.ContactID == string(k.ID) && p.Kind != promise.NextContact {
			owed = append(owed, p)
		}
	}
	if n.Owed = len(owed) > 0; n.Owed {
		owner = slices.MinFunc(owed, func(a, b promise.Promise) int {
			return cmp.Or(a.Date().DueAt.Compare(b.Date().DueAt), strings.Compare(string(a.ID), string(b.ID)))
		}).OwnerID
	}
	for _, said := range f.Notices {
		if said.ContactID == string(k.ID) && said.Channel != notice.Mail && said.WithdrawnAt.IsZero() && !said.AcceptedAt.Before(n.Since) {
			n.Reached = said.AcceptedAt
		}
	}
	return client.ReviewNoMail(n, f.team(owner), f.Now)
}

// following: who wants no mail gets none but ways in that he asked for; who follows
// nothing gets no mail of what is new; and what somebody was told of he does not
// hear of again as news. Who hears of dates at once has heard of every date that
// another was told of, soon after.
type following struct {
	told  map[string]time.Time // by contact and promise: when he heard of it as news
	due   map[string]heardOf   // what somebody is to hear of yet
	noted map[notice.ID]bool   // what has arrived: that it was read later is nothing new
}

// heardOf is a date of which a follower is to hear.
type heardOf struct {
	contact client.ContactID
	promise promise.ID
	seq     int
	at      time.Time // when it could be seen
}

func newFollowing() *following {
	return &following{told: map[string]time.Time{}, due: map[string]heardOf{}, noted: map[notice.ID]bool{}}
}

func (*following) Name() string { return "following" }

func (c *following) Look(f *Firm) []string {
	var out []string
	for _, h := range f.Handings[f.Handed:] {
		l := f.Leavings[h.Mail.MessageID]
		out = append(out, c.unwanted(f, h, l)...)
		if strings.HasPrefix(l.EffectKey, "digest:") {
			out = append(out, c.again(f, h, l)...)
		}
	}
	for _, id := range f.Letters {
		c.arrived(f, f.Notices[id])
	}
	if f.Deep { // then all mails are known, those that wait too
		out = append(out, c.missing(f)...)
	}
	return out
}

// unwanted finds mail to who wants none.
func (c *following) unwanted(f *Firm, h Handing, l store.Leaving) []string {
	if strings.HasPrefix(l.EffectKey, "pass:") {
		return nil
	}
	var out []string
	if l.NoticeID != "" {
		k := f.Contacts[client.ContactID(f.Notices[notice.ID(l.NoticeID)].ContactID)]
		if !k.NoMailAt.IsZero() && k.NoMailAt.Before(h.At) {
			out = append(out, fmt.Sprintf("%s wants no mail since %v and was sent %q", k.ID, k.NoMailAt, h.Mail.Subject))
		}
	}
	if id, is := digestReader(l); is {
		s := f.Follows[id]
		if s.Rhythm == subscription.Off && l.State == "sent" && l.MadeAt.Add(time.Minute).Before(h.At) {
			out = append(out, fmt.Sprintf("%s follows nothing and was sent %q", id, h.Mail.Subject))
		}
	}
	return out
}

func digestReader(l store.Leaving) (client.ContactID, bool) {
	rest, is := strings.CutPrefix(l.EffectKey, "digest:")
	id, _, _ := strings.Cut(rest, ":")
	return client.ContactID(id), is
}

// again finds news of which its reader was told by a notice, and notes what he heard.
func (c *following) again(f *Firm, h Handing, l store.Leaving) []string {
	id, _ := digestReader(l)
	k := f.Contacts[id]
	var out []string
	for _, pid := range sortedKeys(f.Promises) {
		p := f.Promises[pid]
		if p.ClientID != string(k.ClientID) || !slices.ContainsFunc(h.Mail.Parts, func(part outbox.Part) bool { return says(part.Lines, p.Words) }) {
			continue
		}
		c.told[string(id)+string(pid)] = h.At
		if p.State == promise.Open && toldHimself(f, p, len(p.Dates)-1, id) && len(p.Dates) > 0 && p.Date().SetAt.Before(l.MadeAt) {
			out = append(out, fmt.Sprintf("%s was told of %q by a notice, and heard of it as news", id, p.Words))
		}
	}
	return out
}

func says(lines []string, words string) bool {
	return slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, words+" – ") })
}

// toldHimself tells whether a notice to a contact told of a date.
func toldHimself(f *Firm, p promise.Promise, seq int, id client.ContactID) bool {
	for _, t := range p.Tellings {
		if t.Seq == seq && f.Notices[notice.ID(t.NoticeID)].ContactID == string(id) {
			return true
		}
	}
	return false
}

// arrived notes who is to hear of a date that somebody else has been told of.
func (c *following) arrived(f *Firm, n notice.Notice) {
	if n.State() != notice.Accepted || c.noted[n.ID] {
		return
	}
	c.noted[n.ID] = true
	for _, pid := range f.told[n.ID] {
		p := f.Promises[pid]
		if p.Kind == promise.NextContact || p.Kind == promise.Answer {
			continue
		}
		for _, t := range p.Tellings {
			if t.NoticeID != string(n.ID) {
				continue
			}
			for _, id := range sortedKeys(f.Follows) {
				s := f.Follows[id]
				if s.Rhythm == subscription.AtOnce && s.Follows(subscription.Dates) && s.ClientID == p.ClientID && !toldHimself(f, p, t.Seq, id) {
					if _, known := c.due[string(id)+string(pid)]; !known {
						c.due[string(id)+string(pid)] = heardOf{id, pid, t.Seq, f.Now}
					}
				}
			}
		}
	}
}

// soon is how long it may take, Kept running, until somebody hears at once.
const soon = subscription.Fold + 5*time.Minute

// missing finds what somebody should have heard by now.
func (c *following) missing(f *Firm) []string {
	var out []string
	for _, key := range sortedKeys(c.due) {
		d := c.due[key]
		p, k, s := f.Promises[d.promise], f.Contacts[d.contact], f.Follows[d.contact]
		gone := s.Rhythm != subscription.AtOnce || s.Channel == subscription.Devices || !s.Follows(subscription.Dates) || !k.NoMailAt.IsZero() || !k.EndedAt.IsZero() || p.State != promise.Open || len(p.Dates)-1 != d.seq || p.Told(d.seq).IsZero() || s.Version > 1 && c.told[key].IsZero()
		switch {
		case gone || !c.told[key].Before(d.at):
			delete(c.due, key)
		case f.Workspace.MailPaused || slices.ContainsFunc(f.Downs, func(x Span) bool { return x.meets(d.at, f.Now) }) || f.Now.Before(d.at.Add(soon)):
		case !queuedFor(f, d):
			out = append(out, fmt.Sprintf("%s follows at once and did not hear of %q, seen at %v", d.contact, p.Words, d.at))
			delete(c.due, key)
		}
	}
	return out
}

// queuedFor tells whether a mail of news to a follower was made since a date could be seen.
func queuedFor(f *Firm, d heardOf) bool {
	for _, l := range f.Leavings {
		if id, is := digestReader(l); is && id == d.contact && !l.MadeAt.Before(d.at) {
			return true
		}
	}
	return false
}
