package kept_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"html"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kept/internal/tongue"
)

// deskGroup is a part of what members read: the files that say it, and the file
// of sentences (internal/tongue/sentences/NAME.txt) that has it in every language.
type deskGroup struct {
	name    string
	files   []string // of Go, by their path; a template is its _templ.go
	refuses []string // files whose refusals a member can meet there
}

func in(dir string, names string) (out []string) {
	for _, n := range strings.Fields(names) {
		out = append(out, dir+n+".go")
	}
	return out
}

const web, pages, office = "internal/web/", "internal/web/page/", "internal/office/"

var deskGroups = []deskGroup{
	{"desk", slices.Concat(
		in(web, "access frame home me moment promptacts settingspart voice web clientroutes promiseroutes talkroutes routes cursor once presence"),
		in(pages, "desk desk_templ front front_templ home home_templ me page say voice act act_templ"),
		in(office, "promptmail"),
		in("internal/ui/", "state base_templ form_templ components_templ")), nil},
	{"desk-work", slices.Concat(
		in(web, "agenda dateask handoff handoffpage happened issue issuetell nextcontact overtaken plan planimport planlink"),
		in(web, "planmove planstep projects promiseacts promiseedit promiseform promisehang promiselist promisepage span"),
		in(web, "telling templates"),
		in(pages, "date date_templ handoff handoff_templ issue issue_templ plan plan_templ planimport planimport_templ planmove planmove_templ"),
		in(pages, "project project_templ promise promise_templ template template_templ")), []string{"plan/*.go", "promise/*.go", "handoff/*.go", "issue/*.go", "prompt/*.go", "internal/office/promises.go", "internal/office/plans.go", "internal/office/templates.go", "internal/office/planlinks.go", "internal/office/planimport.go", "internal/office/handoffs.go", "internal/office/issues.go", "internal/office/undo.go", "internal/office/tell.go", "internal/office/prompts.go"}},
	{"desk-talk", slices.Concat(
		in(web, "address answer arrival cadence calls checkin choosing clientform clientlist clientpage composer confirm"),
		in(web, "coming contacts document far feedback fieldlog follows heard history inbox messagefile notices saying sentfile shelf talkacts"),
		in(web, "talkmove talkpage triage update updateplan written"),
		in(pages, "voice_templ call call_templ client client_templ composer composer_templ document document_templ far far_templ fieldlog"),
		in(pages, "fieldlog_templ inbox inbox_templ notice notice_templ talk talk_templ triage triage_templ trymail trymail_templ"),
		in(pages, "coming coming_templ follows follows_templ shelf shelf_templ update update_templ")), []string{"client/*.go", "news/*.go", "document/*.go", "fieldlog/*.go", "shelf/*.go", "conversation/*.go", "reply/reply.go", "internal/office/updates.go", "internal/office/updateplan.go", "internal/office/checkins.go", "internal/office/checkinasks.go", "internal/office/calls.go", "internal/office/chases.go", "internal/office/photos.go", "internal/office/triage.go", "internal/office/clients.go", "internal/office/conversations.go", "internal/office/documents.go", "internal/office/fieldlog.go", "internal/office/sent.go"}},
	{"desk-firm", slices.Concat(
		in(web, "backup calibration daysoff firmsettings helppage importpage inboxsettings journal journaldiff memberpage"),
		in(web, "portalhost officehours people phrases promptpage record remindsettings rows search wayform waysin waysorts waytest"),
		in(web, "zoneregion"),
		in(pages, "calibration calibration_templ import import_templ legend people people_templ record record_templ search"),
		in(pages, "search_templ settings standard wayin"),
		in(office, "sentence sentencewhy handoffsay invitation")), []string{"member/*.go", "workspace/*.go", "reply/standard.go", "worktime/hours.go", "internal/picture/*.go", "internal/office/access.go", "internal/office/people.go", "internal/office/settings.go", "internal/office/mailboxes.go", "internal/office/phrases.go", "internal/office/imports.go", "internal/office/office.go"}},
	{"desk-lead", slices.Concat(in(web, "portfolio"), in(pages, "portfolio portfolio_templ")), nil},
}

func groupOf(at string) *deskGroup {
	for i, g := range deskGroups {
		if slices.Contains(g.files, at) {
			return &deskGroups[i]
		}
	}
	return nil
}

// voiced are the calls that say a sentence, with the places of their English
// arguments; those of a template have its context before them.
func voiced(x *ast.CallExpr) []int {
	if of, ok := x.Fun.(*ast.SelectorExpr); ok {
		if isNamed(of.X, "strings") || isNamed(of.X, "bytes") {
			return nil
		}
		return map[string][]int{"Say": {0}, "say": {0}, "Count": {1, 2}, "count": {1, 2}}[of.Sel.Name]
	}
	if len(x.Args) > 0 && isNamed(x.Args[0], "ctx") {
		return map[string][]int{"say": {1}, "count": {2, 3}}[called(x)]
	}
	return nil
}

// saidIn finds what one group says, by the file that says it.
func (g deskGroup) saidIn(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, file := range g.files {
		each(t, file, func(at string, f *ast.File) {
			ast.Inspect(f, func(n ast.Node) bool {
				switch x := n.(type) {
				case *ast.FuncDecl:
					if slices.Contains(labels, x.Name.Name) {
						for _, s := range literals(x.Body) {
							out[s] = at
						}
					}
				case *ast.CallExpr:
					for _, i := range voiced(x) {
						if i < len(x.Args) {
							if lit, ok := x.Args[i].(*ast.BasicLit); ok {
								out[whole(lit)] = at
							}
						}
					}
				}
				return true
			})
		})
	}
	for _, file := range slices.Concat(g.refuses, g.files) {
		if strings.HasPrefix(file, office) && slices.Contains(g.files, file) {
			continue
		}
		each(t, file, func(at string, f *ast.File) {
			for _, d := range f.Decls {
				for _, s := range refusals(d, false) {
					out[strings.ReplaceAll(strings.ReplaceAll(s, "“{n}”", "“{what}”"), "“%s”", "“{what}”")] = at
				}
			}
		})
	}
	return out
}

func deskSaid(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, g := range deskGroups {
		maps.Copy(out, g.saidIn(t))
	}
	return out
}

// Every sentence that a member can read is said in every language, with the same
// places. What is missing is given as blocks, ready to be filled in.
func TestMembersReadTheirOwnLanguage(t *testing.T) {
	clients, elsewhere := uttered(t), map[string]bool{}
	for _, g := range deskGroups {
		t.Run(g.name, func(t *testing.T) {
			said := g.saidIn(t)
			missing := map[string][]string{}
			for english, at := range said {
				if clients[english] != "" || elsewhere[english] {
					continue // its block is asked for where it was met first
				}
				elsewhere[english] = true
				if block := lacks(t, english); block != "" {
					missing[at] = append(missing[at], block)
				}
			}
			n := 0
			var b strings.Builder
			for _, at := range slices.Sorted(maps.Keys(missing)) {
				slices.Sort(missing[at])
				n += len(missing[at])
				fmt.Fprintf(&b, "# %s\n\n%s\n", at, strings.Join(missing[at], "\n"))
			}
			if n == 0 {
				return
			}
			t.Errorf("%d of %d sentences lack a language: fill these in, in internal/tongue/sentences/%s.txt (docs/languages.md)\n\n%s", n, len(said), g.name, &b)
		})
	}
}

// lacks gives the block of a sentence with a line for each language that it
// lacks; "" = it lacks none.
func lacks(t *testing.T, english string) string {
	t.Helper()
	var lines []string
	for _, code := range tongue.Codes()[1:] {
		v := tongue.In(code)
		switch {
		case !v.Knows(english) || v.Say(english) == "…":
			lines = append(lines, code+" …")
		case !slices.Equal(sortedPlaces(v.Say(english)), sortedPlaces(english)):
			t.Errorf("in %s %q has other places than the English: %q", code, english, v.Say(english))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return "= " + english + "\n" + strings.Join(lines, "\n") + "\n"
}

// Every file of the desk stands in one group.
func TestEveryFileOfTheDeskIsInAGroup(t *testing.T) {
	seen := map[string]string{}
	for _, g := range deskGroups {
		for _, file := range g.files {
			if seen[file] != "" {
				t.Errorf("%s stands in %s and in %s", file, seen[file], g.name)
			}
			seen[file] = g.name
			if found, _ := filepath.Glob(file); len(found) == 0 {
				t.Errorf("%s: there is no %s", g.name, file)
			}
		}
	}
	for _, dir := range []string{web, pages} {
		each(t, dir+"*.go", func(at string, _ *ast.File) {
			if seen[at] == "" {
				t.Errorf("%s is in no group of deskGroups: whoever reads it reads English", at)
			}
		})
	}
}

// bareOnTheDesk are strings of the desk that no member reads as words of ours.
var bareOnTheDesk = []string{"Kept", "GitHub", "Postmark", "Mailgun", "Twilio", "Webhook", "Fastmail", "Enter", "Esc", "At", "(days of all", "Trello", "Jira", "Asana", "Todoist", "Primavera", "Planner", "gh issue list --repo ", "next contact", "state state-", "noopener noreferrer"}

// Nothing of the desk is said but through a voice.
func TestNoBareWordsOnTheDesk(t *testing.T) {
	for _, g := range deskGroups {
		t.Run(g.name, func(t *testing.T) {
			for _, file := range g.files {
				if strings.HasPrefix(file, office) || file == "internal/ui/state.go" {
					continue // what others than members read stands there too
				}
				each(t, file, func(at string, f *ast.File) {
					for _, s := range bareIn(f, strings.HasSuffix(at, "_templ.go")) {
						t.Errorf("%s: %q is said to nobody in his language: use say", path.Base(at), s)
					}
				})
			}
		})
	}
}

// quiet are calls whose strings nobody reads, or whose refusals the voice says.
var quiet = []string{"New", "Field", "Want", "Error", "Errorf", "Format", "Get", "Has", "Set", "Icon", "Parse", "HasPrefix", "CutPrefix", "Coloured", "Debug", "Warn"}

// compared are the strings that a file compares with, and the keys of its maps: codes,
// not words.
func compared(f *ast.File) map[ast.Node]bool {
	out := map[ast.Node]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CaseClause:
			for _, e := range x.List {
				out[e] = true
			}
		case *ast.KeyValueExpr:
			if lit, ok := x.Key.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				out[lit] = true
			}
		case *ast.BinaryExpr:
			if x.Op == token.EQL || x.Op == token.NEQ {
				out[x.X], out[x.Y] = true, true
			}
		}
		return true
	})
	return out
}

// bareIn finds the words in a file that no voice says.
func bareIn(f *ast.File, template bool) []string {
	var out []string
	var printed strings.Builder
	codes := compared(f)
	ast.Inspect(f, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			return x.Tag == nil
		case *ast.CallExpr:
			if template && called(x) == "WriteString" && len(x.Args) > 2 {
				printed.WriteString(whole(x.Args[2]))
				return false
			}
			return voiced(x) == nil && !slices.Contains(quiet, called(x))
		case *ast.KeyValueExpr:
			return !isNamed(x.Key, "Icon") && !isNamed(x.Key, "Class") && !isNamed(x.Key, "FileName")
		case *ast.BasicLit:
			if s := whole(x); x.Kind == token.STRING && !codes[x] && sentenceLike.MatchString(s) && !slices.Contains(bareOnTheDesk, s) && !strings.HasPrefix(s, "button") {
				out = append(out, s)
			}
		}
		return true
	})
	for _, said := range heardOnly.FindAllStringSubmatch(printed.String(), -1) {
		out = append(out, said[1])
	}
	for _, words := range letters.FindAllString(html.UnescapeString(markup.ReplaceAllString(printed.String(), "\n")), -1) {
		if words = strings.TrimSpace(words); !slices.Contains(bareOnTheDesk, words) {
			out = append(out, words)
		}
	}
	return out
}
