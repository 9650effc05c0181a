package tongue

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed sentences/*.txt
var files embed.FS

// sentence is one sentence in one language.
type sentence struct {
	usual string
	forms map[plural.Form]string // where some numbers want another form
}

// entry is one English sentence with the others' beside it.
type entry struct {
	english string
	others  map[string]sentence // by the language's code
}

// forms are the names that CLDR gives to the kinds of numbers.
var formNames = map[string]plural.Form{"zero": plural.Zero, "one": plural.One, "two": plural.Two, "few": plural.Few, "many": plural.Many}

// catalogue is every sentence by language and by its English. It is read once;
// the files are part of the program, and a test reads them first.
var catalogue = sync.OnceValue(func() map[string]map[string]sentence {
	all, err := entries(files)
	if err != nil {
		panic(err) // a test holds the files to being readable
	}
	out := map[string]map[string]sentence{}
	for _, code := range codes[1:] {
		out[code] = make(map[string]sentence, len(all))
		for _, e := range all {
			if s, ok := e.others[code]; ok {
				out[code][e.english] = s
			}
		}
	}
	return out
})

var tags = sync.OnceValue(func() (out [languages]language.Tag) {
	for i, c := range codes {
		out[i] = language.Make(c)
	}
	return out
})

// Sentences lists the English sentences that the catalogue has.
func Sentences() []string {
	var out []string
	for _, s := range catalogueOrder() {
		out = append(out, s.english)
	}
	return out
}

var catalogueOrder = sync.OnceValue(func() []entry {
	all, _ := entries(files)
	return all
})

// unbroken keeps French marks on the line of their word.
var unbroken = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;", " ?", "\u00a0?", " !", "\u00a0!", "« ", "«\u00a0", " »", "\u00a0»")

// entries reads files of sentences: "= English", then a line for each language,
// its code and its sentence; "#" begins a remark. A form for some numbers stands
// on a line of its own: "fr.many …".
func entries(from fs.FS) ([]entry, error) {
	names, err := fs.Glob(from, "sentences/*.txt")
	if err != nil {
		return nil, err
	}
	var out []entry
	seen := map[string]bool{}
	for _, name := range names {
		b, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		for i, line := range strings.Split(string(b), "\n") {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			if english, ok := strings.CutPrefix(line, "= "); ok {
				if seen[english] {
					return nil, fmt.Errorf("%s:%d: %q stands there twice", name, i+1, english)
				}
				seen[english] = true
				out = append(out, entry{english, map[string]sentence{}})
				continue
			}
			if len(out) == 0 || !out[len(out)-1].read(line) {
				return nil, fmt.Errorf("%s:%d: %q is neither \"= English\" nor a language and its sentence", name, i+1, line)
			}
		}
	}
	return out, nil
}

// read reads the line of one language.
func (e entry) read(line string) bool {
	head, text, ok := strings.Cut(line, " ")
	code, form, special := strings.Cut(head, ".")
	if !ok || !slices.Contains(codes[1:], code) {
		return false
	}
	if code == "fr" {
		text = unbroken.Replace(text)
	}
	s := e.others[code]
	if !special {
		if s.usual != "" {
			return false
		}
		s.usual = strings.TrimSpace(text)
		e.others[code] = s
		return s.usual != ""
	}
	f, known := formNames[form]
	if !known {
		return false
	}
	if s.forms == nil {
		s.forms = map[plural.Form]string{}
	}
	s.forms[f] = strings.TrimSpace(text)
	e.others[code] = s
	return true
}
