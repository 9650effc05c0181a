package portal_test

import (
	"html"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/internal/tongue"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/shelf"
	"kept/workspace"
)

// askedAll gives a client everything that he can be asked, and a document: the paths of
// its pages, by name.
func askedAll(t *testing.T, h *officetest.House, c client.Client, k client.Contact) map[string]string {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	p, err := h.Clients.AddProject(ctx, h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Laden", OwnerID: h.Owner.Member}, Contact: k.ID, Next: promise.When{At: h.Now().Add(200 * time.Hour)}})
	must(err)
	theirs := plan.Party{Side: plan.Theirs, ID: string(k.ID)}
	approval, err := h.HandOffs.Ask(ctx, h.Owner, office.NewHandOff{Project: p.ID, Kind: handoff.Approval, Party: theirs, Words: "Grundriss", Shown: "Zwei Zimmer."})
	must(err)
	question, err := h.HandOffs.Ask(ctx, h.Owner, office.NewHandOff{Project: p.ID, Kind: handoff.Question, Options: []string{"Rot", "Blau"}, Party: theirs, Words: "Farbe?"})
	must(err)
	sign, err := h.Promises.Make(ctx, h.Owner, office.NewPromise{Client: c.ID, Project: string(p.ID), Contact: k.ID, Kind: promise.Deliverable, Words: "Schild", When: promise.When{At: h.Now().Add(300 * time.Hour)}, How: office.ByMail})
	must(err)
	work, err := h.HandOffs.Ask(ctx, h.Owner, office.NewHandOff{Promise: sign.ID, Party: theirs, Words: "Schild"})
	must(err)
	w, err := h.Settings.Workspace(ctx, h.Owner)
	must(err)
	_, err = h.Settings.Edit(ctx, h.Owner, office.WorkspaceEdit{Version: w.Version, Change: func(w *workspace.Workspace) { w.Ratings.Ask = true }})
	must(err)
	made, err := h.Promises.Make(ctx, h.Owner, office.NewPromise{Client: c.ID, Project: string(p.ID), Contact: k.ID, Kind: promise.Deliverable, Words: "Plakate", When: promise.When{At: h.Now().Add(48 * time.Hour)}, How: office.ByMail})
	must(err)
	_, err = h.Notices.Tell(ctx, h.Owner, office.Telling{Client: c.ID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Keeps: []promise.ID{made.ID}, Next: promise.When{At: h.Now().Add(200 * time.Hour)}})
	must(err)
	f, err := h.Files.Bring(ctx, h.Owner, p.ID, strings.NewReader("Zwei Zimmer."))
	must(err)
	doc, err := h.Documents.Add(ctx, h.Owner, office.NewDocument{Project: p.ID, Name: "Grundriss.txt", File: f, Shared: true})
	must(err)
	item, err := h.Shelves.Add(ctx, h.Owner, office.NewItem{Project: p.ID, Kind: shelf.Note, Words: shelf.Words{Name: "Farbe?", Text: "Rot."}, Shared: true})
	must(err)
	h.Pass(36 * time.Hour)
	view, err := h.Portal.View(ctx, office.Actor{Workspace: h.Owner.Workspace, Client: c.ID, Contact: k.ID})
	if err != nil || len(view.Rate) != 1 {
		t.Fatalf("%v: %d ratings are asked", err, len(view.Rate))
	}
	return map[string]string{
		"home": "/p/", "messages": "/p/messages/new", "devices": "/p/devices", "documents": "/p/documents", "document": "/p/documents/" + string(doc.ID), "worried": "/p/worried", "reach": "/p/reach",
		"approval": "/p/asked/" + string(approval.ID), "question": "/p/asked/" + string(question.ID), "work": "/p/asked/" + string(work.ID), "dates": "/p/dates", "shelf": "/p/shelf", "item": "/p/shelf/" + string(item.ID), "rating": "/p/ratings/" + view.Rate[0].ID, "promise": "/p/promises/" + string(made.ID),
	}
}

// written is what stands on these pages that people wrote, and what a date, a name
// of a language or a format is made of.
var written = regexp.MustCompile(`(?i)\b(anna|lindner|bäckerei|laden|grundriss|zwei|zimmer|rot|blau|farbe|schild|plakate|die entwürfe|der drucker fehlt|northlight studio|marta kern|example|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|rome|berlin|english|deutsch|français|español|português|nederlands|italiano|txt|we are sorry for the delay, and the printer will be here on the day that you asked for|kept)\b`)

var (
	hidden = regexp.MustCompile(`(?s)<(style|script|head)\b.*?</(style|script|head)>`)
	letter = regexp.MustCompile(`(?s)<div\s+class="notice-text".*?</div>`)
	tag    = regexp.MustCompile(`(?s)<[^>]*>`)
	latin  = regexp.MustCompile(`[A-Za-z]{3,}`)
)

// leaks lists the words of a page that no voice said: all sentences of the voice are
// in other letters. What was sent and written stands as it was.
func leaks(raw string) []string {
	raw = letter.ReplaceAllString(hidden.ReplaceAllString(raw, ""), "")
	text := html.UnescapeString(tag.ReplaceAllString(raw, " "))
	return slices.Compact(latin.FindAllString(written.ReplaceAllString(text, ""), -1))
}

// sent sends a form and gives the page that comes of it, as it is written.
func sent(r *reader, pathAndFields ...string) (status int, raw string) {
	r.t.Helper()
	form := url.Values{}
	for i := 1; i < len(pathAndFields); i += 2 {
		form.Set(pathAndFields[i], pathAndFields[i+1])
	}
	res, err := r.http.PostForm(r.base+pathAndFields[0], form)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// Nothing of ours on a client's pages is said but by the voice of his language: spoken
// to in other letters, he reads no word in ours; nor in the refusals.
func TestNothingOnAClientsPagesIsSaidPastHisVoice(t *testing.T) {
	said := map[string]string{}
	for _, s := range tongue.Sentences() {
		said[s] = mirrored(s)
	}
	h := officetest.Open(t, officetest.SQLite(t))
	c, k := lindner(t, h)
	pages := askedAll(t, h, c, k)
	in := open(t, h)()
	in.post("/p/enter", "email", k.Email)
	link, _ := mailed(t, h, k.Email)
	in.post(link)
	at, err := url.Parse(in.base)
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{t: t, base: inVoice(t, h, tongue.With("he-XB", said), in.http.Jar.Cookies(at)), http: in.http}
	look := func(name string, status, want int, raw string) {
		t.Helper()
		if status != want {
			t.Errorf("%s: %d, want %d", name, status, want)
		}
		if found := leaks(raw); len(found) > 0 {
			t.Errorf("%s: said past the voice: %q", name, found)
		}
	}
	for name, path := range pages {
		status, _, raw := r.raw(path)
		look(name, status, 200, raw)
	}
	for _, wrong := range [][]string{
		{pages["approval"], "answer", "no"}, {pages["approval"]}, {pages["question"]}, {pages["work"], "answer", "stuck"}, {pages["work"], "answer", "another-date"}, {pages["rating"], "stars", "9"}, {"/p/reach", "phone", "none"}, {"/p/worried", "text", strings.Repeat("1", 3000)},
	} {
		status, raw := sent(r, wrong...)
		look(wrong[0]+" refused", status, 422, raw)
	}
	for _, right := range [][]string{
		{pages["approval"], "answer", "no", "words", "1"}, {pages["approval"], "answer", "yes"}, {pages["approval"], "answer", "yes"}, {pages["question"], "answer", "1"}, {pages["rating"], "stars", "1", "said", "1"}, {pages["rating"], "stars", "1"},
		{"/p/worried", "text", "1"}, {"/p/worried", "text", "2"}, {pages["promise"] + "/comments", "text", "1"}, {pages["document"] + "/comments", "text", "1"}, {pages["item"] + "/comments", "text", "1"},
	} {
		status, raw := sent(r, right...)
		look(right[0]+" taken", status, 200, raw)
	}
	status, _, raw := r.raw("/p/")
	look("home, worried", status, 200, raw)
}

// The mails that ask a German client something, and their pages without a session,
// are in German, and so is the way to say that he is worried at the foot of each.
func TestQuestionsAreMailedInHisLanguage(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	c, k := lindner(t, h)
	askedAll(t, h, c, k)
	var all []outbox.Mail
	for _, m := range h.Sent {
		if m.To.Addr == k.Email {
			all = append(all, m)
		}
	}
	find := func(begins string) outbox.Mail {
		t.Helper()
		for _, m := range all {
			if strings.HasPrefix(m.Subject, begins) {
				if m.Language != "de" {
					t.Errorf("%q is in %q", m.Subject, m.Language)
				}
				return m
			}
		}
		t.Fatalf("no mail %q among %d", begins, len(all))
		return outbox.Mail{}
	}
	r := open(t, h)()
	for subject, want := range map[string][2][]string{
		"Grundriss": {{"bittet um Ihre Freigabe: Grundriss.", "Bitte antworten bis: ", "\u00a0Uhr (Rom)", "Ja, ich gebe es frei", "Nein, so nicht", "Ich mache mir Sorgen: jetzt jemandem sagen"}, {"bittet um Ihre Freigabe", "Dieser Text bleibt, wie er ist.", "Antwort bis"}},
		"Farbe?":    {{"hat eine Frage an Sie: Farbe?", "Mit eigenen Worten antworten"}, {"hat eine Frage an Sie", "Ihre Antwort wird aufbewahrt"}},
		"Wie zufrieden sind Sie hiermit: Plakate": {{"Wie zufrieden sind Sie mit „Plakate“?", "Sehr zufrieden", "Gar nicht zufrieden"}, {"„Plakate“ ist erledigt.", "Es war in Ordnung", "Was könnte besser sein?"}},
	} {
		m := find(subject)
		for _, w := range want[0] {
			if !strings.Contains(m.Plain(), w) {
				t.Errorf("%q does not say %q:\n%s", subject, w, m.Plain())
			}
		}
		status, body := r.get(strings.TrimPrefix(m.Links[0].URL, "https://kept.example"))
		if status != 200 {
			t.Errorf("%q: %d", m.Links[0].URL, status)
		}
		r.wants(body, want[1]...)
	}
	status, body := r.get(strings.TrimPrefix(find("Grundriss").Aside.URL, "https://kept.example"))
	if status != 200 {
		t.Errorf("the way to say that he is worried: %d", status)
	}
	r.wants(body, "Machen Sie sich Sorgen?", "liest das sofort", "jetzt Bescheid geben", "Português")
	_, body = r.post("/p/language", "language", "nl", "back", strings.TrimPrefix(find("Grundriss").Aside.URL, "https://kept.example"))
	r.wants(body, "Maakt u zich zorgen?")
}
