package web

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/news"
	"kept/promise"
	"kept/worktime"
)

// offerLater offers when the update leaves by itself, in the client's time.
func offerLater(c *composing, p *page.Composer) {
	u := c.update
	p.Share = ui.Field{Name: "share", ID: "share", Label: c.say("It stands on their page"), Hint: c.say("For whoever looks. A page tells nobody."), Type: "checkbox", Checked: !u.Unshared}
	if u.State == news.Waiting {
		return
	}
	l := page.Later{
		Action: p.Save + "/planned-sending", Lead: c.say("It leaves by itself as it stands here, and only if it is still true then. In their time, {hours}; a moment outside is moved to the next inside.", "hours", theirHours(c.visit, c.Calendar)),
		Moments: ui.Field{Name: "leave", ID: "leave", Label: c.say("When")},
		Day:     ui.Field{Name: "leave_day", ID: "leave-day", Label: c.say("Or another day"), Type: "date", Optional: true},
		Clock:   ui.Field{Name: "leave_at", ID: "leave-at", Label: c.say("at"), Type: "time", Optional: true},
	}
	loc := c.Calendar.Location()
	today := worktime.DayOf(c.now, loc)
	for _, m := range u.Moments {
		label := c.voice().ShortDay(m.In(loc), c.now.In(loc)) + " " + c.voice().Clock(m.In(loc))
		switch today.DaysUntil(worktime.DayOf(m, loc)) {
		case 0:
			label = c.say("today {time}", "time", c.voice().Clock(m.In(loc)))
		case 1:
			label = c.say("tomorrow {time}", "time", c.voice().Clock(m.In(loc)))
		}
		l.Moments.Options = append(l.Moments.Options, ui.Option{Value: m.Format(time.RFC3339), Label: label})
	}
	p.Later = l
}

// readLater reads when an update is to leave.
func readLater(c *composing, form url.Values) (time.Time, error) {
	l := &c.page.Later
	ui.Refill(form, l.Fields()...)
	l.Open = true
	if day := strings.TrimSpace(form.Get("leave_day")); day != "" {
		d, err := worktime.ParseDay(day)
		if err != nil {
			return time.Time{}, fault.Field("leave_day", "Write the day like 2026-03-05.")
		}
		clock, err := worktime.ParseClock(strings.TrimSpace(form.Get("leave_at")))
		if err != nil {
			return time.Time{}, fault.Field("leave_at", "Write the hour like 09:00.")
		}
		at, err := c.Calendar.At(d, clock)
		if err != nil {
			return at, onField(err, "leave_at")
		}
		return at, nil
	}
	at, err := time.Parse(time.RFC3339, form.Get("leave"))
	if err != nil {
		return at, fault.Field("leave", "Choose when it leaves.")
	}
	return at, nil
}

// putWritten takes over what stands in the composer. When they hear next stays with the
// cadence where nobody chose otherwise.
func putWritten(c *composing, u *news.Update, w written) {
	u.Subject, u.Intro, u.Lines, u.Unshared = w.subject, w.text, w.lines, !w.share
	if w.next != c.update.Hears || c.update.Update.Hears != (promise.When{}) {
		u.Hears = w.next
	}
}

// savedFirst saves what stands in the composer, where it differs from what was saved,
// and gives the version that stands then.
func savedFirst(ctx context.Context, c *composing, w written) (int, error) {
	version := versionOf(c.visit)
	is := c.update.Update
	putWritten(c, &is, w)
	was := c.update.Update
	if is.Subject == was.Subject && is.Intro == was.Intro && is.Hears == was.Hears && is.Unshared == was.Unshared && slices.Equal(is.Lines, was.Lines) {
		return version, nil
	}
	u, err := c.o.Updates.Edit(ctx, c.who, was.ID, office.UpdateEdit{Version: version, Change: func(u *news.Update) { putWritten(c, u, w) }})
	return u.Version, err
}

// planUpdate has an update leave by itself.
func planUpdate(w way) handler {
	return func(v *visit) error {
		if err := parseForm(v, "message"); err != nil {
			return err
		}
		c, err := compose(v, w)
		if err != nil {
			return err
		}
		sent, err := c.read(v.r.PostForm)
		at, when := readLater(c, v.r.PostForm)
		if err = gather(err, when); err == nil {
			err = confirmed(c.page.Next)
		}
		to := ""
		if err == nil {
			to, err = once(v, func(ctx context.Context) (string, error) {
				version, err := savedFirst(ctx, c, sent)
				if err != nil {
					return "", err
				}
				u, err := c.o.Updates.Plan(ctx, c.who, c.update.ID, office.PlanUpdate{Version: version, At: at, Readers: sent.readers})
				if err == nil {
					v.leave(saidPlanned(v, u, at, c.Calendar))
				}
				return page.UpdateURL(string(c.update.ID)), err
			})
		}
		if err != nil {
			return c.again(sent, renamed(err, map[string]string{"send_at": "leave"}))
		}
		return v.go303(to)
	}
}

// saidPlanned says when it leaves, and where that was moved.
func saidPlanned(v *visit, u news.Update, asked time.Time, cal *worktime.Calendar) string {
	say := v.say("It leaves by itself {when}.", "when", v.voice().FullMoment(u.SendAt.In(cal.Location())))
	if !u.SendAt.Equal(asked.UTC().Truncate(time.Millisecond)) {
		say += " " + v.say("They are not there {when}: it was moved to when they are.", "when", v.voice().FullMoment(asked.In(cal.Location())))
	}
	return say
}

// shareUpdate puts an update on the client's page and tells nobody.
func shareUpdate(ctx context.Context, c *composing, w written) (told, error) {
	w.share = true
	version, err := savedFirst(ctx, c, w)
	if err != nil {
		return told{}, err
	}
	_, err = c.o.Updates.Share(ctx, c.who, c.update.ID, version)
	return told{say: c.say("It stands on their page. Nobody was told: when they hear from us next stays as it is, and the next update that is sent says it again.")}, err
}

// leavingOf are the updates of the reader that leave by themselves.
func leavingOf(v *visit) ([]page.LeavingRow, error) {
	all, err := v.o.Updates.Planned(v.r.Context(), v.who)
	var out []page.LeavingRow
	for _, u := range all {
		if u.AuthorID == v.who.Member || u.PlannedID == v.who.Member {
			out = append(out, page.LeavingRow{Update: ui.Link{Text: u.Subject, URL: page.UpdateURL(string(u.ID))}, Client: uiClient(u.ClientID, u.ClientName, u.Colour, ""), When: v.moment(u.SendAt, u.Calendar)})
		}
	}
	return out, err
}
