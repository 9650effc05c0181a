package storetest

import (
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/store"
	"kept/issue"
	"kept/notice"
	"kept/promise"
	"kept/workspace"
)

// issues: what went wrong, whom it touches, and what each was told.
func issues(b *bench) {
	keeping[issue.Issue]{
		draw: func(r *rapid.T, _ firm, name string) issue.Issue {
			i := drawn[issue.Issue](r, "issue")
			i.ID = issue.ID(name)
			return i
		},
		add:   store.AddIssue,
		added: whole[issue.Issue],
		load: func(tx *store.Tx, ws workspace.ID, name string) (issue.Issue, error) {
			return store.Issue(tx, ws, issue.ID(name))
		},
		save: store.SaveIssue,
		saved: func(before, i issue.Issue) issue.Issue {
			i.MadeAt = before.MadeAt
			return i
		},
		version: func(i *issue.Issue) *int { return &i.Version },
	}.check(b, "iss")

	f, other := b.firm(), b.firm()
	second := client.Client{ID: client.ID(b.name("cli")), Name: "Second", Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, second) })
	add := func(f firm, closed time.Time, touched ...client.ID) issue.Issue {
		i := issue.Issue{ID: issue.ID(b.name("iss")), OwnerID: f.owner, State: issue.Found, What: "The crane", MadeAt: monday(), ChangedAt: monday(), ClosedAt: closed, Version: 1}
		var all []issue.Touch
		for _, c := range touched {
			all = append(all, issue.Touch{ClientID: string(c), Since: monday(), Promises: []promise.ID{"prm_1"}})
		}
		b.write(b, func(tx *store.Tx) error {
			if err := store.AddIssue(tx, f.ws, i); err != nil {
				return err
			}
			return store.SetTouches(tx, f.ws, i.ID, all)
		})
		return i
	}
	first, over, both := add(f, time.Time{}, f.client), add(f, monday(), f.client), add(f, time.Time{}, f.client, second.ID)
	add(other, time.Time{}, other.client)
	same(b, "all", ok(store.Issues(b.read(), f.ws, "", 10))(b), []issue.Issue{both, over, first})
	same(b, "one before another", ok(store.Issues(b.read(), f.ws, both.ID, 1))(b), []issue.Issue{over})
	same(b, "those that are not over", ok(store.OpenIssues(b.read(), f.ws, 10))(b), []issue.Issue{both, first})
	same(b, "the newest of them", ok(store.OpenIssues(b.read(), f.ws, 1))(b), []issue.Issue{both})
	same(b, "of a client", ok(store.IssuesOfClient(b.read(), f.ws, second.ID, 10))(b), []issue.Issue{both})
	same(b, "the newest of a client", ok(store.IssuesOfClient(b.read(), f.ws, f.client, 1))(b), []issue.Issue{both})
	same(b, "of a client of another firm", ok(store.IssuesOfClient(b.read(), other.ws, f.client, 10))(b), []issue.Issue(nil))

	n := notice.Notice{ID: notice.ID(b.name("ntc")), ClientID: string(f.client), ContactID: string(f.contact), Kind: notice.Issue, Channel: notice.Mail, QueuedAt: monday(), Version: 1}
	w := issue.Word{NoticeID: string(n.ID), At: monday(), Words: both.Words()}
	b.write(b, func(tx *store.Tx) error {
		if err := store.AddNotice(tx, f.ws, n); err != nil {
			return err
		}
		return store.AddIssueWord(tx, f.ws, both.ID, string(f.client), w)
	})
	same(b, "of which a notice tells", ok(store.IssueOfNotice(b.read(), f.ws, string(n.ID)))(b), both.ID)
	told := func(what string, reached, withdrawn bool) {
		w.Reached, w.Withdrawn = reached, withdrawn
		for _, t := range ok(store.Touches(b.read(), f.ws, both.ID))(b) {
			if t.ClientID == string(f.client) {
				same(b, what, t, issue.Touch{ClientID: string(f.client), Promises: []promise.ID{"prm_1"}, Since: monday(), Words: []issue.Word{w}})
			} else {
				same(b, "whoever was not told", len(t.Words), 0)
			}
		}
	}
	told("it is on its way", false, false)
	change := func(how func(*notice.Notice)) {
		how(&n)
		b.write(b, func(tx *store.Tx) error { return store.SaveNotice(tx, f.ws, n) })
		n.Version++
	}
	change(func(n *notice.Notice) { n.AcceptedAt = monday() })
	told("it reached him", true, false)
	change(func(n *notice.Notice) { n.BouncedAt = monday() })
	told("it came back", false, false)
	change(func(n *notice.Notice) { n.WithdrawnAt = monday() })
	told("it was taken back", false, true)
}
