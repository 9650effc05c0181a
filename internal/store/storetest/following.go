package storetest

import (
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/promise"
	"kept/subscription"
)

// following: what is new on clients' pages, numbered, each once; what contacts
// follow, and who is to be mailed of it.
func following(b *bench) {
	f, other := b.firm(), b.firm()
	first := ok(store.LastChange(b.read()))(b)
	change := func(of firm, key string, at time.Time) subscription.Change {
		c := subscription.Change{Key: key, ClientID: string(of.client), ProjectID: string(of.project), Topic: subscription.Dates, What: subscription.Made, About: key, At: at, Told: []string{string(of.contact)}}
		b.write(b, func(tx *store.Tx) error {
			added, err := store.AddChange(tx, of.ws, c)
			if err == nil && !added {
				b.Errorf("%s was there already", key)
			}
			return err
		})
		c.Seq = ok(store.LastChange(b.read()))(b)
		return c
	}
	one := change(f, b.name("promise"), monday())
	strange := change(other, b.name("promise"), monday())
	two := change(f, b.name("promise"), monday().Add(time.Hour))
	same(b, "the numbers", []int64{one.Seq, strange.Seq, two.Seq}, []int64{first + 1, first + 2, first + 3})
	b.write(b, func(tx *store.Tx) error {
		added, err := store.AddChange(tx, f.ws, one)
		if added {
			b.Error("one change was kept twice")
		}
		return err
	})
	same(b, "the last number, after one that was there", ok(store.LastChange(b.read()))(b), two.Seq)
	same(b, "all of a client", ok(store.ChangesAfter(b.read(), f.ws, f.client, 0, 9))(b), []subscription.Change{one, two})
	same(b, "those after one", ok(store.ChangesAfter(b.read(), f.ws, f.client, one.Seq, 9))(b), []subscription.Change{two})
	same(b, "the newest", ok(store.LatestChanges(b.read(), f.ws, f.client, 1))(b), []subscription.Change{two})
	same(b, "of another firm", ok(store.ChangesAfter(b.read(), other.ws, f.client, 0, 9))(b), nil)
	same(b, "anywhere", ok(store.NewChanges(b.read(), first, 2))(b), []store.NewChange{{Workspace: f.ws, Change: one}, {Workspace: other.ws, Change: strange}})
	subscribed(b, f)
}

func subscribed(b *bench, f firm) {
	none(store.Subscription(b.read(), f.ws, f.contact))(b)
	s := subscription.Subscription{ContactID: string(f.contact), ClientID: string(f.client), Rhythm: subscription.AtOnce, Topics: subscription.Of(subscription.Dates, subscription.Site), Through: 7, Channel: subscription.Devices, Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddSubscription(tx, f.ws, s) })
	same(b, "a subscription", ok(store.Subscription(b.read(), f.ws, f.contact))(b), s)
	due, of := monday().Add(5*time.Minute), store.DueSubscriptions{Workspace: f.ws, Client: f.client}
	wake := func(r subscription.Rhythm, topics subscription.Topics, at time.Time) {
		b.write(b, func(tx *store.Tx) error {
			return store.WakeSubscriptions(tx, f.ws, store.Waking{Client: f.client, Rhythm: r, Topics: topics, Due: at})
		})
	}
	wake(subscription.Daily, subscription.Everything(), due)
	wake(subscription.AtOnce, subscription.Of(subscription.Documents), due)
	same(b, "nobody is due", ok(store.SubscribersDue(b.read(), of, due, 9))(b), nil)
	wake(subscription.AtOnce, subscription.Of(subscription.Site), due)
	wake(subscription.AtOnce, subscription.Of(subscription.Site), due.Add(time.Hour)) // he waits already
	s.DueAt = due
	k := ok(store.Contact(b.read(), f.ws, f.contact))(b)
	same(b, "just before", ok(store.SubscribersDue(b.read(), of, due.Add(-time.Millisecond), 9))(b), nil)
	same(b, "as it is due", ok(store.SubscribersDue(b.read(), of, due, 9))(b), []store.Subscriber{{Subscription: s, Contact: k}})
	same(b, "clients with somebody who is due", ok(store.SubscribedDue(b.read(), due, 99))(b), []store.DueSubscriptions{of})
	same(b, "the next moment", ok(store.NextSubscription(b.read()))(b), due)
	b.write(b, func(tx *store.Tx) error { return store.DealtSubscription(tx, f.ws, s.ContactID, 12, time.Time{}) })
	s.Through, s.DueAt = 12, time.Time{}
	same(b, "dealt with", ok(store.Subscription(b.read(), f.ws, f.contact))(b), s)
	same(b, "those of a client", ok(store.SubscriptionsOf(b.read(), f.ws, f.client, 9))(b), []subscription.Subscription{s})
	ended := s
	ended.Rhythm, ended.Why = subscription.Off, "came back"
	b.write(b, func(tx *store.Tx) error { return store.SaveSubscription(tx, f.ws, ended) })
	ended.Version++
	same(b, "ended", ok(store.Subscription(b.read(), f.ws, f.contact))(b), ended)
	same(b, "those who follow", ok(store.SubscriptionsOf(b.read(), f.ws, f.client, 9))(b), nil)
	k.NoMailAt = monday()
	b.write(b, func(tx *store.Tx) error { return store.SaveContact(tx, f.ws, k) })
	same(b, "since when he wants no mail", ok(store.Contact(b.read(), f.ws, f.contact))(b).NoMailAt, monday())
	same(b, "nobody spoke to him", ok(store.ReachedContact(b.read(), f.ws, k, monday()))(b), time.Time{})
	none(store.NearestToContact(b.read(), f.ws, client.ContactID("nobody")))(b)
	same(b, "no ties", ok(store.ToldDates(b.read(), f.ws, "nothing"))(b), nil)
	same(b, "no readers", ok(store.ReadersOfDate(b.read(), f.ws, store.Tie{Promise: promise.ID("nothing")}))(b), nil)
	none(store.NoticeReader(b.read(), f.ws, "nothing"))(b)
}
