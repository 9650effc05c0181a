package forecasts

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/forecast"
)

// event is one step of a case that was done.
type event struct {
	activity, resource string
	end                time.Time
	done               bool
}

// story is one case with its events in order.
type story struct {
	id     string
	levels []string
	events []event
}

// Log is a log of events.
type Log struct {
	stories []*story
	byID    map[string]*story
	past    *forecast.Past
}

// ReadLog reads a log: case, activity, end, resource, done and columns named "case:...".
func ReadLog(name string, in io.Reader) (*Log, error) {
	t, err := readTable(name, in)
	if err != nil {
		return nil, err
	}
	at, err := t.need("case", "activity", "end", "resource", "done")
	if err != nil {
		return nil, err
	}
	var attributes []int
	for k, c := range t.columns {
		if strings.HasPrefix(c, "case:") {
			attributes = append(attributes, k)
		}
	}
	l := &Log{byID: map[string]*story{}}
	for n, row := range t.rows {
		end, ok := instant(row[at[2]])
		if !ok {
			return nil, bad(t.line(n), "\"end\" is not a moment")
		}
		s := l.byID[row[at[0]]]
		if s == nil {
			s = &story{id: row[at[0]]}
			for _, k := range attributes {
				s.levels = append(s.levels, row[k])
			}
			l.byID[s.id] = s
			l.stories = append(l.stories, s)
		}
		s.events = append(s.events, event{row[at[1]], row[at[3]], end, row[at[4]] == "1"})
	}
	var pieces []forecast.Piece
	for _, s := range l.stories {
		slices.SortStableFunc(s.events, func(a, b event) int { return a.end.Compare(b.end) })
		pieces = s.pieces(pieces)
	}
	l.past, err = forecast.NewPast(pieces, 1)
	return l, err
}

// pieces are the stays of a case between its events, until it is done.
func (s *story) pieces(out []forecast.Piece) []forecast.Piece {
	over := slices.IndexFunc(s.events, func(e event) bool { return e.done })
	all := s.trail()
	for k := range s.events {
		if k == over {
			break
		}
		p := forecast.Piece{ID: s.id, Began: s.events[k].end, Done: all[:k+1]}
		p.State, p.Levels, p.Numbers = s.state(k + 1)
		p.Before = p.Began.Sub(s.events[0].end).Hours() / 24
		if k+1 < len(s.events) {
			p.Moved = s.events[k+1].end
		}
		if over >= 0 {
			p.Ended = s.events[over].end
			p.Length = p.Ended.Sub(p.Began).Hours() / 24
		} else if p.Moved.IsZero() {
			p.Moved = never
		}
		out = append(out, p)
	}
	return out
}

// never is later than anything.
var never = time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC)

func (s *story) trail() []string {
	out := make([]string, len(s.events))
	for k, e := range s.events {
		out[k] = e.activity
	}
	return out
}

// state describes a case after its first n events, by nothing that came later.
func (s *story) state(n int) (state string, levels []string, numbers []float64) {
	last := s.events[n-1]
	before, two := "^", "^"
	if n > 1 {
		before = s.events[n-2].activity
	}
	if n > 2 {
		two = s.events[n-3].activity
	}
	// Two sums stand for the set and the multiset of steps done: equal ones are equal.
	var set, many uint64
	for k, e := range s.events[:n] {
		sum := fnv(e.activity)
		many += sum
		if !slices.ContainsFunc(s.events[:k], func(x event) bool { return x.activity == e.activity }) {
			set += sum
		}
	}
	levels = append([]string{before, before + "\x00" + two, last.resource, strconv.FormatUint(set, 36), strconv.FormatUint(many, 36), last.end.Weekday().String()}, s.levels...)
	return last.activity, levels, []float64{float64(n)}
}

// fnv is FNV-1a, 64 bits.
func fnv(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// question asks about a case as it stood after n events.
func (s *story) question(n int, at time.Time) forecast.Question {
	n = min(n, len(s.events))
	for n > 1 && s.events[n-1].end.After(at) {
		n--
	}
	q := forecast.Question{ID: s.id, At: at, Done: s.trail()[:n]}
	q.State, q.Levels, q.Numbers = s.state(n)
	q.Idle = max(0, at.Sub(s.events[n-1].end).Hours()/24)
	q.Elapsed = max(q.Idle, at.Sub(s.events[0].end).Hours()/24)
	return q
}

// LogQuestions reads requests (case, prefix, asof) on a log.
func (l *Log) LogQuestions(name string, in io.Reader) ([]Request, error) {
	t, err := readTable(name, in)
	if err != nil {
		return nil, err
	}
	at, err := t.need("case", "prefix", "asof")
	if err != nil {
		return nil, err
	}
	out := make([]Request, 0, len(t.rows))
	for n, row := range t.rows {
		asof, ok := instant(row[at[2]])
		if !ok {
			return nil, bad(t.line(n), "\"asof\" is not a moment")
		}
		prefix, err := strconv.ParseFloat(row[at[1]], 64)
		if err != nil || !(prefix >= 1 && prefix <= maxRows) {
			return nil, bad(t.line(n), "\"prefix\" is not a number of events")
		}
		s := l.byID[row[at[0]]]
		if s == nil || s.events[0].end.After(asof) {
			return nil, bad(t.line(n), "the log knows no such case at that moment")
		}
		out = append(out, Request{Key: []string{row[at[0]], row[at[1]], row[at[2]]}, Question: s.question(int(prefix), asof)})
	}
	return out, nil
}

func byMoment(a, b Request) int { return a.Question.At.Compare(b.Question.At) }
