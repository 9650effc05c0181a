package forecasts

import (
	"context"
	"encoding/csv"
	"io"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"time"

	"kept/forecast"
)

// Request is one question with what it is called in the answer.
type Request struct {
	Key      []string
	Question forecast.Question
}

// Answer is a request with its forecast.
type Answer struct {
	Request
	Forecast *forecast.Forecast
}

// refit is how long one choice of weights is used for.
const refit = 28 * 24 * time.Hour

// block is a run of requests that are answered by one fit.
type block struct {
	at       time.Time
	sort     forecast.Sort
	requests []int
}

// Forecast answers requests in their order. The weights for a request are those
// of the last refit before it, which depends on the calendar alone.
func Forecast(ctx context.Context, past *forecast.Past, requests []Request) ([]Answer, error) {
	var blocks []*block
	at := map[blockKey]*block{}
	for k, r := range requests {
		b := &block{at: r.Question.At.Truncate(refit), sort: forecast.AtMoment}
		if r.Question.Idle == 0 {
			b.sort = forecast.AtStep
		}
		key := blockKey{b.at.Unix(), b.sort}
		if at[key] == nil {
			at[key] = b
			blocks = append(blocks, b)
		}
		at[key].requests = append(at[key].requests, k)
	}
	answers := make([]Answer, len(requests))
	errs := make([]error, len(blocks))
	var wait sync.WaitGroup
	free := make(chan struct{}, max(1, runtime.GOMAXPROCS(0)))
	for n, b := range blocks {
		free <- struct{}{}
		wait.Go(func() {
			defer func() { <-free }()
			if errs[n] = ctx.Err(); errs[n] == nil {
				errs[n] = b.answer(past, requests, answers)
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return answers, nil
}

// blockKey tells blocks apart.
type blockKey struct {
	at   int64
	sort forecast.Sort
}

func (b *block) answer(past *forecast.Past, requests []Request, answers []Answer) error {
	asker := past.Fit(b.at, b.sort).Asker()
	slices.SortStableFunc(b.requests, func(x, y int) int { return byMoment(requests[x], requests[y]) })
	for _, k := range b.requests {
		f, err := asker.Ask(requests[k].Question)
		if err != nil {
			return err
		}
		answers[k] = Answer{requests[k], f}
	}
	return nil
}

// percents are the further quantiles that are written.
var percents = []string{"q05", "q10", "q15", "q20", "q25", "q30", "q35", "q40", "q45", "q50", "q55", "q60", "q65", "q70", "q75", "q80", "q85", "q90", "q95"}

// Forecast answers requests on a log.
func (l *Log) Forecast(ctx context.Context, requests []Request) ([]Answer, error) {
	return Forecast(ctx, l.past, requests)
}

// Forecast answers requests on rows. What counts as kept is what was known to
// count at the last refit before each request.
func (r *Rows) Forecast(ctx context.Context, requests []Request) ([]Answer, error) {
	if len(r.grace) == 0 {
		return Forecast(ctx, r.past, requests)
	}
	by := map[float64][]int{}
	var days []float64
	for k, q := range requests {
		d := r.grace.at(q.Question.At.Truncate(refit))
		if by[d] == nil {
			days = append(days, d)
		}
		by[d] = append(by[d], k)
	}
	out := make([]Answer, len(requests))
	for _, d := range days {
		pieces := slices.Clone(r.pieces)
		for k := range pieces {
			pieces[k].Due += d
		}
		past, err := forecast.NewPast(pieces, 1)
		if err != nil {
			return nil, err
		}
		var some []Request
		for _, k := range by[d] {
			q := requests[k]
			q.Question.Due += d
			some = append(some, q)
		}
		answers, err := Forecast(ctx, past, some)
		if err != nil {
			return nil, err
		}
		for n, k := range by[d] {
			out[k] = answers[n]
		}
	}
	return out, nil
}

// WriteLog writes answers on a log, in days after asof.
func WriteLog(out io.Writer, answers []Answer) error {
	return write(out, append([]string{"case", "prefix", "asof", "p50", "p80", "p95"}, percents...), answers, quantiles)
}

// WriteTasks writes answers on tasks, in their unit.
func WriteTasks(out io.Writer, answers []Answer) error {
	return write(out, append([]string{"id", "p50", "p80", "p95"}, percents...), answers, quantiles)
}

// WritePromises writes answers on promises: the chance that each is kept, and when.
func (r *Rows) WritePromises(out io.Writer, answers []Answer) error {
	return write(out, []string{"id", "p_kept", "p50", "p80", "p95"}, answers, func(a *Answer) []float64 {
		v := []float64{a.Forecast.Kept}
		for _, p := range []float64{.5, .8, .95} {
			v = append(v, max(0, a.Forecast.Quantile(p)-promisedMore))
		}
		return v
	})
}

func quantiles(a *Answer) []float64 {
	v := []float64{a.Forecast.Quantile(.5), a.Forecast.Quantile(.8), a.Forecast.Quantile(.95)}
	for k := range percents {
		v = append(v, a.Forecast.Quantile(float64(k+1)/20))
	}
	return v
}

func write(out io.Writer, header []string, answers []Answer, values func(*Answer) []float64) error {
	w := csv.NewWriter(out)
	if err := w.Write(header); err != nil {
		return err
	}
	for k := range answers {
		row := slices.Clone(answers[k].Key)
		for _, v := range values(&answers[k]) {
			row = append(row, strconv.FormatFloat(v, 'g', 8, 64))
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}
