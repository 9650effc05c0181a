package sim

import (
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
)

// mostSorted is how many of what waits somebody decides about at one look.
const mostSorted = 6

// sorts looks after what came in and belongs nowhere: mails that were held, and
// people whom nobody knows.
func (k *desk) sorts(y *year) {
	w, err := y.Triage.List(y.ctx, k.who)
	if !y.did("look at triage", err) {
		return
	}
	for _, r := range w.Arrivals[:min(len(w.Arrivals), mostSorted)] {
		if k.dice.odds(k.heeds) {
			k.decides(y, r)
			y.pass(k.dice)
		}
	}
	for _, p := range w.Prospects[:min(len(w.Prospects), mostSorted)] {
		if k.dice.odds(k.heeds * 0.7) {
			k.greets(y, p)
			y.pass(k.dice)
		}
	}
}

// decides files a mail that was held, or says that it is nothing.
func (k *desk) decides(y *year, r store.Arrival) {
	in, ok := y.bag.held[r.ID]
	if !ok || k.dice.odds(0.5) {
		y.did("drop a mail", y.Triage.Drop(y.ctx, k.who, r.ID))
		return
	}
	to := client.ContactID("")
	if in.Report != nil || in.Sender.Addr == "" || k.dice.odds(0.4) {
		to = one(k.dice, one(k.dice, y.clients).contacts).id
	}
	got, err := y.Triage.File(y.ctx, k.who, r.ID, in, to)
	if y.did("file a mail", err) {
		delete(y.bag.held, r.ID)
		y.bag.meets(y, got.Conversation, in.Sender.Addr)
	}
}

// greets says who somebody is that wrote.
func (k *desk) greets(y *year, p office.Prospect) {
	switch k.dice.chances(0.25, 0.55, 0.2) {
	case 0:
		y.did("know a prospect", y.Triage.Known(y.ctx, k.who, p.ID, wordsAbout(y, "Prospect"), one(k.dice, y.people).who.Member))
	case 1:
		y.did("dismiss a prospect", y.Triage.Nobody(y.ctx, k.who, p.ID))
	case 2:
		to := one(k.dice, y.clients)
		if y.did("join a prospect", y.Triage.Join(y.ctx, k.who, p.ID, to.id)) {
			y.bag.joined(y, p, to)
		}
	}
}

// joined has a contact be the client's whom he belongs to.
func (b *mailbag) joined(y *year, p office.Prospect, to *household) {
	v, err := y.Clients.Brief(y.ctx, y.owner, to.id)
	if !y.did("look at a client", err) {
		return
	}
	for _, h := range b.others {
		if h.id != p.ID {
			continue
		}
		for _, c := range v.Contacts {
			if k := h.contacts[0]; c.Email == k.email && c.Phone == k.phone && len(to.contacts) < mostContacts {
				to.contacts = append(to.contacts, &reader{id: c.ID, name: k.name, email: k.email, phone: k.phone, portal: c.Portal, got: k.got})
			}
		}
		h.contacts[0].email = "" // it is somebody else's now
	}
}

// mostContacts bounds how many of a client's people write.
const mostContacts = 5

// atHeld looks after a mail that he is asked about.
func (p *person) atHeld(y *year, r store.Arrival) {
	(&desk{p.dice, p}).decides(y, r)
}

// atChases calls a client who had to ask too often.
func (p *person) atChases(y *year, k office.Asked) {
	h := y.household(client.ID(k.ClientID))
	_, err := y.Calls.Log(y.ctx, p.who, office.Call{Client: h.id, Contact: h.contacts[0].id, Channel: "call", Reached: p.odds(0.8), Text: wordsAbout(y, "We are sorry"), At: y.now.Add(-time.Minute)})
	y.did("call who had to ask", err)
}
