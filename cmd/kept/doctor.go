package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"kept/internal/fault"
)

// doctorCmd looks whether everything that Kept needs is in order. It changes
// nothing and sends nothing.
type doctorCmd struct {
	Patience time.Duration `help:"How long the mail server and the database may take to answer." default:"10s"`
}

// state is how a thing stands.
type state string

// The states of a thing.
const (
	fine   state = "fine"
	look   state = "look at this"
	broken state = "broken"
)

// finding is what the doctor says of one thing.
type finding struct {
	Thing string `json:"thing"`
	State state  `json:"state"`
	Say   string `json:"say"`
	Way   string `json:"way,omitempty"` // the way out
}

// doctor looks at one installation.
type doctor struct {
	ctx      context.Context
	set      *Settings
	now      time.Time
	patience time.Duration
	found    []finding
}

func (d *doctor) say(thing string, s state, say, way string) {
	d.found = append(d.found, finding{thing, s, say, way})
}

// Run looks at everything and gives 1 as the exit status if something is broken.
func (c doctorCmd) Run(r *run) error {
	d := &doctor{ctx: r.ctx, set: r.set, now: time.Now(), patience: c.Patience}
	if err := r.set.complete(); err != nil {
		d.say("settings", broken, words(err), "Mend the setting; kept serve --help lists all of them.")
	} else {
		d.settings()
		d.address()
		d.disk()
		d.database()
		d.files()
		d.mailServer()
	}
	d.zones()
	bad := 0
	for _, f := range d.found {
		if f.State == broken {
			bad++
		}
		if r.json {
			continue
		}
		line := fmt.Sprintf("%-12s  %-12s  %s", f.Thing, f.State, f.Say)
		if f.Way != "" {
			line += " " + f.Way
		}
		fmt.Fprintln(r.out, line)
	}
	if r.json {
		if err := r.tell("", struct {
			Findings []finding `json:"findings"`
			Broken   int       `json:"broken"`
		}{d.found, bad}); err != nil {
			return err
		}
	}
	if bad > 0 {
		return fault.New(fault.Invalid, fmt.Sprintf("%d of %d things are broken.", bad, len(d.found)))
	}
	return nil
}

// words are an error's words for a person.
func words(err error) string {
	f, ok := fault.As(err)
	if !ok {
		return err.Error()
	}
	for _, say := range f.Fields {
		if len(f.Fields) == 1 && say == f.Say {
			return say
		}
	}
	return f.Error()
}

// settings looks at what is set, and who may read what is secret.
func (d *doctor) settings() {
	d.say("settings", fine, "Data in "+d.set.Data+", listening on "+d.set.Listen+".", "")
	for _, f := range []string{d.set.SecretFile, os.Getenv("KEPT_CONFIG")} {
		info, err := os.Stat(f)
		if f != "" && err == nil && info.Mode().Perm()&0o077 != 0 {
			d.say("secrets", look, f+" can be read by others on this machine.", "Say: chmod 600 "+f)
		}
	}
	if d.set.TestClock != "" {
		d.say("clock", look, "A test clock is set: time stands still.", "Take KEPT_TEST_CLOCK away unless this is a test.")
	} else if d.now.Year() < builtIn || d.now.Year() > 2100 {
		d.say("clock", broken, "The machine's clock says "+d.now.Format(time.RFC1123)+".", "Set it: every promise is counted by it.")
	}
}

// builtIn is the year this program was made in: no right clock is before it.
const builtIn = 2026

// zones looks whether the rules of time zones are there, by two that differ.
func (d *doctor) zones() {
	at := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for zone, hour := range map[string]int{"Europe/Berlin": 14, "America/New_York": 8} {
		loc, err := time.LoadLocation(zone)
		if err != nil || at.In(loc).Hour() != hour {
			d.say("zones", broken, "The time zone "+zone+" is not known, or wrong.", "Take the variable ZONEINFO away, or mend the machine's zone data.")
			return
		}
	}
	d.say("zones", fine, "The rules of time zones are there.", "")
}
