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
//   - Whatever is over already, or was brought in before, is left out.
//   - A promise without an owner is its client's owner's; one without a contact
//     goes to the first contact of its client.
package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/importer/table"
	"kept/internal/office"
	"kept/member"
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
	There   Effect = "already here"
	LeftOut Effect = "left out"
	Problem Effect = "problem"
)

// Line is one line or entry of a file and what would become of it.
type Line struct {
	Number int      // of the row or the line, from 1; 0 is the file as a whole
	Cells  []string // what it says, in the order of the plan's columns
	Effect Effect
	Say    string // why, for a person; "" where the effect says all
	key    string // of what it would make
}

// Plan is what a file would do.
type Plan struct {
	Columns []string
	Lines   []Line
	Notes   []string // about the file as a whole, and what was folded
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

// Summary is the plan in a sentence; thing is what is made, like "promise".
func (p Plan) Summary(thing string) string {
	parts := []string{plural(p.Count(Make), thing) + " to bring in"}
	if n := p.Count(There); n > 0 {
		parts = append(parts, fmt.Sprintf("%d already here", n))
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
	for _, l := range p.Lines {
		if l.Effect == Problem {
			return "Nothing is brought in while a line has a problem. Mend the file, then choose it again."
		}
	}
	if p.Count(Make) == 0 {
		return "There is nothing to bring in."
	}
	return ""
}

// settle sorts the lines as they stand in the file and marks what was brought
// in before. It gives the keys that are still to be made.
func (p *Plan) settle(known map[string]bool) map[string]bool {
	fresh := map[string]bool{}
	for i, l := range p.Lines {
		if l.Effect == Make && known[l.key] {
			p.Lines[i].Effect = There
		} else if l.Effect == Make {
			fresh[l.key] = true
		}
	}
	slices.SortStableFunc(p.Lines, func(a, b Line) int { return a.Number - b.Number })
	return fresh
}

func (p *Plan) keys() []string {
	var out []string
	for _, l := range p.Lines {
		if l.Effect == Make {
			out = append(out, l.key)
		}
	}
	return out
}

func (p *Plan) fault(f table.Fault) {
	say := f.Say
	if f.Column != "" {
		say = f.Column + ": " + f.Say
	}
	p.Lines = append(p.Lines, Line{Number: f.Line, Cells: make([]string, len(p.Columns)), Effect: Problem, Say: say})
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

// member finds somebody who works here by his address or his name.
func (d *desk) member(text string) (member.ID, bool) {
	for _, m := range d.dir.Members {
		if m.Active() && (member.EmailKey(m.Email) == member.EmailKey(text) || table.Fold(m.Name) == table.Fold(text)) {
			return m.ID, true
		}
	}
	return "", false
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

// words is a refusal in one sentence.
func words(err error) string {
	f, ok := fault.As(err)
	if !ok {
		return err.Error()
	}
	for _, field := range slices.Sorted(keysOf(f.Fields)) {
		return f.Fields[field]
	}
	return f.Say
}

func keysOf(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}
