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
