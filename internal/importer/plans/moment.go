package plans

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"kept/internal/importer/written"
)

// layouts are the ways of writing a moment that can be read in one way only.
var layouts = []struct {
	layout    string
	precision Precision
}{
	{time.RFC3339, Instant}, {"20060102T150405Z", Instant}, {"2006-01-02 15:04:05 UTC", Instant}, {"2006-01-02T15:04:05.999999999-0700", Instant},
	{"2006-01-02T15:04:05.999999999", Local}, {"2006-01-02T15:04", Local}, {"2006-01-02 15:04:05.999999999", Local}, {"2006-01-02 15:04", Local}, {"20060102T150405", Local},
	{"2006-01-02 3:04 PM", Local}, {"2/Jan/06 3:04 PM", Local}, {"2/Jan/2006 3:04 PM", Local}, {"2/Jan/06 15:04", Local}, {"2/Jan/2006 15:04", Local},
	{"2-Jan-06 15:04", Local}, {"2 Jan 2006 15:04", Local}, {"2 January 2006 15:04", Local}, {"Jan 2, 2006 15:04", Local}, {"January 2, 2006 3:04 PM", Local}, {"Jan 2, 2006 3:04 PM", Local}, {"Jan 2, 2006, 3:04 PM", Local},
	{"2006-01-02", ByDay}, {"2006/01/02", ByDay}, {"20060102", ByDay}, {"2/Jan/06", ByDay}, {"2/Jan/2006", ByDay}, {"2-Jan-06", ByDay}, {"2-Jan-2006", ByDay},
	{"2 Jan 2006", ByDay}, {"2 Jan 06", ByDay}, {"2 January 2006", ByDay}, {"Jan 2, 2006", ByDay}, {"Jan 2 2006", ByDay}, {"January 2, 2006", ByDay}, {"January 2 2006", ByDay},
}

var (
	weekday  = regexp.MustCompile(`(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +`)
	shortDay = regexp.MustCompile(`^(?:Mo|Di|Mi|Do|Fr|Sa|So)\.?,? +`)
)

var errNoDate = errors.New("it is no date")

// dateOf reads a moment. Dates in digits are read in the orders of their column.
func dateOf(text string, orders written.Orders) (Moment, error) {
	text = oneLine(text)
	if text == "" {
		return Moment{}, nil
	}
	if len(text) > 60 {
		return Moment{}, errNoDate
	}
	text = withoutWeekday(text)
	if day, rest, ok, err := orders.Day(text); ok {
		if err != nil {
			return Moment{}, err
		}
		text = day.String()
		if rest != "" {
			text += " " + rest
		}
	}
	for _, l := range layouts {
		// Go reads "Sept" no more than "sep." of others.
		if t, err := time.Parse(l.layout, strings.ToUpper(text)); err == nil {
			return bounded(Moment{l.precision, t.UTC()})
		}
	}
	return Moment{}, errNoDate
}

// withoutWeekday takes the name of a day off that stands before a date.
func withoutWeekday(text string) string {
	return shortDay.ReplaceAllString(weekday.ReplaceAllString(text, ""), "")
}

// bounded refuses dates that nobody plans for.
func bounded(m Moment) (Moment, error) {
	if y := m.Time.Year(); y < FirstYear || y > LastYear {
		return Moment{}, fmt.Errorf("the year %d is not between %d and %d", y, FirstYear, LastYear)
	}
	return m, nil
}

// moment reads a date of a step, or says why it is left out.
func (g *gatherer) moment(p Problem, field, text string) Moment {
	return g.momentIn(p, field, text, nil)
}

func (g *gatherer) momentIn(p Problem, field, text string, orders written.Orders) Moment {
	m, err := dateOf(text, orders)
	if err != nil {
		p.Field, p.What, p.Done = field, quoted(text)+": "+strings.TrimSuffix(err.Error(), "."), "left out"
		g.problem(p)
	}
	return m
}

// day makes a day of a moment, for tools that write days as midnights.
func day(m Moment) Moment {
	if m.IsZero() {
		return m
	}
	return Moment{ByDay, m.Time.Truncate(24 * time.Hour)}
}

// midnightIsDay makes a day of a local moment at midnight.
func midnightIsDay(m Moment) Moment {
	if m.Precision == Local && m.Time.Equal(m.Time.Truncate(24*time.Hour)) {
		return day(m)
	}
	return m
}

// dayOf is the time of m, or its midnight where the other is only a day.
func dayOf(m, other Moment) time.Time {
	if other.Precision == ByDay {
		return m.Time.Truncate(24 * time.Hour)
	}
	return m.Time
}

// longest bounds lengths: a hundred years on the clock.
const longest = 100 * 366 * 24 * 60

// length reads a length of a step, or says why it is left out. A negative one
// is taken for a lag only.
func (g *gatherer) length(p Problem, field string, l Length, err error) Length {
	minutes := l.Amount
	if l.Unit == WorkDays {
		minutes *= 24 * 60
	}
	p.Field, p.Done = field, "left out"
	switch {
	case err != nil:
		p.What = err.Error()
	case math.IsNaN(minutes) || minutes > longest || minutes < -longest:
		p.What = number(l.Amount) + " " + string(l.Unit) + " is longer than a hundred years"
	case minutes < 0 && field != lagField:
		p.What = number(l.Amount) + " " + string(l.Unit) + " is less than nothing"
	default:
		return l
	}
	g.problem(p)
	return Length{}
}

const lagField = "lag"

var (
	isoLength = regexp.MustCompile(`^(-?)P(?:(\d{1,9}(?:\.\d{1,9})?)D)?(?:T(?:(\d{1,9}(?:\.\d{1,9})?)H)?(?:(\d{1,9}(?:\.\d{1,9})?)M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$`)
	inWords   = regexp.MustCompile(`^([+-]?\d{1,9}(?:[.,]\d{1,9})?)\s*(\pL*)\.?\s*\??$`)
)

// isoMinutes reads a length as XML writes it, "PT8H30M0S", in minutes.
func isoMinutes(text string) (float64, error) {
	m := isoLength.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, fmt.Errorf("%s is no length of time", quoted(text))
	}
	minutes := 0.0
	for i, each := range []float64{24 * 60, 60, 1, 1.0 / 60} {
		if n, err := strconv.ParseFloat(m[i+2], 64); err == nil {
			minutes += n * each
		}
	}
	if m[1] == "-" {
		minutes = -minutes
	}
	return minutes, nil
}

// spelledUnit finds a unit by its word.
func spelledUnit(word string) (Length, bool) {
	word = strings.ToLower(word)
	of, elapsed := word, false
	if rest, ok := strings.CutPrefix(word, "e"); ok && rest != "" {
		of, elapsed = rest, true
	}
	for _, u := range unitsInWords {
		for _, w := range u.words {
			switch {
			case w == word:
				return u.length, true
			case elapsed && w == of && u.clock > 0:
				return Length{u.clock, ClockMinutes}, true
			}
		}
	}
	return Length{}, false
}

var unitsInWords = []struct {
	words  []string
	length Length
	clock  float64 // minutes on the clock
}{
	{[]string{"m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti", "minuut"}, Length{1, WorkMinutes}, 1},
	{[]string{"h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas", "ora", "ore", "uur", "uren"}, Length{60, WorkMinutes}, 60},
	{[]string{"d", "day", "days", "t", "tag", "tage", "tagen", "j", "jour", "jours", "dia", "dias", "día", "días", "giorno", "giorni", "g", "dag", "dagen"}, Length{1, WorkDays}, 24 * 60},
	{[]string{"w", "wk", "wks", "week", "weeks", "woche", "wochen", "semaine", "semaines", "sem", "semana", "semanas", "settimana", "settimane", "weken"}, Length{5, WorkDays}, 7 * 24 * 60},
}

// lengthOf reads a length as people write it, "5 days", "4h", "2 wks", "3
// edays"; a bare number is of the unit bare, "" for none.
func lengthOf(text, bare string) (Length, error) {
	text = oneLine(text)
	if text == "" {
		return Length{}, nil
	}
	if strings.HasPrefix(text, "P") || strings.HasPrefix(text, "-P") {
		if days, ok := strings.CutSuffix(text, "D"); ok {
			n, err := strconv.ParseFloat(strings.Replace(days, "P", "", 1), 64)
			if err == nil && isoLength.MatchString(text) {
				return Length{n, WorkDays}, nil
			}
		}
		minutes, err := isoMinutes(text)
		if strings.Contains(text, "D") {
			err = fmt.Errorf("%s is days and hours: a working day has no known number of hours", quoted(text))
		}
		return Length{minutes, WorkMinutes}, err
	}
	m := inWords.FindStringSubmatch(text)
	if m == nil {
		return Length{}, fmt.Errorf("%s is no length of time", quoted(text))
	}
	unit, ok := spelledUnit(first(m[2], bare))
	if !ok && m[2] == "" {
		return Length{}, fmt.Errorf("%s does not say whether hours or days are meant", quoted(text))
	}
	if !ok {
		return Length{}, fmt.Errorf("%s has a unit that is not known", quoted(text))
	}
	n, err := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
	if err != nil {
		return Length{}, fmt.Errorf("%s is no length of time", quoted(text))
	}
	unit.Amount *= n
	return unit, nil
}

// number writes a number as short as it goes, with at most two decimals.
func number(f float64) string {
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
}

// percent reads "40", "40%", "40.4", bounded to 0 to 100.
func (g *gatherer) percent(p Problem, text string) int {
	text = strings.TrimSpace(strings.TrimSuffix(oneLine(text), "%"))
	if text == "" {
		return 0
	}
	f, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	if err != nil || math.IsNaN(f) || f < 0 || f > 100 {
		p.Field, p.What, p.Done = "percent", quoted(text)+" is not between 0 and 100", "left out"
		g.problem(p)
		return 0
	}
	return int(math.Round(f))
}
