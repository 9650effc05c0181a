package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/office"
	"kept/internal/office/officetest"
)

// ruiz adds the client of the stories with a first contact.
func (d *desk) ruiz() (clientOut, contactOut) {
	d.t.Helper()
	c := into[clientOut](d.post("/clients", o{
		"name": "Casa Ruiz", "hours": o{"zone": "Europe/Madrid", "weekly": o{"mon": week, "tue": week, "wed": week, "thu": week, "fri": week}},
		"contact": o{"name": "Ana Ruiz", "email": "ana@casaruiz.example", "phone": "+34 91 1234", "portal": true}, "next_on": "2026-03-16",
	}).is(http.StatusCreated))
	all := into[listOut[contactOut]](d.get("/contacts?client_id=" + c.ID).is(http.StatusOK))
	if len(all.Items) != 1 {
		d.t.Fatalf("contacts: %+v", all)
	}
	return c, all.Items[0]
}

var week = []windowJSON{{"09:00", "13:00"}, {"14:00", "18:00"}}

// promised makes a promise to a contact.
func (d *desk) promised(k contactOut, more o) promiseOut {
	d.t.Helper()
	body := o{"client_id": k.ClientID, "contact_id": k.ID, "kind": "proposal", "words": "The proposal for the shop", "due_on": "2026-03-09"}
	for name, v := range more {
		if v == nil {
			delete(body, name)
		} else {
			body[name] = v
		}
	}
	return into[promiseOut](d.post("/promises", body).is(http.StatusCreated))
}

// Story 1 over HTTP, on both engines: asked on Friday, reset with a reason,
// told before Monday, reset in time, and seen on the scorecard.
func TestMondayOverHTTP(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		d := open(t, h)
		c, k := d.ruiz()
		p := d.promised(k, o{"told": "mail", "message": "As we said on the telephone.", "source": "call on 2 March"})
		want := promiseOut{
			ID: p.ID, ClientID: c.ID, ContactID: k.ID, OwnerID: string(h.Owner.Member), Kind: "proposal", Words: "The proposal for the shop", Source: "call on 2 March", State: "open",
			DueOn: text("2026-03-09"), DueAt: time.Date(2026, 3, 9, 17, 0, 0, 0, time.UTC), Due: "Monday 9 March 2026", TellBy: p.TellBy, MadeAt: officetest.Start, Version: 1,
			Dates: []promiseDateOut{{
				DueOn: text("2026-03-09"), DueAt: time.Date(2026, 3, 9, 17, 0, 0, 0, time.UTC), Due: "Monday 9 March 2026", LateBy: time.Date(2026, 3, 10, 17, 0, 0, 0, time.UTC),
				SetAt: officetest.Start, SetBy: text(string(h.Owner.Member)),
			}},
		}
		if diff := cmp.Diff(want, p); diff != "" {
			t.Errorf("a new promise (-want +got):\n%s", diff)
		}
		if p.TellBy == nil || !p.TellBy.Before(p.DueAt) {
			t.Errorf("tell by %v of %v", p.TellBy, p.DueAt)
		}
		h.Pass(time.Minute)
		if p = into[promiseOut](d.get("/promises/" + p.ID).is(http.StatusOK)); p.ToldAt == nil || !p.ToldAt.After(officetest.Start) {
			t.Errorf("after the mail was taken told_at is %v", p.ToldAt)
		}
		h.To(time.Date(2026, 3, 6, 13, 0, 0, 0, time.UTC)) // Friday
		asked := into[listOut[promptOut]](d.get("/prompts").is(http.StatusOK)).Items
		if len(asked) != 1 || asked[0].Rule != "due" || asked[0].About != (aboutOut{"promise", p.ID}) || *asked[0].Group != "do" || !strings.Contains(asked[0].Sentence, "Ana Ruiz") {
			t.Fatalf("on Friday: %+v", asked)
		}
		reset := d.ask(http.MethodPost, "/promises/"+p.ID+"/resets", o{
			"due": "Wed 11 March", "reason": "The printer is late", "message": "I am sorry.", "next": "12 March",
		}, "If-Match", `"`+fmt.Sprint(p.Version)+`"`)
		r := into[resetOut](reset.is(http.StatusOK))
		if r.Promise.Due != "Wednesday 11 March 2026" || *r.Promise.DueOn != "2026-03-11" || r.Telling.Next.Text != "Thursday 12 March 2026" || len(r.Telling.NoticeIDs) != 1 || r.Telling.UndoBy == nil {
			t.Fatalf("the reset: %+v", r)
		}
		if r.Promise.ToldAt != nil || len(r.Promise.Dates) != 2 || r.Promise.Dates[0].ToldAt == nil || *r.Promise.Dates[1].Reason != "The printer is late" {
			t.Errorf("before the notice left: %+v", r.Promise)
		}
		d.ask(http.MethodPost, "/promises/"+p.ID+"/resets", o{"due_on": "2026-03-12", "reason": "Again", "next_on": "2026-03-13"}, "If-Match", `"`+fmt.Sprint(p.Version)+`"`).is(http.StatusPreconditionFailed)
		h.Pass(time.Minute)
		n := into[noticeOut](d.get("/notices/" + r.Telling.NoticeIDs[0]).is(http.StatusOK))
		if n.State != "accepted" || n.Mail == nil || n.Mail.State != "sent" || len(n.Attempts) != 1 || n.Text != h.Sent[len(h.Sent)-1].Text() {
			t.Errorf("the notice: %+v", n)
		}
		h.To(time.Date(2026, 3, 9, 18, 0, 0, 0, time.UTC))
		kept := into[promiseOut](d.post("/promises/"+p.ID+"/keeping", nil).is(http.StatusOK))
		if kept.State != "kept" || kept.KeptAt == nil || *kept.Dates[0].Outcome != "reset in time" || *kept.Outcome != "kept" || kept.TellBy != nil {
			t.Errorf("kept: %+v", kept)
		}
		cards := into[listOut[scorecardOut]](d.get("/scorecards?from=2026-03-01&until=2026-04-01").is(http.StatusOK)).Items
		// Two were kept: the proposal, and the next contact by the reset.
		if len(cards) != 1 || cards[0].Promises.Kept != 2 || cards[0].Promises.ResetInTime != 1 || cards[0].Calls.Share != nil {
			t.Errorf("the scorecard: %+v", cards)
		}
		lines := into[listOut[lineOut]](d.get("/promises/" + p.ID + "/journal").is(http.StatusOK)).Items
		var acts []string
		for _, l := range lines {
			acts = append(acts, l.Act)
		}
		slices.Reverse(acts)
		if !inOrder(acts, "made", "prompted", "reset", "settled", "kept", "outcome") {
			t.Errorf("the journal says %v", acts)
		}
	})
}

func text(s string) *string { return &s }

// inOrder tells whether all of want stand in all, one after the other.
func inOrder(all []string, want ...string) bool {
	for _, s := range all {
		if len(want) > 0 && s == want[0] {
			want = want[1:]
		}
	}
	return len(want) == 0
}

// Story 3: an appointment is confirmed, moved on the telephone, and kept.
func TestAppointment(t *testing.T) {
	d := sqlite(t)
	_, k := d.ruiz()
	p := d.promised(k, o{"kind": "appointment", "words": "The kitchen is measured", "due_on": nil, "due_at": "2026-03-09T15:00:00+01:00", "told": "said"})
	if p.DueOn != nil || p.Due != "Monday 9 March 2026, 15:00 (Madrid)" || p.ToldAt == nil {
		t.Fatalf("made: %+v", p)
	}
	if p = into[promiseOut](d.post("/promises/"+p.ID+"/confirmation", nil).is(http.StatusOK)); p.ConfirmedAt == nil {
		t.Error("it was not confirmed")
	}
	d.post("/promises/"+p.ID+"/confirmation", nil).is(http.StatusConflict)
	r := into[resetOut](d.post("/promises/"+p.ID+"/resets", o{"due": "Tue 10 March 10:00", "reason": "The van broke down", "channel": "call", "next_at": "2026-03-10T09:00:00Z"}).is(http.StatusOK))
	if r.Promise.ConfirmedAt != nil || r.Promise.ToldAt == nil || r.Telling.UndoBy == nil || r.Promise.Due != "Tuesday 10 March 2026, 10:00 (Madrid)" {
		t.Errorf("moved: %+v", r)
	}
	d.To(time.Date(2026, 3, 10, 9, 30, 0, 0, time.UTC))
	p = into[promiseOut](d.post("/promises/"+p.ID+"/keeping", o{"at": "2026-03-10T10:00:00+01:00"}).is(http.StatusOK))
	if *p.Outcome != "kept" || !p.KeptAt.Equal(time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("kept: %+v", p)
	}
	if p = into[promiseOut](d.post("/promises/"+p.ID+"/reopening", nil).is(http.StatusOK)); p.State != "open" {
		t.Errorf("reopened: %+v", p)
	}
	if p = into[promiseOut](d.post("/promises/"+p.ID+"/release", o{"why": "She will come herself"}).is(http.StatusOK)); p.State != "released" || *p.ReleasedWhy != "She will come herself" {
		t.Errorf("released: %+v", p)
	}
}

// Story 5: a call that nobody took starts a clock, the call back stops it, and
// the record shows it.
func TestNinetyMinutes(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	missed := into[loggedOut](d.post("/messages", o{"client_id": c.ID, "contact_id": k.ID, "channel": "call", "incoming": true, "text": "Asked for the mock-ups"}).is(http.StatusOK))
	if missed.ClockID == nil || missed.Telling != nil {
		t.Fatalf("missed: %+v", missed)
	}
	w := into[clockOut](d.get("/clocks/" + *missed.ClockID).is(http.StatusOK))
	if !w.DueAt.Equal(officetest.Start.Add(90*time.Minute)) || w.StoppedAt != nil || w.Waited != nil || w.About != "Asked for the mock-ups" {
		t.Errorf("the clock: %+v", w)
	}
	if all := into[listOut[clockOut]](d.get("/clocks?client_id=" + c.ID).is(http.StatusOK)).Items; len(all) != 1 {
		t.Errorf("running clocks: %+v", all)
	}
	d.Pass(30 * time.Minute)
	back := into[loggedOut](d.post("/messages", o{"client_id": c.ID, "contact_id": k.ID, "channel": "call", "reached": true, "text": "They come on Friday", "next": "Fri 4pm"}).is(http.StatusOK))
	if len(back.StoppedID) != 1 || back.Telling == nil || back.Telling.Next.Text != "Friday 6 March 2026, 16:00 (Madrid)" {
		t.Fatalf("called back: %+v", back)
	}
	if w = into[clockOut](d.get("/clocks/" + w.ID)); w.Waited == nil || *w.Waited != 30*60 || !*w.Within {
		t.Errorf("the clock afterwards: %+v", w)
	}
	if all := into[listOut[clockOut]](d.get("/clocks?from=2026-03-02&until=2026-03-03").is(http.StatusOK)).Items; len(all) != 1 {
		t.Errorf("clocks of the day: %+v", all)
	}
	card := into[listOut[scorecardOut]](d.get("/scorecards?from=2026-03-02T00:00:00Z&until=2026-03-03T00:00:00Z")).Items[0]
	if card.Calls.Answered != 1 || *card.Calls.Share != 1 || card.Calls.Worst != 30*60 || !card.Calls.Few {
		t.Errorf("the record: %+v", card.Calls)
	}
	msgs := into[listOut[messageOut]](d.get("/messages?client_id=" + c.ID).is(http.StatusOK)).Items
	if diff := cmp.Diff([]messageOut{*back.Message, *missed.Message}, msgs); diff != "" {
		t.Errorf("messages (-answered +listed):\n%s", diff)
	}
	if v := into[clientOut](d.get("/clients/" + c.ID)); len(v.NextContacts) != 1 || v.NextContacts[0].Text != "Friday 6 March 2026, 16:00 (Madrid)" {
		t.Errorf("the next contact: %+v", v.NextContacts)
	}
}

// A telling with everything in it, undone; then done; bounced, sent again and settled.
func TestTellings(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	moved, kept := d.promised(k, nil), d.promised(k, o{"words": "The sketch"})
	body := o{
		"reader_ids": []string{k.ID}, "text": "Two things.", "moves": []o{{"promise_id": moved.ID, "version": 1, "due_on": "2026-03-11", "reason": "Late"}},
		"kept_ids": []string{kept.ID}, "next_on": "2026-03-12", "subject": "News",
	}
	told := into[tellingOut](d.post("/clients/"+c.ID+"/tellings", body).is(http.StatusOK))
	if p := into[promiseOut](d.get("/promises/" + kept.ID)); p.State != "kept" {
		t.Errorf("told as done: %+v", p)
	}
	d.ask(http.MethodDelete, "/tellings/"+told.ID, nil).is(http.StatusNoContent)
	if p := into[promiseOut](d.get("/promises/" + kept.ID)); p.State != "open" {
		t.Errorf("undone: %+v", p)
	}
	if p := into[promiseOut](d.get("/promises/" + moved.ID)); len(p.Dates) != 1 {
		t.Errorf("undone: %+v", p)
	}
	d.ask(http.MethodDelete, "/tellings/"+told.ID, nil).is(http.StatusConflict)
	body["moves"] = []o{{"promise_id": moved.ID, "version": 1, "due_on": "2026-03-11", "reason": "Late"}}
	d.post("/clients/"+c.ID+"/tellings", body).is(http.StatusConflict) // the version is older by now
	delete(body, "moves")
	d.Answer = office.Result{Outcome: office.Refused, Code: 550, Text: "550 no", Stage: "RCPT"}
	told = into[tellingOut](d.post("/clients/"+c.ID+"/tellings", body).is(http.StatusOK))
	d.Pass(time.Minute)
	notice := "/notices/" + told.NoticeIDs[0]
	if n := into[noticeOut](d.get(notice)); n.State != "bounced" || n.ToldAt != nil || n.Attempts[0].Code != 550 {
		t.Errorf("bounced: %+v", n)
	}
	asked := into[listOut[promptOut]](d.get("/clients/" + c.ID + "/prompts").is(http.StatusOK)).Items
	i := slices.IndexFunc(asked, func(p promptOut) bool { return p.Rule == "undelivered" })
	if i < 0 {
		t.Fatalf("nobody is asked to call: %+v", asked)
	}
	prompt := "/prompts/" + asked[i].ID
	if p := into[promptOut](d.post(prompt+"/snoozes", o{"until": "in 1 hour"}).is(http.StatusOK)); p.SnoozedUntil == nil || p.Snoozes != 1 {
		t.Errorf("snoozed: %+v", p)
	}
	d.post(prompt+"/snoozes", o{"until_at": "2026-03-20T09:00:00Z"}).is(http.StatusUnprocessableEntity)
	if p := into[promptOut](d.post(prompt+"/dismissal", o{"because": "She knows"}).is(http.StatusOK)); *p.Dismissed != "She knows" {
		t.Errorf("dismissed: %+v", p)
	}
	d.Answer = office.Result{Outcome: office.Refused, Code: 550, Text: "550 no", Stage: "RCPT"}
	if n := into[noticeOut](d.post(notice+"/sendings", nil).is(http.StatusOK)); n.State != "queued" {
		t.Errorf("sent again: %+v", n)
	}
	d.post(notice+"/sendings", nil).is(http.StatusConflict)
	d.Pass(time.Minute)
	if n := into[noticeOut](d.post(notice+"/settlement", o{"how": "I called her"}).is(http.StatusOK)); *n.SettledHow != "I called her" {
		t.Errorf("settled: %+v", n)
	}
	if p := into[promptOut](d.get(prompt).is(http.StatusOK)); p.SettledAt == nil {
		t.Errorf("the prompt is live still: %+v", p)
	}
}
