package forecasts

import (
	"bytes"
	"encoding/csv"
	"math"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kept/internal/datatest"
)

// rewritten is a table with rows left out or changed, as a file.
func rewritten(t *testing.T, from *table, change func(row []string) []string) *bytes.Buffer {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.Write(from.columns); err != nil {
		t.Fatal(err)
	}
	for _, row := range from.rows {
		if row = change(slices.Clone(row)); row != nil {
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.Flush()
	return &out
}

// TestLogsTellNothingOfTheFuture cuts off of logs what came after a moment, and
// wants the same answers.
func TestLogsTellNothingOfTheFuture(t *testing.T) {
	dir := datatest.Path(t, "forecast/task1")
	for _, set := range []string{"bpic15_1", "envpermit", "helpdesk"} {
		path := filepath.Join(dir, set, "log.csv.gz")
		whole := opened(t, path, ReadLog)
		events := opened(t, path, readTable)
		asks := opened(t, filepath.Join(dir, set, "queries_dev_B.csv.gz"), whole.LogQuestions)
		at := asks[len(asks)/2].Question.At
		asks = slices.DeleteFunc(asks, func(r Request) bool { return !r.Question.At.Equal(at) })
		columns, err := events.need("end")
		if err != nil {
			t.Fatal(err)
		}
		cut, err := ReadLog("cut", rewritten(t, events, func(row []string) []string {
			if end, ok := instant(row[columns[0]]); !ok || end.After(at) {
				return nil
			}
			return row
		}))
		if err != nil {
			t.Fatal(err)
		}
		var requests bytes.Buffer
		requests.WriteString("case,prefix,asof\n")
		for _, a := range asks {
			requests.WriteString(a.Key[0] + "," + a.Key[1] + "," + a.Key[2] + "\n")
		}
		again, err := cut.LogQuestions("requests", &requests)
		if err != nil {
			t.Fatal(err)
		}
		a, err := whole.Forecast(t.Context(), asks)
		if err != nil {
			t.Fatal(err)
		}
		b, err := cut.Forecast(t.Context(), again)
		if err != nil {
			t.Fatal(err)
		}
		sameAnswers(t, set, a, b)
	}
}

func sameAnswers(t *testing.T, set string, a, b []Answer) {
	t.Helper()
	if len(a) == 0 || len(a) != len(b) {
		t.Fatalf("%s: %d and %d answers", set, len(a), len(b))
	}
	for k := range a {
		x, y := three(a[k].Forecast), three(b[k].Forecast)
		for l := range x {
			if math.Abs(x[l]-y[l]) > 1e-6*max(1, y[l]) {
				t.Errorf("%s, %q: %v with the future, %v without", set, a[k].Key, x, y)
				break
			}
		}
		if math.Abs(a[k].Forecast.Kept-b[k].Forecast.Kept) > 1e-6 {
			t.Errorf("%s, %q: chance %g with the future, %g without", set, a[k].Key, a[k].Forecast.Kept, b[k].Forecast.Kept)
		}
	}
}

// TestRowsTellNothingOfTheFuture does the same with tasks and promises.
func TestRowsTellNothingOfTheFuture(t *testing.T) {
	for _, set := range []string{"task2/7digital_lead/tasks", "task2/site_tasks/tasks", "task3/little06/promises"} {
		path := datatest.Path(t, "forecast/"+set+".csv.gz")
		whole := opened(t, path, ReadRows)
		rows := opened(t, path, readTable)
		asks := opened(t, filepath.Join(filepath.Dir(path), "queries_dev.csv.gz"), whole.RowQuestions)
		for _, k := range []int{len(asks) / 4, len(asks) * 3 / 4} {
			cut, err := ReadRows("cut", rewritten(t, rows, known(t, rows, asks[k].Question.At)))
			if err != nil {
				t.Fatal(err)
			}
			again, err := cut.RowQuestions("requests", bytes.NewBufferString("id,asof\n"+asks[k].Key[0]+","+asks[k].Question.At.Format(time.RFC3339)+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			a, err := whole.Forecast(t.Context(), asks[k:k+1])
			if err != nil {
				t.Fatal(err)
			}
			b, err := cut.Forecast(t.Context(), again)
			if err != nil {
				t.Fatal(err)
			}
			sameAnswers(t, set, a, b)
		}
	}
}

// known cuts a row to what was known of it at a moment.
func known(t *testing.T, of *table, at time.Time) func([]string) []string {
	columns, err := of.need("asof", "known_at")
	if err != nil {
		t.Fatal(err)
	}
	return func(row []string) []string {
		if asof, ok := instant(row[columns[0]]); !ok || asof.After(at) {
			return nil
		}
		if end, ok := instant(row[columns[1]]); !ok || end.After(at) {
			for k, c := range of.columns {
				if slices.Contains([]string{"y", "known_at", "kept", "cens"}, c) {
					row[k] = ""
				}
			}
		}
		return row
	}
}
