package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"kept/worktime"
)

// ms writes an instant: milliseconds UTC, zero for none.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// at reads an instant.
func at(v int64) time.Time {
	if v == 0 {
		return time.Time{}
	}
	return time.UnixMilli(v).UTC()
}

// flag writes a yes or no.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// text writes a value as JSON.
func text(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("write as JSON: %w", err)
	}
	return string(b), nil
}

// hoursOf reads office hours.
func hoursOf(s string) (worktime.Hours, error) {
	var h worktime.Hours
	if err := json.Unmarshal([]byte(s), &h); err != nil {
		return h, fmt.Errorf("read office hours: %w", err)
	}
	return h, nil
}

// dayOf reads a day; "" is none.
func dayOf(s string) (worktime.Day, error) {
	if s == "" {
		return worktime.Day{}, nil
	}
	return worktime.ParseDay(s)
}

// dayText is a day as it is kept, and where it goes.
type dayText struct {
	to   *worktime.Day
	text string
}

// setDays reads days.
func setDays(days ...dayText) error {
	for _, d := range days {
		var err error
		if *d.to, err = dayOf(d.text); err != nil {
			return err
		}
	}
	return nil
}

// maxIndexed is how much of what strangers write is found by, in bytes:
// PostgreSQL's indexes take no more than 2,704 of a row.
const maxIndexed = 1000

// indexed cuts a text to what an index takes. Two that are alike so far count as one.
func indexed(s string) string {
	if len(s) <= maxIndexed {
		return s
	}
	return strings.ToValidUTF8(s[:maxIndexed], "")
}
