package portal_test

import (
	"strings"
	"testing"
	"time"

	"kept/handoff"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/member"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// Somebody without an account is asked by mail and answers by its links: looking
// changes nothing, the button does, and a link that is over says so.
func TestAnsweringByLink(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	browser := open(t, h)
	nils := h.Member("Nils Holm", "nils@northlight.example", member.Regular, "")
	c, k := h.Client(nils, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	p, err := h.Promises.Make(t.Context(), nils, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Proposal, Words: "The shop", When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 5}}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := h.HandOffs.Ask(t.Context(), nils, office.NewHandOff{Promise: p.ID, Party: plan.Party{Side: plan.Third, Name: "Stadtwerke <b>"}, Email: "permits@stadt.example", Words: "The <i>permit</i>", Why: "We cannot begin without it."})
	if err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Second)
	links := h.Sent[len(h.Sent)-1].Links
	if len(links) != 5 {
		t.Fatalf("%d links", len(links))
	}
	state := func() handoff.HandOff {
		v, err := h.HandOffs.View(t.Context(), nils, f.ID)
		if err != nil {
			t.Fatal(err)
		}
		return v.HandOff
	}
	r := browser()
	for _, l := range links {
		at := strings.TrimPrefix(l.URL, "https://kept.example")
		status, body := r.get(at)
		if status != 200 {
			t.Fatalf("%s shows %d %s", l.Label, status, body)
		}
		r.wants(body, "Nils Holm needs something from you", "The &lt;i&gt;permit&lt;/i&gt;", "We cannot begin without it.", "The shop · Casa Ruiz", l.Label, "Send my answer")
	}
	if state().State != handoff.Asked {
		t.Fatal("looking answered")
	}
	at, _, _ := strings.Cut(strings.TrimPrefix(links[0].URL, "https://kept.example"), "?")
	for _, row := range []struct {
		fields []string
		want   string
	}{
		{nil, "Choose one of the answers."},
		{[]string{"answer", "withdrawn"}, "Choose one of the answers."},
		{[]string{"answer", "another-date"}, "Say which day."},
		{[]string{"answer", "another-date", "day", "tomorrow"}, "Write the day like 2026-03-05."},
		{[]string{"answer", "another-date", "day", "2026-03-01"}, "This day has passed."},
		{[]string{"answer", "stuck"}, "Say what holds it up"},
		{[]string{"answer", "declined", "said", strings.Repeat("x", handoff.MaxSaid+1)}, "500"},
	} {
		if status, body := r.post(at, row.fields...); status != 422 || !strings.Contains(body, row.want) || !strings.Contains(body, "Send my answer") {
			t.Errorf("%v answers %d: %s", row.fields, status, body)
		}
	}
	if state().State != handoff.Asked {
		t.Fatal("a wrong answer was taken")
	}
	status, body := r.post(at, "answer", "another-date", "day", "2026-03-06", "said", "the office is closed")
	if got := state(); status != 200 || got.State != handoff.AnotherDate || got.Said != "the office is closed" {
		t.Fatalf("%d %s: %+v", status, body, got)
	}
	r.wants(body, "Thank you.", "on Friday 6 March 2026", "Change my answer")
	if _, body := r.get(at); !strings.Contains(body, "Your answer of") {
		t.Errorf("what was answered is not said: %s", body)
	}
	if _, body := r.post(at, "answer", "another-date", "day", "2026-03-06", "said", "the office is closed"); !strings.Contains(body, "You have said so already.") {
		t.Errorf("pressed twice: %s", body)
	}
	if _, body := r.post(at, "answer", "done"); !strings.Contains(body, "Thank you.") || state().State != handoff.Done {
		t.Errorf("done: %s", body)
	}
	for _, path := range []string{at, strings.TrimPrefix(links[1].URL, "https://kept.example")} {
		if status, body := r.get(path); status != 200 || !strings.Contains(body, "This is done.") {
			t.Errorf("when it is over: %d %s", status, body)
		}
	}
	if _, body := r.post(at, "answer", "declined"); !strings.Contains(body, "This is done.") || state().State != handoff.Done {
		t.Errorf("answered when it is over: %s", body)
	}
	if status, body := r.get("/h/nothing"); status != 404 || strings.Contains(body, "permit") {
		t.Errorf("another secret: %d %s", status, body)
	}
}
