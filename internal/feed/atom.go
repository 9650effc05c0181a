package feed

import (
	"bytes"
	"encoding/xml"
	"time"
)

// News is a feed of what is new (Atom, RFC 4287).
type News struct {
	ID       string // a URI, the same for ever
	Title    string
	Language string // BCP 47
	Author   string
	Self     string // its own address
	Page     string // the page that it tells of
	Updated  time.Time
	Items    []Item // the newest first
}

// Item is one thing that is new.
type Item struct {
	ID      string // a URI, the same for ever
	Title   string
	Text    string
	URL     string
	Kind    string // its category; "" = none
	Updated time.Time
}

// Append writes the feed behind b. The same feed is the same bytes.
func (n News) Append(b []byte) []byte {
	w := bytes.NewBuffer(b)
	w.WriteString(xml.Header + `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="`)
	escaped(w, n.Language)
	w.WriteString("\">\n")
	element(w, "id", n.ID)
	element(w, "title", n.Title)
	element(w, "updated", n.Updated.UTC().Format(time.RFC3339))
	w.WriteString("<author><name>")
	escaped(w, n.Author)
	w.WriteString("</name></author>\n")
	link(w, "self", "application/atom+xml", n.Self)
	link(w, "alternate", "text/html", n.Page)
	for _, i := range n.Items {
		w.WriteString("<entry>\n")
		element(w, "id", i.ID)
		element(w, "title", i.Title)
		element(w, "updated", i.Updated.UTC().Format(time.RFC3339))
		link(w, "alternate", "text/html", i.URL)
		if i.Kind != "" {
			w.WriteString(`<category term="`)
			escaped(w, i.Kind)
			w.WriteString("\"/>\n")
		}
		element(w, "summary", i.Text)
		w.WriteString("</entry>\n")
	}
	w.WriteString("</feed>\n")
	return w.Bytes()
}

func element(w *bytes.Buffer, name, value string) {
	w.WriteString("<" + name + ">")
	escaped(w, value)
	w.WriteString("</" + name + ">\n")
}

func link(w *bytes.Buffer, rel, media, to string) {
	w.WriteString(`<link rel="` + rel + `" type="` + media + `" href="`)
	escaped(w, to)
	w.WriteString("\"/>\n")
}

// escaped writes a text; characters that XML does not know become U+FFFD.
func escaped(w *bytes.Buffer, s string) {
	_ = xml.EscapeText(w, []byte(s)) // a buffer takes everything
}
