package tongue

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// calendar is how a language writes a date.
type calendar struct {
	days   [7]string // from Sunday
	months [12]string
	// layout has the places {day} {date} {month} {year} {time}.
	layout string
	first  string // the first of a month, when it is not "1"
	hour   string // what parts hours and minutes
}

func split7(s string) (out [7]string)   { copy(out[:], strings.Fields(s)); return }
func split12(s string) (out [12]string) { copy(out[:], strings.Fields(s)); return }

var calendars = [languages]calendar{
	{
		days:   split7("Sunday Monday Tuesday Wednesday Thursday Friday Saturday"),
		months: split12("January February March April May June July August September October November December"),
		layout: "{day} {date} {month} {year}, {time}", hour: ":",
	},
	{
		days:   split7("Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag"),
		months: split12("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
		layout: "{day}, {date}. {month} {year}, {time} Uhr", hour: ":",
	},
	{
		days:   split7("dimanche lundi mardi mercredi jeudi vendredi samedi"),
		months: split12("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
		layout: "{day} {date} {month} {year} à {time}", first: "1er", hour: "h",
	},
	{
		days:   split7("domingo lunes martes miércoles jueves viernes sábado"),
		months: split12("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
		layout: "{day}, {date} de {month} de {year}, {time} h", hour: ":",
	},
	{
		days:   split7("domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado"),
		months: split12("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
		layout: "{day}, {date} de {month} de {year}, {time}", first: "1", hour: ":",
	},
	{
		days:   split7("zondag maandag dinsdag woensdag donderdag vrijdag zaterdag"),
		months: split12("januari februari maart april mei juni juli augustus september oktober november december"),
		layout: "{day} {date} {month} {year}, {time} uur", hour: ":",
	},
	{
		days:   split7("domenica lunedì martedì mercoledì giovedì venerdì sabato"),
		months: split12("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
		layout: "{day} {date} {month} {year}, ore {time}", hour: ":",
	},
}

// Moment is a moment in the words of a language, so that nobody can misread it:
// weekday, whole date, 24 hours, and the zone with its offset. The location of
// t is the reader's. A language that is not known gets English.
//
//	Thursday 26 November 2026, 16:00 (CET, UTC+1)
func Moment(code string, t time.Time) string {
	n := number(code)
	c := calendars[n]
	date := strconv.Itoa(t.Day())
	if t.Day() == 1 && c.first != "" {
		date = c.first
	}
	said := strings.NewReplacer(
		"{day}", c.days[t.Weekday()], "{date}", date, "{month}", c.months[t.Month()-1],
		"{year}", fmt.Sprintf("%04d", t.Year()), "{time}", fmt.Sprintf("%02d%s%02d", t.Hour(), c.hour, t.Minute()),
	).Replace(c.layout)
	return said + " (" + zone(codes[n], t) + ")"
}

// number is the place of a language in the tables; "de-AT" is "de".
func number(code string) int {
	code, _, _ = strings.Cut(strings.ToLower(code), "-")
	for i, c := range codes {
		if c == code {
			return i
		}
	}
	return 0
}

// zone is the zone's name, where it has one, and its offset: "CET, UTC+1".
func zone(code string, t time.Time) string {
	name, seconds := t.Zone()
	sign, minutes := "+", seconds/60
	if minutes < 0 {
		sign, minutes = "-", -minutes
	}
	offset := "UTC"
	if minutes > 0 {
		offset += sign + strconv.Itoa(minutes/60)
	}
	if minutes%60 > 0 {
		offset += fmt.Sprintf(":%02d", minutes%60)
	}
	if code == "de" {
		switch name {
		case "CET":
			name = "MEZ"
		case "CEST":
			name = "MESZ"
		}
	}
	if name == "UTC" || len(name) > 5 || name == "" || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return offset // "-03" and the like are no names
	}
	return name + ", " + offset
}
