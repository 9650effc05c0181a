package hook

import (
	"net/http"
	"net/url"

	"kept/internal/fault"
	"kept/internal/inbox"
)

// postmark is an inbound mail as Postmark tells it.
type postmark struct {
	From              string
	FromFull          person
	ToFull, CcFull    []person
	To, Cc            string
	OriginalRecipient string
	ReplyTo           string
	Subject           string
	Date              string
	MessageID         string // Postmark's own name for it; the sender's stands in Headers
	TextBody          string
	HTMLBody          string `json:"HtmlBody"`
	Headers           []struct{ Name, Value string }
	Attachments       []enclosure
	RawEmail          string
}

type person struct{ Email, Name string }

// enclosure is a file in a mail. Its content is base64 in the JSON.
type enclosure struct {
	Name, ContentType, ContentID string
	Content                      []byte
}

// readPostmark reads an inbound mail of Postmark's. With its option "Include raw
// email content in JSON payload" it is the mail as it came; otherwise one
// is built of the fields, which says so in its header ([rebuilt]).
func readPostmark(r Request, secret string) (Delivery, error) {
	if !knowsSecret(r, secret) {
		return Delivery{}, fault.New(fault.NotAllowed, "The secret does not match: it is the password in the URL, or its \"secret\".")
	}
	var in postmark
	if err := decode(r.Body, &in); err != nil {
		return Delivery{}, err
	}
	if in.From == "" && in.FromFull.Email == "" && in.RawEmail == "" {
		return Delivery{}, fault.New(fault.Invalid, "There is no mail in it.")
	}
	raw := []byte(in.RawEmail)
	if len(raw) == 0 {
		raw = in.rebuilt()
	}
	var to []string
	if in.OriginalRecipient != "" {
		to = []string{in.OriginalRecipient}
	}
	return arrived(inbox.Arrived{Raw: raw, To: to}, in.MessageID)
}

// knowsSecret looks for the secret where somebody can put it who does not sign.
func knowsSecret(r Request, secret string) bool {
	request := http.Request{Header: r.Header}
	_, password, _ := request.BasicAuth()
	query := ""
	if u, err := url.Parse(r.URL); err == nil {
		query = u.Query().Get("secret")
	}
	byPassword, byQuery := same(password, secret), same(query, secret)
	return byPassword || byQuery
}
