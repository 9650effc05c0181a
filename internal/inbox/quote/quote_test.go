package quote

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// fragments are what hostile and honest letters are made of.
var fragments = []string{
	"\n", "\n", "\r\n", " ", "> ", ">", "Hello there, is it done?", "On Tue, Mar 3, 2026 at 9:12 AM Anna <anna@example.com> wrote:", "wrote:",
	"-- ", "--", "---", "_____", "From: Anna <anna@example.com>", "Sent: Tuesday, 3 March 2026 09:12", "To: Tom", "Subject: x", "Von:", "Sent from my iPhone",
	"-----Original Message-----", "---------- Forwarded message ----------", "2026-03-03 9:12 Anna <a@example.com>:", "\u00a0", "\xff", "é", "写道：", "- Tom", "http://example.com/aaaa",
	"<div>", "</div>", "<div class=gmail_quote>", "<blockquote>", "<blockquote type=cite>", "</blockquote>", "<br>", "<hr>", "<p>", "</p>", "<pre>", "</pre>", "<div id=appendonsend>",
	"<div class=gmail_signature>", "<table><tr><td>", "</table>", "<img src=x>", "<style>", "</style>", "<!-- x -->", "&lt;", "&nbsp;", "<span id=OLK_SRC_BODY_SECTION>", "</span>", "mailing list", "<", "<a href='",
}

func anyLetter() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 60).Draw(t, "fragments"), "")
	})
}

// whole joins the pieces; two neighbours are of different kinds and none is empty.
func whole(t interface{ Fatalf(string, ...any) }, p Parts) string {
	var b strings.Builder
	for i, piece := range p.Pieces {
		if piece.Text == "" || i > 0 && piece.Kind == p.Pieces[i-1].Kind {
			t.Fatalf("piece %d of %q", i, p.Pieces)
		}
		b.WriteString(piece.Text)
	}
	return b.String()
}

func checkText(t interface{ Fatalf(string, ...any) }, body string) {
	p := Text(body)
	if got := whole(t, p); got != body {
		t.Fatalf("the parts hold %q of %q", got, body)
	}
	var said int
	for _, s := range []string{p.Visible, p.Quoted, p.Signature, p.Forwarded} {
		said += len(spaceless(s))
	}
	if said != len(spaceless(body)) {
		t.Fatalf("%d bytes of %d are in a part: %q", said, len(spaceless(body)), p)
	}
}

// checkHTML compares with all that the page says, and the two halves of the fold
// with the whole.
func checkHTML(t interface{ Fatalf(string, ...any) }, body string) {
	all := whole(t, HTML(body))
	if want := render(body, false).text; all != want {
		t.Fatalf("the parts hold %q of %q", all, want)
	}
	shown, folded := Fold(body)
	if folded == "" && shown != body {
		t.Fatalf("nothing is folded of %q, and %q is shown", body, shown)
	}
	if len(shown) > len(body) || len(folded) > len(body) {
		t.Fatalf("%q and %q are more than %q", shown, folded, body)
	}
	for _, half := range []string{shown, folded} {
		if a, b := strings.Count(body, "<img"), strings.Count(half, "<img"); b > a {
			t.Fatalf("%q has more pictures than %q", half, body)
		}
	}
	if a, b := strings.Count(body, "Hello there"), strings.Count(shown, "Hello there")+strings.Count(folded, "Hello there"); b < a {
		t.Fatalf("%q and %q say less than %q", shown, folded, body)
	}
}

func TestPartsHoldTheWholeText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkText(t, anyLetter().Draw(t, "letter")) })
}

func TestPartsHoldTheWholePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkHTML(t, anyLetter().Draw(t, "letter")) })
}

// Every word that was written is in exactly one part, whatever stands around it.
func TestNoWordOfThePageIsLost(t *testing.T) {
	closed := slices.DeleteFunc(slices.Clone(fragments), func(f string) bool {
		return f == "<" || f == "<a href='" || f == "<style>" // a word within them is not shown
	})
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Join(rapid.SliceOfN(rapid.SampledFrom(closed), 0, 60).Draw(t, "fragments"), "")
		p := HTML(body)
		all := p.Visible + "\n" + p.Quoted + "\n" + p.Signature + "\n" + p.Forwarded
		if got, want := strings.Count(all, "Hello there, is it done?"), strings.Count(body, "Hello there, is it done?"); got != want {
			t.Fatalf("%d of %d are there: %+v", got, want, p.Pieces)
		}
	})
}

func FuzzText(f *testing.F) {
	for _, marked := range own {
		body, _ := ownParts(marked)
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) { checkText(t, body) })
}

func FuzzHTML(f *testing.F) {
	for _, p := range pages {
		f.Add(p.body)
	}
	f.Fuzz(func(t *testing.T, body string) { checkHTML(t, body) })
}

func TestShownIsInTheMailsOrder(t *testing.T) {
	p := Text("Look:\n\n---------- Forwarded message ----------\nFrom: Olaf <olaf@example.com>\nSubject: x\n\nhello\n")
	if want := "Look:\n\n---------- Forwarded message ----------\nFrom: Olaf <olaf@example.com>\nSubject: x\n\nhello"; p.Shown() != want {
		t.Errorf("%q", p.Shown())
	}
}

func TestLineLimit(t *testing.T) {
	for _, n := range []int{maxLines - 1, maxLines, maxLines + 1} {
		body := strings.Repeat("a\n", n-1) + "> b"
		p := Text(body)
		if got := whole(t, p); got != body {
			t.Errorf("%d lines: %d bytes of %d", n, len(got), len(body))
		}
		if (p.Quoted == "> b") != (n <= maxLines) {
			t.Errorf("%d lines: %q is quoted", n, p.Quoted)
		}
	}
}

// hostile are letters that make careless readers slow: the time must grow as
// the size does. Each is a unit that is repeated, and what closes it.
var hostile = []struct{ name, kind, unit, end string }{
	{"quote signs", "plain", "> \n", ""},
	{"quote signs in one line", "plain", "> ", ""},
	{"attributions", "plain", "On Tue, Mar 3, 2026 at 9:12 AM Anna <a@example.com> wrote:\n", ""},
	{"attributions apart", "plain", "On Tue, Mar 3, 2026 at 9:12 AM Anna <a@example.com> wrote:\n\n\n", ""},
	{"attributions in one line", "plain", "On Tue, Mar 3, 2026 at 9:12 AM Anna <a@example.com> wrote: ", ""},
	{"open attributions", "plain", "On Tue, Mar 3, 2026\n", ""},
	{"unsure attributions", "plain", "On 3 May Anna wrote:\n\n\n\n", "x"},
	{"headers", "plain", "From: a@example.com\n", ""},
	{"many headers", "plain", "To: a\nCc: b\nSubject: c\n", ""},
	{"rulers", "plain", "-----\n", ""},
	{"signatures", "plain", "a\n-- \n", ""},
	{"devices", "plain", "Sent from my iPhone\n", ""},
	{"empty lines", "plain", "\n", "x"},
	{"answers", "plain", "> a\nb\n", ""},
	{"links", "plain", "> http://x\ny\n", ""},
	{"one word", "plain", "a", ""},
	{"colons", "plain", ":", ""},
	{"open blocks", "html", "<div>", "x"},
	{"open quotes", "html", "<blockquote>x", ""},
	{"open letters", "html", "<b><i><a><font>", "x"},
	{"closed too often", "html", "</div></blockquote>", ""},
	{"wrong ends", "html", "<div><span></div></blockquote>", ""},
	{"gmail in gmail", "html", "<div class=gmail_quote>x<blockquote>", ""},
	{"open tags", "html", "<", ""},
	{"open attributes", "html", "<a href='", ""},
	{"open comments", "html", "<!--", ""},
	{"attributes", "html", "<a a=b ", ""},
	{"entities", "html", "&amp", ""},
	{"breaks", "html", "<br>", ""},
	{"lists", "html", "<ul><li>", ""},
	{"tables", "html", "<table><tr><td>x", ""},
	{"attributions in blocks", "html", "<div>On 11-Apr-2011, at 6:54 PM, Bob &lt;bob@example.com&gt; wrote:</div>", ""},
	{"spans", "html", "<span class=gmail_signature>x</span>", ""},
	{"marked paragraphs", "html", "<p class=gmail_signature>x", ""},
}

func TestHostileLettersAreWhole(t *testing.T) {
	for _, h := range hostile {
		body := strings.Repeat(h.unit, 256<<10/len(h.unit)) + h.end
		if h.kind == "plain" {
			if got := whole(t, Text(body)); got != body {
				t.Errorf("%s: %d bytes of %d", h.name, len(got), len(body))
			}
			continue
		}
		p := HTML(body)
		if got, want := len(spaceless(whole(t, p))), len(spaceless(p.Visible+p.Quoted+p.Signature+p.Forwarded)); got != want {
			t.Errorf("%s: %d bytes of %d", h.name, want, got)
		}
		if shown, folded := Fold(body); len(shown) > len(body) || len(folded) > len(body) {
			t.Errorf("%s: %d and %d bytes of %d", h.name, len(shown), len(folded), len(body))
		}
	}
}

// The time must grow as the size does: all of these are of 5 MB, none should
// take a second.
func BenchmarkHostile(b *testing.B) {
	for _, h := range hostile {
		body := strings.Repeat(h.unit, 5<<20/len(h.unit)) + h.end
		b.Run(strings.ReplaceAll(h.name, " ", "-"), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for range b.N {
				if h.kind == "html" {
					HTML(body)
				} else {
					Text(body)
				}
			}
		})
	}
}

// An ordinary answer, with a signature and a quoted letter.
func BenchmarkLetter(b *testing.B) {
	quoted := strings.Repeat("> This is a line of the letter that is answered, of the usual length.\n", 40)
	text := "Hello Anna,\n\n" + strings.Repeat("This is what I wanted to tell you about the kitchen.\n", 10) + "\nTom\n-- \nTom Hill\n\nOn Tue, Mar 3, 2026 at 9:12 AM Anna Berg <anna@example.com> wrote:\n\n" + quoted
	page := "<html><body>" + strings.Repeat("<div dir=ltr>This is what I wanted to tell you about the <b>kitchen</b>.<br></div>", 10) + pages["gmail"].body + strings.Repeat("<p class=MsoNormal><span style='color:#1F497D'>More</span></p>", 100) + "</body></html>"
	b.Run("text", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for range b.N {
			Text(text)
		}
	})
	b.Run("html", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		for range b.N {
			HTML(page)
		}
	})
	b.Run("fold", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		for range b.N {
			Fold(page)
		}
	})
}
