package storetest

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/workspace"
)

func conversations(b *bench) {
	load := func(tx *store.Tx, ws workspace.ID, name string) (conversation.Conversation, error) {
		return store.Conversation(tx, ws, conversation.ID(name))
	}
	keeping[conversation.Conversation]{
		draw: func(r *rapid.T, f firm, name string) conversation.Conversation {
			c := drawn[conversation.Conversation](r, "conversation")
			c.ID, c.ClientID = conversation.ID(name), string(f.client)
			return c
		},
		add: store.AddConversation, load: load, save: store.SaveConversation,
		added: whole[conversation.Conversation],
		saved: func(before, c conversation.Conversation) conversation.Conversation {
			c.MadeAt, c.About = before.MadeAt, before.About
			return c
		},
		version: func(c *conversation.Conversation) *int { return &c.Version },
	}.check(b, "cnv")

	f, other := b.firm(), b.firm()
	c := b.conversation(f, 0)
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.AddConversation(tx, f.ws, c) })
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.DropConversation(tx, other.ws, c.ID) })
	same(b, "a conversation that others tried to drop", ok(store.Conversation(b.read(), f.ws, c.ID))(b), c)
	b.write(b, func(tx *store.Tx) error { return store.DropConversation(tx, f.ws, c.ID) })
	none(store.Conversation(b.read(), f.ws, c.ID))(b)
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.DropConversation(tx, f.ws, c.ID) })
}

// conversation keeps a conversation of a firm, in which was spoken so many minutes after nine.
func (b *bench) conversation(f firm, minutes int, how ...func(*conversation.Conversation)) conversation.Conversation {
	b.Helper()
	c := conversation.Conversation{
		ID: conversation.ID(b.name("cnv")), ClientID: string(f.client), ContactID: string(f.contact), Subject: "The shop", SubjectKey: "the shop",
		AssigneeID: f.owner, MadeAt: monday(), LastAt: monday().Add(time.Duration(minutes) * time.Minute), Version: 1,
	}
	for _, change := range how {
		change(&c)
	}
	b.write(b, func(tx *store.Tx) error { return store.AddConversation(tx, f.ws, c) })
	return c
}

// threads are the lists of conversations: each is wanted to be one part of all of them.
func threads(b *bench) {
	f, other := b.firm(), b.firm()
	second := client.Client{ID: client.ID(b.name("cli")), Name: "Second", Colour: 7, TriageAt: monday(), Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, second) })
	var all []conversation.Conversation
	for i := range 24 {
		all = append(all, b.conversation(f, i/3, func(c *conversation.Conversation) {
			switch i % 4 {
			case 0, 1: // somebody waits; of two, one moment
				c.DueAt = monday().Add(time.Duration(-i/8) * time.Hour)
			case 2:
				c.ClosedAt = monday()
			}
			if i%5 == 0 {
				c.ClientID, c.ContactID = string(second.ID), "con_gone"
			}
			if i%3 == 0 {
				c.AssigneeID = "mem_other"
			}
		}))
	}
	b.conversation(other, 3, func(c *conversation.Conversation) { c.DueAt = monday() })
	list := &threadList{bench: b, f: f, all: all, second: second}
	list.waiting()
	list.byTalk()
	none(store.ThreadOf(b.read(), other.ws, all[0].ID))(b)
	none(store.ThreadOf(b.read(), f.ws, "cnv_nobody"))(b)
}

// threadList is conversations of a firm, and what the lists should show of them.
type threadList struct {
	*bench
	f      firm
	all    []conversation.Conversation
	second client.Client
}

// of gives the lines of those conversations that a list has, in an order.
func (l *threadList) of(has func(conversation.Conversation) bool, moment func(conversation.Conversation) time.Time, newest bool) []store.Thread {
	var out []store.Thread
	for _, c := range l.all {
		if !has(c) {
			continue
		}
		line := store.Thread{Conversation: c, ClientName: "Client", Colour: 1, Contact: "Contact"}
		if c.ClientID == string(l.second.ID) {
			line.ClientName, line.Colour, line.Triage, line.Contact = l.second.Name, l.second.Colour, true, ""
		}
		out = append(out, line)
	}
	slices.SortStableFunc(out, func(x, y store.Thread) int { return moment(x.Conversation).Compare(moment(y.Conversation)) })
	if newest {
		slices.Reverse(out)
	}
	return out
}

func (l *threadList) waiting() {
	due := func(c conversation.Conversation) time.Time { return c.DueAt }
	waits := func(c conversation.Conversation) bool { return !c.DueAt.IsZero() }
	after := func(last *store.Thread) store.Place {
		if last == nil {
			return store.Place{}
		}
		return store.Place{At: last.DueAt, ID: string(last.ID)}
	}
	same(l, "the conversations that wait", pages(l.bench, func(last *store.Thread, limit int) ([]store.Thread, error) {
		return store.ThreadsWaiting(l.read(), l.f.ws, after(last), limit)
	}), l.of(waits, due, false))
	for _, who := range []member.ID{l.f.owner, "mem_other", "mem_nobody"} {
		same(l, fmt.Sprint("the conversations that wait for ", who), pages(l.bench, func(last *store.Thread, limit int) ([]store.Thread, error) {
			return store.ThreadsWaitingFor(l.read(), l.f.ws, who, after(last), limit)
		}), l.of(func(c conversation.Conversation) bool { return waits(c) && c.AssigneeID == who }, due, false))
	}
}

func (l *threadList) byTalk() {
	spoken := func(c conversation.Conversation) time.Time { return c.LastAt }
	before := func(last *store.Thread) store.Place {
		if last == nil {
			return store.Place{}
		}
		return store.Place{At: last.LastAt, ID: string(last.ID)}
	}
	is := func(what string, has func(conversation.Conversation) bool, list func(store.Place, int) ([]store.Thread, error)) {
		l.Helper()
		got := pages(l.bench, func(last *store.Thread, limit int) ([]store.Thread, error) { return list(before(last), limit) })
		same(l, what, got, l.of(has, spoken, true))
		for _, line := range got {
			same(l, "one line of "+what, ok(store.ThreadOf(l.read(), l.f.ws, line.ID))(l), line)
		}
		if len(got) < 4 {
			l.Errorf("%s are only %d: nothing is tried", what, len(got))
		}
	}
	is("the open conversations", func(c conversation.Conversation) bool { return c.DueAt.IsZero() && c.ClosedAt.IsZero() },
		func(p store.Place, n int) ([]store.Thread, error) { return store.ThreadsOpen(l.read(), l.f.ws, p, n) })
	is("the closed conversations", func(c conversation.Conversation) bool { return !c.ClosedAt.IsZero() },
		func(p store.Place, n int) ([]store.Thread, error) { return store.ThreadsClosed(l.read(), l.f.ws, p, n) })
	is("a client's conversations", func(c conversation.Conversation) bool { return c.ClientID == string(l.second.ID) },
		func(p store.Place, n int) ([]store.Thread, error) {
			return store.ThreadsOfClient(l.read(), l.f.ws, l.second.ID, p, n)
		})
}

// conversationsBySubject finds the newest of a contact's, unless it is too old.
func conversationsBySubject(b *bench) {
	f, other := b.firm(), b.firm()
	find := func(f firm, of client.ContactID, key string, since time.Time) (conversation.Conversation, error) {
		return store.ConversationBySubject(b.read(), f.ws, of, key, since)
	}
	b.conversation(f, 1)
	b.conversation(f, 2)
	newest := b.conversation(f, 2) // of two of one moment, the one made later
	b.conversation(f, 9, func(c *conversation.Conversation) { c.SubjectKey = "the shop window" })
	b.conversation(f, 9, func(c *conversation.Conversation) { c.ContactID = "con_other" })
	same(b, "a conversation by its subject", ok(find(f, f.contact, "the shop", monday()))(b), newest)
	same(b, "one that was spoken in at this very moment", ok(find(f, f.contact, "the shop", newest.LastAt))(b), newest)
	none(find(f, f.contact, "the shop", newest.LastAt.Add(time.Millisecond)))(b)
	none(find(f, f.contact, "The shop", monday()))(b)
	none(find(f, "con_nobody", "the shop", monday()))(b)
	none(find(other, f.contact, "the shop", monday()))(b)
}
