package portal

import (
	"net/http"
	"strings"

	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
	"kept/subscription"
)

// followingRoutes are the pages on which a reader says what reaches him: in a
// session, and by the link of a mail. Looking changes nothing.
func followingRoutes(s *Site) {
	s.inside("GET /p/following", func(v *visit) error { return showFollowing(v, "", nil) })
	s.inside("POST /p/following", follow)
	s.inside("POST /p/following/feed", changeFeed)
	s.open("GET /s/{secret}", func(v *visit) error {
		return private(v, byMailLink(func(v *visit) error { return showFollowing(v, "", nil) }))
	})
	s.open("POST /s/{secret}", func(v *visit) error { return private(v, byMailLink(follow)) })
}

// byMailLink lets the reader of a mail act without a session, on this alone.
func byMailLink(then handler) handler {
	return func(v *visit) error {
		if err := v.slowDown(v, "following "+v.r.PathValue("secret")); err != nil && v.r.Method == http.MethodPost {
			return err
		}
		who, err := v.o.Subscriptions.ByLink(v.r.Context(), v.r.PathValue("secret"))
		if err != nil {
			return err
		}
		v.who = who
		return then(v)
	}
}

// oneClick is what a mail program sends that ends a list by itself (RFC 8058, 3.1).
const oneClick = "One-Click"

// follow does what the reader pressed.
func follow(v *visit) error {
	ctx, said := v.r.Context(), ""
	var err error
	switch do := v.r.FormValue("do"); {
	case v.r.FormValue("List-Unsubscribe") == oneClick, do == "stop":
		err, said = v.o.Subscriptions.Stop(ctx, v.who), v.say("Done: you hear of changes no more. What concerns you in person still reaches you.")
	case do == "none":
		err, said = v.o.Subscriptions.Mail(ctx, v.who, false), v.say("Done: we write you no mail any more. Somebody calls you about what we have promised you.")
	case do == "again":
		err, said = v.o.Subscriptions.Mail(ctx, v.who, true), v.say("Done: we write to you again.")
	case do == "choose":
		err, said = v.o.Subscriptions.Choose(ctx, v.who, wished(v)), v.say("Saved. You can change it whenever you like.")
	default:
		return fault.New(fault.Invalid, "Press one of the buttons.")
	}
	if f, ok := fault.As(err); ok && f.Kind == fault.Invalid {
		return showFollowing(v, "", f)
	}
	if err != nil {
		return err
	}
	if v.guest.Actor.Contact == "" { // by a link: there is no session that could carry a word
		return showFollowing(v, said, nil)
	}
	v.cookies.Say(v.w, door.Word{Text: said})
	return v.go303("/p/following")
}

// wished is what the form says.
func wished(v *visit) office.Wish {
	w := office.Wish{Rhythm: subscription.Rhythm(v.r.FormValue("rhythm"))}
	for _, t := range v.r.Form["topics"] {
		w.Topics |= subscription.Of(subscription.Topic(t))
	}
	return w
}

// showFollowing shows what reaches the reader, with a word on what was done, or
// with what is wrong with what he chose.
func showFollowing(v *visit, said string, wrong *fault.Error) error {
	return showAll(v, said, "", wrong)
}

// showAll is [showFollowing] with the address of a feed that was just made; "" = none was.
func showAll(v *visit, said, made string, wrong *fault.Error) error {
	f, err := v.o.Subscriptions.View(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	r := v.reading(f.PortalView)
	title := r.say("What reaches you")
	p := page.Following{
		Frame: r.frame(title), Heading: title, Lead: r.say("Choose what you would like to hear of by mail, besides what we tell you in person. Nothing changes unless you press a button."),
		Form: ui.Form{Action: strings.TrimSuffix(v.r.URL.Path, "/feed")}, Button: r.say("Save"),
	}
	if v.guest.Actor.Contact == "" {
		p.Frame = r.outside(title)
		p.Said = said
	}
	if f.Why != "" {
		p.Ended = r.say("It ended because a mail to you came back.")
	}
	if f.Rhythm != subscription.Off {
		p.Stop = page.Press{Form: p.Form, Do: "stop", Label: r.say("Stop hearing of changes")}
	}
	p.Mail = inPerson(r, p.Form, f)
	if p.Push, err = onDevices(r); err != nil {
		return err
	}
	if v.guest.Session != "" {
		if p.Feed, err = feedPart(r, made); err != nil {
			return err
		}
	}
	chosen := office.Wish{Rhythm: f.Rhythm, Topics: f.Topics}
	if wrong != nil {
		chosen = wished(v)
	}
	p.Rhythm = ui.Field{Name: "rhythm", Label: r.say("How often"), Options: rhythms(r, chosen.Rhythm)}
	p.Topics = page.Ticks{Label: r.say("What you would like to hear of"), Boxes: topics(r, chosen.Topics)}
	if wrong == nil {
		return v.show(p)
	}
	p.Rhythm.Error, p.Topics.Error = v.complaint(wrong.Fields["rhythm"]), v.complaint(wrong.Fields["topics"])
	return v.again(p)
}

// inPerson is what the reader is told whatever he follows. Who wants no mail at all
// is called: he reads so before he presses.
func inPerson(r reading, form ui.Form, f office.Following) page.Heard {
	if !f.Contact.NoMailAt.IsZero() {
		return page.Heard{
			Heading: r.say("We write you no mail"), Lead: r.say("Since {when} we do not write to you. {who} calls you about what we have promised you.", "when", r.moment(f.Contact.NoMailAt).Text, "who", f.Leader.Name),
			Press: page.Press{Form: form, Do: "again", Label: r.say("Write to me again")},
		}
	}
	return page.Heard{
		Heading: r.say("What we tell you in person"),
		Lead:    r.say("What we promise you and every new date reach you whatever you choose above, so that you never have to ask. If you want no mail at all, {who} calls you instead.", "who", f.Leader.Name),
		Press:   page.Press{Form: form, Do: "none", Label: r.say("No mail at all: call me instead")},
	}
}

func rhythms(r reading, now subscription.Rhythm) []ui.Option {
	out := []ui.Option{
		{Value: string(subscription.Off), Label: r.say("Not at all")},
		{Value: string(subscription.AtOnce), Label: r.say("At once"), Hint: r.say("a few minutes after it happened; what comes together is one mail")},
		{Value: string(subscription.Daily), Label: r.say("Once a day"), Hint: r.say("when your day begins, if there is something new")},
		{Value: string(subscription.Weekly), Label: r.say("Once a week"), Hint: r.say("when your week begins, if there is something new")},
	}
	for i := range out {
		out[i].Selected = out[i].Value == string(now)
	}
	return out
}

func topics(r reading, chosen subscription.Topics) []ui.Field {
	var out []ui.Field
	for _, t := range subscription.All() {
		out = append(out, ui.Field{Name: "topics", ID: "topic-" + string(t), Value: string(t), Label: office.TopicName(r.voice(), t), Checked: chosen.Has(t)})
	}
	return out
}
