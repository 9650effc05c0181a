package check

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/datatest"
)

func vectors(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(datatest.Path(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// answers runs check over the lines of in and pairs each line with its answer.
func answers(t *testing.T, check func(io.Reader, io.Writer) error, in []byte) (asked, got []string) {
	t.Helper()
	var out bytes.Buffer
	if err := check(bytes.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	asked = strings.Split(strings.TrimSpace(string(in)), "\n")
	got = strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(asked) != len(got) {
		t.Fatalf("%d questions, %d answers", len(asked), len(got))
	}
	return asked, got
}

func TestWorktimeAnswersEveryPublicVector(t *testing.T) {
	asked, got := answers(t, Worktime, vectors(t, "business_hours/vectors.jsonl"))
	checkSums(t, asked, got)
}

func TestWorktimeAnswersOwnVectors(t *testing.T) {
	b, err := os.ReadFile("testdata/worktime.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	asked, got := answers(t, Worktime, b)
	checkSums(t, asked, got)
}

func checkSums(t *testing.T, asked, got []string) {
	t.Helper()
	for i := range asked {
		var want struct {
			ID          string   `json:"id"`
			Op          string   `json:"op"`
			Want        any      `json:"want"`
			WantSeconds *float64 `json:"want_seconds"`
			Earliest    string   `json:"want_earliest"`
			Latest      string   `json:"want_latest"`
		}
		if err := json.Unmarshal([]byte(asked[i]), &want); err != nil {
			t.Fatal(err)
		}
		var have struct{ Got any }
		if err := json.Unmarshal([]byte(got[i]), &have); err != nil {
			t.Fatal(err)
		}
		switch {
		case want.Op == "add" && want.Earliest != "":
			if !within(have.Got, want.Earliest, want.Latest) {
				t.Errorf("%s: got %s, want %s to %s\n%s", want.ID, got[i], want.Earliest, want.Latest, asked[i])
			}
		case want.Op == "between":
			seconds, ok := have.Got.(float64)
			if !ok || math.Abs(seconds-*want.WantSeconds) > 1e-6 {
				t.Errorf("%s: got %s, want %v\n%s", want.ID, got[i], *want.WantSeconds, asked[i])
			}
		default:
			if diff := cmp.Diff(want.Want, have.Got); diff != "" {
				t.Errorf("%s: %s\n%s", want.ID, diff, asked[i])
			}
		}
	}
}

func within(got any, earliest, latest string) bool {
	s, _ := got.(string)
	at, err := time.Parse(time.RFC3339Nano, s)
	from, err2 := time.Parse(time.RFC3339Nano, earliest)
	to, err3 := time.Parse(time.RFC3339Nano, latest)
	return err == nil && err2 == nil && err3 == nil && !at.Before(from) && !at.After(to)
}

func TestWorktimeAnswersABadLineAndGoesOn(t *testing.T) {
	const good = `{"op":"is_open","schedule":{"tz":"Europe/Rome","weekly":{"mon":[["09:00","17:00"]]}},"at":"2026-03-02T09:00:00Z"}`
	for name, bad := range map[string]string{
		"no JSON":      `{"op":`,
		"no operation": strings.Replace(good, "is_open", "is_shut", 1),
		"no zone":      strings.Replace(good, "Europe/Rome", "Europe/Nowhere", 1),
		"no moment":    strings.Replace(good, "2026-03-02T", "2026-02-30T", 1),
		"25 o'clock":   strings.Replace(good, "17:00", "25:00", 1),
		"no such day":  strings.Replace(good, `"mon"`, `"mo"`, 1),
		"too long":     `"` + strings.Repeat("x", MaxLine) + `"`,
		"no seconds":   strings.Replace(good, "is_open", "add", 1),
		"30 February":  `{"op":"roll_forward","date":"2026-02-30","schedule":{"tz":"UTC"}}`,
		"endless add":  `{"op":"add","start":"2026-02-20T09:00:00Z","seconds":1e300,"schedule":{"tz":"UTC"}}`,
	} {
		var out bytes.Buffer
		if err := Worktime(strings.NewReader(bad+"\n\n"+good), &out); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) != 2 || !strings.HasPrefix(lines[0], `{"error":"`) || lines[1] != `{"got":true}` {
			t.Errorf("%s: %.300q", name, lines)
		}
	}
}

func TestWorktimeReadsALineOfExactlyTheLimit(t *testing.T) {
	const good = `{"op":"is_open","schedule":{"tz":"UTC","weekly":{"mon":[["09:00","17:00"]]}},"at":"2026-03-02T09:00:00Z"}`
	full := good + strings.Repeat(" ", MaxLine-1-len(good)) + "\n"
	var out bytes.Buffer
	if err := Worktime(strings.NewReader(full), &out); err != nil {
		t.Fatal(err)
	}
	if out.String() != `{"got":true}`+"\n" {
		t.Errorf("at the limit: %q", out.String())
	}
}
