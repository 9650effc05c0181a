package document_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kept/document"
	"kept/internal/datatest"
	"kept/internal/fault"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func made(t *testing.T, by document.By) document.Document {
	t.Helper()
	d, err := document.New(document.Document{ID: "doc_1", Name: "Plan.pdf"}, document.Version{Sum: "aa", Size: 3, Type: "application/pdf", By: by}, now)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func must(t *testing.T) func(document.Document, error) document.Document {
	return func(d document.Document, err error) document.Document {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
}

func TestPrivateUntilShared(t *testing.T) {
	d := made(t, document.By{Member: "mem_1"})
	if d.Shared() || d.Theirs() || d.Latest().Number != 1 || !d.Latest().At.Equal(now) {
		t.Errorf("made as %+v", d)
	}
	d = must(t)(d.Share(now.Add(time.Hour)))
	again := must(t)(d.Share(now.Add(9 * time.Hour)))
	if !d.Shared() || !again.SharedAt.Equal(d.SharedAt) {
		t.Errorf("shared twice: %v, %v", d.SharedAt, again.SharedAt)
	}
	if gone := must(t)(d.Remove(now)); gone.Shared() || must(t)(gone.Return()).Shared() {
		t.Error("what comes back is seen by the client before anybody looked at it")
	}
	if must(t)(d.Unshare()).Shared() {
		t.Error("private, and shared")
	}
}

func TestTheirOwnStaysTheirs(t *testing.T) {
	d := made(t, document.By{Contact: "con_1"})
	if !d.Shared() || !d.Theirs() {
		t.Errorf("brought as %+v", d)
	}
	if _, err := d.Unshare(); fault.KindOf(err) != fault.Conflict {
		t.Errorf("made private: %v", err)
	}
	if gone := must(t)(d.Remove(now)); gone.Shared() || !must(t)(gone.Return()).Shared() {
		t.Error("removed and brought back, it is not his to see as before")
	}
}

func TestVersions(t *testing.T) {
	d := made(t, document.By{Member: "mem_1"})
	if _, err := d.Renew(document.Version{Sum: "aa"}, now); fault.KindOf(err) != fault.Invalid {
		t.Errorf("the same bytes: %v", err)
	}
	e := must(t)(d.Renew(document.Version{Sum: "bb", Note: "With the roof"}, now.Add(time.Hour)))
	if len(d.Versions) != 1 || len(e.Versions) != 2 || e.Latest().Number != 2 || e.Latest().Note != "With the roof" {
		t.Errorf("renewed as %+v of %+v", e, d)
	}
	if v, ok := e.Numbered(1); !ok || v.Sum != "aa" {
		t.Errorf("the first is %+v", v)
	}
	for _, n := range []int{-1, 0, 3} {
		if _, ok := e.Numbered(n); ok {
			t.Errorf("there is a version %d", n)
		}
	}
	must(t)(e.Renew(document.Version{Sum: "aa"}, now)) // back to the first is a new one
	for len(e.Versions) < document.MaxVersions {
		e = must(t)(e.Renew(document.Version{Sum: strings.Repeat("c", len(e.Versions))}, now))
	}
	if _, err := e.Renew(document.Version{Sum: "dd"}, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("one version more than the limit: %v", err)
	}
}

func TestRemovedIsLeftAlone(t *testing.T) {
	d := must(t)(made(t, document.By{Member: "mem_1"}).Remove(now))
	for name, do := range map[string]func() (document.Document, error){
		"renew": func() (document.Document, error) { return d.Renew(document.Version{Sum: "bb"}, now) }, "rename": func() (document.Document, error) { return d.Rename("b") },
		"share": func() (document.Document, error) { return d.Share(now) }, "unshare": d.Unshare, "remove": func() (document.Document, error) { return d.Remove(now) },
	} {
		got, err := do()
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Errorf("%s changed it:\n%s", name, diff)
		}
	}
	if _, err := must(t)(d.Return()).Return(); fault.KindOf(err) != fault.Conflict {
		t.Errorf("brought back twice: %v", err)
	}
}

func TestNames(t *testing.T) {
	for _, good := range []string{"Plan.pdf", "Übersicht 2026 (neu).pdf", "設計図.pdf", "نقشه\u200cها.pdf", "a", strings.Repeat("x", document.MaxName), "R&D + 100 %.txt"} {
		if _, err := made(t, document.By{Member: "mem_1"}).Rename(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
		if got := document.NameOf(good); got != good {
			t.Errorf("%q is named %q", good, got)
		}
	}
	for _, bad := range []string{"", " ", "a/b", `a\b`, "..", ".htaccess", "a\x00b", "a\nb", "inv\u202efdp.exe", "a\u2066b", "a\u200bb", "\ufeffa", strings.Repeat("x", document.MaxName+1), strings.Repeat("語", 81), "a ", "a:b", "con|", "\xff", "a\u0085"} {
		if _, err := made(t, document.By{Member: "mem_1"}).Rename(bad); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q is taken: %v", bad, err)
		}
	}
	for sent, want := range map[string]string{
		`C:\Users\ana\Plan.pdf`: "Plan.pdf", "../../etc/passwd": "passwd", "inv\u202efdp.exe": "invfdp.exe", "": "Document", "...": "Document", "a\r\nb.txt": "ab.txt", "what?.pdf": "what_.pdf",
		strings.Repeat("x", 300) + ".pdf": strings.Repeat("x", 146) + ".pdf",
	} {
		if got := document.NameOf(sent); got != want {
			t.Errorf("%q is named %q, want %q", sent, got, want)
		}
	}
}

// Whatever a sender calls his file, the name that is made of it can be kept.
func TestNameOfAnything(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		keepable(r, rapid.OneOf(rapid.String(), rapid.StringOf(rapid.Rune())).Draw(r, "sent"))
	})
	b, err := os.ReadFile(datatest.Path(t, "naughty/blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		keepable(t, s)
		keepable(t, s+".pdf")
	}
}

func keepable(t rapid.TB, sent string) {
	t.Helper()
	var c fault.Check
	document.CheckName(&c, "name", document.NameOf(sent))
	if err := c.Err(); err != nil {
		t.Errorf("%q is named %q: %v", sent, document.NameOf(sent), err)
	}
}
