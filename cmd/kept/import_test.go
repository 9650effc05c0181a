package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written is a file with a text in it.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImport(t *testing.T) {
	dir := opened(t)
	clients := written(t, "clients.csv", "Client;Contact;Email\nCasa Ruiz;Ana Ruiz;ana@casaruiz.example\nNordwind GmbH;Tom Berg;tom@nordwind.example\n")
	want := func(what string, made, here string, args ...string) {
		t.Helper()
		got := does(t, append([]string{"import", what, "--data", dir}, args...)...)
		if string(got["made"]) != made || string(got["already_here"]) != here {
			t.Errorf("import %s %v: made %s, already here %s", what, args, got["made"], got["already_here"])
		}
	}
	want("clients", "2", "0", clients, "--dry-run")
	want("clients", "2", "0", clients)
	want("clients", "0", "2", clients)

	promises := written(t, "promises.csv", "Client;What;Due\nCasa Ruiz;Mock-ups;2040-03-09\nNordwind;The offer;2040-03-10\n")
	want("promises", "2", "0", promises, "--dry-run")
	want("promises", "2", "0", promises, "--as", "OWNER@shop.example")
	want("promises", "0", "2", promises)
	calendar := written(t, "one.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260301T000000Z\r\nDTSTART;VALUE=DATE:20260310\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:A visit\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
	want("promises", "0", "0", calendar)
	want("promises", "1", "0", calendar, "--client", "Casa Ruiz")

	moved := written(t, "moved.csv", "ID;Client;What;Due\nN-1;Nordwind;The map;2040-03-12\n")
	want("promises", "1", "0", moved)
	moved = written(t, "moved.csv", "ID;Client;What;Due\nN-1;Nordwind;The map;2040-03-13\n")
	if status, out, _ := kept(t, "import", "promises", moved, "--data", dir); status != 0 || !strings.Contains(out, "line 2  differs  Nordwind GmbH; Tom Berg; The map; Monday 12 March 2040: stands here for Monday 12 March 2040; the file says Tuesday 13 March 2040") ||
		!strings.Contains(out, "0 promises brought in, 0 already here, 1 different here and left as it stands, 0 left out.") {
		t.Errorf("a line that differs: %d\n%s", status, out)
	}
	if got := does(t, "import", "promises", "--data", dir, moved); string(got["differ"]) != "1" || !strings.Contains(string(got["lines"]), `"promise_id":"prm_`) {
		t.Errorf("in JSON: %s %s", got["differ"], got["lines"])
	}

	mixed := written(t, "mixed.csv", "Client;What;Due\nCasa Ruiz;Another thing;2040-03-09\nNobody;The offer;2040-03-10\nCasa Ruiz;A third;2040-02-30\n")
	status, out, bad := kept(t, "import", "promises", mixed, "--data", dir)
	if status != 1 || !strings.Contains(bad, "Nothing was brought in: 2 lines with a problem") || !strings.Contains(out, "line 3  problem") || !strings.Contains(out, "line 4  problem") {
		t.Errorf("a file with problems: %d\n%s%s", status, out, bad)
	}
	if status, out, _ := kept(t, "import", "promises", mixed, "--data", dir, "--json"); status != 1 || !strings.Contains(out, `"problems":2`) {
		t.Errorf("in JSON: %d\n%s", status, out)
	}
	want("promises", "1", "0", written(t, "third.csv", "Client;What;Due\nCasa Ruiz;Another thing;2040-03-09\n"))
}

func TestImportRefusals(t *testing.T) {
	dir := opened(t)
	picture := written(t, "p.csv", "\x89PNG\r\n\x1a\n")
	refuses(t, "picture", "import", "promises", picture, "--data", dir)
	refuses(t, "0 members have the address", "import", "clients", picture, "--data", dir, "--as", "nobody@shop.example")
	refuses(t, "0 workspaces", "import", "clients", picture, "--data", t.TempDir())
	refuses(t, "0 clients here are named", "import", "promises", written(t, "a.csv", "Client;What;Due\nA;B;2040-01-01\n"), "--data", dir, "--client", "Nobody")
}
