package ui

import (
	"context"

	"kept/internal/tongue"
)

// voiceKey is where a context keeps the voice of its reader.
type voiceKey struct{}

// Speak has what is printed under a context say its words in a language.
func Speak(ctx context.Context, v tongue.Voice) context.Context {
	return context.WithValue(ctx, voiceKey{}, v)
}

// Voice is that in which a component speaks; English where none was set.
func Voice(ctx context.Context) tongue.Voice {
	v, _ := ctx.Value(voiceKey{}).(tongue.Voice)
	return v
}
