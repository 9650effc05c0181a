package post

import (
	"strings"
	"testing"

	"kept/internal/outbox"
)

// A mail says its own few words in its language, and turns where that is written
// from right to left.
func TestTwinInOtherLanguages(t *testing.T) {
	m := outbox.Mail{
		Subject: "x", Lead: "Lead", Language: "de", Code: "123456", Facts: []outbox.Fact{{Label: "Die Entwürfe", Value: "Freitag", Was: "Montag"}},
		Parts: []outbox.Part{{Title: "Erledigt", Lines: []string{"Der Umzug"}}},
	}
	for language, wants := range map[string][]string{
		"de":    {`<html lang="de">`, "zuvor: <s>Montag</s>", "text-align:left", "padding:0 0 0 22px", "padding:0 0 0 16px"},
		"en":    {`<html lang="en">`, "it was <s>Montag</s>"},
		"ar":    {`<html lang="ar" dir="rtl">`, "text-align:right", "padding:0 22px 0 0", "padding:0 16px 0 0"},
		"he-IL": {`dir="rtl"`},
		"es":    {"Código"},
	} {
		m.Language = language
		html, err := htmlTwin(m)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(html, want) {
				t.Errorf("in %s it does not say %q", language, want)
			}
		}
	}
	m.Language = "de"
	if text := m.Text(); !strings.Contains(text, "Die Entwürfe: Freitag (zuvor: Montag)") || !strings.Contains(text, "Code: 123456") {
		t.Errorf("the text says:\n%s", text)
	}
}
