package hook

import (
	"bytes"
	"encoding/base64"
	"errors"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/fault"
	"kept/internal/inbox"
	"kept/internal/inbox/letter"
)

const sample = "From: Ann <ann@client.test>\r\nTo: us@firm.test\r\nSubject: Hi\r\n\r\nHello\r\n"

// refused checks that a request is refused, for the right reason, and brings
// nothing.
func refused(t *testing.T, d Delivery, err error, kind fault.Kind, says string) {
	t.Helper()
	e, ok := fault.As(err)
	if !ok || e.Kind != kind || !strings.Contains(e.Say, says) {
		t.Errorf("%q, %v; want %q that says %q", fault.KindOf(err), err, kind, says)
	}
	if diff := cmp.Diff(Delivery{}, d); diff != "" {
		t.Errorf("refused, and yet: %s", diff)
	}
}

func mailOf(d Delivery) inbox.Arrived {
	if len(d.Mails) != 1 {
		return inbox.Arrived{}
	}
	return d.Mails[0]
}

func TestMail(t *testing.T) {
	encoded := base64.StdEncoding.EncodeToString([]byte(sample))
	d, err := Read(Mail, standardRequest(`{"from":"bounce@client.test","to":["us@firm.test","b@firm.test"],"raw":"`+encoded+`","received_at":"2026-03-02T12:30:00+01:00"}`, noon()), standardSecret, noon())
	want := Delivery{Once: "msg_1", Mails: []inbox.Arrived{{Raw: []byte(sample), Way: inbox.Webhook, From: "bounce@client.test", To: []string{"us@firm.test", "b@firm.test"}, At: noon().Add(-30 * time.Minute)}}}
	if diff := cmp.Diff(want, d); diff != "" || err != nil {
		t.Error(err, diff)
	}
	d, err = Read(Mail, standardRequest(`{"raw_text":"From: a@b\n\nx"}`, noon()), standardSecret, noon())
	if err != nil || string(mailOf(d).Raw) != "From: a@b\n\nx" || !mailOf(d).At.IsZero() {
		t.Error(err, d)
	}
	for body, says := range map[string]string{
		`{`: "JSON", `[]`: "JSON", `{"raw":"?"}`: "JSON", `{}`: "no mail", `{"raw":""}`: "no mail", `{"raw":"YQ==","raw_text":"a"}`: "two mails",
		`{"raw_text":"a","received_at":"yesterday"}`: "2026-03-02T14:05:00Z", `{"raw_text":"a","received_at":"2026-03-02T12:05:01Z"}`: "future",
	} {
		d, err := Read(Mail, standardRequest(body, noon()), standardSecret, noon())
		refused(t, d, err, fault.Invalid, says)
	}
	if _, err := Read(Mail, standardRequest(`{"raw_text":"a","received_at":"2026-03-02T12:05:00Z"}`, noon()), standardSecret, noon()); err != nil {
		t.Errorf("received as late as may be: %v", err)
	}
}

// The example of the specification's reference implementations.
func TestStandardWebhooksExample(t *testing.T) {
	h := http.Header{}
	h.Set("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
	h.Set("webhook-timestamp", "1614265330")
	h.Set("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
	id, err := standard(Request{Header: h, Body: []byte(`{"test": 2432232314}`)}, standardSecret, time.Unix(1614265330, 0))
	if id != "msg_p5jXN8AQM9LWM0D4loKWxJek" || err != nil {
		t.Errorf("%q, %v", id, err)
	}
}

func TestStandardWebhooks(t *testing.T) {
	const body = `{"raw_text":"a"}`
	change := func(name, value string) Request {
		r := standardRequest(body, noon())
		r.Header.Set(name, value)
		return r
	}
	good := standardRequest(body, noon()).Header.Get("webhook-signature")
	for name, r := range map[string]Request{
		"another id": change("webhook-id", "msg_2"), "no id": change("webhook-id", ""), "an id with a dot": change("webhook-id", "msg_1."+strconv.FormatInt(noon().Unix(), 10)),
		"another time": change("webhook-timestamp", strconv.FormatInt(noon().Unix()+1, 10)), "no time": change("webhook-timestamp", ""), "a time with a sign": change("webhook-timestamp", "+"+strconv.FormatInt(noon().Unix(), 10)),
		"no id, signed": standardRequestBy("", body, noon()), "an id with a dot, signed": standardRequestBy("msg.1", body, noon()),
		"no signature": change("webhook-signature", ""), "half of one": change("webhook-signature", good[:20]), "another version": change("webhook-signature", "v2"+good[2:]), "no version": change("webhook-signature", good[3:]),
		"beyond the limit": change("webhook-signature", strings.Repeat("v1,x ", maxSignatures)+good), "another body": {Header: change("x", "").Header, Body: []byte(body + " ")},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Read(Mail, r, standardSecret, noon())
			refused(t, d, err, fault.NotAllowed, "sign")
		})
	}
	for name, r := range map[string]Request{"the last that is compared": change("webhook-signature", strings.Repeat("v1,x ", maxSignatures-1)+good), "in two fields": func() Request {
		r := change("webhook-signature", "v1,x")
		r.Header.Add("webhook-signature", good)
		return r
	}()} {
		if _, err := Read(Mail, r, standardSecret, noon()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, secret := range []string{"whsec_", "whsec_?", "whsec_" + base64.StdEncoding.EncodeToString(make([]byte, minKey-1)), "hello"} {
		d, err := Read(Mail, standardRequest(body, noon()), secret, noon())
		refused(t, d, err, fault.Internal, "no secret of Standard Webhooks")
	}
	d, err := Read(Mail, standardRequest(body, noon()), "whsec_"+base64.StdEncoding.EncodeToString(make([]byte, minKey)), noon())
	refused(t, d, err, fault.NotAllowed, "does not match")
}

func TestFreshness(t *testing.T) {
	mailgun := func(at time.Time) Request {
		form := mailgunForm(at, "t")
		form.Set("body-mime", sample)
		return formRequest(form)
	}
	sns := func(at time.Time) Request {
		return amazonRequest(t, notice{Type: "UnsubscribeConfirmation", Timestamp: at.Format(time.RFC3339)})
	}
	standard := func(at time.Time) Request { return standardRequest(`{"raw_text":"a"}`, at) }
	for _, tt := range []struct {
		kind Kind
		make func(time.Time) Request
		old  time.Duration
	}{{Mail, standard, 5 * time.Minute}, {Mailgun, mailgun, 9 * time.Hour}, {SES, sns, 65 * time.Minute}} {
		for _, at := range []time.Duration{-tt.old, -tt.old + time.Second, 0, 5 * time.Minute} {
			if _, err := Read(tt.kind, tt.make(noon().Add(at)), secretOf(tt.kind), noon()); err != nil {
				t.Errorf("%s signed at %s: %v", tt.kind, at, err)
			}
		}
		d, err := Read(tt.kind, tt.make(noon().Add(-tt.old-time.Second)), secretOf(tt.kind), noon())
		refused(t, d, err, fault.NotAllowed, "ago")
		d, err = Read(tt.kind, tt.make(noon().Add(5*time.Minute+time.Second)), secretOf(tt.kind), noon())
		refused(t, d, err, fault.NotAllowed, "clocks")
	}
}

func TestSizes(t *testing.T) {
	for kind, most := range map[Kind]int{Mail: MaxBody, Phone: MaxNote, Postmark: MaxBody, Mailgun: MaxBody, SES: MaxBody, Twilio: MaxNote} {
		at := Request{Header: http.Header{}, Body: bytes.Repeat([]byte("x"), most)}
		if _, err := Read(kind, at, secretOf(kind), noon()); err == nil || strings.Contains(err.Error(), "larger") {
			t.Errorf("%s at the limit: %v", kind, err)
		}
		over := Request{Header: http.Header{}, Body: bytes.Repeat([]byte("x"), most+1)}
		d, err := Read(kind, over, secretOf(kind), noon())
		refused(t, d, err, fault.Invalid, "larger than")
	}
	form := mailgunForm(noon(), "t")
	form.Set("body-mime", strings.Repeat("x", letter.MaxBytes))
	if d, err := Read(Mailgun, formRequest(form), plainSecret, noon()); err != nil || len(mailOf(d).Raw) != letter.MaxBytes {
		t.Errorf("a mail at the limit: %v", err)
	}
	form.Set("body-mime", strings.Repeat("x", letter.MaxBytes+1))
	d, err := Read(Mailgun, formRequest(form), plainSecret, noon())
	refused(t, d, err, fault.Invalid, "50 MB")
}

func TestNoSecretMatchesNothing(t *testing.T) {
	for _, kind := range []Kind{Mail, Phone, Postmark, Mailgun, SES, Twilio} {
		r := signedRequest(t, kind, []byte(`{}`))
		r.Header.Set("Authorization", "Basic Og==")
		d, err := Read(kind, r, "", noon())
		refused(t, d, err, fault.Internal, "no secret")
	}
	d, err := Read("other", Request{}, "x", noon())
	refused(t, d, err, fault.NotFound, "no such kind")
}

func TestPhone(t *testing.T) {
	at := noon().Add(-time.Minute)
	for body, want := range map[string]Delivery{
		`{"kind":"call","id":"c1","from":"+1","to":"+2","answered":false,"at":"2026-03-02T11:59:00Z"}`:           {Calls: []Call{{From: "+1", To: "+2", Status: Missed, ID: "c1", At: at}}},
		`{"kind":"call","from":"+1","to":"+2","answered":true,"outgoing":true,"seconds":604800}`:                 {Calls: []Call{{From: "+1", To: "+2", Outgoing: true, Status: Answered, Duration: 7 * 24 * time.Hour, ID: "msg_1", At: noon()}}},
		`{"kind":"sms","from":"+1","to":"+2","text":"Hi","media":[{"url":"https://a.test","type":"image/png"}]}`: {Texts: []SMS{{From: "+1", To: "+2", Text: "Hi", Media: []Media{{"https://a.test", "image/png"}}, ID: "msg_1", At: noon()}}},
	} {
		want.Once = "msg_1"
		d, err := Read(Phone, standardRequest(body, noon()), standardSecret, noon())
		if diff := cmp.Diff(want, d); diff != "" || err != nil {
			t.Errorf("%s: %v %s", body, err, diff)
		}
	}
	for body, says := range map[string]string{
		`{"kind":"call","from":"+1","to":"+2"}`: "answered", `{"kind":"call","to":"+2","answered":true}`: "whom", `{"kind":"sms","from":"+1"}`: "whom", `{"kind":"fax","from":"+1","to":"+2"}`: "kind", `{}`: "whom", `x`: "JSON",
		`{"kind":"call","from":"+1","to":"+2","answered":true,"seconds":604801}`: "seconds", `{"kind":"call","from":"+1","to":"+2","answered":true,"seconds":-1}`: "seconds",
	} {
		d, err := Read(Phone, standardRequest(body, noon()), standardSecret, noon())
		refused(t, d, err, fault.Invalid, says)
	}
	unsigned := standardRequest(`{"kind":"sms","from":"+1","to":"+2"}`, noon())
	unsigned.Header.Del("webhook-signature")
	d, err := Read(Phone, unsigned, standardSecret, noon())
	refused(t, d, err, fault.NotAllowed, "signature")
}

func TestMailgun(t *testing.T) {
	form := mailgunForm(noon(), "t-1")
	form.Set("body-mime", sample)
	form.Set("sender", "bounce@client.test")
	form.Set("recipient", "us@firm.test, b@firm.test")
	want := Delivery{Once: "t-1", Mails: []inbox.Arrived{{Raw: []byte(sample), Way: inbox.Webhook, From: "bounce@client.test", To: []string{"us@firm.test", "b@firm.test"}}}}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		_ = w.WriteField(name, values[0])
		_ = w.WriteField(name, "a second of that name")
	}
	file, _ := w.CreateFormFile("attachment-1", "a.txt")
	_, _ = file.Write([]byte("x"))
	_ = w.Close()
	parts := Request{Header: http.Header{"Content-Type": {w.FormDataContentType()}}, Body: body.Bytes()}
	for name, r := range map[string]Request{"urlencoded": formRequest(form), "multipart": parts} {
		d, err := Read(Mailgun, r, plainSecret, noon())
		if diff := cmp.Diff(want, d); diff != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
	cut := parts
	cut.Body = cut.Body[:len(cut.Body)-10]
	d, err := Read(Mailgun, cut, plainSecret, noon())
	refused(t, d, err, fault.Invalid, "no form")
	many := parts
	many.Body = append(bytes.Repeat([]byte("--"+w.Boundary()+"\r\n\r\nx\r\n"), maxParts), parts.Body...)
	d, err = Read(Mailgun, many, plainSecret, noon())
	refused(t, d, err, fault.Invalid, "no form")

	with := func(name, value string) Request {
		f := url.Values{}
		for n, v := range form {
			f[n] = v
		}
		f.Set(name, value)
		return formRequest(f)
	}
	for name, r := range map[string]Request{"another time": with("timestamp", strconv.FormatInt(noon().Unix()+1, 10)), "another token": with("token", "t-2"), "no token": with("token", ""), "no token, signed": formRequest(mailgunForm(noon(), "")), "no signature": with("signature", ""), "in capitals": with("signature", strings.ToUpper(form.Get("signature")))} {
		t.Run(name, func(t *testing.T) {
			d, err := Read(Mailgun, r, plainSecret, noon())
			refused(t, d, err, fault.NotAllowed, "signature")
		})
	}
	d, err = Read(Mailgun, formRequest(mailgunFormAt("yesterday")), plainSecret, noon())
	refused(t, d, err, fault.Invalid, "no number")
	d, err = Read(Mailgun, with("body-mime", ""), plainSecret, noon())
	refused(t, d, err, fault.Invalid, "mime")
	d, err = Read(Mailgun, Request{Header: http.Header{"Content-Type": {"text/plain"}}, Body: []byte("x")}, plainSecret, noon())
	refused(t, d, err, fault.Invalid, "no form")
}

// The example of Twilio's documentation, as its libraries test it.
func TestTwilioSignature(t *testing.T) {
	form := url.Values{"Digits": {"1234"}, "CallSid": {"CA1234567890ABCDE"}, "To": {"+18005551212"}, "Caller": {"+14158675309"}, "From": {"+14158675309"}}
	if got, want := twilioSignature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form), "RSOYDt4T1cUTdK1PDd93/VVr8B8="; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Of several values of a name each counts once, in their order.
func TestTwilioSignsEachValue(t *testing.T) {
	want := twilioSignature("12345", "https://a.test/Aa"+"Ab"+"Bc", nil)
	if got := twilioSignature("12345", "https://a.test/", url.Values{"B": {"c"}, "A": {"b", "a", "b"}}); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestTwilio(t *testing.T) {
	sms := url.Values{"MessageSid": {"SM1"}, "SmsStatus": {"received"}, "From": {"+1"}, "To": {"+2"}, "Body": {"Hi & bye"}, "NumMedia": {"2"}, "MediaUrl0": {"https://a.test/0"}, "MediaContentType0": {"image/png"}, "MediaUrl1": {"https://a.test/1"}}
	call := func(more ...string) url.Values {
		v := url.Values{"CallSid": {"CA1"}, "From": {"+1"}, "To": {"+2"}, "Direction": {"inbound"}}
		for i := 0; i < len(more); i += 2 {
			v.Set(more[i], more[i+1])
		}
		return v
	}
	ended := func(status Status, d time.Duration, once string) Delivery {
		return Delivery{Once: once, Calls: []Call{{From: "+1", To: "+2", Status: status, Duration: d, ID: "CA1", At: noon()}}}
	}
	out := ended(Missed, 0, "CA1 no-answer")
	out.Calls[0].Outgoing = true
	earlier := ended(Answered, time.Minute, "CA1 completed")
	earlier.Calls[0].At = noon().Add(-time.Hour)
	for _, tt := range []struct {
		form url.Values
		want Delivery
	}{
		{sms, Delivery{Once: "SM1", Texts: []SMS{{From: "+1", To: "+2", Text: "Hi & bye", ID: "SM1", At: noon(), Media: []Media{{"https://a.test/0", "image/png"}, {"https://a.test/1", ""}}}}}},
		{call("CallStatus", "completed", "CallDuration", "61"), ended(Answered, 61*time.Second, "CA1 completed")},
		{call("CallStatus", "no-answer"), ended(Missed, 0, "CA1 no-answer")},
		{call("CallStatus", "busy"), ended(Missed, 0, "CA1 busy")},
		{call("CallStatus", "canceled"), ended(Missed, 0, "CA1 canceled")},
		{call("CallStatus", "failed"), ended(Missed, 0, "CA1 failed")},
		{call("CallStatus", "in-progress", "DialCallStatus", "no-answer", "CallDuration", "40"), ended(Missed, 0, "CA1 no-answer")},
		{call("CallStatus", "in-progress", "DialCallStatus", "completed", "DialCallDuration", "9"), ended(Answered, 9*time.Second, "CA1 completed")},
		{call("CallStatus", "no-answer", "Direction", "outbound-api"), out},
		{call("CallStatus", "completed", "CallDuration", "60", "Timestamp", "Mon, 02 Mar 2026 11:00:00 +0000"), earlier},
		{call("CallStatus", "completed", "CallDuration", "-1", "Timestamp", "Mon, 02 Mar 2026 13:00:00 +0000"), ended(Answered, 0, "CA1 completed")},
		{call("CallStatus", "ringing"), Delivery{Once: "CA1 ringing"}},
		{url.Values{"MessageSid": {"SM2"}, "MessageStatus": {"delivered"}, "SmsStatus": {"delivered"}}, Delivery{Once: "SM2 delivereddelivered"}},
	} {
		d, err := Read(Twilio, twilioRequest(tt.form), plainSecret, noon())
		if diff := cmp.Diff(tt.want, d); diff != "" || err != nil {
			t.Errorf("%v: %v %s", tt.form, err, diff)
		}
	}
	for says, form := range map[string]url.Values{"neither": {"From": {"+1"}}, "what became": call("CallStatus", "x"), "who called": {"CallSid": {"C"}, "CallStatus": {"busy"}}, "who wrote": {"MessageSid": {"S"}, "Body": {"x"}}} {
		d, err := Read(Twilio, twilioRequest(form), plainSecret, noon())
		refused(t, d, err, fault.Invalid, says)
	}
}

func TestTwilioRefusals(t *testing.T) {
	form := url.Values{"MessageSid": {"SM1"}, "From": {"+1"}, "To": {"+2"}, "Body": {"Hi"}}
	good := twilioRequest(form)
	changed := func(change func(*Request)) Request {
		r := twilioRequest(form)
		change(&r)
		return r
	}
	for name, r := range map[string]Request{
		"another URL":    changed(func(r *Request) { r.URL += "?x=1" }),
		"another scheme": changed(func(r *Request) { r.URL = strings.Replace(r.URL, "https", "http", 1) }),
		"another port":   changed(func(r *Request) { r.URL = strings.Replace(r.URL, ".test/", ".test:444/", 1) }),
		"another text":   changed(func(r *Request) { r.Body = bytes.Replace(r.Body, []byte("Hi"), []byte("Ho"), 1) }),
		"one more field": changed(func(r *Request) { r.Body = append(r.Body, "&a=b"...) }),
		"no URL":         changed(func(r *Request) { r.URL = "%" }),
		"no signature":   changed(func(r *Request) { r.Header.Del("X-Twilio-Signature") }),
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Read(Twilio, r, plainSecret, noon())
			refused(t, d, err, fault.NotAllowed, "signature")
		})
	}
	d, err := Read(Twilio, good, plainSecret+"x", noon())
	refused(t, d, err, fault.NotAllowed, "signature")
	d, err = Read(Twilio, changed(func(r *Request) { r.Body = []byte("%zz") }), plainSecret, noon())
	refused(t, d, err, fault.Invalid, "no form")
	if _, err := Read(Twilio, changed(func(r *Request) { r.URL = strings.Replace(r.URL, ".test/", ".test:443/", 1) }), plainSecret, noon()); err != nil {
		t.Errorf("with the usual port: %v", err)
	}
}

func TestSES(t *testing.T) {
	received := func(encoding, content string) string {
		return `{"notificationType":"Received","mail":{"source":"b@client.test"},"receipt":{"timestamp":"2026-03-02T11:59:00.000Z","recipients":["us@firm.test"],"action":{"type":"SNS","encoding":"` + encoding + `"}},"content":` + strconv.Quote(content) + `}`
	}
	encoded := base64.StdEncoding.EncodeToString([]byte(sample))
	want := Delivery{Once: "m-1", Mails: []inbox.Arrived{{Raw: []byte(sample), Way: inbox.Webhook, From: "b@client.test", To: []string{"us@firm.test"}, At: noon().Add(-time.Minute)}}}
	for name, n := range map[string]notice{
		"version 2": {Message: received("BASE64", encoded)}, "version 1": {Message: received("BASE64", encoded), SignatureVersion: "1"}, "with a subject": {Message: received("BASE64", encoded), Subject: "Mail"}, "UTF-8": {Message: received("UTF8", sample)},
	} {
		d, err := Read(SES, amazonRequest(t, n), topic, noon())
		if diff := cmp.Diff(want, d); diff != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
	for says, message := range map[string]string{"base64": received("BASE64", "?"), "does not hold": received("UTF8", ""), "no mail": `{"notificationType":"Bounce"}`, "JSON": "x"} {
		d, err := Read(SES, amazonRequest(t, notice{Message: message}), topic, noon())
		refused(t, d, err, fault.Invalid, says)
	}
	if d, err := Read(SES, amazonRequest(t, notice{Message: `{"notificationType":"AMAZON_SES_SETUP_NOTIFICATION"}`}), topic, noon()); err != nil || d.Mails != nil {
		t.Error(d, err)
	}
}

func TestSNSConfirmation(t *testing.T) {
	confirm := func(u string) Request {
		return amazonRequest(t, notice{Type: "SubscriptionConfirmation", Token: "t", Message: "You have chosen", SubscribeURL: u})
	}
	const right = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t"
	d, err := Read(SES, confirm(right), topic, noon())
	if diff := cmp.Diff(Delivery{Once: "m-1", Confirm: right}, d); diff != "" || err != nil {
		t.Error(err, diff)
	}
	for _, u := range []string{"", "http://sns.eu-west-1.amazonaws.com/?a", "https://evil.test/", "https://sns.eu-west-1.amazonaws.com.evil.test/", "https://sns.eu-west-1.amazonaws.com@evil.test/", "https://x@sns.eu-west-1.amazonaws.com/", "https://sns.a.b.amazonaws.com/", "https://sns.eu-west-1.amazonaws.com:444/", "https://s3.eu-west-1.amazonaws.com/", ":"} {
		d, err := Read(SES, confirm(u), topic, noon())
		refused(t, d, err, fault.Invalid, "Amazon")
	}
	d, err = Read(SES, amazonRequest(t, notice{Type: "Other"}), topic, noon())
	refused(t, d, err, fault.Invalid, "known")
}

func TestSNSRefusals(t *testing.T) {
	for _, u := range []string{"http://sns.eu-west-1.amazonaws.com/a.pem", "https://sns.eu-west-1.amazonaws.com/a.crt", "https://evil.test/sns.eu-west-1.amazonaws.com/a.pem", "https://sns.eu-west-1.amazonaws.com.evil.test/a.pem", "https://sns.eu-west-1.amazonaws.com/a/b.pem", "https://sns.eu-west-1.amazonaws.com/a.pem?x", "https://sns.eu-west-1.amazonaws.com/a.pem\n", "https://evil.test#https://sns.eu-west-1.amazonaws.com/a.pem", "https://amazonaws.com/a.pem"} {
		r := amazonRequest(t, notice{SigningCertURL: u, Type: "UnsubscribeConfirmation"})
		r.Certificate = func(u string) ([]byte, error) {
			t.Errorf("%q was fetched", u)
			return amazonCertificate(u)
		}
		d, err := Read(SES, r, topic, noon())
		refused(t, d, err, fault.NotAllowed, "not by Amazon")
	}
	good := func() notice { return notice{Type: "UnsubscribeConfirmation", Message: "x"} }
	for name, change := range map[string]func(r *Request){
		"another message": func(r *Request) { r.Body = bytes.Replace(r.Body, []byte(`"x"`), []byte(`"y"`), 1) },
		"another version": func(r *Request) {
			r.Body = bytes.Replace(r.Body, []byte(`"SignatureVersion":"2"`), []byte(`"SignatureVersion":"1"`), 1)
		},
		"an old version": func(r *Request) {
			r.Body = bytes.Replace(r.Body, []byte(`"SignatureVersion":"2"`), []byte(`"SignatureVersion":"0"`), 1)
		},
		"no certificate": func(r *Request) { r.Certificate = func(string) ([]byte, error) { return []byte("x"), nil } },
		"a bad one": func(r *Request) {
			r.Certificate = func(string) ([]byte, error) {
				return []byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), nil
			}
		},
		"another topic": func(r *Request) { r.Body = bytes.Replace(r.Body, []byte("012:mail"), []byte("012:else"), 1) },
	} {
		t.Run(name, func(t *testing.T) {
			r := amazonRequest(t, good())
			change(&r)
			d, err := Read(SES, r, topic, noon())
			refused(t, d, err, fault.NotAllowed, "")
		})
	}
	d, err := Read(SES, amazonRequest(t, notice{Type: "UnsubscribeConfirmation", TopicArn: topic + "x"}), topic, noon())
	refused(t, d, err, fault.NotAllowed, "another topic")
	for _, at := range []time.Duration{-time.Hour - time.Second, time.Hour + time.Second} { // beyond the certificate's time
		n := good()
		n.Timestamp = noon().Add(at).Format(time.RFC3339)
		d, err := Read(SES, amazonRequest(t, n), topic, noon().Add(at))
		refused(t, d, err, fault.NotAllowed, "certificate")
	}
	for _, n := range []notice{{Type: "UnsubscribeConfirmation", Signature: "?"}, {Type: "UnsubscribeConfirmation", Signature: "AAAA"}} {
		d, err := Read(SES, amazonRequest(t, n), topic, noon())
		refused(t, d, err, fault.NotAllowed, "")
	}
	r := amazonRequest(t, good())
	r.Certificate = func(string) ([]byte, error) { return nil, errors.New("no network") }
	d, err = Read(SES, r, topic, noon())
	refused(t, d, err, fault.Busy, "later")
	r.Certificate = nil
	d, err = Read(SES, r, topic, noon())
	refused(t, d, err, fault.Internal, "no way")
	n := good()
	n.Timestamp = "today"
	d, err = Read(SES, amazonRequest(t, n), topic, noon())
	refused(t, d, err, fault.Invalid, "no time")
	d, err = Read(SES, Request{Header: http.Header{}, Body: []byte("x")}, topic, noon())
	refused(t, d, err, fault.Invalid, "JSON")
}
