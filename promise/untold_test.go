package promise

import (
	"testing"
	"time"

	"kept/prompt/prompttest"
)

// A notice that moves a date is awaited before that date passes; one that moves
// none, or dates that have passed, is not.
func TestPassesUnlessTold(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	p := onThursday(t, Deliverable)
	p.Tellings = []Telling{{Seq: 0, NoticeID: "made"}}
	if at := p.PassesUnlessTold("made", made); !at.IsZero() {
		t.Errorf("a notice that moves nothing is awaited by %v", at)
	}
	moved := due.Add(-time.Hour)
	p = must(t)(p.Reset(When{At: again}, "the printer is ill", "o", rome, moved))
	p.Tellings = append(p.Tellings, Telling{Seq: 1, NoticeID: "first"})
	if at := p.PassesUnlessTold("first", moved); !at.Equal(due) {
		t.Errorf("the notice is awaited by %v, want the date that it moves, %v", at, due)
	}
	later := due.Add(time.Hour)
	p = must(t)(p.Reset(When{At: again.Add(time.Hour)}, "still ill", "o", rome, later))
	p.Tellings = append(p.Tellings, Telling{Seq: 2, NoticeID: "second"}, Telling{Seq: 2, NoticeID: "contact"})
	if at := p.PassesUnlessTold("second", later); !at.Equal(again) {
		t.Errorf("the second notice is awaited by %v, want %v: the first date has passed", at, again)
	}
	if at := p.PassesUnlessTold("contact", later.Add(time.Hour)); !at.IsZero() {
		t.Errorf("a notice that was written when the date stood already is awaited by %v", at)
	}
}
