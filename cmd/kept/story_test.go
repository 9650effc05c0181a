package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"kept/internal/testkit"
)

// enter signs Marta in by the link that kept setup printed.
func (s *stage) enter() {
	s.t.Helper()
	s.browser = testkit.Browser(s.t)
	s.visit(strings.TrimPrefix(s.signIn, s.kept.URL))
	s.sees("Sign in")
	s.press("Sign in")
	s.sees("Home")
}

// ana adds Casa Ruiz in Madrid with Ana Ruiz, by the pages.
func (s *stage) ana() {
	s.t.Helper()
	s.visit("/clients/new")
	s.look("new-client")
	s.fill("name", "Casa Ruiz", "zone", "Europe/Madrid", "contact_name", "Ana Ruiz", "contact_email", "ana@casaruiz.example", "next", "16 March 10am")
	s.press("Add this client")
	s.sees("Casa Ruiz", "Ana Ruiz")
	s.look("client")
}

// Story 1: a proposal is owed on Monday. On Friday its owner is asked; he picks
// a new date with a reason; Ana reads it before Monday; it ends reset in time.
func TestStoryMonday(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		s := newStage(t, database)
		s.enter()
		s.ana()
		s.visit("/promises/new")
		s.look("new-promise")
		s.fill("words", "The proposal for the shop", "kind", "Proposal", "contact", "Ana Ruiz", "due", "9 March", "how", "mail")
		s.press("Make this promise")
		s.sees("The proposal for the shop", "9 March")
		s.look("promise")
		s.kept.Clock(t, time.Date(2026, 3, 6, 13, 0, 0, 0, time.UTC))
		if m := s.mail("marta@northlight.example", "The proposal for the shop"); !strings.Contains(m.Text, "/prompts/") {
			t.Errorf("the mail about the prompt leads nowhere:\n%s", m.Text)
		}
		s.visit("/")
		s.sees("The proposal for the shop", "Ana Ruiz")
		s.look("home")
		s.press("Tell or reset")
		s.fill("due", "Wed 11 March", "reason", "The printer is late", "message", "The printer needs two more days. Nothing else moves.", "next", "Thu 12 March")
		s.look("composer")
		s.press("Publish and tell")
		s.sees("Undo")
		s.look("told")
		s.kept.Advance(t, time.Minute)
		m := s.mail("ana@casaruiz.example", "The printer is late")
		for _, want := range []string{"Wednesday 11 March 2026", "Monday 9 March 2026", "again by Thursday 12 March 2026"} {
			if !strings.Contains(m.Text, want) {
				t.Errorf("Ana's mail does not say %q:\n%s", want, m.Text)
			}
		}
		s.kept.Clock(t, time.Date(2026, 3, 9, 17, 0, 0, 0, time.UTC))
		s.visit("/promises")
		s.press("The proposal for the shop")
		s.sees("Reset in time", "The printer is late")
		s.look("promise-reset")
		s.visit("/record")
		s.sees("Reset in time\n1", "Broken in silence\n0")
		s.look("record")
	})
}

// Story 3: an appointment on Monday afternoon; on Monday morning nobody has
// confirmed it; confirming settles the prompt.
func TestStoryRefrigerator(t *testing.T) {
	s := newStage(t, "")
	s.enter()
	s.ana()
	s.visit("/promises/new")
	s.fill("words", "The refrigerator is delivered", "kind", "Appointment", "contact", "Ana Ruiz", "due", "9 March 2pm", "how", "said")
	s.press("Make this promise")
	s.sees("The refrigerator is delivered")
	s.kept.Clock(t, time.Date(2026, 3, 9, 8, 45, 0, 0, time.UTC))
	s.visit("/")
	s.sees("The refrigerator is delivered", "nobody has said that it stands")
	s.look("home")
	s.press("It stands")
	s.sees("The refrigerator is delivered")
	s.visit("/")
	if strings.Contains(s.text(), "nobody has said that it stands") {
		t.Errorf("still asked after confirming:\n%s", s.text())
	}
}

// Story 5: a missed call is logged in two clicks; calling back stops its
// clock; the record shows it.
func TestStoryNinetyMinutes(t *testing.T) {
	s := newStage(t, "")
	s.enter()
	s.ana()
	s.press("Log a call")
	s.look("log-a-call")
	s.fill("direction", "missed", "text", "Wants to know about the shop window")
	s.press("Write it down")
	s.visit("/calls")
	s.sees("Ana Ruiz", "Wants to know about the shop window")
	s.look("calls")
	s.kept.Advance(t, 80*time.Minute)
	s.visit("/")
	s.sees("Call Ana Ruiz back")
	s.visit("/calls")
	s.press("I called back")
	s.fill("direction", "out", "text", "Told her about the glass", "next", "Thu 5 March 4pm")
	s.press("Write it down")
	s.visit("/record")
	s.sees("Marta Kern", "1 within the standard", "1 h 20 min")
	s.look("record")
}

var link = regexp.MustCompile(`https?://[^\s]+/p/enter/[^\s]+`)

// Story 9, first half: Ana opens her page by a mailed link on her phone, sees
// the five answers, and a stranger's scanner that follows the link does not
// sign in.
func TestStoryTheSite(t *testing.T) {
	s := newStage(t, "")
	s.enter()
	s.ana()
	s.visit("/promises/new")
	s.fill("words", "The proposal for the shop", "kind", "Proposal", "contact", "Ana Ruiz", "due", "9 March", "how", "mail")
	s.press("Make this promise")
	s.sees("The proposal for the shop")
	s.kept.Advance(t, time.Minute)
	desk := s.browser
	s.browser = testkit.Stranger(t, desk)
	s.visit("/p/")
	s.look("ask")
	s.fill("email", "ana@casaruiz.example")
	s.press("Send me the link")
	s.sees("We have sent it")
	s.kept.Advance(t, time.Second)
	m := s.mail("ana@casaruiz.example", "/p/enter/")
	path := strings.TrimPrefix(link.FindString(m.Text), s.kept.URL)
	s.visit(path)
	s.sees("Yes, open my page")
	s.visit("/p/")
	s.sees("Send me the link") // looking signed nobody in
	s.visit(path)
	s.look("confirm")
	s.press("Yes, open my page")
	s.sees("Casa Ruiz", "The proposal for the shop", "Monday 9 March", "Marta Kern", "Monday 16 March, 10:00")
	s.look("page")
	s.press("The proposal for the shop")
	s.sees("Promised on")
	s.look("page-promise")
	s.visit("/p/devices")
	s.sees("this device")
	s.look("page-devices")
	s.do(testkit.NoScript(true))
	s.visit("/p/")
	s.sees("Casa Ruiz", "The proposal for the shop", "Monday 9 March", "Marta Kern")
}

// engines plays a story on both engines.
func engines(t *testing.T, play func(t *testing.T, database string)) {
	t.Run("sqlite", func(t *testing.T) { play(t, "") })
	t.Run("postgres", func(t *testing.T) { play(t, testkit.Postgres(t)) })
}
