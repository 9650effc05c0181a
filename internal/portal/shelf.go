package portal

import (
	"kept/internal/portal/page"
	"kept/internal/ui"
	"kept/member"
	"kept/shelf"
)

// shelfRoutes are the pages of links and notes.
func shelfRoutes(s *Site) {
	s.read("shelf", shelfList)
	s.read("shelf/{item}", shelfPage)
	s.inside("POST /p/shelf/{item}/comments", func(v *visit) error { return comment(v, "shelf", "shelf/"+v.r.PathValue("item")) })
}

// shelfList lists the links and notes that are shared with the reader.
func shelfList(v *visit) error {
	all, err := v.o.Shelves.Shown(v.r.Context(), v.who, "")
	if err != nil {
		return err
	}
	r := v.reading(all.PortalView)
	p := page.Shelf{Frame: r.frame(r.say("Links and notes")), Heading: r.say("Links and notes"), None: r.say("Nothing is here yet. Links and notes that we share with you stand here."), Contact: r.contact(all.Leader, r.say("looks after you"))}
	for _, i := range all.Items {
		p.Items = append(p.Items, itemOf(r, i, len(all.Projects) > 1))
	}
	return v.show(p)
}

// itemOf writes a link or a note.
func itemOf(r reading, i shelf.Item, several bool) page.ShelfItem {
	out := page.ShelfItem{ID: string(i.ID), URL: r.root + "shelf/" + string(i.ID), Name: i.Name, Lang: r.lang(i.Text), Text: i.Paragraphs(), At: r.moment(i.ChangedAt), Talk: r.say("Say something")}
	if i.Kind == shelf.Link {
		out.Address, out.Host = i.Address, i.Host()
	}
	for _, p := range r.view.Projects {
		if several && string(p.ID) == i.ProjectID {
			out.Of = p.Name
		}
	}
	return out
}

// shelfPage shows a link or a note by itself, with what was said about it.
func shelfPage(v *visit) error {
	all, err := v.o.Shelves.Shown(v.r.Context(), v.who, shelf.ID(v.r.PathValue("item")))
	if err != nil {
		return err
	}
	i := all.Items[0]
	r := v.reading(all.PortalView)
	p := page.ShelfPage{Frame: r.frame(i.Name), Item: itemOf(r, i, len(all.Projects) > 1), All: ui.Link{Text: r.say("All links and notes"), URL: v.root + "shelf"}, Contact: r.contact(all.Leader, r.say("looks after you"))}
	if p.Comments, err = r.comments("shelf:"+string(i.ID), "shelf/"+string(i.ID)); err != nil {
		return err
	}
	return v.show(p)
}

// peopleOf are those who see to what is open, each with what it is; none where it is
// the leader alone, who stands on the page anyway.
func peopleOf(r reading) []page.Contact {
	var all []member.Member
	does := map[member.ID][]string{}
	for _, o := range r.view.Open {
		if o.Owner.ID != "" && does[o.Owner.ID] == nil {
			all = append(all, o.Owner)
		}
		does[o.Owner.ID] = append(does[o.Owner.ID], r.say("“{what}”", "what", o.Promise.Words))
	}
	if len(all) == 1 && all[0].ID == r.view.Leader.ID {
		return nil
	}
	var out []page.Contact
	for _, m := range all {
		words := does[m.ID]
		role := r.voice().Count(len(words), "sees to {what}", "sees to {n} things, first to {what}", "what", words[0])
		if len(words) <= mostNamed {
			role = r.say("sees to {what}", "what", r.voice().List(words))
		}
		out = append(out, page.Contact{Person: r.contact(m, "").Person, Role: role})
	}
	return out
}

// mostNamed is how many things somebody does are named.
const mostNamed = 3

// waysTo are the links of the first page to the others.
func waysTo(r reading, several bool) []page.Way {
	var out []page.Way
	add := func(icon, text, at string) {
		out = append(out, page.Way{Link: ui.Link{Text: text, URL: r.root + at}, Icon: icon})
	}
	if !several { // each of several projects has a page with its own
		for _, pr := range r.view.Plans {
			add("queue", r.say("The plan"), "projects/"+string(pr.ID)+"/plan")
		}
	}
	add("agenda", r.say("All your dates"), "dates")
	if len(r.view.Projects) > 0 {
		add("project", r.say("Your documents"), "documents")
	}
	if r.view.Shelf {
		add("link", r.say("Links and notes"), "shelf")
	}
	return out
}
