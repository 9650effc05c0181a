package hook

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strconv"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/inbox"
)

// maxParts is how many fields a form has.
const maxParts = 1_000

// readMailgun reads a mail that a route of Mailgun forwards as MIME.
func readMailgun(r Request, secret string, now time.Time) (Delivery, error) {
	form, err := readForm(r, "timestamp", "token", "signature", "sender", "recipient", "body-mime")
	if err != nil {
		return Delivery{}, err
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(form["timestamp"] + form["token"]))
	if form["token"] == "" || !same(form["signature"], hex.EncodeToString(mac.Sum(nil))) {
		return Delivery{}, unsigned()
	}
	seconds, err := strconv.ParseInt(form["timestamp"], 10, 64)
	if err != nil {
		return Delivery{}, fault.New(fault.Invalid, "Its timestamp is no number.")
	}
	if err := fresh(time.Unix(seconds, 0), now, MailgunTolerance); err != nil {
		return Delivery{}, err
	}
	if form["body-mime"] == "" {
		return Delivery{}, fault.New(fault.Invalid, "Mailgun sent no raw mail. The URL in its route has to end in \"mime\".")
	}
	var to []string
	for _, a := range strings.Split(form["recipient"], ",") {
		if a = strings.TrimSpace(a); a != "" {
			to = append(to, a)
		}
	}
	return arrived(inbox.Arrived{Raw: []byte(form["body-mime"]), From: form["sender"], To: to}, form["token"])
}

// readForm gives fields of a form, of either sort; of two of a name the first.
func readForm(r Request, names ...string) (map[string]string, error) {
	malformed := fault.New(fault.Invalid, "It is no form that can be read.")
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, malformed
	}
	form := map[string]string{}
	if kind != "multipart/form-data" {
		values, err := url.ParseQuery(string(r.Body))
		if kind != "application/x-www-form-urlencoded" || err != nil {
			return nil, malformed
		}
		for _, n := range names {
			form[n] = values.Get(n)
		}
		return form, nil
	}
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[n] = true
	}
	reader := multipart.NewReader(bytes.NewReader(r.Body), params["boundary"])
	for range maxParts {
		part, err := reader.NextPart()
		if err == io.EOF { // wrapped, it means that the end was cut off
			return form, nil
		}
		if err != nil {
			return nil, malformed
		}
		if name := part.FormName(); wanted[name] {
			wanted[name] = false
			value, err := io.ReadAll(part)
			if err != nil {
				return nil, malformed
			}
			form[name] = string(value)
		}
	}
	return nil, malformed
}
