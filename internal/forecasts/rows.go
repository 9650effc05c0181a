package forecasts

import (
	"io"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"kept/forecast"
)

// Rows are tasks or promises.
type Rows struct {
	byID     map[string]forecast.Question
	past     *forecast.Past
	pieces   []forecast.Piece
	promised bool
	grace    grace
}

// rowColumns are the columns of a table of rows; -1 is one that is not there.
type rowColumns struct {
	id, asof, known, y, est, due, kept int
	levels, numbers                    []int
}

func columnsOf(t *table) (rowColumns, error) {
	c := rowColumns{est: -1, due: -1, kept: -1}
	at, err := t.need("id", "asof", "known_at", "y")
	if err != nil {
		return c, err
	}
	c.id, c.asof, c.known, c.y = at[0], at[1], at[2], at[3]
	for k, name := range t.columns {
		switch {
		case name == "est":
			c.est = k
		case name == "promise_days":
			c.due = k
		case name == "kept":
			c.kept = k
		case strings.HasPrefix(name, "cat_"):
			c.levels = append(c.levels, k)
		case strings.HasPrefix(name, "num_"):
			c.numbers = append(c.numbers, k)
		}
	}
	return c, nil
}

// ReadRows reads tasks (with "est") or promises (with "promise_days").
func ReadRows(name string, in io.Reader) (*Rows, error) {
	t, err := readTable(name, in)
	if err != nil {
		return nil, err
	}
	c, err := columnsOf(t)
	if err != nil {
		return nil, err
	}
	r := &Rows{byID: map[string]forecast.Question{}, promised: c.due >= 0}
	pieces := make([]forecast.Piece, 0, len(t.rows))
	r.grace = c.grace(t)
	for n, row := range t.rows {
		p, err := c.piece(row)
		if err != nil {
			return nil, bad(t.line(n), err.Error())
		}
		r.byID[p.ID] = forecast.Question{ID: p.ID, Levels: p.Levels, Numbers: p.Numbers, Scale: p.Scale, Due: p.Due, At: p.Began}
		pieces = append(pieces, p)
	}
	pace := 0.0
	if r.promised {
		pace = 1
	}
	r.pieces = pieces
	r.past, err = forecast.NewPast(pieces, pace)
	return r, err
}

type word string

func (w word) Error() string { return string(w) }

// promisedMore is added to promised lengths and to what they took, so that a
// promise for today is one, too.
const promisedMore = 1

func (c rowColumns) piece(row []string) (forecast.Piece, error) {
	p := forecast.Piece{ID: row[c.id]}
	asof, ok := instant(row[c.asof])
	if !ok {
		return p, word("\"asof\" is not a moment")
	}
	p.Began = asof
	for _, k := range c.levels {
		p.Levels = append(p.Levels, row[k])
	}
	for _, k := range c.numbers {
		p.Numbers = append(p.Numbers, number(row[k]))
	}
	if c.est >= 0 {
		if p.Scale = number(row[c.est]); !(p.Scale > 0) {
			p.Scale = 0
		}
	}
	more := 0.0
	if c.due >= 0 {
		more = promisedMore
		p.Due = max(0, number(row[c.due])) + more
		if math.IsNaN(p.Due) {
			return p, word("\"promise_days\" is not a number")
		}
		p.Scale = p.Due
	}
	if row[c.known] == "" && row[c.y] == "" {
		return p, nil
	}
	known, ok := instant(row[c.known])
	if !ok {
		return p, word("\"known_at\" is not a moment")
	}
	y := number(row[c.y])
	if math.IsNaN(y) {
		return p, word("\"y\" is not a number")
	}
	p.Ended, p.Length = later(asof, known), max(0, y)+more
	return p, nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// number reads a number; NaN is none.
func number(s string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

// RowQuestions reads requests (id, asof) on rows.
func (r *Rows) RowQuestions(name string, in io.Reader) ([]Request, error) {
	t, err := readTable(name, in)
	if err != nil {
		return nil, err
	}
	at, err := t.need("id", "asof")
	if err != nil {
		return nil, err
	}
	out := make([]Request, 0, len(t.rows))
	for n, row := range t.rows {
		q, has := r.byID[row[at[0]]]
		if !has {
			return nil, bad(t.line(n), "there is no such row")
		}
		asof, ok := instant(row[at[1]])
		if !ok {
			return nil, bad(t.line(n), "\"asof\" is not a moment")
		}
		q.At = asof
		out = append(out, Request{Key: []string{row[at[0]]}, Question: q})
	}
	return out, nil
}

// grace is how late a promise may be done and still count as kept, as far as
// that was known: by when, and how many days. Both rise.
type grace []allowed

type allowed struct {
	from time.Time
	late float64
}

// grace learns from the promises that were kept late.
func (c rowColumns) grace(t *table) grace {
	if c.due < 0 || c.kept < 0 {
		return nil
	}
	var all, out grace
	for _, row := range t.rows {
		late := number(row[c.y]) - max(0, number(row[c.due]))
		if known, ok := instant(row[c.known]); ok && row[c.kept] == "1" && late > 0 {
			all = append(all, allowed{known, late})
		}
	}
	slices.SortStableFunc(all, func(a, b allowed) int { return a.from.Compare(b.from) })
	for _, a := range all {
		if len(out) == 0 || a.late > out[len(out)-1].late {
			out = append(out, a)
		}
	}
	return out
}

func (g grace) at(t time.Time) float64 {
	n := sort.Search(len(g), func(k int) bool { return g[k].from.After(t) })
	if n == 0 {
		return 0
	}
	return g[n-1].late
}
