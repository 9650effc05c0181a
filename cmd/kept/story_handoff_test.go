package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
)

var answerLink = regexp.MustCompile(`https?://[^\s]+/h/[^\s?]+\?answer=accepted`)

// Story 2: a customer needs a proposal on Thursday; it waits on a colleague's
// confirmation, who looks at his mail and does not answer. He is chased, then the
// owner is asked, and tells the customer before Thursday what she will have when,
// and what stands: it ends reset in time.
func TestStoryOperationsManager(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		s := newStage(t, database)
		s.enter()
		s.ana()
		s.visit("/people")
		s.press("Invite") // opens the form
		s.fill("name", "Piet Vos", "email", "piet@northlight.example")
		s.do(chromedp.Click(chromedp.CSS(`form[action="/people"] button[type=submit]`)))
		s.sees("Invited.", "Piet Vos")
		for _, p := range [][]string{{"The opening", "Deliverable", "2 April"}, {"The proposal for the shop", "Proposal", "5 March"}} {
			s.visit("/promises/new")
			s.fill("words", p[0], "kind", p[1], "contact", "Ana Ruiz", "due", p[2], "how", "mail")
			s.press("Make this promise")
			s.sees(p[0], "Needs from others")
		}
		s.press("Ask somebody")
		s.look("ask-somebody")
		s.fill("words", "Your confirmation of the prices", "party", "Piet Vos", "why", "It cannot leave without it.")
		s.press("Ask by mail")
		s.sees("no answer yet", "Thursday 5 March 2026 to Monday 9 March 2026")
		s.look("hand-off")
		s.kept.Advance(t, time.Minute)
		s.looksOnly(answerLink.FindString(s.mail("piet@northlight.example", "needs something from you").Text))

		s.kept.Clock(t, time.Date(2026, 3, 5, 8, 5, 0, 0, time.UTC)) // Thursday 9:05 in Rome, after it was needed
		s.mail("piet@northlight.example", "has no answer from you yet")
		s.mail("marta@northlight.example", "Piet Vos has not answered about “Your confirmation of the prices”")
		s.visit("/")
		s.sees("Tell Ana Ruiz before today 13:00", "Piet Vos has not answered", "Told by today 13:00, a new date counts as reset in time.")
		s.look("home")
		s.press("Tell Ana Ruiz")
		s.sees("Monday 9 March 2026", "Thursday 2 April stands: The opening.")
		s.look("composer")
		s.press("Publish and tell")
		s.sees("Undo")
		s.kept.Advance(t, time.Minute)
		m := s.mail("ana@casaruiz.example", "You will not have")
		for _, want := range []string{"on Thursday 5 March; you will have it on Monday 9 March.", "Thursday 2 April stands: The opening.", "Why: We wait for something"} {
			if !strings.Contains(m.Text, want) {
				t.Errorf("Ana does not read %q:\n%s", want, m.Text)
			}
		}
		s.kept.Clock(t, time.Date(2026, 3, 5, 17, 0, 0, 0, time.UTC))
		s.visit("/promises")
		s.press("The proposal for the shop")
		s.sees("Reset in time", "no answer yet")
		s.look("promise")
	})
}

// looksOnly opens the way in of a mail in a browser without an account, and
// answers nothing.
func (s *stage) looksOnly(at string) {
	s.t.Helper()
	desk := s.browser
	s.browser = testkit.Stranger(s.t, desk)
	s.visit(strings.TrimPrefix(at, s.kept.URL))
	s.sees("Marta Kern needs something from you", "Your confirmation of the prices", "Casa Ruiz", "Send my answer")
	s.look("asked")
	s.browser = desk
	s.visit("/hand-offs")
	s.sees("Your confirmation of the prices", "no answer yet")
}
