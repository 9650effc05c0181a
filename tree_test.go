package kept_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "kept"

// tree is every Go file of the module, read but not compiled, so that its
// rules can be asked even while something does not build.
type tree struct {
	set   *token.FileSet
	files []*source
}

// source is one Go file.
type source struct {
	*ast.File
	path      string // from the module's root, with slashes: "promise/reset.go"
	dir       string // "promise"; "" is the root
	test      bool   // a _test.go file
	generated bool
	lines     int
}

// at tells where something stands, for a fault that can be clicked on.
func (t *tree) at(f *source, p token.Pos) string {
	return f.path + ":" + strconv.Itoa(t.set.Position(p).Line)
}

// ownTree reads the module once for all tests.
var ownTree = sync.OnceValues(func() (*tree, error) {
	t := &tree{set: token.NewFileSet()}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && skipped(name, d.Name()):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return t.add(filepath.ToSlash(name), text)
	})
	return t, err
})

// skipped tells whether a folder is none of ours, as for the go command: hidden
// folders, testdata, and modules of their own; bin and data are made by make.
func skipped(name, base string) bool {
	if base[0] == '.' || base[0] == '_' || base == "testdata" || base == "node_modules" || name == "bin" || name == "data" {
		return true
	}
	_, err := os.Stat(filepath.Join(name, "go.mod"))
	return err == nil
}

func (t *tree) add(name string, text []byte) error {
	parsed, err := parser.ParseFile(t.set, name, text, parser.ParseComments)
	if err != nil {
		return err
	}
	dir := path.Dir(name)
	if dir == "." {
		dir = ""
	}
	t.files = append(t.files, &source{
		File: parsed, path: name, dir: dir,
		test:      strings.HasSuffix(name, "_test.go"),
		generated: ast.IsGenerated(parsed),
		lines:     t.set.File(parsed.Pos()).LineCount(),
	})
	return nil
}

// made is a tree out of texts, for the tests of the rules themselves.
func made(t *testing.T, files map[string]string) *tree {
	t.Helper()
	tr := &tree{set: token.NewFileSet()}
	for name, text := range files {
		if err := tr.add(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return tr
}

// check asks a rule of the module, and of a text that must break it.
func check(t *testing.T, rule func(*tree) []string, faulty map[string]string, want ...string) {
	t.Helper()
	own, err := ownTree()
	if err != nil {
		t.Fatalf("read the module: %v", err)
	}
	for _, fault := range rule(own) {
		t.Error(fault)
	}
	found := rule(made(t, faulty))
	for _, w := range want {
		hits := 0
		for _, f := range found {
			if strings.Contains(f, w) {
				hits++
			}
		}
		if hits != 1 {
			t.Errorf("the rule itself: %d faults say %q, want one, of %q", hits, w, found)
		}
	}
	if len(found) != len(want) {
		t.Errorf("the rule itself: %d faults, want %d: %q", len(found), len(want), found)
	}
}

// imports gives the packages that a file imports, with the name each has in it.
func (f *source) imports() map[string]string {
	out := map[string]string{}
	for _, spec := range f.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		name := path.Base(p)
		if name[0] == 'v' && len(name) > 1 && strings.Trim(name[1:], "0123456789") == "" {
			name = path.Base(path.Dir(p)) // math/rand/v2 is rand
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		out[name] = p
	}
	return out
}

// uses calls do for each pkg.Name in a file, with the package's path and the
// function it stands in ("" outside of one; "Loop.run" for a method).
func (f *source) uses(do func(pkg, name, in string, at token.Pos)) {
	imports := f.imports()
	for _, d := range f.Decls {
		in := ""
		if fn, ok := d.(*ast.FuncDecl); ok {
			in = fn.Name.Name
			if r := receiver(fn); r != "" {
				in = r + "." + in
			}
		}
		ast.Inspect(d, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			// Obj is nil for what the file does not declare: an import.
			if x, ok := sel.X.(*ast.Ident); ok && x.Obj == nil && imports[x.Name] != "" {
				do(imports[x.Name], sel.Sel.Name, in, sel.Pos())
			}
			return true
		})
	}
}

// receiver gives the name of a method's type, or "".
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) != 1 {
		return ""
	}
	t := fn.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}
