package chase

import "testing"

// TestWider judges sentences that were written before the phrases they need,
// near misses as many as chases. It keeps what is known from being lost; how
// many chases are found that nobody has thought of yet, only fresh sentences
// tell: write those first, measure, then add phrases (docs/mail-in.md).
func TestWider(t *testing.T) {
	for _, language := range []string{"de", "fr", "es", "pt", "nl", "it"} {
		var s score
		for _, v := range ownVectors(t, "wider/"+language) {
			got := Asks(v.text)
			s.add(v.asks, got.Yes())
			if got.Yes() != v.asks {
				t.Logf("%s: %q: %.2f for %q", language, v.text, got.Chance, got.Reason)
			}
		}
		t.Logf("%s: precision %.3f, recall %.3f, F1 %.3f", language, s.precision(), s.recall(), s.f1())
		if s.f1() < 0.97 {
			t.Errorf("%s: F1 %.3f, want 0.97", language, s.f1())
		}
	}
}
