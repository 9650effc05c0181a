package storetest

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/store"
	"kept/notice"
	"kept/workspace"
)

// notice makes a queued notice of a firm.
func (b *bench) notice(f firm) notice.Notice {
	return notice.Notice{
		ID: notice.ID(b.name("ntc")), ClientID: string(f.client), ContactID: string(f.contact), Address: "contact@example.com", ByID: string(f.owner),
		Kind: notice.Reset, Channel: notice.Mail, Subject: "The drawings", Text: "On Thursday.", QueuedAt: monday(), Version: 1,
	}
}

func notices(b *bench) {
	keeping[notice.Notice]{
		draw: func(r *rapid.T, f firm, name string) notice.Notice {
			n := drawn[notice.Notice](r, "notice")
			n.ID, n.ClientID = notice.ID(name), string(f.client)
			return n
		},
		add: store.AddNotice,
		load: func(tx *store.Tx, ws workspace.ID, name string) (notice.Notice, error) {
			return store.Notice(tx, ws, notice.ID(name))
		},
		save: store.SaveNotice,
		added: func(n notice.Notice) notice.Notice {
			var none time.Time
			n.DeliveredAt, n.SeenAt, n.BouncedAt, n.UnsureAt, n.WithdrawnAt, n.SettledAt, n.SettledHow = none, none, none, none, none, none, ""
			return n
		},
		saved: func(before, n notice.Notice) notice.Notice {
			// What a notice says is never changed, only how far it came.
			was := before
			was.AcceptedAt, was.DeliveredAt, was.SeenAt, was.BouncedAt, was.UnsureAt = n.AcceptedAt, n.DeliveredAt, n.SeenAt, n.BouncedAt, n.UnsureAt
			was.WithdrawnAt, was.Proof, was.SettledAt, was.SettledHow = n.WithdrawnAt, n.Proof, n.SettledAt, n.SettledHow
			return was
		},
		version: func(n *notice.Notice) *int { return &n.Version },
	}.check(b, "ntc")
	noticeLists(b)
	mailsOfMatter(b)
}

func noticeLists(b *bench) {
	f, other := b.firm(), b.firm()
	second := client.Client{ID: client.ID(b.name("cli")), Name: "Second", Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, second) })
	b.write(b, func(tx *store.Tx) error { return store.AddNotice(tx, other.ws, b.notice(other)) })
	var all, ofSecond []notice.Notice
	for i := range 9 {
		n := b.notice(f)
		if i%3 == 0 {
			n.ClientID = string(second.ID)
			ofSecond = append(ofSecond, n)
		}
		all = append(all, n)
		b.write(b, func(tx *store.Tx) error { return store.AddNotice(tx, f.ws, n) })
	}
	slices.Reverse(all)
	slices.Reverse(ofSecond)
	before := func(n *notice.Notice) notice.ID {
		if n == nil {
			return ""
		}
		return n.ID
	}
	same(b, "the notices", pages(b, func(n *notice.Notice, limit int) ([]notice.Notice, error) {
		return store.Notices(b.read(), f.ws, before(n), limit)
	}), all)
	same(b, "a client's notices", pages(b, func(n *notice.Notice, limit int) ([]notice.Notice, error) {
		return store.NoticesByClient(b.read(), f.ws, second.ID, before(n), limit)
	}), ofSecond)
}

// mailsOfMatter are the mails that a further one is threaded to.
func mailsOfMatter(b *bench) {
	f := b.firm()
	send := func(subject string, contact client.ContactID, accepted time.Time) notice.Notice {
		n := b.notice(f)
		n.Subject, n.ContactID, n.AcceptedAt = subject, string(contact), accepted
		b.write(b, func(tx *store.Tx) error {
			if err := store.AddNotice(tx, f.ws, n); err != nil {
				return err
			}
			l := b.leaving(f)
			l.NoticeID, l.Mail = string(n.ID), string(n.ID)
			return store.AddLeaving(tx, l)
		})
		return n
	}
	var want []string
	send("Another matter", f.contact, monday())
	send("The matter", "con_other", monday())
	for i := range 12 {
		n := send("The matter", f.contact, monday().Add(time.Duration(i)))
		want = append([]string{string(n.ID)}, want...)
	}
	waiting := send("The matter", f.contact, time.Time{})
	same(b, "the mails of a matter", ok(store.MailsOfMatter(b.read(), f.ws, waiting))(b), want[:10])
	elsewhere := b.firm()
	same(b, "the mails of a matter elsewhere", ok(store.MailsOfMatter(b.read(), elsewhere.ws, waiting))(b), []string(nil))
}
