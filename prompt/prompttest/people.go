package prompttest

import (
	"time"

	"pgregory.net/rapid"

	"kept/member"
	"kept/prompt"
	"kept/worktime"
)

// WithAbsences gives a person up to three absences within weeks of now.
func WithAbsences(t *rapid.T, p prompt.Person, now time.Time) prompt.Person {
	for range rapid.IntRange(0, 3).Draw(t, "absences") {
		from := now.Add(time.Duration(rapid.IntRange(-200, 400).Draw(t, "from")) * time.Hour)
		p.Absences = append(p.Absences, member.Absence{
			MemberID: p.ID, From: from, Until: from.Add(time.Duration(rapid.IntRange(1, 300).Draw(t, "hours")) * time.Hour),
		})
	}
	return p
}

// People gives persons with office hours in several zones.
func People() []prompt.Person {
	var out []prompt.Person
	for _, zone := range []string{"Europe/Rome", "America/New_York", "Australia/Sydney", "Asia/Kolkata"} {
		out = append(out, prompt.Person{Calendar: Calendar(zone)})
	}
	return out
}

// Calendar compiles standard office hours in a zone; a zone that is none is a
// mistake in the test.
func Calendar(zone string) *worktime.Calendar {
	c, err := worktime.Compile(worktime.Standard(zone), nil)
	if err != nil {
		panic(err)
	}
	return c
}
