package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// texts gives the lines of a part.
func texts(u news.Update, p news.Part) []string {
	var out []string
	for _, l := range u.Of(p) {
		out = append(out, l.Text)
	}
	return out
}

// Story 6: nothing that can be seen, a permit behind the scenes, and an update on
// the day of the cadence that keeps the next contact and sets the one after it.
func TestTheBuildersFortnight(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, k, ids := hung(t, h, spare)
		project := client.ProjectID(p.ProjectID)
		cadence := news.Cadence{Every: news.TwoWeeks, Weekday: time.Friday, At: 15 * 60}
		if err := h.Updates.SetCadence(ctx, h.Owner, project, cadence); err != nil {
			t.Fatal(err)
		}
		ask, err := h.HandOffs.Ask(ctx, h.Owner, office.NewHandOff{Step: ids[1], Party: plan.Party{Side: plan.Third, Name: "the city"}, Email: "permits@city.example", Words: "The permit for the crane", Why: "an internal reason"})
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(4 * 24 * time.Hour)
		u, err := h.Updates.Draft(ctx, h.Owner, project)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := h.Updates.Draft(ctx, h.Owner, project); err != nil || again.ID != u.ID {
			t.Errorf("a second draft of one project: %v %v", again.ID, err)
		}
		if got := texts(u, news.Behind); len(got) != 1 || !strings.HasPrefix(got[0], "We asked the city for “The permit for the crane”") {
			t.Errorf("behind the scenes: %q", got)
		}
		if !u.NothingVisible() {
			t.Errorf("something is visible: %+v", u.Lines)
		}
		for _, l := range u.Lines {
			if strings.Contains(l.Text, "internal reason") {
				t.Errorf("what is ours alone stands in %q", l.Text)
			}
		}

		// The permit comes: what stood in the draft is not true any more.
		if _, err := h.HandOffs.Answer(ctx, h.Owner, ask.ID, 0, handoff.Answer{State: handoff.Done}); err != nil {
			t.Fatal(err)
		}
		send := office.SendUpdate{Readers: []client.ContactID{k.ID}}
		if _, err := h.Updates.Send(ctx, h.Owner, u.ID, send); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "has changed") {
			t.Fatalf("an old line left: %v", err)
		}
		v, err := h.Updates.View(ctx, h.Owner, u.ID)
		if err != nil || len(v.Stale) != 1 || len(v.Fresh) != 1 || !strings.Contains(v.Fresh[0].Text, "came from the city") {
			t.Fatalf("%v: stale %+v, fresh %+v", err, v.Stale, v.Fresh)
		}
		if u, err = h.Updates.Edit(ctx, h.Owner, u.ID, office.UpdateEdit{Version: u.Version, Change: func(u *news.Update) {
			u.Intro, u.Lines[v.Stale[0].At] = "The rain has stopped.", v.Fresh[0]
		}}); err != nil {
			t.Fatal(err)
		}
		sent := len(h.Sent)
		told, err := h.Updates.Send(ctx, h.Owner, u.ID, send)
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		if len(h.Sent) != sent+1 {
			t.Fatalf("%d mails left", len(h.Sent)-sent)
		}
		mail := h.Sent[sent].Text()
		for _, want := range []string{"There is nothing new to see yet", "The rain has stopped.", "Behind the scenes\n* “The permit for the crane” came from the city", "Next\n", "You will hear from Marta Kern again by"} {
			if !strings.Contains(mail, want) {
				t.Errorf("no %q in:\n%s", want, mail)
			}
		}
		n, err := h.Notices.View(ctx, h.Owner, told.Notices[0])
		if err != nil || n.Notice.Kind != notice.Update {
			t.Errorf("%+v %v", n.Notice, err)
		}
		if _, err := h.Updates.Edit(ctx, h.Owner, u.ID, office.UpdateEdit{Change: func(*news.Update) {}}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("what was sent is edited: %v", err)
		}
		// Friday in a fortnight: the sixth of March is a Friday.
		c, err := h.Clients.View(ctx, h.Owner, k.ClientID)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, next := range c.Next {
			found = found || next.Project == string(project) && worktime.DayOf(next.DueAt, c.Calendar.Location()) == march(20)
		}
		if !found {
			t.Errorf("they hear next: %+v", c.Next)
		}

		// The next one says what became of what was next.
		if _, err := h.Plans.Finish(ctx, h.Owner, ids[0], time.Time{}); err != nil {
			t.Fatal(err)
		}
		h.Pass(24 * time.Hour)
		if u, err = h.Updates.Draft(ctx, h.Owner, project); err != nil {
			t.Fatal(err)
		}
		if got := texts(u, news.Said); len(got) == 0 || !strings.Contains(strings.Join(got, " "), "was next: it was finished on") {
			t.Errorf("what was said last time: %q", got)
		}
	})
}

// What was sent can be taken back while it has not left, and a second person
// has to approve where it was asked for.
func TestAnUpdateIsApprovedAndTakenBack(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	p, k, _ := hung(t, h, spare)
	lea := h.Member("Lea Brandt", "lea@northlight.example", member.Leader, "")
	u, err := h.Updates.Draft(ctx, h.Owner, client.ProjectID(p.ProjectID))
	if err != nil {
		t.Fatal(err)
	}
	send := office.SendUpdate{Readers: []client.ContactID{k.ID}, Next: promise.When{Day: march(20)}}
	if _, err := h.Updates.Send(ctx, h.Owner, u.ID, send); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "nothing true to say") {
		t.Errorf("sent with nothing to say: %v", err)
	}
	u, err = h.Updates.Edit(ctx, h.Owner, u.ID, office.UpdateEdit{Change: func(u *news.Update) { u.Lines = append(u.Lines, news.Line{Part: news.Done, Text: "The wall stands."}) }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Updates.Ask(ctx, h.Owner, u.ID, u.Version, lea.Member); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Updates.Send(ctx, h.Owner, u.ID, send); fault.KindOf(err) != fault.Conflict {
		t.Errorf("sent before it was approved: %v", err)
	}
	if _, err := h.Updates.Approve(ctx, h.Owner, u.ID, 0); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("approved by its author: %v", err)
	}
	if _, err := h.Updates.Approve(ctx, lea, u.ID, 0); err != nil {
		t.Fatal(err)
	}
	told, err := h.Updates.Send(ctx, h.Owner, u.ID, send)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Notices.Undo(ctx, h.Owner, told.ID); err != nil {
		t.Fatal(err)
	}
	v, err := h.Updates.View(ctx, h.Owner, u.ID)
	if err != nil || v.State != news.Approved || !v.SentAt.IsZero() {
		t.Errorf("taken back: %s %v %v", v.State, v.SentAt, err)
	}
	if _, err := h.Updates.Send(ctx, h.Owner, u.ID, send); err != nil {
		t.Errorf("sent again: %v", err)
	}
	h.Pass(time.Minute)
	left := 0
	for _, m := range h.Sent {
		if m.Subject == u.Subject {
			left++
		}
	}
	if left != 1 {
		t.Errorf("%d of its mails left", left)
	}
}

// A client's page shows an update once it can be taken back no more, to that
// client alone, and no draft.
func TestTheClientReadsAnUpdateOnHisPage(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, k, _ := hung(t, h, spare)
		c2, k2 := h.Client(h.Owner, "Brenner", "Europe/Berlin", "Paul Brenner", "paul@brenner.example")
		as := office.Actor{Workspace: h.Owner.Workspace, Client: k.ClientID, Contact: k.ID}
		other := office.Actor{Workspace: h.Owner.Workspace, Client: c2.ID, Contact: k2.ID}
		u, err := h.Updates.Draft(ctx, h.Owner, client.ProjectID(p.ProjectID))
		if err != nil {
			t.Fatal(err)
		}
		if u, err = h.Updates.Edit(ctx, h.Owner, u.ID, office.UpdateEdit{Change: func(u *news.Update) { u.Lines = []news.Line{{Part: news.Done, Text: "The wall stands."}} }}); err != nil {
			t.Fatal(err)
		}
		sees := func(who office.Actor, want int) {
			t.Helper()
			v, err := h.Portal.View(ctx, who)
			if err != nil || len(v.Updates) != want {
				t.Errorf("%d updates, want %d (%v)", len(v.Updates), want, err)
			}
			one, err := h.Portal.Update(ctx, who, u.ID)
			if (err == nil) != (want == 1) || err != nil && fault.KindOf(err) != fault.NotFound || err == nil && one.Update.Lines[0].Text != "The wall stands." {
				t.Errorf("the update: %+v %v", one.Update, err)
			}
		}
		sees(as, 0)
		if _, err := h.Updates.Send(ctx, h.Owner, u.ID, office.SendUpdate{Readers: []client.ContactID{k.ID}, Next: promise.When{Day: march(20)}}); err != nil {
			t.Fatal(err)
		}
		h.Pass(office.UndoFor - time.Millisecond)
		sees(as, 0)
		h.Pass(time.Millisecond)
		sees(as, 1)
		sees(other, 0)
	})
}

// Nothing can be seen, and nothing was logged: those who work for the client are
// asked, and what they say is what goes on behind the scenes.
func TestWhatTheyDidIsAskedFor(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, k, ids := hung(t, h, spare)
		project := client.ProjectID(p.ProjectID)
		lea := h.Member("Lea Brandt", "lea@northlight.example", member.Regular, "")
		ida := h.Member("Ida Holm", "ida@northlight.example", member.Regular, "")
		for _, x := range []struct {
			step plan.ID
			of   office.Actor
		}{{ids[0], lea}, {ids[2], ida}} {
			if _, err := h.Plans.EditStep(ctx, h.Owner, x.step, office.StepEdit{Change: func(s *plan.Step) { s.Party.ID = string(x.of.Member) }}); err != nil {
				t.Fatal(err)
			}
		}
		u, err := h.Updates.Draft(ctx, h.Owner, project)
		if err != nil {
			t.Fatal(err)
		}
		asked, err := h.Updates.AskAround(ctx, h.Owner, u.ID)
		if err != nil || len(asked) != 2 {
			t.Fatalf("%d were asked (%v)", len(asked), err)
		}
		if _, err := h.Updates.AskAround(ctx, h.Owner, u.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("asked twice: %v", err)
		}
		h.Pass(time.Minute)
		mails := 0
		for _, m := range h.Sent {
			if m.Subject == "What did you do for Casa Ruiz?" && m.Link != nil && strings.HasPrefix(m.Link.URL, "https://kept.example/check-ins/chk_") {
				mails++
			}
		}
		if mails != 2 {
			t.Errorf("%d were mailed", mails)
		}
		of := func(who office.Actor) news.CheckInID {
			for _, c := range asked {
				if c.MemberID == who.Member {
					return c.ID
				}
			}
			t.Fatalf("%s was not asked", who.Member)
			return ""
		}
		if _, err := h.Updates.SayDid(ctx, ida, of(lea), 0, "I did it"); fault.KindOf(err) != fault.NotAllowed {
			t.Errorf("said for somebody else: %v", err)
		}
		if _, err := h.Updates.SayDid(ctx, ida, of(ida), 0, ""); err != nil {
			t.Errorf("nothing is an answer: %v", err)
		}
		if v, err := h.Updates.View(ctx, h.Owner, u.ID); err != nil || len(v.Waits) != 1 || v.Waits[0].MemberID != lea.Member || v.Ready == nil {
			t.Errorf("%v: waits %+v, ready %v", err, v.Waits, v.Ready)
		}
		if _, err := h.Updates.SayDid(ctx, lea, of(lea), 0, "We drew three ways to lay the pipes"); err != nil {
			t.Fatal(err)
		}
		v, err := h.Updates.View(ctx, h.Owner, u.ID)
		if err != nil || len(v.Waits) != 0 || len(v.Fresh) != 1 || v.Fresh[0].Text != "We drew three ways to lay the pipes." || v.Fresh[0].Part != news.Behind {
			t.Fatalf("%v: %+v", err, v.Fresh)
		}
		if _, err := h.Updates.Did(ctx, h.Owner, project, ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("nothing was said by himself: %v", err)
		}
		if _, err := h.Updates.Did(ctx, h.Owner, project, "I called the city"); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Updates.Edit(ctx, h.Owner, u.ID, office.UpdateEdit{Change: func(u *news.Update) { u.Lines = append(u.Lines, v.Fresh[0]) }}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Updates.SayDid(ctx, lea, of(lea), 0, "We drew two ways to lay the pipes"); err != nil {
			t.Fatal(err)
		}
		send := office.SendUpdate{Readers: []client.ContactID{k.ID}, Next: promise.When{Day: march(20)}}
		if _, err := h.Updates.Send(ctx, h.Owner, u.ID, send); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "not true any more") {
			t.Errorf("what she says otherwise now was sent: %v", err)
		}
		if all, err := h.Updates.CheckIns(ctx, h.Owner, project); err != nil || len(all) != 3 {
			t.Errorf("%d check-ins (%v)", len(all), err)
		}
	})
}
