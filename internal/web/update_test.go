package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/web/webtest"
	"kept/member"
	"kept/news"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// An update by its pages: drafted from the plan, saved, refused with an old line,
// sent with the next contact of its cadence, undone, and read as it was sent.
func TestWritingAnUpdate(t *testing.T) {
	f := open(t)
	ctx := t.Context()
	pr, err := f.Clients.AddProject(ctx, f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "The shop"}, Contact: f.ana.ID, Next: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 6}}})
	if err != nil {
		t.Fatal(err)
	}
	step, err := f.Plans.AddStep(ctx, f.Owner, pr.ID, office.StepEdit{Change: func(s *plan.Step) { s.Name, s.Wording = "INT-7 counters", "The counters" }})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Updates.SetCadence(ctx, f.Owner, pr.ID, news.Cadence{Every: news.Weekly, Weekday: time.Friday, At: 15 * 60}); err != nil {
		t.Fatal(err)
	}
	v := f.SignIn(f.Owner)
	page := v.Get("/projects/" + string(pr.ID)).Form("/projects/" + string(pr.ID) + "/updates").Submit()
	page.Says("Update: The shop", "Behind the scenes", "Next", "There is nothing true to say yet")
	here := page.Path
	if again := v.Get("/projects/"+string(pr.ID)).Says("Every Friday, 15:00", "draft of Marta Kern").Follow("The shop: where it stands"); again.Path != here {
		t.Errorf("the draft is at %s", again.Path)
	}
	page.Form(here+"/sendings").Submit().Answers(http.StatusUnprocessableEntity, "There is nothing true to say yet")

	if _, err := f.Plans.Begin(ctx, f.Owner, step.Step.ID, time.Time{}); err != nil {
		t.Fatal(err)
	}
	page = v.Get(here)
	page.Says("Not true any more", "Work on “The counters” began on Monday 2 March.")
	page.SaysNot("INT-7")
	form := page.Form(here + "/sendings")
	form.Values["take"] = []string{"behind the scenes step:" + string(step.Step.ID) + " step begun 2026-03-02"}
	form.Values["line"][slices.Index(form.Values["line"], "“The counters” comes next.")] = "" // what is not true any more
	form.Set("message", "The rain has stopped.")
	form.Values["to"] = []string{string(f.ana.ID)}
	sent := form.Submit()
	sent.Says("Written to Ana Ruiz", "Work on “The counters” began", "The rain has stopped.", "sent it")
	f.Pass(time.Minute)
	last := f.Sent[len(f.Sent)-1].Text()
	for _, want := range []string{"The rain has stopped.", "There is nothing new to see yet", "Behind the scenes\n* Work on “The counters” began on Monday 2 March.", "again by Friday 6 March 2026, 15:00 (Madrid)"} {
		if !strings.Contains(last, want) {
			t.Errorf("no %q in:\n%s", want, last)
		}
	}
	v.Get("/projects/"+string(pr.ID)).Says("Updates", "The shop: where it stands")
}

// What a line stands on cannot be made up: only what Kept drafted has a source.
func TestASourceIsNotMadeUp(t *testing.T) {
	f := open(t)
	ctx := t.Context()
	pr, err := f.Clients.AddProject(ctx, f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "The shop"}})
	if err != nil {
		t.Fatal(err)
	}
	v := f.SignIn(f.Owner)
	page := v.Get("/projects/" + string(pr.ID)).Form("/projects/" + string(pr.ID) + "/updates").Submit()
	form := page.Form(page.Path + "/sendings")
	form.Values["of"], form.Values["line"], form.Values["to"] = []string{"behind the scenes|behind the scenes step:stp_1 step done"}, []string{"We work hard."}, []string{string(f.ana.ID)}
	form.Set("next_day", "2026-03-13")
	form.Submit().Answers(http.StatusUnprocessableEntity, "There is nothing true to say yet")
	id := news.ID(strings.TrimPrefix(page.Path, "/updates/"))
	saved := page.Form(page.Path + "/sendings")
	saved.Values["of"], saved.Values["line"] = []string{"gossip|"}, []string{"They say."}
	saved.To(page.Path).Answers(http.StatusUnprocessableEntity)
	if u, err := f.Updates.View(ctx, f.Owner, id); err != nil || len(u.Lines) != 0 {
		t.Errorf("%+v %v", u.Lines, err)
	}
}

// Those who work for a client are asked by mail, and answer on a page.
func TestCheckInsByPage(t *testing.T) {
	f := open(t)
	ctx := t.Context()
	pr, err := f.Clients.AddProject(ctx, f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "The shop"}})
	if err != nil {
		t.Fatal(err)
	}
	lea := f.Member("Ida Holm", "ida@northlight.example", member.Regular, "")
	if _, err := f.Plans.AddStep(ctx, f.Owner, pr.ID, office.StepEdit{Change: func(s *plan.Step) {
		s.Name, s.Party = "Pipes", plan.Party{Side: plan.Ours, ID: string(lea.Member)}
	}}); err != nil {
		t.Fatal(err)
	}
	v := f.SignIn(f.Owner)
	page := v.Get("/projects/" + string(pr.ID)).Form("/projects/" + string(pr.ID) + "/updates").Submit()
	here := page.Path
	page.Form(here+"/check-ins").Submit().Says("Asked by mail: Ida Holm.", "not answered yet: Ida Holm")
	v.Get(here).Form(here + "/check-ins").Submit().Says("There is nobody else to ask")
	f.Pass(time.Minute)
	at := strings.TrimPrefix(f.Sent[len(f.Sent)-1].Link.URL, "https://kept.example")
	hers := f.SignIn(lea)
	form := hers.Get(at).Says("What did you do for Casa Ruiz?", "Marta Kern writes an update of The shop")
	form.Form(at).Set("text", strings.Repeat("x", news.MaxLine+1)).Submit().Answers(http.StatusUnprocessableEntity)
	form.Form(at).Set("text", "Three ways to lay the pipes").Submit().Says("Thank you")
	v.Get(here).Says("Three ways to lay the pipes.").SaysNot("not answered yet")
	v.Get(here).Form("/projects/"+string(pr.ID)+"/check-ins").Set("text", "I called the city").Submit().Says("Logged", "I called the city.")
}

// An update is put before somebody, who is mailed, approves it on its page, and
// only then it leaves.
func TestApprovalByPage(t *testing.T) {
	f := open(t)
	ctx := t.Context()
	pr, err := f.Clients.AddProject(ctx, f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "The shop"}})
	if err != nil {
		t.Fatal(err)
	}
	ida := f.Member("Ida Holm", "ida@northlight.example", member.Regular, "")
	if _, err := f.Updates.Did(ctx, f.Owner, pr.ID, "Three ways to lay the pipes"); err != nil {
		t.Fatal(err)
	}
	v := f.SignIn(f.Owner)
	page := v.Get("/projects/" + string(pr.ID)).Form("/projects/" + string(pr.ID) + "/updates").Submit()
	here := page.Path
	page.Form(here+"/approval-requests").Set("approver", string(ida.Member)).Submit().Says("Asked by mail.", "waits for the approval of Ida Holm").SaysNot("Give it back")
	f.Pass(time.Minute)
	if last := f.Sent[len(f.Sent)-1]; last.To.Addr != "ida@northlight.example" || last.Link == nil || last.Link.URL != "https://kept.example"+here {
		t.Errorf("%+v", last)
	}
	send := func() *webtest.Form {
		form := v.Get(here).Form(here + "/sendings")
		form.Values["to"] = []string{string(f.ana.ID)}
		return form.Set("next_day", "2026-03-13")
	}
	send().Submit().Answers(http.StatusUnprocessableEntity, "Somebody else has to approve it first.")
	reads := f.SignIn(ida).Get(here).Form(here + "/sendings")
	reads.Values["to"] = []string{string(f.ana.ID)}
	reads.Set("next_day", "2026-03-13").To(here+"/sendings/preview").Says("Behind the scenes", "* Three ways to lay the pipes.", "Somebody else has to approve it before it leaves.")
	f.SignIn(ida).Get(here).Form(here+"/approval").Submit().Says("Approved.", "Ida Holm has approved it")
	send().Submit().Says("Written to Ana Ruiz")
}
