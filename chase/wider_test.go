package chase

import "testing"

// TestWider measures on sentences that were written before the phrases they
// need ("wider"), and on some that no phrase was written for ("unseen"): near
// misses as many as chases. Whoever adds a phrase for one of the unseen moves
// it to the wider ones, and writes a new one.
func TestWider(t *testing.T) {
	for set, least := range map[string]float64{"wider": 0.95, "unseen": 0.85} {
		for _, language := range []string{"de", "fr", "es", "pt", "nl", "it"} {
			var s score
			for _, v := range ownVectors(t, set+"/"+language) {
				got := Asks(v.text)
				s.add(v.asks, got.Yes())
				if got.Yes() != v.asks {
					t.Logf("%s: %q: %.2f for %q", language, v.text, got.Chance, got.Reason)
				}
			}
			t.Logf("%s %s: precision %.3f, recall %.3f, F1 %.3f", set, language, s.precision(), s.recall(), s.f1())
			if s.f1() < least {
				t.Errorf("%s %s: F1 %.3f, want %.2f", set, language, s.f1(), least)
			}
		}
	}
}
