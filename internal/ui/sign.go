package ui

import (
	"fmt"
	"html"
	"sync"

	"github.com/a-h/templ"
)

// The signs are the most printed things of all (a hundred rows have a hundred
// states), so their few forms are written out once. All of it comes from
// constants of this package: nothing that a person typed is printed raw.

// signs holds every state and proof, written out.
type signs struct {
	states map[State]templ.Component
	proofs map[Proof]templ.Component
}

var written = sync.OnceValue(func() signs {
	s := signs{states: map[State]templ.Component{}, proofs: map[Proof]templ.Component{}}
	for _, st := range States() {
		s.states[st] = stateMark(st)
	}
	for _, p := range Proofs() {
		s.proofs[p] = proofMark(p)
	}
	return s
})

var iconHead = sync.OnceValue(func() string {
	return `<svg class="icon" aria-hidden="true"><use href="` + AssetPath("icons.svg") + "#"
})

func drawn(name string) string { return iconHead() + html.EscapeString(name) + `"></use></svg>` }

func stateMark(s State) templ.Component {
	return templ.Raw(fmt.Sprintf(`<span class="state state-%s">%s%s</span>`, html.EscapeString(string(s)), drawn(string(s)), html.EscapeString(s.Label())))
}

func proofMark(p Proof) templ.Component {
	return templ.Raw(fmt.Sprintf(`<span class="badge %s">%s%s</span>`, p.tone(), drawn(p.icon()), html.EscapeString(p.Label())))
}

// Icon prints a sign from icons.svg; it is decoration, the word beside it says the same.
func Icon(name string) templ.Component { return templ.Raw(drawn(name)) }

// StateMark prints a state: its sign and its word.
func StateMark(s State) templ.Component {
	if c, ok := written().states[s]; ok {
		return c
	}
	return stateMark(s)
}

// ProofMark prints how far a notice got.
func ProofMark(p Proof) templ.Component {
	if c, ok := written().proofs[p]; ok {
		return c
	}
	return proofMark(p)
}
