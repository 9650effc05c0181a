package office

import (
	"context"
	"time"

	"kept/internal/store"
	"kept/member"
	"kept/reply"
	"kept/score"
)

// Record is each member's record against what the firm stands for (story 5).
type Record struct{ *desk }

// MemberRecord is one member's record in a period.
type MemberRecord struct {
	Member   member.Member
	Calls    score.Waits
	Mails    score.Waits
	Promises score.Promises
}

// maxClocks bounds the waits of one record.
const maxClocks = 100_000

// Of gives the records of a period: of everybody to who leads, else of the
// actor alone. Within it from counts and until does not.
func (s Record) Of(ctx context.Context, who Actor, from, until time.Time) ([]MemberRecord, error) {
	var out []MemberRecord
	err := s.see(ctx, who, func(a *act) error {
		clocks, err := store.Clocks(a.tx, a.ws, from, until, maxClocks)
		if err != nil {
			return err
		}
		outcomes, err := store.Outcomes(a.tx, a.ws, from, until)
		if err != nil {
			return err
		}
		for _, m := range a.book.members {
			if a.may(member.SeeRecord, func() bool { return m.ID == who.Member }) != nil {
				continue
			}
			r := MemberRecord{Member: m, Promises: score.Promises{}, Calls: waitsOf(a, clocks, m.ID, reply.Call), Mails: waitsOf(a, clocks, m.ID, reply.Mail)}
			for _, o := range outcomes {
				if o.OwnerID == m.ID {
					r.Promises[o.Outcome] += o.Count
				}
			}
			if m.Active() || r.Calls.Counted()+r.Mails.Counted()+r.Promises.Decided() > 0 {
				out = append(out, r)
			}
		}
		return nil
	})
	return out, err
}

func waitsOf(a *act, clocks []reply.Clock, of member.ID, ch reply.Channel) score.Waits {
	var waits []score.Wait
	for _, c := range clocks {
		if c.MemberID != of || (c.Channel == reply.Call) != (ch == reply.Call) || c.Wait != reply.First && c.Wait != reply.Next || c.StoppedWhy != "" {
			continue
		}
		w := score.Wait{Waited: c.Waited, Within: c.Within(), Open: c.StoppedAt.IsZero()}
		if w.Open {
			w.Waited, w.Late = c.Elapsed(a.book.firmHours, a.now), a.now.After(c.DueAt) && !c.Paused()
		}
		waits = append(waits, w)
	}
	return score.OfWaits(waits)
}
