package office_test

import (
	"slices"
	"testing"
	"time"

	"kept/chase"
	"kept/client"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
)

// asksOf gives the rules by which one obligation is asked about, of whomever.
func asksOf(t *testing.T, h *officetest.House, of client.ID, obligation string) []prompt.Rule {
	t.Helper()
	all, err := h.Prompts.OfClient(t.Context(), h.Owner, of)
	done(t, err)
	var out []prompt.Rule
	for _, k := range all {
		if k.Obligation == obligation {
			out = append(out, k.Rule)
		}
	}
	return out
}

// The moment that an acknowledgement names is watched like any promise: what
// became of it is recorded, and the clock alone asks while it speaks for it.
func TestTheMomentOfAnAcknowledgementIsWatched(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, _, v := lamps(t, h)
		mine := "promise:" + v.Clocks[0].PromiseID
		h.Pass(3 * time.Hour)
		if got := asksOf(t, h, c.ID, mine); len(got) != 0 {
			t.Errorf("asked twice: %v", got)
		}
		h.Pass(time.Hour + time.Millisecond)
		p, err := onePromise(t, h, v.Clocks[0].PromiseID)
		if err != nil || p.Date().Outcome != promise.BrokenInSilence {
			t.Errorf("it passed as %q (%v)", p.Date().Outcome, err)
		}
	})
}

// A clock that waits for somebody else, or is due later than what was promised,
// does not keep the promise silent.
func TestThePromiseAsksWhereItsClockWouldAskTooLate(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, _, v := lamps(t, h)
		mine := "promise:" + v.Clocks[0].PromiseID
		h.Pass(3 * time.Hour)
		done(t, h.Conversations.Pause(t.Context(), h.Owner, office.OfTalk{ID: v.ID}, reply.OnThirdParty, "The maker of the shade."))
		if got := asksOf(t, h, c.ID, mine); len(got) != 1 {
			t.Errorf("paused, and asked %v", got)
		}
		h.Pass(30 * time.Minute)
		done(t, h.Conversations.GoOn(t.Context(), h.Owner, office.OfTalk{ID: v.ID}))
		if got := asksOf(t, h, c.ID, mine); len(got) != 1 {
			t.Errorf("with a clock that is due half an hour later %v is asked", got)
		}
	})
}

// Chases stand before the leader of whoever has the client now.
func TestChasesFollowTheClientsOwner(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		bea := h.Member("Bea Lund", "bea@northlight.example", member.Leader, "")
		cal := h.Member("Cal Lund", "cal@northlight.example", member.Regular, bea.Member)
		c, k := h.Client(h.Owner, "Holm Lamps", "Europe/Rome", "Ida Holm", "ida@holm.example")
		for range 2 {
			_, err := h.Chases.Confirm(t.Context(), h.Owner, office.NewChase{Client: c.ID, Contact: k.ID, Cause: chase.NoNext})
			done(t, err)
		}
		_, err := h.Clients.Edit(t.Context(), h.Owner, c.ID, office.ClientEdit{Change: func(c *client.Client) { c.OwnerID = cal.Member }})
		done(t, err)
		home, err := h.Prompts.Home(t.Context(), bea)
		if !slices.ContainsFunc(append(home.Tell, home.Do...), func(k office.Asked) bool { return k.Rule == prompt.Worried }) {
			t.Errorf("the leader of the new owner is not asked (%v)", err)
		}
	})
}

// A stranger's mail that a person files as a contact's is acknowledged to the
// contact, and counts as his.
func TestOneAddressIsAcknowledgedOnceADay(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, k, _ := lamps(t, h)
		in := mailFrom("Jon Holm", "jon@other.example", "Bulbs", "Do you have bulbs?")
		in.Quarantine = "Its parts cannot be told apart."
		got := take(t, h, in)
		_, err := h.Triage.File(t.Context(), h.Owner, got.Arrival, in, k.ID)
		done(t, err)
		h.Pass(time.Minute)
		if len(h.Sent) != 1 {
			t.Errorf("%d mails left", len(h.Sent))
		}
	})
}

// On the page of a contact only his own waits are shown.
func TestAContactSeesHisOwnWaits(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, k, v := lamps(t, h)
		_, err := h.Clients.AddContact(t.Context(), h.Owner, client.Contact{ClientID: c.ID, Name: "Jon Holm", Email: "jon@holm.example", Channel: client.ByMail})
		done(t, err)
		done(t, h.Conversations.NoAnswer(t.Context(), h.Owner, office.OfTalk{ID: v.ID}, "She called."))
		in := mailFrom("Jon Holm", "jon@holm.example", "Re: Shade", "And which bulb?")
		in.Recipients = []string{"hello+r-" + string(v.ID) + "@northlight.example"}
		take(t, h, in)
		_, seen, err := h.Portal.Talk(t.Context(), office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: c.ID}, v.ID)
		if err != nil || len(seen.Clocks) != 1 || seen.Clocks[0].ContactID != string(k.ID) {
			t.Errorf("she sees %+v (%v)", seen.Clocks, err)
		}
	})
}

// Who says that nobody waits where nobody does changes nothing; a contact who
// went to another client ends in the journal.
func TestTriageLeavesTraces(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, _, _ := lamps(t, h)
		got := take(t, h, mailFrom("Jon Holm", "jon@holm.example", "Bulbs", "Do you have bulbs?"))
		v := talkOf(t, h, got.Conversation)
		done(t, h.Conversations.NoAnswer(t.Context(), h.Owner, office.OfTalk{ID: v.ID}, "He called."))
		h.Pass(time.Hour)
		before := talkOf(t, h, v.ID)
		if !before.LastAt.Equal(officetest.Start) {
			t.Errorf("the last message is of %s", before.LastAt)
		}
		done(t, h.Triage.Join(t.Context(), h.Owner, client.ID(v.ClientID), c.ID))
		lines, err := store.JournalOf(h.DB.Read(t.Context()), h.Owner.Workspace, "contact:"+v.ContactID, 10)
		if err != nil || !slices.ContainsFunc(lines, func(l store.Line) bool { return l.Act == "contact changed" }) {
			t.Errorf("the journal does not say that the contact ended: %+v (%v)", lines, err)
		}
	})
}

// A chase counts for the client whose message it is: also when the message went
// to another one, and somebody denies it there.
func TestAChaseGoesWithItsMessage(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, _, v := lamps(t, h)
		other, k := h.Client(h.Owner, "Vega Roofs", "Europe/Rome", "Eve Vega", "eve@vega.example")
		_, err := h.Chases.Confirm(t.Context(), h.Owner, office.NewChase{Message: v.Messages[0].ID, Cause: chase.NoNext})
		done(t, err)
		done(t, h.Conversations.Move(t.Context(), h.Owner, office.OfTalk{ID: v.ID}, k.ID, ""))
		counted := func(of client.ID, want int) {
			t.Helper()
			rows, err := h.Chases.OfClient(t.Context(), h.Owner, of)
			if err != nil || len(rows) != want {
				t.Errorf("%d chases of %s, want %d (%v)", len(rows), of, want, err)
			}
		}
		counted(c.ID, 0)
		counted(other.ID, 1)
		done(t, h.Chases.Deny(t.Context(), h.Owner, v.Messages[0].ID))
		counted(other.ID, 0)
	})
}
