package promises

import (
	"fmt"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/importer/table"
	"kept/internal/importer/written"
	"kept/member"
	"kept/promise"
)

// FromSheet maps a table. It needs a column for the words, one for the date,
// and one for the client or the contact's address; it refuses (fault.Invalid)
// a table without. Every row becomes a draft, a fault for each of its cells
// that is wrong, or is skipped and told.
func FromSheet(s table.Sheet, o Options) (Result, error) {
	m := sheetMapping{columns: columnsOf(s), o: o, seen: map[string]int{}}
	if err := m.check(s); err != nil {
		return Result{}, err
	}
	var due []string
	for _, r := range s.Rows {
		due = append(due, m.columns.Text(r, fieldDue))
	}
	m.dates = dates{orders: written.OrdersOf(due), typed: o.Typed}
	m.out.Unknown = m.columns.Unknown
	for i, r := range s.Rows {
		m.row(r)
		o.tell(i+1, len(s.Rows))
	}
	return m.out, nil
}

type sheetMapping struct {
	columns table.Columns
	o       Options
	dates   dates
	seen    map[string]int // key to place in out.Drafts
	out     Result
}

// columnsOf finds the columns. A column that is headed by a word like "type" or
// "list" and names no kind of ours at all is about something else.
func columnsOf(s table.Sheet) table.Columns {
	c := s.Columns(vocabulary)
	if !c.Has(fieldKind) || kindHeaders[table.Fold(c.Of(fieldKind))] {
		return c
	}
	for _, r := range s.Rows {
		if _, ok := kindOf(c.Text(r, fieldKind)); ok {
			return c
		}
	}
	return c.Without(fieldKind)
}

// check refuses a table that lacks a column, naming those that are there.
func (m *sheetMapping) check(s table.Sheet) error {
	var missing []string
	if !m.columns.Has(fieldClient) && !m.columns.Has(fieldEmail) {
		missing = append(missing, `who it is for ("client", or "email" of the contact)`)
	}
	if !m.columns.Has(fieldWords) {
		missing = append(missing, `what is promised ("promise")`)
	}
	if !m.columns.Has(fieldDue) {
		missing = append(missing, `the date ("due")`)
	}
	if len(missing) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, fmt.Sprintf("The table has no column for %s. Its header in row %d is: %s.",
		strings.Join(missing, ", nor for "), s.HeaderLine, cut(strings.Join(s.Header, ", "), 300)))
}

// row maps one row.
func (m *sheetMapping) row(r table.Row) {
	text := func(field string) string { return oneLine(m.columns.Text(r, field)) }
	d := Draft{
		Line: r.Line, Words: text(fieldWords), Client: text(fieldClient), Contact: text(fieldContact), ContactEmail: strings.ToLower(text(fieldEmail)),
		Project: text(fieldProject), Owner: text(fieldOwner), Zone: text(fieldZone), Kind: promise.Deliverable,
	}
	d.Source = source(m.o.File, fmt.Sprintf("row %d", r.Line))
	before := len(m.out.Faults)
	m.checkTexts(r, d)
	m.readKind(r, &d)
	m.readDue(r, &d)
	d.Hints = Hints{Summary: d.Words}
	if d.ContactEmail != "" {
		d.Hints.Addresses = []string{d.ContactEmail}
	}
	faulty := len(m.out.Faults) > before
	if why, ended := settled(m.columns.Text(r, fieldStatus)); ended != "" {
		s := Skipped{Line: r.Line, Words: cut(d.Words, 100), Why: why, Ended: ended, Day: d.Day, At: d.At}
		if !faulty {
			s.Key = sheetKey(text(fieldID), &d)
		}
		m.out.Faults = m.out.Faults[:before] // nobody mends what is over
		m.out.Skipped = append(m.out.Skipped, s)
		return
	}
	if faulty {
		m.out.Bad = append(m.out.Bad, d)
		return
	}
	d.Key = sheetKey(text(fieldID), &d)
	if first, twice := m.seen[d.Key]; twice {
		m.twice(r, d, first)
		return
	}
	m.seen[d.Key] = len(m.out.Drafts)
	m.out.Drafts = append(m.out.Drafts, d)
}

// fault notes what is wrong with a cell.
func (m *sheetMapping) fault(r table.Row, field, say string) {
	m.out.Faults = append(m.out.Faults, table.Fault{Line: r.Line, Column: m.columns.Of(field), Say: say})
}

// checkTexts holds the texts to the limits of the domain.
func (m *sheetMapping) checkTexts(r table.Row, d Draft) {
	check := func(field, text string, limit int) {
		var c fault.Check
		member.CheckOptionalLine(&c, field, text, limit)
		if err := c.Err(); err != nil {
			m.fault(r, field, said(err, ""))
		}
	}
	if d.Words == "" {
		m.fault(r, fieldWords, "It does not say what is promised.")
	}
	if d.Client == "" && d.ContactEmail == "" {
		field := fieldClient
		if !m.columns.Has(field) {
			field = fieldEmail
		}
		m.fault(r, field, "It does not say who it is for.")
	}
	check(fieldWords, d.Words, promise.MaxWords)
	check(fieldClient, d.Client, client.MaxName)
	check(fieldContact, d.Contact, member.MaxName)
	check(fieldProject, d.Project, client.MaxName)
	check(fieldOwner, d.Owner, member.MaxName)
	if d.ContactEmail != "" {
		var c fault.Check
		member.CheckEmail(&c, fieldEmail, d.ContactEmail)
		if c.Err() != nil {
			m.fault(r, fieldEmail, fmt.Sprintf("%q is no e-mail address.", cut(d.ContactEmail, 60)))
		}
	}
	if d.Zone != "" && !knownZone(d.Zone) {
		m.fault(r, fieldZone, fmt.Sprintf("%q is no time zone like Europe/Rome.", cut(d.Zone, 60)))
	}
}

func knownZone(name string) bool {
	if name == "" || len(name) > 40 || strings.EqualFold(name, "local") {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

func (m *sheetMapping) readKind(r table.Row, d *Draft) {
	text := oneLine(m.columns.Text(r, fieldKind))
	if text == "" {
		return
	}
	k, ok := kindOf(text)
	if !ok {
		var all []string
		for _, k := range promise.Kinds() {
			all = append(all, string(k))
		}
		m.fault(r, fieldKind, fmt.Sprintf("%q is no kind of promise; there are: %s.", cut(text, 60), strings.Join(all, ", ")))
		return
	}
	d.Kind = k
}

func (m *sheetMapping) readDue(r table.Row, d *Draft) {
	text := m.columns.Text(r, fieldDue)
	if text == "" {
		m.fault(r, fieldDue, "It does not say by when.")
		return
	}
	var err error
	d.Day, d.At, err = m.dates.read(text, m.columns.Text(r, fieldTime))
	if err == nil && !d.At.IsZero() && knownZone(d.Zone) {
		d.At, err = moved(d.At, m.o.Window.Home, d.Zone)
	}
	if err != nil {
		m.fault(r, fieldDue, said(err, "This date could not be read."))
	}
}

// said gives the words of a refusal, or other for an error that is none.
func said(err error, other string) string {
	if refusal, ok := fault.As(err); ok {
		return refusal.Say
	}
	return other
}

// moved reads the same time of day from the wall of another zone: a row that
// says "16:00" and "America/New_York" means four o'clock there.
func moved(at time.Time, home *time.Location, zone string) (time.Time, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return time.Time{}, fault.Field("zone", fmt.Sprintf("%q is no time zone.", zone))
	}
	if home == nil {
		home = time.UTC
	}
	y, month, d := at.In(home).Date()
	h, minute, s := at.In(home).Clock()
	there := time.Date(y, month, d, h, minute, s, 0, loc)
	if there.Hour() != h || there.Minute() != minute {
		return time.Time{}, fault.Field("due", fmt.Sprintf("%02d:%02d does not exist on that day in %s: the clocks are put forward over it.", h, minute, zone))
	}
	return there.UTC(), nil
}

// settled tells why a row with this status becomes no promise, and how it
// ended; "" if it does.
func settled(status string) (why, ended string) {
	switch folded := table.Fold(status); {
	case doneWords[folded]:
		return fmt.Sprintf("it is done already (%s)", cut(status, 40)), done
	case cancelledWords[folded]:
		return fmt.Sprintf("it was called off (%s)", cut(status, 40)), calledOff
	}
	return "", ""
}

// twice tells a row that says the same as an earlier one: with the same ID but
// other words it is a fault, else it is skipped.
func (m *sheetMapping) twice(r table.Row, d Draft, first int) {
	other := m.out.Drafts[first]
	if other.Words != d.Words || other.moment() != d.moment() {
		m.fault(r, fieldID, fmt.Sprintf("The same ID stands in row %d with another promise.", other.Line))
		m.out.Bad = append(m.out.Bad, d)
		return
	}
	m.out.Skipped = append(m.out.Skipped, Skipped{Line: r.Line, Words: cut(d.Words, 100), Why: fmt.Sprintf("it says the same as row %d", other.Line)})
}

// sheetKey makes the key of a row.
func sheetKey(id string, d *Draft) string {
	who := d.Client
	if who == "" {
		who = d.ContactEmail
	}
	switch {
	case id == "":
		return contentKey("row:", who, d.Contact, d.ContactEmail, d.Project, string(d.Kind), d.Words, d.moment())
	case isNumbering(id):
		return contentKey("row:"+id+":", who, d.Words)
	}
	return exactKey("id:", id)
}

// isNumbering tells whether an ID may be a mere numbering of the rows: 17 of
// this table is not 17 of the next one, LUM-17 is.
func isNumbering(id string) bool {
	const longest = 5
	for _, r := range id {
		if r < '0' || r > '9' {
			return false
		}
	}
	return len(id) <= longest
}

// source says where a promise was read.
func source(file, place string) string {
	if file == "" {
		return place
	}
	return cut(oneLine(file), promise.MaxSource-40) + ", " + place
}
