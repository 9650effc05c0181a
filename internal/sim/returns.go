package sim

import (
	"time"

	"kept/conversation"
	"kept/internal/office"
	"kept/internal/outbox"
)

// mostKept is how many mails of ours a contact finds again.
const mostKept = 6

// landed is a mail of ours in a client's mailbox: he has it, his vacation
// responder answers it, and his mail system reports on it, truly or not.
func (b *mailbag) landed(y *year, m outbox.Mail) {
	k := b.face(y, m.To.Addr)
	if k == nil || m.Code != "" {
		return
	}
	k.got = append(k.got, m)
	k.got = k.got[max(0, len(k.got)-mostKept):]
	d := b.back
	soon := y.now.Add(d.between(2*time.Second, 3*time.Minute))
	if y.now.Before(k.away) {
		in := b.write(y, letter{from: outbox.Address{Name: k.name, Addr: k.email}, to: []string{answersAt(d, m)}, subject: "Out of office: " + m.Subject, text: "I am back soon.", answers: []string{m.MessageID}})
		b.posts(y, soon, byMachine(in, "ooo"))
	} else if d.odds(0.01) { // a machine that does not say that it is one
		in := b.write(y, letter{from: outbox.Address{Name: k.name, Addr: k.email}, to: []string{answersAt(d, m)}, subject: "Re: " + m.Subject, text: wordsAbout(y, "Your request was received"), answers: []string{m.MessageID}})
		b.posts(y, soon, in)
	}
	if m.Return != "" {
		b.reports(y, m, d)
	}
}

// answersAt is where an answer to a mail of ours goes.
func answersAt(d dice, m outbox.Mail) string {
	if m.Return != "" && d.odds(0.5) {
		return m.Return
	}
	if m.ReplyTo != nil {
		return m.ReplyTo.Addr
	}
	return m.From.Addr
}

// reports has the reader's mail system say what became of a mail.
func (b *mailbag) reports(y *year, m outbox.Mail, d dice) {
	r := office.Report{Recipients: []string{m.To.Addr}, MID: m.MessageID}
	to, later := m.Return, d.between(5*time.Second, 9*time.Hour)
	switch d.chances(0.87, 0.012, 0.018, 0.04, 0.02, 0.02, 0.01, 0.005, 0.005) {
	case 0:
		return
	case 1:
		r.Kind, r.Hard, r.Answer = "bounce", true, "550 5.1.1 No such user here"
	case 2:
		r.Kind, r.Answer = "bounce", "552 5.2.2 Mailbox full"
	case 3:
		r.Kind, r.Answer = "delivered", "250 2.1.5 Delivered"
	case 4: // put off, and then lost after all
		r.Kind, r.Answer = "delayed", "4.4.1 Not yet delivered"
		late := r
		late.Kind, late.Answer = "bounce", "554 5.4.7 Delivery expired"
		b.report(y, y.now.Add(later+24*time.Hour), to, late, false)
	case 5: // a bounce that speaks of somebody else, without the mail's own address
		r.Kind, r.Answer, r.Recipients, to = "bounce", "550 5.1.1 No such user here", []string{"nobody@street.example"}, b.hello
		b.report(y, y.now.Add(later), to, r, true)
		return
	case 6: // one on a mail that was never ours
		r.Kind, r.Answer, r.MID, to = "bounce", "550 5.1.1 No such user here", "1@mail.example", b.hello
		b.report(y, y.now.Add(later), to, r, true)
		return
	case 7:
		r.Kind, r.Answer = "complaint", "They do not want it"
	case 8:
		r.Kind, r.Answer = "relayed", "250 Passed on"
	}
	b.report(y, y.now.Add(later), to, r, false)
	if d.odds(0.1) { // twice, as reports come
		b.report(y, y.now.Add(later+time.Minute), to, r, false)
	}
}

// report sends a report; forged ones prove nothing.
func (b *mailbag) report(y *year, at time.Time, to string, r office.Report, forged bool) {
	in := b.write(y, letter{from: outbox.Address{Name: "Mail Delivery System", Addr: "mailer-daemon@mx.example"}, to: []string{to}, subject: "Delivery status", text: r.Answer})
	in.Report = &r
	if forged {
		in.Origin = conversation.Unproven
	}
	in = byMachine(in, "dsn")
	b.posts(y, at, in)
	if r.Kind == "bounce" && !forged {
		b.posted.Bounced(r.MID)
	}
}
