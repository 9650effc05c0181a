package sample

import (
	"kept/client"
	"kept/internal/office"
	"kept/shelf"
)

// keeps puts a link or a note on the shelf of a client's project.
func keeps(of, by string, in office.NewItem) doing {
	return func(p *play) error {
		in.Project = client.ProjectID(p.at[of].project)
		_, err := p.Office.Shelves.Add(p.ctx, p.who[by], in)
		return err
	}
}

// atHand are the links and notes of the shop and of the house by the lake.
func atHand() []past {
	link := func(name, address, text string) office.NewItem {
		return office.NewItem{Kind: shelf.Link, Words: shelf.Words{Name: name, Address: address, Text: text}, Shared: true}
	}
	note := func(name, text string, shared bool) office.NewItem {
		return office.NewItem{Kind: shelf.Note, Words: shelf.Words{Name: name, Text: text}, Shared: shared}
	}
	return []past{
		{-8, hm(10, 30), keeps("lindner", "nils", link("The shop as it is today", "https://preview.northlight.example/lindner", "Renewed every night; orders in it are not real."))},
		{-8, hm(10, 40), keeps("lindner", "nils", note("Words that we agreed on", "It is called “basket”, not “cart”.\n\nPrices stand with tax, and the delivery is said before the address is asked for.", true))},
		{-6, hm(9, 15), keeps("lindner", "jana", link("The emergency line of the payment provider", "tel:+4930555018", "They answer at night too."))},
		{-4, hm(16, 5), keeps("lindner", "nils", note("Hours left", "Eleven of the forty. Talk about it before the next sketch.", false))},
		{-5, hm(11, 20), keeps("albrecht", "omar", link("Map to the site", "https://maps.northlight.example/lake-house", "The gate is open from 7:00."))},
	}
}
