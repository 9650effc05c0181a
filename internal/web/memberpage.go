package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/worktime"
)

// memberDesk is a member's page under way.
type memberDesk struct {
	*visit
	m    member.Member
	here string
}

func openMember(v *visit) (*memberDesk, error) {
	m, ok := v.team.Member(member.ID(v.r.PathValue("member")))
	if !ok {
		return nil, errNothing
	}
	return &memberDesk{visit: v, m: m, here: "/people/" + string(m.ID)}, nil
}

// memberPage shows one member.
func memberPage(v *visit) error {
	p, err := buildMember(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func buildMember(v *visit) (page.Settings, error) {
	d, err := openMember(v)
	if err != nil {
		return page.Settings{}, err
	}
	away, err := absencesBy(v)
	if err != nil {
		return page.Settings{}, err
	}
	row := memberRow(v, d.m, away[d.m.ID])
	face := person(d.m)
	p := page.Settings{Desk: v.frame(d.m.Name, page.InPeople), Heading: d.m.Name, Lede: row.Now, Face: &face}
	p.Desk.Crumbs = []ui.Link{{Text: d.say("People"), URL: page.PeopleURL}}
	if d.m.Active() && d.may(member.ChangeMember) {
		p.Facts = facts(d.say("Mail"), d.m.Email) // the rest stands in the forms
		p.Sections = append(p.Sections, d.profile(), d.hours())
	} else {
		p.Facts = facts(d.say("Role"), d.roleWord(d.m.Role), d.say("Mail"), d.m.Email, d.say("Led by"), v.team.Name(d.m.LeaderID), d.say("Stands in"), v.team.Name(d.m.DeputyID), d.say("Hours"), row.Hours)
	}
	if !d.m.Active() {
		return p, nil
	}
	absences, err := d.absences(away[d.m.ID])
	if err != nil {
		return p, err
	}
	p.Sections = append(p.Sections, absences)
	if mayDo(v, member.ManagePeople) && d.m.ID != v.who.Member {
		p.Sections = append(p.Sections, d.ending())
	}
	return p, nil
}

// facts makes facts of names and values; those without a value are left out.
func facts(pairs ...string) []page.Fact {
	var out []page.Fact
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, page.Fact{Name: pairs[i], Value: pairs[i+1]})
		}
	}
	return out
}

// may tells whether the reader may do something to this member: to everybody,
// or to himself, to whom he leads and to whom he stands in for.
func (d *memberDesk) may(act member.Act) bool {
	switch member.May(d.me.Role, act) {
	case member.All:
		return true
	case member.Own:
		return d.m.ID == d.who.Member || d.m.LeaderID == d.who.Member || d.m.DeputyID == d.who.Member
	}
	return false
}

func (d *memberDesk) form(action string) ui.Form {
	return ui.Form{Action: action, Version: strconv.Itoa(d.m.Version)}
}

func (d *memberDesk) profile() page.SettingsPart {
	var roles, leaders []ui.Option
	if mayDo(d.visit, member.ManagePeople) {
		roles, leaders = roleOptions(d.visit, d.m.Role), leaderOptions(d.visit, d.m.ID, d.m.LeaderID)
	}
	f := page.NewMemberForm(d.voice(), d.form(d.here), roles, leaders, leaderOptions(d.visit, d.m.ID, d.m.DeputyID))
	f.Fields[0].Value = d.m.Name
	return page.SettingsPart{ID: "member", Title: d.say("In the firm"), Form: f}
}

func (d *memberDesk) hours() page.SettingsPart {
	f := page.NewHoursForm(d.voice(), d.form(d.here+"/hours"), "hours")
	fillHours(f, d.m.Hours)
	page.NewPlaceForm(d.voice(), f, zones(), d.regions(d.m.Hours.Regions...)[1:])
	f.Fields[len(weekOrder)].Value = d.m.Hours.Zone
	return page.SettingsPart{ID: "hours", Title: d.say("Office hours"), Lead: d.say("Several stretches a day are fine: “9:00-12:30, 13:30-18:00”. Empty is closed. What is asked is asked in them."), Form: f}
}

// fillHours puts office hours into the seven fields of a form.
func fillHours(f *page.ActForm, h worktime.Hours) {
	for i, day := range weekOrder {
		f.Fields[i].Value = writeWindows(h.Weekly[day])
	}
}

func (d *memberDesk) absences(all []member.Absence) (page.SettingsPart, error) {
	s := page.SettingsPart{ID: "absence", Title: d.say("Absences"), None: d.say("None is planned.")}
	for _, a := range all {
		it, err := d.absence(a)
		if err != nil {
			return s, err
		}
		s.Items = append(s.Items, it)
	}
	if d.may(member.SetAbsence) {
		s.Add, s.AddText = page.NewAbsenceForm(d.voice(), ui.Form{Action: d.here + "/absences", Once: newOnce()}), d.say("Add an absence")
	}
	return s, nil
}

// absence shows an absence with the promises that fall due in it.
func (d *memberDesk) absence(a member.Absence) (page.Item, error) {
	loc := d.team.Hours(d.m.ID).Location()
	from, last := a.From.In(loc), a.Until.Add(-1).In(loc)
	it := page.Item{Text: d.say("{first} to {last}", "first", d.voice().FullDay(from), "last", d.voice().FullDay(last)), Hint: a.Why}
	if a.Covers(d.now) {
		it.Mark, it.Tone = d.say("now"), "doubtful"
	}
	rows, err := d.o.Promises.FallsDue(d.r.Context(), d.who, d.m.ID, store.Stretch{From: a.From, Until: a.Until, Limit: office.Page})
	if err != nil {
		return it, err
	}
	it.Hint = strings.TrimPrefix(it.Hint+". "+d.fallsDue(rows), ". ")
	if d.may(member.SetAbsence) {
		it.Acts = d.absenceActs(a, len(rows) > 0)
	}
	return it, nil
}

// fallsDue names the promises that fall due in an absence.
func (d *memberDesk) fallsDue(rows []store.PromiseRow) string {
	if len(rows) == 0 {
		return d.say("Nothing falls due in it.")
	}
	named := ""
	for _, r := range rows[:min(len(rows), maxNamed)] {
		named += " " + d.say("“{what}” ({client})", "what", r.Words, "client", r.ClientName)
	}
	if more := len(rows) - maxNamed; more > 0 {
		named += " " + d.say("and {n} more", "n", strconv.Itoa(more))
	}
	return d.count(len(rows), "1 promise falls due in it:", "{n} promises fall due in it:") + named
}

// maxNamed is how many promises an absence names.
const maxNamed = 5

func (d *memberDesk) absenceActs(a member.Absence, due bool) []page.Act {
	here := d.here + "/absences/" + a.ID
	var acts []page.Act
	if due {
		acts = append(acts, page.Act{Label: d.say("Pass on"), Icon: "hand", Form: &page.ActForm{
			ID: a.ID, Form: ui.Form{Action: here + "/handing-over"}, Submit: d.say("Pass them on"), Lead: d.say("All that falls due in it."),
			Fields: []page.Ask{{Kind: page.Pick, Field: ui.Field{Name: "to", ID: "to-" + a.ID, Label: d.say("To"), Options: leaderOptions(d.visit, d.m.ID, d.m.DeputyID)[1:]}}},
		}})
	}
	return append(acts, page.Act{Label: d.say("Take back"), Post: here + "/end"})
}

func (d *memberDesk) ending() page.SettingsPart {
	return page.SettingsPart{ID: "ending", Title: d.say("Leaving"), Acts: []page.Act{{Label: d.say("End membership"), Danger: true, Form: &page.ActForm{
		ID: "ending-form", Form: d.form(d.here + "/ending"), Submit: d.say("End it for good"),
		Lead: d.say("{who} is signed out everywhere and cannot come back by the same place. What they have promised stands, and is asked of their leader.", "who", d.m.Name),
	}}}}
}

// onMember is the page of the member whom the address names.
func onMember(v *visit) settingsPage {
	return settingsPage{url: "/people/" + url.PathEscape(v.r.PathValue("member")), build: buildMember}
}

// saveMember saves what a member is in the firm.
func saveMember(v *visit) error {
	return savePart(v, onMember(v), "member", func() error {
		form := v.r.PostForm
		return editMember(v, func(m *member.Member) {
			m.Name, m.DeputyID = strings.TrimSpace(form.Get("name")), member.ID(form.Get("deputy"))
			if form.Has("role") {
				m.Role = member.Role(form.Get("role"))
			}
			if form.Has("leader") {
				m.LeaderID = member.ID(form.Get("leader"))
			}
		})
	})
}

func editMember(v *visit, change func(*member.Member)) error {
	_, err := v.o.People.Edit(v.r.Context(), v.who, member.ID(v.r.PathValue("member")), office.MemberEdit{Version: versionOf(v), Change: change})
	return err
}

// saveHours saves a member's office hours, zone and holidays.
func saveHours(v *visit) error {
	return savePart(v, onMember(v), "hours", func() error {
		h, err := hoursOfDays(v)
		if err != nil {
			return err
		}
		return editMember(v, func(m *member.Member) { m.Hours.Weekly, m.Hours.Zone, m.Hours.Regions = h.Weekly, h.Zone, h.Regions })
	})
}

// hoursOfDays reads the seven days, the zone and the regions of a form.
func hoursOfDays(v *visit) (worktime.Hours, error) {
	week, err := readWeekdays(v.r.PostForm)
	regions, wrong := readRegions(v)
	h := worktime.Hours{Zone: strings.TrimSpace(v.r.PostForm.Get("zone")), Weekly: week, Regions: regions}
	return h, gather(err, wrong, h.Check())
}

// readRegions reads the regions that were ticked; "" is none.
func readRegions(v *visit) ([]string, error) {
	var out []string
	for _, code := range v.r.PostForm["regions"] {
		if code == "" {
			continue
		}
		if !v.Holidays.Known(code) {
			return nil, fault.Field("regions", "Choose among the regions offered.")
		}
		out = append(out, code)
	}
	return out, nil
}

// addAbsence says when a member is away.
func addAbsence(v *visit) error {
	return savePart(v, onMember(v), "absence", func() error {
		d, err := openMember(v)
		if err != nil {
			return err
		}
		a, err := sentAbsence(d)
		if err != nil {
			return err
		}
		_, err = once(v, func(ctx context.Context) (string, error) {
			_, err := v.o.People.AddAbsence(ctx, v.who, a)
			return d.here, err
		})
		return renamed(err, map[string]string{"until": "to", "why": "note", "member": "from"})
	})
}

// sentAbsence reads whole days in the member's own zone, both ends included.
func sentAbsence(d *memberDesk) (member.Absence, error) {
	form := d.r.PostForm
	hours := d.team.Hours(d.m.ID)
	from, fromErr := worktime.ParseDay(form.Get("from"))
	to, toErr := worktime.ParseDay(form.Get("to"))
	var k fault.Check
	k.Want(fromErr == nil, "from", "Give the first day.")
	k.Want(toErr == nil, "to", "Give the last day.")
	a := member.Absence{MemberID: d.m.ID, From: startOf(from, hours.Location()), Until: startOf(to.AddDays(1), hours.Location()), Why: strings.TrimSpace(form.Get("note"))}
	return a, k.Err()
}

// endAbsence takes an absence back.
func endAbsence(v *visit) error {
	if err := v.o.People.EndAbsence(v.r.Context(), v.who, v.r.PathValue("absence")); err != nil {
		return err
	}
	v.leave(v.say("Taken back."))
	return v.go303(onMember(v).url + "#absence")
}

// passOn gives all that falls due in an absence to somebody else.
func passOn(v *visit) error {
	if err := parseForm(v, "to"); err != nil {
		return err
	}
	n, err := v.o.Prompts.HandOverAll(v.r.Context(), v.who, v.r.PathValue("absence"), member.ID(v.r.PostForm.Get("to")))
	if err != nil {
		return err
	}
	v.leave(v.count(n, "Passed on: 1 promise.", "Passed on: {n} promises."))
	return v.go303(onMember(v).url + "#absence")
}

// endMember ends a membership.
func endMember(v *visit) error {
	if err := parseForm(v, "version"); err != nil {
		return err
	}
	m, err := v.o.People.Edit(v.r.Context(), v.who, member.ID(v.r.PathValue("member")), office.MemberEdit{Version: versionOf(v), End: true})
	if err != nil {
		return err
	}
	v.leave(v.say("{who} does not belong to the firm any more.", "who", m.Name))
	return v.go303(page.PeopleURL)
}
