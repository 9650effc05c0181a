package page

import (
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kept/internal/ui"
)

// brandTokens reads a brand's style sheet: token to its light and dark value.
func brandTokens(t interface{ Fatalf(string, ...any) }, accent string) map[string][2]string {
	css := Brand(accent)
	out := map[string][2]string{}
	for _, m := range regexp.MustCompile(`--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);`).FindAllStringSubmatch(css, -1) {
		out[m[1]] = [2]string{m[2], m[3]}
	}
	if len(out) != 5 || strings.Count(css, "{") != 2 || strings.Count(css, "}") != 2 {
		t.Fatalf("Brand(%s) is no brand:\n%s", accent, css)
	}
	return out
}

func TestBrand(t *testing.T) {
	for _, c := range []struct{ accent, light, onLight, dark, onDark string }{
		{"#1f6b45", "#1f6b45", "#fffdf8", "#1f6b45", "#fffdf8"}, // light words can be read on it
		{"#ffd400", "#ffd400", "#1a1815", "#ffd400", "#1a1815"}, // dark ones on this: it stays yellow
		{"#0b1f4d", "#0b1f4d", "#fffdf8", "#0b1f4d", "#fffdf8"},
		{"#000000", "#000000", "#fffdf8", "#000000", "#fffdf8"},
		{"#FFFFFF", "#ffffff", "#1a1815", "#ffffff", "#1a1815"},
		{"#f00", "#ea0000", "#fffdf8", "#ff160e", "#1a1815"},
	} {
		got := brandTokens(t, c.accent)
		if want := [2]string{c.light, c.dark}; got["accent"] != want {
			t.Errorf("%s: the accent is %v, want %v", c.accent, got["accent"], want)
		}
		if want := [2]string{c.onLight, c.onDark}; got["on-accent"] != want {
			t.Errorf("%s: the words on it are %v, want %v", c.accent, got["on-accent"], want)
		}
	}
	for _, none := range []string{"", "#", "red", "#12", "#12345", "#1234567", "#12345g", "1f6b45", "#1f6b45;", "#1f6b45 }", "# f6b45", "#é12"} {
		if got := Brand(none); got != "" {
			t.Errorf("Brand(%q) = %q, want nothing", none, got)
		}
		if got := BrandPath(none); got != "" {
			t.Errorf("BrandPath(%q) = %q, want nothing", none, got)
		}
	}
}

// Whatever colour a firm has, everything can be read in both schemes.
func TestEveryBrandPassesAA(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		accent := fmt.Sprintf("#%06x", rapid.IntRange(0, 0xffffff).Draw(t, "accent"))
		tok := brandTokens(t, accent)
		for i, s := range []scheme{lightScheme(), darkScheme()} {
			v := func(name string) string { return tok[name][i] }
			for _, ask := range []struct {
				what, a, b string
				least      float64
			}{
				{"words on the accent", v("on-accent"), v("accent"), 4.5}, {"words under the pointer", v("on-accent"), v("accent-hover"), 4.5},
				{"accent words on paper", v("accent-ink"), s.paper, 4.5}, {"on raised", v("accent-ink"), s.raised, 4.5},
				{"on sunk", v("accent-ink"), s.sunk, 4.5}, {"on the tint", v("accent-ink"), v("accent-tint"), 4.5},
				{"ink on the tint", s.ink, v("accent-tint"), 4.5}, {"quiet ink on the tint", s.ink2, v("accent-tint"), 4.5},
			} {
				if got := contrast(ask.a, ask.b); got < ask.least {
					t.Fatalf("%s, scheme %d: %s is %.2f, want %.1f", accent, i, ask.what, got, ask.least)
				}
			}
		}
	})
}

// Only lightness moves: the hue that a firm chose stays, as far as a screen can show it.
func TestBrandKeepsItsHue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		accent := fmt.Sprintf("#%06x", rapid.IntRange(0, 0xffffff).Draw(t, "accent"))
		was := fromHex(accent)
		if was.hex() != accent {
			t.Fatalf("%s comes back as %s", accent, was.hex())
		}
		for i, hex := range brandTokens(t, accent)["accent"] {
			is := fromHex(hex)
			if was.c < 0.05 || is.c < 0.05 {
				continue // a grey has no hue
			}
			if turn := math.Abs(math.Remainder(was.h-is.h, 2*math.Pi)); turn > 0.12 {
				t.Fatalf("%s became %s in scheme %d: its hue turned by %.2f", accent, hex, i, turn)
			}
		}
	})
}

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54}, {"#ff0000", "#ffffff", 4.0}} {
		if got := contrast(c.a, c.b); math.Abs(got-c.want) > 0.005 {
			t.Errorf("contrast(%s, %s) = %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

// The surfaces that a brand is measured against are those of ui.
func TestSchemesAreThoseOfTheTokens(t *testing.T) {
	w := httptest.NewRecorder()
	ui.Assets().ServeHTTP(w, httptest.NewRequest(http.MethodGet, ui.AssetPath("kept.css"), nil))
	for name, want := range map[string][2]string{
		"paper": {lightScheme().paper, darkScheme().paper}, "raised": {lightScheme().raised, darkScheme().raised},
		"sunk": {lightScheme().sunk, darkScheme().sunk}, "ink": {lightScheme().ink, darkScheme().ink}, "ink-2": {lightScheme().ink2, darkScheme().ink2},
		"on-ink": {lightScheme().onLight, darkScheme().onDark},
	} {
		if line := fmt.Sprintf("--%s: light-dark(%s, %s);", name, want[0], want[1]); !strings.Contains(w.Body.String(), line) {
			t.Errorf("the tokens have no %s", line)
		}
	}
}

func TestStyles(t *testing.T) {
	for _, c := range []struct {
		path         string
		code         int
		cache, holds string
	}{
		{SheetPath(), 200, "public, max-age=31536000, immutable", ".answers"},
		{BrandPath("#1F6B45"), 200, "public, max-age=31536000, immutable", "--accent: light-dark(#1f6b45,"},
		{StyleRoot + "old/portal.css", 200, "no-cache", ".answers"},
		{StyleRoot + "old/brand-1f6b45.css", 200, "no-cache", "--accent:"},
		{StyleRoot + styleHash() + "/brand-1f6b4.css", 404, "", ""},
		{StyleRoot + styleHash() + "/brand-1f6b4g.css", 404, "", ""},
		{StyleRoot + styleHash() + "/brand-1f6.css", 404, "", ""},
		{StyleRoot + styleHash() + "/../portal.css", 404, "", ""},
		{StyleRoot, 404, "", ""},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL.Path = c.path
		Styles().ServeHTTP(w, r)
		if w.Code != c.code || w.Header().Get("Cache-Control") != c.cache && c.code == 200 || !strings.Contains(w.Body.String(), c.holds) {
			t.Errorf("%s: %d %q", c.path, w.Code, w.Header())
		}
	}
}
