package plan

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kept/worktime"
)

// Each wish says a step so that it comes to lie where it was wished, or is refused
// with the reason. The days are counted from Monday.
func TestMove(t *testing.T) {
	p := Plan{Steps: []Step{
		step("a", 2), step("b", 3), step("range", 4, func(s *Step) { s.Effort = Effort{3, 5} }),
		step("fair", 2, func(s *Step) { s.On = day(10) }), step("handover", 0), step("later", 1, func(s *Step) { s.NotBefore = day(9) }),
		step("running", 3, func(s *Step) { s.StartedAt = now.AddDate(0, 0, -3) }),
		step("done", 1, func(s *Step) { s.StartedAt, s.DoneAt = now.AddDate(0, 0, -4), now.AddDate(0, 0, -3) }),
	}, Links: []Link{{"a", "b", FinishStart, 0}, {"b", "handover", FinishStart, 0}}}
	laid, err := Lay(p, calendar(t), now)
	if err != nil {
		t.Fatal(err)
	}
	on := func(n int) Wish { return Wish{Begin: day(n)} }
	for name, c := range map[string]struct {
		id   ID
		wish Wish
		want string // first and last day of the step afterwards, and what is set; or the refusal
	}{
		"later":                              {"a", on(3), "3-4 not before 3"},
		"to a Saturday is Monday":            {"a", on(5), "7-8 not before 7"},
		"later than what it waits for":       {"b", on(4), "4-8 not before 4"},
		"before what it waits for":           {"b", on(1), "waits for “Step a”: it can begin on Wed 4 March"},
		"before today":                       {"a", on(-3), "cannot begin before Mon 2 March"},
		"back to where it follows again":     {"later", on(0), "0-0"},
		"longer":                             {"a", Wish{Days: 6}, "0-7"},
		"a range keeps its width":            {"range", Wish{Days: 6}, "0-7 takes 5 to 7"},
		"a range that grows short":           {"range", Wish{Days: 1}, "0-0 takes 1 to 1"},
		"a fixed day":                        {"fair", on(3), "3-4 fixed 4"},
		"a fixed day before it can be":       {"fair", on(-4), "-4--3 fixed -3"},
		"a fixed day that grows longer":      {"fair", Wish{Days: 3}, "9-11 fixed 11"},
		"a milestone":                        {"handover", on(12), "12-12 not before 12"},
		"a milestone has no length":          {"handover", Wish{Days: 2}, "is a milestone: it takes no days"},
		"what was begun stays":               {"running", on(2), "was begun on Fri 27 February: only its end can move"},
		"what was begun grows longer":        {"running", Wish{Days: 6}, "-3-4"},
		"what is done stays":                 {"done", Wish{Days: 6}, "is done: it lies where it was"},
		"both at once":                       {"a", Wish{Begin: day(1), Days: 3}, "1-3 not before 1"},
		"longer than anything":               {"a", Wish{Days: MaxDays + 1}, "between none and 2000 working days"},
		"further than any plan":              {"a", Wish{Begin: worktime.Day{Year: 9999, Month: 1, Date: 1}}, "between 1990 and 2200"},
		"of a step that is not of this plan": {"x", on(1), "There is no such step."},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := moved(p, c.id, c.wish, laid, calendar(t))
			if err != nil {
				got = err.Error()
			}
			if got != c.want && (err == nil || !strings.Contains(got, c.want)) {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// moved moves a step, and says where it lies then and by what.
func moved(p Plan, id ID, w Wish, laid []Laid, of Calendars) (string, error) {
	s, err := p.Move(id, w, laid, of)
	if err != nil {
		return "", err
	}
	after := Plan{Steps: append([]Step(nil), p.Steps...), Links: p.Links}
	at := 0
	for i := range after.Steps {
		if after.Steps[i].ID == id {
			after.Steps[i], at = s, i
		}
	}
	again, err := Lay(after, of, now)
	if err != nil {
		return "", err
	}
	out := strings.TrimPrefix(said(again[at:at+1]), string(id)+" ")
	out, _, _ = strings.Cut(out, " ")
	if !s.NotBefore.IsZero() {
		out += " not before " + strconv.Itoa(monday.DaysUntil(s.NotBefore))
	}
	if !s.On.IsZero() {
		out += " fixed " + strconv.Itoa(monday.DaysUntil(s.On))
	}
	if s.Effort.Least != s.Effort.Most || p.Steps[at].Effort.Least != p.Steps[at].Effort.Most {
		out += " takes " + strconv.Itoa(s.Effort.Least) + " to " + strconv.Itoa(s.Effort.Most)
	}
	return strings.TrimSuffix(out, ","), nil
}

// Whatever range a step has, it is likely to take as long as was wished, and stays a range.
func TestAroundIsLikely(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		least := rapid.IntRange(0, 30).Draw(t, "least")
		e := Effort{least, least + rapid.IntRange(0, 30).Draw(t, "more")}
		days := rapid.IntRange(1, 60).Draw(t, "days")
		got := e.around(days)
		if got.Likely() != days || got.Least < 1 || got.Least > got.Most || got.Most-got.Least > max(e.Most-e.Least, 0)+1 {
			t.Errorf("%v around %d is %v, likely %d", e, days, got, got.Likely())
		}
	})
}
