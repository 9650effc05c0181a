package office

import "strings"

// Agent names a browser and its machine in words a person knows, out of what
// the browser calls itself.
func Agent(s string) string {
	return first(s, "a browser", []pair{
		{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"SamsungBrowser/", "Samsung Internet"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"},
	}) + " on " + first(s, "an unknown machine", []pair{
		{"iPhone", "an iPhone"}, {"iPad", "an iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "a Mac"}, {"Linux", "Linux"},
	})
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
