package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"kept/internal/fault"
	"kept/internal/store"
)

// line makes a line of the journal about an object.
func (b *bench) line(object string) store.Line {
	return store.Line{ID: b.name("jnl"), At: monday(), Actor: "watchdog", Act: "tried", Object: object}
}

// written tells how many lines there are about an object.
func (b *bench) written(f firm, object string) int {
	b.Helper()
	return len(ok(store.JournalOf(b.read(), f.ws, object, 1000))(b))
}

// acts happen whole or not at all, and one that fails harms nobody else.
func acts(b *bench) {
	f := b.firm()
	if err := b.db.Ping(b.Context()); err != nil {
		b.Errorf("ping: %v", err)
	}
	if e := b.db.Engine(); e != "sqlite" && e != "postgres" {
		b.Errorf("the engine is called %q", e)
	}
	own := errors.New("the act's own error")
	failing := map[string]func(*store.Tx) error{
		"its own error": func(tx *store.Tx) error {
			return errors.Join(store.AddLine(tx, f.ws, b.line("its own error")), own)
		},
		"a fault": func(tx *store.Tx) error {
			return errors.Join(store.AddLine(tx, f.ws, b.line("a fault")), fault.Field("due", "No."))
		},
		"a panic": func(tx *store.Tx) error {
			if err := store.AddLine(tx, f.ws, b.line("a panic")); err != nil {
				return err
			}
			panic("a mistake in an act")
		},
		"a refused row": func(tx *store.Tx) error {
			l := b.line("a refused row")
			return errors.Join(store.AddLine(tx, f.ws, l), store.AddLine(tx, f.ws, l))
		},
		"a row that refers to nothing": func(tx *store.Tx) error {
			p := b.promise(f, monday())
			p.ContactID = "con_nobody"
			return errors.Join(store.AddLine(tx, f.ws, b.line("a row that refers to nothing")), store.AddPromise(tx, f.ws, p))
		},
	}
	kinds := map[string]fault.Kind{"a fault": fault.Invalid, "a refused row": fault.Conflict}
	for name, act := range failing {
		want := fault.Internal
		if k, ok := kinds[name]; ok {
			want = k
		}
		b.refuse(b, want, act)
		if n := b.written(f, name); n != 0 {
			b.Errorf("%s left %d lines", name, n)
		}
	}
	if err := b.db.Write(b.Context(), failing["its own error"]); !errors.Is(err, own) {
		b.Errorf("got %v, want the act's own error", err)
	}
	missing := b.db.Write(b.Context(), func(tx *store.Tx) error {
		_, err := store.Promise(tx, f.ws, "prm_nobody")
		return err
	})
	if !errors.Is(missing, store.ErrNone) {
		b.Errorf("got %v, want ErrNone through the act", missing)
	}
	b.write(b, func(tx *store.Tx) error { return store.AddLine(tx, f.ws, b.line("afterwards")) })
	if n := b.written(f, "afterwards"); n != 1 {
		b.Errorf("after the failures %d lines were written, want 1", n)
	}
	crowd(b, f)
	unseen(b, f)
}

// crowd has many acts at once, of which every third fails.
func crowd(b *bench, f firm) {
	var all sync.WaitGroup
	errs := make([]error, 60)
	for i := range errs {
		line := b.line(fmt.Sprint("crowd ", i))
		all.Go(func() {
			errs[i] = b.db.Write(b.Context(), func(tx *store.Tx) error {
				if err := store.AddLine(tx, f.ws, line); err != nil {
					return err
				}
				switch i % 9 {
				case 0:
					return fault.New(fault.NotAllowed, "No.")
				case 3:
					panic("a mistake")
				case 6:
					return store.AddLine(tx, f.ws, line)
				}
				return nil
			})
		})
	}
	all.Wait()
	for i, err := range errs {
		if failed := i%3 == 0; failed != (err != nil) {
			b.Errorf("act %d: %v", i, err)
		}
		want := 1
		if err != nil {
			want = 0
		}
		if n := b.written(f, fmt.Sprint("crowd ", i)); n != want {
			b.Errorf("act %d (%v) left %d lines", i, err, n)
		}
	}
}

// unseen: what an act does is seen by itself alone until it is acknowledged.
func unseen(b *bench, f firm) {
	var inside, outside int
	b.write(b, func(tx *store.Tx) error {
		if err := store.AddLine(tx, f.ws, b.line("unseen")); err != nil {
			return err
		}
		mine, err := store.JournalOf(tx, f.ws, "unseen", 10)
		if err != nil {
			return err
		}
		others, err := store.JournalOf(b.read(), f.ws, "unseen", 10)
		inside, outside = len(mine), len(others)
		return err
	})
	if inside != 1 || outside != 0 {
		b.Errorf("the act saw %d lines and others %d, want 1 and 0", inside, outside)
	}
	if n := b.written(f, "unseen"); n != 1 {
		b.Errorf("%d lines are seen afterwards, want 1", n)
	}
}

// contexts: an act of somebody who went away is acknowledged if and only if it is kept.
func contexts(b *bench) {
	f := b.firm()
	gone, leave := context.WithCancel(b.Context())
	leave()
	ran := false
	err := b.db.Write(gone, func(tx *store.Tx) error { ran = true; return store.AddLine(tx, f.ws, b.line("before")) })
	if !errors.Is(err, context.Canceled) || ran || b.written(f, "before") != 0 {
		b.Errorf("cancelled before: error %v, ran %v, %d lines", err, ran, b.written(f, "before"))
	}
	if _, err := store.JournalOf(b.db.Read(gone), f.ws, "before", 1); !errors.Is(err, context.Canceled) {
		b.Errorf("reading with a cancelled context: %v", err)
	}

	going, goNow := context.WithCancel(b.Context())
	err = b.db.Write(going, func(tx *store.Tx) error {
		if err := store.AddLine(tx, f.ws, b.line("during")); err != nil {
			return err
		}
		goNow()
		return store.AddLine(tx, f.ws, b.line("during"))
	})
	switch n := b.written(f, "during"); {
	case err == nil && n != 2:
		b.Errorf("acknowledged, but %d of 2 lines were kept", n)
	case err != nil && n != 0:
		b.Errorf("refused (%v), but %d lines were kept", err, n)
	case err != nil && !errors.Is(err, context.Canceled):
		b.Errorf("cancelled during: %v", err)
	}

	staying, goLater := context.WithCancel(b.Context())
	if err := b.db.Write(staying, func(tx *store.Tx) error { return store.AddLine(tx, f.ws, b.line("after")) }); err != nil {
		b.Error(err)
	}
	goLater()
	if n := b.written(f, "after"); n != 1 {
		b.Errorf("cancelled after it was acknowledged: %d lines, want 1", n)
	}
	if err := b.db.Ping(b.Context()); err != nil {
		b.Errorf("ping after the cancelled acts: %v", err)
	}
}
