package sample

import (
	"errors"

	"kept/handoff"
	"kept/internal/office"
	"kept/plan"
)

// asking is what somebody is asked for.
type asking struct {
	key, promise string
	side         plan.Side
	who          string // a member's key; of a third party, its name
	email        string // of a third party
	words, why   string
}

// asked asks somebody for what a promise needs.
func asked(who string, q asking) doing {
	return func(p *play) error {
		in := office.NewHandOff{Promise: p.made[q.promise], Party: plan.Party{Side: q.side}, Email: q.email, Words: q.words, Why: q.why}
		switch q.side {
		case plan.Ours:
			in.Party.ID = string(p.who[q.who].Member)
		case plan.Third:
			in.Party.Name = q.who
		case plan.Theirs:
			in.Party.ID = string(p.at[q.who].contacts[0].ID)
		}
		h, err := p.Office.HandOffs.Ask(p.ctx, p.who[who], in)
		p.asks[q.key] = h.ID
		return err
	}
}

// questioned has Nils put a question to a client, or ask him for an approval, about what a
// promise is for.
func questioned(key, at, promise string, in office.NewHandOff) doing {
	return func(p *play) error {
		in.Promise, in.Party = p.made[promise], plan.Party{Side: plan.Theirs, ID: string(p.at[at].contacts[0].ID)}
		h, err := p.Office.HandOffs.Ask(p.ctx, p.who["nils"], in)
		p.asks[key] = h.ID
		return err
	}
}

// replied is what the client answers on his page.
func replied(key, at string, in handoff.Reply) doing {
	return func(p *play) error {
		_, err := p.Office.HandOffs.ReplyByPage(p.ctx, p.client(at), p.asks[key], in)
		return err
	}
}

// client is the first contact of a client, on his page.
func (p *play) client(at string) office.Actor {
	k := p.at[at].contacts[0]
	return office.Actor{Workspace: p.who["jana"].Workspace, Contact: k.ID, Client: k.ClientID}
}

// content is how content a client says he is with what he was asked about first.
func content(at string, stars int, said string) doing {
	return func(p *play) error {
		view, err := p.Office.Portal.View(p.ctx, p.client(at))
		if err != nil {
			return err
		}
		for _, r := range view.Rate {
			_, err = p.Office.Feedback.Rate(p.ctx, p.client(at), r.ID, stars, said)
			return err
		}
		return errors.New("nobody asks " + at + " how content they are")
	}
}

// worried is a client who presses "I am worried", and is called.
func worried(at, text string) doing {
	return func(p *play) error {
		_, err := p.Office.Feedback.Alarm(p.ctx, p.client(at), text)
		return err
	}
}

// gave is what somebody says to what he was asked for.
func gave(who, key string, a handoff.Answer) doing {
	return func(p *play) error {
		_, err := p.Office.HandOffs.Answer(p.ctx, p.who[who], p.asks[key], 0, a)
		return err
	}
}

// offered is a business day, counted from today, that somebody offers instead.
func offered(who, key string, day int, said string) doing {
	return func(p *play) error {
		return gave(who, key, handoff.Answer{State: handoff.AnotherDate, Day: p.day(day), Said: said})(p)
	}
}

// waited is what waits on others: an answer that came, one that a client owes, and
// a maker of windows who offers a day that is too late (story 2).
func waited() []past {
	return []past{
		{-3, hm(15, 20), asked("nils", asking{"pages", "l-pages", plan.Ours, "jana", "", "Your eye on the German texts of the order page", "Five corrections of the client's are in; two are about words."})},
		{-2, hm(11, 10), gave("jana", "pages", handoff.Answer{State: handoff.Done, Said: "Read, two commas put right"})},
		{-3, hm(10, 10), asked("omar", asking{"window", "a-window", plan.Third, "Fenster Krause", "orders@krause.example", "The day on which the windows can be delivered", "The client is told by noon on the day after tomorrow."})},
		{-2, hm(15, 5), offered("omar", "window", 3, "By telephone: the glazier answers on that day")},
		{-1, hm(9, 40), asked("nils", asking{"shop", "s-open", plan.Theirs, "sakura", "", "The photograph of the new tea room", ""})},
		{-1, hm(9, 50), questioned("shop-green", "sakura", "s-open", office.NewHandOff{Kind: handoff.Question, Words: "Which green shall the buttons of the shop have?", Options: []string{"The green of the tea", "The dark green of the sign"}})},
		{-3, hm(15, 40), questioned("l-yes", "lindner", "l-pages", office.NewHandOff{
			Kind: handoff.Approval, Words: "The text above the order form", Shown: "Order before noon, and it is on its way today.\nEverything can be sent back within thirty days.",
		})},
		{-3, hm(17, 5), replied("l-yes", "lindner", handoff.Reply{Words: "Fourteen days, please. Thirty is what we had last year."})},
		{-2, hm(9, 15), replied("l-yes", "lindner", handoff.Reply{Yes: true, Words: "My mistake: thirty is right."})},
		{-1, hm(10, 20), questioned("l-days", "lindner", "l-pages", office.NewHandOff{Kind: handoff.Question, Words: "On which days can an order be collected?", Options: []string{"From Tuesday to Saturday", "Every day"}})},
		{-1, hm(10, 25), questioned("l-thanks", "lindner", "l-pages", office.NewHandOff{
			Kind: handoff.Approval, Words: "The mail that thanks for an order", Shown: "Thank you for your order.\nYou can collect it from eight o’clock on the day that you chose.",
		})},
		{-4, hm(11, 30), content("brenner", 4, "Good texts. The prices had to be sent twice.")},
		{-4, hm(18, 40), worried("lindner", "The opening is close, and I do not see how all of it is to be ready.")},
		{-3, hm(9, 25), told("nils", letter{client: "lindner", spoken: true, text: "It is. We went through the list together: what is left fits into the days that are left.", next: -1})},
	}
}
