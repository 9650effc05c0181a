package office_test

import (
	"testing"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
)

// A number that several have: a text is filed with the one with whom we were in
// contact last, says so, shows on nobody's page, and goes to the other in one act.
func TestANumberOfSeveral(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		door(t, h)
		_, ida := h.Client(h.Owner, "Holm Lamps", "Europe/Rome", "Ida Holm", "ida@holm.example")
		ruiz, ana := h.Client(h.Owner, "Ruiz", "Europe/Rome", "Ana Ruiz", "ana@ruiz.example") // the same number
		text := func(key, words string) office.Talk {
			h.Pass(time.Minute)
			got, err := h.Inbox.Hear(t.Context(), h.Owner.Workspace, office.Heard{Key: key, Channel: conversation.SMS, From: "+39 061234", Text: words})
			done(t, err)
			return talkOf(t, h, got.Conversation)
		}
		move := func(v office.Talk, i int, to client.ContactID) office.Talk {
			id, err := h.Conversations.MoveFrom(t.Context(), h.Owner, of(v), v.Messages[i].ID, to)
			done(t, err)
			return talkOf(t, h, id)
		}
		if v := text("t1", "First."); v.Contact.ID != ida.ID || len(v.Messages[0].Others) != 1 {
			t.Fatalf("nobody was in contact: it is %s's, others %+v", v.Contact.Name, v.Messages[0].Others)
		}
		h.Pass(time.Minute)
		take(t, h, mailFrom("Ana Ruiz", "ana@ruiz.example", "Shop", "Which one?"))
		v := text("t2", "Second.")
		m := v.Messages[0]
		if v.Contact.ID != ana.ID || len(m.Others) != 1 || m.Others[0].ID != ida.ID || m.Origin != conversation.Unproven {
			t.Fatalf("it is %s's, others %+v, %s", v.Contact.Name, m.Others, m.Origin)
		}
		v = text("t3", "Third.")
		hers := office.Actor{Workspace: h.Owner.Workspace, Contact: ana.ID, Client: ruiz.ID}
		if _, shown, err := h.Portal.Talk(t.Context(), hers, v.ID); err != nil || len(shown.Messages) != 0 {
			t.Errorf("her page shows %+v (%v)", shown.Messages, err)
		}
		// From the third on they are Ida's; the second stays.
		moved := move(v, 1, ida.ID)
		if moved.ID == v.ID || moved.Contact.ID != ida.ID || len(moved.Messages) != 1 || moved.Messages[0].ContactID != string(ida.ID) || len(moved.Messages[0].Others) != 0 {
			t.Errorf("moved: %s %+v", moved.Contact.Name, moved.Messages)
		}
		if v = talkOf(t, h, v.ID); v.Contact.ID != ana.ID || len(v.Messages) != 1 || v.Messages[0].Text != "Second." || !v.Clocks[0].Running() {
			t.Errorf("what stays: %s %+v %+v", v.Contact.Name, v.Messages, v.Clocks)
		}
		// The first message of a conversation takes it along, with its clock.
		if whole := move(v, 0, ida.ID); whole.ID != v.ID || whole.Contact.ID != ida.ID || whole.Clocks[0].ContactID != string(ida.ID) || whole.Clocks[0].ClientID != string(ida.ClientID) {
			t.Errorf("the whole: %+v", whole)
		}
		if v = text("t4", "Fourth."); v.Contact.ID != ida.ID {
			t.Errorf("after that it is %s's", v.Contact.Name)
		}
		_, err := h.Conversations.MoveFrom(t.Context(), h.Owner, of(v), v.Messages[len(v.Messages)-1].ID, ida.ID)
		wantFault(t, err, fault.Invalid)
		_, err = h.Conversations.MoveFrom(t.Context(), h.Owner, of(v), "msg_x", ana.ID)
		wantFault(t, err, fault.Invalid)
		_, err = h.Conversations.MoveFrom(t.Context(), h.Owner, office.OfTalk{ID: v.ID, Version: 1}, v.Messages[0].ID, ana.ID)
		wantFault(t, err, fault.Conflict)
	})
}

// Two of one household with one number: the message and its clock change hands
// within the client.
func TestANumberOfAHousehold(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, ida := h.Client(h.Owner, "Holm", "Europe/Rome", "Ida Holm", "ida@holm.example")
		bo, err := h.Clients.AddContact(t.Context(), h.Owner, client.Contact{ClientID: c.ID, Name: "Bo Holm", Phone: ida.Phone})
		done(t, err)
		got, err := h.Inbox.Hear(t.Context(), h.Owner.Workspace, office.Heard{Key: "c", Channel: conversation.Call, From: ida.Phone, Missed: true})
		done(t, err)
		v := talkOf(t, h, got.Conversation)
		id, err := h.Conversations.MoveFrom(t.Context(), h.Owner, of(v), v.Messages[0].ID, bo.ID)
		done(t, err)
		if v = talkOf(t, h, id); v.Client.ID != c.ID || v.Contact.ID != bo.ID || v.Messages[0].Who != "Bo Holm" || v.Clocks[0].ContactID != string(bo.ID) || !v.Clocks[0].Running() {
			t.Errorf("%s %+v %+v", v.Contact.Name, v.Messages, v.Clocks)
		}
	})
}
