package office_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
)

// Acts and looks inside share one transaction: a look sees what an act wrote
// before it is there for others, and what fails takes all of it away, even
// where its failure was passed over.
func TestOnceIsWholeOrNothing(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		add := func(ctx context.Context, name string) (client.Client, error) {
			return h.Clients.Add(ctx, h.Owner, office.NewClient{Client: client.Client{Name: name, Colour: 1}})
		}
		clients := func(ctx context.Context) int {
			all, err := h.Clients.Names(ctx, h.Owner, 10)
			if err != nil {
				t.Error(err)
			}
			return len(all)
		}
		_, _, err := h.Once(ctx, h.Owner, office.Request{Key: "a", Fingerprint: "1"}, func(inner context.Context) (store.Answered, error) {
			if _, err := add(inner, "First"); err != nil {
				t.Error(err)
			}
			if inside, outside := clients(inner), clients(ctx); inside != 1 || outside != 0 {
				t.Errorf("inside there are %d, outside %d", inside, outside)
			}
			if _, err := add(inner, ""); err == nil {
				t.Error("a client without a name was added")
			}
			return store.Answered{Body: "done"}, nil
		})
		if fault.KindOf(err) != fault.Invalid || clients(ctx) != 0 {
			t.Errorf("half of it is there: %v, %d clients", err, clients(ctx))
		}
		broken := errors.New("broken")
		for range 2 {
			_, _, err = h.Once(ctx, h.Owner, office.Request{Key: "a", Fingerprint: "1"}, func(inner context.Context) (store.Answered, error) {
				_, err := add(inner, "Second")
				return store.Answered{}, errors.Join(err, broken)
			})
			if !errors.Is(err, broken) || clients(ctx) != 0 {
				t.Errorf("half of it is there: %v, %d clients", err, clients(ctx))
			}
		}
		runs := 0
		once := func(fingerprint string) (store.Answered, bool, error) {
			return h.Once(ctx, h.Owner, office.Request{Key: "a", Fingerprint: fingerprint}, func(inner context.Context) (store.Answered, error) {
				runs++
				_, err := add(inner, "Third")
				return store.Answered{Status: 201, Location: "/x", Body: "body"}, err
			})
		}
		for i := range 3 {
			a, again, err := once("1")
			if err != nil || again != (i > 0) || a.Status != 201 || a.Location != "/x" || a.Body != "body" {
				t.Errorf("time %d: %+v %v %v", i, a, again, err)
			}
		}
		if _, _, err := once("2"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("another request under the key: %v", err)
		}
		if clients(ctx) != 1 || runs != 1 {
			t.Errorf("%d clients after %d runs", clients(ctx), runs)
		}
		// What is too old is forgotten, what is not is not.
		h.To(officetest.Start.Add(office.KeepAnswers))
		if err := h.Upkeep.Tidy(ctx); err != nil {
			t.Fatal(err)
		}
		if _, again, err := once("1"); err != nil || !again {
			t.Errorf("at seven days it was forgotten: %v", err)
		}
		h.Pass(time.Millisecond)
		if err := h.Upkeep.Tidy(ctx); err != nil {
			t.Fatal(err)
		}
		if _, again, err := once("1"); err != nil || again {
			t.Errorf("after seven days it is not forgotten: %v", err)
		}
	})
}
