package clients

import (
	"fmt"
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/importer/table"
	"kept/member"
)

// FromSheet maps a table. It needs a column that names the client: the client
// or company, or the name of a person. It refuses (fault.Invalid) a table without.
func FromSheet(s table.Sheet, o Options) (Result, error) {
	m := sheetMapping{columns: columnsOf(s), gathering: newGathering()}
	m.out.Unknown = m.columns.Unknown
	named := false
	for _, field := range []string{fieldClient, fieldContact, fieldName, fieldFamily, fieldGiven} {
		named = named || m.columns.Has(field)
	}
	if !named {
		return Result{}, fault.New(fault.Invalid, fmt.Sprintf(`The table has no column for the client's name ("client", "company" or "name"). Its header in row %d is: %s.`,
			s.HeaderLine, cut(strings.Join(s.Header, ", "), 300)))
	}
	for i, r := range s.Rows {
		m.row(r)
		o.tell(i+1, len(s.Rows))
	}
	return m.out, nil
}

// columnsOf finds the columns. A column that is headed "status" and names no
// stage of ours at all is about something else.
func columnsOf(s table.Sheet) table.Columns {
	c := s.Columns(vocabulary)
	if !c.Has(fieldStage) || table.Fold(c.Of(fieldStage)) == fieldStage {
		return c
	}
	for _, r := range s.Rows {
		if _, ok := stageOf(c.Text(r, fieldStage)); ok {
			return c
		}
	}
	return c.Without(fieldStage)
}

type sheetMapping struct {
	gathering
	columns table.Columns
}

func (m *sheetMapping) fault(r table.Row, field, say string) {
	m.out.Faults = append(m.out.Faults, table.Fault{Line: r.Line, Column: m.columns.Of(field), Say: say})
}

// row maps one row.
func (m *sheetMapping) row(r table.Row) {
	text := func(field string) string { return oneLine(m.columns.Text(r, field)) }
	person := firstOf(text(fieldContact), text(fieldName), oneLine(text(fieldGiven)+" "+text(fieldFamily)))
	d := ClientDraft{Line: r.Line, Name: firstOf(text(fieldClient), person)}
	p := ContactDraft{Line: r.Line, Name: person, Phone: firstOf(text(fieldMobile), text(fieldPhone)), Role: text(fieldRole)}
	before := len(m.out.Faults)
	if d.Name == "" {
		field := fieldClient
		if !m.columns.Has(field) {
			field = fieldName
		}
		m.fault(r, field, "It does not name the client.")
	}
	m.address(r, &p)
	m.standing(r, &d)
	m.limits(r, d, p)
	if m.columns.Has(fieldClient) && text(fieldClient) == "" && person != "" {
		m.note(r.Line, person, "it names no company; the client is named like the person")
	}
	if len(m.out.Faults) > before {
		d.Contacts = []ContactDraft{p}
		m.out.Bad = append(m.out.Bad, d)
		return
	}
	m.add(d, p)
}

// address reads the address of the contact; of several in one cell it takes
// the first and tells the others.
func (m *sheetMapping) address(r table.Row, p *ContactDraft) {
	all := strings.FieldsFunc(strings.ToLower(m.columns.Text(r, fieldEmail)), func(c rune) bool { return strings.ContainsRune(" ,;\n", c) })
	for i, a := range all {
		a = strings.TrimPrefix(strings.Trim(a, "<>"), "mailto:")
		switch {
		case !isAddress(a):
			m.fault(r, fieldEmail, fmt.Sprintf("%q is no e-mail address.", cut(a, 60)))
		case i == 0:
			p.Email = a
		default:
			m.note(r.Line, p.Name, fmt.Sprintf("a contact has one address; %s was left out", a))
		}
	}
}

// standing reads what a row says of the client itself.
func (m *sheetMapping) standing(r table.Row, d *ClientDraft) {
	if text := oneLine(m.columns.Text(r, fieldStage)); text != "" {
		stage, ok := stageOf(text)
		if !ok {
			m.fault(r, fieldStage, fmt.Sprintf("%q is no stage; there are: prospect, active, past.", cut(text, 60)))
		}
		d.Stage = stage
	}
	if text := oneLine(m.columns.Text(r, fieldColour)); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > client.Colours {
			m.note(r.Line, d.Name, fmt.Sprintf("the colours have the numbers 1 to %d; %q was left out", client.Colours, cut(text, 40)))
			n = 0
		}
		d.Colour = n
	}
	if text := oneLine(m.columns.Text(r, fieldZone)); text != "" {
		if !knownZone(text) {
			m.fault(r, fieldZone, fmt.Sprintf("%q is no time zone like Europe/Rome.", cut(text, 60)))
		}
		d.Zone = text
	}
	if text := oneLine(m.columns.Text(r, fieldLanguage)); text != "" {
		code, ok := languageOf(text)
		if !ok {
			m.note(r.Line, d.Name, fmt.Sprintf("the language %q is not one that clients read in; it was left out", cut(text, 40)))
		}
		d.Language = code
	}
}

// limits holds the texts to the limits of the domain.
func (m *sheetMapping) limits(r table.Row, d ClientDraft, p ContactDraft) {
	check := func(field, text string, limit int) {
		var c fault.Check
		member.CheckOptionalLine(&c, field, text, limit)
		if refusal, ok := fault.As(c.Err()); ok {
			m.fault(r, field, refusal.Say)
		}
	}
	check(fieldClient, d.Name, client.MaxName)
	if p.Name != d.Name {
		check(fieldContact, p.Name, member.MaxName)
	}
	check(fieldPhone, p.Phone, client.MaxPhone)
	check(fieldRole, p.Role, client.MaxTitle)
}
