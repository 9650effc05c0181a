package api

import (
	"net/http"
	"strings"
	"testing"

	"kept/client"
	"kept/internal/office"
)

// Links and notes over the API: kept, put in order, shared, changed, removed and
// brought back; a link that can run something is refused with a word.
func TestAShelfOverTheAPI(t *testing.T) {
	d := sqlite(t)
	c, k := d.Client(d.Owner, "Casa", "Europe/Rome", "Ana", "ana@casa.example")
	p, err := d.Clients.AddProject(t.Context(), d.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Shop"}})
	if err != nil {
		t.Fatal(err)
	}
	at := "/projects/" + string(p.ID) + "/shelf"
	link := into[itemOut](d.post(at, o{"kind": "link", "name": "Test page", "address": "https://test.example/", "text": "Of last night"}).is(http.StatusCreated))
	note := into[itemOut](d.post(at, o{"kind": "note", "name": "Colours", "text": "Green."}).is(http.StatusCreated))
	if link.Shared || *link.Address != "https://test.example/" || note.Address != nil || note.Place != 2 {
		t.Errorf("kept are %+v and %+v", link, note)
	}
	for place, body := range map[string]o{
		"body.address": {"kind": "link", "name": "Run me", "address": "javascript:alert(1)"},
		"body.text":    {"kind": "note", "name": "Empty"},
		"body.name":    {"kind": "note", "name": "", "text": "x"},
		"body.kind":    {"kind": "picture", "name": "x", "text": "x"},
	} {
		if a := d.post(at, body); a.status != http.StatusUnprocessableEntity || !strings.Contains(string(a.body), `"location":"`+place+`"`) {
			t.Errorf("%s: %d %s", place, a.status, a.body)
		}
	}
	here := "/shelf/" + note.ID
	d.post(here+"/place", o{"before_id": link.ID}).is(http.StatusOK)
	if a := d.post(here+"/place", o{"before_id": "shf_x"}); a.status != http.StatusUnprocessableEntity {
		t.Errorf("before what is not there: %d %s", a.status, a.body)
	}
	if all := into[listOut[itemOut]](d.ask(http.MethodGet, at, nil).is(http.StatusOK)); len(all.Items) != 2 || all.Items[0].ID != note.ID {
		t.Errorf("the order is %+v", all.Items)
	}
	shared := into[itemOut](d.ask(http.MethodPatch, here, o{"shared": true, "text": "Green, and red."}).is(http.StatusOK))
	if !shared.Shared || *shared.Text != "Green, and red." {
		t.Errorf("shared it is %+v", shared)
	}
	reader := office.Actor{Workspace: d.Owner.Workspace, Contact: k.ID, Client: k.ClientID}
	if seen, err := d.Shelves.Shown(t.Context(), reader, ""); err != nil || len(seen.Items) != 1 || seen.Items[0].Text != "Green, and red." {
		t.Errorf("the client sees %v %v", seen.Items, err)
	}
	d.post(here+"/removal", nil).is(http.StatusOK)
	d.ask(http.MethodPatch, here, o{"shared": true}).is(http.StatusConflict)
	if back := into[itemOut](d.post(here+"/return", nil).is(http.StatusOK)); back.Shared || back.RemovedAt != nil {
		t.Errorf("brought back it is %+v", back)
	}
}
