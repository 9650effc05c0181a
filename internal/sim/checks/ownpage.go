package checks

import (
	"fmt"

	"kept/internal/office"
	"kept/promise"
)

// ownPage: a contact's page shows nothing of another client, nothing that was
// told to another contact, and no promise that the client was not told of.
type ownPage struct{}

func (ownPage) Name() string { return "own page" }

func (ownPage) Look(f *Firm) []string {
	var out []string
	for _, p := range f.Pages {
		out = append(out, pageFaults(f, p)...)
	}
	return out
}

// talkFaults finds what a contact may not see in a conversation on his page.
func talkFaults(f *Firm, g Page, t office.Talk) []string {
	var out []string
	say := func(format string, args ...any) {
		out = append(out, fmt.Sprintf("on the page of %s conversation %s ", g.Contact.Name, t.ID)+fmt.Sprintf(format, args...))
	}
	if t.ClientID != string(g.Contact.ClientID) {
		say("is of client %s", t.ClientID)
	}
	for _, m := range t.Messages {
		switch s := f.Posted[m.MID]; {
		case m.ContactID != string(g.Contact.ID):
			say("shows message %s of %s", m.ID, m.ContactID)
		case s.Machine, s.Forged && !byHand(f, m.Message):
			say("shows message %s, which is automatic or forged", m.ID)
		case m.Notice != nil && (m.Notice.ContactID != string(g.Contact.ID) || !arrived(*m.Notice)):
			say("shows notice %s to %s, which is %s", m.NoticeID, m.Notice.ContactID, m.Notice.State())
		}
	}
	for _, c := range t.Clocks {
		if c.ContactID != string(g.Contact.ID) {
			say("shows the wait of %s", c.ContactID)
		}
	}
	return out
}

func pageFaults(f *Firm, g Page) []string {
	var out []string
	say := func(format string, args ...any) {
		out = append(out, "the page of "+g.Contact.Name+" "+fmt.Sprintf(format, args...))
	}
	own := string(g.Contact.ClientID)
	if string(g.View.Client.ID) != own || g.View.Contact.ID != g.Contact.ID {
		say("is of client %s and contact %s", g.View.Client.ID, g.View.Contact.ID)
	}
	for _, p := range g.View.Projects {
		if string(p.ClientID) != own {
			say("shows project %s of client %s", p.ID, p.ClientID)
		}
	}
	for _, n := range g.View.Notices {
		if n.ContactID != string(g.Contact.ID) || !arrived(n) {
			say("shows notice %s to %s, which is %s", n.ID, n.ContactID, n.State())
		}
	}
	for _, p := range append(append([]office.PortalPromise(nil), g.View.Open...), g.View.Done...) {
		if p.Promise.ClientID != own {
			say("shows promise %s of client %s", p.Promise.ID, p.Promise.ClientID)
		}
		if f.toldOf(f.Promises[p.Promise.ID], func(int) bool { return true }).IsZero() {
			say("shows promise %s, which nobody told of", p.Promise.ID)
		}
	}
	for _, t := range g.Threads {
		if t.ClientID != own || t.ContactID != string(g.Contact.ID) {
			say("lists conversation %s with %s of client %s", t.ID, t.ContactID, t.ClientID)
		}
	}
	for _, t := range g.Talks {
		out = append(out, talkFaults(f, g, t)...)
	}
	if n := g.View.Next; n != nil && (n.Promise.ClientID != own || n.Promise.Kind != promise.NextContact) {
		say("shows %s %s of client %s as the next contact", n.Promise.Kind, n.Promise.ID, n.Promise.ClientID)
	}
	return out
}
