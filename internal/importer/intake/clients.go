package intake

import (
	"context"
	"fmt"
	"slices"

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
// who is here by name already stays as he is, contacts and all.
func Clients(ctx context.Context, o *office.Office, who office.Actor, f File) (ClientPlan, error) {
	d, err := openDesk(ctx, o, who)
	if err != nil {
		return ClientPlan{}, err
	}
	p, err := d.planClients(f)
	if err != nil {
		return p, err
	}
	known, err := o.Imports.KnownClients(ctx, who, p.keys())
	if err != nil {
		return p, err
	}
	for _, c := range d.dir.Clients {
		known[clientKey(c.Name)] = true
	}
	p.keep(p.settle(known))
	if slices.ContainsFunc(p.Items, func(it office.ClientImport) bool { return len(it.Contacts) > 0 && it.Client.Stage != client.Past }) {
		p.Notes = append(p.Notes, fmt.Sprintf("Each of them hears next from their owner, %d a day, the first in %d working days. Move it when you write or call.", office.SpreadContacts, client.ContactEvery))
	}
	return p, nil
}

func (p *ClientPlan) keep(fresh map[string]bool) {
	items := p.Items[:0]
	for _, it := range p.Items {
		if fresh[it.Key] {
			items = append(items, it)
		}
	}
	p.Items = items
}

// clientKey tells a client of a file apart: by his name, for files of clients
// have nothing that stays the same otherwise.
func clientKey(name string) string { return "name:" + nameKey(name) }

func (d *desk) planClients(f File) (ClientPlan, error) {
	p := ClientPlan{Plan: Plan{Columns: []string{"Client", "Stage", "Contacts"}}}
	read, err := clients.Read(f.Data, clients.Options{Sheet: f.Sheet, Progress: f.Progress})
	if err != nil {
		return p, err
	}
	paint := d.colours()
	for _, draft := range read.Clients {
		d.client(&p, draft, paint)
	}
	for _, bad := range read.Faults {
		p.fault(bad)
	}
	for _, n := range read.Notes {
		p.Notes = append(p.Notes, fmt.Sprintf("Line %d, %s: %s.", n.Line, n.Name, n.Say))
	}
	for _, pr := range read.Problems {
		p.Notes = append(p.Notes, pr.String())
	}
	for _, h := range read.Unknown {
		p.Notes = append(p.Notes, fmt.Sprintf("The column “%s” was not taken.", h))
	}
	return p, nil
}

// client plans one draft.
func (d *desk) client(p *ClientPlan, draft clients.ClientDraft, paint func() int) {
	c := client.Client{Name: draft.Name, Stage: draft.Stage, Colour: draft.Colour, Language: draft.Language, OwnerID: d.someone(), Hours: d.hours(draft.Zone)}
	if c.Stage == "" {
		c.Stage = client.Active
	}
	if c.Language == "" {
		c.Language = "en"
	}
	if c.Colour == 0 {
		c.Colour = paint()
	}
	it := office.ClientImport{Key: clientKey(draft.Name), Line: fmt.Sprintf("Line %d", draft.Line), Client: c}
	l := Line{Number: draft.Line, Effect: Make, key: it.Key, Cells: []string{draft.Name, string(c.Stage), ""}}
	err := c.Check()
	for _, k := range draft.Contacts {
		contact := client.Contact{Name: k.Name, Title: k.Role, Email: k.Email, Phone: k.Phone, Channel: client.ByMail, Portal: k.Email != ""}
		if k.Email == "" {
			contact.Channel = client.ByPhone
		}
		if e := contact.Check(); e != nil && err == nil {
			err = e
		}
		if l.Cells[2] != "" {
			l.Cells[2] += ", "
		}
		l.Cells[2] += k.Name
		it.Contacts = append(it.Contacts, contact)
	}
	if err != nil {
		l.Effect, l.Say = Problem, words(err)
	}
	p.Lines, p.Items = append(p.Lines, l), append(p.Items, it)
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
