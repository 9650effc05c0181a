package plans

import (
	"slices"
	"strings"

	"kept/internal/importer/table"
	"kept/internal/importer/written"
)

// sheet reads a table whose columns may have the same heading, as Jira's.
type sheet struct {
	*gatherer
	table  table.Sheet
	heads  map[string][]int // columns by folded heading
	used   map[int]bool
	dated  []int                  // columns of dates
	orders map[int]written.Orders // of dates in digits, by column; -1 is all of them
}

func newSheet(f Format, t table.Sheet) *sheet {
	s := &sheet{gatherer: newGatherer(f), table: t, heads: map[string][]int{}, used: map[int]bool{}, orders: map[int]written.Orders{}}
	for i, name := range t.Header {
		s.heads[table.Fold(name)] = append(s.heads[table.Fold(name)], i)
	}
	return s
}

// columns gives the columns with one of these headings, in the order of the
// headings.
func (s *sheet) columns(names ...string) []int {
	var out []int
	for _, name := range names {
		for _, i := range s.heads[table.Fold(name)] {
			if !slices.Contains(out, i) {
				out = append(out, i)
				s.used[i] = true
			}
		}
	}
	return out
}

// all gives what a row says in some columns.
func (s *sheet) all(r table.Row, columns []int) []string {
	var out []string
	for _, i := range columns {
		if text := r.Cell(i); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// one gives the first of what a row says in some columns.
func (s *sheet) one(r table.Row, columns []int) string { return first(s.all(r, columns)...) }

// dates gives the columns of dates with one of these headings.
func (s *sheet) dates(names ...string) []int {
	out := s.columns(names...)
	s.dated = append(s.dated, out...)
	return out
}

// date reads a date of a row in the order that its column is written in, or
// else in that of the other columns, as one tool has written them all.
func (s *sheet) date(p Problem, field string, r table.Row, columns []int) Moment {
	for _, i := range columns {
		if text := r.Cell(i); text != "" {
			return s.momentIn(p, field, text, s.ordersOf(i))
		}
	}
	return Moment{}
}

func (s *sheet) ordersOf(column int) written.Orders {
	if s.orders[column] != nil {
		return s.orders[column]
	}
	columns := []int{column}
	if column < 0 {
		columns = s.dated
	}
	var texts []string
	for _, r := range s.table.Rows {
		for _, i := range columns {
			texts = append(texts, withoutWeekday(r.Cell(i)))
		}
	}
	found := written.OrdersOf(texts)
	s.orders[column] = found
	if column >= 0 {
		for sign, order := range s.ordersOf(-1) {
			if _, has := found[sign]; !has {
				found[sign] = order
			}
		}
	}
	return found
}

// tellUnused lists the columns that nothing was read of.
func (s *sheet) tellUnused() {
	for _, r := range s.table.Rows {
		for i, text := range r.Cells {
			if text == "" || s.used[i] {
				continue
			}
			name := "column " + table.Letter(i)
			if i < len(s.table.Header) && s.table.Header[i] != "" {
				name = s.table.Header[i]
			}
			s.unread("columns", name)
		}
	}
}

// separators part a list in a cell.
const separators = ",;|\n"

// listed parts a cell into a list.
func listed(text string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// maxNamed bounds how many parts of a list one name may be put together of.
const maxNamed = 8

// named parts a list of names that may have separators in them: the longest
// name that is known is taken. What is not known is given as it stands.
func named(text string, known func(string) bool) []string {
	var ends []int // of each part
	for i, r := range text {
		if strings.ContainsRune(separators, r) {
			ends = append(ends, i)
		}
	}
	ends = append(ends, len(text))
	var out []string
	for from, at := 0, 0; at < len(ends); {
		take := at
		if strings.TrimSpace(text[from:ends[at]]) == "" {
			from, at = ends[at]+1, at+1 // no name begins so
			continue
		}
		for i := min(at+maxNamed, len(ends)) - 1; i > at; i-- {
			if ends[i]-from <= 4*MaxName && known(strings.TrimSpace(text[from:ends[i]])) {
				take = i
				break
			}
		}
		if name := strings.TrimSpace(text[from:ends[take]]); name != "" {
			out = append(out, name)
		}
		from, at = ends[take]+1, take+1
	}
	return out
}

// namesOf finds the steps by their names; a name that several have is of nobody.
type namesOf map[string][]string

func (n namesOf) add(name, key string) { n[oneLine(name)] = append(n[oneLine(name)], key) }

func (n namesOf) known(name string) bool { return len(n[oneLine(name)]) > 0 }

// keyOf gives the step with a name, or why there is none.
func (n namesOf) keyOf(name string) (key, why string) {
	switch keys := n[oneLine(name)]; len(keys) {
	case 0:
		return "", "no step is called " + quoted(name)
	case 1:
		return keys[0], ""
	}
	return "", "several steps are called " + quoted(name)
}
