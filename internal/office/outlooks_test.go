package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

// hung makes a promise that hangs on the last step of [planned], told by mail.
func hung(t *testing.T, h *officetest.House, due worktime.Day) (promise.Promise, client.Contact, [3]plan.ID) {
	t.Helper()
	project, ids := planned(t, h)
	v, err := h.Plans.Of(t.Context(), h.Owner, project)
	if err != nil {
		t.Fatal(err)
	}
	p, err := h.Promises.Make(t.Context(), h.Owner, office.NewPromise{
		Client: v.Client.ID, Project: string(project), Step: ids[2], Contact: v.Contacts[0].ID, Kind: promise.Deliverable, Words: "The website", How: office.ByMail,
		When: promise.When{Day: due}, Because: "They open on Friday",
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, v.Contacts[0], ids
}

// doubted gives the owner's prompts of the rule doubtful.
func doubted(t *testing.T, h *officetest.House) []office.Asked {
	t.Helper()
	home, err := h.Prompts.Home(t.Context(), h.Owner)
	if err != nil {
		t.Fatal(err)
	}
	var out []office.Asked
	for _, k := range home.Tell {
		if k.Rule == prompt.Doubtful {
			out = append(out, k)
		}
	}
	return out
}

// spare is a day by which the plan of [planned] is done with time to spare.
var spare = worktime.Day{Year: 2026, Month: 4, Date: 3}

func march(date int) worktime.Day { return worktime.Day{Year: 2026, Month: 3, Date: date} }

// Story 1 with a plan: what the forecast doubts is asked about long before its
// date, and a new date in time settles it.
func TestADoubtfulPromiseIsAskedAboutAtOnce(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, k, ids := hung(t, h, spare)
		if asked := doubted(t, h); p.Chance < promise.UsualDoubt || len(asked) != 0 {
			t.Fatalf("with time to spare the chance is %d in 1000, and asked is %+v", p.Chance, asked)
		}
		if _, err := h.Plans.EditStep(ctx, h.Owner, ids[0], office.StepEdit{Change: func(s *plan.Step) { s.Effort = plan.Effort{Least: 15, Most: 20} }}); err != nil {
			t.Fatal(err)
		}
		asked := doubted(t, h)
		if len(asked) != 1 || asked[0].Level != prompt.ToOwner {
			t.Fatalf("%+v", asked)
		}
		cal, err := worktime.Compile(worktime.Standard("Europe/Berlin"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if said := asked[0].Sentence(cal) + " " + asked[0].Why(cal); !strings.Contains(said, "is doubtful: the chance is ") || !strings.Contains(said, "“Build”") || !strings.Contains(said, "the plan's own estimate") {
			t.Error(said)
		}
		h.Pass(time.Minute)
		_, err = h.Notices.Tell(ctx, h.Owner, office.Telling{
			Client: client.ID(p.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "The design takes longer.",
			Moves: []office.Move{{Promise: p.ID, When: promise.When{Day: worktime.Day{Year: 2026, Month: 6, Date: 26}}, Reason: "The design takes longer"}},
			Next:  promise.When{Day: march(12)},
		})
		if err != nil {
			t.Fatal(err)
		}
		if asked = doubted(t, h); len(asked) != 0 {
			t.Errorf("after the reset: %+v", asked)
		}
		h.To(time.Date(2026, 4, 3, 17, 0, 0, 0, time.UTC))
		v, err := h.Promises.View(ctx, h.Owner, p.ID)
		if err != nil || v.Promise.Dates[0].Outcome != promise.ResetInTime {
			t.Errorf("the old date ended %q, %v", v.Promise.Dates[0].Outcome, err)
		}
	})
}

// A plan on which nothing happens moves its own dates: the promise that hangs on
// it becomes doubtful by itself, on some morning well before its date.
func TestSilenceMakesAPromiseDoubtful(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		p, _, _ := hung(t, h, spare)
		if p.Chance < promise.UsualDoubt {
			t.Fatalf("with three weeks to spare the chance is %d in 1000", p.Chance)
		}
		last := p.Chance
		for date := 3; date < 31; date++ {
			h.To(time.Date(2026, 3, date, 9, 0, 0, 0, time.UTC))
			v, err := h.Promises.View(t.Context(), h.Owner, p.ID)
			if err != nil {
				t.Fatal(err)
			}
			if v.Promise.Chance > last+20 {
				t.Errorf("on %d March the chance rose to %d though nothing happened", date, v.Promise.Chance)
			}
			last = v.Promise.Chance
			if last >= promise.UsualDoubt {
				continue
			}
			if len(doubted(t, h)) != 1 {
				t.Fatalf("with a chance of %d in 1000 nobody is asked", last)
			}
			if date < 5 || date > 24 {
				t.Errorf("it is doubted on %d March", date)
			}
			return
		}
		t.Error("nobody ever doubts it")
	})
}

// Too bold a date wants a reason, in a new promise and in a reset alike, and is
// told from which day on it needs none.
func TestABoldDateWantsAReason(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, k, ids := hung(t, h, spare)
		bold := office.NewPromise{Client: client.ID(p.ClientID), Project: p.ProjectID, Step: ids[2], Contact: k.ID, Kind: promise.Deliverable, Words: "All of it", When: promise.When{Day: march(12)}}
		_, err := h.Promises.Make(ctx, h.Owner, bold)
		if f, ok := fault.As(err); !ok || !strings.Contains(f.Fields["because"], " has 85 in 100") {
			t.Fatal(err)
		}
		bold.Because = strings.Repeat("x", promise.MaxReason+1)
		if _, err := h.Promises.Make(ctx, h.Owner, bold); fault.KindOf(err) != fault.Invalid {
			t.Error("too long a reason:", err)
		}
		h.Pass(time.Minute)
		move := office.Telling{
			Client: client.ID(p.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Next: promise.When{Day: march(12)},
			Moves: []office.Move{{Promise: p.ID, When: promise.When{Day: march(11)}, Reason: "They need it sooner"}},
		}
		if _, err := h.Notices.Tell(ctx, h.Owner, move); fault.KindOf(err) != fault.Invalid {
			t.Error("a bold reset:", err)
		}
		move.Moves[0].Because = "The fair is on the twelfth"
		if _, err := h.Notices.Tell(ctx, h.Owner, move); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		if asked := doubted(t, h); len(asked) != 0 {
			t.Errorf("who has just said why is asked at once: %+v", asked)
		}
		v, err := h.Promises.View(ctx, h.Owner, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		noted := false
		for _, l := range v.Journal {
			noted = noted || l.Act == "promised in spite of doubt" && strings.Contains(l.After, "The fair is on the twelfth")
		}
		if !noted {
			t.Errorf("the journal says %+v", v.Journal)
		}
		if text := h.Sent[len(h.Sent)-1].Text(); strings.Contains(text, "The fair is on") {
			t.Errorf("the client reads our own reason:\n%s", text)
		}
		h.To(v.TellBy)
		if asked := doubted(t, h); len(asked) != 1 || asked[0].Level != prompt.ToLeader {
			t.Errorf("at the last good moment to tell asked is %+v", asked)
		}
	})
}

func TestWhatAChangeOfThePlanEndangers(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, k, ids := hung(t, h, spare)
		longer := office.StepEdit{Change: func(s *plan.Step) { s.Effort = plan.Effort{Least: 20, Most: 25} }}
		tried, err := h.Plans.TryEdit(ctx, h.Owner, ids[0], longer)
		if err != nil || len(tried.AtRisk) != 1 {
			t.Fatalf("%+v %v", tried.AtRisk, err)
		}
		if r := tried.AtRisk[0]; r.Promise.ID != p.ID || r.Promise.ContactName != k.Name || r.Was != p.Chance || r.Is >= promise.UsualDoubt || r.Late != 5 {
			t.Errorf("%+v", r)
		}
		if v, err := h.Promises.View(ctx, h.Owner, p.ID); err != nil || v.Promise.Chance != p.Chance {
			t.Errorf("trying made the chance %d, %v", v.Promise.Chance, err)
		}
		slightly := office.StepEdit{Change: func(s *plan.Step) { s.Effort = plan.Effort{Least: 5, Most: 6} }}
		if tried, err = h.Plans.TryEdit(ctx, h.Owner, ids[0], slightly); err != nil || len(tried.AtRisk) != 0 {
			t.Errorf("%+v %v", tried.AtRisk, err)
		}
		if _, err := h.Plans.DropStep(ctx, h.Owner, ids[2], 0); err != nil {
			t.Fatal(err)
		}
		if v, err := h.Promises.View(ctx, h.Owner, p.ID); err != nil || v.Promise.StepID != "" || v.Promise.Chance != 0 {
			t.Errorf("its step is gone, and it hangs on %q with %d, %v", v.Promise.StepID, v.Promise.Chance, err)
		}
	})
}

func TestOnWhatAPromiseCanHang(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, k, ids := hung(t, h, spare)
		if _, err := h.Plans.Finish(ctx, h.Owner, ids[0], time.Time{}); err != nil {
			t.Fatal(err)
		}
		c, _ := h.Client(h.Owner, "Other", "Europe/Madrid", "Otto", "otto@other.example")
		other, err := h.Clients.AddProject(ctx, h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Shop"}})
		if err != nil {
			t.Fatal(err)
		}
		elsewhere, err := h.Plans.AddStep(ctx, h.Owner, other.ID, office.StepEdit{Change: func(s *plan.Step) { s.Name = "Elsewhere" }})
		if err != nil {
			t.Fatal(err)
		}
		for name, step := range map[string]string{"of another project": string(elsewhere.Step.ID), "nowhere": "stp_none", "done": string(ids[0])} {
			_, err := h.Promises.Edit(ctx, h.Owner, p.ID, 0, promise.Editing{StepID: &step})
			if f, ok := fault.As(err); !ok || f.Fields["step"] == "" {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err = h.Promises.Make(ctx, h.Owner, office.NewPromise{Client: client.ID(p.ClientID), Project: p.ProjectID, Step: ids[1], Contact: k.ID, Kind: promise.NextContact, Words: "A call", When: promise.When{Day: march(20)}})
		if f, ok := fault.As(err); !ok || f.Fields["step"] == "" {
			t.Errorf("a next contact hangs on a step: %v", err)
		}
		none := ""
		if p, err = h.Promises.Edit(ctx, h.Owner, p.ID, 0, promise.Editing{StepID: &none}); err != nil || p.StepID != "" || p.Chance != 0 {
			t.Errorf("let go: %q, %d, %v", p.StepID, p.Chance, err)
		}
		middle := string(ids[1])
		if p, err = h.Promises.Edit(ctx, h.Owner, p.ID, 0, promise.Editing{StepID: &middle}); err != nil || p.StepID != middle || p.Chance == 0 {
			t.Errorf("hung elsewhere: %q, %d, %v", p.StepID, p.Chance, err)
		}
	})
}

// The plan is told, moves, and the owner is asked to tell what moved; until then
// the client's page shows what he was told.
func TestThePlanIsToldAndItsMovesAreAskedAbout(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		project, ids := planned(t, h)
		v, err := h.Plans.Of(ctx, h.Owner, project)
		if err != nil {
			t.Fatal(err)
		}
		tell := office.Telling{Client: v.Client.ID, Project: string(project), Readers: []client.ContactID{v.Contacts[0].ID}, Channel: notice.Mail, Plan: true, Next: promise.When{Day: march(9)}}
		if _, err := h.Notices.Tell(ctx, h.Owner, tell); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		letter := h.Sent[len(h.Sent)-1].Text()
		for _, want := range []string{"Design", "Approval (your part)", "Build", "at the latest by ", "This is how the work goes on"} {
			if !strings.Contains(letter, want) {
				t.Errorf("the letter does not say %q:\n%s", want, letter)
			}
		}
		if _, err := h.Notices.Tell(ctx, h.Owner, tell); fault.KindOf(err) != fault.Conflict {
			t.Errorf("told again without news: %v", err)
		}
		if v, err = h.Plans.Of(ctx, h.Owner, project); err != nil || !v.Plan.Steps[0].Told.Known() || len(v.Overtaken()) != 0 {
			t.Fatalf("%+v %v", v.Plan.Steps[0].Told, err)
		}
		knew := v.Plan.Steps[2].Told
		if _, err := h.Plans.EditStep(ctx, h.Owner, ids[0], office.StepEdit{Change: func(s *plan.Step) { s.Effort = plan.Effort{Least: 20, Most: 25} }}); err != nil {
			t.Fatal(err)
		}
		home, err := h.Prompts.Home(ctx, h.Owner)
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		cal := v.Calendar
		for _, k := range home.Tell {
			if k.Rule == prompt.Untold {
				asked++
				if said := k.Sentence(cal); !strings.Contains(said, "“Design” will be later than") || !strings.Contains(said, "and 2 more") || !strings.Contains(k.Why(cal), "Website") {
					t.Error(said, k.Why(cal))
				}
			}
		}
		if asked != 1 {
			t.Fatalf("asked %d times: %+v", asked, home)
		}
		seen, err := h.Portal.Plan(ctx, office.Actor{Workspace: h.Owner.Workspace, Client: v.Client.ID, Contact: v.Contacts[0].ID}, project)
		if err != nil || len(seen.Steps) != 3 || seen.Steps[2].Told != knew || !seen.Steps[1].Yours {
			t.Errorf("the client's page shows %+v, %v", seen.Steps, err)
		}
		if _, err := h.Notices.Tell(ctx, h.Owner, tell); fault.KindOf(err) != fault.Invalid {
			t.Errorf("later dates without a word why: %v", err)
		}
		tell.Text = "The drawings have to be made anew."
		told, err := h.Notices.Tell(ctx, h.Owner, tell)
		if err != nil {
			t.Fatal(err)
		}
		untold := func() int {
			home, err := h.Prompts.Home(ctx, h.Owner)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, k := range home.Tell {
				if k.Rule == prompt.Untold {
					n++
				}
			}
			return n
		}
		if untold() != 0 {
			t.Error("told, and asked about still")
		}
		if err := h.Notices.Undo(ctx, h.Owner, told.ID); err != nil {
			t.Fatal(err)
		}
		if v, err = h.Plans.Of(ctx, h.Owner, project); err != nil || v.Plan.Steps[2].Told != knew || untold() != 1 {
			t.Errorf("after the undo they know %+v, %d asked, %v", v.Plan.Steps[2].Told, untold(), err)
		}
	})
}

// What is said of a step when it begins, and of a promise when its date is set,
// is held against what came of it.
func TestForecastsAreHeldAgainstWhatCame(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, _, ids := hung(t, h, spare)
		begin := func(id plan.ID) {
			if _, err := h.Plans.Begin(ctx, h.Owner, id, time.Time{}); err != nil {
				t.Fatal(err)
			}
		}
		finish := func(id plan.ID) {
			if _, err := h.Plans.Finish(ctx, h.Owner, id, time.Time{}); err != nil {
				t.Fatal(err)
			}
		}
		begin(ids[0])
		h.To(time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)) // of five days, on the third
		finish(ids[0])
		begin(ids[1])
		h.To(time.Date(2026, 4, 20, 9, 0, 0, 0, time.UTC)) // of two days, after six weeks
		finish(ids[1])
		begin(ids[2])
		if _, err := h.Promises.Keep(ctx, h.Owner, p.ID, time.Time{}); err != nil { // three weeks late
			t.Fatal(err)
		}
		c, err := h.Record.Forecasts(ctx, h.Owner, officetest.Start)
		if err != nil {
			t.Fatal(err)
		}
		for k, held := range c.Steps {
			if held.Of != 2 || held.Held != 1 {
				t.Errorf("at level %d %+v", k, held)
			}
		}
		if len(c.Promises) != 1 || c.Promises[0].Of != 1 || c.Promises[0].Held != 0 || c.Promises[0].Chance != p.Chance.Percent() {
			t.Errorf("%+v, promised with %d", c.Promises, p.Chance)
		}
	})
}
