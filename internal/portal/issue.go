package portal

import (
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
	"kept/issue"
	"kept/promise"
)

// issuePage shows what went wrong, as the client was told of it.
func issuePage(v *visit) error {
	i, err := v.o.Portal.Issue(v.r.Context(), v.who, issue.ID(v.r.PathValue("issue")))
	if err != nil {
		return err
	}
	r := v.reading(i.PortalView)
	w := i.Issue.Last.Words
	p := page.IssuePage{Frame: r.frame(w.What), Issue: r.issueOf(i.Issue), Contact: r.contact(i.Issue.Owner, "sees to it")}
	for _, part := range office.IssueParts(w)[1:] {
		p.Parts = append(p.Parts, page.UpdatePart{Title: part.Title, Lines: part.Lines})
	}
	for _, e := range i.Issue.Earlier {
		p.Earlier = append(p.Earlier, page.IssueWord{At: r.moment(e.At), Says: office.IssuePhrase(e.Words.State)})
	}
	for _, m := range i.Promises {
		p.Promises = append(p.Promises, r.promiseOf(m))
	}
	return v.show(p)
}

// issueOf is an issue as it stands in a list.
func (r reading) issueOf(t office.ToldIssue) page.Issue {
	w := t.Last.Words
	out := page.Issue{Link: ui.Link{Text: w.What, URL: r.root + "issues/" + string(t.ID)}, Says: office.IssuePhrase(w.State), Over: w.State == issue.Closed, At: r.moment(t.Last.At)}
	if t.Hears != (promise.When{}) {
		out.Hear = r.when(promise.Date{When: t.Hears, DueAt: t.Hears.Due(r.cal)})
	}
	return out
}
