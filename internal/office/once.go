package office

import (
	"context"
	"errors"
	"time"

	"kept/internal/fault"
	"kept/internal/store"
)

// Request is an act that is asked for from outside under a key of the asker's
// choice, so that asking again, because the answer was lost on its way, does
// nothing a second time.
type Request struct {
	Key         string // a hash of who asks and his key
	Fingerprint string // a hash of what is asked
}

// KeepAnswers is how long an answer is remembered under its key.
const KeepAnswers = 7 * 24 * time.Hour

// Once does an act at most once for a key, also when it is asked for twice at
// the same time or after a restart. The answer is kept in the transaction of
// the act: both are there, or neither. again tells that the answer is the one
// that was given before. An act that was refused did nothing, and may be tried
// again under its key; another request under the same key is refused.
//
// All acts and looks that work does with the context handed to it are parts of
// that one transaction. They have to be done by the actor that Once is given,
// and work may run more than once.
func (o *Office) Once(ctx context.Context, who Actor, q Request, work func(context.Context) (store.Answered, error)) (answer store.Answered, again bool, err error) {
	d := o.Access.desk
	err = d.DB.Together(ctx, func(ctx context.Context, tx *store.Tx) error {
		again = false
		answer, err = store.AnsweredBefore(tx, who.Workspace, q.Key)
		if !errors.Is(err, store.ErrNone) {
			again = true
			return err
		}
		if answer, err = work(ctx); err != nil {
			return err
		}
		answer.Fingerprint = q.Fingerprint
		return store.AddAnswered(tx, who.Workspace, q.Key, answer, d.begin())
	})
	if fault.KindOf(err) == fault.Conflict {
		// Somebody else may have been faster under the same key.
		if before, e := store.AnsweredBefore(d.DB.Read(ctx), who.Workspace, q.Key); e == nil {
			answer, again, err = before, true, nil
		}
	}
	if err != nil {
		return store.Answered{}, false, notFound(err)
	}
	if again && answer.Fingerprint != q.Fingerprint {
		return store.Answered{}, false, fault.Field("Idempotency-Key", "This key was used for another request. Every request has a key of its own; only the very same request is sent again under it.")
	}
	if !again {
		d.Nudge() // what the act nudged for was not there yet to be seen
	}
	return answer, again, nil
}
