package ways

import (
	"context"

	"kept/conversation"
	"kept/internal/inbox"
	"kept/internal/office"
	"kept/internal/store"
)

// Given keeps a mail that somebody of the firm hands over for a way in, and
// tells what became of it. It is taken as if it came by that way now; but that it
// is from whom it names, nobody has seen.
func (w *Ways) Given(ctx context.Context, by store.Mailbox, raw []byte) (office.Taken, error) {
	return w.taken(ctx, by, inbox.Arrived{Raw: raw, Way: inbox.Webhook, Mailbox: Name(by), Origin: conversation.Unproven})
}

// Anew reads a mail that waits for a person once more. Whether it is from whom
// it names was found out when it came, and stays.
func (*Ways) Anew(r store.Arrival, raw []byte) office.Incoming {
	in := Understand(inbox.Arrived{Raw: raw, Way: inbox.Way(r.Way), At: r.At, Origin: r.Origin}, "")
	in.Mailbox = r.MailboxID
	return in
}
