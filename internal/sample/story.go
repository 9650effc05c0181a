package sample

import (
	"context"
	"fmt"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/notice"
	"kept/promise"
)

// promisedSoon makes a promise that falls due within minutes: the ladder of
// warnings is divided over the time that there is.
func promisedSoon(who, customer string, kind promise.Kind, words string, minutes int) doing {
	return func(p *play) error {
		c := p.at[customer]
		made, err := p.Office.Promises.Make(p.ctx, p.who[who], office.NewPromise{
			Client: c.client, Project: c.project, Contact: c.contacts[0].ID, Kind: kind, Words: words, When: p.soon(minutes), How: office.ByMail,
		})
		p.made[words] = made.ID
		return err
	}
}

// Story lets the firm act on while somebody looks. It is a duty like others.
type Story struct {
	firm   *Firm
	coming []scene
	cycles int
}

// Story gives what happens from now on.
func (f *Firm) Story() *Story {
	p := f.story
	in := func(minutes int) time.Time { return p.end.Add(time.Duration(minutes) * time.Minute) }
	return &Story{firm: f, coming: []scene{
		{in(1), "reset", told("nils", letter{client: "sakura", text: "The tax office calls back tomorrow, so the answer comes a day later. The opening stands.",
			moves: []moved{{"s-tax", due{2, hm(12, 0)}, "The tax office calls back tomorrow"}}, next: 2})},
		{in(2), "missed", missed("albrecht", "omar", "Asks about the windows")},
		{in(3), "delivered", told("grace", letter{client: "okafor", text: "The waiting list is there, a day early.", keeps: []string{"o-list"}, next: 4})},
		{in(4), "looked", looked("okafor")},
		{in(6), "answered", told("nils", letter{client: "vogt", text: "It may, if it says why.", keeps: []string{"Whether the form may ask for the insurance"}, next: 3, spoken: true})},
		{in(9), "called back", told("ravi", letter{client: "rivera", text: "Called back: the second way begins with one page.", next: 2, spoken: true})},
	}}
}

// The firm goes on like this: every so often a small promise is made, and some
// of them are kept.
const (
	cycle     = 7 * time.Minute
	cycleDue  = 20 // minutes
	maxCycles = 400
)

// Name names the duty.
func (*Story) Name() string { return "sample story" }

// RunDue lets happen what is due. A visitor may have done something with the
// same promise: a scene that no longer fits is left out.
func (s *Story) RunDue(ctx context.Context, now time.Time) (time.Time, error) {
	p := *s.firm.story
	p.ctx = ctx
	for len(s.coming) > 0 && !s.coming[0].at.After(now) {
		sc := s.coming[0]
		s.coming = s.coming[1:]
		if err := sc.do(&p); err != nil && !refused(err) {
			return time.Time{}, fmt.Errorf("the sample's scene %s: %w", sc.what, err)
		}
		if len(s.coming) == 0 && s.cycles < maxCycles {
			s.cycles++
			at := sc.at.Add(cycle)
			if at.Before(now) { // the machine slept: nothing is made up for
				at = now
			}
			s.coming = append(s.coming, s.next(at)...)
		}
	}
	if len(s.coming) == 0 {
		return time.Time{}, nil
	}
	return s.coming[0].at, nil
}

// next draws what happens at a moment: somebody promises something small, and
// two times in three keeps it in time.
func (s *Story) next(at time.Time) []scene {
	p := s.firm.story
	matters := []struct {
		who, client string
		words       string
	}{
		{"nils", "lindner", "Whether cream cakes can be ordered on a Sunday"},
		{"jana", "brenner", "Which page the new saws are on"},
		{"grace", "okafor", "How to close a day in the form"},
		{"grace", "hudson", "A picture of the new reminder"},
		{"lea", "kunst", "Ein Termin für das zweite Treffen"},
		{"ravi", "rivera", "How long a page takes"},
	}
	m := matters[p.rng.IntN(len(matters))]
	words := fmt.Sprintf("%s (no. %d)", m.words, s.cycles)
	out := []scene{{at, "small promise", promisedSoon(m.who, m.client, promise.Answer, words, cycleDue)}}
	if p.rng.IntN(3) > 0 {
		out = append(out, scene{at.Add(cycle - time.Minute), "small promise kept", answered(m.who, m.client, words)})
	}
	return out
}

// answered keeps a promise by a call. When the client hears next stays as it
// is proposed.
func answered(who, customer, key string) doing {
	return func(p *play) error {
		c := p.at[customer]
		_, err := p.Office.Calls.Log(p.ctx, p.who[who], office.Call{
			Client: c.client, Project: c.project, Contact: c.contacts[0].ID, Channel: notice.Call, Reached: true, Text: "Answered on the telephone.",
			Keeps: []promise.ID{p.made[key]},
		})
		return err
	}
}

// refused tells whether an act was refused for what a visitor did meanwhile.
func refused(err error) bool {
	_, ok := fault.As(err)
	return ok
}
