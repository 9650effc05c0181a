// Package forecasts reads logs of events, lists of tasks and promises, and
// networks of steps, and answers requests for forecasts on them: "kept forecast".
package forecasts

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"kept/internal/fault"
)

// Limits of a table that is read.
const (
	maxRows    = 5_000_000
	maxColumns = 200
	maxBytes   = 2 << 30 // unpacked
)

// table is a CSV file, by its named columns.
type table struct {
	name    string
	columns []string
	rows    [][]string
}

// readTable reads CSV with a header, packed by gzip or not.
func readTable(name string, in io.Reader) (*table, error) {
	buffered := bufio.NewReader(in)
	var plain io.Reader = buffered
	if magic, err := buffered.Peek(2); err == nil && bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		packed, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, bad(name, "cannot be unpacked")
		}
		plain = packed
	}
	r := csv.NewReader(io.LimitReader(plain, maxBytes))
	r.ReuseRecord = false
	t := &table{name: name}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, bad(name, err.Error())
		}
		if t.columns == nil {
			if len(row) > maxColumns {
				return nil, bad(name, fmt.Sprintf("has more than %d columns", maxColumns))
			}
			t.columns = row
			continue
		}
		if len(t.rows) == maxRows {
			return nil, bad(name, fmt.Sprintf("has more than %d rows", maxRows))
		}
		t.rows = append(t.rows, row)
	}
	if t.columns == nil {
		return nil, bad(name, "has no header")
	}
	return t, nil
}

func bad(name, why string) error { return fault.New(fault.Invalid, name+": "+why+".") }

// need finds columns by name; all must be there.
func (t *table) need(names ...string) ([]int, error) {
	out := make([]int, len(names))
	for k, n := range names {
		if out[k] = slices.Index(t.columns, n); out[k] < 0 {
			return nil, bad(t.name, fmt.Sprintf("has no column %q", n))
		}
	}
	return out, nil
}

// line names a row, for people.
func (t *table) line(row int) string { return fmt.Sprintf("%s, row %d", t.name, row+2) }

// instant reads a moment in ISO 8601; without a zone it is UTC.
func instant(s string) (time.Time, bool) {
	for _, layout := range [...]string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999", "2006-01-02"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at.UTC(), at.Year() > 1 && at.Year() < 9999
		}
	}
	return time.Time{}, false
}
