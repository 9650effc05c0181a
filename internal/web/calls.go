package web

import (
	"context"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/reply"
	"kept/worktime"
)

// waitingCalls shows who waits for a call, and the last ones who got one.
func waitingCalls(v *visit) error {
	waits, err := v.o.Calls.Waits(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	s := v.firm.Standards
	p := page.Calls{
		Desk: v.frame(v.say("Waiting calls"), page.InCalls), Log: page.CallsURL + "/new",
		Standard: v.say("Calls are returned within {call} and mails answered within {mail}, in our working time.", "call", worktime.InWords(s.Call), "mail", worktime.InWords(s.Mail)),
	}
	for _, w := range waits.Waiting {
		p.Waiting = append(p.Waiting, waitingCall(v, w))
	}
	for _, w := range waits.Answered {
		p.Answered = append(p.Answered, waitingCall(v, w))
	}
	return v.show(p)
}

// waitingCall builds one wait as its reader sees it.
func waitingCall(v *visit, w office.Wait) page.WaitingCall {
	c := page.WaitingCall{
		Who: w.Contact.Name, Client: uiClient(w.ClientID, w.ClientName, w.Colour, ""), URL: "/clients/" + w.ClientID, Channel: v.say("called {when}"),
		Since: v.moment(w.StartedAt, w.Calendar), AnswerBy: v.moment(w.DueAt, w.Calendar), Text: w.About, Phone: w.Contact.Phone, Owner: v.colleague(w.MemberID),
	}
	if !w.StoppedAt.IsZero() {
		c.Took, c.InTime = v.took(w.Waited, w.Standard.For, w.Within()), w.Within()
		c.Owner = v.colleague(w.StoppedBy)
		return c
	}
	c.AnswerBy.Why = []string{w.Standard.Say(worktime.Words{Start: "received", Amount: "standard", Who: "we"})}
	c.Late = v.now.After(w.DueAt)
	if w.ConversationID != "" {
		c.URL, c.Channel = "/conversations/"+w.ConversationID, waitedBy(v, w.Channel)
	}
	if w.ConversationID != "" && w.Channel != reply.Call {
		c.Acts = []page.Act{{Label: v.say("Answer"), Icon: "told", Main: true, URL: answerURL(w.ConversationID, page.CallsURL)}}
		return c
	}
	c.Acts = []page.Act{{Label: v.say("I called back"), Icon: "call", Main: true, URL: page.CallsURL + "/new?direction=out&client=" + w.ClientID + "&contact=" + w.ContactID}}
	return c
}

// waitedBy says how somebody made known that he waits.
func waitedBy(v *visit, c reply.Channel) string {
	switch c {
	case reply.Mail:
		return v.say("wrote {when}")
	case reply.Portal:
		return v.say("wrote on their page {when}")
	case reply.SMS:
		return v.say("sent a text message {when}")
	}
	return v.say("called {when}")
}

// callToLog shows the form that logs a call or a meeting: of one client, or
// after a choice among all.
func callToLog(v *visit) error {
	q := v.r.URL.Query()
	f, _, err := callForm(v, client.ID(q.Get("client")))
	if err != nil {
		return err
	}
	f.Contact.Options = ui.Choose(f.Contact.Options, q.Get("contact"))
	if d := q.Get("direction"); d != "" {
		f.Direction.Options = ui.Choose(f.Direction.Options, d)
	}
	return v.show(f)
}

// maxChoices is how many clients a form offers for choosing.
const maxChoices = 500

// callForm builds the form. Without a client it asks for one first, by a page
// of its own: its contacts depend on it.
func callForm(v *visit, of client.ID) (page.CallForm, office.ClientView, error) {
	f := page.NewCallForm(v.frame(v.say("Log a call"), page.InCalls), "")
	var b office.ClientView
	if of == "" {
		names, err := v.o.Clients.Names(v.r.Context(), v.who, maxChoices)
		if err != nil {
			return f, b, err
		}
		f.Pick = page.CallsURL + "/new"
		f.Client.Options = append(f.Client.Options, ui.Option{Label: v.say("Choose a client")})
		for _, n := range names {
			f.Client.Options = append(f.Client.Options, ui.Option{Value: string(n.ID), Label: n.Name})
		}
		return f, b, nil
	}
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, of)
	if err != nil {
		return f, b, err
	}
	f.Of = uiClient(string(of), b.Client.Name, b.Client.Colour, b.Client.LogoID)
	f.Desk.Crumbs = clientCrumbs(v, b.Client)
	q := v.r.URL.Query()
	f.Form = ui.Form{Action: with("/clients/"+string(of)+"/calls", nil, "conversation", q.Get("conversation")), Once: newOnce(), Back: callInTalk(q, "/clients/"+string(of))}
	f.At.Typed.Get, f.At.Typed.Label, f.At.Typed.Placeholder, f.Next.Typed.Get = echoOf("at", ""), v.say("Empty is just now"), v.say("today 10:15, Fri 4pm"), echoOf("next", of)
	f.Contact.Options = contactOptions(b.Contacts, "")
	offer(v.voice(), &f.Next, b.Calendar, v.now)
	usual := client.NextContact(b.Calendar, v.now)
	f.Next.Chips.Options = append([]ui.Option{{Label: v.say("as usual"), Value: "", Hint: v.usually(usual, b.Calendar), Selected: true}}, f.Next.Chips.Options...)
	f.About.Options = projectOptions(v, b)
	f.Answering.Options = memberOptions(v, b.Client.OwnerID)
	return f, b, nil
}

// projectOptions offers the open projects of a client.
func projectOptions(v *visit, b office.ClientView) []ui.Option {
	out := []ui.Option{{Label: v.say("Nothing in particular")}}
	for _, p := range b.Projects {
		if p.Open() {
			out = append(out, ui.Option{Value: string(p.ID), Label: p.Name, Selected: string(p.ID) == v.r.URL.Query().Get("project")})
		}
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// logCall notes a call or a meeting.
func logCall(v *visit) error {
	if err := parseForm(v, "text"); err != nil {
		return err
	}
	f, b, err := callForm(v, client.ID(v.r.PathValue("client")))
	if err != nil {
		return err
	}
	in, err := sentCall(v, &f, b)
	if err == nil {
		err = confirmed(f.At, f.Next)
	}
	var to string
	if err == nil {
		to, err = once(v, func(ctx context.Context) (string, error) {
			_, err := v.o.Calls.Log(ctx, v.who, in)
			return callInTalk(v.r.URL.Query(), "/clients/"+string(b.Client.ID)), err
		})
	}
	if err != nil {
		if err := v.complain(err, &f.Form, f.Fields()...); err != nil {
			return err
		}
		return v.again(f)
	}
	v.leave(loggedWord(v, in))
	return v.go303(to)
}

func loggedWord(v *visit, in office.Call) string {
	switch {
	case in.Reached:
		return v.say("Written down. They know when they hear from us next.")
	case in.Incoming:
		return v.say("Written down. The clock runs until somebody calls back.")
	}
	return v.say("Written down. They do not know anything yet.")
}

// sentCall reads the form.
func sentCall(v *visit, f *page.CallForm, b office.ClientView) (office.Call, error) {
	form := v.r.PostForm
	in := office.Call{
		Client: b.Client.ID, Contact: client.ContactID(form.Get("contact")), Project: form.Get("project"), Channel: notice.Channel(form.Get("channel")), Text: form.Get("text"),
		Answering: member.ID(form.Get("answering")), Conversation: conversation.ID(v.r.URL.Query().Get("conversation")),
	}
	var k fault.Check
	switch form.Get("direction") {
	case "missed":
		in.Incoming = true
	case "in":
		in.Incoming, in.Reached = true, true
	case "out":
		in.Reached = true
	case "tried":
	default:
		k.Want(false, "direction", "Say how it went.")
	}
	at, atErr := dateOf(form, &f.At, v.cal, v.now)
	if atErr == nil && !at.Day.IsZero() {
		atErr = fault.Field("at", "Say the time too, as in “today 10:15”.")
	}
	in.At = at.At
	var nextErr error
	if in.Reached {
		in.Next, nextErr = dateOf(form, &f.Next, b.Calendar, v.now)
	}
	return in, gather(k.Err(), atErr, nextErr, usualNext(in.Next, b.Calendar, v))
}

// usualNext refuses a next contact that lies in the past.
func usualNext(w promise.When, cal *worktime.Calendar, v *visit) error {
	var k fault.Check
	if w != (promise.When{}) {
		promise.CheckWhen(&k, "next", w, cal, v.now)
	}
	return k.Err()
}
