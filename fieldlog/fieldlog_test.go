package fieldlog_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kept/fieldlog"
	"kept/internal/fault"
)

var (
	began = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	now   = time.Date(2026, 3, 9, 16, 0, 0, 0, time.UTC)
)

func degrees(n int) *int { return &n }

func made(t testing.TB) fieldlog.Entry {
	t.Helper()
	e, err := fieldlog.New(fieldlog.Entry{ID: "fld_1"}, fieldlog.Words{Text: "The slab is poured", Weather: fieldlog.Frost, Degrees: degrees(-3)}, began, now)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func must(t testing.TB) func(fieldlog.Entry, error) fieldlog.Entry {
	return func(e fieldlog.Entry, err error) fieldlog.Entry {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
}

func TestLimits(t *testing.T) {
	for name, tt := range map[string]struct {
		w    fieldlog.Words
		want string // the field that is refused; "" = none is
	}{
		"a word":             {fieldlog.Words{Text: "x"}, ""},
		"as much as goes":    {fieldlog.Words{Text: strings.Repeat("ü", fieldlog.MaxText)}, ""},
		"one character more": {fieldlog.Words{Text: strings.Repeat("ü", fieldlog.MaxText+1)}, "text"},
		"nothing":            {fieldlog.Words{}, "text"},
		"blanks":             {fieldlog.Words{Text: " \n "}, "text"},
		"every weather":      {fieldlog.Words{Text: "x", Weather: fieldlog.Heat}, ""},
		"another weather":    {fieldlog.Words{Text: "x", Weather: "hail"}, "weather"},
		"60 above":           {fieldlog.Words{Text: "x", Degrees: degrees(60)}, ""},
		"61 above":           {fieldlog.Words{Text: "x", Degrees: degrees(61)}, "degrees"},
		"60 below":           {fieldlog.Words{Text: "x", Degrees: degrees(-60)}, ""},
		"61 below":           {fieldlog.Words{Text: "x", Degrees: degrees(-61)}, "degrees"},
		"at this moment":     {fieldlog.Words{Text: "x", At: now}, ""},
		"a moment later":     {fieldlog.Words{Text: "x", At: now.Add(time.Millisecond)}, "at"},
		"as it began":        {fieldlog.Words{Text: "x", At: began}, ""},
		"before it began":    {fieldlog.Words{Text: "x", At: began.Add(-time.Millisecond)}, "at"},
	} {
		_, err := fieldlog.New(fieldlog.Entry{}, tt.w, began, now)
		_, edited := made(t).Edit(tt.w, began, now)
		for _, err := range []error{err, edited} {
			f, _ := fault.As(err)
			if (err != nil) != (tt.want != "") || tt.want != "" && f.Fields[tt.want] == "" {
				t.Errorf("%s: %v, want a word on %q", name, err, tt.want)
			}
		}
	}
}

func TestPrivateUntilShared(t *testing.T) {
	e := made(t)
	if e.Shared() || !e.At.Equal(now) {
		t.Errorf("made as %+v", e)
	}
	shared := must(t)(e.Share(now))
	if again := must(t)(shared.Share(now.Add(time.Hour))); !shared.Shared() || !again.SharedAt.Equal(now) {
		t.Errorf("shared at %v, and again at %v", shared.SharedAt, again.SharedAt)
	}
	if must(t)(shared.Unshare()).Shared() {
		t.Error("private, and shared")
	}
	gone := must(t)(shared.Remove(now))
	if gone.Shared() || must(t)(gone.Return()).Shared() {
		t.Error("what comes back is seen before anybody looked at it")
	}
	for name, do := range map[string]func() (fieldlog.Entry, error){
		"share": func() (fieldlog.Entry, error) { return gone.Share(now) }, "unshare": gone.Unshare, "remove": func() (fieldlog.Entry, error) { return gone.Remove(now) },
		"edit":     func() (fieldlog.Entry, error) { return gone.Edit(fieldlog.Words{Text: "x"}, began, now) },
		"add":      func() (fieldlog.Entry, error) { return gone.Add([]fieldlog.Photo{{Sum: "a"}}) },
		"take out": func() (fieldlog.Entry, error) { return gone.TakeOut(nil, now) }, "bring back what is there": e.Return,
	} {
		if _, err := do(); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPhotos(t *testing.T) {
	e := must(t)(made(t).Add(make([]fieldlog.Photo, fieldlog.MaxPhotos)))
	if _, err := e.Add(make([]fieldlog.Photo, 1)); err == nil {
		t.Error("a thirteenth photo is taken")
	}
	out := must(t)(e.TakeOut([]int{1, 12}, now))
	if _, there := out.Numbered(1); there || len(out.Seen()) != 10 || len(e.Seen()) != 12 {
		t.Errorf("%d photos are seen of %d", len(out.Seen()), len(e.Seen()))
	}
	for _, n := range []int{-1, 0, 1, 13} {
		if _, err := out.TakeOut([]int{n}, now); err == nil {
			t.Errorf("photo %d is taken out", n)
		}
	}
	out = must(t)(out.Add([]fieldlog.Photo{{Sum: "b"}}))
	if p, ok := out.Numbered(13); !ok || p.Sum != "b" {
		t.Errorf("the next one is %+v", p)
	}
	for len(out.Photos) < fieldlog.MaxTaken {
		out = must(t)(out.TakeOut([]int{len(out.Photos)}, now))
		out = must(t)(out.Add(make([]fieldlog.Photo, 1)))
	}
	out = must(t)(out.TakeOut([]int{fieldlog.MaxTaken}, now))
	if _, err := out.Add(make([]fieldlog.Photo, 1)); err == nil {
		t.Error("there is no end of photos")
	}
}

// Whatever is done to an entry, the photos keep their numbers and the entry that
// was before stays as it was.
func TestActsLeaveTheFormerAlone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		e := must(t)(made(t).Add(make([]fieldlog.Photo, 3)))
		before := must(t)(e.Share(now))
		kept := must(t)(e.Share(now))
		if next, err := before.TakeOut(rapid.SliceOf(rapid.IntRange(0, 4)).Draw(r, "numbers"), now); err == nil {
			next, _ = next.Add(make([]fieldlog.Photo, 2))
			for i, p := range next.Photos {
				if p.Number != i+1 {
					t.Fatalf("photo %d has number %d", i+1, p.Number)
				}
			}
		}
		if diff := cmp.Diff(kept, before); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestLine(t *testing.T) {
	for text, want := range map[string]string{"One\n two": "One two", "1234567890": "1234567890", "12345678901": "123456789…", "12345678 901": "12345678…"} {
		if got := (fieldlog.Entry{Text: text}).Line(10); got != want {
			t.Errorf("%q is named %q, want %q", text, got, want)
		}
	}
}
