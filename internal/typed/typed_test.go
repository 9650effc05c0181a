package typed

import (
	"strings"
	"testing"
	"time"

	"kept/internal/fault"
	"kept/worktime"
)

// wednesday is Wednesday 4 March 2026, 10:12:33 in Rome.
var wednesday = time.Date(2026, 3, 4, 9, 12, 33, 0, time.UTC)

func rome(t testing.TB) *worktime.Calendar {
	t.Helper()
	h := worktime.Standard("Europe/Rome")
	h.Holidays = []worktime.Holiday{{On: worktime.Day{Year: 2026, Month: 3, Date: 31}, Name: "Feast"}}
	h.Exceptions = []worktime.Exception{{On: worktime.Day{Year: 2026, Month: 3, Date: 12}, Windows: []worktime.Window{{From: 540, To: 720}}}}
	c, err := worktime.Compile(h, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParse(t *testing.T) {
	c := rome(t)
	for text, want := range map[string]string{
		"today":              "Wednesday 4 March 2026",
		"Tomorrow":           "Thursday 5 March 2026",
		"day after tomorrow": "Friday 6 March 2026",
		"yesterday":          "Tuesday 3 March 2026 past",
		"tomorrow noon":      "Thursday 5 March 2026, 12:00 (Rome)",
		"noon":               "Wednesday 4 March 2026, 12:00 (Rome)",
		"09:00":              "Wednesday 4 March 2026, 09:00 (Rome) past",

		"Fri":               "Friday 6 March 2026",
		"by Friday":         "Friday 6 March 2026",
		"fri.":              "Friday 6 March 2026",
		"Fri 4pm":           "Friday 6 March 2026, 16:00 (Rome)",
		"Fri, 4 pm":         "Friday 6 March 2026, 16:00 (Rome)",
		"4:30 p.m. Friday":  "Friday 6 March 2026, 16:30 (Rome)",
		"Friday at 16:30":   "Friday 6 March 2026, 16:30 (Rome)",
		"Fri 16.30":         "Friday 6 March 2026, 16:30 (Rome)",
		"Fri 16h":           "Friday 6 March 2026, 16:00 (Rome)",
		"Fri 16h30":         "Friday 6 March 2026, 16:30 (Rome)",
		"Fri 9:30":          "Friday 6 March 2026, 09:30 (Rome)",
		"Fri 04:30":         "Friday 6 March 2026, 04:30 (Rome)",
		"Fri 0:30":          "Friday 6 March 2026, 00:30 (Rome)",
		"Fri 12pm":          "Friday 6 March 2026, 12:00 (Rome)",
		"Wed":               "Wednesday 11 March 2026", // never today
		"Tue":               "Tuesday 10 March 2026",
		"this Friday":       "Friday 6 March 2026",
		"this Wednesday":    "Wednesday 4 March 2026",
		"next Friday":       "Friday 13 March 2026", // of next week
		"next Monday 8am":   "Monday 9 March 2026, 08:00 (Rome)",
		"next Sunday":       "Sunday 15 March 2026",
		"Monday morning":    "Monday 9 March 2026, 12:00 (Rome)",
		"Monday afternoon":  "Monday 9 March 2026, 17:00 (Rome)",
		"Fri EOD":           "Friday 6 March 2026, 17:00 (Rome)",
		"eod":               "Wednesday 4 March 2026, 17:00 (Rome)",
		"end of day":        "Wednesday 4 March 2026, 17:00 (Rome)",
		"end of the day":    "Wednesday 4 March 2026, 17:00 (Rome)",
		"close of business": "Wednesday 4 March 2026, 17:00 (Rome)",

		"in 3 days":             "Saturday 7 March 2026",
		"in three days":         "Saturday 7 March 2026",
		"in 3 days at noon":     "Saturday 7 March 2026, 12:00 (Rome)",
		"3 days from now":       "Saturday 7 March 2026",
		"in a week":             "Wednesday 11 March 2026",
		"in 1 month":            "Saturday 4 April 2026",
		"in 2 years":            "Saturday 4 March 2028",
		"in 2 working days":     "Friday 6 March 2026",
		"in 3 business days":    "Monday 9 March 2026",
		"in 1 workday":          "Thursday 5 March 2026",
		"in 2 hours":            "Wednesday 4 March 2026, 12:13 (Rome)", // a whole minute, not before
		"in an hour":            "Wednesday 4 March 2026, 11:13 (Rome)",
		"in 30 min":             "Wednesday 4 March 2026, 10:43 (Rome)",
		"in 8 working hours":    "Thursday 5 March 2026, 10:13 (Rome)",
		"in 90 working minutes": "Wednesday 4 March 2026, 11:43 (Rome)",

		"12 May":             "Tuesday 12 May 2026",
		"May 12":             "Tuesday 12 May 2026",
		"the 12th of May":    "Tuesday 12 May 2026",
		"May the 12th":       "Tuesday 12 May 2026",
		"12. May":            "Tuesday 12 May 2026",
		"12-May-2027":        "Wednesday 12 May 2027",
		"12 may 2027, 4pm":   "Wednesday 12 May 2027, 16:00 (Rome)",
		"Dec 1, 2026":        "Tuesday 1 December 2026",
		"1 Dec 2026 4:30 pm": "Tuesday 1 December 2026, 16:30 (Rome)",
		"4 March":            "Wednesday 4 March 2026", // today
		"3 March":            "Wednesday 3 March 2027", // the next one
		"3 March 2026":       "Tuesday 3 March 2026 past",
		"29 Feb":             "Tuesday 29 February 2028",
		"Tue 12 May":         "Tuesday 12 May 2026",
		"12 May, Tuesday":    "Tuesday 12 May 2026",
		"12.5.":              "Tuesday 12 May 2026",
		"12.5":               "Tuesday 12 May 2026",
		"10.12.":             "Thursday 10 December 2026",
		"12.05.2027":         "Wednesday 12 May 2027",
		"25.12":              "Friday 25 December 2026",
		"25/12":              "Friday 25 December 2026",
		"12/25":              "Friday 25 December 2026",
		"12/25/2027":         "Saturday 25 December 2027",
		"05/05":              "Tuesday 5 May 2026",
		"the 12th":           "Thursday 12 March 2026",
		"3rd":                "Friday 3 April 2026",
		"on the 31st":        "Tuesday 31 March 2026",

		"2026-12-01":                "Tuesday 1 December 2026",
		"2026-12-01 16:00":          "Tuesday 1 December 2026, 16:00 (Rome)",
		"2026-12-01T16:00":          "Tuesday 1 December 2026, 16:00 (Rome)",
		"2026-12-01T16:00Z":         "Tuesday 1 December 2026, 17:00 (Rome)",
		"2026-12-01T16:00:00+02:00": "Tuesday 1 December 2026, 15:00 (Rome)",
		"2026/12/01":                "Tuesday 1 December 2026",
		"2026-10-25 02:30":          "Sunday 25 October 2026, 02:30 (Rome, the first of two)",
		"2026-10-25T02:30+01:00":    "Sunday 25 October 2026, 02:30 (Rome, the second of two)",

		"end of week":          "Friday 6 March 2026",
		"end of the week noon": "Friday 6 March 2026, 12:00 (Rome)",
		"eow":                  "Friday 6 March 2026",
		"end of next week":     "Friday 13 March 2026",
		"end of month":         "Monday 30 March 2026", // the 31st is a feast
		"end of this month":    "Monday 30 March 2026",
		"eom":                  "Monday 30 March 2026",
		"end of next month":    "Thursday 30 April 2026",
		"end of May":           "Friday 29 May 2026",
		"end of March":         "Monday 30 March 2026",
		"end of February":      "Friday 26 February 2027",
		"end of year":          "Thursday 31 December 2026",
		"eoy":                  "Thursday 31 December 2026",
		"2025-01-01":           "Wednesday 1 January 2025 past", // at the limits
		"2046-12-31":           "Monday 31 December 2046",
	} {
		w, err := Parse(text, c, wednesday)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		got := w.Echo(c.Location())
		if w.Past {
			got += " past"
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
		again, err := Parse(w.ISO(c.Location()), c, wednesday)
		if err != nil || again != w {
			t.Errorf("%s: as %s it is %+v, %v, not %+v", text, w.ISO(c.Location()), again, err, w)
		}
	}
}

func TestParseRefusesInClearWords(t *testing.T) {
	c := rome(t)
	for text, want := range map[string]string{
		"":                          "no date",
		" ,; ":                      "no date",
		"soon":                      `"soon"`,
		"Friday or so":              `"or"`,
		"before Friday":             `"before"`,
		"around 4pm":                `"around"`,
		"last Friday":               `"last"`,
		"next week":                 `"next week"`,
		"this month":                `"this month"`,
		"next":                      "Which day",
		"this Tuesday":              "is past",
		"12/05":                     "12 May or 5 December: write 2026-05-12 or 2026-12-05",
		"05/12/2027":                "write 2027-12-05 or 2027-05-12",
		"25/12/26":                  "year",
		"25.12.26":                  "year",
		"12.10":                     "12 October or 12:10",
		"4":                         "04:00 or 16:00",
		"Fri at 4":                  "04:00 or 16:00",
		"Fri 4:30":                  "04:30 or 16:30",
		"Fri 7.15":                  "07:15 or 19:15",
		"Fri 16":                    "16:00",
		"12":                        "00:00 or 12:00",
		"12 May 26":                 `"26" is not understood: write a day`,
		"midnight":                  "Midnight",
		"Fri 12am":                  "midnight",
		"Fri 24:00":                 "23:59",
		"tomorrow evening":          `"evening"`,
		"25:00":                     "not a time",
		"16:60":                     "not a time",
		"13pm":                      "not a time",
		"0am":                       "not a time",
		"30 February":               "February has 29 days",
		"30 Feb 2027":               "February has 29 days",
		"29 Feb 2027":               "28 days in that year",
		"31 April":                  "April has 30 days",
		"2026-02-30":                "does not exist",
		"2026-13-01":                "no month 13",
		"2026-00-01":                "no month 0",
		"2026-01-00":                "January has 31 days",
		"0000-01-01":                "does not exist",
		"31.2.":                     "February has 29 days",
		"45/67":                     "no month",
		"0 May":                     "May has 31 days",
		"the 32nd":                  "No month",
		"0th":                       "No month",
		"May":                       "Which day of May",
		"2024-12-31":                "between 2025 and 2046",
		"2047-01-01":                "between 2025 and 2046",
		"9999-12-31":                "between 2025 and 2046",
		"12 May 1630":               "between",
		"in 30 years":               "between",
		"in 99999 years":            "between",
		"in 100000 days":            "too far",
		"in 99999 working days":     "not so many",
		"in some days":              `"some"`,
		"in 3":                      "no measure",
		"in 3 moons":                `"moons"`,
		"in 2 working weeks":        "not counted",
		"3 days":                    `"in 3 days"`,
		"Thu 6 March 2026":          "6 March 2026 is a Friday",
		"Friday Monday":             "two days",
		"Friday 6 March 7 March":    "two days",
		"tomorrow today":            "two days",
		"noon 4pm":                  "two times",
		"4pm EOD":                   "two times",
		"EOD noon":                  "two times",
		"in 2 hours tomorrow":       "two days",
		"tomorrow in 2 hours":       "two dates",
		"Friday in 2 hours":         "two days",
		"in 2 hours 4pm":            "two times",
		"Saturday EOD":              "not a working day",
		"Saturday afternoon":        "not a working day",
		"12 March afternoon":        "no working afternoon",
		"2026-03-29 02:30":          "02:30 does not exist on 2026-03-29 in Europe/Rome",
		"4pm CET":                   `"cet"`,
		"1.5 hours":                 "hours",
		"2026-12-01T16:00:30Z":      "is not understood",
		"2026-12-01T16:00:30":       "is not understood",
		"12-05":                     "is not understood",
		"\x00":                      "is not understood",
		"\xff\xfe":                  "is not understood",
		strings.Repeat("x", 100):    `xxx…"`,
		strings.Repeat("x", 101):    "at most 100",
		"ｔｏｄａｙ":                     "is not understood",
		"today; DROP TABLE clients": `"drop"`,
	} {
		w, err := Parse(text, c, wednesday)
		f, ok := fault.As(err)
		if !ok || f.Kind != fault.Invalid || !strings.Contains(f.Fields["when"], want) {
			t.Errorf("%q: got %s, %v, want %q", text, w.Echo(c.Location()), err, want)
		}
	}
}

// A file may hold what is long past; what cannot be meant is refused there too.
func TestWrittenDatesReachFarBack(t *testing.T) {
	c := rome(t)
	for text, want := range map[string]string{"2024-03-01": "2024-03-01", "1970-01-01": "1970-01-01", "1969-12-31": "", "2046-12-31": "2046-12-31", "2047-01-01": ""} {
		w, err := ParseWritten(text, c, wednesday)
		if (err == nil) != (want != "") || err == nil && (w.Day.String() != want || w.Past != (want < "2026")) {
			t.Errorf("%s: %+v, %v", text, w, err)
		}
		if err != nil && !strings.Contains(err.Error(), "between 1970 and 2046") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// A word of another language is told apart from a date that cannot be.
func TestNotUnderstood(t *testing.T) {
	for text, want := range map[string]bool{"nächsten Freitag": true, "Friday morgen": true, "30.02.2026": false, "Friday Monday": false, "": false} {
		if _, err := ParseWritten(text, rome(t), wednesday); err == nil || NotUnderstood(err) != want {
			t.Errorf("%q: %v is a word that is not known: %t", text, err, !want)
		}
	}
}

// TestWeekdaysFromEachDay shows the one rule on the days where people disagree.
func TestWeekdaysFromEachDay(t *testing.T) {
	c := rome(t)
	for _, x := range []struct{ now, text, want string }{
		{"2026-03-06", "Friday", "2026-03-13"},
		{"2026-03-06", "this Friday", "2026-03-06"},
		{"2026-03-06", "next Friday", "2026-03-13"},
		{"2026-03-08", "Monday", "2026-03-09"},
		{"2026-03-08", "next Monday", "2026-03-09"},
		{"2026-03-08", "this Sunday", "2026-03-08"},
		{"2026-03-09", "next Sunday", "2026-03-22"},
		{"2026-03-09", "this Sunday", "2026-03-15"},
		{"2026-12-31", "Friday", "2027-01-01"},
		{"2026-01-31", "in 1 month", "2026-02-28"},
		{"2028-02-29", "in 1 year", "2029-02-28"},
		{"2026-12-31", "1 Jan", "2027-01-01"},
		{"2026-12-31", "end of next month", "2027-01-29"},
	} {
		now, err := time.Parse(time.DateOnly, x.now)
		if err != nil {
			t.Fatal(err)
		}
		w, err := Parse(x.text, c, now.Add(12*time.Hour))
		if err != nil || w.Day.String() != x.want {
			t.Errorf("%q on %s: %s, %v, want %s", x.text, x.now, w.Day, err, x.want)
		}
	}
	saturday := time.Date(2026, 3, 7, 12, 0, 0, 0, time.UTC)
	if w, err := Parse("end of week", c, saturday); fault.KindOf(err) != fault.Invalid {
		t.Errorf("the end of a week that is over: %s, %v", w.Day, err)
	}
}

// TestPastAtTheEdge: now itself is not past.
func TestPastAtTheEdge(t *testing.T) {
	c := rome(t)
	noon := time.Date(2026, 3, 4, 11, 0, 0, 0, time.UTC)
	for now, past := range map[time.Time]bool{noon.Add(-1): false, noon: false, noon.Add(1): true} {
		w, err := Parse("today noon", c, now)
		if err != nil || w.Past != past {
			t.Errorf("noon at %s: past is %v, %v", now, w.Past, err)
		}
	}
	lateInRome := time.Date(2026, 3, 4, 23, 30, 0, 0, time.UTC)
	if w, err := Parse("today", c, lateInRome); err != nil || w.Day.String() != "2026-03-05" || w.Past {
		t.Errorf("today is %s, %v", w.Day, err)
	}
}

func TestChips(t *testing.T) {
	c := rome(t)
	for now, want := range map[string]string{
		"2026-03-04": "tomorrow noon, Friday, Monday, in 1 week",
		"2026-03-05": "tomorrow noon, Friday, Monday, in 1 week",
		"2026-03-06": "Monday noon, Friday, Monday",
		"2026-03-07": "Monday noon, Friday, Monday",
		"2026-03-24": "tomorrow noon, Friday, Monday", // a week from now is a feast
		"2026-03-30": "Wednesday noon, Friday, Monday",
	} {
		day, err := time.Parse(time.DateOnly, now)
		if err != nil {
			t.Fatal(err)
		}
		at := day.Add(10 * time.Hour)
		var got []string
		for _, chip := range Chips(c, at) {
			got = append(got, chip.Label)
			again, err := Parse(chip.Label, c, at)
			if err != nil || again != chip.When || again.Past {
				t.Errorf("%s: %s is %+v, read as %+v, %v", now, chip.Label, chip.When, again, err)
			}
			if !c.IsBusinessDay(chip.When.Day) {
				t.Errorf("%s: %s is a day off", now, chip.Label)
			}
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %s, want %s", now, s, want)
		}
	}
	closed, err := worktime.Compile(worktime.Hours{Zone: "UTC"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := Chips(closed, wednesday); len(got) > 0 {
		t.Errorf("an office that never opens offers %v", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"Fri 4pm", "in 2 working days", "12.5.", "25/12/2026", "2026-10-25T02:30+01:00", "end of next month", "May the 12th 2027 16h30",
		"next Friday EOD", "in 90 working minutes", "Monday morning", "the 31st", "day after tomorrow noon", "29 Feb", "a.m.", "12-May-2027"} {
		f.Add(s, int64(0))
	}
	c := rome(f)
	f.Fuzz(func(t *testing.T, text string, minutes int64) {
		now := wednesday.Add(time.Duration(minutes%(60*24*800)) * time.Minute)
		w, err := Parse(text, c, now)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || len(err.Error()) > 600 {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if w.Day.IsZero() || (!w.IsDay() && w.Day != worktime.DayOf(w.At, c.Location())) {
			t.Fatalf("%q is %+v", text, w)
		}
		again, err := Parse(w.ISO(c.Location()), c, now)
		if err != nil || again != w {
			t.Fatalf("%q is %+v, but its %s is %+v, %v", text, w, w.ISO(c.Location()), again, err)
		}
		if w.Echo(c.Location()) != again.Echo(c.Location()) {
			t.Fatalf("%q has two echoes", text)
		}
	})
}
