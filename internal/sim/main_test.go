package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/internal/fault"
	"kept/internal/sim/checks"
	"kept/internal/testkit"
)

func TestParseSeeds(t *testing.T) {
	for in, want := range map[string][]uint64{
		"": {1}, "3": {3}, "2-4": {2, 3, 4}, "1,4,7-8": {1, 4, 7, 8}, " 5 , 6": {5, 6}, "4294967295": {4294967295},
		"0": nil, "-1": nil, "4-2": nil, "x": nil, "1,": nil, "1-": nil, "1-2-3": nil, "1.5": nil, "4294967296": nil, "1-10001": nil, "1-9999,1,2": nil,
	} {
		got, err := parseSeeds(in)
		if !slices.Equal(got, want) || (err == nil) != (want != nil) {
			t.Errorf("%q gives %v (%v), want %v", in, got, err, want)
		}
	}
	if all, err := parseSeeds("1-10000"); err != nil || len(all) != maxSeeds {
		t.Errorf("ten thousand seeds: %d (%v)", len(all), err)
	}
}

func TestParseUntil(t *testing.T) {
	for in, want := range map[string]time.Duration{
		"": 60 * day, "1y": 365 * day, "26w": 182 * day, "60d": 60 * day, "12h": 12 * time.Hour, "10y": 3650 * day,
		"0d": 0, "d": 0, "1": 0, "-1d": 0, "1.5y": 0, "11y": 0, "87841h": 0, "1m": 0, "99999999999999999999d": 0,
	} {
		got, err := parseUntil(in)
		if got != want || (err == nil) != (want != 0) {
			t.Errorf("%q gives %v (%v), want %v", in, got, err, want)
		}
	}
}

// The command says for each seed what came of it, and refuses what it cannot do.
func TestCommand(t *testing.T) {
	var out bytes.Buffer
	if err := Main(t.Context(), Args{Seeds: "11-12", Until: "36h"}, &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "seed 11: 1 days on sqlite, ") || !strings.HasSuffix(lines[1], ": nothing found") {
		t.Errorf("it printed\n%s", out.String())
	}
	out.Reset()
	if err := Main(t.Context(), Args{Seeds: "11", Until: "36h", JSON: true}, &out); err != nil {
		t.Fatal(err)
	}
	var r struct {
		Report
		Replay string
	}
	if err := json.Unmarshal(out.Bytes(), &r); err != nil || r.Seed != 11 || len(r.Journal) != 64 || !strings.Contains(lines[0], r.Journal) || r.Replay != "kept sim --seeds 11 --until 36h" {
		t.Errorf("as JSON it printed %s (%v)", out.String(), err)
	}
	for field, a := range map[string]Args{
		"seeds":  {Seeds: "none"},
		"until":  {Until: "long"},
		"engine": {Engine: "oracle"},
		"url":    {Engine: "postgres"},
	} {
		var f *fault.Error
		if err := Main(t.Context(), a, &out); !errors.As(err, &f) || f.Fields[field] == "" {
			t.Errorf("%+v is answered by %v, want a word on %s", a, err, field)
		}
	}
}

// Two years in one PostgreSQL database do not meet; a database that has a firm
// in it is refused.
func TestMainOnPostgres(t *testing.T) {
	t.Parallel()
	a := Args{Seeds: "11-12", Until: "36h", Engine: "postgres", URL: testkit.Postgres(t)}
	var onPostgres, onFiles bytes.Buffer
	if err := Main(t.Context(), a, &onPostgres); err != nil {
		t.Fatal(err)
	}
	if err := Main(t.Context(), Args{Seeds: "11-12", Until: "36h"}, &onFiles); err != nil {
		t.Fatal(err)
	}
	if got, want := onPostgres.String(), strings.ReplaceAll(onFiles.String(), "on sqlite", "on postgres"); got != want {
		t.Errorf("it printed\n%s, on SQLite\n%s", got, want)
	}
	if err := Main(t.Context(), a, &onPostgres); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "a workspace in this database already") {
		t.Errorf("a database with a firm in it: %v", err)
	}
}

// What was found is printed with the command that finds it again.
func TestPrintFindings(t *testing.T) {
	r := Report{Seed: 3, Engine: "postgres", From: Start, Until: Start.Add(60 * day), Findings: []checks.Finding{{Check: "prompt", At: Start.Add(time.Hour), What: "nobody holds it"}}}
	var out bytes.Buffer
	if err := r.print(Args{Engine: "postgres", Until: "60d"}, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1 found", "seed 3 at 2026-01-05T07:00:00Z, prompt: nobody holds it", "replay it: kept sim --seeds 3 --until 60d --engine postgres"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it does not say %q:\n%s", want, out.String())
		}
	}
}

// A fuse that is set ends whoever reads it, once.
func TestFuse(t *testing.T) {
	f := &fuse{from: strings.NewReader("abcdef"), left: 2}
	var b [1]byte
	for range 2 {
		if _, err := f.Read(b[:]); err != nil {
			t.Fatal(err)
		}
	}
	blown := func() (p any) {
		defer func() { p = recover() }()
		_, _ = f.Read(b[:])
		return nil
	}
	if _, ok := blown().(crash); !ok || !f.blown {
		t.Error("the third reading went well")
	}
	if blown() == nil {
		t.Error("after the end it goes on")
	}
	if !f.takeBlown() || f.takeBlown() || blown() != nil || b[0] != 'c' {
		t.Errorf("after the new start it read %q", b)
	}
}
