package store_test

import (
	"regexp"
	"testing"
)

// bareLimit is a limit that is nothing but a parameter.
var bareLimit = regexp.MustCompile(`LIMIT\s+\$\d`)

// SQLite looks at the value of a parameter that stands alone as a limit when it
// plans, and so plans the statement anew each time that anything is bound to
// it: three times the cost of the statement itself. A sum is not looked into.
func TestLimitsAreNotPlannedAnew(t *testing.T) {
	for _, st := range statements(t) {
		if bareLimit.MatchString(st.text) {
			t.Errorf("%s ends in a bare limit; write LIMIT 0+$n: %s", st.name, st.text)
		}
	}
}
