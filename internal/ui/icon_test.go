package ui

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	sign  = regexp.MustCompile(`<symbol id="([^"]+)"`)
	named = regexp.MustCompile(`\bIcon(?:\(|: *)"([^"]+)"`)
)

// TestEverySignIsDrawn finds signs that a page names and nobody has drawn: a
// button would have a hole where its sign should be.
func TestEverySignIsDrawn(t *testing.T) {
	b, err := embedded.ReadFile("assets/icons.svg")
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{}
	for _, m := range sign.FindAllStringSubmatch(string(b), -1) {
		drawn[m[1]] = true
	}
	seen := 0
	err = filepath.WalkDir("..", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(p, "_test.go") || filepath.Ext(p) != ".go" && filepath.Ext(p) != ".templ" {
			return err
		}
		text, err := os.ReadFile(p)
		for _, m := range named.FindAllStringSubmatch(string(text), -1) {
			seen++
			if !drawn[m[1]] {
				t.Errorf("%s names the sign %q, which icons.svg does not draw", p, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 100 {
		t.Errorf("only %d signs were found: is it still read as it is written?", seen)
	}
}
