package office

import (
	"strings"

	"kept/internal/store"
	"kept/member"
	"kept/plan"
)

// Match is somebody whom a file gives steps to, and who that is here.
type Match struct {
	Person plan.Person
	Party  plan.Party
	Steps  int  // that he holds
	Beside int  // that he works on, while somebody else holds them
	Unsure bool // several people here have this name: he counts as a third party
}

// holders knows who can hold a step, by address and by name.
type holders struct {
	mail, name map[string]plan.Party
	several    map[string]bool // names that more than one has
}

func holdersOf(v PlanView) *holders {
	h := &holders{mail: map[string]plan.Party{}, name: map[string]plan.Party{}, several: map[string]bool{}}
	for _, m := range v.Members {
		h.add(plan.Party{Side: plan.Ours, ID: string(m.ID)}, m.Name, m.Email)
	}
	for _, k := range v.Contacts {
		if k.EndedAt.IsZero() {
			h.add(plan.Party{Side: plan.Theirs, ID: string(k.ID)}, k.Name, k.Email)
		}
	}
	return h
}

// add takes somebody: ours go before the client's people where an address is the same.
func (h *holders) add(p plan.Party, name, mail string) {
	if mail != "" {
		if _, taken := h.mail[member.EmailKey(mail)]; !taken {
			h.mail[member.EmailKey(mail)] = p
		}
	}
	names := []string{store.Fold(name)}
	if first, _, more := strings.Cut(names[0], " "); more {
		names = append(names, first)
	}
	for _, n := range names {
		if _, taken := h.name[n]; taken {
			h.several[n] = true
		}
		h.name[n] = p
	}
}

// find tells who somebody is here: by his address, else by his name or the first
// of his names where nobody else has it; else he is a third party.
func (h *holders) find(p plan.Person) (plan.Party, bool) {
	for _, mail := range []string{p.Email, p.Name} { // some tools have an address in place of a name
		if party, ok := h.mail[member.EmailKey(mail)]; ok {
			return party, false
		}
	}
	name := store.Fold(p.Name)
	if party, ok := h.name[name]; ok && !h.several[name] {
		return party, false
	}
	return plan.Party{Side: plan.Third, Name: p.Name}, h.several[name]
}

// hold gives every step to the first of its people whom we know, else to the
// first of them; to us where it has none.
func hold(steps []plan.OutsideStep, v PlanView) []Match {
	h := holdersOf(v)
	at := map[plan.Person]int{}
	var out []Match
	for i := range steps {
		s := &steps[i]
		s.Step.Party = plan.Party{Side: plan.Ours}
		held := -1
		for n, p := range s.Who {
			m, seen := at[p]
			if !seen {
				m = len(out)
				at[p] = m
				x := Match{Person: p}
				x.Party, x.Unsure = h.find(p)
				out = append(out, x)
			}
			if n == 0 || out[m].Party.Side != plan.Third && out[held].Party.Side == plan.Third {
				held = m
			}
		}
		for _, p := range s.Who {
			if at[p] == held {
				out[held].Steps++
			} else {
				out[at[p]].Beside++
			}
		}
		if held >= 0 {
			s.Step.Party = out[held].Party
		}
	}
	return out
}
