package checks

import (
	"fmt"
	"time"

	"kept/client"
	"kept/promise"
	"kept/prompt"
)

// nextContact: every open client, or each of his open projects, has a next
// contact in the future, or a live prompt says that he has none.
type nextContact struct{}

func (nextContact) Name() string { return "next contact" }

func (nextContact) Look(f *Firm) []string {
	next := map[[2]string]promise.Promise{} // by client and project, the latest
	for _, id := range f.open {
		p := f.Promises[id]
		key := [2]string{p.ClientID, p.ProjectID}
		if p.Kind == promise.NextContact && (next[key].ID == "" || later(p, next[key])) {
			next[key] = p
		}
	}
	var out []string
	for _, e := range f.engagements() {
		p, set := next[[2]string{string(e.client), string(e.project)}]
		if set && !f.Now.After(p.Date().DueAt) {
			continue
		}
		ask, asked := f.Prompts[e.obligation()]
		if set {
			ask, asked = f.Prompts["promise:"+string(p.ID)]
		}
		if !asked || ask.Rule != prompt.Silence {
			out = append(out, fmt.Sprintf("%s has no next contact to come since %s, and nobody is asked (%v)", e.obligation(), stamp(dueOf(p, set)), ask.Ask))
		}
	}
	return out
}

func later(a, b promise.Promise) bool {
	if a.Date().DueAt.Equal(b.Date().DueAt) {
		return a.ID > b.ID
	}
	return a.Date().DueAt.After(b.Date().DueAt)
}

func dueOf(p promise.Promise, set bool) (t time.Time) {
	if set {
		t = p.Date().DueAt
	}
	return t
}

// engagement is what is owed a next contact: an open project, or an open
// client without one.
type engagement struct {
	client  client.ID
	project client.ProjectID
}

func (e engagement) obligation() string {
	if e.project != "" {
		return "project:" + string(e.project)
	}
	return "client:" + string(e.client)
}

// engagements lists what is owed a next contact, in order.
func (f *Firm) engagements() []engagement {
	var out []engagement
	busy := map[client.ID]bool{}
	for _, key := range sortedKeys(f.Projects) {
		p := f.Projects[key]
		if !p.ClosedAt.IsZero() {
			continue
		}
		busy[p.ClientID] = true
		if open(f.Clients[p.ClientID]) {
			out = append(out, engagement{p.ClientID, p.ID})
		}
	}
	for _, key := range sortedKeys(f.Clients) {
		if !busy[key] && open(f.Clients[key]) {
			out = append(out, engagement{key, ""})
		}
	}
	return out
}

func open(c client.Client) bool { return c.Stage == client.Prospect || c.Stage == client.Active }
