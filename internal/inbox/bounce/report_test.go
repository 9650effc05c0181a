package bounce

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/inbox/letter"
)

// standard is a report as RFC 3464 wants it, about four recipients.
const standard = `Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: desk@kept.example
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Some could not be reached.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Original-Envelope-Id: n-17

Final-Recipient: rfc822; Ann@Client.Example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ann@client.example>... User
 unknown

Final-Recipient: rfc822; bob@client.example
Action: delayed
Status: 4.4.1

Original-Recipient: rfc822; cy@client.example
Final-Recipient: rfc822; /dev/null
Action: relayed (to foreign.example)
Status: 2.0.0

Final-Recipient: rfc822; di@client.example
Action: delivered
Status: 2.0.0

--b
Content-Type: message/rfc822

Message-ID: <k1@kept.example>
From: desk@kept.example
To: ann@client.example

Hello
--b--
`

// complaint is a report as RFC 5965 wants it.
const complaint = `From: feedback@provider.example
To: desk@kept.example
Subject: Abuse report
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
Original-Rcpt-To: <ann@client.example>
Original-Envelope-Id: n-18

--b
Content-Type: message/rfc822

Message-ID: <k2@kept.example>
To: ann@client.example, bob@client.example
From: desk@kept.example

Hello
--b--
`

func read3464(raw string) Report { return Read(letter.Read([]byte(raw))) }

func TestStandardReport(t *testing.T) {
	got := read3464(standard)
	want := Report{
		Kind: Bounce, Hard: true, MessageID: "k1@kept.example", EnvID: "n-17",
		Recipients: []Recipient{
			{Address: "Ann@client.example", Action: Failed, Status: "5.1.1", Code: "550", Reason: NoMailbox, Hard: true, Said: "550 5.1.1 <ann@client.example>... User unknown"},
			{Address: "bob@client.example", Action: Delayed, Status: "4.4.1", Reason: Network},
			{Address: "cy@client.example", Action: Relayed, Status: "2.0.0"},
			{Address: "di@client.example", Action: Arrived, Status: "2.0.0"},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if failed := got.Failed(); len(failed) != 1 || failed[0].Address != "Ann@client.example" {
		t.Errorf("failed: %v", failed)
	}
}

// Only a failure is proof: not that a mail is late, nor that it was handed on.
func TestActions(t *testing.T) {
	for action, want := range map[string]Report{
		"failed":    {Kind: Bounce, Hard: true},
		"delayed":   {Kind: Bounce, Late: true},
		"Delayed":   {Kind: Bounce, Late: true},
		"relayed":   {Kind: Delivered, HandedOn: true},
		"expanded":  {Kind: Delivered, HandedOn: true},
		"delivered": {Kind: Delivered},
		"expired":   {Kind: Bounce, Hard: true},
		"":          {Kind: Bounce, Hard: true},
	} {
		got := read3464(`From: MAILER-DAEMON@mx.example.net
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; ann@client.example
Action: ` + action + `
Status: 5.1.1

--b--
`)
		if got.Kind != want.Kind || got.Late != want.Late || got.HandedOn != want.HandedOn || got.Hard != want.Hard || (len(got.Failed()) > 0) != want.Hard {
			t.Errorf("%q: %+v", action, got)
		}
	}
}

// Amazon's receiving says "mailbox does not exist" where its owner made a rule
// that says so.
func TestOwnersRule(t *testing.T) {
	for name, hard := range map[string]bool{"inbound-smtp.eu-west-1.amazonaws.com": false, "mx.amazonaws.com": true, "inbound-smtp.client.example": true} {
		got := read3464(strings.Replace(standard, "dns; mx.example.net", "dns; "+name, 1))
		if len(got.Recipients) != 4 || got.Hard != hard || len(got.Failed()) != 1 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Recipients that stand in one group, as one provider writes them.
func TestGroupOfSeveral(t *testing.T) {
	got := read3464(strings.Replace(standard, "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <ann@client.example>... User\n unknown\n\n", "Status: 5.1.1\n", 1))
	if len(got.Recipients) != 4 || got.Recipients[1].Action != Delayed {
		t.Errorf("%+v", got.Recipients)
	}
}

func TestComplaint(t *testing.T) {
	want := Report{Kind: Complaint, Feedback: "abuse", MessageID: "k2@kept.example", EnvID: "n-18", Recipients: []Recipient{{Address: "ann@client.example", Reason: Abuse}}}
	if d := cmp.Diff(want, read3464(complaint)); d != "" {
		t.Error(d)
	}
	got := read3464(strings.Replace(complaint, "Original-Rcpt-To: <ann@client.example>\n", "", 1))
	if len(got.Recipients) != 2 || got.Recipients[1].Address != "bob@client.example" {
		t.Errorf("without its recipient: %+v", got.Recipients)
	}
}

func TestAutomaticAnswer(t *testing.T) {
	want := Report{Kind: AutoReply, MessageID: "k1@kept.example", Recipients: []Recipient{{Address: "ann@client.example", Reason: Away}}}
	got := read3464("From: ann@client.example\nSubject: Automatic reply: Kitchen\nAuto-Submitted: auto-replied\nIn-Reply-To: <k1@kept.example>\n\nI am away.\n")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if got := read3464("From: ann@client.example\nSubject: Re: Kitchen\n\n550 5.1.1 is a nice number, bob@client.example\n"); got.Kind != None || got.Recipients != nil {
		t.Errorf("of a person: %+v", got)
	}
}

func TestSES(t *testing.T) {
	notice := `{"notificationType":"%s","mail":{"commonHeaders":{"messageId":"<k1@kept.example>"}},"bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"ann@client.example","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},"complaint":{"complaintFeedbackType":"abuse","complainedRecipients":[{"emailAddress":"ann@client.example"}]},"delivery":{"recipients":["ann@client.example"],"smtpResponse":"250 2.0.0 OK"}}`
	for _, what := range []string{"Bounce", "Complaint", "Delivery"} {
		bare := fmt.Sprintf(notice, what)
		wrapped := fmt.Sprintf(`{"Type":"Notification","Message":%q}`+"\n\n--\nTo stop: https://sns.example/", bare)
		for _, body := range []string{bare, wrapped} {
			got := read3464("From: no-reply@sns.amazonaws.com\nSubject: AWS Notification Message\n\n" + body)
			if !strings.EqualFold(string(got.Kind[:6]), (what + "ed")[:6]) && got.Kind != Delivered || got.MessageID != "k1@kept.example" || got.Hard != (what == "Bounce") || len(got.Recipients) != 1 || got.Recipients[0].Address != "ann@client.example" {
				t.Errorf("%s: %+v", what, got)
			}
		}
	}
}

// A system that passes a report on in one of its own.
func TestPassedOn(t *testing.T) {
	outer := func(depth int, inner string) string {
		for range depth {
			inner = "From: MAILER-DAEMON@out.example\nSubject: Returned mail\nContent-Type: multipart/report; boundary=o" + fmt.Sprint(len(inner)) + "\n\n--o" + fmt.Sprint(len(inner)) + "\n\nNothing to say.\n--o" + fmt.Sprint(len(inner)) + "\nContent-Type: message/rfc822\n\n" + inner + "\n--o" + fmt.Sprint(len(inner)) + "--\n"
		}
		return inner
	}
	if got := read3464(outer(MaxDepth, standard)); len(got.Recipients) != 4 {
		t.Errorf("at the depth: %+v", got)
	}
	if got := read3464(outer(MaxDepth+1, standard)); len(got.Recipients) == 4 {
		t.Errorf("beyond the depth: %+v", got)
	}
	big := strings.Replace(standard, "Hello", strings.Repeat("x", MaxPassedOn-len(standard)+len("Hello")), 1)
	if got := read3464(outer(1, big)); len(got.Recipients) != 4 {
		t.Errorf("at the size: %d", len(got.Recipients))
	}
	if got := read3464(outer(1, big+"xx")); len(got.Recipients) == 4 {
		t.Error("beyond the size it was read")
	}
}

func TestLimits(t *testing.T) {
	fields := func(n int) string {
		var out strings.Builder
		out.WriteString("From: MAILER-DAEMON@mx.example.net\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n")
		for i := range n {
			fmt.Fprintf(&out, "Final-Recipient: rfc822; a%d@client.example\nAction: failed\nStatus: 5.1.1\n\n", i)
		}
		return out.String() + "--b--\n"
	}
	for n, want := range map[int]int{MaxRecipients: MaxRecipients, MaxRecipients + 1: MaxRecipients} {
		if got := len(read3464(fields(n)).Recipients); got != want {
			t.Errorf("%d recipients in fields: %d", n, got)
		}
	}
	if got := read3464("From: MAILER-DAEMON@x.example\nX-Failed-Recipients: " + strings.Repeat("a@b.example, ", 10) + "\n\nx"); len(got.Recipients) != 1 {
		t.Errorf("one recipient ten times: %d", len(got.Recipients))
	}
	words := func(before int) Report {
		return said("failure notice", strings.Repeat("x", before-1)+"\n<ann@client.example>:\nUser unknown\n")
	}
	if got := words(MaxText - 100); len(got.Recipients) != 1 {
		t.Errorf("within the text: %+v", got)
	}
	if got := words(MaxText); len(got.Recipients) != 0 {
		t.Errorf("beyond the text: %+v", got)
	}
	long := said("failure notice", "<ann@client.example>:\n"+strings.Repeat("550 5.1.1 x\n", 1000))
	if n := len(long.Recipients[0].Said); n > MaxSaid || n < MaxSaid-20 {
		t.Errorf("said: %d bytes", n)
	}
}

// Reports that were made to take long.
func TestHostile(t *testing.T) {
	for name, text := range map[string]string{
		"addresses": strings.Repeat("<a@b.example>: 550 5.1.1 x\n", 200_000),
		"one line":  strings.Repeat("550 ", 500_000),
		"different": func() string {
			var out strings.Builder
			for i := range 50_000 {
				fmt.Fprintf(&out, "a%d@b.example: 550 user unknown\n", i)
			}
			return out.String()
		}(),
		"markers": strings.Repeat("---\n", 400_000),
		"unknown": func() string {
			var out strings.Builder
			for i := range 3_000 {
				fmt.Fprintf(&out, "a%d@b.example\n", i)
			}
			return out.String()
		}(),
		"distinct fields": func() string {
			var out strings.Builder
			for i := range 3_000 {
				fmt.Fprintf(&out, "Final-Recipient: rfc822; a%d@b.example\n\n", i)
			}
			return out.String()
		}(),
		"transcript": strings.Repeat("While talking to x\n550 <a@b.example>... User unknown\n", 40_000),
		"fields":     strings.Repeat("Final-Recipient: rfc822; a@b.example\n\n", 40_000),
		"json":       strings.Repeat(`{"Message":`, 100_000),
	} {
		text = text[:min(len(text), letter.MaxText)] // longer ones are attached
		l := letter.Read([]byte("Return-Path: <>\nFrom: MAILER-DAEMON@x.example\nSubject: failure notice\n\n" + text))
		began := time.Now()
		r := Read(l)
		// A tenth of a second is enough. A square of the size takes minutes; the
		// bound lies between, where no load of the machine reaches.
		if took := time.Since(began); took > 30*time.Second || len(r.Recipients) > MaxRecipients {
			t.Errorf("%s: %s, %d recipients", name, took, len(r.Recipients))
		}
	}
}

func BenchmarkRead(b *testing.B) {
	l := letter.Read([]byte(standard))
	b.ReportAllocs()
	for b.Loop() {
		if Read(l).Kind != Bounce {
			b.Fatal("no bounce")
		}
	}
}
