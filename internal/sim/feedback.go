package sim

import (
	"time"

	"kept/handoff"
	"kept/internal/office"
	"kept/plan"
	"kept/subscription"
)

// speaks has a client on his page say that he is worried, ask to be called, answer
// what he was asked, say how content he is, and what he thinks of a promise.
func (h *household) speaks(y *year, k *reader, g office.Guest, v office.PortalView) {
	worry := 0.01
	if h.anxious {
		worry = 0.05
	}
	if h.odds(worry) {
		text := ""
		if h.odds(0.6) {
			text = wordsAbout(y, "What becomes of it?")
		}
		w, err := y.Feedback.Alarm(y.ctx, g.Actor, text)
		if y.did("say that he is worried", err) && w.Worry == nil {
			y.finds("alarm", string(k.id)+" pressed “I am worried” and reads of nobody who has it")
		}
		if h.odds(0.3) {
			_, err := y.Feedback.Alarm(y.ctx, g.Actor, "")
			y.did("say it again", err)
		}
	}
	if h.odds(0.02) {
		_, err := y.Feedback.CallMe(y.ctx, g.Actor, office.CallBack{Phone: "+39 06 555 0199", When: "before noon"})
		y.did("ask to be called", err)
	}
	for _, a := range v.Waits {
		if h.odds(0.5) {
			h.replies(y, g, a.HandOff)
		}
	}
	for _, r := range v.Rate {
		if h.odds(0.6) {
			_, err := y.Feedback.Rate(y.ctx, g.Actor, r.ID, 1+h.IntN(office.MaxStars), wordsAbout(y, "It was so"))
			y.did("say how content he is", err)
		}
	}
	h.follows(y, k, g)
	if len(v.Open) > 0 && h.odds(0.05) {
		_, err := y.Feedback.Comment(y.ctx, g.Actor, "promise:"+string(one(h.dice, v.Open).Promise.ID), wordsAbout(y, "I thought of it"))
		y.did("comment", err)
	}
}

// follows has a client choose now and then what he hears of besides what he is
// told, end it, or want no mail at all, and take it again.
func (h *household) follows(y *year, k *reader, g office.Guest) {
	switch h.chances(0.85, 0.12, 0.02, 0.01) {
	case 1:
		w := office.Wish{Rhythm: one(h.dice, subscription.Rhythms()[1:]), Topics: subscription.Everything()}
		if h.odds(0.3) {
			w.Topics = subscription.Of(one(h.dice, subscription.All()))
		}
		y.did("follow", y.Subscriptions.Choose(y.ctx, g.Actor, w))
	case 2:
		y.did("follow no more", y.Subscriptions.Stop(y.ctx, g.Actor))
	case 3:
		if y.did("want no mail", y.Subscriptions.Mail(y.ctx, g.Actor, false)) {
			y.agenda.add(y.now.Add(h.between(time.Hour, 9*24*time.Hour)), once(func(y *year) {
				y.did("take mail again", y.Subscriptions.Mail(y.ctx, office.Actor{Workspace: g.Actor.Workspace, Contact: k.id, Client: h.id}, true))
			}))
		}
	}
}

// replies answers a question or an approval, now and then twice.
func (h *household) replies(y *year, g office.Guest, f handoff.HandOff) {
	if f.Kind == handoff.Work {
		_, err := y.HandOffs.AnswerByPage(y.ctx, g.Actor, f.ID, handoff.Answer{State: one(h.dice, []handoff.State{handoff.Accepted, handoff.Done, handoff.Declined})})
		y.did("answer on his page", err)
		return
	}
	for range 1 + h.chances(0.85, 0.15) {
		in := handoff.Reply{Yes: h.odds(0.7) && f.Kind == handoff.Approval, Words: wordsAbout(y, "So I think")}
		if all := f.Choices(); len(all) > 0 {
			in.Choice = one(h.dice, all)
		}
		_, err := y.HandOffs.ReplyByPage(y.ctx, g.Actor, f.ID, in)
		y.did("answer a question", err)
	}
}

// questions has somebody put a question, or ask for an approval, about a project.
func questions(p *person, y *year, h *household) {
	if len(h.projects) == 0 {
		return
	}
	in := office.NewHandOff{Project: one(p.dice, h.projects), Kind: handoff.Question, Party: plan.Party{Side: plan.Theirs, ID: string(one(p.dice, h.contacts).id)}, Words: wordsAbout(y, "Which of them")}
	switch p.chances(0.4, 0.2, 0.4) {
	case 0:
		in.Options = []string{"The red one", "The green one"}
	case 2:
		in.Kind, in.Shown = handoff.Approval, wordsAbout(y, "This is how it will be")
	}
	_, err := y.HandOffs.Ask(y.ctx, p.who, in)
	y.did("ask the client", err)
}
