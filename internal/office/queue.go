package office

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"strings"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/notice"
)

// queue puts a mail into the outbox, to leave at sendAt at the earliest.
// effect names what it does to the world: the same effect is queued once.
func (a *act) queue(m outbox.Mail, effect, noticeID string, sendAt time.Time) error {
	l := store.Leaving{Workspace: a.ws, ID: a.newID("out"), EffectKey: effect, NoticeID: noticeID, SendAt: sendAt, MadeAt: a.now}
	m.MessageID = l.ID + "@" + a.host()
	m.From = outbox.Address{Name: m.From.Name, Addr: a.sender()}
	m.Firm, m.Accent = a.book.firm.Name, a.book.firm.Accent
	if box, ok := answersTo(a); ok && box.Plus && noticeID != "" {
		m.Return = returnAddress(a, box.Address, l.ID)
	}
	text, err := m.JSON()
	if err != nil {
		return err
	}
	l.Mail = text
	a.due = true
	if a.looks {
		a.queued = append(a.queued, l)
	}
	return store.AddLeaving(a.tx, l)
}

// maxLocal is the longest part of an address before the @ (RFC 5321, 4.5.3.1.1).
const maxLocal = 64

// returnAddress is where what became of a mail is reported. Its Message-ID,
// which many read, does not tell it: who writes to it had the mail in hand as
// a mail system. "" = there is none, and reports go to the sender.
func returnAddress(a *act, box, id string) string {
	mark := returnMark(a, id)
	address := plusAddress(box, plusReturn+id+"."+mark)
	if local, _, _ := strings.Cut(address, "@"); mark == "" || len(local) > maxLocal {
		return ""
	}
	return address
}

// returnMark proves that an address for returns is one that we made.
func returnMark(a *act, id string) string {
	if a.Key == nil {
		return ""
	}
	key, err := a.Key()
	if err != nil {
		a.Log.WarnContext(a.ctx, "mail leaves without an address for returns", "error", err)
		return ""
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("return:" + id))
	return hex.EncodeToString(mac.Sum(nil))[:12]
}

// answersTo is the way in by which clients' answers come.
func answersTo(a *act) (store.Mailbox, bool) {
	for _, m := range a.book.mailboxes {
		if m.Address != "" {
			return m, true
		}
	}
	return store.Mailbox{}, false
}

// replyTo has answers to a mail come in by a way that Kept reads, and name what
// they answer where that way takes it.
func replyTo(a *act, m *outbox.Mail, detail string) {
	box, ok := answersTo(a)
	if !ok {
		return
	}
	name := a.book.firm.Name
	if m.ReplyTo != nil {
		name = m.ReplyTo.Name
	}
	m.ReplyTo = &outbox.Address{Name: name, Addr: box.Address}
	if box.Plus {
		m.ReplyTo.Addr = plusAddress(box.Address, detail)
	}
}

func (a *act) host() string {
	if u, err := url.Parse(a.URL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "localhost"
}

func (a *act) sender() string {
	if a.book.firm.MailFrom != "" {
		return a.book.firm.MailFrom
	}
	if a.From != "" {
		return a.From
	}
	return "kept@" + a.host()
}

// passKey is the effect of a mail that brings a way in, by its secret's hash.
func passKey(hash string) string { return passEffect + hash }

const passEffect = "pass:"

// passOf gives the hash of the way in that a mail brings; false = it brings none.
func passOf(l store.Leaving) (hash string, ok bool) {
	return strings.CutPrefix(l.EffectKey, passEffect)
}

// newPass is a way in before it is mailed: what it leads to, and what opens it.
type newPass struct{ purpose, secret, code string }

// passMail is the mail with a way in.
func passMail(a *act, v tongue.Voice, p newPass, to outbox.Address) outbox.Mail {
	m := outbox.Mail{
		To: to, From: outbox.Address{Name: a.book.firm.Name}, Auto: true, Code: p.code, Language: v.Code(),
		Subject: v.Say("Your way in to {firm}", "firm", a.book.firm.Name),
		Lead:    v.Say("Open the page below and press its button, or type this code where you were asked for it. Both work once, for half an hour."),
		Link:    &outbox.Link{Label: v.Say("Open"), URL: a.URL + "/sign-in/" + p.secret},
		Foot:    v.Say("Somebody asked for this at {address}. If it was not you, nothing happens unless you press the button.", "address", a.URL),
	}
	if p.purpose == purposePortal {
		m.Subject = v.Say("Your page at {firm}", "firm", a.book.firm.Name)
		m.Foot = v.Say("Somebody asked for this at {address}. If it was not you, nothing happens unless you press the button.", "address", portalURL(a))
		m.Link = &outbox.Link{Label: v.Say("Open your page"), URL: portalURL(a) + "/p/enter/" + p.secret}
	}
	return m
}

// canMail refuses a reader whom no mail reaches: his server has said that the
// address does not exist.
func canMail(a *act, field string, to client.Contact) error {
	if err := wantsNone(field, to); err != nil {
		return err
	}
	why, err := store.Suppressed(a.tx, a.ws, store.Fold(to.Email))
	if errors.Is(err, store.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	return fault.Field(field, "Mail to "+to.Email+" came back ("+why+"). Call, or mend the address.")
}

// letter is what a notice by mail is made of.
type letter struct {
	kind    notice.Kind
	subject string
	lead    string
	body    string
	facts   []outbox.Fact
	parts   []outbox.Part // of a status update
	next    string
	effect  string // what it does to the world, without the reader
	files   []File
	by      member.ID // who writes; "" = the actor
	auto    bool      // no person wrote it
	foot    string
	// links are ways to answer. They are not part of what is recorded as said: who
	// reads the record is not to answer in the reader's name.
	links []outbox.Link
	// talk is the conversation that it goes on with; nil = none.
	talk *talk
}

// talk is a conversation that a mail goes on with.
type talk struct {
	conversation.Conversation
	mid        string // the client's last mail
	references []string
}

// write sends a letter to one reader: a notice, and a mail in the outbox that
// waits for the seconds of an undo.
func writeLetter(a *act, c client.Client, projectID string, to client.Contact, l letter) (notice.Notice, error) {
	me, ok := a.book.member(l.by)
	if !ok {
		me, _ = a.book.member(a.who.Member)
	}
	n := notice.Notice{
		ID: notice.ID(a.newID("ntc")), ClientID: string(c.ID), ProjectID: projectID, ContactID: string(to.ID), Address: to.Email, ByID: string(me.ID),
		Kind: l.kind, Channel: notice.Mail, Subject: l.subject, QueuedAt: a.now, Version: 1,
	}
	v := readerVoice(c)
	m := outbox.Mail{
		To: outbox.Address{Name: to.Name, Addr: to.Email}, From: outbox.Address{Name: me.Name + " (" + a.book.firm.Name + ")"},
		ReplyTo: &outbox.Address{Name: me.Name, Addr: me.Email}, Subject: l.subject, Language: v.Code(),
		Greeting: v.Say("Hello {name},", "name", to.Name), Lead: l.lead, Body: l.body, Parts: l.parts, Facts: l.facts, Next: l.next, Sign: []string{me.Name, a.book.firm.Name},
		Foot: l.foot, Auto: l.auto,
	}
	if to.Portal {
		m.Link = &outbox.Link{Label: v.Say("See where everything stands"), URL: portalURL(a) + "/p/"}
	}
	err := threadLetter(a, n, l, &m)
	if err != nil {
		return n, err
	}
	n.Text = m.Text()
	m.Links = l.links
	if m.Aside, err = worriedLink(a, v, to.ID); err != nil {
		return n, err
	}
	if m.Choose, err = chooseLink(a, v, to.ID); err != nil {
		return n, err
	}
	if err := store.AddNotice(a.tx, a.ws, n); err != nil {
		return n, err
	}
	if err := a.queue(m, l.effect+":"+string(to.ID), string(n.ID), a.now.Add(UndoFor)); err != nil {
		return n, err
	}
	return n, reviewNotice(a, n)
}

// threadLetter ties a letter to what it answers.
func threadLetter(a *act, n notice.Notice, l letter, m *outbox.Mail) error {
	for _, f := range l.files {
		if err := store.AddBlob(a.tx, a.ws, f.SHA256, f.Bytes, a.now); err != nil {
			return err
		}
		m.Files = append(m.Files, outbox.File{Name: f.Name, MediaType: f.MediaType, SHA256: f.SHA256, Size: len(f.Bytes)})
	}
	if l.talk == nil {
		replyTo(a, m, plusNotice+string(n.ID))
		return threadMail(a, n, m)
	}
	replyTo(a, m, plusConversation+string(l.talk.ID))
	if l.talk.mid != "" {
		m.InReplyTo, m.References = l.talk.mid, threadOf(l.talk.references, l.talk.mid)
	}
	return nil
}

// threadMail ties a mail to the ones that went before it in the same matter.
func threadMail(a *act, n notice.Notice, m *outbox.Mail) error {
	before, err := store.MailsOfMatter(a.tx, a.ws, n)
	if err != nil && !errors.Is(err, store.ErrNone) {
		return err
	}
	for i := len(before) - 1; i >= 0; i-- {
		old, err := outbox.ReadMail(before[i])
		if err != nil {
			return err
		}
		m.References = append(m.References, old.MessageID)
		m.InReplyTo = old.MessageID
	}
	return nil
}

// bodyOf gives what a person wrote in a mail that leaves.
func bodyOf(l store.Leaving) (string, error) {
	m, err := outbox.ReadMail(l.Mail)
	return m.Body, err
}
