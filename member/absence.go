package member

import (
	"time"

	"kept/internal/fault"
)

// Absence is a time in which a member does not work: From counts, Until does not.
type Absence struct {
	ID       string
	MemberID ID
	From     time.Time
	Until    time.Time
	Why      string
	EndedAt  time.Time // taken back; zero while it stands
}

// MaxAbsence is the longest single absence.
const MaxAbsence = 366 * 24 * time.Hour

// Check refuses an absence that ends before it begins or is longer than [MaxAbsence].
func (a Absence) Check() error {
	var c fault.Check
	c.Want(a.Until.After(a.From), "until", "An absence ends after it begins.")
	c.Want(a.Until.Sub(a.From) <= MaxAbsence, "until", "An absence lasts a year at most. Enter a second one after it.")
	CheckOptionalLine(&c, "why", a.Why, 200)
	return c.Err()
}

// Covers tells whether the member is away at t.
func (a Absence) Covers(t time.Time) bool {
	return a.EndedAt.IsZero() && !t.Before(a.From) && t.Before(a.Until)
}

// Away tells whether any of the absences covers now.
func Away(absences []Absence, now time.Time) bool {
	for _, a := range absences {
		if a.Covers(now) {
			return true
		}
	}
	return false
}
