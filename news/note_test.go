package news

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/member"
	"kept/promise"
	"kept/prompt"
	"kept/prompt/prompttest"
	"kept/worktime"
)

// A note goes where a leader was asked about a next contact that has passed, when he
// had as long as its owner: just before, at, and just after.
func TestNoteAt(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	raised := time.Date(2026, 3, 6, 9, 0, 0, 0, time.UTC)
	due := raised.Add(2 * time.Hour)
	g := NoteGround{Policy: promise.StandardPolicy(), Client: rome, Hours: func(member.ID) *worktime.Calendar { return rome }}
	live := prompt.Prompt{Ask: prompt.Ask{Stage: prompt.Passed, Level: prompt.ToLeader, Holder: "l"}, RaisedAt: raised}
	for _, row := range []struct {
		name  string
		spoil func(*prompt.Prompt)
		now   time.Time
		want  time.Time
	}{
		{"before", nil, due.Add(-time.Millisecond), due},
		{"at", nil, due, due},
		{"after", nil, due.Add(time.Millisecond), due.Add(time.Millisecond)},
		{"at night", nil, time.Date(2026, 3, 6, 22, 0, 0, 0, time.UTC), time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)},
		{"before his owner", func(p *prompt.Prompt) { p.Level = prompt.ToOwner }, due, time.Time{}},
		{"before it passed", func(p *prompt.Prompt) { p.Stage = prompt.TellNow }, due, time.Time{}},
		{"waved away", func(p *prompt.Prompt) { p.Dismissed = "I met her" }, due, time.Time{}},
		{"put off", func(p *prompt.Prompt) { p.Snoozes = 1 }, due, time.Time{}},
	} {
		p := live
		if row.spoil != nil {
			row.spoil(&p)
		}
		if at, ok := NoteAt(p, g, row.now); ok == row.want.IsZero() || ok && !at.Equal(row.want) {
			t.Errorf("%s: %v %v, want %v", row.name, at, ok, row.want)
		}
	}
}

// The note that is foretold when a next contact is set is the one that comes when the
// watchdog wakes at each of the rule's moments.
func TestANoteIsForetold(t *testing.T) {
	people := prompttest.People()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		team := prompttest.Team(t, people, now)
		cal := people[rapid.IntRange(0, len(people)-1).Draw(t, "client")].Calendar
		p, err := promise.Make(promise.Making{
			ID: "p", ClientID: "c", ContactID: "k", OwnerID: "o", Kind: promise.NextContact, Words: "A word", By: "o",
			When: promise.When{At: now.Add(time.Duration(rapid.IntRange(1, 300).Draw(t, "in")) * time.Hour)},
		}, cal, now)
		if err != nil {
			t.Fatal(err)
		}
		hours := func(of member.ID) *worktime.Calendar {
			for _, x := range []prompt.Person{team.Owner, team.Deputy, team.Leader} {
				if x.ID == of {
					return x.Calendar
				}
			}
			return nil
		}
		g := NoteGround{Policy: promise.StandardPolicy(), Team: team, Client: cal, Hours: hours}
		until := now.Add(21 * 24 * time.Hour)
		foretold, ok := ForetellNote(p, nil, g, now, until)
		var live *prompt.Prompt
		for at := now; !at.After(until); {
			var ruled promise.Promise
			ruled, _ = p.Rule(at)
			d := promise.Review(ruled, g.Policy, team, cal, at)
			next := d.Next
			switch {
			case d.Ask == nil:
				live = nil
			case live == nil:
				live = &prompt.Prompt{Ask: *d.Ask, RaisedAt: at}
			default:
				x := live.Asks(*d.Ask, at)
				live = &x
			}
			if live != nil {
				if due, yes := NoteAt(*live, g, at); yes && !due.After(at) {
					if !ok || !foretold.Equal(at) {
						t.Fatalf("it goes at %v, foretold was %v %v", at, foretold, ok)
					}
					return
				} else if yes {
					next = prompt.Sooner(next, due)
				}
			}
			if !ok || at.Before(foretold) { // from any moment before it, the same is foretold
				if again, yes := ForetellNote(p, live, g, at, until); yes != ok || !again.Equal(foretold) {
					t.Fatalf("at %v %v %v is foretold, before it was %v %v", at, again, yes, foretold, ok)
				}
			}
			if next.IsZero() || !next.After(at) {
				break
			}
			at = next
		}
		if ok {
			t.Fatalf("foretold for %v, and none goes", foretold)
		}
	})
}
