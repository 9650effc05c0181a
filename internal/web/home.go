package web

import (
	"fmt"
	"strconv"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

var errNothing = fault.New(fault.NotFound, "There is no page at this address.")

// home shows whom to tell today, what to do, and what waits on others.
func (s *Site) home(v *visit) error {
	h, err := s.o.Prompts.Home(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	p := page.Home{
		Desk: v.frame(v.say("Home"), page.InHome), Today: v.voice().Day(v.now.In(v.cal.Location()), v.now.In(v.cal.Location())),
		Tell: v.prompts(h.Tell), Do: v.prompts(h.Do),
	}
	waiting, aside := v.waiting(h.Waiting)
	p.Waiting = v.prompts(waiting)
	for _, k := range aside {
		p.Aside = append(p.Aside, v.aside(k))
	}
	if p.Dates, err = nextDates(v); err != nil {
		return err
	}
	if p.Leaving, err = leavingOf(v); err != nil {
		return err
	}
	p.Summary = v.summary(clientsOf(h.Tell), len(h.Do))
	if h.More > 0 {
		p.Summary += " " + v.count(h.More, "The most urgent are shown; one more waits.", "The most urgent are shown; {n} more wait.")
	}
	if p.Desk.Inbox, err = toAnswer(v); err != nil {
		return err
	}
	if n := len(h.Tell); n > 0 {
		p.Desk.ToTell = strconv.Itoa(n)
	}
	if len(h.Tell)+len(h.Do)+len(h.Waiting) == 0 {
		if p.FirstSteps, err = firstSteps(v); err != nil {
			return err
		}
		if len(p.FirstSteps) > 0 {
			p.Summary = v.say("Welcome to Kept, {name}.", "name", v.me.Name)
		}
	}
	return v.show(p)
}

// marginDates is how many dates stand in a margin.
const marginDates = 8

// nextDates are what the reader owes next, for the margin.
func nextDates(v *visit) ([]page.Due, error) {
	rows, err := v.o.Promises.List(v.r.Context(), v.who, office.Filter{
		State: promise.Open, Owner: v.who.Member, Part: store.Slice{After: store.Place{At: v.now}, Limit: marginDates},
	})
	var out []page.Due
	for _, r := range rows {
		out = append(out, page.Due{
			When: v.dueOf(r, nil), Words: r.Words, URL: "/promises/" + string(r.ID), Client: uiClient(string(r.ClientID), r.ClientName, r.Colour, ""), State: stateOfRow(r, v.now),
		})
	}
	return out, err
}

// firstSteps is what a new workspace does first; none when it has done so.
func firstSteps(v *visit) ([]page.Step, error) {
	ctx := v.r.Context()
	clients, err := v.o.Clients.List(ctx, v.who, store.NameSlice{Limit: 1})
	if err != nil {
		return nil, err
	}
	promised, err := anyPromise(v)
	if err != nil || promised {
		return nil, err
	}
	begun := len(clients) > 0
	var steps []page.Step
	if v.me.Role == member.Owner {
		firm, err := v.o.Settings.CalendarOf(v.firm.Hours)
		if err != nil {
			return nil, err
		}
		steps = append(steps, page.Step{Text: v.say("Look over the firm’s office hours"), Hint: v.say("Now {hours}. How soon we answer is counted in them.", "hours", sayHours(v.voice(), firm)), Link: ui.Link{Text: v.say("The firm’s hours"), URL: page.SettingsURL + "#hours"}, Done: begun})
	}
	steps = append(steps, page.Step{Text: v.say("Look over your own hours"), Hint: v.say("Now {hours}. Every warning to you is counted in them.", "hours", sayHours(v.voice(), v.cal)), Link: ui.Link{Text: v.say("My hours"), URL: person(v.me).URL}, Done: begun})
	if mayDo(v, member.ManagePeople) {
		steps = append(steps, page.Step{Text: v.say("Invite those who work with you"), Hint: v.say("Each of them keeps promises of their own, and is asked in their own hours."), Link: ui.Link{Text: v.say("Invite"), URL: page.PeopleURL}, Done: len(v.team.All()) > 1})
	}
	steps = append(steps, []page.Step{
		{Text: v.say("Add your first client"), Hint: v.say("With one person to tell, and when they will hear from you next."), Link: ui.Link{Text: v.say("Add a client"), URL: page.ClientsURL + "/new"}, Done: begun},
		{Text: v.say("Write down what you have promised"), Hint: v.say("The words you used, and the date they expect."), Link: ui.Link{Text: v.say("New promise"), URL: page.NewPromiseURL}},
	}...)
	if member.May(v.me.Role, member.Import) != member.No {
		steps = append(steps, page.Step{Text: v.say("Bring what you already have"), Hint: v.say("Promises from a spreadsheet or a calendar, clients from a table or an address book."), Link: ui.Link{Text: v.say("Import"), URL: page.ImportURL}})
	}
	return steps, nil
}

// anyPromise tells whether anything but next contacts was promised yet.
func anyPromise(v *visit) (bool, error) {
	for _, state := range []promise.State{promise.Open, promise.Kept} {
		rows, err := v.o.Promises.List(v.r.Context(), v.who, office.Filter{State: state, Part: store.Slice{Limit: marginDates}})
		if err != nil {
			return false, err
		}
		for _, r := range rows {
			if r.Kind != promise.NextContact {
				return true, nil
			}
		}
		if len(rows) == marginDates {
			return true, nil
		}
	}
	return false, nil
}

// clientsOf counts the clients whom prompts are about.
func clientsOf(all []office.Asked) int {
	seen := map[string]bool{}
	for _, k := range all {
		seen[k.ClientID] = true
	}
	return len(seen)
}

func (v *reader) summary(tell, do int) string {
	switch {
	case tell+do == 0:
		return v.say("Nothing is asked of you.")
	case tell == 0:
		return v.count(do, "One thing to do; you have nobody to tell today.", "{n} things to do; you have nobody to tell today.")
	case do == 0:
		return v.count(tell, "One client to tell.", "{n} clients to tell.")
	}
	return v.count(tell, "One client to tell.", "{n} clients to tell.") + " " + v.count(do, "One thing to do.", "{n} things to do.")
}

// waiting tells what others hold from what the reader himself put off or
// waved away.
func (v *visit) waiting(all []office.Asked) (others, aside []office.Asked) {
	for _, k := range all {
		if k.Holder == v.who.Member {
			aside = append(aside, k)
		} else {
			others = append(others, k)
		}
	}
	return others, aside
}

// aside is a prompt that its reader has dealt with for now, on one line.
func (v *visit) aside(k office.Asked) page.SetAside {
	p := v.prompt(k)
	return page.SetAside{Text: p.Sentence, URL: "/prompts/" + string(k.ID), Why: p.Level, Client: p.Client}
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func (v *visit) prompts(all []office.Asked) []page.Prompt {
	out := make([]page.Prompt, 0, len(all))
	if len(all) == 0 {
		return out
	}
	h, err := hereAt(v, v.r.URL.Path)
	if err != nil {
		v.Log.Error("whom a prompt could be handed to cannot be listed", "error", err)
	}
	h.list = true
	for _, k := range all {
		p := v.prompt(k)
		p.Acts = promptActs(v, k, h)
		out = append(out, p)
	}
	return out
}

// prompt builds one prompt as its reader sees it.
func (v *visit) prompt(k office.Asked) page.Prompt {
	k.At, k.Voice = v.now, v.voice()
	p := page.Prompt{
		ID: string(k.ID), Rule: string(k.Rule), Sentence: k.Sentence(v.cal), Reason: k.Why(v.cal), ActBy: v.moment(k.ActBy, k.ClientZone),
		Late: !k.ActBy.IsZero() && v.now.After(k.ActBy), Level: v.level(k),
		Client: uiClient(k.ClientID, k.ClientName, k.Colour, ""),
	}
	if mine := k.Holder == v.who.Member; mine {
		p.Passed = k.OwnerID != v.who.Member
	} else {
		p.Holder = ui.Person{Name: k.HolderName, Initials: initials(k.HolderName)}
	}
	if p.Client.Name == "" {
		p.Client = ui.Client{}
	}
	p.ActBy.Why = k.WhyBy
	if by := k.ActBy.In(v.cal.Location()); worktime.DayOf(by, by.Location()) == worktime.DayOf(v.now, by.Location()) {
		p.ActBy.Text = v.say("today {time}", "time", v.voice().Clock(by))
	}
	switch {
	case k.Promise != nil:
		p.About = ui.Link{Text: k.Promise.Words, URL: "/promises/" + string(k.Promise.ID)}
	case k.HandOff != nil:
		p.About = ui.Link{Text: k.HandOff.Words, URL: "/hand-offs/" + string(k.HandOff.ID)}
	case k.Clock != nil && k.Clock.ConversationID != "":
		p.About = ui.Link{Text: v.subject(k.Clock.About), URL: "/conversations/" + k.Clock.ConversationID}
	case len(k.Chases) > 0:
		p.About = ui.Link{Text: v.say("All that was said"), URL: "/clients/" + k.ClientID + "/history"}
	case k.Notice != nil:
		p.About = ui.Link{Text: k.Notice.Subject, URL: "/notices/" + string(k.Notice.ID)}
	case k.Project != nil:
		p.About = ui.Link{Text: k.Project.Name, URL: "/projects/" + string(k.Project.ID)}
	}
	return p
}

func (v *visit) level(k office.Asked) string {
	switch {
	case k.SnoozedUntil.After(v.now):
		return v.say("Put off until {when}", "when", v.short(k.SnoozedUntil))
	case k.Dismissed != "":
		return v.say("Not needed: {why}", "why", k.Dismissed)
	case k.Holder != v.who.Member:
		return "" // who holds it stands beside the matter
	case k.OwnerID == v.who.Member:
		return v.say("Yours")
	case k.Level == prompt.ToLeader:
		return v.say("Passed to you as leader of {who}", "who", k.OwnerName)
	case k.Level == prompt.ToDeputy || k.OwnerID != v.who.Member:
		return v.say("Passed to you for {who}", "who", k.OwnerName)
	}
	return v.say("Yours")
}
