package worktime

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/fault"
)

func TestParseDay(t *testing.T) {
	for _, s := range []string{"2026-02-28", "2024-02-29", "0001-01-01", "9999-12-31"} {
		d, err := ParseDay(s)
		if err != nil || d.String() != s {
			t.Errorf("%s: %s, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "2026-02-29", "2026-02-30", "2026-04-31", "2026-00-10", "2026-13-01", "0000-01-01", "10000-01-01",
		"2026-1-1", "2026-12-01T00:00:00Z", " 2026-12-01", "12/01/2026", "-2026-01-01", strings.Repeat("9", 1000)} {
		d, err := ParseDay(s)
		if f, ok := fault.As(err); !ok || f.Fields["date"] == "" || !d.IsZero() || len(f.Say) > 200 {
			t.Errorf("%.40q: %s, %v", s, d, err)
		}
	}
}

func TestDays(t *testing.T) {
	d := day(t, "2024-02-28")
	if got := d.AddDays(2); got != day(t, "2024-03-01") {
		t.Error(got)
	}
	if got := d.AddDays(-59); got != day(t, "2023-12-31") {
		t.Error(got)
	}
	if d.Weekday() != time.Wednesday || d.DaysUntil(day(t, "2024-03-01")) != 2 || d.DaysUntil(day(t, "2024-02-27")) != -1 {
		t.Error("the weekday or the days until")
	}
	next := d.AddDays(1)
	if !d.Before(next) || d.After(next) || !next.After(d) || d.Before(d) || d.After(d) || d.Compare(d) != 0 || d.Compare(next) != -1 {
		t.Error("the order of days")
	}
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	if got := DayOf(moment(t, "2026-03-06T23:30:00Z"), rome); got != day(t, "2026-03-07") {
		t.Error(got)
	}
}

func TestDayAsText(t *testing.T) {
	type held struct {
		On Day `json:"on"`
	}
	for text, want := range map[string]Day{`{"on":""}`: {}, `{"on":"2026-12-04"}`: {2026, 12, 4}} {
		var h held
		if err := json.Unmarshal([]byte(text), &h); err != nil || h.On != want {
			t.Errorf("%s: %v, %v", text, h.On, err)
		}
		if out, err := json.Marshal(h); err != nil || string(out) != text {
			t.Errorf("%s became %s, %v", text, out, err)
		}
	}
	var h held
	if err := json.Unmarshal([]byte(`{"on":"2026-02-30"}`), &h); fault.KindOf(err) != fault.Invalid {
		t.Errorf("30 February: %v", err)
	}
}

func TestParseClock(t *testing.T) {
	for s, want := range map[string]Clock{"00:00": 0, "9:05": 545, "09:05": 545, "23:59": 1439, "24:00": 1440} {
		if c, err := ParseClock(s); err != nil || c != want {
			t.Errorf("%s: %d, %v", s, c, err)
		}
	}
	for _, s := range []string{"", "24:01", "25:00", "09:60", "0900", "09:5", "-1:00", "+1:00", "09-00", "１2:00", "09:00:00"} {
		if c, err := ParseClock(s); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %d, %v", s, c, err)
		}
	}
	if got := Clock(9*60 + 5).String(); got != "09:05" {
		t.Error(got)
	}
}

func TestHoursAsJSON(t *testing.T) {
	const text = `{"zone":"Europe/Rome","weekly":{"fri":[["09:00","13:00"],["14:00","18:00"]],"mon":[["09:00","24:00"]]},` +
		`"regions":["IT"],"holidays":[{"on":"2026-12-07","name":"Sant'Ambrogio"}],` +
		`"exceptions":[{"on":"2026-12-24","windows":[["09:00","12:00"]],"why":"half day"},{"on":"2026-12-31","windows":null}],` +
		`"breaks":[{"on":"2026-12-04","windows":[["10:00","11:00"]]}]}`
	var h Hours
	if err := json.Unmarshal([]byte(text), &h); err != nil {
		t.Fatal(err)
	}
	if err := h.Check(); err != nil {
		t.Error(err)
	}
	out, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text, string(out)); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{`{"weekly":{"lundi":[]}}`, `{"weekly":{"mon":[["09:00"]]}}`, `{"weekly":{"mon":[["09:00","12:00","13:00"]]}}`,
		`{"weekly":{"mon":[[9,17]]}}`, `{"weekly":{"mon":[["09:00","25:00"]]}}`, `{"weekly":[]}`} {
		if err := json.Unmarshal([]byte(bad), &Hours{}); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

func TestCheckNamesTheField(t *testing.T) {
	change := func(f func(h *Hours)) Hours {
		h := Standard("Europe/Rome")
		f(&h)
		return h
	}
	windows := func(n int) (out []Window) {
		for i := range n {
			out = append(out, Window{Clock(i * 60), Clock(i*60 + 30)})
		}
		return out
	}
	days := func(n int) (out []Day) {
		for i := range n {
			out = append(out, Day{2000, 1, 1}.AddDays(i))
		}
		return out
	}
	exceptions := func(n int) (out []Exception) {
		for _, d := range days(n) {
			out = append(out, Exception{On: d})
		}
		return out
	}
	holidays := func(n int) (out []Holiday) {
		for _, d := range days(n) {
			out = append(out, Holiday{On: d})
		}
		return out
	}
	on := Day{2026, 12, 24}
	for name, c := range map[string]struct {
		h     Hours
		field string // "": right
	}{
		"standard":             {Standard("Europe/Rome"), ""},
		"no zone":              {Standard(""), "zone"},
		"the machine's zone":   {Standard("Local"), "zone"},
		"a file as a zone":     {Standard("../../etc/passwd"), "zone"},
		"windows at the limit": {change(func(h *Hours) { h.Weekly[1] = windows(MaxWindows) }), ""},
		"windows over it":      {change(func(h *Hours) { h.Weekly[1] = windows(MaxWindows + 1) }), "weekly"},
		"touching windows":     {change(func(h *Hours) { h.Weekly[1] = []Window{{0, 60}, {60, 120}} }), ""},
		"overlapping windows":  {change(func(h *Hours) { h.Weekly[1] = []Window{{0, 61}, {60, 120}} }), "weekly"},
		"an empty window":      {change(func(h *Hours) { h.Weekly[1] = []Window{{60, 60}} }), "weekly"},
		"over midnight":        {change(func(h *Hours) { h.Weekly[1] = []Window{{22 * 60, 6 * 60}} }), "weekly"},
		"before midnight":      {change(func(h *Hours) { h.Weekly[1] = []Window{{-1, 60}} }), "weekly"},
		"after midnight":       {change(func(h *Hours) { h.Weekly[1] = []Window{{60, 1441}} }), "weekly"},
		"until midnight":       {change(func(h *Hours) { h.Weekly[1] = []Window{{60, 1440}} }), ""},
		"regions at the limit": {change(func(h *Hours) { h.Regions = strings.Split(strings.Repeat("IT ", MaxRegions-1)+"IT", " ") }), ""},
		"regions over it":      {change(func(h *Hours) { h.Regions = strings.Split(strings.Repeat("IT ", MaxRegions)+"IT", " ") }), "regions"},
		"an empty region":      {change(func(h *Hours) { h.Regions = []string{""} }), "regions"},
		"holidays at limit":    {change(func(h *Hours) { h.Holidays = holidays(MaxHolidays) }), ""},
		"holidays over it":     {change(func(h *Hours) { h.Holidays = holidays(MaxHolidays + 1) }), "holidays"},
		"a holiday nowhere":    {change(func(h *Hours) { h.Holidays = []Holiday{{}} }), "holidays"},
		"30 February":          {change(func(h *Hours) { h.Holidays = []Holiday{{On: Day{2026, 2, 30}}} }), "holidays"},
		"year 0":               {change(func(h *Hours) { h.Holidays = []Holiday{{On: Day{0, 2, 3}}} }), "holidays"},
		"a long name":          {change(func(h *Hours) { h.Holidays = []Holiday{{on, strings.Repeat("x", MaxName)}} }), ""},
		"a longer name":        {change(func(h *Hours) { h.Holidays = []Holiday{{on, strings.Repeat("x", MaxName+1)}} }), "holidays"},
		"exceptions at limit":  {change(func(h *Hours) { h.Exceptions = exceptions(MaxExceptions) }), ""},
		"exceptions over it":   {change(func(h *Hours) { h.Exceptions = exceptions(MaxExceptions + 1) }), "exceptions"},
		"twice":                {change(func(h *Hours) { h.Exceptions = []Exception{{On: on}, {On: on}} }), "exceptions"},
		"a long reason":        {change(func(h *Hours) { h.Exceptions = []Exception{{On: on, Why: strings.Repeat("x", MaxName+1)}} }), "exceptions"},
		"a bad break":          {change(func(h *Hours) { h.Breaks = []Exception{{On: on, Windows: []Window{{60, 30}}}} }), "breaks"},
		"breaks over limit":    {change(func(h *Hours) { h.Breaks = exceptions(MaxExceptions + 1) }), "breaks"},
	} {
		err := c.h.Check()
		if c.field == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		f, ok := fault.As(err)
		if !ok || len(f.Fields) != 1 || f.Fields[c.field] == "" {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Compile(c.h, nil); err == nil {
			t.Errorf("%s compiles", name)
		}
	}
}

func TestHolidaysOfRegions(t *testing.T) {
	public := func(region string, d Day) (string, bool) {
		return "feast of " + region, region == "B" && d == Day{2026, 4, 2} || region == "A" && d == Day{2026, 4, 3}
	}
	h := Standard("UTC")
	h.Regions = []string{"A", "B"}
	h.Holidays = []Holiday{{Day{2026, 4, 3}, "by hand"}}
	h.Exceptions = []Exception{{On: Day{2026, 4, 2}, Windows: []Window{{600, 660}}}}
	c, err := Compile(h, public)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for d := (Day{2026, 4, 1}); d.Date < 5; d = d.AddDays(1) {
		name, off := c.Holiday(d)
		got = append(got, fmt.Sprint(d.Date, " ", c.IsBusinessDay(d), " ", off, " ", name))
	}
	want := []string{"1 true false ", "2 true true feast of B", "3 false true by hand", "4 false false "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestEveryDayOfTheLedger compares the years, which take short cuts, with the
// days one by one, around the odd clock changes of the world.
func TestEveryDayOfTheLedger(t *testing.T) {
	for _, zone := range []string{"Europe/Rome", "America/Havana", "Africa/Casablanca", "Pacific/Apia", "Antarctica/Troll",
		"Australia/Lord_Howe", "America/Nuuk", "Asia/Pyongyang", "America/Sao_Paulo", "Africa/Cairo"} {
		h := Hours{Zone: zone}
		for i := range h.Weekly {
			h.Weekly[i] = []Window{{0, 90}, {2*60 + 15, 3*60 + 15}, {23 * 60, Midnight24}}
		}
		c := compiled(t, h)
		for _, year := range []int{2011, 2018, 2024, 2026} {
			var sum int64
			for d := (Day{year, 1, 1}); d.Year == year; d = d.AddDays(1) {
				for _, s := range c.plan.spans(d) {
					sum += s[1] - s[0]
					if open, shut := time.Unix(s[0], 0), time.Unix(s[1], 0); !c.IsOpen(open) || !c.IsOpen(shut.Add(-1)) {
						t.Fatalf("%s %s: %s to %s is closed", zone, d, open, shut)
					}
				}
			}
			if got := int64(c.ledger.year(year).total); got != sum {
				t.Errorf("%s %d: %d s in the year, %d s in its days", zone, year, got, sum)
			}
		}
	}
}
