package sim

import (
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/notice"
	"kept/worktime"
)

// household is a client: a company or a family, patient or anxious.
type household struct {
	dice
	id       client.ID
	cal      *worktime.Calendar
	anxious  bool
	channel  notice.Channel
	contacts []*reader
	projects []client.ProjectID
}

// reader is a contact at a client.
type reader struct {
	id      client.ContactID
	name    string
	email   string
	phone   string
	portal  bool
	secret  string        // of his session; "" = he is outside
	subject string        // of the last mail that he began
	away    time.Time     // his vacation responder answers until then
	got     []outbox.Mail // the last mails of ours that he has
}

// household finds a client by his id.
func (y *year) household(id client.ID) *household {
	for _, h := range slices.Concat(y.clients, y.bag.others) {
		if h.id == id {
			return h
		}
	}
	return y.clients[0]
}

func (h *household) contact(id client.ContactID) *reader {
	for _, k := range h.contacts {
		if k.id == id {
			return k
		}
	}
	return h.contacts[0]
}

// project picks one of the client's projects, or none.
func (h *household) project(d dice) string {
	if len(h.projects) == 0 || d.odds(0.3) {
		return ""
	}
	return string(one(d, h.projects))
}

// act is a client who wants to know: he calls, or looks at his page.
func (h *household) act(y *year) time.Time {
	every := 6 * 24 * time.Hour
	if h.anxious {
		every = 2 * 24 * time.Hour
	}
	if h.cal.IsOpen(y.now) || h.odds(0.2) {
		if h.odds(0.45) {
			h.rings(y)
		} else {
			h.visits(y, one(h.dice, h.contacts))
		}
	}
	if h.odds(0.01) { // an address that is gone one day
		y.mails.gone[strings.ToLower(one(h.dice, h.contacts).email)] = true
	}
	return y.now.Add(h.between(every/2, every*3/2))
}

// rings calls the firm: somebody takes the call, or nobody does.
func (h *household) rings(y *year) {
	p := one(h.dice, y.people)
	reached := p.cal.IsOpen(y.now) && !y.now.Before(p.away) && !p.left && h.odds(0.5)
	at := time.Time{}
	if h.odds(0.3) {
		at = y.now.Add(-h.between(time.Minute, 40*time.Minute)) // it is noted a little later
	}
	_, err := y.Calls.Log(y.ctx, h.noter(y, p), office.Call{
		Client: h.id, Project: h.project(h.dice), Contact: one(h.dice, h.contacts).id, Channel: notice.Call, Incoming: true, Reached: reached, At: at, Text: wordsAbout(y, "What is happening?"),
	})
	if reached {
		y.did("take a call", err)
	} else {
		y.did("note a missed call", err)
	}
}

// noter is who notes a call: whoever took it, or the owner of the firm.
func (h *household) noter(y *year, p *person) office.Actor {
	if p.left {
		return y.owner
	}
	return p.who
}

// visits opens his page: with the session that he has, or by asking for a way in.
func (h *household) visits(y *year, k *reader) {
	if !k.portal {
		return
	}
	if k.secret != "" {
		g, err := y.Access.Enter(y.ctx, k.secret)
		if y.did("enter the portal", err) {
			h.reads(y, k, g)
			return
		}
		k.secret = ""
	}
	if !y.did("ask for a way in", y.Access.MailLink(y.ctx, k.email, true)) {
		return
	}
	y.agenda.add(y.now.Add(h.between(time.Minute, 8*time.Minute)), once(func(y *year) { h.enters(y, k) }))
}

// enters uses the link or the code of the mail, if it has come.
func (h *household) enters(y *year, k *reader) {
	m, ok := y.mails.ways[strings.ToLower(k.email)]
	if !ok {
		return
	}
	var e office.Entry
	var err error
	switch p := h.chances(0.5, 0.4, 0.1); p {
	case 0:
		e, err = y.Access.UseLink(y.ctx, m.Link.URL[strings.LastIndexByte(m.Link.URL, '/')+1:], "browser")
	case 1:
		e, err = y.Access.UseCode(y.ctx, k.email, m.Code, "another browser", true)
	default:
		_, err = y.Access.UseCode(y.ctx, k.email, "000000", "", true)
		y.did("type a wrong code", err)
		return
	}
	if y.did("come in", err) {
		k.secret = e.Secret
		h.visits(y, k)
	}
}

// reads looks at his page, a promise and his letters.
func (h *household) reads(y *year, k *reader, g office.Guest) {
	v, err := y.Portal.View(y.ctx, g.Actor)
	if !y.did("see the page", err) {
		return
	}
	if v.Client.ID != h.id {
		y.finds("own page", string(k.id)+" was let in to client "+string(v.Client.ID))
	}
	for _, p := range append(v.Open, v.Done...) {
		if h.odds(0.2) {
			_, _, err := y.Portal.Promise(y.ctx, g.Actor, p.Promise.ID)
			y.did("see a promise", err)
		}
	}
	var seen []notice.ID
	for _, n := range v.Notices {
		if n.SeenAt.IsZero() {
			seen = append(seen, n.ID)
		}
	}
	y.did("see letters", y.Portal.Seen(y.ctx, g.Actor, seen))
	h.speaks(y, k, g, v)
	if h.odds(0.1) {
		y.did("leave the portal", y.Access.Leave(y.ctx, g))
		k.secret = ""
	}
}
