package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kept/internal/office"
	"kept/promise"
)

// An issue by its pages: recorded from a promise, another client found for it, read
// before it leaves, told in one act with a new date, and undone.
func TestAnIssueByItsPages(t *testing.T) {
	f := open(t)
	ctx := t.Context()
	roof, err := f.Promises.Make(ctx, f.Owner, office.NewPromise{Client: f.ruiz.ID, Contact: f.ana.ID, Kind: promise.Deliverable, Words: "The roof", When: promise.When{At: f.Now().Add(7 * 24 * time.Hour)}, How: office.ByMail})
	if err != nil {
		t.Fatal(err)
	}
	other, k := f.Client(f.Owner, "Okafor", "Europe/Rome", "Ngozi Okafor", "ngozi@okafor.example")
	if _, err := f.Promises.Make(ctx, f.Owner, office.NewPromise{Client: other.ID, Contact: k.ID, Kind: promise.Deliverable, Words: "The walls", When: promise.When{At: f.Now().Add(9 * 24 * time.Hour)}, How: office.ByMail}); err != nil {
		t.Fatal(err)
	}
	f.Pass(time.Minute)
	v := f.SignIn(f.Owner)
	v.Get("/issues").Says("Nothing has gone wrong")
	form := v.Get("/promises/" + string(roof.ID)).Follow("Something went wrong").Says("The roof").Form("/issues")
	form.Submit().Answers(http.StatusUnprocessableEntity, "This is needed.")
	form.Set("what", "The crane is broken")
	page := form.Submit()
	page.Says("Recorded. Nobody was told yet.", "not told yet", "The roof")
	here := page.Path
	v.Get(here + "?find=nothing+like+it").Says("Nothing that is open fits")
	page = v.Get(here + "?find=walls").Says("The walls").Form(here + "/touches").Submit()
	page.Says("Okafor", "The walls", "Tell them")

	tell := page.Form(here + "/tellings")
	tell.Set("effect", "It comes a week later.")
	tell.Submit().Answers(http.StatusUnprocessableEntity, "Say what is done about it")
	tell.Set("fix", "Another crane comes on Thursday.")
	tell.Set("state", "fixing")
	tell.Submit().Answers(http.StatusUnprocessableEntity, "Say when they hear from you next")
	tell.Set("next_day", "2026-03-06")
	tell.Set("due_"+string(roof.ID)+"_day", "2026-03-16")
	sent := len(f.Sent)
	read := tell.To(here + "/tellings/preview")
	read.Says("To Ana Ruiz", "To Ngozi Okafor", "We are putting it right.", "Tell 2 people at 2 clients")
	if len(f.Sent) != sent {
		t.Fatal("a preview left")
	}
	told := tell.Submit()
	told.Says("Written to 2 people; it leaves in ten seconds.", "knows how it stands")
	f.Pass(time.Minute)
	if len(f.Sent) != sent+2 {
		t.Fatalf("%d mails left", len(f.Sent)-sent)
	}
	if last := f.Sent[len(f.Sent)-1].Text() + f.Sent[len(f.Sent)-2].Text(); !strings.Contains(last, "The roof: Monday 16 March 2026") || !strings.Contains(last, "What we do about it\n* Another crane comes on Thursday.") {
		t.Errorf("they read:\n%s", last)
	}
	v.Get("/issues").Says("The crane is broken", "being put right")

	// What is changed and not told is asked for again.
	over := v.Get(here).Form(here + "/tellings")
	over.Set("state", "closed")
	over.To(here).Answers(http.StatusUnprocessableEntity, "Say what it was and what was changed")
	over.Set("closing", "A bolt.")
	over.To(here).Says("Whoever was told does not know that yet.", "knows less")
	v.Get("/issues").Says("not told how it stands")
}
