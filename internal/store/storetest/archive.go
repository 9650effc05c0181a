package storetest

import (
	"slices"

	"kept/internal/fault"
	"kept/internal/store"
)

// tables holds what a backup reads against what it counts, in one snapshot,
// and tries to put rows back that are there.
func tables(b *bench) {
	b.firm()
	seen := int64(0)
	some := map[string][]any{}
	err := b.db.Snapshot(b.Context(), func(tx *store.Tx) error {
		for i, t := range store.Tables() {
			if i == 1 {
				b.firm() // comes too late: the snapshot was taken with the first reading
			}
			n := int64(0)
			err := t.Rows(tx, func(row []any) error {
				n++
				some[t.Name] = slices.Clone(row)
				return nil
			})
			if err != nil {
				return err
			}
			counted, err := t.Count(tx)
			if err != nil || counted != n {
				b.Errorf("%s: %d rows counted, %d read (%v)", t.Name, counted, n, err)
			}
			seen += n
		}
		return nil
	})
	if err != nil || seen == 0 {
		b.Fatalf("%d rows: %v", seen, err)
	}
	for _, t := range store.Tables() {
		if some[t.Name] == nil {
			continue
		}
		err := b.db.Write(b.Context(), func(tx *store.Tx) error { return t.Add(tx, some[t.Name]) })
		if fault.KindOf(err) != fault.Conflict {
			b.Errorf("%s: a row that is there was added again: %v", t.Name, err)
		}
	}
	if v, err := b.db.Schema(); err != nil || v < 2 {
		b.Errorf("schema %d: %v", v, err)
	}
	if err := b.db.Write(b.Context(), store.ForgetSetup); err != nil {
		b.Error(err)
	}
}
