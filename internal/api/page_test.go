package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// walked reads a whole list in parts of a size and gives the ids in order.
func walked(d *desk, path, id string, size int) []string {
	d.t.Helper()
	var out []string
	join := "?"
	if strings.Contains(path, "?") {
		join = "&"
	}
	next := path + join + fmt.Sprint("limit=", size)
	for range 1000 {
		a := d.get(next).is(http.StatusOK)
		l := into[listOut[map[string]any]](a)
		if len(l.Items) > size {
			d.t.Fatalf("%s: %d items, %d at most", next, len(l.Items), size)
		}
		for _, item := range l.Items {
			out = append(out, item[id].(string))
		}
		if l.Next == nil {
			if a.header.Get("Link") != "" {
				d.t.Errorf("%s: a link after the end", next)
			}
			return out
		}
		link := a.header.Get("Link")
		target, ok := strings.CutSuffix(strings.TrimPrefix(link, "<"+Base), `>; rel="next"`)
		if !ok || !strings.Contains(target, "cursor="+*l.Next) || !strings.Contains(target, fmt.Sprint("limit=", size)) {
			d.t.Fatalf("%s: the link is %s", next, link)
		}
		next = target
	}
	d.t.Fatalf("%s: it has no end", path)
	return nil
}

// Every list gives the same in parts of any size, nothing twice and nothing left out.
func TestPaging(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	box := d.door()
	for i := range 13 {
		talk := *d.brought(box, letter(fmt.Sprint("who", i, "@example.com"), "Lamp", "Which lamp?")).Message.ConversationID
		if i%2 == 0 {
			d.post("/conversations/"+talk+"/excuses", o{"why": "No"}).is(http.StatusOK)
		}
		d.brought(box, letter("ana@casaruiz.example", "One thing", fmt.Sprint("Word ", i)))
		d.brought(box, letter("ana@casaruiz.example", fmt.Sprint("Thing ", i), "Which one?"))
		d.brought(box, "From: \r\nSubject: "+fmt.Sprint(i)+"\r\n\r\nHello")
		d.post("/chases", o{"client_id": c.ID, "contact_id": k.ID, "cause": "other"}).is(http.StatusOK)
		into[clientOut](d.post("/clients", o{"name": fmt.Sprint("Ärger & Söhne ", i%4)}).is(http.StatusCreated))           // names that are alike
		p := d.promised(k, o{"due_on": nil, "due_at": d.Now().Add(time.Duration(1+i%3) * 24 * time.Hour), "told": "mail"}) // dates that are alike
		if i%4 == 0 {
			d.post("/promises/"+p.ID+"/keeping", nil).is(http.StatusOK)
		}
		d.post("/messages", o{"client_id": c.ID, "contact_id": k.ID, "channel": "call", "incoming": true, "text": fmt.Sprint(i)}).is(http.StatusOK)
	}
	thread := *into[listOut[messageOut]](d.get("/messages?q=word&limit=1")).Items[0].ConversationID
	for path, id := range map[string]string{
		"/conversations": "id", "/conversations?shelf=mine": "id", "/conversations?shelf=closed": "id", "/conversations?client_id=" + c.ID: "id", "/conversations/" + thread + "/messages": "id",
		"/arrivals": "id", "/chases": "id",
		"/clients": "id", "/promises": "id", "/promises?state=kept": "id", "/promises?client_id=" + c.ID: "id", "/promises?owner_id=me": "id", "/notices": "id", "/promises?order=latest": "id", "/promises?order=latest&client_id=" + c.ID: "id",
		"/promises?order=latest&owner_id=me": "id", "/clients?stage=active": "id", "/notices?arrival=waiting": "id",
		"/notices?client_id=" + c.ID: "id", "/outbox": "id", "/journal": "id", "/journal?order=oldest": "id", "/messages?client_id=" + c.ID: "id",
		"/clocks?from=2026-03-01&until=2026-03-03": "id", "/events?from=2026-03-02&until=2026-12-31": "promise_id", "/events?from=2026-03-02&until=2026-12-31&owner_id=me": "promise_id",
	} {
		all := walked(d, path, id, 200)
		if len(all) < 4 {
			t.Errorf("%s lists only %d", path, len(all))
		}
		seen := map[string]bool{}
		for _, s := range all {
			if seen[s] {
				t.Errorf("%s lists %s twice", path, s)
			}
			seen[s] = true
		}
		for _, size := range []int{1, 3, min(len(all)-1, 200), min(len(all), 200), min(len(all)+1, 200)} {
			if diff := cmp.Diff(all, walked(d, path, id, size)); diff != "" {
				t.Errorf("%s by %d (-all +parts):\n%s", path, size, diff)
			}
		}
	}
	earliest, latest := walked(d, "/promises", "id", 5), walked(d, "/promises?order=latest", "id", 5)
	slices.Reverse(latest)
	if diff := cmp.Diff(earliest, latest); diff != "" {
		t.Errorf("promises from both ends:\n%s", diff)
	}
	if past := into[listOut[clientRow]](d.get("/clients?stage=past").is(http.StatusOK)).Items; len(past) != 0 {
		t.Errorf("past clients: %+v", past)
	}
	newest, oldest := walked(d, "/journal", "id", 50), walked(d, "/journal?order=oldest", "id", 50)
	for i := range newest {
		if newest[i] != oldest[len(oldest)-1-i] {
			t.Fatal("the journal is not the same from both ends")
		}
	}
}

// A span begins at its beginning and ends before its end.
func TestEventsAtTheEdges(t *testing.T) {
	d := sqlite(t)
	_, k := d.ruiz()
	p := d.promised(k, o{"due_on": nil, "due_at": "2026-03-09T12:00:00Z", "kind": "appointment"})
	day := d.promised(k, o{"due_on": "2026-03-09"})
	for span, want := range map[string]int{
		"from=2026-03-09T12:00:00Z&until=2026-03-09T12:00:01Z":     1,
		"from=2026-03-09T12:00:00.001Z&until=2026-03-09T12:00:01Z": 0,
		"from=2026-03-09T11:00:00Z&until=2026-03-09T12:00:00Z":     0,
		"from=2026-03-09T11:00:00Z&until=2026-03-09T12:00:00.001Z": 1,
		"from=2026-03-09&until=2026-03-10":                         2,
	} {
		if got := into[listOut[eventOut]](d.get("/events?" + span).is(http.StatusOK)).Items; len(got) != want {
			t.Errorf("%s: %d events, want %d", span, len(got), want)
		}
	}
	all := into[listOut[eventOut]](d.get("/events?from=2026-03-09&until=2026-03-10")).Items
	if all[0].PromiseID != p.ID || all[0].On != nil || all[1].PromiseID != day.ID || *all[1].On != "2026-03-09" || all[1].ClientName != "Casa Ruiz" || all[1].Colour < 1 {
		t.Errorf("events: %+v", all)
	}
}
