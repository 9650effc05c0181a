package intake_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/client"
	"kept/internal/datatest"
	"kept/internal/fault"
	"kept/internal/importer/intake"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
)

// studio is a firm with two clients, one of them with a project.
func studio(t *testing.T) (h *officetest.House, nils office.Actor) {
	t.Helper()
	h = officetest.Open(t, officetest.SQLite(t))
	nils = h.Member("Nils Holm", "nils@northlight.example", member.Regular, h.Owner.Member)
	h.Client(nils, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	c, _ := h.Client(h.Owner, "Nordwind GmbH", "Europe/Berlin", "Tom Berg", "tom@nordwind.example")
	if _, err := h.Clients.AddProject(t.Context(), h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Website"}}); err != nil {
		t.Fatal(err)
	}
	return h, nils
}

func lines(p intake.Plan) []string {
	var out []string
	for _, l := range p.Lines {
		out = append(out, fmt.Sprintf("%d %s %s | %s", l.Number, l.Effect, strings.Join(l.Cells, "; "), l.Say))
	}
	return out
}

const sheet = `Client;Contact;What;Due;Owner;Project
Casa Ruiz;Ana Ruiz;Mock-ups of four pages;2026-03-09 16:00;;
nordwind gmbh;;The offer;12.03.2026;Nils Holm;Website
Nordwind;tom@nordwind.example;A call about the printer;2026-03-13;nils@northlight.example;
Casa Ruiz;Ana Ruiz;Long ago;2025-11-01;;
`

func TestPromisesOfATable(t *testing.T) {
	h, nils := studio(t)
	plan, err := intake.Promises(t.Context(), h.Office, h.Owner, intake.File{Name: "plan.csv", Data: []byte(sheet)})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2 new Casa Ruiz; Ana Ruiz; Mock-ups of four pages; Monday 9 March 2026, 16:00 (Rome) | ",
		"3 new Nordwind GmbH; Tom Berg; The offer; Thursday 12 March 2026 | ",
		"4 new Nordwind GmbH; Tom Berg; A call about the printer; Friday 13 March 2026 | ",
		"5 left out Casa Ruiz; Ana Ruiz; Long ago; Saturday 1 November 2025 | its date has passed",
	}
	if d := cmp.Diff(want, lines(plan.Plan)); d != "" {
		t.Fatal(d, plan.Notes)
	}
	if got := plan.Summary("promise"); got != "3 promises to bring in, 1 left out." || plan.Blocked() != "" {
		t.Errorf("%q %q", got, plan.Blocked())
	}
	done, err := h.Imports.Promises(t.Context(), h.Owner, plan.Items, false, nil)
	if err != nil || done.Made != 3 {
		t.Fatalf("made %+v: %v", done, err)
	}
	mine, err := h.Promises.List(t.Context(), h.Owner, office.Filter{State: promise.Open, Owner: nils.Member, Part: all()})
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, r := range mine {
		words = append(words, r.Words)
	}
	// What names no owner is its client's owner's.
	if d := cmp.Diff([]string{"Mock-ups of four pages", "The offer", "A call about the printer", "Next word from us"}, words); d != "" {
		t.Error(d)
	}

	again, err := intake.Promises(t.Context(), h.Office, h.Owner, intake.File{Name: "plan.csv", Data: []byte(sheet)})
	if err != nil {
		t.Fatal(err)
	}
	if again.Count(intake.There) != 3 || len(again.Items) != 0 || again.Blocked() != "There is nothing to bring in." {
		t.Errorf("a second time: %v %q", lines(again.Plan), again.Blocked())
	}
}

func TestPromisesWithProblems(t *testing.T) {
	h, _ := studio(t)
	for _, tt := range []struct{ row, want string }{
		{"Casa Ruis;Ana;Texts;2026-03-09", "No client here is named “Casa Ruis”."},
		{"Casa Ruiz;Pedro;Texts;2026-03-09", "Casa Ruiz has no contact “Pedro”."},
		{"Casa Ruiz;Ana Ruiz;Texts;30.02.2026", "Due: \"2026-02-30\" is not a date"},
		{"Casa Ruiz;Ana Ruiz;;2026-03-09", "What"},
		{"Casa Ruiz;Ana Ruiz;" + strings.Repeat("x", promise.MaxWords+1) + ";2026-03-09", "500"},
	} {
		plan, err := intake.Promises(t.Context(), h.Office, h.Owner, intake.File{Name: "x.csv", Data: []byte("Client;Contact;What;Due\nCasa Ruiz;Ana Ruiz;Fine;2026-03-10\n" + tt.row + "\n")})
		if err != nil {
			t.Errorf("%s: %v", tt.row, err)
			continue
		}
		if plan.Count(intake.Problem) != 1 || plan.Count(intake.Make) != 1 || plan.Blocked() == "" {
			t.Errorf("%s: %v", tt.row, lines(plan.Plan))
		}
		if last := plan.Lines[len(plan.Lines)-1]; !strings.Contains(last.Say, tt.want) {
			t.Errorf("%s: %q, want %q", tt.row, last.Say, tt.want)
		}
	}
	for _, tt := range []struct{ column, value, want string }{
		{"Owner", "Somebody", "Nobody who works here is “Somebody”."},
		{"Project", "Bakery", "Nordwind GmbH has no project “Bakery”."},
	} {
		plan, err := intake.Promises(t.Context(), h.Office, h.Owner, intake.File{Name: "x.csv", Data: []byte("Client;What;Due;" + tt.column + "\nNordwind GmbH;Texts;2026-03-10;" + tt.value + "\n")})
		if err != nil || plan.Count(intake.Problem) != 1 || !strings.Contains(plan.Lines[0].Say, tt.want) {
			t.Errorf("%s: %v %v", tt.column, lines(plan.Plan), err)
		}
	}
}

func TestPromisesOfACalendar(t *testing.T) {
	h, _ := studio(t)
	cal := strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Google Inc//Google Calendar 70.9054//EN
X-WR-CALNAME:Work
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VEVENT
UID:1@google.com
SUMMARY:Presentation at Nordwind
DTSTART:20260310T090000Z
DTEND:20260310T100000Z
END:VEVENT
BEGIN:VEVENT
UID:2@google.com
SUMMARY:Photographs
ATTENDEE:mailto:ana@casaruiz.example
DTSTART;VALUE=DATE:20260316
DTEND;VALUE=DATE:20260319
END:VEVENT
BEGIN:VEVENT
UID:3@google.com
SUMMARY:Dentist
DTSTART:20260311T090000Z
END:VEVENT
BEGIN:VEVENT
UID:4@google.com
SUMMARY:Nordwind, last year
DTSTART:20250311T090000Z
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n")
	plan, err := intake.Promises(t.Context(), h.Office, h.Owner, intake.File{Name: "work.ics", Data: []byte(cal)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range plan.Lines {
		got = append(got, string(l.Effect)+" "+strings.Join(l.Cells[:3], "; "))
	}
	want := []string{
		"new Nordwind GmbH; Tom Berg; Presentation at Nordwind", "new Casa Ruiz; Ana Ruiz; Photographs", "left out ; ; Dentist", "left out ; ; Nordwind, last year",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if plan.Blocked() != "" {
		t.Errorf("blocked: %s", plan.Blocked())
	}
	if done, err := h.Imports.Promises(t.Context(), h.Owner, plan.Items, false, nil); err != nil || done.Made != 2 {
		t.Errorf("made %+v: %v", done, err)
	}
}

// The calendars of other people bring what concerns a client and block on
// nothing else.
func TestForeignCalendars(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(datatest.Path(t, "icalendar"), "ics", "*.ics"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("there is no calendar among the foreign data")
	}
	h, _ := studio(t)
	read := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := intake.Promises(t.Context(), h.Office, h.Owner, intake.File{Name: filepath.Base(file), Data: data})
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", file, err)
			}
			continue
		}
		read++
		if plan.Count(intake.Problem) > 0 {
			t.Errorf("%s: %v", file, lines(plan.Plan))
		}
	}
	if read < len(files)/2 {
		t.Errorf("only %d of %d were read", read, len(files))
	}
}

func TestClients(t *testing.T) {
	h, _ := studio(t)
	file := "Company;Name;E-Mail;Phone;Status;Zeitzone\nLumen;Ingrid Lund;ingrid@lumen.example;;active;Europe/Oslo\nLumen;Per Dahl;;+47 1;;\ncasa ruiz;Ana;ana@casaruiz.example;;;\nBad;X;no-address;;;\n"
	plan, err := intake.Clients(t.Context(), h.Office, h.Owner, intake.File{Name: "c.csv", Data: []byte(file)})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]intake.Effect{intake.Make, intake.There, intake.Problem}, effects(plan.Plan)); d != "" {
		t.Fatal(d, lines(plan.Plan))
	}
	file, _, _ = strings.Cut(file, "Bad")
	for run := range 2 {
		plan, err = intake.Clients(t.Context(), h.Office, h.Owner, intake.File{Name: "c.csv", Data: []byte(file)})
		if err != nil {
			t.Fatal(err)
		}
		done, err := h.Imports.Clients(t.Context(), h.Owner, plan.Items, false, nil)
		if err != nil || done.Made != 1-run {
			t.Errorf("run %d made %+v: %v", run, done, err)
		}
	}
	found, err := h.Clients.Find(t.Context(), h.Owner, "lumen")
	if err != nil || len(found) != 1 {
		t.Fatalf("%v %v", found, err)
	}
	v, err := h.Clients.Brief(t.Context(), h.Owner, found[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if v.Client.Hours.Zone != "Europe/Oslo" || len(v.Contacts) != 2 || v.Contacts[1].Channel != client.ByPhone || !v.Contacts[0].Portal || v.Client.Colour == 1 {
		t.Errorf("%+v %+v", v.Client, v.Contacts)
	}
}

// People of a client who is here join him, each once, by address or name.
func TestPeopleJoinTheirClient(t *testing.T) {
	h, _ := studio(t)
	card := func(name, company, more string) string {
		return "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + name + "\r\nORG:" + company + "\r\n" + more + "\r\nEND:VCARD\r\n"
	}
	book := card("Änne Groß", "NORDWIND gmbh", "EMAIL:aenne@nordwind.example") + card("Udo", "Nordwind GmbH", "TEL:+49 1") +
		card("T. Berg", "Nordwind GmbH", "EMAIL:TOM@nordwind.example") + card("tom berg", "Nordwind GmbH", "EMAIL:tom.new@nordwind.example") +
		card("Ana Ruiz", "Casa Ruiz", "EMAIL:ana@casaruiz.example") + card("Ingrid", "Lumen", "EMAIL:i@lumen.example") + card("Per", "Lumen", "EMAIL:p@lumen.example")
	plan := func() intake.ClientPlan {
		p, err := intake.Clients(t.Context(), h.Office, h.Owner, intake.File{Name: "b.vcf", Data: []byte(book)})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	first := plan()
	if d := cmp.Diff([]intake.Effect{intake.Join, intake.There, intake.Make}, effects(first.Plan)); d != "" {
		t.Fatal(d, lines(first.Plan))
	}
	if got := lines(first.Plan)[0] + strings.Join(first.Lines[0].Remarks, "; "); got != "1 new people Nordwind GmbH; ; Änne Groß, Udo | for a client who is hereTom Berg is here with tom@nordwind.example; the file says tom.new@nordwind.example" {
		t.Error(got)
	}
	if got := first.Summary("client"); got != "1 client and 4 people to bring in, 1 already here." {
		t.Error(got)
	}
	done, err := h.Imports.Clients(t.Context(), h.Owner, first.Items, false, nil)
	if err != nil || done.Made != 1 || done.People != 4 {
		t.Fatalf("%+v %v", done, err)
	}
	found, err := h.Clients.Find(t.Context(), h.Owner, "nordwind")
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range found {
		if c.Name == "Nordwind GmbH" {
			found[0] = found[i]
		}
	}
	v, err := h.Clients.Brief(t.Context(), h.Owner, found[0].ID)
	if err != nil || len(v.Contacts) != 3 {
		t.Fatalf("%+v %v", v.Contacts, err)
	}
	// Whatever becomes of a name and an address here, nobody comes twice, and
	// neither does a client whose name was changed.
	for _, k := range v.Contacts {
		if k.Name == "Udo" || k.Name == "Änne Groß" {
			if _, err := h.Clients.EditContact(t.Context(), h.Owner, k.ID, office.ContactEdit{Change: func(k *client.Contact) {
				k.Name, k.Email, k.Phone, k.Channel = "Somebody else", "", "+49 2", client.ByPhone
				k.Portal = false
			}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	lumen, err := h.Clients.Find(t.Context(), h.Owner, "lumen")
	if err != nil || len(lumen) != 1 {
		t.Fatal(lumen, err)
	}
	if _, err := h.Clients.Edit(t.Context(), h.Owner, lumen[0].ID, office.ClientEdit{Change: func(c *client.Client) { c.Name = "Lumen Energy" }}); err != nil {
		t.Fatal(err)
	}
	second := plan()
	if len(second.Items) != 0 || second.People != 0 || second.Count(intake.There) != 2 || second.Count(intake.Differs) != 1 {
		t.Errorf("a second time: %v", lines(second.Plan))
	}
	if done, err := h.Imports.Clients(t.Context(), h.Owner, first.Items, false, nil); err != nil || done.Made != 0 || done.People != 0 {
		t.Errorf("the first plan again: %+v %v", done, err)
	}
}

// Where two clients have one name, nobody can tell whose a stranger is.
func TestPeopleOfTwoClientsOfOneName(t *testing.T) {
	h, _ := studio(t)
	h.Client(h.Owner, "nordwind GMBH", "Europe/Berlin", "Eva", "eva@other.example")
	for row, want := range map[string]intake.Effect{"Eva;eva@other.example": intake.There, "Tom Berg;": intake.There, "Udo;u@other.example": intake.Problem} {
		plan, err := intake.Clients(t.Context(), h.Office, h.Owner, intake.File{Name: "c.csv", Data: []byte("Client;Contact;Email\nNordwind GmbH;" + row + "\n")})
		if err != nil || plan.Lines[0].Effect != want || len(plan.Items) != 0 {
			t.Errorf("%s: %v %v", row, lines(plan.Plan), err)
		}
	}
}

func TestHolidays(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	cal := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" +
		event("1", "DTSTART;VALUE=DATE:20260407\r\nDTEND;VALUE=DATE:20260409", "Bridge days") +
		event("2", "DTSTART:20260410T090000Z", "A meeting") +
		event("3", "DTSTART;VALUE=DATE:20260408", "Twice") +
		event("4", "DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260801", "Too long") +
		event("5", "DTSTART;VALUE=DATE:20261224\r\nSTATUS:CANCELLED", "Off") +
		event("6", "DTSTART;VALUE=DATE:20261224", strings.Repeat("é", 200)) + "END:VCALENDAR\r\n"
	days, left, err := intake.Holidays([]byte(cal), time.UTC, now)
	if err != nil || left != 3 {
		t.Fatalf("%v, %d left: %v", days, left, err)
	}
	var got []string
	for _, d := range days {
		got = append(got, d.On.String()+" "+strings.TrimRight(d.Name, "é…"))
	}
	if d := cmp.Diff([]string{"2026-04-07 Bridge days", "2026-04-08 Bridge days", "2026-12-24 "}, got); d != "" {
		t.Error(d)
	}
	if n := len(days[2].Name); n > 200 {
		t.Errorf("a name of %d bytes", n)
	}
	for _, bad := range []string{"", "no calendar", "BEGIN:VCALENDAR\r\n" + event("1", "DTSTART:20260410T090000Z", "x") + "END:VCALENDAR\r\n"} {
		if _, _, err := intake.Holidays([]byte(bad), time.UTC, now); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}

func event(uid, when, summary string) string {
	return "BEGIN:VEVENT\r\nUID:" + uid + "\r\n" + when + "\r\nSUMMARY:" + summary + "\r\nEND:VEVENT\r\n"
}

func all() store.Slice { return store.Slice{Limit: 100} }

func effects(p intake.Plan) []intake.Effect {
	var out []intake.Effect
	for _, l := range p.Lines {
		out = append(out, l.Effect)
	}
	return out
}

// TestLinesOfOneClient: who sends a file may say whose it is; a line that names
// or fits another client stays with that one.
func TestLinesOfOneClient(t *testing.T) {
	h, _ := studio(t)
	const calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" +
		"BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260301T000000Z\r\nDTSTART:20260310T100000Z\r\nSUMMARY:A visit\r\nEND:VEVENT\r\n" +
		"BEGIN:VEVENT\r\nUID:2\r\nDTSTAMP:20260301T000000Z\r\nDTSTART:20260311T100000Z\r\nSUMMARY:Nordwind\\, the offer\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	plan := func(name string) (intake.PromisePlan, error) {
		return intake.Promises(t.Context(), h.Office, h.Owner, intake.File{Name: "c.ics", Client: name, Data: []byte(calendar)})
	}
	if p, err := plan(""); err != nil || p.Count(intake.LeftOut) != 1 || p.Count(intake.Make) != 1 {
		t.Errorf("nobody's: %v, %v", lines(p.Plan), err)
	}
	p, err := plan("casa ruiz")
	if err != nil || p.Count(intake.Make) != 2 {
		t.Fatalf("Casa Ruiz's: %v, %v", lines(p.Plan), err)
	}
	if p.Lines[0].Cells[0] != "Casa Ruiz" || p.Lines[1].Cells[0] != "Nordwind GmbH" {
		t.Errorf("got %v", lines(p.Plan))
	}
	if _, err := plan("Nobody"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a client who is not there: %v", err)
	}
}
