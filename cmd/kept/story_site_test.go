package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
)

var (
	wayIn      = regexp.MustCompile(`https?://[^\s]+/p/enter/[^\s?]+`)
	chooseLink = regexp.MustCompile(`https?://[^\s]+/s/[^\s?]+`)
)

// Story 9: Casa Ruiz has a page of its own. Ben, to whom nobody writes, comes in by a
// mailed link and asks to hear of what is new; he hears once of what Ana was told and
// of what was only shared, ends it from the mail without signing in, and reads the
// page when the work is over. Another client sees nothing of it.
func TestStoryTheSiteWithTheLogo(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		s := newStage(t, database)
		s.enter()
		s.ana()
		house := s.here()
		s.visit(house + "/contacts/new")
		s.fill("name", "Ben Ruiz", "email", "ben@casaruiz.example")
		s.press("Save")
		s.sees("Ben Ruiz")
		s.visit("/clients/new")
		s.fill("name", "Brenner", "zone", "Europe/Berlin", "contact_name", "Paul Brenner", "contact_email", "paul@brenner.example", "next", "16 March 10am")
		s.press("Add this client")
		s.visit(house + "/projects/new")
		s.fill("name", "The shop")
		s.do(chromedp.Click(chromedp.CSS(`form[action="` + house + `/projects"] button[type=submit]`)))
		s.sees("The shop", "Links and notes")
		shop := s.here()

		desk := s.browser
		ben := s.comesIn("ben@casaruiz.example")
		s.sees("Ben Ruiz", "Casa Ruiz")
		s.visit("/p/following")
		s.sees("How often", "No mail at all")
		s.look("what-reaches-you")
		s.fill("rhythm", "at once")
		s.press("Save")
		s.sees("Saved. You can change it whenever you like.")

		s.browser = desk
		mark := len(s.sink.Mails())
		s.visit("/promises/new")
		s.fill("words", "The shop window", "kind", "Deliverable", "contact", "Ana Ruiz", "due", "2 April", "how", "mail")
		s.press("Make this promise")
		s.sees("The shop window")
		s.visit(shop)
		s.sharesLink("The test page", "https://test.casaruiz.example/")
		s.kept.Advance(t, 7*time.Minute)
		news := s.mail("ben@casaruiz.example", "things are new")
		for _, want := range []string{"The shop window", "Thursday 2 April 2026", "The test page"} {
			if !strings.Contains(news.Text, want) {
				t.Errorf("Ben does not read %q:\n%s", want, news.Text)
			}
		}
		if n := s.heard("ben@", mark); n != 1 {
			t.Errorf("Ben has %d mails of what is new", n)
		}
		if n := s.heard("ana@", mark) + s.heard("paul@", mark); n != 0 {
			t.Errorf("Ana, who was told, and Paul, whose it is not, have %d mails of what is new", n)
		}

		s.browser = ben
		for _, p := range [][]string{{"/p/", "page", "The shop window", "Links and notes"}, {"/p/dates", "dates", "The shop window"}, {"/p/shelf", "shelf", "The test page"}} {
			s.visit(p[0])
			s.sees(p[2:]...)
			s.look(p[1])
		}

		s.browser = testkit.Stranger(t, desk)
		s.visit(strings.TrimPrefix(chooseLink.FindString(news.Text), s.kept.URL))
		s.sees("What reaches you", "Stop hearing of changes")
		s.hides("Casa Ruiz", "shop window")
		s.look("by-the-mail")
		s.press("Stop hearing of changes")
		s.sees("Done: you hear of changes no more.")
		s.comesIn("paul@brenner.example")
		s.sees("Paul Brenner")
		s.hides("Ruiz", "shop window", "test page")

		s.browser = desk
		s.visit(house + "/edit")
		s.fill("stage", "past")
		s.press("Save")
		s.browser = ben
		s.visit("/p/")
		s.sees("The shop window", "until")
		s.look("afterwards")
		s.hides("I am worried")
		s.kept.Advance(t, 24*time.Hour)
		if n := s.heard("ben@", mark); n != 1 {
			t.Errorf("after he stopped it Ben has %d mails of what is new", n)
		}
	})
}

// here is the path of the page that the browser shows.
func (s *stage) here() string {
	s.t.Helper()
	at, err := chromedp.Run(s.browser, chromedp.Evaluate[string](`location.pathname`))
	if err != nil {
		s.t.Fatal(err)
	}
	return at
}

// comesIn opens a browser of its own for a contact, who comes in by a mailed link.
func (s *stage) comesIn(address string) context.Context {
	s.t.Helper()
	s.browser = testkit.Stranger(s.t, s.browser)
	s.comesInHere(address)
	return s.browser
}

// comesInHere has a contact come in by a mailed link in the browser as it is.
func (s *stage) comesInHere(address string) {
	s.t.Helper()
	s.visit("/p/enter")
	s.fill("email", address)
	s.press("Send me the link")
	s.kept.Advance(s.t, time.Second)
	s.visit(strings.TrimPrefix(wayIn.FindString(s.mail(address, "/p/enter/").Text), s.kept.URL))
	s.press("Yes, open my page")
}

// sharesLink puts a link on the page of a project, for the client to see.
func (s *stage) sharesLink(name, address string) {
	s.t.Helper()
	script := fmt.Sprintf(`(() => {
		const f = document.querySelector("form[action$='/shelf'] input[value=link]")?.form;
		if (!f) return "there is no form";
		f.elements.name.value = %q; f.elements.address.value = %q; f.elements.shared.checked = true;
		f.querySelector("[type=submit]").setAttribute("id", "keeps-it");
		for (let d = f.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
		return "";
	})()`, name, address)
	if wrong, err := chromedp.Run(s.browser, chromedp.Evaluate[string](script)); err != nil || wrong != "" {
		s.t.Fatalf("share a link: %s %v\n%s", wrong, err, s.text())
	}
	s.do(chromedp.Click(chromedp.CSS("#keeps-it")))
	s.sees(name)
}

// heard counts the mails of what is new to an address since a mark.
func (s *stage) heard(address string, mark int) int {
	n := 0
	for _, sent := range s.sink.Mails()[mark:] {
		if l := sent.Letter(); strings.Contains(strings.Join(sent.To, " "), address) && strings.Contains(l.Text, "new on your page") {
			n++
		}
	}
	return n
}
