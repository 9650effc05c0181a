package web

import (
	"fmt"
	"strconv"
	"strings"

	"kept/chase"
	"kept/client"
	"kept/conversation"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/notice"
)

// saying builds one message as it stands in its conversation. later: it is not
// the first one, so a conversation of its own may begin with it.
func (d *talkDesk) saying(m office.Said, later bool) page.Saying {
	s := d.spoken(m)
	if !mayDo(d.visit, member.TellClient) {
		return s
	}
	for _, k := range m.Others {
		s.Others = append(s.Others, page.Act{Label: "It is from " + k.Name, Icon: "hand", Post: d.at + "/refilings", Version: strconv.Itoa(d.Version), Once: newOnce(), Hidden: []page.Pair{{Name: "message", Value: m.ID}, {Name: "contact", Value: string(k.ID)}}})
	}
	if m.Asks == office.AsksMaybe {
		s.Asks = askWhether(m.ID)
	}
	if m.Asks == office.AsksYes {
		s.Marks = append(s.Marks, page.Mark{Tone: "doubtful", Text: "they had to ask"})
		if c, ok := d.causes[m.ID]; ok {
			s.Marks[len(s.Marks)-1].Text += ": " + lowerFirst(causeWords(chase.Cause(c.Cause)))
		}
	}
	if later {
		s.Split = &page.Act{Label: "Begin a conversation of its own here", Form: &page.ActForm{
			Form: ui.Form{Action: d.at + "/splits", Once: newOnce(), Version: strconv.Itoa(d.Version)}, ID: "split-" + m.ID, Submit: "Split it here",
			Lead: "This message and all that came after it.", Hidden: []page.Pair{{Name: "message", Value: m.ID}},
			Fields: []page.Ask{{Kind: page.Line, Field: ui.Field{Name: "subject", ID: "subject-" + m.ID, Label: "What it is about", Value: m.Subject, MaxLength: conversation.MaxSubject, Optional: true}}},
		}}
	}
	return s
}

// spoken is a message as anybody here reads it, without what can be done.
func (d *talkDesk) spoken(m office.Said) page.Saying {
	s := page.Saying{
		ID: m.ID, Ours: m.Direction == string(conversation.Out), Who: m.Who, Sender: m.Sender, Channel: channelWord(m.Message), Icon: channelIcon(m.Channel), When: d.moment(m.At, d.Calendar),
		Text: strings.TrimSpace(m.Text), Rest: strings.TrimSpace(m.Body.Rest), Filed: m.FiledWhy,
	}
	if s.Who == "" {
		s.Who = "Somebody"
	}
	at := "/messages/" + m.ID
	if m.Body.HTML != "" && d.ShowMail != nil {
		s.HTML = at + "/html"
		if d.ShowMail(m.Body.HTML, true, nil) != d.ShowMail(m.Body.HTML, false, nil) {
			s.Pictures = s.HTML + "?images=1"
		}
	}
	if m.Class != "" {
		s.Raw = at + "/raw"
	}
	for _, f := range m.Files {
		s.Files = append(s.Files, page.TalkFile{Name: f.Name, Size: sizeWord(f.Size), URL: fmt.Sprintf("%s/files/%d", at, f.Seq), Picture: isPicture(f.MediaType)})
	}
	if word := classWord(m.Class); word != "" {
		s.Marks = append(s.Marks, page.Mark{Text: word})
		s.Fold = m.Class != "calendar"
	}
	if !s.Ours && m.Channel == string(conversation.Mail) && m.Origin != conversation.Verified {
		s.Warning = unproven(m)
	}
	if len(m.Others) > 0 {
		s.Warning = "This number belongs to several people: it may be from " + orNames(m.Others) + " as well."
	}
	d.ofNotice(&s, m)
	return s
}

// orNames lists people any of whom it may be: "Ana Ruiz, Ida Holm or Bo Berg".
func orNames(all []client.Contact) string {
	said := ""
	for i, k := range all {
		switch {
		case i == 0:
		case i == len(all)-1:
			said += " or "
		default:
			said += ", "
		}
		said += k.Name
	}
	return said
}

// unproven says of a mail that nothing stands for its sender; "" where nobody
// has looked.
func unproven(m office.Said) string {
	switch m.Origin {
	case conversation.Unproven:
		return "Nothing proves that this is from " + m.Who + ". Do not act on it before you have asked them another way."
	case conversation.Forged:
		return "The domain of its sender says that this is not from " + m.Who + "."
	}
	return ""
}

// ofNotice adds to a message of ours how far it came.
func (d *talkDesk) ofNotice(s *page.Saying, m office.Said) {
	if m.Notice == nil {
		return
	}
	n := *m.Notice
	s.Proof, s.Notice = proofOf(n), "/notices/"+string(n.ID)
	if n.Kind.ByItself() {
		s.Marks = append(s.Marks, page.Mark{Text: "sent by itself, for " + d.team.Name(member.ID(n.ByID))})
		s.Who, s.Fold = d.firm.Name, true
	}
	if st := n.State(); st == notice.Bounced || st == notice.Unsure {
		s.Trouble = "It did not arrive: they still wait. " + n.Proof
		if st == notice.Unsure {
			s.Trouble = "Nobody knows whether it arrived. " + n.Proof
		}
		if !n.SettledAt.IsZero() {
			s.Trouble = "It did not arrive, and was made good: " + n.SettledHow
		}
	}
}

func askWhether(message string) *page.Asking {
	at := "/messages/" + message
	return &page.Asking{
		Cause: ui.Field{Name: "cause", ID: "cause-" + message, Label: "What had they not been told?", Options: causeOptions()},
		Yes:   ui.Form{Action: at + "/chases", Once: newOnce()}, No: ui.Form{Action: at + "/denials", Once: newOnce()},
	}
}

// channelWord says by which way a message went.
func channelWord(m store.Message) string {
	switch conversation.Channel(m.Channel) {
	case conversation.Call:
		switch {
		case m.Direction == string(conversation.In) && !m.Reached:
			return "called, nobody answered"
		case !m.Reached:
			return "called and did not reach them"
		}
		return "by telephone"
	case conversation.Meeting:
		return "in a meeting"
	case conversation.Portal:
		return "on their page"
	case conversation.SMS:
		return "by text message"
	}
	return "by mail"
}

func channelIcon(channel string) string {
	switch conversation.Channel(channel) {
	case conversation.Call, conversation.SMS:
		return "call"
	case conversation.Meeting:
		return "meeting"
	case conversation.Portal:
		return "link"
	}
	return "mail"
}

// classWord says that no person wrote it; "" where one did.
func classWord(class string) string {
	switch class {
	case "ooo":
		return "automatic: out of office"
	case "auto":
		return "automatic mail"
	case "bulk":
		return "a mailing list"
	case "dsn":
		return "a report on a delivery"
	case "calendar":
		return "calendar mail"
	}
	return ""
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// sizeWord says how large a file is.
func sizeWord(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%d kB", (n+1<<9)>>10)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}
