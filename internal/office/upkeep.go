package office

import (
	"context"
	"time"

	"kept/internal/store"
)

// Upkeep forgets what is of use to nobody any more. Nothing of what clients
// were told is among it: the record is for ever.
type Upkeep struct{ *desk }

// KeepEnded is how long a mailed way in or a session is kept after its end: a
// link that is too old is told from one that never was.
const KeepEnded = 30 * 24 * time.Hour

// Tidy forgets answers older than [KeepAnswers], files held longer than
// [UploadFor], deliveries older than [KeepDeliveries], ways in that ended
// before [KeepEnded], and pushes that were over before [KeepPushes].
func (s Upkeep) Tidy(ctx context.Context) error {
	if err := Files(s).Sweep(ctx); err != nil {
		return err
	}
	now := s.begin()
	return s.DB.Write(ctx, func(tx *store.Tx) error {
		if err := store.DropAnswered(tx, now.Add(-KeepAnswers)); err != nil {
			return err
		}
		if err := store.DropUploads(tx, now.Add(-UploadFor)); err != nil {
			return err
		}
		if err := store.DropPlanDeliveries(tx, now.Add(-KeepDeliveries)); err != nil {
			return err
		}
		if err := store.DropPasses(tx, now.Add(-KeepEnded)); err != nil {
			return err
		}
		if err := store.DropPushes(tx, now.Add(-KeepPushes)); err != nil {
			return err
		}
		return store.DropSessions(tx, now.Add(-KeepEnded))
	})
}
