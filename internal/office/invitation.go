package office

import (
	"kept/internal/outbox"
	"kept/member"
)

// invitation is the mail that asks a member in. He has chosen no language yet:
// it is in that of whoever invites him.
func invitation(a *act, m member.Member, secret string) outbox.Mail {
	inviter, _ := a.book.member(a.who.Member)
	v := memberVoice(inviter)
	firm := a.book.firm.Name
	return outbox.Mail{
		To: outbox.Address{Name: m.Name, Addr: m.Email}, From: outbox.Address{Name: firm}, Auto: true, Language: v.Code(),
		Subject: v.Say("{who} invites you to {firm}", "who", a.myName(), "firm", firm), Greeting: v.Say("Hello {name},", "name", m.Name),
		Lead: v.Say("{who} has made a place for you at {firm}, where promises to clients are kept. The link works once, for a week.", "who", a.myName(), "firm", firm),
		Link: &outbox.Link{Label: v.Say("Come in"), URL: a.URL + "/sign-in/" + secret},
	}
}
