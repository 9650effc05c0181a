package client

import (
	"time"

	"kept/internal/fault"
	"kept/prompt"
	"kept/worktime"
)

// Page is how far a client's page is open.
type Page string

// How far a page is open. On one that can be read, nothing is said, asked or
// brought any more; one that is over is not there any more.
const (
	PageOpen Page = "open"
	PageRead Page = "read"
	PageOver Page = "over"
)

// How long a page can be read once its client is past, in months, and how many
// days before the end the client is told of it.
const (
	UsualPageMonths = 24
	MaxPageMonths   = 240
	PageEndsDays    = 28
)

// FarthestYears bounds a day that was agreed for one client.
const FarthestYears = 50

// Access is how far a client's page is open at a moment.
type Access struct {
	Page   Page
	Last   worktime.Day // the last day on which it can be read; zero while it is open, and where a member ended it
	Ends   time.Time    // the moment at which it is over; zero while it is open
	Ending bool         // it ends within [PageEndsDays]: the client is told
	Next   time.Time    // when the answer is another one; zero = only when something changes
}

// Access tells how far the page of a client is open at now: whole while he is a
// prospect or active. Once he is past it can be read to the end of the day that
// was agreed with him, or for months from when he became past, in his zone; until
// a member ends it.
func (c Client) Access(months int, zone *time.Location, now time.Time) Access {
	if c.Open() {
		return Access{Page: PageOpen}
	}
	if !c.PageEndedAt.IsZero() {
		return Access{Page: PageOver, Ends: c.PageEndedAt}
	}
	a := Access{Page: PageOver, Last: c.PageUntil}
	if a.Last.IsZero() {
		a.Last = LastDay(c.PastAt, months, zone)
	}
	a.Ends = startOf(a.Last.AddDays(1), zone)
	tell := startOf(a.Last.AddDays(1-PageEndsDays), zone)
	if !now.Before(a.Ends) {
		return a
	}
	a.Page, a.Ending, a.Next = PageRead, !now.Before(tell), a.Ends
	if !a.Ending {
		a.Next = prompt.Sooner(tell, a.Ends)
	}
	return a
}

// LastDay is the day, months after a moment, up to which a page can be read. In
// a month that has no such day it is its last one.
func LastDay(past time.Time, months int, zone *time.Location) worktime.Day {
	from := worktime.DayOf(past, zone)
	first := worktime.DayOf(time.Date(from.Year, from.Month+time.Month(months), 1, 12, 0, 0, 0, time.UTC), time.UTC)
	last := worktime.DayOf(time.Date(first.Year, first.Month+1, 0, 12, 0, 0, 0, time.UTC), time.UTC)
	first.Date = min(from.Date, last.Date)
	return first
}

// startOf is the first moment of a day in a zone.
func startOf(d worktime.Day, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, zone).UTC()
}

// Turn notes when a client became past, and forgets it when he is not any more.
// before is what he was; the zero Client = nothing yet.
func (c Client) Turn(before Client, now time.Time) Client {
	switch {
	case c.Open():
		c.PastAt, c.PageEndedAt = time.Time{}, time.Time{}
	case before.Stage != Past:
		c.PastAt, c.PageEndedAt = now, time.Time{}
	default:
		c.PastAt = before.PastAt
	}
	return c
}

// EndPage ends the page of a past client at once.
func (c Client) EndPage(now time.Time) (Client, error) {
	if c.Open() {
		return c, fault.New(fault.Conflict, "The page of a client is ended once the client is past. To keep one person out, change that contact.")
	}
	if c.PageEndedAt.IsZero() {
		c.PageEndedAt = now
	}
	return c, nil
}

// CheckUntil refuses a day, agreed with a client, that nobody can mean.
func CheckUntil(until worktime.Day, now time.Time) error {
	var k fault.Check
	k.Want(until.IsZero() || until.Year >= 2000 && until.Year <= now.Year()+FarthestYears, "page_until", "Choose a day within the next fifty years.")
	return k.Err()
}
