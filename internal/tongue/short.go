package tongue

import (
	"strconv"
	"time"
)

// brief is how a language writes a day where there is little room: the names of
// the days and months cut short, and the day's layout with places {day} {date}
// {month}.
type brief struct {
	days   [7]string
	months [12]string
	day    string
}

var briefs = [languages]brief{
	{split7("Sun Mon Tue Wed Thu Fri Sat"), split12("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"), "{day} {date} {month}"},
	{split7("So Mo Di Mi Do Fr Sa"), split12("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."), "{day} {date}. {month}"},
	{split7("dim. lun. mar. mer. jeu. ven. sam."), split12("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."), "{day} {date} {month}"},
	{split7("dom lun mar mié jue vie sáb"), split12("ene feb mar abr may jun jul ago sept oct nov dic"), "{day} {date} {month}"},
	{split7("dom. seg. ter. qua. qui. sex. sáb."), split12("jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."), "{day} {date} {month}"},
	{split7("zo ma di wo do vr za"), split12("jan feb mrt apr mei jun jul aug sep okt nov dec"), "{day} {date} {month}"},
	{split7("dom lun mar mer gio ven sab"), split12("gen feb mar apr mag giu lug ago set ott nov dic"), "{day} {date} {month}"},
}

// ShortWeekday is the name of a day of the week, cut short: "Mon".
func (v Voice) ShortWeekday(d time.Weekday) string { return briefs[v.n].days[d] }

// ShortDay writes a day briefly, always with its weekday: "Mon 2 Mar", with its
// year where it is another one than that of today. Only the days of t and today
// count, each in its own location.
func (v Voice) ShortDay(t, today time.Time) string {
	b := briefs[v.n]
	said := fill(b.day, []string{"day", b.days[t.Weekday()], "date", strconv.Itoa(t.Day()), "month", b.months[t.Month()-1]})
	if t.Year() != today.Year() {
		said += " " + strconv.Itoa(t.Year())
	}
	return said
}

// week is how many days around today a weekday alone tells which day is meant.
const week = 7

// ShortMoment writes a moment briefly in the zone of t, always with its weekday:
// "Mon 16:00" within a week of now, else "Mon 2 Mar, 16:00".
func (v Voice) ShortMoment(t, now time.Time) string {
	now = now.In(t.Location())
	if days := midnight(t).Sub(midnight(now)).Hours() / 24; days > -week && days < week {
		return v.ShortWeekday(t.Weekday()) + " " + v.Clock(t)
	}
	return v.ShortDay(t, now) + ", " + v.Clock(t)
}

// midnight counts a day without its zone: some days have 23 hours.
func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}
