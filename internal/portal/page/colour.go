package page

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// colour gives #rrggbb in small letters for #rgb or #rrggbb in any case; "" for anything else.
func colour(s string) string {
	s = strings.ToLower(s)
	if len(s) == 4 && s[0] == '#' {
		s = string([]byte{'#', s[1], s[1], s[2], s[2], s[3], s[3]})
	}
	if len(s) != 7 || s[0] != '#' || strings.Trim(s[1:], "0123456789abcdef") != "" {
		return ""
	}
	return s
}

// channels gives the red, green and blue of #rrggbb as linear light, 0 to 1 (IEC 61966-2-1).
func channels(hex string) [3]float64 {
	var out [3]float64
	for i := range out {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8) // its digits were looked at by colour
		if v := float64(n) / 255; v <= 0.04045 {
			out[i] = v / 12.92
		} else {
			out[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return out
}

// luminance is the relative luminance of WCAG 2.2, 0 to 1.
func luminance(hex string) float64 {
	c := channels(hex)
	return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
}

// contrast is the contrast ratio of WCAG 2.2, 1 to 21.
func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// oklch is a colour by lightness (0 to 1), chroma and hue (radians), in Björn
// Ottosson's Oklab (bottosson.github.io/posts/oklab).
type oklch struct{ l, c, h float64 }

func fromHex(hex string) oklch {
	v := channels(hex)
	l := math.Cbrt(0.4122214708*v[0] + 0.5363325363*v[1] + 0.0514459929*v[2])
	m := math.Cbrt(0.2119034982*v[0] + 0.6806995451*v[1] + 0.1073969566*v[2])
	s := math.Cbrt(0.0883024619*v[0] + 0.2817188376*v[1] + 0.6299787005*v[2])
	a := 1.9779984951*l - 2.4285922050*m + 0.4505937099*s
	b := 0.0259040371*l + 0.7827717662*m - 0.8086757660*s
	return oklch{0.2104542553*l + 0.7936177850*m - 0.0040720468*s, math.Hypot(a, b), math.Atan2(b, a)}
}

// linear gives the colour as linear light, which lies outside 0 to 1 where a screen cannot show it.
func (o oklch) linear() [3]float64 {
	a, b := o.c*math.Cos(o.h), o.c*math.Sin(o.h)
	l := math.Pow(o.l+0.3963377774*a+0.2158037573*b, 3)
	m := math.Pow(o.l-0.1055613458*a-0.0638541728*b, 3)
	s := math.Pow(o.l-0.0894841775*a-1.2914855480*b, 3)
	return [3]float64{
		4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s,
	}
}

// hex gives the colour as a screen can show it: where it cannot, with less chroma.
func (o oklch) hex() string {
	if !o.shown() {
		low, high := 0.0, o.c
		for range 14 {
			o.c = (low + high) / 2
			if o.shown() {
				low = o.c
			} else {
				high = o.c
			}
		}
		o.c = low
	}
	var out [3]int
	for i, v := range o.linear() {
		v = min(1, max(0, v))
		if v <= 0.0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		out[i] = int(math.Round(v * 255))
	}
	return fmt.Sprintf("#%02x%02x%02x", out[0], out[1], out[2])
}

// shown tells whether a screen can show the colour, give or take a rounding.
func (o oklch) shown() bool {
	for _, v := range o.linear() {
		if v < -0.0005 || v > 1.0005 {
			return false
		}
	}
	return true
}
