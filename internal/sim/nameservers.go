package sim

import (
	"context"
	"fmt"
	"net"
	"strings"
	"time"

	"kept/internal/office"
	"kept/internal/sim/checks"
	"kept/workspace"
)

// nameServers are the name servers of the world: they know the records that somebody
// set, do not answer for days, and Kept dies while it asks them.
type nameServers struct {
	dice
	year   *year
	texts  map[string]string // the record of an address
	right  map[string]string // what the record has to say
	silent time.Time         // they do not answer until then
}

// LookupTXT answers what the record of an address says.
func (n *nameServers) LookupTXT(_ context.Context, name string) ([]string, error) {
	name = strings.TrimSuffix(strings.TrimPrefix(name, "_kept-proof."), ".")
	text, there := n.texts[name]
	l := checks.Lookup{At: n.year.now, Name: name, Said: workspace.RecordMissing}
	var err error
	switch {
	case n.year.now.Before(n.silent):
		l.Said, err = workspace.NoAnswer, &net.DNSError{Err: "i/o timeout", Name: name, IsTimeout: true}
	case !there:
		err = &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
	case text == n.right[name]:
		l.Said = workspace.RecordThere
	}
	n.year.outside.Lookups = append(n.year.outside.Lookups, l)
	n.year.report.Acts["the name servers: "+string(l.Said)]++
	if n.odds(0.01) {
		panic(crash{"while the name servers were asked"})
	}
	return []string{text}, err
}

// holder is whoever sees to the address that the clients' pages have of their own, and
// looks where it leads.
type holder struct {
	dice
	names []string // that were ever given
}

// act does one of the things that are done with an address, and looks where all of them lead.
func (h *holder) act(y *year) time.Time {
	v, err := y.Hosts.See(y.ctx, y.owner)
	if !y.did("look at the own address", err) {
		return y.now.Add(time.Hour)
	}
	switch {
	case v.Name == "" && h.odds(0.6), h.odds(0.03):
		h.gives(y)
	case v.Name == "":
	case !v.Proven() && h.odds(0.6):
		y.names.texts[v.Name] = v.Token
		h.checks(y)
	case h.odds(0.12):
		h.loses(y, v)
	case h.odds(0.04):
		y.did("give the own address back", y.Hosts.TakeAway(y.ctx, y.owner))
	}
	y.agenda.add(y.now.Add(h.between(time.Minute, 3*time.Hour)), once(h.knocks))
	return y.now.Add(h.between(10*time.Hour, 50*time.Hour))
}

// gives gives the pages an address, a new one or one that they had.
func (h *holder) gives(y *year) {
	name := fmt.Sprintf("status%d.seed%d.example", len(h.names)+1, y.Seed)
	if len(h.names) > 0 && h.odds(0.5) {
		name = one(h.dice, h.names)
	} else {
		h.names = append(h.names, name)
	}
	v, err := y.Hosts.Give(y.ctx, y.owner, name)
	if y.did("give the pages an address", err) {
		y.names.right[name] = v.Token
	}
}

// checks has the name servers asked now, and not when they are due.
func (h *holder) checks(y *year) {
	y.agenda.add(y.now.Add(h.between(workspace.HostAgain, time.Hour)), once(func(y *year) {
		v, err := y.Hosts.See(y.ctx, y.owner)
		if err == nil && y.now.Before(v.CheckedAt.Add(workspace.HostAgain)) {
			h.checks(y) // Kept asked by itself just now: she is told to wait, and does
			return
		}
		_, err = y.Hosts.Check(y.ctx, y.owner)
		y.did("have the own address checked", err)
	}))
}

// loses has the record be gone, be another one, or not be heard of.
func (h *holder) loses(y *year, v office.HostView) {
	switch h.chances(0.4, 0.2, 0.4) {
	case 0:
		delete(y.names.texts, v.Name)
	case 1:
		y.names.texts[v.Name] = "something else"
	case 2:
		y.names.silent = y.now.Add(h.between(6*time.Hour, 12*24*time.Hour))
	}
	if h.odds(0.5) {
		h.checks(y)
	}
}

// knocks has a reader open his page by each address that ever was one.
func (h *holder) knocks(y *year) {
	secret := h.session(y)
	for _, name := range append(h.names, "nobodys.example") {
		ws, err := y.Hosts.Served(y.ctx, name)
		if !y.did("look where an address leads", err) {
			continue
		}
		k := checks.Knock{At: y.now, Host: name, Served: ws}
		if secret != "" {
			enters := func(ctx context.Context) bool {
				_, err := y.Access.Enter(ctx, secret)
				return isIn(err)
			}
			k.Usual, k.Other = enters(y.ctx), enters(office.Within(y.ctx, y.alien.who.Workspace))
			k.In = ws != "" && enters(office.Within(y.ctx, ws))
		}
		y.outside.Knocks = append(y.outside.Knocks, k)
	}
}

// session is that of somebody who is in; "" = nobody is.
func (h *holder) session(y *year) string {
	var in []string
	for _, c := range y.clients {
		for _, k := range c.contacts {
			if k.secret != "" {
				in = append(in, k.secret)
			}
		}
	}
	if y.broker != nil && y.broker.secret != "" {
		in = append(in, y.broker.secret)
	}
	if len(in) == 0 {
		return ""
	}
	return one(h.dice, in)
}
