package portal

import (
	"strconv"
	"strings"

	"kept/fieldlog"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
)

// siteRoutes are the pages of what was seen at the client's place.
func siteRoutes(s *Site) {
	s.read("site", sitePage)
	s.read("site/{entry}/photos/{number}", sitePhoto(false))
	s.read("site/{entry}/photos/{number}/small", sitePhoto(true))
}

// entriesOnPage is how many entries a page shows.
const entriesOnPage = 15

// sitePage lists what is shared from the site, the newest first.
func sitePage(v *visit) error {
	all, err := v.o.Portal.Site(v.r.Context(), v.who, fieldlog.ID(v.r.URL.Query().Get("after")), entriesOnPage)
	if err != nil {
		return err
	}
	r := v.reading(all.PortalView)
	heading := r.say("From the site")
	p := page.SitePage{Frame: r.frame(heading), Heading: heading, None: r.say("Nothing is here yet. What we see on the site and share with you stands here."), Contact: r.contact(all.Leader, r.say("looks after you"))}
	for _, e := range all.Entries {
		p.Entries = append(p.Entries, seenIn(r, e))
	}
	if all.More {
		p.Older.URL = v.root + "site?after=" + string(all.Entries[len(all.Entries)-1].ID)
	}
	return v.show(p)
}

// seenIn is an entry as the client sees it.
func seenIn(r reading, e fieldlog.Entry) page.Seen {
	out := page.Seen{ID: string(e.ID), Text: strings.Split(e.Text, "\n"), Lang: r.lang(e.Text), At: r.moment(e.At), Weather: weatherIn(r, e)}
	if len(r.view.Projects) > 1 {
		for _, p := range r.view.Projects {
			if string(p.ID) == e.ProjectID {
				out.Of = p.Name
			}
		}
	}
	seen := e.Seen()
	for i, p := range seen {
		w, h := p.Thumb()
		at := r.root + "site/" + out.ID + "/photos/" + strconv.Itoa(p.Number)
		alt := r.say("Photo {n} of {all}: {what}", "n", strconv.Itoa(i+1), "all", strconv.Itoa(len(seen)), "what", e.Line(80))
		out.Photos = append(out.Photos, page.Photo{URL: at, Small: at + "/small", Alt: alt, Width: strconv.Itoa(w), Height: strconv.Itoa(h)})
	}
	return out
}

func weatherIn(r reading, e fieldlog.Entry) string {
	var parts []string
	if e.Weather != "" {
		parts = append(parts, r.say(office.WeatherWord(e.Weather)))
	}
	if e.Degrees != nil {
		parts = append(parts, office.DegreesWord(*e.Degrees))
	}
	return strings.Join(parts, ", ")
}

// siteIn is what the first page shows from the site; nil = nothing is shared.
func siteIn(r reading) *page.SiteNews {
	if len(r.view.Seen) == 0 {
		return nil
	}
	n := &page.SiteNews{Heading: r.say("From the site"), All: ui.Link{Text: r.say("All from the site"), URL: r.root + "site"}}
	for _, e := range r.view.Seen {
		n.Entries = append(n.Entries, seenIn(r, e))
	}
	return n
}

// sitePhoto shows a photo, or its thumbnail, as it was drawn anew.
func sitePhoto(small bool) handler {
	return func(v *visit) error {
		number, err := strconv.Atoi(v.r.PathValue("number"))
		if err != nil {
			return fault.New(fault.NotFound, "There is no picture at this address.")
		}
		f, err := v.o.Portal.Photo(v.r.Context(), v.who, fieldlog.ID(v.r.PathValue("entry")), number, small)
		if err != nil {
			return err
		}
		defer f.Close()
		files.Serve(v.w, v.r, files.Handing{Name: f.Name, Sum: f.Sum, Preview: true}, f.File)
		return nil
	}
}
