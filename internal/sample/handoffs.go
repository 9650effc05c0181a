package sample

import (
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
	}
}
