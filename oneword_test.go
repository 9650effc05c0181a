package kept_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"kept/internal/tongue"
)

// otherwise are sentences in which an English word means something else, or is
// rightly not said, with the reason.
var otherwise = map[string]string{
	"It is too late to undo. Release the promise, or tell them the correction.":                                                                                      "others release from it, and so say what it is about",
	"Each request is signed as Standard Webhooks has it (standardwebhooks.com): webhook-id, webhook-timestamp and webhook-signature. Without that nothing is taken.": "a name",
	"The same, signed in by a refresh token: Microsoft 365 asks for it, Google Workspace prefers it.":                                                                "a name",
	"Changes come from then on. For what is there already, list the issues in a terminal by the command below, and bring the file in as a plan.":                     "GitHub’s issues",
	"Open conversations": "a tab among conversations",
}

// foreign are the words of others that ours are also called by: GitHub's issues.
var foreign = regexp.MustCompile(`GitHub|Wekan|Issue dependencies`)

// Every sentence that says a word of the table in docs/languages.md says in each
// language what stands there, its ending free.
func TestOneWordOneMeaning(t *testing.T) {
	table, codes := oneWords(t)
	if len(table) < 40 {
		t.Fatal("the table in docs/languages.md is not found any more")
	}
	met := map[string]bool{}
	for english, row := range table {
		says, n := regexp.MustCompile(`(?i)\b`+strings.TrimSuffix(english, "y")+`(y|ies|s|es|d)?\b`), 0
		for _, s := range tongue.Sentences() {
			if !says.MatchString(places.ReplaceAllString(s, "")) {
				continue
			}
			n++
			if otherwise[s] != "" || english == "issue" && foreign.MatchString(s) {
				met[s] = true
				continue
			}
			for i, code := range codes {
				if said := tongue.In(code).Say(s); !slices.ContainsFunc(strings.Split(row[i], ", "), func(word string) bool { return saysWord(said, word) }) {
					t.Errorf("%s of %q:\n  %s\n  %s", row[i], english, s, said)
				}
			}
		}
		if n == 0 {
			t.Errorf("no sentence says %q any more", english)
		}
	}
	for s := range otherwise {
		if !met[s] {
			t.Errorf("this is not met any more: %s", s)
		}
	}
}

var places = regexp.MustCompile(`\{\w+\}`)

// What a sentence quotes is a button or a field of ours: its translations quote
// the words that stand there in their language.
func TestWhatIsQuotedIsSaidSo(t *testing.T) {
	ours := tongue.Sentences()
	n := 0
	for _, s := range ours {
		for _, m := range quotation.FindAllStringSubmatch(s, -1) {
			if !slices.Contains(ours, m[1]) {
				continue
			}
			n++
			for _, code := range tongue.Codes() {
				if v := tongue.In(code); !strings.Contains(v.Say(s), v.Say(m[1])) {
					t.Errorf("%s quotes something else than %q:\n  %s", code, v.Say(m[1]), v.Say(s))
				}
			}
		}
	}
	if n < 3 {
		t.Errorf("only %d quotations were met", n)
	}
}

var quotation = regexp.MustCompile(`“([^”{}]+)”`)

// oneWords reads the table: by the English word the others', in the order of codes.
func oneWords(t *testing.T) (map[string][]string, []string) {
	t.Helper()
	b, err := os.ReadFile("docs/languages.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(b), "### One word, one meaning\n")
	section, _, _ = strings.Cut(section, "\nAnd so,")
	byName := map[string]string{"German": "de", "French": "fr", "Spanish": "es", "Portuguese": "pt", "Dutch": "nl", "Italian": "it"}
	var codes []string
	out := map[string][]string{}
	for _, line := range strings.Split(section, "\n") {
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		switch {
		case len(cells) != len(byName)+1 || strings.HasPrefix(cells[0], "---"):
		case codes == nil:
			for _, name := range cells[1:] {
				codes = append(codes, byName[name])
			}
		default:
			out[cells[0]] = cells[1:]
		}
	}
	return out, codes
}

// saysWord tells whether a text has each word of a term, its ending free: in Dutch
// and German also inside a longer word.
func saysWord(text, term string) bool {
	words := wordsOf(text)
	for _, w := range wordsOf(term) {
		stem := []rune(w)
		if n := len(stem); n > 4 {
			stem = stem[:max(4, n-2)]
		}
		if !slices.ContainsFunc(words, func(x string) bool {
			return strings.HasPrefix(x, string(stem)) || len(stem) >= 5 && strings.Contains(x, string(stem))
		}) {
			return false
		}
	}
	return true
}

// wordsOf are the words of a text without cases and accents.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s)), func(r rune) bool { return !unicode.IsLetter(r) })
}
