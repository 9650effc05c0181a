package office_test

import (
	"testing"
	"time"

	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/member"
)

// An invitation that was held back until its link had ended does not leave any
// more; just before, it does.
func TestEndedInvitationsDoNotLeave(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
		for _, ended := range []bool{false, true} {
			h.Pass(time.Hour)
			if err := h.Settings.PauseMail(ctx, h.Owner, true); err != nil {
				t.Fatal(err)
			}
			if err := h.Pages.Invite(ctx, h.Owner, k.ID); err != nil {
				t.Fatal(err)
			}
			name := map[bool]string{false: "mia@northlight.example", true: "ole@northlight.example"}[ended]
			if _, err := h.People.Invite(ctx, h.Owner, member.Member{Name: "New", Email: name, Role: member.Regular}); err != nil {
				t.Fatal(err)
			}
			until := h.Now().Add(office.InviteFor)
			if !ended {
				until = until.Add(-time.Millisecond)
			}
			h.To(until)
			before := len(h.Sent)
			if err := h.Settings.PauseMail(ctx, h.Owner, false); err != nil {
				t.Fatal(err)
			}
			h.Pass(0)
			var ways []string
			for _, m := range h.Sent[before:] {
				if m.To.Addr == k.Email || m.To.Addr == name {
					ways = append(ways, m.To.Addr)
				}
			}
			if want := map[bool]int{false: 2, true: 0}[ended]; len(ways) != want {
				t.Errorf("ended %v: left to %q", ended, ways)
			}
		}
	})
}
