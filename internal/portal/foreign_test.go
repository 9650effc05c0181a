package portal_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	routeOf = regexp.MustCompile(`\b(read|inside|open)\("([A-Z]+ )?([^"]*\{[^"]*)"`)
	placeOf = regexp.MustCompile(`\{(\w+)\}`)
)

// routes are the addresses of the portal that name a thing, as its own source has
// them: a new one is asked for as well.
func routes(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range routeOf.FindAllStringSubmatch(string(text), -1) {
			route := m[2] + m[3]
			if m[1] == "read" {
				route = "GET /p/" + m[3]
			}
			if placeOf.MatchString(route) && !strings.Contains(route, "{secret}") && !strings.Contains(route, "{contact}") {
				out = append(out, route)
			}
		}
	}
	return out
}

// foreignRoutes asks as Ana for whatever is Paul's: it looks like what is not there.
func foreignRoutes(t *testing.T, browser func() *reader, ana, paul *canaries) {
	t.Helper()
	his, hers := browser(), browser()
	enter(t, paul.House, his, paul.contact.Email)
	enter(t, ana.House, hers, ana.contact.Email)
	sessions, err := paul.Access.Sessions(t.Context(), paul.reader)
	if err != nil || len(sessions) == 0 {
		t.Fatalf("%d sessions: %v", len(sessions), err)
	}
	paul.ids["session"] = sessions[0].ID
	all := routes(t)
	if len(all) < 20 {
		t.Fatalf("%d addresses only: %q", len(all), all)
	}
	for _, route := range all {
		method, path, _ := strings.Cut(route, " ")
		path = placeOf.ReplaceAllStringFunc(path, func(place string) string {
			id := paul.ids[strings.Trim(place, "{}")]
			if id == "" {
				t.Errorf("%s: there is no %s of Paul's to ask for", route, place)
			}
			return id
		})
		if method == http.MethodPost {
			fields := []string{"text", "It is mine", "answer", "yes", "words", "Yes", "stars", "5", "once", route}
			if status, body := hers.post(path, fields...); status != http.StatusNotFound {
				t.Errorf("Ana posts to Paul's %s: %d %s", route, status, body)
			}
			continue
		}
		if status, body := hers.get(path); status != http.StatusNotFound || strings.Contains(body, opened+paul.tag) {
			t.Errorf("Ana opens Paul's %s: %d %s", route, status, body)
		}
		if status, body := his.get(path); status != http.StatusOK && !strings.HasSuffix(route, "/preview") {
			t.Errorf("Paul opens his %s: %d %s", route, status, body)
		}
	}
	t.Logf("%d addresses were asked for", len(all))
}
