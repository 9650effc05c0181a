package intake

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/importer/table"
	"kept/internal/office"
	"kept/internal/store"
	"kept/promise"
)

// alikeWithin is how near to each other two promises of the same words are
// taken for one that was moved, or that somebody wrote down here himself.
const alikeWithin = 7 * 24 * time.Hour

// alike finds what is promised in the same words.
type alike struct {
	of    client.ID
	words string // folded
}

// remarkAlike remarks on the new promises for which one of the same words
// stands here within a week, that nothing else in the file is known as: programs
// give new IDs to a series that was moved as a whole, and a table without IDs
// has none to give.
func (d *desk) remarkAlike(ctx context.Context, o *office.Office, p *Plan) error {
	open, err := o.Imports.Open(ctx, d.who, p.newOf())
	if err != nil {
		return err
	}
	taken := map[promise.ID]bool{}
	for _, l := range p.Lines {
		taken[l.Promise] = true
	}
	here := map[alike][]store.PromiseRow{}
	for id, rows := range open {
		for _, r := range rows {
			if key := (alike{id, table.Fold(r.Words)}); !taken[r.ID] {
				here[key] = append(here[key], r)
			}
		}
	}
	for i := range p.Lines {
		l := &p.Lines[i]
		if l.Effect != Make {
			continue
		}
		at := l.said.when.Due(d.firm)
		best, near := store.PromiseRow{}, alikeWithin
		for _, r := range here[alike{l.said.of, table.Fold(l.said.words)}] {
			if far := r.DueAt.Sub(at).Abs(); far < near {
				best, near = r, far
			}
		}
		if best.ID != "" {
			when := promise.When{Day: best.Day}
			if !best.DueOn {
				when.At = best.DueAt
			}
			l.Promise = best.ID
			l.Remarks = append(l.Remarks, "the same stands here for "+office.SayWhen(when, d.firm)+": if it is that one, moved, take this out of the file and reset it there")
		}
	}
	return nil
}
