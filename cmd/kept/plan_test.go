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
