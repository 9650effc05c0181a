package worktime

import (
	"fmt"
	"time"
	_ "time/tzdata" // zones must not depend on the machine

	"kept/internal/fault"
)

// Holiday is a day off by hand, on one date.
type Holiday struct {
	On   Day    `json:"on"`
	Name string `json:"name,omitempty"`
}

// Exception is a one-off opening, or a closure when it has no windows. In
// [Hours.Breaks] its windows are cut out of that day instead.
type Exception struct {
	On      Day      `json:"on"`
	Windows []Window `json:"windows"`
	Why     string   `json:"why,omitempty"`
}

// Hours are somebody's office hours as they are stored and edited. Zone is an
// IANA name; Regions are the codes of public holidays, like "DE-BY".
type Hours struct {
	Zone       string      `json:"zone"`
	Weekly     Week        `json:"weekly"`
	Regions    []string    `json:"regions,omitempty"`
	Holidays   []Holiday   `json:"holidays,omitempty"`
	Exceptions []Exception `json:"exceptions,omitempty"`
	Breaks     []Exception `json:"breaks,omitempty"`
}

// The most that one [Hours] may hold.
const (
	MaxWindows    = 12   // in one day
	MaxRegions    = 12   //
	MaxHolidays   = 5000 // by hand or from an ICS file
	MaxExceptions = 2000 // and as many breaks
	MaxName       = 200  // bytes of a holiday's name or an exception's reason
)

// Standard is Monday to Friday, 09:00 to 17:00.
func Standard(zone string) Hours {
	h := Hours{Zone: zone}
	for _, d := range weekdays {
		h.Weekly[d] = []Window{{9 * 60, 17 * 60}}
	}
	return h
}

// Check gives nil, or a fault with a word for each field that is wrong.
func (h Hours) Check() error {
	var c fault.Check
	_, err := zoneOf(h.Zone)
	c.Want(err == nil, "zone", "Choose a time zone by its place, like Europe/Rome.")
	for i, windows := range h.Weekly {
		checkWindows(&c, "weekly", time.Weekday(i).String(), windows)
	}
	c.Want(len(h.Regions) <= MaxRegions, "regions", fmt.Sprintf("At most %d regions.", MaxRegions))
	for _, r := range h.Regions {
		c.Want(r != "" && len(r) <= 20, "regions", "A region is a short code, like DE-BY.")
	}
	checkHolidays(&c, h.Holidays)
	checkExceptions(&c, "exceptions", h.Exceptions)
	checkExceptions(&c, "breaks", h.Breaks)
	return c.Err()
}

func checkWindows(c *fault.Check, field, day string, windows []Window) {
	c.Want(len(windows) <= MaxWindows, field, fmt.Sprintf("“%s”: at most %d windows in a day.", day, MaxWindows))
	for i, w := range windows {
		c.Want(w.From >= 0 && w.To <= Midnight24, field, fmt.Sprintf("“%s”: times run from 00:00 to 24:00.", day))
		c.Want(w.From < w.To, field, fmt.Sprintf("“%s” must end after it begins.", fmt.Sprintf("%s: %s", day, w)))
		for _, other := range windows[:min(i, MaxWindows)] {
			c.Want(w.To <= other.From || w.From >= other.To, field, fmt.Sprintf("“%s” overlap.", fmt.Sprintf("%s: %s, %s", day, other, w)))
		}
	}
}

func checkHolidays(c *fault.Check, holidays []Holiday) {
	c.Want(len(holidays) <= MaxHolidays, "holidays", fmt.Sprintf("At most %d holidays.", MaxHolidays))
	for _, x := range holidays {
		c.Want(x.On.exists(), "holidays", "A holiday needs a date that exists.")
		c.Want(len(x.Name) <= MaxName, "holidays", fmt.Sprintf("A holiday's name has at most %d bytes.", MaxName))
	}
}

func checkExceptions(c *fault.Check, field string, list []Exception) {
	c.Want(len(list) <= MaxExceptions, field, fmt.Sprintf("At most %d of them.", MaxExceptions))
	seen := make(map[Day]bool, len(list))
	for _, x := range list {
		c.Want(x.On.exists(), field, "Each needs a date that exists.")
		c.Want(!seen[x.On], field, fmt.Sprintf("“%s” is there twice.", x.On))
		c.Want(len(x.Why) <= MaxName, field, fmt.Sprintf("A reason has at most %d bytes.", MaxName))
		seen[x.On] = true
		checkWindows(c, field, x.On.String(), x.Windows)
	}
}

// zoneOf loads a zone by its IANA name. "" and "Local" would mean a machine's
// zone or UTC by accident, and are refused.
func zoneOf(name string) (*time.Location, error) {
	if name == "" || name == "Local" || len(name) > 64 {
		return nil, fmt.Errorf("zone %.64q has no place", name)
	}
	return time.LoadLocation(name)
}

// exists tells whether d is a real date within [FirstYear] and [LastYear].
func (d Day) exists() bool {
	return d.Year >= FirstYear && d.Year <= LastYear && d == d.AddDays(0)
}
