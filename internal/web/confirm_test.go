package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// Without JavaScript a date that was typed is shown in full before it counts,
// on every form that takes one.
func TestATypedDateIsSeenBeforeItCounts(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	path := f.promise(t, v, "The mock-ups", "9 March", "")
	here := "/clients/" + string(f.ruiz.ID)
	f.Pass(5 * time.Minute)
	for _, tt := range []struct{ page, action, field, typed, echo string }{
		{here, here + "/next", "next", "Friday", "Friday 6 March 2026"},
		{"/promises/new?contact=" + string(f.ana.ID), "/promises", "due", "Fri 4pm", "Friday 6 March 2026, 16:00 (Madrid)"},
		{path + "/edit", path, "due", "11 March", "Wednesday 11 March 2026"},
		{path + "/resets/new", path + "/resets", "due", "13 March", "Friday 13 March 2026; Thursday 12 March 2026"},
		{path + "/calls/new", path + "/calls", "at", "yesterday 16:00", "Sunday 1 March 2026, 16:00 (Rome)"},
		{path, path + "/keeping", "at", "today 10:03", "Monday 2 March 2026, 10:03 (Rome)"},
		{here + "/calls/new", here + "/calls", "at", "today 9:30", "Monday 2 March 2026, 09:30 (Rome)"},
		{here + "/projects/new", here + "/projects", "next", "Friday", "Friday 6 March 2026"},
		{"/clients/new", "/clients", "next", "Friday", "Friday 6 March 2026"},
	} {
		page := tt.page
		if page == here+"/calls/new" {
			page = "/calls/new?client=" + string(f.ruiz.ID)
		}
		form := v.Get(page).Form(tt.action)
		for name, text := range map[string]string{"words": "A word", "name": "Aalto", "contact_name": "Ann", "contact_email": "ann@new.example", "reason": "Late", "message": "Said", "text": "Said", "next": "12 March"} {
			if name != tt.field && form.Has(name) {
				form.Set(name, text)
			}
		}
		if tt.field != "next" && form.Has("next") && tt.field != "due" {
			form.Clear("next") // one question at a time
			form.Values.Set("next_choice", "2026-03-12")
		}
		before := v.Get("/journal").Text()
		asked := form.Set(tt.field, tt.typed).Send()
		asked.Answers(http.StatusUnprocessableEntity, "Nothing is done yet. Is this what you mean?", "Yes, "+tt.echo)
		if after := v.Get("/journal").Text(); after != before {
			t.Errorf("%s: something was done before the date was seen:\n%s", tt.action, after)
		}
		if done := form.Submit(); done.Status != http.StatusOK || v.Get("/journal").Text() == before {
			t.Errorf("%s: the confirmed form answered %d:\n%s", tt.action, done.Status, done.Text())
		}
	}
}

// With JavaScript the echo stands beside what is typed, and its moment goes
// along: one press is enough. When midnight has made another day of it, it is asked.
func TestTheEchoThatWasSeenCounts(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.nils)
	f.To(time.Date(2026, 3, 4, 22, 59, 0, 0, time.UTC)) // 23:59 in Madrid and Rome
	echo := v.Get("/dates?ask=due&for=" + string(f.ruiz.ID) + "&due=tomorrow+16:00").Says("Thursday 5 March 2026, 16:00 (Madrid)")
	seen := hiddenIn(t, echo.HTML, "due_seen")
	typed := url.Values{"contact": {string(f.ana.ID)}, "owner": {string(f.nils.Member)}, "kind": {"deliverable"}, "words": {"The mock-ups"}, "due": {"tomorrow 16:00"}, "due_seen": {seen}}
	if made := v.PostOnce("/promises", typed); !strings.HasPrefix(made.Path, "/promises/prm_") {
		t.Fatalf("what was seen does not count:\n%s", made.Text())
	}
	f.Pass(2 * time.Minute) // and it is another day
	v.PostOnce("/promises", typed).Answers(http.StatusUnprocessableEntity, "Is this what you mean?", "Friday 6 March 2026, 16:00 (Madrid)")

	// "In two hours" counts from now, and now moves while one writes.
	echo = v.Get("/dates?ask=due&for=" + string(f.ruiz.ID) + "&due=in+2+hours").Says("Thursday 5 March 2026, 02:01 (Madrid)")
	typed.Set("due", "in 2 hours")
	typed.Set("due_seen", hiddenIn(t, echo.HTML, "due_seen"))
	f.Pass(9 * time.Minute)
	v.PostOnce("/promises", typed).Says("Thursday 5 March 2026, 02:01")
	f.Pass(2 * time.Minute)
	v.PostOnce("/promises", typed).Answers(http.StatusUnprocessableEntity, "Thursday 5 March 2026, 02:12 (Madrid)")
	// A time that was changed within the minutes is not the one that was seen.
	typed.Set("due", "today 16:03")
	typed.Set("due_seen", "2026-03-05T15:00:00Z")
	v.PostOnce("/promises", typed).Answers(http.StatusUnprocessableEntity, "16:03 (Madrid)")
}

func hiddenIn(t *testing.T, page, name string) string {
	t.Helper()
	return between(t, page, `name="`+name+`" value="`, `"`)
}
