package main

import (
	"strings"
	"testing"
)

func TestImportPlan(t *testing.T) {
	file := written(t, "plan.csv", "ID;Step;Part of;Start;Duration;Depends on;Who;Percent;Colour\n1;House;;;;;;;\n2;Draw;1;2.3.2026;5 d;;Ana;100;red\n3;Keys;;;3 h;2FS+1d, 9;Tom;;\n")
	status, out, bad := kept(t, "import", "plan", file, "--dry-run")
	if status != 0 {
		t.Fatalf("%d\n%s", status, bad)
	}
	for _, want := range []string{
		"Plan (csv): 3 steps, 1 link, 2 people, 2 problems.",
		"2     Draw ", "2026-03-02", "done", "5d", "3h",
		"2 → 3  FS 1d", "People\n  Ana\n  Tom\n",
		"line 4: “Keys”: depends on: no step is called “9”: left out", "columns: no place here for Colour (1): left out",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
	got := does(t, "import", "plan", file, "--dry-run", "--format", "csv")
	if string(got["format"]) != `"csv"` || !strings.Contains(string(got["steps"]), `"key":"2","name":"Draw","parent":"1"`) || !strings.Contains(string(got["steps"]), `"start":"2026-03-02"`) || string(got["name"]) != `""` {
		t.Errorf("in JSON: %s", got["steps"])
	}
	refuses(t, "This is a plan of the format csv, not jira", "import", "plan", file, "--dry-run", "--format", "jira")
	refuses(t, "This is a picture", "import", "plan", written(t, "p.mpp", "\x89PNG\r\n\x1a\n"), "--dry-run")
}

func TestImportPlanIntoAProject(t *testing.T) {
	dir := opened(t)
	does(t, "import", "clients", "--data", dir, written(t, "clients.csv", "Client;Contact;Email\nCasa Ruiz;Ana Ruiz;ana@casaruiz.example\n"))
	file := written(t, "the-house.csv", "ID;Step;Part of;Duration;Depends on;Who\n1;House;;;;\n2;Draw;1;5 d;;Ana Ruiz\n3;Build;1;2 d;2;Tom\n4;Paint;1;1 d;3FF;\n")
	args := []string{"import", "plan", file, "--data", dir, "--client", "casa ruiz"}
	status, out, bad := kept(t, append(args, "--dry-run")...)
	if status != 0 {
		t.Fatal(bad)
	}
	for _, want := range []string{
		"new  Draw; 5 days; Ana Ruiz\n", "new  Build; 2 days; Tom\n", "Ana Ruiz: Ana Ruiz, at Casa Ruiz, holds 1 step", "Tom: Tom, a third party, holds 1 step",
		"“Build” to “Paint”: link: the link is of the kind FF, which a plan here does not know: left out", "New project “the-house” of Casa Ruiz, nothing has happened yet: 3 new steps, 1 new link.",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
	for i, want := range []string{`{"made":3,"already_here":0,"new_project":true}`, `{"made":0,"already_here":3,"new_project":false}`} {
		got := does(t, args...)
		if said := `{"made":` + string(got["made"]) + `,"already_here":` + string(got["already_here"]) + `,"new_project":` + string(got["new_project"]) + `}`; said != want {
			t.Errorf("run %d: %s, want %s", i+1, said, want)
		}
	}
	changed := written(t, "the-house.csv", "ID;Step;Part of;Duration;Depends on;Who\n1;House;;;;\n2;Draw;1;6 d;;Ana Ruiz\n3;Build;1;2 d;2;Tom\n")
	status, out, _ = kept(t, "import", "plan", changed, "--data", dir, "--client", "Casa Ruiz")
	if status != 0 || !strings.Contains(out, "changed  Draw; 6 days; Ana Ruiz; takes 5 days → 6 days") || !strings.Contains(out, "gone from the file  Paint") || !strings.Contains(out, "moves  Build: ends ") {
		t.Errorf("a changed file: %d\n%s", status, out)
	}
	refuses(t, "Say whose project it is with --client", "import", "plan", file, "--data", dir)
	refuses(t, "0 clients here are named “Nobody”", "import", "plan", file, "--data", dir, "--client", "Nobody")
	refuses(t, "choose File, Save As, and take “XML Format (*.xml)”", "import", "plan", "--data", dir, "--client", "Casa Ruiz",
		written(t, "plan.mpp", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 MSProject"))
}
