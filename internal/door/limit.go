package door

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limiter slows down whoever tries too often, by a key such as an address.
type Limiter struct {
	every time.Duration
	burst int
	mu    sync.Mutex
	byKey map[string]*rate.Limiter
}

// maxKeys bounds a limiter's memory; beyond it, everybody starts anew.
const maxKeys = 20_000

// NewLimiter lets each key try burst times at once, then once in every.
func NewLimiter(every time.Duration, burst int) *Limiter {
	return &Limiter{every: every, burst: burst, byKey: map[string]*rate.Limiter{}}
}

// Allow tells whether a key may try at now.
func (l *Limiter) Allow(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	k := l.byKey[key]
	if k == nil {
		if len(l.byKey) >= maxKeys {
			l.byKey = map[string]*rate.Limiter{}
		}
		k = rate.NewLimiter(rate.Every(l.every), l.burst)
		l.byKey[key] = k
	}
	return k.AllowN(now, 1)
}
