package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kept/internal/inbox/letter"
)

// written puts a text into a file of its own.
func written(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMail(t *testing.T) {
	ordinary := written(t, "a.eml", strings.ReplaceAll(`From: Ann <Ann@Client.example>
To: desk@kept.example, nobody
Subject: <b> & more
Date: Mon, 2 Mar 2026 10:00:00 +0100
Message-ID: <a1@client.example>
In-Reply-To: <k1@kept.example>
Content-Type: multipart/mixed; boundary=q

--q
Content-Type: text/html

<p onclick=x>Where are we?<img src=http://t.example/p>
--q
Content-Type: application/pdf; name=a.pdf

x
--q
Content-Type: application/pdf; name=empty.pdf

--q--
`, "\n", "\r\n"))
	nothing := written(t, "b.eml", "hello")
	var out bytes.Buffer
	if err := Mail([]string{ordinary, nothing}, &out); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(`{"file":%q,"from":["ann@client.example"],"to":["desk@kept.example"],"cc":[],"reply_to":[],"subject":"<b> & more","date":"2026-03-02T09:00:00.000Z",`+
		`"message_id":"a1@client.example","in_reply_to":["k1@kept.example"],"references":[],"text":"","html":"<p>Where are we?<img data-remote=\"http://t.example/p\"></p>",`+
		`"visible":"Where are we?","quoted":"","signature":"","class":"human","must_not_auto_reply":false,"bounce":null,"asks_status":true,"attachments":[{"name":"a.pdf","type":"application/pdf","size":1,"sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"},{"name":"empty.pdf","type":"application/pdf","size":0,"sha256":""}],`+
		`"notes":[],"quarantined":false}
{"file":%q,"from":[],"to":[],"cc":[],"reply_to":[],"subject":"","date":"","message_id":"","in_reply_to":[],"references":[],"text":"hello","html":"","visible":"hello","quoted":"","signature":"","class":"human","class_why":"It names no sender to answer to.","must_not_auto_reply":true,"bounce":null,"asks_status":false,"attachments":[],`+
		`"notes":[],"quarantined":true,"quarantine":"It has no header: nobody can tell who sent it."}
`, ordinary, nothing)
	if d := cmp.Diff(want, out.String()); d != "" {
		t.Error(d)
	}
	out.Reset()
	if err := Mail([]string{nothing, filepath.Join(t.TempDir(), "none.eml")}, &out); !errors.Is(err, os.ErrNotExist) || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("a file that is not there: %v, and before it %q", err, out.String())
	}
}

func TestMailTooLarge(t *testing.T) {
	path := written(t, "large.eml", "From: a@b\r\n\r\n"+strings.Repeat("x\r\n", letter.MaxBytes/3))
	var out bytes.Buffer
	if err := Mail([]string{path}, &out); err != nil {
		t.Fatal(err)
	}
	var got mailAnswer
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if !got.Quarantined || len(got.From) != 1 || got.Text != "" {
		t.Errorf("quarantined %v, from %v, %d bytes of text", got.Quarantined, got.From, len(got.Text))
	}
}

func TestMailOfMachines(t *testing.T) {
	report := written(t, "report.eml", `Return-Path: <>
From: MAILER-DAEMON@mx.example.net
To: desk@kept.example
Subject: failure notice

<ann@client.example>:
192.0.2.4 does not like recipient.
Remote host said: 550 5.1.1 no such user

--- Below this line is a copy of the message.

Message-ID: <k1@kept.example>
To: ann@client.example
`)
	away := written(t, "away.eml", "From: ann@client.example\nSubject: Automatic reply: Kitchen\nAuto-Submitted: auto-replied\n\nI am away.\n")
	var out bytes.Buffer
	if err := Mail([]string{report, away}, &out); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{
		`"class":"dsn","class_why":"A mail system reports about the delivery of a mail.","must_not_auto_reply":true,"bounce":{"kind":"bounce","hard":true,"message_id":"k1@kept.example","envelope_id":"",` +
			`"recipients":[{"address":"ann@client.example","action":"failed","status":"5.1.1","code":"550","reason":"no_mailbox","hard":true}]}`,
		`"class":"ooo","class_why":"It says that it is an automatic answer.","must_not_auto_reply":true,"bounce":{"kind":"auto_reply","hard":false,"message_id":"","envelope_id":"",` +
			`"recipients":[{"address":"ann@client.example","action":"","status":"","code":"","reason":"away","hard":false}]}`,
	} {
		if line := strings.Split(out.String(), "\n")[i]; !strings.Contains(line, want) {
			t.Errorf("%s\nlacks %s", line, want)
		}
	}
}

func TestHTML(t *testing.T) {
	var out bytes.Buffer
	if err := HTML(strings.NewReader(`<p onclick=x>a<script>b</script>`), &out); err != nil || out.String() != "<p>a</p>\n" {
		t.Errorf("got %q, %v", out.String(), err)
	}
	if err := HTML(strings.NewReader(strings.Repeat("x", letter.MaxText)), &out); err != nil {
		t.Errorf("at the limit: %v", err)
	}
	if err := HTML(strings.NewReader(strings.Repeat("x", letter.MaxText+1)), &out); err == nil {
		t.Error("beyond the limit: no error")
	}
}

// An ordinary mail: two kilobytes of text, the same as HTML with a quote, a
// signature with a logo. The issue asks for more than 1,000 a second.
func BenchmarkMail(b *testing.B) {
	line := "Could you tell me whether the kitchen is still planned for Thursday, or has it moved again? "
	text := strings.Repeat(line+"\r\n", 20)
	html := "<html><body><div dir=3D\"ltr\">" + strings.Repeat("<p class=3D\"MsoNormal\"><span style=3D\"font-size:11pt;font-family:Calibri,sans-serif\">"+line+"</span></p>\r\n", 20) +
		"<img src=3D\"cid:logo\"></div></body></html>"
	mail := "Received: by mx.kept.example; Mon, 2 Mar 2026 09:00:05 +0000\r\nDKIM-Signature: v=1; a=rsa-sha256; b=" + strings.Repeat("abcdefgh", 40) +
		"\r\nFrom: =?utf-8?q?Ann_M=C3=BCller?= <ann@client.example>\r\nTo: desk@kept.example\r\nSubject: Kitchen\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\nMessage-ID: <a@b>\r\n" +
		"Content-Type: multipart/related; boundary=rel\r\n\r\n--rel\r\nContent-Type: multipart/alternative; boundary=alt\r\n\r\n--alt\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text +
		"--alt\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + html +
		"\r\n--alt--\r\n--rel\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo>\r\nContent-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat("iVBORw0KGgoiVBORw0KGgoiVBORw0KGgoiVBORw0KGgoiVBORw0KGgoiVBORw0KGgoi\r\n", 150) + "--rel--\r\n"
	path := written(b, "m.eml", mail)
	b.SetBytes(int64(len(mail)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Mail([]string{path}, &bytes.Buffer{}); err != nil {
			b.Fatal(err)
		}
	}
}
