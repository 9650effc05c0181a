package store

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Foresee tells what an act is about to read, so that a server that is far away
// is asked for all of it at once. look calls functions of this package as the
// act will, each of which finds nothing there; so of one with several
// statements only the first is foreseen. What the act reads later is what stood
// when it foresaw it: it may not change it in between.
func (tx *Tx) Foresee(look func(*Tx)) {
	if t, ok := tx.stmts.(*transit); ok {
		var list wishes
		look(&Tx{ctx: tx.ctx, engine: tx.engine, stmts: &list, people: tx.people})
		t.fetch(list)
	}
}

// wishes are queries that are to be asked together.
type wishes []change

func (w *wishes) query(_ context.Context, text string, args []any) (rows, error) {
	*w = append(*w, change{text: text, args: args})
	return &found{}, nil
}

func (*wishes) exec(context.Context, string, []any) (int64, error) {
	return 0, errors.New("what is foreseen changes nothing")
}

// found is what a query that was foreseen has found.
type found struct {
	change
	conn   *pgx.Conn
	fields []pgconn.FieldDescription
	rows   [][][]byte
	at     int // of the next row
}

func (f *found) Next() bool   { f.at++; return f.at <= len(f.rows) }
func (f *found) Err() error   { return nil }
func (f *found) Close() error { return nil }

func (f *found) Scan(into ...any) error {
	return pgx.ScanRow(f.conn.TypeMap(), f.fields, f.rows[f.at-1], into...)
}

// fetch asks for what is foreseen, and keeps it for the act at hand.
func (t *transit) fetch(list wishes) {
	if t.failed != nil || len(list) == 0 {
		return
	}
	res := t.depart(list...)
	t.arrive(res)
	for _, c := range list {
		if t.failed == nil {
			t.foreseen = append(t.foreseen, t.collect(res, c))
		}
	}
	t.fail(res.Close())
}

// collect reads a whole answer: its bytes are the connection's only until the next.
func (t *transit) collect(res pgx.BatchResults, c change) *found {
	f := &found{change: c, conn: t.conn}
	rows, err := res.Query()
	if err != nil {
		t.fail(failed(c.text, err))
		return f
	}
	f.fields = slices.Clone(rows.FieldDescriptions())
	for rows.Next() {
		var row [][]byte
		for _, v := range rows.RawValues() {
			row = append(row, slices.Clone(v))
		}
		f.rows = append(f.rows, row)
	}
	rows.Close()
	return f
}

// recall gives what was foreseen of a query, once; nil when it was not.
func (t *transit) recall(text string, args []any) *found {
	i := slices.IndexFunc(t.foreseen, func(f *found) bool { return f.text == text && slices.Equal(f.args, args) })
	if i < 0 {
		return nil
	}
	f := t.foreseen[i]
	t.foreseen = slices.Delete(t.foreseen, i, i+1)
	return f
}
