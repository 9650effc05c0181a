package worktime

import (
	"math"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
)

func compiled(t testing.TB, h Hours) *Calendar {
	t.Helper()
	c, err := Compile(h, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func moment(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func day(t testing.TB, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// lunch is an office in Rome with lunch, a holiday, an odd day, a break.
func lunch() Hours {
	h := Standard("Europe/Rome")
	for _, d := range weekdays {
		h.Weekly[d] = []Window{{9 * 60, 13 * 60}, {14 * 60, 18 * 60}}
	}
	h.Holidays = []Holiday{{Day{2026, 4, 6}, "Easter Monday"}}
	h.Exceptions = []Exception{
		{On: Day{2026, 4, 11}, Windows: []Window{{10 * 60, 12 * 60}}, Why: "open day"},
		{On: Day{2026, 4, 14}, Why: "stocktaking"},
		{On: Day{2026, 4, 25}, Windows: []Window{{9 * 60, 12 * 60}}},
	}
	h.Breaks = []Exception{{On: Day{2026, 4, 8}, Windows: []Window{{10 * 60, 11 * 60}}, Why: "fire drill"}}
	return h
}

// always is open day and night.
func always(zone string) Hours {
	h := Hours{Zone: zone}
	for i := range h.Weekly {
		h.Weekly[i] = []Window{{0, Midnight24}}
	}
	return h
}

func TestEdgesOfAWindow(t *testing.T) {
	c := compiled(t, Standard("Europe/Rome"))
	for _, x := range []struct {
		at                   string
		open                 bool
		next, closes, latest string
	}{
		{"2026-03-06T07:59:59.999999999Z", false, "2026-03-06T08:00:00Z", "2026-03-06T16:00:00Z", "2026-03-05T16:00:00Z"},
		{"2026-03-06T08:00:00Z", true, "2026-03-06T08:00:00Z", "2026-03-06T16:00:00Z", "2026-03-06T08:00:00Z"},
		{"2026-03-06T15:59:59.999999999Z", true, "2026-03-06T15:59:59.999999999Z", "2026-03-06T16:00:00Z", "2026-03-06T15:59:59.999999999Z"},
		{"2026-03-06T16:00:00Z", false, "2026-03-09T08:00:00Z", "2026-03-09T16:00:00Z", "2026-03-06T16:00:00Z"},
		{"2026-03-06T16:00:00.000000001Z", false, "2026-03-09T08:00:00Z", "2026-03-09T16:00:00Z", "2026-03-06T16:00:00Z"},
	} {
		at := moment(t, x.at)
		if got := c.IsOpen(at); got != x.open {
			t.Errorf("%s: open is %v", x.at, got)
		}
		if got, ok := c.NextOpen(at); !ok || !got.Equal(moment(t, x.next)) {
			t.Errorf("%s: next open %s", x.at, got)
		}
		if got, ok := c.NextClose(at); !ok || !got.Equal(moment(t, x.closes)) {
			t.Errorf("%s: next close %s", x.at, got)
		}
		if got, ok := c.LastOpen(at); !ok || !got.Equal(moment(t, x.latest)) {
			t.Errorf("%s: last open %s", x.at, got)
		}
	}
}

func TestAdd(t *testing.T) {
	c := compiled(t, lunch())
	for _, x := range []struct {
		from string
		d    time.Duration
		want string
	}{
		{"2026-04-02T07:00:00Z", 4 * time.Hour, "2026-04-02T11:00:00Z"},             // ends with the window, not after lunch
		{"2026-04-02T07:00:00Z", 4*time.Hour + 1, "2026-04-02T12:00:00.000000001Z"}, // a moment more is after lunch
		{"2026-04-02T12:00:00Z", -4 * time.Hour, "2026-04-02T07:00:00Z"},            // worked back over lunch
		{"2026-04-02T16:00:00Z", -4 * time.Hour, "2026-04-02T12:00:00Z"},            // worked back to after lunch
		{"2026-04-03T14:30:00Z", 2 * time.Hour, "2026-04-07T07:30:00Z"},             // over Easter Monday
		{"2026-04-04T10:00:00Z", 0, "2026-04-04T10:00:00Z"},                         // nothing changes nothing
		{"2026-04-08T07:00:00Z", 2 * time.Hour, "2026-04-08T10:00:00Z"},             // the fire drill
		{"2026-04-10T15:30:00Z", time.Hour, "2026-04-11T08:30:00Z"},                 // the open day
		{"2026-04-13T15:30:00Z", time.Hour, "2026-04-15T07:30:00Z"},                 // stocktaking
		{"2026-04-24T15:30:00Z", time.Hour, "2026-04-25T07:30:00Z"},                 // opened on a Saturday
		{"2026-12-31T16:30:00Z", time.Hour, "2027-01-01T08:30:00Z"},                 // into the next year
		{"2027-01-01T08:30:00Z", -time.Hour, "2026-12-31T16:30:00Z"},                // and back
	} {
		if got := c.Add(moment(t, x.from), x.d); !got.Equal(moment(t, x.want)) {
			t.Errorf("%s + %s: got %s, want %s", x.from, x.d, got.Format(time.RFC3339Nano), x.want)
		}
	}
}

func TestClockChanges(t *testing.T) {
	night := Hours{Zone: "Europe/Berlin"}
	for i := range night.Weekly {
		night.Weekly[i] = []Window{{2*60 + 30, 6 * 60}}
	}
	c := compiled(t, night)
	for _, x := range []struct {
		from, to string
		want     time.Duration
	}{
		{"2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z", 3 * time.Hour},                // 02:30 is skipped: open from 03:00
		{"2026-10-25T00:00:00Z", "2026-10-25T12:00:00Z", 4*time.Hour + 30*time.Minute}, // 02:30 comes twice: the first counts
		{"2026-10-24T00:00:00Z", "2026-10-24T12:00:00Z", 3*time.Hour + 30*time.Minute},
	} {
		if got := c.Between(moment(t, x.from), moment(t, x.to)); got != x.want {
			t.Errorf("%s to %s: %s, want %s", x.from, x.to, got, x.want)
		}
	}
	if got, want := c.Add(moment(t, "2026-03-28T23:00:00Z"), time.Hour), moment(t, "2026-03-29T02:00:00Z"); !got.Equal(want) {
		t.Errorf("an hour from the spring change: %s", got)
	}
	skipped := compiled(t, Hours{Zone: "Europe/Berlin", Weekly: Week{time.Sunday: {{2 * 60, 3 * 60}}}})
	if _, ok := skipped.Opens(Day{2026, 3, 29}); ok {
		t.Error("opens in an hour that does not exist")
	}
	if got := skipped.Between(moment(t, "2026-03-28T00:00:00Z"), moment(t, "2026-03-30T00:00:00Z")); got != 0 {
		t.Errorf("an hour that does not exist lasts %s", got)
	}
}

func TestAt(t *testing.T) {
	c := compiled(t, Standard("Europe/Rome"))
	for _, x := range []struct{ day, clock, want string }{
		{"2026-03-29", "01:59", "2026-03-29T00:59:00Z"},
		{"2026-03-29", "02:00", ""},
		{"2026-03-29", "02:59", ""},
		{"2026-03-29", "03:00", "2026-03-29T01:00:00Z"},
		{"2026-10-25", "01:59", "2026-10-24T23:59:00Z"},
		{"2026-10-25", "02:30", "2026-10-25T00:30:00Z"}, // the first of two
		{"2026-10-25", "03:00", "2026-10-25T02:00:00Z"},
		{"2026-10-25", "24:00", "2026-10-25T23:00:00Z"},
	} {
		clock, err := ParseClock(x.clock)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.At(day(t, x.day), clock)
		if x.want == "" {
			if f, ok := fault.As(err); !ok || f.Fields["time"] == "" {
				t.Errorf("%s %s: got %s, %v", x.day, x.clock, got, err)
			}
			continue
		}
		if err != nil || !got.Equal(moment(t, x.want)) {
			t.Errorf("%s %s: got %s, %v", x.day, x.clock, got, err)
		}
	}
	apia := compiled(t, Standard("Pacific/Apia"))
	if _, err := apia.At(Day{2011, 12, 30}, 12*60); fault.KindOf(err) != fault.Invalid {
		t.Errorf("noon of a day that Samoa skipped: %v", err)
	}
	havana := compiled(t, Standard("America/Havana"))
	if _, err := havana.At(Day{2026, 3, 8}, 0); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a midnight that Havana skipped: %v", err)
	}
}

func TestEndsOfDays(t *testing.T) {
	c := compiled(t, lunch())
	for _, x := range []struct{ day, opens, closes, end string }{
		{"2026-04-07", "2026-04-07T07:00:00Z", "2026-04-07T16:00:00Z", "2026-04-07T16:00:00Z"},
		{"2026-04-06", "", "", "2026-04-06T22:00:00Z"},
		{"2026-04-11", "2026-04-11T08:00:00Z", "2026-04-11T10:00:00Z", "2026-04-11T10:00:00Z"},
		{"2026-10-25", "", "", "2026-10-25T23:00:00Z"},
	} {
		d := day(t, x.day)
		opens, open := c.Opens(d)
		closes, open2 := c.Closes(d)
		if open != (x.opens != "") || open2 != open || c.IsBusinessDay(d) != open {
			t.Errorf("%s: open is %v, %v", d, open, open2)
		}
		if open && (!opens.Equal(moment(t, x.opens)) || !closes.Equal(moment(t, x.closes))) {
			t.Errorf("%s: %s to %s", d, opens, closes)
		}
		if got := c.EndOf(d); !got.Equal(moment(t, x.end)) {
			t.Errorf("%s ends %s", d, got)
		}
	}
}

func TestBusinessDays(t *testing.T) {
	c := compiled(t, lunch())
	for _, x := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-04-02", 1, "2026-04-03"}, {"2026-04-03", 1, "2026-04-07"}, {"2026-04-04", 1, "2026-04-07"}, {"2026-04-04", 0, "2026-04-04"},
		{"2026-04-07", -1, "2026-04-03"}, {"2026-04-10", 1, "2026-04-11"}, {"2026-04-13", 1, "2026-04-15"}, {"2026-12-31", 1, "2027-01-01"},
		{"2026-04-02", 250, "2027-03-18"},
	} {
		got, ok := c.AddBusinessDays(day(t, x.from), x.n)
		if !ok || got != day(t, x.want) {
			t.Errorf("%s + %d: %s, want %s", x.from, x.n, got, x.want)
		}
	}
	if got := c.BusinessDaysBetween(day(t, "2026-04-02"), day(t, "2026-04-11")); got != 6 {
		t.Errorf("2 to 11 April: %d", got)
	}
	if got := c.BusinessDaysBetween(day(t, "2026-04-11"), day(t, "2026-04-02")); got != -6 {
		t.Errorf("11 to 2 April: %d", got)
	}
	if d, ok := c.RollForward(day(t, "2026-04-04")); !ok || d != day(t, "2026-04-07") {
		t.Errorf("rolls to %s", d)
	}
	if d, ok := c.RollBackward(day(t, "2026-04-06")); !ok || d != day(t, "2026-04-03") {
		t.Errorf("rolls back to %s", d)
	}
}

func TestNeverOpens(t *testing.T) {
	c := compiled(t, Hours{Zone: "UTC"})
	at := moment(t, "2026-03-06T10:00:00Z")
	began := time.Now()
	if _, ok := c.NextOpen(at); ok {
		t.Error("opens")
	}
	if _, ok := c.NextClose(at); ok {
		t.Error("closes")
	}
	if _, ok := c.LastOpen(at); ok {
		t.Error("was open")
	}
	if got, ok := c.TryAdd(at, 1); ok || !got.After(at.AddDate(30, 0, 0)) {
		t.Errorf("a moment of working time ends %s", got)
	}
	if got := c.Sub(at, 1); !got.Before(at.AddDate(-30, 0, 0)) {
		t.Errorf("and began %s", got)
	}
	if _, ok := c.AddBusinessDays(DayOf(at, time.UTC), 1); ok {
		t.Error("has a business day")
	}
	if _, ok := c.AddBusinessDays(DayOf(at, time.UTC), -1); ok {
		t.Error("had a business day")
	}
	if got := c.Between(time.Time{}, moment(t, "9999-12-31T23:59:59Z")); got != 0 {
		t.Errorf("was open for %s", got)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
	open := compiled(t, always("Europe/Rome"))
	if _, ok := open.NextClose(at); ok {
		t.Error("an office that never closes closes")
	}
}

// TestHorizon opens once, as far away as is still seen, and a year further.
func TestHorizon(t *testing.T) {
	for years, seen := range map[int]bool{HorizonYears: true, HorizonYears + 1: false} {
		on := Day{2026 + years, 12, 31}
		c := compiled(t, Hours{Zone: "UTC", Exceptions: []Exception{{On: on, Windows: []Window{{9 * 60, 17 * 60}}}}})
		at := moment(t, "2026-01-01T00:00:00Z")
		if _, ok := c.NextOpen(at); ok != seen {
			t.Errorf("opening after %d years: %v", years, ok)
		}
		if _, ok := c.TryAdd(at, time.Hour); ok != seen {
			t.Errorf("adding after %d years: %v", years, ok)
		}
		if _, ok := c.AddBusinessDays(Day{2026, 1, 1}, 1); ok != seen {
			t.Errorf("business day after %d years: %v", years, ok)
		}
		late := moment(t, on.String()+"T23:00:00Z").AddDate(years, 0, 1)
		if _, ok := c.LastOpen(late.AddDate(0, 0, -2)); ok != seen {
			t.Errorf("last open %d years ago: %v", years, ok)
		}
	}
}

func TestFarMoments(t *testing.T) {
	c := compiled(t, always("America/New_York"))
	for _, at := range []time.Time{{}, time.Unix(0, 0), moment(t, "9999-12-31T23:59:59Z"), time.Unix(math.MaxInt32*1000, 0), time.Unix(-1<<40, 0)} {
		for _, d := range []time.Duration{1, -1, math.MaxInt64, math.MinInt64, time.Hour} {
			c.Add(at, d)
			c.Sub(at, d)
		}
		c.IsOpen(at)
		c.NextClose(at)
		c.LastOpen(at)
	}
	if got := c.Between(time.Time{}, moment(t, "9999-12-31T00:00:00Z")); got != math.MaxInt64 {
		t.Errorf("8000 years are %s", got)
	}
}

// drawHours draws office hours, clock changes, odd days and all.
func drawHours(t *rapid.T) Hours {
	h := Hours{Zone: rapid.SampledFrom([]string{"UTC", "Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia",
		"Asia/Kathmandu", "America/Havana", "Africa/Casablanca"}).Draw(t, "zone")}
	window := func(label string) []Window {
		var out []Window
		at := 0
		for range rapid.IntRange(0, 3).Draw(t, label) {
			from := rapid.IntRange(at, min(at+600, 1439)).Draw(t, "from")
			to := rapid.IntRange(from+1, 1440).Draw(t, "to")
			out = append(out, Window{Clock(from), Clock(to)})
			if at = to; at >= 1439 {
				break
			}
		}
		return out
	}
	for i := range h.Weekly {
		h.Weekly[i] = window("windows")
	}
	h.Weekly[rapid.IntRange(0, 6).Draw(t, "sure")] = []Window{{9 * 60, 17 * 60}}
	date := rapid.Map(rapid.IntRange(0, 800), func(n int) Day { return Day{2025, 6, 1}.AddDays(n) })
	for _, d := range rapid.SliceOfNDistinct(date, 0, 4, rapid.ID).Draw(t, "holidays") {
		h.Holidays = append(h.Holidays, Holiday{On: d})
	}
	for _, d := range rapid.SliceOfNDistinct(date, 0, 4, rapid.ID).Draw(t, "exceptions") {
		h.Exceptions = append(h.Exceptions, Exception{On: d, Windows: window("other hours")})
	}
	for _, d := range rapid.SliceOfNDistinct(date, 0, 4, rapid.ID).Draw(t, "breaks") {
		h.Breaks = append(h.Breaks, Exception{On: d, Windows: window("break")})
	}
	return h
}

func TestLawsOfCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := Compile(drawHours(t), nil)
		if err != nil {
			t.Fatal(err)
		}
		base := time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
		at := base.Add(time.Duration(rapid.Int64Range(0, int64(700*24*time.Hour)).Draw(t, "at")))
		d := time.Duration(rapid.Int64Range(1, int64(400*time.Hour)).Draw(t, "d"))
		end := c.Add(at, d)
		if got := c.Between(at, end); got != d {
			t.Fatalf("%s + %s is %s, but %s lie between", at, d, end, got)
		}
		start := c.Sub(at, d)
		if got := c.Between(start, at); got != d {
			t.Fatalf("%s - %s is %s, but %s lie between", at, d, start, got)
		}
		if !c.IsOpen(end.Add(-1)) || !c.IsOpen(start) {
			t.Fatalf("ends %s or begins %s outside a window", end, start)
		}
		if more := c.Add(at, d+1); more.Before(end) {
			t.Fatalf("a moment more ends earlier: %s, %s", more, end)
		}
		later := at.Add(time.Duration(rapid.Int64Range(0, int64(100*time.Hour)).Draw(t, "later")))
		if c.Add(later, d).Before(end) {
			t.Fatalf("beginning later ends earlier")
		}
		if got := c.Between(later, at); got != -c.Between(at, later) {
			t.Fatalf("between is not its own mirror: %s", got)
		}
		checkOpenings(t, c, at)
		for _, e := range []Explanation{c.ExplainAdd(at, d), c.ExplainSub(at, d)} {
			if want := c.Add(at, map[bool]time.Duration{false: d, true: -d}[e.Back]); !e.At.Equal(want) || e.String() == "" || len(e.Steps) > MaxSteps+1 {
				t.Fatalf("explains %s, counts %s", e, want)
			}
		}
	})
}

func checkOpenings(t *rapid.T, c *Calendar, at time.Time) {
	next, ok := c.NextOpen(at)
	if !ok || next.Before(at) || !c.IsOpen(next) || (c.IsOpen(at) && !next.Equal(at)) {
		t.Fatalf("next open after %s is %s", at, next)
	}
	if next.After(at) && c.IsOpen(next.Add(-1)) {
		t.Fatalf("%s was open already", next)
	}
	if shut, ok := c.NextClose(at); ok && (!shut.After(at) || c.IsOpen(shut) || !c.IsOpen(shut.Add(-1))) {
		t.Fatalf("next close after %s is %s", at, shut)
	}
	if last, ok := c.LastOpen(at); ok && (last.After(at) || c.Between(last, at) != 0 || (!c.IsOpen(last) && !c.IsOpen(last.Add(-1)))) {
		t.Fatalf("last open before %s is %s", at, last)
	}
	d := DayOf(at, c.Location())
	opens, ok := c.Opens(d)
	closes, ok2 := c.Closes(d)
	if ok != ok2 || (ok && (!c.IsOpen(opens) || !opens.Before(closes) || !c.EndOf(d).Equal(closes))) {
		t.Fatalf("%s opens %s and closes %s", d, opens, closes)
	}
}

func TestCalendarDoesNotChange(t *testing.T) {
	h := lunch()
	c := compiled(t, h)
	h.Weekly[time.Monday][0].From = 0
	h.Exceptions[0].Windows[0].From = 0
	got := c.Hours()
	got.Weekly[time.Monday][0].To = 1
	if w := c.Hours().Weekly[time.Monday][0]; w != (Window{9 * 60, 13 * 60}) {
		t.Errorf("Monday is %s now", w)
	}
	if opens, _ := c.Opens(Day{2026, 4, 11}); !opens.Equal(moment(t, "2026-04-11T08:00:00Z")) {
		t.Errorf("the open day opens %s now", opens)
	}
}

// TestManyAskAtOnce asks about more years than a ledger remembers.
func TestManyAskAtOnce(t *testing.T) {
	c := compiled(t, lunch())
	base := moment(t, "2000-03-01T12:00:00Z")
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for year := range 3 * ledgerYears {
				at := base.AddDate((year+i*7)%(3*ledgerYears), 0, 0)
				if got := c.Between(at, c.Add(at, 50*time.Hour)); got != 50*time.Hour {
					t.Errorf("50 h from %s are %s", at, got)
				}
			}
		})
	}
	all.Wait()
}

func BenchmarkAdd(b *testing.B) {
	c := compiled(b, lunch())
	at := moment(b, "2026-04-02T10:00:00Z")
	b.ReportAllocs()
	for b.Loop() {
		c.Add(at, 20*time.Hour)
	}
}

func BenchmarkBetween(b *testing.B) {
	c := compiled(b, lunch())
	from, to := moment(b, "2026-04-02T10:00:00Z"), moment(b, "2026-04-08T10:00:00Z")
	b.ReportAllocs()
	for b.Loop() {
		c.Between(from, to)
	}
}

func BenchmarkEndOf(b *testing.B) {
	c := compiled(b, lunch())
	b.ReportAllocs()
	for b.Loop() {
		c.EndOf(Day{2026, 4, 9})
	}
}

func BenchmarkCompileAndFirstAdd(b *testing.B) {
	at := moment(b, "2026-04-02T10:00:00Z")
	b.ReportAllocs()
	for b.Loop() {
		compiled(b, lunch()).Add(at, 20*time.Hour)
	}
}
