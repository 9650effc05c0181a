package plans

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"kept/internal/importer/table"
)

// The limits on XML, which no plan comes near: how deep elements stand in each
// other, how many one record has, how many elements and attributes there are,
// and how long one tag or text is.
const (
	maxDepth    = 64
	maxNodes    = 20_000
	maxElements = 1_500_000
	maxPiece    = 1 << 20
)

var declared = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// decode brings a file to UTF-8: by the encoding that its XML names where its
// bytes are neither UTF-8 nor UTF-16, else as tables are read.
func decode(data []byte) (string, error) {
	if m := declared.FindSubmatch(data[:min(len(data), 300)]); m != nil && !utf8.Valid(data) {
		if enc, err := htmlindex.Get(string(m[1])); err == nil {
			if out, err := enc.NewDecoder().Bytes(data); err == nil {
				return string(out), nil
			}
		}
	}
	return table.Decode(data)
}

// lookAtXML tells XML by its first element.
func lookAtXML(text string) (source, error) {
	d := newXML(text)
	for {
		t, err := d.next()
		if errors.Is(err, io.EOF) {
			return source{}, refuse("The file is cut off in line %d: it holds no element.", d.line)
		}
		if err != nil {
			return source{}, err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		src := source{text: text}
		switch {
		case e.Name.Local == "Project" && (strings.HasPrefix(e.Name.Space, "http://schemas.microsoft.com/project") || e.Name.Space == ""):
			src.format = MSPDI
		case e.Name.Local == "APIBusinessObjects":
			src.format = PMXML
		case e.Name.Local == "project" && (attribute(e, "mrproject-version") != "" || attribute(e, "project-start") != ""):
			src.format = Planner
		default:
			return source{}, refuse("This is XML of another kind: it begins with <%s>, in line %d. Wanted is %s.", shown(oneLine(e.Name.Local)), d.line, wanted)
		}
		return src, nil
	}
}

// xmlReader reads XML element by element. Entities other than those of XML
// itself are refused and nothing outside of the file is ever fetched.
type xmlReader struct {
	text string
	d    *xml.Decoder
	path []string
	line int
	seen int // elements and attributes
}

func newXML(text string) *xmlReader {
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 already
	return &xmlReader{text: text, d: d}
}

// next gives the next element's beginning or end, or text; io.EOF at the end.
func (r *xmlReader) next() (xml.Token, error) {
	t, err := r.d.Token()
	r.line, _ = r.d.InputPos()
	if errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	if err != nil {
		return nil, r.broken(err)
	}
	switch e := t.(type) {
	case xml.StartElement:
		if r.seen += 1 + len(e.Attr); r.seen > maxElements {
			return nil, refuse("The XML has more than %d elements and attributes, in line %d.", maxElements, r.line)
		}
		if r.path = append(r.path, e.Name.Local); len(r.path) > maxDepth {
			return nil, refuse("The XML stands more than %d elements deep, in line %d.", maxDepth, r.line)
		}
	case xml.EndElement:
		r.path = r.path[:len(r.path)-1]
	case xml.Directive:
		if bytes.ContainsAny(e, "[") || bytes.Contains(e, []byte("ENTITY")) {
			return nil, refuse("The XML defines entities of its own, in line %d: such files are not read. Export the plan again.", r.line)
		}
	}
	return t, nil
}

func (r *xmlReader) broken(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case !errors.As(err, &syntax):
		return refuse("The XML is broken in line %d.", r.line)
	case strings.Contains(syntax.Msg, "unexpected EOF"):
		return refuse("The file is cut off in line %d. Export the plan again.", syntax.Line)
	}
	return refuse("The XML is broken in line %d: %s.", syntax.Line, shown(oneLine(syntax.Msg)))
}

// piecesAreShort refuses tags and texts so long that reading one takes much memory.
func piecesAreShort(text string) error {
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '<')
		end := i
		if i < 0 {
			end = len(strings.TrimRight(text[from:], " \r\n\t"))
		}
		if end > maxPiece {
			return refuse("The XML has a tag or text of more than 1 MB, in line %d.", 1+strings.Count(text[:from], "\n"))
		}
		if i < 0 {
			return nil
		}
		from += i + 1
	}
}

// node is one record of a file: an element with all that is in it.
type node struct {
	name  string
	text  string
	kids  []node
	bulky bool // parts of it were passed over
	line  int
}

// records gives every element that stands at one of the paths, as
// "Project/Tasks/Task", to see: with what is in it where the path says so.
func records(text string, paths map[string]bool, see func(path string, n node) error) error {
	if err := piecesAreShort(text); err != nil {
		return err
	}
	r := newXML(text)
	for {
		t, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, ok := t.(xml.StartElement); !ok {
			continue
		}
		if len(r.path) > 4 {
			continue
		}
		path := strings.Join(r.path, "/")
		whole, ok := paths[path]
		if !ok {
			continue
		}
		n := node{name: r.path[len(r.path)-1], line: r.line}
		if whole {
			left := maxNodes
			if n, err = r.node(&left); err != nil {
				return err
			}
		}
		if err := see(path, n); err != nil {
			return err
		}
	}
}

// bulk are parts of records that are long and have no place here.
var bulk = known("TimephasedData Baseline")

// node reads the element that has just begun.
func (r *xmlReader) node(left *int) (node, error) {
	n := node{name: r.path[len(r.path)-1], line: r.line}
	depth := len(r.path)
	if *left--; *left < 0 {
		return n, refuse("The %s in line %d has more than %d elements.", n.name, r.line, maxNodes)
	}
	var text strings.Builder
	for {
		t, err := r.next()
		if err != nil {
			return n, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			if len(r.path) > depth+1 {
				continue // in bulk
			}
			if bulk[e.Name.Local] {
				n.bulky = true
				continue
			}
			kid, err := r.node(left)
			if err != nil {
				return n, err
			}
			n.kids = append(n.kids, kid)
		case xml.CharData:
			if len(r.path) == depth {
				text.Write(e)
			}
			if text.Len() > maxPiece {
				return n, refuse("The XML has a tag or text of more than 1 MB, in line %d.", r.line)
			}
		case xml.EndElement:
			if len(r.path) < depth {
				n.text = strings.TrimSpace(text.String())
				return n, nil
			}
		}
	}
}

// get gives the text of a part by its name, "" without one.
func (n node) get(name string) string {
	for _, k := range n.kids {
		if k.name == name {
			return k.text
		}
	}
	return ""
}

// unreadParts notes the parts of a record that are not among known and say something.
func (g *gatherer) unreadParts(kind string, n node, known map[string]bool) {
	for _, k := range n.kids {
		if !known[k.name] && (len(k.kids) > 0 || !saysNothing(k.text)) {
			g.unread(kind, k.name)
		}
	}
	if n.bulky {
		g.unread(kind, "values over time")
	}
}

// saysNothing tells whether a value is what tools write for "none".
func saysNothing(s string) bool {
	switch s {
	case "", "0", "-1", "PT0H0M0S", "0.0", "0.00", "0.0000", "N", "false":
		return true
	}
	return false
}

func known(names string) map[string]bool {
	out := map[string]bool{}
	for _, name := range strings.Fields(names) {
		out[name] = true
	}
	return out
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
