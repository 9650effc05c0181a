package sim

import (
	"fmt"
	"time"

	"kept/conversation"
	"kept/internal/office"
	"kept/internal/outbox"
)

// street is everybody who is not known: people who want something, mailing
// lists, machines, and who holds a reference that is not his.
type street struct{ dice }

// act has one of them write.
func (s *street) act(y *year) time.Time {
	switch s.chances(0.30, 0.20, 0.12, 0.13, 0.10, 0.06, 0.06, 0.03) {
	case 0:
		y.bag.posts(y, y.now.Add(time.Second), s.stranger(y))
	case 1: // somebody who wrote before
		if len(y.bag.others) > 0 {
			h := one(s.dice, y.bag.others)
			c := &correspondent{dice: s.dice, h: h}
			if k := h.contacts[0]; k.email != "" {
				c.sends(y, c.reply(y, k, wordsAbout(y, "Me again")))
			}
		}
	case 2:
		y.bag.posts(y, y.now.Add(time.Second), byMachine(s.stranger(y), one(s.dice, []string{"bulk", "auto", "ooo"})))
	case 3:
		s.steals(y)
	case 4:
		s.listsOf(y)
	case 5:
		in := s.stranger(y)
		in.Quarantine = "Its parts cannot be told apart."
		y.bag.posts(y, y.now.Add(time.Second), in)
	case 6: // nobody signs
		in := s.stranger(y)
		in.Sender = outbox.Address{}
		y.bag.posts(y, y.now.Add(time.Second), in)
	case 7:
		s.floods(y)
	}
	return y.now.Add(s.between(30*time.Hour, 110*time.Hour))
}

// stranger is a mail of somebody whom nobody knows.
func (s *street) stranger(y *year) office.Incoming {
	name := wordsAbout(y, "Passer-by")
	from := outbox.Address{Name: name, Addr: fmt.Sprintf("s%d@street.example", y.said)}
	return y.bag.write(y, letter{from: from, to: []string{y.bag.hello}, subject: wordsAbout(y, "An offer, please"), text: wordsAbout(y, "What would this cost?")})
}

// steals writes with a reference, or to the address, of somebody else's conversation.
func (s *street) steals(y *year) {
	k := one(s.dice, one(s.dice, y.clients).contacts)
	if len(k.got) == 0 {
		return
	}
	m := one(s.dice, k.got)
	in := s.stranger(y)
	if len(y.clients) > 1 && s.odds(0.3) { // a known contact, but of another client
		other := one(s.dice, one(s.dice, y.clients).contacts)
		in.Sender = outbox.Address{Name: other.name, Addr: other.email}
	}
	in.Subject, in.Origin = conversation.CleanSubject("Re: "+m.Subject), conversation.Verified
	if s.odds(0.7) {
		in.References = []string{m.MessageID}
	}
	if m.ReplyTo != nil && s.odds(0.7) {
		in.Recipients = []string{m.ReplyTo.Addr}
	}
	y.bag.posts(y, y.now.Add(time.Second), in)
}

// listsOf is a mailing list to which a client of ours writes: it carries his address.
func (s *street) listsOf(y *year) {
	k := one(s.dice, one(s.dice, y.clients).contacts)
	in := y.bag.write(y, letter{from: outbox.Address{Name: k.name, Addr: k.email}, to: []string{y.bag.hello}, subject: wordsAbout(y, "[builders] Digest"), text: wordsAbout(y, "All that was said")})
	if len(k.got) > 0 && s.odds(0.3) {
		in.References = []string{one(s.dice, k.got).MessageID}
	}
	y.bag.posts(y, y.now.Add(time.Second), byMachine(in, "bulk"))
}

// mostInFlood is how many senders a flood forges.
const mostInFlood = 55

// floods writes under many names at once, twice under each; the year has one flood.
func (s *street) floods(y *year) {
	if y.flooded {
		return
	}
	y.flooded = true
	for range mostInFlood {
		in := s.stranger(y)
		if s.odds(0.5) {
			in.Sender.Addr = fmt.Sprintf("%d@%d.flood.example", y.said, y.said)
		}
		at := y.now.Add(s.between(time.Second, 20*time.Minute))
		y.bag.posts(y, at, in)
		if s.odds(0.2) {
			again := y.bag.write(y, letter{from: in.Sender, to: in.Recipients, subject: wordsAbout(y, "Again"), text: wordsAbout(y, "Again?")})
			y.bag.posts(y, at.Add(time.Minute), again)
		}
	}
}
