// Package kind tells whether a person wrote a mail or a machine did, and
// whether a machine may answer it.
//
// Two errors are possible and they do not weigh the same. A machine that answers
// a machine may never stop: so one sign that a mail was sent by itself is enough
// to keep Kept silent. A client's words that count as a machine's are unheard:
// so the class is [Human] until a sign of the standards or of the mail programs
// says otherwise. Where only the wording hints at a machine, the mail stays a
// person's, and no machine answers it.
//
// The signs are, in the order in which they are looked at: reports about mail
// (RFC 3464, 5965, 6522, 8098 and what old systems send), invitations (RFC
// 6047), what a mail says of itself (RFC 3834), its sender, what it is called,
// lists (RFC 2369, 2919, 8058), the empty envelope, the wording.
package kind

import (
	"strings"

	"kept/internal/inbox/letter"
	"kept/internal/inbox/quote"
)

// Class says who or what wrote a mail.
type Class string

// The classes.
const (
	Human    Class = "human"
	OOO      Class = "ooo"      // a machine in the name of a person: out of office, vacation, "we have your mail"
	Auto     Class = "auto"     // a machine in its own name
	Bulk     Class = "bulk"     // a list, a newsletter
	DSN      Class = "dsn"      // a report about a mail of ours: delivery, complaint
	Calendar Class = "calendar" // an invitation, or the answer to one
)

// Kind is what a mail is.
type Kind struct {
	Class Class
	// MustNotAnswer is whether no machine may answer. It holds for all but
	// people's mails, and for those that ask not to be answered by a machine.
	MustNotAnswer bool
	Why           string // a sentence for a person; "" for an ordinary mail of a person
	ByForm        bool   // a website sent it for the person whom Reply-To names
}

// The limits on what is read for the wording. Machines come to the point.
const (
	// MaxText is how many bytes of the plain text are read.
	MaxText = 8 << 10
	// MaxHTML is how many bytes of the HTML are read where there is no text.
	MaxHTML = 64 << 10
	// MaxSubject is how many bytes of the subject are read.
	MaxSubject = 1 << 10
	// maxOpening is how far into what was newly written a notice of absence
	// says so, after a greeting and thanks.
	maxOpening = 300
)

// Of tells what a mail is.
func Of(l letter.Letter) Kind {
	m := mail{Letter: &l, subject: subjectOf(&l)}
	for _, sign := range [...]func(*mail) Kind{
		(*mail).report, (*mail).daemon, (*mail).meeting, (*mail).saysSo, (*mail).system,
		(*mail).sender, (*mail).named, (*mail).list, (*mail).empty, (*mail).worded,
	} {
		if k := sign(&m); k.Class != "" {
			return k
		}
	}
	return Kind{Class: Human}
}

// mail is a letter being looked at.
type mail struct {
	*letter.Letter
	subject string // folded
	body    string // what was newly written, folded, see wording
	read    bool   // body is there
}

// silent is a kind that no machine answers.
func silent(c Class, why string) Kind { return Kind{Class: c, MustNotAnswer: true, Why: why} }

// subjectOf is the subject for comparing, without what gateways put in front:
// "[EXTERNAL] Automatic reply".
func subjectOf(l *letter.Letter) string {
	s := fold(first(l.Subject, MaxSubject))
	for strings.HasPrefix(s, "[") {
		_, after, found := strings.Cut(s, "]")
		if !found {
			break
		}
		s = strings.TrimSpace(after)
	}
	return s
}

// wording is what was newly written, folded.
func (m *mail) wording() string {
	if !m.read {
		m.read = true
		if m.Text != "" {
			m.body = foldParagraphs(quote.Text(first(m.Text, MaxText)).Visible)
		} else {
			m.body = foldParagraphs(first(quote.HTML(first(m.SentHTML, MaxHTML)).Visible, MaxText))
		}
	}
	return m.body
}

// first is the beginning of a text, at most n bytes of it.
func first(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// fold makes a text comparable: in lower case, white space as one blank, plain
// apostrophes and hyphens, without marks that cannot be seen.
func fold(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 || r == '`' }) >= 0 {
		s = folder.Replace(s)
	}
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// foldParagraphs folds a text, a line for each of its paragraphs.
func foldParagraphs(s string) string {
	var out []string
	for p := range strings.SplitSeq(strings.ReplaceAll(s, "\r", ""), "\n\n") {
		if p = fold(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n")
}

var folder = strings.NewReplacer(
	"’", "'", "‘", "'", "´", "'", "`", "'", "‐", "-", "‑", "-", "–", "-", "—", "-", "：", ":",
	"\u200b", "", "\u200e", "", "\u200f", "", "\ufeff", "", "\u00ad", "", "\u00a0", " ",
)
