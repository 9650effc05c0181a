package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kept/internal/fake/smtp"
	"kept/internal/store"
	"kept/internal/testkit"
)

// findings are what the doctor says, by thing.
func findings(t *testing.T, want int, args ...string) map[string]finding {
	t.Helper()
	status, out, bad := kept(t, append([]string{"doctor", "--json"}, args...)...)
	if status != want {
		t.Fatalf("the doctor gives %d, want %d\n%s%s", status, want, out, bad)
	}
	var answer struct {
		Findings []finding `json:"findings"`
		Broken   int       `json:"broken"`
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if (answer.Broken > 0) != (want == 1) {
		t.Errorf("%d things are broken, and the status is %d", answer.Broken, want)
	}
	by := map[string]finding{}
	for _, f := range answer.Findings {
		if f.State == broken && f.Way == "" && f.Thing != "ledger" {
			t.Errorf("no way out: %+v", f)
		}
		by[f.Thing] = f
	}
	return by
}

func TestDoctorOfAHealthyPlace(t *testing.T) {
	sink, err := smtp.Start(smtp.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer sink.Close()
	for _, database := range []string{"sqlite:" + filepath.Join(opened(t), "kept.db"), testkit.Postgres(t)} {
		if strings.HasPrefix(database, "postgres") {
			does(t, "setup", "--database", database, "--workspace", "Shop", "--email", "owner@shop.example", "--name", "Olga Owner")
		}
		if near := findings(t, 0, "--database", database, "--smtp", sink.URL()); near["address"].State != look {
			t.Errorf("mails with links to this machine alone: %+v", near["address"])
		}
		got := findings(t, 0, "--database", database, "--smtp", sink.URL(), "--url", "https://kept.example.com")
		for _, thing := range []string{"settings", "address", "database", "watchdog", "outbox", "clock", "mail server", "zones"} {
			if got[thing].State != fine {
				t.Errorf("%s: %+v", thing, got[thing])
			}
		}
	}
	if sink.Total() != 0 || sink.Connections() != 4 {
		t.Errorf("the doctor knocked %d times and sent %d mails", sink.Connections(), sink.Total())
	}
}

func TestDoctorBeforeTheFirstStart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	got := findings(t, 0, "--data", dir)
	if got["database"].State != look || got["mail server"].State != look {
		t.Errorf("got %+v", got)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the doctor made a folder")
	}
}

func TestDoctorFindsWhatIsBroken(t *testing.T) {
	sink, err := smtp.Start(smtp.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer sink.Close()
	sink.Rules(smtp.Rule{At: smtp.AtConnect, Do: smtp.Answer, Code: 554, Text: "Go away"})
	silent, err := smtp.Start(smtp.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	silent.Rules(smtp.Rule{At: smtp.AtConnect, Do: smtp.Hang})
	dir := opened(t)
	damaged := t.TempDir()
	if err := os.WriteFile(filepath.Join(damaged, "kept.db"), []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		thing, say string
		args       []string
	}{
		"a server that turns us away":  {"mail server", "554", []string{"--data", dir, "--smtp", sink.URL()}},
		"a server that says nothing":   {"mail server", "does not answer", []string{"--data", dir, "--smtp", silent.URL(), "--patience", "200ms"}},
		"no server":                    {"mail server", "does not answer", []string{"--data", dir, "--smtp", "smtp://" + testkit.FreePort(t)}},
		"an address that is none":      {"mail server", "KEPT_SMTP", []string{"--data", dir, "--smtp", "mail.example.com"}},
		"a file that is no database":   {"database", "not a database", []string{"--data", damaged}},
		"a database that is not there": {"database", "cannot be reached", []string{"--database", "postgres://nobody@" + testkit.FreePort(t) + "/kept", "--patience", "2s"}},
		"a public address with a path": {"settings", "without a path", []string{"--data", dir, "--url", "https://kept.example.com/sub"}},
		"a listening address":          {"settings", "listening address", []string{"--data", dir, "--listen", "nowhere"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := findings(t, 1, c.args...)[c.thing]
			if got.State != broken || !strings.Contains(got.Say, c.say) {
				t.Errorf("%s: %+v, want %q", c.thing, got, c.say)
			}
		})
	}
}

func TestDoctorLooksAtWhatIsOdd(t *testing.T) {
	dir := opened(t)
	secrets := filepath.Join(dir, "secrets")
	if err := os.WriteFile(secrets, []byte("KEPT_SMTP=smtp://127.0.0.1:1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "kept.db"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := store.Workspaces(db.Read(t.Context()))
	if err != nil || len(all) != 1 {
		t.Fatal(err)
	}
	long := time.Now().Add(-50 * time.Hour)
	err = db.Write(t.Context(), func(tx *store.Tx) error {
		if err := store.SetWatch(tx, all[0].ID, "client:cli_none", long); err != nil {
			return err
		}
		return store.AddLeaving(tx, store.Leaving{Workspace: all[0].ID, ID: "out_1", EffectKey: "x", Mail: "{}", SendAt: long, MadeAt: long})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	got := findings(t, 1, "--data", dir, "--secret-file", secrets, "--url", "http://kept.example.com")
	for thing, say := range map[string]string{
		"secrets": "can be read by others", "address": "http://", "watchdog": "2 days ago", "outbox": "1 wait, the oldest for 2 days",
	} {
		if got[thing].State != look || !strings.Contains(got[thing].Say, say) {
			t.Errorf("%s: %+v, want %q", thing, got[thing], say)
		}
	}
}
