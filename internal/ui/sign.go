package ui

import (
	"context"
	"fmt"
	"html"
	"io"
	"sync"

	"github.com/a-h/templ"

	"kept/internal/tongue"
)

// The signs are the most printed things of all (a hundred rows have a hundred
// states), so their few forms are written out once in each language. All of it
// comes from constants of this package: nothing that a person typed is printed raw.

// signs holds every state and proof, written out in one language.
type signs struct {
	states map[State]string
	proofs map[Proof]string
}

var written = sync.OnceValue(func() map[string]signs {
	out := map[string]signs{}
	for _, code := range tongue.Codes() {
		v := tongue.In(code)
		s := signs{states: map[State]string{}, proofs: map[Proof]string{}}
		for _, st := range States() {
			s.states[st] = stateMark(v, st)
		}
		for _, p := range Proofs() {
			s.proofs[p] = proofMark(v, p)
		}
		out[code] = s
	}
	return out
})

var iconHead = sync.OnceValue(func() string {
	return `<svg class="icon" aria-hidden="true"><use href="` + AssetPath("icons.svg") + "#"
})

func drawn(name string) string { return iconHead() + html.EscapeString(name) + `"></use></svg>` }

func stateMark(v tongue.Voice, s State) string {
	return fmt.Sprintf(`<span class="state state-%s">%s%s</span>`, html.EscapeString(string(s)), drawn(string(s)), html.EscapeString(v.Say(s.Label())))
}

func proofMark(v tongue.Voice, p Proof) string {
	return fmt.Sprintf(`<span class="badge %s">%s%s</span>`, p.tone(), drawn(p.icon()), html.EscapeString(v.Say(p.Label())))
}

// Icon prints a sign from icons.svg; it is decoration, the word beside it says the same.
func Icon(name string) templ.Component { return templ.Raw(drawn(name)) }

// StateMark prints a state: its sign and its word.
func StateMark(s State) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		v := Voice(ctx)
		mark, ok := written()[v.Code()].states[s]
		if !ok {
			mark = stateMark(v, s)
		}
		_, err := io.WriteString(w, mark)
		return err
	})
}

// ProofMark prints how far a notice got.
func ProofMark(p Proof) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		v := Voice(ctx)
		mark, ok := written()[v.Code()].proofs[p]
		if !ok {
			mark = proofMark(v, p)
		}
		_, err := io.WriteString(w, mark)
		return err
	})
}
