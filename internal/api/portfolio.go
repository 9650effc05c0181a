package api

import (
	"context"
	"strconv"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/member"
	"kept/portfolio"
	"kept/worktime"
)

// standings are how the clients stand, the worst first.
func standings(s *service) {
	list(s, "/portfolio", "see-portfolio", "The clients of whom something shows that they may be disappointed, the worst first", portfolioDesk{s}.list)
}

type portfolioDesk struct{ *service }

// portfolioIn says of which clients a portfolio is.
type portfolioIn struct {
	PageIn
	Owner string   `query:"owner_id" doc:"Only clients of this member"`
	Led   bool     `query:"led" doc:"And of those whom this member leads"`
	Signs []string `query:"signs" enum:"worried,broken,undelivered,silent,unanswered,chased,doubtful,waiting" doc:"Only clients with one of these signs"`
}

// standingOut is how one client stands.
type standingOut struct {
	ClientID string    `json:"client_id"`
	Name     string    `json:"name"`
	OwnerID  string    `json:"owner_id"`
	Reason   *string   `json:"reason" doc:"What is asked about the worst sign, in a sentence; null = it is a chase"`
	Signs    []signOut `json:"signs" nullable:"false" doc:"The worst first"`
	Chases   int       `json:"chases" doc:"How often they had to ask within thirty days"`
}

// signOut is one thing that shows how a client stands.
type signOut struct {
	Sign      string     `json:"sign" enum:"worried,broken,undelivered,silent,unanswered,chased,doubtful,waiting"`
	ID        string     `json:"id" doc:"Of the prompt, or of the chase"`
	Since     time.Time  `json:"since"`
	ActBy     *time.Time `json:"act_by" doc:"Until when it is put right in time; null = it is too late for that"`
	Late      bool       `json:"late"`
	Dismissed *string    `json:"dismissed" doc:"Why somebody found that nothing needs to be done; null = nobody did"`
}

func (d portfolioDesk) list(ctx context.Context, who office.Actor, in *portfolioIn) (listOut[standingOut], error) {
	wanted := office.Wanted{Led: in.Led, Limit: in.Limit}
	if in.Led && in.Owner == "" {
		return listOut[standingOut]{}, fault.Field("owner", "Say whose people are meant.")
	}
	if in.Owner != "" {
		id, err := named[member.ID](ofMember, in.Owner)
		if err != nil {
			return listOut[standingOut]{}, fault.Field("owner", "This is not the id of a member.")
		}
		wanted.Owner = id
	}
	for _, s := range in.Signs {
		wanted.Kinds = append(wanted.Kinds, portfolio.Kind(s))
	}
	at, err := in.after("portfolio", 1)
	if err != nil {
		return listOut[standingOut]{}, err
	}
	if at != nil {
		if wanted.From, err = strconv.Atoi(at[0]); err != nil || wanted.From < 0 {
			return listOut[standingOut]{}, badCursor()
		}
	}
	all, err := d.office.Portfolio.Look(ctx, who, wanted)
	if err != nil {
		return listOut[standingOut]{}, err
	}
	_, mine, err := d.office.Settings.Calendars(ctx, who)
	if err != nil {
		return listOut[standingOut]{}, err
	}
	out := whole(all.Clients, func(s office.Stands) standingOut { return outStanding(s, mine, all.At) })
	if to := wanted.From + len(all.Clients); to < all.Total {
		next := cursor{"portfolio", strconv.Itoa(to)}.String()
		out.Next = &next
	}
	return out, nil
}

func outStanding(s office.Stands, cal *worktime.Calendar, now time.Time) standingOut {
	out := standingOut{ClientID: string(s.Client.ID), Name: s.Client.Name, OwnerID: string(s.Client.Owner), Signs: []signOut{}, Chases: len(s.Chases)}
	if s.Asked != nil {
		text := s.Asked.Sentence(cal)
		out.Reason = &text
	}
	for _, x := range s.Signs {
		out.Signs = append(out.Signs, signOut{Sign: string(x.Kind), ID: x.ID, Since: x.Since, ActBy: outTime(x.ActBy), Late: x.Late(now), Dismissed: outText(x.Waved)})
	}
	return out
}
