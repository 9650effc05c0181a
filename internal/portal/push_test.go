package portal_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/push/pushtest"
	"kept/subscription"
)

// answer is what a script gets.
func (r *reader) answer(path string, fields ...string) (int, map[string]string) {
	r.t.Helper()
	form := make(map[string][]string)
	for i := 0; i < len(fields); i += 2 {
		form[fields[i]] = []string{fields[i+1]}
	}
	res, err := r.http.PostForm(r.base+path, form)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	body := map[string]string{}
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		r.t.Fatalf("%s answers %d %s", path, res.StatusCode, raw)
	}
	return res.StatusCode, body
}

// A reader adds the browser he reads in, as its script does, sees it, chooses by what
// he hears, and stops it without a script.
func TestDevicesOnThePage(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	browser := open(t, h)
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@ruiz.example")
	who := office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: c.ID}
	r := browser()
	enter(t, h, r, k.Email)
	if code, body := r.get("/p/following"); code != http.StatusOK || !strings.Contains(body, "On your devices") || strings.Contains(body, "What you follow reaches you") {
		t.Fatalf("%d %s", code, body)
	}
	code, key := r.answer("/p/following/devices/key")
	if code != http.StatusOK || len(key["key"]) != 87 {
		t.Fatalf("the key: %d %v", code, key)
	}
	b := pushtest.NewBrowser("ana")
	if code, body := r.answer("/p/following/devices", "endpoint", "https://10.0.0.1/x", "p256dh", b.P256dh(), "auth", b.Auth()); code != http.StatusUnprocessableEntity || body["say"] == "" {
		t.Errorf("a private address: %d %v", code, body)
	}
	if code, body := r.answer("/p/following/devices", "endpoint", "https://push.example.com/"+strings.Repeat("x", 9<<10), "p256dh", b.P256dh(), "auth", b.Auth()); code != http.StatusUnprocessableEntity || body["say"] == "" {
		t.Errorf("a long one: %d %v", code, body)
	}
	if code, body := r.answer("/p/following/devices", "endpoint", "https://push.example.com/ana", "p256dh", b.P256dh(), "auth", b.Auth()); code != http.StatusOK {
		t.Fatalf("%d %v", code, body)
	}
	if _, err := h.Subscriptions.View(t.Context(), who); err != nil {
		t.Fatal(err)
	}
	if err := h.Subscriptions.Choose(t.Context(), who, office.Wish{Rhythm: subscription.AtOnce, Topics: subscription.Everything()}); err != nil {
		t.Fatal(err)
	}
	if _, body := r.get("/p/following"); !strings.Contains(body, "Saved: you are told on this device.") || !strings.Contains(body, "Stop : Go on an unknown machine") && !strings.Contains(body, "Added on Monday") || !strings.Contains(body, "What you follow reaches you") || strings.Contains(body, "push.example.com") {
		t.Errorf("the page: %s", body)
	}
	if code, body := r.post("/p/following/devices/channel", "channel", "devices"); code != http.StatusOK || !strings.Contains(body, "Saved.") {
		t.Errorf("%d %s", code, body)
	}
	v, err := h.Pushes.View(t.Context(), who)
	if err != nil || len(v.Devices) != 1 || v.Channel != subscription.Devices {
		t.Fatalf("%+v: %v", v, err)
	}
	if code, _ := r.post("/p/out"); code != http.StatusOK {
		t.Fatal(code)
	}
	if v, err = h.Pushes.View(t.Context(), who); err != nil || len(v.Devices) != 1 {
		t.Errorf("signing out ends devices: %+v: %v", v, err)
	}
	h.Pass(time.Hour)
	enter(t, h, r, k.Email)
	if code, body := r.post("/p/following/devices/" + v.Devices[0].ID + "/stop"); code != http.StatusOK || !strings.Contains(body, "not told on that device any more") {
		t.Errorf("%d %s", code, body)
	}
	if v, err = h.Pushes.View(t.Context(), who); err != nil || len(v.Devices) != 0 {
		t.Errorf("%+v: %v", v, err)
	}
}

// Nobody adds a device without a session: not the link of a mail, and nobody at all.
func TestNoDeviceWithoutASession(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	r := open(t, h)()
	for _, path := range []string{"/p/following/devices", "/p/following/devices/key", "/p/following/devices/channel", "/p/following/devices/dev_1/stop"} {
		res, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).PostForm(r.base+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/p/enter" {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	for path, kept := range map[string]string{"/p/worker.js": "no-cache", "/p/push/old/push.js": "no-cache"} {
		res, err := http.Get(r.base + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/javascript") || res.Header.Get("Cache-Control") != kept {
			t.Errorf("%s: %d %v", path, res.StatusCode, res.Header)
		}
	}
}
