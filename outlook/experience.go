package outlook

import (
	"math"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"kept/forecast"
	"kept/plan"
	"kept/worktime"
)

// MaxWork is how many begun steps of a firm are learned from, the newest.
const MaxWork = 5_000

// Work is a step that was begun, done or not, with where it was.
type Work struct {
	plan.Step
	Client string
}

// Experience is what a firm's begun and finished steps taught. It does not
// change, and may be read by many at once.
type Experience struct {
	past   *forecast.Past
	askers sync.Pool        // of *forecast.Asker, each for one at a time
	kinds  map[string][]int // working days of what is done, of each kind, the newest last
	at     time.Time
	said   answers
	late   func(p float64) float64 // quantiles of what projects as a whole take of their estimates
}

// Done counts the finished steps that it stands on.
func (e *Experience) Done() int {
	n := 0
	for _, k := range e.kinds {
		n += len(k)
	}
	return n
}

// At is the moment up to which it knows the past.
func (e *Experience) At() time.Time { return e.at }

// Learn learns from work, in any order, by the calendars of who held it.
func Learn(work []Work, of plan.Calendars, now time.Time) (*Experience, error) {
	slices.SortFunc(work, func(a, b Work) int {
		if c := a.StartedAt.Compare(b.StartedAt); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	e := &Experience{kinds: map[string][]int{}, at: now}
	work = work[max(0, len(work)-MaxWork):]
	pieces := make([]forecast.Piece, 0, len(work))
	var done []finished
	for _, w := range work {
		if w.Effort.Most == 0 {
			continue // a milestone takes nothing
		}
		if w.StartedAt.Equal(w.DoneAt) {
			continue // it is done, and nobody said when it was begun
		}
		days := Took(w.Step, of(w.Party), now)
		pieces = append(pieces, w.piece(days, now))
		if w.Done() {
			done = append(done, finished{w, days})
		}
	}
	slices.SortStableFunc(done, func(a, b finished) int { return a.DoneAt.Compare(b.DoneAt) })
	for _, w := range done {
		kind := KindOf(w.Step)
		e.kinds[kind] = append(e.kinds[kind], w.days)
	}
	e.late = lateness(done)
	past, err := forecast.NewPast(pieces, 5.0/7)
	if err != nil {
		return nil, err
	}
	e.past = past
	fit := past.Fit(now, forecast.AtStep)
	e.askers.New = func() any { return fit.Asker() }
	return e, nil
}

// finished is a step that is done, with the working days that it took up.
type finished struct {
	Work
	days int
}

// Took is how many working days of its holder a begun step has taken up: to its
// end, or up to now; at least one.
func Took(s plan.Step, cal *worktime.Calendar, now time.Time) int {
	end := now
	if s.Done() {
		end = s.DoneAt
	}
	return max(1, cal.BusinessDaysBetween(worktime.DayOf(s.StartedAt, cal.Location()), worktime.DayOf(end, cal.Location()).AddDays(1)))
}

// KindOf is what sort of work a step is: its kind, or else its name without
// numbers, spaces and case, so that "Page 12" finds "page 3".
func KindOf(s plan.Step) string {
	if s.Kind != "" {
		return s.Kind
	}
	words := strings.FieldsFunc(strings.ToLower(s.Name), func(r rune) bool { return !unicode.IsLetter(r) })
	return strings.Join(words, " ")
}

// levels are by what steps are alike.
func levels(s plan.Step, client string) []string {
	party := s.Party.ID
	if party == "" {
		party = s.Party.Name
	}
	return []string{KindOf(s), string(s.Party.Side), party, client, s.Template, s.Stage}
}

func (w Work) piece(days int, now time.Time) forecast.Piece {
	return forecast.Piece{
		ID: string(w.ID), Levels: levels(w.Step, w.Client), Scale: float64(w.Effort.Likely()),
		Began: w.StartedAt, Ended: w.DoneAt, Looked: now, Length: float64(days),
	}
}

// beginning is whose step it is, and how many whole working days it has taken already.
type beginning struct {
	client string
	idle   int
}

// length gives the quantiles of the working days that a step takes, or of those
// that remain.
func (e *Experience) length(s plan.Step, from beginning) (func(float64) float64, Reason, error) {
	if s.Effort.Most == 0 {
		return func(float64) float64 { return 0 }, Reason{}, nil
	}
	idle := float64(from.idle)
	key := asking{e.like(levels(s, from.client)), s.Effort, from.idle}
	if a, ok := e.said.of(key); ok && !s.Running() {
		return a.quantile, a.why, nil
	}
	q := forecast.Question{ID: string(s.ID), Levels: levels(s, from.client), Scale: float64(s.Effort.Likely()), Elapsed: idle, Idle: idle, At: e.at}
	if s.Effort.Least < s.Effort.Most { // a single number is no range
		q.Least, q.Most = float64(s.Effort.Least), float64(s.Effort.Most)
	}
	asker := e.askers.Get().(*forecast.Asker)
	f, err := asker.Ask(q)
	e.askers.Put(asker)
	if err != nil {
		return nil, Reason{}, err
	}
	a := answer{f.Quantile, e.reason(s)}
	if !s.Running() { // what runs is a part of the past itself: it is not asked about like any other
		e.said.keep(key, a)
	}
	return a.quantile, a.why, nil
}

// like writes levels so that questions which have one answer are alike: what no
// finished work has, such as a new client, is one as good as another.
func (e *Experience) like(levels []string) string {
	var b strings.Builder
	for k, v := range levels {
		if e.past.Seen(k, v) {
			b.WriteString(v)
		} else {
			b.WriteByte(1) // no name has it
		}
		b.WriteByte(0)
	}
	return b.String()
}

// answers remembers what was asked: the same step of many projects is asked for
// on the same morning.
type answers struct {
	mu  sync.Mutex
	all map[asking]answer
}

// asking is all that an answer depends on.
type asking struct {
	levels string
	effort plan.Effort
	idle   int
}

type answer struct {
	quantile func(float64) float64
	why      Reason
}

// maxAnswers bounds what is remembered, some kilobytes each; beyond it, it starts anew.
const maxAnswers = 4_000

// of gives what was answered.
func (a *answers) of(key asking) (answer, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	said, ok := a.all[key]
	return said, ok
}

// keep remembers an answer.
func (a *answers) keep(key asking, said answer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.all == nil || len(a.all) >= maxAnswers {
		a.all = map[asking]answer{}
	}
	a.all[key] = said
}

// Told is how many finished steps a reason names, and few below how many it says
// that there is little to learn from.
const (
	Told = 9
	few  = 5
)

func (e *Experience) reason(s plan.Step) Reason {
	alike := e.kinds[KindOf(s)]
	why := Reason{Alike: len(alike), Few: len(alike) < few}
	if last := alike[max(0, len(alike)-Told):]; len(last) > 0 {
		why.Shortest, why.Longest = slices.Min(last), slices.Max(last)
	}
	return why
}

// overruns is how far projects as a whole are off their steps by themselves, as a
// deviation of logarithms, where a firm has finished few.
const overruns = .20

// lateness gives how much longer, or shorter, projects as a whole take than their
// steps by themselves: without it the end of a plan would be too certain. It is
// learned from the spread between projects and leans on [overruns] while they are few.
func lateness(done []finished) func(float64) float64 {
	sums, counts := map[string]float64{}, map[string]float64{}
	for _, w := range done {
		sums[w.ProjectID] += math.Log(float64(w.days) / float64(w.Effort.Likely()))
		counts[w.ProjectID]++
	}
	var means []float64
	total := 0.0
	for id, n := range counts {
		if n >= 3 {
			means = append(means, sums[id]/n)
		}
	}
	slices.Sort(means) // so that the order of a map tells nothing
	for _, m := range means {
		total += m
	}
	squares := 5 * overruns * overruns
	for _, m := range means {
		off := m - total/float64(len(means))
		squares += off * off
	}
	by := min(1, math.Sqrt(squares/float64(5+max(0, len(means)-1))))
	return func(p float64) float64 { return math.Exp(by * math.Sqrt2 * math.Erfinv(2*min(1-1e-9, max(1e-9, p))-1)) }
}
