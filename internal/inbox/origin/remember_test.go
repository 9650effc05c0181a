package origin

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestAnswersAreRememberedForAMinute(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	z := &zone{txt: map[string][]string{"holm.example": {"v=spf1 -all"}, "down.example": {"!"}}}
	r := Remember(z, func() time.Time { return now })
	for _, step := range []struct {
		name  string
		after time.Duration
		asked int
		found []string
		fails bool
	}{
		{"holm.example.", 0, 1, []string{"v=spf1 -all"}, false},
		{"holm.example.", RememberedFor - 1, 1, []string{"v=spf1 -all"}, false},
		{"holm.example.", 1, 2, []string{"v=spf1 -all"}, false},
		{"nobody.example.", 0, 3, nil, true},
		{"nobody.example.", RememberedFor - 1, 3, nil, true},
		{"nobody.example.", 1, 4, nil, true},
		{"down.example.", 0, 5, nil, true},
		{"down.example.", FailureRemembered - 1, 5, nil, true},
		{"down.example.", 1, 6, nil, true},
	} {
		now = now.Add(step.after)
		found, err := r.LookupTXT(t.Context(), step.name)
		if z.asked != step.asked || !slices.Equal(found, step.found) || err != nil != step.fails {
			t.Errorf("%s after %v: asked %d times, found %q, %v; wanted %d, %q", step.name, step.after, z.asked, found, err, step.asked, step.found)
		}
	}
}

func TestKindsOfQuestionsAreApart(t *testing.T) {
	z := &zone{txt: map[string][]string{"holm.example": {"v=spf1 a"}}, ip: map[string][]string{"holm.example": {"192.0.2.7"}}, mx: map[string][]string{"holm.example": {"mail.holm.example."}}}
	r := Remember(z, time.Now)
	for range 2 {
		texts, err1 := r.LookupTXT(t.Context(), "holm.example.")
		ips, err2 := r.LookupNetIP(t.Context(), "ip", "holm.example.")
		mx, err3 := r.LookupMX(t.Context(), "holm.example.")
		if got := fmt.Sprint(texts, ips, len(mx), err1, err2, err3); got != "[v=spf1 a] [192.0.2.7] 1 <nil> <nil> <nil>" {
			t.Error(got)
		}
	}
	if z.asked != 3 {
		t.Errorf("asked %d times, wanted 3", z.asked)
	}
}

func TestNoMoreIsRememberedThanTheLimit(t *testing.T) {
	z := &zone{}
	r := Remember(z, time.Now)
	for i := range MostRemembered {
		r.LookupTXT(t.Context(), fmt.Sprintf("n%d.example.", i))
	}
	if len(r.known) != MostRemembered {
		t.Fatalf("%d are remembered, wanted %d", len(r.known), MostRemembered)
	}
	r.LookupTXT(t.Context(), "one-more.example.")
	if len(r.known) != 1 {
		t.Errorf("%d are remembered, wanted the last alone", len(r.known))
	}
}

func TestThoseWhoComeTogetherWaitForOneAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := &zone{slow: true}
		r := Remember(z, time.Now)
		hasty, leave := context.WithCancel(t.Context())
		errs := make(chan error, 3)
		for _, ctx := range []context.Context{hasty, t.Context(), t.Context()} {
			go func() { _, err := r.LookupTXT(ctx, "slow.example."); errs <- err }()
			synctest.Wait()
		}
		leave()
		if err := <-errs; !errors.Is(err, context.Canceled) {
			t.Errorf("who went away heard %v", err)
		}
		begun := time.Now()
		for range 2 {
			if err := <-errs; err == nil {
				t.Error("no answer was heard as one")
			}
		}
		if waited := time.Since(begun); waited != MaxAnswer || z.asked != 1 {
			t.Errorf("waited %v and asked %d times", waited, z.asked)
		}
	})
}
