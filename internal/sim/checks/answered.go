package checks

import (
	"fmt"
	"time"

	"kept/conversation"
	"kept/notice"
	"kept/promise"
	"kept/reply"
)

// answered: a clock is started by a person's message, and stopped by a person's
// answer that reached whom it was for, or by a person who says why none is
// needed. An answer that comes back, or is undone, stopped nothing: the clock
// runs again, and its promise is open.
type answered struct {
	with map[string][]reply.ID   // by message: the clocks that it stopped
	kept map[reply.ID]keptBefore // what a stop did to the clock's promise
	said map[reply.ID]time.Time  // when a member said of the promise itself that they have their answer
}

// keptBefore is a promise that was kept by the answer that stopped its clock.
type keptBefore struct {
	message string
	at      time.Time
}

func newAnswered() *answered {
	return &answered{with: map[string][]reply.ID{}, kept: map[reply.ID]keptBefore{}, said: map[reply.ID]time.Time{}}
}

func (*answered) Name() string { return "answered" }

func (a *answered) Look(f *Firm) []string {
	var out []string
	for _, key := range f.clocks() {
		c := f.Clocks[key]
		if m := f.Messages[c.MessageID]; f.Posted[m.MID].Machine {
			out = append(out, fmt.Sprintf("clock %s was started by automatic mail: %s (%s)", key, m.ID, m.Class))
		}
		switch {
		case c.Running():
			out = append(out, a.again(f, c)...)
		case c.StoppedWhy == "":
			out = append(out, a.stopped(f, c)...)
		}
	}
	for _, key := range f.letters() {
		n := f.Notices[key]
		if arrived(n) || n.State() != notice.Bounced {
			continue
		}
		word := f.wordOf[key]
		for _, c := range a.with[word] {
			if word != "" && f.Clocks[c].StoppedWith == word {
				out = append(out, fmt.Sprintf("clock %s counts as answered by %s, whose notice %s came back", c, word, key))
			}
		}
	}
	return out
}

// stopped looks at what stopped a clock.
func (a *answered) stopped(f *Firm, c reply.Clock) []string {
	say := func(format string, args ...any) []string {
		return []string{fmt.Sprintf("clock %s of %s was stopped with %s, ", c.ID, c.ContactID, c.StoppedWith) + fmt.Sprintf(format, args...)}
	}
	if p, ok := f.Promises[promise.ID(c.PromiseID)]; ok && c.StoppedWith == "" && c.StoppedBy != "" && p.State == promise.Kept && !p.KeptAt.After(c.StoppedAt) {
		a.said[c.ID] = c.StoppedAt
		return nil
	}
	if at, ok := a.said[c.ID]; ok && c.StoppedWith == "" && c.PromiseID == "" && c.StoppedAt.Equal(at) {
		return nil // its conversation has moved since, and the promise stayed
	}
	m, ok := f.Messages[c.StoppedWith]
	if !ok {
		return say("which is not there")
	}
	first := a.kept[c.ID].message != m.ID
	if first {
		a.with[m.ID] = append(a.with[m.ID], c.ID)
		a.kept[c.ID] = keptBefore{m.ID, f.Promises[promise.ID(c.PromiseID)].KeptAt}
	}
	n, spoken := f.Notices[m.NoticeID], m.Channel == string(conversation.Call) || m.Channel == string(conversation.Meeting)
	switch {
	case m.MemberID == "":
		return say("which no person of ours said")
	case m.Direction != string(conversation.Out) && !spoken:
		return say("which is no message of ours")
	case !m.Reached:
		return say("which reached nobody")
	case n.Kind.ByItself():
		return say("which no person wrote: it is of the kind %s", n.Kind)
	case m.NoticeID != "" && (!n.BouncedAt.IsZero() || !n.WithdrawnAt.IsZero()):
		return say("which is %s", n.State())
	case f.Posted[m.MID].Machine || f.Posted[m.MID].Forged && !byHand(f, m):
		return say("which is automatic, or not of whom it names")
	case first && m.NoticeID != "" && m.ContactID != c.ContactID:
		return say("which went to %s", m.ContactID)
	}
	return nil
}

// again looks at the promise of a clock that runs though it was stopped before.
func (a *answered) again(f *Firm, c reply.Clock) []string {
	was, ok := a.kept[c.ID]
	delete(a.kept, c.ID)
	p := f.Promises[promise.ID(c.PromiseID)]
	if ok && p.State == promise.Kept && p.KeptAt.Equal(was.at) {
		return []string{fmt.Sprintf("clock %s runs again, and promise %s still counts as kept by its answer %s", c.ID, p.ID, was.message)}
	}
	return nil
}

// soonest: a conversation knows by when somebody is to answer in it.
type soonest struct{}

func (soonest) Name() string { return "soonest wait" }

func (soonest) Look(f *Firm) []string {
	all := f.Spoken
	if f.Deep {
		all = sortedKeys(f.Talks)
	}
	var out []string
	for _, key := range all {
		v, ok := f.Talks[key]
		var first time.Time
		var of reply.ID
		for _, id := range f.clocksOf[key] {
			if c := f.Clocks[id]; c.Running() && !c.Paused() && (first.IsZero() || c.DueAt.Before(first)) {
				first, of = c.DueAt, id
			}
		}
		switch {
		case !ok && !first.IsZero():
			out = append(out, fmt.Sprintf("clock %s runs in conversation %s, which is not there", of, key))
		case ok && !v.DueAt.Equal(first):
			out = append(out, fmt.Sprintf("conversation %s is to be answered by %s, and clock %q is due at %s", key, stamp(v.DueAt), of, stamp(first)))
		case ok && !v.ClosedAt.IsZero() && !first.IsZero():
			out = append(out, fmt.Sprintf("conversation %s is closed, and clock %s runs in it", key, of))
		}
	}
	return out
}
