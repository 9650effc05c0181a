package sim

import (
	"kept/client"
	"kept/internal/office"
	"kept/shelf"
)

// shelves keeps a link or a note for a project, changes one that is there, or asks for
// one that can run something, which has to be refused; now and then the client says
// something about what he sees.
func (p *archivist) shelves(y *year, h *household, of client.ProjectID) {
	who := one(p.dice, y.people).who
	all, err := y.Shelves.OfProject(y.ctx, y.owner, of)
	if !y.did("list a shelf", err) {
		return
	}
	if len(all) == 0 || p.odds(0.4) {
		p.keeps(y, who, of)
		return
	}
	i := one(p.dice, all)
	switch p.chances(0.3, 0.1, 0.15, 0.15, 0.2, 0.1) {
	case 0:
		_, err = y.Shelves.Share(y.ctx, who, i.ID, 0)
		y.did("share a link or a note", err)
	case 1:
		_, err = y.Shelves.Unshare(y.ctx, who, i.ID, 0)
		y.did("make a link or a note private", err)
	case 2:
		_, err = y.Shelves.Remove(y.ctx, who, i.ID, 0)
		y.did("remove a link or a note", err)
	case 3:
		_, err = y.Shelves.Return(y.ctx, who, i.ID, 0)
		y.did("bring a link or a note back", err)
	case 4:
		_, err = y.Shelves.Arrange(y.ctx, who, i.ID, one(p.dice, all).ID)
		y.did("put a link or a note elsewhere", err)
	default:
		reader := office.Actor{Workspace: who.Workspace, Contact: h.contacts[0].id, Client: h.id}
		_, err = y.Feedback.Comment(y.ctx, reader, "shelf:"+string(i.ID), wordsAbout(y, "I looked at it"))
		if !i.Shared() && err == nil {
			y.finds("shelf", "client "+string(h.id)+" speaks about "+string(i.ID)+", which he does not see")
		}
		y.did("comment on a link or a note", err)
	}
}

func (p *archivist) keeps(y *year, who office.Actor, of client.ProjectID) {
	in := office.NewItem{Project: of, Kind: shelf.Note, Words: shelf.Words{Name: wordsAbout(y, "Note"), Text: wordsAbout(y, "To remember")}, Shared: p.odds(0.4)}
	if p.odds(0.5) {
		in.Kind, in.Address = shelf.Link, one(p.dice, []string{"https://test.example/", "mailto:help@test.example", "tel:+39065550142"})
	}
	bad := in.Kind == shelf.Link && p.odds(0.1)
	if bad {
		in.Address = one(p.dice, []string{"javascript:alert(1)", "data:text/html,x", "https://bank.example@evil.example/"})
	}
	_, err := y.Shelves.Add(y.ctx, who, in)
	if bad && err == nil {
		y.finds("shelf", "a link to "+in.Address+" is kept")
	}
	y.did("keep a link or a note", err)
}

// seesShelf holds what a client reads of a project's shelf against what is shared.
func (p *archivist) seesShelf(y *year, reader office.Actor, of client.ProjectID, his bool) {
	all, err := y.Shelves.OfProject(y.ctx, y.owner, of)
	if !y.did("list a shelf", err) {
		return
	}
	seen, err := y.Shelves.Shown(y.ctx, reader, "")
	if !y.did("read links and notes", err) {
		return
	}
	found := map[shelf.ID]int{}
	for n, i := range seen.Items {
		found[i.ID] = n + 1
	}
	last := 0
	for _, i := range all {
		n := found[i.ID]
		switch {
		case (n > 0) != (his && i.Shared()):
			y.finds("shelf", "client "+string(reader.Client)+" sees what is not his to see, or misses what is: "+string(i.ID))
		case n > 0 && n < last:
			y.finds("shelf", "the order of the links and notes of project "+string(of)+" is another one for its client")
		case n > 0:
			last = n
		}
	}
}
