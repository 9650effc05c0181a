package ways

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/inbox"
	"kept/internal/office"
	"kept/internal/store"
	"kept/workspace"
)

// Ways is all ways in of one process.
type Ways struct {
	Office *office.Office
	Log    *slog.Logger
	// Clocked: time stands still here, so that when a mail came is when it is taken.
	Clocked bool
	Random  func() float64 // spreads the attempts of many mailboxes; nil = they are not spread
	HTTP    *http.Client   // asks token servers and Amazon; nil = the usual one
}

// Name names a way in beyond its workspace, as [inbox.Arrived.Mailbox] does.
func Name(m store.Mailbox) string { return string(m.Workspace) + "/" + m.ID }

// mailbox finds a way in by such a name.
func (w *Ways) mailbox(ctx context.Context, name string) (store.Mailbox, error) {
	ws, id, _ := strings.Cut(name, "/")
	return w.Office.Mailboxes.Of(ctx, workspace.ID(ws), id)
}

// Take keeps a mail that arrived. It is [inbox.Taker].
func (w *Ways) Take(ctx context.Context, m inbox.Arrived) error {
	box, err := w.mailbox(ctx, m.Mailbox)
	if err != nil {
		return err
	}
	return w.into(ctx, box, m)
}

func (w *Ways) into(ctx context.Context, box store.Mailbox, m inbox.Arrived) error {
	_, err := w.taken(ctx, box, m)
	return err
}

// taken keeps a mail and tells what became of it.
func (w *Ways) taken(ctx context.Context, box store.Mailbox, m inbox.Arrived) (office.Taken, error) {
	if !box.EndedAt.IsZero() {
		return office.Taken{}, fault.New(fault.Busy, "This way in was closed.")
	}
	set, err := office.SettingsOf(box)
	if err != nil {
		return office.Taken{}, err
	}
	in := Understand(m, set.AuthServer)
	in.Mailbox = box.ID
	if w.Clocked {
		in.At = time.Time{}
	}
	return w.Office.Inbox.Take(ctx, box.Workspace, in)
}

// Knows finds the way in with an address, for the entrance.
func (w *Ways) Knows(ctx context.Context, address string) (name string, ok bool, err error) {
	m, err := w.Office.Mailboxes.At(ctx, address)
	if fault.KindOf(err) == fault.NotFound {
		return "", false, nil
	}
	return Name(m), err == nil, err
}

// Read understands a mail of which only the bytes were kept.
func (w *Ways) Read(raw []byte) office.Incoming {
	return Understand(inbox.Arrived{Raw: raw}, "")
}
