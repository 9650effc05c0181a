package bounce

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kept/internal/inbox/letter"
)

// said is a mail of a mail system that says a thing in words.
func said(subject, text string) Report {
	return Read(letter.Read([]byte("Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example.net>\nTo: desk@kept.example\nSubject: " + subject + "\n\n" + text)))
}

const returned = "\nReceived: from kept.example by mx.example.net; Mon, 2 Mar 2026 10:00:00 +0000\nMessage-ID: <k1@kept.example>\nFrom: desk@kept.example\nTo: ann@client.example\nSubject: Kitchen\n\nHello\n"

// How mail systems say it in words.
func TestWords(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []Recipient
	}{
		"qmail": {`Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ann@client.example>:
192.0.2.4 does not like recipient.
Remote host said: 550 sorry, no mailbox here by that name (#5.1.1)
Giving up on 192.0.2.4.

<bob@nowhere.example>:
Sorry, I couldn't find any host named nowhere.example. (#5.1.2)

<cy@client.example>:
The users mailfolder is over the allowed quota (size). (#5.2.2)

--- Below this line is a copy of the message.
`, []Recipient{
			{Address: "ann@client.example", Action: Failed, Status: "5.1.1", Code: "550", Reason: NoMailbox, Hard: true},
			{Address: "bob@nowhere.example", Action: Failed, Status: "5.1.2", Reason: NoDomain, Hard: true},
			{Address: "cy@client.example", Action: Failed, Status: "5.2.2", Reason: Full},
		}},
		"Exim": {`This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ann@client.example
    host mx.client.example [192.0.2.4]
    SMTP error from remote mail server after RCPT TO:<ann@client.example>:
    550 No such user here
  bob@nowhere.example
    Unrouteable address
  cy@client.example
    SMTP error from remote mail server after end of data:
    host mx.client.example [192.0.2.4]: 550 Unknown user
  di@client.example
    retry timeout exceeded

------ This is a copy of the message, including all the headers. ------
`, []Recipient{
			{Address: "ann@client.example", Action: Failed, Code: "550", Reason: NoMailbox, Hard: true},
			{Address: "bob@nowhere.example", Action: Failed, Reason: NoDomain, Hard: true},
			{Address: "cy@client.example", Action: Failed, Code: "550", Reason: Refused},
			{Address: "di@client.example", Action: Failed, Reason: Expired},
		}},
		"Exim, late": {`This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.example.net.

The address to which the message has not yet been delivered is:

  ann@client.example
    Delay reason: SMTP error from remote mail server after RCPT TO:<ann@client.example>:
    450 4.1.1 <ann@client.example>: User unknown

No action is required on your part. Delivery attempts will continue.
`, []Recipient{{Address: "ann@client.example", Action: Delayed, Status: "4.1.1", Code: "450", Reason: NoMailbox}}},
		"sendmail": {`The original message was received at Mon, 2 Mar 2026 10:00:00 +0100
   ----- The following addresses had permanent fatal errors -----
<ann@client.example>
    (reason: 550 5.1.1 <ann@client.example>... User unknown)

   ----- Transcript of session follows -----
... while talking to mx.client.example.:
>>> DATA
<<< 550 5.1.1 <ann@client.example>... User unknown
550 5.1.1 <ann@client.example>... User unknown
<<< 503 5.0.0 Need RCPT (recipient)
   ----- Original message follows -----
`, []Recipient{{Address: "ann@client.example", Action: Failed, Status: "5.1.1", Code: "550", Reason: NoMailbox, Hard: true}}},
		"Postfix": {`This is the mail system at host mx.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<ann@client.example>: host mx.client.example[192.0.2.4] said: 550 5.1.1
    <ann@client.example>: Recipient address rejected: User unknown in relay
    recipient table (in reply to RCPT TO command)

<bob@client.example>: host mx.client.example[192.0.2.4] said: 554 5.7.1
    Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org
    (in reply to RCPT TO command)

<cy@slow.example>: connect to mx.slow.example[192.0.2.5]:25: Connection timed out
`, []Recipient{
			{Address: "ann@client.example", Action: Failed, Status: "5.1.1", Code: "550", Reason: NoMailbox, Hard: true},
			{Address: "bob@client.example", Action: Failed, Status: "5.7.1", Code: "554", Reason: Blocked},
			{Address: "cy@slow.example", Action: Failed, Reason: Expired},
		}},
		"Yahoo": {`Sorry, we were unable to deliver your message to the following address.

<ann@client.example>:
552: 5.2.2 The email account is over quota

--- Below this line is a copy of the message.
`, []Recipient{{Address: "ann@client.example", Action: Failed, Status: "5.2.2", Code: "552", Reason: Full}}},
		"Exchange": {`Your message

  To:      ann@client.example
  Subject: Kitchen

did not reach the following recipient(s):

ann@client.example on Mon, 2 Mar 2026 10:00:00 +0100
    The e-mail account does not exist at the organization this message was
    sent to.
    <mx.client.example #5.1.1 smtp;550 5.1.1 User unknown>
`, []Recipient{{Address: "ann@client.example", Action: Failed, Status: "5.1.1", Code: "550", Reason: NoMailbox, Hard: true}}},
		"Google": {`Delivery to the following recipient failed permanently:

     ann@client.example

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the recipient domain. The error that the other server returned was: 550 550 5.1.1 user unknown (state 14).

----- Original message -----
`, []Recipient{{Address: "ann@client.example", Action: Failed, Status: "5.1.1", Code: "550", Reason: NoMailbox, Hard: true}}},
		"words of a stranger": {"The following addresses had delivery errors\n\nann@client.example [User unknown]\n",
			[]Recipient{{Address: "ann@client.example", Action: Failed, Reason: NoMailbox}}},
		"nobody named": {"Your mail could not be delivered: mailbox full.\n\n--- Original message follows.\n",
			[]Recipient{{Address: "ann@client.example", Action: Failed, Reason: Full}}},
	} {
		got := said("Undelivered mail", tt.text+returned)
		if d := cmp.Diff(tt.want, got.Recipients, cmpopts.IgnoreFields(Recipient{}, "Said")); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if got.Kind != Bounce || got.Late != (tt.want[0].Action == Delayed) || got.MessageID != "k1@kept.example" {
			t.Errorf("%s: %s, late %v, %q", name, got.Kind, got.Late, got.MessageID)
		}
	}
}

// What servers say, as the diagnostic code of a report.
func TestReasons(t *testing.T) {
	for said, want := range map[string]Reason{
		// Nobody is there.
		"550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking":                 NoMailbox,
		"550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [DB8EUR05FT034.eop-eur05.prod.protection.outlook.com]": NoMailbox,
		"550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup":                                    NoMailbox,
		"550 5.1.1 RESOLVER.ADR.RecipNotFound; not found":                                                                          NoMailbox,
		"550 5.1.1 Addressee unknown, relay=[192.0.2.1]":                                                                           NoMailbox,
		"554 5.7.1 antispam says 550 5.1.1 <a@b.example>: user unknown":                                                            NoMailbox,
		"550 5.1.1 mailbox unavailable":                                                                                            NoMailbox,
		"550 a@b.example... No such user":                                                                                          NoMailbox,
		"553 5.1.3 <a@b>... what is this":                                                                                          NoMailbox,
		"550 5.1.1 <a@b.example> Adresse d au moins un destinataire invalide. Invalid recipient. OFR204_416":                       NoMailbox,
		"550 5.1.1 Benutzer unbekannt":                                                                                             NoMailbox,
		"551 5.1.6 gone":                                                                                                           Moved,
		"550 5.1.2 host unknown (Domain name not found)":                                                                           NoDomain,
		"Host or domain name not found. Name service error for name=b.example type=A: Host not found":                              NoDomain,
		"550 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain":                                                             NoDomain,
		"556 5.1.10 recipient domain does not accept mail (nullMX)":                                                                NoMail,
		"an MX or SRV record indicated no SMTP service":                                                                            NoMail,
		"550 5.1.2 DNS Hard Error looking up b.example: NXDomain":                                                                  NoDomain,
		"521 5.3.2 go away": NoMail,
		// Somebody is, or may be.
		"452-4.2.2 The email account that you tried to reach is over quota":                                                   Full,
		"552 5.2.2 user unknown or mailbox full":                                                                              Full,
		"550 5.2.1 The email account that you tried to reach is disabled. https://support.example/p=User":                     Disabled,
		"550 5.2.1 This mailbox has been blocked due to inactivity":                                                           Disabled,
		"550 4.2.1 mailbox temporarily disabled: a@b.example":                                                                 Disabled,
		"550 5.7.1 <a@b.example>: Recipient address rejected: User unknown":                                                   Refused,
		"550 5.7.26 Unauthenticated email from b.example is not accepted due to domain's DMARC policy":                        Unauthenticated,
		"550 5.1.8 <a@b.example>: Sender address rejected: Domain not found":                                                  Sender,
		"553 sorry, your envelope sender domain must exist (#5.7.1)":                                                          Sender,
		"554 5.7.1 <a@b.example>: Relay access denied":                                                                        Relay,
		"550 5.7.1 RESOLVER.RST.AuthRequired; authentication required":                                                        Refused,
		"554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org":                               Blocked,
		"550 5.7.25 The IP address sending this message does not have a PTR record setup":                                     Blocked,
		"550 5.7.1 This system does not accept mail from dynamic addresses":                                                   Blocked,
		"550 5.7.1 Helo command rejected: Host not found":                                                                     Blocked,
		"550 5.7.0 Message content rejected, this looks like spam":                                                            Spam,
		"552 5.3.4 Message size exceeds fixed limit":                                                                          TooLarge,
		"450 4.7.1 <a@b.example>: Recipient address rejected: Greylisted, see http://postgrey.example/":                       RateLimited,
		"421 4.7.0 too many connections from your host":                                                                       RateLimited,
		"550 5.2.0 Refused due to recipient preferences":                                                                      Refused,
		"550 Requested action not taken: mailbox unavailable":                                                                 Refused,
		"550 5.7.9 Message not accepted for policy reasons":                                                                   Policy,
		"554 5.6.0 Message contains a virus":                                                                                  Content,
		"4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>":                            Expired,
		"Name service error for name=b.example type=MX: Host not found, try again":                                            Network,
		"550 5.4.6 Too many hops":                                                                                             Network,
		"451 4.3.0 system error":                                                                                              System,
		"5.1.2 - Bad destination host 'DNS Soft Error looking up b.example (MX)'":                                             Network,
		"Amazon SES has suppressed sending to this address, it has a recent history of bouncing as an invalid address. 5.1.1": Policy,
		"550 5.9.9 xyzzy": Unknown,
		"":                Unknown,
	} {
		one := Recipient{Address: "a@b.example", Action: Failed, Said: said}
		one.judge("", "")
		if one.Reason != want {
			t.Errorf("%q: %s, want %s", said, one.Reason, want)
		}
		if one.Hard != (want == NoMailbox || want == NoDomain || want == NoMail || want == Moved) {
			t.Errorf("%q: hard %v", said, one.Hard)
		}
	}
}

// "User unknown" is believed of a server that refused the recipient.
func TestUserUnknown(t *testing.T) {
	for _, tt := range []struct {
		said    string
		command command
		hard    bool
	}{
		{"550 user unknown", afterRecipient, true},
		{"550 user unknown", "", false},
		{"550 <a@b.example>: user unknown", "", true},
		{"550 user unknown", afterData, false},
		{"550 5.1.1 user unknown", afterData, true},
		{"550 5.2.1 user unknown", afterRecipient, true},
		{"550 5.2.1 user unknown", "", false},
		{"550 5.3.0 user unknown", afterRecipient, true},
		{"550 5.3.0 user unknown", "", false},
		{"550 5.3.0 user unknown", afterData, false},
		{"550 user unknown", atGreeting, false},
		{"550 user unknown", afterSender, false},
		{"550 5.7.1 user unknown", afterRecipient, false},
		{"450 user unknown", afterRecipient, false},
		{"450 4.1.1 user unknown", afterRecipient, false},
	} {
		one := Recipient{Address: "a@b.example", Action: Failed, Said: tt.said}
		one.judge(tt.command, "")
		if one.Hard != tt.hard {
			t.Errorf("%q after %q: hard %v, %s", tt.said, tt.command, one.Hard, one.Reason)
		}
	}
}

func TestCodes(t *testing.T) {
	for in, want := range map[string][2]string{
		"550 5.1.1 x":                        {"550", "5.1.1"},
		"550-5.7.26 a 550 5.7.26 b":          {"550", "5.7.26"},
		"550: 5.2.2 x":                       {"550", "5.2.2"},
		"#5.1.1 smtp;550 5.1.2 x":            {"550", "5.1.2"},
		"554 4.4.7 late.<421 4.4.2 timeout>": {"421", "4.4.2"},
		"5.1.0 - err 550-'5.7.1 x'":          {"550", "5.7.1"},
		"5.0.0 (permanent) 5.1.1":            {"", "5.1.1"},
		"from 4.5.2.1 port 587, 5.1.1.1":     {"", ""},
		"v5.1.1 a550 5500 550.5 x.5.1.1":     {"", ""},
		"552":                                {"552", ""},
		"5.1":                                {"", ""},
		"5.1.1234":                           {"", ""},
		"2.0.0 ok":                           {"", "2.0.0"},
	} {
		code, status := codesIn(in)
		if d := cmp.Diff(want, [2]string{code, status}); d != "" {
			t.Errorf("%q: %s", in, d)
		}
	}
}

// The fields begin where a line is one, not where an earlier line ends like it.
func TestFieldsBeginAtTheirLine(t *testing.T) {
	for group, want := range map[string]string{
		"It says Action: failed\nwhich is so.\nAction: failed\nStatus: 5.1.1\n": "Action: failed\nStatus: 5.1.1\n",
		"Action: failed\nStatus: 5.1.1":                                         "Action: failed\nStatus: 5.1.1",
		"nothing":                                                               "nothing",
	} {
		if got := fieldsOf(group); got != want {
			t.Errorf("%q: %q, not %q", group, got, want)
		}
	}
}
