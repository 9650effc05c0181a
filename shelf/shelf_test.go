package shelf_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/shelf"
)

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func TestWhereALinkMayLead(t *testing.T) {
	for address, host := range map[string]string{
		"https://example.com": "example.com", "HTTP://example.com:8080/a?b=c#d": "example.com:8080", "https://bücher.example/ä": "bücher.example", "https://[2001:db8::1]/": "[2001:db8::1]",
		"mailto:ana@ruiz.example": "ana@ruiz.example", "tel:+390655550142": "+390655550142",
	} {
		i, err := shelf.New(shelf.Item{Kind: shelf.Link, Words: shelf.Words{Name: "Test page", Address: address}}, nil, monday)
		if err != nil || i.Host() != host {
			t.Errorf("%q: %v, leads to %q", address, err, i.Host())
		}
	}
	for _, address := range []string{
		"", "example.com", "//example.com", "/p/", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd",
		"ftp://example.com", "blob:https://example.com/1", "intent://x#Intent;end", "ms-word:ofe|u|https://x", "view-source:https://x", "https:", "https://", "https:example.com", "https:/example.com", `https:\\example.com`, `https://example.com\@evil.example`,
		"https://bank.example@evil.example/", "https://a:b@evil.example", "https://exam ple.com", "https://example.com/\u202eexe", "https://example.com/\u200b", "https://%zz/", "mailto:", "mailto:nobody", "mailto:a@b.example?bcc=c@d.example", "mailto:a@b.example,c@d.example",
		"tel:", "tel:call me", "tel:;phone-context=x", "https://example.com/" + strings.Repeat("a", shelf.MaxAddress),
	} {
		_, err := shelf.New(shelf.Item{Kind: shelf.Link, Words: shelf.Words{Name: "Test page", Address: address}}, nil, monday)
		f, ok := fault.As(err)
		if !ok || f.Fields["address"] == "" {
			t.Errorf("%q is taken: %v", address, err)
		}
	}
}

func TestWhatIsSaidOfAnItem(t *testing.T) {
	for _, c := range []struct {
		kind  shelf.Kind
		words shelf.Words
		wrong string
	}{
		{shelf.Note, shelf.Words{Name: "Colours", Text: "Green.\n\nAnd red."}, ""},
		{shelf.Note, shelf.Words{Name: "Colours"}, "text"},
		{shelf.Note, shelf.Words{Name: "Colours", Text: strings.Repeat("a", shelf.MaxText)}, ""},
		{shelf.Note, shelf.Words{Name: "Colours", Text: strings.Repeat("a", shelf.MaxText+1)}, "text"},
		{shelf.Note, shelf.Words{Name: "Colours", Text: "Green", Address: "https://example.com"}, "address"},
		{shelf.Note, shelf.Words{Name: " ", Text: "Green"}, "name"},
		{shelf.Note, shelf.Words{Name: "Col\u202eours", Text: "Green"}, "name"},
		{shelf.Note, shelf.Words{Name: "Colours", Text: "Gr\u202eeen"}, "text"},
		{shelf.Link, shelf.Words{Name: "Page", Address: "https://example.com", Text: strings.Repeat("a", shelf.MaxLine)}, ""},
		{shelf.Link, shelf.Words{Name: "Page", Address: "https://example.com", Text: strings.Repeat("a", shelf.MaxLine+1)}, "text"},
		{shelf.Link, shelf.Words{Name: "Page", Address: "https://example.com", Text: "two\nlines"}, "text"},
		{"picture", shelf.Words{Name: "Page", Text: "x"}, "kind"},
	} {
		i, err := shelf.New(shelf.Item{Kind: c.kind, Words: c.words}, nil, monday)
		f, _ := fault.As(err)
		switch {
		case c.wrong == "" && (err != nil || i.Shared()):
			t.Errorf("%v: %v, shared %v", c, err, i.Shared())
		case c.wrong != "" && (f == nil || f.Fields[c.wrong] == ""):
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestAnItemIsPrivateUntilItIsSharedAndComesBackPrivate(t *testing.T) {
	later := monday.Add(time.Hour)
	i, err := shelf.New(shelf.Item{ID: "shf_1", Kind: shelf.Note, SharedAt: monday, Words: shelf.Words{Name: "Colours", Text: "Green"}}, []shelf.Item{{Place: 7}}, monday)
	if err != nil || i.Shared() || i.Place != 8 {
		t.Fatalf("%+v %v", i, err)
	}
	steps := []struct {
		name    string
		do      func(shelf.Item) (shelf.Item, error)
		refused bool
		shared  bool
	}{
		{"shared", func(i shelf.Item) (shelf.Item, error) { return i.Share(later) }, false, true},
		{"edited", func(i shelf.Item) (shelf.Item, error) {
			return i.Edit(shelf.Words{Name: "Colours", Text: "Red"}, later)
		}, false, true},
		{"made private", shelf.Item.Unshare, false, false},
		{"shared again", func(i shelf.Item) (shelf.Item, error) { return i.Share(later) }, false, true},
		{"brought back though it is there", shelf.Item.Return, true, true},
		{"removed", func(i shelf.Item) (shelf.Item, error) { return i.Remove(later) }, false, false},
		{"removed twice", func(i shelf.Item) (shelf.Item, error) { return i.Remove(later) }, true, false},
		{"shared though removed", func(i shelf.Item) (shelf.Item, error) { return i.Share(later) }, true, false},
		{"made private though removed", shelf.Item.Unshare, true, false},
		{"edited though removed", func(i shelf.Item) (shelf.Item, error) { return i.Edit(i.Words, later) }, true, false},
		{"brought back", shelf.Item.Return, false, false},
	}
	for _, s := range steps {
		next, err := s.do(i)
		if (err != nil) != s.refused || next.Shared() != s.shared && !s.refused {
			t.Errorf("%s: %v, shared %v", s.name, err, next.Shared())
		}
		if err == nil {
			i = next
		}
	}
	if i.Text != "Red" || !i.ChangedAt.Equal(later) || !i.MadeAt.Equal(monday) {
		t.Errorf("it became %+v", i)
	}
	full := make([]shelf.Item, shelf.MaxItems)
	if _, err := shelf.New(shelf.Item{Kind: shelf.Note, Words: i.Words}, full, monday); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a shelf that is full: %v", err)
	}
	if got := (shelf.Item{Words: shelf.Words{Text: "One\r\nline\r\n\r\n\n\nTwo "}}).Paragraphs(); !cmp.Equal(got, []string{"One\nline", "Two"}) {
		t.Errorf("%q", got)
	}
}

// Whatever is put wherever: the others keep their order, nothing is lost, and what
// was removed stays where it was.
func TestArranging(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "items")
		all := make([]shelf.Item, n)
		for i := range all {
			all[i] = shelf.Item{ID: shelf.ID(fmt.Sprintf("shf_%02d", i)), Place: rapid.IntRange(0, 5).Draw(t, "place")}
			if rapid.IntRange(0, 3).Draw(t, "removed") == 0 {
				all[i].RemovedAt = monday
			}
		}
		id := all[rapid.IntRange(0, n-1).Draw(t, "which")]
		before := shelf.ID("")
		if k := rapid.IntRange(-1, n-1).Draw(t, "before"); k >= 0 {
			before = all[k].ID
		}
		changed, err := shelf.Arrange(all, id.ID, before)
		order := func(all []shelf.Item) []shelf.ID {
			there := slices.DeleteFunc(slices.Clone(all), shelf.Item.Removed)
			shelf.Sort(there)
			var out []shelf.ID
			for _, i := range there {
				out = append(out, i.ID)
			}
			return out
		}
		was := order(all)
		if !slices.Contains(was, id.ID) || before != "" && !slices.Contains(was, before) {
			if err == nil {
				t.Fatal("what is not there is put somewhere")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changed {
			if c.Removed() {
				t.Fatal("what was removed is moved")
			}
			all[slices.IndexFunc(all, func(i shelf.Item) bool { return i.ID == c.ID })] = c
		}
		is := order(all)
		if before != id.ID {
			at := slices.Index(is, id.ID)
			if before == "" && at != len(is)-1 || before != "" && is[at+1] != before {
				t.Fatalf("%s before %q: %v became %v", id.ID, before, was, is)
			}
		} else if !slices.Equal(was, is) {
			t.Fatalf("before itself: %v became %v", was, is)
		}
		rest := func(x shelf.ID) bool { return x == id.ID }
		if !slices.Equal(slices.DeleteFunc(was, rest), slices.DeleteFunc(is, rest)) {
			t.Fatalf("the others change places: %v, %v", was, is)
		}
	})
}
