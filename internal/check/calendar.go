package check

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	"kept/internal/fault"
	"kept/internal/importer/ics"
)

// calendarAnswer is the one line that `kept check calendar` prints. UIDs and
// summaries are those of events, to-dos and journals, sorted; one that stands
// twice is named twice.
type calendarAnswer struct {
	Counts    map[ics.Kind]int `json:"counts"`
	UIDs      []string         `json:"uids"`
	Summaries []string         `json:"summaries"`
	Problems  []string         `json:"problems"`
}

// Calendar prints what Kept understands of an iCalendar file, as one line of
// JSON. A file that is refused answers too: with the refusal as its problem.
// The error is about reading the file or writing the answer.
func Calendar(path string, out io.Writer) error {
	data, err := readAtMost(path, ics.MaxBytes+1)
	if err != nil {
		return err
	}
	answer := calendarAnswer{Counts: map[ics.Kind]int{}, UIDs: []string{}, Summaries: []string{}, Problems: []string{}}
	cal, err := ics.Read(data)
	if err != nil {
		refusal, ok := fault.As(err)
		if !ok {
			return fmt.Errorf("read the calendar: %w", err)
		}
		answer.Problems = append(answer.Problems, refusal.Say)
		return writeLine(out, answer)
	}
	answer.Counts = cal.Counts
	for _, e := range cal.Entries {
		if e.Kind == ics.FreeBusy {
			continue
		}
		if e.UID != "" {
			answer.UIDs = append(answer.UIDs, e.UID)
		}
		if e.Summary != "" {
			answer.Summaries = append(answer.Summaries, e.Summary)
		}
	}
	slices.Sort(answer.UIDs)
	slices.Sort(answer.Summaries)
	for _, p := range cal.Problems {
		answer.Problems = append(answer.Problems, p.String())
	}
	return writeLine(out, answer)
}

// readAtMost reads a file, but no more of it than limit bytes.
func readAtMost(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the file: %w", err)
	}
	defer f.Close()
	var data bytes.Buffer
	if info, err := f.Stat(); err == nil {
		data.Grow(int(min(info.Size(), limit)) + bytes.MinRead) // or it holds a large file twice
	}
	if _, err := data.ReadFrom(io.LimitReader(f, limit)); err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	return data.Bytes(), nil
}

// writeLine writes v as one line of JSON, with < and > as they are.
func writeLine(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}
