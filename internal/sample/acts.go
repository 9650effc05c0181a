package sample

import (
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// doing is something that somebody of the firm, or a client, does.
type doing func(*play) error

// due is when something is due: a business day of the firm counted from today,
// and a time on the client's wall; 0 = some time that day.
type due struct {
	day   int
	clock worktime.Clock
}

// owed is a promise that is to be made.
type owed struct {
	key, client string
	kind        promise.Kind
	words       string
	due         due
	how         office.How
}

// promised makes a promise.
func promised(who string, o owed) doing {
	return func(p *play) error {
		c := p.at[o.client]
		made, err := p.Office.Promises.Make(p.ctx, p.who[who], office.NewPromise{
			Client: c.client, Project: c.project, Contact: c.contacts[0].ID, Kind: o.kind, Words: o.words, When: p.when(c, o.due.day, o.due.clock), How: o.how,
		})
		p.made[o.key] = made.ID
		return err
	}
}

// kept notes that the client has what was promised, without a word to him.
func kept(who, key string) doing {
	return func(p *play) error {
		_, err := p.Office.Promises.Keep(p.ctx, p.who[who], p.made[key], time.Time{})
		return err
	}
}

func released(who, key, why string) doing {
	return func(p *play) error {
		_, err := p.Office.Promises.Release(p.ctx, p.who[who], p.made[key], why)
		return err
	}
}

func confirmed(who, key string) doing {
	return func(p *play) error {
		_, err := p.Office.Promises.Confirm(p.ctx, p.who[who], p.made[key])
		return err
	}
}

// moved is a promise that gets a new date.
type moved struct {
	key    string
	due    due
	reason string
}

// letter is a telling: what it says, what it moves and keeps, and on which
// business day they hear next.
type letter struct {
	client string
	text   string
	moves  []moved
	keeps  []string
	next   int
	spoken bool // on the telephone
}

// told tells a client something, by mail or on the telephone.
func told(who string, l letter) doing {
	return func(p *play) error {
		c := p.at[l.client]
		next := p.when(c, l.next, 16*60)
		var moves []office.Move
		for _, m := range l.moves {
			moves = append(moves, office.Move{Promise: p.made[m.key], When: p.when(c, m.due.day, m.due.clock), Reason: m.reason})
		}
		var keeps []promise.ID
		for _, k := range l.keeps {
			keeps = append(keeps, p.made[k])
		}
		if l.spoken {
			_, err := p.Office.Calls.Log(p.ctx, p.who[who], office.Call{
				Client: c.client, Project: c.project, Contact: c.contacts[0].ID, Channel: notice.Call, Reached: true, Text: l.text, Moves: moves, Keeps: keeps, Next: next,
			})
			return err
		}
		_, err := p.Office.Notices.Tell(p.ctx, p.who[who], office.Telling{
			Client: c.client, Project: c.project, Readers: []client.ContactID{c.contacts[0].ID}, Channel: notice.Mail, Text: l.text, Moves: moves, Keeps: keeps, Next: next,
		})
		return err
	}
}

// missed is a call of a client that nobody took; answering is to call back.
func missed(customer, answering, text string) doing {
	return func(p *play) error {
		c := p.at[customer]
		_, err := p.Office.Calls.Log(p.ctx, p.who["lea"], office.Call{
			Client: c.client, Project: c.project, Contact: c.contacts[0].ID, Channel: notice.Call, Incoming: true, Text: text, Answering: p.who[answering].Member,
		})
		return err
	}
}

// looked is a client who opens his page and reads what was written to him.
func looked(customer string) doing {
	return func(p *play) error {
		c := p.at[customer]
		who := office.Actor{Workspace: p.who["marta"].Workspace, Contact: c.contacts[0].ID, Client: c.client}
		v, err := p.Office.Portal.View(p.ctx, who)
		if err != nil {
			return err
		}
		var ids []notice.ID
		for _, n := range v.Notices {
			ids = append(ids, n.ID)
		}
		return p.Office.Portal.Seen(p.ctx, who, ids)
	}
}

// away says that a member is away from one business day until another.
func away(who string, from, until int, why string) doing {
	return func(p *play) error {
		_, err := p.Office.People.AddAbsence(p.ctx, p.who[who], member.Absence{
			MemberID: p.who[who].Member, From: p.wall(from, 0), Until: p.wall(until, 0), Why: why,
		})
		return err
	}
}

// settled dismisses or puts off the first prompt before a member that can be.
func settled(who, because string) doing {
	return func(p *play) error {
		h, err := p.Office.Prompts.Home(p.ctx, p.who[who])
		if err != nil {
			return err
		}
		for _, k := range append(h.Do, h.Tell...) {
			if because != "" {
				return p.Office.Prompts.Dismiss(p.ctx, p.who[who], k.ID, because)
			}
			until := p.Clock.Now().Add(30 * time.Minute)
			if !k.SnoozeBy.IsZero() && until.Before(k.SnoozeBy) {
				return p.Office.Prompts.Snooze(p.ctx, p.who[who], k.ID, until)
			}
		}
		return nil // nothing stands before him at this hour: then nothing is put off
	}
}
