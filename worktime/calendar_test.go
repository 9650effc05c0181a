package worktime

import (
	"testing"
	"time"
)

func compiled(t testing.TB, h Hours) *Calendar {
	t.Helper()
	c, err := Compile(h, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func moment(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestAddOverAWeekend(t *testing.T) {
	c := compiled(t, Standard("Europe/Rome"))
	got := c.Add(moment(t, "2026-03-06T15:30:00Z"), 2*time.Hour)
	if want := moment(t, "2026-03-09T09:30:00Z"); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
}
