package post

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"kept/internal/outbox"
	"kept/internal/testkit"
)

var update = flag.Bool("update", false, "write the goldens of composed mails anew")

// composed is the moment at which every sample mail is handed over.
var composed = time.Date(2026, 3, 6, 10, 12, 0, 0, time.FixedZone("CET", 3600))

// kinds gives a mail of every kind that Kept writes.
func kinds() map[string]outbox.Mail {
	marta := outbox.Address{Name: "Marta Kern", Addr: "marta@northlight.example"}
	ana := outbox.Address{Name: "Ana Ruiz", Addr: "ana@casaruiz.example"}
	client := outbox.Mail{
		From: marta, ReplyTo: &marta, To: ana, Language: "en", Greeting: "Dear Ana,", Firm: "Northlight Studio", Accent: "#1f6b45",
		Sign: []string{"Marta Kern", "Northlight Studio", "+39 06 555 0142"},
		Foot: "You can simply answer this mail. Times are Madrid time.",
		Link: &outbox.Link{Label: "Open your page", URL: "https://kept.northlight.example/p/"},
	}
	notice := func(edit func(*outbox.Mail)) outbox.Mail {
		m := client
		edit(&m)
		return m
	}
	return map[string]outbox.Mail{
		"reset": notice(func(m *outbox.Mail) {
			m.Subject = "Website relaunch: the mock-ups come on Wednesday 11 March instead of Monday"
			m.Lead = "The mock-ups of the home page and two inner pages will be with you on Wednesday 11 March at noon, not on Monday. You hear from me again on Tuesday."
			m.Body = "The photographs of the courtyard came in a size that cannot be printed, and we asked for new ones. They are promised for Monday evening; drawing the two inner pages with them takes us a day.\n\nThe opening on 2 April stands.\n\nIf you would rather see the home page alone on Monday, say so:\nhttps://kept.northlight.example/p/promises/prm_mockups?from=mail&as=ana."
			m.Facts = []outbox.Fact{{Label: "Mock-ups of three pages", Value: "Wednesday 11 March, 12:00", Was: "Monday 9 March, 16:00"}}
			m.Next = "You hear from me next on Tuesday 10 March by noon, whatever happens."
			m.MessageID, m.InReplyTo = "ntc_reset@northlight.example", "ntc_made@northlight.example"
			m.References = []string{"ntc_made@northlight.example"}
		}),
		"made": notice(func(m *outbox.Mail) {
			m.Subject = "Website relaunch: what we have promised you"
			m.Lead = "We have promised you the mock-ups of three pages by Monday 9 March, 16:00. You hear from me before that, on Wednesday 4 March."
			m.Facts = []outbox.Fact{
				{Label: "Mock-ups of three pages", Value: "Monday 9 March, 16:00"},
				{Label: "Proposal for the booking form", Value: "Thursday 12 March"},
			}
			m.Next = "You hear from me next on Wednesday 4 March by noon."
			m.MessageID, m.Accent = "ntc_made@northlight.example", "#ffd400" // a colour on which only black can be read
		}),
		"kept": notice(func(m *outbox.Mail) {
			m.Subject = "Website relaunch: the mock-ups are there"
			m.Lead = "The mock-ups of the home page and two inner pages are with you now, as promised for Wednesday 11 March."
			m.Body = "You find them here: https://files.northlight.example/casa-ruiz/mock-ups (12 pictures). I am curious about your first impression, above all of the courtyard."
			m.Facts = []outbox.Fact{{Label: "Mock-ups of three pages", Value: "kept on Wednesday 11 March, 10:40"}}
			m.Next = "You hear from me next on Friday 13 March, with the plan for the texts."
			m.MessageID = "ntc_kept@northlight.example"
		}),
		"word": notice(func(m *outbox.Mail) {
			m.To.Name = "Ana Ruiz Fernández"
			m.Subject = "Año nuevo, fotos nuevas — a word on the courtyard"
			m.Lead = "Nothing changes today; I want you to know what goes on behind the scenes."
			m.Body = "The photographer comes on Thursday morning. Please keep the courtyard free from 9:00 to 11:00: no cars, and the blue door open.\n\nIn the meantime Léa writes the texts for the rooms:\n- the four rooms on the first floor\n- the suite\n- the garden house"
			m.Next = "You hear from me next on Tuesday 10 March by noon."
			m.MessageID = "ntc_word@northlight.example"
		}),
		"first-word": notice(func(m *outbox.Mail) {
			m.Subject, m.Greeting, m.Body = "Re: The tiles", "Hello Ana Ruiz,", "I am asking the tiler right now."
			m.Next = "You will hear from me by Friday 6 March 2026, 16:00 (Madrid). We had said 14:00 before, and need a little longer."
			m.MessageID, m.Foot = "ntc_first@northlight.example", ""
		}),
		"acknowledgement": {
			From: outbox.Address{Name: "Northlight Studio", Addr: "desk@northlight.example"}, To: ana,
			Subject: "We have your message: The tiles", Language: "en", Greeting: "Hello Ana Ruiz,", Firm: "Northlight Studio", Accent: "#1f6b45",
			Lead: "We have your message. Marta Kern will answer you by Friday 6 March 2026, 14:00 (CET, UTC+1).", Sign: []string{"Northlight Studio"},
			Foot: "This was sent by our system at once; a person will answer.",
			Auto: true, Answers: true, MessageID: "ntc_ack@northlight.example", InReplyTo: "tiles@casaruiz.example",
		},
		"portal-link": {
			From: outbox.Address{Name: "Northlight Studio", Addr: "desk@northlight.example"}, To: ana,
			Subject: "Your page at Northlight Studio", Language: "en", Greeting: "Dear Ana,", Firm: "Northlight Studio", Accent: "#1f6b45",
			Lead: "Here is the way to your page. The link works once, until 10:42.",
			Body: "Reading on another device? Type the code there instead.", Code: "482913",
			Link: &outbox.Link{Label: "Open my page", URL: "https://kept.northlight.example/p/in/9vJkX2m4hT"},
			Foot: "You get this because somebody, most likely you, asked for it at 10:12. If it was not you, leave it: nobody gets in without this mail.",
			Auto: true, MessageID: "lnk_ana@northlight.example",
		},
		"sign-in": {
			From: outbox.Address{Name: "Kept", Addr: "desk@northlight.example"}, To: marta,
			Subject: "Sign in to Kept", Language: "en", Greeting: "Hello Marta,", Firm: "Northlight Studio",
			Lead: "This signs you in to Northlight Studio. It works once, until 10:27.",
			Link: &outbox.Link{Label: "Sign in", URL: "https://kept.northlight.example/in/9vJkX2m4hT"},
			Foot: "Asked for at 10:12. If it was not you, leave it and tell your leader.",
			Auto: true, MessageID: "lnk_marta@northlight.example",
		},
		"prompts": {
			From: outbox.Address{Name: "Kept", Addr: "desk@northlight.example"}, To: marta,
			Subject: "Tell Ana Ruiz before Monday 16:00, and two more", Language: "en", Greeting: "Good morning, Marta,", Firm: "Northlight Studio",
			Lead: "Two clients to tell today, one thing to do.",
			Items: []outbox.Item{
				{Title: "Tell Ana Ruiz before Monday 16:00: the mock-ups will not be ready.", Why: "Two of four pages are drawn, and Léa is away until Tuesday. Ana reads mail on weekdays from 9:00 to 18:00 in Madrid.",
					By: "Act by today 16:00.", Link: outbox.Link{Label: "Tell or reset", URL: "https://kept.northlight.example/prompts/prp_1"}},
				{Title: "Mikko Aalto expects to hear from us today, and nothing is written yet.", Why: "You said on 13 February: “I will write on the 27th, whatever happens.”",
					By: "Act by today 15:00 (16:00 Helsinki).", Link: outbox.Link{Label: "Write", URL: "https://kept.northlight.example/prompts/prp_2"}},
				{Title: "Confirm that Monday’s delivery to Tom Harbour stands.",
					By: "Act by today 17:00 (16:00 London).", Link: outbox.Link{Label: "It stands", URL: "https://kept.northlight.example/prompts/prp_3"}},
			},
			Foot: "These links open a page; nothing happens until you press a button there.",
			Auto: true, MessageID: "bnd_marta@northlight.example",
		},
	}
}

// opened is a message as a reader's program takes it apart.
type opened struct {
	header     mail.Header
	subject    string
	text, html string
}

// open reads a message back, by the standard library and nothing of ours.
func open(t testing.TB, raw []byte) opened {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("it cannot be read: %v\n%q", err, raw)
	}
	o := opened{header: m.Header}
	if o.subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Fatalf("the subject: %v", err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("the content type is %s: %v", kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, want := range []struct {
		kind string
		into *string
	}{{"text/plain; charset=UTF-8", &o.text}, {"text/html; charset=UTF-8", &o.html}} {
		p, err := parts.NextPart()
		if err != nil {
			t.Fatalf("the part %s: %v", want.kind, err)
		}
		if got := p.Header.Get("Content-Type"); got != want.kind {
			t.Errorf("the part is %s, want %s", got, want.kind)
		}
		b, err := io.ReadAll(p)
		if err != nil {
			t.Fatalf("the part %s: %v", want.kind, err)
		}
		*want.into = strings.ReplaceAll(string(b), "\r\n", "\n")
	}
	if _, err := parts.NextPart(); err != io.EOF {
		t.Errorf("after the two parts: %v, want the end", err)
	}
	return o
}

func TestEveryKindOfMailIsAsAgreed(t *testing.T) {
	for name, m := range kinds() {
		raw, err := Compose(m, composed)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := open(t, raw)
		if got.text != m.Text() {
			t.Errorf("%s: the text is not the recorded one:\n%s", name, cmp.Diff(m.Text(), got.text))
		}
		golden(t, name+".txt", "Subject: "+got.subject+"\n\n"+got.text)
		golden(t, name+".html", got.html)
		if name == "reset" || name == "word" || name == "portal-link" {
			golden(t, name+".eml", strings.ReplaceAll(string(raw), "\r\n", "\n"))
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test -run Agreed -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestComposeWritesTheSameBytesAgain(t *testing.T) {
	for name, m := range kinds() {
		first, err := Compose(m, composed)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			again, _ := Compose(m, composed)
			if !bytes.Equal(first, again) {
				t.Fatalf("%s: a second attempt differs", name)
			}
		}
		m.MessageID = "other@northlight.example"
		if other, _ := Compose(m, composed); bytes.Equal(first, other) {
			t.Errorf("%s: another Message-ID gives the same bytes", name)
		}
	}
}

func TestHeaders(t *testing.T) {
	raw, err := Compose(kinds()["reset"], composed)
	if err != nil {
		t.Fatal(err)
	}
	h := open(t, raw).header
	for name, want := range map[string]string{
		"From": `"Marta Kern" <marta@northlight.example>`, "To": `"Ana Ruiz" <ana@casaruiz.example>`,
		"Reply-To": `"Marta Kern" <marta@northlight.example>`, "Date": "Fri, 06 Mar 2026 10:12:00 +0100",
		"Message-Id": "<ntc_reset@northlight.example>", "In-Reply-To": "<ntc_made@northlight.example>",
		"References": "<ntc_made@northlight.example>", "Content-Language": "en", "Mime-Version": "1.0",
		"Auto-Submitted": "", "User-Agent": "", "X-Mailer": "",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	raw, err = Compose(kinds()["prompts"], composed)
	if err != nil {
		t.Fatal(err)
	}
	if got := open(t, raw).header.Get("Auto-Submitted"); got != "auto-generated" {
		t.Errorf("Auto-Submitted of a prompt: %q, want auto-generated", got)
	}
}

// What the transport asks of a message, this one has.
func TestComposedMailCanBeHandedOver(t *testing.T) {
	for name, m := range kinds() {
		raw, err := Compose(m, composed)
		if err != nil {
			t.Fatal(err)
		}
		e := Envelope{From: m.From.Addr, To: m.To.Addr, Message: raw, MessageID: "<" + m.MessageID + ">"}
		if why := e.problem(); why != "" {
			t.Errorf("%s: %s", name, why)
		}
	}
}

// Whatever stands in a subject or a name, there are no headers but ours, and
// the words arrive.
func TestNothingIsInjected(t *testing.T) {
	for _, bad := range []string{
		"Hello\r\nBcc: everybody@client.example", "Hello\nBcc: x@client.example\n\nbody", "a\rb", "a\x00b\x1b[31m\x7f", "a\u0085b\u2028c\u2029d",
		"=?utf-8?q?=0ABcc:_x@client.example?=", "=?UTF-8?B?SGVsbG8=?=", `"quoted" \ <x@y.example>`, "Kern, Marta (desk)", "日本語の件名はとても長いので折り返されます。日本語の件名はとても長いので折り返されます。",
		strings.Repeat("x", 2000), strings.Repeat("ä", 999), strings.Repeat("word ", 500), "tabs\tand    many   spaces", "\xff\xfe not text",
		"مرحبا", "emoji 👩‍👩‍👧‍👦 " + strings.Repeat("👍", 100), " leading and trailing ", "",
	} {
		m := kinds()["reset"]
		m.Subject, m.From.Name, m.To.Name, m.Language = bad, bad, bad, bad
		m.ReplyTo = &outbox.Address{Name: bad, Addr: m.From.Addr}
		raw, err := Compose(m, composed)
		if err != nil {
			t.Errorf("%.40q: %v", bad, err)
			continue
		}
		sound(t, m, raw)
	}
}

// sound holds a composed message to everything that is true of each.
func sound(t testing.TB, m outbox.Mail, raw []byte) {
	t.Helper()
	for i, l := range bytes.Split(raw, []byte("\r\n")) {
		if len(l) > 998 || bytes.ContainsAny(l, "\r\n\x00") {
			t.Fatalf("line %d has %d bytes or a bare break: %.120q", i, len(l), l)
		}
		if bytes.ContainsFunc(l, func(r rune) bool { return r > 0x7e }) && !addressBeyondASCII(m) {
			t.Fatalf("line %d is not ASCII: %q", i, l)
		}
	}
	o := open(t, raw)
	known := []string{"From", "To", "Reply-To", "Subject", "Date", "Message-Id", "In-Reply-To", "References", "Content-Language", "Auto-Submitted", "Mime-Version", "Content-Type"}
	for name, values := range o.header {
		if !slices.Contains(known, name) || len(values) != 1 {
			t.Fatalf("the header %q stands there %d times: %q", name, len(values), values)
		}
	}
	if want := singleLine(m.Subject); o.subject != want {
		t.Fatalf("the subject reads %q, want %q", o.subject, want)
	}
	wantText := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(m.Text(), "\uFFFD"))
	if o.text != wantText {
		t.Fatalf("the text (-want +got):\n%s", cmp.Diff(wantText, o.text))
	}
	for _, field := range []string{"From", "To"} {
		list, err := o.header.AddressList(field)
		if err != nil || len(list) != 1 {
			t.Fatalf("%s is %q: %v", field, o.header.Get(field), err)
		}
		want := m.From
		if field == "To" {
			want = m.To
		}
		if list[0].Address != want.Addr || list[0].Name != mailbox(want).Name {
			t.Fatalf("%s reads %v, want %v", field, list[0], want)
		}
	}
	if got := o.header.Get("Message-Id"); got != "<"+m.MessageID+">" {
		t.Fatalf("the Message-ID is %q", got)
	}
	harmless(t, o.html)
}

func addressBeyondASCII(m outbox.Mail) bool {
	all := m.From.Addr + m.To.Addr
	if m.ReplyTo != nil {
		all += m.ReplyTo.Addr
	}
	return strings.ContainsFunc(all, func(r rune) bool { return r > 0x7e })
}

// harmless asks of an HTML twin what a mail program would ask: nothing that
// runs, nothing that is fetched, no address but of the web.
func harmless(t testing.TB, page string) {
	t.Helper()
	allowed := strings.Fields("html head meta title style body div table tbody tr td p span a br s")
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			if !slices.Contains(allowed, tok.Data) {
				t.Fatalf("the twin has <%s>", tok.Data)
			}
			for _, a := range tok.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on"), a.Key == "src", a.Key == "background", a.Key == "srcset":
					t.Fatalf("the twin has %s=%q", a.Key, a.Val)
				case a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://"):
					t.Fatalf("the twin leads to %q", a.Val)
				case a.Key == "style" && strings.Contains(a.Val, "url("):
					t.Fatalf("the twin fetches %q", a.Val)
				}
			}
		}
	}
}

func TestWhatCannotBeAMailIsRefused(t *testing.T) {
	for why, spoil := range map[string]func(*outbox.Mail, *time.Time){
		"the sender is not an address":                func(m *outbox.Mail, _ *time.Time) { m.From.Addr = "" },
		"the recipient is not an address":             func(m *outbox.Mail, _ *time.Time) { m.To.Addr = "ana@casa.example\r\nBcc: x@y.example" },
		"the address for replies is not an address":   func(m *outbox.Mail, _ *time.Time) { m.ReplyTo = &outbox.Address{Addr: "a@b, c@d"} },
		"it has no Message-ID of ours":                func(m *outbox.Mail, _ *time.Time) { m.MessageID = "x@y>\r\nBcc: z@y" },
		"it has no Message-ID of ours (empty)":        func(m *outbox.Mail, _ *time.Time) { m.MessageID = "" },
		"it has no Message-ID of ours (no host)":      func(m *outbox.Mail, _ *time.Time) { m.MessageID = "ntc_1" },
		"it has no Message-ID of ours (too long)":     func(m *outbox.Mail, _ *time.Time) { m.MessageID = strings.Repeat("x", maxMessageID-1) + "@h" },
		"its date cannot be written":                  func(_ *outbox.Mail, d *time.Time) { *d = time.Time{} },
		"its date cannot be written (ten thousand)":   func(_ *outbox.Mail, d *time.Time) { *d = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"the recipient is not an address (two)":       func(m *outbox.Mail, _ *time.Time) { m.To.Addr = "a@b.example, c@d.example" },
		"the recipient is not an address (brackets)":  func(m *outbox.Mail, _ *time.Time) { m.To.Addr = "<a@b.example>" },
		"the recipient is not an address (254 bytes)": func(m *outbox.Mail, _ *time.Time) { m.To.Addr = strings.Repeat("a", 250) + "@b.ex" },
	} {
		m, d := kinds()["reset"], composed
		spoil(&m, &d)
		want, _, _ := strings.Cut(why, " (")
		if raw, err := Compose(m, d); err == nil || !strings.HasSuffix(err.Error(), want) || raw != nil {
			t.Errorf("%s: %v", why, err)
		}
	}
}

func TestLimitsAtTheirEdge(t *testing.T) {
	m := kinds()["reset"]
	m.MessageID = strings.Repeat("x", maxMessageID-2) + "@h"
	m.To.Name = strings.Repeat("n", maxPersonName)
	m.From.Name = strings.Repeat("n", maxPersonName+1)
	m.Subject = strings.Repeat("s", maxWord)
	m.References = nil
	for i := range maxReferences + 1 {
		m.References = append(m.References, fmt.Sprintf("<%d@thread.example>", i))
	}
	m.References = append(m.References, "no id", "also\r\nnone@x", "")
	raw, err := Compose(m, composed)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, m, raw)
	o := open(t, raw)
	if got := o.header.Get("Subject"); got != m.Subject {
		t.Errorf("a word of %d bytes is encoded: %s", maxWord, got)
	}
	from, _ := o.header.AddressList("From")
	if from[0].Name != m.To.Name {
		t.Errorf("a name of %d characters arrives with %d", maxPersonName+1, len(from[0].Name))
	}
	ids := strings.Fields(o.header.Get("References"))
	if len(ids) != maxReferences || ids[0] != "<0@thread.example>" || ids[1] != "<2@thread.example>" || ids[maxReferences-1] != "<20@thread.example>" {
		t.Errorf("the thread is named by %d: %v", len(ids), ids)
	}
	m.Subject += "s"
	raw, err = Compose(m, composed)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, m, raw)
	if got := open(t, raw).header.Get("Subject"); !strings.HasPrefix(got, "=?") {
		t.Errorf("a word of %d bytes stands as it is: %s", maxWord+1, got)
	}
}

func TestLanguage(t *testing.T) {
	for in, want := range map[string]string{"en": "en", "pt-BR": "pt-BR", "": "", "e": "", "en-": "", "en_GB": "", "en\r\nX: y": "", strings.Repeat("abcdefg-", 5): ""} {
		if got := language(in); got != want {
			t.Errorf("language(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	link := func(a string) string {
		return `<a href="` + a + `" style="color:inherit;word-break:break-word">` + a + `</a>`
	}
	for in, want := range map[string]string{
		"":                                        "",
		"One.\n\nTwo.":                            "One.|Two.",
		"One.\r\n \t\r\n\r\nTwo\r\nlines.":        "One.|Two<br>\nlines.",
		"<b>&\"'":                                 "&lt;b&gt;&amp;&#34;&#39;",
		"See https://kept.example/a.":             "See " + link("https://kept.example/a") + ".",
		"(https://kept.example/a(b)c), ok":        "(" + link("https://kept.example/a(b)c") + "), ok",
		"https://kept.example/?a=1&b=2":           link("https://kept.example/?a=1&amp;b=2"),
		`https://x.example/"onmouseover=1`:        link("https://x.example/") + "&#34;onmouseover=1",
		"javascript:alert(1)":                     "javascript:alert(1)",
		"by Friday, 16:00 (CET, UTC+1). More (a)": `by Friday, <span style="white-space:nowrap">16:00 (CET, UTC+1)</span>. More (a)`,
		"16:00 Uhr (MEZ, UTC+1)":                  `<span style="white-space:nowrap">16:00 Uhr (MEZ, UTC+1)</span>`,
		"16:00 (<b>)":                             `16:00 (&lt;b&gt;)`,
		"https://user:pw@x.example/":              "https://user:pw@x.example/",
		"https://":                                "https://",
		"two: http://a.example http://b.example?": "two: " + link("http://a.example") + " " + link("http://b.example") + "?",
	} {
		var got []string
		for _, p := range paragraphs(in) {
			got = append(got, string(p))
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("paragraphs(%q)\n got %s\nwant %s", in, s, want)
		}
	}
}

// The word on the button can be read on any colour a firm may choose.
func TestAccentsCanBeReadOn(t *testing.T) {
	for n := 0; n < 1<<24; n += 4099 {
		hex := fmt.Sprintf("#%06x", n)
		accent, on := accents(hex)
		a, b := luminance(string(accent)), luminance(string(on))
		if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
			t.Fatalf("%s on %s: %.2f", on, accent, ratio)
		}
	}
	for _, none := range []string{"", "red", "#12345", "#1234567", "#12345g", "#123456;background:url(x)"} {
		if accent, on := accents(none); accent != "#23201b" || on != "#ffffff" {
			t.Errorf("accents(%q) = %s, %s, want ink and white", none, accent, on)
		}
	}
}

// A twin that somebody wrote markup into shows it as words.
func TestTwinEscapesEverything(t *testing.T) {
	const evil = `<script>alert(1)</script><img src=x onerror=alert(1)>"'><a href="javascript:alert(1)">x</a>`
	m := outbox.Mail{
		From: outbox.Address{Addr: "a@b.example"}, To: outbox.Address{Addr: "c@d.example"}, MessageID: "1@b.example",
		Subject: evil, Greeting: evil, Lead: evil, Body: evil, Next: evil, Code: evil, Foot: evil, Firm: evil, Accent: evil, Language: evil,
		Sign: []string{evil, evil}, Facts: []outbox.Fact{{Label: evil, Value: evil, Was: evil}},
		Link:  &outbox.Link{Label: evil, URL: "javascript:alert(1)"},
		Items: []outbox.Item{{Title: evil, Why: evil, By: evil, Link: outbox.Link{Label: evil, URL: `data:text/html,<script>`}}},
	}
	raw, err := Compose(m, composed)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, m, raw)
	if got := regexp.MustCompile(`&lt;script&gt;alert\(1\)`).FindAllString(open(t, raw).html, -1); len(got) < 14 {
		t.Errorf("the words are shown %d times, want each of the 14 fields", len(got))
	}
}

// The twins as a browser shows them, in both schemes: readable, and never wider
// than a phone. With KEPT_SHOTS=FOLDER it takes pictures.
func TestTwinsInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	server := httptest.NewServer(http.FileServer(http.Dir("testdata")))
	t.Cleanup(server.Close)
	ctx := testkit.Browser(t)
	for name := range kinds() {
		if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/"+name+".html")); err != nil {
			t.Fatal(err)
		}
		for _, width := range []int64{testkit.Phone, testkit.Desk} {
			for scheme, wear := range map[string]chromedp.Action[chromedp.Void]{"light": testkit.Light(), "dark": testkit.Dark()} {
				if err := chromedp.Do(ctx, testkit.Viewport(width), wear); err != nil {
					t.Fatal(err)
				}
				if dir := os.Getenv("KEPT_SHOTS"); dir != "" {
					shot := filepath.Join(dir, fmt.Sprintf("mail-%s-%d-%s.png", name, width, scheme))
					if err := chromedp.Do(ctx, testkit.Screenshot(shot)); err != nil {
						t.Fatal(err)
					}
				}
				wide, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
				if err != nil || wide > 0 {
					t.Errorf("%s at %d: %d px too wide, %v", name, width, wide, err)
				}
				found, err := chromedp.Run(ctx, chromedp.Evaluate[string](contrasts, chromedp.EvalAwaitPromise))
				if err != nil || found != "" {
					t.Errorf("%s at %d, %s: %s %v", name, width, scheme, found, err)
				}
			}
		}
	}
}

// contrasts gives the words of the page that stand out less than 4.5:1 (WCAG 2.2, 1.4.3).
const contrasts = `(() => {
	const rgb = s => s.match(/[\d.]+/g).map(Number), out = [];
	const lum = c => { const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	for (const e of document.body.querySelectorAll("*")) {
		if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
		let back = e; while (back && rgb(getComputedStyle(back).backgroundColor)[3] === 0) back = back.parentElement;
		const a = lum(rgb(getComputedStyle(e).color).slice(0, 3)), b = lum(rgb(getComputedStyle(back).backgroundColor).slice(0, 3));
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < 4.5) out.push(ratio.toFixed(2) + ": " + e.textContent.trim().slice(0, 60));
	}
	return out.join("; ");
})()`

func FuzzCompose(f *testing.F) {
	for _, m := range kinds() {
		f.Add(m.Subject, m.From.Name, m.To.Addr, m.Lead, m.Body, m.MessageID)
	}
	f.Add("", "Kern\\Ärger", "a@b", "", "", "i@h")
	f.Add("end\r\x00", "a", "a@b", "\r\x00\n", "\r\x01", "i@h")
	f.Add("a\r\nBcc: x@y", "\"\\\x00", "\"a b\"@c", "\r", "x=\r\n.\r\n \t\n\n", "<>@")
	f.Fuzz(func(t *testing.T, subject, name, address, lead, body, id string) {
		m := outbox.Mail{
			From: outbox.Address{Name: name, Addr: "marta@northlight.example"}, ReplyTo: &outbox.Address{Name: subject, Addr: address},
			To: outbox.Address{Name: lead, Addr: address}, Subject: subject, Greeting: name, Lead: lead, Body: body, Language: name,
			Facts: []outbox.Fact{{Label: name, Value: lead, Was: subject}}, Items: []outbox.Item{{Title: body, Why: name, Link: outbox.Link{Label: lead, URL: body}}},
			Next: body, Code: name, Link: &outbox.Link{Label: name, URL: lead}, Sign: []string{name, body}, Foot: subject,
			Accent: name, Firm: body, Auto: len(body)%2 == 0, MessageID: id, InReplyTo: subject, References: []string{id, name, lead},
		}
		raw, err := Compose(m, composed)
		if err != nil {
			if isMailbox(address) && isMessageID(id) && strings.Contains(id, "@") {
				t.Fatalf("it is a mail, and is refused: %v", err)
			}
			return
		}
		sound(t, m, raw)
		if again, _ := Compose(m, composed); !bytes.Equal(raw, again) {
			t.Fatal("a second attempt differs")
		}
	})
}
