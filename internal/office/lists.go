package office

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/notice"
	"kept/reply"
)

// OfClient lists a client's notices, the newest first, from before an id on.
func (s Notices) OfClient(ctx context.Context, who Actor, of client.ID, before notice.ID, limit int) ([]notice.Notice, error) {
	return store.NoticesByClient(s.DB.Read(ctx), who.Workspace, of, before, limit)
}

// Messages lists what was said with a client, the newest first, from before a
// place on; the zero place is the beginning.
func (s Calls) Messages(ctx context.Context, who Actor, of client.ID, before store.Place, limit int) ([]store.Message, error) {
	return store.Messages(s.DB.Read(ctx), who.Workspace, of, before, limit)
}

// Clock gives a response clock.
func (s Calls) Clock(ctx context.Context, who Actor, id reply.ID) (reply.Clock, error) {
	c, err := store.Clock(s.DB.Read(ctx), who.Workspace, id)
	return c, notFound(err)
}

// Running lists the running clocks of a client.
func (s Calls) Running(ctx context.Context, who Actor, of client.ID) ([]reply.Clock, error) {
	return store.OpenClocks(s.DB.Read(ctx), who.Workspace, of)
}

// Clocks lists the clocks that started from one moment until before another,
// the oldest first.
func (s Calls) Clocks(ctx context.Context, who Actor, from, until time.Time, limit int) ([]reply.Clock, error) {
	return store.Clocks(s.DB.Read(ctx), who.Workspace, from, until, limit)
}
