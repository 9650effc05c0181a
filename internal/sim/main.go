package sim

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/store"
)

// Args are what the command line says of the years to live.
type Args struct {
	Seeds  string // "3", "1-20", "1,4,7-9"; "" = 1
	Until  string // how long a year lasts: "1y", "60d", "26w", "12h"; "" = 60d
	Engine string // "sqlite" or "postgres"; "" = sqlite
	URL    string // of an empty PostgreSQL database; SQLite takes a file of its own
	JSON   bool   // one JSON object a line
}

// Main lives one year after the other and prints a line for each: its hash and
// what the checks found. Anything found is an error at the end.
func Main(ctx context.Context, a Args, out io.Writer) error {
	seeds, err := parseSeeds(a.Seeds)
	if err != nil {
		return err
	}
	until, err := parseUntil(a.Until)
	if err != nil {
		return err
	}
	if err := checkEngine(ctx, a); err != nil {
		return err
	}
	found := 0
	for _, seed := range seeds {
		r, err := oneYear(ctx, a, Options{Seed: seed, Until: until})
		if err != nil {
			return err
		}
		found += len(r.Findings)
		if err := r.print(a, out); err != nil {
			return err
		}
		if a.Engine == "postgres" && len(r.Findings) >= MaxFindings {
			break // that year ended early, and what it left behind would fall into the next one
		}
	}
	if found > 0 {
		return fault.New(fault.Conflict, fmt.Sprintf("The checks found %d things that must never be.", found))
	}
	return nil
}

// oneYear lives one year in a database of the engine that was asked for.
func oneYear(ctx context.Context, a Args, o Options) (Report, error) {
	o.Open = onURL(a.URL)
	if a.Engine != "postgres" {
		dir, drop, err := scratch()
		if err != nil {
			return Report{}, fmt.Errorf("make a folder for the database: %w", err)
		}
		o.Open = onSQLite(dir)
		r, err := Year(ctx, o)
		return r, firstOf(err, drop())
	}
	return Year(ctx, o)
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// checkEngine refuses an engine that is none, and a PostgreSQL database that
// somebody's firm is in: a simulated year moves its clock and mails its clients.
func checkEngine(ctx context.Context, a Args) error {
	switch a.Engine {
	case "", "sqlite":
		if a.URL != "" {
			return fault.Field("url", "A year on SQLite is lived in a file of its own: give no address, or choose postgres.")
		}
		return nil
	case "postgres":
	default:
		return fault.Field("engine", "Choose sqlite or postgres.")
	}
	if !strings.HasPrefix(a.URL, "postgres") {
		return fault.Field("url", "Give the address of an empty PostgreSQL database: postgres://…")
	}
	db, err := store.Open(ctx, a.URL)
	if err != nil {
		return err
	}
	firms, err := store.Workspaces(db.Read(ctx))
	if err := firstOf(err, db.Close()); err != nil {
		return err
	}
	if len(firms) > 0 {
		return fault.Field("url", "There is a workspace in this database already. Give an empty one: the simulated firm has a clock of its own.")
	}
	return nil
}

// print writes a report as a line, and what was found below it.
func (r Report) print(a Args, out io.Writer) error {
	replay := fmt.Sprintf("kept sim --seeds %d --until %s", r.Seed, orElse(a.Until, defaultUntil))
	if a.Engine == "postgres" {
		replay += " --engine postgres"
	}
	if a.JSON {
		return json.NewEncoder(out).Encode(struct {
			Report
			Replay string `json:"replay"`
		}{r, replay})
	}
	acts := 0
	for _, n := range r.Acts {
		acts += n
	}
	result := "nothing found"
	if n := len(r.Findings); n > 0 {
		result = fmt.Sprintf("%d found", n)
	}
	fmt.Fprintf(out, "seed %d: %d days on %s, %d acts, %d steps, %d crashes, %d long downtimes, %d lines, journal %s: %s\n",
		r.Seed, int(r.Until.Sub(r.From)/(24*time.Hour)), r.Engine, acts, r.Steps, r.Crashes, r.Downs, r.Lines, r.Journal, result)
	for _, f := range r.Findings {
		fmt.Fprintf(out, "  seed %d at %s, %s: %s\n", r.Seed, f.At.Format(time.RFC3339Nano), f.Check, f.What)
	}
	if len(r.Findings) > 0 {
		fmt.Fprintf(out, "  replay it: %s\n", replay)
	}
	return nil
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// Limits of what may be asked for.
const (
	maxSeeds     = 10_000
	maxUntil     = 10 * 366 * 24 * time.Hour
	defaultUntil = "60d"
)

// parseSeeds reads "3", "1-20" or "1,4,7-9".
func parseSeeds(s string) ([]uint64, error) {
	bad := fault.Field("seeds", "Seeds look like 3, 1-20 or 1,4,7-9: numbers from 1 up, ten thousand at most.")
	var out []uint64
	for part := range strings.SplitSeq(orElse(s, "1"), ",") {
		from, to, isRange := strings.Cut(strings.TrimSpace(part), "-")
		a, err := strconv.ParseUint(from, 10, 32)
		b := a
		if err == nil && isRange {
			b, err = strconv.ParseUint(to, 10, 32)
		}
		if err != nil || a < 1 || b < a || b-a >= maxSeeds || len(out)+int(b-a) >= maxSeeds {
			return nil, bad
		}
		for n := a; n <= b; n++ {
			out = append(out, n)
		}
	}
	return out, nil
}

// parseUntil reads a number of years, weeks, days or hours. A year has 365 days.
func parseUntil(s string) (time.Duration, error) {
	bad := fault.Field("until", "A time looks like 1y, 26w, 60d or 12h: an hour at least, ten years at most.")
	s = orElse(s, defaultUntil)
	units := map[byte]time.Duration{'y': 365 * 24 * time.Hour, 'w': 7 * 24 * time.Hour, 'd': 24 * time.Hour, 'h': time.Hour}
	unit, ok := units[s[len(s)-1]]
	n, err := strconv.ParseUint(s[:len(s)-1], 10, 20)
	if !ok || err != nil || n == 0 || time.Duration(n) > maxUntil/unit {
		return 0, bad
	}
	return time.Duration(n) * unit, nil
}
