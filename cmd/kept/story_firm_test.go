package main

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
)

var (
	joinLink = regexp.MustCompile(`https?://[^\s]+/sign-in/[^\s?]+`)
	deskLink = regexp.MustCompile(`https?://[^\s]+/(?:updates|check-ins)/[^\s?]+`)
)

// Stories 6, 9, 10 and the alarm of 11 by three members, each at a browser of his own,
// for two clients. Jo says what he did that Ana cannot see, Marta writes it, Piet reads
// it first, and Ana has it. Jo breaks the crane; each client hears of what is his. Ana
// is worried: Piet, who leads, has it, and nobody else.
func TestStoryThreeAtOneDesk(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		s := newStage(t, database)
		s.blind = true // each page is looked at where its own story is played
		s.enter()
		marta := s.browser
		piet := s.joins(marta, "Piet Vos", "piet@northlight.example", "leader")
		jo := s.joins(marta, "Jo Adams", "jo@northlight.example", "member")
		s.browser = marta
		for _, c := range [][]string{{"Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example"}, {"Brenner", "Europe/Berlin", "Paul Brenner", "paul@brenner.example"}} {
			s.visit("/clients/new")
			s.fill("name", c[0], "zone", c[1], "contact_name", c[2], "contact_email", c[3], "next", "16 March 10am", "owner", "Piet Vos")
			s.press("Add this client")
			s.sees(c[0], c[2])
			if c[0] == "Casa Ruiz" { // the plan is hers, who is the only client as yet
				s.bringPlan("the-house", "ID;Step;Duration;Depends on;Who\n1;Permit;5 d;;Jo Adams\n2;Walls;10 d;1;Jo Adams\n")
			}
		}
		for _, p := range [][]string{{"The roof", "Ana Ruiz", "12 March"}, {"The vault", "Paul Brenner", "13 March"}} {
			s.visit("/promises/new")
			s.fill("words", p[0], "kind", "Deliverable", "contact", p[1], "due", p[2], "how", "mail")
			s.press("Make this promise")
			s.sees(p[0])
		}
		s.kept.Advance(t, time.Minute)
		ana, paul := s.comesIn("ana@casaruiz.example"), s.comesIn("paul@brenner.example")

		s.writtenByThree(marta, piet, jo)
		s.browser = ana
		s.visit("/p/")
		s.sees("Piet Vos", "The roof", "the-house")
		s.press("the-house: where it stands")
		s.sees("I called the city about the permit")
		s.browser = paul
		s.visit("/p/")
		s.sees("Piet Vos", "The vault")
		s.hides("Ruiz", "roof", "permit", "the-house")

		s.breaksTheCrane(marta, jo)
		s.worriesPiet(ana, paul, piet)
	})
}

// joins invites a member, who comes in with a browser of his own.
func (s *stage) joins(owner context.Context, name, email, role string) context.Context {
	s.t.Helper()
	s.browser = owner
	s.visit("/people")
	s.press("Invite") // opens the form
	s.fill("name", name, "email", email, "role", role)
	s.do(chromedp.Click(chromedp.CSS(`form[action="/people"] button[type=submit]`)))
	s.sees("Invited.", name)
	s.kept.Advance(s.t, time.Second)
	s.browser = testkit.Stranger(s.t, owner)
	s.visit(strings.TrimPrefix(joinLink.FindString(s.mail(email, "/sign-in/").Text), s.kept.URL))
	s.press("Sign in")
	s.sees("Home")
	return s.browser
}

// writtenByThree has Marta ask, Jo answer, and Piet approve, before Ana reads it.
func (s *stage) writtenByThree(marta, piet, jo context.Context) {
	s.t.Helper()
	s.browser = marta
	s.visit("/clients")
	s.press("Casa Ruiz")
	s.press("the-house")
	s.press("Write an update")
	s.press("Ask those who work for them")
	s.sees("Asked by mail", "Jo Adams")
	update := s.here()
	s.kept.Advance(s.t, time.Minute)

	s.browser = jo
	s.visit(strings.TrimPrefix(deskLink.FindString(s.mail("jo@northlight.example", "/check-ins/").Text), s.kept.URL))
	s.fill("text", "I called the city about the permit")
	s.press("Say it")
	s.sees("Thank you. It is offered for the update.")

	s.browser = marta
	s.visit(update)
	s.sees("I called the city about the permit")
	s.fill("take", "I called the city about the permit", "next", "Fri 6 March 3pm")
	s.press("Save it")
	s.visit(update)
	s.press("Have it approved")
	s.fill("approver", "Piet Vos")
	s.press("Ask for approval")
	s.sees("It waits for the approval of Piet Vos.")
	mark := len(s.sink.Mails())
	s.kept.Advance(s.t, time.Minute)

	s.browser = piet
	s.visit(strings.TrimPrefix(deskLink.FindString(s.mail("piet@northlight.example", "asks you to read it").Text), s.kept.URL))
	s.sees("* I called the city about the permit.")
	s.press("Approve")
	s.sees("Approved. It can be sent now.")
	for _, sent := range s.sink.Mails()[mark:] {
		if to := strings.Join(sent.To, " "); strings.Contains(to, "ana@") {
			s.t.Errorf("Ana has it before it is approved:\n%s", sent.Letter().Text)
		}
	}

	s.browser = marta
	s.visit(update)
	s.press("Publish and tell Ana Ruiz")
	s.sees("Undo")
	s.kept.Advance(s.t, time.Minute)
	s.mail("ana@casaruiz.example", "I called the city about the permit.")
}

// breaksTheCrane has Jo record an issue of two clients, and Marta tell them.
func (s *stage) breaksTheCrane(marta, jo context.Context) {
	s.t.Helper()
	s.browser = jo
	s.visit("/promises")
	s.press("Everybody’s")
	s.press("The roof")
	s.press("Something went wrong")
	s.fill("what", "The crane is broken", "effect", "What it was to lift comes about a week later.", "fix", "Another crane comes on Thursday.", "state", "Being put right")
	s.press("Record it")
	s.fill("find", "vault")
	s.press("Find")
	s.press("It touches these")
	s.sees("Brenner", "The vault")
	issue := s.here()

	s.browser = marta
	s.visit(issue)
	for _, name := range s.dates() {
		s.fill(name, "20 March")
	}
	s.fill("message", "I am sorry about this.", "next", "Fri 6 March 3pm")
	s.press("Tell 2 people at 2 clients")
	s.sees("Undo")
	s.kept.Advance(s.t, time.Minute)
	for to, what := range map[string][]string{"ana@casaruiz.example": {"The roof", "The vault"}, "paul@brenner.example": {"The vault", "The roof"}} {
		m := s.mail(to, "Another crane comes on Thursday.")
		if !strings.Contains(m.Text, what[0]+": Friday 20 March 2026") || strings.Contains(m.Text, what[1]) {
			s.t.Errorf("%s wants to read of %s alone:\n%s", to, what[0], m.Text)
		}
	}
}

// worriesPiet has Ana say on her page that she is worried: Piet has it at once.
func (s *stage) worriesPiet(ana, paul, piet context.Context) {
	s.t.Helper()
	s.browser = ana
	s.visit("/p/")
	s.sees("The crane is broken")
	s.press("I am worried")
	s.sees("Piet Vos reads this at once")
	s.fill("text", "Will the roof be closed before the rain?")
	s.press("Tell Piet Vos now")
	s.sees("Piet Vos has it, and answers by")
	s.browser = paul
	s.visit("/p/")
	s.sees("The crane is broken")
	s.hides("rain", "Ruiz", "roof")

	s.kept.Advance(s.t, time.Minute)
	s.mail("piet@northlight.example", "Will the roof be closed before the rain?")
	for _, sent := range s.sink.Mails() {
		if to := strings.Join(sent.To, " "); strings.Contains(sent.Letter().Text, "before the rain") && !strings.Contains(to, "piet@") {
			s.t.Errorf("%s reads it as well", to)
		}
	}
	s.browser = piet
	s.visit("/")
	s.sees("Ana Ruiz is worried")
	s.press("I called them")
	s.fill("text", "It is closed on Friday; she knows.")
	s.press("Write it down")
	s.visit("/")
	s.hides("Ana Ruiz is worried")
}
