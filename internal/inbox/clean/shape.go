package clean

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// kind is how an element behaves.
type kind uint8

const (
	inlined kind = iota
	block        // stands on lines of its own
	void         // has no end
	cell         // a wall: what was opened outside is not closed inside
)

// elements are those that may be in a mail. Of all others the tags go and the
// text stays, but for those in dropped.
var elements = map[string]kind{
	"a": inlined, "abbr": inlined, "acronym": inlined, "b": inlined, "bdi": inlined, "bdo": inlined, "big": inlined, "cite": inlined, "code": inlined,
	"del": inlined, "dfn": inlined, "em": inlined, "font": inlined, "i": inlined, "ins": inlined, "kbd": inlined, "mark": inlined, "q": inlined,
	"s": inlined, "samp": inlined, "small": inlined, "span": inlined, "strike": inlined, "strong": inlined, "sub": inlined, "sup": inlined,
	"time": inlined, "tt": inlined, "u": inlined, "var": inlined,
	"address": block, "article": block, "aside": block, "blockquote": block, "center": block, "dd": block, "div": block, "dl": block, "dt": block,
	"figcaption": block, "figure": block, "footer": block, "h1": block, "h2": block, "h3": block, "h4": block, "h5": block, "h6": block,
	"header": block, "li": block, "main": block, "nav": block, "ol": block, "p": block, "pre": block, "section": block, "ul": block,
	"caption": cell, "colgroup": block, "table": cell, "tbody": block, "td": cell, "tfoot": block, "th": cell, "thead": block, "tr": block,
	"br": void, "col": void, "hr": void, "img": void, "wbr": void,
}

// dropped are the elements that go with all that is in them: what they hold is
// not for reading.
var dropped = map[string]bool{
	"applet": true, "audio": true, "canvas": true, "datalist": true, "frameset": true, "iframe": true, "math": true,
	"noembed": true, "noframes": true, "noscript": true, "object": true, "script": true, "style": true, "svg": true, "template": true,
	"title": true, "video": true, "xml": true,
}

// closes are the elements that end when a neighbour of theirs begins.
var closes = map[string][]string{
	"p": {"p"}, "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"},
	"td": {"td", "th"}, "th": {"td", "th"},
}

// shape writes a fragment anew: known elements, each closed, images parked.
type shape struct {
	out    *strings.Builder
	open   []string
	skip   string // the dropped element that is being passed over
	depth  int    // how many of it are open
	remote []string
	inline []string
}

func (s *shape) run(fragment string) {
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		t := z.Next()
		switch t {
		case html.ErrorToken: // the end
			for len(s.open) > 0 {
				s.pop()
			}
			return
		case html.TextToken:
			if s.skip == "" {
				s.out.WriteString(html.EscapeString(string(z.Text())))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			s.start(z, t == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			s.end(string(name))
		case html.CommentToken, html.DoctypeToken:
		}
	}
}

func (s *shape) start(z *html.Tokenizer, closed bool) {
	raw, hasAttrs := z.TagName()
	name := string(raw)
	k, known := elements[name]
	switch {
	case s.skip == name && !closed:
		s.depth++
		return
	case s.skip != "":
		return
	case dropped[name]:
		if !closed || rawText[name] {
			s.skip, s.depth = name, 1
		}
		return
	case !known || len(s.open) >= MaxDepth && k != void:
		return
	}
	if n := len(s.open); n > 0 && slices.Contains(closes[name], s.open[n-1]) {
		s.pop()
	}
	s.out.WriteByte('<')
	s.out.WriteString(name)
	for hasAttrs {
		var key, value []byte
		key, value, hasAttrs = z.TagAttr()
		s.attribute(name, string(key), string(value))
	}
	s.out.WriteByte('>')
	if k != void {
		s.open = append(s.open, name)
	}
}

// rawText are the dropped elements in which a slash at the end means nothing.
var rawText = map[string]bool{"iframe": true, "noembed": true, "noframes": true, "noscript": true, "script": true, "style": true, "title": true}

func (s *shape) end(name string) {
	if s.skip != "" {
		if s.skip == name {
			if s.depth--; s.depth == 0 {
				s.skip = ""
			}
		}
		return
	}
	k, known := elements[name]
	if !known || k == void {
		return
	}
	for i := len(s.open) - 1; i >= 0; i-- {
		if s.open[i] == name {
			for len(s.open) > i {
				s.pop()
			}
			return
		}
		if elements[s.open[i]] == cell && !tabular[name] {
			return // it closes what stands outside of the table
		}
	}
}

// tabular are the elements whose end ends the cells in them.
var tabular = map[string]bool{"caption": true, "table": true, "tbody": true, "td": true, "tfoot": true, "th": true, "thead": true, "tr": true}

func (s *shape) pop() {
	last := len(s.open) - 1
	s.out.WriteString("</")
	s.out.WriteString(s.open[last])
	s.out.WriteByte('>')
	s.open = s.open[:last]
}

func (s *shape) attribute(element, key, value string) {
	switch {
	case key == "style":
		value = style(value)
	case element == "img" && key == "src":
		key, value = s.park(value)
	case strings.HasPrefix(key, "on") || strings.HasPrefix(key, "data-"):
		return
	case key == "href":
		value = strings.TrimSpace(value)
	}
	if value == "" && key != "alt" {
		return
	}
	s.out.WriteByte(' ')
	s.out.WriteString(key)
	s.out.WriteString(`="`)
	s.out.WriteString(html.EscapeString(value))
	s.out.WriteByte('"')
}

// picture tells whether a data: address is a picture of dots. One of lines
// (SVG) is a document that can hold anything.
func picture(data string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(data), ";")
	return kind == "image/png" || kind == "image/jpeg" || kind == "image/gif" || kind == "image/webp"
}

// park gives the attribute under which an image waits: one in the text itself
// needs none.
func (s *shape) park(address string) (key, value string) {
	address = strings.TrimSpace(address)
	scheme, rest, _ := strings.Cut(address, ":")
	switch strings.ToLower(scheme) {
	case "data":
		if !picture(rest) {
			return "", ""
		}
		return "src", address
	case "cid":
		id, err := url.PathUnescape(rest)
		if err != nil {
			id = rest
		}
		if contentID.MatchString(id) && !slices.Contains(s.inline, id) && len(s.inline) < MaxRemote {
			s.inline = append(s.inline, id)
		}
		return "data-cid", id
	case "http", "https":
		u, err := url.Parse(address)
		if err != nil || u.Host == "" {
			return "", ""
		}
		address = u.String()
		if !slices.Contains(s.remote, address) && len(s.remote) < MaxRemote {
			s.remote = append(s.remote, address)
		}
		return "data-remote", address
	}
	return "", ""
}
