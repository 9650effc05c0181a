package letter

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// crlf writes a mail as it comes over the wire.
func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

const plainMail = `Return-Path: <Ann@Client.example>
Received: by mx.kept.example; Mon, 2 Mar 2026 09:00:05 +0000
Authentication-Results: mx.kept.example; dkim=pass header.d=client.example
From: "Ann Example" <Ann@Client.EXAMPLE>
Sender: office@client.example
Reply-To: ann@home.example
To: Kept <desk@kept.example>, =?utf-8?q?B=C3=B6rge?= <b@kept.example>
Cc: c@kept.example
Subject: =?iso-8859-1?q?K=FCche?= =?iso-8859-1?q?_und?=
 Bad
Date: Mon, 2 Mar 2026 10:00:00 +0100
Message-ID: <a1@client.example>
In-Reply-To: <k1@kept.example>
References: <k0@kept.example> <k1@kept.example>
List-Id: <none.client.example>

Where are we?
Ann
`

func TestReadPlain(t *testing.T) {
	for name, raw := range map[string][]byte{"CRLF": crlf(plainMail), "LF": []byte(plainMail), "CR": []byte(strings.ReplaceAll(plainMail, "\n", "\r")), "with a byte order mark": append([]byte("\xef\xbb\xbf"), plainMail...)} {
		t.Run(name, func(t *testing.T) {
			l := Read(raw)
			ann := Address{"Ann Example", "Ann@client.example"}
			want := Letter{
				Header: l.Header, Root: ContentType{},
				From: []Address{ann}, Sender: []Address{{"", "office@client.example"}}, ReplyTo: []Address{{"", "ann@home.example"}},
				To: []Address{{"Kept", "desk@kept.example"}, {"Börge", "b@kept.example"}}, Cc: []Address{{"", "c@kept.example"}},
				ReturnPath: "Ann@client.example", Subject: "Küche und Bad", Date: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
				MessageID: "a1@client.example", InReplyTo: []string{"k1@kept.example"}, References: []string{"k0@kept.example", "k1@kept.example"},
				Text: "Where are we?\nAnn\n",
			}
			if d := cmp.Diff(want, l); d != "" {
				t.Error(d)
			}
			if len(l.Header) != 14 || l.Header[1].Name != "Received" || l.Header.Get("authentication-results") != "mx.kept.example; dkim=pass header.d=client.example" || !l.Header.Has("LIST-ID") || l.Header.Has("Precedence") {
				t.Errorf("the header is %q", l.Header)
			}
			if ann.Key() != "ann@client.example" {
				t.Errorf("the key is %q", ann.Key())
			}
		})
	}
}

// A mail of all sorts: alternatives, an image in the text, files, a calendar.
const richMail = `From: a@b.example
Content-Type: multipart/mixed; boundary="out er"

preamble
--out er
Content-Type: multipart/related; boundary=rel

--rel
Content-Type: multipart/alternative; boundary="=_alt"

--=_alt
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Gr=C3=BC=C3=9Fe =
und mehr  =20
--=_alt
Content-Type: text/html; charset="windows-1252"
Content-Transfer-Encoding: 8bit

<p onclick=x>Gr` + "\xfc\xdf" + `e <img src="cid:logo"><img src=http://t.example/p></p>
--=_alt
Content-Type: text/calendar; method=request; charset=utf-8

BEGIN:VCALENDAR
END:VCALENDAR
--=_alt--

--rel
Content-Type: image/png; name="=?utf-8?b?bG9nw7YucG5n?="
Content-ID: <logo>
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--rel--

--out er
Content-Type: application/pdf
Content-Disposition: attachment; filename*0*=utf-8''Angebot%20; filename*1*=%C3%BC.p; filename*2=df
Content-Transfer-Encoding: base64

JVBERi0=
--out er
Content-Type: text/plain; name=notes.txt

in a file
--out er
Content-Type: message/rfc822

Subject: inner

inside
--out er--
epilogue
`

func TestReadRich(t *testing.T) {
	l := Read(crlf(richMail))
	if want := "Grüße und mehr   "; l.Text != want {
		t.Errorf("the text is %q, want %q", l.Text, want)
	}
	if want := "<p onclick=x>Grüße <img src=\"cid:logo\"><img src=http://t.example/p></p>"; l.SentHTML != want {
		t.Errorf("the HTML is %q, want %q", l.SentHTML, want)
	}
	if want := `<p>Grüße <img data-cid="logo"><img data-remote="http://t.example/p"></p>`; l.HTML.HTML != want {
		t.Errorf("the sanitised HTML is %q, want %q", l.HTML.HTML, want)
	}
	type file struct {
		Name, Type, ContentID, Content string
		Inline                         bool
	}
	var files []file
	for _, a := range l.Attachments {
		files = append(files, file{a.Name, a.Type, a.ContentID, string(a.Content), a.Inline})
	}
	want := []file{
		{"", "text/calendar", "", "BEGIN:VCALENDAR\r\nEND:VCALENDAR", false},
		{"logö.png", "image/png", "logo", "\x89PNG\r\n\x1a\n", true},
		{"Angebot ü.pdf", "application/pdf", "", "%PDF-", false},
		{"notes.txt", "text/plain", "", "in a file", false},
		{"", "message/rfc822", "", "Subject: inner\r\n\r\ninside", false},
	}
	if d := cmp.Diff(want, files); d != "" {
		t.Error(d)
	}
	if len(l.Calendars) != 1 || l.Calendars[0].Method != "REQUEST" || !strings.HasPrefix(l.Calendars[0].Text, "BEGIN:VCALENDAR") {
		t.Errorf("the calendars are %q", l.Calendars)
	}
	if len(l.Enclosed) != 1 || l.Enclosed[0].Type != "message/rfc822" || Read(l.Enclosed[0].Raw).Subject != "inner" {
		t.Errorf("enclosed is %q", l.Enclosed)
	}
	if l.Root.Type != "multipart/mixed" || l.Root.Params["boundary"] != "out er" || l.Quarantine != "" || len(l.Notes) != 0 {
		t.Errorf("root %v, quarantine %q, notes %q", l.Root, l.Quarantine, l.Notes)
	}
}

func TestReport(t *testing.T) {
	l := Read(crlf(`Return-Path: <>
From: MAILER-DAEMON (Mail Delivery System)
To: desk+n1@kept.example
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.client.example

Final-Recipient: rfc822; a@client.example
Action: failed
--b
Content-Type: text/rfc822-headers

Subject: Monday
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
--b--
`))
	want := []Enclosed{
		{"message/delivery-status", []byte("Reporting-MTA: dns; mx.client.example\r\n\r\nFinal-Recipient: rfc822; a@client.example\r\nAction: failed")},
		{"text/rfc822-headers", []byte("Subject: Monday")},
		{"message/feedback-report", []byte("Feedback-Type: abuse")},
	}
	if d := cmp.Diff(want, l.Enclosed); d != "" {
		t.Error(d)
	}
	if !l.Header.Has("Return-Path") || l.ReturnPath != "" || l.Root.Params["report-type"] != "delivery-status" || l.Text != "It did not arrive." {
		t.Errorf("return path %q, root %v, text %q", l.ReturnPath, l.Root, l.Text)
	}
	if d := cmp.Diff([]Address{{"MAILER-DAEMON", ""}}, l.From); d != "" {
		t.Error(d)
	}
}

func TestReading(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"text", "From: a@b\n\nx", "x"},
		{"HTML alone", "From: a@b\nContent-Type: text/html\n\n<p>x<p>y", "x\n\ny"},
		{"HTML that names its charset", "From: a@b\nContent-Type: text/html\n\n<meta charset=koi8-r><p>\xc1\xc2", "аб"},
		{"text in UTF-8 that says nothing", "From: a@b\n\nä", "ä"},
		{"bytes that say nothing", "From: a@b\n\n\xe4\x93", "ä“"},
		{"a charset that nobody knows", "From: a@b\nContent-Type: text/plain; charset=klingon\n\n\xe4", "ä"},
		{"a charset that lies", "From: a@b\nContent-Type: text/plain; charset=us-ascii\n\nä", "ä"},
		{"Japanese", "From: a@b\nContent-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B$\"\x1b(B", "あ"},
		{"Korean", "From: a@b\nContent-Type: text/plain; charset=ks_c_5601-1987\n\n\xbd\xba", "스"},
		{"UTF-7", "From: a@b\nContent-Type: text/plain; charset=utf-7\n\nHi +AOQ-, 1 +- 1 +ZeVnLIqe", "Hi ä, 1 + 1 日本語"},
		{"a type that is none", "From: a@b\nContent-Type: text\n\nx", "x"},
		{"a multipart without parts", "From: a@b\nContent-Type: multipart/mixed; boundary=q\n\nx", "x"},
		{"a multipart that names no boundary", "From: a@b\nContent-Type: multipart/mixed\n\n--=_q1\nContent-Type: text/plain\n\nx\n--=_q1--", "x"},
		{"an end that is missing inside", "From: a@b\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: multipart/alternative; boundary=i\n\n--i\n\nx\n--q\n\ny\n--q--", "x\ny"},
		{"boundaries that begin alike", "From: a@b\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: multipart/alternative; boundary=q1\n\n--q1\n\nx\n--q1--\n--q\n\ny\n--q--", "x\ny"},
		{"a part without header and blank line", "From: a@b\nContent-Type: multipart/mixed; boundary=q\n\n--q\nhello there\n--q--", "hello there"},
		{"a part without header whose text looks like one", "From: a@b\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nNote: hello\n\nthere\n--q--", "Note: hello\n\nthere"},
		{"an encoding that nobody knows", "From: a@b\nContent-Transfer-Encoding: 7-bit\n\nx=41", "x=41"},
		{"broken base64", "From: a@b\nContent-Transfer-Encoding: BASE64\n\nZ%m9v\nYmFyM\n=\n____\nfooter", "foobar"},
		{"broken quoted-printable", "From: a@b\nContent-Transfer-Encoding: quoted-printable\n\na=ZZb=3d=\n\nc=", "a=ZZb=\nc"},
		{"a body without its blank line", "From: a@b\nSubject: s\nhello\nthere", "hello\nthere"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := Read([]byte(tt.in))
			if d := cmp.Diff(tt.want, l.Reading()); d != "" {
				t.Error(d)
			}
			if len(l.From) != 1 || l.Quarantine != "" {
				t.Errorf("from %v, quarantine %q", l.From, l.Quarantine)
			}
		})
	}
}

func TestHeaderAsSent(t *testing.T) {
	tests := []struct{ name, in, subject string }{
		{"a line of mbox in front", "From a@b Mon Mar  2 09:00:00 2026\nSubject: s\n\nx", "s"},
		{"a quoted line of mbox in front", ">From a@b Mon\nSubject: s\n\nx", "s"},
		{"blank lines in front", "\n   \nSubject: s\n\nx", "s"},
		{"a blank in front", " Subject: s\n\nx", "s"},
		{"a blank before the colon", "Subject : s\n\nx", "s"},
		{"folded", "Subject: a\n\tb\n  c\n\nx", "a b c"},
		{"broken without a blank", "Subject: a\nbroken\nTo: c@d\n\nx", "a broken"},
		{"empty, then again", "Subject:\nSubject: s\n\nx", "s"},
		{"a line break that was coded", "Subject: =?utf-8?q?a=0D=0ABcc:_x@y?=\n\nx", "a Bcc: x@y"},
		{"a NUL", "Subject: a\x00b\n\nx", "a b"},
		{"a character in two words", "Subject: =?utf-8?b?w6Q=?= =?utf-8?q?=C3?=\n =?utf-8?q?=A4?=\n\nx", "ää"},
		{"words and plain text", "Subject: a =?utf-8?q?b?= c =?utf-8?q?d?=\n\nx", "a b c d"},
		{"a language in a word", "Subject: =?utf-8*de?q?=C3=A4?=\n\nx", "ä"},
		{"a charset that nobody knows", "Subject: =?NONE?B?VEVTVA=?=\n\nx", "TEST"},
		{"no word", "Subject: =?utf-8?x?b?= =?a\n\nx", "=?utf-8?x?b?= =?a"},
		{"bytes that say nothing", "Subject: Forma\xe7\xe3o\n\nx", "Formação"},
		{"UTF-8 as it is", "Subject: Ünï\n\nx", "Ünï"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := Read([]byte(tt.in))
			if l.Subject != tt.subject || l.Text != "x" {
				t.Errorf("subject %q, want %q; text %q", l.Subject, tt.subject, l.Text)
			}
		})
	}
}

func TestFileNames(t *testing.T) {
	tests := []struct{ name, fields, want string }{
		{"quoted", `Content-Disposition: attachment; filename="a b.txt"`, "a b.txt"},
		{"without quotes", `Content-Disposition: attachment; filename=a b.txt; size=3`, "a b.txt"},
		{"a quote nobody closed", `Content-Disposition: attachment; filename="a.txt`, "a.txt"},
		{"escaped", `Content-Disposition: attachment; filename="a\"b.txt"`, `a"b.txt`},
		{"of the type", "Content-Type: image/png; name=a.png", "a.png"},
		{"the disposition's counts", "Content-Type: image/png; name=a.png\nContent-Disposition: inline; filename=b.png", "b.png"},
		{"encoded (RFC 2231)", `Content-Disposition: attachment; filename*=iso-8859-1'de'%E4.txt`, "ä.txt"},
		{"in pieces", `Content-Disposition: attachment; filename*0="a"; filename*1="b.txt"`, "ab.txt"},
		{"encoded as a word", `Content-Disposition: attachment; filename="=?utf-8?q?=C3=A4?= b.txt"`, "ä b.txt"},
		{"a path", `Content-Disposition: attachment; filename="../../etc/passwd"`, "passwd"},
		{"a path of Windows", `Content-Disposition: attachment; filename="C:\dir\a.txt"`, "a.txt"},
		{"dots alone", `Content-Disposition: attachment; filename=".."`, ""},
		{"turned around", "Content-Disposition: attachment; filename=\"a\u202etxt.exe\"", "atxt.exe"},
		{"a line break", `Content-Disposition: attachment; filename*=utf-8''a%0d%0ab.txt`, "a b.txt"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(tt.fields, "Content-Type") {
				tt.fields += "\nContent-Type: application/x"
			}
			l := Read([]byte("From: a@b\n" + tt.fields + "\n\nx"))
			if len(l.Attachments) != 1 || l.Attachments[0].Name != tt.want {
				t.Errorf("the attachments are %v, want one named %q", l.Attachments, tt.want)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"winmail.dat", "Content-Type: application/ms-tnef; name=winmail.dat\n\nx", "winmail.dat"},
		{"winmail.dat by its bytes", "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(append(tnef, 1, 2)), "winmail.dat"},
		{"S/MIME", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nx", "S/MIME"},
		{"PGP", "Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--", "encrypted"},
		{"a piece", "Content-Type: message/partial; id=1; number=1\n\nx", "piece"},
		{"elsewhere", "Content-Type: message/external-body; access-type=URL\n\nx", "elsewhere"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := Read([]byte("From: a@b\n" + tt.in))
			if len(l.Notes) != 1 || !strings.Contains(l.Notes[0], tt.want) || len(l.Attachments) == 0 {
				t.Errorf("notes %q, want one that says %q; %d attachments", l.Notes, tt.want, len(l.Attachments))
			}
		})
	}
}

func TestUU(t *testing.T) {
	l := Read([]byte("From: a@b\nContent-Type: application/x; name=cat.txt\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n"))
	if len(l.Attachments) != 1 || string(l.Attachments[0].Content) != "Cat" {
		t.Errorf("the attachments are %v", l.Attachments)
	}
}

func TestHeaderOf(t *testing.T) {
	h := HeaderOf([]byte("\n\nMessage-ID: <a@b>\nTo: Ann <ann@client.example>,\n bob@client.example\nTo: cy@client.example\n\nFrom: x@y\n"))
	if got := h.IDs("message-id"); len(got) != 1 || got[0] != "a@b" {
		t.Errorf("ids %q", got)
	}
	var to []string
	for _, a := range h.Addresses("To") {
		to = append(to, a.Mail)
	}
	if d := cmp.Diff([]string{"ann@client.example", "bob@client.example", "cy@client.example"}, to); d != "" || h.Has("From") {
		t.Errorf("to %q, from the body %v", to, h.Has("From"))
	}
	if h := HeaderOf([]byte("no header\n")); h != nil || h.IDs("Message-ID") != nil {
		t.Errorf("of a text: %v", h)
	}
}
