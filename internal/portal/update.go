package portal

import (
	"strings"

	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/news"
)

// updatePage shows a status update as it was sent.
func updatePage(v *visit) error {
	u, err := v.o.Portal.Update(v.r.Context(), v.who, news.ID(v.r.PathValue("update")))
	if err != nil {
		return err
	}
	r := v.reading(u.PortalView)
	p := page.UpdatePage{Frame: r.frame(u.Update.Subject), Subject: u.Update.Subject, At: r.moment(u.Update.SentAt), Intro: u.Update.Intro, Contact: r.contact(u.By, r.say("wrote this"))}
	for _, x := range news.Parts() {
		lines := u.Update.Of(x)
		if len(lines) == 0 {
			continue
		}
		part := page.UpdatePart{Title: r.say(office.PartTitle(x))}
		for _, l := range lines {
			part.Lines = append(part.Lines, l.Text)
		}
		part.Lang = r.lang(strings.Join(part.Lines, " "))
		p.Parts = append(p.Parts, part)
	}
	if p.Comments, err = r.comments("update:"+string(u.Update.ID), "updates/"+string(u.Update.ID)); err != nil {
		return err
	}
	return v.show(p)
}
