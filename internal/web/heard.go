package web

import (
	"context"
	"fmt"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/promise"
	"kept/worktime"
)

// shownOffers is how many promises that were heard are asked about at once.
const shownOffers = 3

// heardOffers asks whether what we wrote was a promise.
func heardOffers(d *talkDesk) ([]page.HeardOffer, error) {
	all, err := d.o.Offers.List(d.r.Context(), d.who, d.ID)
	if err != nil {
		return nil, err
	}
	var out []page.HeardOffer
	for i, o := range all[:min(len(all), shownOffers)] {
		at := "/messages/" + o.Message
		f := page.HeardOffer{
			Sentence: o.Sentence, Date: d.inFull(o.When, d.Calendar), Unsure: o.Unsure,
			Words: ui.Field{Name: "words", ID: fmt.Sprintf("heard-%d", i), Label: d.say("What was promised"), Value: o.Words, Required: true, MaxLength: promise.MaxWords},
			Yes:   ui.Form{Action: at + "/promises", Once: newOnce()}, No: ui.Form{Action: at + "/no-promises", Once: newOnce()},
			Hidden: []page.Pair{{Name: "sentence", Value: o.Sentence}},
		}
		if o.When.Day.IsZero() {
			f.Hidden = append(f.Hidden, page.Pair{Name: "at", Value: o.When.At.UTC().Format(time.RFC3339)})
		} else {
			f.Hidden = append(f.Hidden, page.Pair{Name: "day", Value: o.When.Day.String()})
		}
		out = append(out, f)
	}
	return out, nil
}

// sentOffer reads which offer a form speaks of: one that is there just now.
func sentOffer(v *visit, m office.Said) (office.Offer, error) {
	var when promise.When
	var err error
	if text := v.r.PostForm.Get("day"); text != "" {
		when.Day, err = worktime.ParseDay(text)
	} else {
		when.At, err = time.Parse(time.RFC3339, v.r.PostForm.Get("at"))
	}
	if err != nil {
		return office.Offer{}, fault.Field("words", "This date cannot be read.")
	}
	all, err := v.o.Offers.List(v.r.Context(), v.who, m.ConversationID)
	if err != nil {
		return office.Offer{}, err
	}
	for _, o := range all {
		if o.Message == m.ID && o.When.Equal(when) {
			return o, nil
		}
	}
	return office.Offer{}, fault.New(fault.Conflict, "Somebody has decided about this already.")
}

// promiseHeard says that what was heard is a promise.
func promiseHeard(v *visit) error {
	return aboutMessage(v, "words", func(ctx context.Context, m office.Said) error {
		o, err := sentOffer(v, m)
		if err != nil {
			return err
		}
		if o.Words = v.r.PostForm.Get("words"); o.Words == "" {
			return fault.Field("words", "Say what was promised.")
		}
		_, err = v.o.Offers.Accept(ctx, v.who, o, promise.Deliverable)
		return err
	}, v.say("It is a promise now, and they were told of it by what you wrote."))
}

// denyHeard says that it is none.
func denyHeard(v *visit) error {
	return aboutMessage(v, "sentence", func(ctx context.Context, m office.Said) error {
		o, err := sentOffer(v, m)
		if err != nil {
			return err
		}
		return v.o.Offers.Decline(ctx, v.who, o)
	}, v.say("It is no promise."))
}
