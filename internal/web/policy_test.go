package web_test

import (
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/web/webtest"
	"kept/member"
)

// patterns gives the routes of one file, "POST /clients/{client}".
func patterns(t *testing.T, method string) []string {
	t.Helper()
	text, err := os.ReadFile("clientroutes.go")
	if err != nil {
		t.Fatal(err)
	}
	named := strings.NewReplacer(`"+page.ClientsURL`, `/clients"`, `"+page.CallsURL`, `/calls"`, `"+page.RecordURL`, `/record"`, `"+page.AgendaURL`, `/agenda"`, `"+page.JournalURL`, `/journal"`,
		`"+page.HelpURL`, `/help"`, `"+page.ImportURL`, `/import"`, `"+page.PeopleURL`, `/people"`, `"+page.MeURL`, `/me"`, `"+page.SettingsURL`, `/settings"`,
		`"+page.WaysInURL`, `/settings/ways-in"`, `"+page.PhrasesURL`, `/settings/phrases"`, `"+page.TriageURL`, `/triage"`).Replace(string(text))
	var out []string
	for _, m := range regexp.MustCompile(`s\.desk\("`+method+` (/[^"]*)"`).FindAllStringSubmatch(named, -1) {
		out = append(out, m[1])
	}
	if len(out) < 20 {
		t.Fatalf("only %d routes were found", len(out))
	}
	return out
}

// things are one of each, all of them of Nils' making and about him or his client.
func (f firm) things(t *testing.T) map[string]string {
	t.Helper()
	ctx := t.Context()
	p, err := f.Clients.AddProject(ctx, f.nils, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "Shop"}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := f.People.AddAbsence(ctx, f.nils, member.Absence{MemberID: f.nils.Member, From: f.Now().Add(48 * time.Hour), Until: f.Now().Add(72 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Access.MakeToken(ctx, f.nils, "mine"); err != nil {
		t.Fatal(err)
	}
	tokens, err := f.Access.Tokens(ctx, f.nils)
	if err != nil {
		t.Fatal(err)
	}
	file, err := f.Imports.Hold(ctx, f.lea, "x.csv", []byte("Client,What,Due\nCasa Ruiz,x,2026-04-01\n"))
	if err != nil {
		t.Fatal(err)
	}
	mailbox, _, err := f.Mailboxes.Add(ctx, f.Owner, office.WayIn{Kind: office.ByEntrance, Name: "Hello", Address: "hello@northlight.example"})
	if err != nil {
		t.Fatal(err)
	}
	phrase, err := f.Phrases.Save(ctx, f.nils, store.Phrase{Name: "We have it", Text: "We have it."})
	if err != nil {
		t.Fatal(err)
	}
	arrival := f.mail(t, "Nobody", "Nameless", "Who am I?").Arrival
	f.SignIn(f.nils)
	sessions, err := f.Access.Sessions(ctx, f.nils)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"{client}": string(f.ruiz.ID), "{contact}": string(f.ana.ID), "{project}": string(p.ID), "{member}": string(f.nils.Member), "{absence}": a.ID,
		"{token}": tokens[0].ID, "{session}": sessions[0].ID, "{day}": "2026-03-20", "{what}": "promises", "{file}": file, "{picture}": "pic_x",
		"{mailbox}": mailbox.ID, "{phrase}": phrase.ID, "{arrival}": arrival,
	}
}

func put(pattern string, things map[string]string) string {
	for name, id := range things {
		pattern = strings.ReplaceAll(pattern, name, id)
	}
	return pattern
}

// Who may do what over the pages, for every form there is. "o", "l", "m" and
// "s" are the owner, Nils' leader, a member who has nothing to do with him, and
// Nils himself.
func TestWhoMayPost(t *testing.T) {
	everybody, may := "olms", map[string]string{
		"/people": "o", "/people/{member}/ending": "o",
		"/people/{member}": "ols", "/people/{member}/hours": "ols",
		"/people/{member}/absences": "ols", "/people/{member}/absences/{absence}/end": "ols", "/people/{member}/absences/{absence}/handing-over": "ols",
		"/settings/phrases": "olms", "/settings/phrases/{phrase}": "olms", "/settings/phrases/{phrase}/end": "olms", "/settings/ways-in": "o",
		"/import": "ol", "/import/{what}/{file}": "ol",
	}
	f := open(t)
	ada := f.Member("Ada Unrelated", "ada@northlight.example", member.Regular, "")
	who := map[string]office.Actor{"o": f.Owner, "l": f.lea, "m": ada, "s": f.nils}
	things := f.things(t)
	at := map[string]*webtest.Visitor{}
	for key, actor := range who {
		at[key] = f.SignIn(actor)
	}
	stranger := f.Stranger()
	seen := 0
	for _, pattern := range patterns(t, "POST") {
		allowed := everybody
		if a, ok := may[pattern]; ok {
			allowed = a
			seen++
		} else if strings.HasPrefix(pattern, "/settings/") {
			allowed = "o"
		}
		for key, v := range at {
			path := put(pattern, things)
			got := v.Post(path, url.Values{"version": {"9999"}}).Status
			if strings.Contains(allowed, key) == (got == http.StatusForbidden) {
				t.Errorf("%s: POST %s answered %d", key, pattern, got)
			}
			if got >= 500 {
				t.Errorf("%s: POST %s answered %d", key, pattern, got)
			}
			if pattern == "/me/sessions/end" {
				at[key] = f.SignIn(who[key]) // that ended this one too
			}
		}
		if p := stranger.Post(put(pattern, things), nil); !strings.HasPrefix(p.Path, "/sign-in") {
			t.Errorf("a stranger's POST %s led to %s", pattern, p.Path)
		}
	}
	if seen != len(may) {
		t.Errorf("%d of %d rules are about forms that exist", seen, len(may))
	}
}

// Whoever may not do something sees no form for it.
func TestNoFormForWhoMayNot(t *testing.T) {
	f := open(t)
	things := f.things(t)
	ada := f.Member("Ada Unrelated", "ada@northlight.example", member.Regular, "")
	v, lea, owner := f.SignIn(ada), f.SignIn(f.lea), f.SignIn(f.Owner)
	nils := "/people/" + things["{member}"]
	for _, tt := range []struct {
		v            *webtest.Visitor
		path, action string
		want         bool
	}{
		{v, "/people", "/people", false}, {lea, "/people", "/people", false}, {owner, "/people", "/people", true},
		{v, nils, nils, false}, {lea, nils, nils, true}, {v, nils, nils + "/absences", false}, {lea, nils, nils + "/ending", false}, {owner, nils, nils + "/ending", true},
		{v, "/settings", "/settings/hours", false}, {lea, "/settings", "/settings/hours", false}, {owner, "/settings", "/settings/hours", true}, {owner, "/settings", "/settings/mail/pause", true},
		{lea, "/import", "/import", true},
	} {
		if got := tt.v.Get(tt.path).HasForm(tt.action); got != tt.want {
			t.Errorf("%s shows the form for %s: %v, want %v", tt.path, tt.action, got, tt.want)
		}
	}
	v.Get("/import").Answers(http.StatusForbidden)
	if v.Get("/").Link("Import") != "" || lea.Get("/").Link("Import") == "" {
		t.Error("the menu offers what one may not, or not what one may")
	}
}

// Nothing of another firm is here, whatever is asked for; nor is anything at
// an address that nobody made.
func TestAnotherFirmSeesNothing(t *testing.T) {
	f := open(t)
	things := f.things(t)
	other, err := f.Access.Open(t.Context(), office.Setup{Workspace: "Rival", Name: "Rita", Email: "rita@rival.example", Zone: "Europe/Rome"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	rita := f.SignIn(other)
	shared := []string{"{day}", "{what}"}
	for _, method := range []string{"GET", "POST"} {
		for _, pattern := range patterns(t, method) {
			if !strings.Contains(pattern, "{") || pattern == "/settings/exceptions/{day}/end" || pattern == "/settings/holidays/{day}/end" {
				continue
			}
			for _, id := range []string{"theirs", "nothing", "%00", "%ff", "a%2F..%2Fb", strings.Repeat("x", 2000)} {
				path := put(pattern, things)
				if id != "theirs" {
					path = pattern
					for name, own := range things {
						if slices.Contains(shared, name) {
							path = strings.ReplaceAll(path, name, own)
						} else {
							path = strings.ReplaceAll(path, name, id)
						}
					}
				}
				ask := rita.Get
				if method == "POST" {
					ask = func(p string) *webtest.Page { return rita.Post(p, url.Values{"version": {"1"}, "name": {"Mine now"}}) }
				}
				if p := ask(path); p.Status != http.StatusNotFound {
					t.Errorf("%s %.120s answered %d", method, path, p.Status)
				} else if strings.Contains(p.Text(), "Ruiz") || strings.Contains(p.Text(), "Nils") {
					t.Errorf("%s %s tells: %s", method, path, p.Text())
				}
			}
		}
	}
	for _, path := range []string{"/clients?stage=", "/clients?q=ruiz", "/people", "/journal", "/agenda", "/calls", "/record", "/calls/new"} {
		rita.Get(path).Says().SaysNot("Ruiz", "Nils")
	}
	rita.Get("/calls/new?client=" + things["{client}"]).Answers(http.StatusNotFound)
	f.SignIn(f.nils).Get("/clients/" + things["{client}"]).Says("Casa Ruiz")
}
