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
		out = append(out, f.page(p)...)
	}
	return out
}

func (f *Firm) page(g Page) []string {
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
	if n := g.View.Next; n != nil && (n.Promise.ClientID != own || n.Promise.Kind != promise.NextContact) {
		say("shows %s %s of client %s as the next contact", n.Promise.Kind, n.Promise.ID, n.Promise.ClientID)
	}
	return out
}
