package storetest

import (
	"context"
	"errors"

	"kept/internal/fault"
	"kept/internal/store"
)

// together: several acts in one transaction are kept or undone as one.
func together(b *bench) {
	f := b.firm()
	add := func(ctx context.Context, object string) error {
		return b.db.Write(ctx, func(tx *store.Tx) error { return store.AddLine(tx, f.ws, b.line(object)) })
	}
	seen := func(ctx context.Context, object string) int {
		list, err := store.JournalOf(b.db.Read(ctx), f.ws, object, 100)
		if err != nil {
			b.Error(err)
		}
		return len(list)
	}
	var inside, outside int
	err := b.db.Together(b.Context(), func(ctx context.Context, tx *store.Tx) error {
		err := errors.Join(add(ctx, "kept"), store.AddLine(tx, f.ws, b.line("kept")), b.db.Together(ctx, func(ctx context.Context, _ *store.Tx) error {
			return add(ctx, "kept")
		}))
		inside, outside = seen(ctx, "kept"), seen(b.Context(), "kept")
		if tx.Committed() || b.db.Read(ctx).Committed() || !b.db.Read(b.Context()).Committed() {
			b.Error("a view does not know what it sees")
		}
		return err
	})
	if err != nil || inside != 3 || outside != 0 || b.written(f, "kept") != 3 {
		b.Errorf("error %v; %d lines seen inside, %d outside, %d kept", err, inside, outside, b.written(f, "kept"))
	}

	own := errors.New("the work's own error")
	no := fault.New(fault.NotAllowed, "No.")
	refuse := func(ctx context.Context) error { return b.db.Write(ctx, func(*store.Tx) error { return no }) }
	for object, trial := range map[string]struct {
		work func(ctx context.Context) error
		want error
	}{
		"work that fails at its end": {func(context.Context) error { return own }, own},
		"an act that fails":          {refuse, no},
		"an act that fails while work goes on": {func(ctx context.Context) error {
			_ = refuse(ctx)
			return add(ctx, "an act that fails while work goes on")
		}, no},
		"an act that fails, and another failure": {func(ctx context.Context) error { _ = refuse(ctx); return own }, no},
	} {
		err := b.db.Together(b.Context(), func(ctx context.Context, _ *store.Tx) error {
			if err := add(ctx, object); err != nil {
				return err
			}
			return trial.work(ctx)
		})
		if n := b.written(f, object); !errors.Is(err, trial.want) || n != 0 {
			b.Errorf("%s: error %v, %d lines were left", object, err, n)
		}
	}
	brokenOff(b, f, add)
	if err := add(b.Context(), "afterwards, together"); err != nil || b.written(f, "afterwards, together") != 1 {
		b.Errorf("afterwards: %v", err)
	}
}

// brokenOff: who asked went away between two acts, or an act panicked.
func brokenOff(b *bench, f firm, add func(context.Context, string) error) {
	going, goNow := context.WithCancel(b.Context())
	err := b.db.Together(going, func(ctx context.Context, _ *store.Tx) error {
		if err := add(ctx, "gone"); err != nil {
			return err
		}
		goNow()
		_ = add(ctx, "gone")
		return nil
	})
	switch n := b.written(f, "gone"); {
	case err == nil && n != 2:
		b.Errorf("acknowledged, but %d of 2 lines were kept", n)
	case err != nil && (n != 0 || !errors.Is(err, context.Canceled)):
		b.Errorf("broken off by %v, and %d lines were left", err, n)
	}
	err = b.db.Together(b.Context(), func(ctx context.Context, _ *store.Tx) error {
		if err := add(ctx, "panic"); err != nil {
			return err
		}
		return b.db.Write(ctx, func(*store.Tx) error { panic("a mistake in an act") })
	})
	if n := b.written(f, "panic"); fault.KindOf(err) != fault.Internal || n != 0 {
		b.Errorf("after a panic: error %v, %d lines were left", err, n)
	}
}
