package forecasts

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"strings"
	"testing"

	"kept/internal/fault"
)

// tickets is a log of two tickets a day that take 1, 2 or 3 days after they were
// taken up, and one that was.
func tickets() string {
	var b strings.Builder
	b.WriteString("case,activity,start,end,resource,done,case:client\n")
	for k := range 40 {
		fmt.Fprintf(&b, "c%d,open,,2026-01-%02dT08:00:00Z,,0,oak\n", k, 1+k/4)
		fmt.Fprintf(&b, "c%d,take up,,2026-01-%02dT12:00:00Z,ann,0,oak\n", k, 1+k/4)
		fmt.Fprintf(&b, "c%d,close,,2026-01-%02dT12:00:00Z,ann,1,oak\n", k, 2+k/4+k%3)
	}
	b.WriteString("new,open,,2026-01-30T08:00:00Z,,0,oak\nnew,take up,,2026-01-30T12:00:00Z,ann,0,oak\n")
	return b.String()
}

func TestForecastOfALog(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(tickets())); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	l, err := ReadLog("log", &packed)
	if err != nil {
		t.Fatal(err)
	}
	asks, err := l.LogQuestions("q", strings.NewReader("case,prefix,asof\nnew,2,2026-01-30T12:00:00Z\nnew,2,2026-02-01T00:00:00Z\n"))
	if err != nil {
		t.Fatal(err)
	}
	answers, err := l.Forecast(t.Context(), asks)
	if err != nil {
		t.Fatal(err)
	}
	if f := answers[0].Forecast; f.Quantile(.5) < 1.5 || f.Quantile(.5) > 2.6 || f.Quantile(.95) < 2.7 || f.Quantile(.95) > 3.2 || f.Pieces != 40 {
		t.Errorf("taken up: %g to %g of %d pieces", f.Quantile(.5), f.Quantile(.95), f.Pieces)
	}
	if f := answers[1].Forecast; f.Quantile(.5) > 1.6 || f.Quantile(.5) < .3 || f.Longest > 1.51 {
		t.Errorf("a day and a half later: %g, nearest up to %g", f.Quantile(.5), f.Longest)
	}
	var out strings.Builder
	if err := WriteLog(&out, answers); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[0], "case,prefix,asof,p50,p80,p95,q05,") || !strings.HasPrefix(lines[1], "new,2,2026-01-30T12:00:00Z,") {
		t.Errorf("written: %q", lines)
	}
}

func TestForecastOfPromises(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,asof,known_at,promise_days,y,kept,cat_who\n")
	for k := range 90 {
		y, kept, who := 14, 0, "ben"
		if k%2 == 0 {
			y, kept, who = 9, 1, "ann"
		}
		fmt.Fprintf(&b, "p%d,2026-%02d-%02dT08:00:00Z,2026-%02d-%02dT08:00:00Z,10,%d,%d,%s\n", k, 1+k/13, 1+k%13, 1+k/13, 1+k%13+y, y, kept, who)
	}
	b.WriteString("a,2026-08-01T08:00:00Z,,10,,,ann\nb,2026-08-01T08:00:00Z,,10,,,ben\n")
	r, err := ReadRows("rows", strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	asks, err := r.RowQuestions("q", strings.NewReader("id,asof\na,2026-08-01T08:00:00Z\nb,2026-08-01T08:00:00Z\n"))
	if err != nil {
		t.Fatal(err)
	}
	answers, err := r.Forecast(t.Context(), asks)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := answers[0].Forecast.Kept, answers[1].Forecast.Kept; a < .8 || b > .2 {
		t.Errorf("ann keeps it with %g, ben with %g", a, b)
	}
	var out strings.Builder
	if err := r.WritePromises(&out, answers); err != nil || !strings.HasPrefix(out.String(), "id,p_kept,p50,p80,p95\na,0.") {
		t.Errorf("written: %q, %v", out.String(), err)
	}
}

func TestReadersRefuse(t *testing.T) {
	for _, c := range []struct{ text, say string }{
		{"", "no header"},
		{"case,activity\n", `no column "end"`},
		{"case,activity,end,resource,done\na,b,yesterday,,0\n", "row 2"},
		{"case,activity,end,resource,done\na,b\n", "wrong number of fields"},
		{"\x1f\x8bxx", "unpacked"},
	} {
		if _, err := ReadLog("log", strings.NewReader(c.text)); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%q: %v, want %q", c.text, err, c.say)
		}
	}
	l, err := ReadLog("log", strings.NewReader(tickets()))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []string{"nobody,1,2026-01-30T12:00:00Z", "new,1,2020-01-01T00:00:00Z", "new,NaN,2026-01-30T12:00:00Z", "new,1,soon"} {
		if _, err := l.LogQuestions("q", strings.NewReader("case,prefix,asof\n"+c+"\n")); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", c, err)
		}
	}
	for _, c := range []string{"a,x,2026-01-01,1,1", "a,2026-01-01,x,1,1", "a,2026-01-01,2026-01-02,NaN,1", "a,2026-01-01,2026-01-02,1e300,1"} {
		if _, err := ReadRows("rows", strings.NewReader("id,asof,known_at,y,est\n"+c+"\n")); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", c, err)
		}
	}
}

const jobs = `PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
****
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------
  1      1     0       0
  2      1     8       4
  3      1     2       4
  4      1     0       0
****
`

func TestReadNetwork(t *testing.T) {
	n, err := ReadNetwork("jobs", strings.NewReader(jobs))
	if err != nil {
		t.Fatal(err)
	}
	o, err := n.Draw(20_000, ProjectFactor, 1)
	if err != nil {
		t.Fatal(err)
	}
	if spread := math.Hypot(jobSpread, projectSpread); math.Abs(o.End[0]-8) > .2 || math.Abs(o.End[1]-8*math.Exp(.8416*spread)) > .3 || o.Critical[1] < .95 {
		t.Errorf("the end at %v, critical in %v", o.End, o.Critical)
	}
	for text, say := range map[string]string{
		strings.Replace(jobs, "2           2   3", "3           2   3", 1): "counts 3",
		strings.Replace(jobs, "1           4", "1           9", 1):         "not in the plan",
		strings.Replace(jobs, "  3      1     2       4\n", "", 1):         "how long job 3",
		strings.Replace(jobs, "4        1          0", "4   1   1   2", 1): "circle",
		"": "1 to",
	} {
		if _, err := ReadNetwork("jobs", strings.NewReader(text)); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), say) {
			t.Errorf("%v, want %q", err, say)
		}
	}
}

func FuzzReadLog(f *testing.F) {
	f.Add("case,activity,end,resource,done,case:x\na,b,2026-01-01T00:00:00Z,r,0,y\na,c,2026-01-02T00:00:00Z,r,1,y\n")
	f.Add("case,activity,end,resource,done\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := ReadLog("log", strings.NewReader(text))
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("an error that is not for people: %v", err)
			}
			return
		}
		for _, s := range l.stories {
			if len(s.events) == 0 {
				t.Fatal("a case without events")
			}
		}
	})
}

func FuzzReadRows(f *testing.F) {
	f.Add("id,asof,known_at,y,est,cat_a,num_b\na,2026-01-01,2026-01-02,1,2,x,3\n")
	f.Add("id,asof,known_at,promise_days,y,kept\na,2026-01-01,2026-01-02,1,2,0\n")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ReadRows("rows", strings.NewReader(text))
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("an error that is not for people: %v", err)
			}
			return
		}
		for id, q := range r.byID {
			if q.ID != id || math.IsNaN(q.Scale) || math.IsNaN(q.Due) {
				t.Fatalf("%q is asked about as %+v", id, q)
			}
		}
	})
}

func FuzzReadNetwork(f *testing.F) {
	f.Add(jobs)
	f.Fuzz(func(t *testing.T, text string) {
		n, err := ReadNetwork("jobs", strings.NewReader(text))
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("an error that is not for people: %v", err)
			}
			return
		}
		if len(n.Steps()) == 0 {
			t.Fatal("a network of nothing")
		}
	})
}
