package portal_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/member"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/shelf"
)

// A link leads out without saying whence, with its host beside it; what is private,
// removed or another client's is not there.
func TestLinksAndNotesOnTheClientsPage(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	c := &canaries{House: h, t: t, tag: "shelf", ids: map[string]string{}}
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@ruiz.example")
	p, err := h.Clients.AddProject(ctx, h.Owner, office.NewProject{Project: client.Project{ClientID: k.ClientID, Name: "Shop"}, Contact: k.ID, Next: c.in(12)})
	c.ok(err)
	add := func(kind shelf.Kind, w shelf.Words, shared bool) shelf.Item {
		i, err := h.Shelves.Add(ctx, h.Owner, office.NewItem{Project: p.ID, Kind: kind, Words: w, Shared: shared})
		c.ok(err)
		return i
	}
	r := open(t, h)()
	enter(t, h, r, k.Email)
	if _, body := r.get("/p/"); strings.Contains(body, "Links and notes") {
		t.Error("the first page leads to nothing")
	}
	link := add(shelf.Link, shelf.Words{Name: "Test page", Address: `https://test.example/a"b?c=<d>&e`, Text: "The state of last night"}, true)
	note := add(shelf.Note, shelf.Words{Name: "Colours", Text: "Green.\n\nAnd <b>red</b>."}, true)
	private := add(shelf.Note, shelf.Words{Name: "Our margin", Text: "Thin"}, false)
	gone := add(shelf.Link, shelf.Words{Name: "Old page", Address: "https://old.example"}, true)
	_, err = h.Shelves.Remove(ctx, h.Owner, gone.ID, 0)
	c.ok(err)
	_, err = h.Shelves.Arrange(ctx, h.Owner, note.ID, link.ID)
	c.ok(err)
	_, body := r.get("/p/")
	r.wants(body, "Links and notes", "All your dates")
	_, _, raw := r.raw("/p/shelf")
	for _, want := range []string{`rel="noopener noreferrer"`, `referrerpolicy="no-referrer"`, "test.example</span>", "The state of last night", "<p>Green.</p><p>And &lt;b&gt;red&lt;/b&gt;.</p>"} {
		if !strings.Contains(raw, want) {
			t.Errorf("the list has no %s", want)
		}
	}
	if strings.Index(raw, "Colours") > strings.Index(raw, "Test page") {
		t.Error("the order made by hand does not hold")
	}
	if strings.Contains(raw, "Our margin") || strings.Contains(raw, "Old page") || strings.Contains(raw, `a"b`) {
		t.Errorf("the list has what it should not:\n%s", raw)
	}
	for id, want := range map[shelf.ID]int{link.ID: 200, note.ID: 200, private.ID: 404, gone.ID: 404, "shf_nothing": 404} {
		if status, _ := r.get("/p/shelf/" + string(id)); status != want {
			t.Errorf("%s: %d, want %d", id, status, want)
		}
		if status, _ := r.post("/p/shelf/"+string(id)+"/comments", "text", "Which green?"); (status == 200) != (want == 200) {
			t.Errorf("a comment on %s: %d", id, status)
		}
	}
	_, body = r.get("/p/shelf/" + string(note.ID))
	r.wants(body, "Which green?", "What do you think?")
	about, err := h.Conversations.About(ctx, h.Owner, "shelf:"+string(note.ID))
	if err != nil || len(about) != 1 || about[0].DueAt.IsZero() || about[0].Subject != "Colours" {
		t.Errorf("what she said is no conversation that waits for us: %+v %v", about, err)
	}
}

// Everything with a date stands in one list, by month; what moved says what it was
// and why, what is over what became of it.
func TestAllDatesOfAClient(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@ruiz.example")
	c := &canaries{House: h, t: t, tag: "dates", ids: map[string]string{}, contact: k, reader: office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: k.ClientID}}
	p, err := h.Clients.AddProject(ctx, h.Owner, office.NewProject{Project: client.Project{ClientID: k.ClientID, Name: "Shop"}, Contact: k.ID, Next: c.in(12)})
	c.ok(err)
	c.project = p.ID
	_, err = h.Plans.AddStep(ctx, h.Owner, p.ID, office.StepEdit{Change: func(s *plan.Step) { s.Name, s.Effort = "Tiles are laid", plan.Effort{Least: 3, Most: 5} }})
	c.ok(err)
	c.tell(office.Telling{Project: string(p.ID), Plan: true, Text: "The plan."})
	moved := c.make(office.NewPromise{Kind: promise.Deliverable, Words: "The sign", When: c.in(4), How: office.ByMail})
	c.tell(office.Telling{Text: "Later.", Moves: []office.Move{{Promise: moved.ID, When: c.in(40), Reason: "The printer is broken"}}})
	c.make(office.NewPromise{Kind: promise.Fix, Words: "Never told", When: c.in(6), How: office.NotYet})
	c.make(office.NewPromise{Kind: promise.Appointment, Words: "We measure the shop", When: c.in(5), How: office.ByMail})
	kept := c.make(office.NewPromise{Kind: promise.Deliverable, Words: "The sketch", When: c.in(3), How: office.ByMail})
	_, err = h.Promises.Keep(ctx, h.Owner, kept.ID, time.Time{})
	c.ok(err)
	c.ask(office.NewHandOff{Project: p.ID, Kind: handoff.Question, Party: plan.Party{Side: plan.Theirs, ID: string(k.ID)}, Words: "Which green?"})
	c.Pass(5 * 24 * time.Hour)
	r := open(t, h)()
	enter(t, h, r, k.Email)
	_, body := r.get("/p/dates")
	r.wants(body, "All your dates", "March 2026", "April 2026", "Tiles are laid", "A step of the plan", "at the latest by", "The sign", "It was", "The printer is broken", "We measure the shop", "An appointment", "Late", "You hear from us", "Which green?", "A question", "What is behind us", "The sketch", "It was there in time.")
	if strings.Contains(body, "Never told") {
		t.Error("he reads a date that he was never told")
	}
	order := []string{"We measure the shop", "The sign", "What is behind us", "The sketch"}
	for i := 1; i < len(order); i++ {
		if strings.Index(body, order[i-1]) > strings.Index(body, order[i]) {
			t.Errorf("%q stands behind %q:\n%s", order[i-1], order[i], body)
		}
	}
	_, err = h.Notices.Tell(ctx, h.Owner, office.Telling{Client: k.ClientID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "x", Next: c.in(60)})
	c.ok(err)
	if _, body = r.get("/p/dates"); !strings.Contains(body, "May 2026") && !strings.Contains(body, "April 2026") {
		t.Errorf("the next contact that was moved does not stand there:\n%s", body)
	}
}

// Who sees to what stands on the first page with a face, where it is not the leader alone.
func TestWhoDoesWhat(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@ruiz.example")
	c := &canaries{House: h, t: t, tag: "people", ids: map[string]string{}, contact: k, reader: office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: k.ClientID}}
	c.make(office.NewPromise{Kind: promise.Fix, Words: "The roof", When: c.in(4), How: office.ByMail})
	r := open(t, h)()
	enter(t, h, r, k.Email)
	if _, body := r.get("/p/"); strings.Contains(body, "Who does what") {
		t.Error("the leader alone is listed")
	}
	nils := h.Member("Nils Holm", "nils@northlight.example", member.Regular, "")
	c.make(office.NewPromise{Kind: promise.Fix, Owner: nils.Member, Words: "The door", When: c.in(5), How: office.ByMail})
	_, body := r.get("/p/")
	r.wants(body, "Who does what", "Nils Holm", "sees to “The door”", "sees to “The roof”")
}
