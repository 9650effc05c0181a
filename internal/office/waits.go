package office

import (
	"errors"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
)

// heardFrom is a message of a client's that has just been written down.
type heardFrom struct {
	conversation conversation.Conversation
	message      store.Message
	channel      reply.Channel
	machine      bool       // nobody waits for an answer to it
	worried      reply.Wait // that a worried client waits for; "" = he is not
}

// acknowledger says by itself that we have a message, and by when a person will
// answer; nil = none does. It tells whether it did.
type acknowledger func(conversation.Conversation, reply.Clock) (promise.ID, bool, error)

// hear carries a client's message over to its conversation: it is open again,
// what waited for him runs on, and his own waits begin.
func hear(a *act, h heardFrom, ack acknowledger) error {
	v, m := h.conversation, h.message
	if m.At.After(v.LastAt) {
		v.LastAt = m.At
	}
	if !h.machine {
		v.ClosedAt = time.Time{}
		if m.At.After(v.LastIn) {
			v.LastIn = m.At
		}
	}
	if m.Class == "" { // of a mail the line of its arrival says so
		if err := a.note("said", obligation("message", m.ID), m.ClientID, nil, m); err != nil {
			return err
		}
	}
	if h.machine {
		return saveConversation(a, v)
	}
	clocks, err := store.ClocksOfConversation(a.tx, a.ws, v.ID)
	if err != nil {
		return err
	}
	waits := false
	for i, w := range clocks {
		if w.Running() && w.Paused() {
			if clocks[i], err = changeClock(a, w, "clock runs on", func(w reply.Clock) (reply.Clock, error) {
				return w.Go(a.book.firmHours, laterOf(m.At, w.Pauses[len(w.Pauses)-1].From))
			}); err != nil {
				return err
			}
		}
		waits = waits || w.Running() && w.ContactID == m.ContactID && (w.Wait == reply.First || w.Wait == reply.Next || w.Wait.Worried())
	}
	if v, err = stillThere(a, v); err != nil {
		return err
	}
	late, err := answeredAlready(a, v, m)
	if err != nil {
		return err
	}
	if h.worried != "" || !waits && !late && !reply.Thanks(m.Text) {
		if clocks, err = startWaits(a, v, h, clocks, ack); err != nil {
			return err
		}
	}
	return refresh(a, v, clocks)
}

// stillThere has somebody who works here answer in a conversation.
func stillThere(a *act, v conversation.Conversation) (conversation.Conversation, error) {
	if m, ok := a.book.member(v.AssigneeID); ok && m.Active() {
		return v, nil
	}
	c, err := a.client(client.ID(v.ClientID))
	if err != nil {
		return v, err
	}
	v.AssigneeID = c.OwnerID
	if m, ok := a.book.member(c.OwnerID); !ok || !m.Active() {
		v.AssigneeID = reception(a)
	}
	return v, nil
}

// answeredAlready tells whether a person has answered a message that comes in
// late: after a downtime his answer may have been taken before it.
func answeredAlready(a *act, v conversation.Conversation, m store.Message) (bool, error) {
	if a.now.Sub(m.At) < time.Minute {
		return false, nil
	}
	said, err := store.MessagesOfConversation(a.tx, a.ws, v.ID, store.Place{}, TalkMessages)
	if err != nil {
		return false, err
	}
	for _, x := range said {
		if x.Direction != string(conversation.Out) || !x.At.After(m.At) || x.ContactID != m.ContactID || !x.Reached {
			continue
		}
		if x.NoticeID == "" {
			return true, nil
		}
		n, err := store.Notice(a.tx, a.ws, x.NoticeID)
		if err != nil {
			return false, err
		}
		if !n.Kind.ByItself() {
			return true, nil
		}
	}
	return false, nil
}

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// startWaits starts what a message makes a client wait for.
func startWaits(a *act, v conversation.Conversation, h heardFrom, clocks []reply.Clock, ack acknowledger) ([]reply.Clock, error) {
	wait := reply.First
	if v.Answered {
		wait = reply.Next
	}
	if h.worried != "" {
		wait = h.worried
	}
	w, within, err := newWait(a, v, h, wait)
	if err != nil || within == 0 {
		return clocks, err
	}
	if w, err = reply.Start(w, within, a.book.firmHours, h.message.At, a.now); err != nil {
		return clocks, err
	}
	acked := false
	if ack != nil {
		if w.PromiseID, acked, err = ackedBy(ack, v, w); err != nil {
			return clocks, err
		}
	}
	if err := addClock(a, w); err != nil {
		return clocks, err
	}
	clocks = append(clocks, w)
	if acked {
		return clocks, nil
	}
	k, within, err := newWait(a, v, h, reply.Acknowledge)
	if err != nil || within == 0 || within >= w.Standard {
		return clocks, err
	}
	if k, err = reply.Start(k, within, a.book.firmHours, h.message.At, a.now); err != nil {
		return clocks, err
	}
	return append(clocks, k), addClock(a, k)
}

func ackedBy(ack acknowledger, v conversation.Conversation, w reply.Clock) (string, bool, error) {
	id, did, err := ack(v, w)
	return string(id), did, err
}

// newWait is a wait in a conversation, and its standard.
func newWait(a *act, v conversation.Conversation, h heardFrom, wait reply.Wait) (reply.Clock, time.Duration, error) {
	c, err := a.client(client.ID(v.ClientID))
	if err != nil {
		return reply.Clock{}, 0, err
	}
	within := a.book.firm.Standards.For(reply.Of{Channel: h.channel, Stage: c.Stage, Tier: c.Tier, Wait: wait})
	about := v.Subject
	if wait.Worried() {
		about = h.message.Text
	}
	if about == "" {
		about = h.message.Text
	}
	return reply.Clock{
		ID: reply.ID(a.newID("clk")), ClientID: v.ClientID, ContactID: h.message.ContactID, MemberID: v.AssigneeID, Channel: h.channel, Wait: wait,
		ConversationID: string(v.ID), MessageID: h.message.ID, About: shorten(conversation.CleanSubject(about), reply.MaxAbout),
	}, within, nil
}

func addClock(a *act, w reply.Clock) error {
	if err := store.AddClock(a.tx, a.ws, w); err != nil {
		return err
	}
	if err := a.note("clock started", obligation("clock", w.ID), w.ClientID, nil, w); err != nil {
		return err
	}
	return watchClock(a, w)
}

// watchClock looks anew at a clock, and at the promise that its acknowledgement
// made: it is silent while the clock speaks for it. With a clock that was
// stopped its promise is kept or released, and looked at there.
func watchClock(a *act, w reply.Clock) error {
	if err := reviewClock(a, w); err != nil || w.PromiseID == "" || !w.Running() {
		return err
	}
	return a.review(obligation("promise", w.PromiseID))
}

// changeClock has the domain change a clock, and gives it as it is now.
func changeClock(a *act, before reply.Clock, what string, how func(reply.Clock) (reply.Clock, error)) (reply.Clock, error) {
	w, err := how(before)
	if err != nil {
		return before, err
	}
	if err := store.SaveClock(a.tx, a.ws, w); err != nil {
		return before, err
	}
	w.Version++
	if err := a.note(what, obligation("clock", w.ID), w.ClientID, before, w); err != nil {
		return w, err
	}
	return w, watchClock(a, w)
}

// answerOf is a person's answer.
type answerOf struct {
	by      member.ID
	at      time.Time
	message string // "" = none, see why
	why     string // no answer is needed, because
	// onlyAck: it says that we have the message, and no more.
	onlyAck bool
	only    map[string]bool // the contacts whom it answers; nil = all
	further bool            // the same words went to another reader before
}

// answered stops what the client waits for in a conversation, and keeps the
// promise of an answer.
func answered(a *act, v conversation.Conversation, by answerOf) error {
	clocks, err := store.ClocksOfConversation(a.tx, a.ws, v.ID)
	if err != nil {
		return err
	}
	stopped := false
	for i, w := range clocks {
		theirs := (!by.onlyAck || w.Wait == reply.Acknowledge) && (by.only == nil || by.only[w.ContactID])
		if w.Wait == reply.Between { // our word, whoever read it
			theirs = !by.further
		}
		if !w.Running() || w.StartedAt.After(by.at) || !theirs {
			continue
		}
		if clocks[i], err = endWait(a, w, by); err != nil {
			return err
		}
		stopped = true
	}
	if by.message == "" && !stopped {
		return nil
	}
	if by.message != "" && by.at.After(v.LastAt) {
		v.LastAt = by.at
	}
	if !by.onlyAck && by.message != "" {
		v.Answered, v.ClosedAt = true, time.Time{}
	}
	if by.message != "" && !by.further {
		if clocks, err = nextWord(a, v, clocks, by); err != nil {
			return err
		}
	}
	return refresh(a, v, clocks)
}

// endWait stops one clock, and keeps the promise that its acknowledgement made.
func endWait(a *act, before reply.Clock, by answerOf) (reply.Clock, error) {
	what := "clock stopped"
	if by.why != "" {
		what = "no answer needed"
	}
	w, err := changeClock(a, before, what, func(w reply.Clock) (reply.Clock, error) {
		if by.why != "" {
			return w.Excuse(by.why, by.by, a.book.firmHours, a.now)
		}
		w, err := w.Stop(by.by, a.book.firmHours, by.at, a.now)
		w.StoppedWith = by.message
		return w, err
	})
	if err != nil || w.PromiseID == "" {
		return w, err
	}
	p, err := store.Promise(a.tx, a.ws, promise.ID(w.PromiseID))
	if err != nil || p.State != promise.Open {
		return w, err
	}
	if by.why != "" {
		done, err := p.Release(by.why, a.now)
		if err == nil {
			_, err = savePromise(a, p, done, "released")
		}
		return w, err
	}
	done, err := p.Keep(laterOf(by.at, p.MadeAt), a.now)
	if err == nil {
		_, err = savePromise(a, p, done, "kept")
	}
	return w, err
}

// unanswer takes back what an answer stopped: it was undone, or it came back,
// and the client still waits.
func unanswer(a *act, message string) error {
	stopped, err := store.ClocksStoppedWith(a.tx, a.ws, message)
	if err != nil {
		return err
	}
	touched := map[conversation.ID]bool{}
	for _, before := range stopped {
		if err := resumeClock(a, before); err != nil {
			return err
		}
		if before.ConversationID != "" {
			touched[conversation.ID(before.ConversationID)] = true
		}
	}
	if m, err := store.MessageOf(a.tx, a.ws, message); err == nil && m.ConversationID != "" {
		touched[m.ConversationID] = true
	} else if orNothing(err) != nil {
		return err
	}
	for id := range touched { // one at most: a message is of one conversation
		v, err := store.Conversation(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		v.ClosedAt = time.Time{}
		if err := unword(a, id, message); err != nil {
			return err
		}
		if err := refreshFrom(a, v); err != nil {
			return err
		}
	}
	return nil
}

// unword ends the clock of our next word that a message of ours started and
// that was no word after all.
func unword(a *act, of conversation.ID, message string) error {
	clocks, err := store.ClocksOfConversation(a.tx, a.ws, of)
	if err != nil {
		return err
	}
	for _, w := range clocks {
		if !w.Running() || w.Wait != reply.Between || w.MessageID != message {
			continue
		}
		_, err := changeClock(a, w, "no answer needed", func(w reply.Clock) (reply.Clock, error) {
			return w.Excuse("What started it did not arrive, or was undone.", w.MemberID, a.book.firmHours, a.now)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func resumeClock(a *act, before reply.Clock) error {
	w, err := changeClock(a, before, "clock resumed", func(w reply.Clock) (reply.Clock, error) { return w.Resume(), nil })
	if err != nil || w.PromiseID == "" {
		return err
	}
	p, err := store.Promise(a.tx, a.ws, promise.ID(w.PromiseID))
	if err != nil || p.State != promise.Kept {
		return err
	}
	open, err := p.Reopen()
	if err != nil {
		return err
	}
	_, err = savePromise(a, p, open, "reopened")
	return err
}

// nextWord starts the clock of our next word in a conversation anew, where the
// standards have one.
func nextWord(a *act, v conversation.Conversation, clocks []reply.Clock, by answerOf) ([]reply.Clock, error) {
	h := heardFrom{conversation: v, message: store.Message{ID: by.message, ContactID: v.ContactID, At: by.at}, channel: reply.Mail}
	w, within, err := newWait(a, v, h, reply.Between)
	if err != nil || within == 0 || !v.Open() || a.now.Sub(by.at) > oldest {
		return clocks, err
	}
	if w, err = reply.Start(w, within, a.book.firmHours, by.at, a.now); err != nil {
		return clocks, err
	}
	return append(clocks, w), addClock(a, w)
}

// refreshFrom is [refresh] where the clocks are not at hand.
func refreshFrom(a *act, v conversation.Conversation) error {
	clocks, err := store.ClocksOfConversation(a.tx, a.ws, v.ID)
	if err != nil {
		return err
	}
	return refresh(a, v, clocks)
}

// refresh has a conversation know the soonest moment by which somebody is to
// answer in it, and saves it: while somebody waits in it, it is open.
func refresh(a *act, v conversation.Conversation, clocks []reply.Clock) error {
	v.DueAt = time.Time{}
	for _, w := range clocks {
		if w.Running() {
			v.ClosedAt = time.Time{}
		}
		if w.Running() && !w.Paused() {
			v.DueAt = prompt.Sooner(v.DueAt, w.DueAt)
		}
	}
	return saveConversation(a, v)
}

func saveConversation(a *act, v conversation.Conversation) error {
	return store.SaveConversation(a.tx, a.ws, v)
}

// clockOf gives the clock that speaks for a promise of an answer: while it runs
// and is due in the minute of the promise, it asks, and the promise is silent. A
// clock that is due later, because it was paused or a nearer moment was promised
// by hand, would ask too late; one that is due earlier has asked already.
func clockOf(a *act, p promise.Promise) (reply.Clock, bool, error) {
	if p.Kind != promise.Answer || p.State != promise.Open {
		return reply.Clock{}, false, nil
	}
	w, err := store.ClockOfPromise(a.tx, a.ws, p.ID)
	if errors.Is(err, store.ErrNone) {
		return w, false, nil
	}
	due := p.Date().DueAt
	return w, err == nil && w.Running() && !w.Paused() && !w.DueAt.Before(due) && w.DueAt.Before(due.Add(time.Minute)), err
}

// clockFollows stops the clock of a promise of an answer that a member kept by
// itself, and has it run again when that is taken back.
func clockFollows(a *act, before, p promise.Promise) error {
	w, err := store.ClockOfPromise(a.tx, a.ws, p.ID)
	if err != nil {
		return orNothing(err)
	}
	if w.Wait.Worried() && w.Running() && before.State == promise.Open && p.State != promise.Open && a.who.Member != "" {
		return fault.New(fault.Conflict, "They are worried. Only an answer of yours that reaches them settles this: write, or call.")
	}
	switch {
	case before.State == promise.Open && p.State == promise.Kept && w.Running() && a.who.Member != "":
		at := laterOf(p.KeptAt, w.StartedAt)
		_, err = changeClock(a, w, "clock stopped", func(w reply.Clock) (reply.Clock, error) { return w.Stop(a.who.Member, a.book.firmHours, at, a.now) })
	case before.State == promise.Kept && p.State == promise.Open && !w.Running() && w.StoppedWith == "" && w.StoppedWhy == "":
		_, err = changeClock(a, w, "clock resumed", func(w reply.Clock) (reply.Clock, error) { return w.Resume(), nil })
	default:
		return nil
	}
	if err != nil || w.ConversationID == "" {
		return err
	}
	v, err := store.Conversation(a.tx, a.ws, conversation.ID(w.ConversationID))
	if err != nil {
		return err
	}
	return refreshFrom(a, v)
}
