package office

import (
	"errors"
	"strings"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/id"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
)

// What an address of ours names after the plus: a conversation, a notice, a
// project, or a mail whose return is reported.
const (
	plusConversation = "r-"
	plusNotice       = "n-"
	plusProject      = "p-"
	plusReturn       = "b-"
)

// plusAddress gives an address of ours with something after the plus.
func plusAddress(address, detail string) string {
	local, domain, _ := strings.Cut(address, "@")
	return local + "+" + detail + "@" + domain
}

// detailOf gives what stands after the plus of an address of one of the
// workspace's ways in; "" = nothing, or it is not ours.
func detailOf(a *act, address string) string {
	local, domain, ok := strings.Cut(strings.ToLower(address), "@")
	name, detail, plus := strings.Cut(local, "+")
	if !ok || !plus {
		return ""
	}
	for _, m := range a.book.mailboxes {
		if strings.EqualFold(m.Address, name+"@"+domain) {
			return detail
		}
	}
	return ""
}

// maxReferences is how many of the mails that a mail answers are looked for.
const maxReferences = 20

// signs gathers what the mail shows of where it belongs.
func (t *taking) signs() (conversation.Signs, error) {
	s := conversation.Signs{Origin: t.in.Origin}
	contacts, err := store.ContactsByEmail(t.tx, t.ws, t.sender)
	if err != nil {
		return s, err
	}
	for _, k := range contacts {
		if k.EndedAt.IsZero() {
			s.Senders = append(s.Senders, conversation.Somebody{ContactID: string(k.ID), ClientID: string(k.ClientID)})
		}
	}
	for _, to := range t.in.Recipients {
		if err := t.token(detailOf(t.act, to), &s); err != nil {
			return s, err
		}
	}
	for _, mid := range t.in.References[:min(len(t.in.References), maxReferences)] {
		if s.ByReference, err = knownMail(t.act, mid); err != nil || s.ByReference != nil {
			break
		}
	}
	if err != nil || len(s.Senders) == 0 {
		return s, err
	}
	key := conversation.SubjectKey(t.in.Subject)
	if key == "" {
		return s, nil
	}
	v, err := store.ConversationBySubject(t.tx, t.ws, client.ContactID(s.Senders[0].ContactID), key, t.in.At.Add(-conversation.SubjectHolds*24*time.Hour))
	if errors.Is(err, store.ErrNone) {
		return s, nil
	}
	s.BySubject = v.ID
	return s, err
}

// token reads what an address of ours names.
func (t *taking) token(detail string, s *conversation.Signs) error {
	switch {
	case strings.HasPrefix(detail, plusConversation):
		name := detail[len(plusConversation):]
		if !id.Valid("cnv", name) || s.ByToken != nil {
			return nil
		}
		v, err := store.Conversation(t.tx, t.ws, conversation.ID(name))
		if err == nil {
			s.ByToken = &conversation.Known{ID: v.ID, ClientID: v.ClientID}
		}
		return orNothing(err)
	case strings.HasPrefix(detail, plusNotice):
		name := detail[len(plusNotice):]
		if !id.Valid("ntc", name) || s.ByToken != nil {
			return nil
		}
		known, err := knownNotice(t.act, notice.ID(name))
		if known != nil {
			s.ByToken = known
		}
		return err
	case strings.HasPrefix(detail, plusProject):
		name := detail[len(plusProject):]
		if !id.Valid("prj", name) {
			return nil
		}
		p, err := store.Project(t.tx, t.ws, client.ProjectID(name))
		if err == nil {
			s.Project, s.ProjectClient = string(p.ID), string(p.ClientID)
		}
		return orNothing(err)
	}
	return nil
}

// orNothing takes "there is none" for an answer.
func orNothing(err error) error {
	if errors.Is(err, store.ErrNone) {
		return nil
	}
	return err
}

// knownMail finds the conversation of a mail, ours or a client's, by its
// Message-ID; nil = it is none of ours.
func knownMail(a *act, mid string) (*conversation.Known, error) {
	if name, ok := ownMail(a, mid); ok {
		l, err := store.LeavingOf(a.tx, a.ws, name)
		if err != nil || l.NoticeID == "" {
			return nil, orNothing(err)
		}
		return knownNotice(a, notice.ID(l.NoticeID))
	}
	m, err := store.MessageByMID(a.tx, a.ws, mid)
	if err != nil || m.ConversationID == "" {
		return nil, orNothing(err)
	}
	return &conversation.Known{ID: m.ConversationID, ClientID: m.ClientID}, nil
}

// ownMail gives the name in the outbox of a mail of ours, by its Message-ID.
func ownMail(a *act, mid string) (string, bool) {
	name, host, _ := strings.Cut(mid, "@")
	return name, strings.EqualFold(host, a.host()) && id.Valid("out", name)
}

// knownNotice finds the conversation that a notice belongs to.
func knownNotice(a *act, of notice.ID) (*conversation.Known, error) {
	n, err := store.Notice(a.tx, a.ws, of)
	if err != nil {
		return nil, orNothing(err)
	}
	known := &conversation.Known{NoticeID: string(n.ID), ClientID: n.ClientID}
	m, err := store.MessageOfNotice(a.tx, a.ws, n.ID)
	if err == nil {
		known.ID = m.ConversationID
	}
	return known, orNothing(err)
}

// enter opens the conversation that a message goes on with, or begins one.
func (t *taking) enter(p conversation.Place) (v conversation.Conversation, err error) {
	if p.Conversation != "" {
		v, err = store.Conversation(t.tx, t.ws, p.Conversation)
		if err != nil || v.ClientID == p.ClientID {
			return v, err
		}
	}
	in := newConversation{client: client.ID(p.ClientID), project: p.ProjectID, contact: client.ContactID(p.ContactID), subject: t.in.Subject, at: t.in.At}
	if p.Answers == "" {
		return openConversation(t.act, in)
	}
	n, err := store.Notice(t.tx, t.ws, notice.ID(p.Answers))
	if err != nil {
		return v, err
	}
	in.project, in.subject, in.at = n.ProjectID, n.Subject, n.QueuedAt
	if v, err = openConversation(t.act, in); err != nil {
		return v, err
	}
	if _, err = addOwnWord(t.act, v, n, 0); err == nil {
		v.Answered = !n.Kind.ByItself() // a person of ours spoke first
	}
	return v, err
}

// newConversation is what it takes to begin a conversation.
type newConversation struct {
	client   client.ID
	project  string
	contact  client.ContactID
	subject  string
	about    string    // see [conversation.Conversation.About]
	assignee member.ID // "" = the project's owner, or the client's
	at       time.Time
}

func openConversation(a *act, in newConversation) (conversation.Conversation, error) {
	c, err := a.client(in.client)
	if err != nil {
		return conversation.Conversation{}, err
	}
	if in.assignee == "" {
		in.assignee = c.OwnerID
		if in.project != "" {
			p, err := store.Project(a.tx, a.ws, client.ProjectID(in.project))
			if err != nil {
				return conversation.Conversation{}, err
			}
			in.assignee = p.OwnerID
		}
	}
	v := conversation.Conversation{
		ID: conversation.ID(a.newID("cnv")), ClientID: string(in.client), ProjectID: in.project, ContactID: string(in.contact), Subject: conversation.CleanSubject(in.subject),
		SubjectKey: conversation.SubjectKey(in.subject), About: in.about, AssigneeID: in.assignee, MadeAt: a.now, LastAt: in.at, Version: 1,
	}
	if err := store.AddConversation(a.tx, a.ws, v); err != nil {
		return v, err
	}
	return v, a.note("conversation begun", obligation("conversation", v.ID), v.ClientID, nil, v)
}

// addOwnWord makes a notice a message of a conversation.
func addOwnWord(a *act, v conversation.Conversation, n notice.Notice, files int) (store.Message, error) {
	m := store.Message{
		ID: a.newID("msg"), ClientID: n.ClientID, ContactID: n.ContactID, MemberID: n.ByID, Channel: string(n.Channel), Direction: string(conversation.Out), Reached: true, At: n.QueuedAt,
		Text: n.Text, ConversationID: v.ID, Subject: n.Subject, NoticeID: n.ID, Files: files,
	}
	if err := store.AddMessage(a.tx, a.ws, m); err != nil {
		return m, err
	}
	return m, store.IndexMessage(a.tx, a.ws, m.ID, m.Subject+" "+m.Text)
}

// ours finds the member from whose address the mail came.
func (t *taking) ours() (member.Member, bool) {
	for _, m := range t.book.members {
		if m.Active() && store.Fold(m.Email) == t.sender {
			return m, true
		}
	}
	return member.Member{}, false
}

// ofOurs files what a member wrote from his own mail program with the inbox
// among the readers: it is our answer. Whether it is his must be proven, or
// anybody could stop a clock in his name.
func (t *taking) ofOurs(m member.Member) error {
	if t.in.Origin != conversation.Verified && !t.wanted {
		return t.leave(Held, "It names "+m.Name+" as its sender, and nothing proves that.")
	}
	if t.machine() {
		return t.leave(Noted, "It is automatic mail from an address of ours.")
	}
	for _, to := range t.in.Recipients {
		contacts, err := store.ContactsByEmail(t.tx, t.ws, store.Fold(to))
		if err != nil {
			return err
		}
		for _, k := range contacts {
			if k.EndedAt.IsZero() {
				return t.ownAnswer(m, k)
			}
		}
	}
	return t.leave(Noted, "It came from "+m.Name+", and went to nobody whom we know as a contact.")
}

func (t *taking) ownAnswer(m member.Member, to client.Contact) error {
	place := conversation.Place{ClientID: string(to.ClientID), ContactID: string(to.ID), Why: "It was sent to this contact from the address of " + m.Name + "."}
	for _, mid := range t.in.References[:min(len(t.in.References), maxReferences)] {
		known, err := knownMail(t.act, mid)
		if err != nil {
			return err
		}
		if known != nil && known.ID != "" && known.ClientID == place.ClientID {
			place.Conversation = known.ID
			break
		}
	}
	v, err := t.enter(place)
	if err != nil {
		return err
	}
	msg := store.Message{
		ID: t.newID("msg"), ClientID: v.ClientID, ContactID: place.ContactID, MemberID: string(m.ID), Channel: string(conversation.Mail), Direction: string(conversation.Out), Reached: true, At: t.in.At,
		Text: t.in.Text, ConversationID: v.ID, Subject: t.in.Subject, Sender: shorten(sayAddress(t.in.Sender), 500), Class: t.in.Class, Origin: t.in.Origin, FiledWhy: place.Why, MID: t.in.MID,
	}
	if _, err := t.keep(msg); err != nil {
		return err
	}
	t.message = msg
	t.arrival.State, t.arrival.Why, t.arrival.MessageID = Filed, place.Why, msg.ID
	return answered(t.act, v, answerOf{by: m.ID, at: t.in.At, message: msg.ID})
}

// reception is who looks after whoever is not known yet.
func reception(a *act) member.ID {
	if m, ok := a.book.member(a.book.firm.Inbox.ReceptionID); ok && m.Active() {
		return m.ID
	}
	return a.book.head("")
}

// MailboxFor finds the way in with an address, in any workspace: for the
// entrance, before it takes a mail. Without one of just this address it is the
// one without what stands after the plus.
func mailboxFor(tx *store.Tx, address string) (store.Mailbox, error) {
	m, err := store.MailboxByAddress(tx, store.Fold(address))
	if !errors.Is(err, store.ErrNone) {
		return m, err
	}
	local, domain, _ := strings.Cut(address, "@")
	name, _, plus := strings.Cut(local, "+")
	if !plus {
		return m, store.ErrNone
	}
	m, err = store.MailboxByAddress(tx, store.Fold(name+"@"+domain))
	if err == nil && !m.Plus {
		return m, store.ErrNone
	}
	return m, err
}
