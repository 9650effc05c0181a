package portal_test

import (
	"encoding/json"
	"fmt"
	"image/color"
	"image/png"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/picture"
	"kept/internal/portal"
	"kept/internal/portal/page"
	"kept/internal/store"
	"kept/workspace"
)

// device asks as a device does that puts a page on its home screen.
func (n *named) device(path string, heads ...string) *httptest.ResponseRecorder {
	n.t.Helper()
	r := httptest.NewRequestWithContext(n.t.Context(), http.MethodGet, path, nil)
	r.Host = n.host
	for i := 0; i < len(heads); i += 2 {
		r.Header.Set(heads[i], heads[i+1])
	}
	for _, c := range n.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	n.site.ServeHTTP(w, r)
	return w
}

// manifest is what a device reads, and the colour in the middle of the edge of its icon.
func (n *named) manifest(heads ...string) (page.Manifest, string) {
	n.t.Helper()
	w := n.device(page.ManifestPath, heads...)
	var m page.Manifest
	if err := json.Unmarshal(w.Body.Bytes(), &m); err != nil || w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/manifest+json" {
		n.t.Fatalf("%d %v %s: %v", w.Code, w.Header(), w.Body, err)
	}
	edge := ""
	for _, i := range m.Icons {
		w := n.device(i.Source)
		drawn, err := png.Decode(w.Body)
		if err != nil || w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/png" {
			n.t.Fatalf("%s: %d %v %v", i.Source, w.Code, w.Header(), err)
		}
		if side := drawn.Bounds().Dx(); i.Sizes != map[int]string{192: "192x192", 512: "512x512"}[side] || drawn.Bounds().Dy() != side {
			n.t.Errorf("%s is %v", i.Sizes, drawn.Bounds())
		}
		if again := n.device(i.Source, "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			n.t.Errorf("%s is read again: %d", i.Source, again.Code)
		}
		r, g, b, _ := drawn.At(0, drawn.Bounds().Dy()/2).RGBA()
		edge = fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
	}
	return m, edge
}

// signsIn has a reader come in under the name.
func (n *named) signsIn(h interface{ Pass(time.Duration) }, email string, last func() string) {
	n.t.Helper()
	n.ask("POST", "/p/enter", url.Values{"email": {email}})
	h.Pass(time.Second)
	_, path, _ := strings.Cut(last(), "/p/enter/")
	if code, _, _ := n.ask("POST", "/p/enter/"+path, nil); code != http.StatusSeeOther {
		n.t.Fatalf("%s does not come in: %d", email, code)
	}
	h.Pass(time.Hour)
}

// What a device is told of a page on its home screen is the firm's, in the language of
// its reader: that of his session, else of the address, else of the only workspace; and
// of no client, and of no other firm.
func TestManifest(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	site := portal.New(h.Office, portal.Options{Log: slog.New(slog.DiscardHandler)})
	at := func(host string) *named {
		return &named{t: t, site: portal.Hosts(site, "https://kept.example", site), host: host}
	}
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	last := func() string { return h.Sent[len(h.Sent)-1].Link.URL }
	_, k := lindner(t, h)
	edit := func(who office.Actor, change func(*workspace.Workspace)) {
		t.Helper()
		_, err := h.Settings.Edit(t.Context(), who, office.WorkspaceEdit{Change: change})
		ok(err)
	}
	edit(h.Owner, func(w *workspace.Workspace) { w.Accent = "#2f6f4f" })
	wants := func(who string, n *named, name, lang, theme, edge string, heads ...string) page.Manifest {
		t.Helper()
		m, drawn := n.manifest(heads...)
		if m.Name != name || m.ShortName != name || m.Lang != lang || m.Dir != "ltr" || m.Theme != theme || drawn != edge {
			t.Errorf("%s: the icon is on %s: %+v", who, drawn, m)
		}
		if m.ID != "/p/" || m.StartURL != "/p/" || m.Scope != "/p/" || m.Display != "standalone" || m.Background != "#faf7f0" || len(m.Icons) != 4 {
			t.Errorf("%s: %+v", who, m)
		}
		if raw := n.device(page.ManifestPath, heads...).Body.String(); strings.Contains(raw, "Lindner") || strings.Contains(raw, "Holm") {
			t.Errorf("%s reads of a client: %s", who, raw)
		}
		return m
	}
	const green, ink, paper = "#2f6f4f", "#23201b", "#faf7f0"
	wants("a stranger", at("kept.example"), "Northlight Studio", "fr", green, green, "Accept-Language", "fr-FR")
	anna := at("kept.example")
	anna.signsIn(h, k.Email, last)
	first := wants("Anna", anna, "Northlight Studio", "de", green, green)
	if !strings.HasPrefix(first.Description, "Ihre Seite bei Northlight Studio") {
		t.Errorf("it is described as %q", first.Description)
	}
	for _, path := range []string{"/p/", "/p/following"} {
		if raw := anna.device(path).Body.String(); strings.Count(raw, `<link rel="manifest" href="/p/manifest.webmanifest" crossorigin="use-credentials"`) != 1 {
			t.Errorf("%s names no manifest", path)
		}
	}

	logo, err := picture.Icon{Letter: 'N', Ground: color.White, Ink: color.Black}.Draw(64)
	ok(err)
	id, err := h.Settings.AddPicture(t.Context(), h.Owner, store.Picture{MediaType: "image/png", Bytes: logo})
	ok(err)
	edit(h.Owner, func(w *workspace.Workspace) { w.LogoID = id })
	if m := wants("Anna, with a logo", anna, "Northlight Studio", "de", green, paper); m.Icons[0].Source == first.Icons[0].Source {
		t.Error("the icon is another one under the same address")
	}

	south, err := h.Access.Open(t.Context(), office.Setup{Workspace: "Southlight", Name: "Otto", Email: "otto@southlight.example", Password: "a long enough one", Zone: "Europe/Rome"}, nil)
	ok(err)
	_, err = h.Clients.Add(t.Context(), south, office.NewClient{Client: client.Client{Name: "Holm AB", Colour: 1}, Contact: client.Contact{Name: "Paul Holm", Email: "paul@holm.example", Portal: true}})
	ok(err)
	wants("a stranger at two firms", at("kept.example"), "Kept", "en", ink, ink)
	wants("Anna at two firms", anna, "Northlight Studio", "de", green, paper)
	paul := at("kept.example")
	paul.signsIn(h, "paul@holm.example", last)
	wants("Paul", paul, "Southlight", "en", ink, ink)

	proves(t, h, h.Owner, "status.northlight.example")
	wants("a stranger at the firm's own address", at("status.northlight.example"), "Northlight Studio", "en", green, paper)
	paul.host = "status.northlight.example" // a cookie carried over by hand
	wants("Paul at the address of another firm", paul, "Northlight Studio", "en", green, paper)
	_, err = h.Clients.EditContact(t.Context(), h.Owner, k.ID, office.ContactEdit{Change: func(k *client.Contact) { k.Portal = false }})
	ok(err)
	wants("Anna, who may not come in any more", anna, "Kept", "en", ink, ink)
}
