package promises

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/datatest"
	"kept/internal/fault"
	"kept/internal/importer/ics"
	"kept/worktime"
)

func TestFromCalendar(t *testing.T) {
	o := options()
	o.Window.Home = time.FixedZone("elsewhere", 5*3600) // the calendar's own zone counts
	got := mustRead(t, golden(t, "termine.ics"), o)
	var drafts []string
	for _, d := range got.Drafts {
		drafts = append(drafts, fmt.Sprintf("%d %s %s %q %s %s", d.Line, d.Key, d.Kind, d.Words, d.moment(), d.Zone))
	}
	noUID := contentKey("ics:", "Ohne UID", "", "20260403")
	want := []string{
		`5 ics:kickoff# appointment "Kick-off Nordwind" 2026-03-05T09:00:00Z Europe/Berlin`,
		`17 ics:days# deliverable "Entwürfe Lumen" 2026-03-12 `,
		`23 ics:weekly#20260420T130000Z appointment "Call" 2026-04-20T13:00:00Z America/New_York`,
		`36 ics:todo# deliverable "Angebot" 2026-03-15T11:00:00Z Europe/Berlin`,
		`41 ics:todo-day# deliverable "Bericht" 2026-03-16 `,
		`71 ics:twice# deliverable "Eins" 2026-04-01 `,
		`76 ics:twice#@20260402 deliverable "Zwei" 2026-04-02 `,
		`81 ` + noUID + ` deliverable "Ohne UID" 2026-04-03 `,
	}
	if d := cmp.Diff(want, drafts); d != "" {
		t.Error(d)
	}
	first := got.Drafts[0]
	hints := Hints{Addresses: []string{"mia@studio.example", "tom@nordwind.example"}, Summary: "Kick-off\nNordwind", Location: "Hafen",
		Categories: []string{"Start"}, Calendar: "Kunden"}
	if d := cmp.Diff(hints, first.Hints); d != "" || first.Owner != "mia@studio.example" || first.Source != "Kunden, line 5" {
		t.Error(d, first.Owner, first.Source)
	}
	skipped := []Skipped{
		{Line: 29, Words: "Call", Why: "it was called off (2026-04-27)", Key: "ics:weekly#20260427T130000Z", Ended: "called off", At: time.Date(2026, 4, 27, 13, 0, 0, 0, time.UTC)},
		{Line: 46, Words: "Fertig", Why: "it is done already (2026-03-16)", Key: "ics:done#", Ended: "done", Day: worktime.Day{Year: 2026, Month: 3, Date: 16}},
		{Line: 52, Words: "Irgendwann", Why: "it has no date"},
		{Line: 61, Words: "", Why: "it has no words (2026-03-06)"},
		{Line: 85, Words: "Kaputt", Why: "it has no date"},
		{Line: 56, Words: "Alt", Why: "it has no date from 2026-03-01 up to 2026-05-01", Key: "ics:long-ago#", At: time.Date(2025, 3, 5, 9, 0, 0, 0, time.UTC)},
		{Line: 65, Words: "Notiz", Why: "it is a journal, which promises nothing"},
		{Line: 69, Words: "", Why: "it only says who is free and who is busy"},
	}
	if d := cmp.Diff(skipped, got.Skipped); d != "" {
		t.Error(d)
	}
	var problems []string
	for _, p := range got.Problems {
		problems = append(problems, p.String())
	}
	told := []string{
		"line 81: it has no UID: on a second import it is known by its words and date only",
		"line 85: the event has no date that can be read",
		`line 87: DTSTART: "soon" is no date`,
	}
	if d := cmp.Diff(told, problems); d != "" {
		t.Error(d)
	}
}

// What a series leaves out, or ends before, is told by the keys that it had.
func TestDropped(t *testing.T) {
	read := func(rule string) Result {
		return mustRead(t, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:w\r\nSUMMARY:Call\r\nDTSTART:20260302T090000Z\r\n"+rule+"\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\r\nATTENDEE;PARTSTAT=DECLINED:mailto:c@b.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", options())
	}
	whole := read("RRULE:FREQ=WEEKLY")
	if len(whole.Drafts) != 9 || len(whole.Dropped) != 0 {
		t.Fatalf("%d drafts, dropped %v", len(whole.Drafts), whole.Dropped)
	}
	if d := whole.Drafts[0]; d.Series == "" || cmp.Diff([]string{"a@b.example"}, d.Accepted) != "" {
		t.Errorf("the series is %q, who accepted %v", d.Series, d.Accepted)
	}
	for rule, want := range map[string]int{
		"RRULE:FREQ=WEEKLY;UNTIL=20260330T090000Z":         4,
		"RRULE:FREQ=WEEKLY;COUNT=8":                        1,
		"RRULE:FREQ=WEEKLY\r\nEXDATE:20260309T090000Z":     1,
		"RRULE:FREQ=WEEKLY;COUNT=9":                        0,
		"RRULE:FREQ=WEEKLY;UNTIL=20260427T090000Z":         0,
		"RRULE:FREQ=WEEKLY;COUNT=1\r\nSTATUS:CANCELLED":    8,
		"RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20260302T0900": 4,
	} {
		r, had := read(rule), map[string]bool{}
		for _, d := range whole.Drafts {
			had[d.Key] = true
		}
		for _, d := range r.Dropped {
			if !had[d.Key] || d.Words != "Call" || d.Line != 2 {
				t.Errorf("%s: %+v was no draft", rule, d)
			}
		}
		if len(r.Dropped) != want {
			t.Errorf("%s: %d dropped, want %d", rule, len(r.Dropped), want)
		}
	}
}

func TestCalendarNeedsAWindow(t *testing.T) {
	o := options()
	for _, to := range []time.Time{o.Window.From, o.Window.From.Add(-time.Hour), {}} {
		o.Window.To = to
		if _, err := Read([]byte(golden(t, "termine.ics")), o); fault.KindOf(err) != fault.Invalid {
			t.Errorf("up to %s: %v", to, err)
		}
	}
}

// Two readings give the same keys, and a window that moved gives the instances
// in both windows the same keys.
func TestCalendarKeysStay(t *testing.T) {
	o := options()
	keys := func(from, to string) map[string]string {
		t.Helper()
		var err error
		if o.Window.From, err = time.Parse(time.DateOnly, from); err != nil {
			t.Fatal(err)
		}
		if o.Window.To, err = time.Parse(time.DateOnly, to); err != nil {
			t.Fatal(err)
		}
		all := map[string]string{}
		for _, d := range mustRead(t, golden(t, "termine.ics"), o).Drafts {
			all[d.Words+" "+d.moment()] = d.Key
		}
		return all
	}
	march, april := keys("2026-03-01", "2026-06-01"), keys("2026-04-01", "2026-07-01")
	both := 0
	for what, key := range april {
		if march[what] != "" {
			both++
			if march[what] != key {
				t.Errorf("%s: %s, then %s", what, march[what], key)
			}
		}
	}
	if both < 5 {
		t.Errorf("only %d in both windows", both)
	}
}

// The valid calendars of other people map without losing an event: each is
// a draft, skipped, or told by its line.
func TestForeignCalendars(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(datatest.Path(t, "icalendar"), "ics", "*.ics"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("there is no calendar among the foreign data")
	}
	o := options()
	o.Window = ics.Window{From: time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), Home: time.UTC}
	drafts := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cal, err := ics.Read(data)
		if err != nil {
			continue
		}
		r, err := FromCalendar(&cal, o)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		drafts += len(r.Drafts)
		seen := map[int]bool{}
		for _, d := range r.Drafts {
			seen[d.Line] = true
		}
		for _, s := range r.Skipped {
			seen[s.Line] = true
		}
		for _, p := range r.Problems {
			seen[p.Line] = true
		}
		for _, e := range cal.Entries {
			if !seen[e.Line] {
				t.Errorf("%s: %q of line %d is lost", file, e.Summary, e.Line)
			}
		}
	}
	if drafts < len(files)/2 {
		t.Errorf("only %d drafts of %d files", drafts, len(files))
	}
}

func TestMatch(t *testing.T) {
	directory := []ClientRef{
		{ID: "nord", Name: "Nordwind GmbH & Co. KG", Addresses: []string{"Tom@Nordwind.example", "tom.berg@gmail.com"}},
		{ID: "lumen", Name: "Lumen", Domains: []string{"lumen.example"}},
		{ID: "lumenart", Name: "Lumen Art S.r.l.", Addresses: []string{"a@lumenart.example"}},
		{ID: "petit", Name: "Atelier Petit", Addresses: []string{"chloe@yahoo.fr"}},
		{ID: "twin1", Name: "Twin", Addresses: []string{"one@twin.example"}},
		{ID: "twin2", Name: "TWIN AG", Addresses: []string{"two@twin.example"}},
		{ID: "go", Name: "Go"},
		{ID: "b", Name: "Plan B"},
		{ID: "muller", Name: "Müller & Söhne"},
	}
	tests := []struct {
		name string
		h    Hints
		want string
		why  string
	}{
		{"address", Hints{Addresses: []string{"x@elsewhere.example", "tom@nordwind.example"}, Summary: "Lumen"}, "nord", "tom@nordwind.example is a contact there"},
		{"address at a freemail", Hints{Addresses: []string{"tom.berg@gmail.com"}}, "nord", "contact"},
		{"another at that freemail", Hints{Addresses: []string{"other@gmail.com"}}, "", "no address and no word"},
		{"another at that freemail of a country", Hints{Addresses: []string{"other@yahoo.fr"}}, "", "no address"},
		{"domain", Hints{Addresses: []string{"new@nordwind.example"}, Summary: "Lumen"}, "nord", "new@nordwind.example is at nordwind.example"},
		{"domain below", Hints{Addresses: []string{"new@mail.lumen.example"}}, "lumen", "is at lumen.example"},
		{"domain that only ends alike", Hints{Addresses: []string{"x@notlumen.example"}}, "", "no address"},
		{"two contacts of two clients", Hints{Addresses: []string{"one@twin.example", "a@lumenart.example"}}, "", "both Twin"},
		{"two clients in one domain", Hints{Addresses: []string{"new@twin.example"}}, "", "both Twin"},
		{"name in the summary", Hints{Summary: "Call with NORDWIND: plan"}, "nord", "Nordwind GmbH & Co. KG is named in the summary"},
		{"part of a word", Hints{Summary: "Nordwindig"}, "", "no word"},
		{"the longest name", Hints{Summary: "Lumen Art opening"}, "lumenart", "Lumen Art S.r.l. is named"},
		{"the shorter one alone", Hints{Summary: "Lumen opening of art"}, "lumen", "named"},
		{"two names equally long", Hints{Summary: "Twin visit"}, "", "both Twin"},
		{"two different clients, the longer wins", Hints{Summary: "Lumen visits Atelier Petit"}, "petit", "named"},
		{"category", Hints{Categories: []string{"x", "atelier petit"}}, "petit", "a category"},
		{"place", Hints{Location: "Atelier Petit, Lyon"}, "petit", "the place"},
		{"calendar", Hints{Calendar: "Go", Summary: "Call"}, "go", "the calendar's name"},
		{"short name in a summary", Hints{Summary: "Go to the dentist"}, "", "no word"},
		{"a letter is no legal form", Hints{Summary: "Plan the week"}, "", "no word"},
		{"accents", Hints{Summary: "muller und sohne"}, "", "no word"}, // "&" is no word of the name
		{"accents folded", Hints{Summary: "bei Muller, Sohne"}, "muller", "named"},
		{"nothing", Hints{}, "", "no address and no word of it belongs to a client"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			id, why, ok := Match(tt.h, directory)
			if id != tt.want || ok != (tt.want != "") || !strings.Contains(why, tt.why) {
				t.Errorf("%q because %q, want %q because %q", id, why, tt.want, tt.why)
			}
		})
	}
	d := Index(directory)
	if a := d.AddressOf(Hints{Addresses: []string{"x@y.example", "tom@nordwind.example"}}, "nord"); a != "tom@nordwind.example" {
		t.Errorf("the address is %q", a)
	}
	if a := d.AddressOf(Hints{Addresses: []string{"tom@nordwind.example"}}, "lumen"); a != "" {
		t.Errorf("the address of another client: %q", a)
	}
}
