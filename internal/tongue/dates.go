package tongue

import (
	"strconv"
	"strings"
	"time"
)

// written is how a language writes days and moments in a sentence. Each layout
// is one whole: languages differ in commas, articles and the order of all.
type written struct {
	day, dayYear string // places {day} {date} {month} {year}
	moment       string // places {on} {time}
}

var writings = [languages]written{
	{"{day} {date} {month}", "{day} {date} {month} {year}", "{on}, {time}"},
	{"{day}, {date}. {month}", "{day}, {date}. {month} {year}", "{on}, {time}\u00a0Uhr"},
	{"{day} {date} {month}", "{day} {date} {month} {year}", "{on} à {time}"},
	{"{day} {date} de {month}", "{day} {date} de {month} de {year}", "{on}, {time}\u00a0h"},
	{"{day}, {date} de {month}", "{day}, {date} de {month} de {year}", "{on}, {time}"},
	{"{day} {date} {month}", "{day} {date} {month} {year}", "{on}, {time}\u00a0uur"},
	{"{day} {date} {month}", "{day} {date} {month} {year}", "{on}, ore\u00a0{time}"},
}

// Day writes a day with its weekday; with its year where it is another one than
// that of today. Only the days of t and today count, each in its own location.
func (v Voice) Day(t, today time.Time) string { return v.day(t, t.Year() != today.Year()) }

// FullDay writes a day with its weekday and its year.
func (v Voice) FullDay(t time.Time) string { return v.day(t, true) }

func (v Voice) day(t time.Time, year bool) string {
	n := v.n
	c, layout := calendars[n], writings[n].day
	if year {
		layout = writings[n].dayYear
	}
	date := strconv.Itoa(t.Day())
	if t.Day() == 1 && c.first != "" {
		date = c.first
	}
	return fill(layout, []string{"day", c.days[t.Weekday()], "date", date, "month", c.months[t.Month()-1], "year", strconv.Itoa(t.Year())})
}

// Moment writes a moment with its weekday, in the zone of t; with its year where
// it is another one than that of now.
func (v Voice) Moment(t, now time.Time) string { return v.at(v.Day(t, now.In(t.Location())), t) }

// FullMoment writes a moment out with its year and the town of its zone, so that
// nobody has to guess: "Monday 2 March 2026, 16:00 (Rome)".
func (v Voice) FullMoment(t time.Time) string {
	return v.at(v.FullDay(t), t) + " (" + v.Town(t.Location()) + ")"
}

func (v Voice) at(day string, t time.Time) string {
	return fill(writings[v.n].moment, []string{"on", day, "time", v.Clock(t)})
}

// Weekday is the name of a day of the week.
func (v Voice) Weekday(d time.Weekday) string { return calendars[v.n].days[d] }

// Month writes the month of a moment with its year, as a heading: "Marzo de 2026".
func (v Voice) Month(t time.Time) string {
	name, year := calendars[v.n].months[t.Month()-1], strconv.Itoa(t.Year())
	if code := codes[v.n]; code == "es" || code == "pt" {
		name += " de"
	}
	return strings.ToUpper(name[:1]) + name[1:] + " " + year
}

// Clock writes the time of a day: "16:00".
func (v Voice) Clock(t time.Time) string {
	h, m := t.Hour(), t.Minute()
	return string([]byte{byte('0' + h/10), byte('0' + h%10), calendars[v.n].hour[0], byte('0' + m/10), byte('0' + m%10)})
}

// towns are those of zones that a language calls otherwise than the zone's name,
// in the order of the languages; "" = as the zone.
var towns = map[string][languages]string{
	"Amsterdam":  {"", "", "", "Ámsterdam", "Amesterdão", "", ""},
	"Athens":     {"", "Athen", "Athènes", "Atenas", "Atenas", "Athene", "Atene"},
	"Berlin":     {"", "", "", "Berlín", "Berlim", "Berlijn", "Berlino"},
	"Brussels":   {"", "Brüssel", "Bruxelles", "Bruselas", "Bruxelas", "Brussel", "Bruxelles"},
	"Copenhagen": {"", "Kopenhagen", "Copenhague", "Copenhague", "Copenhaga", "Kopenhagen", "Copenaghen"},
	"Dublin":     {"", "", "", "Dublín", "", "", "Dublino"},
	"Lisbon":     {"", "Lissabon", "Lisbonne", "Lisboa", "Lisboa", "Lissabon", "Lisbona"},
	"London":     {"", "", "Londres", "Londres", "Londres", "Londen", "Londra"},
	"Luxembourg": {"", "Luxemburg", "", "Luxemburgo", "Luxemburgo", "Luxemburg", "Lussemburgo"},
	"New York":   {"", "", "", "Nueva York", "Nova Iorque", "", ""},
	"Paris":      {"", "", "", "París", "", "Parijs", "Parigi"},
	"Prague":     {"", "Prag", "", "Praga", "Praga", "Praag", "Praga"},
	"Rome":       {"", "Rom", "", "Roma", "Roma", "", "Roma"},
	"Stockholm":  {"", "", "", "Estocolmo", "Estocolmo", "", "Stoccolma"},
	"Vienna":     {"", "Wien", "Vienne", "Viena", "Viena", "Wenen", ""},
	"Warsaw":     {"", "Warschau", "Varsovie", "Varsovia", "Varsóvia", "Warschau", "Varsavia"},
	"Zurich":     {"", "Zürich", "", "Zúrich", "Zurique", "Zürich", "Zurigo"},
}

// Town is the town of a zone as the language calls it: "Rom" of Europe/Rome.
func (v Voice) Town(loc *time.Location) string {
	name := loc.String()
	name = strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], "_", " ")
	if own := towns[name][v.n]; own != "" {
		return own
	}
	return name
}

// List joins what is counted up: "a, b and c".
func (v Voice) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return v.Say("{some} and {last}", "some", strings.Join(items[:last], ", "), "last", items[last])
}

// Greeting greets by the hour of the reader's day.
func (v Voice) Greeting(t time.Time, name string) string {
	switch h := t.Hour(); {
	case h < 12:
		return v.Say("Good morning, {name}.", "name", name)
	case h < 18:
		return v.Say("Good afternoon, {name}.", "name", name)
	}
	return v.Say("Good evening, {name}.", "name", name)
}

// Number writes a number with the mark that the language puts before its
// fraction.
func (v Voice) Number(f float64, digits int) string {
	s := strconv.FormatFloat(f, 'f', digits, 64)
	if v.n == 0 {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}
