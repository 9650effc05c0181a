package office_test

import (
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/promise"
)

// Prompts that could not be mailed for hours come in one mail, with what is
// still open by then, and only once.
func TestPromptsAreMailedAnew(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, _, p, k := proposal(t, h)
		h.Pass(time.Minute)
		yes := h.Answer
		h.Answer = office.Result{Outcome: office.Later, Text: "connection refused", Stage: "connect"}
		var made []promise.Promise
		for i, words := range []string{"The first", "The second", "The third"} {
			q, err := h.Promises.Make(ctx, who, office.NewPromise{
				Client: client.ID(p.ClientID), Contact: k.ID, Kind: promise.Answer, Words: words, How: office.SaidSelf, When: promise.When{At: h.Now().Add(time.Duration(24+i) * time.Hour)},
			})
			if err != nil {
				t.Fatal(err)
			}
			made = append(made, q)
			h.Pass(20 * time.Minute)
		}
		home, err := h.Prompts.Home(ctx, who)
		if err != nil || len(home.Do)+len(home.Tell) != 3 {
			t.Fatalf("%d and %d prompts stand before him (%v), want three", len(home.Do), len(home.Tell), err)
		}
		if _, err := h.Promises.Keep(ctx, who, made[0].ID, time.Time{}); err != nil {
			t.Fatal(err)
		}
		h.Pass(2 * time.Hour)
		h.Answer = yes
		h.Pass(90 * time.Minute)
		var mails []string
		for _, m := range h.Sent {
			if m.To.Addr != "nils@northlight.example" || len(m.Items) == 0 {
				continue
			}
			mails = append(mails, m.Subject)
			if len(m.Items) != 2 {
				t.Errorf("a mail brings %+v, want what is still open", m.Items)
			}
		}
		if len(mails) != 1 {
			t.Errorf("he got %d mails: %q", len(mails), mails)
		}
	})
}
