package office

import (
	"strings"

	"kept/internal/tongue"
)

// Agent names a browser and its machine in words a person knows, out of what
// the browser calls itself.
func Agent(v tongue.Voice, s string) string {
	browser := first(s, v.Say("a browser"), []pair{
		{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"SamsungBrowser/", "Samsung Internet"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"},
	})
	machine := first(s, v.Say("an unknown machine"), []pair{
		{"iPhone", v.Say("an iPhone")}, {"iPad", v.Say("an iPad")}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", v.Say("a Mac")}, {"Linux", "Linux"},
	})
	return v.Say("{browser} on {machine}", "browser", browser, "machine", machine)
}

type pair struct{ mark, name string }

func first(s, otherwise string, pairs []pair) string {
	for _, p := range pairs {
		if strings.Contains(s, p.mark) {
			return p.name
		}
	}
	return otherwise
}
