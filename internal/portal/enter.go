package portal

import (
	"strings"

	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/portal/page"
	"kept/internal/ui"
	"kept/member"
)

func (s *Site) slowDown(v *visit, email string) error {
	if s.tries.Allow("from "+door.Caller(v.r), v.now) && s.tries.Allow("for "+strings.ToLower(email), v.now) {
		return nil
	}
	return fault.New(fault.Busy, "That was tried too often. Please wait a few minutes, then try again.")
}

// ask asks for the address to which a link is mailed.
func (s *Site) ask(v *visit) error {
	return v.show(s.askForm(v))
}

func (s *Site) askForm(v *visit) page.Ask {
	firm := s.firm(v)
	p := page.Ask{
		Frame: v.frame(v.say("Open your page"), firm), Heading: v.say("Your page"), Form: ui.Form{Action: "/p/enter"},
		Lead:   v.say("Type your e-mail address. We send you a link that opens your page; no password is needed."),
		Email:  ui.Field{Name: "email", Label: v.say("E-mail"), Type: "email", Autocomplete: "email", Required: true, MaxLength: 254, Focus: true},
		Button: v.say("Send me the link"), Code: ui.Link{Text: v.say("I have a code already"), URL: "/p/code"},
	}
	p.Door = true
	if firm.Name != "" {
		p.Heading = v.say("Your page at {firm}", "firm", firm.Name)
	}
	return p
}

// mail sends the link, if the address is known, and asks for its code. It
// answers the same whether it is or not.
func (s *Site) mail(v *visit) error {
	email := strings.TrimSpace(v.r.FormValue("email"))
	var k fault.Check
	if member.CheckEmail(&k, "email", email); k.Err() != nil {
		f, _ := fault.As(k.Err())
		p := s.askForm(v)
		p.Email.Value, p.Email.Error = email, v.complaint(f.Fields["email"])
		return v.again(p)
	}
	if err := s.slowDown(v, email); err != nil {
		return err
	}
	if err := s.o.Access.MailLink(v.r.Context(), email, true); err != nil {
		return err
	}
	p := s.codeForm(v, email)
	p.Lead = v.say("We have sent it, if we know {email}. Open its link, or type its six digits here.", "email", email)
	return v.show(p)
}

func (s *Site) codePage(v *visit) error { return v.show(s.codeForm(v, "")) }

func (s *Site) codeForm(v *visit, email string) page.EnterCode {
	p := page.EnterCode{
		Frame: v.frame(v.say("Enter the code"), s.firm(v)), Heading: v.say("Look into your mail"), Lead: v.say("Type the six digits of the mail that we sent you."),
		Form:   ui.Form{Action: "/p/code"},
		Email:  ui.Field{Name: "email", Label: v.say("E-mail"), Type: "email", Autocomplete: "email", Required: true, MaxLength: 254, Value: email},
		Code:   ui.Field{Name: "code", Label: v.say("Six digits"), InputMode: "numeric", Autocomplete: "one-time-code", MaxLength: 7, Required: true},
		Button: v.say("Open my page"), Help: v.say("Nothing there? Look among the unwanted mails, or ask for another one."), Again: ui.Link{Text: v.say("Send another mail"), URL: "/p/enter"},
	}
	if email != "" {
		p.Email.Type = "hidden"
	}
	return p
}

// code signs in by the six digits of a mail.
func (s *Site) code(v *visit) error {
	email, code := strings.TrimSpace(v.r.FormValue("email")), strings.ReplaceAll(v.r.FormValue("code"), " ", "")
	if err := s.slowDown(v, email); err != nil {
		return err
	}
	e, err := s.o.Access.UseCode(v.r.Context(), email, code, v.r.UserAgent(), true)
	if f, ok := fault.As(err); ok && f.Kind == fault.Invalid {
		p := s.codeForm(v, email)
		p.Code.Error = v.complaint(f.Fields["code"])
		return v.again(p)
	}
	if err != nil {
		return err
	}
	return arrive(v, e)
}

// confirm is where a mailed link leads. It uses nothing up.
func (s *Site) confirm(v *visit) error {
	pass, err := s.o.Access.Knock(v.r.Context(), v.r.PathValue("secret"))
	if fault.KindOf(err) == fault.NotFound || (err == nil && pass.ContactID == "") {
		return v.again(s.dead(v))
	}
	if err != nil {
		return err
	}
	return v.show(page.Confirm{
		Frame: v.frame(v.say("Open your page"), s.firm(v)), Heading: v.say("Open your page?"), Form: ui.Form{Action: v.r.URL.Path},
		Lead: v.say("This opens the page that belongs to {email} on this device.", "email", pass.EmailKey), Button: v.say("Yes, open my page"),
		Remember: v.say("This device is remembered for half a year. You can end that at any time under “Your devices”."),
		NotMe:    v.say("If this is not your address, just close this page: nothing happens."),
	})
}

func (s *Site) dead(v *visit) page.DeadLink {
	return page.DeadLink{
		Frame: v.frame(v.say("This link is over"), s.firm(v)), Heading: v.say("This link has been used, or it is too old."),
		Lead: v.say("Each link opens your page once, within half an hour. A new one is a minute away."), Form: ui.Form{Action: "/p/enter"},
		Email:  ui.Field{Name: "email", Label: v.say("E-mail"), Type: "email", Autocomplete: "email", Required: true, MaxLength: 254},
		Button: v.say("Send me a new one"), Code: ui.Link{Text: v.say("I have a code already"), URL: "/p/code"},
	}
}

// enter signs in by a mailed link, once.
func (s *Site) enter(v *visit) error {
	if err := s.slowDown(v, "link"); err != nil {
		return err
	}
	e, err := s.o.Access.UseLink(v.r.Context(), v.r.PathValue("secret"), v.r.UserAgent())
	if k := fault.KindOf(err); k == fault.NotFound || k == fault.Conflict {
		return v.again(s.dead(v))
	}
	if err != nil {
		return err
	}
	return arrive(v, e)
}

// out signs out.
func (s *Site) out(v *visit) error {
	if err := s.o.Access.Leave(v.r.Context(), v.guest); err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	s.cookies.SignOut(v.w)
	return v.show(page.SignedOut{
		Frame: v.frame(v.say("Signed out"), s.firm(v)), Heading: v.say("You are signed out."), Lead: v.say("This device no longer opens your page."),
		Again: ui.Link{Text: v.say("Open it again"), URL: "/p/enter"},
	})
}
