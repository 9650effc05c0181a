package page

import (
	"github.com/a-h/templ"
)

// PlanLine is what a bar of the timeline has to know to be moved by hand: kept in
// the page for plan.js, which decides nothing by it.
type PlanLine struct {
	From, To string // ISO days of the bar
	Days     string // working days between them, those included; "0" = a milestone
	Can      string // ISO day before which it cannot begin; "" = nothing keeps it
	Waits    string // ID of the step that it waits for; "" = none
	Hours    string // which of [PlanScale.Open] is its holder's
	Begun    bool   // only its end can be moved
}

// PlanScale is what plan.js has to know of the whole timeline.
type PlanScale struct {
	First string // ISO day at its beginning
	Days  string // from its beginning to its end
	Today string // ISO day
	Open  string // the working days of each holder from First on, "1111100…", with blanks between them
}

// attributes gives what stands at the table; nothing where nothing can be moved.
func (s *PlanScale) attributes() templ.OrderedAttributes {
	if s == nil {
		return nil
	}
	return named("data-first", s.First, "data-days", s.Days, "data-today", s.Today, "data-open", s.Open)
}

// attributes gives what stands at the line of one step.
func (l *PlanLine) attributes() templ.OrderedAttributes {
	if l == nil {
		return nil
	}
	out := named("data-from", l.From, "data-to", l.To, "data-days", l.Days, "data-can", l.Can, "data-waits", l.Waits, "data-hours", l.Hours)
	if l.Begun {
		out = append(out, templ.KeyValue[string, any]{Key: "data-begun", Value: true})
	}
	return out
}

// named pairs names with values; those without a value are left out.
func named(pairs ...string) templ.OrderedAttributes {
	var out templ.OrderedAttributes
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, templ.KeyValue[string, any]{Key: pairs[i], Value: pairs[i+1]})
		}
	}
	return out
}

// PlanMove is what a move of a step would do, and the form that does it: that of
// the row, filled in.
type PlanMove struct {
	StepForm
	Title    string   // "Move “Design”?"
	From, To string   // "Mon 2 to Fri 6 Mar"
	Says     []string // what would be said of the step: "Not before Wed 4 March."
	Refused  string   // why it cannot be; "" = it can
	Lies     []PlanPlace
}

// PlanPlace is where another step would come to lie.
type PlanPlace struct{ ID, From, To string }

// View prints the fragment.
func (m PlanMove) View() templ.Component { return planMove(m) }
