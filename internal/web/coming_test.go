package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/plan"
	"kept/promise"
)

// What is coming to a client is listed, opened, left out with a reason and sent after
// all; a page without anything says what will stand there.
func TestComingMessages(t *testing.T) {
	f := open(t)
	ctx := t.Context()
	v := f.SignIn(f.Owner)
	c, k := f.Client(f.nils, "Quiet House", "Europe/Madrid", "Quentin Quiet", "quentin@quiet.example")
	p, err := f.Promises.Make(ctx, f.nils, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Fix, Words: "The fence", When: promise.When{At: f.Now().Add(200 * time.Hour)}})
	if err != nil {
		t.Fatal(err)
	}
	at := "/clients/" + string(c.ID) + "/coming-messages"
	v.Get(at+"?by=itself").Answers(200, "Nothing is coming")
	if _, err := f.HandOffs.Ask(ctx, f.nils, office.NewHandOff{Promise: p.ID, Party: plan.Party{Side: plan.Third, Name: "Acme"}, Email: "a@acme.example", Words: "The posts"}); err != nil {
		t.Fatal(err)
	}
	f.Pass(time.Minute)
	var m office.ComingMessage
	all, err := f.Coming.OfClient(ctx, f.Owner, c.ID)
	for _, x := range all {
		if x.Kind == office.ComingReminder && m.ID == "" {
			m = x
		}
	}
	if err != nil || m.ID == "" {
		t.Fatalf("%+v %v", all, err)
	}
	here := "/coming-messages/" + m.ID
	v.Get(at).Answers(200, "Still needed: The posts", "by itself, if there is no answer", "due from Nils Holm")
	v.Get("/coming-messages").Answers(200, "Quiet House", "Still needed: The posts")
	v.Get("/coming-messages?by=person&from=99999").Answers(200)
	v.Get(here).Answers(200, "has no answer from you yet: The posts", "Yes, by then", "It counts as one of the reminders")
	german := f.SignIn(f.nils)
	german.Get("/me").Form("/me/language").Set("language", "de").Submit()
	german.Get(here).Answers(200, "Es ist Erinnerung 1 von 3", "Es zählt als eine der Erinnerungen").SaysNot("Asked on")
	german.Get("/me").Form("/me/language").Set("language", "en").Submit()
	v.Post(here+"/skip", url.Values{"because": {""}}).Answers(422, "This is needed.")
	v.Post(here+"/skip", url.Values{"because": {"I see them on Thursday"}}).Answers(200, "It is left out, this once.")
	v.Get(at).Answers(200, "left out", "I see them on Thursday")
	v.Post(here+"/restore", nil).Answers(200, "It leaves as it was to leave.")
	v.Get(at).Answers(200).SaysNot("I see them on Thursday")
	v.Post(here+"/words", url.Values{"words": {"The <b>posts</b>, please."}}).Answers(200, "Its words are these")
	v.Get(here).Answers(200, "The <b>posts</b>, please.")
	v.Post(here+"/test", nil).Answers(200, "A test is on its way to you.")
	f.Pass(time.Second)
	if mail := f.Sent[len(f.Sent)-1]; mail.Subject != "Test: Still needed: The posts" || mail.To.Addr == "a@acme.example" {
		t.Errorf("the test: %+v", mail)
	}
	v.Get("/journal").Answers(200, "wants a coming message left out", "had a coming message sent to themselves as a test")
	who, theirs, _ := f.neighbour(t)
	if _, err := f.HandOffs.Ask(ctx, who, office.NewHandOff{Promise: theirs.ID, Party: plan.Party{Side: plan.Third, Name: "Foreign"}, Email: "a@foreign.example", Words: "Foreign"}); err != nil {
		t.Fatal(err)
	}
	other, err := f.Coming.OfClient(ctx, who, client.ID(theirs.ClientID))
	if err != nil || len(other) == 0 {
		t.Fatalf("%+v %v", other, err)
	}
	for _, id := range []string{other[0].ID, "nonsense", "reminder.hof_x.1", "%00", strings.Repeat("x", 3000)} {
		v.Get("/coming-messages/" + id).Answers(404).SaysNot("Foreign")
		for _, act := range []string{"/skip", "/restore", "/words", "/test"} {
			v.Post("/coming-messages/"+id+act, url.Values{"because": {"x"}}).Answers(404).SaysNot("Foreign")
		}
	}
	for _, x := range f.Sent {
		if x.To.Addr == "a@acme.example" && strings.Contains(x.Text(), "<b>posts") {
			t.Error("its words left before their time")
		}
	}
}
