package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kept/internal/fault"
)

// dialect is what differs between the engines.
type dialect struct{ name string }

var (
	onSQLite   = dialect{name: "sqlite"}
	onPostgres = dialect{name: "postgres"}
)

// explain turns an engine's error into a fault where a person can do something
// about it. A fault and a finished context pass as they are.
func (d dialect) explain(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := fault.As(err); ok {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if unique(err) {
		return errors.Join(fault.New(fault.Conflict, "This is there already: somebody was faster. Look again, then decide."), err)
	}
	if f := anywhere(err); f != nil {
		return errors.Join(f, err)
	}
	if say := wrongFile(err); say != "" {
		return errors.Join(fault.New(fault.Invalid, say), err)
	}
	if say := d.say(err); say != "" {
		return errors.Join(fault.New(fault.Busy, say), err)
	}
	return err
}

// wrongFile says why a file cannot be a SQLite ledger, whoever tries.
func wrongFile(err error) string {
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return ""
	}
	switch se.Code() & 0xff {
	case sqlite3.SQLITE_CANTOPEN:
		return "The database cannot be opened: it must be a file that Kept may read and write."
	case sqlite3.SQLITE_NOTADB:
		return "This file is not a database of Kept, or it is encrypted. Nothing in it was changed."
	case sqlite3.SQLITE_CORRUPT:
		return "The database is damaged. Restore a backup."
	}
	return ""
}

func (d dialect) say(err error) string {
	var se *sqlite.Error
	if errors.As(err, &se) {
		switch se.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			return "The disk is full: nothing can be saved until there is room. What you entered was not saved."
		case sqlite3.SQLITE_READONLY:
			return "The database may only be read: nothing can be saved until that is mended. What you entered was not saved."
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			return "Another program holds the database. What you entered was not saved; try again in a moment."
		case sqlite3.SQLITE_IOERR:
			return "The disk did not take it. What you entered was not saved."
		}
	}
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		switch pe.Code {
		case "53100":
			return "The disk is full: nothing can be saved until there is room. What you entered was not saved."
		case "25006":
			return "The database may only be read: nothing can be saved until that is mended. What you entered was not saved."
		case "40001", "40P01":
			return "Too many people are saving at once. What you entered was not saved; try again in a moment."
		case "53300", "57P01", "57P02", "57P03":
			return "The database is not there at the moment. What you entered was not saved; try again soon."
		}
	}
	if d.name == onPostgres.name && wentAway(err) {
		return "The database went away. Look whether what you entered is there before you enter it again."
	}
	return ""
}

// wentAway tells whether the connection was lost: when that happens on a
// commit, nobody knows what became of it.
func wentAway(err error) bool {
	var oe *net.OpError
	return errors.Is(err, pgconn.ErrConnClosed) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &oe)
}

// anywhere gives the refusals of PostgreSQL that reading meets as well as
// writing; nil for another error. Bytes that are no text it refuses wherever
// they stand; SQLite takes them as they are.
func anywhere(err error) *fault.Error {
	var pe *pgconn.PgError
	var ce *pgconn.ConnectError
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return nil // who asked went away
	case errors.As(err, &pe) && pe.Code == "22021":
		return fault.New(fault.Invalid, "This has bytes that are no text.")
	case errors.As(err, &ce):
		return fault.New(fault.Busy, "The database cannot be reached at the moment. Nothing was changed; try again soon.")
	}
	return nil
}

// unique tells whether err is a row that is there already.
func unique(err error) bool {
	var se *sqlite.Error
	if errors.As(err, &se) {
		return se.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || se.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	var pe *pgconn.PgError
	return errors.As(err, &pe) && pe.Code == "23505"
}
