// Package sample is the firm that "kept try" shows: twelve clients in three
// time zones, seven members, and three weeks in which promises were kept,
// moved in time, told of late and broken in silence.
//
// Nothing of it is written into the database by hand. The firm acts as any
// other does, through the office, while a clock is moved through its past, and
// the real duties ask, mail and decide at their moments. So everything that a
// visitor sees has come about as it would have: every outcome from its
// evidence, every prompt from its rule. When the past has been lived the clock
// is let go and shows the real time from then on, and [Story] lets the firm act
// on: small promises fall due within minutes, clients call, members move dates.
//
// The same seed tells the same story for the same moment. Names and secrets
// come from the office's own randomness.
package sample

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/office"
	"kept/issue"
	"kept/member"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// Clock shows moments of the past while the firm lives through them, and the
// real time afterwards.
type Clock struct {
	mu   sync.Mutex
	real func() time.Time
	at   time.Time // in the past; zero = the real time
}

// Over lays the clock over the real one.
func (c *Clock) Over(clock func() time.Time) func() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.real = clock
	return c.Now
}

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at.IsZero() {
		return c.real()
	}
	return c.at
}

// Set moves the clock to a moment, at which it stands until it is moved again.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
}

// Go lets the clock show the real time.
func (c *Clock) Go() { c.Set(time.Time{}) }

// Weeks is how long a past the firm has.
const Weeks = 3

// Stage is what the firm acts on.
type Stage struct {
	Office *office.Office
	Clock  *Clock
	// Settle runs all duties until nothing is due at now, and tells when
	// something will be; zero = never.
	Settle func(ctx context.Context, now time.Time) (time.Time, error)
}

// Firm is who can be met in the sample.
type Firm struct {
	Owner, Leader, Member office.Actor
	Contact               client.Contact // who may open his client's page
	Client                client.ID
	story                 *play
}

// The addresses of the three whom a visitor can be.
const (
	Owner  = "marta@northlight.example"
	Leader = "lea@northlight.example"
	Member = "nils@northlight.example"
)

// Domains in which a mail server of the sample misbehaves: what goes to the
// first is refused, what goes to the second is taken without an answer.
const (
	Gone   = "gone.example"
	Silent = "silent.example"
)

// Play opens the firm and lives through its past, up to now. It changes
// nothing but through acts; the clock stands at now when it is done.
func Play(ctx context.Context, s Stage, seed uint64, now time.Time) (*Firm, error) {
	p := &play{
		Stage: s, ctx: ctx, rng: rand.New(rand.NewPCG(seed, 1)), end: now.UTC().Truncate(time.Second),
		who: map[string]office.Actor{}, at: map[string]place{}, made: map[string]promise.ID{}, issues: map[string]issue.ID{}, talks: map[string]talk{}, steps: map[string]plan.ID{}, asks: map[string]handoff.ID{},
	}
	if err := p.found(); err != nil {
		return nil, fmt.Errorf("found the sample firm: %w", err)
	}
	for _, sc := range p.scenes() {
		if err := p.live(sc.at); err != nil {
			return nil, err
		}
		if err := sc.do(p); err != nil {
			return nil, fmt.Errorf("%s, %s: %w", sc.at.Format(time.RFC3339), sc.what, err)
		}
	}
	if err := p.live(p.end); err != nil {
		return nil, err
	}
	first := p.at["lindner"]
	return &Firm{
		Owner: p.who["marta"], Leader: p.who["lea"], Member: p.who["nils"], Contact: first.contacts[0], Client: first.client, story: p,
	}, nil
}

// play is a firm that is being played.
type play struct {
	Stage
	ctx    context.Context
	rng    *rand.Rand
	end    time.Time // where the past ends
	base   worktime.Day
	cal    *worktime.Calendar // of the firm
	who    map[string]office.Actor
	at     map[string]place
	made   map[string]promise.ID
	issues map[string]issue.ID
	talks  map[string]talk
	steps  map[string]plan.ID
	asks   map[string]handoff.ID
}

// place is a client with whom to speak there.
type place struct {
	client   client.ID
	project  string
	contacts []client.Contact
	owner    string
	cal      *worktime.Calendar
}

// stride is how far the clock moves at the least: what falls due in between is
// seen to a little later, as on a busy machine.
const stride = 10 * time.Minute

// live lets time pass until a moment, with every duty at its own.
func (p *play) live(to time.Time) error {
	for {
		now := p.Clock.Now()
		next, err := p.Settle(p.ctx, now)
		if err != nil {
			return fmt.Errorf("the duties at %s: %w", now.Format(time.RFC3339), err)
		}
		if !now.Before(to) {
			return nil
		}
		if next.Before(now.Add(stride)) {
			next = now.Add(stride)
		}
		if next.After(to) {
			next = to
		}
		p.Clock.Set(next)
	}
}

// day gives the nth business day of the firm, counted from today or, when it
// is closed today, from the next day on which it is open.
func (p *play) day(n int) worktime.Day {
	d, ok := p.cal.AddBusinessDays(p.base, n)
	if !ok {
		return p.base.AddDays(n)
	}
	return d
}

// wall gives a moment on the firm's wall.
func (p *play) wall(n int, clock worktime.Clock) time.Time {
	t, err := p.cal.At(p.day(n), clock)
	if err != nil { // an hour that a clock change skips
		return p.cal.EndOf(p.day(n))
	}
	return t
}

// when gives a date for a client: a day, or a moment on his wall.
func (p *play) when(c place, n int, clock worktime.Clock) promise.When {
	if clock == 0 {
		return promise.When{Day: p.day(n)}
	}
	t, err := c.cal.At(p.day(n), clock)
	if err != nil {
		return promise.When{Day: p.day(n)}
	}
	return promise.When{At: t}
}

// minutes draws a number of minutes, so that not everything happens on the hour.
func (p *play) minutes(most int) time.Duration {
	return time.Duration(p.rng.IntN(most)) * time.Minute
}

// openNow lets the firm keep hours while somebody looks, whatever the hour: a
// visitor on a Sunday night would see nobody asked and nothing mailed.
func (p *play) openNow() error {
	const enough = 3 * time.Hour
	if closes, ok := p.cal.NextClose(p.end); ok && p.cal.IsOpen(p.end) && closes.Sub(p.end) >= enough {
		return nil
	}
	today := worktime.DayOf(p.end, p.cal.Location())
	open := func(h worktime.Hours) worktime.Hours {
		for _, d := range []worktime.Day{today, today.AddDays(1)} {
			h.Exceptions = append(h.Exceptions, worktime.Exception{On: d, Windows: []worktime.Window{{To: worktime.Midnight24}}, Why: "Open while you try Kept"})
		}
		return h
	}
	for _, key := range memberKeys() {
		_, err := p.Office.People.Edit(p.ctx, p.who["marta"], p.who[key].Member, office.MemberEdit{Change: func(m *member.Member) { m.Hours = open(m.Hours) }})
		if err != nil {
			return err
		}
	}
	_, err := p.Office.Settings.Edit(p.ctx, p.who["marta"], office.WorkspaceEdit{Change: changeHours(open)})
	return err
}
