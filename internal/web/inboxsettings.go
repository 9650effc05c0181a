package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/reply"
	"kept/workspace"
	"kept/worktime"
)

// spareTargets is how many empty rows stand ready under the special targets.
const spareTargets = 1

func standardsPart(v *visit) page.SettingsPart {
	s := v.firm.Standards
	rows := s.Targets
	for range min(spareTargets, reply.MaxTargets-len(rows)) {
		rows = append(slices.Clip(rows), reply.Target{Wait: reply.First})
	}
	var fields []page.Ask
	tiers := tiersOf(v.firm)
	for i, t := range rows {
		row := page.TargetFields(v.voice(), i, page.TargetChoices{Waits: waitOptions(v, t.Wait), Channels: channelOptions(v, t.Channel), Stages: stageOptions(v, t.Stage), Tiers: tiers})
		row[3].Value, row[4].Value = t.Tier, spanOrEmpty(t.Within)
		fields = append(fields, row...)
	}
	f := page.NewStandardsForm(v.voice(), firmForm(v, "standards"), fields)
	shares := s.Shares
	if shares == (reply.Shares{}) {
		shares = reply.UsualShares()
	}
	for i, value := range []string{
		worktime.InWords(s.Call), worktime.InWords(s.Mail), spanOrEmpty(s.Acknowledge), spanOrEmpty(s.Between), worktime.InWords(s.AlarmWithin()),
		strconv.Itoa(shares.Owner), strconv.Itoa(shares.Deputy), strconv.Itoa(shares.Leader),
	} {
		f.Fields[i].Value = value
	}
	return page.SettingsPart{
		ID: "standards", Title: v.say("How soon we answer"), Form: f,
		Lead: v.say("In our working time. Each member’s record is held against it. Whoever is to answer is asked when so many percent of the time are over, then the deputy, then the leader. The rows at the foot are for what has a standard of its own, and the most special one counts; empty the time of a row to take it away."),
	}
}

// tiersOf lists the tiers that standards tell clients apart by.
func tiersOf(w workspace.Workspace) []string {
	var out []string
	for _, t := range w.Standards.Targets {
		if t.Tier != "" && !slices.Contains(out, t.Tier) {
			out = append(out, t.Tier)
		}
	}
	return out
}

// spanOrEmpty writes an amount of working time, and none as nothing.
func spanOrEmpty(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return worktime.InWords(d)
}

func waitOptions(v *visit, chosen reply.Wait) []ui.Option {
	words := map[reply.Wait]string{reply.Acknowledge: v.say("word that we have it"), reply.First: v.say("the first answer"), reply.Next: v.say("a later answer"), reply.Between: v.say("our next word"), reply.Alarm: v.say("an answer to “I am worried”"), reply.Rating: v.say("an answer when they are not content")}
	var out []ui.Option
	for _, w := range reply.Waits() {
		out = append(out, ui.Option{Value: string(w), Label: words[w], Selected: w == chosen})
	}
	return out
}

func channelOptions(v *visit, chosen reply.Channel) []ui.Option {
	words := map[reply.Channel]string{reply.Call: v.say("a call"), reply.Mail: v.say("mail"), reply.Portal: v.say("their page"), reply.SMS: v.say("a text")}
	out := []ui.Option{{Label: v.say("anything")}}
	for _, c := range reply.Channels() {
		out = append(out, ui.Option{Value: string(c), Label: words[c], Selected: c == chosen})
	}
	return out
}

func stageOptions(v *visit, chosen client.Stage) []ui.Option {
	words := map[client.Stage]string{client.Prospect: v.say("prospects"), client.Active: v.say("active clients"), client.Past: v.say("past clients")}
	out := []ui.Option{{Label: v.say("anybody")}}
	for _, s := range client.Stages() {
		out = append(out, ui.Option{Value: string(s), Label: words[s], Selected: s == chosen})
	}
	return out
}

// saveStandards saves how soon people are answered.
func saveStandards(v *visit) error {
	return savePart(v, onFirm(), "standards", func() error {
		form := v.r.PostForm
		var k fault.Check
		s := reply.Standards{Call: spanOf(v, &k, "call"), Mail: spanOf(v, &k, "mail"), Acknowledge: spanOrNone(v, &k, "acknowledge"), Between: spanOrNone(v, &k, "between"), Alarm: spanOf(v, &k, "alarm")}
		s.Shares = reply.Shares{Owner: shareOf(&k, form, "share_owner"), Deputy: shareOf(&k, form, "share_deputy"), Leader: shareOf(&k, form, "share_leader")}
		var rows []int
		s.Targets, rows = sentTargets(v, &k)
		if err := k.Err(); err != nil {
			return err
		}
		err := editFirm(v, func(w *workspace.Workspace) { w.Standards = s })
		names := map[string]string{}
		for i, row := range rows {
			names[fmt.Sprintf("targets.%d", i)] = fmt.Sprintf("target_%d_within", row)
		}
		return renamed(err, names)
	})
}

// sentTargets reads the rows of the table that are filled in, and which they were.
func sentTargets(v *visit, k *fault.Check) ([]reply.Target, []int) {
	form := v.r.PostForm
	var out []reply.Target
	var rows []int
	for i := range reply.MaxTargets + spareTargets {
		name := fmt.Sprintf("target_%d_", i)
		if !form.Has(name + "within") {
			break
		}
		t := reply.Target{Wait: reply.Wait(form.Get(name + "wait")), Channel: reply.Channel(form.Get(name + "channel")), Stage: client.Stage(form.Get(name + "stage")), Tier: strings.TrimSpace(form.Get(name + "tier"))}
		if strings.TrimSpace(form.Get(name+"within")) == "" {
			begun := t.Channel != "" || t.Stage != "" || t.Tier != ""
			k.Want(!begun || i < len(v.firm.Standards.Targets), name+"within", "Say within which time.")
			continue
		}
		t.Within = spanOf(v, k, name+"within")
		out, rows = append(out, t), append(rows, i)
	}
	return out, rows
}

// spanOrNone reads an amount of working time that may be missing.
func spanOrNone(v *visit, k *fault.Check, field string) time.Duration {
	if strings.TrimSpace(v.r.PostForm.Get(field)) == "" {
		return 0
	}
	return spanOf(v, k, field)
}

func shareOf(k *fault.Check, form url.Values, field string) int {
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(form.Get(field)), "%")))
	k.Want(err == nil && n > 0 && n < 100, field, "Give a number from 1 to 99.")
	return n
}

func inboxPart(v *visit) page.SettingsPart {
	in := v.firm.Inbox
	f := page.NewInboxForm(v.voice(), firmForm(v, "inbox"), append([]ui.Option{{Label: v.say("The workspace’s owner")}}, memberOptions(v, in.ReceptionID)...))
	f.Fields[3].Checked, f.Fields[4].Value = v.firm.Ratings.Ask, strconv.Itoa(v.firm.Ratings.Days())
	f.Fields[0].Checked, f.Fields[2].Value = !in.Quiet, strconv.Itoa(in.ChasesThatWorry())
	return page.SettingsPart{
		ID: "inbox", Title: v.say("What comes in"), Form: f,
		Acts: []page.Act{{Label: v.say("Ways in"), Icon: "mail", URL: page.WaysInURL}, {Label: v.say("Ready answers"), Icon: "pen", URL: page.PhrasesURL}},
	}
}

// saveInbox saves how what comes in is taken.
func saveInbox(v *visit) error {
	return savePart(v, onFirm(), "inbox", func() error {
		form := v.r.PostForm
		var k fault.Check
		n, err := strconv.Atoi(strings.TrimSpace(form.Get("chases")))
		k.Want(err == nil && n >= 1 && n <= workspace.MaxChases, "chases", "Choose a number from 1 to 50.")
		who := member.ID(form.Get("reception"))
		m, known := v.team.Member(who)
		k.Want(who == "" || known && m.Active(), "reception", "Choose a member of this workspace.")
		every, err := strconv.Atoi(strings.TrimSpace(form.Get("rating_every")))
		k.Want(err == nil && every >= 1 && every <= workspace.MaxEvery, "rating_every", "Choose a number of days from 1 to 366.")
		if err := k.Err(); err != nil {
			return err
		}
		return editFirm(v, func(w *workspace.Workspace) {
			w.Ratings = workspace.Ratings{Ask: form.Get("rating_ask") != "", Every: every}
			w.Inbox = workspace.Inbox{Quiet: form.Get("acknowledge") == "", ReceptionID: who, Chases: n}
		})
	})
}
