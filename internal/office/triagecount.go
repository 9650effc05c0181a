package office

import (
	"context"

	"kept/internal/store"
)

// Count counts what [Triage.List] gives, up to as many of each sort as it
// lists: it stands above every look at the inbox, and costs two questions.
func (s Triage) Count(ctx context.Context, who Actor) (mails, people int, err error) {
	tx := s.DB.Read(ctx)
	waiting, err := store.ArrivalsWaiting(tx, who.Workspace, "", waitingListed)
	if err != nil {
		return 0, 0, err
	}
	unknown, err := store.ClientsInTriage(tx, who.Workspace, store.Place{}, waitingListed)
	return len(waiting), len(unknown), err
}
