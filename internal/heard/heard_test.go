package heard

import (
	"os"
	"strings"
	"testing"
	"time"

	"kept/internal/typed"
	"kept/worktime"
)

// wednesday is Wednesday 4 March 2026, 10:12:33 in Rome.
var wednesday = time.Date(2026, 3, 4, 9, 12, 33, 0, time.UTC)

func rome(t testing.TB) *worktime.Calendar {
	t.Helper()
	c, err := worktime.Compile(worktime.Standard("Europe/Rome"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// short is a date as the tables write it: "Fri 6 Mar", "Thu 5 Mar 16:00", with a
// "?" when it is unsure and the year when it is another one.
func shortly(h Heard, loc *time.Location) string {
	s := time.Date(h.When.Day.Year, h.When.Day.Month, h.When.Day.Date, 0, 0, 0, 0, time.UTC).Format("Mon 2 Jan 2006")
	s = strings.TrimSuffix(s, " 2026")
	if !h.When.IsDay() {
		s += h.When.At.In(loc).Format(" 15:04")
	}
	if h.Unsure {
		s += "?"
	}
	return s
}

// TestSevenLanguages reads testdata: "date | sentence", with "; " between two
// dates, and "-" where there is no promise.
func TestSevenLanguages(t *testing.T) {
	c := rome(t)
	for _, lang := range []string{"en", "de", "fr", "es", "pt", "nl", "it"} {
		text, err := os.ReadFile("testdata/" + lang + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		promises, none := 0, 0
		for l := range strings.Lines(string(text)) {
			want, sentence, ok := strings.Cut(strings.TrimSpace(l), " | ")
			if !ok {
				t.Fatalf("%s: %q", lang, l)
			}
			if want == "-" {
				none++
				want = ""
			} else {
				promises++
			}
			var got []string
			for _, h := range In(strings.ReplaceAll(sentence, `\n`, "\n"), lang, wednesday, c) {
				got = append(got, shortly(h, c.Location()))
				if h.Words != h.When.Echo(c.Location()) || h.Phrase == "" || !strings.Contains(h.Sentence, h.Phrase) {
					t.Errorf("%s: %+v", lang, h)
				}
			}
			if strings.Join(got, "; ") != want {
				t.Errorf("%s: %q: got %q, want %q", lang, sentence, strings.Join(got, "; "), want)
			}
		}
		least := 8
		if lang == "en" {
			least = 40
		}
		if promises < least || none < promises {
			t.Errorf("%s: %d promises, %d without", lang, promises, none)
		}
	}
}

func TestWhatIsShown(t *testing.T) {
	c := rome(t)
	text := "Hello Anna,\n\nthank you for your call. I'll send you the draft by Friday\nat 4pm. Could you check the colours?\n\nBest regards\nTom\n-- \nI will call you tomorrow.\n"
	got := In(text, "en", wednesday, c)
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	h := got[0]
	if h.Sentence != "I'll send you the draft by Friday at 4pm" || h.Phrase != "by Friday at 4pm" || h.Words != "Friday 6 March 2026, 16:00 (Rome)" || h.Unsure {
		t.Errorf("%+v", h)
	}
	want, err := typed.Parse("2026-03-06 16:00", c, wednesday)
	if err != nil || h.When != want {
		t.Errorf("%+v, want %+v, %v", h.When, want, err)
	}
}

// On the day itself a weekday has two readings.
func TestAWeekdayOnItsOwnDayIsUnsure(t *testing.T) {
	c := rome(t)
	friday := time.Date(2026, 3, 6, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"I'll send it by Friday.":             "Fri 13 Mar?",
		"I'll send it by Monday.":             "Mon 9 Mar",
		"I'll send it today.":                 "Fri 6 Mar",
		"I'll send it by the end of the week": "Fri 6 Mar",
		"I'll send it by 4 March":             "Thu 4 Mar 2027?", // that was two days ago
	} {
		got := In(text, "en", friday, c)
		if len(got) != 1 || shortly(got[0], c.Location()) != want {
			t.Errorf("%q: %+v, want %s", text, got, want)
		}
	}
	evening := time.Date(2026, 3, 6, 19, 0, 0, 0, time.UTC)
	if got := In("You will have it today by 16:00.", "en", evening, c); len(got) > 0 {
		t.Errorf("what is past is promised: %+v", got)
	}
}

func TestTheLanguageIsGuessedWhenItIsNotNamed(t *testing.T) {
	c := rome(t)
	for text, want := range map[string]int{
		"Vielen Dank für Ihre Geduld, wir melden uns bis Donnerstag bei Ihnen.": 1,
		"Thank you for your patience, we will call you tomorrow.":               1,
		"12345": 0,
	} {
		if got := In(text, "", wednesday, c); len(got) != want {
			t.Errorf("%q: %+v", text, got)
		}
	}
	if got := In("I'll send it tomorrow.", "xx", wednesday, c); len(got) > 0 {
		t.Errorf("a language that nobody reads: %+v", got)
	}
	if got := In("Wir melden uns morgen.", "de-AT", wednesday, c); len(got) != 1 {
		t.Errorf("German in Austria: %+v", got)
	}
}

func TestLimits(t *testing.T) {
	c := rome(t)
	if got := In(strings.Repeat("I'll call you tomorrow. ", 100), "en", wednesday, c); len(got) != maxHeard {
		t.Errorf("%d promises", len(got))
	}
	if got := In(strings.Repeat("\n", maxText)+"I'll call you tomorrow.", "en", wednesday, c); len(got) > 0 {
		t.Errorf("behind the limit: %+v", got)
	}
	if got := In("I'll call you "+strings.Repeat("very ", maxWords)+"soon, tomorrow.", "en", wednesday, c); len(got) > 0 {
		t.Errorf("in a sentence without end: %+v", got)
	}
}

func FuzzIn(f *testing.F) {
	for _, s := range []string{"I'll send you the draft by Friday at 4pm", "Wir melden uns bis 12. Mai um 16 Uhr.", "Vous aurez le devis d'ici la fin de la semaine", "İ ı ſ K I'll call tomorrow", "«a» “b” \"c",
		"Le enviaré el presupuesto mañana a las 4 de la tarde", "até 12/05 às 16h30", "in 99999 working days", "I'll send it by \xff Friday", "- I'll call in 0 days\n- by 31 Feb", "entro le ore 16.30 di domani"} {
		for n := range uint8(7) {
			f.Add(s, n)
		}
	}
	c := rome(f)
	langs := []string{"en", "de", "fr", "es", "pt", "nl", "it", ""}
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		lang := langs[int(n)%len(langs)]
		got := In(text, lang, wednesday, c)
		if len(got) > maxHeard {
			t.Fatalf("%d promises", len(got))
		}
		for _, h := range got {
			if h.Sentence == "" || h.Phrase == "" || !strings.Contains(h.Sentence, h.Phrase) {
				t.Fatalf("%q: %+v", text, h)
			}
			if h.When.Past || h.When.Day.IsZero() || h.Words != h.When.Echo(c.Location()) {
				t.Fatalf("%q: %+v", text, h)
			}
			again, err := typed.Parse(h.When.ISO(c.Location()), c, wednesday)
			if err != nil || again != h.When {
				t.Fatalf("%q: %+v is %+v, %v", text, h, again, err)
			}
		}
	})
}

func BenchmarkIn(b *testing.B) {
	c := rome(b)
	text := strings.Repeat("Thank you for the drawings of the kitchen, which we have read with much interest. ", 20) + "I'll send you the draft by Friday at 4pm."
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		In(text, "en", wednesday, c)
	}
}

// However words are put together, reading them takes no longer than their number.
func BenchmarkWorst(b *testing.B) {
	c := rome(b)
	for name, word := range map[string]string{"dates": "tomorrow or ", "glue": "at on the ", "vows": "i will send ", "numbers": "12 at 4 of "} {
		text := strings.Repeat(strings.Repeat(word, maxWords/3)+". ", 100)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				In(text, "en", wednesday, c)
			}
		})
	}
}
