package web

import (
	"kept/client"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/subscription"
)

// rhythmNames says how often somebody hears of changes, to members.
func rhythmNames(v *visit) []ui.Option {
	return []ui.Option{
		{Value: string(subscription.Off), Label: v.say("Not at all")}, {Value: string(subscription.AtOnce), Label: v.say("At once")},
		{Value: string(subscription.Daily), Label: v.say("Once a day")}, {Value: string(subscription.Weekly), Label: v.say("Once a week")},
	}
}

// followedBy is what a contact hears of besides what he is told, and whether he
// takes mail at all.
func followedBy(v *visit, k client.Contact) (page.Follows, error) {
	s, err := v.o.Subscriptions.Of(v.r.Context(), v.who, k.ID)
	if err != nil {
		return page.Follows{}, err
	}
	here := "/contacts/" + string(k.ID)
	f := page.Follows{
		Form:   ui.Form{Action: here + "/following"},
		Rhythm: ui.Field{Name: "rhythm", Label: v.say("What is new on their page goes to them by mail"), Options: ui.Choose(rhythmNames(v), string(s.Rhythm)), Hint: v.say("They choose this on their page, and of what. Set it here when they ask you to.")},
		Ended:  s.Why,
	}
	if !k.NoMailAt.IsZero() {
		f.NoMail = v.say("They want no mail from us since {when}. Call, and log the call.", "when", v.moment(k.NoMailAt, nil).Text)
		f.Again = page.Act{Label: v.say("They take mail again"), Post: here + "/takes-mail"}
	}
	has, err := v.o.Feeds.Of(v.r.Context(), v.who, k.ID)
	if err == nil && has.Hash != "" {
		f.Feed = v.say("Since {when} they have an address at which their calendar and their feed reader read what stands on their page.", "when", v.moment(has.MadeAt, nil).Text)
		f.Ends = page.Act{Label: v.say("End the address"), Post: here + "/feed-end"}
	}
	return f, err
}

// endContactFeed ends the address at which a contact's own programs read.
func endContactFeed(v *visit) error {
	id := client.ContactID(v.r.PathValue("contact"))
	if err := v.o.Feeds.EndFor(v.r.Context(), v.who, id); err != nil {
		return err
	}
	v.leave(v.say("The address has ended: it opens nothing any more."))
	return v.go303("/contacts/" + string(id))
}

// contactFollows keeps how often a contact hears of what is new, who asked for it.
func contactFollows(v *visit) error {
	if err := parseForm(v, "rhythm"); err != nil {
		return err
	}
	id := client.ContactID(v.r.PathValue("contact"))
	s, err := v.o.Subscriptions.Of(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	w := office.Wish{Rhythm: subscription.Rhythm(v.r.PostForm.Get("rhythm")), Topics: s.Topics}
	if err := v.o.Subscriptions.ChooseFor(v.r.Context(), v.who, id, w); err != nil {
		return err
	}
	v.leave(v.say("Saved."))
	return v.go303("/contacts/" + string(id))
}

// contactTakesMail notes that a contact takes mail again, as he has said.
func contactTakesMail(v *visit) error {
	id := client.ContactID(v.r.PathValue("contact"))
	if err := parseForm(v, "back"); err != nil {
		return err
	}
	if err := v.o.Clients.TakesMail(v.r.Context(), v.who, id); err != nil {
		return err
	}
	v.leave(v.say("They are written to again."))
	return v.go303(backTo(v, "/contacts/"+string(id)))
}
