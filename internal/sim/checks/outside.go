package checks

import (
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/internal/feed"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/workspace"
)

// Outside is what happened outside of Kept since the reading before, in its order, as
// those wrote it down to whom it happened.
type Outside struct {
	Lookups []Lookup
	Knocks  []Knock
	Visits  []Visit
	Fetches []Fetch
	Pushes  []Pushing
}

// Lookup is one question that Kept asked the name servers, and what they said.
type Lookup struct {
	At   time.Time
	Name string // the address that it is to prove
	Said workspace.Found
}

// Knock is a reader who opens a client's page by an address of its own.
type Knock struct {
	At     time.Time
	Host   string
	Served workspace.ID // whose pages are shown there; "" = nobody's
	In     bool         // his session was let in there
	Usual  bool         // and at the address of the server
	Other  bool         // and where another workspace's pages are shown
}

// Visit is a look of a reader of several clients through his one session.
type Visit struct {
	At      time.Time
	Email   string             // the address that he proved, folded
	In      bool               // his session was known
	Offered []client.ContactID // as whom he may read
	Tried   []client.ContactID // as whom he was let read, though he was not offered it
	Pages   []SeenThrough      // what he saw, one for each that opened
	Over    []client.ContactID // of which he was told that they are over
	Shut    []client.ContactID // that were offered and did not open
}

// SeenThrough is a client's page as a reader of several sees it, and as the client's
// own reader saw it at the same moment.
type SeenThrough struct {
	As        client.ContactID // as whom his session said that he reads
	View, Own office.PortalView
}

// Fetch is one reading of a feed by somebody's own program.
type Fetch struct {
	At       time.Time
	Made     time.Time // when its address was
	Contact  client.ContactID
	Stamp    office.FeedStamp
	Over     bool // it was told that the address is not in use any more
	Calendar feed.Calendar
	News     feed.News
	Shown    map[string]bool // the steps that his page shows and are not done, and what is shared there, by their paths; false = done
	Other    bool            // it opened where another workspace's pages are shown
}

// Pushing is one push as a push service was handed it, in the service's own record.
type Pushing struct {
	At   time.Time
	Push office.PushOut
	Took bool // it will be shown, whatever Kept was told
	Code int  // what Kept was told; 0 = nothing
}

// doorsOf are the contacts who read with an address, in order: whoever has it, may open
// the page and is here.
func doorsOf(f *Firm, email string) []client.ContactID {
	var out []client.ContactID
	for _, id := range sortedKeys(f.Contacts) {
		if k := f.Contacts[id]; store.Fold(k.Email) == email && hasPage(k) {
			out = append(out, id)
		}
	}
	return out
}

// hasPage tells whether a contact has a way in to his client's page at all.
func hasPage(k client.Contact) bool { return k.ID != "" && k.Portal && k.EndedAt.IsZero() }

// pageNow tells how far the page of a contact's client is open to him now.
func pageNow(f *Firm, id client.ContactID) client.Page {
	k := f.Contacts[id]
	c, ok := f.Clients[k.ClientID]
	if !ok || !hasPage(k) {
		return client.PageOver
	}
	return c.Access(f.Workspace.PageFor(), f.clientHours(string(c.ID)).Location(), f.Now).Page
}

// keptURL is where Kept itself is in the simulated world.
const keptURL = "https://kept.example"

// clientLinks are the links of a mail that lead to clients' pages.
func clientLinks(m outbox.Mail) []string {
	all := slices.Clone(m.Links)
	for _, l := range []*outbox.Link{m.Link, m.Aside, m.Choose} {
		if l != nil {
			all = append(all, *l)
		}
	}
	var out []string
	for _, l := range all {
		if _, path, ok := strings.Cut(strings.TrimPrefix(l.URL, "https://"), "/"); ok && isClients(path) {
			out = append(out, l.URL)
		}
	}
	return out
}

// isClients tells whether a path is one that no member is sent.
func isClients(path string) bool {
	root, _, _ := strings.Cut(path, "/")
	return root == "p" || root == "w" || root == "r" || root == "s" || root == "feeds"
}

// rootOf is what an address begins with.
func rootOf(address string) string {
	rest := strings.TrimPrefix(address, "https://")
	host, _, _ := strings.Cut(rest, "/")
	return "https://" + host
}
