package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Office hours come back as they were set, and count.
func TestCalendars(t *testing.T) {
	d := sqlite(t)
	c, _ := d.ruiz()
	hours := hoursJSON{
		Zone: "America/New_York", Weekly: weekJSON{Mon: []windowJSON{{"08:00", "12:00"}, {"13:00", "24:00"}}, Tue: []windowJSON{{"08:00", "12:00"}}},
		Regions: []string{"US"}, Holidays: []holidayJSON{{"2026-03-03", "Our day"}},
		Exceptions: []exceptionJSON{{"2026-03-04", []windowJSON{{"10:00", "11:00"}}, "Stocktaking"}, {"2026-03-09", []windowJSON{}, "Closed"}},
		Breaks:     []exceptionJSON{{"2026-03-02", []windowJSON{{"09:00", "09:30"}}, "Fire drill"}},
	}
	for _, name := range []string{"workspace", "me", c.ID} {
		set := into[calendarOut](d.ask(http.MethodPut, "/calendars/"+name, hours).is(http.StatusOK))
		if diff := cmp.Diff(hours, set.Hours); diff != "" {
			t.Errorf("%s (-set +got):\n%s", name, diff)
		}
		seen := into[calendarOut](d.get("/calendars/" + name).is(http.StatusOK))
		if diff := cmp.Diff(set, seen); diff != "" {
			t.Errorf("%s: set and seen:\n%s", name, diff)
		}
		// Monday 08:30 in New York, two hours: until noon less the break.
		add := into[AddedOut](d.get("/calendars/" + name + "/add?from=2026-03-02T13:30:00Z&seconds=7200").is(http.StatusOK))
		if add.At == nil || add.At.Format("15:04") != "16:00" || !strings.Contains(add.Explanation, "so Mon 11:00") {
			t.Errorf("%s: %+v", name, add)
		}
		back := into[AddedOut](d.get("/calendars/" + name + "/add?from=2026-03-02T16:00:00Z&seconds=-7200"))
		if back.At == nil || back.At.Format("15:04") != "13:30" {
			t.Errorf("%s back: %+v", name, back)
		}
		between := into[betweenOut](d.get("/calendars/" + name + "/between?from=2026-03-02T13:30:00Z&until=2026-03-02T16:00:00Z").is(http.StatusOK))
		if between != (betweenOut{7200, "2 h"}) {
			t.Errorf("%s: %+v", name, between)
		}
		why := into[explainedOut](d.get("/calendars/" + name + "/explain?from=2026-03-03T04:00:00Z&seconds=10800").is(http.StatusOK))
		var kinds []string
		for _, s := range why.Steps {
			kinds = append(kinds, s.Kind)
		}
		if got := strings.Join(kinds, ","); !strings.Contains(got, "holiday") || !strings.Contains(got, "other hours") || !strings.Contains(got, "closure") || why.At == nil {
			t.Errorf("%s: %s %+v", name, got, why)
		}
		read := into[readingOut](d.get("/calendars/" + name + "/readings?text=tomorrow+noon").is(http.StatusOK))
		if read.Text != "Tuesday 3 March 2026, 12:00 (New York)" || read.On != nil || read.Past {
			t.Errorf("%s: %+v", name, read)
		}
		if past := into[readingOut](d.get("/calendars/" + name + "/readings?text=1+March+2026")); !past.Past || *past.On != "2026-03-01" {
			t.Errorf("%s: %+v", name, past)
		}
		for _, ch := range into[listOut[choiceOut]](d.get("/calendars/" + name + "/choices").is(http.StatusOK)).Items {
			if again := into[readingOut](d.get("/calendars/" + name + "/readings?text=" + strings.ReplaceAll(ch.Label, " ", "+"))); again.Text != ch.Text {
				t.Errorf("%s: %q is %s and reads as %s", name, ch.Label, ch.Text, again.Text)
			}
		}
	}
}

func TestBadHours(t *testing.T) {
	d := sqlite(t)
	right := func() o { return o{"zone": "Europe/Rome", "weekly": o{"mon": week}} }
	before := d.get("/calendars/workspace").body
	for name, c := range map[string]struct {
		change o
		place  string
	}{
		"no zone":         {o{"zone": ""}, "body.zone"},
		"machine's zone":  {o{"zone": "Local"}, "body.zone"},
		"path":            {o{"zone": "../../etc/passwd"}, "body.zone"},
		"no place":        {o{"zone": "Europe/Atlantis"}, "body.zone"},
		"no such region":  {o{"regions": []string{"XX-YY"}}, "body.regions"},
		"backwards":       {o{"weekly": o{"mon": []windowJSON{{"17:00", "09:00"}}}}, "body.weekly"},
		"empty window":    {o{"weekly": o{"mon": []windowJSON{{"09:00", "09:00"}}}}, "body.weekly"},
		"overlap":         {o{"weekly": o{"mon": []windowJSON{{"09:00", "12:00"}, {"11:00", "13:00"}}}}, "body.weekly"},
		"25:00":           {o{"weekly": o{"mon": []windowJSON{{"09:00", "25:00"}}}}, "body.weekly"},
		"three times":     {o{"weekly": o{"mon": [][]string{{"09:00", "10:00", "11:00"}}}}, "body.weekly.mon[0]"},
		"eighth day":      {o{"weekly": o{"day": week}}, "body.weekly.day"},
		"30 February":     {o{"holidays": []o{{"on": "2026-02-30"}}}, "body.holidays[0].on"},
		"year 0":          {o{"holidays": []o{{"on": "0000-01-01"}}}, "body.holidays"},
		"twice":           {o{"exceptions": []o{{"on": "2026-05-01", "windows": week}, {"on": "2026-05-01", "windows": week}}}, "body.exceptions"},
		"break backwards": {o{"breaks": []o{{"on": "2026-05-01", "windows": []windowJSON{{"17:00", "09:00"}}}}}, "body.breaks"},
	} {
		if _, places := problem(d.ask(http.MethodPut, "/calendars/workspace", with(right(), c.change)).is(http.StatusUnprocessableEntity)); places != c.place {
			t.Errorf("%s: at %q, want %q", name, places, c.place)
		}
	}
	// In a new client the place is inside his hours.
	if _, places := problem(d.post("/clients", o{"name": "x", "hours": with(right(), o{"zone": "Nowhere"})}).is(http.StatusUnprocessableEntity)); places != "body.hours.zone" {
		t.Errorf("at %q", places)
	}
	if after := d.get("/calendars/workspace").body; string(after) != string(before) {
		t.Errorf("refused hours changed something: %s", after)
	}
}
