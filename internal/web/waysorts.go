package web

import (
	"net/url"
	"strings"

	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/web/page"
)

// wayKind is a sort of ways in: Name is what it is called, Value what forms send.
type wayKind struct {
	page.Pair
	title string // of the page on which one is added
	what  string
}

// waySorts are the sorts that are offered, the usual ones first.
func waySorts(v *visit) []wayKind {
	return []wayKind{
		{page.Pair{Name: v.say("Mailbox with a password"), Value: page.WayIMAP}, v.say("Add a mailbox"), v.say("Kept fetches what arrives in a mailbox (IMAP), within seconds, and leaves the mail where it is.")},
		{page.Pair{Name: v.say("Mailbox with OAuth2"), Value: page.WayOAuth}, v.say("Add a mailbox with OAuth2"), v.say("The same, signed in by a refresh token: Microsoft 365 asks for it, Google Workspace prefers it.")},
		{page.Pair{Name: v.say("Our own entrance"), Value: page.WayEntrance}, v.say("Add an address at our entrance"), v.say("Your mail server, or the whole internet, hands mail to Kept itself (SMTP). Nothing is fetched, and nothing waits.")},
		{page.Pair{Name: "Postmark", Value: page.WayPostmark}, v.say("Add mail by Postmark"), v.say("Postmark receives the mail and brings it here.")},
		{page.Pair{Name: "Mailgun", Value: page.WayMailgun}, v.say("Add mail by Mailgun"), v.say("Mailgun receives the mail and brings it here, signed.")},
		{page.Pair{Name: "Amazon SES", Value: page.WaySES}, v.say("Add mail by Amazon SES"), v.say("SES receives the mail, and a topic of SNS brings it here, signed.")},
		{page.Pair{Name: "Twilio", Value: page.WayTwilio}, v.say("Add calls and texts by Twilio"), v.say("Missed calls get their clock, and texts are answered like mails.")},
		{page.Pair{Name: v.say("Your own program"), Value: page.WayWebhook}, v.say("Add a webhook"), v.say("A telephone system, a form, a script: mails, calls and texts as signed JSON.")},
	}
}

func waySort(v *visit, value string) (wayKind, bool) {
	for _, s := range waySorts(v) {
		if s.Value == value {
			return s, true
		}
	}
	return wayKind{}, false
}

// sortOf tells of what sort a way in is.
func sortOf(v *visit, m store.Mailbox) wayKind {
	value := m.Kind
	if set, err := office.SettingsOf(m); err == nil && m.Kind == office.ByIMAP && set.TokenURL != "" {
		value = page.WayOAuth
	}
	s, _ := waySort(v, value)
	return s
}

// hookAddress is the address of a webhook in full, as its service wants it.
func hookAddress(base string, made wayMade) string {
	address := base + "/in/" + made.path
	switch made.Kind {
	case office.ByMailgun:
		return address + "/mime" // by this end Mailgun knows to send the mail as it came
	case office.ByPostmark:
		if u, err := url.Parse(address); err == nil {
			u.User = url.UserPassword("kept", made.signing)
			return u.String()
		}
	}
	return address
}

// hookSteps is what to do at the other side.
func hookSteps(v *visit, kind string) []string {
	return map[string][]string{
		office.ByPostmark: {
			v.say("At Postmark, open your server, then its inbound stream, then “Settings”."),
			v.say("Put the whole address above into “Webhook”: the password in it is what proves that Postmark calls."),
			v.say("Tick “Include raw email content in JSON payload”: otherwise Kept gets the mail in pieces and says so."),
			v.say("Let mail arrive there: set the MX of your domain to inbound.postmarkapp.com, or forward to the address that Postmark shows."),
		},
		office.ByMailgun: {
			v.say("At Mailgun, open “Receiving” and create a route."),
			v.say("Choose “Match recipient” with your address, and “Forward” to the whole address above. It ends in “mime” so that the mail comes as it was written."),
			v.say("Set the MX of your domain to mxa.mailgun.org and mxb.mailgun.org, if that is not done."),
		},
		office.BySES: {
			v.say("At Amazon, create a subscription of your topic: protocol HTTPS, endpoint the address above, raw message delivery off. Kept confirms it by itself."),
			v.say("In the receipt rule of SES, publish to this topic, with encoding Base64. SES brings mails of up to 150 kB so; larger ones need a mailbox."),
			v.say("Set the MX of your domain to the inbound server of your region."),
		},
		office.ByTwilio: {
			v.say("At Twilio, open “Phone Numbers”, then your number."),
			v.say("Under “Messaging”, put the address above into “A message comes in”, with HTTP POST."),
			v.say("Under “Voice”, put it into “Call status changes”. Where you forward calls, put it into the action of your {tag} too, so that a call counts as missed when nobody picked up.", "tag", "<Dial>"),
		},
		office.ByWebhook: {
			v.say("POST JSON to the address above, signed with the secret below."),
			v.say("A mail: {json}", "json", `{"from": "ana@casaruiz.example", "to": ["hello@northlight.example"], "raw": "the mail in base64"}`),
			v.say("A call: {call}. A text: {text}", "call", `{"kind": "call", "from": "+3906555", "to": "+4989111", "answered": false}`, "text", `{"kind": "sms", "from": "+3906555", "to": "+4989111", "text": "Is it ready?"}`),
			v.say("An answer of 2xx means that it is kept. At anything else, send it again."),
		},
	}[kind]
}

// entranceSteps is what to enter where mail for an address arrives now.
func entranceSteps(v *visit, m store.Mailbox, entrance string) []string {
	if entrance == "" {
		return []string{v.say("The entrance is not open on this server yet: whoever runs Kept names the address on which it listens."), v.say("Until then nothing comes in by this way.")}
	}
	host, _, _ := strings.Cut(entrance, ":")
	_, domain, _ := strings.Cut(m.Address, "@")
	steps := []string{
		v.say("If a mail server of yours takes the mail for {domain}, have it hand on what is for {address} to {entrance}. In Postfix, a line in transport: {line}", "domain", domain, "address", m.Address, "entrance", entrance, "line", m.Address+" smtp:["+host+"]"+strings.TrimPrefix(entrance, host)),
		v.say("Or give clients an address in a domain of its own, such as {address}, and set the MX of that domain to {host}.", "address", "hello@in."+domain, "host", host),
		v.say("A forwarded mail no longer comes from its sender’s own server. Have yours keep the header as it is, so that the sender’s own signature (DKIM) still holds."),
	}
	if m.Plus {
		steps = append(steps, v.say("Hand on plus-addresses too. In Postfix: {line}", "line", "recipient_delimiter = +"))
	}
	return steps
}

// providersPart says what the usual providers need.
func providersPart(v *visit) page.SettingsPart {
	return page.SettingsPart{ID: "providers", Title: v.say("At the usual providers"), Items: []page.Item{
		{Text: "Google Workspace, Gmail", Hint: v.say("imap.gmail.com, 993. With two-step sign-in an app password, else OAuth2: https://oauth2.googleapis.com/token, scope https://mail.google.com/. Plus-addresses work. mx.google.com vouches for senders.")},
		{Text: "Microsoft 365", Hint: v.say("outlook.office365.com, 993, OAuth2 only: https://login.microsoftonline.com/TENANT/oauth2/v2.0/token, scope https://outlook.office365.com/IMAP.AccessAsUser.All offline_access. Plus-addresses work unless switched off. Its server leaves its name out: for who vouches for senders, enter “no name”.")},
		{Text: "Fastmail", Hint: v.say("imap.fastmail.com, 993, an app password. Plus-addresses work.")},
		{Text: "iCloud", Hint: v.say("imap.mail.me.com, 993, an app password. Plus-addresses work.")},
		{Text: v.say("Your own Dovecot"), Hint: v.say("The host of your mail server, 993. Plus-addresses work with recipient_delimiter = + in Postfix.")},
	}}
}
