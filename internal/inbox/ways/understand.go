// Package ways leads what comes in to the office: it reads a mail, whichever
// way it came, and hands over what it understood; it keeps watch over the
// mailboxes that are fetched, answers webhooks, and opens the SMTP entrance.
package ways

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"kept/chase"
	"kept/conversation"
	"kept/internal/inbox"
	"kept/internal/inbox/bounce"
	"kept/internal/inbox/kind"
	"kept/internal/inbox/letter"
	"kept/internal/inbox/origin"
	"kept/internal/inbox/quote"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/tongue"
)

// Limits of what is kept of a mail besides the mail itself.
const (
	maxWritten = 100_000 // characters that were newly written
	maxRest    = 400_000 // characters of quotes and signature
	maxHTML    = 1 << 20 // bytes of HTML
	maxFiles   = 200
)

// Understand reads a mail. authServer is the name under which the server that
// received it states whether senders are proven; "" = its statements are not used.
func Understand(m inbox.Arrived, authServer string) office.Incoming {
	l := letter.Read(m.Raw)
	in := office.Incoming{
		Raw: m.Raw, SHA256: sum(m.Raw), Way: string(m.Way), At: m.At, Subject: conversation.CleanSubject(plain(l.Subject)),
		MID: cut(plain(l.MessageID), maxID), Origin: m.Origin, Quarantine: l.Quarantine, Notes: notes(l.Notes), Zone: zoneOf(l),
	}
	if in.Quarantine == "" {
		in.Quarantine = m.Lacking
	}
	if who, ok := writer(l); ok {
		in.Sender = outbox.Address{Name: cut(plain(who.Name), 200), Addr: plain(who.Mail)}
	}
	in.Recipients = recipients(m, l)
	in.References = references(l)
	parts := quote.Text(l.Text)
	if l.Text == "" {
		parts = quote.HTML(l.SentHTML)
	}
	in.Text, in.Rest = cut(plain(parts.Shown()), maxWritten), cut(plain(folded(parts)), maxRest)
	if len(l.HTML.HTML) <= maxHTML {
		in.HTML = plain(l.HTML.HTML)
	}
	in.AsksStatus = chase.Asks(parts.Visible).Yes()
	if code, sure := tongue.Of(parts.Visible); sure {
		in.Language = code
	}
	if in.Origin == conversation.Unknown {
		in.Origin, _ = origin.FromServer(l, authServer)
	}
	of := kind.Of(l)
	in.Class = string(of.Class)
	if of.ByForm {
		who := l.ReplyTo[0]
		in.Sender = outbox.Address{Name: cut(plain(who.Name), 200), Addr: plain(who.Mail)}
		if in.Origin != conversation.Forged {
			in.Origin = conversation.Unproven
		}
	}
	if of.MustNotAnswer {
		if in.MustNotAnswer = of.Why; in.MustNotAnswer == "" {
			in.MustNotAnswer = "It asks not to be answered by a machine."
		}
	}
	if of.Class == kind.DSN {
		in.Report = report(l)
	}
	in.Files = files(l)
	in.Key = key(l, in)
	return in
}

// maxID is the longest Message-ID that is kept, in bytes; longer ones are
// nobody's to answer to.
const maxID = 900

// writer is who wrote a mail: its first From address, else its Sender.
func writer(l letter.Letter) (letter.Address, bool) {
	for _, all := range [][]letter.Address{l.From, l.Sender} {
		for _, a := range all {
			if a.Mail != "" {
				return a, true
			}
		}
	}
	return letter.Address{}, false
}

// recipients are those of the envelope, then those that the mail names.
func recipients(m inbox.Arrived, l letter.Letter) []string {
	var out []string
	for _, a := range m.To {
		out = append(out, plain(a))
	}
	for _, all := range [][]letter.Address{l.To, l.Cc} {
		for _, a := range all {
			if a.Mail != "" && len(out) < letter.MaxAddresses {
				out = append(out, plain(a.Mail))
			}
		}
	}
	return out
}

// references lists what a mail answers, the nearest first.
func references(l letter.Letter) []string {
	out := append([]string(nil), l.InReplyTo...)
	for i := len(l.References) - 1; i >= 0; i-- {
		out = append(out, l.References[i])
	}
	seen := map[string]bool{}
	kept := out[:0]
	for _, id := range out {
		id = plain(id)
		if id != "" && len(id) <= maxID && !seen[id] {
			seen[id] = true
			kept = append(kept, id)
		}
	}
	return kept
}

// folded is what is not shown at once.
func folded(p quote.Parts) string {
	var b strings.Builder
	for _, x := range p.Pieces {
		if x.Kind == quote.Quoted || x.Kind == quote.Signature {
			b.WriteString(x.Text)
			b.WriteString("\n")
		}
	}
	return strings.TrimSpace(b.String())
}

func report(l letter.Letter) *office.Report {
	r := bounce.Read(l)
	out := &office.Report{MID: plain(r.MessageID), Hard: r.Hard}
	switch {
	case r.Kind == bounce.Bounce && r.Late:
		out.Kind = "delayed"
	case r.Kind == bounce.Bounce:
		out.Kind = "bounce"
	case r.Kind == bounce.Delivered && r.HandedOn:
		out.Kind = "relayed"
	case r.Kind == bounce.Delivered:
		out.Kind = "delivered"
	case r.Kind == bounce.Complaint && r.Feedback != "not-spam":
		out.Kind = "complaint"
	default:
		return nil
	}
	of := r.Recipients
	if out.Kind == "bounce" {
		if of = r.Failed(); len(of) == 0 {
			return nil // it proves nothing
		}
	}
	for _, x := range of {
		out.Recipients = append(out.Recipients, plain(x.Address))
		if out.Answer == "" {
			out.Answer = cut(conversation.CleanSubject(plain(strings.TrimSpace(x.Code+" "+x.Status+" "+x.Said))), 400)
		}
	}
	return out
}

func files(l letter.Letter) []office.File {
	var out []office.File
	for i, a := range l.Attachments {
		if i == maxFiles {
			break
		}
		name := cut(plain(a.Name), 200)
		if name == "" {
			name = fmt.Sprintf("file %d", i+1)
		}
		out = append(out, office.File{Name: name, MediaType: cut(plain(a.Type), 200), SHA256: sum(a.Content), Bytes: a.Content, ContentID: cut(plain(a.ContentID), 500)})
	}
	return out
}

func notes(all []string) string { return cut(plain(strings.Join(all, " ")), 1000) }

// key is the same for the same mail, by whatever way it came: who brings it may
// add fields, but does not change what it says.
func key(l letter.Letter, in office.Incoming) string {
	h := sha256.New()
	for _, s := range []string{in.MID, in.Sender.Addr, in.Subject, l.Header.Get("Date"), strings.Join(strings.Fields(l.Reading()), " ")} {
		fmt.Fprintf(h, "%d %s\n", len(s), s)
	}
	for _, f := range in.Files {
		fmt.Fprintln(h, f.SHA256)
	}
	if in.Quarantine != "" || in.MID == "" && in.Sender.Addr == "" {
		fmt.Fprintln(h, in.SHA256) // of what could not be read nothing else is sure
	}
	return hex.EncodeToString(h.Sum(nil))
}

// zoneOf is the zone that the sender's clock stands in, by its offset; nil = it
// is not known. UTC says nothing: many machines write it.
func zoneOf(l letter.Letter) *time.Location {
	at, err := mail.ParseDate(l.Header.Get("Date"))
	if err != nil {
		return nil
	}
	_, off := at.Zone()
	if off == 0 || off < -14*3600 || off > 14*3600 {
		return nil
	}
	sign, abs := "+", off
	if off < 0 {
		sign, abs = "-", -off
	}
	return time.FixedZone(fmt.Sprintf("UTC%s%02d:%02d", sign, abs/3600, abs%3600/60), off)
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// plain is text that every database takes: UTF-8 without NUL.
func plain(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// cut keeps at most n characters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
