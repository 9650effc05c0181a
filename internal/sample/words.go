package sample

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"kept/chase"
	"kept/client"
	"kept/conversation"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/notice"
	"kept/reply"
)

// talk is a conversation that the sample goes on with.
type talk struct {
	id      conversation.ID
	message string // the newest of the client's
	mid     string
	client  string // as in [customs]
}

// mailed is a mail that comes in, as it is understood.
type mailed struct {
	key, client string // client: as in [customs]; "" = somebody whom nobody knows
	from        outbox.Address
	subject     string
	text, rest  string
	html        string // sanitised
	files       []office.File
	asks        bool
	class       string // human where it is empty
	answers     string // the conversation that it goes on with
	unproven    bool   // nothing stands for its sender
}

// wrote is a client, or somebody whom nobody knows, who writes a mail.
func wrote(m mailed) doing {
	return func(p *play) error {
		from := m.from
		if m.client != "" {
			k := p.at[m.client].contacts[0]
			from = outbox.Address{Name: k.Name, Addr: k.Email}
		}
		if m.class == "" {
			m.class = "human"
		}
		language, sure := tongue.Of(m.text)
		if !sure {
			language = "en"
		}
		in := office.Incoming{
			Way: "smtp", Sender: from, Recipients: []string{"studio@northlight.example"}, Subject: m.subject, Text: m.text, Rest: m.rest, HTML: m.html, Files: m.files,
			Class: m.class, Origin: conversation.Verified, AsksStatus: m.asks, Language: language,
		}
		if m.class != "human" {
			in.MustNotAnswer = "automatic mail"
		}
		if m.unproven {
			in.Origin = conversation.Unproven
		}
		if before, ok := p.talks[m.answers]; ok {
			in.References = []string{before.mid}
		}
		in.Raw = []byte(fmt.Sprintf("From: %s <%s>\r\nTo: studio@northlight.example\r\nSubject: %s\r\nDate: %s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n%s",
			from.Name, from.Addr, m.subject, p.Clock.Now().Format(time.RFC1123Z), strings.ReplaceAll(m.text, "\n", "\r\n"), strings.ReplaceAll(m.rest, "\n", "\r\n")))
		in.SHA256 = digest(in.Raw)
		in.Key, in.MID = in.SHA256, in.SHA256[:16]+"@mail.example"
		got, err := p.Office.Inbox.Take(p.ctx, p.who["marta"].Workspace, in)
		if m.key != "" {
			p.talks[m.key] = talk{id: got.Conversation, message: got.Message, mid: in.MID, client: m.client}
		}
		return err
	}
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// wroteOnPage is a client who writes on his page.
func wroteOnPage(key, customer, subject, text string) doing {
	return func(p *play) error {
		c := p.at[customer]
		who := office.Actor{Workspace: p.who["marta"].Workspace, Contact: c.contacts[0].ID, Client: c.client}
		got, err := p.Office.Portal.Write(p.ctx, who, office.Written{Subject: subject, Text: text})
		p.talks[key] = talk{id: got.Conversation, message: got.Message, client: customer}
		return err
	}
}

// answeredIn is a person's answer in a conversation.
func answeredIn(who, key, text string, next int) doing {
	return func(p *play) error {
		t := p.talks[key]
		c := p.at[t.client]
		_, err := p.Office.Notices.Tell(p.ctx, p.who[who], office.Telling{
			Client: c.client, Readers: []client.ContactID{c.contacts[0].ID}, Channel: notice.Mail, Text: text, Next: p.when(c, next, 16*60), Conversation: t.id,
		})
		return err
	}
}

// chasedIn says that a client had to ask, and why.
func chasedIn(who, key string, why chase.Cause) doing {
	return func(p *play) error {
		_, err := p.Office.Chases.Confirm(p.ctx, p.who[who], office.NewChase{Message: p.talks[key].message, Cause: why})
		return err
	}
}

// heldFor waits for the client, and the clock stands still.
func heldFor(who, key, why string) doing {
	return func(p *play) error {
		return p.Office.Conversations.Pause(p.ctx, p.who[who], office.OfTalk{ID: p.talks[key].id}, reply.OnClient, why)
	}
}

// onIt says by hand that somebody is on it, and in how many minutes they hear.
func onIt(who, key string, minutes int) doing {
	return func(p *play) error {
		_, err := p.Office.Conversations.Acknowledge(p.ctx, p.who[who], office.OfTalk{ID: p.talks[key].id}, office.AckIn{When: p.soon(minutes).At})
		return err
	}
}

// closedTalk ends a conversation in which everything is said.
func closedTalk(who, key string) doing {
	return func(p *play) error {
		return p.Office.Conversations.Close(p.ctx, p.who[who], office.OfTalk{ID: p.talks[key].id})
	}
}

// phrase is a ready answer.
func phrase(name, text string) doing {
	return func(p *play) error {
		_, err := p.Office.Phrases.Save(p.ctx, p.who["marta"], store.Phrase{Name: name, Text: text})
		return err
	}
}

// sketch is a small picture that a client sends along.
func sketch() []byte {
	b, err := base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFklEQVR42mP4z8DwHx9mGEQKhpcCAH0jfwFhR1rBAAAAAElFTkSuQmCC")
	if err != nil {
		return nil
	}
	return b
}

func attached(name, kind string, b []byte, cid string) office.File {
	return office.File{Name: name, MediaType: kind, SHA256: digest(b), Bytes: b, ContentID: cid}
}

// said is what clients said in the past weeks, and what they were answered.
func said() []past {
	return []past{
		{-15, hm(9, 10), phrase("We have it", "we have your message about {project} and are looking into it. You hear from me by {next contact}.")},
		{-15, hm(9, 12), phrase("The bill", "the bill is attached. Whatever is not clear, ask me.\n\n{me}")},
		{-9, hm(9, 5), wrote(mailed{key: "b-where", client: "brenner", subject: "The texts of the catalogue", asks: true,
			text: "Good morning Ms Wolf,\n\nthe texts were to be here yesterday. Where do we stand? The printer asks me every hour.",
			rest: "Karl Brenner\nBrenner & Söhne GmbH, Dresden"})},
		{-9, hm(9, 40), chasedIn("jana", "b-where", chase.DatePassed)},
		{-9, hm(10, 35), answeredIn("jana", "b-where", "they should have been with you, and I should have written before you had to ask. Half of them lie with the printer; you have all on Thursday.", -6)},
		{-6, hm(14, 50), closedTalk("jana", "b-where")},
		{-5, hm(16, 25), wrote(mailed{key: "o-list", client: "okafor", subject: "Waiting list: two wishes",
			text:  "Hello Grace,\n\ntwo wishes of the front desk:\n\n1. Patients should see how many stand before them.\n2. Nobody should be called after 6 pm.\n\nI drew how the first one could look. Is that much work?",
			rest:  "--\nDr Ada Okafor\nOkafor Dental Practice, New York\n\nOn Tue, Grace Lee wrote:\n> Forty bookings in the first week. The waiting list comes next.",
			html:  `<p>Hello Grace,</p><p>two wishes of the front desk:</p><ol><li>Patients should see <b>how many stand before them</b>.</li><li>Nobody should be called after 6 pm.</li></ol><p>I drew how the first one could look. Is that much work?</p><p><img data-cid="sketch@okafor" alt="A sketch of the list"></p><p><img data-remote="https://okafor.example/logo.png" alt="Okafor Dental Practice"></p>`,
			files: []office.File{attached("list-sketch.png", "image/png", sketch(), "sketch@okafor"), attached("opening-hours.pdf", "application/pdf", []byte("%PDF-1.4\n% the hours of the practice\n"), "")}})},
		{-5, hm(17, 30), answeredIn("grace", "o-list", "both are good, and neither is much work: they come with the list itself. Nobody is called after six, starting tonight.", -1)},
		{-5, hm(18, 5), wrote(mailed{client: "okafor", subject: "Re: Waiting list: two wishes", text: "Perfect. Thank you!", answers: "o-list"})},
		{-2, hm(11, 5), wrote(mailed{key: "b-again", client: "brenner", subject: "The index", asks: true, text: "Is there any news about the index? I would rather not ask every week."})},
		{-2, hm(11, 20), chasedIn("jana", "b-again", chase.NoNext)},
		{-2, hm(11, 45), answeredIn("jana", "b-again", "it goes well, and it is with you in five days, as said. From now on you hear from me every second day without asking.", 1)},
		{-1, hm(14, 40), wrote(mailed{key: "k-logo", client: "kunst", subject: "Unser Logo auf der ersten Seite", text: "Liebe Frau Brandt,\n\nkönnte unser Logo auf der ersten Seite größer stehen? Der Vorstand hätte das gern.\n\nIda Sommer"})},
		{-1, hm(15, 10), heldFor("lea", "k-logo", "the logo in a format that can be made larger")},
		{-1, hm(16, 20), wrote(mailed{client: "hudson", subject: "Automatic reply: Reminders by text message", class: "ooo", text: "I am at a race until Thursday and read mail in the evening.\nJoe"})},
	}
}

// saidToday is what waits for an answer while a visitor looks.
func (p *play) saidToday() []scene {
	ago := func(minutes int) time.Time { return p.end.Add(-time.Duration(minutes) * time.Minute) }
	return []scene{
		{ago(64), "wrote", wrote(mailed{key: "a-stairs", client: "albrecht", subject: "The stairs", asks: true,
			text: "Dear Mr Haddad,\n\nI have not heard anything about the stairs since the surveyor was here. Could you tell me where things stand? The carpenter would like to begin.\n\nSofie Albrecht"})},
		{ago(43), "wrote", wrote(mailed{key: "v-sms", client: "vogt", subject: "Patients without e-mail",
			text: "Good morning Mr Holm,\n\nsome of our older patients have no e-mail. Can they get the reminder by telephone instead?\n\nMiriam Vogt",
			rest: "Praxis Dr. Vogt\nThis message may hold what is confidential. If you are not the one it is for, please delete it."})},
		{ago(35), "on it", onIt("nils", "v-sms", 260)},
		{ago(26), "wrote on the page", wroteOnPage("s-sizes", "sakura", "Sizes of the tea tins", "We have a third size of tins from next month: 200 g. Can it be in the shop on the first day?")},
		{ago(19), "stranger", wrote(mailed{from: outbox.Address{Name: "Jonas Weide", Addr: "jonas@weide-moebel.example"}, subject: "A website for our furniture",
			text: "Hello,\n\nwe make tables and chairs from ash, six people, near Leipzig. Our website is ten years old and nobody finds us by it. Could you make us a new one, and what would it cost, roughly?\n\nJonas Weide\nWeide Möbel"})},
		{ago(12), "in our name", wrote(mailed{from: outbox.Address{Name: "Marta Kern", Addr: "marta@northlight.example"}, subject: "Urgent: new bank account", unproven: true,
			text: "Please pay all open bills to the account below from today on."})},
	}
}
