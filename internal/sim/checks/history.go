package checks

import "fmt"

// history: the journal is appended to, in order, and never rewritten; and
// nothing changes without a line in it.
type history struct{ last string }

func (*history) Name() string { return "journal" }

func (h *history) Look(f *Firm) []string {
	var out []string
	for _, l := range f.Unordered {
		out = append(out, fmt.Sprintf("line %s (%s %s) was added before one that stood there", l.ID, l.Act, l.Object))
	}
	for _, l := range f.New {
		if l.At.After(f.Now) {
			out = append(out, fmt.Sprintf("line %s (%s %s) lies in the future, at %s", l.ID, l.Act, l.Object, stamp(l.At)))
		}
		if l.Actor == "" || l.Act == "" || l.Object == "" {
			out = append(out, fmt.Sprintf("line %s does not say who did what to what: %q %q %q", l.ID, l.Actor, l.Act, l.Object))
		}
		h.last = l.ID
	}
	return append(append(out, f.Rewrit...), f.Stray...)
}
