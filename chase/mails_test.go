package chase

import "testing"

// mailScore judges the mails of one set in one language. Only those of the set
// that phrases are written from and words learned from are shown: whoever has
// read the others cannot hold them back any more.
func mailScore(t *testing.T, set, language string) score {
	t.Helper()
	var s score
	for _, v := range ownVectors(t, "mails/"+set+"/"+language) {
		got := Asks(v.text)
		s.add(v.asks, got.Yes())
		if got.Yes() != v.asks && set == "dev" {
			t.Logf("%s: %q: %.2f for %q", language, v.text, got.Chance, got.Reason)
		}
	}
	t.Logf("%s, %s: precision %.3f, recall %.3f, F1 %.3f", set, language, s.precision(), s.recall(), s.f1())
	return s
}

// TestMails judges whole mails: those of dev are known, those of held are
// neither phrased nor learned from.
func TestMails(t *testing.T) {
	for _, language := range others {
		if s := mailScore(t, "dev", language); s.f1() < 0.96 {
			t.Errorf("%s: F1 %.3f, want 0.96", language, s.f1())
		}
		if s := mailScore(t, "held", language); s.precision() < 0.85 || s.recall() < 0.85 {
			t.Errorf("%s, held back: precision %.3f and recall %.3f, want 0.85", language, s.precision(), s.recall())
		}
	}
}

// TestFreshMails judges mails that were written after the phrases and the learned
// words, eight that ask and eight that do not in each language: the hardest test
// there is, and the one to believe. Whoever learns from them writes new ones.
func TestFreshMails(t *testing.T) {
	var all score
	for _, language := range others {
		s := mailScore(t, "fresh", language)
		all.hit, all.missed, all.wrong = all.hit+s.hit, all.missed+s.missed, all.wrong+s.wrong
	}
	t.Logf("fresh, all: precision %.3f, recall %.3f, F1 %.3f", all.precision(), all.recall(), all.f1())
	if all.precision() < 0.85 || all.recall() < 0.65 {
		t.Errorf("precision %.3f and recall %.3f, want 0.85 and 0.65", all.precision(), all.recall())
	}
}
