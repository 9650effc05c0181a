package smtp

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const twins = "From: =?utf-8?q?B=C3=BCro?= <desk@kept.test>\r\n" +
	"To: Ana Ruiz <ana@client.test>, ben@client.test\r\n" +
	"Subject: =?utf-8?b?TmV1ZXMgRGF0dW0g4oCTIE1pdHR3b2No?=\r\n" +
	"Message-ID: <1@kept.test>\r\n" +
	"MIME-Version: 1.0\r\n" +
	"Content-Type: multipart/mixed; boundary=outer\r\n\r\n" +
	"--outer\r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n" +
	"--inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nBis M=C3=A4rz=\r\n.\r\n" +
	"--inner\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+QmlzIE3DpHJ6PC9wPg==\r\n" +
	"--inner--\r\n" +
	"--outer\r\nContent-Type: text/calendar\r\nContent-Disposition: attachment; filename=date.ics\r\n\r\nBEGIN:VCALENDAR\r\n" +
	"--outer--\r\n"

func TestLetter(t *testing.T) {
	tests := []struct {
		name, raw string
		want      Letter
	}{
		{"text and HTML twins with a file", twins, Letter{
			Subject: "Neues Datum – Mittwoch", From: []string{"Büro <desk@kept.test>"}, To: []string{"Ana Ruiz <ana@client.test>", "ben@client.test"},
			MessageID: "<1@kept.test>", Text: "Bis März.", HTML: "<p>Bis März</p>",
			Files: []File{{Name: "date.ics", Type: "text/calendar", Body: []byte("BEGIN:VCALENDAR")}},
		}},
		{"plain", hi, Letter{Subject: "Hi", MessageID: "<1@kept.test>", Text: "Hello.\r\n..dots\r\n"}},
		{"an address that is none", "From: somebody\r\n\r\nx", Letter{From: []string{"somebody"}, Text: "x"}},
		{"a second text is a file", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n",
			Letter{Text: "one", Files: []File{{Type: "text/plain", Body: []byte("two")}}}},
		{"no header", "only words", Letter{Text: "only words", Problem: "no readable header: malformed header line: only words"}},
		{"broken base64", "Content-Transfer-Encoding: base64\r\n\r\nQUJD!", Letter{Text: "ABC", Problem: "read the text/plain part: unexpected EOF"}},
		{"no end", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none", Letter{Text: "one", Problem: "read the text/plain part: unexpected EOF"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Mail{Raw: []byte(test.raw)}.Letter()
			if diff := cmp.Diff(test.want, got, cmpopts.IgnoreFields(Letter{}, "Header")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLetterLimitsParts(t *testing.T) {
	part := "--b\r\n\r\nx\r\n"
	head := "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	// The multipart itself counts as one.
	at := Mail{Raw: []byte(head + strings.Repeat(part, maxParts-1) + "--b--\r\n")}.Letter()
	over := Mail{Raw: []byte(head + strings.Repeat(part, maxParts) + "--b--\r\n")}.Letter()
	if at.Problem != "" || over.Problem != "too many parts" {
		t.Errorf("at the limit %q, over it %q", at.Problem, over.Problem)
	}
}

func FuzzLetter(f *testing.F) {
	f.Add([]byte(twins))
	f.Add([]byte(hi))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		l := Mail{Raw: raw}.Letter()
		if len(l.Files) > maxParts {
			t.Errorf("%d files", len(l.Files))
		}
		if len(l.Text)+len(l.HTML) > 4*len(raw) {
			t.Errorf("%d bytes grew to %d", len(raw), len(l.Text)+len(l.HTML))
		}
	})
}
