package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kept/internal/office/officetest"
)

// Story 10 over HTTP: an issue is recorded with a promise that it touches, read
// before it leaves, told with a new date, and undone.
func TestAnIssueOverHTTP(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		d := open(t, h)
		c, k := d.ruiz()
		p := d.promised(k, o{"told": "mail"})
		h.Pass(time.Minute)
		i := into[issueOut](d.post("/issues", o{"what": "The crane is broken", "promise_ids": []string{p.ID}}).is(http.StatusCreated))
		if len(i.Touches) != 1 || i.Touches[0].ClientID != c.ID || !i.Touches[0].Untold || i.Untold != 1 {
			t.Fatalf("%+v", i)
		}
		telling := o{"next_on": "2026-03-12", "clients": []o{{"client_id": c.ID, "reader_ids": []string{k.ID}, "moves": []o{{"promise_id": p.ID, "due_on": "2026-03-16"}}}}}
		if said := d.post("/issues/"+i.ID+"/tellings", telling).is(http.StatusUnprocessableEntity); !strings.Contains(string(said.body), "change.effect") {
			t.Errorf("told without what it means: %s", said.body)
		}
		telling["change"] = o{"effect": "The roof comes a week later.", "fix": "Another crane comes on Thursday.", "state": "fixing"}
		drafts := into[issueDraftsOut](d.post("/issues/"+i.ID+"/drafts", telling).is(http.StatusOK))
		if len(drafts.Drafts) != 1 || !strings.Contains(drafts.Drafts[0].Text, "We are putting it right.") {
			t.Fatalf("%+v", drafts)
		}
		sent := len(h.Sent)
		told := into[issueToldOut](d.post("/issues/"+i.ID+"/tellings", telling).is(http.StatusOK))
		d.ask(http.MethodDelete, "/tellings/"+told.ID, nil).is(http.StatusNoContent)
		h.Pass(time.Minute)
		if len(h.Sent) != sent {
			t.Fatalf("%d mails left for what was undone", len(h.Sent)-sent)
		}
		d.post("/issues/"+i.ID+"/tellings", telling).is(http.StatusOK)
		h.Pass(time.Minute)
		i = into[issueOut](d.get("/issues/" + i.ID).is(http.StatusOK))
		if i.Untold != 0 || i.Touches[0].Told == nil || i.Touches[0].Told.State != "fixing" || len(i.Touches[0].NoticeIDs) != 1 || len(h.Sent) != sent+1 {
			t.Errorf("told: %+v", i.Touches)
		}
		all := into[listOut[issueOut]](d.get("/issues?limit=1").is(http.StatusOK))
		if len(all.Items) != 1 || all.Items[0].ID != i.ID || all.Items[0].Touched != 1 {
			t.Errorf("%+v", all)
		}
	})
}
