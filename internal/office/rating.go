package office

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
	"kept/reply"
)

// The steps in which a contact says how content he is, from one on.
const (
	MaxStars = 5
	// LowStars and fewer are a worry: his leader is asked at once.
	LowStars = 2
)

// StarsLabel is a step in English words; each is a sentence of the catalogue.
func StarsLabel(n int) string {
	return map[int]string{1: "Not at all content", 2: "Not really content", 3: "It was all right", 4: "Content", 5: "Very content"}[n]
}

// aboutRating begins what a link is about by which a contact says how content he
// is; the rating's id follows.
const aboutRating = "rating"

// ratingEffect begins the effect key of the mail that asks; the rating's id follows.
const ratingEffect = "rating:"

// askRating asks the contact to whom a deliverable was promised, when it is kept,
// how content he is: not before the next of his working days, and not again for as
// long as the workspace says.
func askRating(a *act, p promise.Promise) error {
	every := a.book.firm.Ratings
	if !every.Ask || p.Kind != promise.Deliverable || !p.EverTold() {
		return nil
	}
	k, err := store.Contact(a.tx, a.ws, client.ContactID(p.ContactID))
	if err != nil || !k.EndedAt.IsZero() || k.Email == "" {
		return err
	}
	if c, err := a.client(k.ClientID); err != nil || !c.Open() {
		return err // his page can only be read
	}
	before, err := store.RatingsOfContact(a.tx, a.ws, k.ID, 1)
	if err != nil || len(before) > 0 && a.now.Before(before[0].AskedAt.AddDate(0, 0, every.Days())) {
		return err
	}
	r := store.Rating{
		ID: a.newID("rat"), ClientID: k.ClientID, ProjectID: p.ProjectID, ContactID: k.ID, About: obligation("promise", p.ID), Words: p.Words, AskedAt: a.now, Version: 1,
	}
	if err := store.AddRating(a.tx, a.ws, r); err != nil {
		return err
	}
	if err := a.note("rating asked", obligation("rating", r.ID), string(r.ClientID), nil, r); err != nil {
		return err
	}
	switch err := canMail(a, "party", k); {
	case fault.KindOf(err) == fault.Invalid:
		return nil // he finds it on his page
	case err != nil:
		return err
	}
	return mailRating(a, r, k)
}

func mailRating(a *act, r store.Rating, k client.Contact) error {
	cal, err := a.clientHours(k.ClientID)
	if err != nil {
		return err
	}
	c, err := a.client(k.ClientID)
	if err != nil {
		return err
	}
	secret, err := contactLink(a, k.ID, aboutRating+":"+r.ID)
	if err != nil {
		return err
	}
	leader, _ := a.book.member(c.OwnerID)
	v, at := readerVoice(c), a.now.Add(12*time.Hour)
	if open, ok := cal.NextOpen(at); ok {
		at = open.UTC().Truncate(time.Millisecond)
	}
	m := outbox.Mail{
		To: outbox.Address{Name: k.Name, Addr: k.Email}, From: outbox.Address{Name: a.book.firm.Name}, ReplyTo: &outbox.Address{Name: leader.Name, Addr: leader.Email}, Auto: true, Language: v.Code(),
		Subject: shorten(v.Say("How content are you with this: {what}", "what", r.Words), MaxSubject), Greeting: v.Say("Hello {name},", "name", k.Name), Lead: v.Say("One question, now that it is done: how content are you with “{what}”?", "what", r.Words),
		Next: v.Say("Each link opens a page on which you decide; opening it changes nothing, and no account is needed."), Sign: []string{leader.Name, a.book.firm.Name},
	}
	for n := MaxStars; n >= 1; n-- {
		m.Links = append(m.Links, outbox.Link{Label: v.Say(StarsLabel(n)), URL: fmt.Sprintf("%s/r/%s?stars=%d", portalURL(a), secret, n)})
	}
	return a.queue(m, ratingEffect+r.ID, "", at)
}

// staleRating tells why a mail that asks how content somebody is is not to leave
// any more, or "".
func staleRating(a *act, id string) (string, error) {
	r, err := store.RatingOf(a.tx, a.ws, id)
	if err != nil || r.Stars > 0 {
		return "It was answered already.", err
	}
	_, pid, _ := strings.Cut(r.About, ":")
	p, err := store.Promise(a.tx, a.ws, promise.ID(pid))
	if err == nil && p.State != promise.Kept {
		return "What it asks about is not done after all.", nil
	}
	return "", err
}

// Rated is a contact's look at the question how content he is.
type Rated struct {
	PortalView
	Rating store.Rating
}

// Rating shows a contact a question how content he is. It changes nothing.
func (s Feedback) Rating(ctx context.Context, who Actor, id string) (Rated, error) {
	var v Rated
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.Rating, err = ownRating(a, id); err != nil {
			return err
		}
		v.PortalView, err = portalHead(a)
		return err
	})
	return v, err
}

// RatingByLink is [Feedback.Rating] by the link of a mail.
func (s Feedback) RatingByLink(ctx context.Context, secret string) (Rated, error) {
	who, id, err := s.contactBy(ctx, secret, aboutRating)
	if err != nil {
		return Rated{}, err
	}
	return s.Rating(ctx, who, id)
}

func ownRating(a *act, id string) (store.Rating, error) {
	r, err := store.RatingOf(a.tx, a.ws, id)
	if err == nil && (a.who.Contact == "" || r.ContactID != a.who.Contact || r.ClientID != a.who.Client) {
		return r, store.ErrNone
	}
	return r, err
}

// Rate takes how content a contact is, once. Who is not has his leader called at once.
func (s Feedback) Rate(ctx context.Context, who Actor, id string, stars int, said string) (Rated, error) {
	var v Rated
	err := s.do(ctx, who, func(a *act) error {
		var k fault.Check
		k.Want(stars >= 1 && stars <= MaxStars, "stars", "Choose one of the five.")
		member.CheckText(&k, "said", said, MaxWorry)
		if err := k.Err(); err != nil {
			return err
		}
		before, err := ownRating(a, id)
		if err != nil {
			return err
		}
		if before.Stars > 0 {
			return fault.New(fault.Conflict, "You have answered this already. Thank you.")
		}
		if err := rate(a, before, stars, strings.TrimSpace(said)); err != nil {
			return err
		}
		if v.Rating, err = store.RatingOf(a.tx, a.ws, id); err != nil {
			return err
		}
		v.PortalView, err = portalHead(a)
		return err
	})
	return v, err
}

// RateByLink is [Feedback.Rate] by the link of a mail.
func (s Feedback) RateByLink(ctx context.Context, secret string, stars int, said string) (Rated, error) {
	who, id, err := s.contactBy(ctx, secret, aboutRating)
	if err != nil {
		return Rated{}, err
	}
	return s.Rate(ctx, who, id, stars, said)
}

func rate(a *act, before store.Rating, stars int, said string) error {
	k, err := speaker(a)
	if err != nil {
		return err
	}
	r := before
	r.Stars, r.Said, r.SaidAt = stars, said, a.now
	if err := store.SaveRating(a.tx, a.ws, r); err != nil {
		return err
	}
	if err := a.note("rated", obligation("rating", r.ID), string(r.ClientID), before, r); err != nil || stars > LowStars {
		return err
	}
	v, err := a.voiceOf(r.ClientID)
	if err != nil {
		return err
	}
	text := v.Say("“{what}”: {answer} ({stars} of {most}).", "what", r.Words, "answer", v.Say(StarsLabel(stars)), "stars", strconv.Itoa(stars), "most", strconv.Itoa(MaxStars))
	_, err = raise(a, k, concern{
		subject: v.Say("How content I am: {what}", "what", r.Words), text: strings.TrimSpace(text + "\n\n" + said), project: r.ProjectID, wait: reply.Rating, why: "They answered how content they are.",
	})
	return err
}

// Ratings lists how content a client's people said they are, the newest first,
// from before an id on.
func (s Clients) Ratings(ctx context.Context, who Actor, of client.ID, before string, limit int) ([]store.Rating, error) {
	var out []store.Rating
	err := s.see(ctx, who, func(a *act) error {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		if _, err := a.client(of); err != nil {
			return err
		}
		var err error
		out, err = store.RatingsOfClient(a.tx, a.ws, of, before, limit)
		return err
	})
	return out, err
}

// unrated lists what a contact was asked and has not said within a while, the newest first.
func unrated(a *act) ([]store.Rating, error) {
	all, err := store.RatingsOfContact(a.tx, a.ws, a.who.Contact, latestNews)
	var out []store.Rating
	for _, r := range all {
		if r.Stars == 0 && r.ClientID == a.who.Client && a.now.Before(r.AskedAt.AddDate(0, 0, 60)) {
			out = append(out, r)
		}
	}
	return out, err
}
