package table

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Vocabulary names the columns that are wanted: for each field the headers that
// people give it, in any of our languages, most telling first. They are
// compared folded (see [Fold]), so they may be written as people write them.
type Vocabulary map[string][]string

// Columns is what a header was understood as.
type Columns struct {
	at      map[string]int
	header  []string
	Unknown []string // headers that were not taken, in order
}

// Columns finds the columns of the vocabulary in the header. Where two headers
// name one field, the more telling one is taken and the other is unknown.
func (s Sheet) Columns(v Vocabulary) Columns {
	type match struct{ column, rank int }
	best := map[string]match{}
	words := v.folded()
	for column, name := range s.Header {
		field, rank, ok := words.find(name)
		if !ok {
			continue
		}
		if old, twice := best[field]; !twice || rank < old.rank {
			best[field] = match{column, rank}
		}
	}
	c := Columns{at: map[string]int{}, header: s.Header}
	taken := map[int]bool{}
	for field, m := range best {
		c.at[field] = m.column
		taken[m.column] = true
	}
	for column := range s.width() {
		if !taken[column] && (c.Name(column) != "" && s.filled(column)) {
			c.Unknown = append(c.Unknown, c.Name(column))
		}
	}
	return c
}

// width is the number of columns of the widest row.
func (s Sheet) width() int {
	width := len(s.Header)
	for _, r := range s.Rows {
		width = max(width, len(r.Cells))
	}
	return width
}

// filled tells whether a column has a header or something in a row.
func (s Sheet) filled(column int) bool {
	if column < len(s.Header) && s.Header[column] != "" {
		return true
	}
	return slices.ContainsFunc(s.Rows, func(r Row) bool { return r.Cell(column) != "" })
}

// Has tells whether a field has a column.
func (c Columns) Has(field string) bool {
	_, ok := c.at[field]
	return ok
}

// Without gives the columns without that of a field, which becomes unknown.
func (c Columns) Without(field string) Columns {
	column, ok := c.at[field]
	if !ok {
		return c
	}
	out := Columns{at: maps.Clone(c.at), header: c.header, Unknown: append(slices.Clone(c.Unknown), c.Name(column))}
	delete(out.at, field)
	return out
}

// Text gives what a row says in the column of a field, "" without one.
func (c Columns) Text(r Row, field string) string {
	column, ok := c.at[field]
	if !ok {
		return ""
	}
	return r.Cell(column)
}

// At gives the place of a field's column, from 0, and -1 without one.
func (c Columns) At(field string) int {
	if column, ok := c.at[field]; ok {
		return column
	}
	return -1
}

// Of gives the header of a field's column as the file writes it, "" without one.
func (c Columns) Of(field string) string {
	column, ok := c.at[field]
	if !ok {
		return ""
	}
	return c.Name(column)
}

// Name gives the header of a column, or its letter where it has none.
func (c Columns) Name(column int) string {
	if column < len(c.header) && c.header[column] != "" {
		return c.header[column]
	}
	return Letter(column)
}

// headings are the folded words of a vocabulary.
type headings map[string]heading

type heading struct {
	field string
	rank  int
}

func (v Vocabulary) folded() headings {
	all := headings{}
	for field, names := range v {
		for rank, name := range names {
			all[Fold(name)] = heading{field, rank}
		}
	}
	return all
}

// find looks a header up as it is, and then without what stands in brackets:
// "Due (UTC)".
func (h headings) find(name string) (field string, rank int, ok bool) {
	bare, _, _ := strings.Cut(name, "(")
	for _, s := range []string{name, bare} {
		if found, ok := h[Fold(s)]; ok && found.field != "" {
			return found.field, found.rank, true
		}
	}
	return "", 0, false
}

// Fold makes texts comparable: small letters, no accents, one space for
// anything that is neither letter nor digit. "Fällig-am:" becomes "fallig am".
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFD.String(strings.ToLower(strings.ReplaceAll(s, "ß", "ss"))) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		default:
			space = true
		}
	}
	return b.String()
}
