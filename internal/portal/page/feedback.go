package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Worried is where a reader says that he is worried: who will read it is named,
// and nothing happens before he presses the button.
type Worried struct {
	Frame
	Heading string
	Reads   Contact // who is asked at once
	Lead    string
	Owed    Owed    // he has said so already: who answers, and by when
	Talk    ui.Link // what was said about it
	Form    *ui.Form
	Text    ui.Field
	Button  string
	Note    string
}

// View prints the page.
func (w Worried) View() templ.Component { return worriedView(w) }

// Reach is how a reader gets hold of who leads.
type Reach struct {
	Frame
	Heading string
	Person  Contact
	Lead    string
	Write   ui.Link
	Form    *ui.Form // to be called back; nil = who looks may not
	When    ui.Field
	Phone   ui.Field
	About   ui.Field
	Button  string
}

// Fields gives all fields of the form.
func (r *Reach) Fields() []*ui.Field { return []*ui.Field{&r.When, &r.Phone, &r.About} }

// View prints the page.
func (r Reach) View() templ.Component { return reachView(r) }

// Question is a question or an approval: what is asked, what is approved word for
// word, what was answered before, and the form.
type Question struct {
	Frame
	Heading string
	Words   string
	Why     string
	Shown   string // what is approved
	Mark    string // that names this version
	Facts   []AskedFact
	Before  []AnsweredBefore // the newest first
	Form    *ui.Form         // nil = it cannot be answered
	Answer  ui.Field         // yes or no, or what is offered; without options: not shown
	Text    ui.Field
	Button  string
	Note    string
}

// AnsweredBefore is an answer that was given.
type AnsweredBefore struct {
	Say  string
	At   ui.Moment
	Text string
}

// Fields gives all fields of the form.
func (q *Question) Fields() []*ui.Field { return []*ui.Field{&q.Answer, &q.Text} }

// View prints the page.
func (q Question) View() templ.Component { return questionView(q) }

// Rate asks how content the reader is.
type Rate struct {
	Frame
	Heading string
	Lead    string
	Form    ui.Form
	Stars   ui.Field
	Said    ui.Field
	Button  string
	Note    string
}

// Fields gives all fields of the form.
func (r *Rate) Fields() []*ui.Field { return []*ui.Field{&r.Stars, &r.Said} }

// View prints the page.
func (r Rate) View() templ.Component { return rateView(r) }

// Comments is what was said about what a page shows, and the form to go on.
type Comments struct {
	Said []Said
	Owed Owed
	Form *ui.Form // nil = who looks may not
	Text ui.Field
}

// WaitsFor is one thing that we wait for from the reader.
type WaitsFor struct {
	Link ui.Link
	What string // "A question", "An approval", "Something to do"
	Due  string // what stands before By: "by"
	By   ui.Moment
}

// Worry is what every page offers a reader who is worried, or that somebody has it.
type Worry struct {
	Ask  ui.Link // "I am worried"
	Owed string  // "Lena Fox has it and answers by Tuesday, 11:00."
	Talk ui.Link
}

// About is a page on which a reader says something about one thing.
type About struct {
	Frame
	Heading  string
	Lead     string
	Comments *Comments
}

// View prints the page.
func (a About) View() templ.Component { return aboutView(a) }
