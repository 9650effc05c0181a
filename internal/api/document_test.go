package api

import (
	"net/http"
	"strings"
	"testing"

	"kept/client"
	"kept/internal/office"
)

// A document over the API: brought as the body, once for each key, shared, renewed,
// read in ranges, removed and brought back; what is too large is 413.
func TestDocumentsOverTheAPI(t *testing.T) {
	d := sqlite(t)
	c, _ := d.Client(d.Owner, "Casa", "Europe/Rome", "Ana", "ana@casa.example")
	p, err := d.Clients.AddProject(t.Context(), d.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Shop"}})
	if err != nil {
		t.Fatal(err)
	}
	at := "/projects/" + string(p.ID) + "/documents"
	first := d.ask(http.MethodPost, at+"?name=Plan.txt&note=First", "the first", "Idempotency-Key", "k1")
	first.is(http.StatusCreated)
	again := d.ask(http.MethodPost, at+"?name=Plan.txt&note=First", "the first", "Idempotency-Key", "k1")
	if string(again.body) != string(first.body) {
		t.Errorf("the same key made another: %s", again.body)
	}
	d.ask(http.MethodPost, at+"?name=Plan.txt&note=First", "other bytes", "Idempotency-Key", "k1").is(http.StatusUnprocessableEntity)
	d.ask(http.MethodPost, at+"?name=Large", strings.Repeat("x", int(d.Files.Limits().One)+1)).is(http.StatusRequestEntityTooLarge)
	d.ask(http.MethodPost, at+"?name=Empty", "").is(http.StatusUnprocessableEntity)
	all, err := d.Documents.OfProject(t.Context(), d.Owner, p.ID)
	if err != nil || len(all.Documents) != 1 {
		t.Fatalf("%d documents: %v", len(all.Documents), err)
	}
	here := "/documents/" + string(all.Documents[0].ID)
	d.ask(http.MethodPost, here+"/versions?note=Second", "the second").is(http.StatusCreated)
	d.ask(http.MethodPost, here+"/versions", "the second").is(http.StatusUnprocessableEntity)
	if a := d.ask(http.MethodPatch, here, o{"shared": true}); a.status != http.StatusOK || !strings.Contains(string(a.body), `"shared":true`) {
		t.Errorf("shared: %d %s", a.status, a.body)
	}
	if a := d.ask(http.MethodGet, here+"/versions/1/file", nil, "Range", "bytes=4-8"); a.status != http.StatusPartialContent || string(a.body) != "first" {
		t.Errorf("a range: %d %q", a.status, a.body)
	}
	d.ask(http.MethodGet, here+"/versions/3/file", nil).is(http.StatusNotFound)
	d.ask(http.MethodPost, here+"/removal", nil).is(http.StatusOK)
	d.ask(http.MethodPatch, here, o{"name": "Other"}).is(http.StatusConflict)
	if a := d.ask(http.MethodPost, here+"/return", nil); a.status != http.StatusOK || !strings.Contains(string(a.body), `"shared":false`) {
		t.Errorf("brought back: %d %s", a.status, a.body)
	}
}

// An entry over the API: written, shared, with what is no photo refused by name.
func TestFieldLogOverTheAPI(t *testing.T) {
	d := sqlite(t)
	c, _ := d.Client(d.Owner, "Casa", "Europe/Rome", "Ana", "ana@casa.example")
	p, err := d.Clients.AddProject(t.Context(), d.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Shop"}})
	if err != nil {
		t.Fatal(err)
	}
	at := "/projects/" + string(p.ID) + "/field-log"
	d.ask(http.MethodPost, at, o{"text": ""}).is(http.StatusUnprocessableEntity)
	d.ask(http.MethodPost, at, o{"text": "Seen", "weather": "hail"}).is(http.StatusUnprocessableEntity)
	for range 3 {
		d.ask(http.MethodPost, at, o{"text": "Seen", "weather": "frost", "degrees": -3}).is(http.StatusCreated)
	}
	if a := d.ask(http.MethodGet, at+"?limit=2", nil); a.status != http.StatusOK || strings.Count(string(a.body), `"text":"Seen"`) != 2 || strings.Contains(string(a.body), `"next_cursor":null`) {
		t.Errorf("the first part: %d %s", a.status, a.body)
	}
	all, err := d.FieldLog.OfProject(t.Context(), d.Owner, p.ID, "", 9)
	if err != nil || len(all.Entries) != 3 {
		t.Fatalf("%d entries: %v", len(all.Entries), err)
	}
	here := "/field-log/" + string(all.Entries[0].ID)
	if a := d.ask(http.MethodPost, here+"/photos?name=a.svg", "<svg><script/></svg>"); a.status != http.StatusUnprocessableEntity || !strings.Contains(string(a.body), "Photo 1 (a.svg) was not taken. This is not a picture") {
		t.Errorf("an SVG: %d %s", a.status, a.body)
	}
	if a := d.ask(http.MethodPatch, here, o{"shared": true, "text": "Seen twice"}); a.status != http.StatusOK || !strings.Contains(string(a.body), `"degrees":-3`) || !strings.Contains(string(a.body), `"shared":true`) {
		t.Errorf("edited: %d %s", a.status, a.body)
	}
	d.ask(http.MethodGet, here+"/photos/1", nil).is(http.StatusNotFound)
	d.ask(http.MethodPost, here+"/removal", nil).is(http.StatusOK)
	d.ask(http.MethodPatch, here, o{"text": "Other"}).is(http.StatusConflict)
}
