package api

import (
	"kept/internal/fault"
	"kept/worktime"
)

// hoursJSON are somebody's office hours.
type hoursJSON struct {
	Zone       string          `json:"zone" doc:"An IANA name, like Europe/Rome"`
	Weekly     weekJSON        `json:"weekly" doc:"The windows of each day; a day left out is closed"`
	Regions    []string        `json:"regions,omitempty" nullable:"false" doc:"Codes of public holidays, like DE-BY"`
	Holidays   []holidayJSON   `json:"holidays,omitempty" nullable:"false" doc:"Days off by hand"`
	Exceptions []exceptionJSON `json:"exceptions,omitempty" nullable:"false" doc:"One-off openings, or closures when they have no windows"`
	Breaks     []exceptionJSON `json:"breaks,omitempty" nullable:"false" doc:"Windows that are cut out of a day"`
}

// weekJSON has the windows of each day: pairs like ["09:00", "17:00"].
type weekJSON struct {
	Mon []windowJSON `json:"mon,omitempty" nullable:"false"`
	Tue []windowJSON `json:"tue,omitempty" nullable:"false"`
	Wed []windowJSON `json:"wed,omitempty" nullable:"false"`
	Thu []windowJSON `json:"thu,omitempty" nullable:"false"`
	Fri []windowJSON `json:"fri,omitempty" nullable:"false"`
	Sat []windowJSON `json:"sat,omitempty" nullable:"false"`
	Sun []windowJSON `json:"sun,omitempty" nullable:"false"`
}

// windowJSON is open from the first time up to, and not at, the second.
type windowJSON [2]string

type holidayJSON struct {
	On   string `json:"on" format:"date"`
	Name string `json:"name,omitempty"`
}

type exceptionJSON struct {
	On      string       `json:"on" format:"date"`
	Windows []windowJSON `json:"windows" nullable:"false"`
	Why     string       `json:"why,omitempty"`
}

// hoursFields are the fields of hours as the domain names them.
var hoursFields = map[string]bool{"zone": true, "weekly": true, "regions": true, "holidays": true, "exceptions": true, "breaks": true}

// days gives the days in the order of [time.Weekday].
func (w *weekJSON) days() [7]*[]windowJSON {
	return [7]*[]windowJSON{&w.Sun, &w.Mon, &w.Tue, &w.Wed, &w.Thu, &w.Fri, &w.Sat}
}

// hours reads office hours; known tells whether a region has holidays here.
func (j hoursJSON) hours(known func(string) bool) (worktime.Hours, error) {
	h := worktime.Hours{Zone: j.Zone, Regions: j.Regions}
	var err error
	for i, day := range j.Weekly.days() {
		if h.Weekly[i], err = windowsOf("weekly", *day); err != nil {
			return h, err
		}
	}
	for _, r := range j.Regions {
		if known != nil && !known(r) {
			return h, fault.Field("regions", "The holidays of one of these regions are not known here. Enter them by hand.")
		}
	}
	for _, x := range j.Holidays {
		on, err := dayOf("holidays", x.On)
		if err != nil {
			return h, err
		}
		h.Holidays = append(h.Holidays, worktime.Holiday{On: on, Name: x.Name})
	}
	if h.Exceptions, err = exceptionsOf("exceptions", j.Exceptions); err != nil {
		return h, err
	}
	h.Breaks, err = exceptionsOf("breaks", j.Breaks)
	return h, err
}

func exceptionsOf(field string, in []exceptionJSON) ([]worktime.Exception, error) {
	var out []worktime.Exception
	for _, x := range in {
		on, err := dayOf(field, x.On)
		if err != nil {
			return nil, err
		}
		windows, err := windowsOf(field, x.Windows)
		if err != nil {
			return nil, err
		}
		out = append(out, worktime.Exception{On: on, Windows: windows, Why: x.Why})
	}
	return out, nil
}

func windowsOf(field string, in []windowJSON) ([]worktime.Window, error) {
	var out []worktime.Window
	for _, w := range in {
		from, err := worktime.ParseClock(w[0])
		if err != nil {
			return nil, fault.Field(field, "A time looks like 09:00, from 00:00 to 24:00.")
		}
		to, err := worktime.ParseClock(w[1])
		if err != nil {
			return nil, fault.Field(field, "A time looks like 09:00, from 00:00 to 24:00.")
		}
		out = append(out, worktime.Window{From: from, To: to})
	}
	return out, nil
}

func outHours(h worktime.Hours) hoursJSON {
	j := hoursJSON{Zone: h.Zone, Regions: h.Regions, Exceptions: outExceptions(h.Exceptions), Breaks: outExceptions(h.Breaks)}
	for i, day := range j.Weekly.days() {
		*day = outWindows(h.Weekly[i])
	}
	for _, x := range h.Holidays {
		j.Holidays = append(j.Holidays, holidayJSON{x.On.String(), x.Name})
	}
	return j
}

func outExceptions(in []worktime.Exception) []exceptionJSON {
	var out []exceptionJSON
	for _, x := range in {
		out = append(out, exceptionJSON{x.On.String(), outWindows(x.Windows), x.Why})
	}
	return out
}

func outWindows(in []worktime.Window) []windowJSON {
	out := []windowJSON{}
	for _, w := range in {
		out = append(out, windowJSON{w.From.String(), w.To.String()})
	}
	return out
}
