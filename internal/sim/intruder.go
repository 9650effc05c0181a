package sim

import (
	"errors"
	"fmt"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// intruder tries to reach what is not his: a member another workspace, a
// contact another client. Whatever he is let do is a finding.
type intruder struct{ dice }

// act tries everything once.
func (i *intruder) act(y *year) time.Time {
	p := one(i.dice, y.people)
	if !p.left {
		i.asMember(y, p.who)
	}
	i.asContact(y)
	return y.now.Add(i.between(3*24*time.Hour, 9*24*time.Hour))
}

func (i *intruder) asMember(y *year, who office.Actor) {
	a := y.alien
	later := promise.When{At: y.now.Add(48 * time.Hour)}
	try := func(what string, err error) { i.refused(y, what, err) }
	_, err := y.Clients.View(y.ctx, who, a.client)
	try("see another workspace's client", err)
	_, err = y.Clients.Contact(y.ctx, who, a.contact)
	try("see another workspace's contact", err)
	_, err = y.Promises.View(y.ctx, who, a.promise)
	try("see another workspace's promise", err)
	_, err = y.Promises.Keep(y.ctx, who, a.promise, time.Time{})
	try("keep another workspace's promise", err)
	_, err = y.Promises.Make(y.ctx, who, office.NewPromise{Client: a.client, Contact: a.contact, Kind: promise.Fix, Words: "mine", When: later})
	try("promise to another workspace's client", err)
	_, err = y.Clients.Edit(y.ctx, who, a.client, office.ClientEdit{Change: func(c *client.Client) { c.Name = "mine" }})
	try("change another workspace's client", err)
	_, err = y.Clients.AddContact(y.ctx, who, client.Contact{ClientID: a.client, Name: "Mine", Email: mailOf(y, "mine")})
	try("add a contact to another workspace's client", err)
	_, err = y.Notices.Tell(y.ctx, who, office.Telling{Client: a.client, Readers: []client.ContactID{a.contact}, Channel: notice.Mail, Text: "mine", Next: later})
	try("write to another workspace's client", err)
	h := one(i.dice, y.clients)
	_, err = y.Notices.Tell(y.ctx, who, office.Telling{
		Client: h.id, Readers: []client.ContactID{h.contacts[0].id}, Channel: notice.Mail, Moves: []office.Move{{Promise: a.promise, When: later, Reason: "mine"}}, Next: later,
	})
	try("move another workspace's promise", err)
	_, err = y.People.Edit(y.ctx, who, a.who.Member, office.MemberEdit{End: true})
	try("end another workspace's member", err)
	_, err = y.Promises.Make(y.ctx, who, office.NewPromise{
		Client: h.id, Contact: h.contacts[0].id, Owner: a.who.Member, Kind: promise.Fix, Words: "yours", When: promise.When{Day: worktime.DayOf(later.At, time.UTC)},
	})
	try("give a promise to another workspace's member", err)
}

// asContact tries, with one client's contact, what belongs to another client.
func (i *intruder) asContact(y *year) {
	h, other := one(i.dice, y.clients), one(i.dice, y.clients)
	if h == other {
		return
	}
	who := office.Actor{Workspace: y.owner.Workspace, Contact: h.contacts[0].id, Client: h.id}
	v, err := y.Clients.View(y.ctx, y.owner, other.id)
	if err != nil {
		return
	}
	for _, r := range v.Open {
		_, _, err := y.Portal.Promise(y.ctx, who, r.ID)
		i.refused(y, "see another client's promise", err)
	}
	for _, n := range v.Notices {
		_, _, err := y.Portal.Notice(y.ctx, who, n.ID)
		i.refused(y, "see another client's letter", err)
		if err := y.Portal.Seen(y.ctx, who, []notice.ID{n.ID}); err != nil {
			i.refused(y, "mark another client's letter as seen", err)
		}
	}
	_, err = y.Promises.Make(y.ctx, who, office.NewPromise{Client: h.id, Contact: h.contacts[0].id, Kind: promise.Fix, Words: "to myself", When: promise.When{At: y.now.Add(time.Hour)}})
	i.refused(y, "promise something to himself", err)
}

// refused wants a refusal in words.
func (i *intruder) refused(y *year, what string, err error) {
	if y.random.blown {
		panic(crash{what})
	}
	var shut office.PageShut
	switch kind := fault.KindOf(err); {
	case kind == fault.NotFound, kind == fault.NotAllowed, kind == fault.Invalid, errors.As(err, &shut):
		y.report.Refused[what]++
	default:
		y.finds("isolation", fmt.Sprintf("an intruder could %s (%v)", what, err))
	}
}
