package office

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/prompt"
	"kept/worktime"
)

// PageShut refuses a contact what the page of his client is not open for any
// more. It is a fault as well.
type PageShut struct {
	Who    Actor
	Access client.Access
}

func (p PageShut) Error() string { return "the page is not open: " + string(p.Access.Page) }

// shut says that a page is over, or can only be read.
func shut(who Actor, access client.Access) error {
	say := fault.New(fault.Conflict, "This page can only be read now. Please call us or write to us instead.")
	if access.Page == client.PageOver {
		say = fault.New(fault.Conflict, "This page could be read for as long as was agreed, and that time is over. Please call us or write to us instead.")
	}
	return errors.Join(say, PageShut{who, access})
}

func isShut(err error) bool {
	var p PageShut
	return errors.As(err, &p)
}

// accessOf tells how far the page of a client is open.
func accessOf(a *act, c client.Client) (client.Access, error) {
	cal, err := a.calendarOf(c)
	if err != nil {
		return client.Access{}, err
	}
	return c.Access(a.book.firm.PageFor(), cal.Location(), a.now), nil
}

// mayRead refuses a contact whose client's page is over; mayWrite one whose
// client's page can only be read.
func mayRead(a *act) error  { return pageIs(a, client.PageOpen, client.PageRead) }
func mayWrite(a *act) error { return pageIs(a, client.PageOpen) }

func pageIs(a *act, to ...client.Page) error {
	if a.who.Contact == "" || a.who.Client == "" {
		return nil
	}
	c, err := a.client(a.who.Client)
	if err != nil {
		return err
	}
	access, err := accessOf(a, c)
	if err != nil {
		return err
	}
	for _, page := range to {
		if access.Page == page {
			return nil
		}
	}
	return shut(a.who, access)
}

// Farewell is what whoever comes to a page that is not open reads: whose it was,
// and whom to turn to.
func (s Pages) Farewell(ctx context.Context, who Actor) (PortalView, error) {
	var v PortalView
	err := s.look(ctx, who, func(a *act) (err error) {
		v, err = portalHead(a)
		return err
	})
	return v, err
}

// pageEffect begins the effect key of the mail that says when a page ends; client,
// last day and contact follow.
const pageEffect = "page ends:"

// reviewPage looks at the page of a past client: when its end is near, whoever
// may open it is told by mail, once and in his hours. It ends by itself, and
// nobody is asked.
func reviewPage(a *act, id client.ID) error {
	c, err := store.Client(a.tx, a.ws, id)
	if err != nil {
		return dropWatch(a, obligation("page", id), err)
	}
	access, err := accessOf(a, c)
	if err != nil {
		return err
	}
	next := access.Next
	if access.Page == client.PageRead && access.Ending {
		cal, err := a.calendarOf(c)
		if err != nil {
			return err
		}
		if open, ok := cal.NextOpen(a.now); ok && open.After(a.now) {
			next = prompt.Sooner(next, open.UTC().Truncate(time.Millisecond))
		} else if err := tellPageEnds(a, c, access.Last); err != nil {
			return err
		}
	}
	a.due = a.due || !next.IsZero()
	return store.SetWatch(a.tx, a.ws, obligation("page", id), next)
}

func tellPageEnds(a *act, c client.Client, last worktime.Day) error {
	all, err := store.Contacts(a.tx, a.ws, c.ID)
	if err != nil {
		return err
	}
	for _, k := range all {
		if !k.Portal || !k.EndedAt.IsZero() || k.Email == "" {
			continue
		}
		switch err := canMail(a, "", k); {
		case fault.KindOf(err) == fault.Invalid:
			continue
		case err != nil:
			return err
		}
		first, err := queueOnce(a, pageEndsMail(a, c, k, last), fmt.Sprintf("%s%s:%s:%s", pageEffect, c.ID, last, k.ID))
		if err != nil {
			return err
		}
		if !first {
			continue
		}
		if err := a.note("end of page told", obligation("contact", k.ID), string(c.ID), nil, pageLine{last}); err != nil {
			return err
		}
	}
	return nil
}

// queueOnce queues a mail at once; false = what it does was done before.
func queueOnce(a *act, m outbox.Mail, effect string) (bool, error) {
	err := a.queue(m, effect, "", a.now)
	if fault.KindOf(err) == fault.Conflict {
		return false, nil
	}
	return err == nil, err
}

// pageLine is what the journal keeps of an end that was told.
type pageLine struct {
	Last worktime.Day `json:"last"`
}

func pageEndsMail(a *act, c client.Client, k client.Contact, last worktime.Day) outbox.Mail {
	v, leader := readerVoice(c), leaderOf(a, c)
	return outbox.Mail{
		To: outbox.Address{Name: k.Name, Addr: k.Email}, From: outbox.Address{Name: a.book.firm.Name}, ReplyTo: &outbox.Address{Name: leader.Name, Addr: leader.Email}, Auto: true, Language: v.Code(),
		Subject: v.Say("Your page at {firm} can be read until {day}", "firm", a.book.firm.Name, "day", v.FullDay(Noon(last))), Greeting: v.Say("Hello {name},", "name", k.Name),
		Lead: v.Say("Your page at {firm} can be read until {day}. After that day it is closed.", "firm", a.book.firm.Name, "day", v.FullDay(Noon(last))),
		Body: v.Say("If you would like to keep what stands there, open the page and choose “Download everything”."),
		Link: &outbox.Link{Label: v.Say("Open your page"), URL: portalURL(a) + "/p/"}, Sign: []string{leader.Name, a.book.firm.Name},
	}
}

// leaderOf is who leads a client, or whoever answers where he has left.
func leaderOf(a *act, c client.Client) member.Member {
	m, ok := a.book.member(c.OwnerID)
	if !ok || !m.Active() {
		m, _ = a.book.member(reception(a))
	}
	return m
}

// pageOverMail answers whoever asks for a way in to a page that is over.
func pageOverMail(a *act, c client.Client, k client.Contact) outbox.Mail {
	v, leader := readerVoice(c), leaderOf(a, c)
	m := outbox.Mail{
		To: outbox.Address{Name: k.Name, Addr: k.Email}, From: outbox.Address{Name: a.book.firm.Name}, ReplyTo: &outbox.Address{Name: leader.Name, Addr: leader.Email}, Auto: true, Language: v.Code(),
		Subject: v.Say("Your page at {firm}", "firm", a.book.firm.Name), Greeting: v.Say("Hello {name},", "name", k.Name),
		Lead: v.Say("Your page at {firm} could be read for as long as was agreed, and that time is over.", "firm", a.book.firm.Name),
		Body: v.Say("If you need something from it, answer this mail: {who} reads it.", "who", leader.Name), Sign: []string{leader.Name, a.book.firm.Name},
	}
	if leader.Shows.Phone != "" {
		m.Body += "\n" + v.Say("Or call: {phone}", "phone", leader.Shows.Phone)
	}
	return m
}

// overEffect begins the effect key of the mail that says that a page is over: one
// a day for each contact.
const overEffect = "page over:"

func tellPageOver(a *act, c client.Client, k client.Contact) error {
	_, err := queueOnce(a, pageOverMail(a, c, k), fmt.Sprintf("%s%s:%s", overEffect, k.ID, worktime.DayOf(a.now, time.UTC)))
	return err
}

// stalePage tells why a mail that says when a page ends is not to leave any more, or "".
func stalePage(a *act, key string) (string, error) {
	id, rest, _ := strings.Cut(key, ":")
	c, err := store.Client(a.tx, a.ws, client.ID(id))
	if err != nil {
		return "", err
	}
	access, err := accessOf(a, c)
	if last, _, _ := strings.Cut(rest, ":"); access.Page != client.PageRead || access.Last.String() != last {
		return "The page does not end on that day any more.", err
	}
	return "", err
}

// End ends the page of a past client at once: whoever reads it is out.
func (s Pages) End(ctx context.Context, who Actor, id client.ID, version int) (client.Client, error) {
	return s.change(ctx, who, pageChange{id, version, "page ended", func(c client.Client, now time.Time) (client.Client, error) { return c.EndPage(now) }})
}

// Keep says up to which day the page of a client can be read once he is past;
// the zero Day = as with everybody. It opens a page again that had ended.
func (s Pages) Keep(ctx context.Context, who Actor, id client.ID, version int, until worktime.Day) (client.Client, error) {
	return s.change(ctx, who, pageChange{id, version, "page agreed", func(c client.Client, now time.Time) (client.Client, error) {
		c.PageUntil, c.PageEndedAt = until, time.Time{}
		return c, client.CheckUntil(until, now)
	}})
}

type pageChange struct {
	id      client.ID
	version int
	what    string
	decide  func(client.Client, time.Time) (client.Client, error)
}

func (s Pages) change(ctx context.Context, who Actor, in pageChange) (client.Client, error) {
	var c client.Client
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.OpenPortal, nil); err != nil {
			return err
		}
		before, err := store.Client(a.tx, a.ws, in.id)
		if err != nil {
			return err
		}
		if err := sameVersion(in.version, before.Version); err != nil {
			return err
		}
		if c, err = in.decide(before, a.now); err != nil || c.PageUntil == before.PageUntil && c.PageEndedAt.Equal(before.PageEndedAt) {
			return err
		}
		if err := store.SaveClient(a.tx, a.ws, c); err != nil {
			return err
		}
		c.Version++
		a.last, a.hours = c, nil
		if err := endDevicesOver(a, c); err != nil {
			return err
		}
		if err := a.note(in.what, obligation("client", c.ID), string(c.ID), before, c); err != nil {
			return err
		}
		return reviewPage(a, c.ID)
	})
	return c, err
}
