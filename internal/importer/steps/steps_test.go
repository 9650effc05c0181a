package steps_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"kept/internal/datatest"
	"kept/internal/importer/plans"
	"kept/internal/importer/steps"
	"kept/plan"
)

func take(t *testing.T, p plans.Plan) steps.Taken {
	t.Helper()
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	return steps.Reading{Zone: rome}.Of(p)
}

// told is a plan in a line for each step, link and problem.
func told(x steps.Taken) string {
	var out strings.Builder
	for _, s := range x.Steps {
		fmt.Fprintf(&out, "%s [%s] %d", s.Step.Source, s.Step.Stage, s.Step.Effort.Most)
		for _, part := range []string{s.Step.NotBefore.String(), s.Step.On.String(), string(s.Progress)} {
			out.WriteString(" " + part)
		}
		for _, p := range s.Who {
			out.WriteString(" " + p.Name)
		}
		out.WriteString("\n")
	}
	for _, l := range x.Links {
		fmt.Fprintf(&out, "%s > %s %s %d\n", l.From, l.To, l.Kind, l.Lag)
	}
	for _, p := range x.Problems {
		fmt.Fprintln(&out, p)
	}
	return strings.TrimSpace(out.String())
}

func day(text string) plans.Moment {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return plans.Moment{Precision: plans.ByDay, Time: d}
}

func TestPlansAreTakenInDays(t *testing.T) {
	hours := func(n float64) plans.Length { return plans.Length{Amount: n * 60, Unit: plans.WorkMinutes} }
	clock := func(days float64) plans.Length {
		return plans.Length{Amount: days * 24 * 60, Unit: plans.ClockMinutes}
	}
	p := plans.Plan{Format: plans.MSPDI, Steps: []plans.Step{
		{Key: "1", Name: "House", Group: true},
		{Key: "2", Name: "Draw", Parent: "1", Duration: hours(8.5), Start: day("2027-03-01"), Assignees: []string{"a", "b"}},
		{Key: "3", Name: "Ground floor", Parent: "1", Group: true},
		{Key: "4", Name: "Dry", Parent: "3", Duration: clock(7), Fixed: plans.Fixing{Hold: plans.StartNotBef, At: day("2027-04-01")}},
		{Key: "5", Name: "Handed over", Parent: "3", Milestone: true, Fixed: plans.Fixing{Hold: plans.EndOn, At: day("2027-05-03")}},
		{Key: "6", Name: "Alone", Percent: 40, Start: day("2027-03-05"), End: day("2027-03-09")},
		{Key: "7", Name: "Nothing said", Due: day("1970-01-02"), Fixed: plans.Fixing{Hold: plans.AsLate}},
		{Key: "8", Name: "Over", State: plans.Done, Duration: hours(0), Started: day("2026-01-02"), Finished: plans.Moment{Precision: plans.Local, Time: time.Date(2026, 1, 5, 16, 0, 0, 0, time.UTC)}},
		{Key: "9", Name: "Empty part", Group: true, Duration: hours(16)},
	}, Links: []plans.Link{
		{From: "2", To: "4", Kind: plans.FS, Lag: hours(-4)}, {From: "4", To: "5", Kind: plans.FS}, {From: "6", To: "3", Kind: plans.SS, Lag: clock(1)},
		{From: "1", To: "9", Kind: plans.FS}, {From: "6", To: "7", Kind: plans.FF}, {From: "2", To: "6", Kind: plans.FS, Lag: hours(9000)},
		{From: "2", To: "1", Kind: plans.FS},
	}, People: []plans.Person{{Key: "a", Name: "Ana"}, {Key: "b", Name: "Tom"}}}
	got := take(t, p)
	const want = `mspdi:2 [House] 2 2027-03-01   Ana Tom
mspdi:4 [House · Ground floor] 5 2027-04-01  
mspdi:5 [House · Ground floor] 0  2027-05-03 
mspdi:6 [] 3   begun
mspdi:7 [] 1   
mspdi:8 [] 0   done
mspdi:9 [] 2   
mspdi:2 > mspdi:4 finish-start -1
mspdi:4 > mspdi:5 finish-start 0
mspdi:6 > mspdi:4 start-start 1
mspdi:5 > mspdi:9 finish-start 0
1 step: “Nothing said”: the file does not say how long it takes: one day
1 step: “Nothing said”: it is held to “as late as possible”, which a plan here does not know: left out
1 step: “Nothing said”: it has a day before 1990 or after 2199: left out
“Alone” to “Nothing said”: link: the link is of the kind FF, which a plan here does not know: left out
“Draw” to “Alone”: link: the lag is longer than 1000 working days: left out
“Draw” to “House”: link: it goes round by way of a summary task: left out`
	if told(got) != want {
		t.Errorf("got\n%s", told(got))
	}
	over := got.Steps[5].Step
	if !over.StartedAt.Equal(time.Date(2026, 1, 2, 8, 0, 0, 0, time.UTC)) || !over.DoneAt.Equal(time.Date(2026, 1, 5, 15, 0, 0, 0, time.UTC)) {
		t.Errorf("begun %v, done %v", over.StartedAt, over.DoneAt)
	}
}

func TestRangesAreTaken(t *testing.T) {
	days := func(n float64) plans.Length { return plans.Length{Amount: n, Unit: plans.WorkDays} }
	got := take(t, plans.Plan{Format: plans.CSV, Steps: []plans.Step{
		{Key: "1", Name: "PERT", Duration: days(4), Least: days(2), Likely: days(4), Most: days(8.5)},
		{Key: "2", Name: "At most", Duration: days(3), Most: days(6)},
		{Key: "3", Name: "At least", Duration: days(3), Least: days(1)},
		{Key: "4", Name: "Likely alone", Likely: days(5)},
		{Key: "5", Name: "Turned round", Duration: days(3), Least: days(6), Most: days(2)},
		{Key: "6", Name: "Half of one", Least: days(2)},
		{Key: "7", Name: "Very long", Least: days(1), Most: days(5000)},
		{Key: "8", Name: "Milestone", Milestone: true, Least: days(1), Most: days(2)},
		{Key: "9", Name: "Deadline", Duration: days(1), Start: day("2027-02-01"), Due: day("2027-03-01"), Fixed: plans.Fixing{Hold: plans.EndBy, At: day("2027-03-02")}},
	}})
	want := []plan.Effort{{Least: 2, Most: 9}, {Least: 3, Most: 6}, {Least: 1, Most: 3}, {Least: 5, Most: 5}, {Least: 3, Most: 3}, {Least: 1, Most: 1}, {Least: 1, Most: plan.MaxDays}, {}, {Least: 1, Most: 1}}
	for i, s := range got.Steps {
		if s.Step.Effort != want[i] {
			t.Errorf("%s: %+v", s.Step.Name, s.Step.Effort)
		}
	}
	for _, said := range []string{
		"“PERT”: its range has a likely duration", "“Turned round”: its shortest duration is longer than its longest", "“Half of one”: the file does not say how long it takes: one day",
		"“Deadline”: it has the deadline 2027-03-01: left out", "“Deadline”: it is held to “end by 2027-03-02”",
	} {
		if !strings.Contains(told(got), said) {
			t.Errorf("%q is not said:\n%s", said, told(got))
		}
	}
}

func TestBoardsAreTakenByTheirLists(t *testing.T) {
	got := take(t, plans.Plan{Format: plans.Trello, Stages: []string{"Later", "Now"}, Steps: []plans.Step{
		{Key: "1", Name: "A", Stage: "Now", Due: day("2027-03-01"), Note: "x"},
		{Key: "2", Name: strings.Repeat("é", 201), Stage: "Later", State: plans.Done},
		{Key: "3", Name: "C", Stage: "Now", State: plans.Dropped},
	}})
	const want = `trello:2 [Later] 1   done
trello:1 [Now] 1  2027-03-01 
trello:3 [Now] 1   
1 step: “A”: the file does not say how long it takes: one day
1 step: “A”: it has notes: left out
1 step: “NAME”: its name has more than 200 characters: cut there
1 step: “NAME”: it is done, and the file does not say when: taken as done now`
	if said := strings.ReplaceAll(told(got), strings.Repeat("é", 79)+"…", "NAME"); said != want || !got.Steps[2].CalledOff {
		t.Errorf("got\n%s", said)
	}
}

// Every plan of the shared data that can be read has a place here.
func TestSharedPlansAreTaken(t *testing.T) {
	files, err := os.ReadDir(datatest.Path(t, "plan_imports/files"))
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for _, f := range files {
		data, err := os.ReadFile(datatest.Path(t, "plan_imports/files/"+f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		p, err := plans.Read(plans.File{Data: data})
		if err != nil {
			continue // plans that cannot be read are the reader's to tell
		}
		taken++
		got := take(t, p)
		stages := 0
		for i, s := range p.Steps {
			if s.Group && i+1 < len(p.Steps) {
				stages++
			}
		}
		if len(got.Steps)+stages < len(p.Steps) || len(got.Links) > len(p.Links)+stages*len(p.Steps) {
			t.Errorf("%s: %d of %d steps, %d of %d links", f.Name(), len(got.Steps), len(p.Steps), len(got.Links), len(p.Links))
		}
		for _, s := range got.Steps {
			x := s.Step
			x.Party.Side = "us"
			x.StartedAt, x.DoneAt = time.Time{}, time.Time{}
			if err := x.Check(); err != nil {
				t.Errorf("%s: %q: %v", f.Name(), x.Name, err)
			}
		}
	}
	if taken < 20 {
		t.Errorf("only %d files were taken", taken)
	}
}
