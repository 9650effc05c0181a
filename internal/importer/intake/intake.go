// Package intake turns a file that somebody sends into what the office
// imports. It reads the file, finds whom each line concerns among those who are
// here, and says of every line what would become of it: nothing is dropped in
// silence, and nothing happens yet. The desk and the command line plan with it
// and show the same words.
//
// What decides about a line:
//
//   - A table names its clients; a line whose client, contact, project or owner
//     is not known is a problem, and while there is a problem nothing is brought in.
//   - A calendar holds much that is nobody's business here: an entry that
//     concerns no client is left out, and told, unless the sender said whose it is.
//   - Whatever is over already, or was brought in before, is left out. Where
//     what stands here and the file differ, both are told, and nothing is
//     changed: a date that a client was told moves only by a person's reset.
//   - A promise without an owner is its client's owner's; one without a contact
//     goes to the first contact of its client.
package intake

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/importer/table"
	"kept/internal/office"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// Ahead is how far ahead the entries of a calendar are taken: of what repeats
// for ever there is no end otherwise.
const Ahead = 366 * 24 * time.Hour

// File is what somebody sends.
type File struct {
	Name     string
	Sheet    string // which sheet of a spreadsheet; "" = the first with a table
	Client   string // whose the lines are that name no client and fit none; "" = nobody's
	Data     []byte
	Progress func(done, total int) // while it is read; may be nil
}

// Effect is what would become of a line.
type Effect string

// The effects.
const (
	Make    Effect = "new"
	Join    Effect = "new people" // of a client who is here
	There   Effect = "already here"
	Differs Effect = "differs" // here already, and the file says otherwise: nothing is changed
	LeftOut Effect = "left out"
	Problem Effect = "problem"
)

// Line is one line or entry of a file and what would become of it. Of what is
// here already the cells say what stands here, never what the file says.
type Line struct {
	Number  int      // of the row or the line, from 1; 0 is the file as a whole
	Cells   []string // in the order of the plan's columns
	Effect  Effect
	Say     string     // why, for a person; "" where the effect says all
	Remarks []string   // what else is to be known of it
	Promise promise.ID // the one that stands here; "" = none
	Client  client.ID  // the one whose people differ; "" = none
	key     string     // of what it would make
	said    said
}

// said is what a file says of a promise, to be held against what stands here.
type said struct {
	of       client.ID // whose it is
	words    string    // "" = they are not to be compared
	when     promise.When
	kind     promise.Kind
	ended    string // "called off" or "done"
	series   string // what it is an instance of
	accepted bool   // by the contact to whom it is promised
}

// Plan is what a file would do.
type Plan struct {
	Columns []string
	Lines   []Line
	People  int                // contacts that are to be brought in
	home    *worktime.Calendar // of the firm
	Notes   []string           // about the file as a whole, and what was folded
}

// Count tells how many lines have an effect.
func (p Plan) Count(e Effect) int {
	n := 0
	for _, l := range p.Lines {
		if l.Effect == e {
			n++
		}
	}
	return n
}

// Work is what would be brought in: "2 clients and 3 people". thing is what is
// made, like "promise".
func (p Plan) Work(thing string) string {
	n := p.Count(Make)
	people := fmt.Sprintf("%d people", p.People)
	if p.People == 1 {
		people = "1 person"
	}
	switch {
	case p.People == 0:
		return plural(n, thing)
	case n == 0:
		return people
	}
	return plural(n, thing) + " and " + people
}

// Summary is the plan in a sentence; thing is what is made, like "promise".
func (p Plan) Summary(thing string) string {
	parts := []string{p.Work(thing) + " to bring in"}
	if n := p.Count(There); n > 0 {
		parts = append(parts, fmt.Sprintf("%d already here", n))
	}
	switch n := p.Count(Differs); n {
	case 0:
	case 1:
		parts = append(parts, "1 differs")
	default:
		parts = append(parts, fmt.Sprintf("%d differ", n))
	}
	if n := p.Count(LeftOut); n > 0 {
		parts = append(parts, fmt.Sprintf("%d left out", n))
	}
	if n := p.Count(Problem); n > 0 {
		parts = append(parts, plural(n, "line")+" with a problem")
	}
	return strings.Join(parts, ", ") + "."
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// Blocked says why nothing can be brought in; "" when it can.
func (p Plan) Blocked() string {
	switch {
	case p.Count(Problem) > 0:
		return "Nothing is brought in while a line has a problem. Mend the file, then choose it again."
	case p.Count(Make)+p.Count(Join) > 0:
		return ""
	case p.Count(Differs) > 0:
		return "There is nothing to bring in. What differs is decided on its own page: an import moves no date and releases nobody."
	}
	return "There is nothing to bring in."
}

// inOrder sorts the lines as they stand in the file.
func (p *Plan) inOrder() {
	slices.SortStableFunc(p.Lines, func(a, b Line) int { return a.Number - b.Number })
}

// fresh gives the keys that are still to be made.
func (p *Plan) fresh() map[string]bool {
	out := map[string]bool{}
	for _, l := range p.Lines {
		if l.Effect == Make || l.Effect == Join {
			out[l.key] = true
		}
	}
	return out
}

// faultsByLine gathers what is wrong with each row, all of it in one sentence
// after the other.
func faultsByLine(faults []table.Fault) (lines []int, says map[int][]string) {
	says = map[int][]string{}
	for _, f := range faults {
		say := f.Say
		if f.Column != "" {
			say = f.Column + ": " + f.Say
		}
		if says[f.Line] == nil {
			lines = append(lines, f.Line)
		}
		says[f.Line] = append(says[f.Line], say)
	}
	return lines, says
}

// sentences puts what is to be said of a line into one text.
func sentences(says []string) string {
	var out []string
	for _, s := range says {
		if s = strings.TrimSpace(s); s != "" && !strings.ContainsAny(s[len(s)-1:], ".!?") {
			s += "."
		}
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

// desk is what a plan is made from.
type desk struct {
	who  office.Actor
	firm *worktime.Calendar
	dir  office.Directory
	home worktime.Hours // of the firm
	// Places in dir.Clients, by folded name and by id: a file may have ten
	// thousand lines, and a firm as many clients.
	byName map[string][]int
	byID   map[string]int
}

func openDesk(ctx context.Context, o *office.Office, who office.Actor) (*desk, error) {
	firm, _, err := o.Settings.Calendars(ctx, who)
	if err != nil {
		return nil, err
	}
	dir, err := o.Imports.Directory(ctx, who)
	d := &desk{who: who, firm: firm, dir: dir, home: firm.Hours(), byName: map[string][]int{}, byID: map[string]int{}}
	for i, c := range dir.Clients {
		d.byName[nameKey(c.Name)] = append(d.byName[nameKey(c.Name)], i)
		d.byID[string(c.ID)] = i
	}
	return d, err
}

// nameKey makes names comparable; one of signs alone stays as it is.
func nameKey(name string) string {
	if folded := table.Fold(name); folded != "" {
		return folded
	}
	return name
}

// member finds somebody who works here by his address, his name, or the first
// of his names where nobody else has it. Else it says why nobody was found.
func (d *desk) member(text string) (member.ID, string) {
	var named, called []member.Member
	for _, m := range d.dir.Members {
		name, said := table.Fold(m.Name), table.Fold(text)
		switch {
		case !m.Active() || said == "":
		case member.EmailKey(m.Email) == member.EmailKey(text):
			return m.ID, ""
		case name == said:
			named = append(named, m)
		case strings.HasPrefix(name, said+" "):
			called = append(called, m)
		}
	}
	if len(named) == 0 {
		named = called
	}
	switch len(named) {
	case 0:
		return "", fmt.Sprintf("Nobody who works here is “%s”. Write a name or an address as it is here.", text)
	case 1:
		return named[0].ID, ""
	}
	var all []string
	for _, m := range named {
		all = append(all, m.Name+" ("+m.Email+")")
	}
	return "", fmt.Sprintf("Several who work here are called “%s”: %s. Write the address.", text, strings.Join(all, ", "))
}

// active tells whether a member still works here.
func (d *desk) active(id member.ID) bool {
	return slices.ContainsFunc(d.dir.Members, func(m member.Member) bool { return m.ID == id && m.Active() })
}

// someone is who answers where nobody is named: whoever imports, else the first
// owner of the workspace.
func (d *desk) someone() member.ID {
	if d.who.Member != "" {
		return d.who.Member
	}
	for _, m := range d.dir.Members {
		if m.Active() && m.Role == member.Owner {
			return m.ID
		}
	}
	return ""
}

// words are all that a refusal says, a sentence each.
func words(err error) []string {
	f, ok := fault.As(err)
	switch {
	case err == nil:
		return nil
	case !ok:
		return []string{err.Error()}
	case len(f.Fields) == 0:
		return []string{f.Say}
	}
	var out []string
	for _, field := range slices.Sorted(maps.Keys(f.Fields)) {
		out = append(out, f.Fields[field])
	}
	return out
}
