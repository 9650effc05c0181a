package checks

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/workspace"
)

// ownAddress: an address of the firm's own is used for clients as long as the name
// servers prove it and no longer; each letter names the address that was right when it
// was written; an address that was never proven, or was given back, leads nowhere, and
// one that has lost its proof leads only those in who may read there. The name servers
// are asked every day.
type ownAddress struct {
	name   string     // the address that was given; "" = none
	given  time.Time  // when
	proven bool       //
	ever   bool       // it was proven since it was given
	last   Lookup     // the last answer that Kept could take down
	asked  time.Time  // when it was asked last
	there  time.Time  // when the record was there last
	roots  []rootFrom // what links began with, and from when on
}

// rootFrom is what links to clients begin with from a moment on.
type rootFrom struct {
	at   time.Time
	root string
}

func newOwnAddress() *ownAddress { return &ownAddress{roots: []rootFrom{{root: keptURL}}} }

func (*ownAddress) Name() string { return "own address" }

func (c *ownAddress) Look(f *Firm) []string {
	var out []string
	looked := f.Outside.Lookups
	for _, l := range f.New {
		if l.Object != "workspace:"+string(f.ID) || !strings.HasPrefix(l.Act, "address ") {
			continue
		}
		for len(looked) > 0 && !looked[0].At.After(l.At) {
			c.hears(looked[0])
			looked = looked[1:]
		}
		out = append(out, c.turns(l.Act, l.At, l.After)...)
	}
	for _, l := range looked {
		c.hears(l)
	}
	if f.Back { // what it heard last, it may not have taken down
		c.last = Lookup{}
	}
	out = append(out, c.stands(f)...)
	for _, k := range f.Outside.Knocks {
		out = append(out, c.knock(f, k)...)
	}
	return append(out, c.letters(f)...)
}

// hears takes what the name servers said.
func (c *ownAddress) hears(l Lookup) {
	if l.Name != c.name {
		return
	}
	c.last, c.asked = l, l.At
	if l.Said == workspace.RecordThere {
		c.there = l.At
	}
}

// turns takes a line of the journal, and finds what the name servers did not say.
func (c *ownAddress) turns(act string, at time.Time, after string) []string {
	var line struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal([]byte(after), &line); err != nil && after != "" {
		return []string{fmt.Sprintf("the journal says %q of its address", after)}
	}
	var out []string
	switch act {
	case "address asked":
		*c = ownAddress{name: line.Name, given: at, asked: at, roots: c.roots}
	case "address taken away":
		*c = ownAddress{roots: c.roots}
	case "address proven":
		if c.last.Said != workspace.RecordThere {
			out = append(out, fmt.Sprintf("%s counts as proven from %s on, and the name servers said: %s", line.Name, stamp(at), c.last.Said))
		}
		c.proven, c.ever = true, true
	case "address lost":
		if c.last.Said != workspace.RecordMissing && at.Before(c.there.Add(workspace.HostUnsure)) {
			out = append(out, fmt.Sprintf("%s counts as lost from %s on, and the name servers said: %s", line.Name, stamp(at), c.last.Said))
		}
		c.proven = false
	}
	root := keptURL
	if c.proven {
		root = "https://" + c.name
	}
	c.roots = append(c.roots, rootFrom{at, root})
	return out
}

// lookedWithin is how long an answer of the name servers may count.
const lookedWithin = workspace.HostEvery + time.Minute

// stands finds that an address is used otherwise than the last answer has it.
func (c *ownAddress) stands(f *Firm) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, c.name+" "+fmt.Sprintf(format, args...)) }
	switch said := c.last.Said; {
	case c.name == "":
		return nil
	case c.proven && said == workspace.RecordMissing:
		say("has no record since %s and counts as proven", stamp(c.last.At))
	case c.proven && said == workspace.NoAnswer && !c.last.At.Before(c.there.Add(workspace.HostUnsure)):
		say("was last seen at %s and counts as proven", stamp(c.there))
	case !c.proven && said == workspace.RecordThere:
		say("has its record since %s and does not count as proven", stamp(c.last.At))
	}
	if f.Now.After(c.asked.Add(lookedWithin)) && !f.wasDown(c.asked, f.Now) {
		say("was looked for last at %s", stamp(c.asked))
	}
	return out
}

func (c *ownAddress) knock(f *Firm, k Knock) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, k.Host+" "+fmt.Sprintf(format, args...)) }
	leads := k.Host == c.name && c.ever
	switch {
	case leads && k.Served != f.ID:
		say("leads to %q and was proven for this firm", k.Served)
	case !leads && k.Served != "":
		say("leads to %s and was given back, or never proven", k.Served)
	case !leads && k.In:
		say("leads in and was given back, or never proven")
	case leads && k.In != k.Usual:
		say("lets in: %v, and the server's own address: %v", k.In, k.Usual)
	}
	if k.Other {
		say("is not of another workspace, and its reader was let in there")
	}
	return out
}

// letters finds links to clients that begin with another address than was right when
// they were written.
func (c *ownAddress) letters(f *Firm) []string {
	var out []string
	for _, h := range f.Handings[f.Handed:] {
		l, ok := f.Leavings[h.Mail.MessageID]
		if !ok {
			continue
		}
		for _, u := range clientLinks(h.Mail) {
			if !slices.Contains(c.at(l.MadeAt), rootOf(u)) {
				out = append(out, fmt.Sprintf("mail %s (%q), written at %s, leads to %s and not to %s", l.ID, h.Mail.Subject, stamp(l.MadeAt), rootOf(u), c.at(l.MadeAt)[0]))
			}
		}
	}
	for _, x := range f.Outside.Fetches {
		for _, u := range addressesIn(x) {
			if rootOf(u) != c.roots[len(c.roots)-1].root {
				out = append(out, fmt.Sprintf("the feed of %s leads to %s and not to %s", x.Contact, rootOf(u), c.roots[len(c.roots)-1].root))
			}
		}
	}
	return out
}

// at gives what links began with at a moment; two where it changed in it.
func (c *ownAddress) at(t time.Time) []string {
	var out []string
	for _, r := range c.roots {
		if r.at.Before(t) {
			out = out[:0]
		}
		if !r.at.After(t) {
			out = append(out, r.root)
		}
	}
	return out
}

func addressesIn(x Fetch) []string {
	var out []string
	for _, e := range x.Calendar.Entries {
		out = append(out, e.URL)
	}
	for _, i := range x.News.Items {
		out = append(out, i.URL)
	}
	return out
}
