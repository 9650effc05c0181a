package portfolio

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"kept/prompt"
)

var now = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func TestOf(t *testing.T) {
	for _, row := range []struct {
		name  string
		in    prompt.Prompt
		want  Kind
		late  bool
		isNot bool
	}{
		{"worried, in time", ask(prompt.Worried, prompt.Early, time.Hour), Worried, false, false},
		{"a date that passed", ask(prompt.Broken, prompt.Passed, time.Hour), Broken, true, false},
		{"no next contact", ask(prompt.Silence, prompt.Missing, time.Hour), Silent, true, false},
		{"a next contact is due", ask(prompt.Silence, prompt.Early, time.Hour), Silent, false, false},
		{"at the moment itself", ask(prompt.Silence, prompt.TellNow, 0), Silent, false, false},
		{"just after it", ask(prompt.Silence, prompt.TellNow, -time.Millisecond), Silent, true, false},
		{"bounced", ask(prompt.Undelivered, prompt.Early, time.Hour), Undelivered, false, false},
		{"an issue untold", ask(prompt.Untold, prompt.Early, time.Hour), Undelivered, false, false},
		{"an open wait", ask(prompt.Unanswered, prompt.Early, time.Hour), Unanswered, false, false},
		{"a doubt", ask(prompt.Doubtful, prompt.Early, time.Hour), Doubtful, false, false},
		{"a third party", ask(prompt.HandOff, prompt.Early, time.Hour), Waiting, false, false},
		{"due, and on its way", ask(prompt.Due, prompt.Early, time.Hour), "", false, true},
		{"a member is away", ask(prompt.Absent, prompt.Early, time.Hour), "", false, true},
	} {
		s, ok := Of(row.in)
		if ok == row.isNot || s.Kind != row.want || ok && s.Late(now) != row.late {
			t.Errorf("%s: %+v, a sign: %v, late: %v", row.name, s, ok, s.Late(now))
		}
	}
	settled := ask(prompt.Broken, prompt.Passed, 0)
	settled.SettledAt = now
	nobodys := ask(prompt.Broken, prompt.Passed, 0)
	nobodys.ClientID = ""
	for _, p := range []prompt.Prompt{settled, nobodys} {
		if s, ok := Of(p); ok {
			t.Errorf("%+v is a sign: %+v", p, s)
		}
	}
}

func ask(r prompt.Rule, s prompt.Stage, left time.Duration) prompt.Prompt {
	return prompt.Prompt{ID: "p", ClientID: "c", Ask: prompt.Ask{Rule: r, Stage: s, ActBy: now.Add(left)}, RaisedAt: now.Add(-time.Hour)}
}

func TestChase(t *testing.T) {
	for _, row := range []struct {
		name string
		ago  time.Duration
		want bool
	}{
		{"now", 0, true}, {"just before it is forgotten", ChasedFor - time.Millisecond, true}, {"at that moment", ChasedFor, false}, {"still to come", -time.Millisecond, false},
	} {
		if s, ok := Chase("c", now.Add(-row.ago), now); ok != row.want || s.Kind != Chased || !s.Late(now) {
			t.Errorf("%s: %+v %v", row.name, s, ok)
		}
	}
}

// The worst first: what is too late, then by kind, then by how much comes together,
// then by the time left, then by name; what was waved away comes before who has no
// sign, and after everybody else.
func TestRank(t *testing.T) {
	late, soon, later := Sign{Since: now.Add(-time.Hour)}, Sign{ActBy: now.Add(time.Hour)}, Sign{ActBy: now.Add(2 * time.Hour)}
	of := func(s Sign, k Kind) Sign { s.Kind = k; return s }
	waved := of(late, Worried)
	waved.Waved = "They called, and all is well"
	want := []Standing{
		{Name: "late and worried", Signs: []Sign{of(soon, Doubtful), of(late, Worried)}},
		{Name: "late and silent, and more", Signs: []Sign{of(late, Silent), of(later, Doubtful)}},
		{Name: "late and silent for long", Signs: []Sign{{Kind: Silent, Since: now.Add(-2 * time.Hour)}}},
		{Name: "late and silent", Signs: []Sign{of(late, Silent)}},
		{Name: "worried in time", Signs: []Sign{of(soon, Worried)}},
		{Name: "doubtful, soon", Signs: []Sign{of(soon, Doubtful)}},
		{Name: "doubtful, soon too", Signs: []Sign{of(soon, Doubtful)}},
		{Name: "doubtful, later", Signs: []Sign{of(later, Doubtful)}},
		{Name: "waved away", Signs: []Sign{waved}},
		{Name: "a calm one"},
		{Name: "calm too"},
	}
	dice := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		got := slices.Clone(want)
		dice.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		Rank(got, now)
		for i := range want {
			if got[i].Name != want[i].Name {
				t.Fatalf("%d: %q, want %q", i, got[i].Name, want[i].Name)
			}
		}
	}
	if w, ok := want[0].Worst(); !ok || w.Kind != Worried {
		t.Errorf("the worst is %+v", w)
	}
}
