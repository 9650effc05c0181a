package web

import (
	"strconv"
	"strings"

	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/workspace"
	"kept/worktime"
)

// remindPart is how others are reminded of what they were asked for.
func remindPart(v *visit) page.SettingsPart {
	f := page.NewRemindForm(v.voice(), firmForm(v, "reminders"), append([]ui.Option{{Label: v.say("as whoever asks them"), Selected: v.firm.HandOffs.Language == ""}}, languageOptions(v, v.firm.HandOffs.Language)...))
	for i, l := range []handoff.Ladder{v.firm.HandOffs.Usual, v.firm.HandOffs.Client} {
		for j, value := range []string{worktime.InWords(l.First), worktime.InWords(l.Every), strconv.Itoa(l.Most), l.At.String()} {
			f.Fields[4*i+j].Value = value
		}
	}
	return page.SettingsPart{ID: "reminders", Title: v.say("How others are reminded"), Lead: v.say("Who was asked for something and has not answered is written to again, inside his own hours. The client’s people are reminded more politely; then somebody is asked to call them."), Form: f}
}

// saveReminders saves how others are reminded.
func saveReminders(v *visit) error {
	return savePart(v, onFirm(), "reminders", func() error {
		var k fault.Check
		p := handoff.Policy{Usual: sentLadder(v, &k, "remind"), Client: sentLadder(v, &k, "remind_client"), Language: v.r.PostForm.Get("third_language")}
		if err := k.Err(); err != nil {
			return err
		}
		return editFirm(v, func(w *workspace.Workspace) { w.HandOffs = p })
	})
}

func sentLadder(v *visit, k *fault.Check, name string) handoff.Ladder {
	form := v.r.PostForm
	most, err := strconv.Atoi(strings.TrimSpace(form.Get(name + "_most")))
	k.Want(err == nil, name+"_most", "Choose a number from none to ten.")
	at, err := worktime.ParseClock(strings.TrimSpace(form.Get(name + "_at")))
	k.Want(err == nil, name+"_at", "Write the hour like 09:00.")
	return handoff.Ladder{First: spanOf(v, k, name+"_first"), Every: spanOf(v, k, name+"_every"), Most: most, At: at}
}
