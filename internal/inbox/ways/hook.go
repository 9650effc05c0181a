package ways

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"kept/chase"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/inbox/hook"
	"kept/internal/office"
	"kept/internal/store"
)

// Hook answers webhooks at /in/{secret}. What it says with 2xx is kept: whoever
// brought it may let it go.
func (w *Ways) Hook(public string) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		err := w.hooked(rw, r, public)
		if err == nil {
			rw.WriteHeader(http.StatusNoContent)
			return
		}
		f, ok := fault.As(err)
		if !ok {
			w.Log.ErrorContext(r.Context(), "a webhook failed", "error", err)
			http.Error(rw, "This was not kept. Bring it again.", http.StatusInternalServerError)
			return
		}
		http.Error(rw, f.Error(), statusOf(f.Kind))
	})
}

// statusOf is chosen for those who call: most bring a thing again on 4xx and
// 5xx alike, and give it up at 403, 404 or 406.
func statusOf(k fault.Kind) int {
	switch k {
	case fault.NotFound:
		return http.StatusNotFound
	case fault.NotAllowed:
		return http.StatusUnauthorized
	case fault.Busy, fault.Internal:
		return http.StatusServiceUnavailable
	}
	return http.StatusUnprocessableEntity
}

func (w *Ways) hooked(rw http.ResponseWriter, r *http.Request, public string) error {
	box, err := w.Office.Mailboxes.ByPath(r.Context(), r.PathValue("secret"))
	if err != nil {
		return err
	}
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, hook.MaxBody))
	if big := (*http.MaxBytesError)(nil); errors.As(err, &big) {
		return fault.New(fault.Invalid, "This is too large.")
	} else if err != nil {
		return fault.New(fault.Busy, "This did not arrive whole. Bring it again.")
	}
	secret, err := w.Office.Mailboxes.Secret(box)
	if err != nil {
		return err
	}
	req := hook.Request{Header: r.Header, Body: body, URL: public + r.URL.RequestURI(), Certificate: w.certificate(r.Context())}
	d, err := hook.Read(kindOf(box, body), req, secret, w.Office.Watch.Now())
	if err != nil {
		return err
	}
	if d.Confirm != "" {
		return w.confirm(r.Context(), d.Confirm)
	}
	return w.deliver(r.Context(), box, d)
}

// kindOf is how a webhook's requests are read. A generic one brings mails, or
// calls and texts.
func kindOf(m store.Mailbox, body []byte) hook.Kind {
	switch m.Kind {
	case office.ByPostmark:
		return hook.Postmark
	case office.ByMailgun:
		return hook.Mailgun
	case office.BySES:
		return hook.SES
	case office.ByTwilio:
		return hook.Twilio
	}
	if strings.Contains(string(body[:min(len(body), 200)]), `"kind"`) {
		return hook.Phone
	}
	return hook.Mail
}

// deliver keeps what a webhook brought, one after the other. What was kept
// before one of them failed is recognised when it is brought again.
func (w *Ways) deliver(ctx context.Context, box store.Mailbox, d hook.Delivery) error {
	for _, m := range d.Mails {
		m.Mailbox = Name(box)
		if err := w.into(ctx, box, m); err != nil {
			return err
		}
	}
	for i, s := range d.Texts {
		text := plain(s.Text)
		for _, f := range s.Media {
			text += "\n" + plain(f.Type+": "+f.URL)
		}
		h := office.Heard{Key: onceOf(box, "sms", s.ID, d.Once, i), Channel: conversation.SMS, From: plain(s.From), Text: text, At: w.at(s.At), Asks: chase.Asks(text).Yes()}
		if _, err := w.Office.Inbox.Hear(ctx, box.Workspace, h); err != nil {
			return err
		}
	}
	for i, c := range d.Calls {
		if c.Outgoing {
			continue // what we said in it, a person logs
		}
		h := office.Heard{Key: onceOf(box, "call", c.ID, d.Once, i), Channel: conversation.Call, From: plain(c.From), Missed: c.Status == hook.Missed, At: w.at(c.At)}
		if _, err := w.Office.Inbox.Hear(ctx, box.Workspace, h); err != nil {
			return err
		}
	}
	return nil
}

// at is when something was said: now, where time stands still.
func (w *Ways) at(t time.Time) time.Time {
	if w.Clocked {
		return time.Time{}
	}
	return t
}

func onceOf(box store.Mailbox, what, id, once string, i int) string {
	if id == "" {
		id = fmt.Sprintf("%s/%d", once, i)
	}
	return sum([]byte(box.ID + "/" + what + "/" + id))
}

// certificate fetches the certificate with which Amazon signed.
func (w *Ways) certificate(ctx context.Context) func(string) ([]byte, error) {
	return func(at string) ([]byte, error) { return w.get(ctx, at) }
}

// confirm tells Amazon that mail may come.
func (w *Ways) confirm(ctx context.Context, at string) error {
	u, err := url.Parse(at)
	if err != nil || u.Scheme != "https" || !strings.HasSuffix(u.Hostname(), ".amazonaws.com") {
		return fault.New(fault.Invalid, "This is no address of Amazon's.")
	}
	_, err = w.get(ctx, at)
	return err
}

func (w *Ways) get(ctx context.Context, at string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return nil, fmt.Errorf("fetch from Amazon: %w", err)
	}
	res, err := w.client().Do(req)
	if err != nil {
		return nil, fault.New(fault.Busy, "Amazon cannot be reached.")
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fault.New(fault.Busy, "Amazon answered "+res.Status+".")
	}
	return io.ReadAll(io.LimitReader(res.Body, maxToken))
}
