package ics

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/datatest"
	"kept/internal/fault"
)

func mustRead(t *testing.T, name string) Calendar {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return mustParse(t, string(data))
}

func mustParse(t *testing.T, text string) Calendar {
	t.Helper()
	cal, err := Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

// calendarOf puts lines into one event on 5 March 2026 at 9:00 UTC.
func calendarOf(lines ...string) string {
	return "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
}

func problemsOf(c Calendar) []string {
	var all []string
	for _, p := range c.Problems {
		all = append(all, p.String())
	}
	return all
}

func TestReadGoogle(t *testing.T) {
	cal := mustRead(t, "google.ics")
	if cal.Name != "Kunden, laufend" || cal.Zone != "Europe/Berlin" {
		t.Errorf("calendar %q in %q", cal.Name, cal.Zone)
	}
	if d := cmp.Diff(map[Kind]int{Event: 5, Todo: 1, Timezone: 1}, cal.Counts); d != "" {
		t.Error(d)
	}
	if p := problemsOf(cal); p != nil {
		t.Errorf("problems: %v", p)
	}
	e := cal.Entries[0]
	got := fmt.Sprintf("%d %s %d %s|%s|%s|%s|%q %s-%s %s", e.Line, e.UID, e.Sequence, e.Status, e.Summary, e.Location, e.Description,
		e.Categories, e.Start.Key(), e.End.Key(), e.Start.Zone)
	want := "26 kickoff@studio.example 2 CONFIRMED|Kick-off Nordwind|Raum 2, Hafen|Erste Runde.\nAgenda; folgt|" +
		`["Nordwind" "Start, neu"] 20260305T090000Z-20260305T100000Z UTC`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	people := []Person{
		{Name: "Mia Falk", Address: "mia@studio.example"},
		{Name: "Ruiz, Ana", Address: "ana.ruiz@nordwind.example", Status: "ACCEPTED"},
		{Address: "tom@nordwind.example", Status: "NEEDS-ACTION"},
	}
	if d := cmp.Diff(people, append([]Person{e.Organizer}, e.Attendees...)); d != "" {
		t.Error(d)
	}
	if days := cal.Entries[1]; Last(days.Start, days.End).String() != "2026-03-11" {
		t.Errorf("the two days end on %s", Last(days.Start, days.End))
	}
}

func TestReadOutlook(t *testing.T) {
	cal := mustRead(t, "outlook.ics")
	var got []string
	for _, e := range cal.Entries {
		if e.Start == nil {
			got = append(got, "none")
			continue
		}
		end := "-"
		if e.End != nil {
			end = e.End.Key()
		}
		got = append(got, fmt.Sprintf("%s %s %q", e.Start.Key(), end, e.Start.Zone))
	}
	want := []string{
		`20260706T180000Z 20260706T190000Z "America/New_York"`,
		`20260706T120000Z 20260706T133000Z ""`,
		`20260706T120000Z - "Europe/Amsterdam"`,
		`20260706 20260707 ""`,
		`20260706T140000 - ""`,
		"none",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	problems := []string{
		`line 52: DTSTART: nobody knows the time zone "Mars/Olympus"; the time is taken as it stands on your wall`,
		"line 56: the event has no date that can be read",
		`line 57: DTSTART: "20260231T140000" is a date that does not exist`,
		"line 60: this is not a property: it has no colon after its name",
	}
	if d := cmp.Diff(problems, problemsOf(cal)); d != "" {
		t.Error(d)
	}
}

func TestReadRefusesWhatIsNoCalendar(t *testing.T) {
	for _, in := range []string{"", "Name;Due\nAna;12 May", "BEGIN:VCARD\nEND:VCARD", "%PDF-1.7", "I said BEGIN:VCALENDAR once", "\xff\xfe"} {
		_, err := Read([]byte(in))
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "not a calendar") {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestReadTellsWhatIsBroken(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"cut off", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260305T090000Z", "never ends"},
		{"wrong end", "BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR", "ends nothing"},
		{"nothing around", "BEGIN:VEVENT\nUID:1\nDTSTART:20260305\nEND:VEVENT", "stands in no VCALENDAR"},
		{"outside", "UID:1\nBEGIN:VCALENDAR\nEND:VCALENDAR", "UID stands outside of everything"},
		{"no UID", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260305\nEND:VEVENT\nEND:VCALENDAR", "it has no UID"},
		{"end before start", calendarOf("DTSTART:20260305T090000Z", "DTEND:20260305T080000Z"), "ends before it begins"},
		{"end alone", calendarOf("DTEND;VALUE=DATE:20260305"), "no date that can be read"},
		{"odd time", calendarOf("DTSTART:20260305T240000Z"), "a time that does not exist"},
		{"endless duration", calendarOf("DTSTART:20260305", "DURATION:P99999999D"), "no duration that can be used"},
		{"hourly", calendarOf("DTSTART:20260305T090000Z", "RRULE:FREQ=HOURLY"), "more often than daily"},
		{"no frequency", calendarOf("DTSTART:20260305T090000Z", "RRULE:COUNT=2"), "how often it repeats"},
		{"out of bounds", calendarOf("DTSTART:20260305T090000Z", "RRULE:FREQ=YEARLY;BYMONTH=13"), "BYMONTH is from 1 to 12"},
		{"lunar", calendarOf("DTSTART:20260305T090000Z", "RRULE:RSCALE=CHINESE;FREQ=YEARLY"), "another calendar"},
		{"25 times a day", calendarOf("DTSTART:20260305T090000Z", "RRULE:FREQ=DAILY;BYMINUTE=0,1,2,3,4;BYSECOND=1,2,3,4,5"), "more than 24 times a day"},
		{"bad list", calendarOf("DTSTART:20260305T090000Z", "EXDATE:20260306T090000Z,soon"), `EXDATE: "soon" is no date`},
		{"sequence", calendarOf("DTSTART:20260305", "SEQUENCE:two"), "SEQUENCE is no number"},
		{"offset", "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:STANDARD\nTZOFFSETTO:soon\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR", "no offset from UTC"},
		{"all later", calendarOf("DTSTART:20260305", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260304"), "its own instance only"},
		{"exrule", calendarOf("DTSTART:20260305", "EXRULE:FREQ=DAILY"), "EXRULE"},
		{"calendar zone", "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Nowhere\nEND:VCALENDAR", `nobody knows the time zone "Nowhere"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cal := mustParse(t, tt.in)
			if got := strings.Join(problemsOf(cal), "\n"); !strings.Contains(got, tt.want) {
				t.Errorf("problems %q, want one that says %q", got, tt.want)
			}
		})
	}
}

func TestLimitsOfTheFile(t *testing.T) {
	event := "BEGIN:VEVENT\nEND:VEVENT\n"
	for n, refused := range map[int]bool{MaxEntries: false, MaxEntries + 1: true} {
		cal, err := Read([]byte("BEGIN:VCALENDAR\n" + strings.Repeat(event, n) + "END:VCALENDAR"))
		if refused != (err != nil) {
			t.Errorf("%d entries: %v", n, err)
		}
		if !refused && len(cal.Entries) != n {
			t.Errorf("%d of %d entries", len(cal.Entries), n)
		}
	}
	head := []byte("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
	for n, refused := range map[int]bool{MaxBytes: false, MaxBytes + 1: true} {
		_, err := Read(append(bytes.Clone(head), bytes.Repeat([]byte("\n"), n-len(head))...))
		if refused != (fault.KindOf(err) == fault.Invalid) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	for n, told := range map[int]bool{MaxDepth: false, MaxDepth + 1: true} {
		in := strings.Repeat("BEGIN:VCALENDAR\n", n-1) + event + strings.Repeat("END:VCALENDAR\n", n-1)
		cal := mustParse(t, in)
		if got := cal.Counts[Event] == 0; got != told {
			t.Errorf("depth %d: left out %t, want %t", n, got, told)
		}
	}
	for n, told := range map[int]bool{MaxText: false, MaxText + 1: true} {
		cal := mustParse(t, calendarOf("DTSTART:20260305", "SUMMARY:"+strings.Repeat("x", n-2)+"ü"))
		s := cal.Entries[0].Summary
		if got := len(cal.Problems) > 0; got != told || len(s) > MaxText || !strings.HasPrefix(s, "xx") {
			t.Errorf("%d bytes of text: told %t, %d kept", n, got, len(s))
		}
	}
}

func TestLimitOfZones(t *testing.T) {
	in := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "BEGIN:VEVENT\nUID:%d\nDTSTART;TZID=UTC+%d:%02d\nEND:VEVENT\n", i, i%12, 0)
			fmt.Fprintf(&b, "BEGIN:VEVENT\nUID:b%d\nDTSTART;TZID=No/Zone%d:20260305T090000\nEND:VEVENT\n", i, i)
		}
		return "BEGIN:VCALENDAR\n" + b.String() + "BEGIN:VEVENT\nUID:last\nDTSTART;TZID=Europe/Rome:20260305T090000\nEND:VEVENT\nEND:VCALENDAR"
	}
	for n, known := range map[int]bool{MaxZones - 1: true, MaxZones: false} {
		cal := mustParse(t, strings.ReplaceAll(in(n), "UTC+", "UTC-X"))
		last := cal.Entries[len(cal.Entries)-1].Start
		if got := last.Form == Instant; got != known {
			t.Errorf("after %d other zones Rome is known: %t, want %t", n, got, known)
		}
	}
}

func TestParseMoment(t *testing.T) {
	tests := []struct{ value, tzid, want string }{
		{"20260305", "", "20260305"},
		{"2026-03-05", "", "20260305"},
		{"20260305", "Europe/Rome", "20260305"},
		{"20260305T090000", "", "20260305T090000"},
		{"20260305T0900", "", "20260305T090000"},
		{"20260305t090000z", "", "20260305T090000Z"},
		{"2026-03-05T09:00:00+01:00", "", "20260305T080000Z"},
		{"20260305T090000Z", "Europe/Rome", "20260305T090000Z"},
		{"20260305T090060", "", "20260305T090059"},
		{"20260305T090000", "Europe/Rome", "20260305T080000Z"},
		{"20260305T090000", "W. Europe Standard Time", "20260305T080000Z"},
		{"20260305T090000", "/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "20260305T120000Z"},
		{"20260305T090000", "/Europe/Stockholm", "20260305T080000Z"},
		{"20260305T090000", "UTC+11", "20260304T220000Z"},
		{"20260305T090000", "(GMT -03:30)", "20260305T123000Z"},
		{"20260305T090000", "(UTC-05:00) Eastern Time (US & Canada)", "20260305T140000Z"},
		{"20260305T090000", "(UTC+02:00) Atlantis", "20260305T070000Z"},
		{"20260305T090000", "Local", "20260305T090000 !"},
		{"20260305T090000", "../../etc/passwd", "20260305T090000 !"},
		{"20260329T023000", "Europe/Rome", "20260329T013000Z"}, // skipped: by the offset before
		{"20261025T023000", "Europe/Rome", "20261025T003000Z"}, // doubled: the first
		{"20260305T250000", "", " !"},
		{"20260305T090061", "", " !"},
		{"20260230", "", " !"},
		{"00000101", "", " !"},
		{"2026035", "", " !"},
		{"tomorrow", "", " !"},
		{"", "", " !"},
	}
	for _, tt := range tests {
		m, err := parseMoment(tt.value, tt.tzid, &zones{known: map[string]found{}})
		got := m.Key()
		if err != nil {
			got += " !"
		}
		if got != tt.want {
			t.Errorf("%q in %q: %q, want %q (%v)", tt.value, tt.tzid, got, tt.want, err)
		}
	}
}

func TestParseSpan(t *testing.T) {
	for in, want := range map[string]span{
		"P2W": {days: 14}, "P1DT2H30M5S": {days: 1, seconds: 9005}, "-PT15M": {seconds: -900}, "+P1D": {days: 1},
		fmt.Sprintf("P%dD", maxSpanDays): {days: maxSpanDays},
	} {
		if got, err := parseSpan(in); err != nil || got != want {
			t.Errorf("%s: %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "P", "PT", "1D", "P1M", "PT1D", "P1H", "P-1D", "PTT1H", "P1", "P1234567890D", fmt.Sprintf("P%dD", maxSpanDays+1)} {
		if got, err := parseSpan(in); err == nil {
			t.Errorf("%q was taken for %v", in, got)
		}
	}
}

// A zone that only its VTIMEZONE describes must agree with the zone it was
// copied from, at every hour of its changes.
func TestRulesOfTheFileAgreeWithTheWorld(t *testing.T) {
	cal := mustRead(t, "outlook.ics")
	mine := cal.Entries[1].Start.zone
	if mine.name != "" {
		t.Fatalf("the zone of the file was taken for %q", mine.name)
	}
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	world := namedZone("Europe/Berlin", loc)
	for at := time.Date(2019, 1, 1, 0, 30, 0, 0, time.UTC).Unix(); at < time.Date(2032, 1, 1, 0, 0, 0, 0, time.UTC).Unix(); at += 3600 {
		if mine.offset(at) != world.offset(at) || mine.instant(at) != world.instant(at) {
			t.Fatalf("%s: offset %d, want %d", time.Unix(at, 0).UTC(), mine.offset(at), world.offset(at))
		}
	}
}

// The zone of a rule that has ended keeps its last offset; dates of RDATE count.
func TestRulesThatEnd(t *testing.T) {
	cal := mustParse(t, `BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:Old
BEGIN:STANDARD
DTSTART:19991031T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20051030T010000Z
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19990328T020000
RDATE:20000326T020000,20010325T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Old:20260701T120000
END:VEVENT
END:VCALENDAR`)
	z := cal.Entries[0].Start.zone
	for day, want := range map[string]int{"1990-07-01": 3600, "1999-07-01": 7200, "2000-12-01": 3600, "2001-07-01": 7200, "2002-07-01": 3600, "2026-07-01": 3600} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := z.offset(at.Unix()); got != want {
			t.Errorf("%s: %d seconds, want %d", day, got, want)
		}
	}
}

// Each name that Windows uses must lead to a zone that exists.
func TestWindowsNamesExist(t *testing.T) {
	for name := range windowsNames {
		if _, ok := byName(strings.ToUpper(name)); !ok {
			t.Errorf("%q leads to %q, which is not there", name, windowsNames[name])
		}
	}
	for city, iana := range displayCities {
		if _, ok := byIANA(iana); !ok {
			t.Errorf("%q leads to %q, which is not there", city, iana)
		}
	}
}

// The valid calendars of other people are read with all their events.
func TestForeignCalendarsExpand(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(datatest.Path(t, "icalendar"), "ics", "*.ics"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("there is no calendar among the foreign data")
	}
	whole := Window{From: time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), Home: time.UTC}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cal, err := Read(data)
		var refusal *fault.Error
		if err != nil && !errors.As(err, &refusal) {
			t.Errorf("%s: %v", file, err)
		}
		begun := time.Now()
		checkInstances(t, &cal, whole)
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("%s took %s", file, took)
		}
	}
}

// checkInstances holds for every calendar: no instance is outside of the
// window, and a UID and an ID name one instance.
func checkInstances(t *testing.T, cal *Calendar, w Window) {
	t.Helper()
	all, _ := cal.Instances(w)
	seen := map[[2]string]bool{}
	for _, i := range all {
		if a := i.Anchor(); a != nil && !w.holds(a.In(w.Home)) {
			t.Errorf("%q at %s is outside of the window", i.Entry.Summary, a.Key())
		}
		key := [2]string{i.Entry.UID, i.ID}
		if i.ID != "" && i.Entry.UID != "" && seen[key] {
			t.Errorf("%q is given twice", key)
		}
		seen[key] = true
	}
	if len(all) > MaxAllInstances {
		t.Errorf("%d instances", len(all))
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"google.ics", "outlook.ics"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(calendarOf("DTSTART;TZID=X:20260305T090000", "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=9", "RDATE:20260306,20260307T080000/PT1H")))
	w := Window{From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Home: time.UTC}
	f.Fuzz(func(t *testing.T, data []byte) {
		cal, err := Read(data)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("an error that is no refusal: %v", err)
			}
			return
		}
		checkInstances(t, &cal, w)
	})
}
