package store

import (
	"context"
	"errors"

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
	if say := d.say(err); say != "" {
		return errors.Join(fault.New(fault.Busy, say), err)
	}
	return err
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
	return ""
}

// foreign tells whether err is bytes that are no text, which PostgreSQL refuses
// wherever they stand; SQLite takes them as they are.
func foreign(err error) bool {
	var pe *pgconn.PgError
	return errors.As(err, &pe) && pe.Code == "22021"
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
