package storetest

import (
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/conversation"
	"kept/internal/store"
	"kept/reply"
	"kept/workspace"
)

func clocks(b *bench) {
	keeping[reply.Clock]{
		draw: func(r *rapid.T, f firm, name string) reply.Clock {
			c := drawn[reply.Clock](r, "clock")
			c.ID, c.ClientID = reply.ID(name), string(f.client)
			return c
		},
		add: store.AddClock,
		load: func(tx *store.Tx, ws workspace.ID, name string) (reply.Clock, error) {
			return store.Clock(tx, ws, reply.ID(name))
		},
		save: store.SaveClock,
		added: func(c reply.Clock) reply.Clock {
			c.StoppedAt, c.StoppedBy, c.StoppedWith, c.StoppedWhy, c.Waited, c.Pauses = time.Time{}, "", "", "", 0, nil
			return c
		},
		saved: func(before, c reply.Clock) reply.Clock {
			c.Channel, c.Wait, c.MessageID, c.About, c.Standard, c.StartedAt, c.KnownAt = before.Channel, before.Wait, before.MessageID, before.About, before.Standard, before.StartedAt, before.KnownAt
			return c
		},
		version: func(c *reply.Clock) *int { return &c.Version },
	}.check(b, "clk")

	f, other := b.firm(), b.firm()
	second := client.Client{ID: client.ID(b.name("cli")), Name: "Second", Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, second) })
	var all []reply.Clock
	for i := range 6 {
		start := monday().Add(time.Duration(i) * time.Minute)
		c := reply.Clock{ID: reply.ID(b.name("clk")), ClientID: string(f.client), StartedAt: start, KnownAt: start.Add(time.Minute), DueAt: start.Add(-time.Duration(i) * time.Hour), Version: 1}
		all = append(all, c)
		b.write(b, func(tx *store.Tx) error { return store.AddClock(tx, f.ws, c) })
	}
	all[5].StoppedAt = monday()
	b.write(b, func(tx *store.Tx) error { return store.SaveClock(tx, f.ws, all[5]) })
	all[5].Version = 2
	same(b, "the running clocks, by their standards' moments", ok(store.OpenClocks(b.read(), f.ws, f.client))(b), []reply.Clock{all[4], all[3], all[2], all[1], all[0]})
	same(b, "the running clocks elsewhere", ok(store.OpenClocks(b.read(), other.ws, f.client))(b), []reply.Clock(nil))
	later := all[0]
	later.ClientID, later.ID, later.DueAt = string(second.ID), reply.ID(b.name("clk")), all[0].DueAt.Add(time.Hour)
	b.write(b, func(tx *store.Tx) error { return store.AddClock(tx, f.ws, later) })
	same(b, "the running clocks of all clients", ok(store.WaitingClocks(b.read(), f.ws, 100))(b), []reply.Clock{all[4], all[3], all[2], all[1], all[0], later})
	same(b, "two running clocks of all", ok(store.WaitingClocks(b.read(), f.ws, 2))(b), []reply.Clock{all[4], all[3]})
	same(b, "the running clocks of another firm", ok(store.WaitingClocks(b.read(), other.ws, 100))(b), nil)
	later.StoppedAt = monday().Add(time.Minute)
	b.write(b, func(tx *store.Tx) error { return store.SaveClock(tx, f.ws, later) })
	later.Version = 2
	same(b, "the clocks that were stopped last", ok(store.AnsweredClocks(b.read(), f.ws, 100))(b), []reply.Clock{later, all[5]})
	same(b, "the last one", ok(store.AnsweredClocks(b.read(), f.ws, 1))(b), []reply.Clock{later})
	same(b, "the stopped clocks of another firm", ok(store.AnsweredClocks(b.read(), other.ws, 100))(b), nil)
	from, until := all[1].StartedAt, all[5].StartedAt
	same(b, "the clocks of a time", ok(store.Clocks(b.read(), f.ws, from, until, 100))(b), all[1:5])
	same(b, "two of them", ok(store.Clocks(b.read(), f.ws, from, until, 2))(b), all[1:3])
	same(b, "the last one too", ok(store.Clocks(b.read(), f.ws, from, until.Add(time.Millisecond), 100))(b), all[1:])
	same(b, "the clocks elsewhere", ok(store.Clocks(b.read(), other.ws, from, until, 100))(b), []reply.Clock(nil))
	clockKeys(b)
	answeredInProject(b)
}

// answeredInProject are the waits in a project's conversations that an answer ended.
func answeredInProject(b *bench) {
	f, other := b.firm(), b.firm()
	talk := b.conversation(f, 0, func(c *conversation.Conversation) { c.ProjectID = string(f.project) })
	of := client.Project{ID: f.project, ClientID: f.client}
	add := func(in conversation.ID, wait reply.Wait, at time.Time, with string) reply.Clock {
		k := reply.Clock{ID: reply.ID(b.name("clk")), ClientID: string(f.client), ConversationID: string(in), Wait: wait, StartedAt: monday(), DueAt: monday(), Version: 1}
		b.write(b, func(tx *store.Tx) error { return store.AddClock(tx, f.ws, k) })
		k.StoppedAt, k.StoppedWith = at, with
		b.write(b, func(tx *store.Tx) error { return store.SaveClock(tx, f.ws, k) })
		k.Version = 2
		return k
	}
	late, early := add(talk.ID, reply.Next, monday().Add(time.Hour), "m"), add(talk.ID, reply.First, monday(), "m")
	add(talk.ID, reply.First, monday().Add(-time.Millisecond), "m")
	add(talk.ID, reply.First, monday(), "") // excused
	add(talk.ID, reply.Acknowledge, monday(), "m")
	add("", reply.First, monday(), "m")
	add(b.conversation(f, 0).ID, reply.First, monday(), "m")
	same(b, "what was answered in a project", ok(store.AnsweredInProject(b.read(), f.ws, of, monday(), 10))(b), []reply.Clock{early, late})
	same(b, "the first of it", ok(store.AnsweredInProject(b.read(), f.ws, of, monday(), 1))(b), []reply.Clock{early})
	same(b, "elsewhere", ok(store.AnsweredInProject(b.read(), other.ws, of, monday(), 10))(b), nil)
}

// clockKeys are the conversation, the promise and the answer of a clock.
func clockKeys(b *bench) {
	f, other := b.firm(), b.firm()
	c := b.conversation(f, 0)
	var all []reply.Clock
	for i := range 4 {
		k := reply.Clock{ID: reply.ID(b.name("clk")), ClientID: string(f.client), ConversationID: string(c.ID), StartedAt: monday(), DueAt: monday().Add(-time.Duration(i) * time.Hour), Version: 1}
		if i > 1 {
			k.PromiseID = "prm_of_clock"
		}
		if i == 3 {
			k.ConversationID = ""
		}
		b.write(b, func(tx *store.Tx) error { return store.AddClock(tx, f.ws, k) })
		k.StoppedWith, k.StoppedAt = "msg_answer", monday()
		k.Pauses = []reply.Pause{{On: reply.OnClient, Why: "a drawing", From: monday(), Until: monday().Add(time.Minute)}, {On: reply.OnThirdParty, From: monday().Add(time.Hour)}}
		if i%2 == 0 {
			b.write(b, func(tx *store.Tx) error { return store.SaveClock(tx, f.ws, k) })
			k.Version = 2
		} else {
			k.StoppedWith, k.StoppedAt, k.Pauses = "", time.Time{}, nil
		}
		all = append(all, k)
	}
	same(b, "the clocks of a conversation", ok(store.ClocksOfConversation(b.read(), f.ws, c.ID))(b), all[:3])
	same(b, "the first clock of a promise", ok(store.ClockOfPromise(b.read(), f.ws, "prm_of_clock"))(b), all[2])
	same(b, "the clocks that a message stopped", ok(store.ClocksStoppedWith(b.read(), f.ws, "msg_answer"))(b), []reply.Clock{all[0], all[2]})
	same(b, "the clocks of no conversation", ok(store.ClocksOfConversation(b.read(), f.ws, ""))(b), nil)
	same(b, "the clocks that nothing stopped", ok(store.ClocksStoppedWith(b.read(), f.ws, ""))(b), nil)
	same(b, "the clocks of a conversation elsewhere", ok(store.ClocksOfConversation(b.read(), other.ws, c.ID))(b), nil)
	same(b, "the clocks that a message stopped elsewhere", ok(store.ClocksStoppedWith(b.read(), other.ws, "msg_answer"))(b), nil)
	none(store.ClockOfPromise(b.read(), f.ws, ""))(b)
	none(store.ClockOfPromise(b.read(), other.ws, "prm_of_clock"))(b)
}
