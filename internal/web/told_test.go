package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
)

func sliceOf(n int) store.Slice { return store.Slice{Limit: n} }

// What was told can be taken back while nothing has left, by who told it.
func TestUndoOverThePage(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "mail")
	f.Pass(time.Minute)
	reset := func() string {
		p := v.Get(path+"/resets/new").Form(path+"/resets").Set("due", "11 March", "reason", "Late", "next", "12 March").Submit()
		p.Says("Written to Ana Ruiz; it leaves in ten seconds.", "Undo (10 s)")
		_, rest, _ := strings.Cut(p.HTML, `action="/tellings/`)
		id, _, _ := strings.Cut(rest, "/undo")
		return "/tellings/" + id + "/undo"
	}
	sent := len(f.Sent)
	undo := reset()
	f.SignIn(f.lea).Post(undo, nil).Answers(404) // not hers
	f.Pass(office.UndoFor - time.Millisecond)
	v.Post(undo, nil).Says("Undone. Nothing has left, and everything is as it was.")
	v.Get(path).Says("Monday 9 March 2026", "took the move back within seconds").SaysNot("moved once")
	f.Pass(time.Minute)
	if len(f.Sent) != sent {
		t.Error("what was undone left the house")
	}
	undo = reset()
	f.Pass(office.UndoFor)
	v.Post(undo, nil).Says("It is too late to undo: it has left. Tell them the correction.")
	v.Get(path).Says("Wednesday 11 March 2026")
	v.Post(undo, nil).Says("too late")
}

// Whatever is missing keeps a telling from being sent, and is said so.
func TestComposerRefuses(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "mail")
	f.Pass(time.Minute)
	sent := len(f.Sent)
	good := url.Values{"to": {string(f.ana.ID)}, "due": {"11 March"}, "reason": {"Late"}, "next": {"12 March"}, "notify": {"on"}, "message": {"A line"}}
	for _, bad := range []struct{ field, value, say string }{
		{"due", "", "Choose the new date."},
		{"due", "9 March", "That is the date it has already."},
		{"due", "1 March 2026", "This moment has passed."},
		{"due", "31 April", "does not exist"},
		{"reason", "", "Say why it moves."},
		{"reason", "a\nb", "Line breaks"},
		{"reason", strings.Repeat("x", 501), "500 characters at most"},
		{"next", "", "Without it, nothing can be sent"},
		{"next", "yesterday", "passed"},
		{"next", "sometime", "sometime"},
		{"message", strings.Repeat("x", 20_001), "20000 characters at most"},
		{"message", "a\x07b", "Control characters"},
		{"notify", "", "never moves without a notice that says why"},
		{"version", "7", "Somebody else changed this in the meantime."},
		{"version", "x", "Somebody else changed this in the meantime."},
	} {
		form := url.Values{}
		for k, all := range good {
			form[k] = all
		}
		form.Set(bad.field, bad.value)
		p := v.Post(path+"/resets", form)
		if p.Status != 422 || !strings.Contains(p.Text(), bad.say) {
			t.Errorf("%s=%.20q answered %d and does not say %q:\n%s", bad.field, bad.value, p.Status, bad.say, p.Text())
			continue
		}
		if back := p.Form(path + "/resets").Values; bad.field != "message" && back.Get("message") != "A line" {
			t.Errorf("%s=%.20q: the message came back as %q", bad.field, bad.value, back.Get("message"))
		}
		seen := v.Post(path+"/resets/preview", form)
		if seen.Says(); strings.Contains(seen.Text(), "Hello Ana Ruiz") && bad.field != "reason" {
			t.Errorf("%s=%.20q: a letter is shown that would not be sent", bad.field, bad.value)
		}
	}
	f.Pass(time.Minute)
	if p, err := f.Promises.View(t.Context(), f.nils, promiseID(path)); err != nil || len(p.Promise.Dates) != 1 || len(f.Sent) != sent {
		t.Errorf("refusals left %d dates and %d mails (%v)", len(p.Promise.Dates), len(f.Sent)-sent, err)
	}
}

// What is over is not told any more; what was typed about it is not lost, and
// leads on: back to the composer with the promise open again, or to a letter.
func TestWhatWasTypedOutlivesItsPromise(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "mail")
	f.Pass(time.Minute)
	form := v.Get(path+"/resets/new").Form(path+"/resets").Set("due", "11 March", "reason", "The printer is late", "message", "A line of mine", "next", "12 March")
	v.Post(path+"/keeping", nil).Says("Kept")
	v.Get(path+"/resets/new").Answers(409, "“The mock-ups”: It was kept.", "Reopen it and go on")
	late := form.Submit().Answers(409, "It was kept", "What you had written", "11 March", "The printer is late", "A line of mine", "12 March")
	letter := late.Form("/clients/" + string(f.ruiz.ID) + "/tellings/preview").Submit().Says("Write to Casa Ruiz")
	if got := letter.Form("/clients/" + string(f.ruiz.ID) + "/tellings").Values; got.Get("message") != "A line of mine" || got.Get("next") != "12 March" {
		t.Errorf("the letter took over %v", got)
	}
	again := late.Form(path+"/resets/reopening").Submit().Says("A new date: The mock-ups", "Publish and tell Ana Ruiz", "Wednesday 11 March 2026").SaysNot("Still missing")
	again.Form(path+"/resets").Submit().Says("Undo", "A notice is on its way.")
	f.Pass(time.Minute)
	if got := last(f).Text(); !strings.Contains(got, "A line of mine") {
		t.Errorf("after all that, they read %q", got)
	}
	late.Form(path + "/resets/reopening").Submit().Says("A new date: The mock-ups") // pressed once more: it is open
}

// The form of a promise that was told meanwhile leads to its reset, with the date that was typed.
func TestAnEditThatComesTooLateBecomesAReset(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "")
	form := v.Get(path+"/edit").Form(path).Set("words", "The mock-ups in colour", "due", "11 March")
	v.Get(path+"/resets/new").Form(path+"/resets").Set("due", "10 March", "reason", "Late", "next", "12 March").Submit().Says("Written to Ana Ruiz")
	late := form.Submit().Answers(409, "The client was told of it", "The mock-ups in colour", "11 March")
	late.Form(path+"/resets/preview").Submit().Says("A new date: The mock-ups", "Wednesday 11 March 2026", "Still missing: why it moves")
}

func promiseID(path string) promise.ID {
	return promise.ID(strings.TrimPrefix(cut(path), "/promises/"))
}

// One message moves what hangs on a date with it.
func TestTouchedDatesMoveInOneMessage(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "mail")
	texts := f.promise(t, v, "The texts", "12 March", "mail")
	call := f.promise(t, v, "The call", "13 March 15:00", "said")
	stays := f.promise(t, v, "The launch", "2 April", "said")
	f.Pass(time.Minute)
	sent := len(f.Sent)
	form := v.Get(path+"/resets/new").Says("What else it touches", "The texts", "The call", "The launch", "Stands.").SaysNot("Next word from us").Form(path + "/resets")
	form.Set("due", "11 March", "reason", "Late", "next_choice", "with")
	form.Values["touch"] = []string{string(promiseID(texts)), string(promiseID(call))}
	form.To(path+"/resets/preview").Says("Moves to Monday 16 March 2026.", "Moves to Tuesday 17 March 2026, 15:00 (Madrid).", "The texts: Monday 16 March 2026 (it was Thursday 12 March 2026)")
	form.Submit().Says("Written to Ana Ruiz; it leaves in ten seconds.")
	f.Pass(time.Minute)
	if len(f.Sent) != sent+1 {
		t.Fatalf("%d mails for one cause, want one", len(f.Sent)-sent)
	}
	text := last(f).Text()
	for _, want := range []string{"The mock-ups: Wednesday 11 March 2026", "The texts: Monday 16 March 2026", "The call: Tuesday 17 March 2026, 15:00 (Madrid)", "again by Wednesday 11 March 2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("the message does not say %q:\n%s", want, text)
		}
	}
	v.Get(texts).Says("Monday 16 March 2026", "Late")
	v.Get(stays).Says("Thursday 2 April 2026").SaysNot("Late")
}

// A promise that only we know of moves without a notice; keeping needs none.
func TestTellingNobody(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "")
	f.Pass(time.Minute)
	sent := len(f.Sent)
	form := v.Get(path+"/resets/new").Form(path+"/resets").Set("due", "11 March").Clear("notify")
	form.To(path + "/resets/preview").Says("Move it, and tell nobody")
	form.Submit().Says("Moved to Wednesday 11 March 2026. Nobody was told.")
	v.Get(path + "/holding/new").SaysNot("Tell them by mail now")
	v.Get(path+"/deliveries/new").Form(path+"/deliveries").Clear("notify").Submit().Says("Nobody was told.", "Kept")
	f.Pass(time.Minute)
	if len(f.Sent) != sent {
		t.Errorf("%d mails left", len(f.Sent)-sent)
	}
}

// The other uses of the composer: a holding answer, a word, a delivery.
func TestOtherTellings(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "mail")
	luis, err := f.Clients.AddContact(t.Context(), f.nils, client.Contact{ClientID: f.ruiz.ID, Name: "Luis Ruiz", Email: "luis@casaruiz.example"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Clients.AddContact(t.Context(), f.nils, client.Contact{ClientID: f.ruiz.ID, Name: "Eva Soler", Phone: "+34 1"}); err != nil {
		t.Fatal(err)
	}
	f.Pass(time.Minute)
	page := v.Get(path+"/holding/new").Says("No date yet: The mock-ups", "Luis Ruiz", "Eva Soler", "No e-mail address is known: call instead.")
	form := page.Form(path+"/holding").Set("message", "We are waiting for the permit.", "next", "Wednesday noon")
	form.Values["to"] = append(form.Values["to"], string(luis.ID))
	form.To(path+"/holding/preview").Says("Tell 2 people", "To Ana Ruiz and Luis Ruiz", "We are waiting for the permit.", "again by Wednesday 4 March 2026, 12:00 (Madrid)")
	form.Submit().Says("Written to Ana Ruiz and Luis Ruiz; it leaves in ten seconds.")
	f.Pass(time.Minute)
	if got := last(f); got.Subject != "The mock-ups" || got.To.Addr != "luis@casaruiz.example" {
		t.Errorf("the holding answer went to %s as %q", got.To.Addr, got.Subject)
	}
	v.Get(path+"/tellings/new").Form(path+"/tellings").Set("subject", "A word", "message", "The permit came.", "next", "Friday").Submit().Says("Written to Ana Ruiz; it leaves in ten seconds.")
	v.Get("/clients/"+string(f.ruiz.ID)+"/tell?back=%2Fpromises").Form("/clients/"+string(f.ruiz.ID)+"/tellings").Set("message", "", "next", "Friday").Submit().Answers(422, "Write what there is to tell.", "Say who is told.")
	tell := v.Get("/clients/"+string(f.ruiz.ID)+"/tell?contact="+string(luis.ID)+"&back=%2Fpromises").Form("/clients/"+string(f.ruiz.ID)+"/tellings").Set("message", "Hello", "next", "Friday").Submit()
	if tell.Says("Written to Luis Ruiz; it leaves in ten seconds."); tell.Path != "/promises" {
		t.Errorf("it led to %s", tell.Path)
	}
	v.Get(path+"/deliveries/new").Form(path+"/deliveries").Set("message", "Here they are.", "next", "Friday").Submit().Says("Written to Ana Ruiz; it leaves in ten seconds.", "Kept")
	f.Pass(time.Minute)
	if text := last(f).Text(); !strings.Contains(text, "The mock-ups is done.") || !strings.Contains(text, "Here they are.") {
		t.Errorf("the delivery says:\n%s", text)
	}
	// Where a form came from is only ever a page of ours.
	for _, evil := range []string{"https://evil.example/", "//evil.example", "/\\evil.example"} {
		p := v.Get("/clients/" + string(f.ruiz.ID) + "/tell?contact=" + string(luis.ID) + "&back=" + url.QueryEscape(evil))
		got := p.Form("/clients/"+string(f.ruiz.ID)+"/tellings").Set("message", "Hello", "next", "Friday").Submit()
		if strings.Contains(got.Path, "evil") || got.Status != 200 {
			t.Errorf("back=%s led to %s (%d)", evil, got.Path, got.Status)
		}
	}
}

// A notice that came back is seen, called instead, and told by that.
func TestNoticeThatBounced(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "said")
	f.Answer = office.Result{Outcome: office.Refused, Code: 550, Text: "5.1.1 no such user", Stage: "rcpt", NoBox: true}
	v.Get(path+"/resets/new").Form(path+"/resets").Set("due", "20 March", "reason", "Late", "next", "12 March").Submit().Says("Written to Ana Ruiz; it leaves in ten seconds.")
	v.Get("/notices?state=waiting").Says("Queued", "The mock-ups")
	f.Pass(time.Minute)
	v.Get("/promises").Says("Doubtful")
	v.Get(path).Says("Doubtful", "Nobody was told of it.", "Bounced")
	list := v.Get("/").Says("Call Ana Ruiz", "did not arrive").Follow("Notices")
	list.Says("Bounced", "5.1.1 no such user", "a new date", "Told by voice")
	page := v.Get("/notices?state=lost").Follow("The mock-ups").Says("Ana Ruiz does not know: the server refused it.", "550 5.1.1 no such user", "refused", "Attempts", "Late", "You will hear from Nils Holm again")
	notice := cut(page.Path)
	page.Form(notice+"/attempts").Submit().Answers(409, "does not exist, says its server")
	page.Form(notice+"/settlement").Set("how", "").Submit().Answers(422, "This is needed.")
	v.Get(path + "/resets/new").Says("Mail does not reach this address any more")
	call := page.Follow("I called them").Says("Told by phone: The mock-ups").Form(notice + "/calls")
	call.Set("message", "She knows now.", "next", "12 March").Submit().Says("Written down: told Ana Ruiz.", "Made good").SaysNot("I called them")
	v.Get(path).Says("Told", "Ana Ruiz was told").SaysNot("Nobody was told of it.")
	v.Get("/").SaysNot("did not arrive")
	v.Get("/notices?q=ana").Says("Bounced", "Told by voice", "to those whom “ana” fits")
	v.Get("/notices?q=nobody").Says("No notices here")
	v.Get("/notices?client="+string(f.ruiz.ID)).Says("Bounced", "Casa Ruiz")
}

// A notice of which nobody knows is sent again by a person alone.
func TestNoticeThatIsUnsure(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "said")
	f.Answer = office.Result{Outcome: office.Unsure, Text: "connection lost", Stage: "data"}
	v.Get(path+"/resets/new").Form(path+"/resets").Set("due", "20 March", "reason", "Late", "next", "12 March").Submit().Says("Written to Ana Ruiz; it leaves in ten seconds.")
	f.Pass(time.Hour)
	page := v.Get("/notices?state=lost").Follow("The mock-ups").Says("Unsure", "the server’s answer was lost", "the answer was lost")
	f.Answer = office.Result{Outcome: office.Accepted, Code: 250, Text: "queued as X"}
	page.Form(cut(page.Path)+"/attempts").Submit().Says("It is sent once more.", "Queued")
	f.Pass(time.Minute)
	v.Get(page.Path).Says("Accepted", "250 queued as X").SaysNot("Send again")
	v.Post(cut(page.Path)+"/attempts", nil).Answers(409, "This one is on its way, or has arrived.")
	v.Post(cut(page.Path)+"/settlement", url.Values{"how": {"met her"}}).Answers(409, "has arrived")
	if last(f).To.Addr != "ana@casaruiz.example" {
		t.Errorf("the last mail went to %s", last(f).To.Addr)
	}
}

// Notices are read a hundred at a time.
func TestNoticeList(t *testing.T) {
	f := open(t)
	for range 103 {
		_, err := f.Notices.Tell(t.Context(), f.nils, office.Telling{
			Client: f.ruiz.ID, Readers: []client.ContactID{f.ana.ID}, Channel: notice.Call, Text: "We spoke.", Next: promise.When{At: f.Now().Add(48 * time.Hour)},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	v := f.SignIn(f.nils)
	older := v.Get("/notices").Says("100 notices, the newest first").Follow("Further").Says("3 notices, the newest first")
	older.Follow("Back").Says("100 notices")
}

// Who left the client cannot be told any more: somebody else there is.
func TestTellingForWhoLeft(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "mail")
	luis, err := f.Clients.AddContact(t.Context(), f.nils, client.Contact{ClientID: f.ruiz.ID, Name: "Luis Ruiz", Email: "luis@casaruiz.example"})
	if err != nil {
		t.Fatal(err)
	}
	f.Pass(time.Minute)
	v.Get(path+"/resets/new").Form(path+"/resets").Set("due", "11 March", "reason", "Late", "next", "12 March").Submit().Says("Written to Ana Ruiz; it leaves in ten seconds.")
	f.Pass(time.Minute)
	if _, err := f.Clients.EditContact(t.Context(), f.nils, f.ana.ID, office.ContactEdit{Change: func(k *client.Contact) { k.EndedAt = f.Now() }}); err != nil {
		t.Fatal(err)
	}
	form := v.Get(path+"/resets/new").Says("Ana Ruiz does not work there any more. Choose who is told instead.").Form(path+"/resets").Set("due", "13 March", "reason", "Late again", "next", "12 March")
	form.Clear("to").Submit().Answers(422, "Say who is told.")
	form.Values["to"] = []string{string(luis.ID)}
	form.Submit().Says("Written to Luis Ruiz; it leaves in ten seconds.")
	f.Pass(time.Minute)
	v.Get(path).Says("Friday 13 March 2026", "Luis Ruiz was told")
}

// While no mail leaves, nobody is said to have been told.
func TestTellingWhileMailIsPaused(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "said")
	if err := f.Settings.PauseMail(t.Context(), f.Owner, true); err != nil {
		t.Fatal(err)
	}
	form := v.Get(path+"/resets/new").Form(path+"/resets").Set("due", "11 March", "reason", "Late", "next", "12 March")
	form.To(path + "/resets/preview").Says("It will wait in the outbox: outgoing mail is paused.")
	form.Submit().Says("Written to Ana Ruiz. It waits in the outbox: outgoing mail is paused.", "Doubtful").SaysNot("it leaves in ten seconds")
}
