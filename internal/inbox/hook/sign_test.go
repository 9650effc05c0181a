package hook

import (
	"bytes"
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// noon is when all of these tests take place.
func noon() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }

const (
	standardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	plainSecret    = "a long secret"
	topic          = "arn:aws:sns:eu-west-1:123456789012:mail"
	certificateAt  = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123.pem"
	address        = "https://kept.firm.test/hooks/1"
)

// secretOf is the secret of each kind in these tests.
func secretOf(k Kind) string {
	switch k {
	case Mail, Phone:
		return standardSecret
	case SES:
		return topic
	default:
		return plainSecret
	}
}

// standardRequest signs a body by Standard Webhooks.
func standardRequest(body string, at time.Time) Request { return standardRequestBy("msg_1", body, at) }

func standardRequestBy(id, body string, at time.Time) Request {
	key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(standardSecret, "whsec_"))
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%d.%s", id, at.Unix(), body)
	h := http.Header{}
	h.Set("webhook-id", id)
	h.Set("webhook-timestamp", fmt.Sprint(at.Unix()))
	h.Set("webhook-signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return Request{Header: h, Body: []byte(body), URL: address}
}

// twilioRequest signs a form as Twilio does.
func twilioRequest(form url.Values) Request {
	h := http.Header{}
	h.Set("X-Twilio-Signature", twilioSignature(plainSecret, address, form))
	return Request{Header: h, Body: []byte(form.Encode()), URL: address}
}

// mailgunForm signs a form as Mailgun does.
func mailgunForm(at time.Time, token string) url.Values {
	form := mailgunFormAt(fmt.Sprint(at.Unix()))
	mac := hmac.New(sha256.New, []byte(plainSecret))
	mac.Write([]byte(form.Get("timestamp") + token))
	form.Set("token", token)
	form.Set("signature", hex.EncodeToString(mac.Sum(nil)))
	return form
}

func mailgunFormAt(stamp string) url.Values {
	const token = "t"
	mac := hmac.New(sha256.New, []byte(plainSecret))
	mac.Write([]byte(stamp + token))
	return url.Values{"timestamp": {stamp}, "token": {token}, "signature": {hex.EncodeToString(mac.Sum(nil))}}
}

func formRequest(form url.Values) Request {
	return Request{Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, Body: []byte(form.Encode()), URL: address}
}

func postmarkRequest(body string) Request {
	h := http.Header{}
	h.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte("postmark:"+plainSecret)))
	return Request{Header: h, Body: []byte(body), URL: address}
}

// amazonKey signs as Amazon does; its certificate holds for the day of noon.
var amazonKey = sync.OnceValues(func() (*rsa.PrivateKey, []byte) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "sns.amazonaws.com"}, NotBefore: noon().Add(-time.Hour), NotAfter: noon().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	return key, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
})

func amazonCertificate(string) ([]byte, error) {
	_, certificate := amazonKey()
	return certificate, nil
}

// said is the text of a message that Amazon signs, as its documentation lists
// the fields: written apart from the code under test.
func said(n notice) string {
	if n.Type != "Notification" {
		return fmt.Sprintf("Message\n%s\nMessageId\n%s\nSubscribeURL\n%s\nTimestamp\n%s\nToken\n%s\nTopicArn\n%s\nType\n%s\n", n.Message, n.MessageId, n.SubscribeURL, n.Timestamp, n.Token, n.TopicArn, n.Type)
	}
	if n.Subject != "" {
		return fmt.Sprintf("Message\n%s\nMessageId\n%s\nSubject\n%s\nTimestamp\n%s\nTopicArn\n%s\nType\n%s\n", n.Message, n.MessageId, n.Subject, n.Timestamp, n.TopicArn, n.Type)
	}
	return fmt.Sprintf("Message\n%s\nMessageId\n%s\nTimestamp\n%s\nTopicArn\n%s\nType\n%s\n", n.Message, n.MessageId, n.Timestamp, n.TopicArn, n.Type)
}

// amazonRequest fills in and signs what a notice leaves open.
func amazonRequest(t testing.TB, n notice) Request {
	t.Helper()
	for _, f := range []struct {
		field *string
		value string
	}{
		{&n.Type, "Notification"}, {&n.MessageId, "m-1"}, {&n.TopicArn, topic}, {&n.Timestamp, noon().Format("2006-01-02T15:04:05.000Z")}, {&n.SignatureVersion, "2"}, {&n.SigningCertURL, certificateAt},
	} {
		if *f.field == "" {
			*f.field = f.value
		}
	}
	if n.Signature == "" {
		key, _ := amazonKey()
		kind, sum := crypto.SHA256, sha256.New()
		if n.SignatureVersion == "1" {
			kind, sum = crypto.SHA1, sha1.New()
		}
		sum.Write([]byte(said(n)))
		signature, err := rsa.SignPKCS1v15(rand.Reader, key, kind, sum.Sum(nil))
		if err != nil {
			t.Fatal(err)
		}
		n.Signature = base64.StdEncoding.EncodeToString(signature)
	}
	body, err := json.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	return Request{Header: http.Header{}, Body: body, URL: address, Certificate: amazonCertificate}
}

// signedRequest is a body that is right for a kind, whatever is in it.
func signedRequest(t testing.TB, k Kind, body []byte) Request {
	switch k {
	case Mail, Phone:
		return standardRequest(string(body), noon())
	case Postmark:
		return postmarkRequest(string(body))
	case SES:
		return amazonRequest(t, notice{Message: strings.ToValidUTF8(string(body), "?")})
	case Twilio:
		form, _ := url.ParseQuery(string(body))
		return twilioRequest(form)
	default:
		form := mailgunForm(noon(), "token-1")
		for name, values := range map[string][]byte{"body-mime": body, "sender": body[:len(body)/2], "recipient": bytes.ToUpper(body)} {
			form.Set(name, string(values))
		}
		return formRequest(form)
	}
}
