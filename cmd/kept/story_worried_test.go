package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
)

var worriedLink = regexp.MustCompile(`https?://[^\s]+/w/[^\s?]+`)

// Story 11: a client presses "I am worried" by the link of a letter. It names who
// reads it; looking changes nothing. Her leader has a mail at once, outside her hours,
// and the first place on Home; a call that reached the client ends it.
func TestStoryIAmWorried(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		s := newStage(t, database)
		s.enter()
		s.ana()
		s.visit("/people")
		s.press("Invite") // opens the form
		s.fill("name", "Piet Vos", "email", "piet@northlight.example")
		s.do(chromedp.Click(chromedp.CSS(`form[action="/people"] button[type=submit]`)))
		s.sees("Invited.", "Piet Vos")
		s.visit("/clients/new")
		s.fill("name", "Brenner", "zone", "Europe/Berlin", "contact_name", "Paul Brenner", "contact_email", "paul@brenner.example", "next", "16 March 10am")
		s.press("Add this client")
		s.sees("Brenner", "Paul Brenner")
		for _, p := range [][]string{{"The opening", "Ana Ruiz"}, {"The vault", "Paul Brenner"}} {
			s.visit("/promises/new")
			s.fill("words", p[0], "kind", "Deliverable", "contact", p[1], "due", "2 April", "how", "mail")
			s.press("Make this promise")
			s.sees(p[0])
		}
		s.kept.Advance(t, time.Minute)
		at := worriedLink.FindString(s.mail("ana@casaruiz.example", "The opening").Text)
		elsewhere := worriedLink.FindString(s.mail("paul@brenner.example", "The vault").Text)
		s.kept.Clock(t, time.Date(2026, 3, 3, 19, 30, 0, 0, time.UTC)) // Tuesday evening

		desk := s.browser
		s.browser = testkit.Stranger(s.t, desk)
		s.visit(strings.TrimPrefix(at, s.kept.URL))
		s.sees("You are worried?", "Marta Kern reads this at once", "Nothing happens unless you press the button.")
		s.look("worried")
		s.visit(strings.TrimPrefix(at, s.kept.URL))
		s.fill("text", "Nobody tells me whether the opening stands.")
		s.press("Tell Marta Kern now")
		s.sees("Somebody has it.", "Marta Kern has it, and answers by Wednesday 4 March, 11:00")
		s.look("somebody-has-it")
		s.hides("Brenner", "vault")
		s.visit(strings.TrimPrefix(elsewhere, s.kept.URL))
		s.sees("You are worried?", "Tell Marta Kern now") // another client has said nothing
		s.hides("Ana", "Ruiz", "opening", "Somebody has it")

		s.browser = desk
		s.kept.Advance(t, time.Minute)
		m := s.mail("marta@northlight.example", "Ana Ruiz is worried")
		if !strings.Contains(m.Text, "Nobody tells me whether the opening stands.") {
			t.Errorf("Marta does not read why:\n%s", m.Text)
		}
		for _, sent := range s.sink.Mails() {
			if to := strings.Join(sent.To, " "); strings.Contains(sent.Letter().Text, "Nobody tells me") && !strings.Contains(to, "marta@") {
				t.Errorf("%s reads it as well", to)
			}
		}
		s.visit("/")
		s.sees("Ana Ruiz is worried: call or write to them before Wednesday 11:00", "I called them")
		s.look("home")
		s.press("I called them")
		s.fill("text", "It stands, and she has seen the plan.")
		s.look("call")
		s.press("Write it down")
		s.visit("/")
		if strings.Contains(s.text(), "Ana Ruiz is worried") {
			t.Error("she was called, and still stands on Home")
		}
	})
}

// hides wants the page to say none of these.
func (s *stage) hides(all ...string) {
	s.t.Helper()
	text := s.text()
	for _, w := range all {
		if strings.Contains(text, w) {
			s.t.Errorf("the page says %q:\n%s", w, text)
		}
	}
}
