package sim

import (
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"kept/internal/testkit"
	"kept/promise"
)

const day = 24 * time.Hour

func folder(t testing.TB) string {
	t.Helper()
	dir, drop, err := scratch()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := drop(); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// lived lives a year in which nothing may be found.
func lived(t *testing.T, o Options) Report {
	t.Helper()
	r, err := Year(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		t.Errorf("%s: seed %d at %s, %s: %s", r.Engine, o.Seed, f.At.Format(time.RFC3339Nano), f.Check, f.What)
	}
	if t.Failed() {
		t.Errorf("replay it: kept sim --seeds %d --until %dd", o.Seed, o.Until/day)
	}
	return r
}

// The years that every test run lives, in which everything happens and nothing
// that must never be.
func TestYears(t *testing.T) {
	var all [3]Report
	t.Run("seed", func(t *testing.T) {
		for i := range all {
			t.Run(fmt.Sprint(i+1), func(t *testing.T) {
				t.Parallel()
				all[i] = lived(t, Options{Seed: uint64(i + 1), Until: 60 * day, Open: onSQLite(folder(t))})
			})
		}
	})
	together := Report{Acts: map[string]int{}, Outcomes: map[promise.Outcome]int{}, Mails: map[string]int{}}
	for _, r := range all {
		add(together.Acts, r.Acts)
		add(together.Outcomes, r.Outcomes)
		add(together.Mails, r.Mails)
		together.Crashes, together.Downs = together.Crashes+r.Crashes, together.Downs+r.Downs
	}
	eventful(t, together)
}

func add[K comparable](to, from map[K]int) {
	for k, n := range from {
		to[k] += n
	}
}

// Both engines write the same journal, line by line. TestSoak compares whole years.
func TestEngines(t *testing.T) {
	for seed := uint64(1); seed <= 3; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			o := Options{Seed: seed, Until: 20 * day, Open: onSQLite(folder(t))}
			r := lived(t, o)
			o.Open = onURL(testkit.Postgres(t))
			if p := lived(t, o); p.Journal != r.Journal || p.Lines != r.Lines || p.Engine == r.Engine {
				t.Errorf("%s wrote %d lines, %s; %s wrote %d, %s", r.Engine, r.Lines, r.Journal, p.Engine, p.Lines, p.Journal)
			}
		})
	}
}

// eventful wants a year in which everything happened: else it proves nothing.
func eventful(t *testing.T, r Report) {
	t.Helper()
	for _, act := range []string{
		"make a promise", "edit a promise", "confirm", "keep", "keep since earlier", "keep an appointment", "deliver by mail", "deliver in a call", "reset by mail", "reset in a call",
		"release", "reopen", "hand over", "hand over all", "undo a telling", "write", "call", "log a meeting", "note a missed call", "take a call", "call back", "call instead",
		"send again", "settle a notice", "mend an address", "snooze", "not needed", "set the next contact", "plan an absence", "end an absence", "call in sick",
		"open a project", "close a project", "reopen a project", "add a client", "change a client's stage", "change a client's hours", "change a member's hours", "change a deputy",
		"invite a member", "let a member go", "change the policy", "pause mail", "release mail", "ask for a way in", "come in", "enter the portal", "see letters", "import a calendar",
		"mail in: filed", "mail in: known", "mail in: held", "mail in: noted", "mail in: report", "mail in: quarantined", "hear a call", "hear a sms", "write on the page", "see a conversation",
		"answer", "answer by telephone", "acknowledge", "pause", "go on", "no answer needed", "assign", "move a conversation", "split", "merge", "close a conversation",
		"ask somebody", "answer what was asked for", "withdraw what was asked for", "remind somebody", "tell of what does not come",
		"confirm a chase", "deny a chase", "know a prospect", "dismiss a prospect", "join a prospect", "file a mail", "drop a mail", "a mailbox fails", "a mailbox works again",
		"make a reader of several clients", "come in as a reader of several clients", "see one of several pages", "open or shut the page for a reader", "change the address of a reader", "let a reader go",
		"give the pages an address", "have the own address checked", "the name servers: there", "the name servers: missing", "make a feed", "read dates and news", "end a feed", "end a reader's feed",
		"be told on a device", "be told no more on a device", "choose by what to hear", "a push: Created", "a push: Gone", "a push: no answer",
	} {
		if r.Acts[act] == 0 {
			t.Errorf("nobody ever did: %s", act)
		}
	}
	for _, outcome := range promise.Outcomes() {
		if r.Outcomes[outcome] == 0 {
			t.Errorf("no date ever ended: %s", outcome)
		}
	}
	for _, heard := range []string{"accepted", "later", "refused", "unsure", "died"} {
		if r.Mails[heard] == 0 {
			t.Errorf("no mail was ever: %s", heard)
		}
	}
	if r.Crashes < 10 || r.Downs == 0 {
		t.Errorf("only %d crashes and %d long downtimes", r.Crashes, r.Downs)
	}
}

func TestSameSeedSameJournal(t *testing.T) {
	t.Parallel()
	journal := func(seed uint64) string {
		return lived(t, Options{Seed: seed, Until: 12 * day, Open: onSQLite(folder(t))}).Journal
	}
	first, again, other := journal(7), journal(7), journal(8)
	if first != again {
		t.Errorf("seed 7 wrote %s, then %s", first, again)
	}
	if first == other {
		t.Errorf("seeds 7 and 8 both wrote %s", first)
	}
}

// TestSoak lives whole years: KEPT_SOAK=1, and KEPT_SOAK_SEEDS for another
// number of seeds than twenty.
func TestSoak(t *testing.T) {
	if os.Getenv("KEPT_SOAK") != "1" {
		t.Skip("skipped: whole years are lived with KEPT_SOAK=1")
	}
	seeds, err := strconv.ParseUint(os.Getenv("KEPT_SOAK_SEEDS"), 10, 16)
	if err != nil {
		seeds = 20
	}
	for seed := uint64(1); seed <= seeds; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			o := Options{Seed: seed, Until: 365 * day, Open: onSQLite(folder(t))}
			r := lived(t, o)
			o.Open = onURL(testkit.Postgres(t))
			if p := lived(t, o); p.Journal != r.Journal {
				t.Errorf("%s wrote %s, %s wrote %s", r.Engine, r.Journal, p.Engine, p.Journal)
			}
			t.Logf("%d steps, %d lines, %d crashes, outcomes %v", r.Steps, r.Lines, r.Crashes, sorted(r.Outcomes))
		})
	}
}

func sorted(m map[promise.Outcome]int) []string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, fmt.Sprintf("%s %d", k, m[k]))
	}
	return out
}

// While people do what they are asked, no promise is broken in silence: not by
// estimates that were too low, by mails that come back, nor by those who do not answer.
// What nobody can know is left out: a mail that was taken in time, moved a date or
// kept it, and came back only after the date had passed.
func TestNothingBreaksInSilenceWhilePeopleAct(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed+1), func(t *testing.T) {
			t.Parallel()
			dir := folder(t)
			r := lived(t, Options{Seed: seed + 1, Until: 45 * day, Heeded: true, Open: onSQLite(dir)})
			db, err := sql.Open("sqlite", filepath.Join(dir, "kept.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			// That an appointment took place is said on the next working day: the last days are left out.
			var silent, kept, reset, hung int
			err = db.QueryRowContext(t.Context(), `SELECT COALESCE(SUM(d.outcome = 'broken in silence' AND NOT EXISTS (SELECT 1 FROM tellings t JOIN notices n ON n.workspace_id = t.workspace_id AND n.id = t.notice_id
					WHERE t.workspace_id = d.workspace_id AND t.promise_id = d.promise_id AND t.seq > d.seq AND n.accepted_at BETWEEN 1 AND d.due_at AND n.bounced_at > d.due_at)
					AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.workspace_id = d.workspace_id AND j.object = 'promise:' || d.promise_id AND j.act = 'reopened' AND j.actor = 'inbox' AND j.at > d.due_at)), 0), SUM(d.outcome = 'kept'), SUM(d.outcome = 'reset in time'), SUM(p.step_id <> '')
				FROM promise_dates d JOIN promises p ON p.workspace_id = d.workspace_id AND p.id = d.promise_id
				WHERE d.due_at < ?`, Start.Add(42*day).UnixMilli()).Scan(&silent, &kept, &reset, &hung)
			if err != nil {
				t.Fatal(err)
			}
			if silent > 0 || kept < 100 || reset < 50 || hung == 0 || r.Prompts["doubtful early owner"] == 0 {
				t.Errorf("%d broken in silence, %d kept, %d reset in time, %d hang on steps; asked: %v", silent, kept, reset, hung, r.Prompts)
			}
		})
	}
}
