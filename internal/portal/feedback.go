package portal

import (
	"strconv"
	"strings"

	"kept/client"
	"kept/handoff"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
	"kept/worktime"
)

// feedbackRoutes are the pages on which a client speaks: worried, asked, content. Those
// under a secret need no session; looking changes nothing.
func feedbackRoutes(s *Site) {
	s.inside("GET /p/worried", worriedPage)
	s.inside("POST /p/worried", sayWorried)
	s.open("GET /w/{secret}", func(v *visit) error { return private(v, worriedByLink) })
	s.open("POST /w/{secret}", func(v *visit) error { return private(v, sayWorriedByLink) })
	s.inside("GET /p/reach", reachPage)
	s.inside("POST /p/reach", callMe)
	s.inside("GET /p/asked/{handoff}", askedOnPage)
	s.inside("POST /p/asked/{handoff}", answerOnPage)
	s.inside("GET /p/ratings/{rating}", ratingPage)
	s.inside("POST /p/ratings/{rating}", rateOnPage)
	s.open("GET /r/{secret}", func(v *visit) error { return private(v, ratingByLink) })
	s.open("POST /r/{secret}", func(v *visit) error { return private(v, rateByLink) })
	s.inside("GET /p/steps/{step}", stepPage)
	s.inside("POST /p/promises/{promise}/comments", func(v *visit) error { return comment(v, "promise", "promises/"+v.r.PathValue("promise")) })
	s.inside("POST /p/updates/{update}/comments", func(v *visit) error { return comment(v, "update", "updates/"+v.r.PathValue("update")) })
	s.inside("POST /p/steps/{step}/comments", func(v *visit) error { return comment(v, "step", "steps/"+v.r.PathValue("step")) })
}

// worry is what every page offers: to say that he is worried; or, where he has, who
// has it.
func (r reading) worry() page.Worry {
	if r.borrowed() {
		return page.Worry{}
	}
	if o := r.view.Worry; o != nil {
		return page.Worry{Owed: r.hasIt(o), Talk: ui.Link{Text: r.say("What was said about it"), URL: r.root + "messages/" + string(r.view.Worries)}}
	}
	if !r.view.Client.Open() {
		return page.Worry{}
	}
	return page.Worry{Ask: ui.Link{Text: r.say("I am worried"), URL: r.root + "worried"}}
}

// hasIt says who has it that the reader is worried, and by when he answers.
func (r reading) hasIt(o *office.Owed) string {
	switch {
	case o.By.IsZero():
		return r.say("{who} has it, and answers you.", "who", o.Member)
	case o.By.Before(r.now):
		return r.say("{who} has it, and was to answer by {when}. We are sorry.", "who", o.Member, "when", r.moment(o.By).Text)
	}
	return r.say("{who} has it, and answers by {when}.", "who", o.Member, "when", r.moment(o.By).Text)
}

func worriedPage(v *visit) error {
	w, err := v.o.Feedback.Worry(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	r := v.reading(w.PortalView)
	return v.show(worriedForm(r, w, r.frame(r.say("I am worried"))))
}

func worriedByLink(v *visit) error {
	w, err := v.o.Feedback.WorryByLink(v.r.Context(), v.r.PathValue("secret"))
	if err != nil {
		return err
	}
	r := v.reading(w.PortalView)
	return v.show(worriedForm(r, w, r.outside(r.say("I am worried"))))
}

// outside is the frame of a page that a link opens without a session: the firm's
// name, and nothing of the reader.
func (r reading) outside(title string) page.Frame {
	f := r.visit.frame(title, page.Firm{Name: r.view.Firm.Name, Accent: r.view.Firm.Accent})
	f.Zone = r.say("Times are {town} time.", "town", r.voice().Town(r.cal.Location()))
	return f
}

func worriedForm(r reading, w office.Worry, f page.Frame) *page.Worried {
	f.Worry = page.Worry{}
	p := &page.Worried{Frame: f, Heading: r.say("You are worried?"), Reads: r.contact(w.Reads, r.say("looks after you"))}
	p.Reads.Reach, p.Reads.Mail = ui.Link{}, ui.Link{}
	if !f.Reader.InPage() {
		p.Reads.Person.FaceURL = ""
	}
	if w.PortalView.Worry != nil {
		p.Heading, p.Lead = r.say("Somebody has it."), r.hasIt(w.PortalView.Worry)
		if f.Reader.InPage() {
			p.Talk = ui.Link{Text: r.say("What was said about it"), URL: r.root + "messages/" + string(w.Worries)}
		}
	} else {
		p.Lead = r.say("{who} reads this at once, and answers you in person. You read here by when.", "who", w.Reads.Name)
		if w.Reads.ID != w.Leader.ID && w.Leader.ID != "" {
			p.Reads.Role = r.say("stands in for {name}", "name", w.Leader.Name)
		}
	}
	p.Form = &ui.Form{Action: r.r.URL.Path}
	p.Text = ui.Field{Name: "text", Label: r.say("What worries you?"), Rows: 4, MaxLength: office.MaxWorry, Optional: true, Words: true}
	p.Button, p.Note = r.say("Tell {name} now", "name", w.Reads.Name), r.say("Nothing happens unless you press the button.")
	if w.PortalView.Worry != nil {
		p.Text.Label, p.Text.Optional, p.Button, p.Note = r.say("Is there more to say?"), false, r.say("Add this"), ""
	}
	return p
}

func sayWorried(v *visit) error {
	text := v.typed("text")
	if err := v.mayWrite(); err != nil {
		return err
	}
	w, err := v.o.Feedback.Alarm(v.r.Context(), v.who, text)
	if err != nil {
		return worriedWrong(v, err, text, func() (office.Worry, error) { return v.o.Feedback.Worry(v.r.Context(), v.who) })
	}
	r := v.reading(w.PortalView)
	if o := w.PortalView.Worry; o != nil {
		v.cookies.Say(v.w, door.Word{Text: r.hasIt(o)})
	}
	return v.go303(v.root)
}

func sayWorriedByLink(v *visit) error {
	if err := v.slowDown(v, "worried "+v.r.PathValue("secret")); err != nil {
		return err
	}
	text := v.typed("text")
	w, err := v.o.Feedback.AlarmByLink(v.r.Context(), v.r.PathValue("secret"), text)
	if err != nil {
		return worriedWrong(v, err, text, func() (office.Worry, error) {
			return v.o.Feedback.WorryByLink(v.r.Context(), v.r.PathValue("secret"))
		})
	}
	r := v.reading(w.PortalView)
	p := worriedForm(r, w, r.outside(r.say("Somebody has it")))
	p.Form = nil
	return v.show(p)
}

// worriedWrong shows the form again with what is wrong.
func worriedWrong(v *visit, err error, text string, look func() (office.Worry, error)) error {
	f, ok := fault.As(err)
	if !ok || f.Kind != fault.Invalid {
		return err
	}
	w, wrong := look()
	if wrong != nil {
		return wrong
	}
	r := v.reading(w.PortalView)
	p := worriedForm(r, w, r.outside(r.say("I am worried")))
	p.Text.Value, p.Text.Error = text, v.complaint(f.Fields["text"])
	return v.again(p)
}

// typed is what was typed into a field, with the line breaks of a text.
func (v *visit) typed(name string) string {
	return strings.TrimSpace(strings.ReplaceAll(v.r.FormValue(name), "\r\n", "\n"))
}

// mayWrite slows down who writes too much.
func (v *visit) mayWrite() error {
	if v.tries.Allow("writes "+string(v.who.Contact), v.now) {
		return nil
	}
	return fault.New(fault.Busy, "Those were many messages in a short time. Please wait a moment, then send this one again.")
}

// reachPage is how the reader gets hold of who leads.
func reachPage(v *visit) error {
	p, err := openReach(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func openReach(v *visit) (*page.Reach, error) {
	w, err := v.o.Feedback.Worry(v.r.Context(), v.who)
	if err != nil {
		return nil, err
	}
	r := v.reading(w.PortalView)
	p := &page.Reach{
		Frame: r.frame(r.say("Reach {name}", "name", w.Leader.Name)), Heading: r.say("Reach {name}", "name", w.Leader.Name), Person: r.contact(w.Leader, r.say("looks after you")),
		Write: ui.Link{Text: r.say("Write a message"), URL: r.root + "messages/new"},
		Form:  &ui.Form{Action: "/p/reach"},
		When:  ui.Field{Name: "when", Label: r.say("When does it suit you?"), Optional: true, MaxLength: 200, Placeholder: r.say("Tomorrow before noon")},
		Phone: ui.Field{Name: "phone", Label: r.say("Your number"), Type: "tel", Autocomplete: "tel", MaxLength: 40, Value: w.Contact.Phone, Required: w.Contact.Phone == ""},
		About: ui.Field{Name: "about", Label: r.say("What is it about?"), Rows: 3, Optional: true, MaxLength: office.MaxWorry, Words: true}, Button: r.say("Ask to be called back"),
	}
	if w.Reads.ID != w.Leader.ID {
		p.Lead = r.say("{leader} is away. {who} calls you back.", "leader", w.Leader.Name, "who", w.Reads.Name)
	}
	return p, nil
}

func callMe(v *visit) error {
	if err := v.mayWrite(); err != nil {
		return err
	}
	in := office.CallBack{When: strings.Join(strings.Fields(v.r.FormValue("when")), " "), Phone: strings.TrimSpace(v.r.FormValue("phone")), About: v.typed("about")}
	got, err := v.o.Feedback.CallMe(v.r.Context(), v.who, in)
	if err == nil {
		v.cookies.Say(v.w, door.Word{Text: v.say("We have it, and call you back.")})
		return v.go303(v.root + "messages/" + string(got.Conversation))
	}
	f, ok := fault.As(err)
	if !ok || f.Kind != fault.Invalid {
		return err
	}
	p, wrong := openReach(v)
	if wrong != nil {
		return wrong
	}
	ui.Refill(v.r.Form, p.Fields()...)
	ui.Complain(v.complaints(f.Fields), p.Fields()...)
	ui.FocusFirst(p.Fields()...)
	return v.again(p)
}

// dialled is a number as a telephone takes it.
func dialled(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, s)
}

// waitsFor lists what we wait for from the reader, what is to be approved and
// answered first.
func (r reading) waitsFor() []page.WaitsFor {
	if r.view.Access.Page == client.PageRead {
		return nil // he cannot answer any more
	}
	var out, work []page.WaitsFor
	for _, a := range r.view.Waits {
		w := page.WaitsFor{Link: ui.Link{Text: a.HandOff.Words, URL: r.root + "asked/" + string(a.HandOff.ID)}, Due: r.upTo(r.say("by {when}")), By: r.moment(a.HandOff.ToldBy)}
		switch a.HandOff.Kind {
		case handoff.Approval:
			w.What = r.say("Your approval")
		case handoff.Question:
			w.What = r.say("A question")
		default:
			w.What = r.say("Something that we need")
			work = append(work, w)
			continue
		}
		out = append(out, w)
	}
	out = append(out, work...)
	for _, x := range r.view.Rate {
		out = append(out, page.WaitsFor{Link: ui.Link{Text: x.Words, URL: r.root + "ratings/" + x.ID}, What: r.say("How content are you with it?")})
	}
	if r.borrowed() { // who looks does not answer
		for i := range out {
			out[i].Link.URL = r.root
		}
	}
	return out
}

// comments builds what was said about a page's object, and the form to go on. at is
// where its page stands.
func (r reading) comments(about, at string) (*page.Comments, error) {
	t, err := r.o.Feedback.CommentsOn(r.r.Context(), r.who, about)
	if err != nil {
		return nil, err
	}
	c := &page.Comments{Owed: r.owed(t.Owed), Text: ui.Field{Name: "text", ID: "comment", Label: r.say("Say something about it"), Rows: 3, MaxLength: office.MaxText, Required: true, Words: true}}
	for _, m := range t.Messages {
		c.Said = append(c.Said, r.said(m))
	}
	if !silent(r) {
		c.Form = &ui.Form{Action: r.root + at + "/comments"}
	}
	return c, nil
}

// comment takes what the reader says about a thing, and shows its page.
func comment(v *visit, kind, at string) error {
	if err := v.mayWrite(); err != nil {
		return err
	}
	id := at[strings.LastIndexByte(at, '/')+1:]
	if _, err := v.o.Feedback.Comment(v.r.Context(), v.who, kind+":"+id, v.typed("text")); err != nil {
		return err
	}
	v.cookies.Say(v.w, door.Word{Text: v.say("We have what you said.")})
	return v.go303(v.root + at)
}

// stepPage is where the reader says something about a step.
func stepPage(v *visit) error {
	x, err := v.o.Feedback.Step(v.r.Context(), v.who, v.r.PathValue("step"))
	if err != nil {
		return err
	}
	r := v.reading(x.PortalView)
	p := page.About{Frame: r.frame(x.Step.Words), Heading: x.Step.Words, Lead: office.SayTold(r.voice(), x.Step.Told, worktime.DayOf(v.now, r.cal.Location()))}
	if x.Step.Done {
		p.Lead = r.say("It is done.")
	}
	if p.Comments, err = r.comments("step:"+string(x.Step.ID), "steps/"+string(x.Step.ID)); err != nil {
		return err
	}
	return v.show(p)
}

func ratingPage(v *visit) error {
	x, err := v.o.Feedback.Rating(v.r.Context(), v.who, v.r.PathValue("rating"))
	if err != nil {
		return err
	}
	r := v.reading(x.PortalView)
	return showRating(v, x, r.frame(r.say("How content are you?")))
}

func ratingByLink(v *visit) error {
	x, err := v.o.Feedback.RatingByLink(v.r.Context(), v.r.PathValue("secret"))
	if err != nil {
		return err
	}
	r := v.reading(x.PortalView)
	return showRating(v, x, r.outside(r.say("How content are you?")))
}

func showRating(v *visit, x office.Rated, f page.Frame) error {
	if x.Rating.Stars > 0 {
		return v.show(rated(v, x, f))
	}
	n, _ := strconv.Atoi(v.r.URL.Query().Get("stars"))
	return v.show(rateForm(v, x, f, n))
}

func rateForm(v *visit, x office.Rated, f page.Frame, chosen int) *page.Rate {
	p := &page.Rate{
		Frame: f, Heading: v.say("How content are you?"), Lead: v.say("“{what}” is done. How content are you with it?", "what", x.Rating.Words), Form: ui.Form{Action: v.r.URL.Path},
		Stars: ui.Field{Name: "stars", Label: v.say("Your answer"), Required: true}, Said: ui.Field{Name: "said", Label: v.say("What could be better?"), Rows: 3, MaxLength: office.MaxWorry, Optional: true, Words: true},
		Button: v.say("Send my answer"), Note: v.say("Nothing happens unless you press the button. {who} reads your answer.", "who", x.Leader.Name),
	}
	for n := office.MaxStars; n >= 1; n-- {
		p.Stars.Options = append(p.Stars.Options, ui.Option{Value: strconv.Itoa(n), Label: v.say(office.StarsLabel(n)), Selected: n == chosen})
	}
	return p
}

func rated(v *visit, x office.Rated, f page.Frame) page.AskedOver {
	return page.AskedOver{Frame: f, Heading: v.say("Thank you."), Lead: v.say("Your answer: {answer}. {who} can read it.", "answer", v.say(office.StarsLabel(x.Rating.Stars)), "who", x.Leader.Name)}
}

func rateOnPage(v *visit) error {
	return rateIt(v, func(stars int, said string) (office.Rated, error) {
		return v.o.Feedback.Rate(v.r.Context(), v.who, v.r.PathValue("rating"), stars, said)
	}, func() (office.Rated, error) {
		return v.o.Feedback.Rating(v.r.Context(), v.who, v.r.PathValue("rating"))
	})
}

func rateByLink(v *visit) error {
	if err := v.slowDown(v, "rating "+v.r.PathValue("secret")); err != nil {
		return err
	}
	secret := v.r.PathValue("secret")
	return rateIt(v, func(stars int, said string) (office.Rated, error) {
		return v.o.Feedback.RateByLink(v.r.Context(), secret, stars, said)
	}, func() (office.Rated, error) { return v.o.Feedback.RatingByLink(v.r.Context(), secret) })
}

func rateIt(v *visit, take func(int, string) (office.Rated, error), look func() (office.Rated, error)) error {
	stars, _ := strconv.Atoi(v.r.FormValue("stars"))
	x, err := take(stars, v.typed("said"))
	f, ok := fault.As(err)
	if err != nil && (!ok || f.Kind != fault.Invalid && f.Kind != fault.Conflict) {
		return err
	}
	if err != nil {
		var wrong error
		if x, wrong = look(); wrong != nil {
			return wrong
		}
	}
	r := v.reading(x.PortalView)
	frame := r.outside(r.say("How content are you?"))
	if v.root != "" {
		frame = r.frame(r.say("How content are you?"))
	}
	if err == nil || f.Kind == fault.Conflict {
		return v.show(rated(v, x, frame))
	}
	p := rateForm(v, x, frame, stars)
	ui.Refill(v.r.Form, &p.Said)
	ui.Complain(v.complaints(f.Fields), p.Fields()...)
	return v.again(p)
}
