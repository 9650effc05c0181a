package sim

import (
	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
)

// tidies does one of the small things that come up in between.
func (p *person) tidies(y *year) {
	h := one(p.dice, y.clients)
	switch p.chances(0.3, 0.2, 0.2, 0.15, 0.15) {
	case 0: // a word to a client
		told, err := y.Notices.Tell(y.ctx, p.who, office.Telling{
			Client: h.id, Project: h.project(p.dice), Readers: []client.ContactID{one(p.dice, h.contacts).id}, Channel: notice.Mail, Text: wordsAbout(y, "Something worth knowing"), Next: p.next(y, h),
		})
		if y.did("write", err) {
			p.regrets(y, told)
		}
	case 1: // a meeting
		_, err := y.Calls.Log(y.ctx, p.who, office.Call{
			Client: h.id, Contact: one(p.dice, h.contacts).id, Channel: notice.Meeting, Reached: true, Text: wordsAbout(y, "We met"), At: y.now.Add(-p.between(0, 3*60*60*1e9)),
		})
		y.did("log a meeting", err)
	case 2: // a promise of his is moved before anybody asked
		rows, err := y.Promises.List(y.ctx, p.who, office.Filter{State: promise.Open, Owner: p.who.Member, Part: store.Slice{Limit: mostWork}})
		if y.did("list promises", err) && len(rows) > 0 {
			p.moves(y, one(p.dice, rows))
		}
	case 3: // he searches, and looks a client up
		_, err := y.Clients.Search(y.ctx, p.who, "thing")
		y.did("search", err)
		_, err = y.Clients.View(y.ctx, p.who, h.id)
		y.did("look at a client", err)
	case 4:
		_, err := y.Record.Of(y.ctx, p.who, y.now.AddDate(0, -1, 0), y.now)
		y.did("look at the record", err)
	}
}
