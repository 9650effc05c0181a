// Package sim lives a year of a firm that uses Kept, in one goroutine and out
// of one number.
//
// [Year] owns the clock. Its people act through the same acts as the pages,
// the API and the portal do; the real duties run whenever something is due; the
// mail server is a function that delays, bounces, loses its answer and is down
// for a day; and Kept itself dies in the middle of things and comes back. After
// each step every invariant of the product is checked (package checks).
//
// Everything that is left to chance is drawn from the seed, each actor from a
// source of his own, so that the same seed makes the same journal on both
// engines, and a new actor does not change what the others do.
//
// To add an actor, write a file with a type that has act, and name it in cast.
package sim

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kept/internal/files"
	"kept/internal/holidays"
	"kept/internal/sim/checks"
	"kept/internal/store"
	"kept/promise"
)

// Start is when a year begins unless something else is asked for: a Monday morning.
var Start = time.Date(2026, 1, 5, 6, 0, 0, 0, time.UTC)

// Options say which year is lived, and where.
type Options struct {
	Seed  uint64
	Start time.Time     // zero = [Start]
	Until time.Duration // how long it lasts, from its beginning
	// Open opens the database, and does so again whenever Kept starts anew. It
	// must hold nothing that is due in this year.
	Open func(context.Context) (*store.DB, error)
	// Heeded: everybody looks at what he is asked every hour and does it, promises
	// what he has days for, and is never ill; Kept does not break. Mails do, plans
	// run late, third parties do not answer.
	Heeded bool
	// between is called after each step, before the checks: tests break the world in it.
	between func(*year) error
}

// MaxFindings is how many findings end a year early: the first ones tell.
const MaxFindings = 20

// Report is what a year came to.
type Report struct {
	Seed     uint64                  `json:"seed"`
	Engine   string                  `json:"engine"`
	From     time.Time               `json:"from"`
	Until    time.Time               `json:"until"`
	Steps    int                     `json:"steps"`
	Acts     map[string]int          `json:"acts"`
	Refused  map[string]int          `json:"refused"` // acts that Kept refused in words
	Outcomes map[promise.Outcome]int `json:"outcomes"`
	Prompts  map[string]int          `json:"prompts"` // by rule and level
	Mails    map[string]int          `json:"mails"`   // by what Kept heard
	Crashes  int                     `json:"crashes"`
	Downs    int                     `json:"downs"` // long ones
	Lines    int                     `json:"lines"`
	Journal  string                  `json:"journal"` // sha256 over the lines in order
	Findings []checks.Finding        `json:"findings"`
}

// Year lives one year and reports on it. An error means that it could not be
// lived; what the checks found is in the report.
func Year(ctx context.Context, o Options) (report Report, err error) {
	y, err := found(ctx, o)
	if err != nil {
		return Report{}, fmt.Errorf("found the firm: %w", err)
	}
	defer func() { err = errors.Join(err, y.shut()) }()
	for y.end.After(y.now) && len(y.report.Findings) < MaxFindings {
		if err := ctx.Err(); err != nil {
			return y.report, err
		}
		if err := y.step(); err != nil {
			return y.report, fmt.Errorf("seed %d at %s: %w", o.Seed, y.now.Format(time.RFC3339), err)
		}
	}
	if err := y.reckon(); err != nil {
		return y.report, err
	}
	return y.report, y.rest()
}

// year is a year being lived.
type year struct {
	Options
	ctx context.Context
	now time.Time
	end time.Time

	house
	random *fuse // where Kept takes its names and secrets from
	mails  *mailServer
	agenda agenda
	due    time.Time // when the duties want to be called next; zero = never

	firm
	weather  *weather
	reader   *checks.Reader
	watch    checks.Watch
	deepAt   time.Time // when everything is read anew
	back     bool      // Kept came back in this step
	broken   error     // what ended the year in the middle of somebody's acts
	downs    []checks.Span
	report   Report
	holidays *holidays.Book
	blobs    *files.Memory // what is kept as bytes; it outlives crashes
	names    *nameServers
	push     *pushService
	outside  checks.Outside // what happened outside of Kept since the last check
}

// deepReadings is how often in a year everything is read anew.
const deepReadings = 6

// step moves the clock to whatever comes next and lets it happen.
func (y *year) step() error {
	next := y.agenda.next()
	if !y.due.IsZero() && y.due.Before(next) {
		next = y.due
	}
	if next.After(y.end) {
		next = y.end
	}
	if next.After(y.now) {
		y.now = next
	}
	y.report.Steps++
	if !y.due.IsZero() && !y.due.After(y.now) {
		if err := y.settle(); err != nil {
			return err
		}
	}
	if e, ok := y.agenda.pop(y.now); ok {
		if err := y.live(e); err != nil {
			return err
		}
	}
	if err := y.settle(); err != nil {
		return err
	}
	if y.between != nil {
		if err := y.between(y); err != nil {
			return err
		}
	}
	return y.check()
}

// live lets one actor act. When Kept dies under his hands he comes back to it
// a little later.
func (y *year) live(e event) error {
	var next time.Time
	died, err := y.survive(func() error { next = e.who.act(y); return nil })
	if err != nil {
		return err
	}
	if y.broken != nil {
		return y.broken
	}
	if died {
		next = y.now.Add(time.Minute)
	}
	if !next.IsZero() {
		y.agenda.add(next, e.who)
	}
	return nil
}

// settle runs the duties until nothing is due. When Kept dies in it, it starts
// anew and goes on.
func (y *year) settle() error {
	for {
		died, err := y.survive(func() error {
			next, err := y.crew.Settle(y.ctx, y.now)
			y.due = next
			return err
		})
		if err != nil || !died {
			return err
		}
	}
}

// check reads what happened and asks every check.
func (y *year) check() error {
	deep := !y.now.Before(y.deepAt)
	if deep {
		y.deepAt = y.now.Add(max(y.Until/deepReadings, time.Hour))
	}
	f, err := y.reader.Read(y.ctx, checks.House{DB: y.db, Office: y.Office}, checks.Server{Posted: y.bag.posted, Handings: y.mails.log, Outside: y.outside, Downs: y.downs, Back: y.back}, deep, y.now)
	if err != nil {
		return err
	}
	y.back, y.outside = false, checks.Outside{}
	countYear(y, f)
	y.report.Findings = append(y.report.Findings, y.watch.Look(f)...)
	return nil
}

// finds adds a finding of the year itself.
func (y *year) finds(check, what string) {
	y.report.Findings = append(y.report.Findings, checks.Finding{Check: check, At: y.now, What: what})
}

// reckon closes the account.
func (y *year) reckon() error {
	var err error
	y.report.Journal, y.report.Lines, err = checks.JournalHash(y.ctx, y.db, y.owner.Workspace)
	return err
}

// clock is Kept's clock.
func (y *year) clock() time.Time { return y.now }

// rest leaves nothing half handed over behind: the next year may be lived in
// the same database.
func (y *year) rest() error {
	y.mails.calm = true
	if err := y.Notices.Alone(y.ctx, ""); err != nil {
		return err
	}
	_, err := y.crew.Settle(y.ctx, y.now)
	return err
}

// pass lets a little time go by between two acts of one person. The duties run
// when they are due.
func (y *year) pass(d dice) {
	until := y.now.Add(d.between(5*time.Second, 40*time.Second))
	for {
		if err := y.settle(); err != nil {
			y.broken = err
			return
		}
		if y.due.IsZero() || y.due.After(until) {
			break
		}
		y.now = y.due
	}
	if until.After(y.now) {
		y.now = until
	}
}
