package page_test

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kept/internal/portal/page"
	"kept/internal/portal/page/sample"
	"kept/internal/ui"
)

// read gives the words of a page as they are read out, in one line.
func read(t *testing.T, p page.Page) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(printed(t, p)))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			words = append(words, strings.Fields(n.Data)...)
		}
		if n.Data == "head" && n.Type == html.ElementNode {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return strings.Join(words, " ")
}

func named(t *testing.T, name string) page.Page {
	t.Helper()
	for _, e := range sample.Gallery() {
		if e.Name == name {
			return e.Page
		}
	}
	t.Fatalf("no sample is named %s", name)
	return nil
}

// inOrder holds a text to saying these things, one after the other.
func inOrder(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, w := range wants {
		i := strings.Index(text, w)
		if i < 0 {
			t.Fatalf("the page does not say %q (any more); it goes on: %.300s", w, text)
		}
		text = text[i+len(w):]
	}
}

// Story 9: the first screen answers the five questions before anything else.
func TestHomeAnswersTheFiveQuestionsFirst(t *testing.T) {
	inOrder(t, read(t, named(t, "home")),
		"Your new website is being drawn; the opening on 2 April stands.",
		"Next Mock-ups of the home page and two inner pages",
		"When Wednesday 11 March, 12:00 in 5 days",
		"With you", "Marta Kern leads your project",
		"You hear from us Tuesday 10 March, by noon in 4 days Marta writes to you, whatever happens.",
		"Write to us", "Your projects", "What we have promised you", "Kept lately", "What we have told you", "Whom to speak to")
}

// A date that moved says what it was, why, and when the client was told; one
// that did not says nothing of the kind.
func TestPromisesTellTheirHistory(t *testing.T) {
	text := read(t, named(t, "home"))
	inOrder(t, text, "Mock-ups of the home page", "by Wednesday 11 March, 12:00", "New date", "Léa Fontaine",
		"It was Monday 9 March, 16:00", "The photographs of the courtyard", "You were told by mail today, 10:12.", "Every date, and why", "Thursday 5 March, 16:00")
	if n := strings.Count(text, "It was Monday"); n != 1 {
		t.Errorf("%d promises say what they were, want the one that moved", n)
	}
	inOrder(t, read(t, named(t, "promise-silence")), "Thursday 5 March, 16:00", "Missed, and you were not told", "The day passed without a word from us.", "Friday 6 March, 12:00", "Kept")
}

// A missing next contact is our failing and said so; a closed client is owed none.
func TestNextContactIsNeverABlank(t *testing.T) {
	h := named(t, "home-bare").(page.Home)
	inOrder(t, read(t, h), "You hear from us We owe you this date", "Write to Marta")
	h.Closed = true
	if text := read(t, h); strings.Contains(text, "You hear from us") {
		t.Errorf("a closed client is told of a next contact: %s", text)
	}
}

// What was told stands word for word, with its breaks, and never as markup.
func TestNoticesStandWordForWord(t *testing.T) {
	n := named(t, "notice").(page.NoticePage)
	n.Notice.Text = "Dear <b>Ana</b>,\r\n\r\n<script>alert(1)</script>\n- one\n- two & three\n\n\n\nMarta"
	got := printed(t, n)
	want := "<p>Dear &lt;b&gt;Ana&lt;/b&gt;,</p><p>&lt;script&gt;alert(1)&lt;/script&gt;\n- one\n- two &amp; three</p><p>Marta</p>"
	if !strings.Contains(got, want) {
		t.Errorf("the notice does not stand word for word:\n%s", got)
	}
	inOrder(t, read(t, n), "The mock-ups come on Wednesday 11 March instead of Monday", "From Marta Kern", "To Ana Ruiz, by mail to ana@casaruiz.example", "Answer Marta")
}

// Opening a page changes nothing: whatever acts is a form that posts.
func TestEverythingThatActsIsPosted(t *testing.T) {
	forms := regexp.MustCompile(`<form[^>]*>`)
	for _, e := range sample.Gallery() {
		got := printed(t, e.Page)
		for _, f := range forms.FindAllString(got, -1) {
			if !strings.Contains(f, `method="post"`) || strings.Contains(f, `action=""`) {
				t.Errorf("%s: %s", e.Name, f)
			}
		}
		if strings.Count(got, "<button") > 0 && !forms.MatchString(got) {
			t.Errorf("%s has a button without a form", e.Name)
		}
	}
	for _, name := range []string{"ask", "code", "confirm", "link-used", "choose", "devices"} {
		if !forms.MatchString(printed(t, named(t, name))) {
			t.Errorf("%s has nothing to act with", name)
		}
	}
}

// Addresses from a workspace's settings cannot run anything.
func TestForeignAddressesAreDefused(t *testing.T) {
	h := named(t, "home").(page.Home)
	h.Firm.URL, h.Who.Mail.URL, h.Leader.Phone.URL = "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x"
	if got := strings.ToLower(printed(t, h)); strings.Contains(got, `"javascript:`) || strings.Contains(got, `"data:`) {
		t.Error("an address that runs something is printed")
	}
}

// Every state has a word of its own in the client's language.
func TestEveryStateHasAWord(t *testing.T) {
	seen := map[string]ui.State{}
	for _, s := range ui.States() {
		w := page.English().State(s)
		if other, twice := seen[w]; w == "" || w == string(s) || twice {
			t.Errorf("%s is called %q, like %q", s, w, other)
		}
		seen[w] = s
	}
}

// Another language reaches every fixed word.
func TestWordsCanBeTranslated(t *testing.T) {
	h := named(t, "home").(page.Home)
	h.Lang = "de"
	h.Words = page.English()
	h.Words.Next, h.Words.Hear, h.Words.Open = "Als Nächstes", "Sie hören von uns", "Was wir Ihnen versprochen haben"
	got := printed(t, h)
	for _, want := range []string{`<html lang="de"`, "Als Nächstes", "Sie hören von uns", "Was wir Ihnen versprochen haben"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}
