package sample

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"kept/client"
	"kept/internal/office"
)

// paper is a document of the sample.
type paper struct {
	by     string // who brings it; "" = the client's first contact
	name   string
	note   string
	shared bool
	bytes  []byte
}

// brought adds a document to the bakery's project, or a version to one of this name.
func brought(d paper) doing {
	return func(p *play) error {
		if p.Office.Files.Store() == nil {
			return nil
		}
		c := p.at["lindner"]
		who := p.who[d.by]
		if d.by == "" {
			who = office.Actor{Workspace: p.who["marta"].Workspace, Contact: c.contacts[0].ID, Client: c.client}
		}
		file, err := p.Office.Files.Bring(p.ctx, who, client.ProjectID(c.project), bytes.NewReader(d.bytes))
		if err != nil {
			return err
		}
		all, err := p.Office.Documents.OfProject(p.ctx, p.who["marta"], client.ProjectID(c.project))
		if err != nil {
			return err
		}
		for _, known := range all.Documents {
			if known.Name == d.name {
				_, err := p.Office.Documents.Renew(p.ctx, who, known.ID, office.Renewal{Note: d.note, File: file})
				return err
			}
		}
		_, err = p.Office.Documents.Add(p.ctx, who, office.NewDocument{Project: client.ProjectID(c.project), Name: d.name, Note: d.note, Shared: d.shared, File: file})
		return err
	}
}

// toldPapers are the documents of the shop.
func toldPapers() []past {
	return []past{
		{-9, hm(11, 0), brought(paper{by: "nils", name: "Front page.png", note: "The first sketch", shared: true, bytes: pageSketch(color.NRGBA{0x8a, 0x9a, 0x5b, 255})})},
		{-7, hm(14, 20), brought(paper{name: "Prices 2026.csv", note: "With the new sizes", bytes: []byte("article;size;price\nBasket;small;24.00\nBasket;large;39.00\n")})},
		{-5, hm(15, 40), brought(paper{by: "nils", name: "Front page.png", note: "In the new colours, with the basket on the right", shared: true, bytes: pageSketch(color.NRGBA{0xb5, 0x65, 0x3a, 255})})},
		{-3, hm(9, 50), brought(paper{by: "jana", name: "How orders run.pdf", note: "One page: from the basket to the parcel", shared: true, bytes: onePage("How orders run", "1. The basket", "2. Address and payment", "3. The confirmation by mail", "4. The parcel, and its number")})},
		{-2, hm(12, 30), brought(paper{by: "nils", name: "Hours and costs.txt", bytes: []byte("For us alone.\n")})},
	}
}

// pageSketch draws a page of a shop.
func pageSketch(accent color.NRGBA) []byte {
	m := image.NewNRGBA(image.Rect(0, 0, 1200, 800))
	paint := func(x, y, w, h int, c color.Color) {
		draw.Draw(m, image.Rect(x, y, x+w, y+h), image.NewUniform(c), image.Point{}, draw.Src)
	}
	ink, line := color.NRGBA{0x2b, 0x28, 0x24, 255}, color.NRGBA{0xd8, 0xd2, 0xc6, 255}
	paint(0, 0, 1200, 800, color.NRGBA{0xfb, 0xf8, 0xf2, 255})
	paint(0, 0, 1200, 90, accent)
	paint(60, 30, 180, 30, color.White)
	paint(1060, 30, 80, 30, ink)
	paint(60, 150, 520, 44, ink)
	paint(60, 215, 430, 16, line)
	paint(60, 245, 460, 16, line)
	for i := range 4 {
		x := 60 + i*280
		paint(x, 320, 240, 260, line)
		paint(x+30, 370, 180, 150, accent)
		paint(x, 600, 160, 18, ink)
		paint(x, 632, 90, 14, line)
	}
	paint(60, 720, 200, 44, accent)
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(fmt.Errorf("draw a sketch: %w", err)) // into memory it is always written
	}
	return b.Bytes()
}

// onePage makes a PDF of one page.
func onePage(title string, lines ...string) []byte {
	var say bytes.Buffer
	fmt.Fprintf(&say, "BT /F1 28 Tf 72 740 Td (%s) Tj /F1 16 Tf", title)
	for _, l := range lines {
		fmt.Fprintf(&say, " 0 -42 Td (%s) Tj", l)
	}
	say.WriteString(" ET")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", say.Len(), say.String()), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	from := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, from)
	return b.Bytes()
}
