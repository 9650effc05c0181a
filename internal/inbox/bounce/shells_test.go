package bounce

import (
	"testing"

	"kept/internal/inbox/letter"
)

// How systems dress what they report: the sender and subject that they write
// under, and how they begin. None of these has a part for machines.
func TestShells(t *testing.T) {
	for _, s := range []struct {
		name, from, subject, text string
		want                      Kind
		hard                      bool
	}{
		{"Apache James", "postmaster@mx.example.net", "[BOUNCE]", "Hi. This is the James mail server at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out. Below\nI include the list of recipients and the reason why I was unable to deliver\nyour message.\n\nFailed recipient(s):\nann@client.example\n\nError message:\n550 5.1.1 <ann@client.example>... User Unknown\n", Bounce, true},
		{"Verizon", "post_master@vtext.example", "Undeliverable Message", "Error: Invalid user address\nRCPT TO: ann@client.example\n", Bounce, false},
		{"KDDI", "no-reply@app.auone-net.example", "Mail", "Your mail sent on: Thu, 29 Apr 2010 11:04:47 +0900\n Could not be delivered to: <ann@client.example>\n As their mailbox is full.\n", Bounce, false},
		{"Notes", "notes@example.net", "Undeliverable message", "------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\nann@client.example\n\n------- Returned Message --------\n", Bounce, true},
		{"InterScan", "\"InterScan MSS\" <imss@mx.example.net>", "Mail could not be delivered", "****** Message from InterScan Messaging Security Suite ******\n\nSent <<< RCPT TO:<ann@client.example>\nReceived >>> 550 5.1.1 <ann@client.example>... user unknown\n", Bounce, true},
		{"MailFoundry", "mailer@mx.example.net", "Message delivery has failed", "This is a MIME encoded message.\n\nUnable to deliver message to: <ann@client.example>\nDelivery failed for the following reason:\nServer mx.client.example[192.0.2.1] failed with: 550 <ann@client.example> No such user here\n", Bounce, true},
		{"MailMarshal", "\"MailMarshal\" <postmaster@mx.example.net>", "Undeliverable Mail: \"Kitchen\"", "Your message:\n   From:    desk@kept.example\n   Subject: Kitchen\n\nCould not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected:\n    ann@client.example\n", Bounce, true},
		{"IMail", "\"Postmaster\" <postmaster@mx.example.net>", "Undeliverable Mail ", "Unknown user: ann@client.example\n\nOriginal message follows.\n", Bounce, false},
		{"SurfControl", "mail@mx.example.net", "Your message could not be sent", "Your message could not be sent.\nA transcript of the attempts to send the message follows.\nThe number of attempts made: 1\nAddressed To: ann@client.example\n\nThu 29 Apr 2010 23:34:45 +0900\nFailed to send to identified host,\nann@client.example: [192.0.2.5], 550 ann@client.example... No such user\n", Bounce, true},
		{"McAfee", "<gateway@mx.example.net>", "Delivery Status", "--- The following addresses had delivery problems ---\n\n<ann@client.example>   (User unknown ann@client.example)\n\n------- Transcript of session follows -------\n550 5.1.1 <ann@client.example>... User unknown\n", Bounce, true},
		{"an old one", "Mail Deliver System <mds@mx.example.net>", "Returned Mail", "The original message was received at Thu, 29 Apr 2010 23:34:45 +0900\nfrom mx.example.net\n\n\nann@client.example\n[User unknown]\n", Bounce, false},
		{"another old one", "MAILER-DAEMON@mx.example.net", "There was an error sending your mail", "There was an error delivering your mail to ann@client.example\n550 5.1.1 User unknown\n", Bounce, true},
		{"Barracuda", "MAILER-DAEMON@mx.example.net", "**Message you sent blocked by our bulk email filter**", "Your message to: ann@client.example\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: Kitchen\n", Bounce, false},
		{"Exchange 2003", "System Administrator <postmaster@mx.example.net>", "Undeliverable: Kitchen", "Your message\n\n  To:      Ann\n  Subject: Kitchen\n  Sent:    Mon\n\ndid not reach the following recipient(s):\n\nann@client.example on Mon\n    The recipient name is not recognized\n\tThe MTS-ID of the original message is: c=us;a= ;p=x;l=Y\n    MSEXCH:IMS:X:Y:Z 0 (000C05A6) Unknown Recipient\n", Bounce, true},
		{"Courier", "\"Courier mail server at mx.example.net\" <@mx.example.net>", "NOTICE: mail delivery status.", "This is a delivery status notification from mx.example.net,\nrunning the Courier mail server.\n\n<ann@client.example>:\n    mx.client.example [192.0.2.1]:\n>>> RCPT TO:<ann@client.example>\n<<< 550 5.1.1 <ann@client.example>... User Unknown\n", Bounce, true},
		{"fields in the text", "alerts@mx.example.net", "Problem with your mail", "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; ann@client.example\nAction: failed\nStatus: 5.1.1\n", Bounce, true},
		{"fml", "kitchen-admin@lists.example.net", "NOT MEMBER article from desk@kept.example (kitchen ML)", "You are not a member of this mailing list <kitchen@lists.example.net>.\n", Bounce, false},
		{"Mailman", "kitchen-bounces@lists.example.net", "Request to mailing list Kitchen rejected", "Your request to the kitchen@lists.example.net mailing list has been rejected by the list moderator.\n", Bounce, false},
		{"qmail, in French", "MAILER-DAEMON@mx.example.net", "Echec de remise", "<ann@client.example>:\n550 5.1.1 Adresse inconnue\n", Bounce, true},
		{"sendmail, all went well", "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>", "Return receipt", "   ----- The following addresses had successful delivery notifications -----\n<ann@client.example>  (successfully delivered to mailbox)\n", Delivered, false},
		{"SpamCop", "1234@reports.spamcop.net", "[SpamCop (192.0.2.1) id:1234]Kitchen", "[ SpamCop V5 ]\nThis message is brief for your comfort.\n", Complaint, false},
		{"Outlook.com", "staff@hotmail.com", "complaint about message from 192.0.2.1", "see below\n", Complaint, false},
		{"a machine that answers", "ann@client.example", "Re: Kitchen\nAuto-Submitted: auto-generated", "Thank you for your mail.\n", AutoReply, false},
		{"a machine that tells", "shop@store.example", "Your order\nAuto-Submitted: auto-generated", "Thank you for your order.\n", None, false},
		{"a parcel", "noreply@parcel.example", "Delivery failed", "Your parcel could not be delivered. We try again tomorrow.\n", None, false},
		{"a person about a report", "Bob <bob@client.example>", "Re: Undeliverable: Kitchen", "I got this:\n\nThis is the mail system at host mx.example.net. 550 5.1.1 User unknown\n", None, false},
		{"a person who passes one on", "Bob <bob@client.example>", "Fwd: Undeliverable: Kitchen", "What is this?\n\nThis is the mail system at host mx.example.net.\n<ann@client.example>: 550 5.1.1 User unknown\n", None, false},
		{"a person who copies one", "Bob <bob@client.example>", "Undeliverable mail", "Hello,\n\nthis came back to me, what is wrong?\n\nThis is the mail system at host mx.example.net.\n\n<ann@client.example>: 550 5.1.1 User unknown\n", None, false},
		{"a person about a list", "Bob <bob@client.example>", "The list", "You are not a member of this mailing list, are you?\n", None, false},
	} {
		got := Read(letter.Read([]byte("From: " + s.from + "\nTo: desk@kept.example\nSubject: " + s.subject + "\n\n" + s.text)))
		if got.Kind != s.want || got.Hard != s.hard {
			t.Errorf("%s: %+v", s.name, got)
		}
		if s.want == Bounce && (len(got.Recipients) != 1 || got.Late) {
			t.Errorf("%s: about %+v", s.name, got.Recipients)
		}
	}
}
