package sim

import (
	"errors"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/sim/checks"
	"kept/notice"
)

// broker is a reader of several clients: a contact of each with one address, who comes
// in once and goes from page to page. Now and then somebody of the firm takes one of
// them from him, or gives it back.
type broker struct {
	dice
	email  string
	secret string // of his session; "" = he is outside
	reads  []*errand
}

// errand is a client for whom he reads, or did.
type errand struct {
	h    *household
	id   client.ContactID // as whom he reads now; "" = not yet
	past []client.ContactID
}

// brokerages is for how many clients he reads.
const brokerages = 3

// brokerOf is the broker of a year.
func brokerOf(y *year) *broker {
	b := &broker{dice: diceOf(y.Seed, "the broker"), email: mailOf(y, "broker")}
	for _, i := range b.Perm(len(y.clients))[:brokerages] {
		b.reads = append(b.reads, &errand{h: y.clients[i]})
	}
	return b
}

// act has him look at his pages, or something about them change.
func (b *broker) act(y *year) time.Time {
	for _, e := range b.reads {
		if e.id == "" {
			b.joins(y, e)
		}
	}
	e := one(b.dice, b.reads)
	switch b.chances(0.6, 0.2, 0.2) {
	case 0:
		b.visits(y)
	case 1:
		b.turns(y, e)
	case 2:
		b.hears(y, e)
	}
	return y.now.Add(b.between(4*time.Hour, 40*time.Hour))
}

// joins makes him a contact of a client.
func (b *broker) joins(y *year, e *errand) {
	k, err := y.Clients.AddContact(y.ctx, y.owner, client.Contact{ClientID: e.h.id, Name: "Vera Lind", Email: b.email, Phone: "+39 06 5550177", Portal: true, Channel: client.ByMail})
	if y.did("make a reader of several clients", err) {
		e.id = k.ID
	}
}

// turns takes a page from him, gives it back, or ends it for everybody.
func (b *broker) turns(y *year, e *errand) {
	if e.id == "" {
		return
	}
	switch b.chances(0.35, 0.2, 0.2, 0.25) {
	case 0:
		b.changes(y, e, "open or shut the page for a reader", func(k *client.Contact) { k.Portal = !k.Portal })
	case 1:
		b.changes(y, e, "change the address of a reader", func(k *client.Contact) {
			if k.Email = mailOf(y, "broker.elsewhere"); b.odds(0.6) {
				k.Email = b.email
			}
		})
	case 2:
		b.changes(y, e, "let a reader go", func(k *client.Contact) { k.EndedAt = y.now })
		e.past, e.id = append(e.past, e.id), ""
	default:
		_, err := y.Pages.End(y.ctx, y.owner, e.h.id, 0)
		if y.did("end a client's page", err) {
			y.agenda.add(y.now.Add(b.between(time.Hour, 12*24*time.Hour)), once(func(y *year) {
				_, err := y.Pages.Keep(y.ctx, y.owner, e.h.id, 0, client.LastDay(y.now, 2, e.h.cal.Location()))
				y.did("open a client's page again", err)
			}))
		}
	}
}

func (b *broker) changes(y *year, e *errand, what string, how func(*client.Contact)) {
	_, err := y.Clients.EditContact(y.ctx, y.owner, e.id, office.ContactEdit{Change: how})
	y.did(what, err)
}

// hears has the firm write to the client's own reader and to him.
func (b *broker) hears(y *year, e *errand) {
	if e.id == "" {
		return
	}
	p := &person{dice: b.dice}
	_, err := y.Notices.Tell(y.ctx, y.owner, office.Telling{
		Client: e.h.id, Readers: []client.ContactID{e.h.contacts[0].id, e.id}, Channel: notice.Mail, Text: wordsAbout(y, "To you both"), Next: p.next(y, e.h),
	})
	y.did("write to a reader of several clients", err)
}

// visits looks at all his pages with the session that he has, or asks for a way in.
func (b *broker) visits(y *year) {
	if b.secret != "" {
		b.looks(y)
		return
	}
	if y.did("ask for a way in", y.Access.MailLink(y.ctx, b.email, true)) {
		y.agenda.add(y.now.Add(b.between(time.Minute, 8*time.Minute)), once(b.enters))
	}
}

// enters uses the link or the code of the mail, if it has come.
func (b *broker) enters(y *year) {
	m, ok := y.mails.ways[strings.ToLower(b.email)]
	if !ok {
		return
	}
	var e office.Entry
	var err error
	if b.odds(0.5) {
		e, err = y.Access.UseLink(y.ctx, m.Link.URL[strings.LastIndexByte(m.Link.URL, '/')+1:], "browser")
	} else {
		e, err = y.Access.UseCode(y.ctx, b.email, m.Code, "another browser", true)
	}
	if y.did("come in as a reader of several clients", err) {
		b.secret = e.Secret
	}
}

// looks goes through all the pages that he is offered, and tries those that he is not.
func (b *broker) looks(y *year) {
	v := checks.Visit{At: y.now, Email: b.email}
	g, err := y.Access.Enter(y.ctx, b.secret)
	if v.In = isIn(err); !v.In {
		y.did("read for several clients", err)
		b.secret = ""
		y.outside.Visits = append(y.outside.Visits, v)
		return
	}
	all, err := y.Pages.Of(y.ctx, g)
	if !y.did("read for several clients", err) {
		return
	}
	for _, r := range all {
		v.Offered = append(v.Offered, r.Contact.ID)
		g = b.opens(y, g, r, &v)
	}
	for _, id := range b.strange(v.Offered) {
		err := y.Pages.Switch(y.ctx, g, id)
		if y.did("try the page of another", err) {
			v.Tried = append(v.Tried, id)
		} else if fault.KindOf(err) != fault.NotFound {
			v.Shut = append(v.Shut, id)
		}
	}
	y.outside.Visits = append(y.outside.Visits, v)
}

// isIn tells whether somebody's session was known: he reads, or is told that the page is over.
func isIn(err error) bool { return err == nil || isOver(err) }

// isOver tells whether somebody was refused because the page is not open any more.
func isOver(err error) bool {
	var shut office.PageShut
	return errors.As(err, &shut)
}

// strange are contacts as whom he may not read: those that he was, and his clients' own.
func (b *broker) strange(offered []client.ContactID) []client.ContactID {
	var out []client.ContactID
	for _, e := range b.reads {
		for _, id := range append(slices.Clone(e.past), e.id, e.h.contacts[0].id) {
			if id != "" && !slices.Contains(offered, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// opens goes to one of his pages, and holds beside it what the client's own reader sees;
// it gives as whom he reads from then on.
func (b *broker) opens(y *year, g office.Guest, r office.ReadsFor, v *checks.Visit) office.Guest {
	id := r.Contact.ID
	err := y.Pages.Switch(y.ctx, g, id)
	if !y.did("go to another client's page", err) {
		v.Shut = append(v.Shut, id)
		return g
	}
	g, err = y.Access.Enter(y.ctx, b.secret)
	if err != nil {
		if isIn(err) {
			v.Over = append(v.Over, id)
		} else {
			v.Shut = append(v.Shut, id)
		}
		return g
	}
	own := office.Actor{Workspace: g.Actor.Workspace, Contact: y.household(r.Client.ID).contacts[0].id, Client: r.Client.ID}
	seen := checks.SeenThrough{As: id}
	if seen.View, err = y.Portal.View(y.ctx, g.Actor); err == nil {
		seen.Own, err = y.Portal.View(y.ctx, own)
	}
	if y.did("see one of several pages", err) {
		v.Pages = append(v.Pages, seen)
	} else {
		v.Shut = append(v.Shut, id)
	}
	return g
}

// readers are all who have a page now, as far as those who founded them know.
func (y *year) readers() []office.Actor {
	var out []office.Actor
	for _, h := range y.clients {
		for _, k := range h.contacts {
			if k.portal {
				out = append(out, office.Actor{Workspace: y.owner.Workspace, Contact: k.id, Client: h.id})
			}
		}
	}
	if y.broker != nil {
		for _, e := range y.broker.reads {
			if e.id != "" {
				out = append(out, office.Actor{Workspace: y.owner.Workspace, Contact: e.id, Client: e.h.id})
			}
		}
	}
	return out
}
