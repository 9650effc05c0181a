package kept_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rule says what the packages of one folder may import, beyond the standard
// library. Names are folders of the module; "x/..." is x and all below it.
// Tests, and packages that only tests import, may import what they like.
type rule struct {
	folder string
	may    []string // our own packages
	libs   []string // other modules, by the beginning of their path
}

// The layers of ARCHITECTURE.md. Each may import those before it.
var (
	leaves = []string{"worktime", "internal/fault", "internal/id", "internal/holidays", "internal/recur", "internal/typed", "internal/tongue", "internal/heard", "internal/feed"}
	// domain is in its order: a package may import those before it.
	domain = []string{"member", "prompt", "notice", "client", "promise", "plan", "handoff", "forecast", "outlook", "reply", "news", "document", "fieldlog", "shelf", "issue", "subscription", "chase", "conversation", "score", "portfolio", "workspace"}
	acts   = []string{"internal/store", "internal/files", "internal/outbox", "internal/office"}
	inside = join(leaves, domain, acts)
)

// rules is the table of who may import whom. A package without a row fails:
// add its row here, in its layer, and say in ARCHITECTURE.md what it is.
var rules = join(
	[]rule{
		// 0. Leaves: the standard library, each other downwards, at most one library.
		{"", nil, nil},
		{"internal/fault", nil, nil},
		{"internal/id", nil, nil},
		{"worktime", paths("internal/fault"), nil},
		{"internal/holidays", paths("internal/fault", "worktime"), nil},
		{"internal/recur", paths("internal/fault", "worktime"), nil},
		{"internal/typed", paths("internal/fault", "worktime"), nil},
		{"internal/tongue", nil, libs("golang.org/x/text")},
		{"internal/feed", paths("worktime"), nil},
		{"internal/heard", paths("worktime", "internal/typed", "internal/tongue"), nil},
	},
	domainRules(), // 1.
	[]rule{
		// 2. The acts and what keeps them.
		{"internal/store/...", join(leaves, domain), libs("github.com/jackc/pgx", "github.com/pressly/goose", "golang.org/x/text", "modernc.org/sqlite")},
		{"internal/files", paths("internal/fault"), libs("github.com/minio/minio-go")},
		{"internal/outbox", join(leaves, domain, paths("internal/store")), nil},
		{"internal/office", join(leaves, domain, paths("internal/store", "internal/files", "internal/outbox")), libs("golang.org/x/crypto")},
		// What desk and portal share on the way in and out.
		{"internal/door", paths("internal/fault"), libs("github.com/a-h/templ", "github.com/klauspost/compress", "golang.org/x/time")},
		{"internal/picture", paths("internal/fault", "internal/store"), libs("golang.org/x/image")},
		{"internal/sheet", nil, libs("github.com/xuri/excelize")},
		// 3. The edges: never each other, never a driver.
		{"internal/ui/...", paths("internal/fault", "internal/tongue", "internal/ui/..."), libs("github.com/a-h/templ", "golang.org/x/text")},
		{"internal/web/...", join(inside, paths("internal/door", "internal/importer/...", "internal/picture", "internal/sheet", "internal/ui/...", "internal/web/...")), libs("github.com/a-h/templ", "golang.org/x/time", "github.com/klauspost/compress")},
		{"internal/portal/...", join(inside, paths("internal/door", "internal/picture", "internal/ui/...", "internal/portal/...")), libs("github.com/a-h/templ", "golang.org/x/time", "github.com/klauspost/compress")},
		{"internal/post/...", join(inside, paths("internal/ui/...", "internal/post/...")), libs("github.com/a-h/templ", "github.com/wneessen/go-mail", "golang.org/x/net/idna")},
		{"internal/api/...", join(inside, paths("internal/api/...", "internal/importer/...", "internal/picture")), libs("github.com/danielgtaylor/huma", "golang.org/x/time")},
		{"internal/caldav/...", join(inside, paths("internal/caldav/...")), libs("github.com/arran4/golang-ical")},
		{"internal/push", inside, libs("code.dny.dev/ssrf", "github.com/SherClockHolmes/webpush-go")},
		{"internal/hook/...", join(inside, paths("internal/hook/...")), libs("code.dny.dev/ssrf")},
		// What came in: the understanding of bytes is pure, and stands apart from fetching them.
		{"internal/inbox/clean", nil, libs("github.com/microcosm-cc/bluemonday", "golang.org/x/net/html")},
		{"internal/inbox/quote", nil, libs("golang.org/x/net/html")},
		{"internal/inbox/letter", paths("internal/inbox/clean"), libs("golang.org/x/net/html", "golang.org/x/text")},
		{"internal/inbox/kind", paths("internal/inbox/letter", "internal/inbox/quote"), nil},
		{"internal/inbox/bounce", paths("internal/inbox/kind", "internal/inbox/letter"), nil},
		{"internal/inbox/origin", paths("conversation", "internal/inbox/letter"), libs("github.com/emersion/go-msgauth", "golang.org/x/net/idna", "golang.org/x/net/publicsuffix", "golang.org/x/sync/singleflight")},
		{"internal/inbox/hook", paths("internal/fault", "internal/inbox", "internal/inbox/letter"), nil},
		{"internal/inbox/entrance", paths("conversation", "internal/fault", "internal/inbox", "internal/inbox/letter", "internal/inbox/origin"), nil},
		{"internal/inbox/ways", join(inside, paths("internal/inbox/...")), nil},
		{"internal/inbox/...", join(inside, paths("internal/inbox/...")), libs("github.com/emersion/")},
		{"internal/importer/...", join(inside, paths("internal/importer/...", "internal/sheet")), libs("github.com/arran4/golang-ical", "github.com/emersion/go-vcard", "golang.org/x/text")},
		{"internal/duty/...", join(inside, paths("internal/duty/...")), nil},
		// What "kept check" answers is what the edges read of foreign bytes.
		{"internal/check/...", join(inside, paths("internal/importer/...", "internal/inbox/...", "internal/check/...")), nil},
		// What "kept forecast" reads and answers.
		{"internal/forecasts", paths("internal/fault", "forecast"), nil},
		// The whole ledger in a file; the sample firm, built through the acts alone.
		{"internal/archive", inside, nil},
		{"internal/preview", paths("internal/fault", "internal/files", "internal/picture"), nil},
		{"internal/sample", join(inside, paths("internal/duty")), nil},
		// The simulated firm lives through the real acts and the real duties.
		{"internal/sim/...", join(inside, paths("internal/duty/...", "internal/preview", "internal/sim/...")), nil},
		// A fake knows nothing of us.
		{"internal/fake/...", paths("internal/fake/..."), libs("github.com/emersion/")},
		{"internal/config", leaves, libs("github.com/alecthomas/kong")},
		{"internal/metrics", nil, libs("github.com/prometheus/client_golang")},
		// 4. Wiring.
		{"cmd/...", paths("..."), libs("")},
	},
)

// domainRules lets each domain package import the leaves and the domain
// packages before it. What a package's tests share may stand in a folder below.
func domainRules() []rule {
	var out []rule
	for i, name := range domain {
		out = append(out, rule{name, join(domainLeaves(), domain[:i]), nil})
	}
	return out
}

// domainLeaves are the leaves that decisions may stand on.
func domainLeaves() []string {
	return paths("worktime", "internal/fault", "internal/id", "internal/tongue")
}

// pureOnly are the folders that decide and do nothing: their packages get all
// they need as arguments. The network, files, databases, logs, templates and
// contexts are for others.
var pureOnly = struct{ folders, never []string }{
	join(leaves, domain),
	[]string{"context", "database/sql", "html/template", "log", "log/slog", "net", "net/http", "net/smtp", "os", "os/exec", "os/signal", "syscall", "text/template"},
}

// testOnly are the packages that only _test.go files import: what tests share.
func testOnly(folder string) bool {
	base := path.Base(folder)
	return folder == "internal/testkit" || strings.HasSuffix(base, "test") && base != "test"
}

func TestImports(t *testing.T) {
	check(t, importFaults, map[string]string{
		"worktime/a.go":          `package worktime; import _ "kept/internal/id"`,
		"client/a.go":            `package client; import (_ "kept/worktime"; _ "kept/promise"; _ "log/slog"; _ "net/mail")`,
		"promise/a.go":           `package promise; import (_ "kept/client"; _ "github.com/google/uuid")`,
		"promise/a_test.go":      `package promise; import (_ "kept/internal/testkit"; _ "os")`,
		"promise/kit/a.go":       `package kit`,
		"prompt/prompttest/a.go": `package prompttest; import (_ "kept/prompt"; _ "pgregory.net/rapid")`,
		"internal/store/a.go":    `package store; import (_ "kept/internal/office"; _ "github.com/jackc/pgx/v5"; _ "kept/internal/testkit")`,
		"internal/web/a.go":      `package web; import (_ "kept/internal/portal"; _ "kept/internal/ui"; _ "modernc.org/sqlite")`,
		"internal/web/page/a.go": `package page; import (_ "kept/internal/web"; _ "kept/internal/sub")`,
		"cmd/kept/main.go":       `package main; import (_ "kept/internal/web"; _ "modernc.org/sqlite")`,
	},
		"worktime/a.go: worktime may not import internal/id",
		"client/a.go: client may not import promise",
		"client/a.go: client may not import log/slog",
		"promise/a.go: promise may not import github.com/google/uuid",
		"promise/kit: no rule",
		"internal/store/a.go: internal/store may not import internal/office",
		"internal/store/a.go: internal/testkit is for _test.go files",
		"internal/web/a.go: internal/web may not import internal/portal",
		"internal/web/a.go: internal/web may not import modernc.org/sqlite",
		"internal/web/page/a.go: internal/web/page may not import internal/sub",
	)
}

func importFaults(t *tree) []string {
	var faults []string
	unruled := map[string]bool{}
	for _, f := range t.files {
		if f.test || testOnly(f.dir) {
			continue
		}
		r, ok := ruleFor(f.dir)
		if !ok {
			if !unruled[f.dir] {
				faults = append(faults, f.dir+": no rule says what it may import; give it a row in arch_test.go")
			}
			unruled[f.dir] = true
			continue
		}
		for _, spec := range f.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil {
				if why := r.refuses(f.dir, p); why != "" {
					faults = append(faults, f.path+": "+why)
				}
			}
		}
	}
	return faults
}

func ruleFor(folder string) (rule, bool) {
	for _, r := range rules {
		if matches(r.folder, folder) {
			return r, true
		}
	}
	return rule{}, false
}

// refuses tells why a package may not import another, or "".
func (r rule) refuses(folder, imported string) string {
	own, isOwn := strings.CutPrefix(imported, module+"/")
	first, _, _ := strings.Cut(imported, "/")
	switch {
	case isOwn && testOnly(own):
		return own + " is for _test.go files"
	case isOwn:
		if !slices.ContainsFunc(r.may, func(p string) bool { return matches(p, own) }) {
			return fmt.Sprintf("%s may not import %s; it may import %s", folder, own, list(r.may))
		}
	case strings.Contains(first, "."):
		if !slices.ContainsFunc(r.libs, func(p string) bool { return strings.HasPrefix(imported, p) }) {
			return fmt.Sprintf("%s may not import %s; other people's libraries stay behind one package of ours, and this one has %s", folder, imported, list(r.libs))
		}
	case slices.Contains(pureOnly.folders, folder) && slices.Contains(pureOnly.never, imported):
		return fmt.Sprintf("%s may not import %s: it decides, and gets all it needs as arguments", folder, imported)
	}
	return ""
}

// matches tells whether a folder is what a pattern names.
func matches(pattern, folder string) bool {
	if pattern == "..." {
		return true
	}
	below, ok := strings.CutSuffix(pattern, "/...")
	return folder == below || ok && strings.HasPrefix(folder, below+"/")
}

// clocks are the only places that read the machine's clock.
var clocks = []struct{ folder, function, why string }{
	{"cmd/...", "", "the program's edge"},
	{"internal/duty", "Loop.", "the one timer"},
	{"internal/office", "begin", "the one reading of an act"},
	{"internal/office", "desk.begin", "the one reading of an act"},
	{"internal/office", "New", "where the clock of the acts is chosen"},
	{"internal/metrics", "", "how long something took"},
	{"internal/door", "logged", "how long a request took, for the log alone"},
	{"internal/door", "Line.", "how long a reader may take to take a word, and the date of a head"},
}

func TestClock(t *testing.T) {
	check(t, clockFaults, map[string]string{
		"promise/a.go":         `package promise; import "time"; func Due() time.Time { return time.Now() }`,
		"promise/a_test.go":    `package promise; import "time"; var _ = time.Now()`,
		"internal/duty/a.go":   `package duty; import clock "time"; type Loop struct{}; func (l *Loop) run() { clock.Now() }; func other() { _ = clock.Since(clock.Time{}) }`,
		"internal/office/a.go": `package office; import "time"; func begin() { time.Now() }; func later() { f := time.Now; f() }`,
		"cmd/kept/main.go":     `package main; import "time"; func main() { time.Now() }`,
		"internal/web/a.go":    `package web; type t struct{ Now int }; func f(time t) int { return time.Now }`,
	},
		"promise/a.go:1: Due reads the clock (time.Now)",
		"internal/duty/a.go:1: other reads the clock (time.Since)",
		"internal/office/a.go:1: later reads the clock (time.Now)",
	)
}

func clockFaults(t *tree) []string {
	var faults []string
	for _, f := range t.files {
		if f.test || f.generated || testOnly(f.dir) {
			continue
		}
		f.uses(func(pkg, name, in string, at token.Pos) {
			if pkg != "time" || !slices.Contains([]string{"Now", "Since", "Until"}, name) {
				return
			}
			for _, c := range clocks {
				if matches(c.folder, f.dir) && (c.function == "" || c.function == in || strings.HasSuffix(c.function, ".") && strings.HasPrefix(in, c.function)) {
					return
				}
			}
			faults = append(faults, fmt.Sprintf("%s: %s reads the clock (time.%s); take now as an argument, last", t.at(f, at), in, name))
		})
	}
	return faults
}

// generators make a source of chance of one's own; all else in math/rand that
// is a function draws from the one that everybody shares.
var generators = []string{"New", "NewChaCha8", "NewPCG", "NewSource", "NewZipf", "Rand", "ChaCha8", "PCG", "Source", "Source64", "Zipf"}

func TestRandomness(t *testing.T) {
	check(t, randomFaults, map[string]string{
		"forecast/a.go":      `package forecast; import "math/rand/v2"; func draw(r *rand.Rand) int { return r.IntN(2) + rand.IntN(2) }`,
		"forecast/a_test.go": `package forecast; import "math/rand"; var r = rand.New(rand.NewSource(1)); var x = rand.Int()`,
		"internal/id/a.go":   `package id; import "crypto/rand"; var r = rand.Reader`,
		"cmd/kept/main.go":   `package main; import "crypto/rand"; var r = rand.Reader`,
	},
		"forecast/a.go:1: rand.IntN draws",
		"forecast/a_test.go:1: rand.Int draws",
		"internal/id/a.go:1: crypto/rand.Reader",
	)
}

func randomFaults(t *tree) []string {
	var faults []string
	for _, f := range t.files {
		f.uses(func(pkg, name, in string, at token.Pos) {
			switch {
			case (pkg == "math/rand" || pkg == "math/rand/v2") && !slices.Contains(generators, name):
				faults = append(faults, fmt.Sprintf("%s: rand.%s draws from chance that nobody can replay; take a *rand.Rand as an argument", t.at(f, at), name))
			case pkg == "crypto/rand" && !f.test && !matches("cmd/...", f.dir) && !(f.dir == "internal/door" && in == "Reference"):
				// door.Reference ties a person's report to the log: nothing depends on it.
				faults = append(faults, fmt.Sprintf("%s: crypto/rand.%s belongs in cmd; take an io.Reader as an argument", t.at(f, at), name))
			}
		})
	}
	return faults
}

// statement is how SQL begins. Capitals only: "Update the plan" is a button.
var statement = regexp.MustCompile(`^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|PRAGMA|TRUNCATE|WITH\s+\w+\s+AS)\s`)

func TestSQLStandsInTheStore(t *testing.T) {
	check(t, sqlFaults, map[string]string{
		"internal/web/a.go":         "package web; const q = `\n\tSELECT id FROM promises`; const label = \"Update the plan\"; const shout = \"UPDATES\"",
		"internal/office/a.go":      `package office; func f() string { return "DELETE FROM x " }`,
		"internal/store/a.go":       `package store; const q = "SELECT 1 "`,
		"internal/office/a_test.go": `package office; const q = "SELECT 1 "`,
	},
		"internal/web/a.go:2: SQL",
		"internal/office/a.go:1: SQL",
	)
}

func sqlFaults(t *tree) []string {
	var faults []string
	for _, f := range t.files {
		if f.test || matches("internal/store/...", f.dir) || testOnly(f.dir) {
			continue
		}
		ast.Inspect(f.File, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			if s, err := strconv.Unquote(lit.Value); err == nil && statement.MatchString(s) {
				at := lit.Pos() + token.Pos(strings.IndexFunc(lit.Value, func(r rune) bool { return r >= 'A' && r <= 'Z' }))
				faults = append(faults, t.at(f, at)+": SQL stands in internal/store only, beside its one method")
			}
			return true
		})
	}
	return faults
}

// vague names say nothing of what is in a file or folder.
var vague = []string{"util", "utils", "utility", "utilities", "helper", "helpers", "type", "types", "model", "models", "common", "misc", "shared", "stuff", "lib"}

func TestNames(t *testing.T) {
	check(t, nameFaults, map[string]string{
		"promise/helpers.go":      "package promise",
		"promise/types_test.go":   "package promise",
		"internal/utils/reset.go": "package utils",
		"promise/reset.go":        "package promise",
	},
		"promise/helpers.go: ",
		"promise/types_test.go: ",
		"internal/utils/reset.go: ",
	)
}

func nameFaults(t *tree) []string {
	var faults []string
	for _, f := range t.files {
		base := strings.TrimSuffix(strings.TrimSuffix(path.Base(f.path), ".go"), "_test")
		for _, name := range append(strings.Split(f.dir, "/"), strings.TrimSuffix(base, "_templ")) {
			if slices.Contains(vague, name) {
				faults = append(faults, fmt.Sprintf("%s: %q says nothing; name it after the thing or the capability in it", f.path, name))
			}
		}
	}
	return faults
}

func paths(p ...string) []string { return p }

func libs(p ...string) []string { return p }

func join[T any](lists ...[]T) []T { return slices.Concat(lists...) }

func list(s []string) string {
	if len(s) == 0 {
		return "none"
	}
	return strings.Join(s, ", ")
}
