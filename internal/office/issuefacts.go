package office

import (
	"slices"

	"kept/client"
	"kept/internal/store"
	"kept/issue"
	"kept/news"
)

// wentWrong gathers the issues that touch the project, or the client at large, as he
// was told of them: those that are not over, and those that ended since.
func (l *log) wentWrong(a *act, p client.Project) error {
	all, err := store.IssuesOfClient(a.tx, a.ws, p.ClientID, latestIssues)
	if err != nil {
		return err
	}
	for _, i := range all {
		t, told, err := toldIssue(a, i, p.ClientID)
		if err != nil {
			return err
		}
		w := t.Last.Words
		if !told || w.State == issue.Closed && t.Last.At.Before(l.since) {
			continue
		}
		of, err := touchesProject(a, t, p.ID)
		if err != nil {
			return err
		}
		if !of {
			continue
		}
		f := news.Fact{Kind: news.WentWrong, Source: obligation("issue", i.ID), Words: w.What, Why: w.Fix, Day: l.day(t.Last.At)}
		if w.State == issue.Closed {
			f.Kind, f.Why = news.PutRight, w.Closing
		}
		l.facts = append(l.facts, f)
	}
	return nil
}

// touchesProject tells whether an issue touches a promise of a project, or the client
// at large.
func touchesProject(a *act, t ToldIssue, of client.ProjectID) (bool, error) {
	if len(t.Matters) == 0 {
		return true, nil
	}
	for part := range slices.Chunk(t.Matters, store.Batch) {
		all, err := store.PromisesOf(a.tx, a.ws, part)
		if err != nil {
			return false, err
		}
		for _, x := range all {
			if x.ProjectID == string(of) {
				return true, nil
			}
		}
	}
	return false, nil
}
