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
	newest := ok(store.Newest(b.db.Engine()))(b)
	if v, err := b.db.Schema(); err != nil || v < 2 || v != newest {
		b.Errorf("schema %d, the newest is %d: %v", v, newest, err)
	}
	if err := b.db.Write(b.Context(), store.ForgetSetup); err != nil {
		b.Error(err)
	}
}

// figures counts what waits, by the indexes and by the whole outbox.
func figures(b *bench) {
	f := b.firm()
	before := ok(store.FiguresOf(b.read()))(b)
	states := func() map[string]int64 {
		out := map[string]int64{}
		for _, s := range ok(store.CountMails(b.read()))(b) {
			if s.Since.IsZero() {
				b.Errorf("the mails that are %s are since never", s.State)
			}
			out[s.State] = s.Count
		}
		return out
	}
	all := states()
	l := store.Leaving{Workspace: f.ws, EffectKey: "figures", SendAt: monday(), MadeAt: monday()}
	for _, key := range []string{"a", "b", "c"} {
		l.ID, l.EffectKey = b.name("out"), "figures "+key
		b.write(b, func(tx *store.Tx) error { return store.AddLeaving(tx, l) })
	}
	b.write(b, func(tx *store.Tx) error {
		l.LeasedUntil, l.LeasedBy = monday(), "figures"
		_, err := store.LeaseLeaving(tx, l)
		return err
	})
	after, now := ok(store.FiguresOf(b.read()))(b), states()
	if after.Queued != before.Queued+2 || after.Leased != before.Leased+1 || after.Prompts != before.Prompts {
		b.Errorf("%+v became %+v", before, after)
	}
	if now["queued"] != all["queued"]+2 || now["leased"] != all["leased"]+1 {
		b.Errorf("%v became %v", all, now)
	}
	if after.NextMail.IsZero() || after.NextMail.After(monday()) {
		b.Errorf("the next mail leaves %v", after.NextMail)
	}
}
