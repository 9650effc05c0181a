// Package sample fills every page of the portal with the words of an ordinary
// week in a made-up firm, Northlight Studio, as its client Casa Ruiz reads
// them. The gallery test prints it, looks at it in a browser and measures it;
// nothing of it is part of the program.
package sample

import (
	"kept/internal/portal/page"
	"kept/internal/ui"
)

// Entry is one page of the gallery.
type Entry struct {
	Name string
	Page page.Page
}

// Gallery gives every page, in the order in which a reader meets them.
func Gallery() []Entry {
	return []Entry{
		{"ask", ask()}, {"ask-wrong", askWrong()}, {"code", code()}, {"code-wrong", codeWrong()}, {"confirm", confirm()},
		{"link-used", linkUsed()}, {"choose", choose()},
		{"home", home()}, {"home-bare", homeBare()}, {"home-late", homeLate()}, {"home-rtl", homeRTL()}, {"home-long", homeLong()}, {"project", project()},
		{"promise", promisePage()}, {"promise-silence", silence()}, {"notice", noticePage()}, {"kept", keptList()}, {"told-none", toldNone()},
		{"talks", talks()}, {"talks-none", talksNone()}, {"talk", talk()}, {"talk-borrowed", talkBorrowed()}, {"write", writeUs()},
		{"devices", devices()}, {"signed-out", signedOut()}, {"asked", asked()}, {"asked-wrong", askedWrong()}, {"asked-over", askedOver()}, {"problem", problem()}, {"problem-bare", problemBare()},
	}
}

// FirmLogo and ClientLogo are two marks for the gallery's server.
const (
	FirmLogo   = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 176 40" width="176" height="40"><path d="M4 34 18 6l14 28M11 22h14" fill="none" stroke="#1f6b45" stroke-width="3.5"/><text x="44" y="27" font-family="Georgia, serif" font-size="20" fill="#1f6b45">Northlight</text></svg>`
	ClientLogo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" fill="#fff"/><path d="M10 38V20L24 9l14 11v18z" fill="none" stroke="#9a4312" stroke-width="3"/><path d="M20 38V27a4 4 0 0 1 8 0v11" fill="#9a4312"/></svg>`
)

const now = "2026-03-06T10:20:00+01:00"

func firm() page.Firm {
	return page.Firm{Name: "Northlight Studio", URL: "https://northlight.example/", LogoURL: "/logo/firm.svg", Accent: "#1f6b45"}
}

func ruiz() ui.Client {
	return ui.Client{Name: "Casa Ruiz", Colour: 2, LogoURL: "/logo/client.svg"}
}

func outside(title string) page.Frame {
	return page.Frame{Title: title, Firm: firm(), Lang: "en", Now: now}
}

func inside(title string) page.Frame {
	f := outside(title)
	f.Zone = "Times are Madrid time."
	f.Reader = page.Reader{Name: "Ana Ruiz", Client: ruiz(), HomeURL: "/p/casa", DevicesURL: "/p/devices", OutURL: "/p/ending"}
	return f
}

func marta() page.Contact {
	return page.Contact{
		Person: ui.Person{Name: "Marta Kern", Initials: "MK"}, Role: "leads your project",
		Mail:  ui.Link{Text: "Write to Marta", URL: "mailto:marta@northlight.example"},
		Phone: ui.Link{Text: "+39 06 555 0142", URL: "tel:+39065550142"},
		Hours: "Monday to Friday, 9:00 to 18:00 Madrid time",
	}
}

func lea() ui.Person { return ui.Person{Name: "Léa Fontaine", Initials: "LF"} }

func moment(text, iso, relative string) ui.Moment {
	return ui.Moment{Text: text, ISO: iso, Relative: relative, Title: text + ", 2026, Madrid"}
}
