package store

import "time"

// Figures are how much lies before the duties, for metrics: counted in partial
// indexes that hold what waits, not what there is.
type Figures struct {
	Queued  int64 // mails that wait for their moment
	Leased  int64 // mails that are being handed over
	Prompts int64 // live prompts
	// NextWatch and its like are the moments of what waits the longest;
	// zero = nothing does.
	NextWatch, NextMail, NextPromptMail, NextDigest time.Time
}

const (
	sqlQueued      = `SELECT COUNT(*) FROM outbox WHERE state = 'queued'`
	sqlLeased      = `SELECT COUNT(*) FROM outbox WHERE state = 'leased'`
	sqlLivePrompts = `SELECT COUNT(*) FROM prompts WHERE settled_at = 0`
)

// FiguresOf counts what lies before the duties.
func FiguresOf(tx *Tx) (Figures, error) {
	var f Figures
	var err error
	if f.Queued, err = one(tx, scanInt, sqlQueued); err != nil {
		return f, err
	}
	if f.Leased, err = one(tx, scanInt, sqlLeased); err != nil {
		return f, err
	}
	if f.Prompts, err = one(tx, scanInt, sqlLivePrompts); err != nil {
		return f, err
	}
	if f.NextWatch, err = NextWatch(tx); err != nil {
		return f, err
	}
	if f.NextMail, err = NextLeaving(tx); err != nil {
		return f, err
	}
	if f.NextPromptMail, err = NextPromptMail(tx); err != nil {
		return f, err
	}
	f.NextDigest, err = NextSubscription(tx)
	return f, err
}

// MailState is how many mails of a workspace's outbox are in one state.
type MailState struct {
	State string
	Count int64
	Since time.Time // when the oldest of them was queued
}

const sqlCountMails = `SELECT state, COUNT(*), MIN(made_at) FROM outbox GROUP BY state ORDER BY state`

// CountMails counts all mails by state. It reads the whole outbox: for a
// doctor, not for a page.
func CountMails(tx *Tx) ([]MailState, error) {
	return many(tx, func(row scanner) (s MailState, err error) {
		var since int64
		err = row.Scan(&s.State, &s.Count, &since)
		s.Since = at(since)
		return s, err
	}, sqlCountMails)
}
