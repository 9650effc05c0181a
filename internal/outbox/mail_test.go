package outbox_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kept/internal/outbox"
)

// The texts are goldens: a client reads them, and what is recorded as told is
// compared with them letter by letter.
func TestText(t *testing.T) {
	for _, c := range []struct {
		name string
		mail outbox.Mail
		want []string
	}{
		{"a telling", outbox.Mail{
			Greeting: "Hello Ana Ruiz,", Lead: "Mock-ups of four pages will be there on Wednesday 11 March 2026.", Body: "The printer needs two more days.\r\n\r\nThe rest stands.\r\n",
			Facts: []outbox.Fact{{Label: "Mock-ups of four pages", Value: "Wednesday 11 March 2026", Was: "Monday 9 March 2026"}, {Label: "Why", Value: "The printer is late"}},
			Next:  "You will hear from Nils Holm again by Thursday 12 March 2026.", Link: &outbox.Link{Label: "See where everything stands", URL: "https://kept.example/p/"},
			Sign: []string{"Nils Holm", "Northlight Studio"},
		}, []string{
			"Hello Ana Ruiz,", "",
			"Mock-ups of four pages will be there on Wednesday 11 March 2026.", "",
			"The printer needs two more days.", "", "The rest stands.", "",
			"Mock-ups of four pages: Wednesday 11 March 2026 (it was Monday 9 March 2026)", "Why: The printer is late", "",
			"You will hear from Nils Holm again by Thursday 12 March 2026.", "",
			"See where everything stands:", "https://kept.example/p/", "",
			"Nils Holm", "Northlight Studio",
		}},
		{"prompts", outbox.Mail{
			Greeting: "Hello Nils Holm,", Lead: "The plan is due.", Foot: "Kept writes inside your office hours.",
			Items: []outbox.Item{
				{Title: "The plan is due.", Why: "Tell them.", By: "By 12:00 it is still in time.", Link: outbox.Link{Label: "Settle it", URL: "https://kept.example/prompts/pmt_1"}},
				{Title: "Call Ana Ruiz.", Link: outbox.Link{Label: "Settle it", URL: "https://kept.example/prompts/pmt_2"}},
			},
		}, []string{
			"Hello Nils Holm,", "", "The plan is due.", "",
			"* The plan is due.", "  Tell them.", "  By 12:00 it is still in time.", "  Settle it: https://kept.example/prompts/pmt_1", "",
			"* Call Ana Ruiz.", "  Settle it: https://kept.example/prompts/pmt_2", "",
			"-- ", "Kept writes inside your office hours.",
		}},
		{"a way in", outbox.Mail{Lead: "Open the page.", Code: "123456", Link: &outbox.Link{Label: "Open", URL: "https://kept.example/sign-in/x"}}, []string{
			"Open the page.", "", "Code: 123456", "", "Open:", "https://kept.example/sign-in/x",
		}},
		{"a lone CR ends a line", outbox.Mail{Body: "one\rtwo\r\n\rthree"}, []string{"one", "two", "", "three"}},
		{"nothing", outbox.Mail{Lead: " \n", Body: "\r\n"}, []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.Join(c.want, "\n")+"\n", c.mail.Text()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What is kept is what was queued: parts, bytes and all.
func TestMailIsKeptAsItIs(t *testing.T) {
	parts := rapid.Make[outbox.Mail]()
	rapid.Check(t, func(t *rapid.T) {
		m := parts.Draw(t, "mail")
		kept, err := m.JSON()
		if err != nil {
			t.Fatal(err)
		}
		got, err := outbox.ReadMail(kept)
		if err != nil {
			t.Fatal(err)
		}
		again, err := got.JSON()
		if err != nil || again != kept {
			t.Errorf("kept anew it is another one (%v):\n%s\n%s", err, kept, again)
		}
		if got.Text() != m.Text() {
			t.Errorf("its text changed:\n%q\n%q", m.Text(), got.Text())
		}
		if diff := cmp.Diff(bare(m), bare(got)); diff != "" {
			t.Errorf("(-queued +kept):\n%s", diff)
		}
	})
}

// bare drops what JSON leaves out either way: empty lists are no lists.
func bare(m outbox.Mail) outbox.Mail {
	if len(m.Facts) == 0 {
		m.Facts = nil
	}
	if len(m.Parts) == 0 {
		m.Parts = nil
	}
	m.Parts = slices.Clone(m.Parts)
	for i := range m.Parts {
		if len(m.Parts[i].Lines) == 0 {
			m.Parts[i].Lines = nil
		}
	}
	if len(m.Items) == 0 {
		m.Items = nil
	}
	if len(m.Links) == 0 {
		m.Links = nil
	}
	if len(m.Sign) == 0 {
		m.Sign = nil
	}
	if len(m.References) == 0 {
		m.References = nil
	}
	if len(m.Files) == 0 {
		m.Files = nil
	}
	m.Files = slices.Clone(m.Files)
	for i := range m.Files {
		m.Files[i].Bytes = nil // they are read when they are wanted
	}
	return m
}

// A text has no CR, ends in exactly one line break and is the same each time.
func TestTextIsLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := outbox.Mail{Greeting: "Hello,", Lead: "News.", Body: rapid.StringOf(rapid.SampledFrom([]rune("ab é.\r\n\t-"))).Draw(t, "body"), Sign: []string{"Nils"}}
		text := m.Text()
		if strings.Contains(text, "\r") || !strings.HasSuffix(text, "\nNils\n") || strings.HasSuffix(text, "\n\n") {
			t.Errorf("%q", text)
		}
	})
}

func TestReadMailRefusesWhatIsNone(t *testing.T) {
	for _, s := range []string{"", "nonsense", `{"from": 3}`, `{"to": {"addr": "ana@casaruiz.example"}`} {
		if m, err := outbox.ReadMail(s); err == nil {
			t.Errorf("%q was read as %+v", s, m)
		}
	}
	// What an older Kept has queued lacks what came later.
	if m, err := outbox.ReadMail(`{"subject": "News"}`); err != nil || m.Subject != "News" {
		t.Errorf("read as %+v: %v", m, err)
	}
}
