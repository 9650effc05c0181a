package checks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/notice"
	"kept/promise"
	"kept/reply"
)

// acknowledged: a machine answers no machine and nobody whose name was forged;
// one address at most once in a day, and fifty in all in an hour; and the moment
// that it names is a promise, told by it. Whoever says on his page that he is
// worried is no machine, and is answered each time.
type acknowledged struct {
	seen map[string]bool
	to   map[string][]time.Time // by folded address, in order
	all  []time.Time
}

func newAcknowledged() *acknowledged {
	return &acknowledged{seen: map[string]bool{}, to: map[string][]time.Time{}}
}

func (*acknowledged) Name() string { return "acknowledged" }

// acknowledges begins the effect of a mail that acknowledges a message.
const acknowledges = "acknowledgement:"

func (a *acknowledged) Look(f *Firm) []string {
	var out []string
	for _, h := range f.Handings[f.Handed:] {
		if l, ok := f.Leavings[h.Mail.MessageID]; ok {
			out = append(out, a.look(f, l, h.Mail)...)
		}
	}
	if !f.Deep {
		return out
	}
	for _, mid := range sortedKeys(f.Leavings) {
		m, err := readMail(f.Leavings[mid])
		if err == nil {
			out = append(out, a.look(f, f.Leavings[mid], m)...)
		}
	}
	return out
}

func (a *acknowledged) look(f *Firm, l store.Leaving, m outbox.Mail) []string {
	if !strings.HasPrefix(l.EffectKey, acknowledges) || a.seen[l.ID] {
		return nil
	}
	a.seen[l.ID] = true
	var out []string
	say := func(format string, args ...any) {
		out = append(out, fmt.Sprintf("acknowledgement %s to %s ", l.ID, m.To.Addr)+fmt.Sprintf(format, args...))
	}
	switch s := f.Posted[m.InReplyTo]; {
	case s.Machine:
		say("answers automatic mail %s", m.InReplyTo)
	case s.Forged:
		say("answers %s, whose sender was forged", m.InReplyTo)
	}
	if !f.worried(strings.TrimPrefix(l.EffectKey, acknowledges)) {
		key := strings.ToLower(m.To.Addr)
		a.to[key] = inOrder(a.to[key], l.MadeAt)
		if crowded(a.to[key], l.MadeAt, reply.AckEvery-time.Millisecond) > 1 {
			say("is the second within a day")
		}
		a.all = inOrder(a.all, l.MadeAt)
		if n := crowded(a.all, l.MadeAt, time.Hour-time.Millisecond); n > reply.AckPerHour {
			say("is number %d within an hour", n)
		}
	}
	if !promised(f, notice.ID(l.NoticeID), m) {
		say("promises no moment that it names: %q", m.Lead)
	}
	return out
}

// worried tells whether a message was brought by somebody who is worried.
func (f *Firm) worried(message string) bool {
	for _, c := range f.Clocks {
		if c.MessageID == message && c.Wait.Worried() {
			return true
		}
	}
	return false
}

// promised tells whether the moment that an acknowledgement names is a promise
// of an answer, told by it.
func promised(f *Firm, id notice.ID, m outbox.Mail) bool {
	n := f.Notices[id]
	loc, err := time.LoadLocation(f.Clients[client.ID(n.ClientID)].Hours.Zone)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(f.told[id], func(key promise.ID) bool {
		p := f.Promises[key]
		return p.Kind == promise.Answer && strings.Contains(m.Lead, tongue.Moment(m.Language, p.Dates[0].DueAt.In(loc)))
	})
}

func inOrder(all []time.Time, t time.Time) []time.Time {
	i, _ := slices.BinarySearchFunc(all, t, time.Time.Compare)
	return slices.Insert(all, i, t)
}

// crowded is how many of the moments fall into one span that has t in it, at most.
func crowded(all []time.Time, t time.Time, span time.Duration) int {
	most := 0
	for i, from := range all {
		if from.After(t) || from.Add(span).Before(t) {
			continue
		}
		n := 0
		for _, x := range all[i:] {
			if !x.After(from.Add(span)) {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}
