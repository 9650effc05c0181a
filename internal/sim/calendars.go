package sim

import (
	"strings"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/sim/checks"
)

// calendars are the programs of clients that read the dates and the news at a secret
// address, also long after it has ended.
type calendars struct {
	dice
	known []calendar // every address that was ever made
}

// calendar is an address that somebody made.
type calendar struct {
	who    office.Actor
	secret string
	made   time.Time
}

// act makes an address, ends one, or reads some.
func (c *calendars) act(y *year) time.Time {
	switch n := len(c.known); {
	case n == 0 || c.odds(0.1):
		c.makes(y, one(c.dice, y.readers()))
	case c.odds(0.04):
		y.did("end a feed", y.Feeds.End(y.ctx, one(c.dice, c.known).who))
	case c.odds(0.03):
		y.did("end a reader's feed", y.Feeds.EndFor(y.ctx, y.owner, one(c.dice, c.known).who.Contact))
	default:
		for range min(n, 3) {
			c.reads(y, c.known[n-1-min(c.IntN(n), c.IntN(n))])
		}
	}
	return y.now.Add(c.between(2*time.Hour, 14*time.Hour))
}

func (c *calendars) makes(y *year, who office.Actor) {
	address, err := y.Feeds.Make(y.ctx, who)
	if y.did("make a feed", err) {
		c.known = append(c.known, calendar{who, address[strings.LastIndex(address, office.FeedRoot)+len(office.FeedRoot):], y.now})
	}
}

// reads asks for the dates and the news at an address, as a program does.
func (c *calendars) reads(y *year, k calendar) {
	x := checks.Fetch{At: y.now, Made: k.made, Contact: k.who.Contact}
	_, err := y.Feeds.Knock(office.Within(y.ctx, y.alien.who.Workspace), k.secret)
	x.Other = err == nil || office.IsFeedOver(err)
	o, err := y.Feeds.Knock(y.ctx, k.secret)
	if x.Over = office.IsFeedOver(err); !x.Over {
		if !y.did("read a feed", err) {
			return
		}
		x.Stamp = o.Stamp
		if x.Calendar, err = y.Feeds.Calendar(y.ctx, o, office.FeedRoot+k.secret+".ics"); err == nil {
			x.News, err = y.Feeds.News(y.ctx, o, office.FeedRoot+k.secret+".atom")
		}
		if err == nil {
			x.Shown, err = c.shown(y, k.who)
		}
		if !y.did("read dates and news", err) {
			return
		}
	} else {
		y.report.Refused["read a feed"]++
	}
	y.outside.Fetches = append(y.outside.Fetches, x)
}

// shown is what the reader's page shows of plans, and what of documents, links and
// notes is shared with him.
func (c *calendars) shown(y *year, who office.Actor) (map[string]bool, error) {
	out := map[string]bool{}
	v, err := y.Portal.View(y.ctx, who)
	if err != nil {
		return nil, err
	}
	for _, p := range v.Plans {
		plan, err := y.Portal.Plan(y.ctx, who, p.ID)
		if err != nil {
			return nil, err
		}
		for _, x := range plan.Steps {
			out["steps/"+string(x.ID)] = !x.Done
		}
	}
	for _, p := range v.Projects {
		if err := c.shared(y, p.ID, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (c *calendars) shared(y *year, of client.ProjectID, out map[string]bool) error {
	docs, err := y.Documents.OfProject(y.ctx, y.owner, of)
	if err != nil {
		return err
	}
	for _, d := range docs.Documents {
		if d.Shared() {
			out["documents/"+string(d.ID)] = true
		}
	}
	items, err := y.Shelves.OfProject(y.ctx, y.owner, of)
	for _, i := range items {
		if i.Shared() {
			out["shelf/"+string(i.ID)] = true
		}
	}
	return err
}
