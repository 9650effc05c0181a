package office

import (
	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
)

// tellInstead lets a call that reached the contact tell what notices to him
// did not: the dates that they were to tell of are told of by it, and the rule
// *undelivered*, which asked to call instead, is settled.
func tellInstead(a *act, in Call, said notice.ID) error {
	for _, id := range in.Instead {
		n, err := store.Notice(a.tx, a.ws, id)
		if err != nil {
			return missingField(err, "instead", "Choose a message that did not arrive.")
		}
		if err := checkInstead(in, n); err != nil {
			return err
		}
		if err := tieInstead(a, n.ID, said); err != nil {
			return err
		}
		if n.State() == notice.Queued {
			err = withdrawNotice(a, n.ID) // or it would still arrive, and say it a second time
		} else {
			err = settleNotice(a, n, "told in a "+string(in.Channel))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func checkInstead(in Call, n notice.Notice) error {
	switch st := n.State(); {
	case n.ClientID != string(in.Client) || client.ContactID(n.ContactID) != in.Contact:
		return fault.Field("instead", "That message was to somebody else.")
	case st != notice.Bounced && st != notice.Unsure && st != notice.Queued:
		return fault.Field("instead", "That message has arrived, or was undone.")
	case in.At.Before(n.QueuedAt):
		return fault.Field("at", "That was before the message was written.")
	}
	return nil
}

// tieInstead ties what was said to every date that a notice was to tell of. The
// next contact that the notice named is not among them: the call has kept it.
func tieInstead(a *act, written, said notice.ID) error {
	told, err := store.ToldBy(a.tx, a.ws, string(written))
	if err != nil {
		return err
	}
	for _, id := range told {
		p, err := store.Promise(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if p.Kind == promise.NextContact {
			continue
		}
		for _, t := range p.Tellings {
			if t.NoticeID != string(written) {
				continue
			}
			if err := store.AddTelling(a.tx, a.ws, id, promise.Telling{Seq: t.Seq, NoticeID: string(said)}); err != nil {
				return err
			}
			if err := dateShown(a, store.Tie{Promise: id, Seq: t.Seq}); err != nil {
				return err
			}
		}
		if err := a.review(obligation("promise", id)); err != nil {
			return err
		}
	}
	return nil
}
