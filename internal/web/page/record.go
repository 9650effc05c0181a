package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Record is each member's record against the standards and what became of
// his promises (story 5). Numbers are decided from the journal.
type Record struct {
	Desk    Desk
	Periods []Shortcut // "This week", "This month", "Last month"
	From    ui.Field   // from, to: a period of one's own; GET
	To      ui.Field
	Own     bool   // the period is of one's own
	Period  string // "1 January to 27 February 2026"
	Cards   []RecordCard
	Team    *RecordCard // all members together, shown first
}

// NewRecord makes the page with the fields of its own period.
func NewRecord(d Desk) Record {
	return Record{
		Desk: d, From: ui.Field{Name: "from", Label: d.Voice.Say("From"), Type: "date"}, To: ui.Field{Name: "to", Label: d.Voice.Say("To, the last day"), Type: "date"},
	}
}

// View prints the page.
func (r Record) View() templ.Component { return recordView(r) }

// RecordCard is one member's record.
type RecordCard struct {
	Who      ui.Person
	Note     string // "away since Tuesday"; empty
	Channels []ChannelRecord
	Ends     []EndShare // what became of the promises, in the order kept, reset in time, told late, broken in silence, released
	EndsNote string     // "Only 4 promises ended: too few to judge."
	Total    string     // "38 promises ended"
}

// ChannelRecord is how fast one channel was answered, in working time.
type ChannelRecord struct {
	Channel  string   // "Calls returned", "Mails answered"
	Standard string   // "within 90 minutes"
	Share    string   // "92 %"
	Within   int      // the same as a whole number of per cent, for the bar
	Median   string   // "24 min"
	P90      string   // "81 min"
	Worst    string   // "3 h 10 min"
	WorstURL string   // where it happened
	Count    string   // "41 calls"
	Waiting  string   // "1 waits now"; empty
	Few      string   // "Only 3 calls: too few to judge."; shown instead of the bar
	Why      []string // how the share comes about, a step a line
}

// EndShare is how many promises ended in one outcome.
type EndShare struct {
	State ui.State
	Count string
	Share int // whole per cent of all that ended, for the bar; all of a card add up to at most 100
	URL   string
}

// offset gives where the bar of the i-th share begins.
func (c RecordCard) offset(i int) int {
	at := 0
	for _, e := range c.Ends[:i] {
		at += e.Share
	}
	return at
}
