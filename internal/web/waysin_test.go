package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/internal/office"
	"kept/internal/store"
)

// theWay gives the only way in.
func theWay(t *testing.T, f firm) store.Mailbox {
	t.Helper()
	all, err := f.Mailboxes.List(t.Context(), f.Owner)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d ways in: %v", len(all), err)
	}
	return all[0]
}

// A mailbox is added with an address and a password: the rest is known. The
// password is never shown, what goes wrong is, and in the end it is ended.
func TestMailbox(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	list := marta.Get("/settings").Follow("Ways in").Says("Nothing comes in yet", "Mailbox with a password", "Twilio")
	form := list.Follow("Add: Mailbox with a password").Says("imap.fastmail.com").Form("/settings/ways-in")
	form.Set("address", "hello@northlight.example", "secret", "a secret word", "plus", "on").Submit().Says("It is set up.")
	marta.Get("/settings/ways-in").Says("hello@northlight.example", "Not looked at yet").SaysNot("Nothing comes in yet")
	m := theWay(t, f)
	set, err := office.SettingsOf(m)
	if err != nil || !m.Plus || set != (office.WaySettings{Host: "imap.northlight.example", Port: 993, TLS: "implicit", User: "hello@northlight.example", Folder: "INBOX"}) {
		t.Fatalf("it was understood as %+v %+v (%v)", m, set, err)
	}
	if word, err := f.Mailboxes.Secret(m); err != nil || word != "a secret word" {
		t.Errorf("the password is %q (%v)", word, err)
	}

	if err := f.Mailboxes.Mark(t.Context(), m, 1, 7); err != nil {
		t.Fatal(err)
	}
	marta.Get("/settings/ways-in").Says("Works", "looked at Mon 10:00")
	if err := f.Mailboxes.Trouble(t.Context(), m, "The server does not take the password any more."); err != nil {
		t.Fatal(err)
	}
	marta.Get("/settings/ways-in").Says("Not working", "The server does not take the password any more. Kept tries again by itself")
	f.Pass(time.Hour)
	edit := marta.Get("/settings/ways-in/" + m.ID)
	edit.Says("The server does not take the password any more.")
	if strings.Contains(edit.HTML, "a secret word") || strings.Contains(edit.HTML, m.Secret) {
		t.Error("the page holds the password")
	}
	edit.Form("/settings/ways-in/"+m.ID).Set("name", "Projects", "tls", "starttls", "port", "", "folder", "Clients").Submit().Says("Saved.", "Projects").SaysNot("Not working")
	m = theWay(t, f)
	if word, err := f.Mailboxes.Secret(m); err != nil || word != "a secret word" {
		t.Errorf("an empty password changed it to %q (%v)", word, err)
	}
	edit.Form("/settings/ways-in/"+m.ID).Set("name", "Mine").Submit().Answers(422, "Somebody else changed this in the meantime.")
	marta.Get("/settings/ways-in/"+m.ID).Form("/settings/ways-in/"+m.ID).Set("secret", "another").Submit().Says("Saved.")
	if word, _ := f.Mailboxes.Secret(theWay(t, f)); word != "another" {
		t.Errorf("the password is %q", word)
	}
	marta.Get("/settings/ways-in/"+m.ID).Says("What came by it stays").Form("/settings/ways-in/"+m.ID+"/end").Submit().Says("Nothing more comes in by it.", "Nothing comes in yet")
	marta.Get("/settings/ways-in/" + m.ID).Answers(404)
}

// A mailbox is tested when it is saved, whatever the test finds, and again when
// somebody asks; what it found is said in words, on the page where it is mended.
func TestTheConnectionIsTested(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	var tried []string
	found := office.WayTest{Kind: "refused", Say: "imap.northlight.example refuses hello@northlight.example: check the user name and password."}
	f.Tries = func(m store.Mailbox) office.WayTest {
		word, err := f.Mailboxes.Secret(m)
		if err != nil {
			t.Error(err)
		}
		tried = append(tried, word)
		return found
	}
	form := marta.Get("/settings/ways-in/new?kind=imap").Form("/settings/ways-in").Set("address", "hello@northlight.example", "secret", "a secret word")
	p := form.Submit().Says("It is set up. The connection does not work: imap.northlight.example refuses hello@northlight.example: check the user name and password.")
	m := theWay(t, f)
	if p.Path != "/settings/ways-in/"+m.ID || strings.Contains(p.HTML, "a secret word") {
		t.Errorf("led to %s, or the password is on it", p.Path)
	}
	form.Submit().Says("It is set up.").SaysNot("The connection") // sent twice, tested once
	found = office.WayTest{Kind: office.WayWorks, Say: "imap.northlight.example lets hello@northlight.example in, and INBOX can be read."}
	p = marta.Get("/settings/ways-in/"+m.ID).Form("/settings/ways-in/"+m.ID).Set("secret", "another").Submit()
	if p.Says("Saved. The connection works: imap.northlight.example lets hello@northlight.example in, and INBOX can be read."); p.Path != "/settings/ways-in" {
		t.Errorf("led to %s", p.Path)
	}
	p = marta.Get("/settings/ways-in/" + m.ID).Form("/settings/ways-in/" + m.ID + "/test").Submit().Says("The connection works:").SaysNot("Saved.")
	if p.Path != "/settings/ways-in/"+m.ID || strings.Join(tried, ", ") != "a secret word, another, another" {
		t.Errorf("led to %s; tried: %v", p.Path, tried)
	}
	marta.Get("/settings/ways-in/new?kind=smtp").Form("/settings/ways-in").Set("address", "mx@northlight.example").Submit().Says("It is set up.").SaysNot("The connection")
	all, err := f.Mailboxes.List(t.Context(), f.Owner)
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v %v", all, err)
	}
	marta.Get("/settings/ways-in/" + all[1].ID).SaysNot("Test the connection")
	marta.Post("/settings/ways-in/"+all[1].ID+"/test", nil).Answers(409, "Nothing is fetched here")
	if f.SignIn(f.nils).Post("/settings/ways-in/"+m.ID+"/test", nil).Answers(403); len(tried) != 3 {
		t.Errorf("tried: %v", tried)
	}
	who, _, _ := f.neighbour(t)
	f.SignIn(who).Post("/settings/ways-in/"+m.ID+"/test", nil).Answers(404)
}

// What no way in can be is said beside its field, and what was typed is kept;
// the password is not.
func TestWaysInRefuse(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	for _, tt := range []struct{ kind, field, value, want string }{
		{"imap", "address", "hello", "This is not an e-mail address."},
		{"imap", "address", "", "An e-mail address is needed."},
		{"imap", "port", "none", "Give a port, such as 993."},
		{"imap", "port", "70000", "Give a port, such as 993."},
		{"imap", "tls", "maybe", "Choose how the connection is protected."},
		{"imap", "name", strings.Repeat("x", 101), "This is too long"},
		{"oauth", "token_url", "http://login.example/token", "Give an address that begins with https://."},
		{"oauth", "client_id", "", "This is needed."},
		{"smtp", "address", "hello@", "This is not an e-mail address."},
		{"mailgun", "address", "x", "This is not an e-mail address."},
	} {
		form := marta.Get("/settings/ways-in/new?kind="+tt.kind).Form("/settings/ways-in").Set("address", "hello@northlight.example")
		if form.Has("secret") {
			form.Set("secret", "a secret word")
		}
		if form.Has("token_url") {
			form.Set("token_url", "https://login.example/token", "client_id", "kept")
		}
		p := form.Set(tt.field, tt.value).Submit().Answers(http.StatusUnprocessableEntity, tt.want)
		if strings.Contains(p.HTML, "a secret word") {
			t.Errorf("%s %s: the password came back", tt.kind, tt.field)
		}
		if got := p.Form("/settings/ways-in").Values.Get(tt.field); got != tt.value && tt.field != "tls" {
			t.Errorf("%s %s: %q was kept of %q", tt.kind, tt.field, got, tt.value)
		}
	}
	marta.Get("/settings/ways-in/new?kind=pigeon").Answers(404)
	marta.Post("/settings/ways-in", url.Values{"kind": {"pigeon"}}).Answers(404)
	for range 2 {
		marta.Post("/settings/ways-in", url.Values{"kind": {"smtp"}, "address": {"hello@northlight.example"}})
	}
	theWay(t, f) // the second was refused: one address has one way
	nils := f.SignIn(f.nils)
	for _, path := range []string{"/settings/ways-in", "/settings/ways-in/new?kind=imap", "/settings/ways-in/" + theWay(t, f).ID} {
		nils.Get(path).Answers(403)
	}
	nils.Post("/settings/ways-in", url.Values{"kind": {"smtp"}, "address": {"other@northlight.example"}}).Answers(403)
	nils.Post("/settings/ways-in/"+theWay(t, f).ID+"/end", url.Values{"version": {"1"}}).Answers(403)
	who, _, _ := f.neighbour(t)
	f.SignIn(who).Get("/settings/ways-in/" + theWay(t, f).ID).Answers(404)
}

// The address of a webhook is shown once, with what to do at the other side.
func TestWebhooks(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	for _, tt := range []struct {
		kind, secret, end string
		says              []string
	}{
		{"webhook", "", "", []string{"POST JSON to the address above", "whsec_", "Copy this too"}},
		{"postmark", "", "", []string{"Include raw email content", "https://kept:whsec_"}},
		{"mailgun", "key-1", "/mime", []string{"Match recipient"}},
		{"ses", "arn:aws:sns:eu-west-1:1:mail", "", []string{"Kept confirms it by itself"}},
		{"twilio", "twilio-word", "", []string{"A message comes in"}},
	} {
		form := marta.Get("/settings/ways-in/new?kind=" + tt.kind).Form("/settings/ways-in")
		if form.Has("address") {
			form.Set("address", tt.kind+"@northlight.example")
		}
		if tt.secret != "" {
			form.Set("secret", tt.secret)
		}
		shown := form.Submit().Says(append(tt.says, "Copy it now: it is not shown again.")...)
		address, err := url.Parse(strings.Fields(strings.SplitAfter(shown.Text(), "it is not shown again.")[1])[0])
		if err != nil {
			t.Fatal(err)
		}
		path, cut := strings.CutSuffix(strings.TrimPrefix(address.Path, "/in/"), tt.end)
		m, err := f.Mailboxes.ByPath(t.Context(), path)
		if !cut || err != nil || m.Kind != tt.kind || address.Host != "kept.example" {
			t.Fatalf("%s: nothing is at the address %s: %+v %v", tt.kind, address, m, err)
		}
		word, err := f.Mailboxes.Secret(m)
		password, _ := address.User.Password()
		if err != nil || word == "" || tt.secret != "" && word != tt.secret || tt.kind == "postmark" && word != password || tt.kind == "webhook" && !strings.Contains(shown.Text(), word) {
			t.Errorf("%s: the secret is %q (%v)", tt.kind, word, err)
		}
		// The same form sent again adds nothing, and shows nothing.
		if again := form.Submit(); strings.Contains(again.HTML, path) || again.Path != "/settings/ways-in/"+m.ID {
			t.Errorf("%s: sent again, it leads to %s", tt.kind, again.Path)
		}
		if page := marta.Get("/settings/ways-in/" + m.ID); strings.Contains(page.HTML, path) || strings.Contains(page.HTML, word) {
			t.Errorf("%s: its page still shows the address or the secret", tt.kind)
		}
	}
	marta.Get("/settings/ways-in/new?kind=smtp").Form("/settings/ways-in").Set("address", "hello@northlight.example").Submit().Says("It is set up.")
	all, err := f.Mailboxes.List(t.Context(), f.Owner)
	if err != nil {
		t.Fatal(err)
	}
	entrance := all[len(all)-1]
	marta.Get("/settings/ways-in/"+entrance.ID).Says("hello@northlight.example smtp:[mx.kept.example]:25", "recipient_delimiter = +")
	if !entrance.Plus {
		t.Error("our own entrance takes no plus-addresses")
	}
}
