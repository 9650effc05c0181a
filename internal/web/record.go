package web

import (
	"math"
	"net/url"
	"strconv"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/promise"
	"kept/score"
	"kept/worktime"
)

// period is a stretch of days that a record is of, both ends included.
type period struct {
	name     string
	from, to worktime.Day
}

// periods are the ready-made ones, as seen today.
func periods(today worktime.Day) []period {
	week := today.AddDays(-(int(today.Weekday()) + 6) % 7)
	month := worktime.Day{Year: today.Year, Month: today.Month, Date: 1}
	last := month.AddDays(-1)
	return []period{
		{"week", week, today},
		{"month", month, today},
		{"last-month", worktime.Day{Year: last.Year, Month: last.Month, Date: 1}, last},
	}
}

// maxPeriod is how many days a record may be of.
const maxPeriod = 3 * 366

// periodAsked reads which period is asked for; this month where none is.
func periodAsked(q url.Values, today worktime.Day) (period, error) {
	if from, to := q.Get("from"), q.Get("to"); from != "" || to != "" {
		p := period{name: "own"}
		var fromErr, toErr error
		p.from, fromErr = worktime.ParseDay(from)
		p.to, toErr = worktime.ParseDay(to)
		var k fault.Check
		k.Want(fromErr == nil, "from", "Give the first day, like 2026-03-01.")
		k.Want(toErr == nil, "to", "Give the last day, like 2026-03-31.")
		if k.Err() == nil {
			k.Want(!p.to.Before(p.from), "to", "The last day is before the first.")
			k.Want(p.from.DaysUntil(p.to) < maxPeriod, "to", "Three years at most.")
		}
		return p, k.Err()
	}
	all := periods(today)
	for _, p := range all {
		if p.name == q.Get("period") {
			return p, nil
		}
	}
	return all[1], nil
}

// recordPage shows each member's record against the standards (story 5).
func recordPage(v *visit) error {
	loc := v.cal.Location()
	today := worktime.DayOf(v.now, loc)
	asked, err := periodAsked(v.r.URL.Query(), today)
	p := page.NewRecord(v.frame(v.say("Record"), page.InRecord))
	p.Periods, p.From.Value, p.To.Value = periodChips(v, asked.name), asked.from.String(), asked.to.String()
	if err != nil {
		if f, ok := fault.As(err); ok {
			ui.Refill(v.r.URL.Query(), &p.From, &p.To)
			ui.Complain(f.Fields, &p.From, &p.To)
			return v.again(p)
		}
		return err
	}
	p.Own = asked.name == "own"
	from, until := startOf(asked.from, loc), startOf(asked.to.AddDays(1), loc)
	all, err := v.o.Record.Of(v.r.Context(), v.who, from, until)
	if err != nil {
		return err
	}
	p.Period = sayPeriod(v, asked)
	for _, r := range all {
		p.Cards = append(p.Cards, recordCard(v, r))
	}
	if len(all) > 1 {
		team := teamCard(v, all)
		p.Team = &team
	}
	return v.show(p)
}

// startOf is the midnight at which a day begins.
func startOf(d worktime.Day, loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, loc).UTC()
}

func sayPeriod(v *visit, p period) string {
	return v.say("{first} to {last}", "first", v.voice().FullDay(office.Noon(p.from)), "last", v.voice().FullDay(office.Noon(p.to)))
}

func periodChips(v *visit, here string) []page.Shortcut {
	chip := func(text, name string) page.Shortcut {
		return page.Shortcut{Text: text, URL: page.RecordURL + "?period=" + name, Here: name == here}
	}
	return []page.Shortcut{chip(v.say("This week"), "week"), chip(v.say("This month"), "month"), chip(v.say("Last month"), "last-month")}
}

func recordCard(v *visit, r office.MemberRecord) page.RecordCard {
	c := page.RecordCard{Who: person(r.Member), Channels: channels(v, r.Calls, r.Mails)}
	if !r.Member.Active() {
		c.Note = v.say("left")
	}
	fillEnds(v, &c, r.Promises)
	return c
}

// teamCard is all members together. Their percentiles are not given: those of
// a team are not those of its members taken together.
func teamCard(v *visit, all []office.MemberRecord) page.RecordCard {
	var calls, mails score.Waits
	ends := score.Promises{}
	for _, r := range all {
		calls, mails = together(calls, r.Calls), together(mails, r.Mails)
		for o, n := range r.Promises {
			ends[o] += n
		}
	}
	c := page.RecordCard{Who: ui.Person{Name: v.say("Everybody")}, Channels: channels(v, calls, mails)}
	for i := range c.Channels {
		c.Channels[i].Median, c.Channels[i].P90 = "", ""
	}
	fillEnds(v, &c, ends)
	return c
}

func together(a, b score.Waits) score.Waits {
	return score.Waits{
		Answered: a.Answered + b.Answered, Within: a.Within + b.Within, Open: a.Open + b.Open, Overdue: a.Overdue + b.Overdue, Worst: max(a.Worst, b.Worst),
	}
}

// channel is what is answered by one channel, how its waits are counted, and
// within which time it is to be answered.
type channel struct {
	name    string
	counted func(n int) string
	within  time.Duration
}

// channels builds the record of each channel. Mails are shown once there are any.
func channels(v *visit, calls, mails score.Waits) []page.ChannelRecord {
	countCalls := func(n int) string { return v.count(n, "1 call", "{n} calls") }
	countMails := func(n int) string { return v.count(n, "1 mail", "{n} mails") }
	out := []page.ChannelRecord{channelRecord(v, channel{v.say("Calls returned"), countCalls, v.firm.Standards.Call}, calls)}
	if mails.Counted()+mails.Open > 0 {
		out = append(out, channelRecord(v, channel{v.say("Mails answered"), countMails, v.firm.Standards.Mail}, mails))
	}
	return out
}

func channelRecord(v *visit, of channel, w score.Waits) page.ChannelRecord {
	counted := of.counted(w.Counted())
	c := page.ChannelRecord{Channel: of.name, Standard: v.say("within {time}", "time", worktime.InWords(of.within)), Count: counted}
	if waiting := w.Open + w.Overdue; waiting > 0 {
		c.Waiting = v.count(waiting, "1 client waits now", "{n} clients wait now")
	}
	if w.Counted() > 0 {
		c.Worst = worktime.InWords(roundUp(w.Worst))
		c.Median, c.P90 = worktime.InWords(roundUp(w.Median)), worktime.InWords(roundUp(w.P90))
	}
	share, ok := w.Share()
	switch {
	case !ok:
		c.Few = v.say("Nobody had to wait in this time.")
		return c
	case w.Counted() < score.Few:
		c.Few = v.say("Only {what}: too few to judge. {n} within the standard.", "what", counted, "n", strconv.Itoa(w.Within))
		c.P90 = ""
	}
	c.Within = int(math.Floor(share * 100))
	c.Share = strconv.Itoa(c.Within) + " %"
	c.Why = explainShare(v, w, of)
	return c
}

// roundUp gives whole minutes: a wait is not made shorter by rounding.
func roundUp(d time.Duration) time.Duration {
	if d < time.Minute {
		return d.Round(time.Second)
	}
	return (d + time.Minute - 1).Truncate(time.Minute)
}

// explainShare says what a share is made of.
func explainShare(v *visit, w score.Waits, of channel) []string {
	n := strconv.Itoa
	steps := []string{
		v.say("{what} counted in the firm's working time", "what", of.counted(w.Counted())),
		v.say("{n} answered within {time}", "n", n(w.Within), "time", worktime.InWords(of.within)),
	}
	if late := w.Answered - w.Within; late > 0 {
		steps = append(steps, v.say("{n} answered later", "n", n(late)))
	}
	if w.Overdue > 0 {
		steps = append(steps, v.say("{n} past the standard and still waiting: they count as missed", "n", n(w.Overdue)))
	}
	if w.Open > 0 {
		steps = append(steps, v.say("{n} waiting inside the standard: not counted yet", "n", n(w.Open)))
	}
	return append(steps, v.say("so {n} of {all}", "n", n(w.Within), "all", n(w.Counted())))
}

// fillEnds says what became of promises.
func fillEnds(v *visit, c *page.RecordCard, all score.Promises) {
	total := all.Decided()
	c.Total = v.count(total, "1 date decided", "{n} dates decided")
	if total == 0 {
		c.Total, c.EndsNote = v.say("No promise ended"), v.say("Nothing fell due or was kept in this time.")
		return
	}
	for _, o := range []promise.Outcome{promise.KeptInTime, promise.ResetInTime, promise.ToldLate, promise.BrokenInSilence, promise.LetOff} {
		if n := all[o]; n > 0 || o != promise.LetOff {
			c.Ends = append(c.Ends, page.EndShare{State: stateOfOutcome(o), Count: strconv.Itoa(n), Share: n * 100 / total})
		}
	}
	if total < score.Few {
		c.EndsNote = v.say("Only {what}: too few to judge.", "what", v.count(total, "1 date", "{n} dates"))
	}
}

func stateOfOutcome(o promise.Outcome) ui.State {
	switch o {
	case promise.KeptInTime:
		return ui.Kept
	case promise.ResetInTime:
		return ui.ResetInTime
	case promise.ToldLate:
		return ui.ToldLate
	case promise.LetOff:
		return ui.Released
	}
	return ui.BrokenInSilence
}
