package ui

import (
	"bytes"
	"context"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

func show(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAssetsAreServedForEver(t *testing.T) {
	cases := []struct{ name, kind string }{
		{"kept.css", "text/css; charset=utf-8"},
		{"desk.css", "text/css; charset=utf-8"},
		{"js/kept.js", "text/javascript; charset=utf-8"},
		{"js/htmx.js", "text/javascript; charset=utf-8"},
		{"icons.svg", "image/svg+xml"},
		{"fonts/inter-latin.woff2", "font/woff2"},
		{"fonts/LICENSE-inter.txt", "text/plain; charset=utf-8"},
	}
	for _, c := range cases {
		w := httptest.NewRecorder()
		Assets().ServeHTTP(w, httptest.NewRequest(http.MethodGet, AssetPath(c.name), nil))
		if w.Code != http.StatusOK || w.Body.Len() == 0 {
			t.Errorf("%s: status %d, %d bytes", c.name, w.Code, w.Body.Len())
		}
		if got := w.Header().Get("Content-Type"); got != c.kind {
			t.Errorf("%s: Content-Type %q, want %q", c.name, got, c.kind)
		}
		if got := w.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") {
			t.Errorf("%s: Cache-Control %q lacks immutable", c.name, got)
		}
	}
}

func TestAssetsOfAnotherBuildAreNotKept(t *testing.T) {
	w := httptest.NewRecorder()
	Assets().ServeHTTP(w, httptest.NewRequest(http.MethodGet, AssetRoot+"000000000000/kept.css", nil))
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("status %d, Cache-Control %q", w.Code, w.Header().Get("Cache-Control"))
	}
	for _, p := range []string{"/assets/", "/assets/kept.css", "/assets/x/../../go.mod", "/assets/x/css/kept/00-layers.css", "/assets/x/"} {
		w := httptest.NewRecorder()
		Assets().ServeHTTP(w, &http.Request{Method: http.MethodGet, URL: httptest.NewRequest(http.MethodGet, "/", nil).URL.JoinPath(p)})
		if w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", p, w.Code)
		}
	}
}

// Right-to-left pages are mirrored by logical properties: no style sheet may say left or right of a box.
func TestStyleSheetsSayStartAndEnd(t *testing.T) {
	physical := regexp.MustCompile(`(?:margin|padding|border)-(?:left|right)|[;{ ](?:left|right): |(?:padding|margin): [^; ]+ ([^; ]+) [^; ]+ ([^; ]+);|text-align: (?:left|right)`)
	for name, b := range stock().files {
		if !strings.HasSuffix(name, ".css") {
			continue
		}
		for _, m := range physical.FindAllStringSubmatch(string(b), -1) {
			if m[1] == "" || m[1] != m[2] {
				t.Errorf("%s: %q is not mirrored", name, m[0])
			}
		}
	}
}

// Every address inside a style sheet must lead to a file of the same shelf, and
// every icon that a state or proof asks for must be drawn.
func TestStyleSheetsAndIconsAreWhole(t *testing.T) {
	for name, b := range stock().files {
		if !strings.HasSuffix(name, ".css") {
			continue
		}
		for _, part := range strings.Split(string(b), `url("`)[1:] {
			ref, _, _ := strings.Cut(part, `"`)
			if _, ok := stock().files[ref]; !ok {
				t.Errorf("%s asks for %q, which is not there", name, ref)
			}
		}
		if strings.Count(string(b), "{") != strings.Count(string(b), "}") {
			t.Errorf("%s: braces do not match", name)
		}
	}
	icons := string(stock().files["icons.svg"])
	for _, s := range States() {
		if !strings.Contains(icons, `id="`+string(s)+`"`) {
			t.Errorf("no icon for state %s", s)
		}
	}
	for _, p := range Proofs() {
		if !strings.Contains(icons, `id="`+p.icon()+`"`) {
			t.Errorf("no icon for proof %s", p)
		}
		if p.Label() == string(p) {
			t.Errorf("proof %s has no word", p)
		}
	}
}

func TestAStateIsASignAndAWord(t *testing.T) {
	for _, s := range States() {
		got := show(t, StateMark(s))
		if s.Label() == string(s) || !strings.Contains(got, s.Label()) || !strings.Contains(got, "#"+string(s)) {
			t.Errorf("%s is shown as %s", s, got)
		}
	}
}

func TestAFieldThatFailedSaysSo(t *testing.T) {
	f := Field{Name: "due", Label: "Due", Value: `Fri "4pm"<script>`, Error: "Which Friday?", Hint: "As you would say it"}
	for name, c := range map[string]templ.Component{"input": Input(f), "textarea": Textarea(f)} {
		got := show(t, c)
		for _, want := range []string{`for="due"`, `id="due"`, `aria-invalid="true"`, `aria-describedby="due-error due-hint"`, `id="due-error"`, "Which Friday?", "&lt;script&gt;"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %s:\n%s", name, want, got)
			}
		}
	}
	if got := show(t, Input(Field{Name: "logo", Label: "Logo", Type: "file", Value: "x"})); strings.Contains(got, "value=") {
		t.Errorf("a file input must not carry a value: %s", got)
	}
}

func TestFormsCarryVersionAndOnce(t *testing.T) {
	got := show(t, FormHead(Form{Version: "7", Once: "tok", Error: "No."}))
	for _, want := range []string{`name="version" value="7"`, `name="once" value="tok"`, `role="alert"`} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s: %s", want, got)
		}
	}
	if got := show(t, FormHead(Form{})); got != "" {
		t.Errorf("an empty form head prints %q", got)
	}
}

func TestTheBaseKeepsThePolicy(t *testing.T) {
	got := show(t, templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return Base(Page{Title: "A & B", RTL: true, Lang: "ar", Sheets: []string{"/x.css"}}).Render(templ.WithChildren(ctx, templ.Raw("<main>hi</main>")), w)
	}))
	for _, want := range []string{`<html lang="ar" dir="rtl">`, "<title>A &amp; B</title>", "<main>hi</main>", `href="/x.css"`} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s:\n%s", want, got)
		}
	}
	if strings.Contains(got, "<style") || strings.Contains(got, "style=") || strings.Contains(got, "<script>") {
		t.Errorf("the base breaks the policy:\n%s", got)
	}
}

func TestAFormThatComesBackKeepsWhatWasTyped(t *testing.T) {
	words := Field{Name: "words", Value: "old"}
	kind := Field{Name: "kind", Options: []Option{{Value: "answer", Selected: true}, {Value: "fix"}}}
	share := Field{Name: "share", Type: "checkbox", Checked: true}
	notify := Field{Name: "notify", Type: "checkbox", Value: "yes"}
	pass := Field{Name: "password", Type: "password", Value: "x"}
	sent := map[string][]string{"words": {"new"}, "kind": {"fix"}, "notify": {"yes"}, "password": {"secret"}}
	Refill(sent, &words, &kind, &share, &notify, &pass)
	if words.Value != "new" || kind.Options[0].Selected || !kind.Options[1].Selected || share.Checked || !notify.Checked || pass.Value != "" {
		t.Errorf("words %q, kind %v, share %v, notify %v, password %q", words.Value, kind.Options, share.Checked, notify.Checked, pass.Value)
	}
	rest := Complain(map[string]string{"words": "Too long.", "elsewhere": "Odd."}, &words, &kind)
	if words.Error != "Too long." || kind.Error != "" || len(rest) != 1 || rest[0] != "Odd." {
		t.Errorf("words: %q, kind: %q, rest: %v", words.Error, kind.Error, rest)
	}
	name := Field{Name: "name", Focus: true}
	if FocusFirst(&name, &words, &kind); name.Focus || !words.Focus || kind.Focus {
		t.Errorf("the focus is on name: %v, words: %v, kind: %v", name.Focus, words.Focus, kind.Focus)
	}
	if got := Choose(kind.Options, "answer"); !got[0].Selected || got[1].Selected || !kind.Options[1].Selected {
		t.Errorf("Choose gave %v and left %v", got, kind.Options)
	}
}

// What is printed by hand escapes all that it is given.
func TestPrintedByHandIsEscaped(t *testing.T) {
	const evil = `"><script>alert('x')</script>&`
	for name, c := range map[string]templ.Component{
		"badge":    Badge(evil, evil),
		"moment":   MomentText(Moment{Text: evil, Title: evil, ISO: evil, Relative: evil, Zone: evil, Zone2: evil}),
		"client":   ClientName(Client{Name: evil, URL: evil, Colour: 3}),
		"no link":  ClientName(Client{Name: evil}),
		"logo":     ClientLogo(Client{Name: evil, LogoURL: evil}),
		"monogram": ClientLogo(Client{Name: `<b>`, Colour: 13}),
		"face":     Face(Person{Initials: evil}),
		"picture":  Face(Person{FaceURL: evil}),
		"anchor":   Anchor(Link{Text: evil, URL: evil}),
		"text":     Anchor(Link{Text: evil}),
		"icon":     Icon(evil),
		"labelled": Labelled(evil, evil),
		"hidden":   Hidden(evil, evil),
		"form":     FormHead(Form{Version: evil, Once: evil, Error: evil}),
	} {
		got := show(t, c)
		if strings.Contains(got, "<script") || strings.Contains(got, "'x'") || strings.Contains(got, "<b>") {
			t.Errorf("%s prints what it was given raw: %s", name, got)
		}
		if want := html.EscapeString(evil); name != "monogram" && !strings.Contains(got, want) {
			t.Errorf("%s does not print what it was given: %s", name, got)
		}
	}
}
