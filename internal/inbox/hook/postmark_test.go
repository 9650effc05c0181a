package hook

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kept/internal/fault"
	"kept/internal/inbox"
	"kept/internal/inbox/letter"
)

func TestPostmarkRaw(t *testing.T) {
	body, _ := json.Marshal(map[string]string{"From": "ann@client.test", "MessageID": "m-1", "OriginalRecipient": "us+p-7@firm.test", "RawEmail": sample, "TextBody": "not this"})
	d, err := Read(Postmark, postmarkRequest(string(body)), plainSecret, noon())
	want := Delivery{Once: "m-1", Mails: []inbox.Arrived{{Raw: []byte(sample), Way: inbox.Webhook, To: []string{"us+p-7@firm.test"}}}}
	if diff := cmp.Diff(want, d); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestPostmarkSecret(t *testing.T) {
	const body = `{"From":"a@b.test"}`
	with := func(authorization, u string) Request {
		r := postmarkRequest(body)
		r.Header.Set("Authorization", authorization)
		r.URL = u
		return r
	}
	basic := func(s string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(s)) }
	query := "?x=1&secret=" + url.QueryEscape(plainSecret)
	for name, r := range map[string]Request{"as the password": with(basic("anybody:"+plainSecret), address), "in the query": with("", address+query), "in the query, with another password": with(basic("a:b"), address+query)} {
		if d, err := Read(Postmark, r, plainSecret, noon()); err != nil || len(d.Mails) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, r := range map[string]Request{
		"none": with("", address), "as the name": with(basic(plainSecret+":"), address), "in part": with(basic("a:"+plainSecret[1:]), address), "and more": with(basic("a:"+plainSecret+"x"), address),
		"by another scheme": with("Bearer "+plainSecret, address), "in the path": with("", address+"/"+url.PathEscape(plainSecret)), "under another name": with("", address+strings.Replace(query, "secret", "token", 1)), "in no URL": with("", "%"),
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Read(Postmark, r, plainSecret, noon())
			refused(t, d, err, fault.NotAllowed, "secret")
		})
	}
}

func TestPostmarkMalformed(t *testing.T) {
	for body, says := range map[string]string{`{`: "JSON", `{}`: "no mail", `{"From":"a@b","Attachments":[{"Content":"?"}]}`: "JSON"} {
		d, err := Read(Postmark, postmarkRequest(body), plainSecret, noon())
		refused(t, d, err, fault.Invalid, says)
	}
}

func TestPostmarkRebuilt(t *testing.T) {
	long := strings.Repeat("<0123456789@client.test> ", 30)
	body, err := json.Marshal(map[string]any{
		"From": "jurgen@client.test", "FromFull": map[string]string{"Email": "jurgen@client.test", "Name": "Jürgen, \"J\""},
		"ToFull": []map[string]string{{"Email": "us@firm.test", "Name": ""}, {"Email": "b@firm.test", "Name": "Bé"}}, "Cc": "Çelik <c@firm.test>", "ReplyTo": "r@client.test",
		"Subject": "Ünïcode " + strings.Repeat("und länger ", 20), "Date": "Mon, 2 Mar 2026 12:00:00 +0100", "TextBody": "Héllo\r\n--kept-\r\nthere", "HtmlBody": "<p>Héllo</p>",
		"Headers": []map[string]string{
			{"Name": "Message-ID", "Value": "<id@client.test>"}, {"Name": "References", "Value": long}, {"Name": "MIME-Version", "Value": "1.0"}, {"Name": "Content-Type", "Value": "text/plain"},
			{"Name": "DKIM-Signature", "Value": "v=1"}, {"Name": "X-Evil", "Value": "a\r\nX-Smuggled: b\nX-More: c"}, {"Name": "X-Null", "Value": "a\x00b"}, {"Name": "Bad Name", "Value": "x"}, {"Name": "X:Y", "Value": "x"}, {"Name": "Auto-Submitted", "Value": "no"},
		},
		"Attachments": []map[string]string{
			{"Name": "rechnung für\r\nX-Smuggled: d.pdf", "ContentType": "application/pdf", "Content": base64.StdEncoding.EncodeToString([]byte(strings.Repeat("pdf", 100)))},
			{"Name": "l.png", "ContentType": "image/png\r\nX-Smuggled: e", "ContentID": "<logo@x>\r\nX-Smuggled: f", "Content": "eA=="},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read(Postmark, postmarkRequest(string(body)), plainSecret, noon())
	if err != nil {
		t.Fatal(err)
	}
	raw := string(mailOf(d).Raw)
	l := letter.Read([]byte(raw))
	if diff := cmp.Diff([]letter.Address{{Name: `Jürgen, "J"`, Mail: "jurgen@client.test"}}, l.From); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]letter.Address{{Mail: "us@firm.test"}, {Name: "Bé", Mail: "b@firm.test"}, {Name: "Çelik", Mail: "c@firm.test"}, {Mail: "r@client.test"}}, append(append(l.To, l.Cc...), l.ReplyTo...)); diff != "" {
		t.Error(diff)
	}
	if l.Subject != strings.TrimSpace("Ünïcode "+strings.Repeat("und länger ", 20)) || l.MessageID != "id@client.test" || len(l.References) != 30 || !l.Date.Equal(noon().Add(-3600e9)) {
		t.Errorf("subject %q, id %q, %d references, date %s", l.Subject, l.MessageID, len(l.References), l.Date)
	}
	if strings.TrimSpace(l.Text) != "Héllo\n--kept-\nthere" && strings.TrimSpace(l.Text) != "Héllo\r\n--kept-\r\nthere" || !strings.Contains(l.SentHTML, "<p>Héllo</p>") {
		t.Errorf("text %q, html %q", l.Text, l.SentHTML)
	}
	if len(l.Attachments) != 2 || string(l.Attachments[0].Content) != strings.Repeat("pdf", 100) || !strings.Contains(l.Attachments[0].Name, "rechnung für") || l.Attachments[0].Type != "application/pdf" || string(l.Attachments[1].Content) != "x" || !l.Attachments[1].Inline {
		t.Errorf("%+v", l.Attachments)
	}
	if l.Quarantine != "" || !l.Header.Has(rebuiltMark) || l.Header.Has("DKIM-Signature") || l.Header.Get("Auto-Submitted") != "no" || l.Header.Get("X-Evil") != "a X-Smuggled: b X-More: c" {
		t.Errorf("quarantine %q\n%s", l.Quarantine, raw)
	}
	for line := range strings.SplitSeq(raw, "\r\n") {
		if strings.HasPrefix(line, "X-Smuggled") || len(line) > 200 || strings.ContainsAny(line, "\r\n\x00") {
			t.Errorf("a line %q", line)
		}
	}
}

func TestPostmarkRebuiltOfLittle(t *testing.T) {
	for body, want := range map[string]string{
		`{"From":"Ann <ann@client.test>","HtmlBody":"<b>x</b>"}`:                                                "",
		`{"From":"ann@client.test","Headers":[{"Name":"from","Value":"Ann <ann@client.test>"}],"TextBody":"x"}`: "x",
		`{"FromFull":{"Email":"ann@client.test","Name":"Ann"}}`:                                                 "",
	} {
		d, err := Read(Postmark, postmarkRequest(body), plainSecret, noon())
		if err != nil {
			t.Fatal(err)
		}
		l := letter.Read(mailOf(d).Raw)
		if len(l.From) != 1 || l.From[0].Mail != "ann@client.test" || strings.TrimSpace(l.Text) != want || l.Quarantine != "" {
			t.Errorf("%s: from %v, text %q, quarantine %q", body, l.From, l.Text, l.Quarantine)
		}
	}
}
