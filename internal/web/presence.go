package web

import (
	"slices"
	"sync"
	"time"

	"kept/conversation"
	"kept/internal/door"
	"kept/internal/web/page"
	"kept/member"
)

// presence knows who has a conversation before him just now, so that two do not
// answer one client. It is of this process alone and forgets by itself: what
// keeps two answers apart is the version of the conversation.
type presence struct {
	mu   sync.Mutex
	seen map[conversation.ID]map[member.ID]sight
}

// sight is that somebody looked.
type sight struct {
	at        time.Time
	answering bool
}

// presentFor is how long somebody who looked counts as there. An open page asks
// anew every thirty seconds; one without JavaScript does not.
const presentFor = 3 * time.Minute

// mostSeen is for how many conversations it is known who looks; beyond it,
// everything is forgotten and learned anew.
const mostSeen = 5000

// look notes that a member looks at a conversation, and gives who else does:
// those who answer at the head.
func (p *presence) look(id conversation.ID, who member.ID, answering bool, now time.Time) (answer, others []member.ID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.seen == nil || len(p.seen) > mostSeen {
		p.seen = map[conversation.ID]map[member.ID]sight{}
	}
	there := p.seen[id]
	if there == nil {
		there = map[member.ID]sight{}
		p.seen[id] = there
	}
	for m, s := range there {
		switch {
		case now.Sub(s.at) >= presentFor:
			delete(there, m)
		case m == who:
		case s.answering:
			answer = append(answer, m)
		default:
			others = append(others, m)
		}
	}
	there[who] = sight{now, answering}
	slices.Sort(answer)
	slices.Sort(others)
	return answer, others
}

// companyOf says who else has a conversation before him.
func companyOf(v *visit, id conversation.ID, answering bool) page.Company {
	c := page.Company{Get: talkURL(id) + "/company"}
	if answering {
		c.Get += "?answering=1"
	}
	answer, others := v.here.look(id, v.who.Member, answering, v.now)
	for _, m := range answer {
		c.Says = append(c.Says, v.team.Name(m)+" is answering.")
	}
	for _, m := range others {
		c.Says = append(c.Says, v.team.Name(m)+" is looking at this.")
	}
	return c
}

// showCompany answers an open page that asks who else is there by now.
func showCompany(v *visit) error {
	id := conversation.ID(v.r.PathValue("conversation"))
	if _, err := v.o.Conversations.Thread(v.r.Context(), v.who, id); err != nil {
		return err
	}
	return door.Show(v.w, v.r, 200, companyOf(v, id, v.r.URL.Query().Get("answering") != "").View())
}
