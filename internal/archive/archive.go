// Package archive writes a whole ledger into one file and puts it back: the
// format of "kept backup" and "kept restore".
//
// The file knows no engine: what was written from SQLite is read into
// PostgreSQL, and the other way round. It is gzip around lines of JSON:
//
//   - a header: {"kept":"backup","format":1,…} with the version of the tables,
//     the engine, the moment and, for each table, its columns and its number of
//     rows;
//   - each row of each table as a list of its values, the tables in the order
//     of the header, so that each comes after those that it refers to. Numbers
//     are whole, text is text, and bytes that are no text are {"base64": …};
//   - each file that is kept, in the order of the sums: {"file":…,"size":…}, then
//     its bytes in base64, a megabyte a line, each a list of one. A file that was
//     missing where files are kept says so, and has no bytes;
//   - a trailer: {"end":true,…} with the number of rows and the SHA-256 of all
//     lines before it.
//
// All rows are read in one snapshot, one after the other: a server may go on
// working while it is backed up, and memory does not grow with the ledger. A
// restore reads the whole file before it touches anything, takes nothing but an
// empty ledger, and is one transaction. Afterwards outgoing mail is paused in
// every workspace until a person releases it: what the backup holds as waiting
// may have left long ago. A mail that was being handed over stays leased; its
// lease runs out, and it becomes unsure.
package archive

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"

	"kept/internal/fault"
	"kept/internal/store"
)

// Format is the version of the file's own shape.
const Format = 2

// maxLine bounds one row, in bytes: the largest value is an upload of 16 MB.
const maxLine = 64 << 20

// Header is the first line of an archive.
type Header struct {
	Kept    string    `json:"kept"` // "backup"
	Format  int       `json:"format"`
	Program string    `json:"program"` // the version of the Kept that wrote it
	Schema  int       `json:"schema"`  // the version of the tables
	Engine  string    `json:"engine"`  // it was read from; any engine takes it
	At      time.Time `json:"at"`
	Tables  []Section `json:"tables"`
	Files   int64     `json:"files"`
}

// Section is a table of an archive.
type Section struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Rows    int64    `json:"rows"`
}

// Rows is the number of rows of all tables.
func (h Header) Rows() int64 {
	var n int64
	for _, s := range h.Tables {
		n += s.Rows
	}
	return n
}

// trailer is the last line of an archive.
type trailer struct {
	End    bool   `json:"end"`
	Rows   int64  `json:"rows"`
	Files  int64  `json:"files"`
	SHA256 string `json:"sha256"`
}

// word is the header's first word: what tells the file from others.
const word = "backup"

// progressEvery is after how many rows progress is told.
const progressEvery = 1000

// odd is a value that JSON has no text for.
type odd struct {
	Base64 string `json:"base64"`
	Text   bool   `json:"text,omitempty"` // text, though not by the rules of UTF-8
}

// encode writes a row as a line, into a buffer that is used again.
func encode(to *bytes.Buffer, row []any) error {
	to.Reset()
	values := make([]any, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case int64:
			values[i] = v
		case string:
			values[i] = v
			if !utf8.ValidString(v) {
				values[i] = odd{Base64: base64.StdEncoding.EncodeToString([]byte(v)), Text: true}
			}
		case []byte:
			values[i] = odd{Base64: base64.StdEncoding.EncodeToString(v)}
		default:
			return fmt.Errorf("a row holds a %T", v)
		}
	}
	enc := json.NewEncoder(to)
	enc.SetEscapeHTML(false)
	return enc.Encode(values)
}

// decode reads a row of so many values.
func decode(line []byte, columns int) ([]any, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(line, &raw); err != nil || len(raw) != columns {
		return nil, fault.New(fault.Invalid, "it is no row of the table")
	}
	row := make([]any, columns)
	for i, v := range raw {
		var err error
		if row[i], err = value(v); err != nil {
			return nil, err
		}
	}
	return row, nil
}

func value(raw json.RawMessage) (any, error) {
	wrong := fault.New(fault.Invalid, "it holds a value of no known sort")
	switch raw[0] {
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case '{':
		var o odd
		if err := json.Unmarshal(raw, &o); err != nil {
			return nil, wrong
		}
		b, err := base64.StdEncoding.DecodeString(o.Base64)
		if err != nil {
			return nil, wrong
		}
		if o.Text {
			return string(b), nil
		}
		return b, nil
	}
	var n int64
	if err := json.Unmarshal(raw, &n); err != nil {
		return nil, wrong
	}
	return n, nil
}

// sections describes the tables of the ledger as it is now.
func sections(tx *store.Tx) ([]Section, error) {
	var out []Section
	for _, t := range store.Tables() {
		n, err := t.Count(tx)
		if err != nil {
			return nil, err
		}
		out = append(out, Section{Name: t.Name, Columns: t.Columns, Rows: n})
	}
	return out, nil
}
