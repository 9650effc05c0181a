// Package sample fills every page of the desk with the words of an ordinary
// week in a made-up firm, Northlight Studio. The gallery test prints it, looks
// at it in a browser and measures it; nothing of it is part of the program.
package sample

import (
	"kept/internal/ui"
	"kept/internal/web/page"
)

// Entry is one page of the gallery.
type Entry struct {
	Name string
	Page page.Page
}

// Gallery gives every page, in the order in which a reader meets them.
func Gallery() []Entry {
	var all []Entry
	for _, part := range [][]Entry{fronts(), home(), clients(), promises(), composers(), noticePages(), talks(), records(), people(), settings(), waysIn(), triage(), handOffs(), issues(), coming(), rest()} {
		all = append(all, part...)
	}
	return all
}

// now is the moment of reading in every sample.
const now = "2026-02-27T10:12:00+01:00"

func marta() ui.Person {
	return ui.Person{Name: "Marta Kern", Initials: "MK", URL: "/people/mem_marta"}
}
func jonas() ui.Person {
	return ui.Person{Name: "Jonas Weber", Initials: "JW", URL: "/people/mem_jonas"}
}
func lea() ui.Person {
	return ui.Person{Name: "Léa Fontaine", Initials: "LF", URL: "/people/mem_lea"}
}

func desk(title string, here page.Section) page.Desk {
	return page.Desk{
		Title: title, Workspace: "Northlight Studio", Member: marta(), Role: "Owner", Here: here,
		ToTell: "2", Calls: "1", Manages: true, Imports: true, Now: now,
	}
}

func harbour() ui.Client {
	return ui.Client{Name: "Harbour & Sons", URL: "/clients/cli_harbour", Colour: 8}
}
func ruiz() ui.Client { return ui.Client{Name: "Casa Ruiz", URL: "/clients/cli_ruiz", Colour: 2} }
func aalto() ui.Client {
	return ui.Client{Name: "Aalto Interiors", URL: "/clients/cli_aalto", Colour: 6}
}
func brenner() ui.Client {
	return ui.Client{Name: "Brenner Weinhandel", URL: "/clients/cli_brenner", Colour: 11}
}
func okafor() ui.Client {
	return ui.Client{Name: "Dr Okafor’s practice", URL: "/clients/cli_okafor", Colour: 10}
}
func lumen() ui.Client { return ui.Client{Name: "Lumen Energy", URL: "/clients/cli_lumen", Colour: 3} }

func moment(text, iso, relative string) ui.Moment {
	return ui.Moment{Text: text, ISO: iso, Relative: relative}
}

func options(chosen string, pairs ...string) []ui.Option {
	var out []ui.Option
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, ui.Option{Value: pairs[i], Label: pairs[i+1], Selected: pairs[i] == chosen})
	}
	return out
}
