package metrics_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kept/internal/metrics"
)

// page is what a Prometheus reads.
func page(t *testing.T, m *metrics.Meters) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	b, err := io.ReadAll(w.Body)
	if err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %v\n%s", w.Code, err, b)
	}
	return string(b)
}

func wants(t *testing.T, page string, lines ...string) {
	t.Helper()
	for _, l := range lines {
		if !strings.Contains(page, l+"\n") {
			t.Errorf("there is no line %s in:\n%s", l, page)
		}
	}
}

func TestRequestsAreCountedByPattern(t *testing.T) {
	m := metrics.New("1.2.3")
	mux := http.NewServeMux()
	mux.HandleFunc("GET /clients/{client}", func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("client") == "none" {
			http.Error(w, "none", http.StatusNotFound)
		}
	})
	mux.HandleFunc("GET /fall", func(http.ResponseWriter, *http.Request) { panic("fell") })
	inner := http.NewServeMux()
	inner.HandleFunc("GET /p/{page}", func(w http.ResponseWriter, _ *http.Request) {
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Errorf("flush: %v", err)
		}
	})
	mux.Handle("/p/", inner)
	h := m.Requests(mux)
	for _, path := range []string{"/clients/secret-one", "/clients/secret-two", "/clients/none", "/p/one", "/nowhere/secret", "/fall"} {
		func() {
			defer func() {
				if p := recover(); (p != nil) != (path == "/fall") {
					t.Errorf("%s: panic %v", path, p)
				}
			}()
			h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
		}()
	}
	got := page(t, m)
	wants(t, got, `kept_requests_total{pattern="GET /clients/{client}",status="200"} 2`, `kept_requests_total{pattern="GET /clients/{client}",status="404"} 1`,
		`kept_requests_total{pattern="GET /p/{page}",status="200"} 1`, `kept_requests_total{pattern="(none)",status="404"} 1`, `kept_requests_total{pattern="GET /fall",status="500"} 1`,
		`kept_request_seconds_count{pattern="GET /clients/{client}"} 3`, `kept_info{version="1.2.3"} 1`)
	if strings.Contains(got, "secret") {
		t.Error("a path stands in the metrics")
	}
	if !strings.Contains(got, "go_goroutines") {
		t.Error("Go's own figures are missing")
	}
}

// duty is one that does what it is told.
type duty struct{ err error }

func (duty) Name() string { return "watchdog" }

func (d duty) RunDue(context.Context, time.Time) (time.Time, error) { return time.Unix(1, 0), d.err }

func TestDutiesActsAndMailsAreCounted(t *testing.T) {
	m := metrics.New("x")
	failed := errors.New("failed")
	for _, d := range []duty{{}, {}, {failed}} {
		next, err := m.Duty(d).RunDue(t.Context(), time.Unix(0, 0))
		if !next.Equal(time.Unix(1, 0)) || !errors.Is(err, d.err) {
			t.Errorf("the duty answers %v, %v", next, err)
		}
	}
	m.Act("made")
	m.Mail("accepted")
	m.Mail("accepted")
	got := page(t, m)
	wants(t, got, `kept_duty_runs_total{duty="watchdog",result="done"} 2`, `kept_duty_runs_total{duty="watchdog",result="failed"} 1`, `kept_duty_run_seconds_count{duty="watchdog"} 3`,
		`kept_acts_total{act="made"} 1`, `kept_mails_total{outcome="accepted"} 2`)
	if !strings.Contains(got, `kept_duty_last_run_timestamp_seconds{duty="watchdog"} 1`) {
		t.Errorf("the last run is not told:\n%s", got)
	}
}

func TestWaitingIsAskedFor(t *testing.T) {
	m := metrics.New("x")
	var err error
	m.Wait(func(context.Context) (metrics.Waiting, error) {
		return metrics.Waiting{Mails: map[string]int64{"queued": 3}, Prompts: 7, Behind: map[string]time.Duration{"watchdog": 90 * time.Second}}, err
	})
	wants(t, page(t, m), `kept_database_up 1`, `kept_outbox_mails{state="queued"} 3`, `kept_prompts_live 7`, `kept_duty_behind_seconds{duty="watchdog"} 90`)
	err = errors.New("gone")
	got := page(t, m)
	wants(t, got, `kept_database_up 0`)
	if strings.Contains(got, "kept_prompts_live ") {
		t.Error("figures are told though the database did not answer")
	}
}
