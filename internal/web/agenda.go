package web

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/internal/web/page"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// The stretch that the agenda shows, and how many dates of it.
const (
	agendaDays = 28
	maxAgenda  = 100
)

// agendaQuery is what is asked of the agenda.
type agendaQuery struct {
	from worktime.Day
	mine bool
}

func readAgenda(q url.Values, today worktime.Day) (agendaQuery, error) {
	out := agendaQuery{from: today, mine: q.Get("mine") != ""}
	if text := q.Get("from"); text != "" {
		d, err := worktime.ParseDay(text)
		if err != nil || d.Year < today.Year-20 || d.Year > today.Year+20 {
			return out, fault.New(fault.NotFound, "There is no agenda of this day.")
		}
		out.from = d
	}
	return out, nil
}

func (q agendaQuery) url(from worktime.Day, mine bool) string {
	v := url.Values{"from": {from.String()}}
	if mine {
		v.Set("mine", "1")
	}
	return page.AgendaURL + "?" + v.Encode()
}

// agendaPage shows all dates of four weeks by day, in the clients' colours.
func agendaPage(v *visit) error {
	loc := v.cal.Location()
	today := worktime.DayOf(v.now, loc)
	q, err := readAgenda(v.r.URL.Query(), today)
	if err != nil {
		return err
	}
	until := q.from.AddDays(agendaDays)
	rows, err := datesBetween(v, q, store.Stretch{From: startOf(q.from, loc), Until: startOf(until, loc), Limit: maxAgenda + 1})
	if err != nil {
		return err
	}
	p := page.Agenda{
		Desk: v.frame(v.say("Agenda"), page.InAgenda), Heading: agendaHeading(v.voice(), q.from, today),
		Views:   []page.Shortcut{{Text: v.say("Everybody’s"), URL: q.url(q.from, false), Here: !q.mine}, {Text: v.say("Mine"), URL: q.url(q.from, true), Here: q.mine}},
		Earlier: q.url(q.from.AddDays(-agendaDays), q.mine), Later: q.url(until, q.mine),
	}
	if len(rows) > maxAgenda {
		rows = rows[:maxAgenda]
		// Further on is from the last day shown, or the day after where it fills the page.
		last := worktime.DayOf(rows[maxAgenda-1].DueAt, loc)
		if last == q.from {
			last = last.AddDays(1)
		}
		p.Note, p.Later = v.say("The first {n} dates are shown, until {day}.", "n", strconv.Itoa(maxAgenda), "day", sayDay(v.voice(), last, today)), q.url(last, q.mine)
	}
	a := newAgenda(v, q, today)
	if err := a.fill(rows); err != nil {
		return err
	}
	p.Days, p.Month = a.days(), a.month()
	return v.show(p)
}

func agendaHeading(v tongue.Voice, from, today worktime.Day) string {
	if from == today {
		return v.Say("The next four weeks")
	}
	last := from.AddDays(agendaDays - 1)
	return v.Say("{from} to {to}", "from", sayDay(v, from, today), "to", sayDay(v, last, today))
}

// dayTime is a day as the library writes days.
func dayTime(d worktime.Day) time.Time {
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC)
}

// datesBetween gives the promises that fall due: everybody's, those that were
// kept already too; or the reader's own that are open.
func datesBetween(v *visit, q agendaQuery, in store.Stretch) ([]store.PromiseRow, error) {
	if q.mine {
		return v.o.Promises.FallsDue(v.r.Context(), v.who, v.who.Member, in)
	}
	open, err := v.o.Promises.Between(v.r.Context(), v.who, promise.Open, in)
	if err != nil {
		return nil, err
	}
	kept, err := v.o.Promises.Between(v.r.Context(), v.who, promise.Kept, in)
	for _, r := range kept {
		if r.Kind != promise.NextContact { // a contact that was made is no date any more
			open = append(open, r)
		}
	}
	slices.SortStableFunc(open, func(a, b store.PromiseRow) int { return a.DueAt.Compare(b.DueAt) })
	return open, err
}

// agenda is the days of a page under way.
type agenda struct {
	*visit
	q     agendaQuery
	today worktime.Day
	by    map[worktime.Day][]page.AgendaDate
}

func newAgenda(v *visit, q agendaQuery, today worktime.Day) *agenda {
	return &agenda{visit: v, q: q, today: today, by: map[worktime.Day][]page.AgendaDate{}}
}

func (a *agenda) fill(rows []store.PromiseRow) error {
	away, err := absencesBy(a.visit)
	if err != nil {
		return err
	}
	for id, list := range away {
		for _, ab := range list {
			a.absence(id, ab)
		}
	}
	loc := a.cal.Location()
	for _, r := range rows {
		at := r.DueAt.In(loc)
		if r.DueOn {
			at = at.Add(-time.Millisecond) // a day that ends at midnight is the day before
		}
		e := page.AgendaDate{
			Words: r.Words, URL: "/promises/" + string(r.ID), Kind: a.kindWord(r.Kind), Client: uiClient(string(r.ClientID), r.ClientName, r.Colour, ""),
			To: r.ContactName, State: stateOfRow(r, a.now), Owner: a.team.Name(r.OwnerID),
		}
		if !r.DueOn {
			e.Time = a.voice().Clock(at)
		}
		d := worktime.DayOf(at, loc)
		a.by[d] = append(a.by[d], e)
	}
	return nil
}

// absence stands on its first day that is shown.
func (a *agenda) absence(id member.ID, ab member.Absence) {
	if a.q.mine && id != a.who.Member {
		return
	}
	loc := a.cal.Location()
	first, last := worktime.DayOf(ab.From, loc), worktime.DayOf(ab.Until.Add(-time.Millisecond), loc)
	if first.Before(a.q.from) {
		first = a.q.from
	}
	if last.Before(a.q.from) || !first.Before(a.q.from.AddDays(agendaDays)) {
		return
	}
	words := a.say("{who} is away", "who", a.team.Name(id))
	if last != first {
		words = a.say("{who} is away until {day}", "who", a.team.Name(id), "day", sayDay(a.voice(), last, a.today))
	}
	a.by[first] = append(a.by[first], page.AgendaDate{Words: words, URL: "/people/" + string(id) + "#absence", Kind: a.say("Absence")})
}

// days are those with something on them, today, and holidays.
func (a *agenda) days() []page.AgendaDay {
	var out []page.AgendaDay
	for i := range agendaDays {
		d := a.q.from.AddDays(i)
		closed := a.closed(d)
		if len(a.by[d]) == 0 && d != a.today && (closed == "" || closed == weekend) {
			continue
		}
		if closed == weekend {
			closed = a.say("closed")
		}
		month := a.voice().MonthName(d.Month)
		begins := len(out) > 0 && out[len(out)-1].Month != month
		out = append(out, page.AgendaDay{
			Begins: begins,
			ISO:    d.String(), Weekday: a.voice().ShortWeekday(d.Weekday()), Number: strconv.Itoa(d.Date), Month: month, Today: d == a.today, Closed: closed, Dates: a.by[d],
		})
	}
	return out
}

// weekend stands for a day that is no working day and no holiday.
const weekend = "closed"

// closed says why the reader's office is closed on a day; "" when it is open.
func (a *agenda) closed(d worktime.Day) string {
	if a.cal.IsBusinessDay(d) {
		return ""
	}
	if name, ok := a.cal.Holiday(d); ok && name != "" {
		return name
	}
	return weekend
}

// month is the month of the first day at a glance, with the dates of the page.
func (a *agenda) month() *page.Month {
	first := worktime.Day{Year: a.q.from.Year, Month: a.q.from.Month, Date: 1}
	m := &page.Month{Name: a.voice().Month(dayTime(first))}
	monday := first.AddDays(-(int(first.Weekday()) + 6) % 7)
	for ; monday.Month == first.Month || monday.Before(first); monday = monday.AddDays(7) {
		var week []page.MonthDay
		for i := range 7 {
			d := monday.AddDays(i)
			week = append(week, a.monthDay(d, d.Month == first.Month))
		}
		m.Weeks = append(m.Weeks, week)
	}
	return m
}

func (a *agenda) monthDay(d worktime.Day, inside bool) page.MonthDay {
	if !inside {
		return page.MonthDay{}
	}
	out := page.MonthDay{Number: strconv.Itoa(d.Date), ISO: d.String(), Today: d == a.today, Closed: !a.cal.IsBusinessDay(d)}
	seen := map[int]bool{}
	for _, e := range a.by[d] {
		if c := e.Client.Colour; c > 0 && !seen[c] && len(out.Colours) < 4 {
			seen[c] = true
			out.Colours = append(out.Colours, c)
		}
	}
	out.Said = a.count(len(a.by[d]), "{day}, 1 date", "{day}, {n} dates", "day", a.voice().Day(dayTime(d), dayTime(a.today)))
	return out
}
