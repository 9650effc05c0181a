package duty

import (
	"context"
	"testing"
	"time"
)

// planned is a duty that is due at its moment, and may make another one due.
type planned struct {
	next  time.Time
	makes *planned
	to    time.Time
	ran   []time.Time
}

func (*planned) Name() string { return "planned" }

func (p *planned) RunDue(_ context.Context, now time.Time) (time.Time, error) {
	if !p.next.IsZero() && !p.next.After(now) {
		p.ran, p.next = append(p.ran, now), time.Time{}
		if p.makes != nil {
			p.makes.next = p.to
		}
	}
	return p.next, nil
}

// What a later duty makes due while it runs is not overlooked by an earlier one.
func TestSettleNamesWhatWasMadeDueMeanwhile(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	first := &planned{next: now.Add(time.Hour)}
	second := &planned{next: now, makes: first, to: now.Add(time.Minute)}
	crew := NewCrew(nil, nil, first, second)
	next, err := crew.Settle(t.Context(), now)
	if err != nil || !next.Equal(now.Add(time.Minute)) {
		t.Errorf("the next moment is %v (%v), want %v", next, err, now.Add(time.Minute))
	}
	if next, err = crew.Settle(t.Context(), next); err != nil || !next.IsZero() || len(first.ran) != 1 {
		t.Errorf("then it is %v (%v) after %d runs, want never after one", next, err, len(first.ran))
	}
	second.next, second.to = now.Add(time.Hour), now // and what is due at once is done at once
	if next, err = crew.Settle(t.Context(), now.Add(time.Hour)); err != nil || !next.IsZero() || len(first.ran) != 2 {
		t.Errorf("at last it is %v (%v) after %d runs, want never after two", next, err, len(first.ran))
	}
}
