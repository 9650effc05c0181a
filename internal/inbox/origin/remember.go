package origin

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// The limits of what is remembered of name servers.
const (
	RememberedFor     = time.Minute      // an answer, that there is no such name too
	FailureRemembered = 10 * time.Second // that nobody answered
	MostRemembered    = 10_000           // answers
)

// Remembering is a resolver that asks the same question once a minute: of many
// mails from one domain the first alone waits for its name server, and those
// that come together wait for one answer.
type Remembering struct {
	resolver Resolver
	now      func() time.Time
	flights  singleflight.Group

	mu    sync.Mutex
	known map[string]remembered
}

// remembered is an answer, and until when it is given again.
type remembered struct {
	found any
	err   error
	until time.Time
}

// Remember has a resolver's answers remembered by a clock.
func Remember(r Resolver, now func() time.Time) *Remembering {
	return &Remembering{resolver: r, now: now, known: map[string]remembered{}}
}

// LookupTXT gives the texts of a name.
func (r *Remembering) LookupTXT(ctx context.Context, name string) ([]string, error) {
	return ask(ctx, r, "txt "+name, func(ctx context.Context) ([]string, error) { return r.resolver.LookupTXT(ctx, name) })
}

// LookupNetIP gives the addresses of a host.
func (r *Remembering) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	return ask(ctx, r, network+" "+host, func(ctx context.Context) ([]netip.Addr, error) { return r.resolver.LookupNetIP(ctx, network, host) })
}

// LookupMX gives the mail servers of a domain.
func (r *Remembering) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	return ask(ctx, r, "mx "+name, func(ctx context.Context) ([]*net.MX, error) { return r.resolver.LookupMX(ctx, name) })
}

// ask gives what is remembered, or asks. The question goes on when one of those
// who wait for it goes away: others may wait for the same answer.
func ask[T any](ctx context.Context, r *Remembering, key string, question func(context.Context) ([]T, error)) ([]T, error) {
	a, ok := r.recall(key)
	if !ok {
		flight := r.flights.DoChan(key, func() (any, error) {
			asking, cancel := context.WithTimeout(context.WithoutCancel(ctx), MaxAnswer)
			defer cancel()
			found, err := question(asking)
			return r.keep(key, found, err), nil
		})
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case got := <-flight:
			a = got.Val.(remembered)
		}
	}
	found, _ := a.found.([]T)
	return found, a.err
}

func (r *Remembering) recall(key string) (remembered, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a, ok := r.known[key]
	return a, ok && r.now().Before(a.until)
}

func (r *Remembering) keep(key string, found any, err error) remembered {
	a := remembered{found: found, err: err, until: r.now().Add(RememberedFor)}
	if err != nil && !notFound(err) {
		a.until = r.now().Add(FailureRemembered)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.known) >= MostRemembered { // rather ask again than keep account of ages
		clear(r.known)
	}
	r.known[key] = a
	return a
}
