package store_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kept/internal/store"
	"kept/internal/testkit"
)

// tinyTables may be read whole: a server has few workspaces and few settings.
var tinyTables = []string{"workspaces", "settings"}

// sorts may order rows that no index has in their order, because they are few.
var sorts = map[string]string{
	"sqlMoves":            "the changes of one client, read when his calendar is composed",
	"sqlMembers":          "the members of one workspace, hundreds",
	"sqlAbsences":         "the absences that have not ended, hundreds",
	"sqlPromptsToMail":    "the prompts whose mail is due, each once",
	"sqlFind":             "the words that begin with what was typed",
	"sqlOutcomes":         "two groups for each member",
	"sqlOutcomesOfClient": "two groups for each member",
	"sqlNoticesOfPromise": "the notices of one promise",
	"sqlLogins":           "the members with one address",
}

// listings may read an index from end to end, because it holds few rows.
var listings = map[string]string{
	"sqlLapseLeases": "the index of the mails that are leased, a batch",
	"sqlLeased":      "the index of the mails that are leased, a batch",
	"sqlQueued":      "the index of the mails that wait, few unless the mail server is down",
	"sqlLivePrompts": "the index of the live prompts, what lies before people",
}

// fullText asks an index of words, which SQLite shows as a walk through a
// virtual table: it meets only the rows that have the words.
var fullText = map[string]string{
	"sqlOnSQLiteWorded": "the rows that have every word asked for",
}

// ofBackup tells whether a statement is there for backups and the doctor alone:
// they read tables whole, and [store.Tables] names their statements.
func ofBackup(name string) bool {
	return strings.HasPrefix(name, "sqlCount") || strings.HasPrefix(name, "sqlDump") || strings.HasPrefix(name, "sqlLoad") || name == "sqlForgetSetup"
}

// derived are the names of what statements select from a limited list of their own.
var derived = []string{"hit", "hits"}

// statement is a constant of SQL.
type statement struct {
	name, text string
	params     int
}

// on tells whether a statement is one of an engine: a name says where it is of
// one engine alone, as full text is.
func (st statement) on(engine string) bool {
	switch {
	case strings.HasPrefix(st.name, "sqlOnSQLite"):
		return engine == "sqlite"
	case strings.HasPrefix(st.name, "sqlOnPostgres"):
		return engine == "postgres"
	}
	return true
}

// statementsOn are the statements that an engine is asked.
func statementsOn(t *testing.T, engine string) []statement {
	t.Helper()
	return slices.DeleteFunc(statements(t), func(st statement) bool { return !st.on(engine) })
}

var parameter = regexp.MustCompile(`\$(\d+)`)

// source is the package as it is written.
type source struct {
	values map[string]ast.Expr // of every constant
	files  []*ast.File
}

func readSource(t *testing.T) source {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	s := source{values: map[string]ast.Expr{}}
	fset := token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		s.files = append(s.files, f)
		ast.Inspect(f, func(n ast.Node) bool {
			d, ok := n.(*ast.GenDecl)
			if !ok || d.Tok != token.CONST {
				return true
			}
			for _, spec := range d.Specs {
				v := spec.(*ast.ValueSpec)
				for i := range v.Values {
					s.values[v.Names[i].Name] = v.Values[i]
				}
			}
			return true
		})
	}
	return s
}

// text works out a constant of text, joined from others or not.
func (s source) text(e ast.Expr) (string, error) {
	switch e := e.(type) {
	case *ast.BasicLit:
		return strconv.Unquote(e.Value)
	case *ast.Ident:
		if v, ok := s.values[e.Name]; ok {
			return s.text(v)
		}
		return "", fmt.Errorf("%s is no constant of the package", e.Name)
	case *ast.BinaryExpr:
		a, err := s.text(e.X)
		if err != nil {
			return "", err
		}
		b, err := s.text(e.Y)
		return a + b, err
	}
	return "", fmt.Errorf("%T is neither text nor a constant", e)
}

func statements(t *testing.T) []statement {
	t.Helper()
	s := readSource(t)
	var out []statement
	for _, name := range slices.Sorted(maps.Keys(s.values)) {
		if !strings.HasPrefix(name, "sql") {
			continue
		}
		text, err := s.text(s.values[name])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		n := 0
		for _, m := range parameter.FindAllStringSubmatch(text, -1) {
			v, _ := strconv.Atoi(m[1])
			n = max(n, v)
		}
		out = append(out, statement{name, text, n})
	}
	if len(out) < 100 {
		t.Fatalf("only %d statements were found: the search for them is broken", len(out))
	}
	return out
}

// TestStatementsAreConstants finds SQL that is put together at run time.
func TestStatementsAreConstants(t *testing.T) {
	place := map[string]int{"one": 2, "many": 2, "nextMoment": 1, "exec": 0, "put": 0, "touch": 0}
	used := map[string]bool{}
	s := readSource(t)
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if row, ok := n.(*ast.CompositeLit); ok && row.Type == nil {
				for _, e := range row.Elts {
					if x, ok := e.(*ast.Ident); ok && ofBackup(x.Name) {
						used[x.Name] = true
					}
				}
			}
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := ""
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				name = fun.Name
			case *ast.SelectorExpr:
				if x, ok := fun.X.(*ast.Ident); ok && x.Name == "tx" {
					name = fun.Sel.Name
				}
			}
			i, ok := place[name]
			if !ok || len(call.Args) <= i {
				return true
			}
			arg, ok := call.Args[i].(*ast.Ident)
			if !ok || !strings.HasPrefix(arg.Name, "sql") && arg.Name != "text" {
				t.Errorf("%s is called with SQL that is no constant named sql…", name)
				return true
			}
			used[arg.Name] = true
			return true
		})
	}
	for _, st := range statements(t) {
		if !used[st.name] {
			t.Errorf("%s is used by nobody", st.name)
		}
	}
}

func TestStatementsAreWrittenForBothEngines(t *testing.T) {
	everything := regexp.MustCompile(`(?i)(select|distinct|,)\s+(\w+\.)?\*`)
	columnless := regexp.MustCompile(`(?i)insert\s+into\s+\w+\s+(values|select)`)
	foreign := regexp.MustCompile(`(?i)\bor\s+(ignore|replace)\b|\bilike\b|::|\browid\b|\bautoincrement\b|\?`)
	for _, st := range statements(t) {
		seen := 0
		for _, m := range parameter.FindAllStringSubmatch(st.text, -1) {
			n, _ := strconv.Atoi(m[1])
			if n > seen+1 {
				t.Errorf("%s: $%d stands before $%d: one driver would bind wrongly in silence", st.name, n, seen+1)
			}
			seen = max(seen, n)
		}
		if everything.MatchString(st.text) || columnless.MatchString(st.text) {
			t.Errorf("%s does not say which columns it means: %s", st.name, st.text)
		}
		if m := foreign.FindString(st.text); m != "" && st.on("sqlite") && st.on("postgres") {
			t.Errorf("%s speaks the dialect of one engine: %q", st.name, m)
		}
	}
}

// emptySQLite is the tables of a new ledger, not opened by the store any more.
func emptySQLite(t *testing.T) *sql.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kept.db")
	db, err := store.Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return rawSQLite(t, path)
}

func rawSQLite(t *testing.T, path string) *sql.DB {
	t.Helper()
	raw, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = raw.Close() })
	return raw
}

func emptyPostgres(t *testing.T) *sql.DB {
	t.Helper()
	url := testkit.Postgres(t)
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	raw.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = raw.Close() })
	return raw
}

func TestStatementsPrepareOnSQLite(t *testing.T) {
	db := emptySQLite(t)
	for _, st := range statementsOn(t, "sqlite") {
		s, err := db.PrepareContext(t.Context(), st.text)
		if err != nil {
			t.Errorf("%s: %v\n%s", st.name, err, st.text)
			continue
		}
		_ = s.Close()
	}
}

func TestStatementsPrepareOnPostgres(t *testing.T) {
	db := emptyPostgres(t)
	for _, st := range statementsOn(t, "postgres") {
		s, err := db.PrepareContext(t.Context(), st.text)
		if err != nil {
			t.Errorf("%s: %v\n%s", st.name, err, st.text)
			continue
		}
		_ = s.Close()
	}
}

var scanOf = regexp.MustCompile(`^SCAN (\w+)( USING .*INDEX)?`)

// wordsOf is a walk through what a MATCH gives.
var wordsOf = regexp.MustCompile(`^SCAN \w+ VIRTUAL TABLE INDEX \d+:M`)

// TestNoStatementScansOnSQLite holds "no page scans a table" against the plans.
func TestNoStatementScansOnSQLite(t *testing.T) {
	db := emptySQLite(t)
	for _, st := range statementsOn(t, "sqlite") {
		if ofBackup(st.name) {
			continue
		}
		plan := sqlitePlan(t, db, st)
		sorted := false
		for _, line := range plan {
			sorted = sorted || strings.Contains(line, "TEMP B-TREE") && !strings.Contains(line, "LAST TERM")
			m := scanOf.FindStringSubmatch(line)
			if m == nil || slices.Contains(tinyTables, m[1]) || slices.Contains(derived, m[1]) || line == "SCAN CONSTANT ROW" {
				continue
			}
			if fullText[st.name] != "" && wordsOf.MatchString(line) {
				continue
			}
			first := m[2] != "" && strings.HasSuffix(st.text, "LIMIT 1") && len(plan) == 1
			if !first && (m[2] == "" || listings[st.name] == "") {
				t.Errorf("%s reads a whole table:\n  %s\n%s", st.name, strings.Join(plan, "\n  "), st.text)
			}
		}
		if !sorted && sorts[st.name] != "" {
			t.Errorf("%s does not sort: it need not be listed", st.name)
		}
		if sorted && sorts[st.name] == "" {
			t.Errorf("%s sorts what no index has in order:\n  %s\n%s", st.name, strings.Join(plan, "\n  "), st.text)
		}
	}
}

func sqlitePlan(t *testing.T, db *sql.DB, st statement) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+st.text, make([]any, st.params)...)
	if err != nil {
		t.Fatalf("%s: %v", st.name, err)
	}
	defer rows.Close()
	var plan []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan
}

// node is a step of a plan of PostgreSQL.
type node struct {
	Type      string `json:"Node Type"`
	Relation  string `json:"Relation Name"`
	IndexCond string `json:"Index Cond"`
	Plans     []node `json:"Plans"`
}

// TestNoStatementScansOnPostgres forbids sequential scans to the planner, so
// that one that is left means that there is no index for the question.
func TestNoStatementScansOnPostgres(t *testing.T) {
	db := emptyPostgres(t)
	for _, set := range []string{"SET enable_seqscan = off", "SET plan_cache_mode = force_generic_plan"} {
		if _, err := db.ExecContext(t.Context(), set); err != nil {
			t.Fatal(err)
		}
	}
	for _, st := range statementsOn(t, "postgres") {
		if ofBackup(st.name) {
			continue
		}
		if _, err := db.ExecContext(t.Context(), "PREPARE "+st.name+" AS "+st.text); err != nil {
			t.Errorf("%s: %v", st.name, err)
			continue
		}
		run := "EXECUTE " + st.name
		if st.params > 0 {
			run += "(" + strings.TrimSuffix(strings.Repeat("NULL,", st.params), ",") + ")"
		}
		var text string
		if err := db.QueryRowContext(t.Context(), "EXPLAIN (FORMAT JSON, COSTS OFF) "+run).Scan(&text); err != nil {
			t.Errorf("%s: %v", st.name, err)
			continue
		}
		var plans []struct{ Plan node }
		if err := json.Unmarshal([]byte(text), &plans); err != nil {
			t.Fatalf("%s: %v", st.name, err)
		}
		for _, p := range plans {
			mustNotScan(t, st, p.Plan)
		}
	}
}

func mustNotScan(t *testing.T, st statement, n node) {
	t.Helper()
	whole := n.Type == "Seq Scan" || strings.HasPrefix(n.Type, "Index") && n.IndexCond == "" && !strings.HasSuffix(st.text, "LIMIT 1")
	whole = whole && (n.Type == "Seq Scan" || listings[st.name] == "")
	if whole && !slices.Contains(tinyTables, n.Relation) {
		t.Errorf("%s: %s on %s reads all of it\n%s", st.name, n.Type, n.Relation, st.text)
	}
	for _, child := range n.Plans {
		mustNotScan(t, st, child)
	}
}

// TestTextComparesByteByByteOnPostgres: SQLite does, and a server's own
// collation ignores punctuation and case, which breaks paging by id.
func TestTextComparesByteByByteOnPostgres(t *testing.T) {
	db := emptyPostgres(t)
	rows, err := db.QueryContext(t.Context(), `SELECT table_name || '.' || column_name, COALESCE(collation_name, 'the server''s') FROM information_schema.columns
		WHERE table_schema = current_schema() AND data_type = 'text' AND table_name NOT LIKE 'goose%' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var column, collation string
		if err := rows.Scan(&column, &collation); err != nil {
			t.Fatal(err)
		}
		if n++; collation != "C" {
			t.Errorf("%s compares by the collation %s", column, collation)
		}
	}
	if rows.Err() != nil || n < 100 {
		t.Fatalf("saw %d columns of text: %v", n, rows.Err())
	}
}
