package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadWeek(t *testing.T) {
	for text, want := range map[string]string{
		"Mon-Fri 9:00-18:00": "Mon-Fri 9:00-18:00",
		"mon-fri 9-18":       "Mon-Fri 9:00-18:00",
		"Mon–Thu 9:00–12:30, 13:30–18:00; Fri 9-13": "Mon-Thu 9:00-12:30, 13:30-18:00; Fri 9:00-13:00",
		"Monday and Wednesday: 8.30 to 16.00":       "Mon 8:30-16:00; Wed 8:30-16:00",
		"Sat-Mon 10-14":                             "Mon 10:00-14:00; Sat-Sun 10:00-14:00",
		"Mon 13:30-18, 9-12":                        "Mon 9:00-12:00, 13:30-18:00",
		"Tue 0:00-24:00":                            "Tue 0:00-24:00",
		"Mon closed":                                "",
		"Mon 9-12\nTue 9-13;":                       "Mon 9:00-12:00; Tue 9:00-13:00",
		"":                                          "",
		"Mon 9-17, 17-18":                           "Mon 9:00-17:00, 17:00-18:00",
		"Mon-Fri 9:00-18:00; Sat 10:00-14:00; Sun - ": "Mon-Fri 9:00-18:00; Sat 10:00-14:00",
	} {
		w, err := readWeek(text)
		if err != nil {
			// "Mon closed" and "Sun -" name a day without a time.
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := writeWeek(w); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestReadWeekRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"9-17":                           "Say of which days",
		"Mon-Fri 9-5":                    "ends before it begins",
		"Mon 9-12, 11-15":                "“09:00-12:00, 11:00-15:00” overlap",
		"Mon 9-12; Mon 13-15":            "“Monday” is there twice",
		"Mon, Mon 9-12":                  "“Monday” is there twice",
		"Mo 9-12":                        "“mo” is no day of the week",
		"Mon 9-25":                       "“25” is no time",
		"Mon 9:75-12":                    "“9:75” is no time",
		"Mon 9":                          "is no stretch of time",
		"Funday 9-12":                    "is no day",
		"Mon 9-9":                        "ends before it begins",
		strings.Repeat("Mon 9-12; ", 40): "At most 300 letters",
		"Mon 0-1,1-2,2-3,3-4,4-5,5-6,6-7,7-8,8-9,9-10,10-11,11-12,12-13": "At most 12 stretches",
	} {
		if _, err := readWeek(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// What was read is written so that it is read as the same again, and nothing
// that can be typed does harm.
func FuzzReadWeek(f *testing.F) {
	for _, s := range []string{"Mon-Fri 9:00-18:00", "Sat 10-14; Sun 1.30-2", "x", "Mon 24-24", "Mon, Tue -"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := readWeek(text)
		if err != nil {
			return
		}
		again, err := readWeek(writeWeek(w))
		if err != nil || !cmp.Equal(w, again) {
			t.Errorf("%q is written %q: %v", text, writeWeek(w), err)
		}
	})
}
