// Package check answers the vectors of `kept check`: one line of JSON in, one
// line of JSON out. A line that cannot be read is answered with its error, and
// the next one is taken, so that a script can pair questions with answers.
package check

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"kept/internal/fault"
	"kept/internal/holidays"
	"kept/worktime"
)

// MaxLine is the longest line, in bytes, that is read as a question.
const MaxLine = 1 << 20

// answer is one line out: what came out, or why nothing did.
type answer struct {
	Got any `json:"got"`
}

type refusal struct {
	Error string `json:"error"`
}

// sum is one question about working time, in the format of the public
// business-hours vectors.
type sum struct {
	Op       string       `json:"op"`
	Schedule schedule     `json:"schedule"`
	Start    string       `json:"start"`
	End      string       `json:"end"`
	At       string       `json:"at"`
	Seconds  *float64     `json:"seconds"`
	Date     worktime.Day `json:"date"`
	Days     *int         `json:"days"`
}

// schedule is [worktime.Hours] as those vectors write it.
type schedule struct {
	Zone      string                             `json:"tz"`
	Weekly    worktime.Week                      `json:"weekly"`
	Regions   []string                           `json:"regions"`
	Holidays  []worktime.Day                     `json:"holidays"`
	Overrides map[worktime.Day][]worktime.Window `json:"overrides"`
	Breaks    map[worktime.Day][]worktime.Window `json:"breaks"`
}

func (s schedule) hours() worktime.Hours {
	h := worktime.Hours{Zone: s.Zone, Weekly: s.Weekly, Regions: s.Regions}
	for _, d := range s.Holidays {
		h.Holidays = append(h.Holidays, worktime.Holiday{On: d})
	}
	for d, windows := range s.Overrides {
		h.Exceptions = append(h.Exceptions, worktime.Exception{On: d, Windows: windows})
	}
	for d, windows := range s.Breaks {
		h.Breaks = append(h.Breaks, worktime.Exception{On: d, Windows: windows})
	}
	return h
}

// Worktime answers sums over office hours. A moment or day that there is not
// within [worktime.HorizonYears] is null.
func Worktime(in io.Reader, out io.Writer) error {
	public := holidays.New()
	return eachLine(in, out, func(line []byte) (any, error) {
		var s sum
		if err := json.Unmarshal(line, &s); err != nil {
			return nil, err
		}
		c, err := worktime.Compile(s.Schedule.hours(), public.Public)
		if err != nil {
			return nil, err
		}
		if answerer, ok := momentOps[s.Op]; ok {
			return answerer(c, s)
		}
		if answerer, ok := dayOps[s.Op]; ok {
			return answerer(c, s)
		}
		return nil, fmt.Errorf("there is no operation %.40q", s.Op)
	})
}

// eachLine gives each line that is not blank to ask and writes its answer.
func eachLine(in io.Reader, out io.Writer, ask func(line []byte) (any, error)) error {
	return eachReply(in, out, MaxLine, func(line []byte) (any, error) {
		if len(bytes.TrimSpace(line)) == 0 {
			return nil, nil
		}
		got, err := ask(line)
		return answer{got}, err
	})
}

// eachReply writes what reply makes of each line of at most a size, or why it
// makes nothing; for a line whose reply is nil it writes nothing.
func eachReply(in io.Reader, out io.Writer, size int, reply func(line []byte) (any, error)) error {
	lines := bufio.NewReaderSize(in, size)
	w := bufio.NewWriter(out)
	encode := json.NewEncoder(w)
	encode.SetEscapeHTML(false)
	for {
		line, err := readLine(lines)
		if err != nil && !errors.Is(err, errLongLine) {
			return errors.Join(ignoreEOF(err), w.Flush())
		}
		var said any
		if err == nil {
			said, err = reply(line)
		}
		if err != nil {
			said = refusal{sentence(err)}
		}
		if said == nil {
			continue
		}
		if err := encode.Encode(said); err != nil {
			return err
		}
	}
}

var errLongLine = errors.New("the line is longer")

// readLine gives the next line; errLongLine, with the rest of the line skipped, when it is too long.
func readLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = r.ReadSlice('\n')
		}
		return nil, fmt.Errorf("%w than %d bytes", errLongLine, r.Size())
	}
	if errors.Is(err, io.EOF) && len(line) > 0 {
		return line, nil
	}
	return line, err
}

func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// sentence is the word for a person when err has one.
func sentence(err error) string {
	if f, ok := fault.As(err); ok {
		return f.Error()
	}
	return err.Error()
}

type answerer func(c *worktime.Calendar, s sum) (any, error)

// momentOps are the operations over moments.
var momentOps = map[string]answerer{
	"add": func(c *worktime.Calendar, s sum) (any, error) {
		if s.Seconds == nil || math.Abs(*s.Seconds) > math.MaxInt64/1e9 {
			return nil, errors.New("add needs seconds, less than 292 years of them")
		}
		start, err := parseMoment("start", s.Start)
		if err != nil {
			return nil, err
		}
		return momentOrNull(c.TryAdd(start, time.Duration(math.Round(*s.Seconds*1e9)))), nil
	},
	"between": func(c *worktime.Calendar, s sum) (any, error) {
		start, err := parseMoment("start", s.Start)
		if err != nil {
			return nil, err
		}
		end, err := parseMoment("end", s.End)
		if err != nil {
			return nil, err
		}
		return c.Between(start, end).Seconds(), nil
	},
	"is_open": at(func(c *worktime.Calendar, t time.Time) any { return c.IsOpen(t) }),
	"next_open": at(func(c *worktime.Calendar, t time.Time) any {
		return momentOrNull(c.NextOpen(t))
	}),
	"next_close": at(func(c *worktime.Calendar, t time.Time) any {
		return momentOrNull(c.NextClose(t))
	}),
}

func at(ask func(c *worktime.Calendar, t time.Time) any) answerer {
	return func(c *worktime.Calendar, s sum) (any, error) {
		t, err := parseMoment("at", s.At)
		if err != nil {
			return nil, err
		}
		return ask(c, t), nil
	}
}

func parseMoment(field, s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("%s is not a moment like 2026-12-04T16:00:00Z: %.40q", field, s)
	}
	return t, nil
}

func momentOrNull(t time.Time, ok bool) any {
	if !ok {
		return nil
	}
	return t.Format(time.RFC3339Nano)
}

// dayOps are the operations over days.
var dayOps = map[string]answerer{
	"is_business_day":       on(func(c *worktime.Calendar, d worktime.Day) any { return c.IsBusinessDay(d) }),
	"roll_forward":          on(func(c *worktime.Calendar, d worktime.Day) any { return dayOrNull(c.RollForward(d)) }),
	"roll_backward":         on(func(c *worktime.Calendar, d worktime.Day) any { return dayOrNull(c.RollBackward(d)) }),
	"next_business_day":     on(func(c *worktime.Calendar, d worktime.Day) any { return dayOrNull(c.NextBusinessDay(d)) }),
	"previous_business_day": on(func(c *worktime.Calendar, d worktime.Day) any { return dayOrNull(c.PreviousBusinessDay(d)) }),
	"add_business_days": days(func(c *worktime.Calendar, d worktime.Day, n int) any {
		return dayOrNull(c.AddBusinessDays(d, n))
	}),
	"roll_then_add_business_days": days(func(c *worktime.Calendar, d worktime.Day, n int) any {
		roll := c.RollForward
		if n < 0 {
			roll = c.RollBackward
		}
		rolled, ok := roll(d)
		if !ok {
			return nil
		}
		return dayOrNull(c.AddBusinessDays(rolled, n))
	}),
	"business_days_between": func(c *worktime.Calendar, s sum) (any, error) {
		start, err := worktime.ParseDay(s.Start)
		if err != nil {
			return nil, err
		}
		end, err := worktime.ParseDay(s.End)
		if err != nil {
			return nil, err
		}
		return c.BusinessDaysBetween(start, end), nil
	},
}

func on(ask func(c *worktime.Calendar, d worktime.Day) any) answerer {
	return func(c *worktime.Calendar, s sum) (any, error) {
		if s.Date.IsZero() {
			return nil, errors.New("date is missing")
		}
		return ask(c, s.Date), nil
	}
}

func days(ask func(c *worktime.Calendar, d worktime.Day, n int) any) answerer {
	return func(c *worktime.Calendar, s sum) (any, error) {
		if s.Date.IsZero() || s.Days == nil {
			return nil, errors.New("date and days are needed")
		}
		return ask(c, s.Date, *s.Days), nil
	}
}

func dayOrNull(d worktime.Day, ok bool) any {
	if !ok {
		return nil
	}
	return d
}
