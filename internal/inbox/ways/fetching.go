package ways

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"kept/internal/fault"
	"kept/internal/inbox"
	"kept/internal/inbox/imap"
	"kept/internal/office"
	"kept/internal/store"
)

// Fetching is the duty that keeps watch over mailboxes: each that is set up has
// a watcher of its own, started when it appears and stopped when it is changed
// or closed. Where time stands still, mailboxes are swept once at each moment
// instead.
type Fetching struct {
	Ways *Ways
	mu   sync.Mutex
	all  map[string]*watcher
	last time.Time // where time stands still: when they were swept
}

// watcher is a mailbox that is watched.
type watcher struct {
	version int
	fetcher *imap.Fetcher
	stop    context.CancelFunc
	done    chan struct{}
}

// Name names the duty.
func (*Fetching) Name() string { return "fetching" }

// RunDue has every mailbox watched that is to be, and no other. It plans no
// moment: the crew looks again soon, and when it is nudged.
func (f *Fetching) RunDue(ctx context.Context, now time.Time) (time.Time, error) {
	boxes, err := f.Ways.Office.Mailboxes.Fetched(ctx)
	if err != nil {
		return time.Time{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	wanted := map[string]store.Mailbox{}
	for _, m := range boxes {
		wanted[Name(m)] = m
	}
	for name, w := range f.all {
		if m, ok := wanted[name]; !ok || m.Version != w.version {
			w.end()
			delete(f.all, name)
		}
	}
	if f.all == nil {
		f.all = map[string]*watcher{}
	}
	for name, m := range wanted {
		if f.all[name] == nil {
			f.all[name] = f.watch(ctx, m)
		}
	}
	if f.Ways.Clocked && now.After(f.last) {
		f.last = now
		return time.Time{}, f.sweep(ctx)
	}
	return time.Time{}, nil
}

// sweep takes what is new in every mailbox, one after the other. One that is in
// trouble says so and holds up no other.
func (f *Fetching) sweep(ctx context.Context) error {
	var failed error
	for _, w := range f.all {
		_, err := w.fetcher.Sweep(ctx)
		if t := (*imap.Trouble)(nil); errors.As(err, &t) {
			w.fetcher.Tell(ctx, t)
			continue
		}
		if err == nil {
			w.fetcher.Tell(ctx, nil)
		}
		failed = errors.Join(failed, err)
	}
	return failed
}

// watch starts a watcher.
func (f *Fetching) watch(ctx context.Context, m store.Mailbox) *watcher {
	w := &watcher{version: m.Version, fetcher: f.Ways.fetcher(m), done: make(chan struct{})}
	if f.Ways.Clocked {
		close(w.done)
		w.stop = w.fetcher.Close
		return w
	}
	ctx, w.stop = context.WithCancel(ctx)
	go func() {
		defer close(w.done)
		defer w.fetcher.Close()
		if err := w.fetcher.Watch(ctx); err != nil && ctx.Err() == nil {
			f.Ways.Log.Error("a mailbox is not watched any more", "mailbox", m.ID, "error", err)
		}
	}()
	return w
}

func (w *watcher) end() {
	w.stop()
	<-w.done
}

// Close stops all watchers and waits for them.
func (f *Fetching) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for name, w := range f.all {
		w.end()
		delete(f.all, name)
	}
}

// patience is how often a mail may not be kept before somebody is told.
const patience = 3

// fetcher is what fetches a mailbox.
func (w *Ways) fetcher(m store.Mailbox) *imap.Fetcher {
	set, err := office.SettingsOf(m)
	if err != nil {
		w.Log.Error("the settings of a mailbox cannot be read", "mailbox", m.ID, "error", err)
	}
	box := imap.Mailbox{ID: Name(m), Host: set.Host, Port: set.Port, Security: imap.Security(set.TLS), User: set.User, Folder: set.Folder}
	secret, err := w.Office.Mailboxes.Secret(m)
	switch {
	case err != nil:
		box.Token = func(context.Context) (string, error) { return "", err }
	case set.TokenURL != "":
		box.Token = func(ctx context.Context) (string, error) { return w.token(ctx, m, set) }
	default:
		box.Password = secret
	}
	var failures atomic.Int64
	tell := func(ctx context.Context, say string) {
		if err := w.Office.Mailboxes.Trouble(ctx, m, say); err != nil {
			w.Log.Error("the trouble of a mailbox was not written down", "mailbox", m.ID, "error", err)
		}
	}
	return &imap.Fetcher{
		Mailbox: box, Log: w.Log,
		Take: func(ctx context.Context, a inbox.Arrived) error {
			err := w.into(ctx, m, a)
			if err != nil && ctx.Err() == nil && failures.Add(1) == patience {
				tell(ctx, "Kept could not keep some mails of this mailbox, and tries again: "+err.Error())
			}
			return err
		},
		LoadMark: func(ctx context.Context) (imap.Mark, error) {
			now, err := w.Office.Mailboxes.Of(ctx, m.Workspace, m.ID)
			return imap.Mark{UIDValidity: now.UIDValidity, UID: now.LastUID}, err
		},
		SaveMark: func(ctx context.Context, at imap.Mark) error {
			if failures.Swap(0) >= patience {
				tell(ctx, "")
			}
			return w.Office.Mailboxes.Mark(ctx, m, at.UIDValidity, at.UID)
		},
		Tell: func(ctx context.Context, t *imap.Trouble) {
			say := ""
			if t != nil {
				say = w.withoutSecret(m, t.Say)
			}
			tell(ctx, say)
		},
		Random: w.Random,
	}
}

// maxToken is the size of what a token server answers.
const maxToken = 64 << 10

// token exchanges the refresh token for an access token (RFC 6749, 6). The
// secret is the refresh token, and on a line of its own the client's secret
// where it has one. A new refresh token replaces the old one.
func (w *Ways) token(ctx context.Context, m store.Mailbox, set office.WaySettings) (string, error) {
	now, err := w.Office.Mailboxes.Of(ctx, m.Workspace, m.ID)
	if err != nil {
		return "", err
	}
	secret, err := w.Office.Mailboxes.Secret(now)
	if err != nil {
		return "", err
	}
	refresh, clientSecret, _ := strings.Cut(secret, "\n")
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh}, "client_id": {set.ClientID}}
	if clientSecret != "" {
		form.Set("client_secret", strings.TrimSpace(clientSecret))
	}
	if set.Scope != "" {
		form.Set("scope", set.Scope)
	}
	answer, err := w.askToken(ctx, set.TokenURL, form)
	if err != nil {
		return "", err
	}
	if answer.RefreshToken != "" && answer.RefreshToken != refresh {
		anew := answer.RefreshToken
		if clientSecret != "" {
			anew += "\n" + clientSecret
		}
		if err := w.Office.Mailboxes.Rotate(ctx, now, anew); err != nil {
			return "", err
		}
	}
	return answer.AccessToken, nil
}

// tokens is what a token server answers.
type tokens struct {
	AccessToken  string `json:"access_token"`
	RefreshToken string `json:"refresh_token"`
	Error        string `json:"error"`
}

func (w *Ways) askToken(ctx context.Context, at string, form url.Values) (tokens, error) {
	var out tokens
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, at, strings.NewReader(form.Encode()))
	if err != nil {
		return out, fmt.Errorf("ask for a token: %w", err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := w.client().Do(req)
	if err != nil {
		return out, fmt.Errorf("ask for a token: %w", err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxToken))
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	switch {
	case err != nil:
		return out, fmt.Errorf("read a token: %w", err)
	case out.AccessToken == "":
		return out, fault.New(fault.NotAllowed, "The token server gives no access any more: "+cut(plain(out.Error), 100)+". Connect the mailbox again.")
	}
	return out, nil
}

func (w *Ways) client() *http.Client {
	if w.HTTP != nil {
		return w.HTTP
	}
	// A redirect would carry the refresh token to whomever it names.
	return &http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
