package ics

import (
	"regexp"
	"strings"
	"time"
)

// zone turns what a wall shows into the moments of the world. Both are in
// seconds; a wall is counted as if it were UTC's.
type zone struct {
	name   string // IANA name, "" when it has none
	offset func(unix int64) int
}

// instant gives the moment at which the wall shows wall: the first of a doubled
// one, and for a skipped one the moment by the offset before the change.
func (z zone) instant(wall int64) int64 {
	before := int64(z.offset(wall - daySeconds))
	after := int64(z.offset(wall + daySeconds))
	if int64(z.offset(wall-before)) != before && int64(z.offset(wall-after)) == after {
		return wall - after
	}
	return wall - before
}

func namedZone(name string, loc *time.Location) zone {
	return zone{name: name, offset: func(unix int64) int {
		_, offset := time.Unix(unix, 0).In(loc).Zone()
		return offset
	}}
}

func fixedZone(name string, offset int) zone {
	return zone{name: name, offset: func(int64) int { return offset }}
}

func utcZone() zone { return fixedZone("UTC", 0) }

// zones finds the zones of one file by their TZID.
type zones struct {
	defined map[string]*component // the VTIMEZONEs of the file
	known   map[string]found
}

type found struct {
	zone zone
	ok   bool
}

// newZones gathers the VTIMEZONEs, wherever they stand: programs refer to them
// before they define them.
func newZones(roots []*component) *zones {
	z := &zones{defined: map[string]*component{}, known: map[string]found{}}
	var gather func(c *component)
	gather = func(c *component) {
		if c.name == string(Timezone) {
			for _, l := range c.lines {
				if l.Name == "TZID" && z.defined[l.Text()] == nil {
					z.defined[l.Text()] = c
				}
			}
		}
		for _, child := range c.children {
			gather(child)
		}
	}
	for _, c := range roots {
		gather(c)
	}
	return z
}

// find looks a TZID up, in the order of the package comment. It looks at most
// [MaxZones] of them up in one file, since each may cost a search of the disk.
func (z *zones) find(tzid string) (zone, bool) {
	tzid = strings.Trim(strings.TrimSpace(tzid), `"`)
	if tzid == "" {
		return zone{}, false
	}
	if f, ok := z.known[tzid]; ok {
		return f.zone, f.ok
	}
	if len(z.known) >= MaxZones {
		return zone{}, false
	}
	got, ok := z.search(tzid)
	z.known[tzid] = found{got, ok}
	return got, ok
}

func (z *zones) search(tzid string) (zone, bool) {
	if got, ok := byName(tzid); ok {
		return got, true
	}
	if c := z.defined[tzid]; c != nil {
		for _, l := range c.lines {
			if l.Name == "X-LIC-LOCATION" {
				if got, ok := byName(l.Text()); ok {
					return got, true
				}
			}
		}
		if rules := readRules(c); len(rules.observances) > 0 {
			return zone{offset: rules.offset}, true
		}
	}
	if got, ok := byDisplayName(tzid); ok {
		return got, true
	}
	if offset, ok := parseOffset(tzid); ok {
		return fixedZone("", offset), true
	}
	return zone{}, false
}

// byName finds an IANA or Windows name, or an IANA name behind a prefix.
func byName(tzid string) (zone, bool) {
	if got, ok := byIANA(tzid); ok {
		return got, true
	}
	if iana, ok := windowsZone(tzid); ok {
		return byIANA(iana)
	}
	parts := strings.Split(strings.Trim(tzid, "/"), "/")
	for keep := min(3, len(parts)); keep >= 2; keep-- {
		if got, ok := byIANA(strings.Join(parts[len(parts)-keep:], "/")); ok {
			return got, true
		}
	}
	return zone{}, false
}

var ianaName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$`)

// byIANA finds an IANA name. "Local" is the zone of this machine, which no file
// can mean.
func byIANA(name string) (zone, bool) {
	if len(name) > 40 || !ianaName.MatchString(name) || strings.EqualFold(name, "Local") {
		return zone{}, false
	}
	if name == "Z" || name == "GMT" || name == "UTC" {
		return utcZone(), true
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return zone{}, false
	}
	return namedZone(name, loc), true
}

var offsetPattern = regexp.MustCompile(`^\(?(?:UTC|GMT)? ?([+-])(\d{1,2})(?::?(\d\d))?(?::?(\d\d))?\)?$`)

// parseOffset reads "+0100", "UTC+11", "GMT-03:30", "(GMT +01:00)", in seconds.
func parseOffset(s string) (int, bool) {
	m := offsetPattern.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(s)))
	if m == nil {
		return 0, false
	}
	offset := number(m[2])*3600 + number(m[3])*60 + number(m[4])
	if offset > 18*3600 {
		return 0, false
	}
	if m[1] == "-" {
		offset = -offset
	}
	return offset, true
}
