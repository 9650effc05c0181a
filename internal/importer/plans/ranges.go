package plans

import (
	"slices"

	"kept/internal/importer/table"
)

// The three guesses of PERT, and the two of a range: at least, likely, at most.
const (
	rangeLeast  = "least"
	rangeLikely = "likely"
	rangeMost   = "most"
)

// rangeWords are what people call them, in headings and in the names that they
// give to fields.
var rangeWords = table.Vocabulary{
	rangeLeast:  {"optimistic", "optimistic duration", "optimistic dur", "best case", "shortest", "min", "minimum", "min duration", "minimum duration", "at least", "optimistisch", "optimistische dauer", "bester fall", "mindestens", "optimiste", "durée optimiste", "optimista", "duración optimista", "otimista", "duração otimista", "ottimistica", "durata ottimistica", "optimistische duur"},
	rangeLikely: {"likely", "most likely", "likely duration", "most likely duration", "expected", "expected duration", "expected dur", "realistic", "wahrscheinlich", "wahrscheinliche dauer", "erwartet", "erwartete dauer", "probable", "durée probable", "duración probable", "provável", "probabile", "waarschijnlijk", "verwacht"},
	rangeMost:   {"pessimistic", "pessimistic duration", "pessimistic dur", "worst case", "longest", "max", "maximum", "max duration", "maximum duration", "at most", "pessimistisch", "pessimistische dauer", "schlechtester fall", "höchstens", "pessimiste", "durée pessimiste", "pesimista", "duración pesimista", "pessimista", "duração pessimista", "pessimistica", "durata pessimistica", "pessimistische duur"},
}

// rangeOf tells which of the guesses a field is called; "" = none.
func rangeOf(name string) string {
	name = table.Fold(name)
	for _, of := range []string{rangeLeast, rangeLikely, rangeMost} {
		if slices.ContainsFunc(rangeWords[of], func(w string) bool { return table.Fold(w) == name }) {
			return of
		}
	}
	return ""
}

// guess takes one of the guesses of a step. No time at all is none.
func (s *Step) guess(of string, l Length) {
	if l.Amount == 0 {
		return
	}
	switch of {
	case rangeLeast:
		s.Least = l
	case rangeLikely:
		s.Likely = l
	case rangeMost:
		s.Most = l
	}
}
