package main

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
)

// Story 10: the crane breaks. One act records it with its effect and its fix and the
// new dates, shows every promise and client it touches, and sends one message to
// each; Ana reads on her page what she was told, and how it ended.
func TestStoryTheIssueAndItsFix(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		s := newStage(t, database)
		s.enter()
		s.ana()
		s.visit("/clients/new")
		s.fill("name", "Okafor Housing", "zone", "Europe/London", "contact_name", "Ngozi Okafor", "contact_email", "ngozi@okafor.example", "next", "16 March 10am")
		s.press("Add this client")
		s.sees("Okafor Housing")
		for _, p := range [][]string{{"The roof", "Ana Ruiz", "12 March"}, {"The walls", "Ngozi Okafor", "13 March"}} {
			s.visit("/promises/new")
			s.fill("words", p[0], "kind", "Deliverable", "contact", p[1], "due", p[2], "how", "mail")
			s.press("Make this promise")
			s.sees(p[0], "Something went wrong")
		}
		s.kept.Advance(t, time.Minute)
		s.visit("/promises")
		s.press("The roof")
		s.press("Something went wrong")
		s.look("record-issue")
		s.fill("what", "The crane is broken", "effect", "What it was to lift comes about a week later.", "fix", "Another crane comes on Thursday.", "state", "Being put right")
		s.press("Record it")
		s.sees("not told yet", "The roof")
		s.fill("find", "walls")
		s.press("Find")
		s.look("found")
		s.press("It touches these")
		s.sees("Okafor Housing", "The walls")

		// Nobody has told anybody: Marta is asked at half of the time that she has.
		s.kept.Advance(t, time.Hour)
		s.visit("/")
		s.sees("Tell Casa Ruiz and Okafor Housing before", "The crane is broken")
		s.look("home")
		s.press("Tell them")
		for _, name := range s.dates() {
			s.fill(name, "20 March")
		}
		s.fill("message", "I am sorry about this.", "next", "Fri 6 March 3pm")
		s.press("See what they will read")
		s.sees("To Ana Ruiz", "To Ngozi Okafor", "We are putting it right.", "The roof: Friday 20 March 2026 (it was Thursday 12 March 2026)")
		s.look("issue")
		s.press("Tell 2 people at 2 clients")
		s.sees("Undo", "knows how it stands")
		s.kept.Advance(t, time.Minute)
		for to, what := range map[string]string{"ana@casaruiz.example": "The roof", "ngozi@okafor.example": "The walls"} {
			m := s.mail(to, "Another crane comes on Thursday.")
			for _, want := range []string{what + ": Friday 20 March 2026", "Why: The crane is broken", "You will hear from Marta Kern again by Friday 6 March 2026"} {
				if !strings.Contains(m.Text, want) {
					t.Errorf("%s does not read %q:\n%s", to, want, m.Text)
				}
			}
		}
		s.visit("/issues")
		s.look("issues")
		s.press("The crane is broken")
		s.press("Tell them more")
		s.fill("state", "Over", "closing", "A bolt was loose. Bolts are looked at each Monday now.", "next", "Tue 10 March")
		for _, who := range []string{"Casa Ruiz", "Okafor Housing"} {
			s.fill("tell", "Tell "+who)
		}
		s.press("Tell them")
		s.sees("Undo")
		s.kept.Advance(t, time.Minute)
		s.mail("ngozi@okafor.example", "A bolt was loose.")

		s.browser = testkit.Stranger(t, s.browser)
		s.visit("/p/enter")
		s.fill("email", "ana@casaruiz.example")
		s.press("Send me the link")
		s.kept.Advance(t, time.Minute)
		at := link.FindString(s.mail("ana@casaruiz.example", "/p/enter/").Text)
		s.visit(strings.TrimPrefix(at, s.kept.URL))
		s.press("Yes, open my page")
		s.sees("What went wrong", "It is over.")
		s.look("portal")
		s.press("The crane is broken")
		s.sees("A bolt was loose.", "The roof", "We are putting it right.")
		if strings.Contains(s.text(), "Okafor") {
			t.Error("Ana reads of another client")
		}
		s.look("portal-issue")
	})
}

// dates gives the names of the fields for new dates of promises.
func (s *stage) dates() []string {
	s.t.Helper()
	names, err := chromedp.Run(s.browser, chromedp.Evaluate[[]string](`[...document.querySelectorAll('main input[name^="due_"]')].map(f => f.name).filter(n => !/_(day|time|choice|seen)$/.test(n))`))
	if err != nil || len(names) == 0 {
		s.t.Fatalf("no field for a new date: %v", err)
	}
	return names
}
