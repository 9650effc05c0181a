package web

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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
		s.Others = append(s.Others, page.Act{Label: d.say("It is from {who}", "who", k.Name), Icon: "hand", Post: d.at + "/refilings", Version: strconv.Itoa(d.Version), Once: newOnce(), Hidden: []page.Pair{{Name: "message", Value: m.ID}, {Name: "contact", Value: string(k.ID)}}})
	}
	if m.Asks == office.AsksMaybe {
		s.Asks = askWhether(d.visit, m.ID)
	}
	if m.Asks == office.AsksYes {
		asked := d.say("they had to ask")
		if c, ok := d.causes[m.ID]; ok {
			asked = d.say("they had to ask: {why}", "why", lowerFirst(causeWords(d.visit, chase.Cause(c.Cause))))
		}
		s.Marks = append(s.Marks, page.Mark{Tone: "doubtful", Text: asked})
	}
	if later {
		s.Split = &page.Act{Label: d.say("Begin a conversation of its own here"), Form: &page.ActForm{
			Form: ui.Form{Action: d.at + "/splits", Once: newOnce(), Version: strconv.Itoa(d.Version)}, ID: "split-" + m.ID, Submit: d.say("Split it here"),
			Lead: d.say("This message and all that came after it."), Hidden: []page.Pair{{Name: "message", Value: m.ID}},
			Fields: []page.Ask{{Kind: page.Line, Field: ui.Field{Name: "subject", ID: "subject-" + m.ID, Label: d.say("What it is about"), Value: m.Subject, MaxLength: conversation.MaxSubject, Optional: true}}},
		}}
	}
	return s
}

// spoken is a message as anybody here reads it, without what can be done.
func (d *talkDesk) spoken(m office.Said) page.Saying {
	s := page.Saying{
		ID: m.ID, Ours: m.Direction == string(conversation.Out), Who: m.Who, Sender: m.Sender, Channel: channelWord(d.visit, m.Message), Icon: channelIcon(m.Channel), When: d.moment(m.At, d.Calendar),
		Text: strings.TrimSpace(m.Text), Rest: strings.TrimSpace(m.Body.Rest), Filed: d.voice().Refusal(m.FiledWhy),
	}
	if s.Who == "" {
		s.Who = d.say("Somebody")
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
		s.Files = append(s.Files, page.TalkFile{Name: f.Name, Size: d.sizeWord(f.Size), URL: fmt.Sprintf("%s/files/%d", at, f.Seq), Picture: isPicture(f.MediaType)})
	}
	if word := classWord(d.visit, m.Class); word != "" {
		s.Marks = append(s.Marks, page.Mark{Text: word})
		s.Fold = m.Class != "calendar"
	}
	if !s.Ours && m.Channel == string(conversation.Mail) && m.Origin != conversation.Verified {
		s.Warning = unproven(d.visit, m)
	}
	if len(m.Others) > 0 {
		s.Warning = d.say("This number belongs to several people: it may be from {who} as well.", "who", orNames(d.visit, m.Others))
	}
	d.ofNotice(&s, m)
	return s
}

// orNames lists people any of whom it may be: "Ana Ruiz, Ida Holm or Bo Berg".
func orNames(v *visit, all []client.Contact) string {
	var names []string
	for _, k := range all {
		names = append(names, k.Name)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return v.say("{some} or {last}", "some", strings.Join(names[:last], ", "), "last", names[last])
}

// unproven says of a mail that nothing stands for its sender; "" where nobody
// has looked.
func unproven(v *visit, m office.Said) string {
	switch m.Origin {
	case conversation.Unproven:
		return v.say("Nothing proves that this is from {who}. Do not act on it before you have asked them another way.", "who", m.Who)
	case conversation.Forged:
		return v.say("The domain of its sender says that this is not from {who}.", "who", m.Who)
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
		s.Marks = append(s.Marks, page.Mark{Text: d.say("sent by itself, for {who}", "who", d.team.Name(member.ID(n.ByID)))})
		s.Who, s.Fold = d.firm.Name, true
	}
	if st := n.State(); st == notice.Bounced || st == notice.Unsure {
		s.Trouble = d.say("It did not arrive: they still wait.") + " " + n.Proof
		if st == notice.Unsure {
			s.Trouble = d.say("Nobody knows whether it arrived.") + " " + n.Proof
		}
		if !n.SettledAt.IsZero() {
			s.Trouble = d.say("It did not arrive, and was made good: {how}", "how", n.SettledHow)
		}
	}
}

func askWhether(v *visit, message string) *page.Asking {
	at := "/messages/" + message
	return &page.Asking{
		Cause: ui.Field{Name: "cause", ID: "cause-" + message, Label: v.say("What had they not been told?"), Options: causeOptions(v)},
		Yes:   ui.Form{Action: at + "/chases", Once: newOnce()}, No: ui.Form{Action: at + "/denials", Once: newOnce()},
	}
}

// channelWord says by which way a message went.
func channelWord(v *visit, m store.Message) string {
	switch conversation.Channel(m.Channel) {
	case conversation.Call:
		switch {
		case m.Direction == string(conversation.In) && !m.Reached:
			return v.say("called, nobody answered")
		case !m.Reached:
			return v.say("called and did not reach them")
		}
		return v.say("by telephone")
	case conversation.Meeting:
		return v.say("in a meeting")
	case conversation.Portal:
		return v.say("on their page")
	case conversation.SMS:
		return v.say("by text message")
	}
	return v.say("by mail")
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
func classWord(v *visit, class string) string {
	switch class {
	case "ooo":
		return v.say("automatic: out of office")
	case "auto":
		return v.say("automatic mail")
	case "bulk":
		return v.say("a mailing list")
	case "dsn":
		return v.say("a report on a delivery")
	case "calendar":
		return v.say("calendar mail")
	}
	return ""
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// sizeWord says how large a file is.
func (v *reader) sizeWord(n int64) string {
	switch {
	case n < 1<<10:
		return strconv.FormatInt(n, 10) + " B"
	case n < 1<<20:
		return v.say("{n} kB", "n", strconv.FormatInt((n+1<<9)>>10, 10))
	}
	return v.say("{n} MB", "n", v.voice().Number(float64(n)/(1<<20), 1))
}
