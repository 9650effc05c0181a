package api

import (
	"context"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/subscription"
)

// subscriptionBody is what a contact hears of besides what they are told.
type subscriptionBody struct {
	Rhythm string   `json:"rhythm" enum:"off,at once,daily,weekly" doc:"At once = five minutes after the first change, in one mail with what comes meanwhile; daily and weekly = when their office opens"`
	Topics []string `json:"topics" enum:"dates,updates,issues,plan,documents,site"`
}

// subscriptionOut is that, with how it stands.
type subscriptionOut struct {
	ContactID string `json:"contact_id"`
	subscriptionBody
	Why   *string    `json:"ended_because" doc:"Why it ended without their asking; null = it did not"`
	DueAt *time.Time `json:"due_at" doc:"When the next mail leaves; null = nothing waits"`
}

const followsNothing = "off"

func outSubscription(s subscription.Subscription) subscriptionOut {
	out := subscriptionOut{ContactID: s.ContactID, Why: outText(s.Why), DueAt: outTime(s.DueAt)}
	if out.Rhythm = string(s.Rhythm); s.Rhythm == subscription.Off {
		out.Rhythm = followsNothing
	}
	out.Topics = []string{}
	for _, t := range s.Topics.List() {
		out.Topics = append(out.Topics, string(t))
	}
	return out
}

func (r contactDesk) subscription(ctx context.Context, who office.Actor, in *ContactIn) (subscriptionOut, error) {
	id, err := in.id()
	if err != nil {
		return subscriptionOut{}, err
	}
	s, err := r.office.Subscriptions.Of(ctx, who, id)
	return outSubscription(s), err
}

type subscriptionIn struct {
	Keyed
	ContactIn
	Body subscriptionBody
}

func (r contactDesk) choose(ctx context.Context, who office.Actor, in *subscriptionIn) (subscriptionOut, error) {
	id, err := in.id()
	if err != nil {
		return subscriptionOut{}, err
	}
	w := office.Wish{Rhythm: subscription.Rhythm(in.Body.Rhythm)}
	if in.Body.Rhythm == followsNothing {
		w.Rhythm = subscription.Off
	}
	for _, t := range in.Body.Topics {
		of := subscription.Of(subscription.Topic(t))
		if of == 0 {
			return subscriptionOut{}, fault.Field("topics", "Choose among the topics that there are.")
		}
		w.Topics |= of
	}
	if err := r.office.Subscriptions.ChooseFor(ctx, who, id, w); err != nil {
		return subscriptionOut{}, err
	}
	return r.subscription(ctx, who, &in.ContactIn)
}

type mailReturnIn struct {
	Keyed
	ContactIn
}

func (r contactDesk) takesMail(ctx context.Context, who office.Actor, in *mailReturnIn) (contactOut, error) {
	id, err := in.id()
	if err != nil {
		return contactOut{}, err
	}
	if err := r.office.Clients.TakesMail(ctx, who, id); err != nil {
		return contactOut{}, err
	}
	return r.see(ctx, who, &in.ContactIn)
}
