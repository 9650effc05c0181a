package page

import (
	"strconv"

	"github.com/a-h/templ"

	"kept/internal/tongue"
	"kept/internal/ui"
)

// Talks is what a client wrote to us, and what we answered, by conversation.
type Talks struct {
	Frame
	Heading  string // "Your messages"
	Rows     []TalkRow
	None     string // what an empty list says
	WriteURL string // empty: who looks may not write
}

// View prints the page.
func (t Talks) View() templ.Component { return talksView(t) }

// TalkRow is one conversation in the list.
type TalkRow struct {
	URL     string
	Subject string
	At      ui.Moment // of the last message
	Owed    Owed
}

// Owed is what the client waits for: a sentence, and the moment that he was told.
type Owed struct {
	Say  string // "We have it. Marta Kern answers by"; empty: he waits for nothing
	By   ui.Moment
	Late bool // it was due, and he waits still
}

// Talk is one conversation.
type Talk struct {
	Frame
	Subject string
	Said    []Said // the oldest first
	Owed    Owed
	Form    *Writing // nil: who looks may not write
}

// View prints the page.
func (t Talk) View() templ.Component { return talkView(t) }

// Said is one message of a conversation.
type Said struct {
	Who   string // "Marta Kern"; empty: the reader himself
	At    ui.Moment
	How   string // "by mail", "in a call"
	Text  string // as it was written; printed as words, never as markup
	Lang  string // of Text, where it is known and another than the page's
	Ack   bool   // it told him that we have his message, and no more
	Files []ui.Link
}

// paragraphs parts the text at its blank lines.
func (s Said) paragraphs() []string { return Notice{Text: s.Text}.paragraphs() }

// Writing is the form in which a client writes to us.
type Writing struct {
	ui.Form
	Subject *ui.Field // nil: it goes on with a conversation
	Text    ui.Field
	Files   ui.Field
}

// NewWriting makes the form; fresh asks for a subject too. Its files may have so
// many megabytes together. Its labels are said by v.
func NewWriting(v tongue.Voice, f ui.Form, fresh bool, megabytes int) *Writing {
	w := &Writing{
		Form:  f,
		Text:  ui.Field{Name: "text", Label: v.Say("Your message"), Required: true, Rows: 6, MaxLength: 20_000, Words: true},
		Files: ui.Field{Name: "files", Label: v.Say("Files"), Type: "file", Optional: true, Multiple: true, Hint: v.Say("Up to {n} MB together.", "n", strconv.Itoa(megabytes))},
	}
	if fresh {
		w.Subject = &ui.Field{Name: "subject", Label: v.Say("What it is about"), Optional: true, MaxLength: 300, Autocomplete: "off", Focus: true}
	}
	return w
}

// Fields gives all fields of the form.
func (w *Writing) Fields() []*ui.Field {
	out := []*ui.Field{&w.Text, &w.Files}
	if w.Subject != nil {
		out = append(out, w.Subject)
	}
	return out
}

// NewTalk is where a client begins a conversation.
type NewTalk struct {
	Frame
	Heading string
	Lead    string
	Form    *Writing // nil: who looks may not write
}

// View prints the page.
func (n NewTalk) View() templ.Component { return newTalkView(n) }
