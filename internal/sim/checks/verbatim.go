package checks

import (
	"fmt"

	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/notice"
)

// verbatim: what is recorded as told is what was sent, word for word, to the
// address that is recorded.
type verbatim struct {
	took map[string]bool // the notices that the server has, and Kept heard so
}

func (*verbatim) Name() string { return "word for word" }

func (v *verbatim) Look(f *Firm) []string {
	var out []string
	for _, h := range f.Handings[f.Handed:] {
		l, ok := f.Leavings[h.Mail.MessageID]
		if !ok {
			out = append(out, fmt.Sprintf("a mail to %s (%q) left that the outbox does not know", h.Mail.To.Addr, h.Mail.Subject))
			continue
		}
		if l.NoticeID == "" {
			continue
		}
		n, ok := f.Notices[notice.ID(l.NoticeID)]
		switch {
		case !ok && f.Deep:
			out = append(out, fmt.Sprintf("the notice of mail %s is not there", l.ID))
		case ok && n.Text != h.Record:
			out = append(out, fmt.Sprintf("notice %s says %q and the server was handed %q", n.ID, n.Text, h.Record))
		case ok && (n.Address != h.Mail.To.Addr || n.Subject != h.Mail.Subject):
			out = append(out, fmt.Sprintf("notice %s is recorded as %q to %s and went as %q to %s", n.ID, n.Subject, n.Address, h.Mail.Subject, h.Mail.To.Addr))
		}
	}
	return append(out, v.unproven(f)...)
}

// unproven finds notices that count as accepted and that the server never had.
func (v *verbatim) unproven(f *Firm) []string {
	if v.took == nil {
		v.took = map[string]bool{}
	}
	for _, h := range f.Handings[f.Handed:] {
		if l, ok := f.Leavings[h.Mail.MessageID]; ok && h.Took && h.Heard == office.Accepted {
			v.took[l.NoticeID] = true
		}
	}
	var out []string
	for _, key := range f.letters() {
		n := f.Notices[key]
		if n.Channel == notice.Mail && arrived(n) && !v.took[string(n.ID)] {
			out = append(out, fmt.Sprintf("notice %s counts as accepted, and the server never took it", n.ID))
		}
	}
	return out
}

func readMail(l store.Leaving) (outbox.Mail, error) { return outbox.ReadMail(l.Mail) }
