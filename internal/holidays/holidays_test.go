package holidays

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"kept/worktime"
)

func day(t *testing.T, s string) worktime.Day {
	t.Helper()
	d, err := worktime.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestLaw checks what official gazettes announced, a day on and the day beside it off.
func TestLaw(t *testing.T) {
	book := New()
	for _, c := range []struct{ region, on, off, why string }{
		{"GB-ENG", "2022-12-27", "2022-12-28", "Christmas Day on a Sunday, Boxing Day on the Monday"},
		{"GB-ENG", "2022-01-03", "2022-01-04", "New Year's Day on a Saturday"},
		{"GB-SCT", "2022-01-04", "2022-01-05", "both first days of the year on a weekend"},
		{"GB-SCT", "2023-01-03", "2023-01-04", "New Year's Day on a Sunday, the 2nd on the Monday"},
		{"GB-SCT", "2021-08-02", "2021-08-30", "Scotland's summer holiday is early"},
		{"GB-NIR", "2026-07-13", "2026-07-14", "the Twelfth on a Sunday"},
		{"GB-WLS", "2020-05-08", "2020-05-04", "May Day moved to VE Day"},
		{"US", "2021-12-31", "2021-12-30", "New Year's Day 2022 on a Saturday"},
		{"US", "2021-06-18", "2020-06-19", "Juneteenth since 2021"},
		{"DE-BE", "2025-05-08", "2024-05-08", "80 years of liberation, once"},
		{"DE-BY", "2017-10-31", "2018-10-31", "500 years of Reformation, once"},
		{"DE-SN", "2026-11-18", "2026-11-25", "Buß- und Bettag"},
		{"FR-67", "2026-04-03", "2026-04-02", "Good Friday in Alsace"},
		{"NL", "2025-04-26", "2025-04-27", "King's Day on a Sunday goes to the Saturday"},
		{"DK", "2023-05-05", "2024-04-26", "Great Prayer Day until 2023"},
		{"BG", "2021-05-04", "2021-05-05", "1 May on Holy Saturday, after Easter Monday"},
		{"GR", "2026-04-10", "2026-04-03", "the Orthodox Good Friday"},
		{"IE", "2030-02-01", "2030-02-04", "St Brigid's Day on a Friday"},
		{"IE", "2023-02-06", "2023-02-01", "St Brigid's Day on the first Monday"},
		{"SE", "2026-06-20", "2026-06-27", "Midsummer's Day"},
		{"CH-GE", "2026-09-10", "2026-09-03", "Jeûne genevois"},
		{"CH-VD", "2026-09-21", "2026-09-14", "the Monday of the federal fast"},
		{"CH-GL", "2026-04-09", "2026-04-02", "Näfelser Fahrt gives way to Holy Week"},
		{"CA-ON", "2026-05-18", "2026-05-25", "Victoria Day"},
		{"CA-QC", "2029-06-25", "2029-06-26", "the Fête nationale on a Sunday"},
		{"AU-NSW", "2020-01-27", "2020-01-26", "Australia Day on a Sunday moves"},
		{"AU-WA", "2020-04-27", "2020-04-28", "Anzac Day on a Saturday, in the West"},
		{"AU-VIC", "2023-09-29", "2023-09-22", "the Friday before the final"},
		{"NZ", "2022-09-26", "2022-09-19", "Queen Elizabeth II Memorial Day"},
		{"NZ-AUK", "2026-01-26", "2026-02-02", "the Monday nearest to 29 January"},
		{"JP", "2026-09-22", "2025-09-22", "a day between two holidays"},
		{"JP", "2019-04-30", "2018-04-27", "the ten days of 2019"},
		{"JP", "2024-09-22", "2024-09-24", "the autumn equinox on a Sunday"},
		{"JP", "2024-09-23", "2023-09-22", "and the Monday after it"},
		{"ZA", "2022-12-27", "2023-12-27", "by proclamation"},
		{"MX", "2026-02-02", "2026-02-05", "Constitution Day goes to the Monday"},
		{"CO", "2026-06-15", "2026-06-12", "Sagrado Corazón"},
		{"CL", "2024-06-20", "2024-06-21", "the solstice in a leap year"},
		{"CL", "2026-09-18", "2026-09-21", "no bridge when the 18th is a Friday"},
		{"AR", "2024-11-18", "2024-11-20", "Soberanía goes to the Monday"},
		{"SK", "2024-11-17", "2025-11-17", "a working day since 2025"},
		{"PL", "2025-12-24", "2024-12-24", "Christmas Eve since 2025"},
		{"BR", "2024-11-20", "2023-11-20", "Consciência Negra since 2024"},
	} {
		if name, ok := book.Public(c.region, day(t, c.on)); !ok || name == "" {
			t.Errorf("%s %s is no holiday: %s", c.region, c.on, c.why)
		}
		if name, ok := book.Public(c.region, day(t, c.off)); ok {
			t.Errorf("%s %s is %s: %s", c.region, c.off, name, c.why)
		}
	}
}

func TestPartsKeepTheDaysOfTheirCountry(t *testing.T) {
	book := New()
	parts := 0
	for _, r := range book.Regions() {
		if r.Name == "" || r.Code != strings.ToUpper(r.Code) || !book.Known(r.Code) {
			t.Errorf("odd region %+v", r)
		}
		if n := len(book.Year(r.Code, 2020)); n < 4 {
			t.Errorf("%s has %d holidays in 2020", r.Code, n)
		}
		country, _, part := strings.Cut(r.Code, "-")
		if !part {
			continue
		}
		parts++
		for _, h := range book.Year(country, 2026) {
			if name, ok := book.Public(r.Code, h.On); !ok {
				t.Errorf("%s lacks %s %s", r.Code, h.On, name)
			}
		}
	}
	if parts < 70 {
		t.Errorf("only %d parts of countries", parts)
	}
}

func TestUnknownRegionHasNoHolidays(t *testing.T) {
	book := New()
	if book.Known("XX") || book.Known("") || len(book.Year("XX", 2026)) > 0 {
		t.Error("XX is known")
	}
	if _, ok := book.Public("XX", day(t, "2026-12-25")); ok {
		t.Error("Christmas in XX")
	}
	if len(book.Year("DE", 0)) > 0 || len(book.Year("DE", 10000)) > 0 {
		t.Error("holidays outside the years of a day")
	}
}

func TestForgetsWhenFull(t *testing.T) {
	book := New()
	for year := range MaxCached + 5 {
		book.Public("DE", worktime.Day{Year: year + 1000, Month: time.May, Date: 1})
	}
	if n := len(book.years); n > MaxCached || n == 0 {
		t.Errorf("remembers %d", n)
	}
	if name, _ := book.Public("DE", day(t, "2026-05-01")); name != "Erster Mai" {
		t.Errorf("got %q", name)
	}
}

func TestAnswersManyAtOnce(t *testing.T) {
	book := New()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for year := 2000; year < 2040; year++ {
				d := worktime.Day{Year: year, Month: time.December, Date: 25}
				if _, ok := book.Public([]string{"DE", "FR", "GB"}[i%3], d); !ok {
					t.Errorf("no Christmas in %d", year)
				}
			}
		})
	}
	all.Wait()
}

func TestEasters(t *testing.T) {
	for year, want := range map[int]string{1961: "1961-04-02", 2000: "2000-04-23", 2008: "2008-03-23", 2038: "2038-04-25", 2076: "2076-04-19"} {
		if got := easter(year).String(); got != want {
			t.Errorf("Easter %d: %s, want %s", year, got, want)
		}
	}
	for year, want := range map[int]string{2000: "2000-04-30", 2010: "2010-04-04", 2024: "2024-05-05", 2026: "2026-04-12"} {
		if got := orthodox(year).String(); got != want {
			t.Errorf("orthodox Easter %d: %s, want %s", year, got, want)
		}
	}
}

func TestReadTableRefuses(t *testing.T) {
	for _, text := range []string{
		"XX Nowhere\n  01-06", "XX Nowhere\n  | Name", "XX Nowhere\n  13-01 | Name", "XX Nowhere\n  easter+x | Name",
		"XX Nowhere\n  mon | Name", "XX Nowhere\n  monx/01 | Name", "XX Nowhere\n  mon1/x1 | Name", "XX Nowhere\n  mon1/01+x | Name",
		"XX Nowhere\n  2026-02-30 | Name", "XX Nowhere\n  01-06 often | Name", "XX Nowhere\n  01-06 from=x | Name",
		"XX Nowhere\n  01-06 not=2020,x | Name", "XX Nowhere\n  mon>=x | Name", "XX Nowhere\nXX Nowhere",
	} {
		if err := readTable(map[string]region{}, text); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func BenchmarkPublic(b *testing.B) {
	book := New()
	d := worktime.Day{Year: 2026, Month: time.March, Date: 2}
	b.ReportAllocs()
	for b.Loop() {
		book.Public("DE-BY", d)
	}
}

func ExampleBook_Public() {
	name, ok := New().Public("IT", worktime.Day{Year: 2026, Month: time.April, Date: 6})
	fmt.Println(name, ok)
	// Output: Lunedì dell'Angelo true
}
