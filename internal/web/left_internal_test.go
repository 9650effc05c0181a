package web

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
)

// Who stops an import, or leaves a page before it is there, is no fault of ours.
func TestWhoLeavesIsNoFault(t *testing.T) {
	var log bytes.Buffer
	s := &Site{Options: Options{Log: slog.New(slog.NewTextHandler(&log, nil))}}
	ctx, leave := context.WithCancel(t.Context())
	v := &visit{Site: s, r: httptest.NewRequestWithContext(ctx, http.MethodPost, "/import/plan/x", nil)}
	given := fmt.Errorf("an import was given up: %w", context.Canceled)
	if code, p := s.problem(v, given); code != http.StatusInternalServerError || p.Reference == "" || log.Len() == 0 {
		t.Errorf("ended by us: %d %+v, logged %q", code, p, log.String())
	}
	leave()
	log.Reset()
	if code, p := s.problem(v, given); code != http.StatusServiceUnavailable || p.Reference != "" || log.Len() != 0 {
		t.Errorf("left: %d %+v, logged %q", code, p, log.String())
	}
}
