package ui

import (
	"net/url"
	"slices"
)

// Refill puts what a form sent back into its fields, so that nothing is typed
// twice: values, ticks and choices. A field that was not sent is emptied.
func Refill(sent url.Values, fields ...*Field) {
	for _, f := range fields {
		switch f.Type {
		case "checkbox":
			f.Checked = slices.Contains(sent[f.Name], f.sends())
		case "file", "password":
			f.Value = ""
		default:
			f.Value = sent.Get(f.Name)
		}
		for i, o := range f.Options {
			f.Options[i].Selected = slices.Contains(sent[f.Name], o.Value)
		}
	}
}

// Complain puts what is wrong beside the fields, by their names, and gives
// back the words for names that none of the fields has: they belong above the form.
func Complain(errs map[string]string, fields ...*Field) []string {
	known := map[string]bool{}
	for _, f := range fields {
		known[f.Name] = true
		if say, ok := errs[f.Name]; ok {
			f.Error = say
		}
	}
	var rest []string
	for name, say := range errs {
		if !known[name] {
			rest = append(rest, say)
		}
	}
	slices.Sort(rest)
	return rest
}

// FocusFirst has the first field that has to be mended take the focus.
func FocusFirst(fields ...*Field) {
	first := slices.IndexFunc(fields, func(f *Field) bool { return f.Error != "" })
	if first < 0 {
		return
	}
	for i, f := range fields {
		f.Focus = i == first
	}
}

// Choose marks the option with this value as the selected one.
func Choose(options []Option, value string) []Option {
	out := make([]Option, len(options))
	for i, o := range options {
		o.Selected = o.Value == value
		out[i] = o
	}
	return out
}
