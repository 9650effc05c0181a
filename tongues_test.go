package kept_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kept/internal/tongue"
)

// spokenIn are the folders in which sentences for clients are said.
var spokenIn = []string{"internal/tongue", "internal/ui", "internal/portal", "internal/portal/page", "internal/office", "internal/outbox", "internal/post", "internal/files", "news", "conversation"}

// saying are the calls that say a sentence, with the places of their English
// arguments. A new way of saying one is added here.
var saying = map[string][]int{"Say": {0}, "say": {0}, "Count": {1, 2}, "dated": {1, 2}, "about": {0}, "sameDay": {1, 2}, "later": {0}, "leave": {1}}

// labels are functions whose every word is a sentence that somebody else says in
// the reader's language.
var labels = []string{"English", "PartTitle", "AnswerLabel", "IssuePhrase", "WeatherWord", "StarsLabel", "Named", "Label"}

// refusing are the files whose refusals a client can see, with the functions of
// a file where he can see those alone.
var refusing = map[string][]string{
	"internal/portal/*.go": nil, "internal/office/afterwards.go": {"shut"}, "internal/office/access.go": {"Knock", "UseLink", "UseCode"}, "internal/office/handofflink.go": nil, "internal/office/portal.go": nil,
	"internal/office/portalnews.go": nil, "internal/office/spoken.go": {"Write", "writeByPage"}, "internal/office/once.go": nil, "internal/office/office.go": {"notFound"},
	"internal/office/answer.go": {"checkFiles", "FilesTooLarge"}, "handoff/answer.go": {"Take", "mustBeOpen"}, "member/text.go": nil, "member/member.go": {"CheckEmail", "CheckPhone"},
	"subscription/subscription.go": {"Check"}, "internal/office/subscriptions.go": {"choose"}, "internal/office/questions.go": {"takeReply"}, "internal/office/alarm.go": {"speaker"}, "internal/office/rating.go": {"Rate"}, "internal/office/comments.go": {"Comment"},
	"internal/office/reachme.go": {"CallMe"}, "internal/office/documents.go": {"Add", "roomFor"}, "internal/office/files.go": {"FileTooLarge", "noPlace", "Bring", "keep", "open"}, "handoff/kind.go": {"Say"},
	"document/document.go": {"checkWords", "CheckName"}, "internal/door/upload.go": nil, "internal/files/files.go": {"fill"},
	"internal/fault/fault.go": {"Err"}, "subscription/device.go": nil, "internal/office/pushes.go": {"Add"},
}

// uttered finds the sentences that the source says to clients, with where.
func uttered(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, dir := range spokenIn {
		each(t, dir+"/*.go", func(at string, f *ast.File) {
			if groupOf(at) != nil {
				return // what members read: desktongues_test.go
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch x := n.(type) {
				case *ast.FuncDecl:
					if slices.Contains(labels, x.Name.Name) {
						for _, s := range literals(x.Body) {
							if strings.Contains(s, "/") {
								continue // a media type
							}
							out[s] = at
						}
					}
				case *ast.KeyValueExpr: // why a message stands where it does
					if s := whole(x.Value); (isNamed(x.Key, "Why") || isNamed(x.Key, "FiledWhy")) && strings.HasSuffix(s, ".") && !strings.Contains(s, "{n}") {
						out[s] = at
					}
				case *ast.CallExpr:
					if of, ok := x.Fun.(*ast.SelectorExpr); ok && (isNamed(of.X, "strings") || isNamed(of.X, "bytes")) {
						return true
					}
					if called(x) == "say" && !strings.HasPrefix(at, "internal/portal/") {
						return true // the desk's own, in English
					}
					for _, i := range saying[called(x)] {
						if i < len(x.Args) {
							if lit, ok := x.Args[i].(*ast.BasicLit); ok {
								out[whole(lit)] = at
							}
						}
					}
				}
				return true
			})
		})
	}
	for files, functions := range refusing {
		each(t, files, func(at string, f *ast.File) {
			for _, d := range f.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok || functions != nil && !slices.Contains(functions, fn.Name.Name) {
					continue
				}
				for _, s := range refusals(fn.Body, true) {
					out[s] = at
				}
			}
		})
	}
	return out
}

// refusals are the sentences of the refusals in a part of the source: what its refusals are
// made with, or, where it may only word one, all its sentences. What stands
// between two strings is the place {n}.
func refusals(in ast.Node, words bool) []string {
	var out []string
	take := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			x, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			s := strings.ReplaceAll(whole(x), "%d", "{n}")
			if strings.Contains(s, " ") && (strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?")) {
				out = append(out, s)
			}
			return s == "" || s == "{n}"
		})
	}
	at := map[string]int{"New": 1, "Field": 1, "Want": 2, "orField": 2, "orConflict": 1}
	refuses := false
	ast.Inspect(in, func(n ast.Node) bool {
		x, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		of, method := x.Fun.(*ast.SelectorExpr)
		if i, is := at[called(x)]; is && i < len(x.Args) && (!method || called(x) == "Want" || isNamed(of.X, "fault")) {
			refuses = true
			take(x.Args[i])
		}
		return true
	})
	if words && !refuses {
		take(in)
	}
	return out
}

// whole is a text that is put together; "" = it is none.
func whole(n ast.Expr) string {
	switch x := n.(type) {
	case *ast.BasicLit:
		if s, err := strconv.Unquote(x.Value); x.Kind == token.STRING && err == nil {
			return s
		}
		return ""
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return whole(x.X) + whole(x.Y)
		}
		return ""
	case *ast.CallExpr, *ast.Ident, *ast.SelectorExpr:
		return "{n}"
	}
	return ""
}

func each(t *testing.T, pattern string, look func(at string, f *ast.File)) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		look(name, f)
	}
}

func isNamed(x ast.Expr, name string) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == name
}

func called(x *ast.CallExpr) string {
	switch f := x.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// literals are the strings in an expression, without the empty ones.
func literals(n ast.Node) []string {
	var out []string
	ast.Inspect(n, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && s != "" {
				out = append(out, s)
			}
		}
		return true
	})
	return out
}

var placesIn = regexp.MustCompile(`\{[a-z]+\}`)

func sortedPlaces(s string) []string {
	out := placesIn.FindAllString(s, -1)
	slices.Sort(out)
	return slices.Compact(out)
}

// Every sentence that a client can read is said in every language, with the same
// places, and the catalogue has none that nobody says.
func TestClientsReadTheirOwnLanguage(t *testing.T) {
	said := uttered(t)
	for english, at := range said {
		for _, code := range tongue.Codes()[1:] {
			v := tongue.In(code)
			if !v.Knows(english) {
				t.Errorf("%s: no %s for %q: add it under internal/tongue/sentences (docs/languages.md)", at, code, english)
				continue
			}
			if got, want := sortedPlaces(v.Say(english)), sortedPlaces(english); !slices.Equal(got, want) {
				t.Errorf("%s: in %s %q has the places %v, want %v", at, code, english, got, want)
			}
		}
	}
	members := deskSaid(t)
	for _, s := range tongue.Sentences() {
		if said[s] == "" && members[s] == "" {
			t.Errorf("nobody says %q: take it out of internal/tongue/sentences", s)
		}
	}
}

// sentenceLike is what a reader would take for words: two of them, or one that
// begins like a sentence or a heading.
var sentenceLike = regexp.MustCompile(`^[A-Z“(]?[a-z’'-]+[,:]? [a-z(“]|^[A-Z][a-z]+[.:]?$`)

// bareAllowed are strings of the portal's Go that no client reads as words of
// ours: for logs, headers and formats, and the way back of a member who looks.
var bareAllowed = []string{"Accept-Language", "Content-Type", "Content-Length", "Content-Disposition", "Connection", "Cache-Control", "Kept", "POST", "GET", "a page of the portal failed", "the page of an error cannot be shown", "private, max-age=86400, immutable", "private, no-store", "private, no-cache", "Back to ", "open an upload: %w", "read an upload: %w"}

// Nothing of the portal is said but through a voice: its Go has no bare sentence,
// its templates no words at all.
func TestNoBareWordsInThePortal(t *testing.T) {
	each(t, "internal/portal/*.go", func(at string, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.CallExpr:
				if _, says := saying[called(x)]; says || slices.Contains([]string{"New", "Field", "Want", "Error"}, called(x)) {
					return false
				}
			case *ast.BasicLit:
				if s := whole(x); sentenceLike.MatchString(s) && !slices.Contains(bareAllowed, s) {
					t.Errorf("%s: %q is said to nobody in his language: use say", at, s)
				}
			}
			return true
		})
	})
	each(t, "internal/portal/page/*_templ.go", func(at string, f *ast.File) {
		var all strings.Builder // a tag is written in pieces, its values between them
		ast.Inspect(f, func(n ast.Node) bool {
			if x, ok := n.(*ast.CallExpr); ok && called(x) == "WriteString" && len(x.Args) > 2 {
				all.WriteString(whole(x.Args[2]))
			}
			return true
		})
		for _, said := range heardOnly.FindAllStringSubmatch(all.String(), -1) {
			if !slices.Contains(bareInTemplates, said[1]) {
				t.Errorf("%s: %q stands in an attribute of the template: give it a field of Words", at, said[1])
			}
		}
		for _, words := range letters.FindAllString(html.UnescapeString(markup.ReplaceAllString(all.String(), "\n")), -1) {
			if words = strings.TrimSpace(words); !slices.Contains(bareInTemplates, words) {
				t.Errorf("%s: %q stands in the template: give it a field of Words", at, words)
			}
		}
	})
}

var (
	heardOnly = regexp.MustCompile(`(?:aria-label|alt|title|placeholder)="([^"]*[A-Za-z]{2}[^"]*)"`)
	markup    = regexp.MustCompile(`(?s)<[^>]*>`)
	letters   = regexp.MustCompile(`[A-Za-z]{2,}[A-Za-z ,.]*`)
)

// bareInTemplates is what a template says itself: the product's name, and the line
// above a page that a member looks at, whose language is English.
var bareInTemplates = []string{"Kept", "Whose page this is", "You see this page as", "sees it. Nothing counts as seen by your look."}
