package main

import (
	"fmt"
	"io"
	"strings"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
)

// mailboxCmd sees to the ways in: mailboxes that are fetched, addresses of the
// SMTP entrance, and webhooks.
type mailboxCmd struct {
	Add   mailboxAdd   `cmd:"" help:"Add a way in; the address of a webhook is printed, once."`
	List  mailboxList  `cmd:"" help:"List the ways in, and what is wrong with them."`
	Check mailboxCheck `cmd:"" help:"Connect to mailboxes that are fetched, and say in words what is wrong. Nothing is fetched."`
	End   mailboxEnd   `cmd:"" help:"Close a way in; what came by it stays."`
}

// asMember is who does it.
type asMember struct {
	As string `help:"The address of the member who does it; the owner of the workspace if none is given." placeholder:"EMAIL"`
}

// with opens the house for a member.
func (c asMember) with(r *run, do func(*house, office.Actor) error) error {
	h, err := open(r)
	if err != nil {
		return err
	}
	defer h.close()
	who, err := h.actor(r.ctx, c.As)
	if err != nil {
		return err
	}
	return do(h, who)
}

type mailboxAdd struct {
	asMember
	Kind       string `arg:"" help:"imap, smtp (an address of our own entrance), webhook, postmark, mailgun, ses or twilio." enum:"imap,smtp,webhook,postmark,mailgun,ses,twilio"`
	Address    string `help:"That clients write to." placeholder:"ADDRESS"`
	Name       string `help:"What it is called; the address if none is given."`
	Plus       bool   `help:"Mail to address+anything arrives here too."`
	Host       string `help:"Of a mailbox that is fetched." placeholder:"HOST"`
	Port       int    `help:"Its port." default:"993"`
	TLS        string `help:"How the connection is protected: implicit, starttls, or none (on this machine alone)." default:"implicit" enum:"implicit,starttls,none"`
	User       string `help:"Who logs in; the address if none is given."`
	Folder     string `help:"What is fetched; the inbox if none is given."`
	TokenURL   string `help:"Of OAuth 2: where the refresh token is exchanged." placeholder:"URL" name:"token-url"`
	ClientID   string `help:"Of OAuth 2." name:"client-id"`
	Scope      string `help:"Of OAuth 2."`
	AuthServer string `help:"The name under which the receiving server states whether senders are proven." placeholder:"NAME"`
	Secret     bool   `help:"Read the password, token or signing secret from the standard input."`
}

// maxSecretRead is how much of a secret is read; the office refuses less.
const maxSecretRead = 64 << 10

// way is the way in that was described.
func (c mailboxAdd) way(in io.Reader) (office.WayIn, error) {
	w := office.WayIn{Kind: c.Kind, Name: c.Name, Address: c.Address, Plus: c.Plus, Settings: office.WaySettings{AuthServer: c.AuthServer}}
	if w.Name == "" {
		if w.Name = c.Address; w.Name == "" {
			w.Name = c.Kind
		}
	}
	if c.Kind == office.ByIMAP {
		if c.Host == "" {
			return w, fault.New(fault.Invalid, "Say on which server the mailbox is: --host.")
		}
		w.Settings = office.WaySettings{
			Host: c.Host, Port: c.Port, TLS: c.TLS, User: c.User, Folder: c.Folder, TokenURL: c.TokenURL, ClientID: c.ClientID, Scope: c.Scope, AuthServer: c.AuthServer,
		}
		if c.User == "" {
			w.Settings.User = c.Address
		}
	}
	if !c.Secret {
		return w, nil
	}
	b, err := io.ReadAll(io.LimitReader(in, maxSecretRead))
	if err != nil {
		return w, fault.New(fault.Invalid, "The secret cannot be read: "+err.Error())
	}
	w.Secret = strings.TrimRight(string(b), "\r\n")
	return w, nil
}

// Run adds a way in.
func (c mailboxAdd) Run(r *run) error {
	w, err := c.way(r.in)
	if err != nil {
		return err
	}
	return c.with(r, func(h *house, who office.Actor) error {
		m, path, err := h.office.Mailboxes.Add(r.ctx, who, w)
		if err != nil {
			return err
		}
		answer := struct {
			mailboxLine
			HookURL string `json:"hook_url,omitempty"`
		}{mailboxLine: lineOf(m)}
		line := "Added: " + answer.say()
		if path != "" {
			answer.HookURL = r.set.URL + "/in/" + path
			line += "\nIts address, which is shown this once: " + answer.HookURL
		}
		return r.tell(line, answer)
	})
}

// mailboxLine is a way in as it is listed.
type mailboxLine struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
	Trouble string `json:"trouble,omitempty"`
}

func lineOf(m store.Mailbox) mailboxLine {
	return mailboxLine{m.ID, m.Kind, m.Name, m.Address, m.Trouble}
}

func (l mailboxLine) say() string {
	line := fmt.Sprintf("%s  %-8s  %s", l.ID, l.Kind, l.Name)
	if l.Address != "" && l.Address != l.Name {
		line += " <" + l.Address + ">"
	}
	if l.Trouble != "" {
		line += ": " + l.Trouble
	}
	return line
}

// tellLines prints ways in, a line each.
func tellLines(r *run, all []mailboxLine) error {
	lines := make([]string, len(all))
	for i, l := range all {
		lines[i] = l.say()
	}
	if len(all) == 0 {
		lines = []string{"There are none."}
	}
	return r.tell(strings.Join(lines, "\n"), struct {
		Mailboxes []mailboxLine `json:"mailboxes"`
	}{all})
}

type mailboxList struct{ asMember }

// Run lists the ways in.
func (c mailboxList) Run(r *run) error {
	return c.with(r, func(h *house, who office.Actor) error {
		all, err := h.office.Mailboxes.List(r.ctx, who)
		if err != nil {
			return err
		}
		lines := make([]mailboxLine, 0, len(all))
		for _, m := range all {
			lines = append(lines, lineOf(m))
		}
		return tellLines(r, lines)
	})
}

// chosen finds the ways in with an id or address; all when none is named.
func (h *house) chosen(r *run, who office.Actor, name string) ([]store.Mailbox, error) {
	all, err := h.office.Mailboxes.List(r.ctx, who)
	if err != nil || name == "" {
		return all, err
	}
	for _, m := range all {
		if m.ID == name || strings.EqualFold(m.Address, name) {
			return []store.Mailbox{m}, nil
		}
	}
	return nil, fault.New(fault.NotFound, "There is no way in with this id or address: "+name)
}

type mailboxCheck struct {
	asMember
	Mailbox string `arg:"" optional:"" help:"Its id or address; all that are fetched if none is named."`
}

// Run connects to mailboxes. It fails when one of them cannot be fetched.
func (c mailboxCheck) Run(r *run) error {
	return c.with(r, func(h *house, who office.Actor) error {
		all, err := h.chosen(r, who, c.Mailbox)
		if err != nil {
			return err
		}
		lines, bad := []mailboxLine{}, 0
		for _, m := range all {
			if m.Kind != office.ByIMAP {
				if c.Mailbox != "" {
					return fault.New(fault.Conflict, "Nothing is fetched here: others bring it.")
				}
				continue
			}
			l := lineOf(m)
			found, err := h.ways.Test(r.ctx, m)
			if err != nil {
				return err
			}
			l.Trouble = ""
			if !found.Works() {
				l.Trouble = found.Say
				bad++
			}
			lines = append(lines, l)
		}
		if err := tellLines(r, lines); err != nil || bad == 0 {
			return err
		}
		return fault.New(fault.Conflict, fmt.Sprintf("%d of %d cannot be fetched.", bad, len(lines)))
	})
}

type mailboxEnd struct {
	asMember
	Mailbox string `arg:"" help:"Its id or address."`
}

// Run closes a way in.
func (c mailboxEnd) Run(r *run) error {
	return c.with(r, func(h *house, who office.Actor) error {
		if c.Mailbox == "" {
			return fault.New(fault.Invalid, "Say which.")
		}
		all, err := h.chosen(r, who, c.Mailbox)
		if err != nil {
			return err
		}
		m := all[0]
		if err := h.office.Mailboxes.End(r.ctx, who, m.ID, m.Version); err != nil {
			return err
		}
		l := lineOf(m)
		return r.tell("Closed: "+l.say(), l)
	})
}
