package letter

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		plainMail, richMail, "", "\n\n", "From: a@b\r\rx",
		"From: =?utf-8?q?a=0D=0Ab?= <a@b>\nTo: x:y;, \"z\" (c) <@d:e@f>\nDate: Mon, 2 Mar 26 9:00 PM\n\n",
		"Content-Type: multipart/mixed; boundary*0=a; boundary*1=b\n\n--ab\nContent-Type: message/rfc822\n\nSubject: x\n\n--ab--",
		"Content-Type: text/html; charset=utf-7\n\n+ADw-script+AD4-",
		"Content-Type: text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: base64\n\nGyRCJCIbKEI=",
		"Content-Type: a/b; name*=utf-8''%e2%80%ae/../x\nContent-Transfer-Encoding: uuencode\n\nbegin 644 x\n#0V%T\nend\n",
		"Subject: =?utf-8?b?w6Q=?= =?utf-8?q?=C3?=\n =?utf-8?q?=A4?=\nReferences: <a <b> c\n\n",
	} {
		f.Add([]byte(seed))
		f.Add(crlf(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		before := string(raw)
		l := Read(raw)
		if string(raw) != before {
			t.Error("the mail was changed")
		}
		if (len(l.Header) == 0) != strings.Contains(l.Quarantine, "no header") {
			t.Errorf("%d fields, quarantine %q", len(l.Header), l.Quarantine)
		}
		oneLineOnly(t, "subject", l.Subject)
		oneLineOnly(t, "id", l.MessageID)
		for _, list := range [][]Address{l.From, l.Sender, l.ReplyTo, l.To, l.Cc} {
			for _, a := range list {
				oneLineOnly(t, "name", a.Name)
				oneLineOnly(t, "address", a.Mail)
			}
		}
		for _, a := range l.Attachments {
			oneLineOnly(t, "file name", a.Name)
			if strings.ContainsAny(a.Name, `/\`) || a.Name == ".." {
				t.Errorf("the file name %q leads elsewhere", a.Name)
			}
		}
		for _, s := range []string{l.Text, l.SentHTML, l.HTML.HTML, l.Reading()} {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				t.Errorf("no text: %q", s)
			}
		}
		if y := l.Date.Year(); !l.Date.IsZero() && (y < 1 || y > 9999) {
			t.Errorf("the date is %s", l.Date)
		}
	})
}

// oneLineOnly says when a field could become two.
func oneLineOnly(t *testing.T, what, s string) {
	t.Helper()
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		t.Errorf("the %s is %q", what, s)
	}
}
