package clean

import "strings"

// properties are those of CSS that set letters, colours and boxes. None of them
// takes its element out of its place or over another.
var properties = map[string]bool{
	"background": true, "background-color": true, "border-collapse": true, "border-color": true, "border-radius": true, "border-spacing": true,
	"border-style": true, "border-width": true, "color": true, "direction": true, "display": true, "font": true, "font-family": true, "font-size": true,
	"font-style": true, "font-variant": true, "font-weight": true, "height": true, "letter-spacing": true, "line-height": true, "list-style-type": true,
	"max-width": true, "min-width": true, "text-align": true, "text-decoration": true, "text-indent": true, "text-transform": true,
	"vertical-align": true, "white-space": true, "width": true, "word-break": true, "word-spacing": true,
}

// sided are properties that also exist for one side: border-left, padding-top …
var sided = []string{"border", "margin", "padding"}

// quotes around the name of a font say nothing that its blanks do not.
var quotes = strings.NewReplacer(`"`, "", "'", "")

// maxStyle is the length of a style that is looked at.
const maxStyle = 4 << 10

// style keeps the declarations that do no harm: a known property, a value
// without addresses, functions other than colours, escapes and negative sizes.
func style(css string) string {
	if len(css) > maxStyle {
		return ""
	}
	var out strings.Builder
	for declaration := range strings.SplitSeq(css, ";") {
		name, value, _ := strings.Cut(declaration, ":")
		name = strings.ToLower(strings.TrimSpace(name))
		value = strings.Join(strings.Fields(quotes.Replace(value)), " ")
		if !property(name) || !harmless(value) {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte(';')
		}
		out.WriteString(name + ":" + value)
	}
	return out.String()
}

func property(name string) bool {
	if properties[name] {
		return true
	}
	for _, p := range sided {
		if side, ok := strings.CutPrefix(name, p); ok && (side == "" || strings.HasPrefix(side, "-") && len(side) < 20) {
			return true
		}
	}
	return false
}

func harmless(value string) bool {
	if value == "" || len(value) > 200 || !styling.MatchString(value) || strings.Contains(value, ":") {
		return false
	}
	if strings.HasPrefix(value, "-") || strings.Contains(value, " -") {
		return false
	}
	low := strings.ToLower(value)
	if i := strings.IndexByte(low, '('); i >= 0 {
		head := low[:i]
		return strings.HasSuffix(head, "rgb") || strings.HasSuffix(head, "rgba") || strings.HasSuffix(head, "hsl") || strings.HasSuffix(head, "hsla")
	}
	return true
}
