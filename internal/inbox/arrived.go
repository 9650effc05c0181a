// Package inbox is the door by which what clients say comes in: a mail as a
// mailbox, our own entrance or a webhook hands it over, read and understood,
// and kept by one act before whoever brought it is told that we have it.
package inbox

import (
	"context"
	"time"

	"kept/conversation"
)

// Way is how a mail came in.
type Way string

// The ways in.
const (
	IMAP    Way = "imap"
	SMTP    Way = "smtp"
	Webhook Way = "webhook"
)

// Arrived is a mail as it came, before anybody has read it.
type Arrived struct {
	Raw       []byte
	Way       Way
	Mailbox   string    // the id of the mailbox by which it came
	From      string    // envelope sender; "" = none, or not known
	To        []string  // envelope recipients, as far as they are known
	At        time.Time // when the server at the door took it; zero = now
	Origin    conversation.Origin
	OriginWhy string // how the origin was found, in words
	// Lacking says, in a sentence for a person, what of the mail is not in Raw;
	// "" = all of it is there. Such a mail goes to the quarantine.
	Lacking string
}

// Taker keeps what arrived. When it returns nil, the mail is durable, or was
// there already: whoever brought it may let it go. An error means that it was
// not kept and has to be brought again.
type Taker func(ctx context.Context, m Arrived) error
