package sim

import (
	"io"
	"strings"
	"time"

	"kept/client"
	"kept/document"
	"kept/internal/fault"
	"kept/internal/office"
)

// archivist brings documents for whoever is at work, shares some of them, and looks
// whether each client sees what is shared with him and nothing else, byte for byte.
type archivist struct {
	dice
	said map[string]string // what a version is to say, by document and number
}

// act is one look at the documents of a client.
func (p *archivist) act(y *year) time.Time {
	h := one(p.dice, y.clients)
	if len(h.projects) > 0 {
		of := one(p.dice, h.projects)
		p.brings(y, h, of)
		p.changes(y, of)
		p.notes(y, of)
		p.shelves(y, h, of)
		p.looks(y, h)
	}
	return y.now.Add(p.between(20*time.Hour, 60*time.Hour))
}

// brings adds a document, or a version of one; now and then the client does, and
// now and then nobody refers to what was brought.
func (p *archivist) brings(y *year, h *household, of client.ProjectID) {
	who := one(p.dice, y.people).who
	if p.odds(0.3) {
		who = office.Actor{Workspace: who.Workspace, Contact: h.contacts[0].id, Client: h.id}
	}
	text := strings.Repeat(wordsAbout(y, "Plan"), 1+p.IntN(20))
	file, err := y.Files.Bring(y.ctx, who, of, strings.NewReader(text))
	if !y.did("bring a file", err) || p.odds(0.2) {
		return
	}
	all, err := y.Documents.OfProject(y.ctx, y.owner, of)
	if y.did("list documents", err) && len(all.Documents) > 0 && p.odds(0.4) {
		d, err := y.Documents.Renew(y.ctx, who, one(p.dice, all.Documents).ID, office.Renewal{File: file})
		if y.did("renew a document", err) {
			p.remembers(d, text)
		}
		return
	}
	d, err := y.Documents.Add(y.ctx, who, office.NewDocument{Project: of, Name: document.NameOf(wordsAbout(y, "Plan")), Shared: p.odds(0.3), File: file})
	if y.did("add a document", err) {
		p.remembers(d, text)
	}
}

func (p *archivist) remembers(d document.Document, text string) {
	p.said[string(d.ID)+d.Latest().Sum] = text
}

// changes shares a document, makes it private, removes it or brings it back.
func (p *archivist) changes(y *year, of client.ProjectID) {
	all, err := y.Documents.OfProject(y.ctx, y.owner, of)
	if !y.did("list documents", err) || len(all.Documents) == 0 {
		return
	}
	id, who := one(p.dice, all.Documents).ID, one(p.dice, y.people).who
	switch p.chances(0.5, 0.2, 0.15, 0.15) {
	case 0:
		_, err = y.Documents.Share(y.ctx, who, id, 0)
		y.did("share a document", err)
	case 1:
		_, err = y.Documents.Unshare(y.ctx, who, id, 0)
		y.did("make a document private", err)
	case 2:
		_, err = y.Documents.Remove(y.ctx, who, id, 0)
		y.did("remove a document", err)
	default:
		_, err = y.Documents.Return(y.ctx, who, id, 0)
		y.did("bring a document back", err)
	}
}

// looks holds what each client may see against what he sees.
func (p *archivist) looks(y *year, of *household) {
	for _, h := range y.clients {
		reader := office.Actor{Workspace: y.owner.Workspace, Contact: h.contacts[0].id, Client: h.id}
		for _, project := range of.projects {
			all, err := y.Documents.OfProject(y.ctx, y.owner, project)
			if !y.did("list documents", err) {
				continue
			}
			for _, d := range all.Documents {
				p.reads(y, reader, d, h.id == of.id && d.Shared())
			}
			p.peeks(y, reader, project, h.id == of.id)
			p.seesShelf(y, reader, project, h.id == of.id)
		}
	}
}

// reads reads a document as a client: it has to be there just when he may see it.
func (p *archivist) reads(y *year, reader office.Actor, d document.Document, may bool) {
	f, err := y.Portal.DocumentFile(y.ctx, reader, d.ID, 0)
	switch {
	case isOver(err):
		y.report.Refused["read a document"]++
	case !may && fault.KindOf(err) != fault.NotFound:
		y.finds("documents", "client "+string(reader.Client)+" is given document "+string(d.ID)+", which is not his to see")
	case may && err != nil:
		y.finds("documents", "client "+string(reader.Client)+" is not given document "+string(d.ID)+": "+err.Error())
	}
	if err != nil {
		return
	}
	b, err := io.ReadAll(f)
	if want, known := p.said[string(d.ID)+f.Version.Sum]; err != nil || known && string(b) != want {
		y.finds("documents", "document "+string(d.ID)+" is not read as it was brought")
	}
	y.did("read a document", f.Close())
}
