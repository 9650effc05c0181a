package check

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"kept/internal/fault"
)

type dated struct{ Date, Name string }

func TestHolidaysOfEveryAgreedRegion(t *testing.T) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(vectors(t, "holidays/holidays_2024_2027.json"), &all); err != nil {
		t.Fatal(err)
	}
	delete(all, "_about")
	if len(all) == 0 {
		t.Fatal("no regions to check")
	}
	for region, raw := range all {
		var want struct{ Agreed, Disputed []dated }
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		got := listed(t, region, 2024, 2027)
		for _, d := range want.Agreed {
			if got[d.Date] == "" {
				t.Errorf("%s: %s %s is missing", region, d.Date, d.Name)
			}
			delete(got, d.Date)
		}
		for _, d := range want.Disputed {
			delete(got, d.Date)
		}
		for date, name := range got {
			t.Errorf("%s: %s %s is too much", region, date, name)
		}
	}
}

func listed(t *testing.T, region string, from, to int) map[string]string {
	t.Helper()
	got := map[string]string{}
	for year := from; year <= to; year++ {
		var out bytes.Buffer
		if err := Holidays(region, year, &out); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			var d dated
			if err := json.Unmarshal([]byte(line), &d); err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(d.Date, fmt.Sprint(year)) || d.Name == "" {
				t.Errorf("%s %d: odd line %s", region, year, line)
			}
			got[d.Date] = d.Name
		}
	}
	return got
}

func TestHolidaysWritesOneLineEach(t *testing.T) {
	var out bytes.Buffer
	if err := Holidays("US", 2027, &out); err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(out.String(), "\n")
	if first != `{"date":"2027-01-01","name":"New Year's Day"}` {
		t.Error(first)
	}
}

func TestHolidaysRefuses(t *testing.T) {
	for _, c := range []struct {
		region string
		year   int
		field  string
	}{{"XX", 2026, "region"}, {"", 2026, "region"}, {"de-by", 2026, "region"}, {"DE", 0, "year"}, {"DE", 10000, "year"}} {
		var out bytes.Buffer
		err := Holidays(c.region, c.year, &out)
		f, ok := fault.As(err)
		if !ok || f.Fields[c.field] == "" || out.Len() > 0 {
			t.Errorf("%+v: %v, %q", c, err, out.String())
		}
	}
	var out bytes.Buffer
	if err := Holidays("DE", 9999, &out); err != nil || out.Len() == 0 {
		t.Errorf("the last year: %v", err)
	}
}
