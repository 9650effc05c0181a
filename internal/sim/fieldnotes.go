package sim

import (
	"bytes"
	"image"
	"image/png"
	"slices"

	"kept/client"
	"kept/fieldlog"
	"kept/internal/fault"
	"kept/internal/office"
)

// notes writes what somebody saw at a client's place, with a photo now and then, or
// changes, shares, removes or brings back what was written.
func (p *archivist) notes(y *year, of client.ProjectID) {
	who := one(p.dice, y.people).who
	all, err := y.FieldLog.OfProject(y.ctx, y.owner, of, "", 50)
	if !y.did("list a field log", err) {
		return
	}
	known := slices.Concat(all.Entries, all.Removed)
	if len(known) == 0 || p.odds(0.5) {
		in := office.NewEntry{Project: of, Words: fieldlog.Words{Text: wordsAbout(y, "Seen"), Weather: one(p.dice, fieldlog.Weathers())}, Shared: p.odds(0.3)}
		if in.Photos, err = p.photographs(y, who, of); y.did("take photos", err) {
			_, err = y.FieldLog.Add(y.ctx, who, in)
			y.did("write into a field log", err)
		}
		return
	}
	id := one(p.dice, known).ID
	switch p.chances(0.4, 0.2, 0.2, 0.2) {
	case 0:
		_, err = y.FieldLog.Share(y.ctx, who, id, 0)
		y.did("share an entry", err)
	case 1:
		_, err = y.FieldLog.Unshare(y.ctx, who, id, 0)
		y.did("make an entry private", err)
	case 2:
		_, err = y.FieldLog.Remove(y.ctx, who, id, 0)
		y.did("remove an entry", err)
	default:
		_, err = y.FieldLog.Return(y.ctx, who, id, 0)
		y.did("bring an entry back", err)
	}
}

// photographs takes no photo, or one; now and then what is sent is none.
func (p *archivist) photographs(y *year, who office.Actor, of client.ProjectID) ([]fieldlog.Photo, error) {
	if p.odds(0.6) {
		return nil, nil
	}
	photos, err := y.Files.TakePhotos(y.ctx, who, of)
	if err != nil {
		return nil, err
	}
	defer func() { _ = photos.Close() }() // what was spooled has no name: closing it is all there is to do
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2+p.IntN(40), 2+p.IntN(40)))); err != nil {
		return nil, err
	}
	sent := b.Bytes()
	if p.odds(0.1) {
		sent = sent[:20]
	}
	if err := photos.Take(y.ctx, "seen.png", bytes.NewReader(sent)); err != nil {
		return nil, err
	}
	return photos.Keep(y.ctx)
}

// peeks looks at each photo of a project as a client: it has to be there just when
// its entry is shared with him.
func (p *archivist) peeks(y *year, reader office.Actor, of client.ProjectID, his bool) {
	all, err := y.FieldLog.OfProject(y.ctx, y.owner, of, "", 50)
	if !y.did("list a field log", err) {
		return
	}
	for _, e := range append(all.Entries, all.Removed...) {
		for _, photo := range e.Seen() {
			f, err := y.Portal.Photo(y.ctx, reader, e.ID, photo.Number, p.odds(0.5))
			switch may := his && e.Shared(); {
			case isOver(err):
				y.report.Refused["look at a photo"]++
			case !may && fault.KindOf(err) != fault.NotFound:
				y.finds("field log", "client "+string(reader.Client)+" is given a photo of "+string(e.ID)+", which is not his to see")
			case may && err != nil:
				y.finds("field log", "client "+string(reader.Client)+" is not given a photo of "+string(e.ID)+": "+err.Error())
			}
			if err == nil {
				y.did("look at a photo", f.Close())
			}
		}
	}
}
