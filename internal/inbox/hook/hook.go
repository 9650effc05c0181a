// Package hook reads what others bring to a webhook of Kept: mails by a mail
// service, calls and text messages by a telephone service.
//
// # Conventions
//
//   - Everything is a function of the request, the secret and the time. Nothing
//     is fetched but by a function that the caller gives.
//   - Nothing is read of a body before its signature holds, but what is needed
//     to check that.
//   - Secrets and signatures are compared in constant time. An empty secret
//     never matches.
//   - A signature can be brought again. Who keeps what was delivered has to know
//     [Delivery.Once]; for a mail it is enough to know the mail.
//   - Every error is a [fault.Error]: NotAllowed when it does not come from whom
//     it should, Invalid when it cannot be read, Busy when it may work later,
//     Internal when the hook is not set up right. Mind what services make of a
//     status: Postmark gives a mail up at 403, Mailgun at 406, and both try again
//     at most others. So 401 is the better word for a secret that does not match.
package hook

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"kept/internal/fault"
	"kept/internal/inbox"
	"kept/internal/inbox/letter"
)

// Kind says whose requests come to a hook.
type Kind string

// The kinds of hooks, and what the secret of each is.
const (
	// Mail is anybody's: {"from", "to": [], "raw" or "raw_text", "received_at"},
	// signed by Standard Webhooks with a secret "whsec_…".
	Mail Kind = "mail"
	// Phone is anybody's, for calls and text messages, signed like Mail.
	Phone Kind = "phone"
	// Postmark does not sign: the secret is the password of basic
	// authentication, or stands as "secret" in the query of the URL.
	Postmark Kind = "postmark"
	// Mailgun signs with the account's webhook signing key; only when and that it
	// signed, not the mail. Its route has to end in "mime".
	Mailgun Kind = "mailgun"
	// SES is Amazon's, by SNS. Amazon signs for every customer, so the secret is
	// the ARN of the one topic that may come.
	SES Kind = "ses"
	// Twilio signs with the account's auth token. It tells no time.
	Twilio Kind = "twilio"
)

// The limits of one request.
const (
	// MaxBody is the size of a body: a mail of [letter.MaxBytes] in base64, and
	// what stands around it.
	MaxBody = letter.MaxBytes/3*4 + 1<<20
	// MaxNote is the size of a body about calls and text messages.
	MaxNote = 1 << 20
	// Tolerance is how far the time of a signature may be from now.
	Tolerance = 5 * time.Minute
	// MailgunTolerance and SNSTolerance are longer: these services try again for
	// eight hours and for one, with the time at which they first did. Later than
	// now none may be by more than Tolerance.
	MailgunTolerance = 9 * time.Hour
	SNSTolerance     = time.Hour + Tolerance
)

// Request is what came to a hook.
type Request struct {
	Header http.Header
	Body   []byte
	URL    string // in full, as the one who called it wrote it
	// Certificate fetches the certificate, in PEM, with which Amazon signed. It is
	// only called with an address of Amazon's. Other kinds need none.
	Certificate func(url string) ([]byte, error)
}

// Delivery is what a request brought.
type Delivery struct {
	Mails []inbox.Arrived // without their mailbox
	Texts []SMS
	Calls []Call
	// Confirm is an address of Amazon's to be fetched, so that mail begins to
	// come; "" otherwise.
	Confirm string
	// Once names the request. One that was delivered before under this name is to
	// be answered like then and forgotten. "" when the service names none.
	Once string
}

// SMS is a text message that somebody sent us.
type SMS struct {
	From, To string // as the service writes them
	Text     string
	Media    []Media
	ID       string
	At       time.Time
}

// Media is a picture, sound or film that came with a text message.
type Media struct {
	URL, Type string
}

// Status is what became of a call.
type Status string

// The ends of a call.
const (
	Answered Status = "answered"
	Missed   Status = "missed"
)

// Call is a call that is over.
type Call struct {
	From, To string // as the service writes them
	Outgoing bool   // we called
	Status   Status
	Duration time.Duration
	ID       string
	At       time.Time
}

// Read checks that a request comes from whom it should and reads it. A request
// that is right and brings nothing, such as word of a call that still rings, is
// an empty delivery.
func Read(kind Kind, r Request, secret string, now time.Time) (Delivery, error) {
	most := MaxBody
	if kind == Phone || kind == Twilio {
		most = MaxNote
	}
	switch {
	case secret == "":
		return Delivery{}, fault.New(fault.Internal, "This hook has no secret yet: nobody can prove that he may use it.")
	case len(r.Body) > most:
		return Delivery{}, fault.New(fault.Invalid, fmt.Sprintf("It is larger than %d MB.", most>>20))
	}
	switch kind {
	case Mail:
		return readMail(r, secret, now)
	case Phone:
		return readPhone(r, secret, now)
	case Postmark:
		return readPostmark(r, secret)
	case Mailgun:
		return readMailgun(r, secret, now)
	case SES:
		return readSES(r, secret, now)
	case Twilio:
		return readTwilio(r, secret, now)
	}
	return Delivery{}, fault.New(fault.NotFound, "There is no such kind of hook.")
}

// same compares secrets and what was made of them.
func same(a, b string) bool {
	return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

func unsigned() error {
	return fault.New(fault.NotAllowed, "The signature does not match: another secret was used, or it was changed on the way.")
}

// fresh tells whether something was signed lately, give or take.
func fresh(signed, now time.Time, tolerance time.Duration) error {
	switch age := now.Sub(signed); {
	case age > tolerance:
		return fault.New(fault.NotAllowed, fmt.Sprintf("It was signed more than %s ago.", minutes(tolerance)))
	case -age > Tolerance:
		return fault.New(fault.NotAllowed, fmt.Sprintf("It was signed more than %s from now: one of the two clocks is wrong.", minutes(Tolerance)))
	}
	return nil
}

func minutes(d time.Duration) string { return fmt.Sprintf("%d minutes", int(d.Minutes())) }

// decode reads JSON into a struct.
func decode(body []byte, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return fault.New(fault.Invalid, "It is not the JSON that was expected: "+err.Error()+".")
	}
	return nil
}

// arrived is the delivery of one mail.
func arrived(m inbox.Arrived, once string) (Delivery, error) {
	switch {
	case len(m.Raw) == 0:
		return Delivery{}, fault.New(fault.Invalid, "There is no mail in it.")
	case len(m.Raw) > letter.MaxBytes:
		return Delivery{}, fault.New(fault.Invalid, fmt.Sprintf("The mail is larger than %d MB.", letter.MaxBytes>>20))
	}
	m.Way = inbox.Webhook
	return Delivery{Mails: []inbox.Arrived{m}, Once: once}, nil
}
