package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kept/member"
)

// Whatever has a version is edited with If-Match: the present one passes, an
// older or strange one does not.
func TestIfMatch(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	p := d.promised(k, nil)
	pr := into[projectOut](d.post("/projects", o{"client_id": c.ID, "name": "The shop", "contact_id": k.ID, "next_on": "2026-03-20"}).is(http.StatusCreated))
	box := d.door()
	phrase := into[phraseOut](d.post("/phrases", o{"name": "Thanks", "text": "Thank you, {contact}."}).is(http.StatusCreated))
	step := into[stepOut](d.post("/projects/"+pr.ID+"/steps", o{"name": "Design"}).is(http.StatusCreated))
	asked := into[handOffOut](d.post("/hand-offs", o{"step_id": step.ID, "party": o{"side": "third party", "id": "", "name": "Acme"}, "email": "a@acme.example", "words": "The key"}).is(http.StatusCreated))
	for _, e := range []struct {
		method, path string
		body         o
	}{
		{http.MethodPatch, "/hand-offs/" + asked.ID, o{"need_by_at": "2026-03-20T09:00:00Z"}},
		{http.MethodPatch, "/steps/" + step.ID, o{"name": "Drawings"}},
		{http.MethodPatch, "/clients/" + c.ID, o{"stage": "prospect"}},
		{http.MethodPatch, "/contacts/" + k.ID, o{"title": "Head"}},
		{http.MethodPatch, "/projects/" + pr.ID, o{"pursuit": true}},
		{http.MethodPatch, "/promises/" + p.ID, o{"words": "Other words"}},
		{http.MethodPatch, "/members/me", o{"name": "Marta K."}},
		{http.MethodPatch, "/workspace", o{"name": "Northlight"}},
		{http.MethodPatch, "/mailboxes/" + box.ID, o{"name": "Hello there"}},
		{http.MethodPatch, "/phrases/" + phrase.ID, o{"text": "Dear {contact}"}},
		{http.MethodPut, "/standards", o{"call_seconds": 3600, "mail_seconds": 7200}},
		{http.MethodPut, "/calendars/workspace", o{"zone": "Europe/Rome", "weekly": o{"mon": week}}},
		{http.MethodPut, "/calendars/me", o{"zone": "Europe/Rome", "weekly": o{"mon": week}}},
		{http.MethodPut, "/calendars/" + c.ID, o{"zone": "Europe/Rome", "weekly": o{"mon": week}}},
	} {
		t.Run(e.method+" "+e.path, func(t *testing.T) {
			d := *d
			d.t = t
			tag := d.get(e.path).is(http.StatusOK).header.Get("ETag")
			if tag == "" {
				t.Fatal("no ETag")
			}
			older := d.get(e.path).header.Get("ETag")
			next := d.ask(e.method, e.path, e.body, "If-Match", tag).is(http.StatusOK).header.Get("ETag")
			if next == tag {
				t.Fatalf("the version stays %s", tag)
			}
			if now := d.get(e.path).header.Get("ETag"); now != next {
				t.Errorf("the edit gave %s, a look gives %s", next, now)
			}
			for _, match := range []string{older, `"0"`, `"-1"`, `"x"`, "7", `""`, "W/", `"` + strings.Repeat("9", 40) + `"`} {
				a := d.ask(e.method, e.path, e.body, "If-Match", match)
				if a.status != http.StatusPreconditionFailed || !strings.Contains(string(a.body), `"type":"urn:kept:changed"`) {
					t.Errorf("If-Match %s: %d %s", match, a.status, a.body)
				}
			}
			if now := d.get(e.path).header.Get("ETag"); now != next {
				t.Errorf("a refused edit changed %s to %s", next, now)
			}
			d.ask(e.method, e.path, e.body, "If-Match", "W/"+next).is(http.StatusOK)
			d.ask(e.method, e.path, e.body, "If-Match", "*").is(http.StatusOK)
			d.ask(e.method, e.path, e.body).is(http.StatusOK)
		})
	}
	// With the right version, a refusal for another reason is no failed match.
	told := d.promised(k, o{"told": "said"})
	d.ask(http.MethodPatch, "/promises/"+told.ID, o{"words": "Other"}, "If-Match", fmt.Sprintf("%q", fmt.Sprint(told.Version))).is(http.StatusConflict)
}

// An edit changes what it names and nothing else, and gives back what it was given.
func TestEdits(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	if got := into[clientOut](d.ask(http.MethodPatch, "/clients/"+c.ID, o{"name": "Casa Ruiz & Cía", "colour": 12, "language": "es", "tier": "key"})); got.Tier == nil || *got.Tier != "key" || got.TriageAt != nil || got.Name != "Casa Ruiz & Cía" || got.Colour != 12 || got.Language != "es" || got.Stage != c.Stage || got.Zone != c.Zone {
		t.Errorf("the client: %+v", got)
	}
	got := into[contactOut](d.ask(http.MethodPatch, "/contacts/"+k.ID, o{"email": "", "channel": "phone", "portal": false, "ended": true}))
	if got.Email != nil || got.Portal || got.EndedAt == nil || got.Name != k.Name || *got.Phone != *k.Phone {
		t.Errorf("the contact: %+v", got)
	}
	if got = into[contactOut](d.ask(http.MethodPatch, "/contacts/"+k.ID, o{"ended": false})); got.EndedAt != nil {
		t.Errorf("back again: %+v", got)
	}
	d.ask(http.MethodPatch, "/contacts/"+k.ID, o{}).is(http.StatusUnprocessableEntity)
	d.ask(http.MethodPatch, "/contacts/"+k.ID, o{"name": nil}).is(http.StatusUnprocessableEntity)
	pr := into[projectOut](d.post("/projects", o{"client_id": c.ID, "name": "The shop"}).is(http.StatusCreated))
	if closed := into[projectOut](d.post("/projects/"+pr.ID+"/closing", nil).is(http.StatusOK)); closed.ClosedAt == nil {
		t.Errorf("closed: %+v", closed)
	}
	if open := into[projectOut](d.post("/projects/"+pr.ID+"/reopening", nil).is(http.StatusOK)); open.ClosedAt != nil {
		t.Errorf("reopened: %+v", open)
	}
	p := d.promised(k, o{"project_id": pr.ID})
	edited := into[promiseOut](d.ask(http.MethodPatch, "/promises/"+p.ID, o{"due": "Tue 10 March 4pm", "project_id": "", "kind": "fix"}))
	if edited.Due != "Tuesday 10 March 2026, 16:00 (Madrid)" || edited.ProjectID != nil || edited.Kind != "fix" || edited.Words != p.Words || len(edited.Dates) != 1 {
		t.Errorf("the promise: %+v", edited)
	}
	nils := into[memberOut](d.post("/members", o{"name": "Nils Holm", "email": "nils@northlight.example", "leader_id": "me", "role": "leader"}).is(http.StatusCreated))
	if nils.Role != "leader" || *nils.LeaderID != string(d.Owner.Member) || nils.Zone != "Europe/Rome" {
		t.Errorf("the member: %+v", nils)
	}
	if handed := into[promiseOut](d.post("/promises/"+p.ID+"/handover", o{"to_id": nils.ID}).is(http.StatusOK)); handed.OwnerID != nils.ID {
		t.Errorf("handed over: %+v", handed)
	}
	ab := into[absenceOut](d.post("/absences", o{"member_id": nils.ID, "from": "2026-03-09", "until": "2026-03-16", "why": "Holiday"}).is(http.StatusCreated))
	if ab.From.Format("2006-01-02T15:04") != "2026-03-08T23:00" {
		t.Errorf("a day begins at %s", ab.From)
	}
	if moved := into[handedOverOut](d.post("/absences/"+ab.ID+"/handovers", o{"to_id": "me"}).is(http.StatusOK)); moved.Moved != 1 {
		t.Errorf("handed over: %+v", moved)
	}
	if all := into[listOut[absenceOut]](d.get("/absences")).Items; len(all) != 1 || all[0] != ab {
		t.Errorf("absences: %+v", all)
	}
	d.ask(http.MethodDelete, "/absences/"+ab.ID, nil).is(http.StatusNoContent)
	if all := into[listOut[absenceOut]](d.get("/absences")).Items; len(all) != 0 {
		t.Errorf("absences: %+v", all)
	}
	if gone := into[memberOut](d.post("/members/"+nils.ID+"/departure", nil).is(http.StatusOK)); gone.EndedAt == nil {
		t.Errorf("he left: %+v", gone)
	}
	d.post("/members/me/departure", nil).is(http.StatusUnprocessableEntity) // the last owner
}

// manyTargets are so many standards for tiers.
func manyTargets(n int) []o {
	var out []o
	for i := range n {
		out = append(out, o{"tier": fmt.Sprint(i), "wait": "first answer", "within_seconds": 3600})
	}
	return out
}

// The workspace: its name, its policy, its standards, its pause, its password.
func TestWorkspaceSettings(t *testing.T) {
	d := sqlite(t)
	w := into[workspaceOut](d.get("/workspace").is(http.StatusOK))
	w.Policy.Usual.Warn = 4 * 3600
	if got := into[workspaceOut](d.ask(http.MethodPatch, "/workspace", o{"policy": w.Policy, "accent": "#2f6f4f", "mail_from": "hello@northlight.example"}).is(http.StatusOK)); got.Policy != w.Policy || *got.Accent != "#2f6f4f" || *got.MailFrom != "hello@northlight.example" {
		t.Errorf("the workspace: %+v", got)
	}
	w.Policy.Usual.Warn = 10_000_000
	d.ask(http.MethodPatch, "/workspace", o{"policy": w.Policy}).is(http.StatusUnprocessableEntity)
	if got := into[standardsOut](d.ask(http.MethodPut, "/standards", o{"call_seconds": 600, "mail_seconds": 7200}).is(http.StatusOK)); got.Call != 600 || got.Mail != 7200 {
		t.Errorf("the standards: %+v", got)
	}
	for _, s := range []struct {
		seconds, status int
	}{{299, http.StatusUnprocessableEntity}, {300, http.StatusOK}, {864000, http.StatusOK}, {864001, http.StatusUnprocessableEntity}} {
		d.ask(http.MethodPut, "/standards", o{"call_seconds": s.seconds, "mail_seconds": 7200}).is(s.status)
	}
	target := o{"channel": "mail", "stage": "prospect", "tier": "key", "wait": "next answer", "within_seconds": 7200}
	full := o{"call_seconds": 600, "mail_seconds": 7200, "acknowledge_seconds": 1800, "between_seconds": 86400, "shares": o{"owner": 40, "deputy": 60, "leader": 90}, "targets": []o{target}}
	want := standardsOut{Call: 600, Mail: 7200, Acknowledge: 1800, Between: 86400, Alarm: 7200, Shares: sharesJSON{40, 60, 90}, Targets: []targetJSON{{"mail", "prospect", "key", "next answer", 7200}}}
	got := into[standardsOut](d.ask(http.MethodPut, "/standards", full).is(http.StatusOK))
	want.Version = got.Version
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// What is left out stays; the old two alone change nothing else.
	got = into[standardsOut](d.ask(http.MethodPut, "/standards", o{"call_seconds": 900, "mail_seconds": 3600}).is(http.StatusOK))
	want.Call, want.Mail, want.Version = 900, 3600, got.Version
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	got = into[standardsOut](d.ask(http.MethodPut, "/standards", with(full, o{"between_seconds": 0, "targets": []o{}})).is(http.StatusOK))
	if got.Between != 0 || len(got.Targets) != 0 {
		t.Errorf("taken away: %+v", got)
	}
	for place, more := range map[string]o{
		"body.acknowledge_seconds":  {"acknowledge_seconds": 299},
		"body.between_seconds":      {"between_seconds": 864001},
		"body.shares":               {"shares": o{"owner": 60, "deputy": 60, "leader": 90}},
		"body.shares.leader":        {"shares": o{"owner": 60, "deputy": 61, "leader": 101}},
		"body.targets.0":            {"targets": []o{with(target, o{"within_seconds": 1})}},
		"body.targets.1":            {"targets": []o{target, target}},
		"body.targets[0].wait":      {"targets": []o{with(target, o{"wait": "gift"})}},
		"body.targets":              {"targets": manyTargets(51)},
		"body.targets[0].tier_name": {"targets": []o{with(target, o{"tier_name": "x"})}},
	} {
		if _, places := problem(d.ask(http.MethodPut, "/standards", with(full, more)).is(http.StatusUnprocessableEntity)); places != place {
			t.Errorf("at %q, want %q", places, place)
		}
	}
	nils := d.Member("Nils Holm", "nils@northlight.example", member.Regular, "")
	in := into[workspaceOut](d.ask(http.MethodPatch, "/workspace", o{"inbox": o{"acknowledges": false, "reception_id": nils.Member, "chases": 3}}).is(http.StatusOK)).Inbox
	if in.Acknowledges || *in.ReceptionID != string(nils.Member) || in.Chases != 3 {
		t.Errorf("the inbox: %+v", in)
	}
	in = into[workspaceOut](d.ask(http.MethodPatch, "/workspace", o{"inbox": o{"reception_id": ""}}).is(http.StatusOK)).Inbox
	if in.Acknowledges || in.ReceptionID != nil || in.Chases != 3 {
		t.Errorf("the inbox: %+v", in)
	}
	for place, more := range map[string]o{"body.inbox.reception_id": {"reception_id": "x"}, "body.inbox.chases": {"chases": 51}} {
		if _, places := problem(d.ask(http.MethodPatch, "/workspace", o{"inbox": more}).is(http.StatusUnprocessableEntity)); places != place {
			t.Errorf("at %q, want %q", places, place)
		}
	}
	d.post("/workspace/mail-pause", nil).is(http.StatusOK)
	if !into[workspaceOut](d.get("/workspace")).MailPaused {
		t.Error("mail is not paused")
	}
	d.ask(http.MethodDelete, "/workspace/mail-pause", nil).is(http.StatusNoContent)
	if into[workspaceOut](d.get("/workspace")).MailPaused {
		t.Error("mail is paused still")
	}
	if _, err := d.Access.SignIn(t.Context(), "marta@northlight.example", "a long enough one", "browser"); err != nil {
		t.Fatal(err)
	}
	if all := into[listOut[sessionOut]](d.get("/sessions")).Items; len(all) != 1 || all[0].Agent != "browser" {
		t.Errorf("sessions: %+v", all)
	} else {
		d.ask(http.MethodDelete, "/sessions/"+all[0].ID, nil).is(http.StatusNoContent)
	}
	d.ask(http.MethodPut, "/members/me/password", o{"current": "a long enough one", "password": "too short"}).is(http.StatusUnprocessableEntity)
	d.ask(http.MethodPut, "/members/me/password", o{"password": "another long one"}).is(http.StatusUnprocessableEntity)
	if _, places := problem(d.ask(http.MethodPut, "/members/me/password", o{"current": "not the right one", "password": "another long one"}).is(http.StatusUnprocessableEntity)); places != "body.current" {
		t.Errorf("at %q", places)
	}
	d.ask(http.MethodPut, "/members/me/password", o{"current": "a long enough one", "password": "another long one"}).is(http.StatusOK)
	if all := into[listOut[sessionOut]](d.get("/sessions")).Items; len(all) != 0 {
		t.Errorf("sessions: %+v", all)
	}
	if _, err := d.Access.SignIn(t.Context(), "marta@northlight.example", "another long one", ""); err != nil {
		t.Error(err)
	}
	d.ask(http.MethodDelete, "/sessions", nil).is(http.StatusNoContent)
	if all := into[listOut[sessionOut]](d.get("/sessions")).Items; len(all) != 0 {
		t.Errorf("sessions: %+v", all)
	}
}
