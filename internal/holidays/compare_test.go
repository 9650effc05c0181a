package holidays

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"

	"kept/worktime"
)

// TestAgreesWithTheLibrary holds the tables against rickar/cal, where that
// follows the law: 2020 to 2030, but for the days that it lacks.
func TestAgreesWithTheLibrary(t *testing.T) {
	was := cal.DefaultLoc
	cal.DefaultLoc = time.UTC
	t.Cleanup(func() { cal.DefaultLoc = was })
	book := New()
	for code, c := range map[string]struct {
		list  []*cal.Holiday
		lacks []string
	}{
		"AT": {at.Holidays, nil}, "BE": {be.Holidays, nil}, "CZ": {cz.Holidays, nil}, "ES": {es.Holidays, nil},
		"FR": {fr.Holidays, nil}, "HR": {hr.Holidays, nil}, "IE": {ie.Holidays, nil}, "NC": {nc.Holidays, nil},
		"US": {us.Holidays, nil}, "DE": {de.Holidays, nil}, "DE-BW": {de.HolidaysBW, nil}, "DE-HE": {de.HolidaysHE, nil},
		"DE-HH": {de.HolidaysHH, nil}, "DE-NW": {de.HolidaysNW, nil}, "DE-SL": {de.HolidaysSL, nil},
		"DE-SN": {de.HolidaysSN, nil}, "DE-ST": {de.HolidaysST, nil}, "DE-TH": {de.HolidaysTH, nil},
		"GB-ENG": {gb.Holidays, []string{"2022-09-19"}},
		"SI":     {si.Holidays, []string{"2023-08-14"}},
		"ZA":     {za.Holidays, []string{"2021-11-01", "2023-12-15", "2024-05-29"}},
		"NZ": {nz.Holidays, []string{"2022-06-24", "2022-09-26", "2023-07-14", "2024-06-28", "2025-06-20", "2026-07-10",
			"2027-06-25", "2028-07-14", "2029-07-06", "2030-06-21"}},
		"JP": {jp.Holidays, []string{"2020-08-10", "2021-08-08", "2021-08-09"}},
	} {
		theirs := map[string]bool{}
		for year := 2019; year <= 2031; year++ {
			for _, h := range c.list {
				actual, observed := h.Calc(year)
				theirs[worktime.DayOf(actual, time.UTC).String()] = true
				theirs[worktime.DayOf(observed, time.UTC).String()] = true
			}
		}
		for _, d := range c.lacks {
			if theirs[d] {
				t.Errorf("%s: the library has %s now", code, d)
			}
			theirs[d] = true
		}
		ours := map[string]bool{}
		for year := 2020; year <= 2030; year++ {
			for _, h := range book.Year(code, year) {
				ours[h.On.String()] = true
			}
		}
		inRange := cmpopts.IgnoreMapEntries(func(d string, _ bool) bool {
			return d < "2020" || d > "2031" || (code == "JP" && (d == "2020-08-11" || d == "2021-08-11"))
		})
		if diff := cmp.Diff(theirs, ours, inRange); diff != "" {
			t.Errorf("%s: %s", code, diff)
		}
	}
}
