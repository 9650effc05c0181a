package vcard

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kept/internal/fault"
)

func TestRead(t *testing.T) {
	tests := []struct {
		file     string
		cards    []Card
		problems []string
	}{
		{"phone21.vcf", []Card{{
			Line: 1, Name: "Dr. Jörg Müller", Organisation: "Nordwind Öl GmbH", Title: "Leiter",
			Emails: []string{"j.mueller@nordwind.example", "joerg@nordwind.example"},
			Phones: []Phone{{"+49 170 1", []string{"CELL"}}, {"+49 40 2", []string{"WORK", "FAX"}}},
		}}, nil},
		{"apple30.vcf", []Card{
			{Line: 1, UID: "a1", Name: "Ana Ruiz", Organisation: "Brightwater, Inc.", Zone: "America/New_York",
				Emails: []string{"ana@brightwater.example"}, Phones: []Phone{{"+1 555 0100", []string{"CELL"}}}},
			{Line: 15, Name: "Lumen Studio", Organisation: "Lumen Studio", Company: true, Emails: []string{"hello@lumen.example"}},
		}, nil},
		{"four40.vcf", []Card{
			{Line: 1, UID: "4fbe8971", Name: "Chloé Petit", Organisation: "Atelier Petit", Title: "Directrice", Language: "fr",
				Emails: []string{"first@atelier.example", "second@atelier.example"},
				Phones: []Phone{{"+33-1-23-45 ext. 67", []string{"WORK"}}}},
			{Line: 25, Emails: []string{"only@atelier.example"}},
		}, []string{
			`line 13: "+0100" is no time zone like Europe/Rome; it was left out`,
			"line 17: this is a group of contacts, not a contact; it was passed over",
			"line 21: this contact has no name, organisation or address; it was passed over",
			"line 25: this contact never ends; the file may have been cut off",
			`line 27: "not an address" is no mail address`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", tt.file))
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read(data)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.cards, got.Cards); d != "" {
				t.Error(d)
			}
			var problems []string
			for _, p := range got.Problems {
				problems = append(problems, p.String())
			}
			if d := cmp.Diff(tt.problems, problems); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"": "empty", "Name,Email\nAna,a@b.example": "plain text", "BEGIN:VCALENDAR\n": "This is a calendar. Wanted is a file of contacts",
	} {
		if _, err := Read([]byte(in)); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestLimits(t *testing.T) {
	card := "BEGIN:VCARD\nFN:A\nEND:VCARD\n"
	for n, refused := range map[int]bool{MaxCards: false, MaxCards + 1: true} {
		if _, err := Read([]byte(strings.Repeat(card, n))); (fault.KindOf(err) == fault.Invalid) != refused {
			t.Errorf("%d cards: %v", n, err)
		}
	}
	for n, refused := range map[int]bool{MaxBytes: false, MaxBytes + 1: true} {
		in := append([]byte(card), bytes.Repeat([]byte("\n"), n-len(card))...)
		if _, err := Read(in); (fault.KindOf(err) == fault.Invalid) != refused {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	for n, told := range map[int]bool{MaxValues: false, MaxValues + 1: true} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "EMAIL:a%d@b.example\nTEL:%d\n", i, i)
		}
		f, err := Read([]byte("BEGIN:VCARD\n" + b.String() + "END:VCARD\n"))
		if err != nil {
			t.Fatal(err)
		}
		if c := f.Cards[0]; len(c.Emails) != MaxValues || len(c.Phones) != MaxValues || (len(f.Problems) == 2) != told {
			t.Errorf("%d values: %d addresses, %d phones, %v", n, len(c.Emails), len(c.Phones), f.Problems)
		}
	}
}

func TestOutsideOfEveryContact(t *testing.T) {
	f, err := Read([]byte("BEGIN:VCARD\nFN:A\nEND:VCARD\nFN:B\nEND:VCARD\n"))
	if err != nil || len(f.Cards) != 1 || len(f.Problems) != 2 {
		t.Errorf("%v, %v, %v", f.Cards, f.Problems, err)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"phone21.vcf", "apple30.vcf", "four40.vcf"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read(data)
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("an error that is no refusal: %v", err)
		}
		for _, c := range file.Cards {
			if c.Name == "" && c.Organisation == "" && len(c.Emails) == 0 {
				t.Error("a contact with nothing to know it by")
			}
			for _, a := range c.Emails {
				if strings.Count(a, "@") != 1 {
					t.Errorf("%q is no address", a)
				}
			}
		}
	})
}
