package office

import (
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/notice"
	"kept/promise"
	"kept/reply"
	"kept/worktime"
)

// AckIn is a first word by hand: not yet, I am on it, you will hear by then.
type AckIn struct {
	When time.Time
	Text string // "" = the usual words
}

// Acknowledge says that we have the message and by when an answer comes, in one
// act. Where a moment was promised already, it moves, and the reader is told so.
func (s Conversations) Acknowledge(ctx context.Context, who Actor, of OfTalk, in AckIn) (Told, error) {
	var told Told
	err := s.change(ctx, who, of, func(a *act, v conversation.Conversation) error {
		clocks, err := store.ClocksOfConversation(a.tx, a.ws, of.ID)
		if err != nil {
			return err
		}
		t := Telling{Client: client.ID(v.ClientID), Project: v.ProjectID, Channel: notice.Mail, Text: in.Text, Next: promise.When{At: in.When}, Conversation: of.ID, onlyAck: true}
		for _, w := range clocks {
			if !w.Running() || w.Wait == reply.Between {
				continue
			}
			if k := client.ContactID(w.ContactID); !slices.Contains(t.Readers, k) {
				t.Readers = append(t.Readers, k)
			}
			if w.PromiseID == "" {
				continue
			}
			p, err := store.Promise(a.tx, a.ws, promise.ID(w.PromiseID))
			if err != nil {
				return err
			}
			if p.State == promise.Open && !p.Date().DueAt.Equal(in.When) {
				t.Moves = append(t.Moves, Move{Promise: p.ID, When: t.Next, Reason: whyFirstWord(p.Date().DueAt, in.When)})
			}
		}
		if len(t.Readers) == 0 {
			return fault.New(fault.Conflict, "Nobody waits for an answer here.")
		}
		told, err = tellClient(a, t, toldLine{UndoBy: a.now.Add(UndoFor)})
		return err
	})
	return told, err
}

// whyFirstWord is the reason that stands beside the promise of an answer whose
// moment a first word moved.
func whyFirstWord(was, is time.Time) string {
	if is.Before(was) {
		return "We are on it, and can answer sooner."
	}
	return "We are on it and need until then."
}

// ackLetter is the letter of a first word. Its one sentence about the moment is
// each reader's own: see firstWord.
func (t *telling) ackLetter() letter {
	l := letter{kind: notice.Answer, talk: t.talk, effect: t.effect(), subject: t.matter(nil)}
	if len(t.moved) > 0 {
		l.kind = notice.Reset // what shows that he knows the new date
	}
	return l
}

// firstWord puts the moment of the answer into the letter of a first word, and
// the one that its reader was promised before.
func (t *telling) firstWord(l *letter, r client.Contact) error {
	cal, err := t.calendars.of(t.client.Hours)
	if err != nil {
		return err
	}
	var was *promise.Date
	for _, p := range t.before {
		if p.ContactID == string(r.ID) {
			d := p.Date()
			was = &d
		}
	}
	l.lead, l.body, l.next = "", t.in.Text, sayFirstWord(t.voice(), was, t.in.Next, cal, t.now)
	if l.body == "" {
		l.lead, l.next = t.voice().Say("We have your message and are on it.")+" "+l.next, ""
	}
	return nil
}

// sayFirstWord says by when somebody hears and, where another moment was
// promised, what that was: once, as he who signs would say it.
func sayFirstWord(v tongue.Voice, was *promise.Date, is promise.When, cal *worktime.Calendar, now time.Time) string {
	say := v.Say("You will hear from me by {when}.", "when", whenTo(v, is, cal))
	if was == nil {
		return say
	}
	loc := cal.Location()
	before := v.Moment(was.DueAt.In(loc), time.Time{})
	switch {
	case !was.Day.IsZero():
		before = v.FullDay(Noon(was.Day))
	case worktime.DayOf(was.DueAt, loc) == worktime.DayOf(is.At, loc):
		before = v.Clock(was.DueAt.In(loc))
	}
	switch {
	case was.DueAt.Before(now):
		return say + " " + v.Say("We had said {before} and missed it; we are sorry.", "before", before)
	case is.At.Before(was.DueAt):
		return say + " " + v.Say("We had said {before} before, and can be quicker.", "before", before)
	}
	return say + " " + v.Say("We had said {before} before, and need a little longer.", "before", before)
}
