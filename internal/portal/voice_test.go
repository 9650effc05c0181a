package portal_test

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/chromedp/chromedp"

	"kept/client"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/portal"
	"kept/internal/portal/page"
	"kept/internal/testkit"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// lindner is a client who reads German, with a promise whose date moved.
func lindner(t *testing.T, h *officetest.House) (client.Client, client.Contact) {
	t.Helper()
	c, err := h.Clients.Add(t.Context(), h.Owner, office.NewClient{
		Client:  client.Client{Name: "Bäckerei Lindner", Colour: 1, Language: "de", Hours: worktime.Standard("Europe/Rome")},
		Contact: client.Contact{Name: "Anna Lindner", Email: "anna@lindner.example", Portal: true},
		Next:    promise.When{At: h.Now().Add(14 * 24 * time.Hour)},
	})
	if err != nil {
		t.Fatal(err)
	}
	v, err := h.Clients.Brief(t.Context(), h.Owner, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	k := v.Contacts[0]
	p, err := h.Promises.Make(t.Context(), h.Owner, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Deliverable, Words: "Die Entwürfe", When: promise.When{At: h.Now().Add(7 * 24 * time.Hour)}, How: office.ByMail})
	if err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Minute)
	moved := h.Now().Add(9 * 24 * time.Hour)
	_, err = h.Notices.Tell(t.Context(), h.Owner, office.Telling{
		Client: c.ID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "We are sorry for the delay, and the printer will be here on the day that you asked for.",
		Moves: []office.Move{{Promise: p.ID, When: promise.When{At: moved}, Reason: "Der Drucker fehlt"}}, Next: promise.When{At: moved},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Minute)
	return c, k
}

// A client who reads German gets mails and pages in German; what we wrote to him
// in English is marked as English; another language can be chosen, and is kept.
func TestAClientReadsHisLanguage(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	browser := open(t, h)
	_, k := lindner(t, h)
	mail := h.Sent[len(h.Sent)-1]
	text := mail.Text()
	for _, want := range []string{"Guten Tag Anna Lindner,", "Die Entwürfe: neuer Termin ist", "(zuvor: ", "Grund: Der Drucker fehlt", "Spätestens am", "hören Sie wieder von", "We are sorry for the delay", "Sehen, wie alles steht:"} {
		if !strings.Contains(text, want) {
			t.Errorf("the mail does not say %q:\n%s", want, text)
		}
	}
	if mail.Language != "de" {
		t.Errorf("the mail says that it is in %q", mail.Language)
	}
	r := browser()
	r.post("/p/enter", "email", k.Email)
	link, _ := mailed(t, h, k.Email)
	if m := h.Sent[len(h.Sent)-1]; m.Subject != "Ihre Seite bei Northlight" && !strings.HasPrefix(m.Subject, "Ihre Seite bei ") || m.Language != "de" {
		t.Errorf("the way in is mailed as %q, in %q", m.Subject, m.Language)
	}
	_, home := r.post(link)
	r.wants(home, "Guten", "Was wir Ihnen zugesagt haben", "bis", "März", "Zuvor galt:", "Gesagt haben wir es Ihnen am", "Alle Zeiten in Ortszeit (Rom).", "Abmelden", "Nederlands")
	if strings.Contains(home, "You ") || strings.Contains(home, "Promised") {
		t.Errorf("some of it is English:\n%s", home)
	}
	_, _, raw := r.raw("/p/")
	for _, want := range []string{`<html lang="de" dir="ltr"`, `lang="en"`, `aria-current="true"`} {
		if !strings.Contains(raw, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if status, body := r.get("/p/promises/prm_none"); status != 404 || !strings.Contains(body, "Diese Seite gibt es nicht.") || !strings.Contains(body, "Hier ist nichts, oder es ist nicht für Sie bestimmt.") {
		t.Errorf("what is not there says %d %s", status, body)
	}
	if status, body := r.post("/p/messages", "text", "", "once", "a"); status != 422 || !strings.Contains(body, "Schreiben Sie, was Sie sagen möchten.") || !strings.Contains(body, "(freiwillig)") {
		t.Errorf("an empty message says %d %s", status, body)
	}
	if status, body := r.post("/p/messages", "text", "x", "subject", strings.Repeat("x", 5000), "once", "b"); status != 422 || !strings.Contains(body, "höchstens 300 Zeichen") {
		t.Errorf("a long subject says %d %s", status, body)
	}
	_, body := r.post("/p/language", "language", "it", "back", "/p/devices")
	r.wants(body, "Dove è aperta la Sua pagina")
	_, body = r.get("/p/")
	r.wants(body, "Ciò che Le abbiamo promesso", "entro", "ore")
	if status, _ := r.post("/p/language", "language", "tlh", "back", "/p/"); status != 422 {
		t.Errorf("a language that nobody has is taken: %d", status)
	}
	for _, away := range []string{"https://evil.example/", "//evil.example", "/p/\\evil", "/clients"} {
		if status, body := r.post("/p/language", "language", "it", "back", away); status != 200 || !strings.Contains(body, "Anna Lindner") {
			t.Errorf("back to %q leads to %d %.80s", away, status, body)
		}
	}
}

// Who is not known yet is spoken to as his browser asks.
func TestAStrangerIsSpokenToAsHisBrowserAsks(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	srv := httptest.NewServer(portal.New(h.Office, portal.Options{Log: slog.New(slog.DiscardHandler)}))
	t.Cleanup(srv.Close)
	for accepts, want := range map[string]string{"nl-BE,nl;q=0.9": "Stuur mij de link", "ja": "Send me the link", "": "Send me the link", "es": "Enviarme el enlace"} {
		req, err := http.NewRequest(http.MethodGet, srv.URL+"/p/enter", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept-Language", accepts)
		res, err := http.DefaultClient.Do(req)
		r := &reader{t: t}
		if _, body := r.read(res, err); !strings.Contains(body, want) {
			t.Errorf("%q reads %.200s", accepts, body)
		}
	}
}

// mirrored is English in Hebrew letters, read from right to left; what stands in
// braces stays.
func mirrored(english string) string {
	const letters = "אבגדהוזחטיכלמנסעפצקרשתךםןף"
	inBraces, out := false, []rune{}
	for _, r := range english {
		switch low := unicode.ToLower(r); {
		case r == '{' || r == '}':
			inBraces = r == '{'
			out = append(out, r)
		case !inBraces && low >= 'a' && low <= 'z':
			out = append(out, []rune(letters)[low-'a'])
		default:
			out = append(out, r)
		}
	}
	return string(out)
}

// The portal in other languages, one of which is written from right to left, as a
// browser shows it on a phone: nothing is cut off, axe finds nothing. With
// KEPT_SHOTS=FOLDER it takes pictures.
func TestOtherLanguagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: nothing was looked at in a browser")
	}
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
	signedIn := in.http.Jar.Cookies(at)
	ctx := testkit.Browser(t)
	for _, v := range []tongue.Voice{tongue.With("he-XB", said), tongue.In("de"), tongue.In("fr"), tongue.In("pt")} {
		base := inVoice(t, h, v, signedIn)
		looked := []string{"home", "documents", "worried", "approval"}
		if v.RTL() {
			looked = slices.Sorted(maps.Keys(pages))
		}
		for _, name := range looked {
			lookIn(t, ctx, v, name, base+pages[name])
		}
	}
}

// inVoice serves the portal in one voice to somebody who is signed in.
func inVoice(t *testing.T, h *officetest.House, v tongue.Voice, signedIn []*http.Cookie) string {
	t.Helper()
	site := portal.New(h.Office, portal.Options{Log: slog.New(slog.DiscardHandler), Voices: func(string) tongue.Voice { return v }})
	mux := http.NewServeMux()
	mux.Handle(ui.AssetRoot, ui.Assets())
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		for _, c := range signedIn {
			r.AddCookie(c)
		}
		site.ServeHTTP(w, r)
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(func() {
		srv.CloseClientConnections() // an open page holds its stream
		srv.Close()
	})
	return srv.URL
}

func lookIn(t *testing.T, ctx context.Context, v tongue.Voice, name, address string) {
	t.Helper()
	name = v.Code() + "-" + name
	if err := chromedp.Do(ctx, testkit.Viewport(testkit.Phone), chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	want := "ltr " + v.Code() + " 0"
	if v.RTL() {
		want = "rtl " + v.Code() + " 0"
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.documentElement.dir + " " + document.documentElement.lang + " " + Math.max(0, document.documentElement.scrollWidth - innerWidth)`))
	if err != nil || got != want {
		t.Errorf("%s: %q, want %q: %v", name, got, want, err)
	}
	found, err := chromedp.Run(ctx, testkit.Violations())
	if err != nil || found != "" {
		t.Errorf("%s: %s %v", name, found, err)
	}
	if dir := os.Getenv("KEPT_SHOTS"); dir != "" {
		if err := chromedp.Do(ctx, testkit.Screenshot(filepath.Join(dir, name+".png"))); err != nil {
			t.Fatal(err)
		}
	}
}

// BenchmarkVoice is what the words of a home page cost in another language than
// English: its fixed words, forty sentences and thirty moments.
func BenchmarkVoice(b *testing.B) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for _, code := range []string{"en", "de"} {
		b.Run(code, func(b *testing.B) {
			v := tongue.In(code)
			for b.Loop() {
				_ = page.WordsIn(v)
				for range 40 {
					_ = v.Say("You were told on {when}.", "when", "Monday")
				}
				for range 30 {
					_ = v.Moment(at, at)
				}
			}
		})
	}
}
