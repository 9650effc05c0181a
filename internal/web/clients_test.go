package web_test

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"kept/internal/web/webtest"
)

// logo is a small picture.
func logo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// between gives what stands in a text between two others.
func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, from)
	out, _, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		t.Fatalf("nothing between %q and %q", from, to)
	}
	return out
}

// A client is added with a logo, his first contact and a next contact, and his
// page says all of it (the first half of story 9).
func TestAddClient(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	form := nils.Get("/clients").Follow("New client").Form("/clients")
	made := form.Set("name", "Aalto Interiors", "colour", "7", "zone", "Europe/Helsinki", "language", "de", "region", "FI", "hours", "Mon-Thu 8:00-16:00; Fri 8-14",
		"contact_name", "Mikko Aalto", "contact_email", "mikko@aalto.example", "contact_phone", "+358 9 555", "next", "Friday 14:00").
		Attach("logo", "aalto.png", "image/png", logo(t)).Submit()
	made.Says("Aalto Interiors is here.", "Active client", "Nils Holm", "Mon-Thu 8:00-16:00; Fri 8:00-14:00 Helsinki; it is 11:00 there, open",
		"They hear from us next", "Fri 13:00 (14:00 Helsinki)", "Nils Holm sees to it. They see it on their page.", "Mikko Aalto", "mikko@aalto.example", "May open their page, did not yet")
	src := between(t, made.HTML, `class="logo" src="`, `"`)
	if pic := nils.Get(src); pic.Status != http.StatusOK || !strings.HasPrefix(pic.HTML, "\x89PNG") {
		t.Errorf("the logo answers %d", pic.Status)
	}
	if pic := f.Stranger().Get(src); strings.HasPrefix(pic.HTML, "\x89PNG") {
		t.Error("a stranger sees the logo")
	}
	nils.Get("/clients").Says("Aalto Interiors", "Casa Ruiz", "2 clients, by name", "Fri 13:00")
	nils.Get("/clients?stage=past").Says("No client here").SaysNot("Casa Ruiz")
	nils.Get("/clients?q=mikk").Says("Aalto Interiors").SaysNot("Casa Ruiz")

	// Edited: without the logo, in another colour and stage.
	edit := nils.Get(made.Path).Follow("Edit")
	edit.Form(made.Path).Set("name", "Aalto Oy", "no_logo", "on", "colour", "3", "hours", "").Pick("stage", "Past").Submit().
		Says("Saved.", "Aalto Oy", "Past client", "our hours in Helsinki")
	if page := nils.Get(made.Path); strings.Contains(page.HTML, `class="logo"`) {
		t.Error("the logo is still there")
	}
}

// Every field of the form that can be wrong has its word beside it, keeps what
// was typed and makes nothing.
func TestClientFormRefuses(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	fill := func() *webtest.Form {
		return nils.Get("/clients/new").Form("/clients").Set("name", "New one", "contact_name", "Ann", "contact_email", "ann@new.example", "next", "Friday")
	}
	long := strings.Repeat("x", 201)
	for _, tt := range []struct{ field, value, want string }{
		{"name", "", "This is needed."},
		{"name", long, "This is too long: 200 characters at most."},
		{"name", "Two\nlines", "Line breaks and control characters cannot stand here."},
		{"name", "bell\a", "Line breaks and control characters cannot stand here."},
		{"name", "\xff\xfe", "This has bytes that are no text."},
		{"stage", "lost", "Choose prospect, active or past."},
		{"owner", "mem_nobody", "Choose a member of this workspace."},
		{"colour", "13", "Choose one of the twelve colours."},
		{"colour", "0", "Choose one of the twelve colours."},
		{"colour", "green", "Choose one of the twelve colours."},
		{"zone", "Europe/Atlantis", "Choose a time zone by its place"},
		{"zone", strings.Repeat("Z", 500), "Choose a time zone by its place"},
		{"language", "tlh", "Choose one of the languages offered."},
		{"hours", "Mon 9-12, 11-15", "“09:00-12:00, 11:00-15:00” overlap."},
		{"hours", "always", "is no day of the week"},
		{"region", "DE-XX", "Choose one of the regions offered."},
		{"contact_name", "", "This is needed."},
		{"contact_email", "ann", "This is not an e-mail address."},
		{"contact_email", "", "Give an e-mail address or a telephone number"},
		{"contact_phone", strings.Repeat("1", 41), "This is too long: 40 characters at most."},
		{"next", "", "Say when they hear from us next."},
		{"next", "30 February", "February"},
		{"next", "12/05", "could be"},
		{"next", "yesterday", "This moment has passed."},
		{"next", strings.Repeat("9", 1000), "A date has at most 100 letters"},
		{"next_day", "2026-02-30", "is not a date"},
	} {
		form := fill().Clear("next_choice")
		if strings.HasPrefix(tt.field, "next") {
			form.Clear("next")
		}
		p := form.Set(tt.field, tt.value).Submit().Answers(http.StatusUnprocessableEntity, tt.want)
		if kept := p.Form("/clients"); tt.field != "name" && kept.Values.Get("name") != "New one" {
			t.Errorf("%s=%.30q: the name was not kept", tt.field, tt.value)
		}
	}
	for _, tt := range []struct{ name, mediaType, data, want string }{
		{"x.png", "image/png", "<svg onload=alert(1)>", "This is not a picture that can be read."},
		{"x.jpg", "image/jpeg", string(logo(t)), "This file is a “PNG”, but its name says something else."},
		{"x.png", "image/png", strings.Repeat("x", 2<<20+1), "This file is larger than 2 MB."},
		{"x.png", "image/png", strings.Repeat("x", 16<<20), "What was sent is larger than 16 MB."},
	} {
		fill().Attach("logo", tt.name, tt.mediaType, []byte(tt.data)).Submit().Answers(http.StatusUnprocessableEntity, tt.want)
	}
	nils.Get("/clients?stage=").Says("1 client, by name").SaysNot("New one")
}

// A form that is sent twice makes one client; changed and sent anew it makes another.
func TestFormSentTwice(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	form := nils.Get("/clients/new").Form("/clients").Set("name", "Twice", "contact_name", "Ann", "contact_email", "ann@new.example", "next", "Friday")
	first, second := form.Submit(), form.Submit()
	if first.Path != second.Path {
		t.Errorf("made %s and %s", first.Path, second.Path)
	}
	if third := form.Set("name", "Thrice").Submit(); third.Path == first.Path {
		t.Error("another client was taken for the same")
	}
	nils.Get("/clients?stage=").Says("3 clients, by name")
}

// Two people edit one client: the second is told, keeps what he wrote, and
// decides.
func TestTwoEditOneClient(t *testing.T) {
	f := open(t)
	nils, lea := f.SignIn(f.nils), f.SignIn(f.lea)
	here := "/clients/" + string(f.ruiz.ID)
	mine := nils.Get(here + "/edit").Form(here)
	lea.Get(here+"/edit").Form(here).Set("name", "Casa Ruiz S.L.").Submit().Says("Saved.")
	again := mine.Set("name", "Casa de Ruiz").Submit().Answers(http.StatusUnprocessableEntity, "Somebody else changed this in the meantime.")
	nils.Get(here).Says("Casa Ruiz S.L.")
	again.Form(here).Submit().Says("Saved.", "Casa de Ruiz")
}

func TestContacts(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	here := "/clients/" + string(f.ruiz.ID)
	nils.Get(here).Follow("Add a person").Form(here+"/contacts").Set("name", "Luis Ruiz", "role", "Cellar", "phone", "+34 91 1").Pick("channel", "By phone").Clear("portal").Submit().
		Says("Luis Ruiz can be told now.", "Luis Ruiz", "Cellar", "No page")
	nils.Get(here+"/contacts/new").Form(here+"/contacts").Set("name", "X", "role", strings.Repeat("r", 121)).Submit().
		Answers(http.StatusUnprocessableEntity, "This is too long: 120 characters at most.", "Give an e-mail address or a telephone number")

	f.Pass(time.Second)
	before := len(f.Sent)
	page := nils.Get(here)
	ana := "/contacts/" + string(f.ana.ID)
	page.Form(ana + "/invitations").Submit().Says("A link to their page goes to Ana Ruiz.")
	f.Pass(time.Minute)
	if len(f.Sent) != before+1 || f.Sent[before].To.Addr != "ana@casaruiz.example" || !strings.Contains(f.Sent[before].Text(), "/p/enter/") {
		t.Fatalf("sent %+v", f.Sent[before:])
	}
	page.Follow("Ana Ruiz").Form(ana).Clear("portal").Submit().Says("Saved.")
	if nils.Get(here).HasForm(ana + "/invitations") {
		t.Error("who may not open the page can be invited")
	}
	nils.Post(ana+"/invitations", nil).Answers(http.StatusConflict, "may not open the client's page")

	nils.Get(ana).Form(ana + "/leaving").Submit().Says("Ana Ruiz has left.").SaysNot("ana@casaruiz.example")
	nils.Get(ana).Says("Ana Ruiz has left: nobody is told here any more").Form(ana+"/return").Submit().Says("Ana Ruiz is back.", "ana@casaruiz.example")
}

func TestProjects(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	here := "/clients/" + string(f.ruiz.ID)
	form := nils.Get(here).Follow("Add a project").Form(here + "/projects")
	made := form.Set("name", "Website relaunch", "next", "Thursday").Pick("kind", "Pursuit").Submit()
	made.Says("Website relaunch", "Pursuit", "They hear from us next", "Thu 5 Mar", "What we owe")
	nils.Get(here).Says("Website relaunch", "Pursuit, since Monday 2 March 2026")
	made.Follow("Edit").Form(made.Path).Set("name", "Website").Pick("kind", "Project").Submit().Says("Saved.", "Website", "Project")
	form.Set("name", strings.Repeat("n", 201), "next", "30 February").Submit().Answers(http.StatusUnprocessableEntity, "February")
	nils.Get(made.Path).Form(made.Path+"/closing").Submit().Says("Website is closed.", "closed Monday 2 March 2026").SaysNot("They hear from us next")
	nils.Get(made.Path).Form(made.Path + "/reopening").Submit().Says("Website is open again.")
}

// A missing next contact is an alarm on the client's page, and set where it stands.
func TestNextContact(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	here := "/clients/" + string(f.ruiz.ID)
	p := nils.Get(here).Says("They hear from us next", "Move it")
	p.Form(here+"/next").Set("next", "12 March").Submit().Says("They hear from us by Thursday 12 March 2026.", "Thu 12 Mar")
	for _, tt := range []struct{ typed, want string }{
		{"", "Say when they hear from us next."}, {"sometime", "sometime"}, {"yesterday", "This moment has passed."}, {"2046-12-01", "This is more than twenty years ahead."},
	} {
		form := nils.Get(here).Form(here+"/next").Set("next", tt.typed)
		if tt.typed == "2045-01-01" {
			form.Set("next", "2046-03-01")
		}
		form.Submit().Answers(http.StatusUnprocessableEntity, tt.want, "They hear from us next")
	}
	// Closing the engagement and opening it again leaves the alarm.
	made := nils.Get(here+"/projects/new").Form(here+"/projects").Set("name", "Shop").Clear("next_choice").Submit()
	if open := "<details class=\"act\" open"; strings.Contains(made.HTML, open) || !strings.Contains(nils.Get(made.Path+"?open=next").HTML, open) {
		t.Error("the address that opens the form of the next contact does not do so, or another one does")
	}
	made.Says("Added. Say when they hear from us next about it.", "Nobody knows when").Form(made.Path+"/next").Set("next", "Friday").Submit().
		Says("They hear from us by Friday 6 March 2026.").SaysNot("Nobody knows when")
}

// What is typed as a date is echoed in full while it is typed, in the zone of
// whoever it is for.
func TestDatesAreEchoed(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	for path, want := range map[string]string{
		"/dates?ask=next&for=" + string(f.ruiz.ID) + "&next=Fri+4pm":      "Friday 6 March 2026, 16:00 (Madrid)",
		"/dates?ask=next&client=" + string(f.ruiz.ID) + "&next=in+2+days": "Wednesday 4 March 2026",
		"/dates?ask=next&zone=America/New_York&hours=&next=Fri+4pm":       "Friday 6 March 2026, 16:00 (New York)",
		"/dates?ask=next&next=Fri+4pm":                                    "Friday 6 March 2026, 16:00 (Rome)",
		"/dates?ask=next&next=yesterday":                                  "That has passed: Sunday 1 March 2026.",
		"/dates?ask=at&at=today+9:30":                                     "Monday 2 March 2026, 09:30 (Rome)",
		"/dates?ask=next&next=12/05":                                      "could be",
	} {
		nils.Get(path).Says(want)
	}
	nils.Get("/dates?ask=next&for=cli_nobody&next=Friday").Answers(http.StatusNotFound)
}

// Story 5 over the pages: a call is missed, the clock runs, the owner is asked
// and then his leader; it is returned and the record shows how long it took.
func TestStoryNinetyMinutes(t *testing.T) {
	f := open(t)
	nils, lea := f.SignIn(f.nils), f.SignIn(f.lea)
	here := "/clients/" + string(f.ruiz.ID)
	nils.Get(here).Follow("Log a call").Form(here+"/calls").Pick("direction", "They called, nobody answered").Set("text", "About the permit").Submit().
		Says("Written down. The clock runs until somebody calls back.", "called, nobody answered", "About the permit")
	nils.Get("/calls").Says("Calls are returned within 1 h 30 min", "Ana Ruiz", "+39 06 1234", "About the permit", "Answer by Mon 11:30", "received Mon 10:00 Rome; standard 1 h 30 min; so Mon 11:30")
	nils.Get("/record").Says("1 client waits now", "Nobody had to wait in this time.")
	f.Pass(50 * time.Minute)
	nils.Get("/").Says("Call Ana Ruiz back before today 11:30.")
	f.Pass(25 * time.Minute)
	lea.Get("/").Says("Call Ana Ruiz back before today 11:30.", "Passed to you as leader of Nils Holm")
	back := nils.Get("/calls").Follow("I called back").Form(here + "/calls")
	if back.Values.Get("direction") != "out" {
		t.Errorf("the form stands at %q", back.Values.Get("direction"))
	}
	back.Set("text", "The permit comes on Friday.").Submit().Says("Written down. They know when they hear from us next.", "The permit comes on Friday.", "Told by voice")
	nils.Get("/calls").Says("Nobody waits for a call.", "1 h 15 min, within 1 h 30 min")
	nils.Get("/record?period=week").Says("Only 1 call: too few to judge. 1 within the standard.", "Worst wait 1 h 15 min").SaysNot("100 %")
	lea.Get("/record").Says("Everybody", "Nils Holm", "Lea Brandt", "Marta Kern")
	nils.Get("/record").SaysNot("Everybody", "Marta Kern")

	// Six calls are enough to judge: five within, one not.
	for _, minutes := range []int{10, 20, 30, 40, 120} {
		nils.Get("/calls/new?client="+string(f.ruiz.ID)).Form(here+"/calls").Pick("direction", "They called, nobody answered").Submit()
		f.Pass(time.Duration(minutes) * time.Minute)
		nils.Get("/calls/new?direction=out&client=" + string(f.ruiz.ID)).Form(here + "/calls").Submit()
		f.Pass(time.Minute)
	}
	nils.Get("/record").Says("83 %", "Median 30 min", "9 of 10 within 2 h", "Worst wait 2 h", "6 calls counted in the firm's working time; 5 answered within 1 h 30 min; 1 answered later; so 5 of 6.")
}

func TestCallFormRefuses(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	here := "/clients/" + string(f.ruiz.ID)
	for _, tt := range []struct{ field, value, want string }{
		{"direction", "", "Say how it went."}, {"direction", "sideways", "Say how it went."}, {"channel", "pigeon", "Choose call or meeting."}, {"contact", "con_nobody", "Choose one of this client"},
		{"answering", "mem_nobody", "Choose a member"}, {"at", "tomorrow 10:00", "That is still to come."}, {"at", "today", "Say the time too"}, {"at", "soon", "soon"},
		{"text", strings.Repeat("x", 20_001), "This is too long"}, {"text", "bell\a", "Control characters"}, {"next", "yesterday", "This moment has passed."},
	} {
		form := nils.Get("/calls/new?client="+string(f.ruiz.ID)).Form(here+"/calls").Set("text", "What was said")
		if tt.field == "answering" {
			form.Pick("direction", "They called, nobody answered")
		}
		t.Log(tt)
		p := form.Set(tt.field, tt.value).Submit().Answers(http.StatusUnprocessableEntity, tt.want)
		if tt.field != "text" && p.Form(here+"/calls").Values.Get("text") != "What was said" {
			t.Errorf("%s: what was typed is gone", tt.field)
		}
	}
	nils.Get(here).Says("Nothing was said yet.")
	nils.Get("/calls").Says("Nobody waits for a call.")
	nils.Get("/calls/new").Says("Client", "Casa Ruiz", "Go on")
	for path, want := range map[string]string{"?from=2026-02-30&to=2026-03-01": "Give the first day", "?from=2026-03-02&to=2026-03-01": "The last day is before the first.", "?from=2020-01-01&to=2026-03-01": "Three years at most."} {
		nils.Get("/record"+path).Answers(http.StatusUnprocessableEntity, want)
	}
	nils.Get("/record?from=2026-02-01&to=2026-02-28").Says("Sunday 1 February 2026 to Saturday 28 February 2026")
}
