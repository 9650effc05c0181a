package recur

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/teambition/rrule-go"
	"pgregory.net/rapid"

	"kept/internal/fault"
)

const start = "DTSTART:20260302T090000\n"

// rules draws rules that the library can be trusted with.
func drawRule(t *rapid.T) string {
	f := rapid.SampledFrom([]string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}).Draw(t, "freq")
	parts := []string{"FREQ=" + f, fmt.Sprintf("INTERVAL=%d", rapid.IntRange(1, 4).Draw(t, "interval")),
		"UNTIL=20400101T000000"}
	list := func(key string, from, to int) {
		if !rapid.Bool().Draw(t, key) {
			return
		}
		values := rapid.SliceOfNDistinct(rapid.IntRange(from, to).Filter(func(n int) bool { return n != 0 || from == 0 }), 1, 3, rapid.ID).Draw(t, key+"s")
		parts = append(parts, key+"="+strings.Trim(strings.ReplaceAll(fmt.Sprint(values), " ", ","), "[]"))
	}
	list("BYMONTH", 1, 12)
	list("BYMONTHDAY", -31, 31)
	list("BYYEARDAY", -366, 366)
	list("BYHOUR", 0, 23)
	list("BYMINUTE", 0, 59)
	if rapid.Bool().Draw(t, "byday") {
		days := rapid.SliceOfN(rapid.SampledFrom([]string{"MO", "TU", "FR", "SU"}), 1, 2).Draw(t, "days")
		nth := f == "MONTHLY" && rapid.Bool().Draw(t, "nth")
		for i := range days {
			if nth { // the library wants a mix of MO and +2MO both at once, RFC 5545 either
				days[i] = rapid.SampledFrom([]string{"1", "+2", "-1", "-4"}).Draw(t, "n") + days[i]
			}
		}
		parts = append(parts, "BYDAY="+strings.Join(days, ","))
	}
	if f != "WEEKLY" { // the library leaves the days before DTSTART out of the first week
		list("BYSETPOS", -3, 3)
	}
	parts = append(parts, "WKST="+rapid.SampledFrom([]string{"MO", "SU", "WE"}).Draw(t, "wkst"))
	return strings.Join(parts, ";")
}

func TestAgreesWithTheLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := start + "RRULE:" + drawRule(t)
		theirs, err := rrule.StrToRRuleSet(text)
		if err != nil {
			t.Skip(err)
		}
		var want []time.Time
		next := theirs.Iterator()
		for at, ok := next(); ok && len(want) < 20; at, ok = next() {
			want = append(want, at)
		}
		got, err := Instances(text, 20)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s: %s", text, diff)
		}
	})
}

func TestRefuses(t *testing.T) {
	many := func(n int, line string) string { return strings.TrimSuffix(strings.Repeat(line+"\n", n), "\n") }
	for name, text := range map[string]string{
		"nothing":                 "",
		"no start":                "RRULE:FREQ=DAILY",
		"two starts":              start + start + "RRULE:FREQ=DAILY",
		"no such day":             "DTSTART:20260230T090000\nRRULE:FREQ=DAILY",
		"year 0":                  "DTSTART:00000101T090000\nRRULE:FREQ=DAILY",
		"empty start":             "DTSTART:\nRRULE:FREQ=DAILY",
		"no frequency":            start + "RRULE:COUNT=3",
		"odd frequency":           start + "RRULE:FREQ=FORTNIGHTLY",
		"unknown part":            start + "RRULE:FREQ=DAILY;BYMOON=1",
		"twice":                   start + "RRULE:FREQ=DAILY;COUNT=1;COUNT=2",
		"count and until":         start + "RRULE:FREQ=DAILY;COUNT=1;UNTIL=20270101T000000",
		"count 0":                 start + "RRULE:FREQ=DAILY;COUNT=0",
		"interval 0":              start + "RRULE:FREQ=DAILY;INTERVAL=0",
		"interval over the limit": start + fmt.Sprintf("RRULE:FREQ=DAILY;INTERVAL=%d", MaxInterval+1),
		"month 13":                start + "RRULE:FREQ=DAILY;BYMONTH=13",
		"position 0":              start + "RRULE:FREQ=DAILY;BYSETPOS=0",
		"54th Monday":             start + "RRULE:FREQ=YEARLY;BYDAY=54MO",
		"hour 24":                 start + "RRULE:FREQ=DAILY;BYHOUR=24",
		"hourly in a zone":        "DTSTART;TZID=Europe/Rome:20260302T090000\nRRULE:FREQ=HOURLY",
		"hourly in UTC":           "DTSTART:20260302T090000Z\nRRULE:FREQ=HOURLY",
		"no such zone":            "DTSTART;TZID=Europe/Nowhere:20260302T090000\nRRULE:FREQ=DAILY",
		"the machine's zone":      "DTSTART;TZID=Local:20260302T090000\nRRULE:FREQ=DAILY",
		"not a recurrence":        start + "SUMMARY:hello",
		"too many rules":          start + many(MaxRules+1, "RRULE:FREQ=DAILY"),
		"too many dates":          start + many(MaxDates+1, "RDATE:20260302"),
		"too long":                strings.Repeat(" ", MaxText+1),
		"all seconds of a year":   start + "RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=" + upTo(23) + ";BYMINUTE=" + upTo(59) + ";BYSECOND=" + upTo(59),
		"never, second by second": start + "RRULE:FREQ=SECONDLY;INTERVAL=2;BYSECOND=1",
	} {
		began := time.Now()
		got, err := Instances(text, 5)
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}

func upTo(n int) string {
	var b strings.Builder
	for i := range n + 1 {
		fmt.Fprintf(&b, ",%d", i)
	}
	return b.String()[1:]
}

func TestTakesWhatIsAtTheLimit(t *testing.T) {
	for name, text := range map[string]string{
		"interval": start + fmt.Sprintf("RRULE:FREQ=DAILY;UNTIL=20270101;INTERVAL=%d", MaxInterval),
		"rules":    start + strings.Repeat("RRULE:FREQ=DAILY;COUNT=1\n", MaxRules),
		"dates":    start + strings.Repeat("RDATE:20260302T090000\n", MaxDates/2) + "RDATE:20260302T090000",
		"length":   start + "RRULE:FREQ=DAILY;COUNT=1" + strings.Repeat("\n", MaxText-len(start)-len("RRULE:FREQ=DAILY;COUNT=1")),
	} {
		got, err := Instances(text, 5)
		if err != nil || len(got) != 1 || got[0].Format(time.DateTime) != "2026-03-02 09:00:00" {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	got, err := Instances(start+"RRULE:FREQ=DAILY", MaxInstances+1)
	if err != nil || len(got) != MaxInstances {
		t.Errorf("an endless rule gives %d, %v", len(got), err)
	}
}

func TestRulesThatBreakTheLibrary(t *testing.T) {
	for text, want := range map[string]string{
		start + "RRULE:FREQ=HOURLY;INTERVAL=24;BYHOUR=5;COUNT=1":                    "[]",
		start + "RRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=53MO;UNTIL=20300101":            "[]",
		start + "RRULE:FREQ=YEARLY;BYDAY=53TH;COUNT=1":                              "[2026-12-31 09:00:00 +0000 UTC]",
		"DTSTART:20260305T090000\nRRULE:FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1;COUNT=1": "[2026-03-09 09:00:00 +0000 UTC]",
	} {
		got, err := Instances(text, 3)
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: got %v, %v", text, got, err)
		}
	}
}

func FuzzInstances(f *testing.F) {
	f.Add(start + "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3\nEXDATE:20260327T090000")
	f.Add("DTSTART;TZID=\"Europe/Rome\":20260302T090000\r\nRRULE:FREQ=YEARLY;BYWEEKNO=1,-1;\r\n BYDAY=MO")
	f.Add("DTSTART;VALUE=DATE:20260302\nRDATE;VALUE=PERIOD:20260302T090000/PT1H")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Instances(text, 50)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if len(got) > 50 {
			t.Fatalf("%q: %d instances", text, len(got))
		}
		for i := 1; i < len(got); i++ {
			if !got[i-1].Before(got[i]) {
				t.Fatalf("%q: out of order at %d: %v", text, i, got)
			}
		}
	})
}
