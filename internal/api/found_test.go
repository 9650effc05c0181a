package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSearchFinds(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	p := d.promised(k, nil)
	pr := into[projectOut](d.post("/projects", o{"client_id": c.ID, "name": "The shop"}).is(http.StatusCreated))
	f := into[foundOut](d.get("/search?q=SHO").is(http.StatusOK))
	if len(f.Promises) != 1 || f.Promises[0].ID != p.ID || len(f.Projects) != 1 || f.Projects[0].ID != pr.ID || len(f.Clients) != 0 {
		t.Errorf("found: %+v", f)
	}
	if f = into[foundOut](d.get("/search?q=ruiz")); len(f.Clients) != 1 || f.Clients[0].ID != c.ID || len(f.Contacts) != 1 || f.Contacts[0].ID != k.ID {
		t.Errorf("found: %+v", f)
	}
	if f = into[foundOut](d.get("/search?q=%00%20%2d")); len(f.Clients)+len(f.Contacts)+len(f.Projects)+len(f.Promises) != 0 {
		t.Errorf("nothing found: %+v", f)
	}
}

// Rows become promises: all or none, and none twice.
func TestImportPromises(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	row := func(key string, more o) o {
		return with(o{"key": key, "client_id": c.ID, "contact_id": k.ID, "kind": "fix", "words": "Row " + key, "due": "Fri 4pm"}, more)
	}
	bad := o{"rows": []o{row("1", nil), row("2", o{"due": "31 February", "line": "line 7"})}}
	p, places := problem(d.post("/imports/promises", bad).is(http.StatusUnprocessableEntity))
	if places != "body.rows" || !strings.Contains(p.Detail, "line 7: ") {
		t.Errorf("at %q: %s", places, p.Detail)
	}
	p, _ = problem(d.post("/imports/promises", o{"rows": []o{row("1", nil), row("2", o{"contact_id": "x"})}}).is(http.StatusUnprocessableEntity))
	if !strings.Contains(p.Detail, "row 2: ") {
		t.Errorf("the second row: %s", p.Detail)
	}
	if n := d.counted("Row 1"); n != 0 {
		t.Errorf("half an import made %d", n)
	}
	good := o{"rows": []o{row("1", nil), row("2", o{"due": "", "due_on": "2026-05-01", "told": "said"})}}
	if got := into[importedOut](d.post("/imports/promises", good).is(http.StatusOK)); cmp.Diff(importedOut{Made: 2, Differ: []differing{}}, got) != "" {
		t.Errorf("imported: %+v", got)
	}
	good["rows"] = append(good["rows"].([]o), row("3", nil))
	if got := into[importedOut](d.post("/imports/promises", good)); cmp.Diff(importedOut{Made: 1, Skipped: 2, Differ: []differing{}}, got) != "" {
		t.Errorf("imported again: %+v", got)
	}
	// A row that says another date than the promise of before moves nothing, and is told.
	moved := o{"rows": []o{row("1", o{"due": "", "due_on": "2026-05-02"}), row("2", o{"due": "", "due_on": "2026-05-01"})}}
	got := into[importedOut](d.post("/imports/promises", moved).is(http.StatusOK))
	if got.Made != 0 || got.Skipped != 2 || len(got.Differ) != 1 || got.Differ[0].Key != "1" || got.Differ[0].DueAt != "2026-03-06T15:00:00Z" || got.Differ[0].DueOn != "" {
		t.Errorf("a row that differs: %+v", got)
	}
	if at := fieldOf(d.get("/promises/"+got.Differ[0].PromiseID).is(http.StatusOK), "due_at"); at != "2026-03-06T15:00:00Z" {
		t.Errorf("the promise moved to %s", at)
	}
	if n := d.counted("Row 1") + d.counted("Row 2") + d.counted("Row 3"); n != 3 {
		t.Errorf("%d promises", n)
	}
	d.post("/imports/clients", o{"rows": []o{{"key": "1", "name": "Neu & Söhne", "contacts": []o{{"name": "Eva", "email": "eva@example.com"}, {"name": "Udo", "phone": "1"}}}}}).is(http.StatusOK)
	f := into[foundOut](d.get("/search?q=sohne"))
	if len(f.Clients) != 1 {
		t.Fatalf("imported: %+v", f)
	}
	if ks := into[listOut[contactOut]](d.get("/contacts?client_id=" + f.Clients[0].ID)).Items; len(ks) != 2 {
		t.Errorf("contacts: %+v", ks)
	}
	// People join a client who is here, each once.
	more := o{"rows": []o{{"key": "x", "client_id": f.Clients[0].ID, "contacts": []o{{"name": "Eva", "email": "EVA@example.com"}, {"name": "Ida", "phone": "2"}}}}}
	for run, want := range []importedOut{{People: 1, Skipped: 1, Differ: []differing{}}, {Skipped: 2, Differ: []differing{}}} {
		if diff := cmp.Diff(want, into[importedOut](d.post("/imports/clients", more).is(http.StatusOK))); diff != "" {
			t.Errorf("run %d: %s", run, diff)
		}
	}
	problem(d.post("/imports/clients", o{"rows": []o{{"key": "y", "client_id": "cli_none", "contacts": []o{{"name": "Ida", "phone": "2"}}}}}).is(http.StatusUnprocessableEntity))
}

// Logos are made anew, kept, and taken away by an empty body.
func TestLogos(t *testing.T) {
	d := sqlite(t)
	c, _ := d.ruiz()
	for _, path := range []string{"/clients/" + c.ID, "/workspace"} {
		problem(d.ask(http.MethodPut, path+"/logo", "GIF").is(http.StatusUnprocessableEntity))
		problem(d.ask(http.MethodPut, path+"/logo", "PNG"+strings.Repeat("x", MaxBody)).is(http.StatusRequestEntityTooLarge))
		id := fieldOf(d.ask(http.MethodPut, path+"/logo", drawing(t)).is(http.StatusOK), "logo_id")
		if a := d.get("/pictures/" + id).is(http.StatusOK); !strings.HasPrefix(string(a.body), "\x89PNG") || a.header.Get("Content-Type") != "image/png" {
			t.Errorf("%s: the logo is %s: %q", path, a.header.Get("Content-Type"), a.body)
		}
		d.ask(http.MethodPut, path+"/logo", drawing(t), "If-Match", `"1"`).is(http.StatusPreconditionFailed)
		d.ask(http.MethodDelete, path+"/logo", nil).is(http.StatusNoContent)
		if id := fieldOf(d.get(path), "logo_id"); id != "" {
			t.Errorf("%s: the logo is %q still", path, id)
		}
	}
}

// A way in to the client's page is mailed to a contact who may have one; what
// stands in it is not shown to anybody else.
func TestPortalLink(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	got := into[portalLinkOut](d.post("/contacts/"+k.ID+"/portal-links", nil).is(http.StatusOK))
	if got.Address != "ana@casaruiz.example" {
		t.Errorf("mailed to %q", got.Address)
	}
	d.Pass(time.Minute)
	if n := len(d.Sent); n != 1 || d.Sent[0].To.Addr != got.Address || d.Sent[0].Link == nil {
		t.Fatalf("%d mails", n)
	}
	secret := d.Sent[0].Link.URL[strings.LastIndexByte(d.Sent[0].Link.URL, '/')+1:]
	if body := d.get("/outbox").is(http.StatusOK).body; strings.Contains(string(body), secret) || !strings.Contains(string(body), got.Address) {
		t.Errorf("the outbox: %s", body)
	}
	other := into[contactOut](d.post("/contacts", o{"client_id": c.ID, "name": "Juan", "phone": "1"}).is(http.StatusCreated))
	d.post("/contacts/"+other.ID+"/portal-links", nil).is(http.StatusConflict)
}

// A next contact is set where it is missing, and only there.
func TestSetNextContact(t *testing.T) {
	d := sqlite(t)
	c := into[clientOut](d.post("/clients", o{"name": "Neu", "contact": o{"name": "Eva", "phone": "1"}}).is(http.StatusCreated))
	if len(c.NextContacts) != 0 {
		t.Fatalf("there is one: %+v", c)
	}
	k := into[listOut[contactOut]](d.get("/contacts?client_id=" + c.ID)).Items[0]
	for body, place := range map[string]o{"body.next": {"contact_id": k.ID}, "body.next_on": {"contact_id": k.ID, "next_on": "2026-03-01"}, "body.contact_id": {"contact_id": "x", "next": "tomorrow"}} {
		if _, places := problem(d.post("/clients/"+c.ID+"/next-contact", place).is(http.StatusUnprocessableEntity)); places != body {
			t.Errorf("at %q, want %q", places, body)
		}
	}
	set := into[clientOut](d.post("/clients/"+c.ID+"/next-contact", o{"contact_id": k.ID, "next": "tomorrow 4pm"}).is(http.StatusOK))
	if len(set.NextContacts) != 1 || set.NextContacts[0].Text != "Tuesday 3 March 2026, 16:00 (Rome)" {
		t.Errorf("set: %+v", set)
	}
	d.post("/clients/"+c.ID+"/next-contact", o{"contact_id": k.ID, "next": "tomorrow 4pm"}).is(http.StatusConflict)
	if v := into[clientOut](d.get("/clients/" + c.ID)); fmt.Sprint(v) != fmt.Sprint(set) {
		t.Errorf("seen: %+v, set: %+v", v, set)
	}
}
