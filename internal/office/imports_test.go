package office_test

import (
	"fmt"
	"strings"
	"testing"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
)

// Imported clients hear next, five a day from one owner; a past one is owed
// nothing, and whom nobody can be told of is asked about.
func TestImportedClientsHearNext(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		var items []office.ClientImport
		add := func(stage client.Stage, contacts ...client.Contact) {
			name := fmt.Sprintf("Client %02d", len(items))
			items = append(items, office.ClientImport{Key: name, Line: name, Client: client.Client{Name: name, Stage: stage, Colour: 1}, Contacts: contacts})
		}
		ana := client.Contact{Name: "Ana", Email: "ana@example.com", Channel: client.ByMail}
		for range client.SpreadContacts + 1 {
			add(client.Active, ana)
		}
		add(client.Past, ana)
		add(client.Active)
		done, err := h.Imports.Clients(t.Context(), h.Owner, items, false, nil)
		if err != nil || done.Made != len(items) {
			t.Fatalf("%+v %v", done, err)
		}
		d, err := h.Imports.Directory(t.Context(), h.Owner)
		if err != nil {
			t.Fatal(err)
		}
		var next []string
		for _, c := range d.Clients {
			v, err := h.Clients.View(t.Context(), h.Owner, c.ID)
			if err != nil {
				t.Fatal(err)
			}
			when := ""
			for _, n := range v.Next {
				when += office.SayMoment(n.DueAt, v.Calendar)
			}
			next = append(next, c.Name+": "+when)
		}
		const ninth, tenth = "Monday 9 March 2026, 16:00 (Rome)", "Tuesday 10 March 2026, 16:00 (Rome)"
		want := []string{
			"Client 00: " + ninth, "Client 01: " + ninth, "Client 02: " + ninth, "Client 03: " + ninth, "Client 04: " + ninth, "Client 05: " + tenth,
			"Client 06: ", "Client 07: ",
		}
		if fmt.Sprint(next) != fmt.Sprint(want) {
			t.Errorf("they hear\n%q, want\n%q", next, want)
		}
		home, err := h.Prompts.Home(t.Context(), h.Owner)
		if err != nil || len(home.Tell)+len(home.Do) != 1 {
			t.Errorf("asked for are %+v %+v: %v", home.Tell, home.Do, err)
		}
	})
}

// People join a client who is here: all of them or nobody, and none twice.
func TestImportedPeopleJoin(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
		eva, udo := client.Contact{Name: "Eva", Email: "eva@casaruiz.example"}, client.Contact{Name: "Udo", Phone: "+34 1"}
		join := func(line string, people ...client.Contact) office.ClientImport {
			return office.ClientImport{Key: line, Line: line, Client: client.Client{ID: c.ID}, Contacts: people}
		}
		people := func() int {
			v, err := h.Clients.Brief(t.Context(), h.Owner, c.ID)
			if err != nil {
				t.Fatal(err)
			}
			return len(v.Contacts)
		}
		bad := []office.ClientImport{join("Line 1", eva), join("Line 2", client.Contact{Name: "Nobody"})}
		if _, err := h.Imports.Clients(t.Context(), h.Owner, bad, false, nil); fault.KindOf(err) != fault.Invalid || !strings.HasPrefix(err.Error(), "Line 2: ") || people() != 1 {
			t.Errorf("with one who cannot be reached: %v, %d people", err, people())
		}
		gone := join("Line 3", eva)
		gone.Client.ID = "cli_gone"
		if _, err := h.Imports.Clients(t.Context(), h.Owner, []office.ClientImport{gone}, false, nil); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a client who is not here: %v", err)
		}
		for _, run := range []struct {
			dry              bool
			joined, skip, in int
		}{{true, 2, 0, 1}, {false, 2, 0, 3}, {false, 0, 2, 3}} {
			done, err := h.Imports.Clients(t.Context(), h.Owner, []office.ClientImport{join("Line 1", eva, udo)}, run.dry, nil)
			if err != nil || done.People != run.joined || done.Skipped != run.skip || done.Made != 0 || people() != run.in {
				t.Errorf("%+v: %+v, %d people, %v", run, done, people(), err)
			}
		}
		// Two of a new client may share an address; the second run knows both.
		firm := office.ClientImport{Key: "new", Line: "Line 1", Client: client.Client{Name: "Lumen", Stage: client.Active, Colour: 1}, Contacts: []client.Contact{{Name: "Per", Email: "hello@lumen.example"}, {Name: "Ida", Email: "hello@lumen.example"}}}
		done, err := h.Imports.Clients(t.Context(), h.Owner, []office.ClientImport{firm}, false, nil)
		if err != nil || done.Made != 1 || done.People != 2 {
			t.Errorf("two with one address: %+v %v", done, err)
		}
	})
}
