// Package plans reads project plans as other tools export them into one neutral
// shape: steps, the links between them, and the people on them.
//
// What a file is is told from its content. Nothing is dropped silently: what
// has no place in the shape, and what is wrong in the file, is a [Problem] with
// what was done about it. A file that cannot be a plan, is cut off, or passes a
// limit is refused (fault.Invalid).
package plans

import (
	"fmt"
	"time"
)

// The limits on one plan. Each is told to the person who passes it. MaxBytes
// keeps the reading of a file that is made to be large below 200 MB of memory.
const (
	MaxBytes    = 16 << 20 // of the file
	MaxSteps    = 20_000
	MaxLinks    = 100_000 // those that lead nowhere too; so many lists, checklists and actions of a board as well
	MaxPeople   = 5_000
	MaxRecord   = 1 << 20  // bytes of one step as its file has it
	MaxName     = 500      // characters; what is longer is cut
	MaxNote     = 32_000   // characters; what is longer is cut
	MaxText     = 24 << 20 // bytes of all names and notes; XLSX and old encodings unpack to more than the file
	MaxLabels   = 100      // of one step
	MaxProblems = 1_000    // are listed; more are counted
	MaxRings    = 20       // of links that go round; more are refused
)

// FirstYear and LastYear bound the dates that are taken.
const (
	FirstYear = 1970
	LastYear  = 2199
)

// Format is a kind of plan.
type Format string

// The formats. Trello stands for Wekan's boards too; CSV for any table (CSV,
// XLSX) with headings in plain words.
const (
	Auto    Format = "auto"
	CSV     Format = "csv"
	MSPDI   Format = "mspdi"
	Trello  Format = "trello"
	Jira    Format = "jira"
	Asana   Format = "asana"
	Todoist Format = "todoist"
	GitHub  Format = "github"
	XER     Format = "xer"
	PMXML   Format = "pmxml"
	Planner Format = "planner"
)

// Plan is what a file holds.
type Plan struct {
	Format   Format    `json:"format"`
	Name     string    `json:"name"`             // "" where the file has none
	Stages   []string  `json:"stages,omitempty"` // the lists of a board, in their order
	Steps    []Step    `json:"steps"`
	Links    []Link    `json:"links"`
	People   []Person  `json:"people"`
	Problems []Problem `json:"problems"`
}

// State says whether a step is still to be done.
type State string

// The states. Dropped is called off, archived or deleted without being done.
const (
	Open    State = "open"
	Done    State = "done"
	Dropped State = "dropped"
)

// Step is one piece of work. Key is what its source knows it by, the same in a
// later export of the same plan; of a source without ids it is made of names.
// Parent is the key of the step that it is a part of. Group means that it only
// gathers others and its dates and durations are theirs.
//
// Start and End are when it is planned, Due is by when it must be done, Fixed
// is what else holds its dates. Duration is how long it takes, Least, Likely and
// Most are three guesses of that (PERT), or the two of a range; Estimate is the
// work in it. Created, Started and Finished (done or dropped) are what happened;
// a step may be done without anybody knowing when.
type Step struct {
	Key       string   `json:"key"`
	Name      string   `json:"name"`
	Parent    string   `json:"parent,omitempty"`
	Group     bool     `json:"group,omitempty"`
	Note      string   `json:"note,omitempty"`
	Stage     string   `json:"stage,omitempty"` // list, section, status or phase, in the source's words
	State     State    `json:"state"`
	Start     Moment   `json:"start,omitzero"`
	End       Moment   `json:"end,omitzero"`
	Due       Moment   `json:"due,omitzero"`
	Fixed     Fixing   `json:"fixed,omitzero"`
	Duration  Length   `json:"duration,omitzero"`
	Least     Length   `json:"least,omitzero"`
	Likely    Length   `json:"likely,omitzero"`
	Most      Length   `json:"most,omitzero"`
	Estimate  Length   `json:"estimate,omitzero"`
	Milestone bool     `json:"milestone,omitempty"`
	Created   Moment   `json:"created,omitzero"`
	Started   Moment   `json:"started,omitzero"`
	Finished  Moment   `json:"finished,omitzero"`
	Percent   int      `json:"percent"` // done, 0 to 100
	Priority  string   `json:"priority,omitempty"`
	Assignees []string `json:"assignees,omitempty"` // keys of people
	Labels    []string `json:"labels,omitempty"`
	URL       string   `json:"url,omitempty"`
	Updated   Moment   `json:"updated,omitzero"` // when its source changed it last, where it says so

	// StageKey is what the source knows the stage by that the step itself has, and
	// StageAt when that stage, and its due day, were changed last. PartOf is
	// Parent, also where that is not in the file.
	StageKey string `json:"-"`
	StageAt  Moment `json:"-"`
	PartOf   string `json:"-"`
}

// LinkKind says which end of a step waits for which end of another.
type LinkKind string

// The kinds: FS is finish to start, the second step starts when the first has
// finished.
const (
	FS LinkKind = "FS"
	SS LinkKind = "SS"
	FF LinkKind = "FF"
	SF LinkKind = "SF"
)

// Link says that step To waits for step From. A negative lag is a lead.
type Link struct {
	From string   `json:"from"`
	To   string   `json:"to"`
	Kind LinkKind `json:"kind"`
	Lag  Length   `json:"lag,omitzero"`
}

// Person is somebody, or a team, whom steps are given to.
type Person struct {
	Key   string `json:"key"`
	Name  string `json:"name"`
	Email string `json:"email,omitempty"`
}

// Problem is something in the file that could not be taken as it stands. Line
// counts from 1 and is 0 where lines say nothing; Where names the step.
type Problem struct {
	Line  int    `json:"line,omitempty"`
	Where string `json:"where,omitempty"`
	Field string `json:"field,omitempty"`
	What  string `json:"what"`
	Done  string `json:"done"`
}

// String is the problem in one line.
func (p Problem) String() string {
	s := ""
	if p.Line > 0 {
		s = fmt.Sprintf("line %d: ", p.Line)
	}
	for _, part := range []string{p.Where, p.Field} {
		if part != "" {
			s += part + ": "
		}
	}
	return s + p.What + ": " + p.Done
}

// Precision says how exactly a source names a moment.
type Precision string

// The precisions. Local is a time on a clock whose zone the source does not
// say; its Time stands as if that zone were UTC. The Time of a ByDay is the
// midnight in UTC that its day begins with.
const (
	ByDay   Precision = "day"
	Local   Precision = "local"
	Instant Precision = "instant"
)

// Moment is a point in time as exactly as its source has it. The zero Moment
// means "none".
type Moment struct {
	Precision Precision
	Time      time.Time // in UTC
}

// IsZero tells whether there is none.
func (m Moment) IsZero() bool { return m.Precision == "" }

// String is "2026-05-12", "2026-05-12T16:00" or "2026-05-12T14:00:00Z".
func (m Moment) String() string {
	switch m.Precision {
	case ByDay:
		return m.Time.Format(time.DateOnly)
	case Local:
		if m.Time.Second() == 0 {
			return m.Time.Format("2006-01-02T15:04")
		}
		return m.Time.Format("2006-01-02T15:04:05")
	case Instant:
		return m.Time.Format(time.RFC3339)
	}
	return ""
}

// MarshalText is String.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// Hold says what a fixed date holds.
type Hold string

// The holds.
const (
	StartOn     Hold = "start on"
	EndOn       Hold = "end on"
	StartNotBef Hold = "start not before"
	StartBy     Hold = "start by"
	EndNotBef   Hold = "end not before"
	EndBy       Hold = "end by"
	AsLate      Hold = "as late as possible" // without a date
)

// Fixing is a date that a step is held to. The zero Fixing means "none".
type Fixing struct {
	Hold Hold   `json:"hold,omitempty"`
	At   Moment `json:"at,omitzero"`
}

// Unit is what a length is counted in.
type Unit string

// The units: working minutes and working days are counted in somebody's office
// hours, minutes on the clock go on at night.
const (
	WorkMinutes  Unit = "working minutes"
	WorkDays     Unit = "working days"
	ClockMinutes Unit = "minutes"
)

// Length is a length of time as its source counts it. The zero Length means
// "none"; a length of nothing has a unit.
type Length struct {
	Amount float64 `json:"amount"`
	Unit   Unit    `json:"unit"`
}

// IsZero tells whether there is none.
func (l Length) IsZero() bool { return l.Unit == "" }

// String is "5d", "4h", "90m", and "7 clock h" for time on the clock.
func (l Length) String() string {
	switch l.Unit {
	case WorkDays:
		return number(l.Amount) + "d"
	case WorkMinutes:
		return inHours(l.Amount, "")
	case ClockMinutes:
		return inHours(l.Amount, " clock ")
	}
	return ""
}

func inHours(minutes float64, of string) string {
	if minutes >= 60 || minutes <= -60 {
		return number(minutes/60) + of + "h"
	}
	return number(minutes) + of + "m"
}
