package web

import (
	"strings"

	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
)

// searchPage finds clients, people, projects and promises.
func searchPage(v *visit) error {
	q := strings.TrimSpace(v.r.URL.Query().Get("q"))
	p := page.Search{Desk: v.frame("Search", page.Nowhere), Query: q}
	p.Desk.Search = q
	if q == "" {
		return v.show(p)
	}
	if len(q) > maxSearch {
		q = strings.ToValidUTF8(q[:maxSearch], "")
	}
	f, err := v.o.Clients.Search(v.r.Context(), v.who, q)
	if err != nil {
		return err
	}
	promises, more, err := v.o.Promises.Find(v.r.Context(), v.who, q)
	if err != nil {
		return err
	}
	p.Groups = foundGroups(v, f, promises, q)
	if more || len(promises) > shownHits {
		p.Note = "More promises fit than are shown here; add a word."
	}
	return v.show(p)
}

// Limits of the page of a search.
const (
	maxSearch = 200 // bytes of what is asked for
	shownHits = 20  // promises that are shown
)

func foundGroups(v *visit, f office.Found, promises []store.PromiseRow, q string) []page.Found {
	var out []page.Found
	add := func(title string, hits []page.Hit, all string) {
		if len(hits) > 0 {
			out = append(out, page.Found{Title: title, Count: count(len(hits), "hit"), Hits: hits, All: all})
		}
	}
	var clients, people, projects, owed []page.Hit
	for _, c := range f.Clients {
		clients = append(clients, page.Hit{Text: c.Name, URL: "/clients/" + string(c.ID), Hint: count(c.Open, "open promise"), Client: ui.Client{Colour: c.Colour}})
	}
	for _, k := range f.Contacts {
		hint := k.Email
		if hint == "" {
			hint = k.Phone
		}
		people = append(people, page.Hit{Text: k.Name, URL: "/contacts/" + string(k.ID), Hint: hint})
	}
	for _, x := range f.Projects {
		projects = append(projects, page.Hit{Text: x.Name, URL: "/projects/" + string(x.ID), Hint: projectKind(x)})
	}
	for _, r := range promises[:min(len(promises), shownHits)] {
		owed = append(owed, page.Hit{
			Text: r.Words, URL: "/promises/" + string(r.ID), Words: true, Hint: "to " + r.ContactName, Client: uiClient(string(r.ClientID), r.ClientName, r.Colour, ""),
			State: stateOfRow(r, v.now), When: v.dueOf(r, nil),
		})
	}
	add("Clients", clients, "")
	add("People", people, "")
	add("Projects", projects, "")
	add("Promises", owed, with(page.PromisesURL, nil, "q", q))
	return out
}
