package office_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kept/client"
	"kept/internal/office"
	"kept/internal/office/officetest"
)

// longTable is a plan of so many steps, most of which follow on the one before.
func longTable(steps int) []byte {
	var b strings.Builder
	b.WriteString("ID;Step;Duration;Depends on\n")
	for i := range steps {
		after := ""
		if i%10 > 0 {
			after = fmt.Sprint(i)
		}
		fmt.Fprintf(&b, "%d;Step %d;%d d;%s\n", i+1, i+1, 1+i%5, after)
	}
	return []byte(b.String())
}

// A plan of as many steps as one may have tells how far it is, and when nobody
// waits for it any more, nothing of it is kept.
func TestALongPlanTellsHowFarItIs(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Elena Ruiz", "elena@casaruiz.example")
		in := office.PlanImport{Client: c.ID, Name: "The house", File: file(t, longTable(5000))}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		_, err := h.Imports.Plan(ctx, h.Owner, in, func(done, _ int) {
			if done == 2500 {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatal("given up, and yet", err)
		}
		if v, err := h.Clients.View(t.Context(), h.Owner, c.ID); err != nil || len(v.Projects) != 0 {
			t.Error("what was given up left something behind:", v.Projects, err)
		}
		last, of := 0, 0
		done, err := h.Imports.Plan(t.Context(), h.Owner, in, func(n, total int) {
			if n != last+1 {
				t.Errorf("%d after %d", n, last)
			}
			last, of = n, total
		})
		if err != nil || last != of || of != 5000+4500 || len(done.Plan.Steps) != 5000 {
			t.Error(last, of, len(done.Plan.Steps), err)
		}
	})
}

func TestAnImportOfClientsIsGivenUp(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var items []office.ClientImport
		for i := range 3 {
			items = append(items, office.ClientImport{Key: fmt.Sprint(i), Line: "row", Client: client.Client{Name: fmt.Sprint("Client ", i), Colour: 1}})
		}
		_, err := h.Imports.Clients(ctx, h.Owner, items, false, func(done, _ int) {
			if done == 2 {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Error("given up, and yet", err)
		}
		out, err := h.Imports.Clients(t.Context(), h.Owner, items, false, nil)
		if err != nil || out.Made != 3 || out.Skipped != 0 {
			t.Error(out, err)
		}
	})
}
