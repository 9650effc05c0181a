package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kept/client"
	"kept/internal/importer/clients"
	"kept/internal/office"
	"kept/worktime"
)

// ClientPlan is what a file of clients would do.
type ClientPlan struct {
	Plan
	Items []office.ClientImport // what [office.Imports.Clients] is to make
}

// Clients plans the import of a table or an address book of clients. A client
// who is here by name already stays as he is; people of his who are not here
// yet join him.
func Clients(ctx context.Context, o *office.Office, who office.Actor, f File) (ClientPlan, error) {
	d, err := openDesk(ctx, o, who)
	if err != nil {
		return ClientPlan{}, err
	}
	read, err := clients.Read(f.Data, clients.Options{Sheet: f.Sheet, Progress: f.Progress})
	if err != nil {
		return ClientPlan{}, err
	}
	m := clientMatcher{desk: d, paint: d.colours(), plan: ClientPlan{Plan: Plan{Columns: []string{"Client", "Stage", "Contacts"}}}}
	keys := make([]string, len(read.Clients))
	for i, draft := range read.Clients {
		keys[i] = clientKey(draft.Name)
	}
	known, err := o.Imports.KnownClients(ctx, who, keys)
	if err != nil {
		return m.plan, err
	}
	for i, draft := range read.Clients {
		id, ok := known[keys[i]]
		if err := m.client(draft, id, ok, func(id client.ID, people []client.Contact) (map[int]bool, error) {
			return o.Imports.KnownPeople(ctx, who, id, people)
		}); err != nil {
			return m.plan, err
		}
	}
	m.bad(read)
	m.notes(read)
	m.plan.inOrder()
	return m.plan, nil
}

// clientKey tells a client of a file apart: by his name, for files of clients
// have nothing that stays the same otherwise.
func clientKey(name string) string { return "name:" + nameKey(name) }

// clientMatcher finds who of a file is here.
type clientMatcher struct {
	*desk
	plan  ClientPlan
	paint func() int // the colour of the next one
}

// before tells which people of a client were imported before, by their place.
type before func(client.ID, []client.Contact) (map[int]bool, error)

// client plans one draft: a new client, or the people of one who is here, by
// his name or because he was made of this line once.
func (m *clientMatcher) client(draft clients.ClientDraft, id client.ID, here bool, seen before) error {
	it := office.ClientImport{Key: clientKey(draft.Name), Line: fmt.Sprintf("Line %d", draft.Line), Contacts: contactsOf(draft)}
	l := Line{Number: draft.Line, key: it.Key, Cells: []string{draft.Name, "", names(it.Contacts)}}
	var err error
	switch named := m.byName[nameKey(draft.Name)]; {
	case len(named) > 1:
		m.several(&l, it, named)
	case len(named) == 1:
		err = m.join(&l, &it, m.dir.Clients[named[0]], seen)
	case here && m.has(id):
		err = m.join(&l, &it, m.dir.Clients[m.byID[string(id)]], seen)
	default:
		m.make(&l, &it, draft)
	}
	m.plan.Lines = append(m.plan.Lines, l)
	if l.Effect == Make || l.Effect == Join {
		m.plan.Items = append(m.plan.Items, it)
		m.plan.People += len(it.Contacts)
	}
	return err
}

func (d *desk) has(id client.ID) bool {
	_, ok := d.byID[string(id)]
	return ok
}

// make plans a new client.
func (m *clientMatcher) make(l *Line, it *office.ClientImport, draft clients.ClientDraft) {
	c := client.Client{Name: draft.Name, Stage: draft.Stage, Colour: draft.Colour, Language: draft.Language, OwnerID: m.someone(), Hours: m.hours(draft.Zone)}
	if c.Stage == "" {
		c.Stage = client.Active
	}
	if c.Language == "" {
		c.Language = "en"
	}
	if c.Colour == 0 {
		c.Colour = m.paint()
	}
	it.Client = c
	l.Effect, l.Cells[1] = Make, string(c.Stage)
	if wrong := append(words(c.Check()), wrongWith(it.Contacts)...); len(wrong) > 0 {
		l.Effect, l.Say = Problem, sentences(wrong)
	}
}

// contactsOf gives the people of a draft as contacts.
func contactsOf(draft clients.ClientDraft) []client.Contact {
	var out []client.Contact
	for _, k := range draft.Contacts {
		c := client.Contact{Name: k.Name, Title: k.Role, Email: k.Email, Phone: k.Phone, Channel: client.ByMail, Portal: k.Email != ""}
		if k.Email == "" {
			c.Channel = client.ByPhone
		}
		out = append(out, c)
	}
	return out
}

func names(people []client.Contact) string {
	var out []string
	for _, k := range people {
		out = append(out, k.Name)
	}
	return strings.Join(out, ", ")
}

// wrongWith says what is wrong with contacts that are to be made.
func wrongWith(people []client.Contact) []string {
	var out []string
	for _, k := range people {
		out = append(out, words(k.Check())...)
	}
	return out
}

// bad plans the rows with faults: each with its client, all that is wrong with
// it, and what would have been left out.
func (m *clientMatcher) bad(read clients.Result) {
	lines, says := faultsByLine(read.Faults)
	cells := map[int][]string{}
	for _, b := range read.Bad {
		cells[b.Line] = []string{b.Name, string(b.Stage), names(contactsOf(b))}
	}
	for _, n := range read.Notes {
		if says[n.Line] != nil {
			says[n.Line] = append(says[n.Line], strings.ToUpper(n.Say[:1])+n.Say[1:])
		}
	}
	for _, n := range lines {
		l := Line{Number: n, Cells: cells[n], Effect: Problem, Say: sentences(says[n])}
		if l.Cells == nil {
			l.Cells = make([]string, len(m.plan.Columns))
		}
		m.plan.Lines = append(m.plan.Lines, l)
	}
}

// notes tells what is to be known of the file as a whole.
func (m *clientMatcher) notes(read clients.Result) {
	p := &m.plan
	for _, n := range read.Notes {
		p.Notes = append(p.Notes, fmt.Sprintf("Line %d, %s: %s.", n.Line, n.Name, n.Say))
	}
	for _, pr := range read.Problems {
		p.Notes = append(p.Notes, pr.String())
	}
	for _, h := range read.Unknown {
		p.Notes = append(p.Notes, fmt.Sprintf("The column “%s” was not taken.", h))
	}
	if slices.ContainsFunc(p.Items, func(it office.ClientImport) bool {
		return it.Client.ID == "" && len(it.Contacts) > 0 && it.Client.Stage != client.Past
	}) {
		p.Notes = append(p.Notes, fmt.Sprintf("Each new client hears next from their owner, %d a day, the first in %d working days. Move it when you write or call.", client.SpreadContacts, client.ContactEvery))
	}
}

// hours are the firm's, in the client's zone. Holidays of the firm's place are
// kept where the zone is the same.
func (d *desk) hours(zone string) worktime.Hours {
	h := worktime.Hours{Zone: d.home.Zone, Weekly: d.home.Weekly, Regions: d.home.Regions}
	if zone != "" && zone != h.Zone {
		h.Zone, h.Regions = zone, nil
	}
	return h
}

// colours gives one colour after the other, beginning with the ones that the
// fewest clients have.
func (d *desk) colours() func() int {
	var used [client.Colours + 1]int
	for _, c := range d.dir.Clients {
		if c.Colour >= 1 && c.Colour <= client.Colours {
			used[c.Colour]++
		}
	}
	return func() int {
		best := 1
		for c := 2; c <= client.Colours; c++ {
			if used[c] < used[best] {
				best = c
			}
		}
		used[best]++
		return best
	}
}
