package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
	"kept/reply"
)

// letters gives n different letters of four bytes each: nothing to compress.
func letters(n, from int) string {
	var s strings.Builder
	for i := range n {
		s.WriteRune(rune(0x20000 + (from+i*7919)%40000))
	}
	return s.String()
}

// limits keeps the longest texts that the domain lets through, and the fullest lists.
func limits(b *bench) {
	f := b.firm()
	c := ok(store.Client(b.read(), f.ws, f.client))(b)
	c.Name = letters(client.MaxName, 1)
	b.write(b, func(tx *store.Tx) error { return store.SaveClient(tx, f.ws, c) })
	c.Version++
	same(b, "a client of the longest name", ok(store.Client(b.read(), f.ws, f.client))(b), c)
	same(b, "what is found by the longest name", ok(store.Find(b.read(), f.ws, c.Name, 10))(b), []store.Found{{Kind: "client", ID: string(c.ID)}})
	// One letter that folds to eighteen: the name grows in its key.
	c.Name = strings.Repeat("\ufdfa", client.MaxName)
	b.write(b, func(tx *store.Tx) error { return store.SaveClient(tx, f.ws, c) })
	c.Version++
	same(b, "a client whose name grows when it is folded", ok(store.Client(b.read(), f.ws, f.client))(b), c)

	m := ok(store.Member(b.read(), f.ws, f.owner))(b)
	m.Name, m.Email = letters(member.MaxName, 2), strings.Repeat("a", 64)+"@"+strings.Repeat("b", member.MaxEmail-65)
	b.write(b, func(tx *store.Tx) error { return store.SaveMember(tx, f.ws, m) })
	m.Version++
	same(b, "a member of the longest address", ok(store.Member(b.read(), f.ws, f.owner))(b), m)

	p := b.promise(f, monday())
	p.Words, p.Source, p.Dates[0].Reason = letters(promise.MaxWords, 3), letters(promise.MaxSource, 4), letters(promise.MaxReason, 5)
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
	full := p
	full.Dates = slices.Repeat(p.Dates, promise.MaxDates)
	b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, p, full) })
	full.Version++
	same(b, "a promise of the longest words and the most dates", ok(store.Promise(b.read(), f.ws, p.ID))(b), full)

	n := b.notice(f)
	n.Text = letters(1_000_000, 6)
	b.write(b, func(tx *store.Tx) error { return store.AddNotice(tx, f.ws, n) })
	same(b, "a notice of a million letters", ok(store.Notice(b.read(), f.ws, n.ID))(b), n)
	indexLimits(b)
	listLimits(b)
	inboxLimits(b)
}

// indexLimits: strangers write what mails are found by, as long as they like.
// An index takes only so much; what is longer counts by its beginning.
func indexLimits(b *bench) {
	f := b.firm()
	long, other := letters(5000, 9), letters(5000, 10)
	m := b.message(b, f, func(m *store.Message) { m.MID = long })
	c := b.conversation(f, 0, func(c *conversation.Conversation) { c.SubjectKey = long })
	k := store.Acknowledgement{ID: b.name("ack"), Address: long, Domain: long, At: monday()}
	b.write(b, func(tx *store.Tx) error { return store.AddAcknowledgement(tx, f.ws, k) })
	b.write(b, func(tx *store.Tx) error { return store.SaveConversation(tx, f.ws, c) })
	same(b, "a mail of the longest name", ok(store.MessageByMID(b.read(), f.ws, long))(b).ID, m.ID)
	same(b, "a conversation of the longest subject", ok(store.ConversationBySubject(b.read(), f.ws, f.contact, long, monday()))(b).ID, c.ID)
	same(b, "when the longest address was written to", ok(store.LastAcknowledged(b.read(), f.ws, long))(b), monday())
	same(b, "how often the longest domain was", ok(store.AcknowledgedDomain(b.read(), f.ws, long, time.Time{}, 9))(b), 1)
	none(store.MessageByMID(b.read(), f.ws, other))(b)
	none(store.ConversationBySubject(b.read(), f.ws, f.contact, other, monday()))(b)
	same(b, "when another address was written to", ok(store.LastAcknowledged(b.read(), f.ws, other))(b), time.Time{})
	same(b, "how often another domain was", ok(store.AcknowledgedDomain(b.read(), f.ws, other, time.Time{}, 9))(b), 0)
}

// listLimits fills the lists that have a limit of their own to one beyond it.
func listLimits(b *bench) {
	f := b.firm()
	email := "everybody@example.com"
	b.write(b, func(tx *store.Tx) error {
		for range 21 {
			c := client.Contact{ID: client.ContactID(b.name("con")), ClientID: f.client, Name: "Contact", Email: email, Portal: true, Version: 1}
			if err := store.AddContact(tx, f.ws, c); err != nil {
				return err
			}
		}
		l := b.leaving(f)
		for i := range 101 {
			if err := store.AddAttempt(tx, l, store.Attempt{Seq: i}); err != nil {
				return err
			}
		}
		for i := range 201 {
			s := store.Session{ID: b.name("ses"), Workspace: f.ws, MemberID: "m", ExpiresAt: monday().AddDate(1, 0, 0)}
			t := store.Token{ID: b.name("tok"), Workspace: f.ws, MemberID: "m"}
			if err := store.AddSession(tx, fmt.Sprint("session ", i), s); err != nil {
				return err
			}
			if err := store.AddToken(tx, fmt.Sprint("token ", i), t); err != nil {
				return err
			}
		}
		return nil
	})
	for what, n := range map[string][2]int{
		"doors of an address":    {len(ok(store.Doors(b.read(), email))(b)), 21},
		"contacts of an address": {len(ok(store.ContactsByEmail(b.read(), f.ws, email))(b)), 20},
		"sessions of a member":   {len(ok(store.Sessions(b.read(), f.ws, "m", "", monday()))(b)), 200},
		"tokens of a member":     {len(ok(store.Tokens(b.read(), f.ws, "m"))(b)), 200},
	} {
		if n[0] != n[1] {
			b.Errorf("%d %s, want %d", n[0], what, n[1])
		}
	}
}

// inboxLimits does the same with the lists of what clients say.
func inboxLimits(b *bench) {
	f := b.firm()
	m := b.message(b, f)
	b.write(b, func(tx *store.Tx) error {
		for i := range 1001 {
			k := reply.Clock{ID: reply.ID(b.name("clk")), ClientID: string(f.client), ConversationID: "cnv_full", StoppedWith: "msg_full", Version: 1}
			err := errors.Join(
				store.AddAttachment(tx, f.ws, store.Attachment{MessageID: m.ID, Seq: i}),
				store.AddMailbox(tx, store.Mailbox{Workspace: f.ws, ID: b.name("mbx")}),
				store.AddContact(tx, f.ws, client.Contact{ID: client.ContactID(b.name("con")), ClientID: f.client, Name: "Contact", Phone: "612345678", Version: 1}),
				store.AddClock(tx, f.ws, k), store.SaveClock(tx, f.ws, k),
			)
			if err != nil {
				return err
			}
		}
		return nil
	})
	for what, n := range map[string][2]int{
		"files of a message":                  {len(ok(store.Attachments(b.read(), f.ws, m.ID))(b)), 1000},
		"ways in":                             {len(ok(store.Mailboxes(b.read(), f.ws))(b)), 100},
		"contacts of a number":                {len(ok(store.ContactsByPhone(b.read(), f.ws, "612345678"))(b)), 20},
		"clocks of a conversation":            {len(ok(store.ClocksOfConversation(b.read(), f.ws, "cnv_full"))(b)), 1000},
		"clocks that one message has stopped": {len(ok(store.ClocksStoppedWith(b.read(), f.ws, "msg_full"))(b)), 200},
	} {
		if n[0] != n[1] {
			b.Errorf("%d %s, want %d", n[0], what, n[1])
		}
	}
}

// foreignText: bytes that are no text are asked for by strangers' programs. They
// are refused in words or not found, and never an error of ours.
func foreignText(b *bench) {
	f := b.firm()
	for _, bad := range []string{"\x00", "a\x00b", "\xff\xfe", "\xc3"} {
		for what, err := range map[string]error{
			"a login":   last(store.Logins(b.read(), bad)),
			"a session": last(store.SessionBySecret(b.read(), bad)),
			"a pass":    last(store.PassBySecret(b.read(), bad)),
			"a token":   last(store.TokenBySecret(b.read(), bad)),
			"a promise": last(store.Promise(b.read(), f.ws, promise.ID(bad))),
			"a page":    last(store.Journal(b.read(), f.ws, bad, 10)),
			"an answer": last(store.AnsweredBefore(b.read(), f.ws, bad)),
			"a search":  last(store.Find(b.read(), f.ws, bad, 10)),
			"words":     last(store.FindMessages(b.read(), f.ws, bad, 10)),
			"a mail":    last(store.MessageByMID(b.read(), f.ws, bad)),
			"a key":     last(store.ArrivalByKey(b.read(), f.ws, bad)),
			"a way in":  last(store.MailboxByAddress(b.read(), bad)),
			"a path":    last(store.MailboxByPath(b.read(), bad)),
			"a subject": last(store.ConversationBySubject(b.read(), f.ws, f.contact, bad, monday())),
			"a number":  last(store.ContactsByPhone(b.read(), f.ws, bad)),
			"a line":    b.db.Write(b.Context(), func(tx *store.Tx) error { return store.AddLine(tx, f.ws, b.line(bad)) }),
			"a setting": b.db.Write(b.Context(), func(tx *store.Tx) error { return store.SetSetting(tx, bad, bad) }),
		} {
			if f, ok := fault.As(err); err != nil && !isNone(err) && (!ok || f.Kind != fault.Invalid || f.Say == "") {
				b.Errorf("%s of %q: %v", what, bad, err)
			}
		}
	}
}

func last[T any](_ T, err error) error { return err }
