package main

import (
	"strings"
	"testing"
	"time"
)

// Story 6: nothing can be seen on the site. Every second Friday the homeowner gets
// an honest update, drafted from what was logged, with what goes on behind the
// scenes and what is next; it leaves by itself at its hour, and says when the next
// one comes.
func TestStoryBuildersFortnight(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		s := newStage(t, database)
		s.enter()
		s.ana()
		s.press("Updates")
		s.fill("every", "every second week", "weekday", "Friday", "at", "15:00")
		s.look("rules")
		s.press("Set it")
		s.sees("Set.")
		s.bringPlan("the-house", "ID;Step;Duration;Depends on;Who\n1;Permit;5 d;;Marta Kern\n2;Walls;10 d;1;Marta Kern\n")
		s.visit("/clients")
		s.press("Casa Ruiz")
		s.press("the-house")
		s.sees("As usual for this client: Every second Friday, 15:00")
		s.press("Log what you did")
		s.fill("text", "We called the city about the permit, and sent the drawings of the roof")
		s.press("Log it")
		s.sees("Logged.")
		s.press("Write an update")
		s.sees("We called the city about the permit", "There is nothing new to see yet.")
		s.press("Send it later")
		s.sees("Let it leave by itself")
		s.look("send-later")
		s.fill("leave", "Fri 6 Mar 15:00")
		s.press("Let it leave by itself")
		s.sees("It leaves by itself Friday 6 March 2026, 15:00", "Do not send it by itself")
		s.look("planned")
		s.visit("/")
		s.sees("Leaves by itself", "Casa Ruiz")
		s.look("home")

		s.kept.Clock(t, time.Date(2026, 3, 6, 14, 1, 0, 0, time.UTC)) // 15:01 in Madrid
		s.kept.Advance(t, time.Minute)
		m := s.mail("ana@casaruiz.example", "There is nothing new to see yet")
		for _, want := range []string{"Behind the scenes", "We called the city about the permit, and sent the drawings of the roof.", "You will hear from Marta Kern again by Friday 20 March 2026, 15:00"} {
			if !strings.Contains(m.Text, want) {
				t.Errorf("Ana does not read %q:\n%s", want, m.Text)
			}
		}
		s.visit("/clients")
		s.press("Casa Ruiz")
		s.press("the-house")
		s.sees("sent")
		s.look("project")
	})
}
