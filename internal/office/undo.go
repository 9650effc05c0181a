package office

import (
	"context"
	"encoding/json"
	"fmt"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
)

// tooLate is said of what can be undone no more.
const tooLate = "It is too late to undo: it has left. Tell them the correction."

// Undo takes a telling back while nothing of it has left, or a call that was
// logged a moment ago. Dates, next contacts, keepings and waits are as they
// were; the journal keeps both.
func (s Notices) Undo(ctx context.Context, who Actor, id string) error {
	return s.do(ctx, who, func(a *act) error {
		lines, err := store.JournalOf(a.tx, a.ws, obligation("telling", id), 1)
		if err != nil {
			return err
		}
		if len(lines) == 0 {
			return store.ErrNone
		}
		var l toldLine
		if err := json.Unmarshal([]byte(lines[0].After), &l); err != nil {
			return fmt.Errorf("read the line of a telling: %w", err)
		}
		if lines[0].Actor != a.who.String() {
			return store.ErrNone
		}
		if l.Undone || !a.now.Before(l.UndoBy) {
			return fault.New(fault.Conflict, tooLate)
		}
		return undoTelling(a, id, lines[0], l)
	})
}

func undoTelling(a *act, id string, line store.Line, l toldLine) error {
	for _, other := range l.With {
		lines, err := store.JournalOf(a.tx, a.ws, obligation("telling", other), 1)
		if err != nil {
			return err
		}
		var o toldLine
		if err := json.Unmarshal([]byte(lines[0].After), &o); err != nil {
			return fmt.Errorf("read the line of a telling: %w", err)
		}
		if err := undoTelling(a, other, lines[0], o); err != nil {
			return err
		}
	}
	for _, n := range l.Notices {
		if err := withdrawNotice(a, n); err != nil {
			return err
		}
	}
	back := func(ids []promise.ID, what string, how func(promise.Promise) (promise.Promise, error)) error {
		for _, pid := range ids {
			if err := takeBack(a, pid, what, how); err != nil {
				return err
			}
		}
		return nil
	}
	unreset := func(p promise.Promise) (promise.Promise, error) {
		if !p.Date().SetAt.Equal(line.At) {
			return p, fault.New(fault.Conflict, "Somebody has moved “"+p.Words+"” again in the meantime. Look at it, and tell them what stands.")
		}
		return p.Unreset()
	}
	if err := back(l.Moved, "reset undone", unreset); err != nil {
		return err
	}
	if err := back(l.Next, "withdrawn", promise.Promise.Withdraw); err != nil {
		return err
	}
	if err := back(append(l.Kept, l.Met...), "reopened", promise.Promise.Reopen); err != nil {
		return err
	}
	if err := unshare(a, l.Shared); err != nil {
		return err
	}
	if err := unplan(a, l); err != nil {
		return err
	}
	if err := unsend(a, l.Update); err != nil {
		return err
	}
	if l.Message != "" && l.Channel != notice.Mail {
		if err := unlogCall(a, l); err != nil {
			return err
		}
	}
	l.Undone = true
	return a.note("undone", obligation("telling", id), line.ClientID, nil, l)
}

// takeBack has the domain take back what was decided about a promise.
func takeBack(a *act, id promise.ID, what string, how func(promise.Promise) (promise.Promise, error)) error {
	before, err := store.Promise(a.tx, a.ws, id)
	if err != nil {
		return err
	}
	p, err := how(before)
	if err != nil {
		return err
	}
	_, err = savePromise(a, before, p, what)
	return err
}

// unlogCall takes back what a call was besides a telling: the line of what was
// said, and the waits that it ended.
func unlogCall(a *act, l toldLine) error {
	if err := unanswer(a, l.Message); err != nil {
		return err
	}
	return store.DropMessage(a.tx, a.ws, l.Message)
}

// Undo takes the making of a promise back, within [UndoFor] and by its maker,
// while the notice of it has not left.
func (s Promises) Undo(ctx context.Context, who Actor, id promise.ID) error {
	return s.do(ctx, who, func(a *act) error {
		before, err := store.Promise(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		made := before.Dates[0]
		if made.SetBy != a.who.Member {
			return store.ErrNone
		}
		if before.State != promise.Open || len(before.Dates) > 1 || !a.now.Before(before.MadeAt.Add(UndoFor)) {
			return fault.New(fault.Conflict, "It is too late to undo. Release the promise, or tell them the correction.")
		}
		for _, t := range before.Tellings {
			if err := withdrawNotice(a, notice.ID(t.NoticeID)); err != nil {
				return err
			}
		}
		if err := takeBack(a, id, "withdrawn", promise.Promise.Withdraw); err != nil { // nobody was told now
			return err
		}
		return withdrawNextOf(a, before)
	})
}

// withdrawNextOf takes back the next contact that was set with a promise.
func withdrawNextOf(a *act, made promise.Promise) error {
	standing, err := store.NextContacts(a.tx, a.ws, client.ID(made.ClientID))
	if err != nil {
		return err
	}
	for _, n := range standing {
		before, err := store.Promise(a.tx, a.ws, n.Promise)
		if err != nil {
			return err
		}
		if !before.MadeAt.Equal(made.MadeAt) || before.Dates[0].SetBy != made.Dates[0].SetBy || len(before.Dates) > 1 {
			continue
		}
		if err := takeBack(a, n.Promise, "withdrawn", promise.Promise.Withdraw); err != nil {
			return err
		}
	}
	return nil
}

// withdrawNotice takes a notice back that has not left, or that was said and
// written down a moment ago.
func withdrawNotice(a *act, id notice.ID) error {
	n, err := store.Notice(a.tx, a.ws, id)
	if err != nil {
		return err
	}
	if n.Channel == notice.Mail {
		out, err := store.LeavingOfNotice(a.tx, a.ws, string(id))
		if err != nil {
			return err
		}
		if out.State != queued {
			return fault.New(fault.Conflict, tooLate)
		}
		out.State, out.DoneAt = withdrawn, a.now
		if err := store.SaveLeaving(a.tx, out, queued); err != nil {
			return err
		}
	}
	n.WithdrawnAt = a.now
	if err := store.SaveNotice(a.tx, a.ws, n); err != nil {
		return err
	}
	if err := withdrawWord(a, id); err != nil {
		return err
	}
	return reviewNotice(a, n)
}
