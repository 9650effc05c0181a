package webtest

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Page is a page as its reader has it before him.
type Page struct {
	Status  int
	Path    string // where it is, after every redirect, with its query
	HTML    string
	Header  http.Header
	doc     *html.Node
	visitor *Visitor
	t       testing.TB
}

// Text is what the page says, with single spaces.
func (p *Page) Text() string { return textOf(p.doc) }

func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && slices.Contains([]string{"script", "style", "head", "template"}, n.Data) {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == html.ElementNode && !slices.Contains([]string{"a", "b", "i", "s", "em", "strong", "time", "span", "code"}, n.Data) {
			b.WriteString(" ")
		}
	}
	walk(n)
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "\u2060", "")), " ")
}

// Says wants the page to be there and to say all of these.
func (p *Page) Says(words ...string) *Page {
	p.t.Helper()
	return p.Answers(200, words...)
}

// Answers wants a status and words.
func (p *Page) Answers(status int, words ...string) *Page {
	p.t.Helper()
	if p.Status != status {
		p.t.Fatalf("%s answered %d, want %d:\n%s", p.Path, p.Status, status, p.Text())
	}
	text := p.Text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			p.t.Errorf("%s does not say %q:\n%s", p.Path, w, text)
		}
	}
	return p
}

// SaysNot wants the page to say none of these.
func (p *Page) SaysNot(words ...string) *Page {
	p.t.Helper()
	text := p.Text()
	for _, w := range words {
		if strings.Contains(text, w) {
			p.t.Errorf("%s says %q:\n%s", p.Path, w, text)
		}
	}
	return p
}

// Follow presses the first link with this text.
func (p *Page) Follow(text string) *Page {
	p.t.Helper()
	for _, a := range find(p.doc, "a") {
		if textOf(a) == text {
			return p.visitor.Get(attr(a, "href"))
		}
	}
	p.t.Fatalf("%s has no link %q:\n%s", p.Path, text, p.Text())
	return nil
}

// Link is where the first link with this text leads; "" when there is none.
func (p *Page) Link(text string) string {
	for _, a := range find(p.doc, "a") {
		if textOf(a) == text {
			return attr(a, "href")
		}
	}
	return ""
}

// Form is a form on a page, filled in as it stands there.
type Form struct {
	Values url.Values
	action string
	names  map[string]bool
	files  []file
	page   *Page
}

// Form finds the form that is sent to this path, whatever its query.
func (p *Page) Form(action string) *Form {
	p.t.Helper()
	for _, f := range find(p.doc, "form") {
		path, _, _ := strings.Cut(attr(f, "action"), "?")
		if path == action {
			return p.filled(f)
		}
	}
	p.t.Fatalf("%s (%d) has no form that is sent to %s:\n%s", p.Path, p.Status, action, p.Text())
	return nil
}

// HasForm tells whether a form on the page is sent to this path.
func (p *Page) HasForm(action string) bool {
	return slices.ContainsFunc(find(p.doc, "form"), func(f *html.Node) bool {
		path, _, _ := strings.Cut(attr(f, "action"), "?")
		return path == action
	})
}

func (p *Page) filled(f *html.Node) *Form {
	out := &Form{Values: url.Values{}, action: attr(f, "action"), names: map[string]bool{}, page: p}
	for _, e := range find(f, "input", "textarea", "select") {
		name := attr(e, "name")
		if name == "" {
			continue
		}
		out.names[name] = true
		if has(e, "disabled") {
			continue
		}
		switch e.Data {
		case "textarea":
			out.Values.Add(name, strings.TrimPrefix(rawText(e), "\n"))
		case "select":
			out.choose(e, name)
		default:
			if kind := attr(e, "type"); kind != "checkbox" && kind != "radio" || has(e, "checked") {
				out.Values.Add(name, attr(e, "value"))
			}
		}
	}
	return out
}

// choose takes the selected option of a list, else its first.
func (f *Form) choose(e *html.Node, name string) {
	options := find(e, "option")
	for _, o := range options {
		if has(o, "selected") {
			f.Values.Add(name, attr(o, "value"))
			return
		}
	}
	if len(options) > 0 {
		f.Values.Add(name, attr(options[0], "value"))
	}
}

// Set fills fields in: name, value, name, value. A field that is not there
// cannot be filled in.
func (f *Form) Set(pairs ...string) *Form {
	f.page.t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		if !f.names[pairs[i]] {
			f.page.t.Fatalf("the form for %s on %s has no field %q", f.action, f.page.Path, pairs[i])
		}
		f.Values.Set(pairs[i], pairs[i+1])
	}
	return f
}

// Has tells whether the form asks for something.
func (f *Form) Has(name string) bool { return f.names[name] }

// Pick chooses the option, chip or radio with this label.
func (f *Form) Pick(name, label string) *Form {
	f.page.t.Helper()
	for _, o := range find(f.page.doc, "option", "label") {
		if !strings.Contains(textOf(o), label) {
			continue
		}
		if o.Data == "option" && o.Parent != nil && (attr(o.Parent, "name") == name || o.Parent.Parent != nil && attr(o.Parent.Parent, "name") == name) {
			f.Values.Set(name, attr(o, "value"))
			return f
		}
		for _, in := range find(o, "input") {
			if attr(in, "name") == name && attr(in, "type") == "radio" {
				f.Values.Set(name, attr(in, "value"))
				return f
			}
		}
	}
	f.page.t.Fatalf("%s offers no %q for %s:\n%s", f.page.Path, label, name, f.page.Text())
	return f
}

// Clear takes a tick or a value away.
func (f *Form) Clear(name string) *Form { f.Values.Del(name); return f }

// Submit sends the form and follows where it leads. A date that was typed is
// shown in full first, as to everybody without JavaScript: it is looked at and
// confirmed.
func (f *Form) Submit() *Page {
	f.page.t.Helper()
	p := f.Send()
	seen, ok := p.asks(f.action)
	if !ok {
		return p
	}
	sure := *f // a file is chosen once more: no browser keeps it
	sure.Values = sureOf(f.Values, seen)
	return sure.Send()
}

// sureOf is a form that was filled in, with the echoes that its writer has seen.
func sureOf(filled url.Values, seen *Form) url.Values {
	out := maps.Clone(filled)
	for name, all := range seen.Values {
		if strings.HasSuffix(name, "_seen") {
			out[name] = all
		}
	}
	return out
}

// asks finds the form that asks whether a date that was typed is meant.
func (p *Page) asks(action string) (*Form, bool) {
	for _, f := range find(p.doc, "form") {
		if at, _, _ := strings.Cut(attr(f, "action"), "?"); at != action && attr(f, "action") != action {
			continue
		}
		for _, d := range find(f, "div") {
			if attr(d, "class") == "confirm" {
				return p.filled(f), true
			}
		}
	}
	return nil, false
}

// Send presses the button once and follows where it leads.
func (f *Form) Send() *Page {
	f.page.t.Helper()
	if f.files != nil {
		return f.page.visitor.upload(f)
	}
	return f.page.visitor.send(f.action, f.page.Path, f.Values)
}

// To sends the form to another path, as a button with an address of its own does.
func (f *Form) To(path string) *Page {
	f.page.t.Helper()
	return f.page.visitor.send(path, f.page.Path, f.Values)
}

func find(n *html.Node, names ...string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && slices.Contains(names, d.Data) {
			out = append(out, d)
		}
	}
	return out
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func rawText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
