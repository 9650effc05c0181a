package web

import (
	"net/url"
	"slices"
	"strings"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/promise"
)

// promiseQuery is what is asked of the list of promises.
type promiseQuery struct {
	all    bool // of everybody, not only the reader's
	state  promise.State
	client client.ID
	search string
	after  string // cursors: the page after a place, or the one before
	before string
}

// readPromiseQuery reads an address of the list; one that asks for something
// that there is not is an address of nothing.
func readPromiseQuery(q url.Values) (promiseQuery, error) {
	p := promiseQuery{
		all: q.Get("who") == "all", state: promise.Open, client: client.ID(q.Get("client")), search: strings.TrimSpace(q.Get("q")), after: q.Get("after"), before: q.Get("before"),
	}
	if s := promise.State(q.Get("state")); s != "" {
		p.state = s
	}
	if !slices.Contains([]promise.State{promise.Open, promise.Kept, promise.Released}, p.state) || !slices.Contains([]string{"", "all", "mine"}, q.Get("who")) {
		return p, errNothing
	}
	return p, nil
}

// ended tells whether the list is of what is over: then the last date goes first.
func (q promiseQuery) ended() bool { return q.state != promise.Open }

// promiseList shows promises, a hundred at a time.
func promiseList(v *visit) error {
	sent := v.r.URL.Query()
	q, err := readPromiseQuery(sent)
	if err != nil {
		return err
	}
	p := page.Promises{Desk: v.frame(v.say("Promises"), page.InPromises), Views: promiseViews(v, q)}
	p.Desk.Search = q.search
	if p.Filter, err = promiseFilter(v, q); err != nil {
		return err
	}
	var rows []store.PromiseRow
	if q.search != "" {
		rows, p.Pager, err = foundPromises(v, q)
	} else {
		rows, p.Pager, err = pagedPromises(v, q, sent)
	}
	if err != nil {
		return err
	}
	p.Rows = make([]page.PromiseRow, 0, len(rows))
	for _, r := range rows {
		p.Rows = append(p.Rows, v.promiseRow(r, nil))
	}
	return v.show(p)
}

func promiseViews(v *visit, q promiseQuery) []page.Shortcut {
	view := func(text, who, state string) page.Shortcut {
		here := q.all == (who == "all") && string(q.state) == state && q.search == "" && q.client == ""
		if state == string(promise.Open) {
			state = ""
		}
		return page.Shortcut{Text: text, URL: with(page.PromisesURL, nil, "who", who, "state", state), Here: here}
	}
	return []page.Shortcut{
		view(v.say("Mine"), "", string(promise.Open)), view(v.say("Everybody’s"), "all", string(promise.Open)),
		view(v.say("Mine, kept"), "", string(promise.Kept)), view(v.say("All kept"), "all", string(promise.Kept)), view(v.say("Released"), "all", string(promise.Released)),
	}
}

// promiseFilter offers what can be chosen. Where there are too many clients to
// choose from, only the chosen one is offered: his page leads here.
func promiseFilter(v *visit, q promiseQuery) (page.Filter, error) {
	f := page.Filter{Action: page.PromisesURL, Search: ui.Field{Name: "q", ID: "list-q", Label: v.say("Words of a promise, or a client"), Value: q.search}}
	states := []ui.Option{{Value: "", Label: v.say("Open")}, {Value: string(promise.Kept), Label: v.say("Kept")}, {Value: string(promise.Released), Label: v.say("Released")}}
	if q.ended() {
		states = ui.Choose(states, string(q.state))
	}
	clients := []ui.Option{{Value: "", Label: v.say("All clients")}}
	names, err := v.o.Clients.Offered(v.r.Context(), v.who, offeredClients)
	if err != nil {
		return f, err
	}
	known := false
	for _, n := range names {
		clients = append(clients, ui.Option{Value: string(n.ID), Label: n.Name, Selected: n.ID == q.client})
		known = known || n.ID == q.client
	}
	if q.client != "" && !known {
		b, err := v.o.Clients.Brief(v.r.Context(), v.who, q.client)
		if err != nil {
			return f, err
		}
		clients = append(clients, ui.Option{Value: string(q.client), Label: b.Client.Name, Selected: true})
	}
	f.Picks = []ui.Field{{Name: "state", Label: v.say("State"), Options: states}}
	if len(clients) > 1 {
		f.Picks = append(f.Picks, ui.Field{Name: "client", Label: v.say("Client"), Options: clients})
	}
	if q.all {
		f.Hidden = []page.Pair{{Name: "who", Value: "all"}}
	}
	return f, nil
}

// offeredClients is how many clients a list offers to choose from.
const offeredClients = 200

// foundPromises searches. The state is chosen among what was found.
func foundPromises(v *visit, q promiseQuery) ([]store.PromiseRow, page.Pager, error) {
	rows, more, err := v.o.Promises.Find(v.r.Context(), v.who, q.search)
	if err != nil {
		return nil, page.Pager{}, err
	}
	rows = slices.DeleteFunc(rows, func(r store.PromiseRow) bool {
		return (q.ended() && r.State != q.state) || (q.client != "" && r.ClientID != q.client) || r.State == promise.Withdrawn
	})
	slices.SortStableFunc(rows, func(a, b store.PromiseRow) int { return a.DueAt.Compare(b.DueAt) })
	said := v.count(len(rows), "1 promise found", "{n} promises found")
	if more {
		said = v.count(len(rows), "1 promise found; others may fit as well: add a word", "{n} promises found; others may fit as well: add a word")
	}
	return rows, page.Pager{Said: said}, nil
}

// pagedPromises reads one page of a list and finds its neighbours.
func pagedPromises(v *visit, q promiseQuery, sent url.Values) ([]store.PromiseRow, page.Pager, error) {
	f := office.Filter{State: q.state, Client: q.client, Part: store.Slice{Limit: office.Page + 1}}
	if !q.all && q.client == "" {
		f.Owner = v.who.Member
	}
	forward := q.before == ""
	for _, c := range []string{q.after, q.before} {
		if c == "" {
			continue
		}
		at, err := readCursor(c)
		if err != nil {
			return nil, page.Pager{}, err
		}
		f.Part.After = at
	}
	list := v.o.Promises.List
	if forward == q.ended() { // backwards by date
		list = v.o.Promises.Latest
	}
	rows, err := list(v.r.Context(), v.who, f)
	more := len(rows) > office.Page
	rows = rows[:min(len(rows), office.Page)]
	if !forward {
		slices.Reverse(rows)
	}
	p := page.Pager{Said: said(v, len(rows), q.ended())}
	if len(rows) == 0 {
		return nil, p, err
	}
	if (forward && q.after != "") || (!forward && more) {
		p.Newer = with(page.PromisesURL, sent, "after", "", "before", cursorOf(placeOf(rows[0])))
	}
	if (forward && more) || !forward {
		p.Older = with(page.PromisesURL, sent, "before", "", "after", cursorOf(placeOf(rows[len(rows)-1])))
	}
	return rows, p, err
}

func placeOf(r store.PromiseRow) store.Place { return store.Place{At: r.DueAt, ID: string(r.ID)} }

func said(v *visit, n int, ended bool) string {
	if ended {
		return v.count(n, "1 promise, the last date first", "{n} promises, the last date first")
	}
	return v.count(n, "1 promise, the earliest date first", "{n} promises, the earliest date first")
}
