package checks

import (
	"fmt"
	"reflect"
	"slices"

	"kept/client"
	"kept/internal/office"
)

// several: a reader of several clients is offered the pages for which he is a contact
// with the address that he proved, and no other; through each he sees what the
// client's own reader sees; and from the moment on at which he lost one he never sees
// anything of it again, while the others stay open to him.
type several struct {
	in map[string]bool // who was let in, and has had a page to read ever since
}

func newSeveral() *several { return &several{in: map[string]bool{}} }

func (*several) Name() string { return "several clients" }

func (c *several) Look(f *Firm) []string {
	for _, email := range sortedKeys(c.in) {
		c.in[email] = c.in[email] && len(doorsOf(f, email)) > 0
	}
	var out []string
	for _, v := range f.Outside.Visits {
		for _, what := range c.visit(f, v) {
			out = append(out, "the reader "+v.Email+" "+what)
		}
	}
	return out
}

func (c *several) visit(f *Firm, v Visit) []string {
	doors := doorsOf(f, v.Email)
	if !v.In {
		if c.in[v.Email] {
			return []string{fmt.Sprintf("reads for %v and was not let in any more", doors)}
		}
		return nil
	}
	c.in[v.Email] = len(doors) > 0
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if offered := slices.Sorted(slices.Values(v.Offered)); !slices.Equal(offered, doors) {
		say("is offered %v and reads for %v", offered, doors)
	}
	for _, id := range v.Tried {
		say("was let read as %s, for whom he does not read", id)
	}
	for _, id := range v.Shut {
		say("could not open the page of %s", id)
	}
	for _, id := range v.Over {
		if page := pageNow(f, id); page != client.PageOver {
			say("was told that the page of %s is over, which is %s", id, page)
		}
	}
	for _, p := range v.Pages {
		if !slices.Contains(doors, p.As) || pageNow(f, p.As) == client.PageOver {
			say("still sees the page of %s, which he has lost", p.As)
		}
		out = append(out, seenFaults(f, p)...)
	}
	return out
}

// seenFaults finds what somebody sees through his page otherwise than the client's own
// reader, and what is not for him.
func seenFaults(f *Firm, p SeenThrough) []string {
	var out []string
	say := func(format string, args ...any) {
		out = append(out, fmt.Sprintf("sees through the page of %s ", p.As)+fmt.Sprintf(format, args...))
	}
	if p.View.Contact.ID != p.As || p.View.Client.ID != f.Contacts[p.As].ClientID {
		say("what is for %s at client %s", p.View.Contact.ID, p.View.Client.ID)
	}
	for _, n := range p.View.Notices {
		if n.ContactID != string(p.As) {
			say("a letter to %s", n.ContactID)
		}
	}
	for _, w := range p.View.Waits {
		if w.HandOff.Party.ID != string(p.As) {
			say("what %s was asked", w.HandOff.Party.ID)
		}
	}
	if is, own := common(p.View), common(p.Own); !reflect.DeepEqual(is, own) {
		say("something else than the client's own reader: %s", differs(own, is))
	}
	return out
}

// common is what of a client's page is the same for all who read it.
func common(v office.PortalView) office.PortalView {
	v.Calendar, v.Contact, v.Notices, v.Waits, v.Rate, v.Worry, v.Worries = nil, client.Contact{}, nil, nil, nil, nil, ""
	return v
}
