package news

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/promise"
	"kept/prompt/prompttest"
	"kept/worktime"
)

var (
	now   = time.Date(2026, 3, 13, 9, 0, 0, 0, time.UTC) // a Friday
	today = worktime.Day{Year: 2026, Month: 3, Date: 13}
	say   = Speech{Today: today}
)

func march(d int) worktime.Day { return worktime.Day{Year: 2026, Month: 3, Date: d} }

// The builder's fortnight: nothing that can be seen, and permits behind the scenes.
func TestTheBuildersFortnight(t *testing.T) {
	last := &Update{State: Sent, Lines: []Line{
		{Part: Next, Text: "“Foundations”, done by Tuesday 10 March.", Source: "step:stp_1", Stood: "step next 2026-03-10"},
		{Part: Next, Text: "The neighbours are told.", Source: ""},
	}}
	facts := []Fact{
		{Kind: Came, Source: "handoff:hof_1", Words: "The permit for the crane", Who: "the city", Day: march(12)},
		{Kind: StepNext, Source: "step:stp_1", Words: "Foundations", Day: march(20)},
		{Kind: Asked, Source: "handoff:hof_2", Words: "a date for the concrete", Who: "Beton Huber", Day: march(9)},
		{Kind: Worked, Source: "check-in:chk_1", Words: "Lea measured the slope", Day: march(10)},
		{Kind: DateMoved, Source: "promise:prm_1", Words: "The cellar", Was: march(27), Day: worktime.Day{Year: 2026, Month: 4, Date: 3}, Why: "the permit for the crane came a week late"},
		{Kind: TheirTurn, Source: "handoff:hof_3", Words: "your choice of windows", Day: march(24)},
	}
	var got []string
	for _, l := range Compose(facts, last, say) {
		got = append(got, string(l.Part)+": "+l.Text)
	}
	want := []string{
		"last time: “Foundations” was next: it is still to come, by Friday 20 March.",
		"behind the scenes: We asked Beton Huber for “a date for the concrete” on Monday 9 March.",
		"behind the scenes: Lea measured the slope.",
		"behind the scenes: “The permit for the crane” came from the city on Thursday 12 March.",
		"changed dates: “The cellar” moved from Friday 27 March to Friday 3 April: the permit for the crane came a week late.",
		"next: “Foundations” comes next, done by Friday 20 March.",
		"next: From you we need “your choice of windows” by Tuesday 24 March.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if became := Became(last, facts); len(became) != 2 || !became[0].Known || became[1].Known {
		t.Errorf("what nobody logged is known, or what was logged is not: %+v", became)
	}
}

// Of several facts about one record the one that went furthest says what became of it.
func TestWhatBecameOfIt(t *testing.T) {
	last := &Update{Lines: []Line{{Part: Next, Text: "Paint", Source: "step:stp_1"}}}
	begun, done := Fact{Kind: StepBegun, Source: "step:stp_1", Words: "Paint", Day: march(9)}, Fact{Kind: StepDone, Source: "step:stp_1", Words: "Paint", Day: march(12)}
	for _, facts := range [][]Fact{{begun, done}, {done, begun}} {
		if got := say.Became(Became(last, facts)[0]); got != "“Paint” was next: it was finished on Thursday 12 March." {
			t.Error(got)
		}
	}
	if got := say.Became(Became(last, []Fact{begun})[0]); got != "“Paint” was next: it began on Monday 9 March and goes on." {
		t.Error(got)
	}
}

// A line is stale when its day has passed, and when its record stands otherwise.
func TestStale(t *testing.T) {
	next := Fact{Kind: StepNext, Source: "step:stp_1", Words: "Paint", Day: march(20)}
	u := Update{State: Draft, Subject: "Your house", Lines: append(Compose([]Fact{next}, nil, say), Line{Part: Behind, Text: "Our own word"})}
	for _, row := range []struct {
		name  string
		facts []Fact
		day   worktime.Day
		want  string
	}{
		{"as it was", []Fact{next}, today, ""},
		{"on its day", []Fact{next}, march(20), ""},
		{"a day later", []Fact{next}, march(21), "Friday 20 March has passed"},
		{"moved", []Fact{{Kind: StepNext, Source: "step:stp_1", Day: march(21)}}, today, "has changed"},
		{"done", []Fact{{Kind: StepDone, Source: "step:stp_1", Day: march(13)}}, today, "has changed"},
		{"gone", nil, today, "has changed"},
	} {
		stale := u.Stale(row.facts, row.day, say)
		switch {
		case row.want == "" && len(stale) > 0, row.want != "" && (len(stale) != 1 || !strings.Contains(stale[0].Why, row.want)):
			t.Errorf("%s: %+v", row.name, stale)
		}
	}
}

// Where nothing was done and nothing logged, there is nothing true to say.
func TestNothingVisible(t *testing.T) {
	for _, row := range []struct {
		name  string
		lines []Line
		ready bool
		shown bool // something that they can see
	}{
		{"nothing at all", nil, false, false},
		{"what is next, and no more", []Line{{Part: Next, Text: "Paint", Source: "step:stp_1"}}, false, false},
		{"a word behind the scenes that stands on nothing", []Line{{Part: Behind, Text: "We work hard"}}, false, false},
		{"work that was logged", []Line{{Part: Behind, Text: "Lea measured the slope.", Source: "check-in:chk_1"}}, true, false},
		{"something done", []Line{{Part: Done, Text: "The wall stands."}}, true, true},
		{"an issue", []Line{{Part: Issues, Text: "The pipe leaks."}}, true, true},
	} {
		u := Update{State: Draft, Subject: "Your house", Lines: row.lines}
		err := u.Ready()
		if (err == nil) != row.ready || u.NothingVisible() == row.shown {
			t.Errorf("%s: %v, nothing visible %v", row.name, err, u.NothingVisible())
		}
		if _, sendErr := u.Send(false, nil, now); (sendErr == nil) != row.ready {
			t.Errorf("%s: sent %v", row.name, sendErr)
		}
	}
}

// Somebody else approves; an edit after it asks again; nothing sent is changed.
func TestApproval(t *testing.T) {
	u := Update{State: Draft, AuthorID: "mem_a", Subject: "Your house", Lines: []Line{{Part: Done, Text: "The wall stands."}}}
	if _, err := u.Send(true, nil, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("sent without a second person: %v", err)
	}
	if _, err := u.Ask("mem_a"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("approved by its author: %v", err)
	}
	w, err := u.Ask("mem_b")
	if err != nil || w.State != Waiting {
		t.Fatalf("%+v %v", w, err)
	}
	if _, err := w.Approve("mem_a", now); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("its author approves: %v", err)
	}
	a, err := w.Approve("mem_b", now)
	if err != nil || a.State != Approved {
		t.Fatalf("%+v %v", a, err)
	}
	planned, err := a.Plan(Sending{At: now.Add(time.Hour), By: "mem_1", Readers: []string{"con_1"}}, true, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	e, err := planned.Edit(func(u *Update) { u.Lines[0].Text = "The wall stands, and the door." })
	if err != nil || e.State != Draft || !e.SendAt.IsZero() || e.ApprovedID != "" || planned.Lines[0].Text != "The wall stands." {
		t.Errorf("edited after approval: %+v %v", e, err)
	}
	s, err := a.Send(true, nil, now)
	if err != nil || s.State != Sent || !s.SentAt.Equal(now) {
		t.Fatalf("%+v %v", s, err)
	}
	if back, err := s.Unsend(); err != nil || back.State != Approved || !back.SentAt.IsZero() {
		t.Errorf("taken back: %+v %v", back, err)
	}
	if _, err := a.Unsend(); fault.KindOf(err) != fault.Conflict {
		t.Errorf("what was not sent is taken back: %v", err)
	}
	if _, err := s.Edit(func(*Update) {}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("what was sent is edited: %v", err)
	}
	if _, err := s.Drop(); fault.KindOf(err) != fault.Conflict {
		t.Errorf("what was sent is dropped: %v", err)
	}
	if _, err := a.Send(true, []Stale{{Why: "It has passed."}}, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("sent with an old line: %v", err)
	}
}

func TestLimits(t *testing.T) {
	good := Update{Subject: strings.Repeat("s", MaxSubject), Intro: strings.Repeat("i", MaxIntro), Lines: make([]Line, MaxLines)}
	for i := range good.Lines {
		good.Lines[i] = Line{Part: Done, Text: strings.Repeat("l", MaxLine)}
	}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*Update){
		"subject": func(u *Update) { u.Subject += "s" },
		"intro":   func(u *Update) { u.Intro += "i" },
		"lines":   func(u *Update) { u.Lines = append(u.Lines, Line{Part: Done, Text: "x"}) },
		"lines.0": func(u *Update) { u.Lines[0].Text += "l" },
		"lines.1": func(u *Update) { u.Lines[1].Part = "gossip" },
		"lines.2": func(u *Update) { u.Lines[2].Text = "" },
	} {
		u := good
		u.Lines = append([]Line(nil), good.Lines...)
		spoil(&u)
		f, ok := fault.As(u.Check())
		if !ok || f.Fields[name] == "" {
			t.Errorf("%s: %v", name, u.Check())
		}
	}
}

// When the client hears next: the day before, the day, the day after a boundary.
func TestCadence(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	friday := Cadence{Every: TwoWeeks, Weekday: time.Friday, At: 15 * 60}
	at := func(d worktime.Day) promise.When {
		when, err := rome.At(d, 15*60)
		if err != nil {
			t.Fatal(err)
		}
		return promise.When{At: when.UTC()}
	}
	weekly := friday
	weekly.Every = Weekly
	night := weekly
	night.At = 22 * 60
	for _, row := range []struct {
		name  string
		c     Cadence
		last  worktime.Day
		tight bool
		want  promise.When
	}{
		{"a fortnight after a Friday", friday, march(13), false, at(march(27))},
		{"after a Thursday", friday, march(12), false, at(march(20))},
		{"after a Saturday", friday, march(14), false, at(march(27))},
		{"in doubt", friday, march(13), true, at(march(20))},
		{"a week", weekly, march(13), false, at(march(20))},
		{"a week in doubt: Monday is the middle", weekly, march(13), true, at(march(16))},
		{"at night: by the end of the day", night, march(13), false, promise.When{Day: march(20)}},
		{"no cadence", Cadence{}, march(13), true, promise.When{}},
	} {
		if got := row.c.Next(row.last, Mood{Doubt: row.tight}, rome); !got.Equal(row.want) {
			t.Errorf("%s: %+v, want %+v", row.name, got, row.want)
		}
	}
}

// The client never hears later than the cadence says, always after the last word,
// and no later when something is in doubt.
func TestCadenceNeverLate(t *testing.T) {
	cal := prompttest.Calendar("Europe/Berlin")
	rapid.Check(t, func(t *rapid.T) {
		c := Cadence{Every: rapid.SampledFrom([]Every{Weekly, TwoWeeks, Monthly}).Draw(t, "every"), Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "day")), At: worktime.Clock(rapid.IntRange(0, 24*60-1).Draw(t, "at"))}
		last := today.AddDays(rapid.IntRange(0, 800).Draw(t, "last"))
		day := func(tight bool) worktime.Day {
			w := c.Next(last, Mood{Doubt: tight}, cal)
			if w.Day.IsZero() {
				return worktime.DayOf(w.At, cal.Location())
			}
			return w.Day
		}
		calm, tight := day(false), day(true)
		if !calm.After(last) || !tight.After(last) || last.DaysUntil(calm) > c.Every.days() || tight.After(calm) {
			t.Fatalf("after %v: calm %v, in doubt %v", last, calm, tight)
		}
	})
}
