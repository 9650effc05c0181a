package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kept/internal/store"
	"kept/internal/testkit"
)

// answered reads an address that must answer.
func answered(t *testing.T, at, token string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// TestMetricsAreServedApart asks the real program for its metrics.
func TestMetricsAreServedApart(t *testing.T) {
	dir, metrics := t.TempDir(), testkit.FreePort(t)
	var said struct {
		Token string `json:"token"`
	}
	_, out, _ := kept(t, "setup", "--data", dir, "--workspace", "Shop", "--email", "owner@shop.example", "--name", "Olga Owner", "--token", "--json")
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		t.Fatal(err)
	}
	k := testkit.Run(t, testkit.FreePort(t), "KEPT_DATA="+dir, "KEPT_METRICS="+metrics)
	if code, _ := answered(t, k.URL+"/metrics", ""); code != http.StatusNotFound {
		t.Errorf("the metrics stand on the pages' listener: %d", code)
	}
	answered(t, k.URL+"/api/v1/promises", said.Token)
	answered(t, k.URL+"/api/v1/promises/prm_secret", said.Token)
	code, page := answered(t, "http://"+metrics+"/metrics", "")
	if code != http.StatusOK {
		t.Fatalf("metrics: %d", code)
	}
	for _, want := range []string{
		`kept_requests_total{pattern="GET /api/v1/promises",status="200"} 1`, `kept_requests_total{pattern="GET /api/v1/promises/{promise}",status="404"} 1`,
		"kept_database_up 1", "kept_prompts_live 0", `kept_duty_behind_seconds{duty="watchdog"} 0`, `kept_outbox_mails{state="queued"} 0`, `kept_duty_runs_total{duty="watchdog",result="done"}`, "go_goroutines",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the metrics do not say %s", want)
		}
	}
	for _, secret := range []string{said.Token, "prm_secret", "shop.example", "Olga", dir} {
		if strings.Contains(page, secret) {
			t.Errorf("%q stands in the metrics", secret)
		}
	}
	if code, _ := answered(t, "http://"+metrics+"/", ""); code != http.StatusNotFound {
		t.Errorf("more than the metrics is served there: %d", code)
	}
}

// TestReady moves the machine's clock past what the watchdog should have done.
func TestReady(t *testing.T) {
	db, err := store.Open(t.Context(), "sqlite:"+t.TempDir()+"/kept.db")
	if err != nil {
		t.Fatal(err)
	}
	now := monday
	h := &house{db: db, now: func() time.Time { return now }, log: (&Settings{LogLevel: "error"}).log(io.Discard)}
	ready := func() (int, string) {
		w := httptest.NewRecorder()
		h.ready(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
		return w.Code, w.Body.String()
	}
	if code, say := ready(); code != http.StatusOK {
		t.Errorf("with nothing to do: %d %s", code, say)
	}
	if err := db.Write(t.Context(), func(tx *store.Tx) error { return store.SetWatch(tx, "wsp_1", "client:cli_1", monday) }); err != nil {
		t.Fatal(err)
	}
	now = monday.Add(behind)
	if code, say := ready(); code != http.StatusOK {
		t.Errorf("at the limit: %d %s", code, say)
	}
	now = now.Add(time.Second)
	if code, say := ready(); code != http.StatusServiceUnavailable || !strings.Contains(say, "The watchdog is behind, by 5 minutes") {
		t.Errorf("behind: %d %s", code, say)
	}
	h.clock = &testClock{now: now}
	if code, say := ready(); code != http.StatusOK {
		t.Errorf("by a test clock nothing is late before it is moved: %d %s", code, say)
	}
	h.clock, now = nil, monday
	w := httptest.NewRecorder()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	h.ready(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/readyz", nil))
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("a database that does not answer: %d", w.Code)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
