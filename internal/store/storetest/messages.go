package storetest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/notice"
)

// message keeps a message of a firm.
func (b *bench) message(r rapid.TB, f firm, how ...func(*store.Message)) store.Message {
	r.Helper()
	m := store.Message{ID: b.name("msg"), ClientID: string(f.client), ContactID: string(f.contact), Channel: "mail", Direction: "in", Reached: true, At: monday(), Text: "Hello"}
	for _, change := range how {
		change(&m)
	}
	b.write(r, func(tx *store.Tx) error { return store.AddMessage(tx, f.ws, m) })
	return m
}

func messages(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		m := drawn[store.Message](r, "message")
		m.ID, m.ClientID = b.name("msg"), string(f.client)
		none(store.MessageOf(b.read(), f.ws, m.ID))(r)
		b.write(r, func(tx *store.Tx) error { return store.AddMessage(tx, f.ws, m) })
		same(r, "the message", ok(store.MessageOf(b.read(), f.ws, m.ID))(r), m)
		none(store.MessageOf(b.read(), other.ws, m.ID))(r)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.AddMessage(tx, f.ws, m) })

		next := drawn[store.Message](r, "placed")
		next.ID, next.ClientID = m.ID, m.ClientID
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.PlaceMessage(tx, other.ws, next) })
		same(r, "the message that others placed", ok(store.MessageOf(b.read(), f.ws, m.ID))(r), m)
		b.write(r, func(tx *store.Tx) error { return store.PlaceMessage(tx, f.ws, next) })
		m.ContactID, m.ConversationID, m.FiledWhy, m.Asks, m.Reached = next.ContactID, next.ConversationID, next.FiledWhy, next.Asks, next.Reached
		same(r, "the placed message", ok(store.MessageOf(b.read(), f.ws, m.ID))(r), m)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.DropMessage(tx, other.ws, m.ID) })
	})
	messageLists(b)
	messageKeys(b)
	lastContact(b)
}

// lastContact is when something was said or told last, either way.
func lastContact(b *bench) {
	f, other := b.firm(), b.firm()
	is := func(what string, want time.Time) {
		b.Helper()
		same(b, what, ok(store.LastContact(b.read(), f.ws, f.client, f.contact))(b), want)
	}
	at := func(minutes int) time.Time { return monday().Add(time.Duration(minutes) * time.Minute) }
	is("the last contact with whom nothing was said", time.Time{})
	b.message(b, f, func(m *store.Message) { m.At = at(5) })
	b.message(b, f, func(m *store.Message) { m.At, m.Direction = at(3), "out" })
	b.message(b, f, func(m *store.Message) { m.At, m.ContactID = at(9), "con_other" })
	is("the last contact: what was said", at(5))
	told := notice.Notice{ID: notice.ID(b.name("ntc")), ClientID: string(f.client), ContactID: string(f.contact), Channel: notice.Mail, QueuedAt: at(7), Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddNotice(tx, f.ws, told) })
	is("the last contact: what was told", at(7))
	told.WithdrawnAt = at(8)
	b.write(b, func(tx *store.Tx) error { return store.SaveNotice(tx, f.ws, told) })
	is("the last contact when that was withdrawn", at(5))
	same(b, "the last contact elsewhere", ok(store.LastContact(b.read(), other.ws, f.client, f.contact))(b), time.Time{})
}

// messageLists are what was said with a client, and in a conversation.
func messageLists(b *bench) {
	f, other := b.firm(), b.firm()
	c := b.conversation(f, 0)
	var all, inIt []store.Message
	for i := range 12 {
		all = append(all, b.message(b, f, func(m *store.Message) {
			m.At, m.Text = monday().Add(time.Duration(i/3)*time.Minute), fmt.Sprint(i)
			if i%2 == 0 {
				m.ConversationID = c.ID
			}
		}))
		if i%2 == 0 {
			inIt = append(inIt, all[i])
		}
	}
	slices.Reverse(all)
	slices.Reverse(inIt)
	before := func(last *store.Message) store.Place {
		if last == nil {
			return store.Place{}
		}
		return store.Place{At: last.At, ID: last.ID}
	}
	same(b, "what was said with a client", pages(b, func(last *store.Message, limit int) ([]store.Message, error) {
		return store.Messages(b.read(), f.ws, f.client, before(last), limit)
	}), all)
	same(b, "what was said in a conversation", pages(b, func(last *store.Message, limit int) ([]store.Message, error) {
		return store.MessagesOfConversation(b.read(), f.ws, c.ID, before(last), limit)
	}), inIt)
	same(b, "what was said with a client elsewhere", ok(store.Messages(b.read(), other.ws, f.client, store.Place{}, 100))(b), nil)
	same(b, "what was said in a conversation elsewhere", ok(store.MessagesOfConversation(b.read(), other.ws, c.ID, store.Place{}, 100))(b), nil)
	same(b, "the messages of no conversation", ok(store.MessagesOfConversation(b.read(), f.ws, "", store.Place{}, 100))(b), nil)
	none(store.MessageOf(b.read(), f.ws, "msg_nobody"))(b)
}

// messageKeys are a mail's own name and the notice that a message is.
func messageKeys(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		mid, told := lines().Draw(r, "mid")+b.name("@"), notice.ID(b.name("ntc"))
		none(store.MessageByMID(b.read(), f.ws, mid))(r)
		none(store.MessageOfNotice(b.read(), f.ws, told))(r)
		first := b.message(r, f, func(m *store.Message) { m.MID, m.NoticeID = mid, told })
		b.message(r, f, func(m *store.Message) { m.MID, m.NoticeID = mid, told })
		same(r, "a mail by its name: the first of two", ok(store.MessageByMID(b.read(), f.ws, mid))(r), first)
		same(r, "a message by its notice", ok(store.MessageOfNotice(b.read(), f.ws, told))(r), first)
		none(store.MessageByMID(b.read(), other.ws, mid))(r)
		none(store.MessageOfNotice(b.read(), other.ws, told))(r)
	})
	b.message(b, f)
	none(store.MessageByMID(b.read(), f.ws, ""))(b)
	none(store.MessageOfNotice(b.read(), f.ws, ""))(b)
}

// messageParts are what hangs on a message, and goes with it.
func messageParts(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		m := b.message(r, f)
		body := drawn[store.Body](r, "body")
		none(store.BodyOf(b.read(), f.ws, m.ID))(r)
		b.write(r, func(tx *store.Tx) error { return store.AddBody(tx, f.ws, m.ID, body) })
		same(r, "the body", ok(store.BodyOf(b.read(), f.ws, m.ID))(r), body)
		none(store.BodyOf(b.read(), other.ws, m.ID))(r)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.AddBody(tx, f.ws, m.ID, body) })

		var files []store.Attachment
		for i := range rapid.IntRange(0, 4).Draw(r, "files") {
			a := drawn[store.Attachment](r, "file")
			a.MessageID, a.Seq = m.ID, i
			files = append(files, a)
		}
		b.write(r, func(tx *store.Tx) error {
			for _, a := range slices.Backward(files) {
				if err := store.AddAttachment(tx, f.ws, a); err != nil {
					return err
				}
			}
			return nil
		})
		same(r, "the files in their order", ok(store.Attachments(b.read(), f.ws, m.ID))(r), files)
		same(r, "the files elsewhere", ok(store.Attachments(b.read(), other.ws, m.ID))(r), nil)
		for _, a := range files {
			b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.AddAttachment(tx, f.ws, a) })
		}
		word := strings.ReplaceAll(m.ID, "_", "")
		b.write(r, func(tx *store.Tx) error { return store.IndexMessage(tx, f.ws, m.ID, word) })
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.IndexMessage(tx, f.ws, m.ID, word) })
		same(r, "what its word finds", ok(store.FindMessages(b.read(), f.ws, word, 9))(r), []string{m.ID})

		b.write(r, func(tx *store.Tx) error { return store.DropMessage(tx, f.ws, m.ID) })
		none(store.MessageOf(b.read(), f.ws, m.ID))(r)
		none(store.BodyOf(b.read(), f.ws, m.ID))(r)
		same(r, "the files of a message that is gone", ok(store.Attachments(b.read(), f.ws, m.ID))(r), nil)
		same(r, "what the word of a message that is gone finds", ok(store.FindMessages(b.read(), f.ws, word, 9))(r), nil)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.DropMessage(tx, f.ws, m.ID) })
	})
}

// blobs keep the same bytes once, of every workspace its own.
func blobs(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		sha, content := b.name("sha"), rapid.SliceOf(rapid.Byte()).Draw(r, "bytes")
		none(store.Blob(b.read(), f.ws, sha))(r)
		for _, more := range []string{"", "changed"} {
			b.write(r, func(tx *store.Tx) error {
				return store.AddBlob(tx, f.ws, sha, append(bytes.Clone(content), more...), monday())
			})
			same(r, "the bytes", ok(store.Blob(b.read(), f.ws, sha))(r), content)
		}
		none(store.Blob(b.read(), other.ws, sha))(r)
	})
	b.write(b, func(tx *store.Tx) error { return store.AddBlob(tx, f.ws, "nothing", nil, monday()) })
	same(b, "a file without bytes", ok(store.Blob(b.read(), f.ws, "nothing"))(b), nil)
	big := bytes.Repeat([]byte{0, 0xff, 'x'}, 5_000_000)
	b.write(b, func(tx *store.Tx) error { return store.AddBlob(tx, f.ws, "big", big, monday()) })
	if got := ok(store.Blob(b.read(), f.ws, "big"))(b); !bytes.Equal(got, big) {
		b.Errorf("of a file of %d bytes %d came back, or others", len(big), len(got))
	}
}

// triage lists who wrote and is not known yet.
func triage(b *bench) {
	f, other := b.firm(), b.firm()
	var want []client.Client
	for i := range 9 {
		c := client.Client{ID: client.ID(b.name("cli")), Name: fmt.Sprint("Stranger ", i), TriageAt: monday().Add(time.Duration(i/2) * time.Minute), Version: 1}
		b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, c) })
		want = append(want, ok(store.Client(b.read(), f.ws, c.ID))(b))
	}
	list := func(f firm) []client.Client {
		return pages(b, func(last *client.Client, limit int) ([]client.Client, error) {
			if last == nil {
				return store.ClientsInTriage(b.read(), f.ws, store.Place{}, limit)
			}
			return store.ClientsInTriage(b.read(), f.ws, store.Place{At: last.TriageAt, ID: string(last.ID)}, limit)
		})
	}
	same(b, "who is not known yet", list(f), want)
	same(b, "who is not known yet elsewhere", list(other), nil)
	known := want[3]
	known.TriageAt = time.Time{}
	b.write(b, func(tx *store.Tx) error { return store.SaveClient(tx, f.ws, known) })
	same(b, "who is not known when one is", list(f), slices.Delete(want, 3, 4))
}
