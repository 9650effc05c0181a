package steps

import (
	"fmt"

	"kept/internal/importer/plans"
	"kept/plan"
)

// links takes the links that a project knows. One of a summary task is one of
// the parts that it begins or ends with.
func (w *taking) links() {
	seen := map[[2]plan.ID]bool{}
	for _, l := range w.plan.Links {
		from, to := w.plan.Steps[w.at[l.From]], w.plan.Steps[w.at[l.To]]
		kind := plan.FinishStart
		switch l.Kind {
		case plans.FS:
		case plans.SS:
			kind = plan.StartStart
		default:
			w.lost(from, to, "the link is of the kind "+string(l.Kind)+", which a plan here does not know")
			continue
		}
		lag := lagDays(l.Lag)
		if lag > plan.MaxLag || lag < -plan.MaxLag {
			w.lost(from, to, fmt.Sprintf("the lag is longer than %d working days", plan.MaxLag))
			continue
		}
		starts := l.Kind == plans.SS
		for _, a := range w.edge(l.From, starts) {
			for _, b := range w.edge(l.To, true) {
				x := plan.Link{From: plan.ID(w.source(a)), To: plan.ID(w.source(b)), Kind: kind, Lag: lag}
				pair := [2]plan.ID{x.From, x.To}
				switch {
				case a == b || seen[[2]plan.ID{x.To, x.From}]:
					w.lost(from, to, "it goes round by way of a summary task")
				case seen[pair]:
					if a == l.From && b == l.To {
						w.lost(from, to, "there is a link between the two already")
					}
				case len(w.out.Links) > plan.MaxLinks: // one more is enough to be refused
					return
				default:
					seen[pair] = true
					w.out.Links = append(w.out.Links, x)
				}
			}
		}
	}
}

func (w *taking) lost(from, to plans.Step, what string) {
	w.inLine = append(w.inLine, plans.Problem{Where: "“" + from.Name + "” to “" + to.Name + "”", Field: "link", What: what, Done: "left out"})
}

// edge gives the keys of the steps with which something begins or ends: of a
// step itself; of a summary task, those parts that nothing else in it comes
// before, or after.
func (w *taking) edge(key string, begins bool) []string {
	if !w.isStage(w.plan.Steps[w.at[key]]) {
		return []string{key}
	}
	side := edgeOf{key, begins}
	if _, known := w.edges[side]; !known {
		w.edges[side] = w.findEdge(key, begins)
	}
	return w.edges[side]
}

// edgeOf is one side of a summary task.
type edgeOf struct {
	key    string
	begins bool
}

func (w *taking) findEdge(key string, begins bool) []string {
	inside := map[string]bool{}
	var parts []string
	var gather func(of string)
	gather = func(of string) {
		for _, i := range w.parts[of] {
			p := w.plan.Steps[i]
			if !w.isStage(p) && p.State != plans.Dropped {
				inside[p.Key] = true
				parts = append(parts, p.Key)
			}
			gather(p.Key)
		}
	}
	gather(key)
	inner := map[string]bool{} // parts that are not at this edge
	for _, l := range w.plan.Links {
		if l.Kind == plans.FS && inside[l.From] && inside[l.To] {
			if begins {
				inner[l.To] = true
			} else {
				inner[l.From] = true
			}
		}
	}
	var out []string
	for _, p := range parts {
		if !inner[p] {
			out = append(out, p)
		}
	}
	return out
}
