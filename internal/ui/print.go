package ui

import (
	"html"
	"strings"

	"github.com/a-h/templ"
)

// What stands on a page a hundred times and more is printed here by hand: a
// component of the template language sets itself up anew each time, and its
// lists of classes go through two maps. A row of a list cost several times
// what its text does. Everything that is given is escaped.

// markup is HTML being written.
type markup struct{ strings.Builder }

// raw writes what this package wrote itself.
func (p *markup) raw(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
}

// text writes what somebody typed, between tags or in a quoted attribute.
func (p *markup) text(s string) { p.WriteString(html.EscapeString(s)) }

func (p *markup) done() templ.Component { return templ.Raw(p.String()) }

// room is how much a small component takes at least; it then grows seldom.
const room = 160

func printing() *markup {
	p := &markup{}
	p.Grow(room)
	return p
}

// Badge prints a word on a tint; tone is "", "doubtful", "broken", "told" or "kept".
func Badge(tone, text string) templ.Component {
	p := printing()
	p.raw(`<span class="badge`)
	if tone != "" {
		p.raw(" badge-")
		p.text(tone)
	}
	p.raw(`">`)
	p.text(text)
	p.raw(`</span>`)
	return p.done()
}

// MomentText prints a moment on one line: its text, the client's zone, how far away.
func MomentText(m Moment) templ.Component {
	p := printing()
	p.raw(`<span class="moment"><time datetime="`)
	p.text(m.ISO)
	if m.Title != "" {
		p.raw(`" title="`)
		p.text(m.Title)
	}
	p.raw(`">`)
	p.text(m.Text)
	p.raw(`</time>`)
	if m.Zone2 != "" {
		p.raw(` <span class="zone2">(`)
		p.text(m.Zone2)
		p.raw(`)</span>`)
	}
	if m.Relative != "" {
		p.raw(` <span class="relative" data-relative="`)
		p.text(m.Zone)
		p.raw(`">`)
		p.text(m.Relative)
		p.raw(`</span>`)
	}
	p.raw(`</span>`)
	return p.done()
}

// ClientName prints a client as a dot in his colour and his name.
func ClientName(c Client) templ.Component {
	p := printing()
	tag := "span"
	if c.URL != "" {
		tag = "a"
	}
	p.raw(`<`, tag, ` class="client`)
	p.colour(c.Colour)
	if c.URL != "" {
		p.raw(`" href="`)
		p.text(c.URL)
	}
	p.raw(`">`)
	p.text(c.Name)
	p.raw(`</`, tag, `>`)
	return p.done()
}

func (p *markup) colour(n int) {
	if class := ColourClass(n); class != "" {
		p.raw(" ", class)
	}
}

// ClientLogo prints the client's logo, or a monogram in his colour.
func ClientLogo(c Client) templ.Component {
	p := printing()
	if c.LogoURL != "" {
		p.raw(`<img class="logo" src="`)
		p.text(c.LogoURL)
		p.raw(`" alt="" width="56" height="56">`)
		return p.done()
	}
	p.raw(`<span class="monogram`)
	p.colour(c.Colour)
	p.raw(`" aria-hidden="true">`)
	p.text(c.Monogram())
	p.raw(`</span>`)
	return p.done()
}

// Face prints a person's picture or initials.
func Face(who Person) templ.Component {
	p := printing()
	p.raw(`<span class="face" aria-hidden="true">`)
	if who.FaceURL != "" {
		p.raw(`<img src="`)
		p.text(who.FaceURL)
		p.raw(`" alt="" width="32" height="32">`)
	} else {
		p.text(who.Initials)
	}
	p.raw(`</span>`)
	return p.done()
}

// Anchor prints a link, or its text when it leads nowhere.
func Anchor(l Link) templ.Component {
	p := printing()
	if l.URL == "" {
		p.text(l.Text)
		return p.done()
	}
	p.raw(`<a href="`)
	p.text(l.URL)
	p.raw(`">`)
	p.text(l.Text)
	p.raw(`</a>`)
	return p.done()
}

// Labelled prints a sign and a word; without a sign, the word.
func Labelled(icon, text string) templ.Component {
	p := printing()
	if icon != "" {
		p.raw(drawn(icon))
	}
	p.text(text)
	return p.done()
}

// Hidden prints a field that is sent and not shown.
func Hidden(name, value string) templ.Component {
	p := printing()
	p.hidden(name, value)
	return p.done()
}

func (p *markup) hidden(name, value string) {
	p.raw(`<input type="hidden" name="`)
	p.text(name)
	p.raw(`" value="`)
	p.text(value)
	p.raw(`">`)
}

// FormHead prints what every form carries: the version of what is edited, the
// token of once, and what is wrong with the whole.
func FormHead(f Form) templ.Component {
	p := printing()
	if f.Version != "" {
		p.hidden("version", f.Version)
	}
	if f.Once != "" {
		p.hidden("once", f.Once)
	}
	if f.Error != "" {
		p.raw(`<p class="form-error" role="alert">`)
		p.text(f.Error)
		p.raw(`</p>`)
	}
	return p.done()
}
