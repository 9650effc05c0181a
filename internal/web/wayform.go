package web

import (
	"net/url"
	"strconv"
	"strings"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
)

// sentWay reads the form of a way in. What was left empty and can be known is
// filled in.
func sentWay(form url.Values, sort string) (office.WayIn, error) {
	word := func(name string) string { return strings.TrimSpace(form.Get(name)) }
	in := office.WayIn{Kind: sort, Address: word("address"), Name: word("name"), Plus: form.Get("plus") != "", Secret: form.Get("secret")}
	if in.Address == "" && sort != page.WayTwilio && sort != page.WayWebhook {
		return in, fault.Field("address", "An e-mail address is needed.")
	}
	if sort == page.WayOAuth {
		in.Kind = office.ByIMAP
	}
	if in.Name == "" {
		in.Name = in.Address
	}
	switch {
	case in.Name == "" && sort == page.WayTwilio:
		in.Name = "Twilio"
	case in.Name == "" && sort == page.WayWebhook:
		in.Name = "Webhook"
	}
	if in.Kind != office.ByIMAP {
		in.Secret = strings.TrimSpace(in.Secret)
		return in, nil
	}
	var k fault.Check
	s := office.WaySettings{Host: word("host"), TLS: form.Get("tls"), User: word("user"), Folder: word("folder"), AuthServer: word("auth_server")}
	if s.Host == "" {
		s.Host = guessHost(in.Address)
	}
	if s.User == "" {
		s.User = in.Address
	}
	if s.Folder == "" {
		s.Folder = "INBOX"
	}
	s.Port = readPort(&k, word("port"), s.TLS)
	if sort == page.WayOAuth {
		s.TokenURL, s.ClientID, s.Scope = word("token_url"), word("client_id"), word("scope")
		u, err := url.Parse(s.TokenURL)
		k.Want(err == nil && u.Scheme == "https" && u.Host != "", "token_url", "Give an address that begins with https://.")
		k.Want(s.ClientID != "", "client_id", "This is needed.")
	}
	in.Settings = s
	return in, k.Err()
}

func readPort(k *fault.Check, text, tls string) int {
	if text == "" {
		if tls == "implicit" {
			return 993
		}
		return 143
	}
	n, err := strconv.Atoi(text)
	k.Want(err == nil && n > 0 && n < 1<<16, "port", "Give a port, such as 993.")
	return n
}

// hosts are the IMAP servers of providers whose servers are not named by their domain.
func hosts() map[string]string {
	return map[string]string{
		"gmail.com": "imap.gmail.com", "googlemail.com": "imap.gmail.com", "outlook.com": "outlook.office365.com", "hotmail.com": "outlook.office365.com", "live.com": "outlook.office365.com",
		"icloud.com": "imap.mail.me.com", "me.com": "imap.mail.me.com", "mac.com": "imap.mail.me.com", "yahoo.com": "imap.mail.yahoo.com", "gmx.de": "imap.gmx.net", "gmx.at": "imap.gmx.net",
		"gmx.ch": "imap.gmx.net", "t-online.de": "secureimap.t-online.de",
	}
}

// guessHost guesses at which server a mailbox is; "" without an address.
func guessHost(address string) string {
	_, domain, ok := strings.Cut(strings.ToLower(address), "@")
	if !ok || domain == "" {
		return ""
	}
	if h := hosts()[domain]; h != "" {
		return h
	}
	return "imap." + domain
}

// fillWayForm puts what a way in is into its form; never its secret.
func fillWayForm(f *page.ActForm, m store.Mailbox, s office.WaySettings) {
	port := ""
	if s.Port > 0 {
		port = strconv.Itoa(s.Port)
	}
	values := map[string]string{
		"address": m.Address, "name": m.Name, "host": s.Host, "port": port, "user": s.User, "folder": s.Folder, "auth_server": s.AuthServer,
		"token_url": s.TokenURL, "client_id": s.ClientID, "scope": s.Scope,
	}
	for i := range f.Fields {
		a := &f.Fields[i]
		switch a.Name {
		case "plus":
			a.Checked = m.Plus
		case "tls":
			a.Options = ui.Choose(a.Options, s.TLS)
		default:
			a.Value = values[a.Name]
		}
	}
}
