// Package bounce reads what mail systems report about a mail of ours: that it
// failed, is late, arrived, that its reader complains, or that he is away.
//
// The reports of the standards (RFC 3464 in RFC 6522, RFC 5965) say it in
// fields; those of old and odd systems in words, and even the standard ones put
// the reason into words. So there is one way for all: find whom a report is
// about and what was said about him, then name the reason ([Reason]).
//
// A report proves something only where it says that a mail failed: see
// [Report.Failed]. Hard is a failure that will be one tomorrow as well, because
// there is no such mailbox. When in doubt a failure is not hard: a good address
// that nobody writes to any more is the worse error.
//
// Anybody can send a report. That it belongs to a mail of ours is for the
// caller to prove, by the token in the envelope address.
package bounce

import (
	"slices"
	"strings"

	"kept/internal/inbox/kind"
	"kept/internal/inbox/letter"
)

// Kind says what a report is.
type Kind string

// The kinds.
const (
	None      Kind = "none"       // no report about a mail of ours
	Bounce    Kind = "bounce"     // not delivered: failed, or late so far
	Complaint Kind = "complaint"  // its reader, or his provider, complains
	AutoReply Kind = "auto_reply" // an answering machine: it did arrive
	Delivered Kind = "delivered"  // delivered, or handed on
)

// Action is what became of the mail for one recipient (RFC 3464 section 2.3.3).
type Action string

// The actions.
const (
	Failed   Action = "failed"
	Delayed  Action = "delayed" // still being tried: proves nothing
	Arrived  Action = "delivered"
	Relayed  Action = "relayed"  // handed on to a system that will not report: proves nothing more
	Expanded Action = "expanded" // handed on to the many behind the address
)

// Recipient is one that a report is about.
type Recipient struct {
	Address string // as the report writes it, its domain in lower case
	Action  Action // "" in complaints and automatic answers
	Status  string // enhanced status (RFC 3463), "5.1.1"; "" when the report names none
	Code    string // SMTP reply code, "550"; "" when the report names none
	Reason  Reason
	Hard    bool   // there is no such mailbox, and there will be none tomorrow
	Said    string // what was said about this recipient, at most [MaxSaid] bytes
}

// Report is what a mail reports.
type Report struct {
	Kind       Kind
	Hard       bool // one of the recipients is
	Recipients []Recipient
	// Late is whether nothing failed so far: the mail is late for one recipient at
	// least, and Kind is Bounce for want of anything better. Proves nothing.
	Late bool
	// HandedOn is whether nobody reports that the mail arrived: it was relayed or
	// expanded. Kind is Delivered.
	HandedOn bool

	// MessageID is that of the original mail, without angles; "" when the report
	// does not say. EnvID is its envelope id (RFC 3461).
	MessageID, EnvID string
	// Feedback is the type of a complaint: abuse, fraud, not-spam, auth-failure …
	Feedback string
}

// Failed gives the recipients whom the mail did not and will not reach. Only
// these are proof that it is undelivered.
func (r Report) Failed() []Recipient {
	var out []Recipient
	for _, one := range r.Recipients {
		if one.Action == Failed {
			out = append(out, one)
		}
	}
	return out
}

// The limits on one report. What lies beyond them is not read.
const (
	// MaxText is how many bytes of a report's text are read.
	MaxText = 64 << 10
	// MaxLine is how many bytes of a line are read.
	MaxLine = 2 << 10
	// MaxFields is how many bytes of a part with fields are read.
	MaxFields = 256 << 10
	// MaxRecipients is how many recipients a report has.
	MaxRecipients = 1_000
	// MaxSaid is how many bytes of what was said about a recipient are kept.
	MaxSaid = 2 << 10
	// MaxReturned is how many bytes of the mail that came back are looked at.
	MaxReturned = 64 << 10
	// MaxDepth is how often a report is enclosed in another.
	MaxDepth = 2
	// MaxPassedOn is the size of a report that another encloses, in bytes.
	MaxPassedOn = 1 << 20
)

// Read reads a mail as a report. It never fails: what is none is [None].
func Read(l letter.Letter) Report {
	switch class := kind.Of(l).Class; {
	case class == kind.OOO, class == kind.Auto && answers(&l):
		return autoReply(&l)
	case class != kind.DSN:
		return Report{Kind: None}
	}
	return read(&l, 0)
}

func read(l *letter.Letter, depth int) Report {
	r := reader{l: l, original: originalOf(l), depth: depth}
	if !r.ses() && !r.complaint() {
		r.notification()
	}
	return r.report
}

// answers tells whether a machine's mail answers another: it says so, by a field
// or in the subject, or goes out under the empty sender, as RFC 3834 wants of
// answers.
func answers(l *letter.Letter) bool {
	return len(l.InReplyTo) > 0 || kind.IsAnswer(l.Subject) || l.Header.Has("Return-Path") && l.ReturnPath == ""
}

// autoReply is the report that somebody's answering machine gives: the mail was
// there.
func autoReply(l *letter.Letter) Report {
	r := Report{Kind: AutoReply, MessageID: firstOf(l.InReplyTo)}
	if from := mailsOf(l.Header, "From"); len(from) > 0 {
		r.Recipients = []Recipient{{Address: from[0], Reason: Away}}
	}
	return r
}

// reader puts a report together.
type reader struct {
	l        *letter.Letter
	original original
	report   Report
	depth    int  // how many reports it is enclosed in
	byRule   bool // the reporting system turns mail away by its owner's rules
}

// notification reads a report about delivery.
func (r *reader) notification() {
	text := textOf(r.l)
	found := r.fromFields(text)
	if len(found) == 0 && r.passedOn() {
		return
	}
	if len(found) == 0 {
		found = r.fromText(text)
	}
	r.report.MessageID = r.original.id
	if len(found) == 0 {
		r.report.Kind = Bounce // of whom nobody can tell
		return
	}
	r.conclude(found)
}

// passedOn reads a report that another system put into one of its own, which
// itself says nothing about anybody: then the inner one counts.
func (r *reader) passedOn() bool {
	inner := r.original.raw
	if r.depth >= MaxDepth || len(inner) > MaxPassedOn || r.original.header == nil {
		return false
	}
	report := strings.HasPrefix(strings.ToLower(r.original.header.Get("Content-Type")), "multipart/report")
	if !report {
		return false
	}
	l := letter.Read(inner)
	if kind.Of(l).Class != kind.DSN {
		return false
	}
	r.report = read(&l, r.depth+1)
	return true
}

// conclude tells what the report comes to from what became of the recipients.
func (r *reader) conclude(found []Recipient) {
	r.report.Recipients = found
	has := func(actions ...Action) bool {
		return slices.ContainsFunc(found, func(one Recipient) bool { return slices.Contains(actions, one.Action) })
	}
	r.report.Hard = slices.ContainsFunc(found, func(one Recipient) bool { return one.Hard })
	switch {
	case has(Failed):
		r.report.Kind = Bounce
	case has(Delayed):
		r.report.Kind, r.report.Late = Bounce, true
	default:
		r.report.Kind, r.report.HandedOn = Delivered, !has(Arrived)
	}
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
