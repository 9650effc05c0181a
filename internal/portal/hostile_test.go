package portal_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"kept/client"
	"kept/handoff"
	"kept/internal/datatest"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/web/webtest"
	"kept/plan"
	"kept/promise"
	"kept/workspace"
)

// hostile are texts that attack pages, and texts that break programs.
func hostile(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(datatest.Path(t, "naughty/blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	if text, err = os.ReadFile(datatest.Path(t, "xss/payloads.jsonl")); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, len(text))
	for lines.Scan() {
		var one struct{ Payload string }
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one.Payload)
	}
	if len(all) < 600 {
		t.Fatalf("only %d texts", len(all))
	}
	return all
}

// visitor is a client who types something into whatever he can type into.
type visitor struct {
	*webtest.Desk
	t       *testing.T
	reader  office.Actor
	contact client.Contact
	project client.ProjectID
	promise promise.ID
	asked   [2]handoff.ID
	rating  string
	taken   map[string]int // by the field
}

func newVisitor(t *testing.T, d *webtest.Desk, n int, taken map[string]int) *visitor {
	t.Helper()
	c := &canaries{House: d.House, t: t, tag: "guest", ids: map[string]string{}}
	_, k := d.Client(d.Owner, fmt.Sprintf("Guest %d", n), "Europe/Madrid", "Gast", fmt.Sprintf("guest%d@client.example", n))
	c.contact, c.reader = k, office.Actor{Workspace: d.Owner.Workspace, Contact: k.ID, Client: k.ClientID}
	p, err := d.Clients.AddProject(t.Context(), d.Owner, office.NewProject{Project: client.Project{ClientID: k.ClientID, Name: "Shop", OwnerID: d.Owner.Member}, Contact: k.ID, Next: c.in(12)})
	c.ok(err)
	c.project = p.ID
	v := &visitor{Desk: d, t: t, reader: c.reader, contact: k, project: p.ID, taken: taken}
	v.promise = c.make(office.NewPromise{Kind: promise.Fix, Words: "The roof", When: c.in(9), How: office.ByMail}).ID
	theirs := plan.Party{Side: plan.Theirs, ID: string(k.ID)}
	v.asked[0] = c.ask(office.NewHandOff{Project: p.ID, Kind: handoff.Question, Party: theirs, Words: "Which green?"}).ID
	v.asked[1] = c.ask(office.NewHandOff{Project: p.ID, Kind: handoff.Approval, Party: theirs, Words: "The plan", Shown: "Two rooms."}).ID
	kept := c.make(office.NewPromise{Kind: promise.Deliverable, Words: "The plan", When: c.in(3), How: office.ByMail})
	_, err = d.Promises.Keep(t.Context(), d.Owner, kept.ID, time.Time{})
	c.ok(err)
	return v
}

// rate finds what he is asked about, a day and a half later.
func (v *visitor) rate() {
	v.t.Helper()
	view, err := v.Portal.View(v.t.Context(), v.reader)
	if err != nil || len(view.Rate) != 1 {
		v.t.Fatalf("%d ratings: %v", len(view.Rate), err)
	}
	v.rating = view.Rate[0].ID
}

// types types a text into a field; false = it was refused.
func (v *visitor) types(field, text string) bool {
	v.t.Helper()
	ctx := v.t.Context()
	var err error
	switch field {
	case "worry":
		_, err = v.Feedback.Alarm(ctx, v.reader, text)
	case "comment":
		_, err = v.Feedback.Comment(ctx, v.reader, "promise:"+string(v.promise), text)
	case "answer":
		_, err = v.HandOffs.ReplyByPage(ctx, v.reader, v.asked[0], handoff.Reply{Words: text})
	case "no":
		_, err = v.HandOffs.ReplyByPage(ctx, v.reader, v.asked[1], handoff.Reply{Words: text})
	case "rating":
		_, err = v.Feedback.Rate(ctx, v.reader, v.rating, 5, text)
	case "message":
		_, err = v.Portal.Write(ctx, v.reader, office.Written{Subject: "A question", Text: text})
	case "subject":
		_, err = v.Portal.Write(ctx, v.reader, office.Written{Subject: text, Text: "As above."})
	case "about":
		_, err = v.Feedback.CallMe(ctx, v.reader, office.CallBack{About: text})
	case "when":
		_, err = v.Feedback.CallMe(ctx, v.reader, office.CallBack{When: text})
	case "phone":
		_, err = v.Feedback.CallMe(ctx, v.reader, office.CallBack{Phone: text})
	case "document":
		var f office.Brought
		if f, err = v.Files.Bring(ctx, v.reader, v.project, strings.NewReader("x")); err == nil {
			_, err = v.Documents.Add(ctx, v.reader, office.NewDocument{Project: v.project, Name: text, File: f})
		}
	}
	if f, ok := fault.As(err); ok && (f.Kind == fault.Invalid || f.Kind == fault.Conflict) {
		return false
	}
	if err != nil {
		v.t.Fatalf("%s = %q: %v", field, text, err)
	}
	v.taken[field]++
	return true
}

// joined packs texts into as few as a field holds.
func joined(all []string, size int) []string {
	var out []string
	for _, s := range all {
		if strings.TrimSpace(s) == "" || len(s) > size || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == 0xfffd }) {
			continue
		}
		if n := len(out); n > 0 && len(out[n-1])+1+len(s) <= size {
			out[n-1] += "\n" + s
		} else {
			out = append(out, s)
		}
	}
	return out
}

// marks are what a page is made of: each sort of element with the names of its
// attributes, and where an address leads that is no page of ours.
func marks(t *testing.T, page string) (all map[string]bool, text string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	all = map[string]bool{}
	var said strings.Builder
	for n := range doc.Descendants() {
		switch n.Type {
		case html.TextNode:
			if n.Parent.Data != "script" && n.Parent.Data != "style" {
				said.WriteString(n.Data)
			}
		case html.ElementNode:
			all[markOf(n)] = true
			for _, a := range n.Attr {
				if a.Key == "href" || a.Key == "src" || a.Key == "action" {
					if to, _, ok := strings.Cut(a.Val, ":"); ok && !strings.ContainsAny(to, "/?#") {
						all["leads to "+to] = true
					}
				}
				if a.Key == "value" {
					said.WriteString(a.Val)
				}
			}
		}
	}
	return all, squashed(said.String())
}

func markOf(n *html.Node) string {
	names := []string{n.Data}
	for _, a := range n.Attr {
		if a.Key != "lang" { // a text in another language says so
			names = append(names, a.Key)
		}
	}
	slices.Sort(names[1:])
	return strings.Join(names, " ")
}

// squashed is a text without its spaces.
func squashed(s string) string { return strings.Join(strings.Fields(s), "") }

// everywhere gives all that shows what a visitor typed: his pages, his mails, those
// of the member who reads it, and the desk's pages about him.
func (v *visitor) everywhere(browser func() *reader, marta *webtest.Visitor) (pages []string) {
	v.t.Helper()
	v.Tick(5 * time.Minute) // ways in are not mailed faster
	r := browser()
	enter(v.t, v.House, r, v.contact.Email)
	for at, body := range crawl(v.t, r, "/p/", "/p/reach") {
		if !strings.HasSuffix(at, ".zip") { // it is no page
			pages = append(pages, body)
		}
	}
	for _, to := range []string{v.contact.Email, "marta@northlight.example"} {
		mails, _ := letters(v.t, v.Sent, to)
		for at, body := range mails {
			if strings.HasPrefix(at, "HTML") {
				pages = append(pages, body)
			}
		}
	}
	first := marta.Get("/clients/" + string(v.reader.Client))
	pages = append(pages, first.HTML, marta.Get("/").HTML, marta.Get("/inbox").HTML, marta.Get("/journal").HTML)
	seen := map[string]bool{}
	for _, m := range reaches.FindAllStringSubmatch(first.HTML, -1) {
		kind := strings.SplitN(m[1], "/", 3)[1]
		if !seen[m[1]] && slices.Contains([]string{"conversations", "hand-offs", "documents", "promises", "projects"}, kind) && !strings.Contains(m[1], "?") {
			seen[m[1]] = true
			p := marta.Get(m[1])
			if p.Status >= 500 {
				v.t.Errorf("%s: %d", m[1], p.Status)
			}
			if strings.Contains(p.Header.Get("Content-Type"), "html") {
				pages = append(pages, p.HTML)
			}
		}
	}
	return pages
}

// Whatever a client types stands on his page, at the desk and in mails as the text
// that it is: no element, attribute or address is made of it, and none of it is lost.
func TestWhatClientsTypeIsInert(t *testing.T) {
	all := hostile(t)
	d := webtest.Open(t)
	if _, err := d.Settings.Edit(t.Context(), d.Owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { w.Ratings.Ask = true }}); err != nil {
		t.Fatal(err)
	}
	long, short, lines := joined(all, office.MaxWorry-100), joined(all, handoff.MaxSaid-10), joined(all, 0)
	for _, s := range all {
		if !strings.Contains(s, "\n") {
			lines = append(lines, s)
		}
	}
	taken := map[string]int{}
	people := []*visitor{newVisitor(t, d, 0, taken)}
	for len(people) <= max(len(long), (len(short)+3)/4) {
		people = append(people, newVisitor(t, d, len(people), taken))
	}
	d.Pass(48 * time.Hour)
	typed := make([][]string, len(people))
	for i, v := range people {
		v.rate()
		type try struct{ field, text string }
		tries := []try{{"worry", "Hello"}, {"comment", "Hello"}, {"answer", "Hello"}, {"no", "Hello"}, {"rating", "Hello"}, {"message", "Any news on the roof? When will it be done? See https://example.com/ there"}, {"subject", "Hello"}, {"about", "Hello"}, {"when", "At noon"}, {"phone", "1"}, {"document", "Hello.txt"}}
		if i > 0 {
			text := long[(i-1)%len(long)]
			tries = []try{{"worry", text}, {"comment", text}, {"rating", text}, {"message", text}, {"about", text}}
			for k := range 4 {
				said := short[((i-1)*4+k)%len(short)]
				tries = append(tries, try{"answer", said}, try{"no", said})
			}
			for k := i - 1; k < len(lines); k += len(people) - 1 {
				tries = append(tries, try{"subject", lines[k]}, try{"when", lines[k]}, try{"phone", lines[k]}, try{"document", lines[k]})
			}
		}
		for _, x := range tries {
			if v.types(x.field, x.text) && x.field != "phone" {
				typed[i] = append(typed[i], x.text)
			}
			d.Tick(time.Second)
		}
		d.Pass(time.Second)
	}
	inert(t, d, people, typed)
	t.Logf("%d texts by %d people; taken: %v", len(all), len(people), taken)
	for _, field := range []string{"worry", "comment", "rating", "message", "about", "answer", "no"} {
		if taken[field] < len(long) {
			t.Errorf("only %d were taken as %s", taken[field], field)
		}
	}
}

// inert wants everything that people typed to stand there as text. The first of them
// typed what harms nobody.
func inert(t *testing.T, d *webtest.Desk, people []*visitor, typed [][]string) {
	t.Helper()
	browser, marta := open(t, d.House), d.SignIn(d.Owner)
	plain := map[string]bool{}
	for i, v := range people {
		var read strings.Builder
		for _, page := range v.everywhere(browser, marta) {
			found, text := marks(t, page)
			read.WriteString(text)
			for m := range found {
				if i == 0 {
					plain[m] = true
				} else if !plain[m] {
					t.Errorf("%s typed %q into being", v.contact.Email, m)
					plain[m] = true // once is enough
				}
			}
		}
		for _, text := range typed[i] {
			for line := range strings.Lines(text) {
				if w := squashed(line); !strings.Contains(read.String(), w) {
					t.Errorf("%q stands nowhere", line)
				}
			}
		}
	}
	if !plain["leads to https"] || plain["leads to javascript"] || len(plain) < 100 {
		t.Errorf("%d marks of pages", len(plain))
	}
}
