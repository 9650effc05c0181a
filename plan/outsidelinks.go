package plan

// links brings the links of the file in: those that were made, changed or taken
// away here since stay as they are here.
func (w *merging) links() {
	type pair [2]ID
	here, said, says := map[pair]Link{}, map[pair]Link{}, map[pair]bool{}
	for _, l := range w.Here.Links {
		here[pair{l.From, l.To}] = l
	}
	for _, l := range w.Said.Links {
		if x, ok := w.resolved(l); ok {
			said[pair{x.From, x.To}] = x
		}
	}
	for _, l := range w.File.Links {
		x, ok := w.resolved(l)
		p := pair{x.From, x.To}
		if !ok || says[p] { // one of the steps was taken out here
			continue
		}
		says[p] = true
		was, known := said[p]
		is, there := here[p]
		switch {
		case !there && !known:
			w.out.Link = append(w.out.Link, x)
		case !there, is == x, known && was == x: // taken away or changed here, or as it was
		case known && is == was:
			w.out.Unlink, w.out.Link = append(w.out.Unlink, is), append(w.out.Link, x)
		default:
			w.differs(x.To, InLinks)
		}
	}
	for _, l := range w.Said.Links {
		x, ok := w.resolved(l)
		p := pair{x.From, x.To}
		if ok && !says[p] && w.inFile[string(l.From)] && w.inFile[string(l.To)] && here[p] == x {
			says[p] = true
			w.out.Unlink = append(w.out.Unlink, x)
		}
	}
	if w.Part {
		w.out.Says.Links = w.unspoken()
	}
	gone := map[Link]bool{}
	for _, l := range w.out.Unlink {
		gone[l] = true
	}
	for _, l := range w.Here.Links {
		if !gone[l] {
			w.out.Plan.Links = append(w.out.Plan.Links, l)
		}
	}
}

// unspoken are the links of the file, and those said before between steps of
// which it is not the whole that it speaks of.
func (w *merging) unspoken() []Link {
	says := append([]Link(nil), w.File.Links...)
	for _, l := range w.Said.Links {
		if !w.inFile[string(l.From)] || !w.inFile[string(l.To)] {
			says = append(says, l)
		}
	}
	return says
}

// resolved names the ends of a link of the file as they are named here.
func (w *merging) resolved(l Link) (Link, bool) {
	from, ok := w.ids[string(l.From)]
	to, too := w.ids[string(l.To)]
	l.From, l.To = from, to
	return l, ok && too && from != to
}

// differs notes that a step stands otherwise in the file.
func (w *merging) differs(id ID, what Respect) {
	for i := range w.out.Kept {
		if d := &w.out.Kept[i]; d.Here.ID == id {
			d.What = append(d.What, what)
			return
		}
	}
	s, _ := w.out.Plan.Step(id)
	w.out.Kept = append(w.out.Kept, Differs{Here: s, File: s, What: []Respect{what}})
}

// circles adds the new links to the plan, without those that would close a circle.
func (w *merging) circles() error {
	stay := w.out.Plan.Links
	w.out.Plan.Links = append(append([]Link(nil), stay...), w.out.Link...)
	if _, err := w.out.Plan.order(); err == nil {
		return w.out.Plan.Check()
	}
	next := map[ID][]ID{}
	for _, l := range stay {
		next[l.From] = append(next[l.From], l.To)
	}
	w.out.Plan.Links = append([]Link(nil), stay...)
	var taken []Link
	for _, l := range w.out.Link {
		if leads(next, l.To, l.From) {
			w.out.Circles = append(w.out.Circles, l)
			continue
		}
		next[l.From] = append(next[l.From], l.To)
		taken = append(taken, l)
	}
	w.out.Link = taken
	w.out.Plan.Links = append(w.out.Plan.Links, taken...)
	return w.out.Plan.Check()
}

// leads tells whether one step leads to another one.
func leads(next map[ID][]ID, from, to ID) bool {
	seen := map[ID]bool{from: true}
	way := []ID{from}
	for len(way) > 0 {
		at := way[len(way)-1]
		way = way[:len(way)-1]
		if at == to {
			return true
		}
		for _, n := range next[at] {
			if !seen[n] {
				seen[n] = true
				way = append(way, n)
			}
		}
	}
	return false
}
