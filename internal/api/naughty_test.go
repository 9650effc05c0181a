package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"kept/internal/datatest"
	"kept/internal/office"
)

// naughty are strings that break programs, and some more of the kind.
func naughty(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(datatest.Path(t, "naughty/blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	if len(all) < 400 {
		t.Fatalf("only %d strings", len(all))
	}
	return append(all, "\u0000", "a\u0000b", "\u0085", "\u2028", "\ufffd", "\ufeffx", "\U0010ffff", "x\u0300\u0301\u0302", strings.Repeat("👩‍👩‍👧", 40), `{"a":1}`, `\`, `"`)
}

// tried are text fields of one resource: how each is sent, alone or with the
// others, and where it comes back.
type tried struct {
	name   string
	fields []string // of the body
	send   func(body o) answer
	back   func(a answer, field string) string // after it was taken; nil = nowhere
}

// each sends a string in all fields at once and, where that is refused, in each alone.
func (r tried) each(t *testing.T, s string) {
	t.Helper()
	all := o{}
	for _, f := range r.fields {
		all[f] = s
	}
	if a := r.send(all); a.status < 300 {
		for _, f := range r.fields {
			r.compare(t, a, f, s)
		}
		return
	}
	for _, f := range r.fields {
		a := r.send(o{f: s})
		switch {
		case a.status < 300:
			r.compare(t, a, f, s)
		case a.status < 400 || a.status >= 500:
			t.Errorf("%s %s = %q: %d %s", r.name, f, s, a.status, a.body)
		}
	}
}

func (r tried) compare(t *testing.T, a answer, field, s string) {
	t.Helper()
	if r.back == nil {
		return
	}
	if got := r.back(a, field); got != s {
		t.Errorf("%s %s: %q became %q", r.name, field, s, got)
	}
}

// fieldOf reads a text of an answer by the names on the way to it.
func fieldOf(a answer, names ...string) string {
	a.t.Helper()
	var v any
	if err := json.Unmarshal(a.body, &v); err != nil {
		a.t.Fatal(err)
	}
	for _, n := range names {
		if list, ok := v.([]any); ok {
			v = list[0]
		}
		v = v.(map[string]any)[n]
	}
	if v == nil {
		return "" // null stands for no text
	}
	return v.(string)
}

// with puts fields over a body that is right.
func with(right, more o) o {
	out := o{}
	for _, b := range []o{right, more} {
		for f, v := range b {
			out[f] = v
		}
	}
	return out
}

// Every text field takes every naughty string and gives it back unchanged, or
// refuses it.
func TestNaughtyStrings(t *testing.T) {
	all := naughty(t)
	d := sqlite(t)
	var wg sync.WaitGroup
	for _, r := range d.texts() {
		wg.Go(func() {
			for _, s := range all {
				r.each(t, s)
			}
		})
	}
	for _, s := range all {
		for _, path := range []string{"/search?q=", "/calendars/workspace/readings?text=", "/promises?cursor=", "/messages?q=", "/conversations?client_id=", "/arrivals?cursor=", "/chases?cursor=", "/promises?client_id=", "/promises?state="} {
			if a := d.get(path + url.QueryEscape(s)); a.status >= 500 {
				t.Errorf("%s%q: %d %s", path, s, a.status, a.body)
			}
		}
		if a := d.get("/promises/" + url.PathEscape(s)); a.status >= 500 {
			t.Errorf("/promises/%q: %d %s", s, a.status, a.body)
		}
	}
	wg.Wait()
	if d.log.Len() > 0 {
		t.Errorf("the log: %s", d.log)
	}
}

// texts lists the text fields of the API.
func (d *desk) texts() []tried {
	c, k := d.ruiz()
	same := func(a answer, f string) string { return fieldOf(a, f) }
	patch := func(path string) func(o) answer { return func(b o) answer { return d.ask(http.MethodPatch, path, b) } }
	// again reads the thing anew: what was answered is what is kept.
	again := func(path string) func(answer, string) string {
		return func(_ answer, f string) string { return fieldOf(d.get(path).is(http.StatusOK), f) }
	}
	fix := o{"client_id": c.ID, "contact_id": k.ID, "kind": "fix", "words": "W", "due_on": "2026-12-01"}
	project := into[projectOut](d.post("/projects", o{"client_id": c.ID, "name": "P"}).is(http.StatusCreated))
	nils := into[memberOut](d.post("/members", o{"name": "Nils", "email": "nils@example.com"}).is(http.StatusCreated))
	d.Pass(time.Minute)
	d.Answer = office.Result{Outcome: office.Refused, Code: 550, Text: "no"}
	told := into[tellingOut](d.post("/clients/"+c.ID+"/tellings", o{"reader_ids": []string{k.ID}, "text": "x", "next_on": "2026-03-20"}).is(http.StatusOK))
	d.Pass(time.Minute)
	asked := into[listOut[promptOut]](d.get("/clients/" + c.ID + "/prompts")).Items
	if len(asked) == 0 {
		d.t.Fatal("nothing is asked")
	}
	said := d.Now().Add(-24 * time.Hour)
	week := o{"zone": "Europe/Rome", "weekly": o{}}
	// Each field of office hours is tried in a calendar of its own.
	hours := func(name, email string, fill func(s string) o, names ...string) tried {
		path := "/calendars/" + into[memberOut](d.post("/members", o{"name": name, "email": email}).is(http.StatusCreated)).ID
		r := tried{name, []string{"x"}, func(b o) answer { return d.ask(http.MethodPut, path, with(week, fill(b["x"].(string)))) }, nil}
		if len(names) > 0 {
			r.back = func(answer, string) string { return fieldOf(d.get(path), append([]string{"hours"}, names...)...) }
		}
		return r
	}
	return append(d.talkTexts(), []tried{
		{"client", []string{"tier"}, patch("/clients/" + c.ID), again("/clients/" + c.ID)},
		{"client", []string{"name"}, patch("/clients/" + c.ID), again("/clients/" + c.ID)},
		{"contact", []string{"name", "title", "phone"}, patch("/contacts/" + k.ID), again("/contacts/" + k.ID)},
		{"contact", []string{"email"}, func(b o) answer { return d.post("/contacts", with(o{"client_id": c.ID, "name": "N", "phone": "1"}, b)) },
			func(a answer, f string) string { return fieldOf(d.get("/contacts/"+fieldOf(a, "id")), f) }},
		{"project", []string{"name"}, patch("/projects/" + project.ID), again("/projects/" + project.ID)},
		{"member", []string{"name"}, patch("/members/" + nils.ID), again("/members/" + nils.ID)},
		{"member", []string{"email"}, patch("/members/" + nils.ID), same},
		{"workspace", []string{"name"}, patch("/workspace"), same},
		{"workspace", []string{"accent"}, patch("/workspace"), same},
		{"workspace", []string{"mail_from"}, patch("/workspace"), same},
		{"promise", []string{"words", "source"}, func(b o) answer { return d.post("/promises", with(fix, b)) },
			func(a answer, f string) string { return fieldOf(d.get("/promises/"+fieldOf(a, "id")), f) }},
		{"typed date", []string{"due"}, func(b o) answer {
			p := with(fix, b)
			delete(p, "due_on")
			return d.post("/promises", p)
		}, nil},
		{"reset", []string{"reason"}, func(b o) answer {
			p := into[promiseOut](d.post("/promises", fix).is(http.StatusCreated))
			return d.post("/promises/"+p.ID+"/resets", with(o{"due_on": "2026-12-02", "next_on": "2026-03-20", "channel": "call"}, b))
		}, func(a answer, _ string) string {
			dates := into[resetOut](a).Promise.Dates
			return *dates[len(dates)-1].Reason
		}},
		{"release", []string{"why"}, func(b o) answer {
			p := into[promiseOut](d.post("/promises", fix).is(http.StatusCreated))
			return d.post("/promises/"+p.ID+"/release", b)
		}, func(a answer, _ string) string { return fieldOf(d.get("/promises/"+fieldOf(a, "id")), "released_why") }},
		{"telling", []string{"text"}, func(b o) answer {
			return d.post("/clients/"+c.ID+"/tellings", with(o{"reader_ids": []string{k.ID}, "channel": "meeting", "next_on": "2026-03-20"}, b))
		}, func(a answer, f string) string {
			return fieldOf(d.get("/notices/"+into[tellingOut](a).NoticeIDs[0]), f)
		}},
		{"telling", []string{"subject"}, func(b o) answer {
			return d.post("/clients/"+c.ID+"/tellings", with(o{"reader_ids": []string{k.ID}, "channel": "call", "text": "T", "next_on": "2026-03-20"}, b))
		}, func(a answer, f string) string {
			got := fieldOf(d.get("/notices/"+into[tellingOut](a).NoticeIDs[0]), f)
			if strings.HasPrefix(got, "News from ") {
				return "" // what stands there without a subject
			}
			return got
		}},
		{"message", []string{"text"}, func(b o) answer {
			said = said.Add(time.Second) // so that the list begins with it
			return d.post("/messages", with(o{"client_id": c.ID, "contact_id": k.ID, "channel": "call", "at": said}, b))
		}, func(_ answer, f string) string {
			return fieldOf(d.get("/messages?limit=1&client_id="+c.ID), "items", f)
		}},
		{"settlement", []string{"how"}, func(b o) answer { return d.post("/notices/"+told.NoticeIDs[0]+"/settlement", b) },
			func(answer, string) string { return fieldOf(d.get("/notices/"+told.NoticeIDs[0]), "settled_how") }},
		{"dismissal", []string{"because"}, func(b o) answer { return d.post("/prompts/"+asked[0].ID+"/dismissal", b) },
			func(answer, string) string { return fieldOf(d.get("/prompts/"+asked[0].ID), "dismissed") }},
		{"absence", []string{"why"}, func(b o) answer {
			return d.post("/absences", with(o{"member_id": nils.ID, "from": "2026-05-01", "until": "2026-05-02"}, b))
		}, func(a answer, f string) string {
			got := fieldOf(d.get("/absences"), "items", f)
			d.ask(http.MethodDelete, "/absences/"+fieldOf(a, "id"), nil).is(http.StatusNoContent)
			return got
		}},
		{"token", []string{"name"}, func(b o) answer { return d.post("/tokens", b) }, func(answer, string) string {
			all := into[listOut[tokenOut]](d.get("/tokens")).Items
			last := all[len(all)-1]
			d.ask(http.MethodDelete, "/tokens/"+last.ID, nil).is(http.StatusNoContent)
			return last.Name
		}},
		hours("zone", "zone@example.com", func(s string) o { return o{"zone": s} }, "zone"),
		hours("region", "region@example.com", func(s string) o { return o{"regions": []string{s}} }),
		hours("holiday", "holiday@example.com", func(s string) o { return o{"holidays": []o{{"on": "2026-05-01", "name": s}}} }, "holidays", "name"),
		hours("exception", "exception@example.com", func(s string) o { return o{"exceptions": []o{{"on": "2026-05-01", "windows": []any{}, "why": s}}} }, "exceptions", "why"),
		{"import", []string{"key"}, func(b o) answer { return d.post("/imports/clients", o{"rows": []o{with(o{"name": "C"}, b)}}) }, nil},
	}...)
}
