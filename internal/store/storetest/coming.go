package storetest

import (
	"time"

	"kept/client"
	"kept/internal/store"
)

// comingMessages: what members want otherwise of messages that would leave, and the
// mails that wait or of which nobody knows whether they left.
func comingMessages(b *bench) {
	f, other := b.firm(), b.firm()
	set := func(f firm, c store.MessageChange) store.MessageChange {
		c.ClientID = f.client
		b.write(b, func(tx *store.Tx) error { return store.SetMessageChange(tx, f.ws, c) })
		return c
	}
	none(store.MessageChangeOf(b.read(), f.ws, "reminder.hof_1.1"))(b)
	one := set(f, store.MessageChange{Message: "reminder.hof_1.1", Words: "It rains.\nStill.", Skipped: true, Because: "We meet", By: f.owner, At: monday()})
	set(f, store.MessageChange{Message: "note.prm_1.1", Words: "Soon", By: f.owner, At: monday()})
	set(other, store.MessageChange{Message: "reminder.hof_1.1", Because: "Theirs", Skipped: true, At: monday()})
	two := set(f, store.MessageChange{Message: "note.prm_1.1", By: f.owner, At: monday().Add(time.Hour)})
	same(b, "one", ok(store.MessageChangeOf(b.read(), f.ws, one.Message))(b), one)
	same(b, "changed again", ok(store.MessageChangeOf(b.read(), f.ws, two.Message))(b), two)
	same(b, "of a client", ok(store.MessageChangesOfClient(b.read(), f.ws, f.client, 10))(b), []store.MessageChange{two, one})
	same(b, "the last of all", ok(store.MessageChanges(b.read(), f.ws, monday().Add(time.Hour), 10))(b), []store.MessageChange{two})
	same(b, "of nobody", ok(store.MessageChangesOfClient(b.read(), f.ws, client.ID("cli_none"), 10))(b), nil)

	mail := func(f firm, in time.Duration, state string) string {
		l := store.Leaving{Workspace: f.ws, ID: b.name("out"), EffectKey: b.name("eff"), Mail: "{}", SendAt: monday().Add(in), MadeAt: monday()}
		b.write(b, func(tx *store.Tx) error {
			if err := store.AddLeaving(tx, l); err != nil || state == "queued" {
				return err
			}
			l.State = state
			return store.SaveLeaving(tx, l, "queued")
		})
		return l.ID
	}
	later, soon := mail(f, 2*time.Hour, "queued"), mail(f, time.Hour, "queued")
	lost := mail(f, 0, "unsure")
	mail(f, 0, "sent")
	mail(other, 0, "queued")
	mail(other, 0, "unsure")
	ids := func(all []store.Leaving) (out []string) {
		for _, l := range all {
			out = append(out, l.ID)
		}
		return out
	}
	same(b, "what waits", ids(ok(store.WaitingMail(b.read(), f.ws, monday().Add(3*time.Hour), 10))(b)), []string{soon, later})
	same(b, "until a moment", ids(ok(store.WaitingMail(b.read(), f.ws, monday().Add(2*time.Hour), 10))(b)), []string{soon})
	same(b, "unsure", ids(ok(store.UnsureMail(b.read(), f.ws, monday(), 10))(b)), []string{lost})
}
