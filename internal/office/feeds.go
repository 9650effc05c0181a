package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/feed"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/subscription"
	"kept/worktime"
)

// Feeds are the secret addresses at which a contact's own programs read: his
// calendar, and what is new for him. A feed ends with whoever has it, and each
// reading asks anew whether he may still come in.
type Feeds struct{ *desk }

// FeedRoot is what the addresses of feeds begin with.
const FeedRoot = "/feeds/"

// FeedView is whether a contact has a feed, with his page.
type FeedView struct {
	PortalView
	store.Feed // the zero Feed = he has none
}

// feedOf is the feed that a contact has; the zero Feed = none.
func feedOf(a *act, of client.ContactID) (store.Feed, error) {
	f, err := store.FeedOf(a.tx, a.ws, of)
	if errors.Is(err, store.ErrNone) {
		return store.Feed{}, nil
	}
	return f, err
}

// View shows a contact whether he has a feed. Its secret is shown when it is made, and never again.
func (s Feeds) View(ctx context.Context, who Actor) (FeedView, error) {
	var v FeedView
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.PortalView, err = portalHead(a); err != nil {
			return err
		}
		v.Feed, err = feedOf(a, a.who.Contact)
		return err
	})
	return v, err
}

// Of tells a member whether a contact has a feed.
func (s Feeds) Of(ctx context.Context, who Actor, of client.ContactID) (store.Feed, error) {
	var f store.Feed
	err := s.see(ctx, who, func(a *act) error {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		if _, err := store.Contact(a.tx, a.ws, of); err != nil {
			return err
		}
		var err error
		f, err = feedOf(a, of)
		return err
	})
	return f, err
}

// Make makes a feed for the acting contact and ends the one that he had. The
// address is known to him alone from then on: without its ending, .ics or .atom.
func (s Feeds) Make(ctx context.Context, who Actor) (address string, err error) {
	secret, err := newSecret(s.random)
	if err != nil {
		return "", err
	}
	err = s.admit(ctx, who, func(a *act) error {
		if err := mayRead(a); err != nil {
			return err
		}
		k, err := speaker(a)
		if err != nil {
			return err
		}
		if !k.Portal {
			return store.ErrNone
		}
		if _, err := store.EndFeeds(a.tx, a.ws, k.ID, a.now); err != nil {
			return err
		}
		address = portalURL(a) + FeedRoot + secret
		if err := store.AddFeed(a.tx, store.Feed{Hash: hashed(secret), Workspace: a.ws, Contact: k.ID, Client: k.ClientID, MadeAt: a.now}); err != nil {
			return err
		}
		return a.note("feed made", obligation("contact", k.ID), string(k.ClientID), nil, nil)
	})
	return address, err
}

// End ends the feed of the acting contact.
func (s Feeds) End(ctx context.Context, who Actor) error {
	return s.admit(ctx, who, func(a *act) error {
		k, err := speaker(a)
		if err != nil {
			return err
		}
		return endFeeds(a, k)
	})
}

// EndFor ends the feed of a contact, by a member.
func (s Feeds) EndFor(ctx context.Context, who Actor, of client.ContactID) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		k, err := store.Contact(a.tx, a.ws, of)
		if err != nil {
			return err
		}
		return endFeeds(a, k)
	})
}

func endFeeds(a *act, k client.Contact) error {
	ended, err := store.EndFeeds(a.tx, a.ws, k.ID, a.now)
	if err != nil || !ended {
		return err
	}
	return a.note("feed ended", obligation("contact", k.ID), string(k.ClientID), nil, nil)
}

// FeedStamp decides what a feed says: while it is the same, the feed is.
type FeedStamp struct {
	Latest   store.Latest
	People   int64        // the version of the workspace's people and settings
	Contact  int          // the contact's version
	Day      worktime.Day // in the client's zone: what is behind him goes by days
	Language string
	Root     string // what its links begin with
}

// OpenFeed is a feed that may be read now, and by whom.
type OpenFeed struct {
	store.Feed
	Who   Actor
	Stamp FeedStamp
}

// errFeedOver refuses a feed that has ended, whose contact may not come in any more,
// or whose client's page is over.
var errFeedOver = fault.New(fault.Conflict, "This address is not in use any more.")

// IsFeedOver tells whether an address was that of a feed once.
func IsFeedOver(err error) bool { return errors.Is(err, errFeedOver) }

// Knock finds out whose feed a secret opens, and how it stands. It composes
// nothing. One that is over is refused as such: [IsFeedOver].
func (s Feeds) Knock(ctx context.Context, secret string) (OpenFeed, error) {
	var o OpenFeed
	var err error
	if o.Feed, err = store.FeedBySecret(s.DB.Read(ctx), hashed(secret)); err == nil && !isWithin(ctx, o.Workspace) {
		err = store.ErrNone
	}
	if err != nil {
		return o, notFound(err)
	}
	o.Who = Actor{Workspace: o.Workspace, Contact: o.Contact, Client: o.Client}
	if !o.EndedAt.IsZero() {
		return o, errFeedOver
	}
	err = s.see(ctx, o.Who, func(a *act) error {
		k, err := store.Contact(a.tx, a.ws, o.Contact)
		if err != nil {
			return err
		}
		if !k.Portal || !k.EndedAt.IsZero() || k.ClientID != o.Client {
			return errFeedOver
		}
		o.Stamp, err = feedStamp(a, k)
		return err
	})
	if isShut(err) {
		err = errFeedOver
	}
	return o, err
}

func feedStamp(a *act, k client.Contact) (FeedStamp, error) {
	c, err := a.client(k.ClientID)
	if err != nil {
		return FeedStamp{}, err
	}
	cal, err := a.calendarOf(c)
	if err != nil {
		return FeedStamp{}, err
	}
	s := FeedStamp{People: a.book.version, Contact: k.Version, Day: worktime.DayOf(a.now, cal.Location()), Language: c.Language, Root: portalURL(a)}
	s.Latest, err = store.LatestOf(a.tx, a.ws, c.ID, a.now)
	return s, err
}

// News composes what is new for whoever has a feed, the newest first: of each
// thing the last change, as it stands now. self is the feed's own address below
// the root of its links.
func (s Feeds) News(ctx context.Context, o OpenFeed, self string) (feed.News, error) {
	var n feed.News
	err := s.see(ctx, o.Who, func(a *act) error {
		r, err := readChanges(a, a.who.Client)
		if err != nil {
			return err
		}
		root := portalURL(a)
		n = feed.News{
			ID: feedID(a, "feed", string(o.Contact)), Title: r.say.Say("Your page at {firm}", "firm", a.book.firm.Name), Language: r.say.Code(), Author: a.book.firm.Name,
			Self: root + self, Page: root + "/p/", Updated: o.MadeAt,
		}
		all, err := store.LatestChanges(a.tx, a.ws, a.who.Client, newsLooked)
		if err != nil {
			return err
		}
		for _, c := range lastOfEach(all, a.now) {
			p, err := r.read(c)
			if err != nil {
				return err
			}
			if p == nil || len(n.Items) == newsListed {
				continue
			}
			if c.At.After(n.Updated) {
				n.Updated = c.At
			}
			n.Items = append(n.Items, feed.Item{ID: feedID(a, "change", fmt.Sprint(c.Seq)), Title: orWords(oneLineOf(p.Title), p.Line), Text: p.Line, URL: root + "/p/" + p.Path, Kind: TopicName(r.say, c.Topic), Updated: c.At})
		}
		return nil
	})
	return n, err
}

// How many changes are looked at for a feed, and how many it lists.
const (
	newsLooked = 200
	newsListed = 50
)

// lastOfEach gives of changes, the newest first, those that can be seen, and of
// each thing the last.
func lastOfEach(all []subscription.Change, now time.Time) []subscription.Change {
	known := map[string]bool{}
	var out []subscription.Change
	for _, c := range all {
		if !c.At.After(now) && !known[c.About] {
			known[c.About] = true
			out = append(out, c)
		}
	}
	return out
}

// feedID is a URI for a thing of one workspace, from which nothing else can be read.
func feedID(a *act, kind, id string) string {
	sum := sha256.Sum256([]byte(string(a.ws) + "\n" + kind + "\n" + id))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // a UUID of whoever makes it (RFC 9562, 5.8)
	h := hex.EncodeToString(sum[:16])
	return "urn:uuid:" + h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// feedEvery: a calendar that is read more often than this learns nothing.
const feedEvery = time.Hour

// Calendar composes the dates of whoever has a feed: what we owe him, when he hears
// from us, the steps of the plans that he was told of, and what he owes us.
func (s Feeds) Calendar(ctx context.Context, o OpenFeed, self string) (feed.Calendar, error) {
	var out feed.Calendar
	err := s.see(ctx, o.Who, func(a *act) error {
		c, err := a.client(a.who.Client)
		if err != nil {
			return err
		}
		cal, err := a.calendarOf(c)
		if err != nil {
			return err
		}
		w := &dateWriter{act: a, of: c, cal: cal, v: readerVoice(c), root: portalURL(a), since: a.now.Add(-feedKeeps)}
		if err := w.projects(); err != nil {
			return err
		}
		for _, part := range []func() error{w.promises, w.nexts, w.steps, w.asked} {
			if err := part(); err != nil {
				return err
			}
		}
		firm := a.book.firm
		out = feed.Calendar{
			Name: w.v.Say("Your dates at {firm}", "firm", firm.Name), About: w.v.Say("What we have promised you, when you hear from us, the steps of the plan, and what we need from you."),
			Colour: firm.Accent, Source: w.root + self, Every: feedEvery, Entries: slices.Clip(w.out),
		}
		return nil
	})
	return out, err
}

// SayFeedSteps says what to do with a feed's address in the usual programs.
func SayFeedSteps(v tongue.Voice) []string {
	return []string{
		v.Say("Google Calendar, on a computer: “Other calendars”, the plus sign, “From URL”. Paste the address."),
		v.Say("iPhone, iPad and Mac: open the address on the device, or choose “Add subscribed calendar” in the calendar and paste it."),
		v.Say("Outlook: “Add calendar”, “Subscribe from web”. Paste the address."),
		v.Say("Thunderbird: “New calendar”, “On the network”. Paste the address."),
	}
}
