package hook

import (
	"net/http"
	"net/url"
	"testing"

	"kept/internal/fault"
	"kept/internal/inbox/letter"
)

// FuzzRead brings any body with a right signature, which has to be read or
// refused in words, and then without, which has to bring nothing.
func FuzzRead(f *testing.F) {
	kinds := []Kind{Mail, Phone, Postmark, Mailgun, SES, Twilio}
	for i, body := range []string{
		`{"from":"a@b","to":["c@d"],"raw":"YQ==","received_at":"2026-03-02T12:00:00Z"}`,
		`{"kind":"call","from":"+1","to":"+2","answered":true,"seconds":3,"media":[{}]}`,
		`{"From":"a@b","FromFull":{"Email":"a@b","Name":"é"},"Headers":[{"Name":"X","Value":"y\nz"}],"TextBody":"x","HtmlBody":"y","Attachments":[{"Name":"a","ContentType":"a/b","ContentID":"c","Content":"eA=="}]}`,
		"From: a@b\r\n\r\nx",
		`{"notificationType":"Received","mail":{"source":"a@b"},"receipt":{"timestamp":"2026-03-02T12:00:00Z","recipients":["a"],"action":{"encoding":"BASE64"}},"content":"YQ=="}`,
		"CallSid=C&From=%2B1&To=%2B2&CallStatus=completed&CallDuration=3&Timestamp=Mon%2C+02+Mar+2026+11%3A00%3A00+%2B0000",
	} {
		f.Add(byte(i), []byte(body), "https://sns.eu-west-1.amazonaws.com/a.pem", "multipart/form-data; boundary=x")
	}
	f.Add(byte(5), []byte("MessageSid=S&From=a&To=b&Body=c&MediaUrl0=d&SmsStatus=received"), "http://x:80/?a#b", "")
	f.Fuzz(func(t *testing.T, k byte, body []byte, u, contentType string) {
		kind := kinds[int(k)%len(kinds)]
		d, err := Read(kind, signedRequest(t, kind, body), secretOf(kind), noon())
		if err != nil {
			if _, ok := fault.As(err); !ok {
				t.Errorf("%v is no word for a person", err)
			}
			if len(d.Mails)+len(d.Texts)+len(d.Calls) > 0 || d.Confirm != "" {
				t.Errorf("refused, and yet %+v", d)
			}
		}
		for _, m := range d.Mails {
			if len(m.Raw) == 0 || len(m.Raw) > letter.MaxBytes {
				t.Errorf("a mail of %d bytes", len(m.Raw))
			}
			if kind == Postmark {
				letter.Read(m.Raw)
			}
		}
		for _, c := range d.Calls {
			if c.From == "" || c.To == "" || c.Status == "" || c.Duration < 0 || c.At.IsZero() {
				t.Errorf("%+v", c)
			}
		}
		unsigned := Request{Header: http.Header{"Content-Type": {contentType}}, Body: body, URL: u, Certificate: amazonCertificate}
		if parsed, err := url.Parse(u); err == nil && kind == Postmark && parsed.Query().Get("secret") == plainSecret {
			return
		}
		if d, err := Read(kind, unsigned, secretOf(kind), noon()); err == nil {
			t.Errorf("unsigned, and yet %+v", d)
		}
	})
}
