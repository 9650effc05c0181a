package check

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func checkInstances(t *testing.T, in []byte) {
	t.Helper()
	asked, got := answers(t, Recurrence, in)
	for i := range asked {
		var want struct {
			ID   string   `json:"id"`
			Want []string `json:"want"`
		}
		if err := json.Unmarshal([]byte(asked[i]), &want); err != nil {
			t.Fatal(err)
		}
		var have struct{ Got []string }
		if err := json.Unmarshal([]byte(got[i]), &have); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.Want, have.Got); diff != "" || strings.Contains(got[i], "error") {
			t.Errorf("%s: %s\n%s\n%s", want.ID, diff, asked[i], got[i])
		}
	}
}

func TestRecurrenceAnswersEveryPublicVector(t *testing.T) {
	checkInstances(t, vectors(t, "rrule/vectors.jsonl"))
}

func TestRecurrenceAnswersOwnVectors(t *testing.T) {
	b, err := os.ReadFile("testdata/recurrence.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	checkInstances(t, b)
}

func TestRecurrenceAnswersABadLineAndGoesOn(t *testing.T) {
	var out bytes.Buffer
	in := `{"text": 5}` + "\n" + `{"text":"DTSTART:20260302T090000\nRRULE:FREQ=DAILY;COUNT=1"}`
	if err := Recurrence(strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], `{"error":`) || lines[1] != `{"got":["20260302T090000"]}` {
		t.Errorf("%q", lines)
	}
}
