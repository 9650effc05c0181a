package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/internal/office"
)

// A draft says word for word what would be sent, and nothing of it is kept:
// also not under a key, which stays free for the real thing.
func TestDrafts(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	p := d.promised(k, nil)
	before := d.get("/journal?limit=200").body
	reset := o{"due_on": "2026-03-11", "reason": "The printer is late", "next_on": "2026-03-12"}
	telling := o{"reader_ids": []string{k.ID}, "text": "Good news.", "next_on": "2026-03-12"}
	call := o{"client_id": c.ID, "contact_id": k.ID, "channel": "call", "reached": true, "text": "We spoke.", "next_on": "2026-03-12"}
	drafts := map[string]draftOut{}
	for path, body := range map[string]o{"/promises/" + p.ID: reset, "/clients/" + c.ID: telling, "/messages": call} {
		draft := into[draftOut](d.keyed("key", path+"/drafts", body).is(http.StatusOK))
		if len(draft.To) != 1 || draft.To[0] != "Ana Ruiz" || draft.Next.Text != "Thursday 12 March 2026" {
			t.Errorf("%s: %+v", path, draft)
		}
		drafts[path] = draft
	}
	if after := d.get("/journal?limit=200").body; string(after) != string(before) {
		t.Errorf("a draft was written down: %s", after)
	}
	if now := into[promiseOut](d.get("/promises/" + p.ID)); len(now.Dates) != 1 || now.Version != p.Version {
		t.Errorf("a draft moved the date: %+v", now)
	}
	told := into[resetOut](d.keyed("key", "/promises/"+p.ID+"/resets", reset).is(http.StatusOK))
	n := into[noticeOut](d.get("/notices/" + told.Telling.NoticeIDs[0]))
	if draft := drafts["/promises/"+p.ID]; strings.TrimSpace(n.Text) != strings.TrimSpace(draft.Text) || n.Subject != draft.Subject || !strings.Contains(*draft.From, "Marta Kern") {
		t.Errorf("the draft says %+v, the notice %q %q", draft, n.Subject, n.Text)
	}
	if !slices.Contains(n.PromiseIDs, p.ID) {
		t.Errorf("it tells of %v", n.PromiseIDs)
	}
	if draft := drafts["/messages"]; draft.From != nil || !strings.Contains(draft.Text, "We spoke.") {
		t.Errorf("the call's draft: %+v", draft)
	}
	call["reached"] = false
	d.post("/messages/drafts", call).is(http.StatusUnprocessableEntity)
	telling["reader_ids"] = []string{}
	if _, places := problem(d.post("/clients/"+c.ID+"/drafts", telling).is(http.StatusUnprocessableEntity)); places != "body.reader_ids" {
		t.Errorf("at %q", places)
	}
}

// What pages show beside: how a moment was found, whom mail does not reach,
// who waits, what became of a client's promises.
func TestBesides(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	p := d.promised(k, nil)
	why := into[explanationOut](d.get("/promises/" + p.ID + "/explanation").is(http.StatusOK))
	if why.TellBy == nil || !why.TellBy.Equal(*p.TellBy) || len(why.Steps) < 2 || !strings.HasPrefix(why.Steps[0], "due ") {
		t.Errorf("explained: %+v", why)
	}
	if reach := into[reachOut](d.get("/contacts/" + k.ID + "/reach").is(http.StatusOK)); reach != (reachOut{}) {
		t.Errorf("reach: %+v", reach)
	}
	d.Answer = office.Result{Outcome: office.Refused, Code: 550, Text: "no such box", NoBox: true}
	d.post("/clients/"+c.ID+"/tellings", o{"reader_ids": []string{k.ID}, "text": "x", "next_on": "2026-03-12"}).is(http.StatusOK)
	d.Pass(time.Minute)
	if reach := into[reachOut](d.get("/contacts/" + k.ID + "/reach")); reach.Refused == nil || *reach.Refused != "no such box" {
		t.Errorf("reach: %+v", reach)
	}
	if lost := into[listOut[noticeRow]](d.get("/notices?arrival=lost").is(http.StatusOK)).Items; len(lost) != 1 || lost[0].ContactName != "Ana Ruiz" || *lost[0].MailState != "refused" {
		t.Errorf("lost: %+v", lost)
	}
	d.post("/messages", o{"client_id": c.ID, "contact_id": k.ID, "channel": "call", "incoming": true}).is(http.StatusOK)
	if waits := into[listOut[clockOut]](d.get("/clocks").is(http.StatusOK)).Items; len(waits) != 1 || waits[0].StoppedAt != nil {
		t.Errorf("waiting: %+v", waits)
	}
	d.post("/promises/"+p.ID+"/keeping", nil).is(http.StatusOK)
	if n := into[outcomesOut](d.get("/clients/" + c.ID + "/outcomes").is(http.StatusOK)); n.Kept < 1 || n.Broken != 0 {
		t.Errorf("outcomes: %+v", n)
	}
	if why := into[explanationOut](d.get("/promises/" + p.ID + "/explanation")); why.TellBy != nil || len(why.Steps) != 0 {
		t.Errorf("kept, and yet: %+v", why)
	}
}
