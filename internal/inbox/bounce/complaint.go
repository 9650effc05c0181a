package bounce

import (
	"strings"

	"kept/internal/inbox/letter"
)

// complaint reads a complaint (RFC 5965); false when the mail is none. About
// whom it is says the report, else the mail that is enclosed.
func (r *reader) complaint() bool {
	var to []string
	found := strings.EqualFold(r.l.Root.Params["report-type"], "feedback-report") ||
		strings.HasPrefix(fold(r.l.Subject), "complaint about message from ") || r.l.Header.Has("X-ARF") || r.l.Header.Has("X-XARF") || spamCop(r.l.From)
	for _, e := range r.l.Enclosed {
		if e.Type != "message/feedback-report" {
			continue
		}
		found = true
		h := letter.HeaderOf(e.Raw[:min(len(e.Raw), MaxFields)])
		r.report.Feedback = or(r.report.Feedback, strings.ToLower(h.Text("Feedback-Type")))
		r.report.EnvID = or(r.report.EnvID, h.Text("Original-Envelope-Id"))
		for _, name := range [...]string{"Original-Rcpt-To", "Final-Recipient", "Removal-Recipient", "Redacted-Address"} {
			for v := range h.All(name) {
				if a := bareAddress(afterKind(v)); strings.Contains(a, "@") {
					to = append(to, a)
				}
			}
		}
	}
	if !found {
		return false
	}
	r.report.Kind, r.report.MessageID = Complaint, r.original.id
	if len(to) == 0 && r.original.header != nil {
		to = mailsOf(r.original.header, "X-HmXmrOriginalRecipient", "X-Original-To", "Delivered-To")
	}
	if len(to) == 0 {
		to = r.original.to
	}
	for _, address := range unique(to) {
		r.report.Recipients = append(r.report.Recipients, Recipient{Address: address, Reason: Abuse})
	}
	return true
}

// spamCop tells whether a complaint was sent through SpamCop, which has a form
// of its own.
func spamCop(from []letter.Address) bool {
	return len(from) > 0 && strings.HasSuffix(strings.ToLower(from[0].Mail), "@reports.spamcop.net")
}

// afterKind is an address field without the kind of address in front of it.
func afterKind(v string) string {
	if of, address, found := strings.Cut(v, ";"); found && len(of) < maxCodeKind {
		return address
	}
	return v
}
