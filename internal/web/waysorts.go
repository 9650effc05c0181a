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
func waySorts() []wayKind {
	return []wayKind{
		{page.Pair{Name: "Mailbox with a password", Value: page.WayIMAP}, "Add a mailbox", "Kept fetches what arrives in a mailbox (IMAP), within seconds, and leaves the mail where it is."},
		{page.Pair{Name: "Mailbox with OAuth2", Value: page.WayOAuth}, "Add a mailbox with OAuth2", "The same, signed in by a refresh token: Microsoft 365 asks for it, Google Workspace prefers it."},
		{page.Pair{Name: "Our own entrance", Value: page.WayEntrance}, "Add an address at our entrance", "Your mail server, or the whole internet, hands mail to Kept itself (SMTP). Nothing is fetched, and nothing waits."},
		{page.Pair{Name: "Postmark", Value: page.WayPostmark}, "Add mail by Postmark", "Postmark receives the mail and brings it here."},
		{page.Pair{Name: "Mailgun", Value: page.WayMailgun}, "Add mail by Mailgun", "Mailgun receives the mail and brings it here, signed."},
		{page.Pair{Name: "Amazon SES", Value: page.WaySES}, "Add mail by Amazon SES", "SES receives the mail, and a topic of SNS brings it here, signed."},
		{page.Pair{Name: "Twilio", Value: page.WayTwilio}, "Add calls and texts by Twilio", "Missed calls get their clock, and texts are answered like mails."},
		{page.Pair{Name: "Your own program", Value: page.WayWebhook}, "Add a webhook", "A telephone system, a form, a script: mails, calls and texts as signed JSON."},
	}
}

func waySort(value string) (wayKind, bool) {
	for _, s := range waySorts() {
		if s.Value == value {
			return s, true
		}
	}
	return wayKind{}, false
}

// sortOf tells of what sort a way in is.
func sortOf(m store.Mailbox) wayKind {
	value := m.Kind
	if set, err := office.SettingsOf(m); err == nil && m.Kind == office.ByIMAP && set.TokenURL != "" {
		value = page.WayOAuth
	}
	s, _ := waySort(value)
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
func hookSteps(kind string) []string {
	return map[string][]string{
		office.ByPostmark: {
			"At Postmark, open your server, then its inbound stream, then “Settings”.",
			"Put the whole address above into “Webhook”: the password in it is what proves that Postmark calls.",
			"Tick “Include raw email content in JSON payload”: otherwise Kept gets the mail in pieces and says so.",
			"Let mail arrive there: set the MX of your domain to inbound.postmarkapp.com, or forward to the address that Postmark shows.",
		},
		office.ByMailgun: {
			"At Mailgun, open “Receiving” and create a route.",
			"Choose “Match recipient” with your address, and “Forward” to the whole address above. It ends in “mime” so that the mail comes as it was written.",
			"Set the MX of your domain to mxa.mailgun.org and mxb.mailgun.org, if that is not done.",
		},
		office.BySES: {
			"At Amazon, create a subscription of your topic: protocol HTTPS, endpoint the address above, raw message delivery off. Kept confirms it by itself.",
			"In the receipt rule of SES, publish to this topic, with encoding Base64. SES brings mails of up to 150 kB so; larger ones need a mailbox.",
			"Set the MX of your domain to the inbound server of your region.",
		},
		office.ByTwilio: {
			"At Twilio, open “Phone Numbers”, then your number.",
			"Under “Messaging”, put the address above into “A message comes in”, with HTTP POST.",
			"Under “Voice”, put it into “Call status changes”. Where you forward calls, put it into the action of your <Dial> too, so that a call counts as missed when nobody picked up.",
		},
		office.ByWebhook: {
			"POST JSON to the address above, signed with the secret below.",
			`A mail: {"from": "ana@casaruiz.example", "to": ["hello@northlight.example"], "raw": "the mail in base64"}`,
			`A call: {"kind": "call", "from": "+3906555", "to": "+4989111", "answered": false}. A text: {"kind": "sms", "from": "+3906555", "to": "+4989111", "text": "Is it ready?"}`,
			"An answer of 2xx means that it is kept. At anything else, send it again.",
		},
	}[kind]
}

// entranceSteps is what to enter where mail for an address arrives now.
func entranceSteps(m store.Mailbox, entrance string) []string {
	if entrance == "" {
		return []string{"The entrance is not open on this server yet: whoever runs Kept names the address on which it listens.", "Until then nothing comes in by this way."}
	}
	host, _, _ := strings.Cut(entrance, ":")
	_, domain, _ := strings.Cut(m.Address, "@")
	steps := []string{
		"If a mail server of yours takes the mail for " + domain + ", have it hand on what is for " + m.Address + " to " + entrance + ". In Postfix, a line in transport: " + m.Address + " smtp:[" + host + "]" + strings.TrimPrefix(entrance, host),
		"Or give clients an address in a domain of its own, such as hello@in." + domain + ", and set the MX of that domain to " + host + ".",
		"A forwarded mail no longer comes from its sender’s own server. Have yours keep the header as it is, so that the sender’s own signature (DKIM) still holds.",
	}
	if m.Plus {
		steps = append(steps, "Hand on plus-addresses too. In Postfix: recipient_delimiter = +")
	}
	return steps
}

// providersPart says what the usual providers need.
func providersPart() page.SettingsPart {
	return page.SettingsPart{ID: "providers", Title: "At the usual providers", Items: []page.Item{
		{Text: "Google Workspace, Gmail", Hint: "imap.gmail.com, 993. With two-step sign-in an app password, else OAuth2: https://oauth2.googleapis.com/token, scope https://mail.google.com/. Plus-addresses work. mx.google.com vouches for senders."},
		{Text: "Microsoft 365", Hint: "outlook.office365.com, 993, OAuth2 only: https://login.microsoftonline.com/TENANT/oauth2/v2.0/token, scope https://outlook.office365.com/IMAP.AccessAsUser.All offline_access. Plus-addresses work unless switched off. Its server leaves its name out: for who vouches for senders, enter “no name”."},
		{Text: "Fastmail", Hint: "imap.fastmail.com, 993, an app password. Plus-addresses work."},
		{Text: "iCloud", Hint: "imap.mail.me.com, 993, an app password. Plus-addresses work."},
		{Text: "Your own Dovecot", Hint: "The host of your mail server, 993. Plus-addresses work with recipient_delimiter = + in Postfix."},
	}}
}
