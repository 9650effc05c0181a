package news

import (
	"strings"
	"testing"

	"kept/internal/tongue"
	"kept/worktime"
)

// Every sort of fact is said in every language, with its day and without.
func TestFactsInEveryLanguage(t *testing.T) {
	for _, code := range tongue.Codes()[1:] {
		say, english := Speech{Today: today, Voice: tongue.In(code)}, Speech{Today: today}
		for _, kind := range []Kind{StepDone, StepBegun, StepNext, StepGoesOn, PromiseKept, PromiseDue, DateMoved, Asked, Came, TheirTurn} {
			for _, day := range []worktime.Day{{}, today} {
				f := Fact{Kind: kind, Words: "Xyz", Who: "Piet", Day: day, Was: day, Why: "Qwerty"}
				for got, plain := range map[string]string{say.Fact(f): english.Fact(f), say.Became(Outcome{Now: f}): english.Became(Outcome{Now: f})} {
					if got == plain || !strings.Contains(got, "Xyz") || strings.ContainsAny(got, "{}") || !strings.HasSuffix(got, ".") {
						t.Errorf("%s, %s: %q", code, kind, got)
					}
				}
			}
		}
	}
}
