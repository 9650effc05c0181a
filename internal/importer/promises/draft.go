// Package promises maps what people keep their promises in, a spreadsheet or a
// calendar, to drafts of promises. It decides nothing: who a client is, whether
// a draft may be made and whether it was made before is for the caller, who
// knows the directory and the ledger. Nothing is dropped in silence: what became
// no draft is among the faults, the skipped or the problems.
//
// # Keys
//
// A draft has a key that stays the same when the same thing is read again, so
// that a second import makes no duplicates.
//
//   - Of a calendar it is UID and RECURRENCE-ID, which programs keep for ever.
//     Without a UID it is made of the words and the first date.
//   - Of a table it is the ID column where the IDs can be told from a mere
//     numbering of the rows (see [isNumbering]). Else it is made of what the row says,
//     its date included: "Monthly report" of April must not be taken for the one
//     of March and get lost. So a row whose date was changed is a new draft.
package promises

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/importer/contentline"
	"kept/internal/importer/format"
	"kept/internal/importer/ics"
	"kept/internal/importer/table"
	"kept/promise"
	"kept/worktime"
)

// Draft is one promise as a file states it. Of Day and At exactly one is set.
type Draft struct {
	Key  string
	Line int

	Client       string // name, "" where Hints must tell
	Contact      string
	ContactEmail string // in small letters
	Project      string
	Kind         promise.Kind
	Words        string // one line
	Owner        string // address or name, "" when none is stated

	Day    worktime.Day
	At     time.Time // UTC
	Zone   string    // IANA name that the file states for At or the row, "" = none
	Source string

	Series   string   // what it is an instance of; "" = it does not repeat
	Accepted []string // addresses of those who accepted the invitation to it

	Hints Hints
}

// Skipped is something that becomes no promise, and why.
type Skipped struct {
	Line  int
	Words string
	Why   string

	// What is known of a promise that was made of it before. Key is "" where
	// it cannot be told; Ended is "called off", "done" or ""; Day or At is set
	// where it has a date.
	Key   string
	Ended string
	Day   worktime.Day
	At    time.Time
}

// Dropped is a date that a series left out or ends before, which may be a
// promise since an earlier time.
type Dropped struct {
	Key   string
	Line  int
	Words string
}

// Result is what a file gave.
type Result struct {
	Drafts  []Draft
	Faults  []table.Fault // rows that must be mended
	Skipped []Skipped
	Dropped []Dropped
	Bad     []Draft  // of each row with a fault, as much as could be read
	Unknown []string // headers of columns that were not taken

	// Problems are those of a calendar that was read nevertheless.
	Problems []contentline.Problem
}

// Options say how a file is to be read.
type Options struct {
	File  string // its name, for the source of the promises
	Sheet string // which sheet of a spreadsheet; "" = the first with a table
	// Typed reads a date as a person writes it: a day, or a moment (whose day it
	// may give too), or a refusal in words. It gets dates in digits as ISO text:
	// "2026-05-12", "2026-05-12 16:00".
	Typed func(text string) (day worktime.Day, at time.Time, err error)
	// Window is the time from which a calendar's entries are taken. Home is the
	// zone of floating times.
	Window   ics.Window
	Progress func(done, total int) // may be nil
}

// progressEvery is after how many rows or entries progress is told.
const progressEvery = 100

func (o Options) tell(done, total int) {
	if o.Progress != nil && (done%progressEvery == 0 || done == total) {
		o.Progress(done, total)
	}
}

// Read reads a file of promises, told from its content: a calendar, or a table.
func Read(data []byte, o Options) (Result, error) {
	if len(data) > ics.MaxBytes {
		return Result{}, fault.New(fault.Invalid, fmt.Sprintf("The file is larger than %d MB.", ics.MaxBytes>>20))
	}
	switch kind := format.Of(data); kind {
	case format.Calendar:
		cal, err := ics.Read(data)
		if err != nil {
			return Result{}, err
		}
		return FromCalendar(&cal, o)
	case format.Text, format.XLSX:
		s, err := table.Read(data, o.Sheet)
		if err != nil {
			return Result{}, err
		}
		return FromSheet(s, o)
	default:
		return Result{}, format.Refuse(kind, "a table (.csv or .xlsx) or a calendar (.ics)")
	}
}

// contentKey makes a key of what is said, without regard to capitals, accents
// and spaces.
func contentKey(prefix string, parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%s\x00", table.Fold(p))
	}
	return prefix + hex.EncodeToString(h.Sum(nil)[:16])
}

// exactKey makes a key of an ID of another program, as it is.
func exactKey(prefix, id string) string {
	const longest = 120
	if len(id) <= longest {
		return prefix + id
	}
	sum := sha256.Sum256([]byte(id))
	return prefix + hex.EncodeToString(sum[:16])
}

// oneLine puts a text of several lines on one, as the words of a promise are.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut shortens s to at most limit characters.
func cut(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	return string(runes[:limit-1]) + "…"
}

// The ends that a file tells of something.
const (
	calledOff = "called off"
	done      = "done"
)

// moment is the date of a draft as part of its key.
func (d *Draft) moment() string {
	if d.At.IsZero() {
		return d.Day.String()
	}
	return d.At.UTC().Format(time.RFC3339)
}
