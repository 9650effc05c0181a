package office_test

import (
	"fmt"
	"testing"

	"kept/client"
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
		for range office.SpreadContacts + 1 {
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
