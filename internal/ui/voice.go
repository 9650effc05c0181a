package ui

import (
	"context"

	"kept/internal/tongue"
)

// voiceKey is where a context keeps the voice of its reader.
type voiceKey struct{}

// Speak has what is printed under a context say the few words of this package's
// own in a language.
func Speak(ctx context.Context, v tongue.Voice) context.Context {
	return context.WithValue(ctx, voiceKey{}, v)
}

// spoken is the voice in which a component speaks; English where none was set.
func spoken(ctx context.Context) tongue.Voice {
	v, _ := ctx.Value(voiceKey{}).(tongue.Voice)
	return v
}
