package checks

import (
	"fmt"
	"strings"

	"kept/internal/office"
)

// sentOnce: nothing leaves twice, unless nobody could know whether it arrived
// and a person sent it again, and then under the same Message-ID; nothing
// leaves to an address that does not exist.
type sentOnce struct {
	took    map[string]string // by Message-ID: what Kept heard when the server took it
	again   map[string]bool   // by notice: a person sent it again since
	effects map[string]string // by effect key: the mail's id
	dead    map[string]bool   // by folded address: its server said that it does not exist
}

func newSentOnce() *sentOnce {
	return &sentOnce{took: map[string]string{}, again: map[string]bool{}, effects: map[string]string{}, dead: map[string]bool{}}
}

func (*sentOnce) Name() string { return "sent once" }

func (s *sentOnce) Look(f *Firm) []string {
	for _, l := range f.New {
		switch l.Act {
		case "sent again":
			s.again[strings.TrimPrefix(l.Object, "notice:")] = true
		case "contact changed":
			clear(s.dead) // an address that was mended is written to again
		}
	}
	var out []string
	for _, h := range f.Handings[f.Handed:] {
		out = append(out, s.handing(f, h)...)
	}
	if !f.Deep {
		return out
	}
	for _, id := range sortedKeys(f.Leavings) {
		l := f.Leavings[id]
		if other, ok := s.effects[l.EffectKey]; ok && other != l.ID {
			out = append(out, fmt.Sprintf("the effect %s was asked for twice, by %s and %s", l.EffectKey, other, l.ID))
		}
		s.effects[l.EffectKey] = l.ID
	}
	return out
}

func (s *sentOnce) handing(f *Firm, h Handing) []string {
	var out []string
	id := h.Mail.MessageID
	l := f.Leavings[id]
	heard, before := s.took[id]
	switch {
	case before && heard == office.Accepted:
		out = append(out, fmt.Sprintf("mail %s (%q) was handed over again after the server had taken it", l.ID, h.Mail.Subject))
	case before && !s.again[l.NoticeID]:
		out = append(out, fmt.Sprintf("mail %s (%q) may have arrived and was handed over again, and nobody had asked for it", l.ID, h.Mail.Subject))
	}
	if h.Took {
		s.took[id] = h.Heard
	}
	if h.Heard != office.Later {
		delete(s.again, l.NoticeID)
	}
	key := strings.ToLower(h.Mail.To.Addr)
	if s.dead[key] {
		out = append(out, fmt.Sprintf("mail %s was handed over to %s, whose server had said that it does not exist", l.ID, h.Mail.To.Addr))
	}
	if h.NoBox && h.Heard == office.Refused && l.NoticeID != "" {
		s.dead[key] = true
	}
	return out
}
