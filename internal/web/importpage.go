package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kept/internal/fault"
	"kept/internal/importer/intake"
	"kept/internal/importer/plans"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// importPage asks for a file.
func importPage(v *visit) error {
	if !mayDo(v, member.Import) {
		return errNotYours
	}
	return v.show(importForm(v))
}

func importForm(v *visit) page.Import {
	p := page.NewImport(v.frame(v.say("Import"), page.InImport))
	p.Form, p.Far, p.Formats = ui.Form{Action: page.ImportURL}, newOnce(), v.say("Promises: CSV, XLSX, or ICS as calendars export it. Clients: CSV, XLSX, or vCard as address books export it. Plans: XML of Microsoft Project, exports of Trello, Jira, Asana, Todoist and GitHub, XER, CSV, XLSX.")
	p.What.Options = ui.Choose(p.What.Options, whatPromises)
	return p
}

// What a file may hold.
const (
	whatPromises = "promises"
	whatClients  = "clients"
	whatPlan     = "plan"
)

// sendImport keeps the file and shows what it would do. It is kept with what
// else the ledger holds, for an hour, so that whichever process is asked next
// has it, and nobody sends it twice.
func sendImport(v *visit) error {
	data, name, _, err := sentFile(v, "file", office.MaxUpload)
	if !mayDo(v, member.Import) {
		return errNotYours
	}
	p := importForm(v)
	what := v.r.PostForm.Get("what")
	if err == nil && data == nil {
		err = fault.Field("file", "Choose a file.")
	}
	if err == nil && what != whatPromises && what != whatClients && what != whatPlan {
		err = fault.Field("what", "Say what is in it.")
	}
	if err == nil {
		// A file that cannot be read at all is refused here, beside its field.
		if what == whatPlan {
			_, err = plans.Read(plans.File{Data: data})
		} else {
			_, err = planImport(v, what, intake.File{Name: fileName(name), Data: data})
		}
		if err != nil {
			err = onField(err, "file")
		}
	}
	var id string
	if err == nil {
		id, err = v.o.Imports.Hold(v.r.Context(), v.who, fileName(name), data)
	}
	if err != nil {
		if err := v.complain(err, &p.Form, p.Fields()...); err != nil {
			return err
		}
		return v.again(p)
	}
	return v.go303(importURL(what, id) + "?far=" + url.QueryEscape(v.r.PostForm.Get(page.FarField)))
}

func importURL(what, id string) string { return page.ImportURL + "/" + what + "/" + id }

// maxFileName is how much of a file's name is kept, in characters.
const maxFileName = 100

// fileName cuts a name and leaves out what cannot stand in a line.
func fileName(s string) string {
	var out []rune
	for _, r := range s {
		if r >= 0x20 && r != 0x7f && len(out) < maxFileName {
			out = append(out, r)
		}
	}
	return string(out)
}

// bringing is what a file would bring in, of either sort.
type bringing struct {
	intake.Plan
	thing string
	run   func(v *visit, dry bool, far func(done, total int)) (office.Imported, error)
}

func planImport(v *visit, what string, f intake.File) (bringing, error) {
	ctx := v.r.Context()
	if what == whatClients {
		p, err := intake.Clients(ctx, v.o, v.who, f)
		return bringing{p.Plan, "client", func(v *visit, dry bool, far func(done, total int)) (office.Imported, error) {
			return v.o.Imports.Clients(ctx, v.who, p.Items, dry, far)
		}}, err
	}
	p, err := intake.Promises(ctx, v.o, v.who, f)
	return bringing{p.Plan, "promise", func(v *visit, dry bool, far func(done, total int)) (office.Imported, error) {
		return v.o.Imports.Promises(ctx, v.who, p.Items, dry, far)
	}}, err
}

// heldPlan plans the file that the address names.
func heldPlan(v *visit) (bringing, string, error) {
	what := v.r.PathValue("what")
	if !mayDo(v, member.Import) {
		return bringing{}, "", errNotYours
	}
	if what != whatPromises && what != whatClients {
		return bringing{}, "", errNothing
	}
	held, err := v.o.Imports.Held(v.r.Context(), v.who, v.r.PathValue("file"))
	if fault.KindOf(err) == fault.NotFound {
		err = fault.New(fault.NotFound, "This file is not here any more: it is kept for an hour. Choose it again.")
	}
	if err != nil {
		return bringing{}, "", err
	}
	p, err := planImport(v, what, intake.File{Name: held.Name, Data: held.Bytes})
	return p, held.Name, err
}

// previewImport shows what a file would do; nothing has happened yet. The dry
// run finds what only the acts themselves refuse.
func previewImport(v *visit) error {
	b, name, err := heldPlan(v)
	if err != nil {
		return err
	}
	blocked := b.Blocked()
	if blocked == "" {
		far, over := farOf(v)
		defer over()
		if _, err := b.run(v, true, far); err != nil {
			f, ok := fault.As(err)
			if !ok {
				return err
			}
			blocked = f.Error()
		}
	}
	p := importForm(v)
	p.Preview = preview(v, b, name, blocked)
	return v.show(p)
}

// shownLines is how many lines a preview shows.
const shownLines = 200

func preview(v *visit, b bringing, name, blocked string) *page.ImportPreview {
	p := &page.ImportPreview{
		File: name, Summary: summary(v, b), Columns: b.Columns, Problems: b.Count(intake.Problem), Blocked: blocked, Notes: b.Notes, Far: newOnce(),
		Form: ui.Form{Action: v.r.URL.Path, Back: page.ImportURL}, Submit: v.say("Bring in {what}", "what", worked(v, b)),
	}
	// Problems go first, then what differs: they are what has to be looked at.
	rows := b.Rows()
	slices.SortStableFunc(rows, func(a, b intake.Row) int { return urgency(a) - urgency(b) })
	left := 0
	for _, r := range rows {
		if len(p.Rows) < shownLines {
			p.Rows = append(p.Rows, importRow(v, r))
		} else {
			left += max(1, len(r.Of))
		}
	}
	if left > 0 {
		p.More = v.say("and {n} more", "n", strconv.Itoa(left))
	}
	return p
}

func urgency(r intake.Row) int {
	switch r.Effect {
	case intake.Problem:
		return 0
	case intake.Differs:
		return 1
	}
	return 2
}

func importRow(v *visit, r intake.Row) page.ImportRow {
	row := page.ImportRow{Number: strconv.Itoa(r.Number), Cells: r.Cells, Effect: effectWord(v, r.Effect), Differs: r.Effect == intake.Differs, Link: standingLink(v, r.Line), Remarks: r.Remarks}
	switch {
	case r.Effect == intake.Problem:
		row.Problem = r.Say
	case r.Say != "":
		row.Effect += ": " + r.Say
	}
	for _, l := range r.Of {
		row.Dates = append(row.Dates, page.ImportDate{Text: strings.Join(append(l.Cells[3:4:4], l.Remarks...), ": "), Link: standingLink(v, l)})
	}
	return row
}

// standingLink leads to what stands here of a line.
func standingLink(v *visit, l intake.Line) ui.Link {
	switch {
	case l.Promise != "":
		return ui.Link{Text: v.say("Look at it"), URL: "/promises/" + string(l.Promise)}
	case l.Client != "":
		return ui.Link{Text: v.say("Look at the client"), URL: "/clients/" + string(l.Client)}
	}
	return ui.Link{}
}

// runImport brings a file in: all of it, or nothing.
func runImport(v *visit) error {
	b, _, err := heldPlan(v)
	if err != nil {
		return err
	}
	if blocked := b.Blocked(); blocked != "" {
		return previewImport(v)
	}
	far, over := farOf(v)
	defer over()
	done, err := b.run(v, false, far)
	if err != nil {
		return err
	}
	word := v.say("Brought in: {what}.", "what", worked(v, b))
	if n := b.Count(intake.There) + done.Skipped; n > 0 {
		word += " " + v.say("Here already: {n}.", "n", strconv.Itoa(n))
	}
	if n := b.Count(intake.Differs); n > 0 {
		word += " " + v.say("Left as it stands here, though the file differs: {n}.", "n", strconv.Itoa(n))
	}
	v.leave(word)
	if b.thing == "client" {
		return v.go303(page.ClientsURL)
	}
	return v.go303(page.PromisesURL + "?who=all")
}

// worked says what a file would bring in: "2 clients and 3 people".
func worked(v *visit, b bringing) string {
	n, people := b.Count(intake.Make), v.count(b.People, "1 person", "{n} people")
	things := v.count(n, "1 promise", "{n} promises")
	if b.thing == "client" {
		things = v.count(n, "1 client", "{n} clients")
	}
	switch {
	case b.People == 0:
		return things
	case n == 0:
		return people
	}
	return v.say("{clients} and {people}", "clients", things, "people", people)
}

// summary is what a file would do, each part with how many lines it has.
func summary(v *visit, b bringing) string {
	parts := []string{v.say("{what} to bring in", "what", worked(v, b))}
	if n := b.Count(intake.There); n > 0 {
		parts = append(parts, v.count(n, "1 already here", "{n} already here"))
	}
	if n := b.Count(intake.Differs); n > 0 {
		parts = append(parts, v.count(n, "1 differs", "{n} differ"))
	}
	if n := b.Count(intake.LeftOut); n > 0 {
		parts = append(parts, v.count(n, "1 left out", "{n} left out"))
	}
	if n := b.Count(intake.Problem); n > 0 {
		parts = append(parts, v.count(n, "1 line with a problem", "{n} lines with a problem"))
	}
	return strings.Join(parts, ", ") + "."
}

// effectWord is what becomes of a line. What else is said of it, its remarks and
// problems, the reader of files says, in English.
func effectWord(v *visit, e intake.Effect) string {
	switch e {
	case intake.Make:
		return v.say("new")
	case intake.Join:
		return v.say("new people")
	case intake.There:
		return v.say("already here")
	case intake.Differs:
		return v.say("differs")
	case intake.LeftOut:
		return v.say("left out")
	}
	return string(e)
}
