package page

import "kept/internal/ui"

// The sorts of ways in as they are asked for: the kinds of the office, and a
// mailbox that is opened by OAuth2 instead of a password.
const (
	WayIMAP     = "imap"
	WayOAuth    = "oauth"
	WayEntrance = "smtp"
	WayWebhook  = "webhook"
	WayPostmark = "postmark"
	WayMailgun  = "mailgun"
	WaySES      = "ses"
	WayTwilio   = "twilio"
)

// NewWayForm asks for a way in of a sort. When it is edited, a secret may stay
// empty: it is kept as it is, and never shown.
func NewWayForm(f ui.Form, sort string, editing bool) *ActForm {
	out := &ActForm{Form: f, ID: "way", Submit: "Add it", Hidden: []Pair{{Name: "kind", Value: sort}}}
	if editing {
		out.Submit = "Save"
	}
	if sort != WayTwilio {
		out.Fields = append(out.Fields, Ask{Kind: Line, Row: "way", Field: ui.Field{
			Name: "address", Label: "Address", Type: "email", Hint: "To which clients write.", Placeholder: "hello@northlight.example", Required: sort != WayWebhook, Optional: sort == WayWebhook,
			MaxLength: 254, Autocomplete: "off", Focus: !editing,
		}})
	}
	out.Fields = append(out.Fields, Ask{Kind: Line, Row: "way", Field: ui.Field{Name: "name", Label: "What you call it", Hint: "Empty: its address.", Optional: true, MaxLength: 100, Autocomplete: "off"}})
	if sort == WayTwilio {
		out.Fields[0].Hint = "Empty: Twilio."
	}
	if sort == WayIMAP || sort == WayOAuth {
		out.Fields = append(out.Fields, serverAsks()...)
	}
	out.Fields = append(out.Fields, secretAsks(sort, editing)...)
	if sort == WayIMAP || sort == WayOAuth {
		out.Fields = append(out.Fields, readingAsks()...)
	}
	if sort != WayTwilio {
		out.Fields = append(out.Fields, Ask{Kind: Tick, Field: ui.Field{
			Name: "plus", Label: "Plus-addresses arrive here too", Type: "checkbox", Checked: sort == WayEntrance && !editing,
			Hint: "Mail to hello+anything@… has to come by this way as well: most mail servers do that, some when it is switched on. Then an answer finds its conversation by the address, and mail that comes back names the notice it was.",
		}})
	}
	return out
}

func serverAsks() []Ask {
	return []Ask{
		{Kind: Line, Row: "server", Field: ui.Field{Name: "host", Label: "Server", Hint: "Empty: imap. and the domain of the address.", Placeholder: "imap.northlight.example", Optional: true, MaxLength: 300, Autocomplete: "off"}},
		{Kind: Line, Row: "server", Field: ui.Field{Name: "port", Label: "Port", Hint: "Empty: 993 or 143.", Placeholder: "993", InputMode: "numeric", Optional: true, MaxLength: 5, Autocomplete: "off"}},
		{Kind: Pick, Row: "server", Field: ui.Field{Name: "tls", Label: "Protection", Options: []ui.Option{
			{Value: "implicit", Label: "TLS at once (993)"}, {Value: "starttls", Label: "STARTTLS (143)"}, {Value: "none", Label: "None, on this machine alone"},
		}}},
		{Kind: Line, Field: ui.Field{Name: "user", Label: "User", Hint: "Empty: the address.", Optional: true, MaxLength: 300, Autocomplete: "off"}},
	}
}

func readingAsks() []Ask {
	return []Ask{
		{Kind: Line, Row: "reading", Field: ui.Field{Name: "folder", Label: "Folder", Hint: "Empty: INBOX.", Placeholder: "INBOX", Optional: true, MaxLength: 300, Autocomplete: "off"}},
		{Kind: Line, Row: "reading", Field: ui.Field{
			Name: "auth_server", Label: "Who vouches for senders", Placeholder: "mx.northlight.example", Optional: true, MaxLength: 300, Autocomplete: "off",
			Hint: "The name before the first semicolon of “Authentication-Results” in a mail you got there. Empty: nobody is believed, and every sender counts as unproven.",
		}},
	}
}

// secretAsks ask for what opens a way in, or proves who brings something by it.
func secretAsks(sort string, editing bool) []Ask {
	secret := func(label, hint string) Ask {
		f := ui.Field{Name: "secret", Label: label, Hint: hint, Type: "password", Autocomplete: "new-password", Required: !editing, MaxLength: 8000}
		if editing {
			f.Hint, f.Placeholder = "It is kept and not shown. Empty: it stays as it is.", "as it is"
		}
		return Ask{Kind: Line, Field: f}
	}
	line := func(name, label, hint, placeholder string) Ask {
		return Ask{Kind: Line, Field: ui.Field{Name: name, Label: label, Hint: hint, Placeholder: placeholder, MaxLength: 300, Autocomplete: "off"}}
	}
	switch sort {
	case WayIMAP:
		return []Ask{secret("Password", "Where the provider asks for a second step, an app password. It is kept encrypted, and never shown again.")}
	case WayOAuth:
		token, client, scope := line("token_url", "Token address", "", "https://login.example.com/oauth2/token"), line("client_id", "Client id", "", ""), line("scope", "Scope", "", "")
		token.Required, client.Required, scope.Optional, client.Row, scope.Row = true, true, true, "oauth", "oauth"
		return []Ask{token, client, scope, secret("Refresh token", "Kept exchanges it for a new key whenever it signs in. It is kept encrypted, and never shown again.")}
	case WayMailgun:
		return []Ask{secret("Webhook signing key", "At Mailgun under “API security”. It proves that a mail comes from them.")}
	case WaySES:
		topic := secret("ARN of the topic", "Like arn:aws:sns:eu-west-1:123456789012:mail. Only this topic may bring mail.")
		topic.Type = "text"
		return []Ask{topic}
	case WayTwilio:
		return []Ask{secret("Auth token", "On the first page of Twilio’s console. It proves that a call or a text comes from them.")}
	}
	return nil
}
