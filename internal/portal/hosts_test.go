package portal_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/portal"
)

// named asks under a name, with the cookies that it was given.
type named struct {
	t       *testing.T
	site    http.Handler
	host    string
	cookies []*http.Cookie
}

func (n *named) ask(method, path string, fields url.Values) (int, string, http.Header) {
	n.t.Helper()
	r := httptest.NewRequestWithContext(n.t.Context(), method, path, strings.NewReader(fields.Encode()))
	r.Host = n.host
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range n.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	n.site.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.Domain != "" {
			n.t.Errorf("a cookie for %s", c.Domain)
		}
		n.cookies = append(n.cookies, c)
	}
	return w.Code, words(w.Body.String()), w.Header()
}

const deskSays = "this is the desk"

// hosted is a house whose portal stands before a desk.
func hosted(t *testing.T) (*officetest.House, func(host string) *named) {
	h := officetest.Open(t, officetest.SQLite(t))
	rest := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, deskSays) })
	site := portal.Hosts(portal.New(h.Office, portal.Options{Log: slog.New(slog.DiscardHandler)}), "https://kept.example", rest)
	return h, func(host string) *named { return &named{t: t, site: site, host: host} }
}

// proves gives a workspace an address and proves it.
func proves(t *testing.T, h *officetest.House, who office.Actor, name string) office.HostView {
	t.Helper()
	v, err := h.Hosts.Give(t.Context(), who, name)
	if err != nil {
		t.Fatal(err)
	}
	h.Names[v.ProofName()] = []string{"something else", v.Token}
	if v, err = h.Hosts.Check(t.Context(), who); err != nil || !v.Proven() {
		t.Fatalf("%+v, %v", v, err)
	}
	return v
}

// An address is used for links once the name servers prove it, falls back when they
// do not any more, and goes on serving the links that were sent.
func TestProvenHost(t *testing.T) {
	h, under := hosted(t)
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	linkOf := func() string {
		t.Helper()
		h.Pass(time.Hour)
		if err := h.Access.MailLink(t.Context(), k.Email, true); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Second)
		return h.Sent[len(h.Sent)-1].Link.URL
	}
	asked, err := h.Hosts.Give(t.Context(), h.Owner, "Status.Northlight.example.")
	if err != nil || asked.Name != "status.northlight.example" || asked.Leads != "kept.example" || len(asked.Token) < 20 {
		t.Fatalf("%+v, %v", asked, err)
	}
	if v, err := h.Hosts.Check(t.Context(), h.Owner); err != nil || v.Proven() {
		t.Fatalf("without a record: %+v, %v", v, err)
	}
	if _, err := h.Hosts.Check(t.Context(), h.Owner); fault.KindOf(err) != fault.Busy {
		t.Errorf("asked again at once: %v", err)
	}
	if link := linkOf(); !strings.HasPrefix(link, "https://kept.example/p/enter/") {
		t.Errorf("before the proof: %s", link)
	}
	if code, body, _ := under("status.northlight.example").ask("GET", "/p/enter", nil); code != 200 || body != deskSays {
		t.Errorf("before the proof it is no name of ours: %d %s", code, body)
	}
	proves(t, h, h.Owner, "status.northlight.example")
	link := linkOf()
	path, ok := strings.CutPrefix(link, "https://status.northlight.example")
	if !ok {
		t.Fatalf("after the proof: %s", link)
	}
	n := under("status.northlight.example")
	if code, _, head := n.ask("POST", path, nil); code != http.StatusSeeOther || head.Get("Location") != "/p/" {
		t.Fatalf("%d to %s", code, head.Get("Location"))
	}
	if code, body, _ := n.ask("GET", "/p/", nil); code != 200 || !strings.Contains(body, "Casa Ruiz") {
		t.Errorf("his page: %d %s", code, body)
	}
	for _, path := range []string{"/sign-in", "/clients", "/api/v1/clients", "/setup/x", "/in/x", "/healthz", "/hosts/ask", "/p/as/" + string(k.ID) + "/", "//p/", "/P/"} {
		if code, body, _ := n.ask("GET", path, nil); code == 200 || strings.Contains(body, deskSays) {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	// The same name in other spellings is the same; other names are not.
	for host, ours := range map[string]bool{
		"STATUS.northlight.example": true, "status.northlight.example:443": true, "status.northlight.example.": true, "Status.Northlight.Example.:8443": true,
		"kept.example": false, "KEPT.example.": false, "127.0.0.1:8080": false, "[::1]": false, "localhost": false, "": false, "evil.status.northlight.example": false,
		"status.northlight.example.evil.example": false, "status.northlıght.example": false, "xn--status.northlight.example": false, "status.northlight.example@kept.example": false,
	} {
		_, body, _ := under(host).ask("GET", "/clients", nil)
		if is := body != deskSays; is != ours {
			t.Errorf("%q: the clients' own %v", host, is)
		}
	}
	// The record goes: new links lead to the server, old ones go on.
	delete(h.Names, asked.ProofName())
	h.Pass(25 * time.Hour)
	if v, err := h.Hosts.See(t.Context(), h.Owner); err != nil || v.Proven() || v.LostAt.IsZero() {
		t.Errorf("the record is gone: %+v, %v", v, err)
	}
	if link := linkOf(); !strings.HasPrefix(link, "https://kept.example/p/enter/") {
		t.Errorf("after the loss: %s", link)
	}
	if code, _, _ := n.ask("GET", "/p/", nil); code != 200 {
		t.Errorf("an old link after the loss: %d", code)
	}
}

// The address of one workspace shows nothing of another, and lets nobody of it in.
func TestHostOfOneWorkspace(t *testing.T) {
	h, under := hosted(t)
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	other, err := h.Access.Open(t.Context(), office.Setup{Workspace: "Southlight", Name: "Otto", Email: "otto@southlight.example", Password: "a long enough one", Zone: "Europe/Rome"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.Clients.Add(t.Context(), other, office.NewClient{Client: client.Client{Name: "Holm AB", Colour: 1}, Contact: client.Contact{Name: "Ana at Holm", Email: "ana@casaruiz.example", Portal: true}})
	if err != nil {
		t.Fatal(err)
	}
	proves(t, h, h.Owner, "status.northlight.example")
	south := proves(t, h, other, "south.example")
	n := under("status.northlight.example")
	before := len(h.Sent)
	n.ask("POST", "/p/enter", url.Values{"email": {k.Email}})
	h.Pass(time.Second)
	if len(h.Sent) != before+1 || !strings.HasPrefix(h.Sent[before].Link.URL, "https://status.northlight.example/") {
		t.Fatalf("%d mails went", len(h.Sent)-before)
	}
	h.Pass(time.Hour)
	m := under("south.example")
	m.ask("POST", "/p/enter", url.Values{"email": {k.Email}})
	h.Pass(time.Second)
	last := h.Sent[len(h.Sent)-1]
	path, ok := strings.CutPrefix(last.Link.URL, "https://south.example")
	if !ok {
		t.Fatal(last.Link.URL)
	}
	if code, body, _ := n.ask("POST", path, nil); code != http.StatusUnprocessableEntity || strings.Contains(body, "Holm") {
		t.Errorf("a link of another workspace: %d %s", code, body)
	}
	if code, body, _ := n.ask("POST", "/p/code", url.Values{"email": {k.Email}, "code": {last.Code}}); code == http.StatusSeeOther {
		t.Errorf("a code of another workspace: %d %s", code, body)
	}
	if code, _, _ := m.ask("POST", path, nil); code != http.StatusSeeOther {
		t.Errorf("his own: %d", code)
	}
	if code, body, _ := m.ask("GET", "/p/", nil); code != 200 || !strings.Contains(body, "Holm AB") {
		t.Errorf("his own page: %d %s", code, body)
	}
	n.cookies = m.cookies // a cookie carried over by hand opens nothing
	if code, body, _ := n.ask("GET", "/p/", nil); code != http.StatusSeeOther || strings.Contains(body, "Holm") {
		t.Errorf("a session of another workspace: %d %s", code, body)
	}
	if _, err := h.Hosts.Give(t.Context(), h.Owner, "south.example"); err != nil {
		t.Fatal(err)
	}
	mine, err := h.Hosts.See(t.Context(), h.Owner)
	if err != nil {
		t.Fatal(err)
	}
	h.Names[mine.ProofName()] = []string{south.Token, mine.Token}
	if _, err := h.Hosts.Check(t.Context(), h.Owner); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a proven address of another workspace: %v", err)
	}
	if ws, err := h.Hosts.Served(t.Context(), "south.example"); err != nil || ws != other.Workspace {
		t.Errorf("it serves %s, %v", ws, err)
	}
	h.Names[mine.ProofName()] = []string{mine.Token} // the domain has passed on
	h.Pass(25 * time.Hour)
	h.Pass(25 * time.Hour)
	if ws, err := h.Hosts.Served(t.Context(), "south.example"); err != nil || ws != h.Owner.Workspace {
		t.Errorf("after it passed on it serves %s, %v", ws, err)
	}
}
