// Package planhook takes the webhooks of tools to which plans are linked: GitHub's.
//
// # Conventions
//
//   - Nothing is read of a body before its signature holds. Signatures are compared
//     in constant time.
//   - Who signs wrongly learns nothing: 401, without a word. Who signs rightly is
//     told in words what became of it; GitHub shows that beside the delivery.
//   - GitHub brings nothing again by itself. So what cannot be taken is noted at the
//     link, where members see it.
//   - A delivery can be brought again under another name, since GitHub does not sign
//     the name. It changes nothing then, because every issue says when it was changed.
package planhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"kept/internal/fault"
	"kept/internal/importer/plans"
	"kept/internal/importer/steps"
	"kept/internal/office"
	"kept/internal/store"
	"kept/plan"
	"kept/worktime"
)

// MaxBody is the size of a webhook, in bytes: GitHub sends none that is larger.
const MaxBody = 25 << 20

// Bodies above usualBody bytes are taken largeAtOnce at a time: who signed is only
// known when a body is here whole, and it is all in memory until then.
const (
	usualBody   = 1 << 20
	largeAtOnce = 4
)

// takeFor is how long a delivery that was signed rightly is tried to be kept.
const takeFor = 2 * time.Minute

// Hook takes webhooks at /in/{link}/github.
type Hook struct {
	Office *office.Office
	Log    *slog.Logger
	// Allow tells whether a link may bring something now, and so may somebody at an
	// address; else it is asked to wait.
	Allow func(key string, now time.Time) bool
	From  func(*http.Request) string // the address of who calls
	large atomic.Int32               // bodies that are being read
}

// ServeHTTP answers one webhook. What it says with 2xx is kept.
func (h *Hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	code, say, err := h.take(w, r)
	switch f, ok := fault.As(err); {
	case err == nil:
	case ok && f.Kind == fault.NotAllowed:
		code, say = http.StatusUnauthorized, ""
	case !ok:
		h.Log.ErrorContext(r.Context(), "a webhook of a linked plan failed", "error", err)
		code, say = http.StatusInternalServerError, "This was not kept. Bring it again."
	default:
		code, say = statusOf(f.Kind), f.Error()
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	// Who hung up has nobody to be told.
	_, _ = io.WriteString(w, say)
}

func statusOf(k fault.Kind) int {
	switch k {
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Busy, fault.Internal:
		return http.StatusServiceUnavailable
	case fault.Conflict:
		return http.StatusConflict
	}
	return http.StatusUnprocessableEntity
}

// take takes one webhook, and says with which status, and in which words, it is
// answered.
func (h *Hook) take(w http.ResponseWriter, r *http.Request) (int, string, error) {
	if !h.Allow("from "+h.From(r), h.Office.Watch.Now()) {
		return tooMany(w)
	}
	l, err := h.Office.PlanLinks.At(r.Context(), r.PathValue("link"))
	if err != nil {
		return 0, "", err
	}
	if r.ContentLength < 0 || r.ContentLength > usualBody {
		if n := h.large.Add(1); n > largeAtOnce {
			h.large.Add(-1)
			return 0, "", fault.New(fault.Busy, "Too many large ones at once. Bring it again in a minute.")
		}
		defer h.large.Add(-1)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	if big := (*http.MaxBytesError)(nil); errors.As(err, &big) {
		return http.StatusRequestEntityTooLarge, "This is larger than 25 MB.", nil
	} else if err != nil {
		return 0, "", fault.New(fault.Busy, "This did not arrive whole. Bring it again.")
	}
	secret, err := h.Office.PlanLinks.Secret(l)
	if fault.KindOf(err) == fault.Conflict {
		return http.StatusServiceUnavailable, "This link’s secret cannot be read.", h.Office.PlanLinks.Trouble(r.Context(), l, "This link’s secret cannot be read: Kept has another key now. Renew it.")
	}
	if err != nil {
		return 0, "", err
	}
	if !Signed(secret, body, r.Header.Get("X-Hub-Signature-256")) {
		return http.StatusUnauthorized, "", h.Office.PlanLinks.Trouble(r.Context(), l, office.NotSigned().Error())
	}
	// Only who signs rightly counts against a link: whoever else knows its address
	// could have GitHub turned away, and names that nobody gave would fill the limit.
	if !h.Allow("to "+l.ID, h.Office.Watch.Now()) {
		return tooMany(w)
	}
	// GitHub hangs up after ten seconds and brings nothing again; what is in hand by
	// then, waiting for its turn to be written, is taken all the same.
	ctx, stop := context.WithTimeout(context.WithoutCancel(r.Context()), takeFor)
	defer stop()
	return h.signed(r.WithContext(ctx), l, body)
}

func tooMany(w http.ResponseWriter) (int, string, error) {
	w.Header().Set("Retry-After", "60")
	return http.StatusTooManyRequests, "Too many at once. Bring it again in a minute.", nil
}

// Signed tells whether a body was signed with a secret, as GitHub does it:
// "sha256=" and the HMAC-SHA-256 in hexadecimal.
func Signed(secret string, body []byte, signature string) bool {
	sum, ok := strings.CutPrefix(signature, "sha256=")
	got, err := hex.DecodeString(sum)
	m := hmac.New(sha256.New, []byte(secret))
	m.Write(body)
	return ok && err == nil && secret != "" && hmac.Equal(got, m.Sum(nil))
}

// signed takes what comes from whom it should.
func (h *Hook) signed(r *http.Request, l store.PlanLink, body []byte) (int, string, error) {
	news, err := readNews(r.Header, body)
	if err == nil && news.Repository != "" && !strings.EqualFold(news.Repository, l.Repository) {
		err = fault.New(fault.Invalid, "This address is linked to "+l.Repository+", and this came from "+news.Repository+".")
	}
	if err == nil && news.Left != "" {
		return http.StatusAccepted, "Left alone. " + news.Left, nil
	}
	var done office.Refreshed
	if err == nil {
		done, err = h.refresh(r, l, news)
	}
	if f, ok := fault.As(err); ok {
		if noted := h.Office.PlanLinks.Trouble(r.Context(), l, f.Error()); noted != nil {
			return 0, "", noted
		}
	}
	if err != nil {
		return 0, "", err
	}
	if done.Again {
		return http.StatusOK, "This came before, and changed nothing now. Then: " + done.Became, nil
	}
	return http.StatusOK, done.Became, nil
}

// readNews reads a webhook in either form in which GitHub sends it.
func readNews(header http.Header, body []byte) (plans.GitHubNews, error) {
	if strings.HasPrefix(header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return plans.GitHubNews{}, fault.New(fault.Invalid, "This is not the form of a webhook.")
		}
		body = []byte(form.Get("payload"))
	}
	return plans.ReadGitHubNews(header.Get("X-GitHub-Event"), body)
}

func (h *Hook) refresh(r *http.Request, l store.PlanLink, news plans.GitHubNews) (office.Refreshed, error) {
	zone, err := h.zone(r.Context(), l)
	if err != nil {
		return office.Refreshed{}, err
	}
	read := steps.Reading{Zone: zone}
	n := office.PlanNews{Delivery: r.Header.Get("X-GitHub-Delivery"), Event: strings.TrimSpace(news.Event + " " + news.Action), Greeting: news.Event == "ping"}
	n.Part = plan.Part{Outside: read.Of(news.Plan).Outside, Placed: map[string]bool{}}
	for key := range news.Placed {
		n.Part.Placed[read.Source(news.Plan.Format, key)] = true
	}
	for _, c := range news.Cut {
		n.Part.Cut = append(n.Part.Cut, plan.Link{From: plan.ID(read.Source(news.Plan.Format, c.From)), To: plan.ID(read.Source(news.Plan.Format, c.To))})
	}
	if m := news.Milestone; m != nil {
		n.Stage = &plan.StageNews{Key: m.Key, Name: read.Stage(m.Name), At: m.Updated.Time}
		if !m.Due.IsZero() {
			n.Stage.On = worktime.DayOf(m.Due.Time, time.UTC)
		}
	}
	return h.Office.PlanLinks.Refresh(r.Context(), l, n)
}

// zone is where times without a zone are meant.
func (h *Hook) zone(ctx context.Context, l store.PlanLink) (*time.Location, error) {
	firm, _, err := h.Office.Settings.Calendars(ctx, office.Actor{Workspace: l.Workspace, System: "github"})
	if err != nil {
		return nil, err
	}
	return firm.Location(), nil
}
