package plans

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kept/internal/fault"
)

// sound holds whatever was read against what every plan promises.
func sound(t *testing.T, data []byte, f Format) {
	p, err := Read(File{Data: data, Format: f})
	if err != nil {
		if fault.KindOf(err) != fault.Invalid || !utf8.ValidString(err.Error()) || len(err.Error()) > 4000 {
			t.Fatalf("refused with %q", err)
		}
		return
	}
	keys, people := map[string]bool{}, map[string]bool{}
	for _, one := range p.People {
		if people[one.Key] || one.Key == "" || one.Name == "" {
			t.Fatalf("person %+v", one)
		}
		people[one.Key] = true
	}
	for _, s := range p.Steps {
		if keys[s.Key] || s.Key == "" || s.Name == "" || s.Name != oneLine(s.Name) || utf8.RuneCountInString(s.Name) > MaxName || s.Percent < 0 || s.Percent > 100 || s.State == "" {
			t.Fatalf("step %+v", s)
		}
		keys[s.Key] = true
		if s.Duration.Amount < 0 || s.Estimate.Amount < 0 || slices.ContainsFunc(s.Assignees, func(key string) bool { return !people[key] }) {
			t.Fatalf("step %+v", s)
		}
		for _, m := range []Moment{s.Start, s.End, s.Due, s.Created, s.Started, s.Finished, s.Fixed.At} {
			if y := m.Time.Year(); !m.IsZero() && (y < FirstYear || y > LastYear) {
				t.Fatalf("%s in %+v", m, s)
			}
		}
	}
	for _, s := range p.Steps {
		if s.Parent != "" && !keys[s.Parent] {
			t.Fatalf("a part of nothing: %+v", s)
		}
	}
	for _, l := range p.Links {
		if !keys[l.From] || !keys[l.To] || l.From == l.To {
			t.Fatalf("link %+v", l)
		}
	}
	for _, one := range p.Problems {
		if one.What == "" || one.Done == "" || !utf8.ValidString(one.String()) {
			t.Fatalf("problem %+v", one)
		}
	}
	again, err := Read(File{Data: data, Format: f})
	if err != nil || len(again.Steps) != len(p.Steps) || len(again.Problems) != len(p.Problems) {
		t.Fatalf("read again it is another plan: %v", err)
	}
}

// fuzz fuzzes one format with its vectors.
func fuzz(f *testing.F, format Format, pattern string, more ...string) {
	files, err := filepath.Glob("testdata/" + pattern)
	if err != nil || len(files) == 0 {
		f.Fatalf("no vectors %s: %v", pattern, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, text := range more {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, data, format) })
}

func FuzzMSPDI(f *testing.F)   { fuzz(f, MSPDI, "*.mspdi.xml", mspdiTasks(3)) }
func FuzzPlanner(f *testing.F) { fuzz(f, Planner, "*.planner") }
func FuzzPMXML(f *testing.F)   { fuzz(f, PMXML, "*.pmxml") }
func FuzzXER(f *testing.F)     { fuzz(f, XER, "*.xer") }
func FuzzTrello(f *testing.F)  { fuzz(f, Trello, "*.board.json") }
func FuzzGitHub(f *testing.F)  { fuzz(f, GitHub, "github.*") }
func FuzzAsana(f *testing.F)   { fuzz(f, Asana, "asana.csv") }
func FuzzJira(f *testing.F)    { fuzz(f, Jira, "jira.csv") }
func FuzzTodoist(f *testing.F) { fuzz(f, Todoist, "todoist.csv") }
func FuzzTable(f *testing.F)   { fuzz(f, CSV, "*plain.csv", "id,step,after\n1,a,2\n2,b,1SS+2d\n") }

func FuzzAnything(f *testing.F) { fuzz(f, Auto, "*") }

// TestVectorsAreSound runs what the fuzzing starts with, whole and cut off at
// many places.
func TestVectorsAreSound(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d vectors: %v", len(files), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for end := 0; end < len(data); end += 5 {
			sound(t, data[:end], Auto)
		}
		if _, err := Read(File{Data: data}); err != nil && !strings.Contains(name, "refused") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
