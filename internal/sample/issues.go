package sample

import (
	"kept/client"
	"kept/internal/office"
	"kept/issue"
)

// wrong is something that goes wrong, and what clients are told of it.
type wrong struct {
	key               string
	what, effect, fix string
	state             issue.State
	clients           []string
	next              int // the business day on which they hear the next word
}

// wentWrong records an issue and tells everybody whom it touches.
func wentWrong(who string, w wrong) doing {
	return func(p *play) error {
		in := office.NewIssue{State: w.state, What: w.what, Effect: w.effect, Fix: w.fix}
		for _, c := range w.clients {
			in.Clients = append(in.Clients, p.at[c].client)
		}
		i, err := p.Office.Issues.Record(p.ctx, p.who[who], in)
		if err != nil {
			return err
		}
		p.issues[w.key] = i.ID
		return tellWrong(p, who, w, nil)
	}
}

// putRight closes an issue with its explanation, and tells those who were told of it.
func putRight(who string, w wrong, closing string) doing {
	return func(p *play) error {
		return tellWrong(p, who, w, func(i *issue.Issue) { i.State, i.Closing = issue.Closed, closing })
	}
}

func tellWrong(p *play, who string, w wrong, change func(*issue.Issue)) error {
	first := p.at[w.clients[0]]
	in := office.IssueTelling{Change: change, Next: p.when(first, w.next, 0)}
	for _, c := range w.clients {
		at := p.at[c]
		in.Clients = append(in.Clients, office.IssueReaders{Client: at.client, Readers: []client.ContactID{at.contacts[0].ID}})
	}
	_, err := p.Office.Issues.Tell(p.ctx, p.who[who], p.issues[w.key], in)
	return err
}

// outage is an issue that touched two clients: told within the hour, explained on
// the next day (story 10).
func outage() []past {
	w := wrong{
		key: "outage", what: "Mails of your forms stood still from 9:10 to 11:20", state: issue.Fixing, clients: []string{"lindner", "vogt"}, next: -1,
		effect: "Nothing is lost: what was sent to you is kept, and reaches you this afternoon. Whoever wrote to you got no confirmation yet.",
		fix:    "The waiting mails go out one after the other by 15:00. We watch the server all day.",
	}
	end := w
	end.next = 2
	return []past{
		{-2, hm(11, 50), wentWrong("nils", w)},
		{-1, hm(10, 25), putRight("nils", end, "The server’s disk was full of old logs. They are cleared each night from now on, and we are warned at three quarters.")},
	}
}
