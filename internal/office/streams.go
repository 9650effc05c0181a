package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/workspace"
)

// Streams is what open pages are told while they are open: that something is new.
type Streams struct{ *desk }

// Now is the office's clock.
func (s Streams) Now() time.Time { return s.begin() }

// Last is the number of the last change of all.
func (s Streams) Last(ctx context.Context) (int64, error) {
	return store.LastChange(s.DB.Read(ctx))
}

// streamChanges is how many changes are read at once.
const streamChanges = 500

// New lists what changed anywhere after a change, in order; more tells that there
// may be others behind.
func (s Streams) New(ctx context.Context, after int64) (all []store.NewChange, more bool, err error) {
	all, err = store.NewChanges(s.DB.Read(ctx), after, streamChanges)
	return all, len(all) == streamChanges, err
}

// Mark names the last change that a contact's client can see; it says nothing else.
func (s Streams) Mark(ctx context.Context, who Actor) (string, error) {
	var mark string
	err := s.see(ctx, who, func(a *act) (err error) {
		mark, err = markOf(a)
		return err
	})
	return mark, err
}

func markOf(a *act) (string, error) {
	seq, err := store.LatestChange(a.tx, a.ws, a.who.Client, a.now)
	return MarkOf(a.ws, a.who.Client, seq), err
}

// MarkOf is a change's name for the pages of a client. Numbers run through all
// clients of a server, so that he is not told them.
func MarkOf(ws workspace.ID, of client.ID, seq int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d", ws, of, seq))
	return hex.EncodeToString(sum[:8])
}

// SessionKey is what is remembered of a session while its page is open: a hash.
func SessionKey(secret string) string { return hashed(secret) }

// StillOpen finds which sessions of contacts may still read: for each of them, as whom.
func (s Streams) StillOpen(ctx context.Context, sessions []string) (map[string]Actor, error) {
	out, over, now := make(map[string]Actor, len(sessions)), map[Actor]bool{}, s.begin()
	for len(sessions) > 0 {
		n := min(len(sessions), store.ReadsAtOnce)
		all, err := store.StillReads(s.DB.Read(ctx), sessions[:n], now)
		if err != nil {
			return nil, err
		}
		for _, r := range all {
			who := Actor{Workspace: r.Workspace, Contact: r.Contact, Client: r.Client}
			if shut, known := over[who]; r.Past && !known {
				err := s.see(ctx, who, func(*act) error { return nil })
				if err != nil && !isShut(err) {
					return nil, err
				}
				shut = err != nil
				over[who] = shut
			}
			if !over[who] {
				out[r.Hash] = who
			}
		}
		sessions = sessions[n:]
	}
	return out, nil
}
