package issue

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/member"
	"kept/promise"
	"kept/prompt"
	"kept/prompt/prompttest"
	"kept/reply"
)

const ms = time.Millisecond

var monday = time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC) // 9:00 in Rome

func crane(t testing.TB) Issue {
	t.Helper()
	i, err := New(Issue{ID: "iss_1", OwnerID: "o", What: "The crane is broken", Effect: "The roof comes later.", Fix: "Another crane comes on Thursday."}, monday)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestAnIssueSaysWhatItHasTo(t *testing.T) {
	for _, row := range []struct {
		field string // "" = it is taken
		spoil func(*Issue)
	}{
		{"", func(*Issue) {}},
		{"what", func(i *Issue) { i.What = "" }},
		{"", func(i *Issue) { i.What = strings.Repeat("x", MaxWhat) }},
		{"what", func(i *Issue) { i.What = strings.Repeat("x", MaxWhat+1) }},
		{"", func(i *Issue) { i.Effect = strings.Repeat("x", MaxEffect) }},
		{"effect", func(i *Issue) { i.Effect = strings.Repeat("x", MaxEffect+1) }},
		{"fix", func(i *Issue) { i.Fix = strings.Repeat("x", MaxEffect+1) }},
		{"state", func(i *Issue) { i.State = "lost" }},
		{"closing", func(i *Issue) { i.State = Closed }},
		{"", func(i *Issue) { i.State, i.Closing = Closed, "A bolt. Bolts are looked at each Monday now." }},
	} {
		i := crane(t)
		row.spoil(&i)
		f, _ := fault.As(i.Check())
		if (row.field == "") != (f == nil) || f != nil && f.Fields[row.field] == "" {
			t.Errorf("want a word on %q, got %v", row.field, f)
		}
	}
	for _, spoil := range []func(*Issue){func(i *Issue) { i.Effect = "" }, func(i *Issue) { i.Fix = "" }} {
		i := crane(t)
		if i.Ready() != nil {
			t.Fatal("it is ready")
		}
		if spoil(&i); i.Check() != nil || fault.KindOf(i.Ready()) != fault.Invalid {
			t.Errorf("written: %v, told: %v", i.Check(), i.Ready())
		}
	}
}

// Whoever was told is untold again by what changes what he reads, and by nothing else.
func TestUntold(t *testing.T) {
	i := crane(t)
	touch := Touch{ClientID: "c", Since: monday.Add(time.Hour)}
	if since, untold := i.Untold(touch); !untold || !since.Equal(touch.Since) {
		t.Errorf("never told: %v since %v", untold, since)
	}
	touch.Words = []Word{{NoticeID: "n1", Words: i.Words()}}
	if _, untold := i.Untold(touch); untold {
		t.Error("he was told")
	}
	touch.Words[0].Withdrawn = true
	if _, untold := i.Untold(touch); !untold {
		t.Error("it was taken back")
	}
	touch.Words[0].Withdrawn = false
	later := monday.Add(3 * time.Hour)
	for _, row := range []struct {
		change func(*Issue)
		untold bool
	}{
		{func(i *Issue) { i.OwnerID = "x" }, false}, {func(i *Issue) { i.State = Fixing }, true}, {func(i *Issue) { i.Fix = "On Friday." }, true},
		{func(i *Issue) { i.State, i.Closing = Closed, "A bolt." }, true},
	} {
		e, err := i.Edit(row.change, later)
		if err != nil {
			t.Fatal(err)
		}
		since, untold := e.Untold(touch)
		if untold != row.untold || untold && !since.Equal(later) {
			t.Errorf("%+v: untold %v since %v", e, untold, since)
		}
		if e.ClosedAt.IsZero() != e.Open() {
			t.Errorf("closed at %v: %v", e.ClosedAt, e.State)
		}
	}
	over, err := i.Edit(func(i *Issue) { i.State, i.Closing = Closed, "A bolt." }, later)
	if err != nil {
		t.Fatal(err)
	}
	if _, untold := over.Untold(Touch{ClientID: "never told"}); untold {
		t.Error("what is over is no news to whoever never heard of it")
	}
	again, err := over.Edit(func(i *Issue) { i.State = Found }, later.Add(time.Hour))
	if err != nil || !again.ClosedAt.IsZero() {
		t.Errorf("opened again: %+v %v", again, err)
	}
}

func TestTouches(t *testing.T) {
	var all []Touch
	var err error
	for n := range MaxTouched {
		if all, err = Join(all, fmt.Sprint("c", n), nil, monday); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Join(all, "one more", nil, monday); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a client too many: %v", err)
	}
	var many []promise.ID
	for n := range MaxPromises {
		many = append(many, promise.ID(fmt.Sprint("p", n)))
	}
	if all, err = Join(all, "c0", many, monday.Add(time.Hour)); err != nil || !all[0].Since.Equal(monday) {
		t.Fatalf("%v since %v", err, all[0].Since)
	}
	if all, err = Join(all, "c0", many[:3], monday); err != nil || len(all[0].Promises) != MaxPromises {
		t.Errorf("the same ones again: %d %v", len(all[0].Promises), err)
	}
	if _, err := Join(all, "c0", []promise.ID{"one more"}, monday); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a promise too many: %v", err)
	}
	if left, err := Leave(all, "c1"); err != nil || len(left) != MaxTouched-1 || all[1].ClientID != "c1" {
		t.Errorf("left: %d %v", len(left), err)
	}
	all[2].Words = []Word{{NoticeID: "n"}}
	for _, c := range []string{"c2", "nobody"} {
		if _, err := Leave(all, c); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s left: %v", c, err)
		}
	}
}

func TestReviewMoments(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	person := func(id string) prompt.Person { return prompt.Person{ID: member.ID(id), Calendar: rome} }
	alone := prompt.Team{Owner: person("o"), Leader: person("l")}
	three := prompt.Team{Owner: person("o"), Deputy: person("d"), Leader: person("l")}
	i := crane(t)
	untold := []Touch{{ClientID: "c", Since: monday}, {ClientID: "told", Words: []Word{{NoticeID: "n", Words: i.Words()}}}}
	for _, row := range []struct {
		team   prompt.Team
		after  time.Duration
		holder string
		stage  prompt.Stage
	}{
		{alone, time.Hour - ms, "", ""}, {alone, time.Hour, "o", prompt.TellNow}, {alone, 96*time.Minute - ms, "o", prompt.TellNow}, {alone, 96 * time.Minute, "l", prompt.TellNow},
		{alone, 2 * time.Hour, "l", prompt.TellNow}, {alone, 2*time.Hour + ms, "l", prompt.Passed},
		{three, 78*time.Minute - ms, "o", prompt.TellNow}, {three, 78 * time.Minute, "d", prompt.TellNow}, {three, 96 * time.Minute, "l", prompt.TellNow},
	} {
		d := Review(i, untold, Ground{Within: UsualWithin, Team: row.team, Hours: rome}, monday.Add(row.after))
		var holder string
		var stage prompt.Stage
		if d.Ask != nil {
			holder, stage = string(d.Ask.Holder), d.Ask.Stage
		}
		if holder != row.holder || stage != row.stage {
			t.Errorf("after %v: %s/%s, want %s/%s", row.after, holder, stage, row.holder, row.stage)
		}
	}
	if d := Review(i, untold[1:], Ground{Within: UsualWithin, Team: alone, Hours: rome}, monday.Add(time.Hour)); d != (prompt.Decision{}) {
		t.Errorf("everybody knows: %+v", d)
	}
}

func TestReviewIsSleepable(t *testing.T) {
	people, rome := prompttest.People(), prompttest.Calendar("Europe/Rome")
	rapid.Check(t, func(t *rapid.T) {
		at := func(name string) time.Time {
			return monday.Add(time.Duration(rapid.Int64Range(0, 7*24*3_600_000).Draw(t, name)) * ms)
		}
		i, err := New(Issue{OwnerID: "mem_owner", What: "x", Effect: "y", Fix: "z"}, at("made"))
		if err != nil {
			t.Fatal(err)
		}
		var touched []Touch
		for range rapid.IntRange(0, 3).Draw(t, "touched") {
			x := Touch{ClientID: "c", Since: at("since")}
			if rapid.Bool().Draw(t, "told") {
				x.Words = []Word{{NoticeID: "n", Words: i.Words(), Withdrawn: rapid.Bool().Draw(t, "withdrawn")}}
			}
			touched = append(touched, x)
		}
		within := time.Duration(rapid.Int64Range(int64(MinWithin), int64(MaxWithin)).Draw(t, "within"))
		g := Ground{Within: within, Shares: reply.UsualShares(), Team: prompttest.Team(t, people, monday), Hours: rome}
		prompttest.Sleepable(t, func(now time.Time) prompt.Decision { return Review(i, touched, g, now) }, nil, at("now"))
	})
}

func TestWithinHasLimits(t *testing.T) {
	for _, row := range []struct {
		d  time.Duration
		ok bool
	}{{MinWithin - 1, false}, {MinWithin, true}, {MaxWithin, true}, {MaxWithin + 1, false}} {
		var c fault.Check
		if CheckWithin(&c, "within", row.d); (c.Err() == nil) != row.ok {
			t.Errorf("%v: %v", row.d, c.Err())
		}
	}
}
