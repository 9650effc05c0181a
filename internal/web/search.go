package web

import (
	"slices"
	"strings"
	"unicode"

	"kept/conversation"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// searchPage finds clients, people, projects, promises and what was said.
func searchPage(v *visit) error {
	q := strings.TrimSpace(v.r.URL.Query().Get("q"))
	p := page.Search{Desk: v.frame(v.say("Search"), page.Nowhere), Query: q}
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
	said, err := v.o.Conversations.Find(v.r.Context(), v.who, q, shownHits)
	if err != nil {
		return err
	}
	if hits := foundSaid(v, said, q); len(hits) > 0 {
		p.Groups = append(p.Groups, page.Found{Title: v.say("Messages"), Count: v.count(len(hits), "1 hit", "{n} hits"), Hits: hits})
	}
	if more || len(promises) > shownHits {
		p.Note = v.say("More promises fit than are shown here; add a word.")
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
			out = append(out, page.Found{Title: title, Count: v.count(len(hits), "1 hit", "{n} hits"), Hits: hits, All: all})
		}
	}
	var clients, people, projects, owed []page.Hit
	for _, c := range f.Clients {
		clients = append(clients, page.Hit{Text: c.Name, URL: "/clients/" + string(c.ID), Hint: v.count(c.Open, "1 open promise", "{n} open promises"), Client: ui.Client{Colour: c.Colour}})
	}
	for _, k := range f.Contacts {
		hint := k.Email
		if hint == "" {
			hint = k.Phone
		}
		people = append(people, page.Hit{Text: k.Name, URL: "/contacts/" + string(k.ID), Hint: hint})
	}
	for _, x := range f.Projects {
		projects = append(projects, page.Hit{Text: x.Name, URL: "/projects/" + string(x.ID), Hint: projectKind(v, x)})
	}
	for _, r := range promises[:min(len(promises), shownHits)] {
		owed = append(owed, page.Hit{
			Text: r.Words, URL: "/promises/" + string(r.ID), Words: true, Hint: v.say("to {who}", "who", r.ContactName), Client: uiClient(string(r.ClientID), r.ClientName, r.Colour, ""),
			State: stateOfRow(r, v.now), When: v.dueOf(r, nil),
		})
	}
	add(v.say("Clients"), clients, "")
	add(v.say("People"), people, "")
	add(v.say("Projects"), projects, "")
	add(v.say("Promises"), owed, with(page.PromisesURL, nil, "q", q))
	return out
}

// excerptOf is how many characters of a message stand in what was found.
const excerptOf = 180

// foundSaid shows messages with the words around what was looked for.
func foundSaid(v *visit, all []store.Message, q string) []page.Hit {
	threads := map[conversation.ID]store.Thread{}
	var out []page.Hit
	for _, m := range all {
		t, ok := threads[m.ConversationID]
		if !ok {
			var err error
			if t, err = v.o.Conversations.Thread(v.r.Context(), v.who, m.ConversationID); err != nil {
				continue // it was merged or withdrawn a moment ago
			}
			threads[m.ConversationID] = t
		}
		who := m.Sender
		if m.Direction == string(conversation.Out) {
			who = v.team.Name(member.ID(m.MemberID))
		}
		out = append(out, page.Hit{
			Text: v.subject(m.Subject), Words: true, URL: talkURL(t.ID) + "#" + m.ID, Hint: who, Excerpt: excerpt(m.Text, q, excerptOf), Client: uiClient(t.ClientID, t.ClientName, t.Colour, ""), When: v.moment(m.At, nil),
		})
	}
	return out
}

// excerpt gives the part of a text around the first word that begins with one
// of those that were looked for, on one line; without one, its beginning.
func excerpt(text, q string, about int) string {
	words := strings.Fields(text)
	hit := max(0, slices.IndexFunc(words, func(w string) bool {
		w = strings.ToLower(strings.TrimLeftFunc(w, unicode.IsPunct))
		return slices.ContainsFunc(strings.Fields(strings.ToLower(q)), func(asked string) bool { return strings.HasPrefix(w, asked) })
	}))
	from := max(0, hit-before)
	var b strings.Builder
	if from > 0 {
		b.WriteString("… ")
	}
	for i, w := range words[from:] {
		if i > 0 {
			b.WriteString(" ")
		}
		if b.Len()+len(w) > about && i > hit-from {
			return b.String() + "…"
		}
		b.WriteString(shortened(w, about))
	}
	return b.String()
}

// before is how many words stand in an excerpt before what was looked for.
const before = 8

// shortened cuts a word that nobody would read to its end.
func shortened(w string, most int) string {
	if r := []rune(w); len(r) > most {
		return string(r[:most]) + "…"
	}
	return w
}
