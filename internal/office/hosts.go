package office

import (
	"context"
	"errors"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/workspace"
)

// Hosts is the address of its own that a workspace gives its clients' pages.
type Hosts struct{ *desk }

// Resolver asks name servers. [net.Resolver] is one.
type Resolver interface {
	LookupTXT(ctx context.Context, name string) ([]string, error)
}

// HostView is an address with what its page needs.
type HostView struct {
	workspace.Host        // the zero Host = none was given
	Leads          string // where its record is to lead: the host of this server
}

// portalURL is what the links begin with that clients read: the proven address of
// the workspace, else that of the server.
func portalURL(a *act) string {
	h := a.book.host
	if !h.Proven() {
		return a.URL
	}
	u, err := url.Parse(a.URL)
	if err != nil {
		return a.URL
	}
	at := url.URL{Scheme: u.Scheme, Host: h.Name}
	if port := u.Port(); port != "" {
		at.Host = net.JoinHostPort(h.Name, port)
	}
	return at.String()
}

// See gives the address of the actor's workspace.
func (s Hosts) See(ctx context.Context, who Actor) (HostView, error) {
	var v HostView
	err := s.see(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeWorkspace, nil); err != nil {
			return err
		}
		v = HostView{Host: a.book.host, Leads: a.host()}
		return nil
	})
	return v, err
}

// Give gives the clients' pages an address. It is used once it is proven; asked
// again for the same one, the record stays the same.
func (s Hosts) Give(ctx context.Context, who Actor, typed string) (HostView, error) {
	var v HostView
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeWorkspace, nil); err != nil {
			return err
		}
		name, err := workspace.CheckHost(typed, a.host())
		if err != nil {
			return err
		}
		before := a.book.host
		v = HostView{Host: before, Leads: a.host()}
		if name == before.Name {
			return nil
		}
		token, err := newSecret(a.random)
		if err != nil {
			return err
		}
		v.Host = workspace.Host{Workspace: a.ws, Name: name, Token: token, AskedAt: a.now, CheckedAt: a.now.Add(-workspace.HostAgain)}
		a.due = true
		if err := store.PutHost(a.tx, v.Host); err != nil {
			return err
		}
		return a.note("address asked", obligation("workspace", a.ws), "", hostLineOf(before), hostLineOf(v.Host))
	})
	return v, err
}

// hostLine is what the journal keeps of an address.
type hostLine struct {
	Name   string `json:"name"`
	Proven bool   `json:"proven"`
}

func hostLineOf(h workspace.Host) any {
	if h.Name == "" {
		return nil
	}
	return hostLine{h.Name, h.Proven()}
}

// TakeAway takes the address away: what led there leads nowhere.
func (s Hosts) TakeAway(ctx context.Context, who Actor) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeWorkspace, nil); err != nil {
			return err
		}
		if a.book.host.Name == "" {
			return store.ErrNone
		}
		if err := store.DropHost(a.tx, a.ws); err != nil {
			return err
		}
		return a.note("address taken away", obligation("workspace", a.ws), "", hostLineOf(a.book.host), nil)
	})
}

// Check asks the name servers whether the address is proven, once a minute at most.
func (s Hosts) Check(ctx context.Context, who Actor) (HostView, error) {
	v, err := s.See(ctx, who)
	if err != nil {
		return v, err
	}
	if v.Name == "" {
		return v, fault.New(fault.NotFound, "There is nothing here, or it is not yours.")
	}
	if s.begin().Before(v.CheckedAt.Add(workspace.HostAgain)) {
		return v, fault.New(fault.Busy, "The name servers were asked less than a minute ago. A new record may take a while to be seen.")
	}
	v.Host, err = s.check(ctx, who, v.Host)
	return v, err
}

// CheckDue asks the name servers about every address of which they were not asked
// for a day, and tells when the next one is due; zero = there is none.
func (s Hosts) CheckDue(ctx context.Context) (time.Time, error) {
	if s.Resolver == nil {
		return time.Time{}, nil
	}
	now := s.begin()
	due, err := store.HostsToCheck(s.DB.Read(ctx), now.Add(-workspace.HostEvery))
	if err != nil {
		return time.Time{}, err
	}
	for _, h := range due {
		if _, err := s.check(ctx, system("watchdog", h.Workspace), h); err != nil && fault.KindOf(err) != fault.Conflict {
			return time.Time{}, err
		}
	}
	oldest, err := store.OldestHostCheck(s.DB.Read(ctx))
	if err != nil || oldest.IsZero() {
		return time.Time{}, err
	}
	return oldest.Add(workspace.HostEvery), nil
}

// lookFor is how long name servers may take to answer.
const lookFor = 10 * time.Second

// check asks the name servers, outside of any transaction, and takes what they say.
func (s Hosts) check(ctx context.Context, who Actor, seen workspace.Host) (workspace.Host, error) {
	if s.Resolver == nil {
		return seen, fault.New(fault.Conflict, "This server asks no name servers: no address can be proven.")
	}
	asking, cancel := context.WithTimeout(ctx, lookFor)
	defer cancel()
	found := proofOf(s.Resolver.LookupTXT(asking, seen.ProofName()+"."))(seen.Token)
	var h workspace.Host
	var taken bool
	err := s.do(ctx, who, func(a *act) error {
		before, err := store.Host(a.tx, a.ws)
		if err != nil {
			return err
		}
		if h = before; h.Name != seen.Name || h.Token != seen.Token {
			return nil // another one was given in the meantime
		}
		if found == workspace.RecordThere {
			if taken, err = takenHost(a, h); err != nil {
				return err
			}
			if taken {
				found = workspace.NoAnswer
			}
		}
		h = h.Take(found, a.now)
		if err := store.PutHost(a.tx, h); err != nil || h.Proven() == before.Proven() {
			return err
		}
		what := "address proven"
		if !h.Proven() {
			what = "address lost"
		}
		return a.note(what, obligation("workspace", a.ws), "", hostLineOf(before), hostLineOf(h))
	})
	if err == nil && taken {
		err = fault.New(fault.Conflict, "Another workspace on this server uses this address.")
	}
	return h, err
}

// takenHost tells whether another workspace has proven an address. One that it has
// lost passes on.
func takenHost(a *act, h workspace.Host) (bool, error) {
	all, err := store.HostsNamed(a.tx, h.Name)
	return slices.ContainsFunc(all, func(o workspace.Host) bool { return o.Workspace != a.ws && o.Proven() }), err
}

// proofOf reads an answer of the name servers.
func proofOf(texts []string, err error) func(token string) workspace.Found {
	return func(token string) workspace.Found {
		var dns *net.DNSError
		switch {
		case err == nil && slices.ContainsFunc(texts, func(s string) bool { return strings.TrimSpace(s) == token }):
			return workspace.RecordThere
		case err == nil, errors.As(err, &dns) && dns.IsNotFound:
			return workspace.RecordMissing
		}
		return workspace.NoAnswer
	}
}

// Served finds the workspace whose pages are shown at a host; "" = none.
func (s Hosts) Served(ctx context.Context, host string) (workspace.ID, error) {
	if host == "" {
		return "", nil
	}
	all, err := store.HostsNamed(s.DB.Read(ctx), host)
	if err != nil {
		return "", err
	}
	var best workspace.Host
	for _, h := range all {
		newer := h.Proven() && !best.Proven() || h.Proven() == best.Proven() && h.ProvenAt.After(best.ProvenAt)
		if h.Serves() && newer {
			best = h
		}
	}
	return best.Workspace, nil
}

// within is the key under which a context says that it is of one workspace alone.
type within struct{}

// Within has everything that is done with the context see one workspace alone:
// what belongs to another one is not there.
func Within(ctx context.Context, ws workspace.ID) context.Context {
	return context.WithValue(ctx, within{}, ws)
}

// isWithin tells whether a context may see a workspace.
func isWithin(ctx context.Context, ws workspace.ID) bool {
	only, ok := ctx.Value(within{}).(workspace.ID)
	return !ok || only == ws
}
