package checks

import (
	"fmt"
	"strings"
	"time"

	"kept/internal/office"
	"kept/internal/store"
	"kept/notice"
)

// catchingUp: when Kept comes back after a downtime, a client gets one mail at
// most about each matter of what Kept writes by itself, and a member one mail with
// his prompts; and no mail ever says what is not so any more: a way in that is too
// old, a date that has passed. What a person composed leaves as it was written.
type catchingUp struct{}

func (catchingUp) Name() string { return "catching up" }

// backFor is how long after it came back Kept is catching up.
const backFor = time.Minute

func (catchingUp) Look(f *Firm) []string {
	var out []string
	for _, h := range f.Handings[f.Handed:] {
		out = append(out, stale(f, h)...)
	}
	down, ok := f.lastDown()
	if !ok || f.Now.After(down.Until.Add(backFor)) {
		return out
	}
	seen := map[[3]string]Handing{}
	for i := len(f.Handings) - 1; i >= 0 && !f.Handings[i].At.Before(down.Until); i-- {
		h := f.Handings[i]
		l := f.Leavings[h.Mail.MessageID]
		if l.NoticeID != "" && !l.MadeAt.Before(down.Until) {
			continue // somebody has written it since
		}
		key := [3]string{h.Mail.To.Addr, h.Mail.Subject, "mail"}
		switch {
		case len(h.Mail.Items) > 0:
			key = [3]string{h.Mail.To.Addr, "", "prompts"}
		case composed(l): // each is a matter of its own
			key[2] = l.EffectKey
		case l.NoticeID == "" && h.Mail.Link != nil: // what somebody is asked about is a matter of its own
			key[2] = h.Mail.Link.URL
		}
		if other, twice := seen[key]; twice && other.Mail.MessageID != h.Mail.MessageID {
			out = append(out, fmt.Sprintf("%s got two mails (%s and %s) after Kept was down until %s: %q at %s and %q at %s", h.Mail.To.Addr, l.EffectKey, f.Leavings[other.Mail.MessageID].EffectKey,
				stamp(down.Until), h.Mail.Subject, stamp(h.At), other.Mail.Subject, stamp(other.At)))
		}
		seen[key] = h
	}
	return out
}

// composed tells whether a person wrote a mail: a telling, of new dates or of anything.
func composed(l store.Leaving) bool {
	return l.NoticeID != "" && (strings.HasPrefix(l.EffectKey, "reset:") || strings.HasPrefix(l.EffectKey, "word:"))
}

// stale tells what is not so any more in a mail that is handed over.
func stale(f *Firm, h Handing) []string {
	l, ok := f.Leavings[h.Mail.MessageID]
	if !ok {
		return nil
	}
	if h.Mail.Code != "" && h.At.After(l.MadeAt.Add(office.LinkFor)) {
		return []string{fmt.Sprintf("mail %s brings %s a way in that ended at %s", l.ID, h.Mail.To.Addr, stamp(l.MadeAt.Add(office.LinkFor)))}
	}
	n, ok := f.Notices[notice.ID(l.NoticeID)]
	if !ok {
		return nil
	}
	var out []string
	for _, id := range f.told[n.ID] {
		p := f.Promises[id]
		for _, t := range p.Tellings {
			if t.NoticeID != string(n.ID) || t.Seq >= len(p.Dates) {
				continue
			}
			// A date that a mail tells of was set when it was written; with the
			// next contact that it kept it is tied as well, and says nothing of it.
			if d := p.Dates[t.Seq]; d.SetAt.Equal(n.QueuedAt) && d.DueAt.Before(h.At) {
				out = append(out, fmt.Sprintf("mail %s tells %s of a date that has passed: %s, due %s", l.ID, h.Mail.To.Addr, p.ID, stamp(d.DueAt)))
			}
		}
	}
	return out
}
