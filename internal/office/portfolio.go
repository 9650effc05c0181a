package office

import (
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/member"
	"kept/portfolio"
)

// Portfolio is how the clients stand, the worst first (stories 7 and 11).
type Portfolio struct{ *desk }

// The limits of a portfolio.
const (
	// PortfolioPage is how many clients of one are shown at once, where nothing is said.
	PortfolioPage = 100
	// PortfolioMost is how many clients can be asked for at once.
	PortfolioMost = 1000
	// maxSigns bounds what is gone through for one portfolio.
	maxSigns = 50_000
)

// Wanted is of which clients a portfolio is.
type Wanted struct {
	Owner member.ID        // of whose clients; "" = of everybody's
	Led   bool             // and of those whom he leads
	Kinds []portfolio.Kind // with one of these signs; none = whatever it is
	From  int              // how many of the worst are passed over
	Limit int              // 0 = [PortfolioPage]; [PortfolioMost] at most
}

// Stands is how one client stands.
type Stands struct {
	portfolio.Standing
	Client store.ClientFace
	Chases []store.ChaseRow // of the last thirty days, the newest first
	Asked  *Asked           // what is asked about the worst sign; nil = it is a chase
}

// StandsOf is a part of a portfolio.
type StandsOf struct {
	Clients []Stands
	Count   map[portfolio.Kind]int // how many clients show a sign, by its kind, whatever kinds are wanted
	Total   int                    // how many clients there are with the wanted signs
	At      time.Time              // as of which moment
}

// Look gives a part of the portfolio of those clients of whom something shows that they
// may be disappointed, the worst first.
func (s Portfolio) Look(ctx context.Context, who Actor, in Wanted) (StandsOf, error) {
	out := StandsOf{Count: map[portfolio.Kind]int{}}
	err := s.see(ctx, who, func(a *act) error {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		g := gathering{act: a, by: map[client.ID]*Stands{}, prompts: map[string]store.PromptRow{}}
		if err := g.gather(); err != nil {
			return err
		}
		out.At = a.now
		all, err := g.ranked(in, out.Count)
		if err != nil {
			return err
		}
		out.Total = len(all)
		limit := in.Limit
		if limit <= 0 {
			limit = PortfolioPage
		}
		limit = min(limit, PortfolioMost)
		all = all[min(max(in.From, 0), len(all)):]
		out.Clients = all[:min(limit, len(all))]
		return g.say(out.Clients)
	})
	return out, err
}

// gathering collects the signs of clients.
type gathering struct {
	*act
	by      map[client.ID]*Stands
	prompts map[string]store.PromptRow // by sign
}

func (g *gathering) of(id client.ID) *Stands {
	if g.by[id] == nil {
		g.by[id] = &Stands{Standing: portfolio.Standing{Key: string(id)}}
	}
	return g.by[id]
}

// gather reads the signs.
func (g *gathering) gather() error {
	asked, err := store.PromptsOfClients(g.tx, g.ws, "", maxSigns)
	if err != nil {
		return err
	}
	for _, p := range asked {
		if s, is := portfolio.Of(p.Prompt); is {
			to := g.of(client.ID(p.ClientID))
			to.Signs = append(to.Signs, s)
			g.prompts[s.ID] = p
		}
	}
	chases, err := store.ChasesSince(g.tx, g.ws, g.now.Add(-portfolio.ChasedFor), maxSigns)
	if err != nil {
		return err
	}
	for _, c := range chases {
		s, is := portfolio.Chase(c.ID, c.At, g.now)
		if !is {
			continue
		}
		to := g.of(c.ClientID)
		if !to.Has(portfolio.Chased) {
			to.Signs = append(to.Signs, s)
		}
		to.Chases = slices.Insert(to.Chases, 0, c)
	}
	return nil
}

// ranked gives the wanted standings in their order, and counts those of the wanted
// owner by the kinds of their signs.
func (g *gathering) ranked(in Wanted, count map[portfolio.Kind]int) ([]Stands, error) {
	var ids []client.ID
	for id := range g.by {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var standings []portfolio.Standing
	for part := range slices.Chunk(ids, store.Batch) {
		faces, err := store.FacesOf(g.tx, g.ws, part)
		if err != nil {
			return nil, err
		}
		for _, id := range part {
			face, there := faces[id]
			if !there || face.Stage == client.Past || !g.wants(in, face.Owner) {
				continue
			}
			s := g.by[id]
			s.Client, s.Name = face, face.Name
			for _, k := range portfolio.Kinds() {
				if s.Has(k) {
					count[k]++
				}
			}
			if len(in.Kinds) == 0 || slices.ContainsFunc(in.Kinds, s.Has) {
				standings = append(standings, s.Standing)
			}
		}
	}
	portfolio.Rank(standings, g.now)
	out := make([]Stands, len(standings))
	for i, s := range standings {
		out[i] = *g.by[client.ID(s.Key)]
		out[i].Standing = s
	}
	return out, nil
}

// wants tells whether the clients of an owner are wanted.
func (g *gathering) wants(in Wanted, owner member.ID) bool {
	if in.Owner == "" || owner == in.Owner {
		return true
	}
	m, _ := g.book.member(owner)
	return in.Led && m.LeaderID == in.Owner
}

// say puts the worst sign of each client into what a member is asked about it.
func (g *gathering) say(all []Stands) error {
	var rows []store.PromptRow
	for _, s := range all {
		if w, _ := s.Worst(); w.Kind != portfolio.Chased {
			rows = append(rows, g.prompts[w.ID])
		}
	}
	if err := dressAhead(g.act, rows); err != nil {
		return err
	}
	for i := range all {
		w, _ := all[i].Worst()
		p, is := g.prompts[w.ID]
		if !is {
			continue
		}
		asked, err := dressPrompt(g.act, p)
		if err != nil {
			return err
		}
		all[i].Asked = &asked
	}
	return nil
}
