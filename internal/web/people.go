package web

import (
	"context"
	"strings"
	"time"

	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/worktime"
)

// peopleList shows who works here, and who is away.
func peopleList(v *visit) error {
	p, err := buildPeople(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func buildPeople(v *visit) (page.People, error) {
	p := page.People{Desk: v.frame(v.say("People"), page.InPeople)}
	away, err := absencesBy(v)
	if err != nil {
		return p, err
	}
	for _, left := range []bool{false, true} {
		for _, m := range v.team.All() {
			if m.Active() == left {
				continue
			}
			row := memberRow(v, m, away[m.ID])
			row.Leader, row.Deputy = chain(v, m)
			p.Rows = append(p.Rows, row)
		}
	}
	if mayDo(v, member.ManagePeople) {
		p.Invite = page.NewInvite(v.voice(), page.PeopleURL, newOnce(), roleOptions(v, member.Regular), leaderOptions(v, "", v.who.Member))
	}
	return p, nil
}

// absencesBy gives the absences that are planned, by member.
func absencesBy(v *visit) (map[member.ID][]member.Absence, error) {
	all, err := v.o.People.Absences(v.r.Context(), v.who)
	out := map[member.ID][]member.Absence{}
	for _, a := range all {
		out[a.MemberID] = append(out[a.MemberID], a)
	}
	return out, err
}

func memberRow(v *visit, m member.Member, away []member.Absence) page.MemberRow {
	row := page.MemberRow{Who: person(m), Role: v.roleWord(m.Role), Email: m.Email}
	if !m.Active() {
		row.Now = v.say("left {day}", "day", v.voice().FullDay(m.EndedAt.In(v.cal.Location())))
		return row
	}
	hours := v.team.Hours(m.ID)
	row.Hours, row.Now = sayHours(v.voice(), hours), hereNow(v.voice(), hours, v.now)
	for _, a := range away {
		if a.Covers(v.now) {
			row.Away, row.Now = true, v.say("away")
			if opens, ok := hours.NextOpen(a.Until); ok {
				row.Now = v.say("away, back {when}", "when", v.voice().ShortMoment(opens.In(hours.Location()), v.now.In(hours.Location())))
			}
		}
	}
	return row
}

// hereNow says whether somebody is in his office, and until when or from when.
func hereNow(voice tongue.Voice, c *worktime.Calendar, now time.Time) string {
	loc := c.Location()
	if c.IsOpen(now) {
		closes, ok := c.NextClose(now)
		if !ok {
			return voice.Say("here")
		}
		return voice.Say("here until {time}", "time", voice.Clock(closes.In(loc)))
	}
	opens, ok := c.NextOpen(now)
	if !ok {
		return voice.Say("never here")
	}
	return voice.Say("back {when}", "when", voice.ShortMoment(opens.In(loc), now.In(loc)))
}

// chain says who leads a member and who stands in for him.
func chain(v *visit, m member.Member) (leader, deputy string) {
	if name := v.team.Name(m.LeaderID); name != "" {
		leader = v.say("led by {who}", "who", name)
	}
	if name := v.team.Name(m.DeputyID); name != "" {
		deputy = v.say("{who} stands in", "who", name)
	}
	return leader, deputy
}

func roleOptions(v *visit, chosen member.Role) []ui.Option {
	var out []ui.Option
	for _, r := range []member.Role{member.Regular, member.Leader, member.Owner} {
		out = append(out, ui.Option{Value: string(r), Label: v.roleWord(r), Selected: r == chosen})
	}
	return out
}

// leaderOptions offers everybody but one, and nobody.
func leaderOptions(v *visit, but, chosen member.ID) []ui.Option {
	out := []ui.Option{{Label: v.say("Nobody")}}
	for _, o := range memberOptions(v, chosen) {
		if o.Value != string(but) {
			out = append(out, o)
		}
	}
	return out
}

// invite makes a place for a member and mails him a way in.
func invite(v *visit) error {
	err := parseForm(v, "email")
	var to string
	var made member.Member
	if err == nil {
		form := v.r.PostForm
		m := member.Member{
			Name: strings.TrimSpace(form.Get("name")), Email: strings.TrimSpace(form.Get("email")), Role: member.Role(form.Get("role")), LeaderID: member.ID(form.Get("leader")),
		}
		to, err = once(v, func(ctx context.Context) (string, error) {
			var err error
			made, err = v.o.People.Invite(ctx, v.who, m)
			return "/people/" + string(made.ID), err
		})
	}
	if err == nil && v.NoServer && made.ID != "" {
		var link string
		if link, err = v.o.People.Link(v.r.Context(), v.who, made.ID); err == nil {
			v.sayByHand(made.Name, link)
		}
	} else if err == nil {
		v.leave(v.say("Invited. They get a mail with a link that works once, for a week."))
	}
	if err == nil {
		return v.go303(to)
	}
	p, wrong := buildPeople(v)
	if wrong != nil {
		return wrong
	}
	if p.Invite == nil {
		return err
	}
	if err := v.complain(err, &p.Invite.Form, p.Invite.Inputs()...); err != nil {
		return err
	}
	return v.again(p)
}
