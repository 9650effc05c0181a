package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/web/webtest"
	"kept/member"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

// neighbour is a second firm on the same server, with a promise of its own.
func (f firm) neighbour(t *testing.T) (office.Actor, promise.Promise, office.Told) {
	t.Helper()
	who, err := f.Access.Open(t.Context(), office.Setup{Workspace: "Elsewhere", Name: "Otto Other", Email: "otto@elsewhere.example", Password: "a long enough one", Zone: "Europe/Rome"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, k := f.Client(who, "Foreign & Co", "Europe/Rome", "Fay Foreign", "fay@foreign.example")
	p, err := f.Promises.Make(t.Context(), who, office.NewPromise{
		Client: c.ID, Contact: k.ID, Kind: promise.Fix, Words: "The foreign secret", How: office.ByMail, When: promise.When{At: f.Now().Add(time.Hour)},
	})
	if err != nil {
		t.Fatal(err)
	}
	told, err := f.Notices.Tell(t.Context(), who, office.Telling{
		Client: c.ID, Readers: []client.ContactID{k.ID}, Channel: "mail", Text: "A foreign word", Next: promise.When{At: f.Now().Add(time.Hour)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return who, p, told
}

// What is unknown, malformed or somebody else's is not there: no page tells
// one from the other, and no act touches it.
func TestWhatIsNotYoursIsNotThere(t *testing.T) {
	f := open(t)
	who, theirs, told := f.neighbour(t)
	f.Pass(30 * time.Minute) // their prompt is raised
	asked, err := f.Prompts.Home(t.Context(), who)
	if err != nil || len(asked.Do)+len(asked.Tell) == 0 {
		t.Fatalf("the neighbour is asked nothing: %+v (%v)", asked, err)
	}
	theirPrompt := append(asked.Do, asked.Tell...)[0].ID
	v := f.SignIn(f.nils)
	for _, id := range []string{string(theirs.ID), "prm_00000000000000000000000000", "nonsense", "%00", "..%2F..", strings.Repeat("x", 3000)} {
		for _, path := range []string{"", "/edit", "/resets/new", "/holding/new", "/deliveries/new", "/tellings/new", "/calls/new"} {
			v.Get("/promises/"+id+path).Answers(404, "There is nothing here").SaysNot("foreign", "Foreign")
		}
		for _, path := range []string{"", "/keeping", "/confirmations", "/release", "/reopening", "/handovers", "/resets", "/resets/preview", "/holding", "/deliveries", "/tellings", "/calls"} {
			v.Post("/promises/"+id+path, url.Values{"why": {"x"}, "to": {string(f.lea.Member)}, "words": {"x"}}).Answers(404).SaysNot("foreign")
		}
	}
	for _, id := range []string{string(theirPrompt), "pmt_0", "%FF"} {
		v.Get("/prompts/" + id).Answers(404)
		for _, path := range []string{"/snoozes", "/dismissals", "/handovers"} {
			v.Post("/prompts/"+id+path, url.Values{"until": {f.Now().Add(time.Minute).Format(time.RFC3339)}, "because": {"x"}, "to": {string(f.lea.Member)}}).Answers(404)
		}
	}
	for _, id := range []string{string(told.Notices[0]), "ntc_0", "'"} {
		v.Get("/notices/" + id).Answers(404)
		v.Get("/notices/" + id + "/calls/new").Answers(404)
		for _, path := range []string{"/attempts", "/settlement", "/calls"} {
			v.Post("/notices/"+id+path, url.Values{"how": {"x"}}).Answers(404)
		}
	}
	for _, path := range []string{
		"/promises?client=" + theirs.ClientID, "/notices?client=" + theirs.ClientID, "/promises/new?client=" + theirs.ClientID, "/promises/new?contact=" + theirs.ContactID, "/promises/new?contact=x",
		"/clients/" + theirs.ClientID + "/tell", "/clients/nobody/tell", "/promises?state=withdrawn", "/promises?state=x", "/promises?who=x", "/promises?after=x", "/promises?before=%00", "/notices?state=x",
	} {
		v.Get(path).Answers(404).SaysNot("Foreign", "Fay")
	}
	v.Post("/tellings/"+told.ID+"/undo", nil).Answers(404)
	v.Post("/tellings/x/undo", nil).Answers(404)
	for _, path := range []string{"/", "/promises?who=all", "/notices", "/search?q=foreign", "/promises?q=foreign"} {
		v.Get(path).Says().SaysNot("The foreign secret", "Foreign & Co", "Fay")
	}
	p, err := f.Promises.View(t.Context(), who, theirs.ID)
	if err != nil || p.Promise.State != promise.Open || len(p.Promise.Dates) != 1 || p.Promise.OwnerID != who.Member {
		t.Errorf("the neighbour's promise was touched: %+v (%v)", p.Promise, err)
	}
	// A colleague's promise is seen, but not everybody may change it.
	mine := f.promise(t, f.SignIn(f.Owner), "Marta's own", "9 March", "said")
	v.Get(mine).Says("Marta's own")
}

// Nobody who is not signed in sees or does anything.
func TestDeskIsForMembers(t *testing.T) {
	f := open(t)
	path := f.promise(t, f.SignIn(f.nils), "The mock-ups", "9 March", "mail")
	s := f.Stranger()
	for _, p := range []string{"/", path, path + "/resets/new", "/promises", "/notices", "/search?q=mock", "/prompts/x"} {
		if got := s.Get(p); !strings.HasPrefix(got.Path, "/sign-in") || strings.Contains(got.HTML, "mock-ups") {
			t.Errorf("%s showed a stranger %s", p, got.Path)
		}
	}
	if got := s.Post(path+"/keeping", nil); !strings.HasPrefix(got.Path, "/sign-in") {
		t.Errorf("a stranger's act led to %s", got.Path)
	}
}

// A form that cannot be taken comes back with its values, a word beside the
// field, and nothing done.
func TestNewPromiseRefused(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	good := url.Values{"words": {"The mock-ups"}, "kind": {"deliverable"}, "contact": {string(f.ana.ID)}, "due": {"9 March"}, "owner": {string(f.nils.Member)}, "how": {"mail"}}
	for _, bad := range []struct{ field, value, say string }{
		{"words", "", "This is needed."},
		{"words", "   ", "This is needed."},
		{"words", strings.Repeat("ä", 501), "This is too long: 500 characters at most."},
		{"words", "two\nlines", "Line breaks and control characters cannot stand here."},
		{"words", "a\x00b", "Line breaks and control characters cannot stand here."},
		{"words", "\xff\xfe", "bytes that are no text"},
		{"kind", "", "Choose what sort of promise this is."},
		{"kind", "bribe", "Choose what sort of promise this is."},
		{"contact", "", "Say to whom it was promised."},
		{"contact", "con_00000000000000000000000000", "Say to whom it was promised."},
		{"contact", "Nobody At All", "Nobody is called that."},
		{"due", "", "Say by when."},
		{"due", "30 February", "does not exist"},
		{"due", "gestern", "gestern"},
		{"due", "12/05", "12/05"},
		{"due", "1 March 2026", "This moment has passed."},
		{"due", "today 09:59", "This moment has passed."},
		{"due", "2026-03-29 02:30", "does not exist"}, // the clocks go forward in Madrid
		{"due", "9999-01-01", "too far away"},
		{"due", "0000-01-01", "0000"},
		{"due", strings.Repeat("9", 5000), "A date has at most"},
		{"due_choice", "tomorrow", "Choose one of the dates, or type one."},
		{"due_day", "2026-02-30", "is not a date"},
		{"due_time", "25:00", "Give the day too."},
		{"owner", "mem_00000000000000000000000000", "Choose a member of this workspace."},
		{"how", "pigeon", "Choose how the client knows"},
		{"source", strings.Repeat("x", 201), "This is too long: 200 characters at most."},
		{"project", "prj_00000000000000000000000000", "Choose one of this client’s projects"},
	} {
		form := url.Values{}
		for k, all := range good {
			form[k] = all
		}
		if strings.HasPrefix(bad.field, "due_") {
			form.Del("due")
		}
		form.Set(bad.field, bad.value)
		p := v.Post("/promises", form)
		text := strings.ReplaceAll(p.Text(), "'", "’")
		if p.Status != 422 || !strings.Contains(text, bad.say) {
			t.Errorf("%s=%.20q answered %d and does not say %q:\n%s", bad.field, bad.value, p.Status, bad.say, p.Text())
			continue
		}
		back := p.Form("/promises")
		if got := back.Values.Get("words"); bad.field != "words" && got != "The mock-ups" {
			t.Errorf("%s=%.20q: the words came back as %q", bad.field, bad.value, got)
		}
		if got := back.Values.Get(bad.field); got != bad.value && strings.HasPrefix(bad.field, "due") && bad.field != "due_choice" {
			t.Errorf("%s=%.20q came back as %.20q", bad.field, bad.value, got)
		}
	}
	if rows, err := f.Promises.List(t.Context(), f.nils, office.Filter{State: promise.Open, Part: sliceOf(10)}); err != nil || len(rows) != 1 {
		t.Errorf("after all refusals there are %d promises, want the next contact alone (%v)", len(rows), err)
	}
	v.Post("/promises", good).Says("Promised to Ana Ruiz: The mock-ups, Monday 9 March 2026.")
}

// Sent twice, a form makes one thing; opened anew, it makes another.
func TestMadeOnce(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	form := v.Get("/promises/new?contact="+string(f.ana.ID)).Form("/promises").Set("words", "The mock-ups", "due", "9 March", "how", "mail")
	first, second := form.Submit(), form.Submit()
	if first.Path != second.Path {
		t.Errorf("sent twice it made %s and %s", first.Path, second.Path)
	}
	reset := v.Get(first.Path+"/resets/new").Form(first.Path+"/resets").Set("due", "11 March", "reason", "Late", "next", "12 March")
	reset.Submit().Says("Written to Ana Ruiz; it leaves in ten seconds.")
	reset.Submit().Says().SaysNot("Written to Ana Ruiz")
	f.Pass(time.Minute)
	mails := 0
	for _, m := range f.Sent {
		if m.To.Addr == "ana@casaruiz.example" {
			mails++
		}
	}
	if mails != 2 {
		t.Errorf("the client got %d mails, want one of the promise and one of its new date", mails)
	}
	again := v.Get("/promises/new?contact="+string(f.ana.ID)).Form("/promises").Set("words", "The mock-ups", "due", "9 March").Submit()
	if again.Path == first.Path {
		t.Error("a form that was opened anew made nothing new")
	}
}

// A promise is kept, released, reopened, edited and handed over on its page.
func TestActsOnAPromise(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "")
	v.Get(path).Says("On track", "Nobody was told of it.")
	edit := v.Get(path).Follow("Edit").Says("Edit the promise", "Monday 9 March 2026").Form(path)
	stale := v.Get(path + "/edit").Form(path)
	edit.Set("words", "The mock-ups of four pages", "due", "10 March").Submit().Says("Saved.", "The mock-ups of four pages", "Tuesday 10 March 2026", "By when")
	stale.Set("words", "Lost?").Submit().Answers(422, "Somebody else changed this in the meantime.")
	f.Pass(2 * time.Hour)
	keep := func(at string) *webtest.Page { return v.Get(path).Form(path+"/keeping").Set("at", at).Submit() }
	keep("tomorrow").Answers(422, "still to come")
	keep("last year").Answers(422, "is not understood")
	keep("1 March 2026 10:00").Answers(422, "before the promise was made")
	kept := keep("10:30").Says("Kept: The mock-ups of four pages.", "Undo", "they had it Mon 2 Mar, 10:30")
	keptAgain := v.Post(path+"/keeping", url.Values{"at": {""}})
	keptAgain.Answers(409, "This promise was kept already.")
	kept.Form(path+"/reopening").Submit().Says("Open again", "On track")
	release := v.Get(path).Form(path + "/release")
	release.Set("why", "").Submit().Answers(422, "This is needed.")
	release.Set("why", "They found another printer").Submit().Says("Released", "They found another printer")
	v.Post(path+"/reopening", nil).Says("Open again")
	hand := v.Get(path).Form(path + "/handovers")
	hand.Set("to", "").Submit().Answers(422, "Choose a member of this workspace.")
	hand.Set("to", string(f.lea.Member)).Submit().Says("is Lea Brandt’s now.", "gave it to Lea Brandt")
	v.Post(path+"/confirmations", nil).Answers(409, "Only an appointment is confirmed.")
	told := f.promise(t, v, "Told at once", "9 March", "said")
	if v.Get(told).Link("Edit") != "" {
		t.Error("a promise that the client knows offers to be edited")
	}
	v.Get(told+"/edit").Answers(409, "The client was told of it")
}

// A list is read page by page, forwards and backwards, mine or everybody's.
func TestPromiseList(t *testing.T) {
	f := open(t)
	owner := f.SignIn(f.Owner)
	for i := range 230 {
		p, err := f.Promises.Make(t.Context(), f.nils, office.NewPromise{
			Client: f.ruiz.ID, Contact: f.ana.ID, Kind: promise.Deliverable, Words: fmt.Sprintf("Drawing number%03d", i), When: promise.When{Day: worktime.Day{Year: 2026, Month: 4, Date: 1}.AddDays(i / 2)},
		})
		if err != nil {
			t.Fatal(err)
		}
		if i >= 220 {
			if _, err := f.Promises.Keep(t.Context(), f.nils, p.ID, time.Time{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	owner.Get("/promises").Says("Nothing here").SaysNot("Drawing")
	one := owner.Get("/promises?who=all").Says("Drawing number000", "Drawing number098", "100 promises, the earliest date first").SaysNot("Drawing number099")
	two := one.Follow("Further").Says("Drawing number099", "Drawing number198").SaysNot("Drawing number098")
	three := two.Follow("Further").Says("Drawing number199", "Drawing number219", "21 promises").SaysNot("Drawing number220", "Further")
	if back := three.Follow("Back").Says("Drawing number099", "Drawing number198").SaysNot("Drawing number199", "Drawing number098"); back.Link("Further") == "" || back.Link("Back") == "" {
		t.Error("the page in the middle has no neighbours")
	}
	if first := three.Follow("Back").Follow("Back").Says("Drawing number000", "Drawing number098"); first.Link("Back") != "" {
		t.Error("the first page has one before it")
	}
	f.SignIn(f.nils).Get("/promises").Says("Drawing number000", "Nils Holm")
	kept := owner.Get("/promises?who=all&state=kept").Says("10 promises, the last date first", "Kept").Text()
	if strings.Index(kept, "number229") > strings.Index(kept, "number220") {
		t.Error("what was kept does not begin with the last date")
	}
	owner.Get("/promises?client="+string(f.ruiz.ID)).Says("Drawing number000", "Casa Ruiz")
	owner.Get("/promises?q=number22").Says("Drawing number221", "10 promises found")
	owner.Get("/promises?q=ruiz").Says("Drawing number000", "add a word")
	owner.Get("/promises?q=zzz").Says("Nothing here")
	owner.Get("/search?q=number00").Says("Promises", "Drawing number007", "to Ana Ruiz")
	owner.Get("/search?q=ruiz").Says("Clients", "Casa Ruiz", "People", "ana@casaruiz.example")
	owner.Get("/search?q=").Says("Search")
	owner.Get("/search?q=" + strings.Repeat("%C3%A4", 3000)).Says("Nothing found")
	owner.Get("/search?q=%FF%00'").Says()
}

// Where there are more people than a list can hold, a name is typed.
func TestContactByName(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	for i := range 301 {
		_, err := f.Clients.AddContact(t.Context(), f.nils, client.Contact{ClientID: f.ruiz.ID, Name: fmt.Sprintf("Person %03d", i), Email: fmt.Sprintf("p%d@casaruiz.example", i)})
		if err != nil {
			t.Fatal(err)
		}
	}
	form := v.Get("/promises/new").Says("A name, an address or a client.").Form("/promises").Set("words", "The mock-ups", "due", "9 March")
	form.Set("contact", "Nobody").Submit().Answers(422, "Nobody is called that.")
	several := form.Set("contact", "Person 00").Submit().Answers(422, "10 people fit. Choose one of them.")
	several.Form("/promises").Pick("contact", "Person 007").Submit().Says("Promised to Person 007: The mock-ups")
	v.Get("/promises/new").Form("/promises").Set("words", "Another", "due", "9 March", "contact", "ana@casaruiz").Submit().Says("Promised to Ana Ruiz: Another")
}

// A prompt is put off, waved away and handed over where it stands.
func TestPromptPage(t *testing.T) {
	f := open(t)
	v, lea := f.SignIn(f.nils), f.SignIn(f.lea)
	f.promise(t, v, "The mock-ups", "9 March", "mail")
	f.To(time.Date(2026, 3, 6, 13, 0, 0, 0, time.UTC))
	home, err := f.Prompts.Home(t.Context(), f.nils)
	if err != nil || len(home.Do) != 1 {
		t.Fatalf("%+v (%v)", home, err)
	}
	path := "/prompts/" + string(home.Do[0].ID)
	page := v.Get(path).Says("The mock-ups for Ana Ruiz, Monday: keep it, or tell them in time.", "Opening this page changed nothing.", "Snooze", "At the latest until Mon 11:00")
	if again, err := f.Prompts.Home(t.Context(), f.nils); err != nil || len(again.Do) != 1 {
		t.Fatalf("opening the page changed something: %+v (%v)", again, err)
	}
	page.Form(path+"/dismissals").Set("because", "").Submit().Answers(422, "This is needed.")
	v.Post(path+"/snoozes", url.Values{"until": {"soon"}}).Answers(422, "Choose one of the moments.")
	v.Post(path+"/snoozes", url.Values{"until": {home.Do[0].SnoozeBy.Add(time.Millisecond).Format(time.RFC3339Nano)}}).Answers(422, "That is too late")
	page.Form(path+"/snoozes").Pick("until", "the latest").Submit().Says("Put off until Mon 11:00.", "Snoozed and set aside").SaysNot("Waiting on others")
	v.Get(path).Says("Put off until Mon 11:00.")
	f.To(time.Date(2026, 3, 9, 10, 0, 0, 0, time.UTC)) // it passes to the leader
	lea.Get("/").Says("Passed to you as leader of Nils Holm", "The mock-ups")
	hand := lea.Get(path).Form(path+"/handovers").Set("to", string(f.lea.Member)).Submit()
	hand.Says("The mock-ups is Lea Brandt’s now.")
	v.Get(path).Form(path+"/dismissals").Set("because", "not mine").Submit().Answers(403, "This is not yours to do")
	lea.Post(path+"/handovers", url.Values{"to": {"nobody"}}).Answers(422, "Choose a member of this workspace.")
	lea.Get(path).Form(path+"/dismissals").Set("because", "It was delivered, the note follows").Submit().Says("Not needed: It was delivered, the note follows")
	lea.Get(path).Says("Not needed: It was delivered, the note follows").SaysNot("Tell or reset")
}

// What falls due while somebody is away is handed over in one act.
func TestHandOverAnAbsence(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "12 March", "said")
	_, err := f.People.AddAbsence(t.Context(), f.nils, member.Absence{MemberID: f.nils.Member, From: f.Now().Add(48 * time.Hour), Until: f.Now().Add(14 * 24 * time.Hour), Why: "holidays"})
	if err != nil {
		t.Fatal(err)
	}
	f.Pass(26 * time.Hour)
	home := v.Get("/").Says("Nils Holm is away from Wednesday 10:00", "Hand over all of it")
	asked, err := f.Prompts.Home(t.Context(), f.nils)
	if err != nil || len(asked.Do) != 1 || asked.Do[0].Rule != prompt.Absent {
		t.Fatalf("%+v (%v)", asked.Do, err)
	}
	home.Form("/prompts/"+string(asked.Do[0].ID)+"/handovers").Set("to", string(f.lea.Member)).Submit().Says("1 promise handed over to Lea Brandt.").SaysNot("is away from")
	v.Get(path).Says("gave it to Lea Brandt")
}

// An empty workspace teaches the first steps, and stops when they are done.
func TestFirstSteps(t *testing.T) {
	d := webtest.Open(t)
	v := d.SignIn(d.Owner)
	v.Get("/").Says("Welcome to Kept, Marta Kern.", "Invite those who work with you", "Add your first client", "Write down what you have promised", "Import", "Mon-Fri 9:00-17:00")
	c, k := d.Client(d.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	v.Get("/").Says("The first ten minutes", "(done)")
	v.Get("/promises/new?client="+string(c.ID)).Form("/promises").Set("words", "The mock-ups", "due", "9 March", "contact", string(k.ID)).Submit().Says("Promised")
	v.Get("/").Says("Nobody is waiting for a word from you", "The next days", "The mock-ups").SaysNot("The first ten minutes")
}

// Whoever is away is offered as such, and a large firm is not listed beside
// every prompt.
func TestWhomToHandOverTo(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "3 March", "said")
	_, err := f.People.AddAbsence(t.Context(), f.Owner, member.Absence{MemberID: f.lea.Member, From: f.Now().Add(-time.Hour), Until: f.Now().Add(48 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	v.Get(path).Says("Lea Brandt (away until Wed 10:00)", "Marta Kern")
	f.Pass(time.Hour)
	if p := v.Get("/").Says("Hand over", "Lea Brandt (away until Wed 10:00)"); strings.Contains(p.Link("Hand over"), "/prompts/") {
		t.Error("a small firm is not offered on Home")
	}
	for i := range 12 {
		f.Member(fmt.Sprintf("Member %d", i), fmt.Sprintf("m%d@northlight.example", i), member.Regular, "")
	}
	home := v.Get("/").SaysNot("Member 3")
	home.Follow("Hand over").Says("Member 3", "Opening this page changed nothing.")
}
