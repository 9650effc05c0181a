package sim

import (
	"fmt"
	"time"

	"kept/conversation"
	"kept/internal/office"
	"kept/internal/outbox"
)

// correspondent is a client with pen and telephone: he writes, answers, thanks,
// asks where things stand, and goes on holiday.
type correspondent struct {
	dice
	h *household
}

// correspondentOf gives a client pen and telephone.
func correspondentOf(y *year, h *household) *correspondent {
	return &correspondent{diceOf(y.Seed, "a letter of "+h.contacts[0].email), h}
}

// act has one of the client's people say something.
func (c *correspondent) act(y *year) time.Time {
	every := 120 * time.Hour
	if c.h.anxious {
		every = 60 * time.Hour
	}
	if atDesk(c.h.cal, y.now) || c.odds(0.25) {
		c.speaks(y, one(c.dice, c.h.contacts))
	}
	return y.now.Add(c.between(every/2, every*3/2))
}

func (c *correspondent) speaks(y *year, k *reader) {
	switch c.chances(0.28, 0.26, 0.08, 0.12, 0.10, 0.05, 0.05, 0.03, 0.03) {
	case 0:
		c.sends(y, c.fresh(y, k, "A question"))
	case 1:
		c.sends(y, c.reply(y, k, wordsAbout(y, "And another thing")))
	case 2:
		c.sends(y, c.reply(y, k, one(c.dice, []string{"Thank you very much!", "Perfekt, vielen Dank!", "Grazie mille"})))
	case 3:
		in := c.fresh(y, k, "Where does it stand?")
		if c.odds(0.6) {
			in = c.reply(y, k, wordsAbout(y, "Is there any news on this?"))
		}
		in.AsksStatus = true
		c.sends(y, in)
	case 4:
		c.writesOnPage(y, k)
	case 5:
		c.telephones(y, k, office.Heard{Channel: conversation.SMS, Text: wordsAbout(y, "Running late"), Asks: c.odds(0.3)})
	case 6:
		c.telephones(y, k, office.Heard{Channel: conversation.Call, Missed: c.odds(0.7)})
	case 7:
		k.away = y.now.Add(c.between(24*time.Hour, 12*24*time.Hour))
	case 8:
		c.isImpersonated(y, k)
	}
}

// fresh is a mail about something new, or with a subject that he used before.
func (c *correspondent) fresh(y *year, k *reader, about string) office.Incoming {
	if k.subject == "" || c.odds(0.7) {
		k.subject = wordsAbout(y, about)
	}
	in := y.bag.write(y, letter{from: outbox.Address{Name: k.name, Addr: k.email}, to: []string{y.bag.hello}, subject: k.subject, text: wordsAbout(y, about)})
	in.Language = one(c.dice, []string{"", "", "en", "de", "it", "fr"})
	in.Origin = one(c.dice, []conversation.Origin{conversation.Verified, conversation.Verified, conversation.Unknown})
	if c.odds(0.05) {
		in.Files = []office.File{{Name: "plan.txt", MediaType: "text/plain", SHA256: in.SHA256, Bytes: in.Raw}}
	}
	return in
}

// reply is an answer to a mail of ours to him or to a colleague: by the address
// that it names, by its references, by both, or with neither.
func (c *correspondent) reply(y *year, k *reader, text string) office.Incoming {
	to := k
	if c.odds(0.2) {
		to = one(c.dice, c.h.contacts)
	}
	if len(to.got) == 0 {
		return c.fresh(y, k, text)
	}
	m := one(c.dice, to.got)
	in := c.fresh(y, k, text)
	in.Subject, in.Text = conversation.CleanSubject("Re: "+m.Subject), text
	how := c.chances(0.4, 0.25, 0.2, 0.15)
	if how != 3 && how != 1 && m.ReplyTo != nil {
		in.Recipients = []string{m.ReplyTo.Addr}
	}
	if how != 2 && how != 3 {
		in.References = append([]string{m.MessageID}, m.References...)
	}
	return in
}

// sends posts a mail, now and then by two ways at once.
func (c *correspondent) sends(y *year, in office.Incoming) {
	at := y.now.Add(c.between(time.Second, 20*time.Second))
	switch c.chances(0.8, 0.12, 0.08) {
	case 0:
		y.bag.posts(y, at, in)
	case 1:
		y.bag.toFetch(y, at, in)
	case 2:
		in.Recipients = append(in.Recipients, y.bag.fetch.Address)
		y.bag.posts(y, at, in)
		y.bag.toFetch(y, at, in)
	}
}

// isImpersonated is a mail in his name that is not from him, or of which nobody
// knows: with a reference to a mail of ours that somebody saw.
func (c *correspondent) isImpersonated(y *year, k *reader) {
	in := c.reply(y, k, wordsAbout(y, "Please pay to another account"))
	in.Origin = conversation.Forged
	if c.odds(0.4) {
		in.Origin = conversation.Unproven
	}
	y.bag.posts(y, y.now.Add(time.Second), in)
}

// telephones calls or texts, as a telephone system tells of it: twice, now and then.
func (c *correspondent) telephones(y *year, k *reader, h office.Heard) {
	y.said++
	h.Key, h.From = fmt.Sprintf("tel:%d:%d", y.Seed, y.said), k.phone
	if c.odds(0.08) {
		h.From = fmt.Sprintf("+44 20 7946 %04d", y.said%10_000) // another telephone of his
	}
	for range 1 + c.IntN(2) {
		y.agenda.add(y.now.Add(c.between(time.Second, time.Minute)), once(func(y *year) {
			got, err := y.Inbox.Hear(y.ctx, y.owner.Workspace, h)
			if y.did("hear a "+string(h.Channel), err) && !got.Known {
				y.bag.meets(y, got.Conversation, "")
			}
		}))
	}
}

// writesOnPage writes on his page, in a conversation that he has or a new one.
func (c *correspondent) writesOnPage(y *year, k *reader) {
	if !k.portal {
		return
	}
	who := office.Actor{Workspace: y.owner.Workspace, Contact: k.id, Client: c.h.id}
	_, talks, err := y.Portal.Talks(y.ctx, who)
	if !y.did("see the conversations", err) {
		return
	}
	in := office.Written{Subject: wordsAbout(y, "From my page"), Text: wordsAbout(y, one(c.dice, []string{"I wrote this here", "What is the status of my order?"}))}
	if len(talks) > 0 && c.odds(0.6) {
		in.Conversation = one(c.dice, talks).ID
		_, _, err := y.Portal.Talk(y.ctx, who, in.Conversation)
		y.did("see a conversation", err)
	}
	_, err = y.Portal.Write(y.ctx, who, in)
	y.did("write on the page", err)
}
