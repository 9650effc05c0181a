package intake

import (
	"context"
	"fmt"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/importer/format"
	"kept/internal/importer/ics"
	"kept/internal/importer/promises"
	"kept/internal/importer/table"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/typed"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// PromisePlan is what a file of promises would do.
type PromisePlan struct {
	Plan
	Items []office.PromiseImport // what [office.Imports.Promises] is to make
}

// Promises plans the import of a table or a calendar of promises. A file that
// cannot be read at all is refused.
func Promises(ctx context.Context, o *office.Office, who office.Actor, f File) (PromisePlan, error) {
	d, err := openDesk(ctx, o, who)
	if err != nil {
		return PromisePlan{}, err
	}
	p, err := d.planPromises(f, o.Watch.Now())
	if err != nil {
		return p, err
	}
	known, err := o.Imports.KnownPromises(ctx, who, p.keys())
	if err != nil {
		return p, err
	}
	p.keep(p.settle(known))
	return p, nil
}

// keep drops the items that are not to be made.
func (p *PromisePlan) keep(fresh map[string]bool) {
	items := p.Items[:0]
	for _, it := range p.Items {
		if fresh[it.Key] {
			items = append(items, it)
		}
	}
	p.Items = items
}

func (d *desk) planPromises(f File, now time.Time) (PromisePlan, error) {
	p := PromisePlan{Plan: Plan{Columns: []string{"Client", "To", "What", "By when"}}}
	loc := d.firm.Location()
	read, err := promises.Read(f.Data, promises.Options{
		File: f.Name, Sheet: f.Sheet, Progress: f.Progress, Window: ics.Window{From: now, To: now.Add(Ahead), Home: loc},
		Typed: func(text string) (worktime.Day, time.Time, error) {
			w, err := typed.Parse(text, d.firm, now)
			return w.Day, w.At, err
		},
	})
	if err != nil {
		return p, err
	}
	m := &promiseMatcher{desk: d, plan: &p, index: promises.Index(d.refs()), calendar: format.Of(f.Data) == format.Calendar, now: now}
	if f.Client != "" {
		found := d.byName[nameKey(f.Client)]
		if len(found) != 1 {
			return p, fault.Field("client", fmt.Sprintf("%d clients here are named “%s”. Name one as it is here.", len(found), f.Client))
		}
		m.otherwise = &d.dir.Clients[found[0]]
	}
	for _, draft := range read.Drafts {
		m.line(draft)
	}
	for _, bad := range read.Faults {
		p.fault(bad)
	}
	for _, s := range read.Skipped {
		p.Lines = append(p.Lines, Line{Number: s.Line, Cells: []string{"", "", s.Words, ""}, Effect: LeftOut, Say: s.Why})
	}
	for _, pr := range read.Problems {
		p.Notes = append(p.Notes, pr.String())
	}
	for _, h := range read.Unknown {
		p.Notes = append(p.Notes, fmt.Sprintf("The column “%s” was not taken.", h))
	}
	return p, nil
}

// refs are the clients as the matching knows them.
func (d *desk) refs() []promises.ClientRef {
	out := make([]promises.ClientRef, 0, len(d.dir.Clients))
	for _, c := range d.dir.Clients {
		r := promises.ClientRef{ID: string(c.ID), Name: c.Name}
		for _, k := range d.dir.Contacts[c.ID] {
			if k.Email != "" && k.EndedAt.IsZero() {
				r.Addresses = append(r.Addresses, k.Email)
			}
		}
		out = append(out, r)
	}
	return out
}

// promiseMatcher finds whom each draft concerns.
type promiseMatcher struct {
	*desk
	plan     *PromisePlan
	index    *promises.Directory
	calendar bool // entries that concern nobody are nobody's business
	// otherwise is whose the lines are that name no client and fit none.
	otherwise *store.ClientName
	now       time.Time
}

// line plans one draft.
func (m *promiseMatcher) line(d promises.Draft) {
	l := Line{Number: d.Line, Effect: Make, key: d.Key, Cells: []string{d.Client, d.Contact, d.Words, m.date(d)}}
	defer func() { m.plan.Lines = append(m.plan.Lines, l) }()
	if m.over(d) {
		l.Effect, l.Say = LeftOut, "its date has passed"
		return
	}
	c, why, ok := m.client(d)
	if !ok {
		l.Effect, l.Say = Problem, why
		if m.calendar {
			l.Effect = LeftOut
		}
		return
	}
	l.Cells[0] = c.Name
	item, to, err := m.item(d, c)
	if err != nil {
		l.Effect, l.Say = Problem, words(err)
		return
	}
	l.Cells[1] = to
	m.plan.Items = append(m.plan.Items, item)
}

// date is when it is due, in full.
func (m *promiseMatcher) date(d promises.Draft) string {
	return office.SayWhen(promise.When{Day: d.Day, At: d.At}, m.firm)
}

func (m *promiseMatcher) over(d promises.Draft) bool {
	if !d.At.IsZero() {
		return !d.At.After(m.now)
	}
	return d.Day.Before(worktime.DayOf(m.now, m.firm.Location()))
}

// client finds the client of a draft: by the name that it states, else by the
// address, else by its hints.
func (m *promiseMatcher) client(d promises.Draft) (store.ClientName, string, bool) {
	if d.Client != "" {
		found := m.byName[nameKey(d.Client)]
		if len(found) == 1 {
			return m.dir.Clients[found[0]], "", true
		}
		if len(found) > 1 {
			return store.ClientName{}, fmt.Sprintf("Several clients are named “%s”.", d.Client), false
		}
	}
	h := d.Hints
	if d.ContactEmail != "" {
		h.Addresses = append([]string{d.ContactEmail}, h.Addresses...)
	}
	if d.Client != "" {
		h = promises.Hints{Categories: []string{d.Client}}
	}
	id, why, ok := m.index.Match(h)
	if ok {
		return m.dir.Clients[m.byID[id]], "", true
	}
	if d.Client == "" && m.otherwise != nil {
		return *m.otherwise, "", true
	}
	if d.Client != "" {
		why = fmt.Sprintf("No client here is named “%s”. Add it first, or write its name as it is here.", d.Client)
	}
	return store.ClientName{}, why, false
}

// item makes what is to be imported, and names who is promised it.
func (m *promiseMatcher) item(d promises.Draft, c store.ClientName) (office.PromiseImport, string, error) {
	it := office.PromiseImport{Key: d.Key, Line: fmt.Sprintf("Line %d", d.Line), New: office.NewPromise{
		Client: c.ID, Kind: d.Kind, Words: d.Words, Source: d.Source, When: promise.When{Day: d.Day, At: d.At},
	}}
	if it.New.Kind == "" {
		it.New.Kind = promise.Deliverable
	}
	k, err := m.contact(d, c)
	if err != nil {
		return it, "", err
	}
	it.New.Contact = k.ID
	if it.New.Owner, err = m.owner(d, c); err != nil {
		return it, "", err
	}
	if it.New.Project, err = m.project(d, c); err != nil {
		return it, "", err
	}
	var check fault.Check
	member.CheckLine(&check, "words", d.Words, promise.MaxWords)
	member.CheckOptionalLine(&check, "source", d.Source, promise.MaxSource)
	return it, k.Name, check.Err()
}

func (m *promiseMatcher) contact(d promises.Draft, c store.ClientName) (client.Contact, error) {
	var here []client.Contact
	for _, k := range m.dir.Contacts[c.ID] {
		if k.EndedAt.IsZero() {
			here = append(here, k)
		}
	}
	if len(here) == 0 {
		return client.Contact{}, fault.Field("contact", c.Name+" has no contact: there is nobody to promise it to. Add one first.")
	}
	address := d.ContactEmail
	switch {
	case address == "" && d.Contact == "":
		address = m.index.AddressOf(d.Hints, string(c.ID))
	case address == "":
		address = d.Contact // people write either into one column
	}
	for _, k := range here {
		if address != "" && member.EmailKey(k.Email) == member.EmailKey(address) {
			return k, nil
		}
	}
	for _, k := range here {
		if d.Contact != "" && table.Fold(k.Name) == table.Fold(d.Contact) {
			return k, nil
		}
	}
	if d.Contact == "" && d.ContactEmail == "" {
		return here[0], nil
	}
	said := d.Contact
	if said == "" {
		said = d.ContactEmail
	}
	return client.Contact{}, fault.Field("contact", fmt.Sprintf("%s has no contact “%s”. Add it first, or write it as it is here.", c.Name, said))
}

// owner finds who keeps it. The organizer of a calendar's entry may well be
// somebody of the client: then it is the client's owner.
func (m *promiseMatcher) owner(d promises.Draft, c store.ClientName) (member.ID, error) {
	if id, ok := m.member(d.Owner); ok && d.Owner != "" {
		return id, nil
	}
	if d.Owner != "" && !m.calendar {
		return "", fault.Field("owner", fmt.Sprintf("Nobody who works here is “%s”.", d.Owner))
	}
	if m.active(c.OwnerID) {
		return c.OwnerID, nil
	}
	return m.someone(), nil
}

func (m *promiseMatcher) project(d promises.Draft, c store.ClientName) (string, error) {
	if d.Project == "" {
		return "", nil
	}
	for _, p := range m.dir.Projects[c.ID] {
		if table.Fold(p.Name) == table.Fold(d.Project) {
			return string(p.ID), nil
		}
	}
	return "", fault.Field("project", fmt.Sprintf("%s has no project “%s”. Add it first, or leave the column empty.", c.Name, d.Project))
}
