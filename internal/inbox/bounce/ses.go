package bounce

import (
	"encoding/json"
	"strings"
)

// sesNotice is what Amazon SES tells of a mail, by mail as well where its topic
// is subscribed to by an address: the notice stands in the text, as JSON, within
// the envelope of SNS or bare.
type sesNotice struct {
	Message          string // the envelope's: the notice as a text
	NotificationType string
	EventType        string // what newer notices call it
	Mail             struct {
		CommonHeaders struct {
			MessageID string
		}
		Headers []struct{ Name, Value string }
	}
	Bounce struct {
		BounceType, BounceSubType string
		BouncedRecipients         []struct{ EmailAddress, Action, Status, DiagnosticCode string }
	}
	Complaint struct {
		ComplaintFeedbackType string
		ComplainedRecipients  []struct{ EmailAddress string }
	}
	Delivery struct {
		Recipients   []string
		SMTPResponse string
	}
}

// ses reads a notice of Amazon SES; false when the mail is none.
func (r *reader) ses() bool {
	n, ok := readSES(r.l.Text)
	if !ok {
		return false
	}
	r.report.MessageID = strings.Trim(n.Mail.CommonHeaders.MessageID, "<> ")
	for _, h := range n.Mail.Headers {
		if r.report.MessageID == "" && strings.EqualFold(h.Name, "Message-ID") {
			r.report.MessageID = strings.Trim(h.Value, "<> ")
		}
	}
	var found []Recipient
	switch or(n.NotificationType, n.EventType) {
	case "Complaint":
		r.report.Kind, r.report.Feedback = Complaint, n.Complaint.ComplaintFeedbackType
		for _, c := range first(n.Complaint.ComplainedRecipients) {
			r.report.Recipients = append(r.report.Recipients, Recipient{Address: bareAddress(c.EmailAddress), Reason: Abuse})
		}
		return true
	case "Delivery":
		for _, address := range first(n.Delivery.Recipients) {
			one := Recipient{Address: bareAddress(address), Action: Arrived, Said: cut(n.Delivery.SMTPResponse, MaxSaid)}
			one.judge("", "")
			found = append(found, one)
		}
	default:
		found = n.bounced()
	}
	if len(found) == 0 {
		return false
	}
	r.conclude(found)
	return true
}

// bounced are those whom the mail did not reach. SES gives its own word where
// the far server said nothing: "General" is all that it says of most.
func (n *sesNotice) bounced() []Recipient {
	var out []Recipient
	for _, b := range first(n.Bounce.BouncedRecipients) {
		one := Recipient{Address: bareAddress(b.EmailAddress), Action: Failed, Said: cut(strings.TrimPrefix(b.DiagnosticCode, "smtp;"), MaxSaid)}
		if a := Action(strings.ToLower(b.Action)); a == Delayed {
			one.Action = a
		}
		one.judge("", statusIn(b.Status))
		if one.Reason == Unknown {
			one.Reason = or(sesReasons[n.Bounce.BounceSubType], Unknown)
			one.Hard = one.Reason.hard() && n.Bounce.BounceType == "Permanent" && one.Action == Failed
		}
		out = append(out, one)
	}
	return out
}

var sesReasons = map[string]Reason{
	"NoEmail": NoMailbox, "MailboxFull": Full, "MessageTooLarge": TooLarge, "ContentRejected": Content, "AttachmentRejected": Content,
	"Suppressed": Refused, "OnAccountSuppressionList": Refused,
}

// readSES reads the notice in a text. What follows it is the list's footer.
func readSES(text string) (sesNotice, bool) {
	text = cut(strings.TrimSpace(text), MaxFields)
	if !strings.HasPrefix(text, "{") {
		return sesNotice{}, false
	}
	// Old relays break long lines with a "!".
	text = strings.NewReplacer("!\r\n ", "", "!\n ", "", "\r\n", "", "\n", "").Replace(text)
	var n sesNotice
	if json.NewDecoder(strings.NewReader(text)).Decode(&n) != nil {
		return n, false
	}
	if n.Message != "" && n.NotificationType == "" && n.EventType == "" {
		inner := n.Message
		n = sesNotice{}
		if json.Unmarshal([]byte(inner), &n) != nil {
			return n, false
		}
	}
	kind := or(n.NotificationType, n.EventType)
	return n, kind == "Bounce" || kind == "Complaint" || kind == "Delivery"
}

// first are at most [MaxRecipients] of a list.
func first[T any](list []T) []T { return list[:min(len(list), MaxRecipients)] }
