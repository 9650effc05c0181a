package hook

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // what Amazon signs with unless told otherwise
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"net/url"
	"regexp"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/inbox"
)

// notice is a message of Amazon's SNS.
type notice struct {
	Type, MessageId, TopicArn, Subject, Message, Timestamp string //nolint:revive // Amazon's name, and signed by it
	SignatureVersion, Signature, SigningCertURL            string
	SubscribeURL, Token                                    string
}

// amazon is where SNS keeps its certificates and its confirmations.
var (
	certificateURL = regexp.MustCompile(`^https://sns\.[a-z0-9-]{1,40}\.amazonaws\.com(\.cn)?/[A-Za-z0-9._-]{1,200}\.pem$`)
	snsHost        = regexp.MustCompile(`^sns\.[a-z0-9-]{1,40}\.amazonaws\.com(\.cn)?$`)
)

// readSES reads a mail that SES received and gives on by SNS, with its content.
func readSES(r Request, topic string, now time.Time) (Delivery, error) {
	var n notice
	if err := decode(r.Body, &n); err != nil {
		return Delivery{}, err
	}
	if !same(n.TopicArn, topic) {
		return Delivery{}, fault.New(fault.NotAllowed, "It is of another topic than this hook is for.")
	}
	at, err := time.Parse(time.RFC3339, n.Timestamp)
	if err != nil {
		return Delivery{}, fault.New(fault.Invalid, "Its timestamp is no time.")
	}
	if err := fresh(at, now, SNSTolerance); err != nil {
		return Delivery{}, err
	}
	if err := n.signed(r.Certificate, now); err != nil {
		return Delivery{}, err
	}
	d := Delivery{Once: n.MessageId}
	switch n.Type {
	case "SubscriptionConfirmation":
		u, err := url.Parse(n.SubscribeURL)
		if err != nil || u.Scheme != "https" || u.User != nil || !snsHost.MatchString(u.Host) {
			return Delivery{}, fault.New(fault.Invalid, "The address at which to confirm is not Amazon's.")
		}
		d.Confirm = n.SubscribeURL
		return d, nil
	case "UnsubscribeConfirmation":
		return d, nil
	case "Notification":
		return n.mail(d)
	}
	return Delivery{}, fault.New(fault.Invalid, "It is no message of SNS that is known here.")
}

// mail reads what SES says of a mail.
func (n notice) mail(d Delivery) (Delivery, error) {
	var in struct {
		Kind string `json:"notificationType"`
		Mail struct {
			Source string `json:"source"`
		} `json:"mail"`
		Receipt struct {
			Recipients []string  `json:"recipients"`
			Timestamp  time.Time `json:"timestamp"`
			Action     struct {
				Encoding string `json:"encoding"`
			} `json:"action"`
		} `json:"receipt"`
		Content string `json:"content"`
	}
	if err := decode([]byte(n.Message), &in); err != nil {
		return Delivery{}, err
	}
	switch {
	case in.Kind == "AMAZON_SES_SETUP_NOTIFICATION":
		return d, nil
	case in.Kind != "Received":
		return Delivery{}, fault.New(fault.Invalid, "It tells of no mail that was received.")
	case in.Content == "":
		return Delivery{}, fault.New(fault.Invalid, "It tells of a mail but does not hold it. SES has to publish it with its content; it does so up to 150 kB.")
	}
	raw := []byte(in.Content)
	if strings.EqualFold(in.Receipt.Action.Encoding, "BASE64") {
		var err error
		if raw, err = base64.StdEncoding.DecodeString(in.Content); err != nil {
			return Delivery{}, fault.New(fault.Invalid, "The mail in it is not the base64 that it says to be.")
		}
	}
	return arrived(inbox.Arrived{Raw: raw, From: in.Mail.Source, To: in.Receipt.Recipients, At: in.Receipt.Timestamp.UTC()}, d.Once)
}

// signed verifies Amazon's signature.
func (n notice) signed(fetch func(string) ([]byte, error), now time.Time) error {
	signature, err := base64.StdEncoding.DecodeString(n.Signature)
	if err != nil || !certificateURL.MatchString(n.SigningCertURL) || n.SignatureVersion != "1" && n.SignatureVersion != "2" {
		return fault.New(fault.NotAllowed, "It is not signed, or not by Amazon.")
	}
	if fetch == nil {
		return fault.New(fault.Internal, "There is no way to fetch Amazon's certificate.")
	}
	text, err := fetch(n.SigningCertURL)
	if err != nil {
		return fault.New(fault.Busy, "Amazon's certificate could not be fetched. Try again later.")
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return fault.New(fault.NotAllowed, "What stands at the address of Amazon's certificate is none.")
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil || now.Before(certificate.NotBefore) || now.After(certificate.NotAfter) {
		return fault.New(fault.NotAllowed, "Amazon's certificate cannot be read, or its time is over.")
	}
	key, ok := certificate.PublicKey.(*rsa.PublicKey)
	if !ok || !n.verifies(key, signature) {
		return unsigned()
	}
	return nil
}

func (n notice) verifies(key *rsa.PublicKey, signature []byte) bool {
	said := []byte(n.toSign())
	if n.SignatureVersion == "1" {
		sum := sha1.Sum(said) //nolint:gosec // what Amazon signs by default
		return rsa.VerifyPKCS1v15(key, crypto.SHA1, sum[:], signature) == nil
	}
	sum := sha256.Sum256(said)
	return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature) == nil
}

// toSign is what Amazon signs: some fields with their names, by the alphabet.
func (n notice) toSign() string {
	var b strings.Builder
	add := func(name, value string) { b.WriteString(name + "\n" + value + "\n") }
	add("Message", n.Message)
	add("MessageId", n.MessageId)
	if n.Type == "Notification" {
		if n.Subject != "" {
			add("Subject", n.Subject)
		}
	} else {
		add("SubscribeURL", n.SubscribeURL)
	}
	add("Timestamp", n.Timestamp)
	if n.Type != "Notification" {
		add("Token", n.Token)
	}
	add("TopicArn", n.TopicArn)
	add("Type", n.Type)
	return b.String()
}
