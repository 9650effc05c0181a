package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/web/webtest"
)

// mail brings a mail to our entrance.
func (f firm) mail(t *testing.T, from, subject, text string, change ...func(*office.Incoming)) office.Taken {
	t.Helper()
	raw := []byte("From: " + from + "\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject + "@mail.example>\r\n\r\n" + text)
	sum := sha256.Sum256(raw)
	in := webtest.Understood(raw)
	in.Raw, in.SHA256, in.Key, in.Way, in.Recipients = raw, hex.EncodeToString(sum[:]), hex.EncodeToString(sum[:]), "smtp", []string{"hello@northlight.example"}
	for _, c := range change {
		c(&in)
	}
	got, err := f.Inbox.Take(t.Context(), f.Owner.Workspace, in)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// receiving opens a firm with an address at our entrance.
func receiving(t *testing.T) firm {
	t.Helper()
	f := open(t)
	if _, _, err := f.Mailboxes.Add(t.Context(), f.Owner, office.WayIn{Kind: office.ByEntrance, Name: "Hello", Address: "hello@northlight.example", Plus: true}); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f firm) unknown(t *testing.T) []office.Prospect {
	t.Helper()
	w, err := f.Triage.List(t.Context(), f.Owner)
	if err != nil {
		t.Fatal(err)
	}
	return w.Prospects
}

// Whoever writes and is not known stands in triage, with what he was promised,
// until a member says who he is.
func TestTriageOfPeople(t *testing.T) {
	f := receiving(t)
	marta := f.SignIn(f.Owner)
	marta.Get("/triage").Says("Nothing waits for you to look")
	f.mail(t, "Ida Holm <ida@holm.example>", "A website", "Could you build us a website?")
	f.mail(t, "Luis Ruiz <luis@casaruiz.example>", "The cellar", "Ana told me to write to you.")
	f.mail(t, "Spam King <king@spam.example>", "Best prices", "Buy now.")
	f.mail(t, "Spam Queen <queen@gmail.com>", "Better prices", "Buy today.")
	f.Pass(0)
	list := marta.Get("/triage").Says("Who is this?", "Ida Holm", "ida@holm.example", "Could you build us a website?", "They were told that Marta Kern answers by Mon 14:00", "Belongs to Casa Ruiz")
	x := f.unknown(t)
	at := func(i int) string { return "/triage/people/" + string(x[i].ID) }
	if n := strings.Count(list.HTML, "Belongs to Casa Ruiz"); n != 1 {
		t.Errorf("%d of four belong to Casa Ruiz", n)
	}
	// It is a prospect: he gets a name and an owner.
	list.Form(at(0)).Set("name", "").Submit().Answers(422, "This is needed.", "Nobody here knows them yet.")
	marta.Get("/triage").Form(at(0)).Set("name", "Holm Lamps").Pick("owner", "Lea Brandt").Submit().Says("Holm Lamps is a prospect now.", "Luis Ruiz").SaysNot("Ida Holm")
	marta.Get("/clients/"+string(x[0].ID)).Says("Prospect", "Holm Lamps", "Lea Brandt")
	// He belongs to a client: one click where an address of the same domain is known.
	marta.Get("/triage").Form(at(1) + "/joining").Submit().Says("Luis Ruiz belongs to Casa Ruiz now").SaysNot("The cellar")
	marta.Get("/clients/"+string(f.ruiz.ID)).Says("Luis Ruiz", "luis@casaruiz.example")
	// Ticks take several away at once.
	marta.Post("/triage/dismissals", nil).Says("Tick those who are not for us first.", "Spam King")
	marta.Post("/triage/dismissals", url.Values{"person": {string(x[2].ID), string(x[3].ID), string(x[0].ID), "cli_none"}}).Says("Nobody waits for an answer to that any more.", "Nothing waits for you to look")
	for i := range x {
		marta.Get(at(i)).Answers(404)
		marta.Post(at(i), url.Values{"name": {"Too late"}}).Answers(404)
		marta.Post(at(i)+"/end", nil).Answers(409)
	}
	if c, err := f.Clients.Brief(t.Context(), f.Owner, x[2].ID); err != nil || c.Client.Stage != client.Past {
		t.Errorf("%+v (%v)", c.Client, err)
	}
}

// Whoever waits beyond the first hundred is on the next page, each once; so with
// mails. What is no place leads nowhere.
func TestTriageGoesOn(t *testing.T) {
	f := receiving(t)
	nils := f.SignIn(f.nils)
	for i := range office.Page + 3 {
		f.mail(t, fmt.Sprintf("Person%03d <p%d@holm.example>", i, i), fmt.Sprintf("Matter%03d", i), "Could you?")
	}
	for i := range office.Page + 1 {
		f.mail(t, "Junk", fmt.Sprintf("Junk%03d", i), "Buy.")
	}
	first := nils.Get("/triage").Says("Person000", "Person099", "Junk000", "Junk099", "100 prospects, the longest waiting first").SaysNot("Person100", "Junk100", "Back")
	if strings.Count(first.HTML, ">Further<") != 2 {
		t.Fatalf("%d ways on", strings.Count(first.HTML, ">Further<"))
	}
	next := first.Follow("Further").Says("Person100", "Person102", "Junk000", "3 prospects").SaysNot("Person099", "Person000")
	next.Follow("Further").Says("Person100", "Junk100", "1 mail").SaysNot("Junk099", "Further")
	next.Follow("Back").Says("Person000")
	for _, bad := range []string{"?from=x", "?after=x", "?after=arr_x%00"} {
		nils.Get("/triage" + bad).Answers(404)
	}
}

// On the page of one of them, a client is chosen among those who are known.
func TestTriageOfOne(t *testing.T) {
	f := receiving(t)
	nils := f.SignIn(f.nils)
	f.mail(t, "Ida Holm <ida@holm.example>", "A website", strings.Repeat("Could you build us a website? ", 40)+"The end.")
	f.mail(t, "Per Olsen <per@olsen.example>", "A shop", "Could you build us a shop?")
	x := f.unknown(t)
	here := "/triage/people/" + string(x[0].ID)
	nils.Get("/triage").SaysNot("The end.")
	page := nils.Get("/triage").Follow("Ida Holm").Says("The end.", "They belong to a client", "Since then")
	join := page.Form(here + "/joining")
	if strings.Contains(page.HTML, ">Per Olsen</option>") || strings.Contains(page.HTML, ">Ida Holm</option>") {
		t.Error("who is not known himself is offered as a client")
	}
	join.Set("client", string(x[1].ID)).Submit().Answers(422, "Choose a client whom we know.")
	join.Set("client", "Nobody Inc").Submit().Answers(422, "No client is called that.")
	join.Set("client", "casa").Submit().Says("Ida Holm belongs to Casa Ruiz now, with all that was said.")
	got, err := f.Conversations.OfClient(t.Context(), f.nils, f.ruiz.ID, store.Place{}, 10)
	if err != nil || len(got) != 1 || got[0].Subject != "A website" {
		t.Errorf("%+v (%v)", got, err)
	}
	who, _, _ := f.neighbour(t)
	f.SignIn(who).Get("/triage/people/" + string(x[1].ID)).Answers(404)
	f.SignIn(who).Post("/triage/people/"+string(x[1].ID)+"/end", nil).Answers(404)
	f.SignIn(who).Get("/triage").SaysNot("Per Olsen")
}

// A mail that was not filed says why, shows what can be read of it, and is
// filed or dropped by a person's word.
func TestTriageOfMails(t *testing.T) {
	f := receiving(t)
	marta := f.SignIn(f.Owner)
	broken := f.mail(t, "Ana Ruiz <ana@casaruiz.example>", "Broken", "Half of it.", func(in *office.Incoming) { in.Quarantine = "Its parts never end." })
	nameless := f.mail(t, "Nobody at all", "Nameless", "Who am I?")
	junk := f.mail(t, "Junk", "Junk", "Buy.")
	forged := f.mail(t, "Marta Kern <marta@northlight.example>", "Pay at once", "Pay.")
	f.Pass(time.Minute)
	list := marta.Get("/triage").Says("Mails that were not filed", "Quarantine", "Its parts never end.", "It does not say who sent it.", "and nothing proves that.")
	page := list.Follow("Broken").Says("Its parts never end.", "Half of it.", "Ana Ruiz <ana@casaruiz.example>", "hello@northlight.example", "Whoever has the address ana@casaruiz.example")
	raw := marta.Get("/triage/mails/" + broken.Arrival + "/mail.eml")
	if raw.Status != 200 || !strings.HasPrefix(raw.HTML, "From: Ana Ruiz") || !strings.HasSuffix(raw.HTML, "Half of it.") {
		t.Errorf("as it came, it is %d %q", raw.Status, raw.HTML)
	}
	// By its sender, whom we know.
	filed := page.Form("/triage/mails/" + broken.Arrival).Submit()
	got, err := f.Conversations.OfClient(t.Context(), f.Owner, f.ruiz.ID, store.Place{}, 10)
	if err != nil || len(got) != 1 || filed.Path != "/conversations/"+string(got[0].ID) || got[0].DueAt.IsZero() {
		t.Fatalf("filed to %s: %+v (%v)", filed.Path, got, err)
	}
	marta.Get("/triage/"+broken.Arrival).Says("Marta Kern filed it.", "Open the conversation").SaysNot("File it")
	marta.Post("/triage/mails/"+broken.Arrival, nil).Answers(403)
	// Without a sender, a contact has to be chosen.
	page = marta.Get("/triage/" + nameless.Arrival)
	page.Form("/triage/mails/"+nameless.Arrival).Submit().Answers(422, "It does not say who sent it. Choose whose message it is.")
	page.Form("/triage/mails/"+nameless.Arrival).Set("contact", "nobody of that name").Submit().Answers(422, "Nobody is called that.")
	page.Form("/triage/mails/"+nameless.Arrival).Pick("contact", "Ana Ruiz").Submit()
	if got, err = f.Conversations.OfClient(t.Context(), f.Owner, f.ruiz.ID, store.Place{}, 10); err != nil || len(got) != 2 {
		t.Errorf("%+v (%v)", got, err)
	}
	// Dropped, from the page and by a tick.
	marta.Get("/triage/" + junk.Arrival).Form("/triage/mails/" + junk.Arrival + "/end").Submit().Says("Dropped.")
	marta.Get("/triage/" + junk.Arrival).Says("Marta Kern decided: it is nothing.")
	marta.Post("/triage/mails/"+junk.Arrival+"/end", nil).Answers(409)
	marta.Post("/triage/dismissals", url.Values{"mail": {forged.Arrival, junk.Arrival}}).Says("Nothing waits for you to look")
	who, _, _ := f.neighbour(t)
	for _, path := range []string{"/triage/" + forged.Arrival, "/triage/mails/" + forged.Arrival + "/mail.eml", "/triage/arr_0", "/triage/%FF"} {
		f.SignIn(who).Get(path).Answers(404).SaysNot("Pay")
	}
}

// A prompt about a mail that was not filed leads to it, and can say where it
// stands that it is nothing.
func TestThePromptAboutAMail(t *testing.T) {
	f := receiving(t)
	marta := f.SignIn(f.Owner)
	held := f.mail(t, "Nobody at all", "Nameless", "Who am I?")
	f.Pass(24 * time.Hour)
	home := marta.Get("/")
	if home.Link("Look at it") != "/triage/"+held.Arrival {
		t.Fatalf("nobody is asked about the mail:\n%s", home.Text())
	}
	home.Form("/triage/mails/" + held.Arrival + "/end").Submit().Says("Dropped.").SaysNot("Look at it")
}
