package checks

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/internal/store"
	"kept/notice"
	"kept/promise"
	"kept/reply"
)

// warned: no date ends broken in silence without its owner, and then his
// leader, having been asked while the client could still be told. Who stands
// in for the owner counts as the owner.
//
// Left out, as the rules are: appointments that somebody confirmed, dates that
// were set less than [promise.MinAhead] before, and dates in whose time Kept
// did not run; after that it asks at once, which another check sees to. So is
// a date whose outcome was another one first: its evidence was taken back, and
// the rule *undelivered* asks; and one that was replaced before the client had
// heard of it, and one whose moving somebody said to have made good without
// telling of it. Where the policy, the people, the promise's owner or the clock
// that speaks for it changed in the date's time, or a mail came back that had told of one, the ladder moved with them, and may have begun above the
// owner: then it is enough that the leader was asked.
type warned struct {
	asks    map[string][]asking // by obligation, in order
	changed time.Time           // when what the ladders hang on changed last
	handed  map[promise.ID]time.Time
}

func newWarned() *warned {
	return &warned{asks: map[string][]asking{}, handed: map[promise.ID]time.Time{}}
}

// asking is a question that stood before somebody from one moment until another.
type asking struct {
	level       string
	from, until time.Time // until is zero while it stands
}

func (*warned) Name() string { return "warned" }

func (w *warned) Look(f *Firm) []string {
	var out []string
	for _, l := range f.New {
		switch l.Act {
		case "workspace changed", "member changed", "absence set", "absence ended", "client changed":
			w.changed = l.At
		case "edited", "handed over":
			w.handed[promise.ID(strings.TrimPrefix(l.Object, "promise:"))] = l.At
		case "clock paused", "clock runs on", "clock moved", "clock promised", "clock resumed":
			if c := f.Clocks[reply.ID(strings.TrimPrefix(l.Object, "clock:"))]; c.PromiseID != "" {
				w.handed[promise.ID(c.PromiseID)] = l.At
			}
		case "prompted", "settled":
			w.note(l)
		case "outcome":
			out = append(out, w.outcome(f, l)...)
		}
	}
	return out
}

// note follows the prompt of an obligation.
func (w *warned) note(l store.Line) {
	all := w.asks[l.Object]
	if n := len(all); n > 0 && all[n-1].until.IsZero() {
		all[n-1].until = l.At
	}
	var ask struct {
		Level string `json:"level"`
	}
	if l.Act == "prompted" && json.Unmarshal([]byte(l.After), &ask) == nil {
		all = append(all, asking{level: ask.Level, from: l.At})
	}
	w.asks[l.Object] = all
}

func (w *warned) outcome(f *Firm, l store.Line) []string {
	var was, d promise.Date
	if json.Unmarshal([]byte(l.Before), &was) != nil || json.Unmarshal([]byte(l.After), &d) != nil {
		return nil
	}
	if d.Outcome != promise.BrokenInSilence || was.Outcome != promise.Undecided {
		return nil
	}
	p := f.Promises[promise.ID(strings.TrimPrefix(l.Object, "promise:"))]
	confirmed := p.Kind == promise.Appointment && !p.ConfirmedAt.IsZero()
	if confirmed || d.DueAt.Sub(d.SetAt) < promise.MinAhead || f.wasDown(d.SetAt, d.DueAt) {
		return nil
	}
	seq := slices.IndexFunc(p.Dates, func(x promise.Date) bool { return x.SetAt.Equal(d.SetAt) && x.DueAt.Equal(d.DueAt) })
	if seq < len(p.Dates)-1 && f.toldOf(p, func(s int) bool { return s == seq }).IsZero() {
		return nil
	}
	asks := slices.Clone(w.asks[l.Object])
	// While the wait is due in the date's minute it is asked about, and not its promise.
	if c, ok := f.Clocks[f.clockOf[p.ID]]; ok && !c.DueAt.Before(d.DueAt) && c.DueAt.Sub(d.DueAt) < time.Minute {
		asks = append(asks, w.asks["clock:"+string(c.ID)]...)
	}
	moved := w.changed.After(d.SetAt) || !w.handed[p.ID].Before(d.SetAt)
	for _, t := range p.Tellings { // evidence that was taken back brings an earlier date back
		moved = moved || t.BouncedAt.After(d.SetAt)
	}
	for _, t := range p.Tellings { // a date that was moved: whoever told of it is asked about the notice
		if t.Seq <= seq {
			continue
		}
		asks = append(asks, w.asks["notice:"+t.NoticeID]...)
		if n := f.Notices[notice.ID(t.NoticeID)]; !n.SettledAt.IsZero() && n.SettledAt.Before(d.DueAt) {
			return nil
		}
	}
	owner, leader := askedAt(asks, "owner", d), askedAt(asks, "leader", d)
	spare := min(5*time.Minute, d.DueAt.Sub(d.SetAt)/4)
	var why string
	switch {
	case leader.IsZero():
		why = "the leader was never asked"
	case owner.IsZero() && !moved:
		why = "the owner was never asked"
	case leader.Before(owner) && !moved:
		why = "the leader was asked before the owner"
	case d.DueAt.Sub(leader) < spare && !moved:
		why = "the leader was asked only at " + stamp(leader)
	default:
		return nil
	}
	return []string{fmt.Sprintf("%s (%s) was broken in silence at %s, and %s", l.Object, p.Kind, stamp(d.DueAt), why)}
}

// askedAt gives the first moment in a date's time at which a question of the
// level stood before somebody.
func askedAt(asks []asking, level string, d promise.Date) time.Time {
	var first time.Time
	for _, a := range asks {
		if a.level != level || !a.from.Before(d.DueAt) || !a.until.IsZero() && !a.until.After(d.SetAt) {
			continue
		}
		if first.IsZero() || a.from.Before(first) {
			first = a.from
		}
	}
	return first
}
