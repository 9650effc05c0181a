package sim

import (
	"time"

	"kept/chase"
	"kept/client"
	"kept/conversation"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
	"kept/reply"
)

// desk is a member before the inbox: he answers what waits for him, as far as
// he heeds it. His dice are not those by which he keeps his promises.
type desk struct {
	dice
	*person
}

// deskOf puts a member before the inbox.
func deskOf(y *year, p *person) *desk { return &desk{diceOf(y.Seed, p.name+" before the inbox"), p} }

// ownerDesk puts the owner of the firm before it, who receives whoever is not known.
func ownerDesk(y *year) *desk {
	return deskOf(y, &person{temper: diligent, name: "Marta Kern", email: mailOf(y, "marta"), cal: y.people[0].cal, who: y.owner})
}

// opens gives when he is before it again.
func (k *desk) opens(t time.Time) time.Time { return (&person{dice: k.dice, cal: k.cal}).opens(t) }

// mostTalks is how many conversations somebody opens at one look.
const mostTalks = 4

// act is one look at the inbox.
func (k *desk) act(y *year) time.Time {
	switch {
	case k.left:
		return time.Time{}
	case y.now.Before(k.away):
		return k.opens(k.away)
	case !k.cal.IsOpen(y.now):
		return k.opens(y.now)
	}
	for _, shelf := range []office.Shelf{office.WaitingForMe, office.WaitingForUs, office.OpenTalks} {
		if shelf == office.WaitingForMe || k.dice.odds(0.3) {
			k.looks(y, shelf)
		}
	}
	if y.broken == nil && (k.who == y.owner || k.dice.odds(0.15)) {
		k.sorts(y)
	}
	return y.now.Add(k.dice.between(k.every/2, k.every*3/2))
}

// looks goes through a list of conversations.
func (k *desk) looks(y *year, shelf office.Shelf) {
	list, err := y.Conversations.List(y.ctx, k.who, shelf, store.Place{}, 20)
	if !y.did("list conversations", err) {
		return
	}
	k.dice.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	for _, t := range list[:min(len(list), mostTalks)] {
		if !k.dice.odds(k.heeds) {
			continue
		}
		v, err := y.Conversations.One(y.ctx, k.who, t.ID, store.Place{})
		if !y.did("open a conversation", err) {
			continue
		}
		k.countsChases(y, v)
		if shelf == office.OpenTalks {
			k.keepsTidy(y, v)
		} else {
			k.handles(y, v)
		}
		y.pass(k.dice)
	}
}

// handles does something about a conversation in which somebody waits.
func (k *desk) handles(y *year, v office.Talk) {
	of := office.OfTalk{ID: v.ID, Version: v.Conversation.Version}
	switch k.dice.chances(0.58, 0.08, 0.08, 0.05, 0.05, 0.03, 0.04, 0.04, 0.05) {
	case 0:
		k.writes(y, v)
	case 1:
		when := y.now.Add(k.dice.between(20*time.Minute, 30*time.Hour))
		told, err := y.Conversations.Acknowledge(y.ctx, k.who, of, office.AckIn{When: when, Text: one(k.dice, []string{"", wordsAbout(y, "Not yet, I am on it")})})
		if y.did("acknowledge", err) {
			k.regrets(y, told)
		}
	case 2:
		on := one(k.dice, []reply.Party{reply.OnClient, reply.OnThirdParty})
		if y.did("pause", y.Conversations.Pause(y.ctx, k.who, of, on, wordsAbout(y, "We wait for them"))) {
			y.agenda.add(y.now.Add(k.dice.between(time.Hour, 60*time.Hour)), once(func(y *year) {
				y.did("go on", y.Conversations.GoOn(y.ctx, k.who, office.OfTalk{ID: v.ID}))
			}))
		}
	case 3:
		y.did("no answer needed", y.Conversations.NoAnswer(y.ctx, k.who, of, wordsAbout(y, "It was settled in the street")))
	case 4:
		y.did("assign", y.Conversations.Assign(y.ctx, k.who, of, one(k.dice, y.people).who.Member))
	case 5:
		k.carries(y, v, of)
	case 6:
		k.parts(y, v, of)
	case 7:
		k.writesAtHome(y, v)
	case 8:
		_, err := y.Calls.Log(y.ctx, k.who, office.Call{
			Client: client.ID(v.ClientID), Project: v.ProjectID, Contact: client.ContactID(v.ContactID), Channel: notice.Call, Reached: k.dice.odds(0.7), Text: wordsAbout(y, "Rather by telephone"),
		})
		y.did("answer by telephone", err)
	}
}

// writes answers by mail: whoever waits, now and then all of them.
func (k *desk) writes(y *year, v office.Talk) {
	t := office.Telling{
		Client: client.ID(v.ClientID), Project: v.ProjectID, Channel: notice.Mail, Text: wordsAbout(y, "Here is the answer"), Next: k.nextFor(y, v), Conversation: v.ID, Seen: v.Conversation.Version,
	}
	waiting := map[string]bool{}
	for _, w := range v.Clocks {
		if w.Running() && !waiting[w.ContactID] {
			waiting[w.ContactID] = true
			t.Readers = append(t.Readers, client.ContactID(w.ContactID))
		}
	}
	if len(t.Readers) == 0 {
		t.Readers = []client.ContactID{client.ContactID(v.ContactID)}
	}
	if k.dice.odds(0.2) {
		t.Readers = t.Readers[:1]
	}
	told, err := y.Notices.Tell(y.ctx, k.who, t)
	if y.did("answer", err) {
		k.regrets(y, told)
	}
}

// nextFor is when they hear next.
func (k *desk) nextFor(y *year, v office.Talk) promise.When {
	if k.dice.odds(0.5) {
		return promise.When{At: y.now.Add(k.dice.between(3*time.Hour, 200*time.Hour))}
	}
	return promise.When{At: client.NextContact(v.Calendar, y.now)}
}

// regrets undoes an answer now and then.
func (k *desk) regrets(y *year, told office.Told) {
	(&person{dice: k.dice, who: k.who}).regrets(y, told)
}

// writesAtHome answers from his own mail program, with the inbox among the
// readers: what nobody proves to be his is no answer.
func (k *desk) writesAtHome(y *year, v office.Talk) {
	if v.Contact.Email == "" {
		return
	}
	in := y.bag.write(y, letter{from: outbox.Address{Name: k.name, Addr: k.email}, to: []string{v.Contact.Email, y.bag.hello}, subject: "Re: " + v.Subject, text: wordsAbout(y, "From my own mail program")})
	for _, m := range v.Messages {
		if m.MID != "" {
			in.References = []string{m.MID}
		}
	}
	in.Origin = one(k.dice, []conversation.Origin{conversation.Verified, conversation.Verified, conversation.Unknown, conversation.Forged})
	if k.dice.odds(0.1) {
		in = byMachine(in, "ooo")
	}
	y.bag.posts(y, y.now.Add(time.Second), in)
}

// carries has a conversation go to another project, or to another client.
func (k *desk) carries(y *year, v office.Talk, of office.OfTalk) {
	h := y.household(client.ID(v.ClientID))
	if k.dice.odds(0.3) {
		h = one(k.dice, y.clients)
	}
	project := ""
	if len(h.projects) > 0 && k.dice.odds(0.6) {
		project = h.project(k.dice)
	}
	to := h.contacts[0].id
	if h.id == client.ID(v.ClientID) {
		to = client.ContactID(v.ContactID)
	}
	y.did("move a conversation", y.Conversations.Move(y.ctx, k.who, of, to, project))
}

// parts makes two conversations of one, or one of two.
func (k *desk) parts(y *year, v office.Talk, of office.OfTalk) {
	if len(v.Messages) > 1 && k.dice.odds(0.5) {
		at := 1 + k.dice.IntN(len(v.Messages)-1)
		_, err := y.Conversations.Split(y.ctx, k.who, of, v.Messages[at].ID, wordsAbout(y, "Another matter"))
		y.did("split", err)
		return
	}
	others, err := y.Conversations.OfClient(y.ctx, k.who, client.ID(v.ClientID), store.Place{}, 5)
	if y.did("list conversations", err) && len(others) > 1 {
		y.did("merge", y.Conversations.Merge(y.ctx, k.who, of, one(k.dice, others).ID))
	}
}

// keepsTidy closes a conversation in which nobody waits, or lets one go on.
func (k *desk) keepsTidy(y *year, v office.Talk) {
	of := office.OfTalk{ID: v.ID, Version: v.Conversation.Version}
	for _, w := range v.Clocks {
		if w.Running() && w.Paused() {
			y.did("go on", y.Conversations.GoOn(y.ctx, k.who, of))
			return
		}
	}
	if k.dice.odds(0.5) {
		y.did("close a conversation", y.Conversations.Close(y.ctx, k.who, of))
	}
}

// countsChases says of what reads like one whether it asks where things stand.
func (k *desk) countsChases(y *year, v office.Talk) {
	for _, m := range v.Messages {
		if m.Direction != string(conversation.In) {
			continue
		}
		switch {
		case m.Asks == office.AsksMaybe && k.dice.odds(0.7), m.Asks == "" && k.dice.odds(0.02):
			_, err := y.Chases.Confirm(y.ctx, k.who, office.NewChase{Message: m.ID, Cause: one(k.dice, chase.Causes())})
			y.did("confirm a chase", err)
		case m.Asks == office.AsksMaybe && k.dice.odds(0.6), m.Asks == office.AsksYes && k.dice.odds(0.03):
			y.did("deny a chase", y.Chases.Deny(y.ctx, k.who, m.ID))
		}
	}
	if k.dice.odds(0.02) { // he was asked in the street
		_, err := y.Chases.Confirm(y.ctx, k.who, office.NewChase{Client: client.ID(v.ClientID), Contact: client.ContactID(v.ContactID), Project: v.ProjectID, Cause: chase.NoNext})
		y.did("tell of a chase", err)
	}
}
