package office_test

import (
	"testing"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
)

// Of somebody whom nobody knows it is told what he was promised, and to which
// client an address of the same domain belongs.
func TestProspectsInTriage(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		door(t, h)
		ruiz, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
		h.Client(h.Owner, "A private one", "Europe/Madrid", "Eva Luna", "eva@gmail.com")
		h.Client(h.Owner, "A neighbour", "Europe/Madrid", "Max Muster", "max@casaruiz.example.org")
		for _, from := range []string{"luis@casaruiz.example", "somebody@gmail.com", "ida@holm.example"} {
			take(t, h, mailFrom("Who "+from, from, "A question of "+from, "What about it?"))
		}
		w, err := h.Triage.List(t.Context(), h.Owner)
		if err != nil || len(w.Prospects) != 3 {
			t.Fatalf("%d prospects: %v", len(w.Prospects), err)
		}
		for i, p := range w.Prospects {
			if alike := len(p.Alike); alike != 0 && i > 0 || alike != 1 && i == 0 {
				t.Errorf("%s is like %+v", p.Name, p.Alike)
			}
			if want := officetest.Start.Add(4 * time.Hour); !p.Promised.Equal(want) || p.First.Text != "What about it?" {
				t.Errorf("%s was promised %s, want %s, having said %q", p.Name, p.Promised, want, p.First.Text)
			}
		}
		one := w.Prospects[0]
		if one.Alike[0].ID != ruiz.ID {
			t.Errorf("%s is like %s", one.Name, one.Alike[0].Name)
		}
		if err := h.Triage.Join(t.Context(), h.Owner, one.ID, ruiz.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Triage.Prospect(t.Context(), h.Owner, one.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("who is known is still a prospect in triage: %v", err)
		}
		if _, err := h.Triage.Prospect(t.Context(), h.Owner, ruiz.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a client is a prospect in triage: %v", err)
		}
	})
}

// A contact reads on his page what he waits for: who answers, and by when he
// was told; where no acknowledgement left, no moment.
func TestWhatAContactWaitsFor(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		door(t, h)
		_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
		ana := office.Actor{Workspace: h.Owner.Workspace, Client: k.ClientID, Contact: k.ID}
		first, err := h.Portal.Write(t.Context(), ana, office.Written{Subject: "One", Text: "What about it?"})
		if err != nil {
			t.Fatal(err)
		}
		second, err := h.Portal.Write(t.Context(), ana, office.Written{Subject: "Two", Text: "And that?"})
		if err != nil {
			t.Fatal(err)
		}
		_, all, err := h.Portal.Talks(t.Context(), ana)
		if err != nil || len(all) != 2 {
			t.Fatalf("%d conversations: %v", len(all), err)
		}
		for _, talk := range all {
			want := office.Owed{Member: "Marta Kern"}
			if talk.ID == first.Conversation {
				want.By = officetest.Start.Add(4 * time.Hour)
			}
			if talk.Owed == nil || talk.Owed.Member != want.Member || !talk.Owed.By.Equal(want.By) || talk.Owed.OnThem {
				t.Errorf("%s: %+v, want %+v", talk.Subject, talk.Owed, want)
			}
		}
		if err := h.Conversations.NoAnswer(t.Context(), h.Owner, office.OfTalk{ID: second.Conversation}, "It was settled by telephone."); err != nil {
			t.Fatal(err)
		}
		if _, talk, err := h.Portal.Talk(t.Context(), ana, second.Conversation); err != nil || talk.Owed != nil {
			t.Errorf("he still waits for %+v (%v)", talk.Owed, err)
		}
	})
}
