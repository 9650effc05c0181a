package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/importer/intake"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// onFirm is the page of what holds for the whole workspace.
func onFirm() settingsPage { return settingsPage{url: page.SettingsURL, build: buildFirm} }

// firmPage shows what holds for the whole workspace.
func firmPage(v *visit) error {
	p, err := buildFirm(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func buildFirm(v *visit) (page.Settings, error) {
	hours, err := v.o.Settings.CalendarOf(v.firm.Hours)
	p := page.Settings{Desk: v.frame(v.say("Workspace"), page.InSettings), Heading: v.firm.Name, Lede: v.say("What holds for the whole workspace.")}
	if err != nil {
		return p, err
	}
	if !mayDo(v, member.ChangeWorkspace) {
		s := v.firm.Standards
		p.Facts = facts(v.say("Hours"), sayHours(v.voice(), hours), v.say("Public holidays"), strings.Join(v.firm.Hours.Regions, ", "), v.say("Calls are returned within"), worktime.InWords(s.Call), v.say("Mails are answered within"), worktime.InWords(s.Mail))
		return p, nil
	}
	p.Sections = []page.SettingsPart{
		namePart(v), firmHoursPart(v), exceptionPart(v), holidayPart(v), standardsPart(v), inboxPart(v), policyPart(v), remindPart(v), newsPart(v), brandPart(v), pagesPart(v), mailPart(v),
		{ID: "journal", Title: v.say("Journal"), Lead: v.say("Who did what, and when. It is appended to, never rewritten."), Acts: []page.Act{{Label: v.say("Read the journal"), URL: page.JournalURL}}},
	}
	p.Sections = append(p.Sections, backupPart(v)...)
	host, err := hostPart(v)
	if err != nil {
		return p, err
	}
	i := slices.IndexFunc(p.Sections, func(s page.SettingsPart) bool { return s.ID == "pages" })
	p.Sections = slices.Insert(p.Sections, i+1, host)
	return p, nil
}

func firmForm(v *visit, part string) ui.Form {
	return ui.Form{Action: page.SettingsURL + "/" + part, Version: strconv.Itoa(v.firm.Version)}
}

func namePart(v *visit) page.SettingsPart {
	f := page.NewWorkspaceForm(v.voice(), firmForm(v, "workspace"), v.regions(v.firm.Hours.Regions...)[1:])
	f.Fields[0].Value, f.Fields[1].Value, f.Fields[2].Value = v.firm.Name, v.firm.Hours.Zone, v.firm.MailFrom
	f.Fields[1].List = zones()
	return page.SettingsPart{ID: "workspace", Title: v.say("Name and place"), Form: f}
}

func firmHoursPart(v *visit) page.SettingsPart {
	f := page.NewHoursForm(v.voice(), firmForm(v, "hours"), "hours")
	fillHours(f, v.firm.Hours)
	return page.SettingsPart{ID: "hours", Title: v.say("Office hours"), Lead: v.say("Several stretches a day are fine: “9:00-12:30, 13:30-18:00”. Empty is closed. How soon we answer is counted in them."), Form: f}
}

// shownDays is how many runs of days of each sort the page lists, from today on.
const shownDays = 40

func exceptionPart(v *visit) page.SettingsPart {
	s := page.SettingsPart{ID: "exception", Title: v.say("Days that are different"), Lead: v.say("Closed for once, or open at other hours. They go before holidays."), None: v.say("None is planned."),
		Add: page.NewExceptionForm(v.voice(), firmForm(v, "exceptions")), AddText: v.say("Add a day")}
	today := worktime.DayOf(v.now, v.cal.Location())
	var days []run
	for _, x := range slices.SortedFunc(slices.Values(v.firm.Hours.Exceptions), func(a, b worktime.Exception) int { return a.On.Compare(b.On) }) {
		if x.On.Before(today) {
			continue
		}
		days = append(days, run{x.On, x.On, howOpen(v, x)})
	}
	for _, r := range runsOf(days) {
		s.Items = append(s.Items, r.item(v, page.SettingsURL+"/exceptions"))
	}
	return s
}

// howOpen says how a day differs from its weekday, and why.
func howOpen(v *visit, x worktime.Exception) string {
	hours := writeWindows(x.Windows)
	switch {
	case hours == "" && x.Why == "":
		return v.say("closed")
	case hours == "":
		return v.say("closed: {why}", "why", x.Why)
	case x.Why == "":
		return v.say("open {hours}", "hours", hours)
	}
	return v.say("open {hours}: {why}", "hours", hours, "why", x.Why)
}

func holidayPart(v *visit) page.SettingsPart {
	s := page.SettingsPart{ID: "holidays", Title: v.say("Holidays from a file"), Lead: v.say("What a public holiday is not: bridge days, company holidays. A calendar (ICS) of them is read once; read it again when it changes."), Form: page.NewHolidayFileForm(v.voice(), firmForm(v, "holidays")), Upload: true}
	today := worktime.DayOf(v.now, v.cal.Location())
	var days []run
	for _, x := range slices.SortedFunc(slices.Values(v.firm.Hours.Holidays), func(a, b worktime.Holiday) int { return a.On.Compare(b.On) }) {
		if !x.On.Before(today) {
			days = append(days, run{x.On, x.On, x.Name})
		}
	}
	for _, r := range runsOf(days) {
		s.Items = append(s.Items, r.item(v, page.SettingsURL+"/holidays"))
	}
	if n := len(v.firm.Hours.Holidays); n > 1 {
		s.Acts = []page.Act{{Label: v.say("Take away all {n}", "n", strconv.Itoa(n)), Danger: true, Post: page.SettingsURL + "/holidays/end"}}
	}
	return s
}

// policySpans are the stretches of the warning policy by the names of their fields.
func policySpans(w *workspace.Workspace) map[string]*time.Duration {
	p := &w.Policy
	p.Untold = w.IssueWithin()
	return map[string]*time.Duration{
		"usual_notice": &p.Usual.Notice, "usual_warn": &p.Usual.Warn, "usual_deputy": &p.Usual.Deputy, "usual_leader": &p.Usual.Leader,
		"appointment_notice": &p.Appointment.Notice, "appointment_warn": &p.Appointment.Warn, "appointment_deputy": &p.Appointment.Deputy, "appointment_leader": &p.Appointment.Leader,
		"after_broken": &p.AfterBroken, "untold": &p.Untold,
	}
}

func policyPart(v *visit) page.SettingsPart {
	f := page.NewPolicyForm(v.voice(), firmForm(v, "policy"))
	spans := policySpans(&v.firm)
	for i := range f.Fields {
		if to := spans[f.Fields[i].Name]; to != nil {
			f.Fields[i].Value = worktime.InWords(*to)
		} else {
			f.Fields[i].Value = strconv.Itoa(v.firm.Policy.DoubtsBelow().Percent())
		}
	}
	return page.SettingsPart{ID: "policy", Title: v.say("How early Kept warns"), Lead: v.say("Worked back from each date, each in their own working time: what the client needs between being told and the date; before that what the leader has, before that the deputy, before that the owner, who is asked first."), Form: f}
}

func brandPart(v *visit) page.SettingsPart {
	f := page.NewBrandForm(v.voice(), firmForm(v, "brand"))
	f.Fields[0].Value = v.firm.Accent
	if f.Fields[0].Value == "" {
		f.Fields[0].Value = "#2f6f4f"
	}
	if v.firm.LogoID == "" { // there is none to take away
		f.Fields = slices.DeleteFunc(f.Fields, func(a page.Ask) bool { return a.Name == "no_logo" })
	}
	c := uiClient("", v.firm.Name, 0, v.firm.LogoID)
	return page.SettingsPart{ID: "brand", Title: v.say("The look clients see"), Form: f, Upload: true, Client: &c}
}

func mailPart(v *visit) page.SettingsPart {
	s := page.SettingsPart{ID: "mail", Title: v.say("Outgoing mail"), Lead: v.say("Mail leaves as it is written. Paused, it is kept in the outbox, and no client is told by it."), Acts: []page.Act{{Label: v.say("Pause outgoing mail"), Post: page.SettingsURL + "/mail/pause"}}}
	if v.firm.MailPaused {
		s.Lead = v.say("Outgoing mail is paused. Look through what waits before it leaves: after a restore some of it may have been sent before.")
		s.Acts = []page.Act{{Label: v.say("See what waits"), URL: page.NoticesURL}, {Label: v.say("Release outgoing mail"), Main: true, Post: page.SettingsURL + "/mail/release"}}
	}
	return s
}

// editFirm changes the workspace that the form was filled from.
func editFirm(v *visit, change func(*workspace.Workspace)) error {
	_, err := v.o.Settings.Edit(v.r.Context(), v.who, office.WorkspaceEdit{Version: versionOf(v), Change: change})
	return renamed(err, map[string]string{"standard_call": "call", "standard_mail": "mail", "standard_acknowledge": "acknowledge", "standard_between": "between", "standard_alarm": "alarm", "shares": "share_owner", "usual": "usual_notice", "appointment": "appointment_notice", "exceptions": "day", "holidays": "file"})
}

// saveFirm saves the name, the place and the holidays' regions.
func saveFirm(v *visit) error {
	return savePart(v, onFirm(), "workspace", func() error {
		form := v.r.PostForm
		regions, err := readRegions(v)
		if err != nil {
			return err
		}
		return editFirm(v, func(w *workspace.Workspace) {
			w.Name, w.MailFrom, w.Hours.Zone, w.Hours.Regions = strings.TrimSpace(form.Get("name")), strings.TrimSpace(form.Get("mail_from")), strings.TrimSpace(form.Get("zone")), regions
		})
	})
}

// saveFirmHours saves the office hours.
func saveFirmHours(v *visit) error {
	return savePart(v, onFirm(), "hours", func() error {
		week, err := readWeekdays(v.r.PostForm)
		if err != nil {
			return err
		}
		return editFirm(v, func(w *workspace.Workspace) { w.Hours.Weekly = week })
	})
}

// maxSpan is how many days one exception may be entered for at once.
const maxSpan = 60

// addException adds days that are not like their weekdays.
func addException(v *visit) error {
	return savePart(v, onFirm(), "exception", func() error {
		form := v.r.PostForm
		var k fault.Check
		day, err := worktime.ParseDay(form.Get("day"))
		k.Want(err == nil, "day", "Give the day.")
		until := day
		if text := form.Get("until"); text != "" {
			until, err = worktime.ParseDay(text)
			k.Want(err == nil, "until", "Give the last day, or nothing.")
		}
		windows, err := readWindows(form.Get("hours"))
		if err != nil {
			k.Want(false, "hours", sentence(err.Error()))
		}
		why := strings.TrimSpace(form.Get("name"))
		member.CheckOptionalLine(&k, "name", why, worktime.MaxName/2)
		if k.Err() == nil {
			k.Want(!until.Before(day) && day.DaysUntil(until) < maxSpan, "until", fmt.Sprintf("The last day comes after the first, %d days at most.", maxSpan))
		}
		if err := k.Err(); err != nil {
			return err
		}
		return editFirm(v, func(w *workspace.Workspace) {
			for d := day; !d.After(until); d = d.AddDays(1) {
				w.Hours.Exceptions = append(without(w.Hours.Exceptions, d), worktime.Exception{On: d, Windows: windows, Why: why})
			}
		})
	})
}

// without gives exceptions but that of a day; the list handed in is not changed.
func without(all []worktime.Exception, d worktime.Day) []worktime.Exception {
	return slices.DeleteFunc(slices.Clone(all), func(x worktime.Exception) bool { return x.On == d })
}

// endException takes a day back.
func endException(v *visit) error {
	days, err := sentRun(v)
	if err != nil {
		return err
	}
	return changeFirm(v, "exception", func(w *workspace.Workspace) bool {
		n := len(w.Hours.Exceptions)
		w.Hours.Exceptions = slices.DeleteFunc(slices.Clone(w.Hours.Exceptions), func(x worktime.Exception) bool { return days.has(x.On) })
		return len(w.Hours.Exceptions) < n
	})
}

// changeFirm changes one thing by a button; change tells whether it was there.
func changeFirm(v *visit, part string, change func(*workspace.Workspace) bool) error {
	found := false
	_, err := v.o.Settings.Edit(v.r.Context(), v.who, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { found = change(w) }})
	if err != nil {
		return err
	}
	if !found {
		return errNothing
	}
	v.leave(v.say("Taken away."))
	return v.go303(page.SettingsURL + "#" + part)
}

// maxHolidayFile is the largest calendar of holidays, in bytes.
const maxHolidayFile = 2 << 20

// addHolidays reads a calendar of days off.
func addHolidays(v *visit) error {
	data, _, _, sentErr := sentFile(v, "file", maxHolidayFile)
	return savePartSaying(v, onFirm(), "holidays", func() (string, error) {
		if sentErr != nil {
			return "", sentErr
		}
		if data == nil {
			return "", fault.Field("file", "Choose a calendar file.")
		}
		days, left, err := intake.Holidays(data, v.cal.Location(), v.now)
		if err != nil {
			return "", onField(err, "file")
		}
		err = editFirm(v, func(w *workspace.Workspace) {
			all := slices.Clone(w.Hours.Holidays)
			for _, d := range days {
				all = slices.DeleteFunc(all, func(x worktime.Holiday) bool { return x.On == d.On })
			}
			all = append(all, days...)
			w.Hours.Holidays = all
		})
		word := v.count(len(days), "1 day read.", "{n} days read.")
		if left > 0 {
			word += " " + v.count(left, "1 entry is no whole day and was left out.", "{n} entries are no whole days and were left out.")
		}
		return word, err
	})
}

// endHoliday takes a day off away.
func endHoliday(v *visit) error {
	days, err := sentRun(v)
	if err != nil {
		return err
	}
	return changeFirm(v, "holidays", func(w *workspace.Workspace) bool {
		n := len(w.Hours.Holidays)
		w.Hours.Holidays = slices.DeleteFunc(slices.Clone(w.Hours.Holidays), func(x worktime.Holiday) bool { return days.has(x.On) })
		return len(w.Hours.Holidays) < n
	})
}

// endHolidays takes all of them away.
func endHolidays(v *visit) error {
	return changeFirm(v, "holidays", func(w *workspace.Workspace) bool {
		had := len(w.Hours.Holidays) > 0
		w.Hours.Holidays = nil
		return had
	})
}

func spanOf(v *visit, k *fault.Check, field string) time.Duration {
	d, err := readSpan(v.r.PostForm.Get(field))
	if err != nil {
		k.Want(false, field, sentence(err.Error()))
	}
	return d
}

// savePolicy saves how early Kept warns.
func savePolicy(v *visit) error {
	return savePart(v, onFirm(), "policy", func() error {
		var k fault.Check
		var sent workspace.Workspace
		for field, to := range policySpans(&sent) {
			*to = spanOf(v, &k, field)
			if *to != 0 {
				k.Want(*to >= workspace.MinLead && *to <= workspace.MaxLead, field, "Choose between five minutes and 160 h, which are twenty days of eight hours.")
			}
		}
		doubt, err := strconv.Atoi(strings.TrimSpace(v.r.PostForm.Get("doubt")))
		k.Want(err == nil, "doubt", "Write a number from 10 to 99.")
		if err := k.Err(); err != nil {
			return err
		}
		sent.Policy.Doubt = promise.Chance(10 * doubt)
		return editFirm(v, func(w *workspace.Workspace) { w.Policy = sent.Policy })
	})
}

// saveBrand saves the accent and the logo.
func saveBrand(v *visit) error {
	logo, logoErr := sentLogo(v)
	return savePart(v, onFirm(), "brand", func() error {
		if logoErr != nil {
			return logoErr
		}
		id, err := keepFirmLogo(v, logo)
		if err != nil {
			return err
		}
		form := v.r.PostForm
		return editFirm(v, func(w *workspace.Workspace) {
			w.Accent = strings.ToLower(strings.TrimSpace(form.Get("accent")))
			switch {
			case id != "":
				w.LogoID = id
			case form.Get("no_logo") != "":
				w.LogoID = ""
			}
		})
	})
}

// keepFirmLogo keeps the logo for who may change the workspace; for anybody
// else nothing is kept.
func keepFirmLogo(v *visit, p *store.Picture) (string, error) {
	if !mayDo(v, member.ChangeWorkspace) {
		return "", errNotYours
	}
	return keepLogo(v.r.Context(), v, p)
}

// pauseMail holds back everything that would leave.
func pauseMail(v *visit) error { return pause(v, true, v.say("Outgoing mail is paused.")) }

// releaseMail lets it leave.
func releaseMail(v *visit) error { return pause(v, false, v.say("Outgoing mail leaves again.")) }

func pause(v *visit, paused bool, word string) error {
	if err := v.o.Settings.PauseMail(v.r.Context(), v.who, paused); err != nil {
		return err
	}
	v.leave(word)
	return v.go303(page.SettingsURL + "#mail")
}
