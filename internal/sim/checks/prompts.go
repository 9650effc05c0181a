package checks

import "fmt"

// onePrompt: an obligation has one live prompt at most, an active member holds
// it, and it sleeps no longer than until it would be somebody else's or too late.
type onePrompt struct{}

func (onePrompt) Name() string { return "prompt" }

func (onePrompt) Look(f *Firm) []string {
	var out []string
	for _, ob := range sortedKeys(f.Prompts) {
		p := f.Prompts[ob]
		if m, ok := f.Members[p.Holder]; !ok || !m.EndedAt.IsZero() {
			out = append(out, fmt.Sprintf("the prompt of %s is held by %q, who is not here any more", ob, p.Holder))
		}
		if !p.SnoozeBy.IsZero() && p.SnoozedUntil.After(p.SnoozeBy) {
			out = append(out, fmt.Sprintf("the prompt of %s sleeps until %s, and must be awake at %s", ob, stamp(p.SnoozedUntil), stamp(p.SnoozeBy)))
		}
		if p.SnoozeBy.IsZero() && p.SnoozedUntil.After(f.Now) {
			out = append(out, fmt.Sprintf("the prompt of %s sleeps until %s, and cannot wait", ob, stamp(p.SnoozedUntil)))
		}
	}
	return out
}
