package office

import (
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/issue"
	"kept/member"
	"kept/promise"
)

// ToldIssue is an issue as a client was told of it: not what was written of it since.
type ToldIssue struct {
	ID      issue.ID
	Last    issue.Word
	Earlier []issue.Word // the newest first
	Owner   member.Member
	Hears   promise.When // when he hears next of it; zero = it is over
	Matters []promise.ID // the promises to him that it touches
}

// PortalIssue is an issue on the client's page.
type PortalIssue struct {
	PortalView
	Issue    ToldIssue
	Promises []PortalPromise // that it touches
}

// toldIssue gives an issue as a client was told of it; false = he was not, or it
// can still be taken back.
func toldIssue(a *act, i issue.Issue, of client.ID) (ToldIssue, bool, error) {
	touched, err := store.Touches(a.tx, a.ws, i.ID)
	if err != nil {
		return ToldIssue{}, false, err
	}
	k := slices.IndexFunc(touched, func(t issue.Touch) bool { return t.ClientID == string(of) })
	if k < 0 {
		return ToldIssue{}, false, nil
	}
	var words []issue.Word
	for _, w := range touched[k].Words {
		if w.Withdrawn || a.now.Before(w.At.Add(UndoFor)) {
			continue
		}
		if n := len(words); n > 0 && words[n-1].At.Equal(w.At) {
			continue // the same word to somebody else there
		}
		words = append(words, w)
	}
	if len(words) == 0 {
		return ToldIssue{}, false, nil
	}
	slices.Reverse(words)
	t := ToldIssue{ID: i.ID, Last: words[0], Earlier: words[1:], Matters: touched[k].Promises}
	if t.Last.Words.State != issue.Closed {
		t.Hears = i.Next
	}
	t.Owner, _ = a.book.member(i.OwnerID)
	return t, true, nil
}

// closedShown is how long an issue that is over stands on the first page.
const closedShown = 14 * 24 * time.Hour

// latestIssues is how many issues of a client are looked through for his page.
const latestIssues = 20

// issues finds what went wrong and is not over, or was over lately.
func (v *PortalView) issues(a *act) error {
	all, err := store.IssuesOfClient(a.tx, a.ws, v.Client.ID, latestIssues)
	if err != nil {
		return err
	}
	for _, i := range all {
		t, told, err := toldIssue(a, i, v.Client.ID)
		if err != nil {
			return err
		}
		if told && (t.Last.Words.State != issue.Closed || a.now.Before(t.Last.At.Add(closedShown))) {
			v.Issues = append(v.Issues, t)
		}
	}
	return nil
}

// Issue gives an issue of which the contact's client was told.
func (s Portal) Issue(ctx context.Context, who Actor, id issue.ID) (PortalIssue, error) {
	var v PortalIssue
	err := s.see(ctx, who, func(a *act) error {
		i, err := store.Issue(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		var told bool
		if v.Issue, told, err = toldIssue(a, i, who.Client); err != nil {
			return err
		}
		if !told {
			return store.ErrNone
		}
		if v.PortalView, err = portalHead(a); err != nil {
			return err
		}
		for _, id := range v.Issue.Matters {
			p, shown, err := portalPromise(a, id)
			if err != nil {
				return err
			}
			if shown {
				v.Promises = append(v.Promises, p)
			}
		}
		return nil
	})
	return v, err
}
