package ui

import (
	"strconv"

	"github.com/a-h/templ"
)

// attributes gives what an input, textarea or select may carry beyond its name and value.
func (f Field) attributes() templ.OrderedAttributes {
	out := f.describing()
	text := func(name, value string) {
		if value != "" {
			out = append(out, templ.KeyValue[string, any]{Key: name, Value: value})
		}
	}
	flag := func(name string, on bool) {
		if on {
			out = append(out, templ.KeyValue[string, any]{Key: name, Value: true})
		}
	}
	text("placeholder", f.Placeholder)
	text("autocomplete", f.Autocomplete)
	text("inputmode", f.InputMode)
	text("pattern", f.Pattern)
	text("min", f.Min)
	text("max", f.Max)
	text("step", f.Step)
	text("accept", f.Accept)
	text("lang", f.Lang)
	if f.Capture {
		text("capture", "environment")
	}
	if f.MaxLength > 0 {
		text("maxlength", strconv.Itoa(f.MaxLength))
	}
	if len(f.List) > 0 {
		text("list", f.Key()+"-list")
	}
	flag("multiple", f.Multiple)
	flag("required", f.Required)
	flag("disabled", f.Disabled)
	flag("autofocus", f.Focus)
	if f.Get != "" {
		text("hx-get", f.Get)
		text("hx-trigger", "input changed delay:250ms")
		text("hx-include", "closest form")
		text("hx-target", "#"+f.Key()+"-echo")
		text("hx-swap", "innerHTML")
		text("hx-sync", "this:replace")
	}
	return out
}

// describing gives the attributes that tie a field to its hint and its error.
func (f Field) describing() templ.OrderedAttributes {
	var out templ.OrderedAttributes
	if d := f.describedBy(); d != "" {
		out = append(out, templ.KeyValue[string, any]{Key: "aria-describedby", Value: d})
	}
	if f.Error != "" {
		out = append(out, templ.KeyValue[string, any]{Key: "aria-invalid", Value: "true"})
	}
	return out
}
