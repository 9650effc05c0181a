// Package metrics counts what Kept does, for a Prometheus that asks.
//
// It knows nothing of the rest of Kept: whoever has something to count calls a
// method here or hands over a small function. Labels are patterns of routes,
// words of acts and names of duties, each of a fixed few; no path, address,
// name or secret ever is one. Time is the machine's: it measures how long
// something took.
package metrics

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Meters are everything that is counted. They are safe for concurrent use.
type Meters struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	acts     *prometheus.CounterVec
	mails    *prometheus.CounterVec
	runs     *prometheus.CounterVec
	ran      *prometheus.GaugeVec
	ranFor   *prometheus.HistogramVec
}

// answers are the bounds in seconds into which durations of requests are sorted.
func answers() []float64 {
	return []float64{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10}
}

// New makes the meters of a program of this version.
func New(version string) *Meters {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	m := &Meters{
		registry: prometheus.NewRegistry(),
		requests: counter("kept_requests_total", "Requests answered, by the pattern of their route and their status.", "pattern", "status"),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "kept_request_seconds", Help: "How long requests took, by the pattern of their route.", Buckets: answers(),
		}, []string{"pattern"}),
		acts:  counter("kept_acts_total", "Acts done, by what the journal calls them.", "act"),
		mails: counter("kept_mails_total", "Mails handed over by this process, by what became of it: accepted, later, refused, unsure.", "outcome"),
		runs:  counter("kept_duty_runs_total", "Runs of a duty, by how they ended: done, failed.", "duty", "result"),
		ran:   prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "kept_duty_last_run_timestamp_seconds", Help: "When a duty last ended without a failure, in Unix seconds."}, []string{"duty"}),
		ranFor: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "kept_duty_run_seconds", Help: "How long the runs of a duty took.", Buckets: []float64{0.001, 0.01, 0.1, 1, 10, 60, 600},
		}, []string{"duty"}),
	}
	about := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "kept_info", Help: "Which Kept this is; always 1."}, []string{"version"})
	about.WithLabelValues(version).Set(1)
	m.registry.MustRegister(about, m.requests, m.took, m.acts, m.mails, m.runs, m.ran, m.ranFor, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler answers with everything that was counted.
func (m *Meters) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry})
}

// Act counts an act by the journal's word for it.
func (m *Meters) Act(word string) { m.acts.WithLabelValues(word).Inc() }

// Mail counts a mail that was handed over, by its outcome.
func (m *Meters) Mail(outcome string) { m.mails.WithLabelValues(outcome).Inc() }

// Requests counts the requests that a handler answers.
func (m *Meters) Requests(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun, seen := time.Now(), &status{ResponseWriter: w, code: http.StatusOK}
		// A panic passes on to whoever answers for it, counted as the failure it is.
		fell := true
		defer func() {
			if fell {
				seen.code = http.StatusInternalServerError
			}
			pattern := r.Pattern // set by the router on the way
			if pattern == "" {
				pattern = "(none)"
			}
			m.requests.WithLabelValues(pattern, strconv.Itoa(seen.code)).Inc()
			m.took.WithLabelValues(pattern).Observe(time.Since(begun).Seconds())
		}()
		h.ServeHTTP(seen, r)
		fell = false
	})
}

// status remembers what was answered.
type status struct {
	http.ResponseWriter
	code int
}

// WriteHeader remembers the status.
func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap gives the writer below, for [http.ResponseController].
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Duty is work that becomes due.
type Duty interface {
	Name() string
	RunDue(ctx context.Context, now time.Time) (next time.Time, err error)
}

// Duty counts the runs of a duty.
func (m *Meters) Duty(d Duty) Duty { return counted{d, m} }

type counted struct {
	Duty
	m *Meters
}

// RunDue runs the duty and counts it.
func (c counted) RunDue(ctx context.Context, now time.Time) (time.Time, error) {
	begun := time.Now()
	next, err := c.Duty.RunDue(ctx, now)
	c.m.ranFor.WithLabelValues(c.Name()).Observe(time.Since(begun).Seconds())
	if err != nil {
		c.m.runs.WithLabelValues(c.Name(), "failed").Inc()
		return next, err
	}
	c.m.runs.WithLabelValues(c.Name(), "done").Inc()
	c.m.ran.WithLabelValues(c.Name()).SetToCurrentTime()
	return next, nil
}

// Waiting is what lies before the duties and before people.
type Waiting struct {
	Mails   map[string]int64         // by state
	Prompts int64                    // live
	Behind  map[string]time.Duration // by duty: how late its next work is; 0 = in time
}

// Wait has what waits asked for whenever somebody reads the metrics. read is
// given some seconds.
func (m *Meters) Wait(read func(ctx context.Context) (Waiting, error)) {
	m.registry.MustRegister(&waiting{
		read:    read,
		mails:   prometheus.NewDesc("kept_outbox_mails", "Mails that have not left, by state: queued, leased.", []string{"state"}, nil),
		prompts: prometheus.NewDesc("kept_prompts_live", "Prompts that stand before people.", nil, nil),
		behind:  prometheus.NewDesc("kept_duty_behind_seconds", "How late the next work of a duty is; 0 = in time.", []string{"duty"}, nil),
		up:      prometheus.NewDesc("kept_database_up", "Whether the database answered; 1 = it did.", nil, nil),
	})
}

// waiting asks when it is collected.
type waiting struct {
	read                       func(ctx context.Context) (Waiting, error)
	mails, prompts, behind, up *prometheus.Desc
}

// patience is how long the database may take to be counted.
const patience = 5 * time.Second

// Describe names what is collected.
func (c *waiting) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{c.mails, c.prompts, c.behind, c.up} {
		out <- d
	}
}

// Collect asks the database.
func (c *waiting) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	w, err := c.read(ctx)
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	if err != nil {
		gauge(c.up, 0)
		return
	}
	gauge(c.up, 1)
	gauge(c.prompts, float64(w.Prompts))
	for state, n := range w.Mails {
		gauge(c.mails, float64(n), state)
	}
	for duty, late := range w.Behind {
		gauge(c.behind, late.Seconds(), duty)
	}
}
