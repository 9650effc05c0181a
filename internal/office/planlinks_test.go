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
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

// heard is news of an issue, as the reader gives them.
func heard(delivery, key, name string, at time.Time) office.PlanNews {
	return office.PlanNews{Delivery: delivery, Event: "issues edited", Part: plan.Part{Outside: plan.Outside{Steps: []plan.OutsideStep{{
		Step: plan.Step{Source: "github:north/site#" + key, Name: name, Effort: plan.Effort{Least: 1, Most: 1}}, Updated: at,
	}}}}}
}

func linkedProject(t *testing.T, h *officetest.House) (client.Project, store.PlanLink, client.Contact) {
	t.Helper()
	c, elena := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Elena Ruiz", "elena@casaruiz.example")
	p, err := h.Clients.AddProject(t.Context(), h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Website"}})
	if err != nil {
		t.Fatal(err)
	}
	l, secret, err := h.PlanLinks.Link(t.Context(), h.Owner, p.ID, " https://github.com/north/site.git ")
	if err != nil || l.Repository != "north/site" || len(secret) < 40 {
		t.Fatal(l, secret, err)
	}
	return p, l, elena
}

func TestAPlanIsLinked(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		p, l, _ := linkedProject(t, h)
		ctx := t.Context()
		first, err := h.PlanLinks.Secret(l)
		if err != nil || strings.Contains(l.Secret, first) {
			t.Fatal("the secret is not sealed", err)
		}
		if _, _, err := h.PlanLinks.Link(ctx, h.Owner, p.ID, "north/site"); fault.KindOf(err) != fault.Conflict {
			t.Error("linked twice:", err)
		}
		for _, bad := range []string{"", "site", "north/site/issues", "north/..", "-/x", "north/si te", strings.Repeat("n", 50) + "/x"} {
			if _, _, err := h.PlanLinks.Link(ctx, h.Owner, p.ID, bad); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q: %v", bad, err)
			}
		}
		if _, _, err := h.PlanLinks.Renew(ctx, h.Owner, p.ID, 9); fault.KindOf(err) != fault.Conflict {
			t.Error("renewed by an old version:", err)
		}
		again, second, err := h.PlanLinks.Renew(ctx, h.Owner, p.ID, 1)
		if err != nil || second == first || again.ID != l.ID || again.Version != 2 {
			t.Error(again, err)
		}
		if err := h.PlanLinks.Unlink(ctx, h.Owner, p.ID, 2); err != nil {
			t.Error(err)
		}
		if _, err := h.PlanLinks.At(ctx, l.ID); fault.KindOf(err) != fault.NotFound {
			t.Error("an address that is no more:", err)
		}
		if _, err := h.PlanLinks.Refresh(ctx, l, heard("d", "1", "Draw", h.Now())); fault.KindOf(err) != fault.NotFound {
			t.Error("a link that is no more:", err)
		}
	})
}

// Owners and leaders link plans, as they bring them in; others see that they are linked.
func TestWhoMayLink(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		p, l, _ := linkedProject(t, h)
		ctx := t.Context()
		nils, tom := h.Member("Nils Holm", "nils@atelier.example", member.Regular, ""), h.Member("Tom Berg", "tom@atelier.example", member.Leader, "")
		for _, err := range []error{
			h.PlanLinks.Unlink(ctx, nils, p.ID, 1),
			second(h.PlanLinks.Renew(ctx, nils, p.ID, 1)),
			second(h.PlanLinks.Link(ctx, nils, p.ID, "north/site")),
		} {
			if fault.KindOf(err) != fault.NotAllowed {
				t.Error(err)
			}
		}
		if v, err := h.PlanLinks.Of(ctx, nils, p.ID); err != nil || v.ID != l.ID {
			t.Error(v, err)
		}
		stranger := office.Actor{Workspace: "wsp_other", Member: h.Owner.Member}
		if err := h.PlanLinks.Unlink(ctx, stranger, p.ID, 1); err == nil {
			t.Error("another workspace unlinks")
		}
		if err := h.PlanLinks.Unlink(ctx, tom, p.ID, 1); err != nil {
			t.Error(err)
		}
	})
}

func second(_ store.PlanLink, _ string, err error) error { return err }

func TestALinkedPlanIsRefreshed(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		p, l, _ := linkedProject(t, h)
		ctx, now := t.Context(), h.Now()
		take := func(n office.PlanNews) office.Refreshed {
			t.Helper()
			out, err := h.PlanLinks.Refresh(ctx, l, n)
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		if got := take(office.PlanNews{Delivery: "0", Event: "ping", Greeting: true}); got.Became != "The link works." {
			t.Error(got)
		}
		take(heard("1", "1", "Draw", now))
		take(heard("2", "2", "Build", now))
		if got := take(heard("2", "2", "Build it", now.Add(time.Hour))); !got.Again || got.Became != "1 new: “Build”." {
			t.Error("a delivery twice:", got)
		}
		if got := take(heard("3", "2", "Older", now.Add(-time.Hour))); got.Became != "Older than what is known: nothing was taken." {
			t.Error(got)
		}
		done := heard("4", "1", "Draw", now.Add(time.Minute))
		done.Part.Steps[0].Progress, done.Part.Steps[0].Step.DoneAt = plan.Over, now.Add(-24*time.Hour)
		if got := take(done); got.Became != "1 changed: “Draw”." {
			t.Error(got)
		}
		off := heard("5", "2", "Build", now.Add(time.Minute))
		off.Part.Steps[0].CalledOff = true
		take(off)
		v, err := h.PlanLinks.Of(ctx, h.Owner, p.ID)
		if err != nil || len(v.Came) != 6 || v.Refreshed != "1 called off there, and left here" || len(v.CalledOff) != 1 || v.CalledOff[0].Name != "Build" {
			t.Errorf("%+v %+v %+v %v", v.PlanLink, v.Came, v.CalledOff, err)
		}
		if s := v.Of.Plan.Steps; len(s) != 2 || !s[0].DoneAt.Equal(now.Add(-24*time.Hour)) || s[1].Done() {
			t.Errorf("%+v", s)
		}
		lines, err := h.Journal.List(ctx, h.Owner, "", 100)
		refreshed := 0
		for _, x := range lines {
			if x.Act == "plan refreshed" && x.Actor == "github" {
				refreshed++
			}
		}
		if err != nil || refreshed != 4 {
			t.Error("the journal has", refreshed, err)
		}
		if from, err := h.Plans.Origins(ctx, h.Owner, p.ID); err != nil || len(from) != 1 || from[0].By != "" {
			t.Error(from, err)
		}
	})
}

// What cannot be taken is noted at the link, and what comes next clears it.
func TestTroubleOfALink(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		p, l, _ := linkedProject(t, h)
		ctx := t.Context()
		open := func(is bool) {
			t.Helper()
			if _, err := h.Clients.EditProject(ctx, h.Owner, p.ID, office.ProjectEdit{Close: !is, Reopen: is}); err != nil {
				t.Fatal(err)
			}
		}
		open(false)
		if _, err := h.PlanLinks.Refresh(ctx, l, heard("1", "1", "Draw", h.Now())); fault.KindOf(err) != fault.Conflict {
			t.Error("a closed project:", err)
		}
		for range 2 {
			if err := h.PlanLinks.Trouble(ctx, l, "It is closed."); err != nil {
				t.Fatal(err)
			}
		}
		if now, err := h.PlanLinks.Brief(ctx, h.Owner, p.ID); err != nil || now.Trouble != "It is closed." || now.TroubleAt.IsZero() {
			t.Error(now, err)
		}
		open(true)
		if got, err := h.PlanLinks.Refresh(ctx, l, heard("1", "1", "Draw", h.Now())); err != nil || got.Again {
			t.Error("what was refused may be brought again:", got, err)
		}
		if now, err := h.PlanLinks.Brief(ctx, h.Owner, p.ID); err != nil || now.Trouble != "" {
			t.Error(now, err)
		}
		if _, err := h.PlanLinks.Refresh(ctx, l, office.PlanNews{Part: heard("", "2", "Build", h.Now()).Part}); fault.KindOf(err) != fault.Invalid {
			t.Error("a delivery without a name:", err)
		}
	})
}

// News that move a told date move no promise: they ask.
func TestNewsOfAToldDateAsk(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		p, l, elena := linkedProject(t, h)
		ctx, now := t.Context(), h.Now()
		june := worktime.Day{Year: 2026, Month: time.June, Date: 1}
		news := heard("1", "1", "Draw", now)
		news.Part.Steps[0].StageKey, news.Part.Steps[0].Step.Stage, news.Part.Steps[0].StageAt = "m/1", "v1", now
		news.Part.Steps[0].Step.On = worktime.DayOf(now, time.UTC).AddDays(7)
		if _, err := h.PlanLinks.Refresh(ctx, l, news); err != nil {
			t.Fatal(err)
		}
		v, err := h.Plans.Of(ctx, h.Owner, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		due := worktime.DayOf(now, time.UTC).AddDays(14)
		made, err := h.Promises.Make(ctx, h.Owner, office.NewPromise{Client: p.ClientID, Project: string(p.ID), Contact: elena.ID, Kind: promise.Deliverable, Words: "The drawings", How: office.ByMail, When: promise.When{Day: due}, Step: v.Plan.Steps[0].ID})
		if err != nil {
			t.Fatal(err)
		}
		asked := func() int { return len(doubted(t, h)) }
		before := asked()
		if _, err := h.PlanLinks.Refresh(ctx, l, office.PlanNews{Delivery: "2", Event: "milestone edited", Stage: &plan.StageNews{Key: "m/1", Name: "v1", On: june, At: now.Add(time.Hour)}}); err != nil {
			t.Fatal(err)
		}
		after, err := h.Promises.Brief(ctx, h.Owner, made.ID)
		if err != nil || after.Promise.Date().When.Day != due {
			t.Errorf("the promise moved: %+v %v", after, err)
		}
		if before != 0 || asked() != 1 {
			t.Errorf("asked %d times before, %d after", before, asked())
		}
	})
}

// A plan that the client was told by its dates stays as he was told when GitHub
// moves it, and the owner is asked to tell him.
func TestNewsOfAToldPlanAsk(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		p, l, elena := linkedProject(t, h)
		ctx, now := t.Context(), h.Now()
		news := heard("1", "1", "Draw", now)
		news.Part.Steps[0].StageKey, news.Part.Steps[0].Step.Stage, news.Part.Steps[0].StageAt = "m/1", "v1", now
		news.Part.Steps[0].Step.On = march(10)
		if _, err := h.PlanLinks.Refresh(ctx, l, news); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Notices.Tell(ctx, h.Owner, office.Telling{Client: p.ClientID, Project: string(p.ID), Readers: []client.ContactID{elena.ID}, Channel: notice.Mail, Plan: true, Next: promise.When{Day: march(9)}}); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		knew, err := h.Plans.Of(ctx, h.Owner, p.ID)
		if err != nil || !knew.Plan.Steps[0].Told.Known() {
			t.Fatal("it was not told:", err)
		}
		if _, err := h.PlanLinks.Refresh(ctx, l, office.PlanNews{Delivery: "2", Event: "milestone edited", Stage: &plan.StageNews{Key: "m/1", Name: "v1", On: march(30), At: now.Add(time.Hour)}}); err != nil {
			t.Fatal(err)
		}
		home, err := h.Prompts.Home(ctx, h.Owner)
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		for _, k := range home.Tell {
			if k.Rule == prompt.Untold {
				asked++
			}
		}
		if v, err := h.Plans.Of(ctx, h.Owner, p.ID); err != nil || v.Plan.Steps[0].On != march(30) || v.Plan.Steps[0].Told != knew.Plan.Steps[0].Told || asked != 1 {
			t.Errorf("asked %d times, %+v %v", asked, v.Plan.Steps[0], err)
		}
	})
}
