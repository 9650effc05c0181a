package sample

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"

	"kept/client"
	"kept/fieldlog"
	"kept/internal/office"
)

// note is an entry of a field log of the sample.
type note struct {
	by     string
	words  fieldlog.Words
	shared bool
	photos [][]byte
}

// saw writes an entry into the field log of a client's project.
func saw(of string, n note) doing {
	return func(p *play) error {
		in := office.NewEntry{Project: client.ProjectID(p.at[of].project), Words: n.words, Shared: n.shared}
		if p.Office.Files.Store() != nil {
			photos, err := p.Office.Files.TakePhotos(p.ctx, p.who[n.by], in.Project)
			if err != nil {
				return err
			}
			defer func() { _ = photos.Close() }() // what was spooled has no name: closing it is all there is to do
			for i, b := range n.photos {
				if err := photos.Take(p.ctx, fmt.Sprintf("Photo %d.jpg", i+1), bytes.NewReader(b)); err != nil {
					return err
				}
			}
			if in.Photos, err = photos.Keep(p.ctx); err != nil {
				return err
			}
		}
		_, err := p.Office.FieldLog.Add(p.ctx, p.who[n.by], in)
		return err
	}
}

// fieldNotes are what was seen at the house by the lake.
func fieldNotes() []past {
	cold, mild := -2, 7
	return []past{
		{-6, hm(15, 30), saw("albrecht", note{by: "omar", shared: true, photos: [][]byte{houseSketch(0), houseSketch(1)}, words: fieldlog.Words{Text: "The walls of the upper floor stand, and the openings for the windows are measured.", Weather: fieldlog.Frost, Degrees: &cold}})},
		{-1, hm(8, 20), saw("albrecht", note{by: "omar", photos: [][]byte{houseSketch(2)}, words: fieldlog.Words{Text: "The roof timber came this morning.\nTwo beams are damp: the carpenter dries them before they are laid.", Weather: fieldlog.Rain, Degrees: &mild}})},
	}
}

// houseSketch draws a house that is being built: walls, then windows, then a roof.
func houseSketch(stage int) []byte {
	const w, h = 1280, 960
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{uint8(170 + y/16), uint8(190 + y/20), 222, 255} // the sky
			switch {
			case y > 720:
				c = color.RGBA{uint8(110 + (x+y)%9), 104, 82, 255} // the ground
			case stage == 2 && y > 300-(x-640)/3 && y > 300+(x-640)/3 && y < 400 && x > 300 && x < 980 && (x/26)%2 == 0:
				c = color.RGBA{150, 104, 62, 255} // the beams
			case x > 340 && x < 940 && y > 400:
				c = color.RGBA{198, 176, uint8(150 + (y/30)%2*8), 255} // the walls
				if stage > 0 && (x > 420 && x < 540 || x > 740 && x < 860) && y > 480 && y < 600 {
					c = color.RGBA{86, 98, 112, 255} // the windows
				}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(fmt.Errorf("draw a house: %w", err)) // into memory it is always written
	}
	return b.Bytes()
}
