package office

import (
	"sync"
	"time"
)

// turns numbers the acts that begin in one millisecond, so that the lines of
// the journal stand in the order of their acts: an act's names begin with its
// moment, then its turn, then the count of what it made.
type turns struct {
	mu   sync.Mutex
	at   time.Time
	last byte
}

// next gives the turn of an act that begins at now. Beyond 255 acts in one
// millisecond the order is left to chance; a machine does not do as many.
func (t *turns) next(now time.Time) byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case now.After(t.at):
		t.at, t.last = now, 0
	case t.last < 255:
		t.last++
	}
	return t.last
}
