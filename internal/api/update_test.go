package api

import (
	"net/http"
	"strings"
	"testing"
)

// An update by the API: a cadence, a draft, what is not true, a second person, and
// the sending.
func TestUpdates(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	project := into[projectOut](d.post("/projects", o{"client_id": c.ID, "name": "The shop", "contact_id": k.ID, "next_on": "2026-03-06"}).is(http.StatusCreated))
	at := "/projects/" + project.ID
	d.post(at+"/cadence", o{"every": "week", "weekday": "Friday", "at": "15:00"}).is(http.StatusOK)
	d.post(at+"/cadence", o{"every": "day", "weekday": "Friday", "at": "15:00"}).is(http.StatusUnprocessableEntity)
	if got := into[cadenceOut](d.get(at + "/cadence").is(http.StatusOK)); got != (cadenceOut{Every: "week", Weekday: "Friday", At: "15:00"}) {
		t.Errorf("%+v", got)
	}
	u := into[updateOut](d.post(at+"/updates", nil).is(http.StatusCreated))
	if u.State != "draft" || u.Blocked == nil || !strings.Contains(*u.Blocked, "nothing true to say") {
		t.Errorf("%+v", u)
	}
	here := "/updates/" + u.ID
	d.post(here+"/sending", o{"reader_ids": []string{k.ID}}).is(http.StatusConflict)
	d.ask(http.MethodPatch, here, o{"lines": []o{{"part": "gossip", "text": "They say."}}}).is(http.StatusUnprocessableEntity)
	d.ask(http.MethodPatch, here, o{"lines": []o{{"part": "behind the scenes", "text": "We work.", "source": "step:stp_1", "stood": "step done"}}}).is(http.StatusUnprocessableEntity)
	u = into[updateOut](d.ask(http.MethodPatch, here, o{"intro": "Hello.", "lines": []o{{"part": "done", "text": "The wall stands."}}}).is(http.StatusOK))
	if len(u.Lines) != 1 || u.Intro == nil || u.Blocked != nil {
		t.Errorf("%+v", u)
	}
	did := into[checkInOut](d.post(at+"/check-ins", o{"text": "We called the city"}).is(http.StatusCreated))
	d.post(at+"/check-ins", o{"text": ""}).is(http.StatusUnprocessableEntity)
	d.post(here+"/check-ins", nil).is(http.StatusConflict) // there is nobody else
	if got := into[checkInOut](d.post("/check-ins/"+did.ID+"/answer", o{"text": "We called the city twice"}).is(http.StatusOK)); got.Text == nil || *got.Text != "We called the city twice" {
		t.Errorf("%+v", got)
	}
	if got := into[listOut[checkInOut]](d.get(at + "/check-ins").is(http.StatusOK)); len(got.Items) != 1 {
		t.Errorf("%+v", got)
	}
	d.get("/check-ins/" + did.ID).is(http.StatusOK)
	if got := into[updateOut](d.get(here).is(http.StatusOK)); len(got.Fresh) != 1 || got.Fresh[0].Text != "We called the city twice." {
		t.Errorf("%+v", got.Fresh)
	}
	d.post(here+"/approval", nil).is(http.StatusConflict)
	d.post(here+"/approval-requests", o{"approver_id": "me"}).is(http.StatusUnprocessableEntity)
	sent := into[tellingOut](d.post(here+"/sending", o{"reader_ids": []string{k.ID}, "version": u.Version}).is(http.StatusOK))
	if len(sent.NoticeIDs) != 1 || sent.Next.Text == "" {
		t.Errorf("%+v", sent)
	}
	d.post(here+"/sending", o{"reader_ids": []string{k.ID}}).is(http.StatusConflict)
	if got := into[updateOut](d.get(here).is(http.StatusOK)); got.State != "sent" || got.SentAt == nil {
		t.Errorf("%+v", got)
	}
	second := into[updateOut](d.post(at+"/updates", nil).is(http.StatusCreated))
	plansAndShares(d, second.ID, c.ID, k.ID)
	if second.ID == u.ID {
		t.Error("what was sent is drafted again")
	}
	d.post("/updates/"+second.ID+"/dropping", nil).is(http.StatusConflict)
	if all := into[listOut[updateOut]](d.get(at + "/updates").is(http.StatusOK)); len(all.Items) != 2 || all.Items[1].ID != u.ID {
		t.Errorf("%+v", all)
	}
}

// plansAndShares plans an update, takes that back, and puts it on the page alone.
func plansAndShares(d *desk, id, clientID, contact string) {
	d.t.Helper()
	t, here := d.t, "/updates/"+id
	d.ask(http.MethodPatch, here, o{"shared": false, "hears": o{"next_on": "2026-03-20"}, "lines": []o{{"part": "done", "text": "The roof stands."}}}).is(http.StatusOK)
	d.post(here+"/planned-sending", o{"leaves_at": "2026-01-04T12:00:00Z", "reader_ids": []string{contact}}).is(http.StatusUnprocessableEntity)
	u := into[updateOut](d.post(here+"/planned-sending", o{"leaves_at": "2026-03-04T23:00:00Z", "reader_ids": []string{contact}}).is(http.StatusOK))
	if u.SendAt == nil || u.SendAt.Hour() == 23 || u.Shared || len(u.ReaderIDs) != 1 || u.PlannedID == nil {
		t.Errorf("%+v", u)
	}
	if got := into[listOut[updateOut]](d.get("/planned-updates").is(http.StatusOK)); len(got.Items) != 1 || got.Items[0].ID != id {
		t.Errorf("%+v", got)
	}
	d.ask(http.MethodDelete, here+"/planned-sending", nil).is(http.StatusNoContent)
	d.ask(http.MethodDelete, here+"/planned-sending", nil).is(http.StatusConflict)

	d.ask(http.MethodPatch, "/workspace", o{"updates": o{"second": "chosen", "asks": true, "notes": false}}).is(http.StatusOK)
	rules := "/clients/" + clientID + "/update-rules"
	want := updateRules{Cadence: cadenceOut{Every: "month", Weekday: "Monday", At: "09:00", After: 2, Relax: true}, Second: true}
	if got := into[updateRules](d.post(rules, want).is(http.StatusOK)); got != want {
		t.Errorf("%+v", got)
	}
	if got := into[updateRules](d.get(rules).is(http.StatusOK)); got != want {
		t.Errorf("%+v", got)
	}
	d.post(here+"/sharing", nil).is(http.StatusConflict) // a second person
	d.post(rules, updateRules{Cadence: cadenceOut{Weekday: "Monday", At: "09:00"}}).is(http.StatusOK)
	if u = into[updateOut](d.post(here+"/sharing", nil).is(http.StatusOK)); u.State != "sent" || u.Told || !u.Shared {
		t.Errorf("%+v", u)
	}
}
