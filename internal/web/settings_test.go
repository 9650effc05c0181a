package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/web/webtest"
	"kept/worktime"
)

func TestSettingsAreSaved(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	page := func() *webtest.Page { return marta.Get("/settings") }
	form := page().Form("/settings/workspace").Set("name", "Northlight", "zone", "Europe/Berlin", "mail_from", "hello@northlight.example")
	form.Values["regions"] = []string{"DE-BY", "AT"}
	form.Submit().Says("Saved.", "Northlight")
	page().Form("/settings/hours").Set("mon", "9:00-12:30, 13:30-18:00", "sat", "10-12", "wed", "").Submit().Says("Saved.")
	page().Form("/settings/standards").Set("call", "45 min", "mail", "1 h 30 min").Submit().Says("Saved.")
	page().Form("/settings/policy").Set("usual_notice", "6 h", "after_broken", "30 min").Submit().Says("Saved.")
	page().Form("/settings/brand").Set("accent", "#336699").Attach("logo", "n.png", "image/png", logo(t)).Submit().Says("Saved.")
	page().Form("/settings/exceptions").Set("day", "2026-03-06", "until", "2026-03-07", "hours", "9-13", "name", "Moving house").Submit().
		Says("Saved.", "Friday 6 March 2026 to Saturday 7 March 2026, 2 days", "open 9:00-13:00: Moving house")
	page().Form("/settings/exceptions").Set("day", "2026-03-09", "until", "2026-03-22", "name", "Company holidays").Submit().
		Says("Monday 9 March 2026 to Sunday 22 March 2026, 14 days").SaysNot("Tuesday 10 March 2026")
	page().Form("/settings/exceptions/2026-03-09/end").Submit().Says("Taken away.").SaysNot("Company holidays")                        // the whole run
	marta.Post("/settings/exceptions/2026-03-07/end", nil).Says("Taken away.", "Friday 6 March 2026").SaysNot("Saturday 7 March 2026") // one of its days
	page().Form("/settings/mail/pause").Submit().Says("Outgoing mail is paused.", "Release outgoing mail")
	page().Form("/settings/mail/release").Submit().Says("Outgoing mail leaves again.")

	w, err := f.Settings.Workspace(t.Context(), f.Owner)
	if err != nil {
		t.Fatal(err)
	}
	if w.Name != "Northlight" || w.MailFrom != "hello@northlight.example" || w.Accent != "#336699" || w.LogoID == "" || strings.Join(w.Hours.Regions, " ") != "AT DE-BY" && strings.Join(w.Hours.Regions, " ") != "DE-BY AT" {
		t.Errorf("%+v", w)
	}
	if w.Standards.Call != 45*time.Minute || w.Standards.Mail != 90*time.Minute || w.Policy.Usual.Notice != 6*time.Hour || w.Policy.AfterBroken != 30*time.Minute {
		t.Errorf("%+v %+v", w.Standards, w.Policy)
	}
	if len(w.Hours.Weekly[time.Monday]) != 2 || len(w.Hours.Weekly[time.Wednesday]) != 0 || len(w.Hours.Weekly[time.Saturday]) != 1 || len(w.Hours.Exceptions) != 1 {
		t.Errorf("%+v", w.Hours)
	}
	if src := between(t, page().HTML, `class="logo" src="`, `"`); marta.Get(src).Status != http.StatusOK {
		t.Error("the firm's logo is not served")
	}
}

const bridgeDays = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260402\r\nDTEND;VALUE=DATE:20260404\r\nSUMMARY:Bridge days\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20260410T090000Z\r\nSUMMARY:A meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func TestHolidaysByFile(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	read := func() *webtest.Page {
		return marta.Get("/settings").Form("/settings/holidays").Attach("file", "bridge.ics", "text/calendar", []byte(bridgeDays)).Submit()
	}
	read().Says("2 days read. 1 entry is no whole day and was left out.", "Thursday 2 April 2026", "Friday 3 April 2026", "Bridge days")
	read().Says("Take away all 2") // read again, nothing is there twice
	firm, _, err := f.Settings.Calendars(t.Context(), f.Owner)
	if err != nil || firm.IsBusinessDay(worktime.Day{Year: 2026, Month: 4, Date: 2}) {
		t.Errorf("the office is open on a bridge day: %v", err)
	}
	marta.Get("/settings").Form("/settings/holidays/2026-04-02/end").Submit().Says("Taken away.").SaysNot("Thursday 2 April 2026")
	read()
	marta.Get("/settings").Form("/settings/holidays/end").Submit().SaysNot("Bridge days")
	for data, want := range map[string]string{"no calendar": "calendar", "": "This file is empty.", strings.Repeat("x", 2<<20+1): "larger than 2 MB"} {
		marta.Get("/settings").Form("/settings/holidays").Attach("file", "x.ics", "text/calendar", []byte(data)).Submit().Answers(http.StatusUnprocessableEntity, want)
	}
}

func TestSettingsRefuse(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	for _, tt := range []struct{ part, field, value, want string }{
		{"workspace", "name", "", "This is needed."},
		{"workspace", "name", strings.Repeat("n", 121), "This is too long: 120 characters at most."},
		{"workspace", "name", "a\u2028b", "Line breaks and control characters cannot stand here."},
		{"workspace", "zone", "Mars/Base", "Choose a time zone by its place"},
		{"workspace", "zone", "Local", "Choose a time zone by its place"},
		{"workspace", "mail_from", "nobody", "This is not an e-mail address."},
		{"workspace", "regions", "XX-YY", "Choose among the regions offered."},
		{"hours", "mon", "9-17, 16-18", "“09:00-17:00, 16:00-18:00” overlap."},
		{"hours", "sun", "17-9", "ends before it begins"},
		{"hours", "tue", "9-25", "is no time like 9:00"},
		{"hours", "wed", strings.Repeat("1-2,", 100), "At most 300 letters."},
		{"exceptions", "day", "2026-02-30", "Give the day."},
		{"exceptions", "day", "", "Give the day."},
		{"exceptions", "until", "2026-03-01", "The last day comes after the first"},
		{"exceptions", "until", "2027-03-10", "60 days at most"},
		{"exceptions", "hours", "9-8", "ends before it begins"},
		{"exceptions", "name", strings.Repeat("n", 101), "This is too long"},
		{"standards", "call", "soon", "is no amount of working time"},
		{"standards", "mail", "1 min", "Choose between five minutes and thirty working days."},
		{"policy", "usual_warn", "161 h", "Choose between five minutes and 160 h"},
		{"policy", "appointment_leader", "", "Write an amount of working time"},
		{"brand", "accent", "red", "Give a colour like #2f6f4f."},
	} {
		action := "/settings/" + tt.part
		form := marta.Get("/settings").Form(action)
		if tt.part == "exceptions" {
			form.Set("day", "2026-03-10")
		}
		p := form.Set(tt.field, tt.value).Submit().Answers(http.StatusUnprocessableEntity, tt.want, "Something is to be mended")
		if tt.field != "regions" && p.Form(action).Values.Get(tt.field) != tt.value && !strings.ContainsAny(tt.value, "\u2028") {
			t.Errorf("%s %s: %.40q was not kept", tt.part, tt.field, tt.value)
		}
	}
	w, err := f.Settings.Workspace(t.Context(), f.Owner)
	if err != nil || w.Version != 1 {
		t.Errorf("something was changed: %+v %v", w, err)
	}
	marta.Post("/settings/exceptions/2026-02-30/end", nil).Answers(http.StatusNotFound)
	marta.Post("/settings/holidays/2026-03-02/end", nil).Answers(http.StatusNotFound)
	// Somebody else was faster: what was typed stays, and is saved when it is meant.
	stale := marta.Get("/settings").Form("/settings/standards")
	marta.Get("/settings").Form("/settings/standards").Set("call", "60 min").Submit().Says("Saved.")
	stale.Set("call", "30 min").Submit().Answers(http.StatusUnprocessableEntity, "Somebody else changed this in the meantime.").
		Form("/settings/standards").Submit().Says("Saved.")
}

func TestPeople(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	f.Pass(time.Second)
	marta.Get("/people").Says("Marta Kern", "here until 17:00", "led by Lea Brandt")
	before := len(f.Sent)
	made := marta.Get("/people").Form("/people").Set("email", "ada@northlight.example", "name", "Ada Wolf", "leader", string(f.lea.Member)).Submit()
	made.Says("Invited. They get a mail with a link that works once, for a week.", "Ada Wolf", "Lea Brandt")
	f.Pass(time.Minute)
	if len(f.Sent) != before+1 || f.Sent[before].To.Addr != "ada@northlight.example" {
		t.Errorf("sent %v", f.Sent[before:])
	}
	for field, tt := range map[string][2]string{"email": {"nobody", "This is not an e-mail address."}, "name": {"", "This is needed."}, "role": {"king", "Choose owner, leader or member."}, "leader": {"mem_x", "Choose a member of this workspace."}} {
		marta.Get("/people").Form("/people").Set("email", "new@northlight.example", "name", "New", field, tt[0]).Submit().Answers(http.StatusUnprocessableEntity, tt[1])
	}
	marta.Get("/people").Form("/people").Set("email", "Nils@Northlight.example", "name", "Again").Submit().Answers(http.StatusUnprocessableEntity, "Somebody here has this address already.")

	page := marta.Get(made.Path)
	page.Form(made.Path).Set("name", "Ada Wolff", "role", "leader", "deputy", string(f.nils.Member), "leader", "").Submit().Says("Saved.", "Ada Wolff", "Leader", "Nils Holm")
	marta.Get(made.Path).Form(made.Path).Set("deputy", "").Submit()
	hours := marta.Get(made.Path).Form(made.Path+"/hours").Set("mon", "8-12, 13-17", "tue", "", "zone", "Europe/Lisbon")
	hours.Values["regions"] = []string{"PT"}
	hours.Submit().Says("Saved.", "Portugal")
	marta.Get("/people").Says("Mon 8:00-12:00, 13:00-17:00; Wed-Fri 9:00-17:00 Lisbon")
	marta.Get(made.Path).Form(made.Path+"/hours").Set("mon", "8-12, 11-17").Submit().Answers(http.StatusUnprocessableEntity, "overlap", "Something is to be mended in “Office hours”.")
	marta.Get(made.Path).Form(made.Path+"/hours").Set("zone", "").Submit().Answers(http.StatusUnprocessableEntity, "Choose a time zone by its place")

	me := "/people/" + string(f.Owner.Member)
	marta.Get(me).Form(me).Set("role", "member").Submit().Answers(http.StatusUnprocessableEntity, "A workspace needs an owner.")
	ada := marta.Get(made.Path)
	ada.Form(made.Path+"/ending").Submit().Says("Ada Wolff does not belong to the firm any more.", "left Monday 2 March 2026")
	marta.Get(made.Path).Says("left Monday 2 March 2026")
	if marta.Get(made.Path).HasForm(made.Path + "/hours") {
		t.Error("the hours of who left can be changed")
	}
}

// An absence shows what falls due in it, and passes it on.
func TestAbsences(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	f.promise(t, nils, "The proposal for the shop", "11 March", "said")
	here := "/people/" + string(f.nils.Member)
	nils.Get(here).Says("None is planned.").Form(here+"/absences").Set("from", "2026-03-10", "to", "2026-03-12", "note", "Holiday").Submit().
		Says("Saved.", "Tuesday 10 March 2026 to Thursday 12 March 2026", "Holiday. 1 promise falls due in it: “The proposal for the shop” (Casa Ruiz)")
	nils.Get("/agenda").Says("Nils Holm is away until Thu 12 Mar", "The proposal for the shop", "Casa Ruiz")
	for _, tt := range []struct{ field, value, want string }{
		{"from", "2026-02-30", "Give the first day."}, {"to", "", "Give the last day."}, {"to", "2026-03-09", "An absence ends after it begins."}, {"to", "2027-03-20", "An absence lasts a year at most."}, {"note", strings.Repeat("n", 201), "This is too long"},
	} {
		nils.Get(here).Form(here+"/absences").Set("from", "2026-03-10", "to", "2026-03-12", tt.field, tt.value).Submit().Answers(http.StatusUnprocessableEntity, tt.want)
	}
	nils.Get(here).Form(here+"/absences").Set("from", "2026-02-10", "to", "2026-02-12").Submit().Answers(http.StatusUnprocessableEntity, "That is over already.")
	path := between(t, nils.Get(here).HTML, here+"/absences/", "/handing-over")
	nils.Get(here).Form(here+"/absences/"+path+"/handing-over").Set("to", string(f.lea.Member)).Submit().Says("Passed on: 1 promise.", "Nothing falls due in it.")
	f.To(time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC))
	f.SignIn(f.Owner).Get("/people").Says("away, back Fri 09:00")
	nils.Get(here).Form(here+"/absences/"+path+"/end").Submit().Says("Taken back.", "None is planned.")
}

func TestMyOwn(t *testing.T) {
	f := open(t)
	phone, desk := f.SignIn(f.nils), f.SignIn(f.nils)
	desk.Get("/me").Says("Nils Holm", "Where I am signed in", "this one", "There is none.")

	form := desk.Get("/me").Form("/me/tokens").Set("name", "Invoices")
	made := form.Submit().Says("Copy it now: it is not shown again.", "Invoices")
	secret := between(t, made.HTML, `<code tabindex="0">`, "<")
	if g, err := f.Access.Bearer(t.Context(), secret); err != nil || g.Actor != f.nils {
		t.Errorf("the token stands for %+v: %v", g, err)
	}
	form.Submit().Says("This token was made, and shown, already.").SaysNot(secret)
	desk.Get("/me").SaysNot(secret)
	desk.Post("/me/tokens/tok_x/end", nil).Answers(http.StatusNotFound)
	action := "/me/tokens/" + between(t, made.HTML, "/me/tokens/", "/end") + "/end"
	desk.Get("/me").Form(action).Submit().Says("The token is worth nothing any more.").SaysNot("Invoices")
	if _, err := f.Access.Bearer(t.Context(), secret); err == nil {
		t.Error("the token still works")
	}
	desk.Get("/me").Form("/me/tokens").Set("name", strings.Repeat("n", 81)).Submit().Answers(http.StatusUnprocessableEntity, "This is too long")

	other := between(t, desk.Get("/me").HTML, `action="/me/sessions/ses`, `"`)
	desk.Get("/me").Form("/me/sessions/ses" + other).Submit().Says("Signed out there.")
	if p := phone.Get("/me"); !strings.HasPrefix(p.Path, "/sign-in") {
		t.Errorf("the other browser is at %s", p.Path)
	}

	desk.Get("/me").Form("/me/password").Set("password", "short").Submit().Answers(http.StatusUnprocessableEntity, "A password has ten characters or more.")
	desk.Get("/me").Form("/me/password").Set("password", "a new one for Nils").Submit().Says("Saved.") // he had none
	desk.Get("/me").Form("/me/password").Set("current", "guess", "password", "another one here").Submit().Answers(http.StatusUnprocessableEntity, "This is not your password.")
	desk.Get("/me").Form("/me/password").Set("current", "a new one for Nils", "password", "yet another one").Submit().Says("Saved.")
	if _, err := f.Access.SignIn(t.Context(), "nils@northlight.example", "yet another one", ""); err != nil {
		t.Errorf("the new password: %v", err)
	}
	if p := desk.Get("/me").Form("/me/sessions/end").Submit(); p.Path != "/sign-in" {
		t.Errorf("after ending all sessions one is at %s", p.Path)
	}
}

func TestJournalAndAgenda(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	here := "/clients/" + string(f.ruiz.ID)
	f.promise(t, nils, "The proposal for the shop", "11 March 16:00", "said")
	nils.Get(here+"/edit").Form(here).Set("name", "Casa Ruiz S.L.", "owner", string(f.lea.Member)).Submit()
	nils.Get("/journal").Says("Monday 2 March 2026", "Nils Holm promised (Casa Ruiz S.L.): The proposal for the shop", "changed a client", "owner Nils Holm Lea Brandt", "name Casa Ruiz Casa Ruiz S.L.",
		"invited a member", "Kept", "opened the workspace").SaysNot("{", "0001-01-01")
	for i := range 100 {
		_, err := f.Clients.Edit(t.Context(), f.nils, f.ruiz.ID, office.ClientEdit{Change: func(c *client.Client) { c.Colour = i%2 + 2 }})
		if err != nil {
			t.Fatal(err)
		}
	}
	nils.Get("/journal").SaysNot("opened the workspace").Follow("Further").Says("opened the workspace")

	nils.Get("/agenda").Says("The next four weeks", "16:00", "The proposal for the shop", "Casa Ruiz S.L.", "March 2026", "today")
	nils.Get("/agenda?mine=1").Says("The proposal for the shop")
	f.SignIn(f.Owner).Get("/agenda?mine=1").SaysNot("The proposal for the shop")
	nils.Get("/agenda").Follow("Later").Says("Mon 30 Mar to Sun 26 Apr").SaysNot("The proposal for the shop").Follow("Earlier").Says("The next four weeks")
	for _, from := range []string{"2026-02-30", "soon", "9999-12-31", "0001-01-01"} {
		nils.Get("/agenda?from=" + from).Answers(http.StatusNotFound)
	}
	nils.Get("/help").Says("What the words mean", "Next contact", "Working time", "search")
}

// All that is wrong with the form of a new firm is said at once, each beside its field.
func TestSetupSaysAllFaults(t *testing.T) {
	f := open(t)
	_, err := f.Access.Open(t.Context(), office.Setup{Zone: "Europe/Atlantis", Email: "marta", Password: "short", Name: "Marta Kern"}, nil)
	wrong, ok := fault.As(err)
	if !ok {
		t.Fatalf("a firm without a name was opened: %v", err)
	}
	for _, field := range []string{"workspace", "zone", "email", "password"} {
		if wrong.Fields[field] == "" {
			t.Errorf("nothing is said of %s: %v", field, wrong.Fields)
		}
	}
	if len(wrong.Fields) != 4 {
		t.Errorf("four fields are wrong, but it says %v", wrong.Fields)
	}
}
