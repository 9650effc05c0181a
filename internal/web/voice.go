package web

import (
	"cmp"
	"time"

	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/worktime"
)

// reader is who reads a page: his language, his hours, and when he reads it.
type reader struct {
	spoken tongue.Voice
	cal    *worktime.Calendar // his own
	now    time.Time
}

// speaks settles, once for a visit, in which language its pages are: the
// member's own; else what the browser says that its reader reads. Templates find
// the voice in the context.
func (v *visit) speaks(language string) {
	v.spoken = tongue.In(cmp.Or(language, tongue.Match(v.r.Header.Get("Accept-Language"))))
	v.r = v.r.WithContext(ui.Speak(v.r.Context(), v.spoken))
}

// voice is the language of the page.
func (v *reader) voice() tongue.Voice { return v.spoken }

// say says a sentence in the reader's language; see [tongue.Voice.Say].
func (v *reader) say(english string, places ...string) string {
	return v.spoken.Say(english, places...)
}

// count says how many in the reader's language; see [tongue.Voice.Count].
func (v *reader) count(n int, one, many string, places ...string) string {
	return v.spoken.Count(n, one, many, places...)
}

// complaints says what is wrong with the fields of a form.
func (v *reader) complaints(fields map[string]string) map[string]string {
	out := make(map[string]string, len(fields))
	for name, say := range fields {
		out[name] = v.spoken.Refusal(say)
	}
	return out
}
