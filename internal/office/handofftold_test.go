package office_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// What is needed from a client moves for him with a mail that says so, and why: with
// the next reminder where it has followed what it is for, at once where a person moved it.
func TestAMomentMovesWithAMail(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx, march, april := t.Context(), worktime.Day{Year: 2026, Month: 3, Date: 31}, worktime.Day{Year: 2026, Month: 4, Date: 7}
		n := waiting(t, h, func(n *needs) office.NewHandOff {
			n.p = n.promise(t, n.k.ClientID, "The site", promise.Deliverable, march)
			return office.NewHandOff{Promise: n.p.ID, Party: plan.Party{Side: plan.Theirs, ID: string(n.k.ID)}, Words: "The photographs"}
		})
		sees := func(say string, want time.Time) {
			t.Helper()
			v, err := h.Portal.View(ctx, office.Actor{Workspace: h.Owner.Workspace, Client: n.k.ClientID, Contact: n.k.ID})
			if err != nil || len(v.Waits) != 1 {
				t.Fatalf("%s: %+v %v", say, v.Waits, err)
			}
			if got := v.Waits[0].HandOff; !got.ToldBy.Equal(want) {
				t.Errorf("%s: she sees %s, not %s", say, got.ToldBy, want)
			}
		}
		asked := n.handOff.NeedBy
		sees("as it was asked", asked)

		_, err := h.Notices.Tell(ctx, n.nils, office.Telling{Client: n.k.ClientID, Readers: []client.ContactID{n.k.ID}, Channel: notice.Mail, Next: promise.When{Day: april}, Moves: []office.Move{{Promise: n.p.ID, When: promise.When{Day: april}, Reason: "The permit came late"}}})
		must(t, err)
		h.Pass(time.Minute)
		moved := n.at(t)
		if !moved.NeedBy.After(asked) || len(n.mails(n.k.Email)) != 1 {
			t.Fatalf("needed by %s, then by %s; %d mails", asked, moved.NeedBy, len(n.mails(n.k.Email)))
		}
		sees("before a mail says another", asked)
		for range 14 {
			if len(n.mails(n.k.Email)) > 1 {
				break
			}
			h.Pass(24 * time.Hour)
		}
		reads := func(say string, n int, want ...string) {
			t.Helper()
			all := slices.DeleteFunc(slices.Clone(h.Sent), func(m outbox.Mail) bool { return !strings.Contains(m.Text(), "The photographs") })
			if len(all) != n {
				t.Fatalf("%s: %d mails", say, len(all))
			}
			for _, w := range want {
				if !strings.Contains(all[n-1].Text(), w) {
					t.Errorf("%s: it does not say %q:\n%s", say, w, all[n-1].Text())
				}
			}
		}
		reads("the reminder", 2, "It was needed by Tuesday 31 March 2026", "What it is for has moved.")
		sees("with the reminder", moved.NeedBy)

		by := h.Now().Add(72 * time.Hour)
		set, err := h.HandOffs.Need(ctx, n.nils, n.handOff.ID, 0, by)
		must(t, err)
		h.Pass(time.Minute)
		reads("moved by hand", 3, "Nils Holm has changed that.")
		sees("moved by hand", set.NeedBy)
		if set.Reminders != n.at(t).Reminders || set.State != handoff.Asked {
			t.Errorf("%+v", set)
		}
	})
}

// Of the mails about one hand-off that have not left, the last one leaves, and says
// all of it: that it is asked, where nobody was asked yet, else what it was before.
func TestOneMailOfAHandOffWaits(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		var theirs plan.Party
		n := waiting(t, h, func(n *needs) office.NewHandOff {
			theirs = plan.Party{Side: plan.Theirs, ID: string(n.k.ID)}
			return office.NewHandOff{Promise: n.p.ID, Party: theirs, Words: "The photographs"}
		})
		of := func(words string) []outbox.Mail {
			return slices.DeleteFunc(slices.Clone(h.Sent), func(m outbox.Mail) bool { return !strings.Contains(m.Text(), words) })
		}
		need := func(id handoff.ID, by time.Time) {
			t.Helper()
			_, err := h.HandOffs.Need(t.Context(), n.nils, id, 0, by)
			must(t, err)
		}
		need(n.handOff.ID, h.Now().Add(26*time.Hour))
		need(n.handOff.ID, h.Now().Add(28*time.Hour))
		h.Pass(time.Minute)
		if all := of("The photographs"); len(all) != 2 || !strings.Contains(all[1].Text(), "has changed that") {
			t.Errorf("she has %d mails of the photographs: %+v", len(all), all)
		}
		for words, party := range map[string]plan.Party{"The floor plan": theirs, "The prices": {Side: plan.Ours, ID: string(n.piet.Member)}} {
			asked, err := h.HandOffs.Ask(t.Context(), n.nils, office.NewHandOff{Promise: n.p.ID, Party: party, Words: words, Why: "Nothing begins without it."})
			must(t, err)
			need(asked.ID, h.Now().Add(30*time.Hour))
			_, err = h.HandOffs.Remind(t.Context(), n.nils, asked.ID, 0, "")
			must(t, err)
			h.Pass(time.Minute)
			all := of(words)
			if len(all) != 1 {
				t.Fatalf("%s: %d mails", words, len(all))
			}
			if text := all[0].Text(); all[0].Subject != words || strings.Contains(text, "before") || !strings.Contains(text, "needs something from you") || !strings.Contains(text, "Nothing begins without it.") {
				t.Errorf("%s: it is not asked: %s\n%s", words, all[0].Subject, text)
			}
		}
	})
}
