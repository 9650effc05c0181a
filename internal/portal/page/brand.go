package page

import (
	"fmt"
	"strings"
)

// Brand gives the style sheet of a firm's one accent, #rrggbb or #rgb in any
// case; "" for what is no colour, and then the accent is ink. It sets, for the
// light and the dark scheme:
//
//   - --accent, a filled surface, and --on-accent, the words on it: at least
//     4.5:1 (WCAG 2.2, 1.4.3). What has to stand out from the page by its shape
//     (1.4.11) is edged with --accent-ink;
//   - --accent-hover, the same surface under the pointer: no less;
//   - --accent-ink, the accent as words: at least 4.5:1 on paper, on raised and
//     sunk surfaces and on --accent-tint;
//   - --accent-tint, a quiet surface: ink and quiet ink on it at least 4.5:1.
//
// A colour that is right stays as the firm chose it. Else only its lightness
// moves, as little as it takes, and its hue stays (in OKLCH, where equal steps
// look equal).
func Brand(accent string) string {
	hex := colour(accent)
	if hex == "" {
		return ""
	}
	light, dark := paint(hex, lightScheme()), paint(hex, darkScheme())
	var b strings.Builder
	b.WriteString("@layer tokens {\n  :root {\n")
	for _, t := range []struct{ name, light, dark string }{
		{"accent", light.accent, dark.accent},
		{"on-accent", light.on, dark.on},
		{"accent-hover", light.hover, dark.hover},
		{"accent-ink", light.ink, dark.ink},
		{"accent-tint", light.tint, dark.tint},
	} {
		fmt.Fprintf(&b, "    --%s: light-dark(%s, %s);\n", t.name, t.light, t.dark)
	}
	b.WriteString("  }\n}\n")
	return b.String()
}

// scheme is the surfaces and inks of ui's tokens in one of the two schemes; a
// test compares them.
type scheme struct {
	paper, raised, sunk, ink, ink2 string
	onLight, onDark                string  // what may stand on a filled surface
	step                           float64 // which way lightness moves for more contrast
	tint, tintChroma               float64 // lightness of the quiet surface, and the most colour it has
}

func lightScheme() scheme {
	return scheme{"#faf7f0", "#fffdf8", "#f1ece1", "#23201b", "#5f584c", "#fffdf8", "#1a1815", -0.005, 0.94, 0.02}
}

func darkScheme() scheme {
	return scheme{"#1a1815", "#221f1b", "#2b2722", "#ece6da", "#b0a797", "#fffdf8", "#1a1815", 0.005, 0.285, 0.03}
}

// painted is the accent's five colours in one scheme.
type painted struct{ accent, on, hover, ink, tint string }

func paint(hex string, s scheme) painted {
	c := fromHex(hex)
	var p painted
	p.accent = s.move(c, func(h string) bool {
		return contrast(h, s.on(h)) >= 4.5
	})
	p.on = s.on(p.accent)
	p.hover = away(p.accent, p.on)
	p.tint = s.shade(c)
	p.ink = s.move(c, func(h string) bool {
		return contrast(h, s.paper) >= 4.5 && contrast(h, s.raised) >= 4.5 && contrast(h, s.sunk) >= 4.5 && contrast(h, p.tint) >= 4.5
	})
	return p
}

// on gives what is best read on a filled surface.
func (s scheme) on(fill string) string {
	if contrast(s.onLight, fill) >= contrast(s.onDark, fill) {
		return s.onLight
	}
	return s.onDark
}

// move changes a colour's lightness, step by step, until it is right. It always
// ends: black and white satisfy every wish of their scheme.
func (s scheme) move(c oklch, right func(hex string) bool) string {
	for {
		hex := c.hex()
		if right(hex) || c.l <= 0 && s.step < 0 || c.l >= 1 && s.step > 0 {
			return hex
		}
		c.l = min(1, max(0, c.l+s.step))
	}
}

// shade gives the quiet surface of a colour.
func (s scheme) shade(c oklch) string {
	return oklch{s.tint, min(c.c, s.tintChroma), c.h}.hex()
}

// away moves a fill a little further from the words on it.
func away(fill, words string) string {
	c := fromHex(fill)
	d := 0.05
	if luminance(words) > luminance(fill) {
		d = -d
	}
	c.l = min(1, max(0, c.l+d))
	if hex := c.hex(); contrast(hex, words) >= contrast(fill, words) {
		return hex
	}
	return fill
}
