package api

import (
	"net/http"
	"strings"
	"testing"

	"kept/member"
)

// Somebody is asked, answers, and it is over: what the API says of it.
func TestHandOffs(t *testing.T) {
	d := sqlite(t)
	piet := d.Member("Piet Vos", "piet@northlight.example", member.Regular, "")
	_, k := d.ruiz()
	p := d.promised(k, nil)
	ask := func(change o) o {
		body := o{"promise_id": p.ID, "party": o{"side": "us", "id": string(piet.Member), "name": ""}, "words": "Your confirmation", "why": "It cannot leave without it."}
		for f, v := range change {
			body[f] = v
		}
		return body
	}
	h := into[handOffOut](d.post("/hand-offs", ask(nil)).is(http.StatusCreated))
	if h.State != "asked" || h.PartyName != "Piet Vos" || h.ByHand || h.WorkSeconds != 4*3600 || h.OwnerID != string(d.Owner.Member) || h.For == "" {
		t.Errorf("asked: %+v", h)
	}
	for place, change := range map[string]o{
		"body.party":        {"party": o{"side": "us", "id": "mem_x", "name": ""}},
		"body.words":        {"words": ""},
		"body.promise_id":   {"promise_id": "prm_x"},
		"body.step_id":      {"step_id": "stp_x"},
		"body.need_by_at":   {"need_by_at": "2020-01-01T00:00:00Z"},
		"body.email":        {"party": o{"side": "third party", "id": "", "name": "Acme"}},
		"body.party.name":   {"party": o{"side": "third party", "id": "", "name": ""}, "email": "a@acme.example"},
		"body.work_seconds": {"work_seconds": -1},
	} {
		if a := d.post("/hand-offs", ask(change)); a.status != http.StatusUnprocessableEntity || !strings.Contains(string(a.body), `"location":"`+place+`"`) {
			t.Errorf("%s: %d %s", place, a.status, a.body)
		}
	}
	at := "/hand-offs/" + h.ID
	for query, want := range map[string]int{
		"": 1, "?promise_id=" + p.ID: 1, "?client_id=" + h.ClientID: 1, "?owner_id=me": 1, "?party_id=me": 0, "?party_id=" + string(piet.Member): 1, "?party_id=" + k.ID: 0,
		"?state=asked": 1, "?state=done": 0, "?promise_id=x": 0, "?step_id=x": 0, "?project_id=x": 0,
	} {
		if all := into[listOut[handOffOut]](d.get("/hand-offs" + query).is(http.StatusOK)); len(all.Items) != want {
			t.Errorf("%s lists %d, want %d", query, len(all.Items), want)
		}
	}
	d.post(at+"/reminders", nil).is(http.StatusOK)
	d.post(at+"/answers", o{"answer": "stuck"}).is(http.StatusUnprocessableEntity)
	d.post(at+"/answers", o{"answer": "another date", "on": "2026-02-30"}).is(http.StatusUnprocessableEntity)
	if got := into[handOffOut](d.post(at+"/answers", o{"answer": "another date", "on": "2026-03-30", "said": "not before"}).is(http.StatusOK)); got.State != "another date" || got.Offered == nil || got.Reminders != 1 {
		t.Errorf("answered: %+v", got)
	}
	about := ""
	for _, k := range into[listOut[promptOut]](d.get("/prompts")).Items {
		if k.Rule == "hand-off" {
			about = k.About.Kind + " " + k.About.ID
		}
	}
	if about != "handoff "+h.ID {
		t.Errorf("a prompt is about %q", about)
	}
	d.post(at+"/reminders", nil).is(http.StatusConflict)
	if got := into[handOffOut](d.post(at+"/withdrawal", o{"because": "We do it"}).is(http.StatusOK)); got.State != "withdrawn" || !got.Over {
		t.Errorf("withdrawn: %+v", got)
	}
	d.post(at+"/answers", o{"answer": "done"}).is(http.StatusConflict)
	var last string
	for range 3 {
		last = into[handOffOut](d.post("/hand-offs", ask(nil)).is(http.StatusCreated)).ID
	}
	first := into[listOut[handOffOut]](d.get("/hand-offs?limit=2").is(http.StatusOK))
	if len(first.Items) != 2 || first.Items[0].ID != last || first.Next == nil {
		t.Fatalf("the first part: %+v", first)
	}
	if rest := into[listOut[handOffOut]](d.get("/hand-offs?limit=2&cursor=" + *first.Next).is(http.StatusOK)); len(rest.Items) != 2 || rest.Next != nil || rest.Items[1].ID != h.ID {
		t.Errorf("the rest: %+v", rest)
	}
}
