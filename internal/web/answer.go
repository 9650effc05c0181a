package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/reply"
)

// heardBeside is how many messages stand above the composer that answers them.
const heardBeside = 3

// inTalk adds what a composer that answers shows besides: what was said, the
// ready answers, the usual next contact, and who else is about to answer.
func (c *composing) inTalk(p *page.Composer) {
	d := c.talk
	p.Form.Version = strconv.Itoa(d.Version)
	p.Desk.Here = page.InInbox
	p.Desk.Crumbs = []ui.Link{{Text: c.say("Inbox"), URL: page.InboxURL}, {Text: c.subject(d.Subject), URL: d.at}}
	p.Subject = ui.Field{} // an answer keeps the subject of what it answers
	p.Open = d.at + "/answers/new"
	p.Files = ui.Field{Name: "files", Label: c.say("Files"), Type: "file", Hint: c.say("Choose them last: a browser forgets them when the page is shown again. {n} at most, {size} together.", "n", strconv.Itoa(office.MaxFiles), "size", c.voice().Size(office.FileSize(office.MaxFileBytes)))}
	p.Company = companyOf(c.visit, d.ID, true)
	for _, m := range d.Messages[max(0, len(d.Messages)-heardBeside):] {
		p.Heard = append(p.Heard, d.spoken(m))
	}
	usual := client.NextContact(c.Calendar, c.now)
	p.Next.Chips.Options = append([]ui.Option{{Label: c.say("as usual"), Value: usual.UTC().Format(time.RFC3339), Hint: c.usually(usual, c.Calendar)}}, p.Next.Chips.Options...)
	if err := c.phrases(p, usual); err != nil {
		c.Log.Error("the ready answers cannot be listed", "error", err)
	}
}

// phrases offers the ready answers, and puts in the one that was taken.
func (c *composing) phrases(p *page.Composer, usual time.Time) error {
	all, err := c.o.Phrases.List(c.r.Context(), c.who)
	if err != nil || len(all) == 0 {
		return err
	}
	taken := c.r.URL.Query().Get("phrase")
	p.Phrases = ui.Field{Name: "phrase", Label: c.say("A ready answer")}
	for _, r := range all {
		p.Phrases.Options = append(p.Phrases.Options, ui.Option{Value: r.ID, Label: r.Name, Selected: r.ID == taken})
		if r.ID == taken && c.r.Method == http.MethodGet {
			p.Message.Value = office.FillPhrase(r.Text, map[string]string{
				"contact": c.nameOf(addressee(c)), "client": c.Client.Name, "project": c.talk.names[client.ProjectID(c.talk.ProjectID)], "me": c.me.Name, "firm": c.firm.Name,
				"next contact": theirs(c).FullMoment(usual.In(c.Calendar.Location())),
			})
		}
	}
	return nil
}

func (c *composing) nameOf(id client.ContactID) string {
	for _, k := range c.Contacts {
		if k.ID == id {
			return k.Name
		}
	}
	return ""
}

// waiting is who is answered first of all: whoever waits the longest, else with
// whom the conversation began.
func (d *talkDesk) waiting() client.ContactID {
	for _, w := range d.Clocks {
		if w.Running() && w.Wait != reply.Between {
			return client.ContactID(w.ContactID)
		}
	}
	return d.Contact.ID
}

// spokenSince shows an answer that was not sent, because somebody has spoken in
// the conversation since it was opened: with all that was written, beside what
// was said meanwhile. Sending it again is meant.
func (c *composing) spokenSince(err error) error {
	f, _ := fault.As(err)
	c.page.Form.Version, c.page.Form.Error = strconv.Itoa(c.talk.Version), c.voice().Refusal(f.Say)
	c.page.Form.Once = newOnce()
	c.page.Blocked = c.say("Nothing was sent yet. What was said meanwhile stands above; press again if your words still fit.")
	return door.Show(c.w, c.r, http.StatusConflict, c.page.View())
}

// sentFiles reads the files that came with a form.
func sentFiles(r *http.Request, field string) ([]office.File, error) {
	if r.MultipartForm == nil {
		return nil, nil
	}
	var out []office.File
	for _, head := range r.MultipartForm.File[field] {
		if head.Size == 0 {
			return nil, fault.Field(field, "“"+head.Filename+"” is empty.")
		}
		f, err := head.Open()
		if err != nil {
			return nil, fault.Field(field, "“"+head.Filename+"” did not arrive whole. Send it again.")
		}
		b, err := io.ReadAll(f)
		if err := f.Close(); err != nil {
			return nil, fmt.Errorf("close an upload: %w", err)
		}
		if err != nil {
			return nil, fmt.Errorf("read an upload: %w", err)
		}
		sum := sha256.Sum256(b)
		out = append(out, office.File{Name: saveAs(head.Filename), MediaType: declared(head.Header.Get("Content-Type")), SHA256: hex.EncodeToString(sum[:]), Bytes: b})
	}
	return out, nil
}

// declared is the media type that a browser gives, if it is one.
func declared(kind string) string {
	kind, _, err := mime.ParseMediaType(kind)
	if err != nil || !strings.Contains(kind, "/") {
		return "application/octet-stream"
	}
	return kind
}

// callInTalk leads a logged call back to the conversation that it goes on with.
func callInTalk(q url.Values, otherwise string) string {
	if id := q.Get("conversation"); id != "" {
		return "/conversations/" + id
	}
	return otherwise
}
