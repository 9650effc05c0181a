package ui

import (
	"strconv"

	"github.com/a-h/templ"
)

// Colour is one of the twelve colours that a client may have on the master
// calendar, the lists and his own page. All pass WCAG AA as text, in both
// schemes, on paper and on their own tint.
type Colour struct {
	Number int // 1 to 12: what is stored, and the class colour-N
	Name   string
}

// Colours gives the twelve, in the order of their numbers.
func Colours() []Colour {
	names := [...]string{
		"Madder", "Terracotta", "Ochre", "Olive", "Moss", "Pine",
		"Lagoon", "Harbour", "Indigo", "Violet", "Plum", "Slate",
	}
	out := make([]Colour, len(names))
	for i, n := range names {
		out[i] = Colour{Number: i + 1, Name: n}
	}
	return out
}

// ColourClass is the class that gives an element and what is in it the
// client's colour; "" for a number that is none of the twelve.
func ColourClass(n int) string {
	if n < 1 || n > 12 {
		return ""
	}
	return "colour-" + strconv.Itoa(n)
}

// Coloured gives an element of a class the client's colour. It is for rows: a
// list of classes goes through two maps, this is one text.
func Coloured(class string, n int) templ.OrderedAttributes {
	if c := ColourClass(n); c != "" {
		class += " " + c
	}
	return templ.OrderedAttributes{{Key: "class", Value: class}}
}
