package api

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sort"

	"github.com/danielgtaylor/huma/v2"

	"kept/internal/fault"
)

// kindURN begins the type of every problem; the kind follows.
const kindURN = "urn:kept:"

// retryAfter is after how many seconds it is worth to try again when Kept is busy.
const retryAfter = "2"

// statusOf gives the status of a kind of refusal.
func statusOf(k fault.Kind) int {
	switch k {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.NotAllowed:
		return http.StatusForbidden
	case fault.Conflict:
		return http.StatusConflict
	case fault.Busy:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// problemOf writes a refusal as a problem (RFC 9457). where gives the place in
// the request of a field by the name that the office has for it.
func problemOf(status int, f *fault.Error, where func(field string) string) *huma.ErrorModel {
	p := &huma.ErrorModel{Type: kindURN + string(f.Kind), Title: http.StatusText(status), Status: status, Detail: f.Say}
	for field, say := range f.Fields {
		p.Errors = append(p.Errors, &huma.ErrorDetail{Message: say, Location: where(field)})
	}
	sort.Slice(p.Errors, func(i, j int) bool { return p.Errors[i].Location < p.Errors[j].Location })
	return p
}

// placed is an input that knows where its fields stand.
type placed interface{ place(field string) string }

// renamed are the fields that have another name here than in the office.
var renamed = map[string]string{
	"client": "client_id", "contact": "contact_id", "owner": "owner_id", "project": "project_id", "leader": "leader_id",
	"deputy": "deputy_id", "member": "member_id", "to": "to_id", "answering": "answering_id", "contact_name": "contact",
	"standard_call": "call_seconds", "standard_mail": "mail_seconds", "after_broken": "policy.after_broken_seconds", "untold": "policy.untold_seconds",
	"standard_acknowledge": "acknowledge_seconds", "standard_between": "between_seconds", "standard_alarm": "alarm_seconds", "rating_every": "ratings.every_days", "reception": "inbox.reception_id", "chases": "inbox.chases", "into": "into_id",
	"usual": "policy.usual", "appointment": "policy.appointment", "logo": "picture",
	"remind_first": "hand_offs.usual.first_seconds", "remind_every": "hand_offs.usual.every_seconds", "remind_most": "hand_offs.usual.most", "remind_at": "hand_offs.usual.at",
	"remind_client_first": "hand_offs.client.first_seconds", "remind_client_every": "hand_offs.client.every_seconds", "remind_client_most": "hand_offs.client.most", "remind_client_at": "hand_offs.client.at",
}

// placeIn gives the place of a field in a body or a query.
func placeIn(part string, in any) func(string) string {
	return func(field string) string {
		if field == keyHeader {
			return "header." + field
		}
		if p, ok := in.(placed); ok {
			if at := p.place(field); at != "" {
				return part + "." + at
			}
		}
		if other, ok := renamed[field]; ok {
			field = other
		}
		return part + "." + field
	}
}

// refuse turns what an act gave back into what is answered. part is where the
// operation's fields are: body or query.
func (s *service) refuse(ctx context.Context, part string, in any, err error) error {
	f, ok := fault.As(err)
	switch {
	case !ok && errors.Is(err, context.Canceled):
		f = fault.New(fault.Busy, "You left before this was done. Nothing was changed.")
	case !ok || f.Kind == fault.Internal:
		return s.fail(ctx, err)
	}
	if f.Kind == fault.Conflict && s.stale(ctx, in) {
		p := problemOf(http.StatusPreconditionFailed, f, placeIn(part, in))
		p.Type, p.Detail = kindURN+"changed", "Somebody else changed this in the meantime. Look again, then decide."
		return p
	}
	p := problemOf(statusOf(f.Kind), f, placeIn(part, in))
	if f.Kind == fault.Busy {
		s.Log.WarnContext(ctx, "busy", "path", callerOf(ctx).url.Path, "error", err)
		return huma.ErrorWithHeaders(p, http.Header{"Retry-After": {retryAfter}})
	}
	return p
}

// fail writes down a fault of ours and gives the reference to it.
func (s *service) fail(ctx context.Context, err error) error {
	ref := s.reference()
	s.Log.ErrorContext(ctx, "an act failed", "reference", ref, "path", callerOf(ctx).url.Path, "actor", callerOf(ctx).String(), "error", err)
	return &huma.ErrorModel{
		Type: kindURN + string(fault.Internal), Title: http.StatusText(http.StatusInternalServerError), Status: http.StatusInternalServerError,
		Detail: "Something went wrong here, and nothing was changed. Whoever runs this Kept finds it in the log under the reference " + ref + ".", Instance: kindURN + "reference:" + ref,
	}
}

func (s *service) reference() string {
	var b [5]byte
	if s.Random != nil {
		if _, err := io.ReadFull(s.Random, b[:]); err != nil {
			s.Log.Error("read randomness for a reference", "error", err)
		}
	}
	return hex.EncodeToString(b[:])
}

// write answers with what [service.refuse] gave, where no operation is.
func (s *service) write(w http.ResponseWriter, err error) {
	if h, ok := errors.AsType[huma.HeadersError](err); ok {
		for name, values := range h.GetHeaders() {
			w.Header()[name] = values
		}
	}
	if p, ok := errors.AsType[*huma.ErrorModel](err); ok {
		writeProblem(w, p)
	}
}

// writeProblem answers where no operation is.
func writeProblem(w http.ResponseWriter, p *huma.ErrorModel) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // whoever asked has gone, if this fails
}
