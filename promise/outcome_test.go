package promise

import (
	"testing"
	"time"

	"kept/prompt/prompttest"
)

var (
	made    = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	due     = time.Date(2026, 3, 5, 15, 0, 0, 0, time.UTC) // Thursday 16:00 in Rome
	lateEnd = time.Date(2026, 3, 6, 16, 0, 0, 0, time.UTC) // Friday's close
	again   = time.Date(2026, 3, 10, 15, 0, 0, 0, time.UTC)
)

const ms = time.Millisecond

func onThursday(t *testing.T, k Kind) Promise {
	t.Helper()
	p, err := Make(Making{ID: "prm_1", ClientID: "c", ContactID: "k", OwnerID: "o", Kind: k, Words: "the mock-ups", By: "o", When: When{At: due}},
		prompttest.Calendar("Europe/Rome"), made)
	if err != nil {
		t.Fatal(err)
	}
	if !p.Date().LateBy.Equal(lateEnd) {
		t.Fatalf("late by %v, want %v", p.Date().LateBy, lateEnd)
	}
	return p
}

func must(t *testing.T) func(Promise, error) Promise {
	return func(p Promise, err error) Promise {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
}

func TestOutcomeOfKeeping(t *testing.T) {
	for _, row := range []struct {
		name string
		kept time.Time
		want Outcome
	}{
		{"just before", due.Add(-ms), KeptInTime},
		{"at", due, KeptInTime},
		{"just after", due.Add(ms), ToldLate},
		{"at the end of the late time", lateEnd, ToldLate},
		{"after it", lateEnd.Add(ms), BrokenInSilence},
	} {
		p := must(t)(onThursday(t, Deliverable).Keep(row.kept, row.kept))
		if got := p.OutcomeOf(0, row.kept.Add(time.Hour)); got != row.want {
			t.Errorf("kept %s: %q, want %q", row.name, got, row.want)
		}
	}
}

func TestOutcomeOfWaiting(t *testing.T) {
	p := onThursday(t, Deliverable)
	for _, row := range []struct {
		now  time.Time
		want Outcome
	}{{due.Add(-ms), Undecided}, {due, Undecided}, {due.Add(ms), BrokenInSilence}, {lateEnd.Add(ms), BrokenInSilence}} {
		if got := p.OutcomeOf(0, row.now); got != row.want {
			t.Errorf("untouched at %v: %q, want %q", row.now, got, row.want)
		}
	}
}

func TestOutcomeOfReset(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	reset := must(t)(onThursday(t, Deliverable).Reset(When{At: again}, "the printer is ill", "o", rome, due.Add(-time.Hour)))
	for _, row := range []struct {
		name          string
		told, bounced time.Time
		now           time.Time
		want          Outcome
	}{
		{"told just before", due.Add(-ms), time.Time{}, due.Add(ms), ResetInTime},
		{"told at the date", due, time.Time{}, due.Add(ms), ResetInTime},
		{"told just after", due.Add(ms), time.Time{}, due.Add(time.Hour), ToldLate},
		{"told at the end of the late time", lateEnd, time.Time{}, lateEnd.Add(ms), ToldLate},
		{"told after it", lateEnd.Add(ms), time.Time{}, lateEnd.Add(time.Hour), BrokenInSilence},
		{"not told, date still to come", time.Time{}, time.Time{}, due, Undecided},
		{"not told, date over", time.Time{}, time.Time{}, due.Add(ms), BrokenInSilence},
		{"told in time but it came back", due.Add(-time.Minute), due.Add(time.Hour), due.Add(2 * time.Hour), BrokenInSilence},
	} {
		p := reset
		p.Tellings = []Telling{{Seq: 1, NoticeID: "n", ToldAt: row.told, BouncedAt: row.bounced}}
		if got := p.OutcomeOf(0, row.now); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
		if got := p.OutcomeOf(1, row.now); got != Undecided {
			t.Errorf("%s: the new date is %q already", row.name, got)
		}
	}
}

// A date that was replaced and never told of is measured like the one that
// stands when the client lets us off.
func TestOutcomeOfReleaseAfterReset(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	reset := must(t)(onThursday(t, Deliverable).Reset(When{At: again}, "the printer is ill", "o", rome, due.Add(-time.Hour)))
	for _, row := range []struct {
		released time.Time
		want     Outcome
	}{{due, LetOff}, {due.Add(ms), ToldLate}, {lateEnd, ToldLate}, {lateEnd.Add(ms), BrokenInSilence}} {
		p := must(t)(reset.Release("no longer needed", row.released))
		if got := p.OutcomeOf(0, row.released.Add(time.Hour)); got != row.want {
			t.Errorf("released at %v: %q, want %q", row.released, got, row.want)
		}
	}
}

func TestConfirmedAppointmentHasGrace(t *testing.T) {
	p := must(t)(onThursday(t, Appointment).Confirm(due.Add(-time.Hour)))
	for _, row := range []struct {
		now  time.Time
		want Outcome
	}{{due.Add(ms), Undecided}, {due.Add(AppointmentGrace), Undecided}, {due.Add(AppointmentGrace + ms), BrokenInSilence}} {
		if got := p.OutcomeOf(0, row.now); got != row.want {
			t.Errorf("at %v: %q, want %q", row.now, got, row.want)
		}
	}
	held := must(t)(p.Keep(due, due.Add(30*time.Minute)))
	if got := held.OutcomeOf(0, due.Add(30*time.Minute)); got != KeptInTime {
		t.Errorf("held at its moment, noted in the grace: %q", got)
	}
}

func TestToldPromiseIsNotEdited(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	p := onThursday(t, Deliverable)
	words, when := "something else", When{At: again}
	edited := must(t)(p.Edit(Editing{Words: &words, When: &when}, "o", rome, made.Add(time.Hour)))
	if edited.Words != words || !edited.Date().DueAt.Equal(again) || len(edited.Dates) != 1 {
		t.Errorf("an untold promise was not corrected: %+v", edited)
	}
	p.Tellings = []Telling{{Seq: 0, NoticeID: "n", ToldAt: made}}
	if _, err := p.Edit(Editing{Words: &words}, "o", rome, made.Add(time.Hour)); err == nil {
		t.Error("the words of a told promise were changed")
	}
	p.Tellings[0].BouncedAt = made.Add(time.Minute)
	if _, err := p.Edit(Editing{Words: &words}, "o", rome, made.Add(time.Hour)); err != nil {
		t.Errorf("the telling came back, so the words are ours again: %v", err)
	}
}
