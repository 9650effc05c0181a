package ui

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// pair is a token in its two schemes.
type pair struct{ light, dark string }

func tokens(t *testing.T) map[string]pair {
	t.Helper()
	css := string(stock().files["kept.css"])
	out := map[string]pair{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);`).FindAllStringSubmatch(css, -1) {
		if m[1] != "client" && m[1] != "client-tint" {
			out[m[1]] = pair{m[2], m[3]}
		}
	}
	for _, m := range regexp.MustCompile(`\.colour-(\d+) \{ --client: light-dark\((#\w+), (#\w+)\); --client-tint: light-dark\((#\w+), (#\w+)\); \} /\* (\w+) \*/`).FindAllStringSubmatch(css, -1) {
		out["client-"+m[1]] = pair{m[2], m[3]}
		out["client-tint-"+m[1]] = pair{m[4], m[5]}
		n, _ := strconv.Atoi(m[1])
		if want := Colours()[n-1].Name; want != m[6] {
			t.Errorf("colour %d is %s in the style sheet and %s in Colours", n, m[6], want)
		}
	}
	return out
}

// contrast is the ratio of WCAG 2.2, 1 to 21.
func contrast(a, b string) float64 {
	l := func(hex string) float64 {
		var sum float64
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
			v := float64(n) / 255
			if v <= 0.04045 {
				v /= 12.92
			} else {
				v = math.Pow((v+0.055)/1.055, 2.4)
			}
			sum += weight * v
		}
		return sum
	}
	hi, lo := max(l(a), l(b)), min(l(a), l(b))
	return (hi + 0.05) / (lo + 0.05)
}

func TestEveryColourPassesAA(t *testing.T) {
	tok := tokens(t)
	type ask struct {
		text, on string
		least    float64
	}
	var asks []ask
	for _, on := range []string{"paper", "raised", "sunk"} {
		for _, text := range []string{"ink", "ink-2", "kept", "doubtful", "broken", "told"} {
			asks = append(asks, ask{text, on, 4.5})
		}
		for n := 1; n <= 12; n++ {
			asks = append(asks, ask{fmt.Sprintf("client-%d", n), on, 4.5})
		}
		asks = append(asks, ask{"edge", on, 3}, ask{"focus", on, 3})
	}
	for _, s := range []string{"kept", "doubtful", "broken", "told"} {
		asks = append(asks, ask{s, s + "-tint", 4.5}, ask{"ink", s + "-tint", 4.5}, ask{"on-ink", s, 4.5})
	}
	for n := 1; n <= 12; n++ {
		tint := fmt.Sprintf("client-tint-%d", n)
		asks = append(asks, ask{fmt.Sprintf("client-%d", n), tint, 4.5}, ask{"ink", tint, 4.5})
	}
	asks = append(asks, ask{"on-ink", "ink", 4.5}, ask{"on-ink", "ink-hover", 4.5})
	for _, a := range asks {
		text, on := tok[a.text], tok[a.on]
		if text.light == "" || on.light == "" {
			t.Errorf("token %s or %s is missing", a.text, a.on)
			continue
		}
		if got := contrast(text.light, on.light); got < a.least {
			t.Errorf("light: %s on %s is %.2f, want %.1f", a.text, a.on, got, a.least)
		}
		if got := contrast(text.dark, on.dark); got < a.least {
			t.Errorf("dark: %s on %s is %.2f, want %.1f", a.text, a.on, got, a.least)
		}
	}
}

func TestColourClass(t *testing.T) {
	for n, want := range map[int]string{-1: "", 0: "", 1: "colour-1", 12: "colour-12", 13: ""} {
		if got := ColourClass(n); got != want {
			t.Errorf("ColourClass(%d) = %q, want %q", n, got, want)
		}
	}
	if len(Colours()) != 12 || strings.Join(strings.Fields(Colours()[11].Name), "") != "Slate" {
		t.Errorf("Colours() = %v", Colours())
	}
}
