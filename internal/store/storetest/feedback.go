package storetest

import (
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/conversation"
	"kept/handoff"
	"kept/internal/store"
	"kept/reply"
	"kept/workspace"
)

// ratings: how content contacts said they are.
func ratings(b *bench) {
	contact := client.ContactID("")
	keeping[store.Rating]{
		draw: func(r *rapid.T, f firm, name string) store.Rating {
			x := drawn[store.Rating](r, "rating")
			x.ID, x.ClientID, x.ContactID = name, f.client, f.contact
			return x
		},
		add:   store.AddRating,
		added: whole[store.Rating],
		load:  store.RatingOf,
		save:  store.SaveRating,
		saved: func(before, x store.Rating) store.Rating {
			before.Stars, before.Said, before.SaidAt = x.Stars, x.Said, x.SaidAt
			return before
		},
		version: func(x *store.Rating) *int { return &x.Version },
	}.check(b, "rat")

	f, other := b.firm(), b.firm()
	add := func(f firm) store.Rating {
		x := store.Rating{ID: b.name("rat"), ClientID: f.client, ContactID: f.contact, Words: "The opening", AskedAt: monday(), Version: 1}
		b.write(b, func(tx *store.Tx) error { return store.AddRating(tx, f.ws, x) })
		return x
	}
	first, second := add(f), add(f)
	add(other)
	same(b, "of a client", ok(store.RatingsOfClient(b.read(), f.ws, f.client, "", 10))(b), []store.Rating{second, first})
	same(b, "of a client, further", ok(store.RatingsOfClient(b.read(), f.ws, f.client, second.ID, 10))(b), []store.Rating{first})
	same(b, "of a contact", ok(store.RatingsOfContact(b.read(), f.ws, f.contact, 1))(b), []store.Rating{second})
	same(b, "of nobody", ok(store.RatingsOfContact(b.read(), f.ws, contact, 1))(b), nil)
}

// feedback: by what contacts speak without a session, what they answered, who is
// worried, and what a conversation is about.
func feedback(b *bench) {
	f, other := b.firm(), b.firm()
	l := store.ContactLink{Hash: b.name("hash"), Workspace: f.ws, Contact: f.contact, About: "alarm", MadeAt: monday()}
	b.write(b, func(tx *store.Tx) error { return store.AddContactLink(tx, l) })
	same(b, "the link", ok(store.ContactLinkOf(b.read(), l.Hash))(b), l)
	none(store.ContactLinkOf(b.read(), "another"))(b)
	again := l
	again.About = "rating:another"
	b.write(b, func(tx *store.Tx) error { return store.AddContactLink(tx, again) })
	same(b, "the link, added twice", ok(store.ContactLinkOf(b.read(), l.Hash))(b), l)

	h := b.handOff(f, func(h *handoff.HandOff) { h.Kind, h.Shown = handoff.Approval, "The plan" })
	var all []handoff.Evidence
	for range 2 {
		e := handoff.Evidence{ID: b.name("ans"), HandOffID: h.ID, At: monday(), Actor: "contact:con_x", Name: "Ana", Via: handoff.ByLink, Reply: handoff.Reply{Yes: true, Choice: "A", Words: "Yes.\nGladly."}, ShownHash: h.ShownHash()}
		b.write(b, func(tx *store.Tx) error { return store.AddHandOffAnswer(tx, f.ws, e) })
		all = append(all, e)
	}
	same(b, "the answers", ok(store.HandOffAnswers(b.read(), f.ws, h.ID))(b), all)
	same(b, "of another workspace", ok(store.HandOffAnswers(b.read(), other.ws, h.ID))(b), nil)

	clock := func(w reply.Wait, contact string) reply.Clock {
		c := reply.Clock{ID: reply.ID(b.name("clk")), ClientID: string(f.client), ContactID: contact, MemberID: f.owner, Channel: reply.Portal, Wait: w, StartedAt: monday(), KnownAt: monday(), DueAt: monday().Add(time.Hour), Version: 1}
		b.write(b, func(tx *store.Tx) error { return store.AddClock(tx, f.ws, c) })
		return c
	}
	alarm := clock(reply.Alarm, string(f.contact))
	clock(reply.First, string(f.contact))
	clock(reply.Alarm, "con_other")
	rating := clock(reply.Rating, string(f.contact))
	same(b, "worries", ok(store.WorriesOfContact(b.read(), f.ws, f.client, f.contact))(b), []reply.Clock{alarm, rating})

	v := conversation.Conversation{ID: conversation.ID(b.name("cnv")), ClientID: string(f.client), ContactID: string(f.contact), About: "step:stp_1", MadeAt: monday(), LastAt: monday(), Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddConversation(tx, f.ws, v) })
	w := v
	w.ID, w.About = conversation.ID(b.name("cnv")), ""
	b.write(b, func(tx *store.Tx) error { return store.AddConversation(tx, f.ws, w) })
	same(b, "about a step", ok(store.ConversationsAbout(b.read(), f.ws, "step:stp_1"))(b), []conversation.Conversation{v})
	same(b, "about nothing", ok(store.ConversationsAbout(b.read(), f.ws, ""))(b), nil)
	same(b, "of another workspace", ok(store.ConversationsAbout(b.read(), workspace.ID("wsp_other"), "step:stp_1"))(b), nil)
}
