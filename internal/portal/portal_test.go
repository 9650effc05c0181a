package portal_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/portal"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// reader is a browser of a contact.
type reader struct {
	t    testing.TB
	base string
	http *http.Client
}

func open(t testing.TB, h *officetest.House) func() *reader {
	srv := httptest.NewServer(portal.New(h.Office, portal.Options{Log: slog.New(slog.DiscardHandler)}))
	t.Cleanup(srv.Close)
	return func() *reader {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		return &reader{t, srv.URL, &http.Client{Jar: jar}}
	}
}

func (r *reader) get(path string) (int, string) {
	r.t.Helper()
	res, err := r.http.Get(r.base + path)
	return r.read(res, err)
}

func (r *reader) post(path string, fields ...string) (int, string) {
	r.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	res, err := r.http.PostForm(r.base+path, form)
	return r.read(res, err)
}

func (r *reader) read(res *http.Response, err error) (int, string) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, words(string(b))
}

var tags = regexp.MustCompile(`(?s)<[^>]*>`)

// words is what a reader sees of a page.
func words(page string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&amp;", "&").Replace(tags.ReplaceAllString(page, " "))), " ")
}

func (r *reader) wants(body string, all ...string) {
	r.t.Helper()
	for _, w := range all {
		if !strings.Contains(body, w) {
			r.t.Errorf("the page does not say %q:\n%s", w, body)
		}
	}
}

// mailed gives the link and the code of the last mail to an address.
func mailed(t testing.TB, h *officetest.House, addr string) (link, code string) {
	t.Helper()
	h.Pass(time.Second)
	for i := len(h.Sent) - 1; i >= 0; i-- {
		if m := h.Sent[i]; m.To.Addr == addr && m.Code != "" {
			return strings.TrimPrefix(m.Link.URL, "https://kept.example"), m.Code
		}
	}
	t.Fatalf("no way in was mailed to %s", addr)
	return "", ""
}

// Story 9, first half: in by a mailed link whose looking-at signs nobody in,
// or by its code in another browser.
func TestComingIn(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	browser := open(t, h)
	h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "Ana@CasaRuiz.example")
	r := browser()
	if _, body := r.get("/p/"); !strings.Contains(body, "Send me the link") {
		t.Fatalf("a stranger sees %s", body)
	}
	for _, none := range []string{"", " ", "ana"} {
		if status, body := r.post("/p/enter", "email", none); status != 422 || !strings.Contains(body, "Send me the link") || strings.Contains(body, "We have sent it") {
			t.Errorf("%q for an address answers %d: %s", none, status, body)
		}
	}
	_, known := r.post("/p/enter", "email", "ana@casaruiz.example")
	_, unknown := browser().post("/p/enter", "email", "bob@casaruiz.example")
	if strings.ReplaceAll(known, "ana@", "bob@") != unknown {
		t.Error("what is answered tells whether the address is known")
	}
	link, code := mailed(t, h, "Ana@CasaRuiz.example")
	scanner := browser()
	for range 3 {
		if status, body := scanner.get(link); status != 200 || !strings.Contains(body, "Yes, open my page") {
			t.Fatalf("the link shows %d %s", status, body)
		}
	}
	if _, body := scanner.get("/p/"); !strings.Contains(body, "Send me the link") {
		t.Error("looking at the link signed somebody in")
	}
	if _, body := r.post(link); !strings.Contains(body, "Ana Ruiz") {
		t.Errorf("the button opens %s", body)
	}
	if status, body := browser().post(link); status != 422 || !strings.Contains(body, "has been used") {
		t.Errorf("the link works twice: %d %s", status, body)
	}
	if status, _ := browser().post("/p/code", "email", "ana@casaruiz.example", "code", code); status != 422 {
		t.Error("the code of a used link still works")
	}
	other := browser()
	other.post("/p/enter", "email", "ana@casaruiz.example")
	_, code = mailed(t, h, "Ana@CasaRuiz.example")
	for range office.MaxCodeTries - 1 {
		if status, body := other.post("/p/code", "email", "ana@casaruiz.example", "code", "000000"); status != 422 || !strings.Contains(body, "not right") {
			t.Fatalf("a wrong code: %d %s", status, body)
		}
	}
	if _, body := other.post("/p/code", "email", "ana@casaruiz.example", "code", code[:3]+" "+code[3:]); !strings.Contains(body, "Ana Ruiz") {
		t.Errorf("the code opens %s", body)
	}
}

func TestTooManyWrongCodes(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	r := open(t, h)()
	h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	r.post("/p/enter", "email", "ana@casaruiz.example")
	_, code := mailed(t, h, "ana@casaruiz.example")
	for range office.MaxCodeTries {
		r.post("/p/code", "email", "ana@casaruiz.example", "code", "000000")
	}
	if status, _ := r.post("/p/code", "email", "ana@casaruiz.example", "code", code); status != 422 {
		t.Error("after five wrong codes the right one still works")
	}
}

func TestOldLink(t *testing.T) {
	for _, row := range []struct {
		after time.Duration
		works bool
	}{{office.LinkFor - 2*time.Second, true}, {office.LinkFor, false}} {
		h := officetest.Open(t, officetest.SQLite(t))
		r := open(t, h)()
		h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
		r.post("/p/enter", "email", "ana@casaruiz.example")
		link, _ := mailed(t, h, "ana@casaruiz.example")
		h.Pass(row.after)
		if _, body := r.post(link); strings.Contains(body, "Ana Ruiz") != row.works {
			t.Errorf("after %v: %s", row.after, body)
		}
	}
}

// enter signs a contact in.
func enter(t testing.TB, h *officetest.House, r *reader, addr string) {
	t.Helper()
	r.post("/p/enter", "email", addr)
	link, _ := mailed(t, h, addr)
	if _, body := r.post(link); strings.Contains(body, "Send me the link") {
		t.Fatalf("%s did not come in: %s", addr, body)
	}
}

// The page answers the five questions, shows a new date only once it was told,
// and keeps the honest history.
func TestFiveQuestions(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	r := open(t, h)()
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	promised := func(words string, how office.How, day int) promise.Promise {
		p, err := h.Promises.Make(t.Context(), h.Owner, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Proposal, Words: words, How: how,
			When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: day}}})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	told := promised("The proposal for the shop", office.ByMail, 9)
	promised("A secret of ours", office.NotYet, 10)
	h.Pass(time.Minute)
	enter(t, h, r, "ana@casaruiz.example")
	_, body := r.get("/p/")
	r.wants(body, "Casa Ruiz", "One thing is open, and it is on its way.", "The proposal for the shop", "Monday 9 March", "Marta Kern", "Monday 16 March, 10:00")
	if strings.Contains(body, "secret") {
		t.Error("a promise that he was not told of stands on his page")
	}
	tellings, err := h.Notices.Tell(t.Context(), h.Owner, office.Telling{
		Client: c.ID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail,
		Moves: []office.Move{{Promise: told.ID, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 11}}, Reason: "The printer is late"}},
		Next:  promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, body = r.get("/p/promises/" + string(told.ID)); strings.Contains(body, "11 March") {
		t.Error("the new date stands before it was told")
	}
	h.Pass(time.Minute)
	_, body = r.get("/p/promises/" + string(told.ID))
	r.wants(body, "Wednesday 11 March", "Monday 9 March", "The printer is late", "You were told on Monday 2 March")
	if status, letter := r.get("/p/notices/" + string(tellings.Notices[0])); status != 200 || !strings.Contains(letter, "The printer is late") {
		t.Errorf("the letter: %d %s", status, letter)
	}
	if v, err := h.Notices.View(t.Context(), h.Owner, tellings.Notices[0]); err != nil || v.Notice.SeenAt.IsZero() {
		t.Errorf("it was not noted as seen: %v", err)
	}
}

// Nobody sees what belongs to another client, or to the desk.
func TestIsolation(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	browser := open(t, h)
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	h.Client(h.Owner, "Brenner", "Europe/Berlin", "Paul Brenner", "paul@brenner.example")
	p, err := h.Promises.Make(t.Context(), h.Owner, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Fix, Words: "The roof", How: office.ByMail, When: promise.When{At: h.Now().Add(72 * time.Hour)}})
	if err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Minute)
	v, err := h.Promises.View(t.Context(), h.Owner, p.ID)
	if err != nil || len(v.Notices) != 1 {
		t.Fatalf("%v %v", v.Notices, err)
	}
	ana, paul := browser(), browser()
	enter(t, h, ana, "ana@casaruiz.example")
	enter(t, h, paul, "paul@brenner.example")
	for _, path := range []string{"/p/promises/" + string(p.ID), "/p/notices/" + string(v.Notices[0].ID)} {
		if status, body := ana.get(path); status != 200 || !strings.Contains(body, "The roof") {
			t.Errorf("Ana does not see %s: %d", path, status)
		}
		if status, body := paul.get(path); status != 404 || strings.Contains(body, "roof") {
			t.Errorf("Paul sees %s: %d %s", path, status, body)
		}
	}
	for _, path := range []string{"/p/promises/x", "/p/promises/prm_7zzzzzzzzzzzzzzzzzzzzzzzzz", "/p/notices/%00", "/p/nothing", "/p/pictures/pic_1"} {
		if status, body := paul.get(path); status != 404 || !strings.Contains(body, "not there") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	if _, body := paul.get("/p/"); strings.Contains(body, "roof") || strings.Contains(body, "Ana") {
		t.Error("Paul's page shows what is Ana's")
	}
}

// Devices are listed and ended; who loses the portal is out at once.
func TestDevices(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	browser := open(t, h)
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	phone, desk := browser(), browser()
	enter(t, h, phone, "ana@casaruiz.example")
	enter(t, h, desk, "ana@casaruiz.example")
	sessions, err := h.Access.Sessions(t.Context(), office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: k.ClientID})
	if err != nil || len(sessions) != 2 {
		t.Fatalf("%d sessions: %v", len(sessions), err)
	}
	if _, body := desk.get("/p/devices"); strings.Count(body, "Signed in on") != 2 {
		t.Errorf("the devices: %s", body)
	}
	desk.post("/p/devices/" + sessions[1].ID + "/end")
	if _, body := phone.get("/p/"); !strings.Contains(body, "Send me the link") {
		t.Error("an ended device still opens the page")
	}
	if status, _ := desk.post("/p/devices/" + sessions[1].ID + "/end"); status != 404 {
		t.Errorf("ending it again: %d", status)
	}
	_, err = h.Clients.EditContact(t.Context(), h.Owner, k.ID, office.ContactEdit{Change: func(k *client.Contact) { k.Portal = false }})
	if err != nil {
		t.Fatal(err)
	}
	if _, body := desk.get("/p/"); !strings.Contains(body, "Send me the link") {
		t.Error("who may not open the page any more still does")
	}
	if member.May(member.Regular, member.OpenPortal) != member.All {
		t.Error("every member lets contacts in")
	}
}

// A member sees the page as the contact does; his look counts for nothing, and
// is his alone.
func TestLookAsTheContact(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	browser := open(t, h)
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	p, err := h.Promises.Make(t.Context(), h.Owner, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Fix, Words: "The roof", How: office.ByMail, When: promise.When{At: h.Now().Add(72 * time.Hour)}})
	if err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Minute)
	notices, err := h.Promises.View(t.Context(), h.Owner, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	entry, err := h.Access.SignIn(t.Context(), "marta@northlight.example", "a long enough one", "test")
	if err != nil {
		t.Fatal(err)
	}
	marta, ana, nobody := browser(), browser(), browser()
	at, err := url.Parse(marta.base)
	if err != nil {
		t.Fatal(err)
	}
	marta.http.Jar.SetCookies(at, []*http.Cookie{{Name: "kept-desk-session", Value: entry.Secret}})
	root := "/p/as/" + string(k.ID) + "/"
	for _, path := range []string{"", "promises/" + string(p.ID), "notices/" + string(notices.Notices[0].ID)} {
		status, body := marta.get(root + path)
		if status != 200 {
			t.Fatalf("%s: %d", path, status)
		}
		marta.wants(body, "You see this page as Ana Ruiz sees it", "Back to Casa Ruiz", "The roof")
		if strings.Contains(body, "Sign out") {
			t.Errorf("%q offers to sign Ana out", path)
		}
	}
	if v, err := h.Notices.View(t.Context(), h.Owner, notices.Notices[0].ID); err != nil || !v.Notice.SeenAt.IsZero() {
		t.Errorf("a member's look counts as the contact's: %v", err)
	}
	for _, path := range []string{"/p/as/con_7zzzzzzzzzzzzzzzzzzzzzzzzz/", root + "devices", root + "promises/x"} {
		if status, _ := marta.get(path); status != 404 {
			t.Errorf("%s: %d", path, status)
		}
	}
	enter(t, h, ana, "ana@casaruiz.example")
	for who, r := range map[string]*reader{"the contact": ana, "a stranger": nobody} {
		r.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		if status, body := r.get(root); status != 303 || strings.Contains(body, "roof") {
			t.Errorf("%s looks as the contact: %d", who, status)
		}
	}
}
