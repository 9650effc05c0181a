package page

import (
	"context"

	"kept/internal/ui"
)

// say says a sentence in the language of who reads the page; see [tongue.Voice.Say].
func say(ctx context.Context, english string, places ...string) string {
	return ui.Voice(ctx).Say(english, places...)
}

// count says how many in the language of who reads the page; see [tongue.Voice.Count].
func count(ctx context.Context, n int, one, many string, places ...string) string {
	return ui.Voice(ctx).Count(n, one, many, places...)
}
