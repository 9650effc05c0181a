package clients

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/importer/table"
	"kept/internal/importer/vcard"
	"kept/member"
)

func mustRead(t *testing.T, text string) Result {
	t.Helper()
	r, err := Read([]byte(text), Options{})
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

func TestFromSheet(t *testing.T) {
	got := mustRead(t, golden(t, "kunden.csv"))
	want := Result{
		Clients: []ClientDraft{
			{Line: 2, Name: "Nordwind GmbH", Stage: client.Active, Colour: 3, Zone: "Europe/Berlin", Language: "de", Contacts: []ContactDraft{
				{2, "Tom Berg", "tom@nordwind.example", "+49 40 1", "Einkauf"},
				{3, "Eva Lang", "eva@nordwind.example", "+49 170 2", ""},
			}},
			{Line: 5, Name: "Ana Ruiz", Stage: client.Prospect, Zone: "America/New_York", Contacts: []ContactDraft{{5, "Ana Ruiz", "ana@ruiz.example", "", ""}}},
			{Line: 6, Name: "Lumen", Language: "fr", Contacts: []ContactDraft{{6, "Lumen", "hello@lumen.example", "", ""}}},
			{Line: 9, Name: "Other", Contacts: []ContactDraft{{9, "Tom", "tom@nordwind.example", "", ""}}},
		},
		Faults: []table.Fault{
			{Line: 10, Column: "Firma", Say: "It does not name the client."},
			{Line: 11, Column: "E-Mail", Say: `"not-an-address" is no e-mail address.`},
			{Line: 11, Column: "Status", Say: `"vielleicht" is no stage; there are: prospect, active, past.`},
			{Line: 11, Column: "Zeitzone", Say: `"Mars/Olympus" is no time zone like Europe/Rome.`},
		},
		Bad: []ClientDraft{
			{Line: 10, Contacts: []ContactDraft{{Line: 10, Email: "x@y.example"}}},
			{Line: 11, Name: "Bad", Zone: "Mars/Olympus", Contacts: []ContactDraft{{Line: 11, Name: "Bo"}}},
		},
		Notes: []Note{
			{3, "NORDWIND GmbH", "the stage active of line 2 was kept; this line says past"},
			{4, "Tom Berg", "it is the same contact as in line 2; the two were folded into one"},
			{5, "Ana Ruiz", "a contact has one address; second@ruiz.example was left out"},
			{5, "Ana Ruiz", `the colours have the numbers 1 to 12; "rot" was left out`},
			{5, "Ana Ruiz", `the language "klingon" is not one that clients read in; it was left out`},
			{5, "Ana Ruiz", "it names no company; the client is named like the person"},
			{7, "Nobody", "this contact has neither an address nor a phone; it was left out"},
			{8, "Lumen", "it stands in line 6 already"},
			{9, "Tom", "tom@nordwind.example is also a contact of another client, in line 2"},
		},
		Unknown: []string{"Umsatz"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestFromCards(t *testing.T) {
	got := mustRead(t, golden(t, "kontakte.vcf"))
	want := Result{
		Clients: []ClientDraft{
			{Line: 1, Name: "Brightwater", Zone: "America/New_York", Language: "en", Contacts: []ContactDraft{
				{1, "Ana Ruiz", "ana@brightwater.example", "+1 3", "Director"},
				{14, "Bo Chen", "", "+1 4", ""},
			}},
			{Line: 20, Name: "Family Petit", Contacts: []ContactDraft{{20, "Family Petit", "petit@home.example", "", ""}}},
			{Line: 32, Name: "only@address.example", Contacts: []ContactDraft{{32, "only@address.example", "only@address.example", "", ""}}},
		},
		Notes: []Note{
			{1, "Brightwater", "a contact has one address; ana@home.example was left out"},
			{25, "Brightwater", `the language "xx" is not one that clients read in; it was left out`},
			{25, "ana ruiz", "it is the same contact as in line 1; the two were folded into one"},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Address books write their own headers.
func TestHeadersOfAddressBooks(t *testing.T) {
	for name, header := range map[string]string{
		"Google":  "First Name,Last Name,Organization Name,E-mail 1 - Value,Phone 1 - Value,Organization Title",
		"Outlook": "First Name,Last Name,Company,E-mail Address,Business Phone,Job Title",
		"German":  "Vorname,Nachname,Firma,E-Mail-Adresse,Telefon geschäftlich,Position",
		"French":  "Prénom,Nom,Société,Adresse e-mail,Téléphone,Fonction",
		"Spanish": "Nombre de pila,Apellidos,Empresa,Correo electrónico,Teléfono,Cargo",
		"Brazil":  "Primeiro nome,Sobrenome,Empresa,E-mail,Telefone,Cargo",
		"Dutch":   "Voornaam,Achternaam,Bedrijf,E-mailadres,Telefoonnummer,Functie",
		"Italian": "Nome di battesimo,Cognome,Azienda,Indirizzo e-mail,Telefono,Qualifica",
	} {
		got := mustRead(t, header+"\nAna,Ruiz,Lumen,a@lumen.example,123,Chief\n")
		want := []ClientDraft{{Line: 2, Name: "Lumen", Contacts: []ContactDraft{{2, "Ana Ruiz", "a@lumen.example", "123", "Chief"}}}}
		if d := cmp.Diff(want, got.Clients); d != "" || got.Unknown != nil {
			t.Errorf("%s: %s %v", name, d, got.Unknown)
		}
	}
}

// A column that is called "status" and holds no stages is about something else;
// one that is called "stage" must hold stages.
func TestColumnsOfStages(t *testing.T) {
	if r := mustRead(t, "client,status\nLumen,VIP\n"); len(r.Clients) != 1 || len(r.Unknown) != 1 {
		t.Errorf("%+v", r)
	}
	if r := mustRead(t, "client,stage\nLumen,VIP\n"); len(r.Clients) != 0 || len(r.Faults) != 1 {
		t.Errorf("%+v", r)
	}
	if r := mustRead(t, "client,status\nLumen,VIP\nNordwind,lead\n"); len(r.Faults) != 1 || r.Clients[0].Stage != client.Prospect {
		t.Errorf("%+v", r)
	}
}

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
	stage := map[string]client.Stage{}
	for _, s := range client.Stages() {
		if got, ok := stageOf(string(s)); !ok || got != s {
			t.Errorf("%q is not its own name", s)
		}
		for w := range stages[s] {
			if stage[w] != "" {
				t.Errorf("%q names %q and %q", w, s, stage[w])
			}
			stage[w] = s
		}
	}
	for name, code := range languageNames {
		if name != table.Fold(name) || !client.KnownLanguage(code) {
			t.Errorf("%q leads to %q", name, code)
		}
	}
}

func TestLimits(t *testing.T) {
	row := func(name, contact, phone, role string) string {
		return fmt.Sprintf("client,contact,phone,role\n%s,%s,%s,%s\n", name, contact, phone, role)
	}
	x := func(n int) string { return strings.Repeat("x", n) }
	for _, extra := range []int{0, 1} {
		for what, in := range map[string]string{
			"name": row(x(client.MaxName+extra), "Ana", "1", ""), "contact": row("Lumen", x(member.MaxName+extra), "1", ""),
			"phone": row("Lumen", "Ana", x(client.MaxPhone+extra), ""), "role": row("Lumen", "Ana", "1", x(client.MaxTitle+extra)),
		} {
			if r := mustRead(t, in); len(r.Faults) != extra || len(r.Clients) != 1-extra {
				t.Errorf("%s with %d too many: %v", what, extra, r.Faults)
			}
		}
		for what, c := range map[string]vcard.Card{
			"name": {Organisation: "Lumen", Name: x(member.MaxName + extra), Emails: []string{"a@b.example"}}, "title": {Name: "Ana", Title: x(client.MaxTitle + extra), Emails: []string{"a@b.example"}},
			"phone": {Name: "Ana", Emails: []string{"a@b.example"}, Phones: []vcard.Phone{{Number: x(client.MaxPhone + extra)}}},
		} {
			if r := FromCards(vcard.File{Cards: []vcard.Card{c}}, Options{}); len(r.Notes) != extra || len(r.Clients[0].Contacts) != 1 {
				t.Errorf("card whose %s has %d too many: %+v", what, extra, r)
			}
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"": "empty", "BEGIN:VCALENDAR\n": "This is a calendar. Wanted is a table (.csv or .xlsx) or a file of contacts",
		"a,b\n1,2\n":                          `no column for the client's name ("client", "company" or "name"). Its header in row 1 is: a, b.`,
		strings.Repeat("x", vcard.MaxBytes+1): "larger than 32 MB",
	} {
		if _, err := Read([]byte(in), Options{}); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v", in, err)
		}
	}
}

func TestProgress(t *testing.T) {
	for _, n := range []int{progressEvery - 1, progressEvery, progressEvery + 1} {
		var told []string
		o := Options{Progress: func(done, total int) { told = append(told, fmt.Sprintf("%d/%d", done, total)) }}
		if _, err := Read([]byte("client\n"+strings.Repeat("Lumen\n", n)), o); err != nil {
			t.Fatal(err)
		}
		want := []string{fmt.Sprintf("%d/%d", n, n)}
		if n > progressEvery {
			want = []string{fmt.Sprintf("%d/%d", progressEvery, n), want[0]}
		}
		if d := cmp.Diff(want, told); d != "" {
			t.Error(d)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"kunden.csv", "kontakte.vcf"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Read([]byte(text), Options{})
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("an error that is no refusal: %v", err)
		}
		for _, c := range r.Clients {
			if c.Name == "" {
				t.Error("a client without a name")
			}
			for _, p := range c.Contacts {
				if p.Name == "" || p.Email == "" && p.Phone == "" || p.Email != "" && !isAddress(p.Email) {
					t.Errorf("a contact that is none: %+v", p)
				}
			}
		}
	})
}
