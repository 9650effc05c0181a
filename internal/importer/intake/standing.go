package intake

import (
	"fmt"
	"time"

	"kept/internal/importer/promises"
	"kept/internal/office"
	"kept/promise"
)

// hold holds every line whose promise is here already against what stands here.
func (d *desk) hold(p *Plan, known map[string]promise.Promise, now time.Time) {
	for i := range p.Lines {
		if stands, ok := known[p.Lines[i].key]; ok {
			d.against(&p.Lines[i], stands, now)
		}
	}
}

// against says what stands here, and what the file says otherwise. It changes
// nothing: whether a date moves, with what reason, and who is told, is for the
// person who reads it.
func (d *desk) against(l *Line, p promise.Promise, now time.Time) {
	d.show(l, p)
	due, say := p.Date().When, l.said
	l.Effect, l.Say, l.Remarks = There, "", nil
	switch {
	case p.State == promise.Kept:
		l.Say = "it was kept"
	case p.State == promise.Released:
		l.Say = "it was released"
	case p.State == promise.Withdrawn:
		l.Say = "it was undone here"
	case say.ended != "":
		l.Effect, l.Say = Differs, say.ended+" in the file; it is open here"
	case say.when != (promise.When{}) && !say.when.Equal(due):
		l.Effect, l.Say = Differs, fmt.Sprintf("stands here for %s; the file says %s", office.SayWhen(due, d.firm), office.SayWhen(say.when, d.firm))
		if d.passed(say.when, now) {
			l.Say += ", which has passed"
		}
	case d.passed(due, now):
		l.Say = "its date has passed"
	}
	if p.State != promise.Open {
		return
	}
	if say.words != "" && say.words != p.Words {
		l.Effect = Differs
		l.Remarks = append(l.Remarks, fmt.Sprintf("the file calls it “%s”", say.words))
	}
	if say.accepted && say.when.Equal(due) && p.Told(len(p.Dates)-1).IsZero() { // else: which date did he accept?
		l.Remarks = append(l.Remarks, acceptedHint)
	}
}

// show puts what stands here into the cells of a line.
func (d *desk) show(l *Line, p promise.Promise) {
	l.Promise = p.ID
	l.Cells = []string{"", "", p.Words, office.SayWhen(p.Date().When, d.firm)}
	if i, ok := d.byID[p.ClientID]; ok {
		c := d.dir.Clients[i]
		l.Cells[0] = c.Name
		for _, k := range d.dir.Contacts[c.ID] {
			if string(k.ID) == p.ContactID {
				l.Cells[1] = k.Name
			}
		}
	}
}

// missing tells the open promises that were instances of a series which the
// file leaves out now, or which ends before them.
func (d *desk) missing(p *Plan, known map[string]promise.Promise, dropped []promises.Dropped) {
	for _, x := range dropped {
		stands, ok := known[x.Key]
		if !ok || stands.State != promise.Open {
			continue
		}
		l := Line{Number: x.Line, Effect: Differs, Say: "no longer in its series in the file; it is open here", said: said{kind: stands.Kind, when: stands.Date().When, series: fmt.Sprintf("line %d", x.Line)}}
		d.show(&l, stands)
		p.Lines = append(p.Lines, l)
	}
}
