package plans

import (
	"fmt"
	"slices"
	"strings"
)

// arrow is one "comes not before" between two ends of steps. link is the place
// of the link that it comes of, -1 for what follows from the steps themselves.
type arrow struct {
	to   int32
	link int32
}

// rings takes out the last link of every ring, so that the others can be
// planned. Each step stands in the graph with its start (2i) and its end
// (2i+1), which comes after the start; the start of a part comes after that of
// its group, and the end of a group after those of its parts.
func (g *gatherer) rings() error {
	graph := arrowsOf(g)
	out := map[int32]bool{}
	for n := 0; ; n++ {
		ring := ringOf(graph, out)
		if ring == nil {
			break
		}
		if n == MaxRings {
			return refuse("The links go round in more than %d rings, the last is %s. Mend them in the tool that the plan is from.", MaxRings, spelledRing(g.links, ring))
		}
		last := ring[0]
		for _, at := range ring {
			last = max(last, at)
		}
		c := g.links[last]
		g.problem(Problem{c.line, quoted(c.From) + " to " + quoted(c.To), "link", "the links go round: " + spelledRing(g.links, ring), "this link is left out"})
		out[last] = true
	}
	kept := g.links[:0]
	for i, c := range g.links {
		if !out[int32(i)] {
			kept = append(kept, c)
		}
	}
	g.links = kept
	return nil
}

func spelledRing(links []claim, ring []int32) string {
	var parts []string
	for i, at := range ring {
		if i == 5 {
			parts = append(parts, fmt.Sprintf("and %d more", len(ring)-i))
			break
		}
		parts = append(parts, quoted(links[at].From)+" to "+quoted(links[at].To))
	}
	return strings.Join(parts, ", ")
}

// arrowsOf builds the graph of all ends.
func arrowsOf(g *gatherer) [][]arrow {
	out := make([][]arrow, 2*len(g.plan.Steps))
	add := func(from, to, link int) {
		out[from] = append(out[from], arrow{int32(to), int32(link)})
	}
	for i, s := range g.plan.Steps {
		add(2*i, 2*i+1, -1)
		if up, ok := g.at[s.Parent]; ok && s.Parent != "" {
			add(2*up, 2*i, -1)
			add(2*i+1, 2*up+1, -1)
		}
	}
	for n, c := range g.links {
		from, to := 2*g.at[c.From], 2*g.at[c.To]
		switch c.Kind {
		case SS:
			add(from, to, n)
		case FF:
			add(from+1, to+1, n)
		case SF:
			add(from, to+1, n)
		default:
			add(from+1, to, n)
		}
	}
	return out
}

// ringOf finds one ring without the links that are out, and gives the links on
// it, nil where there is none.
func ringOf(graph [][]arrow, out map[int32]bool) []int32 {
	const fresh, open, closed = 0, 1, 2
	state := make([]uint8, len(graph))
	type visit struct {
		at   int32
		next int
		by   int32 // the link that led here
	}
	for root := range graph {
		if state[root] != fresh {
			continue
		}
		way := []visit{{at: int32(root), by: -1}}
		state[root] = open
		for len(way) > 0 {
			v := &way[len(way)-1]
			if v.next == len(graph[v.at]) {
				state[v.at] = closed
				way = way[:len(way)-1]
				continue
			}
			a := graph[v.at][v.next]
			v.next++
			if out[a.link] {
				continue
			}
			switch state[a.to] {
			case fresh:
				state[a.to] = open
				way = append(way, visit{at: a.to, by: a.link})
			case open:
				var links []int32
				for i := len(way) - 1; way[i].at != a.to; i-- {
					if way[i].by >= 0 {
						links = append(links, way[i].by)
					}
				}
				slices.Reverse(links)
				if a.link >= 0 {
					links = append(links, a.link)
				}
				return links
			}
		}
	}
	return nil
}
