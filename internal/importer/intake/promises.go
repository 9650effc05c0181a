package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"
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
	p, dropped, err := d.planPromises(f, o.Watch.Now())
	if err != nil {
		return p, err
	}
	var keys []string
	for _, l := range p.Lines {
		if l.key != "" {
			keys = append(keys, l.key)
		}
	}
	for _, x := range dropped {
		keys = append(keys, x.Key)
	}
	known, err := o.Imports.KnownPromises(ctx, who, keys)
	if err != nil {
		return p, err
	}
	d.hold(&p.Plan, known, o.Watch.Now())
	d.missing(&p.Plan, known, dropped)
	p.inOrder()
	p.keep(p.fresh())
	if err := d.remarkClosed(ctx, o, &p.Plan); err != nil {
		return p, err
	}
	return p, d.remarkAlike(ctx, o, &p.Plan)
}

// keep drops the items that are not to be made.
func (p *PromisePlan) keep(fresh map[string]bool) {
	p.Items = slices.DeleteFunc(p.Items, func(it office.PromiseImport) bool { return !fresh[it.Key] })
}

func (d *desk) planPromises(f File, now time.Time) (PromisePlan, []promises.Dropped, error) {
	p := PromisePlan{Plan: Plan{home: d.firm, Columns: []string{"Client", "To", "What", "By when"}}}
	loc := d.firm.Location()
	read, err := promises.Read(f.Data, promises.Options{
		File: f.Name, Sheet: f.Sheet, Progress: f.Progress, Window: ics.Window{From: now, To: now.Add(Ahead), Home: loc},
		Typed: func(text string) (worktime.Day, time.Time, error) { return d.written(text, now) },
	})
	if err != nil {
		return p, nil, err
	}
	m := &promiseMatcher{desk: d, plan: &p, index: promises.Index(d.refs()), calendar: format.Of(f.Data) == format.Calendar, now: now}
	if f.Client != "" {
		found := d.byName[nameKey(f.Client)]
		if len(found) != 1 {
			return p, nil, fault.Field("client", fmt.Sprintf("%d clients here are named “%s”. Name one as it is here.", len(found), f.Client))
		}
		m.otherwise = &d.dir.Clients[found[0]]
	}
	m.all(read)
	for _, pr := range read.Problems {
		p.Notes = append(p.Notes, pr.String())
	}
	for _, h := range read.Unknown {
		p.Notes = append(p.Notes, fmt.Sprintf("The column “%s” was not taken.", h))
	}
	return p, read.Dropped, nil
}

// written reads a date of a file. Words of other languages than English are
// not known yet, so it says what is.
func (d *desk) written(text string, now time.Time) (worktime.Day, time.Time, error) {
	w, err := typed.ParseWritten(text, d.firm, now)
	if typed.NotUnderstood(err) {
		err = fault.Field("due", fmt.Sprintf("“%s” cannot be read as a date. A file may say 2026-12-04, 4.12.2026 or 2026-12-04 16:00, and words in English only: Friday, 12 May, end of month.", text))
	}
	return w.Day, w.At, err
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

// all plans everything that a file gave.
func (m *promiseMatcher) all(read promises.Result) {
	p := m.plan
	repeats := false
	for _, draft := range read.Drafts {
		m.line(draft)
		repeats = repeats || draft.Series != ""
	}
	lines, says := faultsByLine(read.Faults)
	for _, bad := range read.Bad {
		m.bad(bad, says[bad.Line])
		delete(says, bad.Line)
	}
	for _, n := range lines {
		if says[n] != nil {
			p.Lines = append(p.Lines, Line{Number: n, Cells: make([]string, len(p.Columns)), Effect: Problem, Say: sentences(says[n])})
		}
	}
	for _, s := range read.Skipped {
		p.Lines = append(p.Lines, Line{
			Number: s.Line, Cells: []string{"", "", s.Words, ""}, Effect: LeftOut, Say: s.Why, key: s.Key,
			said: said{when: promise.When{Day: s.Day, At: s.At}, ended: s.Ended},
		})
	}
	if repeats {
		p.Notes = append(p.Notes, "What repeats is taken for one year, until "+office.SayDay(worktime.DayOf(m.now.Add(Ahead), m.firm.Location()))+". Bring the calendar in again for what comes after.")
	}
}

// line plans one draft.
func (m *promiseMatcher) line(d promises.Draft) {
	l := Line{Number: d.Line, Effect: Make, key: d.Key, Cells: []string{d.Client, d.Contact, d.Words, m.date(d)}, said: said{
		words: d.Words, when: promise.When{Day: d.Day, At: d.At}, kind: d.Kind, series: d.Series,
	}}
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
	l.Cells[0], l.said.of = c.Name, c.ID
	item, to, wrong := m.item(d, c)
	var check fault.Check
	member.CheckLine(&check, "words", d.Words, promise.MaxWords)
	member.CheckOptionalLine(&check, "source", d.Source, promise.MaxSource)
	if wrong = append(wrong, words(check.Err())...); len(wrong) > 0 {
		l.Effect, l.Say = Problem, sentences(wrong)
		return
	}
	l.Cells[1] = to.Name
	if l.said.accepted = to.Email != "" && slices.Contains(d.Accepted, member.EmailKey(to.Email)); l.said.accepted {
		l.Remarks = append(l.Remarks, acceptedHint)
	}
	m.plan.Items = append(m.plan.Items, item)
}

// acceptedHint says what to do about a client who knows from his own calendar:
// Kept has no proof that he was told, and when, so a person says it.
const acceptedHint = "the client accepted the invitation: log on its page how they know of it"

// bad plans a row with faults: it names them, and whatever else is wrong with
// it, so that one mending is enough. What is over needs none.
func (m *promiseMatcher) bad(d promises.Draft, says []string) {
	l := Line{Number: d.Line, Effect: Problem, Cells: []string{d.Client, d.Contact, d.Words, ""}}
	if l.Cells[1] == "" {
		l.Cells[1] = d.ContactEmail
	}
	if !(d.Day.IsZero() && d.At.IsZero()) && m.over(d) {
		l.Effect, l.Say = LeftOut, "its date has passed"
	} else {
		if d.Client != "" || d.ContactEmail != "" {
			c, why, ok := m.client(d)
			if ok {
				l.Cells[0] = c.Name
				_, _, wrong := m.item(d, c)
				says = append(says, wrong...)
			} else {
				says = append(says, why)
			}
		}
		l.Say = sentences(says)
	}
	m.plan.Lines = append(m.plan.Lines, l)
}

// date is when it is due, in full.
func (m *promiseMatcher) date(d promises.Draft) string {
	return office.SayWhen(promise.When{Day: d.Day, At: d.At}, m.firm)
}

func (m *promiseMatcher) over(d promises.Draft) bool {
	return m.passed(promise.When{Day: d.Day, At: d.At}, m.now)
}

// passed tells whether a date is over.
func (d *desk) passed(w promise.When, now time.Time) bool {
	if !w.At.IsZero() {
		return !w.At.After(now)
	}
	return w.Day.Before(worktime.DayOf(now, d.firm.Location()))
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

// item makes what is to be imported, and names who is promised it, or all that
// stands in the way.
func (m *promiseMatcher) item(d promises.Draft, c store.ClientName) (office.PromiseImport, client.Contact, []string) {
	it := office.PromiseImport{Key: d.Key, Line: fmt.Sprintf("Line %d", d.Line), New: office.NewPromise{
		Client: c.ID, Kind: d.Kind, Words: d.Words, Source: d.Source, When: promise.When{Day: d.Day, At: d.At},
	}}
	if it.New.Kind == "" {
		it.New.Kind = promise.Deliverable
	}
	k, err := m.contact(d, c)
	wrong := words(err)
	it.New.Contact = k.ID
	var why string
	if it.New.Owner, why = m.owner(d, c); why != "" {
		wrong = append(wrong, why)
	}
	if it.New.Project, why = m.project(d, c); why != "" {
		wrong = append(wrong, why)
	}
	return it, k, wrong
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

// owner finds who keeps it, or says why nobody does. The organizer of a
// calendar's entry may well be somebody of the client: then it is the client's
// owner.
func (m *promiseMatcher) owner(d promises.Draft, c store.ClientName) (member.ID, string) {
	if d.Owner != "" {
		if id, why := m.member(d.Owner); why == "" || !m.calendar {
			return id, why
		}
	}
	if m.active(c.OwnerID) {
		return c.OwnerID, ""
	}
	return m.someone(), ""
}

// project finds the client's project, or says why there is none.
func (m *promiseMatcher) project(d promises.Draft, c store.ClientName) (id, why string) {
	if d.Project == "" {
		return "", ""
	}
	var here []string
	for _, p := range m.dir.Projects[c.ID] {
		if table.Fold(p.Name) == table.Fold(d.Project) {
			return string(p.ID), ""
		}
		here = append(here, "“"+p.Name+"”")
	}
	has := "It has none."
	if len(here) > 0 {
		has = "It has " + strings.Join(here, ", ") + "."
	}
	return "", fmt.Sprintf("%s has no project “%s”. %s Add it on the client's page first, or leave the cell empty.", c.Name, d.Project, has)
}
