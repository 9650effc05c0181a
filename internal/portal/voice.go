package portal

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/portal/page"
	"kept/internal/tongue"
)

// languageLasts is how long a browser remembers the language that was chosen.
const languageLasts = 365 * 24 * time.Hour

// speaks has the page speak a client's language, unless its reader chose another
// one on this device.
func (v *visit) speaks(language string) {
	if chosen := v.cookies.Language(v.r); tongue.Known(chosen) && !v.borrowed() {
		language = chosen
	}
	v.spoken = v.Voices(language)
	v.chosen = true
}

// voice is the language of the page: the one that was chosen on this device, that
// of the client, or what the browser says that its reader reads.
func (v *visit) voice() tongue.Voice {
	if v.chosen {
		return v.spoken
	}
	language := tongue.Match(v.r.Header.Get("Accept-Language"))
	if v.who.Contact != "" {
		if known, err := v.o.Portal.Language(v.r.Context(), v.who); err == nil {
			language = known
		}
	}
	v.speaks(language)
	return v.spoken
}

// say says a sentence in the reader's language; see [tongue.Voice.Say].
func (v *visit) say(english string, places ...string) string {
	return v.voice().Say(english, places...)
}

// upTo says a sentence that ends in {when}, up to there: the moment itself is
// printed as such.
func (v *visit) upTo(said string) string {
	before, _, _ := strings.Cut(said, "{when}")
	return strings.TrimSpace(before)
}

// heard is how much of what somebody wrote tells its language, in bytes.
const heard = 400

// lang is the language of what somebody wrote, for whoever reads it aloud; "" =
// it is the page's, or not known for sure.
func (v *visit) lang(text string) string {
	if len(text) > heard {
		text = strings.ToValidUTF8(text[:heard], "")
	}
	code, sure := tongue.Of(text)
	if !sure || code == v.voice().Code() {
		return ""
	}
	return code
}

// frame is what a page carries whoever reads it.
func (v *visit) frame(title string, firm page.Firm) page.Frame {
	voice := v.voice()
	f := page.Frame{Title: title, Firm: firm, Lang: voice.Code(), RTL: voice.RTL(), Words: page.WordsIn(voice)}
	if firm.Name != "" {
		f.About = v.say("Your page at {firm}: what was promised to you, what comes next, and when you hear from us.", "firm", firm.Name)
	}
	if v.borrowed() {
		return f
	}
	f.Languages = page.Languages{Action: "/p/language", Back: "/p/"}
	if at := v.r.URL.Path; v.r.Method == http.MethodGet || !strings.HasPrefix(at, "/p/") {
		f.Languages.Back = v.r.URL.EscapedPath()
	}
	for _, code := range tongue.Codes() {
		f.Languages.Choices = append(f.Languages.Choices, page.Language{Code: code, Name: tongue.Own(code), Here: code == voice.Code()})
	}
	return f
}

// chooseLanguage remembers on this device in which language its reader reads.
func chooseLanguage(v *visit) error {
	code, back := v.r.FormValue("language"), v.r.FormValue("back")
	if !tongue.Known(code) {
		return fault.New(fault.Invalid, "Choose one of the languages offered.")
	}
	ours := slices.ContainsFunc(roots(), func(root string) bool { return strings.HasPrefix(back, root) })
	if !ours || strings.ContainsAny(back, "\\\r\n") {
		back = "/p/"
	}
	v.cookies.ChooseLanguage(v.w, code, languageLasts)
	return v.go303(back)
}

// complaint says a refusal's sentence in the reader's language.
func (v *visit) complaint(say string) string { return v.voice().Refusal(say) }

// complaints says what is wrong with the fields of a form.
func (v *visit) complaints(fields map[string]string) map[string]string {
	out := make(map[string]string, len(fields))
	for name, say := range fields {
		out[name] = v.complaint(say)
	}
	return out
}
