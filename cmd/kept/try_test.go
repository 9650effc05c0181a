package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"kept/internal/testkit"
)

// tried is a trial that is being served in this process.
type tried struct {
	t       *testing.T
	stop    func() int
	ways    map[string]string
	browser *http.Client
}

// try serves a trial.
func try(t *testing.T, args ...string) *tried {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, bad, ended := &said{}, &said{}, make(chan int, 1)
	begun := time.Now()
	go func() {
		ended <- Main(ctx, append([]string{"try", "--json", "--listen", testkit.FreePort(t)}, args...), nil, out, bad)
	}()
	v := &tried{t: t, ways: map[string]string{}}
	v.stop = sync.OnceValue(func() int { cancel(); return <-ended })
	t.Cleanup(func() { v.stop() })
	for tick := time.NewTicker(10 * time.Millisecond); !strings.HasSuffix(out.String(), "\n"); {
		select {
		case <-tick.C:
		case code := <-ended:
			ended <- code
			t.Fatalf("kept try ended with %d: %s", code, bad.String())
		}
	}
	t.Logf("up in %s", time.Since(begun).Round(time.Millisecond))
	if err := json.Unmarshal([]byte(out.String()), &v.ways); err != nil {
		t.Fatalf("%v in %s", err, out.String())
	}
	v.forget()
	return v
}

// forget takes another browser.
func (v *tried) forget() {
	jar, err := cookiejar.New(nil)
	if err != nil {
		v.t.Fatal(err)
	}
	v.browser = &http.Client{Jar: jar}
}

// open reads a page.
func (v *tried) open(at string) (int, http.Header, string) {
	v.t.Helper()
	res, err := v.browser.Get(at)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	v.t.Logf("%d %s", res.StatusCode, res.Request.URL.Path)
	return res.StatusCode, res.Header, string(b)
}

// goIn follows a way in and presses its button.
func (v *tried) goIn(way string) string {
	v.t.Helper()
	v.forget()
	res, err := v.browser.Get(way)
	if err != nil {
		v.t.Fatal(err)
	}
	res.Body.Close()
	at := res.Request.URL
	res, err = v.browser.PostForm(at.String(), url.Values{})
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		v.t.Fatalf("%s leads to %s: %d %v", way, at, res.StatusCode, err)
	}
	return string(b)
}

func TestTry(t *testing.T) {
	v := try(t)
	for who, name := range map[string]string{"owner": "Marta Kern", "leader": "Lea Brandt", "member": "Nils Holm"} {
		home := v.goIn(v.ways[who])
		for _, want := range []string{name, "Northlight Studio", "This is a sample"} {
			if !strings.Contains(home, want) {
				t.Errorf("the %s's page does not say %q", who, want)
			}
		}
	}
	if portal := v.goIn(v.ways["client"]); !strings.Contains(portal, "Lindner") {
		t.Errorf("the client's page is not his:\n%s", portal)
	}
	v.mail()
	for _, missing := range []string{"/try/in/nobody", "/try/mail/0", "/try/mail/99999", "/try/mail/x/html", "/try/mail/-1/raw"} {
		if code, _, page := v.open(v.ways["url"] + missing); code != http.StatusNotFound || !strings.Contains(page, "There is nothing here") {
			t.Errorf("%s: %d", missing, code)
		}
	}
	if code := v.stop(); code != 0 {
		t.Errorf("the trial ended with %d", code)
	}
}

var caughtRow = regexp.MustCompile(`href="(/try/mail/(\d+))"`)

// mail looks at what was caught: a list, a mail, its HTML in a frame that may
// do nothing, and its source.
func (v *tried) mail() {
	v.t.Helper()
	_, _, list := v.open(v.ways["mail"])
	rows := caughtRow.FindAllStringSubmatch(list, -1)
	if len(rows) < 40 || !strings.Contains(list, "anna@lindner.example") {
		v.t.Fatalf("%d mails are listed", len(rows))
	}
	at := v.ways["url"] + rows[0][1]
	_, head, one := v.open(at)
	if !strings.Contains(one, `sandbox=""`) || !strings.Contains(one, rows[0][1]+"/html") || !strings.Contains(one, "Message-ID") || !strings.Contains(head.Get("Content-Security-Policy"), "script-src 'self'") {
		v.t.Errorf("one mail:\n%s", one)
	}
	_, head, html := v.open(at + "/html")
	if csp := head.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "sandbox") || head.Get("X-Frame-Options") != "SAMEORIGIN" || !strings.Contains(html, "<html") {
		v.t.Errorf("the HTML is served under %q", csp)
	}
	_, head, raw := v.open(at + "/raw")
	if !strings.HasPrefix(head.Get("Content-Type"), "text/plain") || !strings.Contains(raw, "\r\nMessage-ID: <") && !strings.HasPrefix(raw, "Message-ID: <") {
		v.t.Errorf("the source:\n%.300s", raw)
	}
}

// A trial in a folder of its own goes on where it was; a real workspace is
// refused, for its mail would be caught.
func TestTryInAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "trial")
	v := try(t, "--data", dir)
	if code := v.stop(); code != 0 {
		t.Fatalf("the trial ended with %d", code)
	}
	if _, err := os.Stat(filepath.Join(dir, "kept.db")); err != nil {
		t.Error("the folder is empty")
	}
	v = try(t, "--data", dir)
	if home := v.goIn(v.ways["member"]); !strings.Contains(home, "Nils Holm") {
		t.Error("the trial did not go on")
	}
	v.stop()
	refuses(t, "A trial would catch its mail", "try", "--data", opened(t), "--listen", testkit.FreePort(t))
}

// Nothing of a trial is left in the temporary folder, and nothing reaches a
// mail server that happens to be set.
func TestTryLeavesNothing(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("KEPT_SMTP", "smtp://mail.example.com")
	v := try(t)
	if _, _, page := v.open(v.ways["mail"]); !strings.Contains(page, "anna@lindner.example") {
		t.Error("the mail was not caught")
	}
	v.stop()
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("%v is left: %v", left, err)
	}
}

// said is what a program writes while it is read.
type said struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write keeps what is said.
func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
