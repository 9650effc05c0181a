package web

import (
	"strings"
	"testing"
	"time"

	"kept/conversation"
	"kept/member"
	"kept/worktime"
)

func TestTimeLeft(t *testing.T) {
	rome, err := worktime.Compile(worktime.Standard("Europe/Rome"), nil)
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 3, day, hour, minute, 0, 0, rome.Location())
	}
	for _, row := range []struct {
		due, now time.Time
		said     string
		late     bool
	}{
		{at(2, 14, 0), at(2, 12, 40), "1 h 20 min left", false},
		{at(2, 14, 0), at(2, 14, 0), "less than a minute left", false},
		{at(2, 14, 0), at(2, 13, 59), "1 min left", false},
		{at(2, 14, 0), at(2, 14, 40), "40 min late", true},
		{at(6, 16, 0), at(7, 12, 0), "1 h late", true},   // on Saturday only Friday's last hour counts
		{at(9, 10, 0), at(6, 17, 30), "1 h left", false}, // over a weekend
		{at(7, 10, 0), at(7, 12, 0), "late", true},
	} {
		if said, late := timeLeft(&visit{reader: reader{now: row.now}}, row.due, rome); said != row.said || late != row.late {
			t.Errorf("due %s at %s: %q, %v; want %q", row.due, row.now, said, late, row.said)
		}
	}
}

func TestExcerpt(t *testing.T) {
	for _, row := range []struct{ text, q, want string }{
		{"", "x", ""},
		{"one two", "", "one two"},
		{"a b c d e f g h i j needle k", "needle", "… c d e f g h i j needle k"},
		{"a b c d e f g h i j “Needles” k", "need", "… c d e f g h i j “Needles” …"},
		{"nothing of it here", "needle", "nothing of it here"},
		{strings.Repeat("word ", 20), "", "word word word word word word …"},
		{strings.Repeat("x", 100), "", strings.Repeat("x", 30) + "…"},
	} {
		if got := excerpt(row.text, row.q, 30); got != row.want {
			t.Errorf("excerpt(%q, %q) = %q, want %q", row.text, row.q, got, row.want)
		}
	}
}

func TestSaveAs(t *testing.T) {
	for in, want := range map[string]string{
		"plan.pdf": "plan.pdf", "../../etc/passwd": "passwd", `C:\x\evil.exe`: "evil.exe", "": "file", "..": "file", "a/": "a", "/": "file", "a\r\nb\x00.txt": "ab.txt", "fdp\u202excod.exe": "fdpxcod.exe", "Ärger.png": "Ärger.png",
	} {
		if got := saveAs(in); got != want {
			t.Errorf("saveAs(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSizeWord(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 1023: "1023 B", 1024: "1 kB", 1536: "2 kB", 421_888: "412 kB", 1_258_291: "1.2 MB"} {
		if got := new(reader).sizeWord(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

// Who looked is there for a while and then forgotten; whoever looks sees the
// others, never himself.
func TestPresence(t *testing.T) {
	var p presence
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	see := func(of conversation.ID, who member.ID, answering bool, after time.Duration) string {
		answer, others := p.look(of, who, answering, at.Add(after))
		var out []string
		for _, m := range answer {
			out = append(out, string(m)+" answers")
		}
		for _, m := range others {
			out = append(out, string(m)+" looks")
		}
		return strings.Join(out, ", ")
	}
	for _, row := range []struct {
		of        conversation.ID
		who       member.ID
		answering bool
		after     time.Duration
		sees      string
	}{
		{"a", "nils", false, 0, ""}, {"a", "lea", true, time.Minute, "nils looks"}, {"a", "nils", false, time.Minute, "lea answers"}, {"b", "nils", false, time.Minute, ""},
		{"a", "bea", false, 2 * time.Minute, "lea answers, nils looks"}, {"a", "bea", false, presentFor + time.Minute - 1, "lea answers, nils looks"}, {"a", "bea", false, presentFor + time.Minute, ""},
	} {
		if got := see(row.of, row.who, row.answering, row.after); got != row.sees {
			t.Errorf("%s in %s after %v sees %q, want %q", row.who, row.of, row.after, got, row.sees)
		}
	}
}
