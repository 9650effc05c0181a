package promises

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/fault"
	"kept/internal/importer/ics"
	"kept/internal/importer/table"
	"kept/promise"
	"kept/worktime"
)

// typed knows as much of written dates as these tests need.
func typed(text string) (worktime.Day, time.Time, error) {
	switch text {
	case "nächsten Freitag":
		return worktime.Day{Year: 2026, Month: 3, Date: 6}, time.Time{}, nil
	case "nothing":
		return worktime.Day{}, time.Time{}, nil
	case "trouble":
		return worktime.Day{}, time.Time{}, errors.New("disk on fire")
	}
	if day, err := worktime.ParseDay(text); err == nil {
		return day, time.Time{}, nil
	}
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		return worktime.Day{}, time.Time{}, fault.Field("due", fmt.Sprintf("%q is no date.", text))
	}
	return worktime.DayOf(at, time.UTC), at, nil
}

func options() Options {
	return Options{File: "zusagen.csv", Typed: typed, Window: ics.Window{
		From: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), Home: time.UTC,
	}}
}

func mustRead(t *testing.T, text string, o Options) Result {
	t.Helper()
	r, err := Read([]byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func golden(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func faultsOf(r Result) []string {
	var all []string
	for _, f := range r.Faults {
		all = append(all, f.String())
	}
	return all
}

func TestFromSheet(t *testing.T) {
	got := mustRead(t, golden(t, "zusagen.csv"), options())
	want := []Draft{
		{Line: 4, Client: "Nordwind GmbH", Contact: "Tom Berg", ContactEmail: "tom@nordwind.example", Kind: promise.Deliverable, Words: "Entwürfe",
			Owner: "mia@studio.example", Day: worktime.Day{Year: 2026, Month: 5, Date: 12}, Source: "zusagen.csv, row 4",
			Hints: Hints{Summary: "Entwürfe", Addresses: []string{"tom@nordwind.example"}}},
		{Line: 5, Client: "Nordwind GmbH", Kind: promise.Proposal, Words: "Angebot Phase 2", Owner: "Mia", At: time.Date(2026, 6, 3, 16, 0, 0, 0, time.UTC),
			Source: "zusagen.csv, row 5", Hints: Hints{Summary: "Angebot Phase 2"}},
		{Line: 7, Client: "Lumen", ContactEmail: "ana@lumen.example", Kind: promise.NextContact, Words: "Rückruf",
			Day: worktime.Day{Year: 2026, Month: 3, Date: 6}, Source: "zusagen.csv, row 7", Hints: Hints{Summary: "Rückruf", Addresses: []string{"ana@lumen.example"}}},
	}
	for i := range got.Drafts {
		if !strings.HasPrefix(got.Drafts[i].Key, "row:") || len(got.Drafts[i].Key) != 4+32 {
			t.Errorf("key %q", got.Drafts[i].Key)
		}
		got.Drafts[i].Key = ""
	}
	if d := cmp.Diff(want, got.Drafts); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"Farbe"}, got.Unknown); d != "" {
		t.Error(d)
	}
	skipped := []Skipped{
		{Line: 8, Words: "Fertiges", Why: "it is done already (erledigt)", Ended: "done", Day: worktime.Day{Year: 2026, Month: 2, Date: 1}},
		{Line: 9, Words: "Entwürfe", Why: "it was called off (storniert)", Ended: "called off", Day: worktime.Day{Year: 2026, Month: 5, Date: 13}},
		{Line: 12, Words: "Entwürfe", Why: "it says the same as row 4"},
	}
	for i := range got.Skipped {
		if s := &got.Skipped[i]; (s.Ended == "") != (s.Key == "") { // what ended may be a promise here
			t.Errorf("row %d has the key %q", s.Line, s.Key)
		}
		got.Skipped[i].Key = ""
	}
	if d := cmp.Diff(skipped, got.Skipped); d != "" {
		t.Error(d)
	}
	faults := []string{
		"row 10, Kunde: It does not say who it is for.",
		"row 11, Was?: It does not say what is promised.",
		`row 11, E-Mail: "keine adresse" is no e-mail address.`,
		`row 11, Art: "Zauberei" is no kind of promise; there are: deliverable, proposal, answer, fix, update, next contact, appointment.`,
		`row 11, Fällig am: "2026-02-31" is not a date: write one that exists, like 2026-12-04.`,
	}
	if d := cmp.Diff(faults, faultsOf(got)); d != "" {
		t.Error(d)
	}
}

// The headers of all our languages lead to the same drafts.
func TestLanguages(t *testing.T) {
	for _, header := range []string{
		"client,contact,email,project,kind,promise,due,owner,time zone",
		"Kunde,Ansprechpartner,E-Mail-Adresse,Projekt,Art,Zusage,Fälligkeitsdatum,Zuständig,Zeitzone",
		"Client,Interlocuteur,Courriel,Projet,Type,Livrable,Échéance,Responsable,Fuseau horaire",
		"Cliente,Persona de contacto,Correo electrónico,Proyecto,Tipo,Entregable,Fecha límite,Encargado,Zona horaria",
		"Cliente,Pessoa de contato,E-mail,Projeto,Tipo,Entregável,Prazo,Responsável,Fuso horário",
		"Klant,Contactpersoon,E-mailadres,Opdracht,Soort,Toezegging,Vervaldatum,Verantwoordelijke,Tijdzone",
		"Cliente,Referente,Indirizzo e-mail,Progetto,Tipo,Consegna,Scadenza,Responsabile,Fuso orario",
	} {
		got := mustRead(t, header+"\nLumen,Ana,a@lumen.example,Site,fix,Repair,2026-05-12 16:00,Mia,America/New_York\n", options())
		if len(got.Faults) > 0 || len(got.Unknown) > 0 || len(got.Drafts) != 1 {
			t.Errorf("%s: %+v", header, got)
			continue
		}
		d := got.Drafts[0]
		line := strings.Join([]string{d.Client, d.Contact, d.ContactEmail, d.Project, string(d.Kind), d.Words, d.At.Format(time.RFC3339), d.Owner, d.Zone}, "|")
		if line != "Lumen|Ana|a@lumen.example|Site|fix|Repair|2026-05-12T20:00:00Z|Mia|America/New_York" {
			t.Errorf("%s: %s", header, line)
		}
	}
}

// What can only be the date by which is taken before a mere date, wherever it
// stands.
func TestHeadersOfTheDate(t *testing.T) {
	for _, due := range []string{
		"Deliver by", "Target date", "Abgabe", "Abgabetermin", "Abgabedatum", "Liefertermin", "Lieferdatum", "Frist", "Stichtag", "Spätestens", "Fertig bis", "Zieltermin",
		"Date de remise", "À rendre le", "Date butoir", "Livraison prévue", "Fecha tope", "Plazo de entrega", "Fecha prevista", "Para cuándo", "Prazo de entrega", "Data prevista", "Data de término",
		"Leverdatum", "Inleverdatum", "Uiterste datum", "Termijn", "Data consegna", "Termine di consegna", "Scade il", "Entro quando",
	} {
		got := mustRead(t, "client,promise,Date,"+due+"\nLumen,Report,2026-01-01,2026-05-12\n", options())
		if len(got.Drafts) != 1 || got.Drafts[0].moment() != "2026-05-12" || len(got.Unknown) != 1 {
			t.Errorf("%s: %+v", due, got)
		}
	}
	if k, ok := kindOf("Abgabe"); !ok || k != promise.Deliverable {
		t.Errorf("the kind Abgabe is %q", k)
	}
}

// Of a row with a fault what could be read is told with it; one that is over is
// not to be mended.
func TestRowsWithFaults(t *testing.T) {
	r := mustRead(t, "client,promise,due,owner,status\nLumen,Report,30.02.2026,Tom,\nNordwind,,soon,,\nLumen,Old,soon,,done\n", options())
	want := []Draft{
		{Line: 2, Client: "Lumen", Words: "Report", Owner: "Tom", Kind: promise.Deliverable, Source: "zusagen.csv, row 2", Hints: Hints{Summary: "Report"}},
		{Line: 3, Client: "Nordwind", Kind: promise.Deliverable, Source: "zusagen.csv, row 3"},
	}
	if d := cmp.Diff(want, r.Bad); d != "" || len(r.Faults) != 3 || len(r.Skipped) != 1 || r.Skipped[0].Key != "" {
		t.Error(d, faultsOf(r), r.Skipped)
	}
}

// No word may head two fields, or name two kinds: which one is taken would be
// a matter of chance.
func TestWordsAreUnambiguous(t *testing.T) {
	field := map[string]string{}
	for f, names := range vocabulary {
		for _, n := range names {
			folded := table.Fold(n)
			if folded == "" || field[folded] != "" && field[folded] != f {
				t.Errorf("%q heads %q and %q", n, f, field[folded])
			}
			field[folded] = f
		}
	}
	kind := map[string]promise.Kind{}
	for _, k := range promise.Kinds() {
		if got, ok := kindOf(strings.ToUpper(string(k))); !ok || got != k {
			t.Errorf("%q is not its own name", k)
		}
		for w := range kinds[k] {
			if kind[w] != "" {
				t.Errorf("%q names %q and %q", w, k, kind[w])
			}
			kind[w] = k
		}
	}
	for w := range doneWords {
		if cancelledWords[w] {
			t.Errorf("%q is done and called off", w)
		}
	}
}

func TestMissingColumns(t *testing.T) {
	for header, want := range map[string]string{
		"client,due":    `The table has no column for what is promised ("promise"). Its header in row 1 is: client, due.`,
		"promise,email": `no column for the date ("due").`,
		"promise,due":   `no column for who it is for`,
		"a,b":           `who it is for ("client", or "email" of the contact), nor for what is promised ("promise"), nor for the date`,
	} {
		_, err := Read([]byte(header+"\n1,2\n"), options())
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", header, err)
		}
	}
}

func TestWrittenDates(t *testing.T) {
	tests := []struct {
		name, header string
		dates        []string
		want         []string
	}{
		{"ISO", "due", []string{"2026-05-12", "2026-05-12 16:00"}, []string{"2026-05-12", "2026-05-12T16:00:00Z"}},
		{"dots have the day first", "due", []string{"3.4.2026", "03.04.26"}, []string{"2026-04-03", "2026-04-03"}},
		{"one row tells for all", "due", []string{"3/4/2026", "4/13/2026"}, []string{"2026-03-04", "2026-04-13"}},
		{"the other way", "due", []string{"3/4/2026", "13/4/2026"}, []string{"2026-04-03", "2026-04-13"}},
		{"with a time", "due", []string{"13/4/2026, 16:00", "4-13-2026 08:30"}, []string{"2026-04-13T16:00:00Z", "2026-04-13T08:30:00Z"}},
		{"the same both ways", "due", []string{"4/4/2026"}, []string{"2026-04-04"}},
		{"nobody knows", "due", []string{"3/4/2026", "4/4/2026"}, []string{`"3/4/2026" may be 3 April or 4 March, and no other date here with "/" tells which. Write 2026-04-03 or 2026-03-04.`, "2026-04-04"}},
		{"a header tells nothing", "Échéance", []string{"3/4/2026"}, []string{`"3/4/2026" may be 3 April or 4 March, and no other date here with "/" tells which. Write 2026-04-03 or 2026-03-04.`}},
		{"dots tell nothing of slashes", "Bis wann", []string{"27.11.2026", "12/4/2026"}, []string{"2026-11-27", `"12/4/2026" may be 12 April or 4 December, and no other date here with "/" tells which. Write 2026-04-12 or 2026-12-04.`}},
		{"slashes tell nothing of dashes", "due", []string{"13/4/2026", "3-4-2026"}, []string{"2026-04-13", `"3-4-2026" may be 3 April or 4 March, and no other date here with "-" tells which. Write 2026-04-03 or 2026-03-04.`}},
		{"dots and slashes the month first", "due", []string{"27.11.2026", "12/4/2026", "4/13/2026"}, []string{"2026-11-27", "2026-12-04", "2026-04-13"}},
		{"both in one column", "due", []string{"13/4/2026", "4/13/2026", "3/4/2026"},
			[]string{"2026-04-13", "2026-04-13", `"3/4/2026" may be 3 April or 4 March, and the dates here with "/" are written both ways. Write 2026-04-03 or 2026-03-04.`}},
		{"a day that does not exist", "due", []string{"30/2/2026"}, []string{`"2026-02-30" is not a date: write one that exists, like 2026-12-04.`}},
		{"nothing", "due", []string{"", "nothing", "soon", "trouble"},
			[]string{"It does not say by when.", `"nothing" is no date.`, `"soon" is no date.`, "This date could not be read."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := table.Sheet{Header: []string{"client", "promise", tt.header}}
			for i, text := range tt.dates {
				s.Rows = append(s.Rows, table.Row{Line: i, Cells: []string{"c", fmt.Sprint("p", i), text}})
			}
			r, err := FromSheet(s, options())
			if err != nil {
				t.Fatal(err)
			}
			got := make([]string, len(tt.dates))
			for _, d := range r.Drafts {
				got[d.Line] = d.moment()
			}
			for _, f := range r.Faults {
				got[f.Line] = f.Say
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// A time of day is read from the wall of the row's own zone; one that the
// clocks skip there is refused.
func TestZoneOfTheRow(t *testing.T) {
	s := table.Sheet{Header: []string{"client", "promise", "due", "zone"}, Rows: []table.Row{
		{Line: 2, Cells: []string{"c", "a", "2026-03-29 02:30", "Europe/Rome"}},
		{Line: 3, Cells: []string{"c", "b", "2026-03-29 03:30", "Europe/Rome"}},
		{Line: 4, Cells: []string{"c", "c", "2026-03-29 03:30", "Local"}},
		{Line: 5, Cells: []string{"c", "d", "2026-03-29", "Europe/Rome"}},
	}}
	r, err := FromSheet(s, options())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Drafts) != 2 || r.Drafts[0].moment() != "2026-03-29T01:30:00Z" || r.Drafts[1].moment() != "2026-03-29" {
		t.Errorf("drafts %+v", r.Drafts)
	}
	want := []string{"row 2, due: 02:30 does not exist on that day in Europe/Rome: the clocks are put forward over it.", `row 4, zone: "Local" is no time zone like Europe/Rome.`}
	if d := cmp.Diff(want, faultsOf(r)); d != "" {
		t.Error(d)
	}
}

func TestTextsAreLimited(t *testing.T) {
	for n, bad := range map[int]bool{promise.MaxWords: false, promise.MaxWords + 1: true} {
		r := mustRead(t, "client,promise,due\nc,"+strings.Repeat("ü", n)+",2026-05-12\n", options())
		if (len(r.Faults) == 1) != bad || len(r.Drafts)+len(r.Faults) != 1 {
			t.Errorf("%d characters: %v", n, r.Faults)
		}
	}
}

// Keys stay the same when the file is read again, whatever order, capitals and
// spaces it has; they differ where the promise does.
func TestSheetKeys(t *testing.T) {
	key := func(header, row string) string {
		t.Helper()
		r := mustRead(t, header+"\n"+row+"\n", options())
		if len(r.Drafts) != 1 {
			t.Fatalf("%s: %+v", row, r)
		}
		return r.Drafts[0].Key
	}
	const plain, numbered = "client,promise,due", "id,client,promise,due"
	base := key(plain, "Lumen,Report,2026-05-12")
	for row, same := range map[string]bool{"LUMEN ,  report,2026-05-12": true, "Lumen,Report,2026-06-12": false, "Nordwind,Report,2026-05-12": false, "Lumen,Reports,2026-05-12": false} {
		if got := key(plain, row) == base; got != same {
			t.Errorf("%s has the same key: %t, want %t", row, got, same)
		}
	}
	if key("due,color,promise,client", "2026-05-12,red,Report,Lumen") != base {
		t.Error("the order of the columns changes the key")
	}
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"LUM-17,Lumen,Report,2026-05-12", "LUM-17,Lumen,Report of May,2026-05-20", true},
		{"17,Lumen,Report,2026-05-12", "17,Lumen,Report,2026-05-20", true},
		{"17,Lumen,Report,2026-05-12", "17,Nordwind,Report,2026-05-12", false},
		{"17,Lumen,Report,2026-05-12", "17,Lumen,Draft,2026-05-12", false},
		{"99999,Lumen,Report,2026-05-12", "99999,Lumen,Draft,2026-05-12", false},
		{"100000,Lumen,Report,2026-05-12", "100000,Lumen,Draft,2026-05-12", true},
	} {
		if got := key(numbered, tt.a) == key(numbered, tt.b); got != tt.same {
			t.Errorf("%s and %s have the same key: %t", tt.a, tt.b, got)
		}
	}
	r := mustRead(t, numbered+"\nL-1,Lumen,Report,2026-05-12\nL-1,Lumen,Draft,2026-05-12\nL-1,Lumen,Report,2026-05-12\n", options())
	if len(r.Drafts) != 1 || len(r.Skipped) != 1 || len(r.Faults) != 1 || r.Faults[0].String() != "row 3, id: The same ID stands in row 2 with another promise." {
		t.Errorf("one ID three times: %+v", r)
	}
}

// A column that is called "list" and holds no kinds is about something else;
// one that is called "kind" must hold kinds.
func TestColumnsOfKinds(t *testing.T) {
	r := mustRead(t, "client,promise,due,list\nc,p,2026-05-12,To Do\n", options())
	if len(r.Drafts) != 1 || len(r.Unknown) != 1 {
		t.Errorf("%+v", r)
	}
	r = mustRead(t, "client,promise,due,kind\nc,p,2026-05-12,To Do\n", options())
	if len(r.Drafts) != 0 || len(r.Faults) != 1 {
		t.Errorf("%+v", r)
	}
}

func TestProgress(t *testing.T) {
	for _, n := range []int{progressEvery - 1, progressEvery, progressEvery + 1} {
		var told []string
		o := options()
		o.Progress = func(done, total int) { told = append(told, fmt.Sprintf("%d/%d", done, total)) }
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "c,p%d,2026-05-12\n", i)
		}
		mustRead(t, "client,promise,due\n"+b.String(), o)
		want := []string{fmt.Sprintf("%d/%d", n, n)}
		if n > progressEvery {
			want = []string{fmt.Sprintf("%d/%d", progressEvery, n), want[0]}
		}
		if d := cmp.Diff(want, told); d != "" {
			t.Error(d)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"": "empty", "BEGIN:VCARD\n": "contacts (vCard). Wanted is a table (.csv or .xlsx) or a calendar", "%PDF-1": "PDF",
		strings.Repeat("x", ics.MaxBytes+1): "larger than 32 MB",
	} {
		if _, err := Read([]byte(in), options()); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v", in, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"zusagen.csv", "termine.ics"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Read([]byte(text), options())
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("an error that is no refusal: %v", err)
		}
		seen := map[string]bool{}
		for _, d := range r.Drafts {
			if d.Words == "" || d.Key == "" || d.Day.IsZero() == d.At.IsZero() || !promise.KnownKind(d.Kind) {
				t.Errorf("a draft that is none: %+v", d)
			}
			if seen[d.Key] {
				t.Errorf("key %q twice", d.Key)
			}
			seen[d.Key] = true
			Match(d.Hints, []ClientRef{{ID: "1", Name: text}})
		}
	})
}
