package hook

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // what Twilio signs with
	"encoding/base64"
	"fmt"
	"maps"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/internal/fault"
)

// maxMedia is how many files a text message brings.
const maxMedia = 10

// readTwilio reads a text message that came, or the end of a call: as Twilio
// sends them to the hooks of a number, to a status callback, or to the action of
// a <Dial>. What it says of our own messages, and of calls that still go on, is
// an empty delivery.
func readTwilio(r Request, token string, now time.Time) (Delivery, error) {
	form, err := url.ParseQuery(string(r.Body))
	if err != nil {
		return Delivery{}, fault.New(fault.Invalid, "It is no form that can be read.")
	}
	given, match := r.Header.Get("X-Twilio-Signature"), false
	for _, u := range spellings(r.URL) {
		match = same(given, twilioSignature(token, u, form)) || match
	}
	if !match {
		return Delivery{}, unsigned()
	}
	switch {
	case form.Get("CallSid") != "":
		return twilioCall(form, now)
	case form.Get("MessageSid") == "":
		return Delivery{}, fault.New(fault.Invalid, "It is neither a text message nor a call.")
	case form.Get("MessageStatus") != "" || form.Get("SmsStatus") != "" && form.Get("SmsStatus") != "received":
		return Delivery{Once: form.Get("MessageSid") + " " + form.Get("MessageStatus") + form.Get("SmsStatus")}, nil
	case form.Get("From") == "" || form.Get("To") == "":
		return Delivery{}, fault.New(fault.Invalid, "It does not say who wrote to whom.")
	}
	s := SMS{From: form.Get("From"), To: form.Get("To"), Text: form.Get("Body"), ID: form.Get("MessageSid"), At: now}
	for i := range maxMedia {
		n := strconv.Itoa(i)
		if u := form.Get("MediaUrl" + n); u != "" {
			s.Media = append(s.Media, Media{URL: u, Type: form.Get("MediaContentType" + n)})
		}
	}
	return Delivery{Texts: []SMS{s}, Once: s.ID}, nil
}

// twilioCall reads the end of a call. When it was put through to somebody, it
// counts whether he answered, not that our number did.
func twilioCall(form url.Values, now time.Time) (Delivery, error) {
	status, length := form.Get("CallStatus"), form.Get("CallDuration")
	if d := form.Get("DialCallStatus"); d != "" {
		status, length = d, form.Get("DialCallDuration")
	}
	c := Call{From: form.Get("From"), To: form.Get("To"), ID: form.Get("CallSid"), At: now, Outgoing: strings.HasPrefix(form.Get("Direction"), "outbound")}
	once := fmt.Sprintf("%s %s", c.ID, status)
	switch status {
	case "completed", "answered":
		c.Status = Answered
	case "busy", "no-answer", "failed", "canceled":
		c.Status = Missed
	case "queued", "initiated", "ringing", "in-progress":
		return Delivery{Once: once}, nil
	default:
		return Delivery{}, fault.New(fault.Invalid, "It does not say what became of the call.")
	}
	if c.From == "" || c.To == "" {
		return Delivery{}, fault.New(fault.Invalid, "It does not say who called whom.")
	}
	if seconds, err := strconv.Atoi(length); err == nil && seconds >= 0 && seconds <= maxSeconds {
		c.Duration = time.Duration(seconds) * time.Second
	}
	if at, err := time.Parse(time.RFC1123Z, form.Get("Timestamp")); err == nil && at.Sub(now) <= Tolerance {
		c.At = at.UTC()
	}
	return Delivery{Calls: []Call{c}, Once: once}, nil
}

// twilioSignature is what Twilio makes of a request: each name and value, by the
// alphabet, behind the URL.
func twilioSignature(token, url string, form url.Values) string {
	mac := hmac.New(sha1.New, []byte(token))
	mac.Write([]byte(url))
	for _, name := range slices.Sorted(maps.Keys(form)) {
		values := slices.Clone(form[name])
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			mac.Write([]byte(name + v))
		}
	}
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// spellings are the address with the usual port and without: Twilio is not of
// one mind about it.
func spellings(address string) []string {
	u, err := url.Parse(address)
	if err != nil {
		return []string{address}
	}
	usual := map[string]string{"https": "443", "http": "80"}[u.Scheme]
	with, without := *u, *u
	if u.Port() == "" && usual != "" {
		with.Host = net.JoinHostPort(u.Hostname(), usual)
	} else if u.Port() == usual {
		without.Host = u.Hostname()
	}
	return []string{address, with.String(), without.String()}
}
