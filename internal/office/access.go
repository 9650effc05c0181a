package office

import (
	"context"
	"crypto/subtle"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/promise"
	"kept/reply"
	"kept/workspace"
	"kept/worktime"
)

// Access is who comes in and how: passwords, mailed links, sessions, tokens.
type Access struct{ *desk }

// How long ways in last, and how often they may be tried.
const (
	SessionFor    = 30 * 24 * time.Hour // since it was last used
	PortalFor     = 180 * 24 * time.Hour
	LinkFor       = 30 * time.Minute
	SetupFor      = 7 * 24 * time.Hour
	MaxCodeTries  = 5                // wrong codes for one mail
	MaxLinks      = 5                // mails to one address in [LinksPer]
	LinksPer      = time.Hour        //
	seenAtMost    = 10 * time.Minute // a session's use is written down this often
	maxAgent      = 200
	purposeSetup  = "setup"
	purposeDesk   = "desk"
	purposePortal = "portal"
	purposeByHand = "portal by hand" // of a link that no mail brought: it proves no address
)

// Entry is a session that has just begun: its secret goes into a cookie and is
// kept nowhere.
type Entry struct {
	Secret    string
	ExpiresAt time.Time
	Actor     Actor
}

// wrongSay is the same for a wrong address and a wrong password.
const wrongSay = "The address or the password is not right."

// SignIn signs a member in by password.
func (s Access) SignIn(ctx context.Context, email, password, agent string) (Entry, error) {
	logins, err := store.Logins(s.DB.Read(ctx), member.EmailKey(email))
	if err != nil {
		return Entry{}, err
	}
	if len(logins) == 0 {
		s.hasher.fits(password, "")
	}
	for _, l := range logins {
		if s.hasher.fits(password, l.PasswordHash) {
			return s.enter(ctx, Actor{Workspace: l.Workspace, Member: l.Member}, entering{agent: agent})
		}
	}
	return Entry{}, &fault.Error{Kind: fault.Invalid, Say: wrongSay, Fields: map[string]string{"password": wrongSay}}
}

// entering is how somebody comes in.
type entering struct {
	agent string
	email string           // the address that a contact proved, folded; "" = none
	first func(*act) error // runs in the same transaction, such as using a pass up; nil = nothing
}

// enter begins a session.
func (s Access) enter(ctx context.Context, who Actor, in entering) (Entry, error) {
	secret, err := newSecret(s.random)
	if err != nil {
		return Entry{}, err
	}
	e := Entry{Secret: secret, Actor: who}
	err = s.admit(ctx, who, func(a *act) error {
		if in.first != nil {
			if err := in.first(a); err != nil {
				return err
			}
		}
		lasts := SessionFor
		if who.Contact != "" {
			lasts = PortalFor
		}
		e.ExpiresAt = a.now.Add(lasts)
		agent := in.agent
		if len(agent) > maxAgent {
			agent = agent[:maxAgent]
		}
		err := store.AddSession(a.tx, hashed(secret), store.Session{
			ID: a.newID("ses"), Workspace: a.ws, MemberID: string(who.Member), ContactID: string(who.Contact), EmailKey: in.email,
			Agent: agent, MadeAt: a.now, SeenAt: a.now, ExpiresAt: e.ExpiresAt,
		})
		if err != nil {
			return err
		}
		return a.note("signed in", who.String(), "", nil, nil)
	})
	return e, err
}

// Guest is who a cookie or a token stands for.
type Guest struct {
	Actor   Actor
	Session string // the session's id; "" for a token
	// Email is the address that a contact proved, folded; "" = none.
	Email string
	// Several: this address is that of contacts of several clients.
	Several bool
}

// Enter finds out who a cookie's secret stands for. An unknown, ended or
// expired one is not found. Where the page of a contact's client is over, it is
// refused with [PageShut], and the guest is known all the same.
func (s Access) Enter(ctx context.Context, secret string) (Guest, error) {
	read, now := s.DB.Read(ctx), s.begin()
	ses, err := store.SessionBySecret(read, hashed(secret))
	if err != nil {
		return Guest{}, notFound(err)
	}
	if !ses.EndedAt.IsZero() || !now.Before(ses.ExpiresAt) || !isWithin(ctx, ses.Workspace) {
		return Guest{}, notFound(store.ErrNone)
	}
	g := Guest{Session: ses.ID, Actor: Actor{Workspace: ses.Workspace, Member: member.ID(ses.MemberID), Contact: client.ContactID(ses.ContactID)}}
	lasts := SessionFor
	if ses.ContactID != "" {
		lasts = PortalFor
		if g, err = Pages(s).reader(ctx, ses); err != nil {
			return g, err
		}
	} else if err := s.stillHere(ctx, g.Actor); err != nil {
		return Guest{}, err
	}
	if now.Sub(ses.SeenAt) >= seenAtMost {
		err = s.DB.Write(ctx, func(tx *store.Tx) error { return store.SeeSession(tx, hashed(secret), now, now.Add(lasts)) })
	}
	return g, err
}

func (s Access) stillHere(ctx context.Context, who Actor) error {
	return s.see(ctx, who, func(a *act) error {
		if m, ok := a.book.member(who.Member); !ok || !m.Active() {
			return store.ErrNone
		}
		return nil
	})
}

// Leave ends the session of a guest.
func (s Access) Leave(ctx context.Context, g Guest) error {
	return s.EndSession(ctx, g.Actor, g.Session)
}

// Sessions lists the actor's live sessions; those of a contact at whichever client
// they are.
func (s Access) Sessions(ctx context.Context, who Actor) ([]store.Session, error) {
	read, now := s.DB.Read(ctx), s.begin()
	all, err := store.Sessions(read, who.Workspace, string(who.Member), string(who.Contact), now)
	if err != nil || who.Contact == "" {
		return all, err
	}
	email, err := emailOf(read, who)
	if err != nil {
		return nil, err
	}
	others, err := store.ReaderSessions(read, who.Workspace, email, now)
	for _, o := range others {
		if o.ContactID != string(who.Contact) {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b store.Session) int { return strings.Compare(b.ID, a.ID) })
	return all, err
}

// EndSession ends one of the actor's sessions.
func (s Access) EndSession(ctx context.Context, who Actor, id string) error {
	return s.admit(ctx, who, func(a *act) error {
		ses := store.Session{ID: id, Workspace: a.ws, MemberID: string(who.Member), ContactID: string(who.Contact)}
		err := store.EndSession(a.tx, ses, a.now)
		if fault.KindOf(err) == fault.Conflict && who.Contact != "" {
			if ses.EmailKey, err = emailOf(a.tx, who); err != nil {
				return err
			}
			err = store.EndReaderSession(a.tx, ses, a.now)
		}
		if fault.KindOf(err) == fault.Conflict {
			return store.ErrNone
		}
		if err != nil {
			return err
		}
		return a.note("session ended", who.String(), "", nil, nil)
	})
}

// EndSessions ends all of the actor's sessions.
func (s Access) EndSessions(ctx context.Context, who Actor) error {
	return s.admit(ctx, who, func(a *act) error {
		if err := store.EndSessions(a.tx, a.ws, string(who.Member), string(who.Contact), a.now); err != nil {
			return err
		}
		if who.Contact != "" {
			email, err := emailOf(a.tx, who)
			if err != nil {
				return err
			}
			if err := store.EndReaderSessions(a.tx, a.ws, email, a.now); err != nil {
				return err
			}
		}
		return a.note("sessions ended", who.String(), "", nil, nil)
	})
}

// SetPassword changes the actor's own password and ends his other sessions.
func (s Access) SetPassword(ctx context.Context, who Actor, password string) error {
	hash, err := s.hasher.hash(password, s.random)
	if err != nil {
		return err
	}
	return s.do(ctx, who, func(a *act) error {
		if err := store.SetPassword(a.tx, a.ws, who.Member, hash); err != nil {
			return err
		}
		if err := store.EndSessions(a.tx, a.ws, string(who.Member), "", a.now); err != nil {
			return err
		}
		return a.note("password set", who.String(), "", nil, nil)
	})
}

// MailLink mails a way in to an address, if it is known: to a member's desk or
// a contact's portal. It never says whether the address is known. More than
// [MaxLinks] an hour to one address are left out in silence.
func (s Access) MailLink(ctx context.Context, email string, portal bool) error {
	key, read := member.EmailKey(email), s.DB.Read(ctx)
	if portal {
		return Pages(s).mailReader(ctx, store.Fold(email))
	}
	logins, err := store.Logins(read, key)
	for _, l := range logins {
		if err == nil {
			err = s.mailPass(ctx, Actor{Workspace: l.Workspace, Member: l.Member}, purposeDesk, key, outbox.Address{})
		}
	}
	return err
}

// mailPass makes a pass and queues the mail with its link and its code.
func (s Access) mailPass(ctx context.Context, who Actor, purpose, key string, to outbox.Address) error {
	secret, err := newSecret(s.random)
	if err != nil {
		return err
	}
	code, err := newCode(s.random)
	if err != nil {
		return err
	}
	return s.admit(ctx, who, func(a *act) error {
		var voice tongue.Voice
		recent, err := store.PassesByEmail(a.tx, key, purpose, a.now.Add(-LinksPer))
		if err != nil || len(recent) >= MaxLinks {
			return err
		}
		if m, ok := a.book.member(who.Member); ok {
			to, voice = outbox.Address{Name: m.Name, Addr: m.Email}, memberVoice(m)
		}
		err = store.AddPass(a.tx, store.Pass{
			Hash: hashed(secret), Workspace: a.ws, Purpose: purpose, MemberID: string(who.Member), ContactID: string(who.Contact),
			EmailKey: key, CodeHash: hashed(key + code), MadeAt: a.now, ExpiresAt: a.now.Add(LinkFor),
		})
		if err != nil {
			return err
		}
		if who.Client != "" {
			if voice, err = a.voiceOf(who.Client); err != nil {
				return err
			}
		}
		return a.queue(passMail(a, voice, newPass{purpose, secret, code}, to), passKey(hashed(secret)), "", a.now)
	})
}

// Knock looks at a link without using it: a page shows a button then.
func (s Access) Knock(ctx context.Context, secret string) (store.Pass, error) {
	p, err := store.PassBySecret(s.DB.Read(ctx), hashed(secret))
	if err != nil {
		return p, notFound(err)
	}
	if !p.UsedAt.IsZero() || !s.begin().Before(p.ExpiresAt) || !isWithin(ctx, p.Workspace) {
		return p, fault.New(fault.NotFound, "This link was used already or is too old. Ask for a new one.")
	}
	return p, nil
}

// UseLink signs in by a mailed link, once.
func (s Access) UseLink(ctx context.Context, secret, agent string) (Entry, error) {
	p, err := s.Knock(ctx, secret)
	if err != nil {
		return Entry{}, err
	}
	if p.Purpose == purposeSetup {
		return Entry{}, notFound(store.ErrNone)
	}
	return s.enterByPass(ctx, p, agent)
}

func (s Access) enterByPass(ctx context.Context, p store.Pass, agent string) (Entry, error) {
	who := Actor{Workspace: p.Workspace, Member: member.ID(p.MemberID), Contact: client.ContactID(p.ContactID)}
	in := entering{agent: agent, first: func(a *act) error { return store.UsePass(a.tx, p.Hash, a.now) }}
	if p.Purpose == purposePortal {
		in.email = p.EmailKey
	}
	return s.enter(ctx, who, in)
}

// UseCode signs in by the six digits of a mail, in whichever browser. After
// [MaxCodeTries] wrong ones the mail's code is worth nothing.
func (s Access) UseCode(ctx context.Context, email, code, agent string, portal bool) (Entry, error) {
	key, purpose := member.EmailKey(email), purposeDesk
	if portal {
		key, purpose = store.Fold(email), purposePortal
	}
	wrong := fault.Field("code", "This code is not right, or it is too old. Ask for a new mail.")
	now := s.begin()
	passes, err := store.PassesByEmail(s.DB.Read(ctx), key, purpose, now.Add(-LinkFor))
	if err != nil {
		return Entry{}, err
	}
	for _, p := range passes {
		if !isWithin(ctx, p.Workspace) || p.Tries >= MaxCodeTries || !p.UsedAt.IsZero() || !now.Before(p.ExpiresAt) {
			continue
		}
		if subtle.ConstantTimeCompare([]byte(hashed(key+code)), []byte(p.CodeHash)) == 1 {
			return s.enterByPass(ctx, p, agent)
		}
		if err := s.DB.Write(ctx, func(tx *store.Tx) error { return store.TryPass(tx, p.Hash) }); err != nil {
			return Entry{}, err
		}
	}
	return Entry{}, wrong
}

// Setup is what it takes to open a workspace.
type Setup struct {
	Workspace string
	Name      string
	Email     string
	Password  string // "" = signs in by mailed links
	Zone      string
	Regions   []string // of public holidays
}

// SetupLink makes the one-time link by which the first workspace is opened; ""
// when there is one already.
func (s Access) SetupLink(ctx context.Context) (string, error) {
	all, err := store.Workspaces(s.DB.Read(ctx))
	if err != nil || len(all) > 0 {
		return "", err
	}
	secret, err := newSecret(s.random)
	if err != nil {
		return "", err
	}
	now := s.begin()
	err = s.DB.Write(ctx, func(tx *store.Tx) error {
		return store.AddPass(tx, store.Pass{Hash: hashed(secret), Purpose: purposeSetup, MadeAt: now, ExpiresAt: now.Add(SetupFor)})
	})
	return secret, err
}

// OpenBySetupLink opens the first workspace and signs its owner in.
func (s Access) OpenBySetupLink(ctx context.Context, secret string, in Setup, agent string) (Entry, error) {
	p, err := s.Knock(ctx, secret)
	if err != nil {
		return Entry{}, err
	}
	if p.Purpose != purposeSetup {
		return Entry{}, notFound(store.ErrNone)
	}
	who, err := s.Open(ctx, in, func(tx *store.Tx, now time.Time) error { return store.UsePass(tx, p.Hash, now) })
	if err != nil {
		return Entry{}, err
	}
	return s.enter(ctx, who, entering{agent: agent})
}

// Open opens a workspace with its owner. first runs in the same transaction; it may be nil.
func (s Access) Open(ctx context.Context, in Setup, first func(*store.Tx, time.Time) error) (Actor, error) {
	var hash string
	var weak error
	if in.Password != "" {
		hash, weak = s.hasher.hash(in.Password, s.random)
	}
	now := s.begin()
	hours := worktime.Standard(in.Zone)
	hours.Regions = in.Regions
	a := &act{desk: s.desk, now: now, who: Actor{System: "setup"}}
	firm := workspace.Workspace{
		ID: workspace.ID(a.newID("wsp")), Name: in.Workspace, Hours: hours, Policy: promise.StandardPolicy(), Standards: reply.Usual(), HandOffs: handoff.StandardPolicy(), MadeAt: now, Version: 1,
	}
	m := member.Member{ID: member.ID(a.newID("mem")), Name: in.Name, Email: in.Email, Role: member.Owner, Hours: hours, JoinedAt: now, Version: 1}
	if err := setupFaults(firm.Check(), hours.Check(), m.Check(), weak); err != nil {
		return Actor{}, err
	}
	err := s.DB.Write(ctx, func(tx *store.Tx) error {
		a.tx, a.ws = tx, firm.ID
		if first != nil {
			if err := first(tx, now); err != nil {
				return err
			}
		}
		if err := store.AddWorkspace(tx, firm); err != nil {
			return err
		}
		if err := store.AddMember(tx, firm.ID, m); err != nil {
			return err
		}
		if hash != "" {
			if err := store.SetPassword(tx, firm.ID, m.ID, hash); err != nil {
				return err
			}
		}
		return a.note("workspace opened", obligation("workspace", firm.ID), "", nil, firm)
	})
	return Actor{Workspace: firm.ID, Member: m.ID}, err
}

// setupFaults puts all that is wrong with a form that makes a firm and its owner
// into one refusal, each with the name that its field has there.
func setupFaults(firm, hours, owner, password error) error {
	var k fault.Check
	for _, part := range []struct {
		err  error
		name string // of the field "name" in the form
	}{{firm, "workspace"}, {hours, ""}, {owner, "name"}, {password, "name"}} {
		f, ok := fault.As(part.err)
		if part.err != nil && (!ok || len(f.Fields) == 0) {
			return part.err
		}
		if !ok {
			continue
		}
		for field, say := range f.Fields {
			if field == "name" {
				field = part.name
			}
			k.Want(false, field, say)
		}
	}
	return k.Err()
}

// MakeLink makes a one-time way in for a member without mailing it: for the
// command line, which shows it to whoever runs the server.
func (s Access) MakeLink(ctx context.Context, who Actor) (string, error) {
	secret, err := newSecret(s.random)
	if err != nil {
		return "", err
	}
	err = s.do(ctx, who, func(a *act) error {
		return store.AddPass(a.tx, store.Pass{Hash: hashed(secret), Workspace: a.ws, Purpose: purposeDesk, MemberID: string(who.Member), MadeAt: a.now, ExpiresAt: a.now.Add(LinkFor)})
	})
	return secret, err
}
