package ics

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/importer/contentline"
)

func window(t *testing.T, from, to string) Window {
	t.Helper()
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		t.Fatal(err)
	}
	b, err := time.Parse(time.DateOnly, to)
	if err != nil {
		t.Fatal(err)
	}
	return Window{From: a, To: b, Home: rome}
}

func listed(t *testing.T, text string, w Window) (got, problems []string) {
	t.Helper()
	cal := mustParse(t, text)
	all, told := cal.Instances(w)
	for _, i := range all {
		got = append(got, i.Entry.UID+"#"+i.ID+" "+i.Anchor().Key())
	}
	for _, p := range told {
		problems = append(problems, p.String())
	}
	return got, problems
}

func TestInstancesOfGoogle(t *testing.T) {
	cal := mustRead(t, "google.ics")
	all, problems := cal.Instances(window(t, "2026-03-01", "2026-05-01"))
	if problems != nil {
		t.Errorf("problems: %v", problems)
	}
	var got []string
	for _, i := range all {
		got = append(got, fmt.Sprintf("%s#%s %s %t", i.Entry.UID, i.ID, i.Anchor().Key(), i.Entry.Cancelled()))
	}
	want := []string{
		"kickoff@studio.example# 20260305T090000Z false",
		"mockups@studio.example# 20260310 false",
		"jour-fixe@studio.example#20260320T080000Z 20260320T080000Z false",
		"jour-fixe@studio.example#20260327T080000Z 20260327T080000Z false",
		// The 3rd of April is excepted, the 10th moved; the clocks changed on the 29th of March.
		"jour-fixe@studio.example#20260417T070000Z 20260417T070000Z false",
		"jour-fixe@studio.example#20260410T070000Z 20260411T120000Z false",
		"off@studio.example# 20260306T090000Z true",
		"todo@studio.example# 20260315 false",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// The window begins at its first moment and ends before its last, for days and
// floating times on the wall at home.
func TestWindowEdges(t *testing.T) {
	w := window(t, "2026-03-02", "2026-03-04")
	for start, in := range map[string]bool{
		"20260301T235959Z": false, "20260302T000000Z": true, "20260303T235959Z": true, "20260304T000000Z": false,
		"20260302T005959": false, "20260302T010000": true, // Rome is an hour ahead
		"20260302": false, "20260303": true, "20260304": true, "20260305": false,
	} {
		got, _ := listed(t, calendarOf("DTSTART:"+start), w)
		if (len(got) == 1) != in {
			t.Errorf("%s: %v, want in the window: %t", start, got, in)
		}
	}
}

func TestInstances(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"an old birthday", []string{"DTSTART;VALUE=DATE:19530306", "RRULE:FREQ=YEARLY"}, "20260306 20270306"},
		{"the 29th of February", []string{"DTSTART;VALUE=DATE:19960229", "RRULE:FREQ=YEARLY"}, "20280229"},
		{"each third month", []string{"DTSTART:20240115T090000Z", "RRULE:FREQ=MONTHLY;INTERVAL=9"}, "20260415T090000Z 20270115T090000Z 20271015T090000Z"},
		{"the last Friday", []string{"DTSTART:20200131T090000Z", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260501"}, "20260327T090000Z 20260424T090000Z"},
		{"every second week keeps its week", []string{"DTSTART:20200106T090000Z", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20260320T000000Z"},
			"20260309T090000Z 20260313T090000Z"},
		{"counted from its beginning", []string{"DTSTART:20260227T090000Z", "RRULE:FREQ=DAILY;COUNT=5"}, "20260301T090000Z 20260302T090000Z 20260303T090000Z"},
		{"white space and a last semicolon", []string{"DTSTART:20260302T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO, TU;COUNT=3;"},
			"20260302T090000Z 20260303T090000Z 20260309T090000Z"},
		{"two rules", []string{"DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=WEEKLY;COUNT=2"},
			"20260302T090000Z 20260303T090000Z 20260309T090000Z"},
		{"its own dates", []string{"DTSTART:20260302T090000Z", "RDATE:20260305T090000Z,20260304T100000Z/PT1H", "RDATE:20260302T090000Z"},
			"20260302T090000Z 20260304T100000Z 20260305T090000Z"},
		{"an exception by its day", []string{"DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20260303"},
			"20260302T090000Z 20260304T090000Z"},
		{"a rule that never comes round", []string{"DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"}, "20260302T090000Z"},
		{"a rule over before it began", []string{"DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;UNTIL=20250101"}, "20260302T090000Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, problems := listed(t, calendarOf(tt.lines...), window(t, "2026-03-01", "2028-03-01"))
			var moments []string
			for _, g := range got {
				moments = append(moments, strings.Fields(g)[1])
			}
			if d := cmp.Diff(tt.want, strings.Join(moments, " ")); d != "" || problems != nil {
				t.Error(d, problems)
			}
		})
	}
}

// Of a recurring to-do the due date counts, also where it starts long before.
func TestToDosAreDue(t *testing.T) {
	text := "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:1\nDTSTART:20250101T090000Z\nDUE:20250401T090000Z\nRRULE:FREQ=MONTHLY;COUNT=12\nEND:VTODO\n" +
		"BEGIN:VTODO\nUID:2\nDUE;VALUE=DATE:20260101\nRRULE:FREQ=MONTHLY;COUNT=4\nEND:VTODO\nBEGIN:VTODO\nUID:3\nEND:VTODO\nEND:VCALENDAR"
	cal := mustParse(t, text)
	all, _ := cal.Instances(window(t, "2026-02-15", "2026-03-15"))
	var got []string
	for _, i := range all {
		key := "no date"
		if a := i.Anchor(); a != nil {
			key = a.Key()
		}
		got = append(got, i.Entry.UID+" "+i.ID+" "+key)
	}
	want := []string{"1 20251201T090000Z 20260301T090000Z", "2 20260301 20260301", "3  no date"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTheNewestOfTwoCounts(t *testing.T) {
	event := func(uid, start, sequence, summary string) string {
		return fmt.Sprintf("BEGIN:VEVENT\nUID:%s\nDTSTART:%s\nSEQUENCE:%s\nSUMMARY:%s\nEND:VEVENT\n", uid, start, sequence, summary)
	}
	text := "BEGIN:VCALENDAR\n" + event("a", "20260302T090000Z", "2", "new") + event("a", "20260302T090000Z", "1", "old") +
		event("b", "20260302T090000Z", "0", "old") + event("b", "20260302T090000Z", "0", "new") +
		event("c", "20260302T090000Z", "0", "one") + event("c", "20260303T090000Z", "0", "other") +
		event("d", "20260302T090000Z", "0", "before it moved") + event("d", "20260303T090000Z", "1", "moved") + "END:VCALENDAR"
	cal := mustParse(t, text)
	all, problems := cal.Instances(window(t, "2026-03-01", "2026-04-01"))
	var got []string
	for _, i := range all {
		got = append(got, i.Entry.UID+" "+i.Entry.Summary)
	}
	if d := cmp.Diff([]string{"a new", "b new", "c one", "c other", "d moved"}, got); d != "" {
		t.Error(d)
	}
	if len(problems) != 3 {
		t.Errorf("problems: %v", problems)
	}
}

func TestLimitsOfRecurrence(t *testing.T) {
	from := "2026-01-01"
	for n, told := range map[int]bool{MaxInstances: false, MaxInstances + 1: true} {
		got, problems := listed(t, calendarOf("DTSTART:20260102T090000Z", fmt.Sprintf("RRULE:FREQ=DAILY;COUNT=%d", n)), window(t, from, "2036-01-01"))
		if len(got) != MaxInstances || (len(problems) == 1) != told {
			t.Errorf("%d instances: %d given, told %v", n, len(got), problems)
		}
	}
	for start, told := range map[string]bool{"18991231": true, "19000101": false} {
		got, problems := listed(t, calendarOf("DTSTART:"+start, "RRULE:FREQ=YEARLY"), window(t, from, "2027-01-01"))
		if (len(problems) == 1) != told || (len(got) == 0) != told {
			t.Errorf("since %s: %v, told %v", start, got, problems)
		}
	}
	// Rules that look at many days without finding one end together, soon.
	var many strings.Builder
	for i := range 2_000 {
		fmt.Fprintf(&many, "BEGIN:VEVENT\nUID:%d\nDTSTART:19000131T090000Z\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n", i)
	}
	begun := time.Now()
	_, problems := listed(t, "BEGIN:VCALENDAR\n"+many.String()+"END:VCALENDAR", window(t, from, "2027-01-01"))
	if took := time.Since(begun); took > 20*time.Second || len(problems) == 0 {
		t.Errorf("it took %s, told %v", took, problems)
	}
}

func TestLimitOfAllInstances(t *testing.T) {
	var many strings.Builder
	for i := range MaxAllInstances/MaxInstances + 2 {
		fmt.Fprintf(&many, "BEGIN:VEVENT\nUID:%d\nDTSTART:20260101T090000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n", i)
	}
	got, problems := listed(t, "BEGIN:VCALENDAR\n"+many.String()+"END:VCALENDAR", window(t, "2026-01-01", "2036-01-01"))
	last := problems[len(problems)-1]
	if len(got) != MaxAllInstances || !strings.Contains(last, "choose a shorter time") {
		t.Errorf("%d instances, told at last %q", len(got), last)
	}
}

func TestLimitsOfOneRule(t *testing.T) {
	list := func(n int) string { return strings.TrimSuffix(strings.Repeat("1,", n), ",") }
	tests := []struct {
		name       string
		last, over string
	}{
		{"interval", fmt.Sprintf("FREQ=DAILY;INTERVAL=%d", maxInterval), fmt.Sprintf("FREQ=DAILY;INTERVAL=%d", maxInterval+1)},
		{"no interval", "FREQ=DAILY;INTERVAL=1", "FREQ=DAILY;INTERVAL=0"},
		{"count", "FREQ=DAILY;COUNT=1", "FREQ=DAILY;COUNT=0"},
		{"times a day", "FREQ=DAILY;BYHOUR=" + list(maxTimesADay), "FREQ=DAILY;BYHOUR=" + list(maxTimesADay+1)},
		{"length", "FREQ=DAILY;X-A=" + strings.Repeat("x", maxRuleBytes-15), "FREQ=DAILY;X-A=" + strings.Repeat("x", maxRuleBytes-14)},
	}
	for _, tt := range tests {
		if _, err := parseRule(tt.last); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if _, err := parseRule(tt.over); err == nil {
			t.Errorf("%s: one more was taken", tt.name)
		}
	}
}

func TestLimitOfDates(t *testing.T) {
	for n, told := range map[int]bool{MaxDates: false, MaxDates + 1: true} {
		list := strings.TrimSuffix(strings.Repeat("20260305T090000Z,", n), ",")
		cal := mustParse(t, calendarOf("DTSTART:20260302T090000Z", "EXDATE:"+list))
		if (len(cal.Problems) == 1) != told || len(cal.Entries[0].exdates) != MaxDates {
			t.Errorf("%d dates: %d kept, told %v", n, len(cal.Entries[0].exdates), problemsOf(cal))
		}
	}
}

func TestLimitOfObservances(t *testing.T) {
	for n, want := range map[int]int{MaxObservances - 1: MaxObservances - 1, MaxObservances: MaxObservances, MaxObservances + 1: MaxObservances} {
		c := &component{name: "VTIMEZONE"}
		part := mustParts(t)
		for range n {
			c.children = append(c.children, part)
		}
		if got := len(readRules(c).observances); got != want {
			t.Errorf("of %d: %d read, want %d", n, got, want)
		}
	}
}

// mustParts gives one STANDARD.
func mustParts(t *testing.T) *component {
	t.Helper()
	var p contentline.Problems
	roots := nest(contentline.Read([]byte("BEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETTO:+0100\nEND:STANDARD"), &p), &p)
	if len(roots) != 1 || len(p.List()) > 0 {
		t.Fatal(p.List())
	}
	return roots[0]
}
