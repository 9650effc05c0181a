package checks

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kept/client"
	"kept/internal/office"
	"kept/notice"
	"kept/promise"
)

// devices: a push goes only to a device that is there, whose reader may open his page
// and follows what it says; it shows the firm, one line and a place on his page, and of
// the line nothing that he may not know; for one cause it is shown once on a device, and
// for what was taken back never.
type devices struct {
	of     map[string]client.ContactID // whose device it is
	ended  map[string]time.Time        // when it ended
	before map[client.ContactID]hears  // how it stood after the step before
	hidden map[string]time.Time        // what was made private, by its path, and when
	gone   map[promise.ID]time.Time    // the promises that were withdrawn
	shown  map[string]Pushing          // by effect: what is shown, as far as Kept was told
	told   map[string][][2]int64       // by device: after which change, and up to which, it was told
}

// hears is how it stands with a reader of pushes.
type hears struct{ reads, follows bool }

func newDevices() *devices {
	return &devices{
		of: map[string]client.ContactID{}, ended: map[string]time.Time{}, before: map[client.ContactID]hears{}, hidden: map[string]time.Time{}, gone: map[promise.ID]time.Time{},
		shown: map[string]Pushing{}, told: map[string][][2]int64{},
	}
}

func (*devices) Name() string { return "devices" }

func (c *devices) Look(f *Firm) []string {
	c.reads(f)
	var out []string
	for _, x := range f.Outside.Pushes {
		out = append(out, c.pushed(f, x)...)
	}
	clear(c.before)
	for _, id := range c.of {
		if _, known := c.before[id]; !known {
			_, push := f.Follows[id].Ways(1)
			c.before[id] = hears{pageNow(f, id) != client.PageOver, push}
		}
	}
	return out
}

// reads takes what the journal says of devices, and of what is not to be seen any more.
func (c *devices) reads(f *Firm) {
	for _, l := range f.New {
		kind, id := cut(l.Object)
		switch {
		case l.Act == "device added":
			c.of[deviceOf(l.After)] = client.ContactID(id)
		case l.Act == "device ended":
			c.ended[deviceOf(l.Before)] = l.At
		case kind == "promise" && l.Act == "withdrawn":
			c.gone[promise.ID(id)] = l.At
		case kind == "document":
			c.hides("documents/"+id, l.After, l.At)
		case kind == "shelf":
			c.hides("shelf/"+id, l.After, l.At)
		}
	}
}

func deviceOf(line string) string {
	var d struct {
		Device string `json:"device"`
	}
	_ = json.Unmarshal([]byte(line), &d) // what is none is nobody's device
	return d.Device
}

// hides notes whether something that is shared or private is to be seen.
func (c *devices) hides(path, line string, at time.Time) {
	var x struct {
		Shared   bool      `json:"shared"`
		SharedAt time.Time `json:"shared_at"`
		Removed  time.Time `json:"removed_at"`
	}
	_ = json.Unmarshal([]byte(line), &x)
	delete(c.hidden, path)
	if !x.Shared && (x.SharedAt.IsZero() || !x.Removed.IsZero()) {
		c.hidden[path] = at
	}
}

// shows is what a device shows.
type shows struct{ Title, Body, URL, Tag, Lang, Dir string }

func (c *devices) pushed(f *Firm, x Pushing) []string {
	p := x.Push
	id, known := c.of[p.DeviceID]
	of, rest, _ := strings.Cut(p.EffectKey, ":")
	var out []string
	say := func(format string, args ...any) {
		out = append(out, fmt.Sprintf("push %s (%s) at %s ", p.ID, p.EffectKey, stamp(x.At))+fmt.Sprintf(format, args...))
	}
	was, stood := c.before[id]
	switch ended := c.ended[p.DeviceID]; {
	case !known:
		say("went to a device that nobody added")
		return out
	case !ended.IsZero() && ended.Before(x.At):
		say("went to a device that ended at %s", stamp(ended))
	case stood && !was.reads && pageNow(f, id) == client.PageOver:
		say("went to %s, who may not open his page", id)
	}
	if _, push := f.Follows[id].Ways(1); of == "following" && stood && !was.follows && !push {
		say("went to %s, who does not follow it on devices", id)
	}
	var s shows
	if err := json.Unmarshal([]byte(p.Payload), &s); err != nil {
		say("shows what nobody can read: %v", err)
		return out
	}
	for _, what := range slices.Concat(wordsFaults(f, id, of, s), c.again(x), c.takenBack(f, x, rest, s)) {
		say("%s", what)
	}
	return out
}

// wordsFaults finds what stands on a device and is not for it.
func wordsFaults(f *Firm, id client.ContactID, of string, s shows) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if s.Title != f.Workspace.Name || utf8.RuneCountInString(s.Body) > office.MaxPushBody || !strings.HasPrefix(s.URL, "/p/") {
		say("shows %q, %q and leads to %q", s.Title, s.Body, s.URL)
	}
	if of == "told" && strings.ContainsFunc(s.Body, unicode.IsDigit) {
		say("says a date, or words: %q", s.Body)
	}
	client := string(f.Contacts[id].ClientID)
	for _, pid := range sortedKeys(f.Promises) {
		p := f.Promises[pid]
		if p.Words != "" && strings.HasPrefix(s.Body, p.Words+" – ") && (p.ClientID != client || p.Kind == promise.NextContact || p.Kind == promise.Answer) {
			say("tells of %s %s of %s: %q", p.Kind, pid, p.ClientID, s.Body)
		}
	}
	for _, mid := range sortedKeys(f.Messages) {
		if m := f.Messages[mid]; m.Text != "" && strings.Contains(s.Body+" ", m.Text+" ") {
			say("says what was written in message %s: %q", mid, s.Body)
		}
	}
	return out
}

// again finds what is shown twice for one cause.
func (c *devices) again(x Pushing) []string {
	var out []string
	p := x.Push
	if was, ok := c.shown[p.EffectKey]; ok {
		out = append(out, fmt.Sprintf("was shown at %s already, and its service said so", stamp(was.At)))
	}
	if x.Took && x.Code >= 200 && x.Code < 300 {
		c.shown[p.EffectKey] = x
	}
	part := strings.Split(p.EffectKey, ":")
	if part[0] != "following" || len(part) != 5 || !x.Took {
		return out
	}
	after, first := strconv.ParseInt(part[2], 10, 64)
	through, second := strconv.ParseInt(part[3], 10, 64)
	if first != nil || second != nil {
		return append(out, "does not say of which changes it is")
	}
	span := [2]int64{after, through}
	for _, was := range c.told[p.DeviceID] {
		if was != span && after < was[1] && was[0] < through {
			out = append(out, fmt.Sprintf("is of the changes %d to %d, and those from %d to %d were shown", after, through, was[0], was[1]))
		}
	}
	c.told[p.DeviceID] = append(c.told[p.DeviceID], span)
	return out
}

// takenBack finds that what a push tells of was taken back before.
func (c *devices) takenBack(f *Firm, x Pushing, rest string, s shows) []string {
	if strings.HasPrefix(x.Push.EffectKey, "told:") {
		name, _, _ := strings.Cut(rest, ":")
		n, ok := f.Notices[notice.ID(name)]
		back := !n.BouncedAt.IsZero() && n.BouncedAt.Before(x.At) || !n.WithdrawnAt.IsZero() && n.WithdrawnAt.Before(x.At)
		if !ok || n.AcceptedAt.IsZero() || back || n.ContactID != string(c.of[x.Push.DeviceID]) {
			return []string{fmt.Sprintf("says that he was told by notice %s to %s, which is %s", name, n.ContactID, n.State())}
		}
		return nil
	}
	path := strings.TrimPrefix(s.URL, "/p/")
	if at, hidden := c.hidden[path]; hidden && at.Before(x.At) {
		return []string{fmt.Sprintf("tells of %s, which is private since %s: %q", path, stamp(at), s.Body)}
	}
	id, is := strings.CutPrefix(path, "promises/")
	if !is {
		return nil
	}
	p := f.Promises[promise.ID(id)]
	if at, gone := c.gone[p.ID]; gone && at.Before(x.At) || !wasTold(f, p, x.At) {
		return []string{fmt.Sprintf("tells of promise %s, which is not told or was taken back: %q", p.ID, s.Body)}
	}
	return nil
}

// wasTold tells whether a client knew of a promise at a moment.
func wasTold(f *Firm, p promise.Promise, at time.Time) bool {
	return slices.ContainsFunc(p.Tellings, func(t promise.Telling) bool {
		n := f.Notices[notice.ID(t.NoticeID)]
		stood := func(end time.Time) bool { return end.IsZero() || !end.Before(at) }
		return !n.AcceptedAt.IsZero() && !n.AcceptedAt.After(at) && stood(n.BouncedAt) && stood(n.WithdrawnAt)
	})
}
