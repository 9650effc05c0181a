package page

import (
	"kept/internal/tongue"
	"kept/internal/ui"
)

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
func NewWayForm(v tongue.Voice, f ui.Form, sort string, editing bool) *ActForm {
	out := &ActForm{Form: f, ID: "way", Submit: v.Say("Add it"), Hidden: []Pair{{Name: "kind", Value: sort}}}
	if editing {
		out.Submit = v.Say("Save")
	}
	if sort != WayTwilio {
		out.Fields = append(out.Fields, Ask{Kind: Line, Row: "way", Field: ui.Field{
			Name: "address", Label: v.Say("Address"), Type: "email", Hint: v.Say("To which clients write."), Placeholder: "hello@northlight.example", Required: sort != WayWebhook, Optional: sort == WayWebhook,
			MaxLength: 254, Autocomplete: "off", Focus: !editing,
		}})
	}
	out.Fields = append(out.Fields, Ask{Kind: Line, Row: "way", Field: ui.Field{Name: "name", Label: v.Say("What you call it"), Hint: v.Say("Empty: its address."), Optional: true, MaxLength: 100, Autocomplete: "off"}})
	if sort == WayTwilio {
		out.Fields[0].Hint = v.Say("Empty: Twilio.")
	}
	if sort == WayIMAP || sort == WayOAuth {
		out.Fields = append(out.Fields, serverAsks(v)...)
	}
	out.Fields = append(out.Fields, secretAsks(v, sort, editing)...)
	if sort == WayIMAP || sort == WayOAuth {
		out.Fields = append(out.Fields, readingAsks(v)...)
	}
	if sort != WayTwilio {
		out.Fields = append(out.Fields, Ask{Kind: Tick, Field: ui.Field{
			Name: "plus", Label: v.Say("Plus-addresses arrive here too"), Type: "checkbox", Checked: sort == WayEntrance && !editing,
			Hint: v.Say("Mail to hello+anything@… has to come by this way as well: most mail servers do that, some when it is switched on. Then an answer finds its conversation by the address, and mail that comes back names the notice it was."),
		}})
	}
	return out
}

func serverAsks(v tongue.Voice) []Ask {
	return []Ask{
		{Kind: Line, Row: "server", Field: ui.Field{Name: "host", Label: v.Say("Server"), Hint: v.Say("Empty: imap. and the domain of the address."), Placeholder: "imap.northlight.example", Optional: true, MaxLength: 300, Autocomplete: "off"}},
		{Kind: Line, Row: "server", Field: ui.Field{Name: "port", Label: v.Say("Port"), Hint: v.Say("Empty: 993 or 143."), Placeholder: "993", InputMode: "numeric", Optional: true, MaxLength: 5, Autocomplete: "off"}},
		{Kind: Pick, Row: "server", Field: ui.Field{Name: "tls", Label: v.Say("Protection"), Options: []ui.Option{
			{Value: "implicit", Label: v.Say("TLS at once (993)")}, {Value: "starttls", Label: v.Say("STARTTLS (143)")}, {Value: "none", Label: v.Say("None, on this machine alone")},
		}}},
		{Kind: Line, Field: ui.Field{Name: "user", Label: v.Say("User"), Hint: v.Say("Empty: the address."), Optional: true, MaxLength: 300, Autocomplete: "off"}},
	}
}

func readingAsks(v tongue.Voice) []Ask {
	return []Ask{
		{Kind: Line, Row: "reading", Field: ui.Field{Name: "folder", Label: v.Say("Folder"), Hint: v.Say("Empty: INBOX."), Placeholder: "INBOX", Optional: true, MaxLength: 300, Autocomplete: "off"}},
		{Kind: Line, Row: "reading", Field: ui.Field{
			Name: "auth_server", Label: v.Say("Who vouches for senders"), Placeholder: "mx.northlight.example", Optional: true, MaxLength: 300, Autocomplete: "off",
			Hint: v.Say("The name before the first semicolon of “Authentication-Results” in a mail you got there. Empty: nobody is believed, and every sender counts as unproven."),
		}},
	}
}

// secretAsks ask for what opens a way in, or proves who brings something by it.
func secretAsks(v tongue.Voice, sort string, editing bool) []Ask {
	secret := func(label, hint string) Ask {
		f := ui.Field{Name: "secret", Label: label, Hint: hint, Type: "password", Autocomplete: "new-password", Required: !editing, MaxLength: 8000}
		if editing {
			f.Hint, f.Placeholder = v.Say("It is kept and not shown. Empty: it stays as it is."), v.Say("as it is")
		}
		return Ask{Kind: Line, Field: f}
	}
	line := func(name, label, hint, placeholder string) Ask {
		return Ask{Kind: Line, Field: ui.Field{Name: name, Label: label, Hint: hint, Placeholder: placeholder, MaxLength: 300, Autocomplete: "off"}}
	}
	switch sort {
	case WayIMAP:
		return []Ask{secret(v.Say("Password"), v.Say("Where the provider asks for a second step, an app password. It is kept encrypted, and never shown again."))}
	case WayOAuth:
		token, client, scope := line("token_url", v.Say("Token address"), "", "https://login.example.com/oauth2/token"), line("client_id", v.Say("Client id"), "", ""), line("scope", v.Say("Scope"), "", "")
		token.Required, client.Required, scope.Optional, client.Row, scope.Row = true, true, true, "oauth", "oauth"
		return []Ask{token, client, scope, secret(v.Say("Refresh token"), v.Say("Kept exchanges it for a new key whenever it signs in. It is kept encrypted, and never shown again."))}
	case WayMailgun:
		return []Ask{secret(v.Say("Webhook signing key"), v.Say("At Mailgun under “API security”. It proves that a mail comes from them."))}
	case WaySES:
		topic := secret(v.Say("ARN of the topic"), v.Say("Like arn:aws:sns:eu-west-1:123456789012:mail. Only this topic may bring mail."))
		topic.Type = "text"
		return []Ask{topic}
	case WayTwilio:
		return []Ask{secret(v.Say("Auth token"), v.Say("On the first page of Twilio’s console. It proves that a call or a text comes from them."))}
	}
	return nil
}
