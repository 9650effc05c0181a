package news

import (
	"strings"
	"testing"

	"kept/internal/fault"
)

// Who was asked may have nothing to say; who says something by himself says it.
func TestCheckIn(t *testing.T) {
	asked, own := CheckIn{ID: "chk_1", AskedID: "mem_b", AskedAt: now, By: now}, CheckIn{ID: "chk_2"}
	for _, row := range []struct {
		name string
		c    CheckIn
		text string
		ok   bool
	}{
		{"asked, nothing", asked, "", true},
		{"by himself, nothing", own, "", false},
		{"as long as a line", own, strings.Repeat("x", MaxLine), true},
		{"longer", own, strings.Repeat("x", MaxLine+1), false},
		{"asked, longer", asked, strings.Repeat("x", MaxLine+1), false},
		{"two lines", own, "one\ntwo", false},
	} {
		got, err := row.c.Say(row.text, now)
		if (err == nil) != row.ok || err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", row.name, err)
		}
		if err == nil && (got.Waits() || got.Text != row.text) {
			t.Errorf("%s: %+v", row.name, got)
		}
	}
	if !asked.Waits() {
		t.Error("what was asked waits for nothing")
	}
}

// What was said otherwise since is another fact: a line that stands on it is stale.
func TestACheckInThatWasChanged(t *testing.T) {
	was := Fact{Kind: Worked, Source: "check-in:chk_1", Words: "Lea measured the slope", Day: march(10)}
	is := was
	is.Words = "Lea measured half of the slope"
	u := Update{Lines: Compose([]Fact{was}, nil, say)}
	if got := u.Stale([]Fact{was}, today, say); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	if got := u.Stale([]Fact{is}, today, say); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}
