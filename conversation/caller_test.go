package conversation

import (
	"testing"
	"time"
)

func TestCallerOf(t *testing.T) {
	noon := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	at := func(id string, t time.Time) Caller { return Caller{ContactID: id, LastAt: t} }
	for name, tt := range map[string]struct {
		all    []Caller
		want   string
		shared bool
	}{
		"nobody":                {nil, "", false},
		"one, never spoken to":  {[]Caller{at("a", time.Time{})}, "a", false},
		"one":                   {[]Caller{at("a", noon)}, "a", false},
		"the second just later": {[]Caller{at("a", noon), at("b", noon.Add(time.Millisecond))}, "b", true},
		"at the same moment":    {[]Caller{at("a", noon), at("b", noon)}, "a", true},
		"the first just later":  {[]Caller{at("a", noon.Add(time.Millisecond)), at("b", noon)}, "a", true},
		"never with the first":  {[]Caller{at("a", time.Time{}), at("b", noon)}, "b", true},
		"never with anybody":    {[]Caller{at("a", time.Time{}), at("b", time.Time{})}, "a", true},
		"the middle of three":   {[]Caller{at("a", noon), at("b", noon.Add(time.Hour)), at("c", noon.Add(time.Minute))}, "b", true},
	} {
		if got, shared := CallerOf(tt.all); got.ContactID != tt.want || shared != tt.shared {
			t.Errorf("%s: %q %v", name, got.ContactID, shared)
		}
	}
}
