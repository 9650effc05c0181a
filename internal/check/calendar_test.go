package check

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/datatest"
)

const foreignCalendars = "icalendar"

// calendarCase is one line of expected.jsonl.
type calendarCase struct {
	File, Label string
	Expect      struct {
		Counts    map[string]int
		UIDs      []string `json:"uids"`
		Summaries []string
	}
}

func calendarCases(t *testing.T) []calendarCase {
	t.Helper()
	f, err := os.Open(filepath.Join(datatest.Path(t, foreignCalendars), "expected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []calendarCase
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c calendarCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return all
}

type readCalendar struct {
	Counts                    map[string]int
	UIDs, Summaries, Problems []string
}

func answerFor(t *testing.T, path string) readCalendar {
	t.Helper()
	var out bytes.Buffer
	if err := Calendar(path, &out); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var got readCalendar
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("%s: %v in %q", path, err, out.String())
	}
	return got
}

func TestCalendar(t *testing.T) {
	event := func(uid, summary string) string {
		return "BEGIN:VEVENT\nUID:" + uid + "\nDTSTART:20260305T090000Z\nSUMMARY:" + summary + "\nEND:VEVENT\n"
	}
	tests := []struct{ name, in, want string }{
		{"sorted, and what stands twice twice", "BEGIN:VCALENDAR\n" + event("b", "Zwei <b>") + event("a", "Eins") + event("b", "Eins") + "END:VCALENDAR\n",
			`{"counts":{"VEVENT":3},"uids":["a","b","b"],"summaries":["Eins","Eins","Zwei <b>"],"problems":[]}`},
		{"one that is broken", "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:1\nDUE:soon\nEND:VTODO\nBEGIN:VFREEBUSY\nUID:f\nEND:VFREEBUSY\nEND:VCALENDAR\n",
			`{"counts":{"VFREEBUSY":1,"VTODO":1},"uids":["1"],"summaries":[],"problems":["line 4: DUE: \"soon\" is no date"]}`},
		{"none at all", "client,due\n", `{"counts":{},"uids":[],"summaries":[],"problems":["This is not a calendar: an iCalendar file (.ics) begins with \"BEGIN:VCALENDAR\"."]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "c.ics")
			if err := os.WriteFile(path, []byte(tt.in), 0o600); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := Calendar(path, &out); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want+"\n", out.String()); d != "" {
				t.Error(d)
			}
		})
	}
	if err := Calendar(filepath.Join(t.TempDir(), "none.ics"), &bytes.Buffer{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// tally counts the stated expectations that were met, by label and kind.
type tally map[string][2]int

func (s tally) note(t *testing.T, c calendarCase, kind string, want, got any) {
	key := c.Label + " " + kind
	n := s[key]
	n[1]++
	if cmp.Equal(want, got) {
		n[0]++
	} else {
		t.Logf("%s %s: want %v, got %v", c.File, kind, want, got)
	}
	s[key] = n
}

func TestForeignCalendars(t *testing.T) {
	right := tally{}
	for _, c := range calendarCases(t) {
		begun := time.Now()
		got := answerFor(t, filepath.Join(datatest.Path(t, foreignCalendars), c.File))
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("%s took %s", c.File, took)
		}
		if c.Expect.Counts != nil {
			right.note(t, c, "counts", c.Expect.Counts, got.Counts)
		}
		if c.Expect.UIDs != nil {
			slices.Sort(c.Expect.UIDs)
			right.note(t, c, "uids", c.Expect.UIDs, got.UIDs)
		}
		if c.Expect.Summaries != nil {
			slices.Sort(c.Expect.Summaries)
			right.note(t, c, "summaries", c.Expect.Summaries, got.Summaries)
		}
	}
	valid := [2]int{}
	for key, n := range right {
		t.Logf("%s: %d of %d", key, n[0], n[1])
		if strings.HasPrefix(key, "valid") {
			valid[0], valid[1] = valid[0]+n[0], valid[1]+n[1]
		}
	}
	if valid[0]*100 < valid[1]*98 {
		t.Errorf("valid calendars: %d of %d expectations met, fewer than 98 %%", valid[0], valid[1])
	}
}
