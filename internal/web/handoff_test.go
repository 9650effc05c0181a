package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/member"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// Story 2 by its pages: asked on the promise's page, prompted, and told from a
// composer that is filled in already.
func TestAskingAndTelling(t *testing.T) {
	f := open(t)
	piet := f.Member("Piet Vos", "piet@northlight.example", member.Regular, "")
	p, err := f.Promises.Make(t.Context(), f.Owner, office.NewPromise{Client: f.ruiz.ID, Contact: f.ana.ID, Kind: promise.Proposal, Words: "The proposal for the shop", How: office.SaidSelf, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 5}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Promises.Make(t.Context(), f.Owner, office.NewPromise{Client: f.ruiz.ID, Contact: f.ana.ID, Kind: promise.Deliverable, Words: "The opening", How: office.SaidSelf, When: promise.When{Day: worktime.Day{Year: 2026, Month: 4, Date: 2}}}); err != nil {
		t.Fatal(err)
	}
	v := f.SignIn(f.Owner)
	at := "/promises/" + string(p.ID)
	form := v.Get(at).Says("Needs from others", "Nothing. If it waits").Follow("Ask somebody")
	form.Says("For: The proposal for the shop", "to be told by")
	form.Form(at+"/hand-offs").Submit().Answers(http.StatusUnprocessableEntity, "Say who is asked")
	form.Form(at+"/hand-offs").Set("words", "Your confirmation").Set("party", "third party:").Set("party_name", "Acme").Submit().Answers(http.StatusUnprocessableEntity, "An e-mail address is needed.")
	form.Form(at+"/hand-offs").Set("words", "Your confirmation").Set("party", "us:"+string(piet.Member)).Set("need_by_day", "2026-03-06").Submit().Answers(http.StatusUnprocessableEntity, "That is too late")
	asked := form.Form(at+"/hand-offs").Set("words", "Your confirmation\nof the prices").Set("party", "us:"+string(piet.Member)).Set("why", "It cannot leave without it.").Submit()
	asked.Says("Your confirmation of the prices", "no answer yet", "Piet Vos", "What waiting does", "moves from Thursday 5 March 2026 to Monday 9 March 2026", "0 of 3, the next", "asked for it by mail")
	here := asked.Path
	v.Get(at).Says("Your confirmation of the prices", "from Piet Vos", "no answer yet")
	v.Get("/clients/"+string(f.ruiz.ID)).Says("Needs from others", "Your confirmation of the prices")
	v.Get("/hand-offs").Says("Waiting for others", "Your confirmation of the prices", "for The proposal for the shop (Casa Ruiz)")
	v.Get("/hand-offs?of=me").Says("Nobody is waited for")
	f.SignIn(piet).Get("/hand-offs?of=me").Says("Your confirmation of the prices")

	f.To(time.Date(2026, 3, 5, 8, 10, 0, 0, time.UTC)) // Thursday, after it was needed
	home := v.Get("/")
	home.Says("Tell Ana Ruiz before today 13:00: Piet Vos has not answered about “Your confirmation of the prices”", "they were reminded 3 times", "See it")
	composer := home.Follow("Tell Ana Ruiz")
	composer.Says("A new date: The proposal for the shop", "Monday 9 March 2026", "You will not have “The proposal for the shop” on Thursday 5 March; you will have it on Monday 9 March.", "Thursday 2 April stands: The opening.", "We wait for something")
	composer.Form(at + "/resets").Submit()
	f.Pass(time.Minute)
	last := f.Sent[len(f.Sent)-1]
	for _, want := range []string{"Monday 9 March 2026", "Thursday 2 April stands: The opening.", "Your confirmation of the prices"} {
		if last.To.Addr != "ana@casaruiz.example" || !strings.Contains(last.Text(), want) {
			t.Errorf("%s does not read %q:\n%s", last.To.Addr, want, last.Text())
		}
	}
	v.Get("/").SaysNot("Piet Vos has not answered")
	v.Get(here).Says("asked Marta Kern to act", "moved the moment by which it is needed", "reminded")

	v.Get(here).Form(here+"/answers").Set("answer", "stuck").Submit().Answers(http.StatusUnprocessableEntity, "Say what holds it up")
	v.Get(here).Form(here+"/answers").Set("answer", "another date").Set("day", "2026-03-20").Set("said", "I am away").Submit().Says("offers Fri 20 Mar", "I am away", "Tell Ana Ruiz")
	v.Get(here).Form(here+"/moments").Set("need_by", "yesterday").Submit().Answers(http.StatusUnprocessableEntity, "")
	v.Get(here).Form(here+"/moments").Set("need_by", "tomorrow noon").Submit().Says("set by hand")
	v.Get(here).Form(here+"/withdrawal").Set("because", "We do it ourselves").Submit().Says("not needed any more", "We do it ourselves")
	v.Get(at).Says("not needed any more")
	v.Get("/journal").Says("noted that what was asked for is not needed any more")
}

// Somebody who is asked about a step reads so on the step's page.
func TestAStepsNeeds(t *testing.T) {
	f := open(t)
	pr, s := f.step(t)
	v := f.SignIn(f.Owner)
	at := "/steps/" + string(s)
	form := v.Get(at).Says("Needs from others").Follow("Ask somebody")
	asked := form.Form(at+"/hand-offs").Set("words", "The key").Set("party", "third party:").Set("party_name", "Acme").Set("email", "key@acme.example").Submit()
	asked.Says("The key", "Acme", "key@acme.example", "moves what follows on the step")
	v.Get(at).Says("The key", "from Acme")
	v.Get("/projects/"+pr).Says("The key", "from Acme")
	v.Get(asked.Path).Form(asked.Path + "/reminders").Submit().Says("1 of 3")
}

// step adds a step to a project.
func (f firm) step(t *testing.T) (project string, step plan.ID) {
	t.Helper()
	p, err := f.Clients.AddProject(t.Context(), f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "Website"}})
	if err != nil {
		t.Fatal(err)
	}
	made, err := f.Plans.AddStep(t.Context(), f.Owner, p.ID, office.StepEdit{Change: func(s *plan.Step) {
		s.Name, s.NotBefore = "Fit the counter", worktime.Day{Year: 2026, Month: 3, Date: 10}
	}})
	if err != nil {
		t.Fatal(err)
	}
	return string(p.ID), made.Step.ID
}

// How others are reminded is a setting of the workspace.
func TestRemindSettings(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.Owner)
	v.Get("/settings").Says("How others are reminded")
	v.Get("/settings").Form("/settings/reminders").Set("remind_first", "2 h", "remind_most", "5", "remind_client_at", "11:30", "third_language", "de").Submit()
	w, err := f.Settings.Workspace(t.Context(), f.Owner)
	if err != nil || w.HandOffs.Usual.First != 2*time.Hour || w.HandOffs.Usual.Most != 5 || w.HandOffs.Client.At.String() != "11:30" || w.HandOffs.Client.Most != 2 || w.HandOffs.Language != "de" {
		t.Errorf("%+v %v", w.HandOffs, err)
	}
	for field, bad := range map[string]string{"remind_first": "5 min", "remind_most": "eleven", "remind_client_most": "11", "remind_at": "25:00", "remind_client_every": "soon", "third_language": "tlh"} {
		v.Get("/settings").Form("/settings/reminders").Set(field, bad).Submit().Answers(http.StatusUnprocessableEntity, "How others are reminded")
	}
}
