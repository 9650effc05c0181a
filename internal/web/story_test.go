package web_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/web/webtest"
	"kept/member"
)

// firm is a small firm: Marta owns it, Lea leads, Nils works for Casa Ruiz in Madrid.
type firm struct {
	*webtest.Desk
	lea, nils office.Actor
	ruiz      client.Client
	ana       client.Contact
}

func open(t *testing.T) firm {
	t.Helper()
	d := webtest.Open(t)
	f := firm{Desk: d, lea: d.Member("Lea Brandt", "lea@northlight.example", member.Leader, "")}
	f.nils = d.Member("Nils Holm", "nils@northlight.example", member.Regular, f.lea.Member)
	f.ruiz, f.ana = d.Client(f.nils, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	return f
}

// promise makes a promise to Ana Ruiz through the form and gives its path.
func (f firm) promise(t *testing.T, v *webtest.Visitor, words, due, how string) string {
	t.Helper()
	p := v.Get("/promises/new?client="+string(f.ruiz.ID)).Form("/promises").Set("words", words, "due", due, "how", how).Submit()
	p.Says("Promised to Ana Ruiz: " + words)
	return p.Path
}

func last(f firm) outbox.Mail { return f.Sent[len(f.Sent)-1] }

// Story 1 over the pages: the proposal is owed on Monday, on Friday the owner
// picks a new date with a reason, the client reads it before Monday, and the
// promise ends reset in time.
func TestStoryMonday(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	page := nils.Get("/").Follow("New promise")
	made := page.Form("/promises").Pick("contact", "Ana Ruiz").Pick("kind", "Proposal").
		Set("words", "The proposal for the shop", "due", "9 March", "how", "mail", "source", "call on 2 March").Submit()
	made.Says("Promised to Ana Ruiz: The proposal for the shop, Monday 9 March 2026.", "On track", "A notice is on its way.", "call on 2 March")
	f.Pass(time.Minute)
	if got := last(f); got.To.Addr != "ana@casaruiz.example" || !strings.Contains(got.Text(), "Monday 9 March 2026") {
		t.Fatalf("the client read %q", got.Text())
	}
	nils.Get(made.Path).Says("Ana Ruiz was told Mon 2 Mar, 10:00", "To be told in time", "due Mon 17:00 Madrid; they need 4 h; so Mon 13:00")

	f.To(time.Date(2026, 3, 6, 13, 0, 0, 0, time.UTC)) // Friday afternoon
	home := nils.Get("/")
	home.Says("The proposal for the shop for Ana Ruiz, Monday: keep it, or tell them in time.", "Act by", "Tell or reset", "Snooze", "Not needed")
	compose := home.Follow("Tell or reset")
	compose.Says("A new date: The proposal for the shop", "Doubtful", "Ana Ruiz ana@casaruiz.example", "in Madrid", "Publish and tell Ana Ruiz").SaysNot("Still missing")
	compose.Form(strings.TrimSuffix(cut(compose.Path), "/new")).To(strings.TrimSuffix(cut(compose.Path), "/new") + "/preview").
		Says("Still missing: the new date, why it moves and when they hear from us next.")
	form := compose.Form(strings.TrimSuffix(cut(compose.Path), "/new"))
	form.Pick("due_choice", "Friday")
	form = compose.Form(strings.TrimSuffix(cut(compose.Path), "/new")) // changed their mind: type it
	form.Set("due", "11 March", "reason", "The printer is late", "message", "I am sorry.\n\nNils", "next", "12 March")
	seen := form.To(strings.TrimSuffix(cut(compose.Path), "/new") + "/preview")
	seen.Says("Hello Ana Ruiz", "Wednesday 11 March 2026 (it was Monday 9 March 2026)", "Why: The printer is late", "I am sorry.",
		"You will hear from Nils Holm again by Thursday 12 March 2026.")
	told := form.Submit()
	told.Says("Written to Ana Ruiz; it leaves in ten seconds.", "Undo (10 s)", "Nobody is waiting for a word from you")
	if told.Path != "/" {
		t.Errorf("after telling from Home one is at %s", told.Path)
	}
	f.Pass(time.Minute)
	mail := last(f)
	if text := strings.Join(strings.Fields(mail.Text()), " "); !strings.Contains(seen.Text(), text) {
		t.Errorf("what was shown is not what was sent:\n%s\nshown:\n%s", text, seen.Text())
	}
	f.To(time.Date(2026, 3, 9, 17, 0, 0, 0, time.UTC)) // Monday evening
	nils.Get(made.Path).Says("Reset in time", "The printer is late", "Ana Ruiz was told Fri 6 Mar, 14:00", "3 days before the old date passed",
		"Mon 9 Mar ended: reset in time", "moved it from Mon 9 Mar to Wed 11 Mar")
}

func cut(path string) string { p, _, _ := strings.Cut(path, "?"); return p }

// Story 1 as it must not go: nobody tells, the leader is asked in time, and it
// ends broken in silence.
func TestStoryMondayInSilence(t *testing.T) {
	f := open(t)
	nils, lea := f.SignIn(f.nils), f.SignIn(f.lea)
	path := f.promise(t, nils, "The proposal for the shop", "9 March", "mail")
	f.To(time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC))
	lea.Get("/").Says("Tell someone today", "Tell Ana Ruiz now", "Passed to you as leader of Nils Holm")
	nils.Get("/").Says("Waiting on others", "with Lea Brandt")
	f.To(time.Date(2026, 3, 9, 16, 0, 1, 0, time.UTC))
	nils.Get(path).Says("Broken", "Mon 9 Mar ended: broken in silence", "asked Lea Brandt as leader")
	lea.Get("/promises?who=all").Says("The proposal for the shop", "Broken")
}

// Story 3 over the pages: on Monday morning nobody has confirmed that the
// appointment of the afternoon stands.
func TestStoryRefrigerator(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	nils.Get("/promises/new?client="+string(f.ruiz.ID)).Form("/promises").Pick("kind", "Appointment").
		Set("words", "The refrigerator is brought", "due", "Monday 14:00", "how", "said").Submit().Says("Nobody has confirmed that it stands.")
	f.To(time.Date(2026, 3, 9, 8, 45, 0, 0, time.UTC)) // Monday 9:45
	home := nils.Get("/").Says("Confirm or move The refrigerator is brought with Ana Ruiz", "Act by")
	action := ""
	for _, a := range strings.Split(home.HTML, `action="`) {
		if s, _, _ := strings.Cut(a, `"`); strings.HasSuffix(s, "/confirmations") {
			action = s
		}
	}
	confirmed := home.Form(action).Submit().Says("It stands: The refrigerator is brought.", "Nobody is waiting for a word from you")
	if confirmed.Path != "/" {
		t.Errorf("confirming on Home led to %s", confirmed.Path)
	}
	nils.Get(strings.TrimSuffix(action, "/confirmations")).Says("Confirmed Mon 9 Mar, 09:45.", "On track")
	// Confirmed twice is said so, and changes nothing.
	home.Form(action).Clear("once").Submit().Answers(409, "This appointment was confirmed already.")
}

// The telling part of story 5: a call that reached the contact is told, moves
// the date and needs no mail.
func TestStoryCallThatTold(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	path := f.promise(t, nils, "The mock-ups", "9 March", "mail")
	f.Pass(time.Minute)
	sent := len(f.Sent)
	form := nils.Get(path).Follow("Log a call").Says("Told by phone: The mock-ups", "Who was told", "+39 06 1234").Form(path + "/calls")
	form.Set("due", "11 March", "reason", "The photographs came late", "message", "She is fine with Wednesday.", "next", "12 March")
	form.To(path+"/calls/preview").Says("What is written down", "She is fine with Wednesday.", "The mock-ups: Wednesday 11 March 2026")
	form.Submit().Says("Written down: told Ana Ruiz.", "Told by voice", "Wednesday 11 March 2026", "Told")
	f.Pass(time.Minute)
	if len(f.Sent) != sent {
		t.Errorf("a logged call sent %d mails", len(f.Sent)-sent)
	}
	// A call that reached nobody told nobody.
	form = nils.Get(path + "/calls/new").Form(path + "/calls").Clear("reached")
	form.Set("due", "13 March", "reason", "Again", "next", "").Submit().Answers(422, "A call that reached nobody told nobody.")
	form.Set("due", "", "reason", "").Submit().Says("Written down. Ana Ruiz cannot know yet.")
}
