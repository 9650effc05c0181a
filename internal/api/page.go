package api

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"kept/internal/fault"
	"kept/internal/store"
)

// PageIn is the input of every list.
type PageIn struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many at most"`
	Cursor string `query:"cursor" maxLength:"2000" doc:"Where the list before ended: its next_cursor"`
}

// listOut is a part of a list.
type listOut[T any] struct {
	Items []T     `json:"items" nullable:"false"`
	Next  *string `json:"next_cursor" doc:"To be sent as cursor for the part that follows; null at the end"`
}

// listed is the answer of a list: with the address of the part that follows.
type listed[T any] struct {
	Link string `header:"Link" doc:"The address of the part that follows, with rel=next"`
	Body listOut[T]
}

// list registers a GET of a list.
func list[I, T any](s *service, path, id, summary string, see handler[I, listOut[T]]) {
	huma.Register(s.api, operation(http.MethodGet, path, id, summary), func(ctx context.Context, in *I) (*listed[T], error) {
		b, err := see(ctx, callerOf(ctx).Actor, in)
		if err != nil {
			return nil, s.refuse(ctx, "query", in, err)
		}
		out := &listed[T]{Body: b}
		if b.Next != nil {
			u := *callerOf(ctx).url
			q := u.Query()
			q.Set("cursor", *b.Next)
			out.Link = "<" + u.EscapedPath() + "?" + q.Encode() + `>; rel="next"`
		}
		return out, nil
	})
}

// whole is a list that has no further part.
func whole[R, T any](rows []R, out func(R) T) listOut[T] {
	items := make([]T, 0, len(rows))
	for _, r := range rows {
		items = append(items, out(r))
	}
	return listOut[T]{Items: items}
}

// part is a list of which limit+1 rows were asked for; at gives the cursor of a row.
func part[R, T any](rows []R, limit int, at func(R) cursor, out func(R) T) listOut[T] {
	if len(rows) <= limit {
		return whole(rows, out)
	}
	l := whole(rows[:limit], out)
	next := at(rows[limit-1]).String()
	l.Next = &next
	return l
}

// cursor is a place in a list: the values that it is ordered by.
type cursor []string

// String writes a cursor so that nobody is tempted to read it.
func (c cursor) String() string {
	text, _ := json.Marshal([]string(c)) // strings always can be written
	return base64.RawURLEncoding.EncodeToString(text)
}

// after reads the cursor of a list: nil at the beginning. A cursor of another
// list, or of nobody, is refused.
func (p PageIn) after(kind string, parts int) (cursor, error) {
	if p.Cursor == "" {
		return nil, nil
	}
	var c cursor
	text, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err != nil || json.Unmarshal(text, (*[]string)(&c)) != nil || len(c) != parts+1 || c[0] != kind {
		return nil, badCursor()
	}
	for _, s := range c {
		for _, r := range s {
			if r < 0x20 || r == utf8.RuneError {
				return nil, badCursor()
			}
		}
	}
	return c[1:], nil
}

func badCursor() error {
	return fault.Field("cursor", "This is not a cursor of this list. Begin without one.")
}

// placeCursor writes a place ordered by moment and id.
func placeCursor(kind string, at time.Time, id string) cursor {
	return cursor{kind, strconv.FormatInt(at.UnixMilli(), 10), id}
}

// place reads what [placeCursor] writes; the zero place at the beginning.
func (p PageIn) afterPlace(kind string) (store.Place, error) {
	c, err := p.after(kind, 2)
	if c == nil || err != nil {
		return store.Place{}, err
	}
	ms, err := strconv.ParseInt(c[0], 10, 64)
	if err != nil {
		return store.Place{}, badCursor()
	}
	return store.Place{At: time.UnixMilli(ms), ID: c[1]}, nil
}

// afterID reads the cursor of a list ordered by id alone.
func (p PageIn) afterID(kind string) (string, error) {
	c, err := p.after(kind, 1)
	if c == nil || err != nil {
		return "", err
	}
	return c[0], nil
}
