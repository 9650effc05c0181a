package plan_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/plan"
	"kept/worktime"
)

// hear merges news of a part, as a tool sends them.
func (b *bringing) hear(p plan.Part) plan.Merged {
	b.t.(interface{ Helper() }).Helper()
	m, err := plan.Merging{Project: "p", Here: b.here, Said: b.said, File: p.Completed(b.said), Part: true, Now: at, Today: worktime.Day{Year: 2026, Month: 3, Date: 4}, NewID: func() plan.ID {
		b.ids++
		return plan.ID(fmt.Sprint("n", b.ids))
	}}.Merge()
	if err != nil {
		b.t.Fatal(err)
	}
	b.here, b.said = m.Plan, m.Says
	return m
}

func TestAPartSaysNothingOfTheOthers(t *testing.T) {
	b := &bringing{t: t}
	f := filed("a@one", "b@one", "c@two")
	f.Links = []plan.Link{link("a", "b"), link("b", "c")}
	b.bring(f)
	news := plan.Part{Outside: filed("b@one")}
	news.Steps[0].Step.Name = "B"
	m := b.hear(news)
	if told(m.Plan) != "a@one B@one c@two" || len(m.Gone)+len(m.Unlink)+len(m.Kept) != 0 || len(m.Changed) != 1 || len(m.Plan.Links) != 2 {
		t.Errorf("%s %+v", told(m.Plan), m)
	}
	if m = b.hear(plan.Part{Outside: filed("d@one")}); told(m.Plan) != "a@one B@one d@one c@two" || len(m.Added) != 1 {
		t.Errorf("a new one: %s %+v", told(m.Plan), m)
	}
	f.Steps[1].Step.Name = "B"
	if m = b.bring(f); m.Same != 3 || len(m.Gone) != 1 || len(m.Link)+len(m.Unlink)+len(m.Kept) != 0 {
		t.Errorf("the whole afterwards: %+v", m)
	}
}

// What the client was told of he goes on reading in the words that he knows, until
// somebody here says others: who renames it elsewhere may be anybody.
func TestNewsDoNotChangeWhatTheClientReads(t *testing.T) {
	b := &bringing{t: t}
	b.bring(filed("told", "untold", "worded"))
	for _, key := range []string{"told", "worded"} {
		b.step(key).Told.Until = worktime.Day{Year: 2026, Month: 3, Date: 9}
	}
	b.step("worded").Wording = "The drawings"
	news := plan.Part{Outside: filed("told", "untold", "worded")}
	for i := range news.Steps {
		news.Steps[i].Step.Name = "renamed"
	}
	b.hear(news)
	for key, want := range map[string]string{"told": "told", "untold": "renamed", "worded": "The drawings"} {
		if s := b.step(key); s.Name != "renamed" || s.Words() != want {
			t.Errorf("%s is called %q, and the client reads %q, want %q", key, s.Name, s.Words(), want)
		}
	}
	f := filed("told")
	f.Steps[0].Step.Name = "seen"
	if b.bring(f); b.step("told").Name != "seen" || b.step("told").Words() != "told" {
		t.Errorf("a file afterwards: %+v", b.step("told"))
	}
}

func TestLinksComeAndGoByThemselves(t *testing.T) {
	b := &bringing{t: t}
	f := filed("a", "b", "c")
	f.Links = []plan.Link{link("a", "b")}
	b.bring(f)
	news := plan.Part{Outside: filed("b", "c")}
	news.Links = []plan.Link{link("b", "c")}
	if m := b.hear(news); len(m.Link) != 1 || len(m.Plan.Links) != 2 {
		t.Errorf("%+v", m)
	}
	if m := b.hear(plan.Part{Outside: filed("a", "b", "c")}); len(m.Unlink)+len(m.Link) != 0 {
		t.Errorf("silence took links away: %+v", m.Unlink)
	}
	if m := b.hear(plan.Part{Outside: filed("a", "b"), Cut: []plan.Link{link("a", "b")}}); len(m.Unlink) != 1 || len(m.Plan.Links) != 1 || len(b.said.Links) != 1 {
		t.Errorf("%+v, said %+v", m, b.said.Links)
	}
}

// What was changed at the tool earlier than what is known changes nothing,
// whether it comes alone or in a whole file.
func TestOlderWordChangesNothing(t *testing.T) {
	b := &bringing{t: t}
	say := func(name string, when time.Time) plan.Part {
		p := plan.Part{Outside: filed("a")}
		p.Steps[0].Step.Name, p.Steps[0].Updated = name, when
		return p
	}
	b.hear(say("second", at.Add(time.Minute)))
	for _, whole := range []bool{false, true} {
		var m plan.Merged
		if first := say("first", at); whole {
			m = b.bring(first.Outside)
		} else {
			m = b.hear(first)
		}
		if b.step("a").Name != "second" || m.Older != 1 || len(m.Changed)+len(m.Kept)+m.Same != 0 {
			t.Errorf("%+v", m)
		}
	}
	if m := b.hear(say("third", at.Add(time.Minute))); len(m.Changed) != 1 {
		t.Errorf("of the same second the last word counts: %+v", m)
	}
	untimed := say("fourth", time.Time{})
	if m := b.hear(untimed); len(m.Changed) != 1 || !b.said.Steps[0].Updated.Equal(at.Add(time.Minute)) {
		t.Errorf("%+v", m)
	}
	off := say("fourth", at.Add(time.Hour))
	off.Steps[0].CalledOff = true
	if m := b.hear(off); len(m.CalledOff) != 1 || !b.said.Steps[0].CalledOff || b.step("a").Name != "fourth" {
		t.Errorf("%+v", m)
	}
	if m := b.hear(say("back", at.Add(30*time.Minute))); m.Older != 1 {
		t.Errorf("what came before it was called off: %+v", m)
	}
}

// A stage's own news reach its steps, and those that have their stage from these.
func TestNewsOfAStage(t *testing.T) {
	june := worktime.Day{Year: 2026, Month: time.June, Date: 1}
	b := &bringing{t: t}
	f := filed("a@v1", "part@v1", "deep@v1", "other@v2")
	for i, key := range []string{"1", "", "", "2"} {
		f.Steps[i].StageKey, f.Steps[i].StageAt = key, at
	}
	f.Steps[1].PartOf, f.Steps[2].PartOf = "x:a", "x:part"
	b.bring(f)
	m := b.hear(b.said.InStage(plan.StageNews{Key: "1", Name: "v1.0", On: june, At: at.Add(time.Hour)}))
	if told(m.Plan) != "a@v1.0 part@v1.0 deep@v1.0 other@v2" || b.step("a").On != june || !b.step("part").On.IsZero() {
		t.Errorf("%s %+v", told(m.Plan), m)
	}
	if n := len(b.said.InStage(plan.StageNews{Key: "1", Name: "v0.9", At: at.Add(time.Minute)}).Steps); n != 0 {
		t.Errorf("older news reach %d steps", n)
	}
	late := plan.Part{Outside: filed("a@v1")}
	late.Steps[0].StageKey, late.Steps[0].StageAt = "1", at
	if m = b.hear(late); b.step("a").Stage != "v1.0" || b.step("a").On != june {
		t.Errorf("a step with the stage as it was before: %+v", m)
	}
	m = b.hear(b.said.InStage(plan.StageNews{Key: "1", At: at.Add(2 * time.Hour)}))
	if !b.step("a").On.IsZero() || b.step("a").Stage != "" || b.step("deep").Stage != "" || b.step("other").Stage != "v2" {
		t.Errorf("a stage that is no more: %s %+v", told(m.Plan), m)
	}
	alone := plan.Part{Outside: filed("new")}
	alone.Steps[0].PartOf, alone.Placed = "x:other", map[string]bool{"x:new": true}
	if b.hear(alone); b.step("new").Stage != "v2" {
		t.Errorf("a new part has the stage %q", b.step("new").Stage)
	}
	if b.hear(plan.Part{Outside: filed("new")}); b.step("new").Stage != "v2" {
		t.Errorf("news that say nothing of it took a part out of its whole")
	}
}

func TestAccountsKeepTheirNames(t *testing.T) {
	b := &bringing{t: t}
	f := filed("a")
	f.Steps[0].Who = []plan.Person{{Name: "Ana Ruiz", Key: "anaruiz"}}
	b.bring(f)
	news := plan.Part{Outside: filed("a")}
	news.Steps[0].Who = []plan.Person{{Name: "anaruiz", Key: "anaruiz"}, {Name: "tom", Key: "tom"}}
	got := news.Completed(b.said).Steps[0].Who
	if got[0].Name != "Ana Ruiz" || got[1].Name != "tom" || news.Steps[0].Who[0].Name != "anaruiz" {
		t.Errorf("%+v", got)
	}
}

// Whatever order news come in, the plan ends as the last word of each step says.
func TestNewsInAnyOrder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b := &bringing{t: t}
		last := map[string]int{}
		for i, n := range rapid.SliceOfN(rapid.IntRange(0, 9), 1, 20).Draw(r, "moments") {
			key := string(rune('a' + i%3))
			p := plan.Part{Outside: filed(key)}
			p.Steps[0].Step.Name, p.Steps[0].Updated = fmt.Sprint(key, n), at.Add(time.Duration(n)*time.Minute)
			b.hear(p)
			if was, ok := last[key]; !ok || n >= was {
				last[key] = n
			}
		}
		for key, n := range last {
			if got := b.step(key).Name; got != fmt.Sprint(key, n) {
				r.Fatalf("%s is %q, not of minute %d", key, got, n)
			}
		}
	})
}
