package hook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/inbox"
)

// minKey is how many bytes a secret of Standard Webhooks has at least.
const minKey = 24

// standard checks a signature of Standard Webhooks (standardwebhooks.com) and
// gives the name of the message.
func standard(r Request, secret string, now time.Time) (id string, err error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(key) < minKey {
		return "", fault.New(fault.Internal, "The secret of this hook is no secret of Standard Webhooks: \"whsec_\" and at least 24 bytes in base64.")
	}
	id, stamp := r.Header.Get("webhook-id"), r.Header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if id == "" || strings.Contains(id, ".") || err != nil {
		return "", fault.New(fault.NotAllowed, "It is not signed: webhook-id, webhook-timestamp and webhook-signature are needed.")
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + stamp + "."))
	mac.Write(r.Body)
	want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	if !anySame(r.Header, want) {
		return "", unsigned()
	}
	return id, fresh(time.Unix(seconds, 0), now, Tolerance)
}

// maxSignatures is how many signatures are compared: one, and a few while a
// secret is replaced.
const maxSignatures = 20

func anySame(h http.Header, want string) bool {
	given := strings.Fields(strings.Join(h.Values("webhook-signature"), " "))
	match := false
	for _, s := range given[:min(len(given), maxSignatures)] {
		match = same(s, want) || match
	}
	return match
}

// when reads a time that may be missing: zero then.
func when(s string, now time.Time) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	switch {
	case err != nil:
		return time.Time{}, fault.New(fault.Invalid, "A time is written like 2026-03-02T14:05:00Z.")
	case t.Sub(now) > Tolerance:
		return time.Time{}, fault.New(fault.Invalid, "It says that it happened in the future.")
	}
	return t.UTC(), nil
}

// readMail reads a mail brought by anybody.
func readMail(r Request, secret string, now time.Time) (Delivery, error) {
	id, err := standard(r, secret, now)
	if err != nil {
		return Delivery{}, err
	}
	var in struct {
		From     string   `json:"from"`
		To       []string `json:"to"`
		Raw      []byte   `json:"raw"`
		Text     string   `json:"raw_text"`
		Received string   `json:"received_at"`
	}
	if err := decode(r.Body, &in); err != nil {
		return Delivery{}, err
	}
	if len(in.Raw) > 0 && in.Text != "" {
		return Delivery{}, fault.New(fault.Invalid, "There are two mails in it, as \"raw\" and as \"raw_text\".")
	}
	at, err := when(in.Received, now)
	if err != nil {
		return Delivery{}, err
	}
	if in.Text != "" {
		in.Raw = []byte(in.Text)
	}
	return arrived(inbox.Arrived{Raw: in.Raw, From: in.From, To: in.To, At: at}, id)
}

// readPhone reads a call or a text message brought by anybody.
func readPhone(r Request, secret string, now time.Time) (Delivery, error) {
	id, err := standard(r, secret, now)
	if err != nil {
		return Delivery{}, err
	}
	var in struct {
		Kind     string  `json:"kind"`
		ID       string  `json:"id"`
		From     string  `json:"from"`
		To       string  `json:"to"`
		At       string  `json:"at"`
		Text     string  `json:"text"`
		Answered *bool   `json:"answered"`
		Outgoing bool    `json:"outgoing"`
		Seconds  int     `json:"seconds"`
		Media    []Media `json:"media"`
	}
	if err := decode(r.Body, &in); err != nil {
		return Delivery{}, err
	}
	at, err := when(in.At, now)
	if err != nil {
		return Delivery{}, err
	}
	if at.IsZero() {
		at = now
	}
	if in.ID == "" {
		in.ID = id
	}
	d := Delivery{Once: id}
	switch {
	case in.From == "" || in.To == "":
		return Delivery{}, fault.New(fault.Invalid, "Who called or wrote whom? \"from\" and \"to\" are needed.")
	case in.Kind == "sms":
		d.Texts = []SMS{{From: in.From, To: in.To, Text: in.Text, Media: in.Media, ID: in.ID, At: at}}
	case in.Kind == "call" && (in.Answered == nil || in.Seconds < 0 || in.Seconds > maxSeconds):
		return Delivery{}, fault.New(fault.Invalid, "Of a call it must be said whether it was \"answered\", true or false; its \"seconds\" are 0 to 604800.")
	case in.Kind == "call":
		c := Call{From: in.From, To: in.To, Outgoing: in.Outgoing, Status: Missed, ID: in.ID, At: at, Duration: time.Duration(in.Seconds) * time.Second}
		if *in.Answered {
			c.Status = Answered
		}
		d.Calls = []Call{c}
	default:
		return Delivery{}, fault.New(fault.Invalid, "Its \"kind\" is \"call\" or \"sms\".")
	}
	return d, nil
}

// maxSeconds is the longest call, a week.
const maxSeconds = 7 * 24 * 60 * 60
