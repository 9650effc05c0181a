package office

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/id"
	"kept/internal/store"
	"kept/member"
	"kept/workspace"
)

// Mailboxes is the ways in: mailboxes that are fetched, addresses of our own
// entrance, and webhooks.
type Mailboxes struct{ *desk }

// The kinds of ways in.
const (
	ByIMAP     = "imap"     // a mailbox that is fetched
	ByEntrance = "smtp"     // an address whose mail is handed to our own SMTP entrance
	ByWebhook  = "webhook"  // signed JSON: mails, calls and texts
	ByPostmark = "postmark" //
	ByMailgun  = "mailgun"  //
	BySES      = "ses"      //
	ByTwilio   = "twilio"   // calls and texts
)

// WayIn is a way in as it is set up.
type WayIn struct {
	ID       string
	Kind     string
	Name     string
	Address  string // that clients write to
	Plus     bool   // mail to address+anything arrives here too
	Settings WaySettings
	Secret   string // password, token or signing secret; "" = leave it as it is
}

// WaySettings is what a way in needs besides.
type WaySettings struct {
	Host   string `json:"host,omitempty"`
	Port   int    `json:"port,omitempty"`
	TLS    string `json:"tls,omitempty"` // implicit, starttls or none (on this machine alone)
	User   string `json:"user,omitempty"`
	Folder string `json:"folder,omitempty"`
	// OAuth2: the secret is a refresh token, and these exchange it.
	TokenURL string `json:"token_url,omitempty"`
	ClientID string `json:"client_id,omitempty"`
	Scope    string `json:"scope,omitempty"`
	// AuthServer is the name under which the receiving server states whether
	// senders are proven (RFC 8601); "" = its statements are not used.
	AuthServer string `json:"auth_server,omitempty"`
}

// sameServer tells whether a kept secret goes to whom it went before.
func (w WaySettings) sameServer(o WaySettings) bool {
	return w.Host == o.Host && w.TokenURL == o.TokenURL
}

// Limits of a way in.
const (
	MaxWays     = 50
	maxWaySaid  = 300
	maxSecret   = 8 << 10
	maxWayLabel = 100
)

func (w WayIn) check() error {
	var k fault.Check
	k.Want(knownWay(w.Kind), "kind", "Choose one of the ways in.")
	member.CheckLine(&k, "name", w.Name, maxWayLabel)
	if w.Kind != ByTwilio && (w.Kind != ByWebhook || w.Address != "") {
		member.CheckEmail(&k, "address", w.Address)
	}
	if w.Kind == ByIMAP {
		s := w.Settings
		member.CheckLine(&k, "host", s.Host, maxWaySaid)
		member.CheckLine(&k, "user", s.User, maxWaySaid)
		k.Want(s.Port > 0 && s.Port < 65536, "port", "Give a port, such as 993.")
		k.Want(s.TLS == "implicit" || s.TLS == "starttls" || s.TLS == "none", "tls", "Choose how the connection is protected.")
	}
	for field, text := range map[string]string{
		"folder": w.Settings.Folder, "token_url": w.Settings.TokenURL, "client_id": w.Settings.ClientID, "scope": w.Settings.Scope, "auth_server": w.Settings.AuthServer,
	} {
		member.CheckOptionalLine(&k, field, text, maxWaySaid)
	}
	k.Want(len(w.Secret) <= maxSecret, "secret", "This secret is too long.")
	return k.Err()
}

func knownWay(kind string) bool {
	for _, x := range []string{ByIMAP, ByEntrance, ByWebhook, ByPostmark, ByMailgun, BySES, ByTwilio} {
		if x == kind {
			return true
		}
	}
	return false
}

// hooked tells whether a kind of way in has an address of ours with a secret in it.
func hooked(kind string) bool { return kind != ByIMAP && kind != ByEntrance }

// SigningSecret makes a secret with which others sign what they bring to a
// webhook, as Standard Webhooks writes it.
func (s Mailboxes) SigningSecret() (string, error) {
	var b [32]byte
	if _, err := io.ReadFull(s.random, b[:]); err != nil {
		return "", fmt.Errorf("read randomness for a secret: %w", err)
	}
	return "whsec_" + base64.StdEncoding.EncodeToString(b[:]), nil
}

// Add adds a way in. path is the secret part of a webhook's address, shown once.
func (s Mailboxes) Add(ctx context.Context, who Actor, in WayIn) (m store.Mailbox, path string, err error) {
	if hooked(in.Kind) {
		if path, err = newSecret(s.random); err != nil {
			return m, "", err
		}
	}
	err = s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeWorkspace, nil); err != nil {
			return err
		}
		if err := in.check(); err != nil {
			return err
		}
		if len(a.book.mailboxes) >= MaxWays {
			return fault.New(fault.Conflict, "Fifty ways in at most.")
		}
		if err := freeAddress(a, in.Address, ""); err != nil {
			return err
		}
		m = store.Mailbox{Workspace: a.ws, ID: a.newID("mbx"), Kind: in.Kind, Name: in.Name, Address: in.Address, Plus: in.Plus, MadeAt: a.now, Version: 1}
		if path != "" {
			m.PathHash = hashed(path)
		}
		if err := fillWay(a, &m, in); err != nil {
			return err
		}
		if err := store.AddMailbox(a.tx, m); err != nil {
			return err
		}
		a.due = true
		return a.note("way in added", obligation("mailbox", m.ID), "", nil, in.public())
	})
	return m, path, err
}

// public is a way in without its secret.
func (w WayIn) public() WayIn { w.Secret = ""; return w }

func freeAddress(a *act, address, but string) error {
	if address == "" {
		return nil
	}
	m, err := store.MailboxByAddress(a.tx, store.Fold(address))
	if err == nil && m.ID != but {
		return fault.Field("address", "Mail to this address comes in by another way already.")
	}
	return orNothing(err)
}

func fillWay(a *act, m *store.Mailbox, in WayIn) error {
	b, err := json.Marshal(in.Settings)
	if err != nil {
		return fmt.Errorf("write a way in: %w", err)
	}
	m.Settings = string(b)
	if in.Secret == "" {
		return nil
	}
	m.Secret, err = a.Seal(in.Secret, m.ID)
	return err
}

// Edit changes a way in that was seen with a version.
func (s Mailboxes) Edit(ctx context.Context, who Actor, version int, in WayIn) error {
	return s.change(ctx, who, in.ID, version, func(a *act, m *store.Mailbox) error {
		in.Kind = m.Kind
		if err := in.check(); err != nil {
			return err
		}
		if err := freeAddress(a, in.Address, m.ID); err != nil {
			return err
		}
		before, err := SettingsOf(*m)
		if err != nil {
			return err
		}
		if in.Secret == "" && m.Secret != "" && !before.sameServer(in.Settings) {
			return fault.Field("secret", "It goes to another server now: enter the password again.")
		}
		m.Name, m.Address, m.Plus, m.Trouble, m.TroubleAt = in.Name, in.Address, in.Plus, "", time.Time{}
		if err := fillWay(a, m, in); err != nil {
			return err
		}
		return a.note("way in changed", obligation("mailbox", m.ID), "", nil, in.public())
	})
}

// End closes a way in. What came by it stays.
func (s Mailboxes) End(ctx context.Context, who Actor, id string, version int) error {
	return s.change(ctx, who, id, version, func(a *act, m *store.Mailbox) error {
		m.EndedAt, m.Trouble, m.TroubleAt, m.Secret = a.now, "", time.Time{}, ""
		return a.note("way in ended", obligation("mailbox", m.ID), "", nil, nil)
	})
}

func (s Mailboxes) change(ctx context.Context, who Actor, id string, version int, how func(*act, *store.Mailbox) error) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeWorkspace, nil); err != nil {
			return err
		}
		m, err := store.MailboxOf(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if !m.EndedAt.IsZero() {
			return store.ErrNone
		}
		if err := sameVersion(version, m.Version); err != nil {
			return err
		}
		if err := how(a, &m); err != nil {
			return err
		}
		a.due = true
		if err := store.SaveMailbox(a.tx, m); err != nil {
			return err
		}
		return reviewMailbox(a, m)
	})
}

// List lists the ways in.
func (s Mailboxes) List(ctx context.Context, who Actor) ([]store.Mailbox, error) {
	return store.Mailboxes(s.DB.Read(ctx), who.Workspace)
}

// SettingsOf reads what a way in needs besides.
func SettingsOf(m store.Mailbox) (WaySettings, error) {
	var w WaySettings
	if err := json.Unmarshal([]byte(m.Settings), &w); err != nil {
		return w, fmt.Errorf("read a way in: %w", err)
	}
	return w, nil
}

// Fetched lists the mailboxes that are fetched, of all workspaces.
func (s Mailboxes) Fetched(ctx context.Context) ([]store.Mailbox, error) {
	spaces, err := store.Workspaces(s.DB.Read(ctx))
	var out []store.Mailbox
	for _, w := range spaces {
		all, err := store.Mailboxes(s.DB.Read(ctx), w.ID)
		if err != nil {
			return nil, err
		}
		for _, m := range all {
			if m.Kind == ByIMAP {
				out = append(out, m)
			}
		}
	}
	return out, err
}

// Secret opens the secret of a way in.
func (s Mailboxes) Secret(m store.Mailbox) (string, error) {
	if m.Secret == "" {
		return "", nil
	}
	return s.Unseal(m.Secret, m.ID)
}

// At finds the way in with an address, in any workspace. Without one of just
// this address it is the one without what stands after the plus.
func (s Mailboxes) At(ctx context.Context, address string) (store.Mailbox, error) {
	m, err := mailboxFor(s.DB.Read(ctx), address)
	return m, notFound(err)
}

// ByPath finds a webhook by the secret in its address.
func (s Mailboxes) ByPath(ctx context.Context, secret string) (store.Mailbox, error) {
	m, err := store.MailboxByPath(s.DB.Read(ctx), hashed(secret))
	return m, notFound(err)
}

// Of gives a way in.
func (s Mailboxes) Of(ctx context.Context, ws workspace.ID, name string) (store.Mailbox, error) {
	if !id.Valid("mbx", name) {
		return store.Mailbox{}, notFound(store.ErrNone)
	}
	m, err := store.MailboxOf(s.DB.Read(ctx), ws, name)
	return m, notFound(err)
}

// Mark notes how far a mailbox was fetched. It works again.
func (s Mailboxes) Mark(ctx context.Context, m store.Mailbox, validity, uid uint32) error {
	return s.do(ctx, system("inbox", m.Workspace), func(a *act) error {
		now, err := store.MailboxOf(a.tx, a.ws, m.ID)
		if err != nil {
			return err
		}
		now.UIDValidity, now.LastUID, now.CheckedAt = validity, uid, a.now
		return store.MarkMailbox(a.tx, now)
	})
}

// Rotate keeps a new secret that a token server gave for the one it was asked with.
func (s Mailboxes) Rotate(ctx context.Context, m store.Mailbox, secret string) error {
	return s.do(ctx, system("inbox", m.Workspace), func(a *act) error {
		now, err := store.MailboxOf(a.tx, a.ws, m.ID)
		if err != nil {
			return err
		}
		if now.Secret, err = a.Seal(secret, m.ID); err != nil {
			return err
		}
		return store.RekeyMailbox(a.tx, now)
	})
}

// Trouble notes why a mailbox cannot be fetched; "" = all is well again.
func (s Mailboxes) Trouble(ctx context.Context, m store.Mailbox, say string) error {
	return s.do(ctx, system("inbox", m.Workspace), func(a *act) error {
		now, err := store.MailboxOf(a.tx, a.ws, m.ID)
		if err != nil || now.Trouble == say {
			return err
		}
		if now.TroubleAt.IsZero() || say == "" {
			now.TroubleAt = a.now
		}
		now.Trouble, now.CheckedAt = shorten(say, 500), a.now
		if say == "" {
			now.TroubleAt = time.Time{}
		}
		if err := store.TroubleMailbox(a.tx, now); err != nil {
			return err
		}
		if err := a.note("way in troubled", obligation("mailbox", m.ID), "", nil, noted{now.Trouble}); err != nil {
			return err
		}
		return reviewMailbox(a, now)
	})
}

func reviewMailbox(a *act, m store.Mailbox) error {
	who := a.book.head("")
	since := m.TroubleAt
	if !m.EndedAt.IsZero() || m.Trouble == "" {
		since = time.Time{}
	}
	return a.decide(obligation("mailbox", m.ID), "", who, conversation.ReviewWayIn(since, a.book.team(who), a.now))
}
