// Package clients maps what people keep their clients in, a spreadsheet or an
// address book, to drafts of clients with their contacts. Rows and cards of one
// organisation become one client; a person without an organisation is a client
// of his own (a household) and its contact. Nothing is dropped in silence: what
// was folded, left out or is wrong is listed with its line.
package clients

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/importer/contentline"
	"kept/internal/importer/format"
	"kept/internal/importer/table"
	"kept/internal/importer/vcard"
	"kept/member"
)

// ClientDraft is one client as a file states it. What the file does not state
// is zero, for the caller to decide.
type ClientDraft struct {
	Line     int // the first one that names it
	Name     string
	Stage    client.Stage
	Colour   int    // 1 to client.Colours
	Zone     string // IANA name
	Language string // one of client.Languages
	Contacts []ContactDraft
}

// ContactDraft is one contact. It has an address or a phone.
type ContactDraft struct {
	Line  int
	Name  string
	Email string // in small letters
	Phone string
	Role  string
}

// Note is something that was folded or left out.
type Note struct {
	Line int
	Name string
	Say  string
}

// Result is what a file gave.
type Result struct {
	Clients  []ClientDraft
	Faults   []table.Fault // rows that must be mended
	Bad      []ClientDraft // what could be read of each of them, with its one contact
	Notes    []Note
	Unknown  []string // headers of columns that were not taken
	Problems []contentline.Problem
}

// Options say how a file is to be read.
type Options struct {
	Sheet    string                // which sheet of a spreadsheet; "" = the first with a table
	Progress func(done, total int) // may be nil
}

// progressEvery is after how many rows or cards progress is told.
const progressEvery = 100

func (o Options) tell(done, total int) {
	if o.Progress != nil && (done%progressEvery == 0 || done == total) {
		o.Progress(done, total)
	}
}

// Read reads a file of clients, told from its content: an address book or a table.
func Read(data []byte, o Options) (Result, error) {
	if len(data) > vcard.MaxBytes {
		return Result{}, fault.New(fault.Invalid, fmt.Sprintf("The file is larger than %d MB.", vcard.MaxBytes>>20))
	}
	switch kind := format.Of(data); kind {
	case format.Cards:
		f, err := vcard.Read(data)
		if err != nil {
			return Result{}, err
		}
		return FromCards(f, o), nil
	case format.Text, format.XLSX:
		s, err := table.Read(data, o.Sheet)
		if err != nil {
			return Result{}, err
		}
		return FromSheet(s, o)
	default:
		return Result{}, format.Refuse(kind, "a table (.csv or .xlsx) or a file of contacts (.vcf)")
	}
}

// FromCards maps an address book.
func FromCards(f vcard.File, o Options) Result {
	g := newGathering()
	g.out.Problems = f.Problems
	for i, c := range f.Cards {
		g.card(c)
		o.tell(i+1, len(f.Cards))
	}
	return g.out
}

// gathering folds what is read into clients.
type gathering struct {
	out    Result
	at     map[string]int // folded name to place in out.Clients
	people map[string]int // address to the line that had it first
	known  map[person][]int
}

// person is a contact of a client by one of its marks, the address or the
// folded name; known leads to the places among the client's contacts.
type person struct {
	client int
	mark   string
}

func newGathering() gathering {
	return gathering{at: map[string]int{}, people: map[string]int{}, known: map[person][]int{}}
}

func (g *gathering) note(line int, name, say string) {
	g.out.Notes = append(g.out.Notes, Note{line, cut(name, 100), say})
}

// card maps one card. What of it passes a limit of ours is left out and told,
// since nobody edits an address book by hand for us.
func (g *gathering) card(c vcard.Card) {
	name := firstOf(c.Organisation, c.Name, slices.Concat(c.Emails, []string{""})[0])
	d := ClientDraft{Line: c.Line, Name: g.fit(c.Line, oneLine(name), "name", client.MaxName), Zone: c.Zone}
	if code, ok := languageOf(c.Language); ok {
		d.Language = code
	} else if c.Language != "" {
		g.note(c.Line, d.Name, fmt.Sprintf("the language %q is not one that clients read in; it was left out", cut(c.Language, 40)))
	}
	p := ContactDraft{Line: c.Line, Name: g.fit(c.Line, oneLine(c.Name), "name", member.MaxName), Role: g.fit(c.Line, oneLine(c.Title), "title", client.MaxTitle)}
	for _, a := range c.Emails {
		switch {
		case !isAddress(a):
			g.note(c.Line, d.Name, fmt.Sprintf("%q is no e-mail address; it was left out", cut(a, 60)))
		case p.Email == "":
			p.Email = a
		default:
			g.note(c.Line, d.Name, fmt.Sprintf("a contact has one address; %s was left out", a))
		}
	}
	g.phones(c, &p)
	g.add(d, p)
}

// phones takes the first number, mobile ones before others, faxes never.
func (g *gathering) phones(c vcard.Card, p *ContactDraft) {
	all := slices.DeleteFunc(slices.Clone(c.Phones), func(t vcard.Phone) bool { return slices.Contains(t.Types, "FAX") })
	for _, mobile := range []bool{true, false} {
		for _, t := range all {
			if p.Phone == "" && slices.Contains(t.Types, "CELL") == mobile {
				p.Phone = g.fit(c.Line, oneLine(t.Number), "phone", client.MaxPhone)
			}
		}
	}
}

// fit leaves a text out that is longer than our limit.
func (g *gathering) fit(line int, text, what string, limit int) string {
	if len([]rune(text)) <= limit {
		return text
	}
	g.note(line, text, fmt.Sprintf("this %s has more than %d characters; it was left out", what, limit))
	return ""
}

// add brings one row or card to its client.
func (g *gathering) add(d ClientDraft, p ContactDraft) {
	if d.Name == "" {
		return
	}
	i, known := g.at[key(d.Name)]
	if !known {
		i = len(g.out.Clients)
		g.at[key(d.Name)] = i
		g.out.Clients = append(g.out.Clients, d)
	} else {
		g.merge(&g.out.Clients[i], d)
	}
	g.contact(i, p, known)
}

// merge takes from a later line what the client lacks; where they differ the
// first stays and it is told.
func (g *gathering) merge(c *ClientDraft, d ClientDraft) {
	keep := func(what, have, said string, set func()) {
		switch {
		case said == "" || said == have:
		case have == "":
			set()
		default:
			g.note(d.Line, d.Name, fmt.Sprintf("the %s %s of line %d was kept; this line says %s", what, have, c.Line, said))
		}
	}
	number := func(n int) string { return strings.TrimPrefix(strconv.Itoa(n), "0") }
	keep("stage", string(c.Stage), string(d.Stage), func() { c.Stage = d.Stage })
	keep("colour", number(c.Colour), number(d.Colour), func() { c.Colour = d.Colour })
	keep("time zone", c.Zone, d.Zone, func() { c.Zone = d.Zone })
	keep("language", c.Language, d.Language, func() { c.Language = d.Language })
}

// contact adds a contact to a client, or folds it into the same one.
func (g *gathering) contact(i int, p ContactDraft, known bool) {
	c := &g.out.Clients[i]
	if p.Email == "" && p.Phone == "" {
		switch {
		case p.Name != "" && p.Name != c.Name:
			g.note(p.Line, p.Name, "this contact has neither an address nor a phone; it was left out")
		case known:
			g.note(p.Line, c.Name, fmt.Sprintf("it stands in line %d already", c.Line))
		}
		return
	}
	p.Name = firstOf(p.Name, c.Name)
	at, twice := g.same(i, p)
	if twice {
		old := &c.Contacts[at]
		old.Email, old.Phone, old.Role = firstOf(old.Email, p.Email), firstOf(old.Phone, p.Phone), firstOf(old.Role, p.Role)
		g.note(p.Line, p.Name, fmt.Sprintf("it is the same contact as in line %d; the two were folded into one", old.Line))
	} else {
		at = len(c.Contacts)
		c.Contacts = append(c.Contacts, p)
		name := person{i, key(p.Name)}
		g.known[name] = append(g.known[name], at)
	}
	if p.Email != "" {
		g.known[person{i, p.Email}] = []int{at}
		g.elsewhere(p, twice)
	}
}

// elsewhere tells an address that is also a contact of another client.
func (g *gathering) elsewhere(p ContactDraft, twice bool) {
	first, known := g.people[p.Email]
	switch {
	case !known:
		g.people[p.Email] = p.Line
	case !twice:
		g.note(p.Line, p.Name, fmt.Sprintf("%s is also a contact of another client, in line %d", p.Email, first))
	}
}

// same finds the contact of a client that is the same person: by the address,
// or by the name where one of the two has no address.
func (g *gathering) same(i int, p ContactDraft) (int, bool) {
	if at := g.known[person{i, p.Email}]; p.Email != "" && len(at) > 0 {
		return at[0], true
	}
	for _, at := range g.known[person{i, key(p.Name)}] {
		if p.Email == "" || g.out.Clients[i].Contacts[at].Email == "" {
			return at, true
		}
	}
	return 0, false
}

// key makes names comparable; one of signs alone stays as it is.
func key(name string) string {
	if folded := table.Fold(name); folded != "" {
		return folded
	}
	return name
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// oneLine puts a text of several lines on one.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut shortens s to at most limit characters.
func cut(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	return string(runes[:limit-1]) + "…"
}

func isAddress(s string) bool {
	var c fault.Check
	member.CheckEmail(&c, "email", s)
	return c.Err() == nil
}

// languageOf finds one of our languages by its code ("pt-BR") or its name in
// English or in itself.
func languageOf(s string) (string, bool) {
	folded := table.Fold(s)
	code, _, _ := strings.Cut(folded, " ")
	if client.KnownLanguage(code) {
		return code, true
	}
	found, ok := languageNames[folded]
	return found, ok
}

func knownZone(name string) bool {
	if len(name) > 40 || strings.EqualFold(name, "local") {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}
