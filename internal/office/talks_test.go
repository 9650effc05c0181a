package office_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kept/chase"
	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
)

// lamps is a client with one contact, and a mail of his that waits.
func lamps(t *testing.T, h *officetest.House) (client.Client, client.Contact, office.Talk) {
	t.Helper()
	door(t, h)
	c, k := h.Client(h.Owner, "Holm Lamps", "Europe/Rome", "Ida Holm", "ida@holm.example")
	got := take(t, h, mailFrom("Ida Holm", "ida@holm.example", "Shade", "Which shade fits?"))
	return c, k, talkOf(t, h, got.Conversation)
}

func of(v office.Talk) office.OfTalk { return office.OfTalk{ID: v.ID, Version: v.Conversation.Version} }

func done(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantFault(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if fault.KindOf(err) != kind {
		t.Errorf("got %v, want %v", err, kind)
	}
}

func answer(t *testing.T, h *officetest.House, who office.Actor, v office.Talk, text string) (office.Told, error) {
	t.Helper()
	return h.Notices.Tell(t.Context(), who, office.Telling{
		Client: client.ID(v.ClientID), Readers: []client.ContactID{client.ContactID(v.ContactID)}, Channel: notice.Mail, Text: text,
		Next: promise.When{At: h.Now().Add(72 * time.Hour)}, Conversation: v.ID, Seen: v.Conversation.Version,
	})
}

// Undone within ten seconds, an answer was none: they wait again.
func TestAnAnswerIsUndone(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, _, v := lamps(t, h)
		told, err := answer(t, h, h.Owner, v, "The green one.")
		done(t, err)
		h.Pass(5 * time.Second)
		done(t, h.Notices.Undo(t.Context(), h.Owner, told.ID))
		v = talkOf(t, h, v.ID)
		if !v.Clocks[0].Running() || v.DueAt.IsZero() || len(v.Messages) != 2 {
			t.Errorf("%+v, %d messages", v.Clocks[0], len(v.Messages))
		}
		p, err := onePromise(t, h, v.Clocks[0].PromiseID)
		if err != nil || p.State != promise.Open {
			t.Errorf("the promise of an answer is %s (%v)", p.State, err)
		}
	})
}

// Who sends while somebody else has spoken is told so, and nothing leaves.
func TestTwoDoNotAnswerAtOnce(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, _, v := lamps(t, h)
		bea := h.Member("Bea Lund", "bea@northlight.example", member.Regular, "")
		_, err := answer(t, h, bea, v, "The red one.")
		done(t, err)
		_, err = answer(t, h, h.Owner, v, "The green one.")
		wantFault(t, err, fault.Conflict)
	})
}

// Not yet, I am on it, you will hear by 16:00: one act.
func TestAcknowledgedByHand(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, _, v := lamps(t, h)
		at := h.Now().Add(6 * time.Hour)
		_, err := h.Conversations.Acknowledge(t.Context(), h.Owner, of(v), office.AckIn{When: at})
		done(t, err)
		h.Pass(time.Minute)
		v = talkOf(t, h, v.ID)
		p, err := onePromise(t, h, v.Clocks[0].PromiseID)
		if err != nil || !p.Date().DueAt.Equal(at) || p.Told(1).IsZero() {
			t.Errorf("the promise: %+v %v", p.Dates, err)
		}
		if !v.Clocks[0].Running() {
			t.Error("a first word is no answer")
		}
		last := h.Sent[len(h.Sent)-1]
		want := "Hello Ida Holm,\n\nWe have your message and are on it. You will hear from me by Monday 2 March 2026, 16:00 (Rome). We had said 14:00 before, and need a little longer.\n\nSee where everything stands:\nhttps://kept.example/p/\n\nMarta Kern\nNorthlight Studio\n"
		if last.Auto || last.Text() != want || last.Subject != "Re: Shade" {
			t.Errorf("they read %q, %q", last.Subject, last.Text())
		}
		// Sooner, in words of one's own: these come first, and the moment once.
		sooner := at.Add(-30 * time.Minute)
		_, err = h.Conversations.Acknowledge(t.Context(), h.Owner, of(v), office.AckIn{When: sooner, Text: "I am looking at the lamps."})
		done(t, err)
		h.Pass(time.Minute)
		last = h.Sent[len(h.Sent)-1]
		want = "Hello Ida Holm,\n\nI am looking at the lamps.\n\nYou will hear from me by Monday 2 March 2026, 15:30 (Rome). We had said 16:00 before, and can be quicker.\n\nSee where everything stands:\nhttps://kept.example/p/\n\nMarta Kern\nNorthlight Studio\n"
		if last.Text() != want {
			t.Errorf("they read %q", last.Text())
		}
		// Without an acknowledgement of ours the clock of one runs, and this stops it.
		second := mailFrom("Ida Holm", "ida@holm.example", "Other", "Another thing?")
		got := take(t, h, second)
		w := talkOf(t, h, got.Conversation)
		if len(w.Clocks) != 2 || w.Clocks[1].Wait != reply.Acknowledge {
			t.Fatalf("clocks: %+v", w.Clocks)
		}
		_, err = h.Conversations.Acknowledge(t.Context(), h.Owner, of(w), office.AckIn{When: at})
		done(t, err)
		w = talkOf(t, h, got.Conversation)
		if w.Clocks[1].Running() || !w.Clocks[0].Running() {
			t.Errorf("clocks: %+v", w.Clocks)
		}
		done(t, h.Conversations.NoAnswer(t.Context(), h.Owner, office.OfTalk{ID: w.ID}, "She called."))
		_, err = h.Conversations.Acknowledge(t.Context(), h.Owner, office.OfTalk{ID: w.ID}, office.AckIn{When: at})
		wantFault(t, err, fault.Conflict)
	})
}

// While it is their turn nobody is asked; when they write, it is ours again.
func TestWaitingForThem(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, _, v := lamps(t, h)
		done(t, h.Conversations.Pause(t.Context(), h.Owner, of(v), reply.OnClient, "Which room is it?"))
		v = talkOf(t, h, v.ID)
		if !v.Clocks[0].Paused() || !v.DueAt.IsZero() {
			t.Fatalf("%+v", v.Clocks[0])
		}
		wantFault(t, h.Conversations.Close(t.Context(), h.Owner, of(v)), fault.Conflict)
		h.Pass(3 * time.Hour)
		in := mailFrom("Ida Holm", "ida@holm.example", "Re: Shade", "The hall.")
		got := take(t, h, in)
		if got.Conversation != v.ID {
			t.Fatalf("it began another conversation")
		}
		v = talkOf(t, h, v.ID)
		if v.Clocks[0].Paused() || !v.Clocks[0].DueAt.Equal(officetest.Start.Add(7*time.Hour)) || len(v.Clocks) != 1 {
			t.Errorf("%+v", v.Clocks)
		}
	})
}

// "Thanks" starts nothing; a question does, and has the next answer's standard.
func TestThanksStartsNothing(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, _, v := lamps(t, h)
		_, err := answer(t, h, h.Owner, v, "The green one.")
		done(t, err)
		h.Pass(time.Hour)
		take(t, h, mailFrom("Ida Holm", "ida@holm.example", "Re: Shade", "Perfect, thank you!"))
		if v = talkOf(t, h, v.ID); !v.DueAt.IsZero() {
			t.Errorf("thanks waits until %v", v.DueAt)
		}
		take(t, h, mailFrom("Ida Holm", "ida@holm.example", "Re: Shade", "And the lamp for the hall?"))
		v = talkOf(t, h, v.ID)
		if w := v.Clocks[1]; v.DueAt.IsZero() || w.Wait != reply.Next || !w.Running() {
			t.Errorf("%+v", w)
		}
		// An answering machine is no answer, and starts nothing.
		auto := mailFrom("Ida Holm", "ida@holm.example", "Re: Shade", "I am away until Monday. What is urgent?")
		auto.Class, auto.MustNotAnswer = "ooo", "It is an answering machine."
		clocks := len(v.Clocks)
		take(t, h, auto)
		if v = talkOf(t, h, v.ID); len(v.Clocks) != clocks {
			t.Errorf("an answering machine started %d clocks", len(v.Clocks)-clocks)
		}
	})
}

func TestSplittingAndMerging(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, _, v := lamps(t, h)
		_, err := answer(t, h, h.Owner, v, "The green one.")
		done(t, err)
		h.Pass(time.Hour)
		more := take(t, h, mailFrom("Ida Holm", "ida@holm.example", "Re: Shade", "By the way, can you paint the wall?"))
		v = talkOf(t, h, v.ID)
		apart, err := h.Conversations.Split(t.Context(), h.Owner, of(v), more.Message, "The wall")
		done(t, err)
		one, two := talkOf(t, h, v.ID), talkOf(t, h, apart)
		if len(two.Messages) != 1 || two.DueAt.IsZero() || two.Subject != "The wall" || !one.DueAt.IsZero() || len(one.Messages) != 3 {
			t.Errorf("%d and %d messages, due %v and %v", len(one.Messages), len(two.Messages), one.DueAt, two.DueAt)
		}
		_, err = h.Conversations.Split(t.Context(), h.Owner, of(two), more.Message, "")
		wantFault(t, err, fault.Invalid)
		done(t, h.Conversations.Merge(t.Context(), h.Owner, of(two), one.ID))
		if one = talkOf(t, h, v.ID); len(one.Messages) != 4 || one.DueAt.IsZero() {
			t.Errorf("%d messages, due %v", len(one.Messages), one.DueAt)
		}
		_, err = h.Conversations.One(t.Context(), h.Owner, apart, store.Place{})
		wantFault(t, err, fault.NotFound)
	})
}

// Who wrote turns out to belong to somebody whom we know.
func TestAProspectIsJoined(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, _, _ := lamps(t, h)
		got := take(t, h, mailFrom("Jon Holm", "jon@holm.example", "Bulbs", "Do you have bulbs?"))
		h.Pass(0)
		before := talkOf(t, h, got.Conversation)
		w, err := h.Triage.List(t.Context(), h.Owner)
		if err != nil || len(w.Prospects) != 1 || w.Prospects[0].First.Text != "Do you have bulbs?" {
			t.Fatalf("%+v %v", w.Prospects, err)
		}
		done(t, h.Triage.Join(t.Context(), h.Owner, client.ID(before.ClientID), c.ID))
		v := talkOf(t, h, got.Conversation)
		if v.ClientID != string(c.ID) || v.DueAt.IsZero() || v.Clocks[0].ClientID != string(c.ID) || v.Clocks[0].PromiseID == before.Clocks[0].PromiseID {
			t.Errorf("%+v %+v", v.Conversation, v.Clocks[0])
		}
		p, err := onePromise(t, h, v.Clocks[0].PromiseID)
		if err != nil || p.State != promise.Open || p.Told(0).IsZero() || !p.Date().DueAt.Equal(before.Clocks[0].DueAt) {
			t.Errorf("the promise: %+v %v", p, err)
		}
		if w, err = h.Triage.List(t.Context(), h.Owner); err != nil || len(w.Prospects) != 0 {
			t.Errorf("%+v %v", w.Prospects, err)
		}
		wantFault(t, h.Triage.Join(t.Context(), h.Owner, client.ID(before.ClientID), c.ID), fault.Conflict)
	})
}

// Advertising: nobody waits, and nothing is owed.
func TestAProspectIsNobody(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		door(t, h)
		got := take(t, h, mailFrom("SEO Best", "seo@best.example", "Rank one", "We bring you to the top."))
		h.Pass(0)
		v := talkOf(t, h, got.Conversation)
		done(t, h.Triage.Nobody(t.Context(), h.Owner, client.ID(v.ClientID)))
		v = talkOf(t, h, got.Conversation)
		if !v.DueAt.IsZero() || v.Clocks[0].Running() || v.Clocks[0].Counts() || v.Client.Stage != client.Past {
			t.Errorf("%+v %+v", v.Conversation, v.Clocks[0])
		}
		if p, err := onePromise(t, h, v.Clocks[0].PromiseID); err != nil || p.State != promise.Released {
			t.Errorf("the promise is %s (%v)", p.State, err)
		}
		h.Pass(30 * 24 * time.Hour)
		home, err := h.Prompts.Home(t.Context(), h.Owner)
		if err != nil || len(home.Tell)+len(home.Do) != 0 {
			t.Errorf("asked all the same: %+v %v", home, err)
		}
	})
}

// Story 7: a client who had to ask is counted, tied to its cause, and shown to
// the leader.
func TestAChaseIsCounted(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		leader := h.Member("Lea Roth", "lea@northlight.example", member.Leader, "")
		door(t, h)
		h.Client(h.Owner, "Holm Lamps", "Europe/Rome", "Ida Holm", "ida@holm.example")
		var last office.Taken
		for _, s := range []string{"Is there any news about our order?", "Any update on the shades?"} {
			in := mailFrom("Ida Holm", "ida@holm.example", s, s)
			in.AsksStatus = true
			last = take(t, h, in)
			m, err := h.Conversations.Message(t.Context(), h.Owner, last.Message)
			if err != nil || m.Asks != office.AsksMaybe {
				t.Fatalf("%+v %v", m, err)
			}
			_, err = h.Chases.Confirm(t.Context(), h.Owner, office.NewChase{Message: last.Message, Cause: chase.NotTold, About: "the delivery moved"})
			done(t, err)
			_, err = h.Chases.Confirm(t.Context(), h.Owner, office.NewChase{Message: last.Message, Cause: chase.NotTold})
			wantFault(t, err, fault.Conflict)
		}
		home, err := h.Prompts.Home(t.Context(), h.Owner)
		done(t, err)
		worried := func(home office.Home) (out []office.Asked) {
			for _, k := range append(append(home.Tell, home.Do...), home.Waiting...) {
				if k.Rule == prompt.Worried {
					out = append(out, k)
				}
			}
			return out
		}
		if got := worried(home); len(got) != 1 || !strings.Contains(got[0].Sentence(nil), "had to ask twice") {
			t.Fatalf("asked: %+v", got)
		}
		done(t, h.Chases.Deny(t.Context(), leader, last.Message))
		if home, err = h.Prompts.Home(t.Context(), h.Owner); err != nil || len(worried(home)) != 0 {
			t.Errorf("asked all the same: %v", err)
		}
		_, err = h.Chases.Confirm(t.Context(), h.Owner, office.NewChase{Message: last.Message, Cause: "because"})
		wantFault(t, err, fault.Invalid)
	})
}

// A missed call and a text come by a telephone system.
func TestByTelephone(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		h.Client(h.Owner, "Holm Lamps", "Europe/Rome", "Ida Holm", "ida@holm.example") // +39 06 1234
		call, err := h.Inbox.Hear(t.Context(), h.Owner.Workspace, office.Heard{Key: "call-1", Channel: conversation.Call, From: "+39 (06) 12-34", Missed: true})
		done(t, err)
		v := talkOf(t, h, call.Conversation)
		if v.Contact.Name != "Ida Holm" || len(v.Clocks) != 2 || !v.Clocks[0].DueAt.Equal(officetest.Start.Add(90*time.Minute)) {
			t.Fatalf("%s: %+v", v.Contact.Name, v.Clocks)
		}
		again, err := h.Inbox.Hear(t.Context(), h.Owner.Workspace, office.Heard{Key: "call-1", Channel: conversation.Call, From: "+390612 34", Missed: true})
		if err != nil || !again.Known {
			t.Errorf("%+v %v", again, err)
		}
		text, err := h.Inbox.Hear(t.Context(), h.Owner.Workspace, office.Heard{Key: "sms-1", Channel: conversation.SMS, From: "+49 170 5551234", Text: "Do you build in Kiel?"})
		done(t, err)
		if v = talkOf(t, h, text.Conversation); v.Client.TriageAt.IsZero() || v.Clocks[0].Channel != reply.SMS {
			t.Errorf("%+v %+v", v.Client, v.Clocks)
		}
		nameless, err := h.Inbox.Hear(t.Context(), h.Owner.Workspace, office.Heard{Key: "sms-2", Channel: conversation.SMS, From: "anonymous", Text: "Call me."})
		if err != nil || nameless.State != office.Held {
			t.Errorf("%+v %v", nameless, err)
		}
	})
}

// What a client writes on his page is a message like any other, and nobody
// else's to read.
func TestWrittenOnThePage(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, k, mailed := lamps(t, h)
		_, other := h.Client(h.Owner, "Ruiz", "Europe/Rome", "Ana Ruiz", "ana@ruiz.example")
		ida := office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: c.ID}
		ana := office.Actor{Workspace: h.Owner.Workspace, Contact: other.ID, Client: other.ClientID}
		got, err := h.Portal.Write(t.Context(), ida, office.Written{Subject: "Colour", Text: "Is blue possible?", Files: []office.File{{Name: "blue.txt", MediaType: "text/plain", SHA256: "aa", Bytes: []byte("blue")}}})
		done(t, err)
		v := talkOf(t, h, got.Conversation)
		if v.DueAt.IsZero() || v.Clocks[0].Channel != reply.Portal {
			t.Fatalf("%+v", v.Clocks)
		}
		_, talk, err := h.Portal.Talk(t.Context(), ida, got.Conversation)
		if err != nil || len(talk.Messages) != 1 {
			t.Errorf("she sees %d messages (%v)", len(talk.Messages), err)
		}
		_, bytes, err := h.Portal.File(t.Context(), ida, got.Message, 0)
		if err != nil || string(bytes) != "blue" {
			t.Errorf("%q %v", bytes, err)
		}
		_, _, err = h.Portal.Talk(t.Context(), ana, got.Conversation)
		wantFault(t, err, fault.NotFound)
		_, _, err = h.Portal.File(t.Context(), ana, got.Message, 0)
		wantFault(t, err, fault.NotFound)
		_, err = h.Portal.Write(t.Context(), ana, office.Written{Conversation: mailed.ID, Text: "Let me in."})
		wantFault(t, err, fault.NotFound)
		_, err = h.Portal.Write(t.Context(), ida, office.Written{Text: " "})
		wantFault(t, err, fault.Invalid)
	})
}

// A mail that was held is filed by a person, or dropped, and asked about until then.
func TestAMailThatWasHeld(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, k, _ := lamps(t, h)
		in := mailFrom("Ida Holm", "ida@holm.example", "Roof", "The roof leaks.")
		in.Origin = conversation.Forged
		held := take(t, h, in)
		wantPrompt(t, h, h.Owner, prompt.Unanswered, prompt.Missing)
		in.Origin = conversation.Forged // understood anew, it is what it was
		got, err := h.Triage.File(t.Context(), h.Owner, held.Arrival, in, "")
		done(t, err)
		if v := talkOf(t, h, got.Conversation); v.DueAt.IsZero() || v.ContactID != string(k.ID) {
			t.Errorf("%+v", v.Conversation)
		}
		_, err = h.Triage.File(t.Context(), h.Owner, held.Arrival, in, "")
		wantFault(t, err, fault.Conflict)
		two := mailFrom("", "", "Nobody", "Guess who.")
		two.Sender.Addr = ""
		lost := take(t, h, two)
		_, err = h.Triage.File(t.Context(), h.Owner, lost.Arrival, two, "")
		wantFault(t, err, fault.Invalid)
		_, err = h.Triage.File(t.Context(), h.Owner, lost.Arrival, two, k.ID)
		done(t, err)
		w, err := h.Triage.List(t.Context(), h.Owner)
		if err != nil || len(w.Arrivals) != 0 {
			t.Errorf("%+v %v", w.Arrivals, err)
		}
	})
}

// A mailbox that fails is asked about after a while, and no more when it works.
func TestAMailboxFails(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		m, _, err := h.Mailboxes.Add(t.Context(), h.Owner, office.WayIn{Kind: office.ByIMAP, Name: "Office", Address: "office@northlight.example", Secret: "pass",
			Settings: office.WaySettings{Host: "imap.example", Port: 993, TLS: "implicit", User: "office"}})
		done(t, err)
		if s, err := h.Mailboxes.Secret(m); err != nil || s != "pass" {
			t.Errorf("%q %v", s, err)
		}
		done(t, h.Mailboxes.Trouble(t.Context(), m, "The password is refused."))
		h.Pass(conversation.TroubleWaits)
		wantPrompt(t, h, h.Owner, prompt.Unanswered, prompt.Missing)
		done(t, h.Mailboxes.Trouble(t.Context(), m, ""))
		home, err := h.Prompts.Home(t.Context(), h.Owner)
		if err != nil || len(home.Do)+len(home.Tell) != 0 {
			t.Errorf("asked all the same: %+v %v", home, err)
		}
		_, _, err = h.Mailboxes.Add(t.Context(), h.Owner, office.WayIn{Kind: office.ByEntrance, Name: "Twice", Address: "OFFICE@northlight.example"})
		wantFault(t, err, fault.Invalid)
	})
}

func TestPhrases(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	_, err := h.Phrases.Save(t.Context(), h.Owner, store.Phrase{Name: "Soon", Text: "Hello {contact}, {secret}"})
	wantFault(t, err, fault.Invalid)
	p, err := h.Phrases.Save(t.Context(), h.Owner, store.Phrase{Name: "Soon", Text: "Hello {contact}, {me} is on it."})
	done(t, err)
	if got, want := office.FillPhrase(p.Text, map[string]string{"contact": "{me}", "me": "Marta"}), "Hello {me}, Marta is on it."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	done(t, h.Phrases.Drop(t.Context(), h.Owner, p.ID))
}

// What we wrote "by Friday" is offered as a promise; a person says yes.
func TestAPromiseIsHeard(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, _, v := lamps(t, h)
		_, err := answer(t, h, h.Owner, v, "The green one. I will send you the drawing by Friday. You will have the invoice by 20 March.")
		done(t, err)
		h.Pass(time.Minute)
		offers, err := h.Offers.List(t.Context(), h.Owner, v.ID)
		if err != nil || len(offers) != 2 || offers[0].When.Day.String() != "2026-03-06" || !strings.Contains(offers[0].Sentence, "drawing") {
			t.Fatalf("%+v %v", offers, err)
		}
		id, err := h.Offers.Accept(t.Context(), h.Owner, offers[0], promise.Deliverable)
		done(t, err)
		p, err := onePromise(t, h, string(id))
		if err != nil || p.Told(0).IsZero() || p.Date().Day.String() != "2026-03-06" {
			t.Errorf("%+v %v", p, err)
		}
		_, err = h.Offers.Accept(t.Context(), h.Owner, offers[0], promise.Deliverable)
		wantFault(t, err, fault.Conflict)
		done(t, h.Offers.Decline(t.Context(), h.Owner, offers[1]))
		if offers, err = h.Offers.List(t.Context(), h.Owner, v.ID); err != nil || len(offers) != 0 {
			t.Errorf("%+v %v", offers, err)
		}
	})
}

// Files leave with an answer, and what is too much does not.
func TestFilesOfAnAnswer(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, k, v := lamps(t, h)
		tell := func(files ...office.File) error {
			_, err := h.Notices.Tell(t.Context(), h.Owner, office.Telling{
				Client: client.ID(v.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "Here.", Next: promise.When{At: h.Now().Add(72 * time.Hour)}, Conversation: v.ID, Files: files,
			})
			return err
		}
		wantFault(t, tell(office.File{Name: "big", SHA256: "b", Bytes: make([]byte, office.MaxFileBytes+1)}), fault.Invalid)
		wantFault(t, tell(make([]office.File, office.MaxFiles+1)...), fault.Invalid)
		done(t, tell(office.File{Name: "plan.txt", MediaType: "text/plain", SHA256: "p", Bytes: []byte("a plan")}))
		h.Pass(time.Minute)
		last := h.Sent[len(h.Sent)-1]
		if len(last.Files) != 1 || string(last.Files[0].Bytes) != "a plan" || !strings.Contains(last.Text(), "Attached: plan.txt") {
			t.Errorf("%+v", last.Files)
		}
		v = talkOf(t, h, v.ID)
		said := v.Messages[len(v.Messages)-1]
		if len(said.Files) != 1 {
			t.Errorf("%d files are shown", len(said.Files))
		}
		at, bytes, err := h.Conversations.File(t.Context(), h.Owner, said.ID, 0)
		if err != nil || at.Name != "plan.txt" || string(bytes) != "a plan" {
			t.Errorf("%+v %q %v", at, bytes, err)
		}
	})
}

// Two wait in one conversation and are answered at once; the words to one of
// them come back, and he alone waits again.
func TestEachReaderHasHisOwnAnswer(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, k, v := lamps(t, h)
		jon, err := h.Clients.AddContact(t.Context(), h.Owner, client.Contact{ClientID: c.ID, Name: "Jon Holm", Email: "jon@holm.example", Channel: client.ByMail})
		done(t, err)
		in := mailFrom("Jon Holm", "jon@holm.example", "Re: Shade", "And what does it cost?")
		in.Recipients = []string{"hello+r-" + string(v.ID) + "@northlight.example"}
		take(t, h, in)
		h.Pass(time.Minute)
		_, err = h.Notices.Tell(t.Context(), h.Owner, office.Telling{
			Client: c.ID, Readers: []client.ContactID{k.ID, jon.ID}, Channel: notice.Mail, Text: "The green one, for 40.", Next: promise.When{At: h.Now().Add(72 * time.Hour)}, Conversation: v.ID,
		})
		done(t, err)
		h.Pass(time.Minute)
		waits := func(want ...client.ContactID) {
			t.Helper()
			var got []client.ContactID
			for _, w := range talkOf(t, h, v.ID).Clocks {
				if w.Running() {
					got = append(got, client.ContactID(w.ContactID))
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%v wait, want %v", got, want)
			}
		}
		waits()
		last := h.Sent[len(h.Sent)-1]
		if last.To.Addr != "jon@holm.example" {
			t.Fatalf("the last went to %s", last.To.Addr)
		}
		back := mailFrom("Mail Delivery", "mailer-daemon@holm.example", "Undelivered", "no such user")
		back.Class, back.Recipients, back.Report = "dsn", []string{last.Return}, &office.Report{Kind: "bounce", Recipients: []string{"jon@holm.example"}, Answer: "550"}
		take(t, h, back)
		waits(jon.ID)
	})
}

// A promise of an answer that is kept by itself stops its clock; taken back, it
// runs again.
func TestKeepingTheAnswerStopsItsClock(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, _, v := lamps(t, h)
		id := promise.ID(v.Clocks[0].PromiseID)
		h.Pass(time.Hour)
		_, err := h.Promises.Keep(t.Context(), h.Owner, id, time.Time{})
		done(t, err)
		if v = talkOf(t, h, v.ID); v.Clocks[0].Running() || !v.DueAt.IsZero() {
			t.Errorf("%+v", v.Clocks[0])
		}
		_, err = h.Promises.Reopen(t.Context(), h.Owner, id)
		done(t, err)
		if v = talkOf(t, h, v.ID); !v.Clocks[0].Running() || v.DueAt.IsZero() {
			t.Errorf("%+v", v.Clocks[0])
		}
		// Named in the answer as well, it is kept once.
		_, err = h.Notices.Tell(t.Context(), h.Owner, office.Telling{
			Client: client.ID(v.ClientID), Readers: []client.ContactID{client.ContactID(v.ContactID)}, Channel: notice.Mail, Text: "Green.", Next: promise.When{At: h.Now().Add(72 * time.Hour)},
			Conversation: v.ID, Keeps: []promise.ID{id},
		})
		done(t, err)
	})
}

// A report proves something only by the address that its mail alone had.
func TestAForgedReportProvesNothing(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, _, v := lamps(t, h)
		_, err := answer(t, h, h.Owner, v, "The green one.")
		done(t, err)
		h.Pass(time.Minute)
		sent := h.Sent[len(h.Sent)-1]
		name, _, _ := strings.Cut(sent.MessageID, "@")
		report := func(to string) office.Taken {
			in := mailFrom("Mail Delivery", "mailer-daemon@evil.example", "Undelivered "+to, "no such user")
			in.Class, in.Recipients, in.Report = "dsn", []string{to}, &office.Report{Kind: "bounce", Hard: true, Recipients: []string{"somebody@else.example"}, Answer: "550"}
			return take(t, h, in)
		}
		for _, to := range []string{"hello+b-" + name + "@northlight.example", "hello+b-" + name + ".000000000000@northlight.example"} {
			if got := report(to); got.State == office.Reported {
				t.Errorf("%s was believed", to)
			}
		}
		if v = talkOf(t, h, v.ID); v.Clocks[0].Running() {
			t.Error("the answer counts as one that came back")
		}
		if got := report(sent.Return); got.State != office.Reported {
			t.Errorf("the address of the mail itself was not believed: %+v", got)
		}
		if _, err := store.Suppressed(h.DB.Read(t.Context()), h.Owner.Workspace, "ida@holm.example"); err == nil {
			t.Error("her address is held to be gone by a report about somebody else's")
		}
	})
}
