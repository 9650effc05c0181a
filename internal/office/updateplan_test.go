package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/member"
	"kept/news"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/workspace"
	"kept/worktime"
)

// written is an update that could be sent: it says what was done, and when they hear next.
func written(t *testing.T, h *officetest.House, of client.ProjectID, who office.Actor) news.Update {
	t.Helper()
	u, err := h.Updates.Draft(t.Context(), who, of)
	if err == nil {
		u, err = h.Updates.Edit(t.Context(), who, u.ID, office.UpdateEdit{Change: func(u *news.Update) {
			u.Lines, u.Hears = []news.Line{{Part: news.Done, Text: "The wall stands."}}, promise.When{Day: march(20)}
		}})
	}
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// mailed counts the mails that say something.
func mailed(h *officetest.House, says string) int {
	n := 0
	for _, m := range h.Sent {
		if strings.Contains(m.Text(), says) {
			n++
		}
	}
	return n
}

func updateOf(t *testing.T, h *officetest.House, id news.ID) news.Update {
	t.Helper()
	v, err := h.Updates.View(t.Context(), h.Owner, id)
	if err != nil {
		t.Fatal(err)
	}
	return v.Update
}

// An update leaves by itself at its moment, as if it had been sent by hand; a
// moment at night is moved to the morning.
func TestAnUpdateLeavesAsPlanned(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, k, _ := hung(t, h, spare)
		u := written(t, h, client.ProjectID(p.ProjectID), h.Owner)
		v, err := h.Clients.View(ctx, h.Owner, k.ClientID)
		if err != nil {
			t.Fatal(err)
		}
		loc := v.Calendar.Location()
		night := time.Date(2026, 3, 4, 2, 0, 0, 0, loc)
		planned, err := h.Updates.Plan(ctx, h.Owner, u.ID, office.PlanUpdate{Version: u.Version, At: night, Readers: []client.ContactID{k.ID}})
		if err != nil {
			t.Fatal(err)
		}
		opens, _ := v.Calendar.NextOpen(night)
		if !planned.SendAt.Equal(opens) || opens.Equal(night) {
			t.Fatalf("planned for %v, they open %v", planned.SendAt, opens)
		}
		if all, err := h.Updates.Planned(ctx, h.Owner); err != nil || len(all) != 1 || all[0].ID != u.ID {
			t.Errorf("planned: %+v %v", all, err)
		}
		h.Pass(opens.Sub(h.Now()) - time.Second)
		if mailed(h, "The wall stands.") != 0 || updateOf(t, h, u.ID).State == news.Sent {
			t.Fatal("it left before its moment")
		}
		h.Pass(time.Minute)
		got := updateOf(t, h, u.ID)
		if got.State != news.Sent || mailed(h, "The wall stands.") != 1 {
			t.Fatalf("%s, %d mails", got.State, mailed(h, "The wall stands."))
		}
		if v, err = h.Clients.View(ctx, h.Owner, k.ClientID); err != nil {
			t.Fatal(err)
		}
		next := false
		for _, n := range v.Next {
			next = next || n.Project == p.ProjectID && worktime.DayOf(n.DueAt.Add(-time.Millisecond), loc) == march(20)
		}
		if !next {
			t.Errorf("they hear next: %+v", v.Next)
		}
	})
}

// What a person would be refused does not leave by itself either: it is a draft
// again, says why, and its author is asked until he looks at it.
func TestAPlannedUpdateIsHeldBack(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, k, ids := hung(t, h, spare)
		of := client.ProjectID(p.ProjectID)
		lea := h.Member("Lea Brandt", "lea@northlight.example", member.Leader, "")
		plans := func() news.Update {
			t.Helper()
			u := written(t, h, of, lea)
			u, err := h.Updates.Plan(ctx, lea, u.ID, office.PlanUpdate{At: h.Now().Add(2 * time.Hour), Readers: []client.ContactID{k.ID}})
			if err != nil {
				t.Fatal(err)
			}
			return u
		}
		held := func(u news.Update, want string) {
			t.Helper()
			h.Pass(u.SendAt.Sub(h.Now()) + time.Second)
			got := updateOf(t, h, u.ID)
			if got.State != news.Draft || !strings.Contains(got.Held, want) || got.Planned() {
				t.Fatalf("%s, held %q", got.State, got.Held)
			}
			if mailed(h, u.Subject) != 0 || mailed(h, "The wall stands.") != 0 {
				t.Fatal("it left all the same")
			}
			live, err := store.LivePrompt(h.DB.Read(ctx), h.Owner.Workspace, "update:"+string(u.ID))
			if err != nil || live.Rule != prompt.Untold {
				t.Fatalf("nobody is asked: %+v %v", live, err)
			}
			if _, err := h.Updates.Edit(ctx, h.Owner, u.ID, office.UpdateEdit{Change: func(*news.Update) {}}); err != nil {
				t.Fatal(err)
			}
			if _, err := store.LivePrompt(h.DB.Read(ctx), h.Owner.Workspace, "update:"+string(u.ID)); err == nil {
				t.Fatal("he looked at it, and is asked still")
			}
		}

		// A record changes.
		if _, err := h.Plans.Begin(ctx, h.Owner, ids[0], time.Time{}); err != nil {
			t.Fatal(err)
		}
		u, err := h.Updates.Draft(ctx, lea, of)
		if err != nil {
			t.Fatal(err)
		}
		if u, err = h.Updates.Edit(ctx, lea, u.ID, office.UpdateEdit{Change: func(u *news.Update) { u.Hears = promise.When{Day: march(20)} }}); err != nil {
			t.Fatal(err)
		}
		if u, err = h.Updates.Plan(ctx, lea, u.ID, office.PlanUpdate{At: h.Now().Add(2 * time.Hour), Readers: []client.ContactID{k.ID}}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Plans.Finish(ctx, h.Owner, ids[0], time.Time{}); err != nil {
			t.Fatal(err)
		}
		held(u, "has changed")

		// The workspace wants a second person now.
		u = plans()
		updatesAre(t, h, workspace.Updates{Second: workspace.SecondAll})
		held(u, "Somebody else has to approve it first")
		if _, err := h.Updates.Send(ctx, lea, u.ID, office.SendUpdate{Readers: []client.ContactID{k.ID}}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("sent without approval: %v", err)
		}
		updatesAre(t, h, workspace.Updates{Second: workspace.SecondChosen})

		// Only of chosen clients.
		u = plans()
		if err := h.Updates.SetRules(ctx, h.Owner, k.ClientID, news.Rules{Second: true}); err != nil {
			t.Fatal(err)
		}
		held(u, "Somebody else has to approve it first")
		if err := h.Updates.SetRules(ctx, h.Owner, k.ClientID, news.Rules{}); err != nil {
			t.Fatal(err)
		}

		// Its author has left.
		u = plans()
		if _, err := h.People.Edit(ctx, h.Owner, lea.Member, office.MemberEdit{End: true}); err != nil {
			t.Fatal(err)
		}
		held(u, "“Lea Brandt” does not work here any more")
	})
}

func updatesAre(t *testing.T, h *officetest.House, how workspace.Updates) {
	t.Helper()
	if _, err := h.Settings.Edit(t.Context(), h.Owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { w.Updates = how }}); err != nil {
		t.Fatal(err)
	}
}

// A page tells nobody: what was only shared keeps no next contact, and is told by
// the next update that is sent.
func TestSharedIsNotTold(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, k, ids := hung(t, h, spare)
		of := client.ProjectID(p.ProjectID)
		if _, err := h.Plans.Begin(ctx, h.Owner, ids[0], time.Time{}); err != nil {
			t.Fatal(err)
		}
		u, err := h.Updates.Draft(ctx, h.Owner, of)
		if err != nil {
			t.Fatal(err)
		}
		before, err := h.Clients.View(ctx, h.Owner, k.ClientID)
		if err != nil {
			t.Fatal(err)
		}
		if u, err = h.Updates.Share(ctx, h.Owner, u.ID, u.Version); err != nil || u.State != news.Sent || !u.Untold {
			t.Fatalf("%+v %v", u, err)
		}
		h.Pass(time.Minute)
		after, err := h.Clients.View(ctx, h.Owner, k.ClientID)
		if err != nil || mailed(h, "Behind the scenes") != 0 || len(after.Next) != len(before.Next) || len(after.Next) > 0 && after.Next[0].Promise != before.Next[0].Promise {
			t.Fatalf("%d mails, next contacts %+v and %+v", mailed(h, "Behind the scenes"), before.Next, after.Next)
		}
		theirs := office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: k.ClientID}
		if v, err := h.Portal.Update(ctx, theirs, u.ID); err != nil || v.Update.ID != u.ID {
			t.Errorf("it does not stand on their page: %v", err)
		}
		again, err := h.Updates.Draft(ctx, h.Owner, of)
		if err != nil || len(again.Of(news.Behind)) == 0 {
			t.Fatalf("what nobody was told is not told: %+v %v", again, err)
		}

		// And the other way round: mailed, and not on the page.
		if again, err = h.Updates.Edit(ctx, h.Owner, again.ID, office.UpdateEdit{Change: func(u *news.Update) { u.Unshared, u.Hears = true, promise.When{Day: march(20)} }}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Updates.Send(ctx, h.Owner, again.ID, office.SendUpdate{Readers: []client.ContactID{k.ID}}); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		if _, err := h.Portal.Update(ctx, theirs, again.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("it stands on their page: %v", err)
		}
		if n := mailed(h, "Behind the scenes"); n != 1 {
			t.Errorf("%d mails", n)
		}
	})
}

// A step that is done makes an update due; one that is due sooner stands.
func TestAnUpdateIsDueAfterAStep(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, k, ids := hung(t, h, spare)
		if err := h.Updates.SetRules(ctx, h.Owner, k.ClientID, news.Rules{Cadence: news.Cadence{After: 2}}); err != nil {
			t.Fatal(err)
		}
		finish := func(id plan.ID) []time.Time {
			t.Helper()
			if _, err := h.Plans.Begin(ctx, h.Owner, id, time.Time{}); err != nil {
				t.Fatal(err)
			}
			if _, err := h.Plans.Finish(ctx, h.Owner, id, time.Time{}); err != nil {
				t.Fatal(err)
			}
			v, err := h.Clients.View(ctx, h.Owner, k.ClientID)
			if err != nil {
				t.Fatal(err)
			}
			var out []time.Time
			for _, n := range v.Next {
				if n.Project == p.ProjectID {
					out = append(out, n.DueAt)
				}
			}
			return out
		}
		first := finish(ids[0])
		v, err := h.Clients.View(ctx, h.Owner, k.ClientID)
		if err != nil || len(first) == 0 {
			t.Fatalf("no next contact: %v", err)
		}
		day, _ := v.Calendar.AddBusinessDays(worktime.DayOf(h.Now(), v.Calendar.Location()), 2)
		if due := v.Calendar.EndOf(day); first[0].After(due) {
			t.Errorf("the first is due %v, not by %v", first[0], due)
		}
		if again := finish(ids[1]); len(again) != len(first) {
			t.Errorf("the second step added another: %v, %v", first, again)
		}
	})
}
