package storetest

import (
	"fmt"
	"strings"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/subscription"
	"kept/worktime"
)

// feeds: their secrets, which end and are told apart from those that never were;
// the dates that are read by them; and which sessions may still come in.
func feeds(b *bench) {
	f := b.firm()
	none(store.FeedBySecret(b.read(), "nothing"))(b)
	none(store.FeedOf(b.read(), f.ws, f.contact))(b)
	made := store.Feed{Hash: b.name("hash"), Workspace: f.ws, Contact: f.contact, Client: f.client, MadeAt: monday()}
	b.write(b, func(tx *store.Tx) error { return store.AddFeed(tx, made) })
	same(b, "a feed", ok(store.FeedBySecret(b.read(), made.Hash))(b), made)
	same(b, "a contact's feed", ok(store.FeedOf(b.read(), f.ws, f.contact))(b), made)
	none(store.FeedOf(b.read(), b.firm().ws, f.contact))(b)
	for _, had := range []bool{true, false} {
		b.write(b, func(tx *store.Tx) error {
			ended, err := store.EndFeeds(tx, f.ws, f.contact, monday().Add(time.Hour))
			if ended != had {
				b.Errorf("ended: %v, want %v", ended, had)
			}
			return err
		})
	}
	made.EndedAt = monday().Add(time.Hour)
	same(b, "one that has ended", ok(store.FeedBySecret(b.read(), made.Hash))(b), made)
	none(store.FeedOf(b.read(), f.ws, f.contact))(b)
	toldDates(b, f)
	stillReads(b, f)
}

func toldDates(b *bench, f firm) {
	add := func(kind promise.Kind, dates ...promise.Date) promise.Promise {
		p := promise.Promise{ID: promise.ID(b.name("prm")), ClientID: string(f.client), ContactID: string(f.contact), OwnerID: member.ID(f.owner), Kind: kind, Words: "The roof", State: promise.Open, MadeAt: monday(), Dates: dates, Version: 1}
		first := p
		first.Dates = dates[:1]
		b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, first) })
		if len(dates) > 1 {
			b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, first, p) })
			p.Version++
		}
		return p
	}
	on := worktime.Day{Year: 2026, Month: 3, Date: 12}
	dates := []promise.Date{{When: promise.When{Day: on}, DueAt: monday().Add(240 * time.Hour), SetAt: monday()}, {DueAt: monday().Add(300 * time.Hour), SetAt: monday().Add(time.Hour), Reason: "Rain"}, {DueAt: monday().Add(400 * time.Hour), SetAt: monday().Add(2 * time.Hour), Reason: "Wind"}}
	p := add(promise.Fix, dates...)
	add(promise.Fix, dates...) // of which nobody was told
	next := add(promise.NextContact, dates...)
	tell := func(seq int, accepted, bounced time.Time) {
		n := notice.Notice{ID: notice.ID(b.name("ntc")), ClientID: string(f.client), ContactID: string(f.contact), ByID: string(f.owner), Channel: notice.Mail, Subject: "Words", Text: "Words", QueuedAt: monday(), AcceptedAt: accepted, Version: 1}
		b.write(b, func(tx *store.Tx) error {
			if err := store.AddNotice(tx, f.ws, n); err != nil {
				return err
			}
			if err := store.AddTelling(tx, f.ws, p.ID, promise.Telling{Seq: seq, NoticeID: string(n.ID)}); err != nil || bounced.IsZero() {
				return err
			}
			n.BouncedAt = bounced
			return store.SaveNotice(tx, f.ws, n)
		})
	}
	at := monday().Add(3 * time.Hour)
	tell(0, at, time.Time{})
	tell(1, at.Add(time.Hour), time.Time{})
	tell(2, at.Add(2*time.Hour), at.Add(3*time.Hour)) // it came back
	want := []store.ToldDate{
		{Promise: p.ID, Kind: promise.Fix, Words: "The roof", Owner: p.OwnerID, Seq: 1, DueAt: dates[1].DueAt, ToldAt: at.Add(time.Hour)},
		{Promise: p.ID, Kind: promise.Fix, Words: "The roof", Owner: p.OwnerID, Seq: 0, Day: on, DueAt: dates[0].DueAt, ToldAt: at},
	}
	same(b, "the dates of which he was told", ok(store.ToldDatesOf(b.read(), f.ws, f.client, store.ToldSlice{State: promise.Open, Since: time.Time{}, Limit: 9}))(b), want)
	same(b, "the last of them", ok(store.ToldDatesOf(b.read(), f.ws, f.client, store.ToldSlice{State: promise.Open, Since: time.Time{}, Limit: 1}))(b), want[:1])
	same(b, "when he hears from us", ok(store.NextDates(b.read(), f.ws, f.client))(b), []store.ToldDate{{Promise: next.ID, Kind: promise.NextContact, Owner: next.OwnerID, Seq: 2, DueAt: dates[2].DueAt, ToldAt: dates[2].SetAt}})
	kept := p
	kept.State, kept.KeptAt = promise.Kept, monday().Add(50*time.Hour)
	b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, p, kept) })
	want[0].Ended, want[1].Ended = kept.KeptAt, kept.KeptAt
	same(b, "what was kept since", ok(store.ToldDatesOf(b.read(), f.ws, f.client, store.ToldSlice{State: promise.Kept, Since: kept.KeptAt, Limit: 9}))(b), want)
	same(b, "what was kept later", ok(store.ToldDatesOf(b.read(), f.ws, f.client, store.ToldSlice{State: promise.Kept, Since: kept.KeptAt.Add(time.Millisecond), Limit: 9}))(b), nil)
	for i, c := range []subscription.Change{{Key: b.name("key"), About: "promise:x"}, {Key: b.name("key"), About: "promise:x"}, {Key: b.name("key"), About: "document:y"}} {
		if c.Topic = subscription.Dates; i == 2 {
			c.Topic = subscription.Documents
		}
		c.ClientID, c.What, c.At = string(f.client), subscription.Moved, at.Add(time.Duration(i)*time.Hour)
		b.write(b, func(tx *store.Tx) error { _, err := store.AddChange(tx, f.ws, c); return err })
	}
	last := ok(store.LastChange(b.read()))(b)
	same(b, "how often it moved", ok(store.MovesOf(b.read(), f.ws, f.client, at.Add(time.Hour)))(b), map[string]store.Moves{"promise:x": {Times: 2, Last: at.Add(time.Hour)}})
	same(b, "with the date that came back", ok(store.MovesOf(b.read(), f.ws, f.client, at.Add(3*time.Hour)))(b)["promise:"+string(p.ID)], store.Moves{Times: 1, Last: at.Add(3 * time.Hour)})
	tell(2, at.Add(4*time.Hour), time.Time{})
	same(b, "with the date that was told again", ok(store.MovesOf(b.read(), f.ws, f.client, at.Add(5*time.Hour)))(b)["promise:"+string(p.ID)], store.Moves{Times: 2, Last: at.Add(3 * time.Hour)})
	same(b, "the last change that he can see", ok(store.LatestChange(b.read(), f.ws, f.client, at.Add(time.Hour)))(b), last-1)
	same(b, "before any", ok(store.LatestChange(b.read(), f.ws, f.client, monday()))(b), int64(0))
	same(b, "the same with the journal", ok(store.LatestOf(b.read(), f.ws, f.client, at.Add(2*time.Hour)))(b), store.Latest{Change: last})
	line := store.Line{ID: b.name("jnl"), At: monday(), Actor: "x", Act: "y", Object: "z", ClientID: string(f.client)}
	b.write(b, func(tx *store.Tx) error { return store.AddLine(tx, f.ws, line) })
	same(b, "with a line in it", ok(store.LatestOf(b.read(), f.ws, f.client, monday()))(b), store.Latest{Line: line.ID})
}

func stillReads(b *bench, f firm) {
	now := monday()
	hash := func() string { return fmt.Sprintf("%064s", b.name("h")) }
	var all []string
	add := func(contact client.ContactID, lasts time.Duration) string {
		h := strings.ReplaceAll(hash(), " ", "0")
		b.write(b, func(tx *store.Tx) error {
			return store.AddSession(tx, h, store.Session{ID: b.name("ses"), Workspace: f.ws, ContactID: string(contact), MadeAt: now, SeenAt: now, ExpiresAt: now.Add(lasts)})
		})
		all = append(all, h)
		return h
	}
	ended, here := add(f.contact, time.Hour), add(f.contact, time.Hour)
	add(f.contact, 0)
	add("nobody", time.Hour)
	reads := func(say string, want ...store.Reads) {
		same(b, say, ok(store.StillReads(b.read(), append([]string{strings.Repeat("0", 64), "short"}, all...), now))(b), want)
	}
	k := ok(store.Contact(b.read(), f.ws, f.contact))(b)
	k.Portal = true
	b.write(b, func(tx *store.Tx) error { return store.SaveContact(tx, f.ws, k) })
	k.Version++
	b.write(b, func(tx *store.Tx) error {
		s := ok(store.SessionBySecret(tx, ended))(b)
		return store.EndSession(tx, s, now)
	})
	reads("those who may come in", store.Reads{Hash: here, Workspace: f.ws, Contact: f.contact, Client: f.client})
	c := ok(store.Client(b.read(), f.ws, f.client))(b)
	c.Stage, c.PastAt = client.Past, now
	b.write(b, func(tx *store.Tx) error { return store.SaveClient(tx, f.ws, c) })
	reads("whose client is past", store.Reads{Hash: here, Workspace: f.ws, Contact: f.contact, Client: f.client, Past: true})
	k.Portal = false
	b.write(b, func(tx *store.Tx) error { return store.SaveContact(tx, f.ws, k) })
	reads("nobody")
	same(b, "asked for none", ok(store.StillReads(b.read(), nil, now))(b), nil)
}
