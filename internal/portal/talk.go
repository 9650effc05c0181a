package portal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"kept/conversation"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/store"
	"kept/internal/ui"
)

// talkList lists what the reader wrote, and whether he waits for an answer.
func talkList(v *visit) error {
	view, all, err := v.o.Portal.Talks(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	r := v.reading(view)
	p := page.Talks{Frame: r.frame(r.say("Your messages")), Heading: r.say("Your messages"), None: r.say("You have not written to us here yet.")}
	if !silent(r) {
		p.WriteURL = v.root + "messages/new"
	}
	for _, t := range all {
		p.Rows = append(p.Rows, page.TalkRow{URL: v.root + "messages/" + string(t.ID), Subject: r.subjectOf(t.Conversation), At: r.moment(t.LastAt), Owed: r.owed(t.Owed)})
	}
	return v.show(p)
}

func (r reading) subjectOf(c conversation.Conversation) string {
	if c.Subject == "" {
		return r.say("A message")
	}
	return c.Subject
}

// owed says in a sentence what the reader waits for, and by when he has it.
func (r reading) owed(o *office.Owed) page.Owed {
	switch {
	case o == nil:
		return page.Owed{}
	case o.OnThem:
		return page.Owed{Say: r.say("We have it. Before {who} can answer, we wait for a word from you or from somebody else.", "who", o.Member)}
	case o.By.IsZero():
		return page.Owed{Say: r.say("We have it, and {who} answers you.", "who", o.Member)}
	case o.By.Before(r.now):
		return page.Owed{Say: r.upTo(r.say("{who} has not answered in time. We are sorry; it was due {when}", "who", o.Member)), By: r.moment(o.By), Late: true}
	}
	return page.Owed{Say: r.upTo(r.say("We have it. {who} answers by {when}", "who", o.Member)), By: r.moment(o.By)}
}

// talkPage shows one conversation, and the form to go on with it.
func talkPage(v *visit) error {
	p, err := openTalk(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func openTalk(v *visit) (page.Talk, error) {
	id := conversation.ID(v.r.PathValue("conversation"))
	view, t, err := v.o.Portal.Talk(v.r.Context(), v.who, id)
	if err != nil {
		return page.Talk{}, err
	}
	r := v.reading(view)
	p := page.Talk{Frame: r.frame(r.subjectOf(t.Conversation)), Subject: r.subjectOf(t.Conversation), Owed: r.owed(t.Owed)}
	for _, m := range t.Messages {
		p.Said = append(p.Said, r.said(m))
	}
	if !silent(r) {
		p.Form = page.NewWriting(r.voice(), ui.Form{Action: v.root + "messages/" + string(id), Once: door.Reference() + door.Reference()}, false, office.MaxFileBytes>>20)
	}
	return p, nil
}

func (r reading) said(m office.Said) page.Said {
	out := page.Said{Who: m.Who, At: r.moment(m.At), Text: m.Text, Lang: r.lang(m.Text), How: map[conversation.Channel]string{
		conversation.Mail: r.say("by mail"), conversation.Call: r.say("in a call"), conversation.Meeting: r.say("in a meeting"), conversation.SMS: r.say("by text"), conversation.Portal: r.say("here"),
	}[conversation.Channel(m.Channel)]}
	if m.Direction == string(conversation.In) {
		out.Who = ""
	} else if out.Who == "" {
		out.Who = r.view.Firm.Name
	}
	out.Ack = m.Notice != nil && m.Notice.Kind.ByItself()
	for _, f := range m.Files {
		out.Files = append(out.Files, ui.Link{Text: f.Name + ", " + r.size(f.Size), URL: r.root + "messages/" + m.ID + "/files/" + strconv.Itoa(f.Seq)})
	}
	return out
}

// size writes how large a file is.
func (r reading) size(n int64) string {
	if n < 1<<20 {
		return strconv.FormatInt(max(1, (n+512)>>10), 10) + " kB"
	}
	return r.voice().Number(float64(n)/(1<<20), 1) + " MB"
}

// newTalk asks what the reader would like to say.
func newTalk(v *visit) error {
	p, err := openNewTalk(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func openNewTalk(v *visit) (page.NewTalk, error) {
	view, _, err := v.o.Portal.Talks(v.r.Context(), v.who)
	if err != nil {
		return page.NewTalk{}, err
	}
	r := v.reading(view)
	p := page.NewTalk{Frame: r.frame(r.say("Write to us")), Heading: r.say("Write to us"), Lead: r.say("You read here who answers you, and by when.")}
	if view.Firm.Inbox.Quiet {
		p.Lead = r.say("Somebody answers you; your message and the answer stand here.")
	}
	if silent(r) && !v.borrowed() {
		p.Lead = r.say("This page can only be read now. Please call us or write to us instead.")
		return p, nil
	}
	if v.borrowed() {
		p.Lead = r.say("Here {name} writes to you. Nobody writes in their name.", "name", view.Contact.Name)
		return p, nil
	}
	p.Form = page.NewWriting(r.voice(), ui.Form{Action: v.root + "messages", Once: door.Reference() + door.Reference(), Back: v.root + "messages"}, true, office.MaxFileBytes>>20)
	return p, nil
}

// beginTalk takes in the first message of a conversation.
func beginTalk(v *visit) error {
	in, err := v.written()
	if err == nil {
		err = v.write(in)
	}
	if err == nil {
		return nil
	}
	p, wrong := openNewTalk(v)
	if wrong != nil {
		return wrong
	}
	if err := v.complain(err, p.Form); err != nil {
		return err
	}
	return v.again(p)
}

// goOnTalk takes in a further one.
func goOnTalk(v *visit) error {
	in, err := v.written()
	in.Conversation = conversation.ID(v.r.PathValue("conversation"))
	if err == nil {
		err = v.write(in)
	}
	if err == nil {
		return nil
	}
	p, wrong := openTalk(v)
	if wrong != nil {
		return wrong
	}
	if err := v.complain(err, p.Form); err != nil {
		return err
	}
	return v.again(p)
}

// write has the office take in what was written, once however often it was
// sent, and shows the conversation.
func (v *visit) write(in office.Written) error {
	if !v.tries.Allow("writes "+string(v.who.Contact), v.now) {
		return fault.New(fault.Invalid, "Those were many messages in a short time. Please wait a moment, then send this one again.")
	}
	asked := door.Fingerprint(v.r)
	key := office.Request{Key: door.Hash(string(v.who.Contact), v.r.PostForm.Get("once"), asked), Fingerprint: asked}
	done, _, err := v.o.Once(v.r.Context(), v.who, key, func(ctx context.Context) (store.Answered, error) {
		got, err := v.o.Portal.Write(ctx, v.who, in)
		return store.Answered{Status: http.StatusSeeOther, Location: v.root + "messages/" + string(got.Conversation)}, err
	})
	if err != nil {
		return err
	}
	v.cookies.Say(v.w, door.Word{Text: v.say("We have your message.")})
	return v.go303(done.Location)
}

// written reads the form.
func (v *visit) written() (office.Written, error) {
	err := v.r.ParseMultipartForm(door.MaxBody)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return office.Written{}, fault.Field("files", v.say("These files are larger than {n} MB together, and did not arrive. Leave some out, or send them in several messages.", "n", strconv.Itoa(office.MaxFileBytes>>20)))
	case err != nil && !errors.Is(err, http.ErrNotMultipart):
		return office.Written{}, fault.Field("text", "This did not arrive whole. Please send it again.")
	}
	form := v.r.PostForm
	in := office.Written{Subject: strings.TrimSpace(form.Get("subject")), Text: strings.TrimSpace(strings.ReplaceAll(form.Get("text"), "\r\n", "\n"))}
	if v.r.MultipartForm == nil {
		return in, nil
	}
	for _, head := range v.r.MultipartForm.File["files"] {
		f, err := sentFile(head)
		if err != nil {
			return in, err
		}
		if f.Name != "" || len(f.Bytes) > 0 {
			in.Files = append(in.Files, f)
		}
	}
	return in, nil
}

func sentFile(head *multipart.FileHeader) (office.File, error) {
	r, err := head.Open()
	if err != nil {
		return office.File{}, fmt.Errorf("open an upload: %w", err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		return office.File{}, fmt.Errorf("read an upload: %w", err)
	}
	kind, _, err := mime.ParseMediaType(head.Header.Get("Content-Type"))
	if err != nil {
		kind = "application/octet-stream"
	}
	sum := sha256.Sum256(b)
	return office.File{Name: conversation.CleanSubject(head.Filename), MediaType: kind, SHA256: hex.EncodeToString(sum[:]), Bytes: b}, nil
}

// complain fills the form with what was sent and what is wrong with it.
func (v *visit) complain(err error, w *page.Writing) error {
	f, ok := fault.As(err)
	if !ok || f.Kind == fault.NotFound || f.Kind == fault.NotAllowed || w == nil {
		return err
	}
	ui.Refill(v.r.Form, w.Fields()...)
	if rest := ui.Complain(v.complaints(f.Fields), w.Fields()...); len(f.Fields) == 0 {
		w.Error = v.complaint(f.Say)
	} else if len(rest) > 0 {
		w.Error = rest[0]
	}
	if m := v.r.MultipartForm; m != nil && len(m.File["files"]) > 0 && m.File["files"][0].Filename != "" && w.Files.Error == "" {
		w.Files.Error = v.say("Choose the files again: a browser does not keep them.")
	}
	ui.FocusFirst(w.Fields()...)
	return nil
}

// talkFile gives a file of a message, to be kept and not to be shown.
func talkFile(v *visit) error {
	seq, err := strconv.Atoi(v.r.PathValue("seq"))
	if err != nil {
		return fault.New(fault.NotFound, "There is no file at this address.")
	}
	at, b, err := v.o.Portal.File(v.r.Context(), v.who, v.r.PathValue("message"), seq)
	if err != nil {
		return err
	}
	set := v.w.Header()
	set.Set("Content-Type", "application/octet-stream")
	set.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": at.Name}))
	set.Set("X-Content-Type-Options", "nosniff")
	set.Set("Cache-Control", "private, no-store")
	set.Set("Content-Length", strconv.Itoa(len(b)))
	_, err = v.w.Write(b)
	return err
}
