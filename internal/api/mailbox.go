package api

import (
	"context"
	"net/http"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
)

// mailboxes are the ways in: mailboxes that are fetched, addresses of our own
// entrance, and webhooks.
func mailboxes(s *service) {
	r := mailboxDesk{s}
	list(s, "/mailboxes", "list-mailboxes", "List the ways in", r.list)
	create(s, "/mailboxes", "add-mailbox", "Add a way in; a webhook's address is shown once", r.add)
	one(s, "/mailboxes/{mailbox}", "see-mailbox", "See a way in, and whether it works", r.see)
	edit(s, operation(http.MethodPatch, "/mailboxes/{mailbox}", "edit-mailbox", "Edit a way in; its kind stays"), r.edit)
	act(s, "/mailboxes/{mailbox}/tests", "test-mailbox", "Try the connection to a mailbox that is fetched: sign in, open its folder, hang up", r.test)
	drop(s, "/mailboxes/{mailbox}", "end-mailbox", "Close a way in; what came by it stays", r.end)
}

type mailboxDesk struct{ *service }

// MailboxIn names a way in.
type MailboxIn struct {
	Mailbox string `path:"mailbox"`
}

func (in MailboxIn) id() (string, error) { return named[string](ofMailbox, in.Mailbox) }

// mailboxOut is a way in. Its secret is not shown to anybody.
type mailboxOut struct {
	ID        string          `json:"id"`
	Kind      string          `json:"kind" enum:"imap,smtp,webhook,postmark,mailgun,ses,twilio" doc:"imap = a mailbox that is fetched; smtp = an address of our own entrance; the others are webhooks"`
	Name      string          `json:"name"`
	Address   *string         `json:"address" doc:"That clients write to; null = of a telephone system"`
	Plus      bool            `json:"plus" doc:"Mail to address+anything arrives here too"`
	Settings  mailboxSettings `json:"settings"`
	HasSecret bool            `json:"has_secret" doc:"A password, token or signing secret is kept"`
	HookURL   *string         `json:"hook_url" doc:"Of a webhook that was just added: the address to which others bring; kept nowhere"`
	CheckedAt *time.Time      `json:"checked_at" doc:"When it was fetched last"`
	Trouble   *string         `json:"trouble" doc:"Why it cannot be fetched; null = all is well"`
	TroubleAt *time.Time      `json:"trouble_at" doc:"Since when"`
	MadeAt    time.Time       `json:"made_at"`
	Version   int             `json:"version"`
}

func (m mailboxOut) version() int { return m.Version }

// mailboxSettings is what a way in needs besides.
type mailboxSettings struct {
	Host       string `json:"host,omitempty" doc:"Of a mailbox that is fetched: needed, like port, tls and user"`
	Port       int    `json:"port,omitempty"`
	TLS        string `json:"tls,omitempty" enum:"implicit,starttls,none" doc:"none on this machine alone"`
	User       string `json:"user,omitempty"`
	Folder     string `json:"folder,omitempty" doc:"Left out = the inbox"`
	TokenURL   string `json:"token_url,omitempty" doc:"Of OAuth 2: where the secret, a refresh token, is exchanged. A client's secret stands on a second line of it"`
	ClientID   string `json:"client_id,omitempty" doc:"Of OAuth 2"`
	Scope      string `json:"scope,omitempty" doc:"Of OAuth 2"`
	AuthServer string `json:"auth_server,omitempty" doc:"The name under which the receiving server states whether senders are proven (Authentication-Results); left out = its statements are not used"`
}

func (b mailboxSettings) settings() office.WaySettings { return office.WaySettings(b) }

func (m mailboxOut) path() string { return "/mailboxes/" + m.ID }

// secretive: the address of a webhook that was just added has a secret in it.
func (mailboxOut) secretive() {}

func outMailbox(m store.Mailbox) (mailboxOut, error) {
	set, err := office.SettingsOf(m)
	return mailboxOut{
		ID: m.ID, Kind: m.Kind, Name: m.Name, Address: outText(m.Address), Plus: m.Plus, Settings: mailboxSettings(set), HasSecret: m.Secret != "",
		CheckedAt: outTime(m.CheckedAt), Trouble: outText(m.Trouble), TroubleAt: outTime(m.TroubleAt), MadeAt: m.MadeAt, Version: m.Version,
	}, err
}

func (r mailboxDesk) list(ctx context.Context, who office.Actor, _ *struct{}) (listOut[mailboxOut], error) {
	all, err := r.office.Mailboxes.List(ctx, who)
	items := make([]mailboxOut, 0, len(all))
	for _, m := range all {
		out, bad := outMailbox(m)
		if bad != nil {
			return listOut[mailboxOut]{}, bad
		}
		items = append(items, out)
	}
	return listOut[mailboxOut]{Items: items}, err
}

// mailbox loads a way in that is open.
func (r mailboxDesk) mailbox(ctx context.Context, who office.Actor, in MailboxIn) (store.Mailbox, error) {
	id, err := in.id()
	if err != nil {
		return store.Mailbox{}, err
	}
	m, err := r.office.Mailboxes.Of(ctx, who.Workspace, id)
	if err == nil && !m.EndedAt.IsZero() {
		return m, nothingHere()
	}
	return m, err
}

func (r mailboxDesk) see(ctx context.Context, who office.Actor, in *MailboxIn) (mailboxOut, error) {
	m, err := r.mailbox(ctx, who, *in)
	if err != nil {
		return mailboxOut{}, err
	}
	return outMailbox(m)
}

// wayFields are the fields of a way in that stand among its settings.
var wayFields = map[string]bool{"host": true, "port": true, "tls": true, "user": true, "folder": true, "token_url": true, "client_id": true, "scope": true, "auth_server": true}

func placeOfWay(field string) string {
	if wayFields[field] {
		return "settings." + field
	}
	return ""
}

type newMailboxIn struct {
	Keyed
	Body newMailbox
}

type newMailbox struct {
	Kind     string          `json:"kind" enum:"imap,smtp,webhook,postmark,mailgun,ses,twilio"`
	Name     string          `json:"name" doc:"100 characters at most"`
	Address  string          `json:"address,omitempty" doc:"That clients write to; needed but for telephone systems"`
	Plus     bool            `json:"plus,omitempty" doc:"Mail to address+anything arrives here too"`
	Settings mailboxSettings `json:"settings,omitempty"`
	Secret   string          `json:"secret,omitempty" doc:"The password, token or signing secret; kept sealed, and shown to nobody"`
}

func (in newMailboxIn) place(field string) string { return placeOfWay(field) }

func (r mailboxDesk) add(ctx context.Context, who office.Actor, in *newMailboxIn) (mailboxOut, error) {
	b := in.Body
	m, path, err := r.office.Mailboxes.Add(ctx, who, office.WayIn{Kind: b.Kind, Name: b.Name, Address: b.Address, Plus: b.Plus, Settings: b.Settings.settings(), Secret: b.Secret})
	if err != nil {
		return mailboxOut{}, err
	}
	out, err := outMailbox(m)
	if path != "" {
		out.HookURL = outText(r.office.Mailboxes.URL + "/in/" + path)
	}
	return out, err
}

type testMailboxIn struct {
	Keyed
	MailboxIn
}

// wayTestOut is what a test found; never a secret.
type wayTestOut struct {
	Outcome string `json:"outcome" enum:"works,refused,away,untrusted,folder,frozen,full,unable" doc:"refused = the sign-in; away = not reached, or it hung up; untrusted = its certificate or TLS; folder = there is none of that name; frozen = connected, but silent; full = senders are turned away; unable = the server says no for another reason"`
	Say     string `json:"say" doc:"The outcome in a sentence"`
}

// test tries the connection. What it finds is not an error: it was asked for.
func (r mailboxDesk) test(ctx context.Context, who office.Actor, in *testMailboxIn) (wayTestOut, error) {
	id, err := in.id()
	if err != nil {
		return wayTestOut{}, err
	}
	m, err := r.office.Mailboxes.ToTest(ctx, who, id)
	if err != nil {
		return wayTestOut{}, err
	}
	if r.TestWay == nil {
		return wayTestOut{}, fault.New(fault.Conflict, "Mailboxes are not tried here.")
	}
	found, err := r.TestWay(ctx, m)
	return wayTestOut{found.Kind, found.Say}, err
}

type mailboxEditIn struct {
	MailboxIn
	IfMatch
	Body mailboxEdit
}

type mailboxEdit struct {
	Name     *string              `json:"name,omitempty"`
	Address  *string              `json:"address,omitempty"`
	Plus     *bool                `json:"plus,omitempty"`
	Settings *mailboxSettingsEdit `json:"settings,omitempty"`
	Secret   *string              `json:"secret,omitempty" doc:"Another one; left out = the one that is kept"`
}

// mailboxSettingsEdit changes what it names of a way in's settings.
type mailboxSettingsEdit struct {
	Host       *string `json:"host,omitempty"`
	Port       *int    `json:"port,omitempty"`
	TLS        *string `json:"tls,omitempty" enum:"implicit,starttls,none"`
	User       *string `json:"user,omitempty"`
	Folder     *string `json:"folder,omitempty"`
	TokenURL   *string `json:"token_url,omitempty"`
	ClientID   *string `json:"client_id,omitempty"`
	Scope      *string `json:"scope,omitempty"`
	AuthServer *string `json:"auth_server,omitempty"`
}

func (b mailboxSettingsEdit) change(w *office.WaySettings) {
	set(&w.Host, b.Host)
	set(&w.Port, b.Port)
	set(&w.TLS, b.TLS)
	set(&w.User, b.User)
	set(&w.Folder, b.Folder)
	set(&w.TokenURL, b.TokenURL)
	set(&w.ClientID, b.ClientID)
	set(&w.Scope, b.Scope)
	set(&w.AuthServer, b.AuthServer)
}

func (in mailboxEditIn) place(field string) string { return placeOfWay(field) }

func (in mailboxEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return mailboxDesk{s}.see(ctx, who, &in.MailboxIn)
}

func (r mailboxDesk) edit(ctx context.Context, who office.Actor, in *mailboxEditIn) (mailboxOut, error) {
	m, err := r.mailbox(ctx, who, in.MailboxIn)
	if err != nil {
		return mailboxOut{}, err
	}
	b := in.Body
	if err := nothing(b != mailboxEdit{}); err != nil {
		return mailboxOut{}, err
	}
	w := office.WayIn{ID: m.ID, Kind: m.Kind, Name: m.Name, Address: m.Address, Plus: m.Plus}
	if w.Settings, err = office.SettingsOf(m); err != nil {
		return mailboxOut{}, err
	}
	set(&w.Name, b.Name)
	set(&w.Address, b.Address)
	set(&w.Plus, b.Plus)
	set(&w.Secret, b.Secret)
	if b.Settings != nil {
		b.Settings.change(&w.Settings)
	}
	seen := in.seen()
	if seen == 0 {
		seen = m.Version // the fields that are not named are those of this version
	}
	if err := r.office.Mailboxes.Edit(ctx, who, seen, w); err != nil {
		return mailboxOut{}, err
	}
	return r.see(ctx, who, &in.MailboxIn)
}

type endMailboxIn struct {
	MailboxIn
	IfMatch
}

func (in endMailboxIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return mailboxDesk{s}.see(ctx, who, &in.MailboxIn)
}

func (r mailboxDesk) end(ctx context.Context, who office.Actor, in *endMailboxIn) error {
	id, err := in.id()
	if err != nil {
		return err
	}
	return r.office.Mailboxes.End(ctx, who, id, in.seen())
}
