package web

import (
	"strconv"

	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

func senderOf(v *visit, r store.Arrival) string {
	if r.Sender == "" {
		return v.say("It does not say who sent it")
	}
	return r.Sender
}

// mailURL is what the addresses of the acts on a mail begin with.
func mailURL(r store.Arrival) string { return page.TriageURL + "/mails/" + r.ID }

// heldMark names the state of a mail that waits.
func heldMark(v *visit, state string) string {
	if state == office.Quarantined {
		return v.say("Quarantine")
	}
	return v.say("Held")
}

// arrivalPage shows a mail that came in, as far as it can be read.
func arrivalPage(v *visit) error {
	p, _, err := openArrival(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

// arrived is a mail that came in, with what can be read of it.
type arrived struct {
	store.Arrival
	in office.Incoming
}

// openArrival builds the page of a mail.
func openArrival(v *visit) (page.Arrival, arrived, error) {
	r, raw, err := v.o.Triage.One(v.r.Context(), v.who, v.r.PathValue("arrival"))
	if err != nil {
		return page.Arrival{}, arrived{}, err
	}
	x := arrived{r, understand(v, r, raw)}
	p := page.Arrival{Desk: v.frame(v.subject(r.Subject), page.InTriage), Heading: v.subject(r.Subject), Why: v.voice().Refusal(r.Why), RawURL: mailURL(r) + "/mail.eml", Text: x.in.Text, Rest: x.in.Rest}
	p.Desk.Crumbs = []ui.Link{{Text: v.say("Triage"), URL: page.TriageURL}}
	p.Desk.Narrow = true
	p.Facts = []page.Fact{{Name: v.say("From"), Value: senderOf(v, r)}, {Name: v.say("To"), Value: r.Recipient}, {Name: v.say("Came"), When: v.moment(r.At, nil)}}
	if p.None = v.say("There is no text in it."); x.in.HTML != "" {
		p.None = v.say("Its text is there only with its layout. Open the mail as it came, or file it: then it is shown safely.")
	}
	for _, f := range x.in.Files {
		p.Files = append(p.Files, page.Fact{Name: f.Name, Value: v.sizeWord(int64(len(f.Bytes)))})
	}
	if !r.SettledAt.IsZero() {
		return p, x, settledArrival(v, r, &p)
	}
	p.Mark = heldMark(v, r.State)
	if !mayDo(v, member.TellClient) {
		return p, x, nil
	}
	p.Drop = &page.Act{Label: v.say("It is nothing"), Post: mailURL(r) + "/end"}
	p.File, err = fileForm(v, x)
	return p, x, err
}

// understand reads a mail anew, and puts beside it what was known when it came.
func understand(v *visit, r store.Arrival, raw []byte) office.Incoming {
	var in office.Incoming
	if v.Read != nil {
		in = v.Read(raw)
	}
	in.Way, in.Mailbox, in.Origin, in.Key = r.Way, r.MailboxID, r.Origin, r.Key
	return in
}

func fileForm(v *visit, x arrived) (*page.ActForm, error) {
	first := ui.Option{Label: v.say("Whoever sent it"), Hint: v.say("A name, an address or a client. Empty: whoever sent it.")}
	if x.in.Sender.Addr != "" {
		first.Label = v.say("Whoever has the address {address}", "address", x.in.Sender.Addr)
		first.Hint = v.say("A name, an address or a client. Empty: whoever has the address {address}.", "address", x.in.Sender.Addr)
	}
	ask, err := contactAsk(v, first)
	return &page.ActForm{
		Form: ui.Form{Action: mailURL(x.Arrival)}, ID: "file", Submit: v.say("File it"), Fields: []page.Ask{ask},
		Lead: v.say("You say by it that the mail is genuine. It enters a conversation, and whoever waits for an answer waits from when it came."),
	}, err
}

// settledArrival says what became of a mail.
func settledArrival(v *visit, r store.Arrival, p *page.Arrival) error {
	who := v.team.Name(member.ID(r.SettledBy))
	if who == "" {
		who = "Kept"
	}
	p.Settled = v.say("{who} decided: it is nothing.", "who", who)
	if r.State == office.Dropped {
		return nil
	}
	p.Settled = v.voice().Refusal(r.Why)
	if r.MessageID == "" {
		return nil
	}
	m, err := v.o.Conversations.Message(v.r.Context(), v.who, r.MessageID)
	if err == nil && m.ConversationID != "" {
		p.Settled, p.Talk = v.say("{who} filed it.", "who", who), ui.Link{Text: v.say("Open the conversation"), URL: "/conversations/" + string(m.ConversationID)}
	}
	return err
}

// arrivalRaw gives a mail as it came, to be kept and not to be shown.
func arrivalRaw(v *visit) error {
	r, raw, err := v.o.Triage.One(v.r.Context(), v.who, v.r.PathValue("arrival"))
	if err != nil {
		return err
	}
	set := v.w.Header()
	set.Set("Content-Type", "application/octet-stream")
	set.Set("Content-Disposition", `attachment; filename="`+r.ID+`.eml"`)
	set.Set("X-Content-Type-Options", "nosniff")
	set.Set("Cache-Control", "private, no-store")
	set.Set("Content-Length", strconv.Itoa(len(raw)))
	_, err = v.w.Write(raw)
	return err
}

// fileArrival has a mail become a message after all.
func fileArrival(v *visit) error {
	if err := parseForm(v, "contact"); err != nil {
		return err
	}
	p, x, err := openArrival(v)
	if err != nil {
		return err
	}
	if p.File == nil {
		return errNotYours
	}
	to, err := chosenContact(v, &p.File.Fields[0])
	var done office.Taken
	if err == nil {
		done, err = v.o.Triage.File(v.r.Context(), v.who, x.ID, x.in, to)
	}
	if err == nil {
		v.leave(v.say("Filed."))
		return v.go303("/conversations/" + string(done.Conversation))
	}
	if err := v.complain(err, &p.File.Form, p.File.Inputs()...); err != nil {
		return err
	}
	return v.again(p)
}

// dropArrival says that a mail is nothing.
func dropArrival(v *visit) error {
	if err := parseForm(v, "back"); err != nil {
		return err
	}
	if err := v.o.Triage.Drop(v.r.Context(), v.who, v.r.PathValue("arrival")); err != nil {
		return err
	}
	v.leave(v.say("Dropped. The mail is kept, and nobody need look any more."))
	return v.go303(backTo(v, page.TriageURL))
}
