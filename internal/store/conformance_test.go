package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"kept/internal/store"
	"kept/internal/store/storetest"
	"kept/internal/testkit"
)

// open opens a ledger for as long as the test runs.
func open(t testing.TB, url string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

func TestConformanceOfSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *store.DB { return open(t, "sqlite:"+filepath.Join(t.TempDir(), "kept.db")) })
}

func TestConformanceOfPostgres(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *store.DB { return open(t, testkit.Postgres(t)) })
}

// TestConformanceIsComplete wants every function of the store that takes a
// transaction to be called by the suite.
func TestConformanceIsComplete(t *testing.T) {
	asked := map[string]bool{}
	for _, f := range readSource(t).files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if ok && fn.Recv == nil && fn.Name.IsExported() && fn.Name.Name != "Open" && fn.Name.Name != "Inspect" {
				asked[fn.Name.Name] = true
			}
		}
	}
	if len(asked) < 80 {
		t.Fatalf("only %d functions were found: the search for them is broken", len(asked))
	}
	names, err := filepath.Glob("storetest/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "store" {
					delete(asked, s.Sel.Name)
				}
			}
			return true
		})
	}
	if left := slices.Sorted(maps.Keys(asked)); len(left) > 0 {
		t.Errorf("the suite never calls %v", left)
	}
}
