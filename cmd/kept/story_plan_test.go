package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
)

// sitesBefore is a table of the websites that the firm has built: what it planned
// five days for took it eight to twelve.
func sitesBefore() string {
	out := "ID;Step;Started;Done on;Duration;Status\n"
	day := time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC) // a Monday
	for site := range 7 {
		for k, x := range []struct {
			step      string
			days, end int // planned; calendar days to its last day
		}{{"Design", 5, 9 + site%3}, {"Texts", 3, 4}, {"Building", 5, 11 + site%2}} {
			from := day.AddDate(0, 0, 14*k)
			out += fmt.Sprintf("%d;%s;%s;%s;%d d;done\n", 3*site+k+1, x.step, from.Format("2006-01-02"), from.AddDate(0, 0, x.end).Format("2006-01-02"), x.days)
		}
		day = day.AddDate(0, 0, 14)
	}
	return out
}

// bringPlan brings a table in as the plan of a new project of Ana's, by the pages.
func (s *stage) bringPlan(name, table string) {
	s.t.Helper()
	file := filepath.Join(s.t.TempDir(), name+".csv")
	if err := os.WriteFile(file, []byte(table), 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.visit("/import")
	s.fill("what", "A project’s plan")
	s.do(chromedp.SetUploadFiles(chromedp.CSS(`main input[type=file]`), []string{file}))
	s.press("Look at it")
	s.sees("Into which project")
	s.fill("into", "A new project")
	s.press("Look at it")
	s.sees("nothing has happened yet")
	s.look("import-" + name)
	s.press("Bring in ")
	s.sees("Brought in:")
}

// Story 8: a firm that has built many websites knows how long each step takes. A
// new project starts from a template; its ranges come from the finished ones; a
// date that will not hold is not promised; the client sees all the steps, when
// they occur, who does what, and when she hears next. When the work is late she
// is told before the date that she knows.
func TestStoryThousandWebsites(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		s := newStage(t, database)
		s.enter()
		s.ana()
		s.bringPlan("sites-before", sitesBefore())
		s.bringPlan("a-website", "ID;Step;Duration;Depends on;Who\n1;Design;5 d;;Marta Kern\n2;Texts;3 d;1;Ana Ruiz\n3;Building;5 d;2;Marta Kern\n")
		s.press("Save as a template")
		s.fill("name", "Website")
		s.press("Save it")
		s.sees("3 steps, saved 1 time.")
		s.press("Start a project")
		s.fill("client", "Casa Ruiz", "name", "The new site", "starts_on", "2026-03-03")
		s.press("Start it")
		s.sees("As planned it ends on", "80 in 100", "Casa Ruiz does not know these dates yet.")
		s.look("plan")
		for _, key := range []string{"j", "j", "e"} { // the second row, in place, without a mouse
			s.do(chromedp.KeyEvent(key))
		}
		s.sees("Cancel")
		s.look("plan-in-place")
		s.fill("days", "4")
		s.press("Save")
		s.sees("Nothing is done yet.", "This moves other steps, too:", "Building")
		s.look("what-moves")
		s.press("Change it")
		s.sees("As planned it ends on")

		s.press("Building")
		s.sees("When it will be done", "The last 7 like it took ")
		s.look("step")
		s.press("Promise it")
		s.fill("words", "Your new site is online", "kind", "Deliverable", "contact", "Ana Ruiz", "due", "19 March", "how", "mail")
		s.sees("The chance of this date is ", "has 85 in 100.")
		s.look("bold")
		s.press("Make this promise")
		s.sees("say why you promise it all the same")
		s.fill("due", "in 40 working days")
		s.sees("Tuesday 28 April 2026", "in 100.")
		s.press("Make this promise")
		s.sees("Your new site is online", "The chance of its date is ")
		s.look("promise")

		s.press("Building")
		s.press("Tell the client")
		s.fill("message", "This is how we go on.", "next", "Mon 9 March 4pm")
		s.sees("Ana Ruiz")
		s.look("tell")
		s.press("Tell Ana Ruiz")
		s.kept.Advance(t, time.Minute)
		m := s.mail("ana@casaruiz.example", "This is how we go on.")
		for _, want := range []string{"Design: by ", "Texts (your part): by ", "Building: by ", "at the latest by ", "again by Monday 9 March 2026, 16:00"} {
			if !strings.Contains(m.Text, want) {
				t.Errorf("Ana's mail does not say %q:\n%s", want, m.Text)
			}
		}
		s.asAna("This is how we go on.")
		s.sees("The new site", "Design", "Texts", "your part", "Building", "Marta Kern", "at the latest by")
		s.look("her-plan")
		s.visit("/p/")
		s.sees("Your new site is online", "9 March")
	})
}

// asAna opens Ana's page by a link that is mailed to her, and her plan on it.
func (s *stage) asAna(told string) {
	s.t.Helper()
	s.mail("ana@casaruiz.example", told)
	s.browser = testkit.Stranger(s.t, s.browser)
	s.visit("/p/enter")
	s.fill("email", "ana@casaruiz.example")
	s.press("Send me the link")
	s.kept.Advance(s.t, time.Minute)
	at := link.FindString(s.mail("ana@casaruiz.example", "/p/enter/").Text)
	s.visit(strings.TrimPrefix(at, s.kept.URL))
	s.press("Yes, open my page")
	s.press("The new site") // one of her projects
	s.sees("The plan")
	s.press("The plan")
}
