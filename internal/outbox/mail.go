// Package outbox holds what will leave the house: mails with their effect
// keys, how they are handed over, retried and given up, and the proof.
//
// Nothing else in Kept reaches the outside. A mail is queued in the same
// transaction as the act that wants it, leased before it is handed over, and
// its server's answer is recorded. A crash in between is visible as unsure; it
// is never silently sent again.
package outbox

import (
	"encoding/json"
	"fmt"
	"strings"

	"kept/internal/tongue"
)

// Address is a mailbox with its person's name.
type Address struct {
	Name string `json:"name,omitempty"`
	Addr string `json:"addr"`
}

// Fact is a line of a mail that stands out: a date, and what it was before.
type Fact struct {
	Label string `json:"label"`
	Value string `json:"value"`
	Was   string `json:"was,omitempty"`
}

// Link is a way from the mail to a page.
type Link struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

// Mail is the parts of a mail, fixed when it is queued. Its text is
// [Mail.Text]; its HTML twin is made of the same parts.
type Mail struct {
	From     Address  `json:"from"`
	ReplyTo  *Address `json:"reply_to,omitempty"`
	To       Address  `json:"to"`
	Subject  string   `json:"subject"`
	Language string   `json:"language,omitempty"` // BCP 47
	Greeting string   `json:"greeting,omitempty"`
	Lead     string   `json:"lead"` // what changed and when they hear next
	Body     string   `json:"body,omitempty"`
	Parts    []Part   `json:"parts,omitempty"` // of a status update
	Facts    []Fact   `json:"facts,omitempty"`
	Items    []Item   `json:"items,omitempty"` // the prompts of a member's mail
	Next     string   `json:"next,omitempty"`  // when they hear next
	Code     string   `json:"code,omitempty"`  // a six-digit code for another browser
	Link     *Link    `json:"link,omitempty"`
	Links    []Link   `json:"links,omitempty"`  // ways to answer
	Aside    *Link    `json:"aside,omitempty"`  // a way that is offered in passing, below everything
	Choose   *Link    `json:"choose,omitempty"` // where its reader says what reaches him; it is no part of what is recorded
	Sign     []string `json:"sign,omitempty"`   // who writes, line by line
	Foot     string   `json:"foot,omitempty"`   // why they get this
	Accent   string   `json:"accent,omitempty"`
	Firm     string   `json:"firm,omitempty"`
	// Auto marks a mail that no person wrote: it carries Auto-Submitted (RFC 3834).
	Auto bool `json:"auto,omitempty"`
	// Unsubscribe is where a mail program ends what this is a mail of, by one POST (RFC 8058).
	Unsubscribe string `json:"unsubscribe,omitempty"`
	// Answers: of an automatic mail, that it answers one (auto-replied).
	Answers bool `json:"answers,omitempty"`
	// Return is the envelope's sender, to which reports come back; "" = From.
	Return     string   `json:"return,omitempty"`
	Files      []File   `json:"files,omitempty"`
	MessageID  string   `json:"message_id"` // without angle brackets
	InReplyTo  string   `json:"in_reply_to,omitempty"`
	References []string `json:"references,omitempty"`
}

// File is an attachment; its bytes are kept under their sum.
type File struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	SHA256    string `json:"sha256"`
	Size      int    `json:"size"`
	Bytes     []byte `json:"-"` // read when it is handed over
}

// Part is a part of a status update: a heading and its sentences.
type Part struct {
	Title string   `json:"title"`
	Lines []string `json:"lines"`
}

// Item is a prompt in a member's mail.
type Item struct {
	Title string `json:"title"`
	Why   string `json:"why,omitempty"`
	By    string `json:"by,omitempty"`
	Link  Link   `json:"link"`
}

// unixLines ends lines with LF alone, as the text is kept and compared. A lone
// CR ends one too: on the way it would become one all the same.
var unixLines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Text gives the mail's text as it is sent and recorded: greeting, lead, the
// writer's words, the facts, the next contact, the link, who writes.
func (m Mail) Text() string {
	say := tongue.In(m.Language)
	var b strings.Builder
	para := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			b.WriteString(s + "\n\n")
		}
	}
	para(m.Greeting)
	para(m.Lead)
	para(unixLines.Replace(m.Body))
	for _, p := range m.Parts {
		b.WriteString(p.Title + "\n")
		for _, l := range p.Lines {
			b.WriteString("* " + l + "\n")
		}
		b.WriteString("\n")
	}
	for _, f := range m.Facts {
		line := say.Say("{what}:", "what", f.Label) + " " + f.Value
		if f.Was != "" {
			line = say.Say("{what} (it was {was})", "what", line, "was", f.Was)
		}
		b.WriteString(line + "\n")
	}
	if len(m.Facts) > 0 {
		b.WriteString("\n")
	}
	for _, it := range m.Items {
		b.WriteString("* " + it.Title + "\n")
		for _, s := range []string{it.Why, it.By} {
			if s != "" {
				b.WriteString("  " + s + "\n")
			}
		}
		b.WriteString("  " + say.Say("{what}:", "what", it.Link.Label) + " " + it.Link.URL + "\n\n")
	}
	para(m.Next)
	if m.Code != "" {
		para(say.Say("{what}:", "what", say.Say("Code")) + " " + m.Code)
	}
	if m.Link != nil {
		para(say.Say("{what}:", "what", m.Link.Label) + "\n" + m.Link.URL)
	}
	for _, f := range m.Files {
		b.WriteString(say.Say("Attached: {file}", "file", f.Name) + "\n")
	}
	if len(m.Files) > 0 {
		b.WriteString("\n")
	}
	para(strings.Join(m.Sign, "\n"))
	if m.Foot != "" {
		para("-- \n" + m.Foot)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// Plain gives the text with the ways to answer, as it leaves. They are no part of
// what is recorded: who reads the record is not to answer in its reader's name.
func (m Mail) Plain() string {
	say := tongue.In(m.Language)
	var b strings.Builder
	b.WriteString(m.Text())
	for _, l := range m.Links {
		b.WriteString("\n" + say.Say("{what}:", "what", l.Label) + "\n" + l.URL + "\n")
	}
	for _, l := range []*Link{m.Aside, m.Choose} {
		if l != nil {
			b.WriteString("\n" + say.Say("{what}:", "what", l.Label) + "\n" + l.URL + "\n")
		}
	}
	return b.String()
}

// JSON writes the mail's parts as they are kept.
func (m Mail) JSON() (string, error) {
	b, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("write a mail's parts: %w", err)
	}
	return string(b), nil
}

// ReadMail reads the parts of a kept mail.
func ReadMail(s string) (Mail, error) {
	var m Mail
	if err := json.Unmarshal([]byte(s), &m); err != nil {
		return m, fmt.Errorf("read a mail's parts: %w", err)
	}
	return m, nil
}
