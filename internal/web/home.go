package web

import (
	"fmt"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/prompt"
)

var errNothing = fault.New(fault.NotFound, "There is no page at this address.")

// home shows whom to tell today, what to do, and what waits on others.
func (s *Site) home(v *visit) error {
	h, err := s.o.Prompts.Home(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	p := page.Home{
		Desk: v.frame("Home", page.InHome), Today: v.now.In(v.cal.Location()).Format("Monday, 2 January"),
		Tell: v.prompts(h.Tell), Do: v.prompts(h.Do), Waiting: v.prompts(h.Waiting),
	}
	p.Summary = summary(len(h.Tell), len(h.Do))
	if n := len(h.Tell); n > 0 {
		p.Desk.ToTell = fmt.Sprint(n)
	}
	return v.show(p)
}

func summary(tell, do int) string {
	switch {
	case tell+do == 0:
		return "Everybody has been told. Nothing is asked of you."
	case tell == 0:
		return count(do, "thing") + " to do; nobody has to be told today."
	case do == 0:
		return count(tell, "client") + " to tell."
	}
	return count(tell, "client") + " to tell, " + count(do, "thing") + " to do."
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func (v *visit) prompts(all []office.Asked) []page.Prompt {
	out := make([]page.Prompt, 0, len(all))
	for _, k := range all {
		out = append(out, v.prompt(k))
	}
	return out
}

// prompt builds one prompt as its reader sees it.
func (v *visit) prompt(k office.Asked) page.Prompt {
	p := page.Prompt{
		ID: string(k.ID), Rule: string(k.Rule), Sentence: k.Sentence(v.cal), Reason: k.Why(v.cal), ActBy: v.moment(k.ActBy, k.ClientZone),
		Late: !k.ActBy.IsZero() && v.now.After(k.ActBy), Level: v.level(k), Passed: k.Level > prompt.ToOwner,
		Client: uiClient(k.ClientID, k.ClientName, k.Colour, ""), Holder: ui.Person{Name: k.HolderName, Initials: initials(k.HolderName)},
	}
	if k.Promise != nil {
		p.About = ui.Link{Text: k.Promise.Words, URL: "/promises/" + string(k.Promise.ID)}
	}
	return p
}

func (v *visit) level(k office.Asked) string {
	switch {
	case k.Holder != v.who.Member:
		return "With " + k.HolderName
	case k.Level == prompt.ToLeader:
		return "Passed to you as leader of " + k.OwnerName
	case k.Level == prompt.ToDeputy || k.OwnerID != v.who.Member:
		return "Passed to you for " + k.OwnerName
	}
	return "Yours"
}
