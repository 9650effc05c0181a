package office

import (
	"errors"
	"strings"
	"time"

	"kept/internal/store"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
)

// reviewAway looks anew at the absences of a member into which one of the
// dates falls: a promise that was made, moved, kept or handed over changes
// what he has to pass on before he goes.
func reviewAway(a *act, of member.ID, dates []promise.Date) error {
	for _, ab := range a.book.absences[of] {
		if !ab.Until.After(a.now) {
			continue
		}
		for _, d := range dates {
			if d.DueAt.Before(ab.From) || !d.DueAt.Before(ab.Until) {
				continue
			}
			if err := reviewAbsence(a, ab.ID); err != nil {
				return err
			}
			break
		}
	}
	return nil
}

// peopleChanged looks anew at everything that a member answers for, whether as
// owner, deputy or leader, before the change or after it: a member who left
// holds no prompt, and one who is away hands his on.
func peopleChanged(a *act, id member.ID) error {
	before := a.book
	book, err := readBook(a.tx, a.calendars, a.ws, a.now)
	if err != nil {
		return err
	}
	a.book, a.due = book, true
	if err := store.TouchHandOffsAskedOf(a.tx, a.ws, id, a.now); err != nil {
		return err
	}
	for _, m := range book.members {
		if m.ID != id && !answers(before.team(m.ID), id) && !answers(book.team(m.ID), id) {
			continue
		}
		if err := reviewAllOf(a, m.ID); err != nil {
			return err
		}
	}
	return nil
}

func answers(t prompt.Team, id member.ID) bool {
	return t.Owner.ID == id || t.Deputy.ID == id || t.Leader.ID == id
}

// mostLive is how many live prompts of one member are reviewed at once.
const mostLive = 10_000

// reviewAllOf reviews what is asked about a member's obligations, and has his
// open promises reviewed now.
func reviewAllOf(a *act, owner member.ID) error {
	if err := store.TouchWatchesOf(a.tx, a.ws, owner, a.now); err != nil {
		return err
	}
	live, err := store.PromptsByOwner(a.tx, a.ws, owner, mostLive)
	if err != nil {
		return err
	}
	for _, p := range live {
		if err := a.review(p.Obligation); err != nil {
			return err
		}
	}
	for _, ab := range a.book.absences[owner] {
		if !ab.Until.After(a.now) {
			continue
		}
		if err := reviewAbsence(a, ab.ID); err != nil {
			return err
		}
	}
	return nil
}

// movedBefore gives the first date after a notice was written that it moves and
// that passes in silence unless it arrives; zero = none, or it has arrived.
func movedBefore(a *act, n notice.Notice) (time.Time, error) {
	var first time.Time
	if s := n.State(); s == notice.Accepted || s == notice.Withdrawn || !n.SettledAt.IsZero() {
		return first, nil
	}
	told, err := store.ToldBy(a.tx, a.ws, string(n.ID))
	if err != nil {
		return first, err
	}
	for _, id := range told {
		p, err := store.Promise(a.tx, a.ws, id)
		if err != nil {
			return first, err
		}
		first = prompt.Sooner(first, p.PassesUnlessTold(string(n.ID), n.QueuedAt))
	}
	return first, nil
}

// watchAsked has everything reviewed that is asked in the workspace, also what
// had no further moment of its own: the policy by which it is asked has changed.
func watchAsked(a *act) error {
	for _, m := range a.book.members {
		live, err := store.PromptsByOwner(a.tx, a.ws, m.ID, mostLive)
		if err != nil {
			return err
		}
		for _, p := range live {
			if err := store.SetWatch(a.tx, a.ws, p.Obligation, a.now); err != nil {
				return err
			}
		}
	}
	return nil
}

// stale tells why a mail that has waited says what is not so any more, or "":
// a way in that has ended, or a date that has passed. Nobody is told such a
// thing; a person is asked to call instead.
func stale(a *act, l store.Leaving) (string, error) {
	if hash, ok := passOf(l); ok {
		p, err := store.PassBySecret(a.tx, hash)
		if errors.Is(err, store.ErrNone) || err == nil && (!p.UsedAt.IsZero() || !a.now.Before(p.ExpiresAt)) {
			return "The way in that this brings has ended.", nil
		}
		return "", err
	}
	if holder, ok := promptsOf(l); ok && a.now.Sub(l.MadeAt) >= PromptsHold {
		return "It waited so long that what it asks is asked anew.", mailAnew(a, holder)
	}
	if id, ok := handOffOf(l); ok && l.NoticeID == "" {
		return staleHandOff(a, id)
	}
	if id, ok := strings.CutPrefix(l.EffectKey, checkInEffect); ok {
		return staleCheckIn(a, news.CheckInID(id))
	}
	if id, ok := strings.CutPrefix(l.EffectKey, ratingEffect); ok {
		if left, err := isSkipped(a, mailID(l)); left || err != nil {
			return "Somebody wanted it left out.", err
		}
		return staleRating(a, id)
	}
	if key, ok := strings.CutPrefix(l.EffectKey, pageEffect); ok {
		return stalePage(a, key)
	}
	if of, ok := digestOf(l); ok {
		return staleDigest(a, of)
	}
	if key, ok := strings.CutPrefix(l.EffectKey, approvalEffect); ok {
		return staleApproval(a, key)
	}
	if l.NoticeID == "" || a.now.Sub(l.MadeAt) < promise.MinAhead {
		return "", nil // a date lies at least that far ahead when it is set
	}
	if id, ok := updateOf(l); ok {
		if old, err := oldUpdate(a, id); old || err != nil {
			return "It waited so long that a day of which it speaks has passed.", err
		}
	}
	told, err := store.ToldBy(a.tx, a.ws, l.NoticeID)
	if err != nil {
		return "", err
	}
	for _, id := range told {
		p, err := store.Promise(a.tx, a.ws, id)
		if err != nil {
			return "", err
		}
		if tellsOfPast(p, l, a.now) {
			return "It waited so long that a date that it tells of has passed.", nil
		}
	}
	return "", nil
}

// tellsOfPast tells whether a mail tells of a date that has passed. A date that
// it tells of was set in the same act; to the next contact that it kept it is
// tied as well, and says nothing of it.
func tellsOfPast(p promise.Promise, l store.Leaving, now time.Time) bool {
	for _, t := range p.Tellings {
		if t.NoticeID != l.NoticeID || t.Seq >= len(p.Dates) {
			continue
		}
		if d := p.Dates[t.Seq]; d.SetAt.Equal(l.MadeAt) && d.DueAt.Before(now) {
			return true
		}
	}
	return false
}
