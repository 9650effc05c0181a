package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
)

// fetched asks for a page as another program does.
func fetched(t *testing.T, address string) (int, string) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// Story 9, on her devices: Anna, who reads German, has her telephone tell her of a new
// date, her calendar read her dates, and her open page say that something is new. When
// she may not come in any more, all three end.
func TestStoryOnHerDevices(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		s, service := newPushStage(t, database)
		s.blind = database != "" // its pages look the same on both
		s.browser = testkit.Browser(t)
		anna := s.browser
		s.browser = testkit.Stranger(t, anna) // a browser that keeps nothing tells nobody anything: the desk can do without
		desk := s.browser
		s.visit(strings.TrimPrefix(s.signIn, s.kept.URL))
		s.press("Sign in")
		s.sees("Home")
		s.visit("/clients/new")
		s.fill("name", "Bäckerei Lindner", "zone", "Europe/Berlin", "language", "de", "contact_name", "Anna Lindner", "contact_email", "anna@lindner.example", "next", "16 March 10am")
		s.press("Add this client")
		s.sees("Anna Lindner")
		house := s.here()

		s.browser = anna
		s.takesPushes(service)
		s.comesInHere("anna@lindner.example")
		s.sees("Anna Lindner")
		s.installs()
		s.refusesToTell()
		s.visit("/p/following")
		s.press("Auf diesem Gerät Bescheid geben")
		s.sees("Gespeichert", "Auf diesem Gerät wird Ihnen Bescheid gegeben.", "dieses Gerät")
		s.look("told-on-this-device")
		service.hears(s)
		s.press("Adresse erstellen")
		feed := asks[string](s, `document.querySelector("#feed-calendar").value`)
		s.visit("/p/")
		s.becomes(`source.readyState == EventSource.OPEN`)

		s.browser = desk
		s.promises("Die Entwürfe", "9 March")
		s.browser = anna
		s.becomes(`document.querySelector("[data-stream]").innerText == "Es gibt etwas Neues. Anzeigen"`)
		s.hides("Die Entwürfe")
		s.look("something-new")
		s.do(chromedp.Click(chromedp.CSS("[data-stream] a")))
		s.sees("Die Entwürfe")
		s.hides("Es gibt etwas Neues")
		if code, body := fetched(t, feed); code != http.StatusOK || !strings.Contains(body, "SUMMARY:Die Entwürfe") || !strings.Contains(body, "DTSTART;VALUE=DATE:20260309") {
			t.Errorf("her calendar reads %d %s", code, body)
		}
		at := asks[string](s, `[...document.querySelectorAll("main a")].find(a => a.innerText.includes("Die Entwürfe")).pathname`)
		came := service.taken()
		if len(came) != 1 {
			t.Fatalf("%d pushes came: %q", len(came), came)
		}
		s.visit("/p/following")
		worker := s.worker()
		s.delivers(worker, came[0])
		var said pushed
		if err := json.Unmarshal([]byte(came[0]), &said); err != nil {
			t.Fatal(err)
		}
		want := pushed{"Northlight Studio", "Wir haben Ihnen einen neuen Termin genannt.", s.kept.URL + at, said.Tag, "de", "ltr"}
		if shown := s.shown(); len(shown) != 1 || shown[0] != want {
			t.Errorf("her telephone shows %+v, want %+v", shown, want)
		}
		if to := s.clicks(worker); to != at {
			t.Errorf("a press opens %s, want %s", to, at)
		}
		if left := s.shown(); len(left) != 0 {
			t.Errorf("after the press it shows %+v", left)
		}

		s.visit("/p/following")
		s.press("Beenden")
		s.sees("nicht mehr Bescheid gegeben")
		s.press("Auf diesem Gerät Bescheid geben")
		s.sees("Auf diesem Gerät wird Ihnen Bescheid gegeben.")
		s.press("Beenden")
		s.visit("/p/")
		s.browser = desk
		s.promises("Die Schilder", "11 March")
		if n := len(service.taken()); n != 1 {
			t.Errorf("after she stopped it, %d pushes came", n)
		}
		s.visit(house)
		s.press("Anna Lindner")
		s.fill("portal", "off")
		s.press("Save")
		s.browser = anna
		s.becomes(`!source || source.readyState != EventSource.OPEN`)
		if code, _ := fetched(t, feed); code != http.StatusGone {
			t.Errorf("her calendar still reads: %d", code)
		}
		s.visit("/p/")
		s.hides("Die Schilder")
	})
}

// refusesToTell wants the button to say why, when the browser's reader does not allow
// it, and when the push service does not answer at all.
func (s *stage) refusesToTell() {
	s.t.Helper()
	s.visit("/p/following")
	asks[bool](s, `Notification.requestPermission = async () => "denied", true`)
	s.do(chromedp.Click(chromedp.CSS("[data-push-add]")))
	s.sees("Ihr Browser lässt es nicht zu.")
	s.visit("/p/following")
	asks[bool](s, `window.unreachable = true, window.setTimeout = (late, _, ...said) => late(...said), true`)
	s.do(chromedp.Click(chromedp.CSS("[data-push-add]")))
	s.sees("Das hat nicht geklappt. Bitte versuchen Sie es später noch einmal.")
	s.becomes(`!document.querySelector("[data-push-add]").disabled`)
}

// promises makes a promise to Anna, of which a mail tells her.
func (s *stage) promises(words, due string) {
	s.t.Helper()
	s.visit("/promises/new")
	s.fill("words", words, "kind", "Deliverable", "contact", "Anna Lindner", "due", due, "how", "mail")
	s.press("Make this promise")
	s.sees(words)
	s.kept.Advance(s.t, time.Minute)
}

// installs wants the page to be one that can be put on a home screen.
func (s *stage) installs() {
	s.t.Helper()
	got, err := chromedp.Run(s.browser, func(ctx context.Context, t *chromedp.Target) (page.GetAppManifestResult, error) {
		return cdp.Call(ctx, t, page.GetAppManifest, page.GetAppManifestParams{})
	})
	if err != nil || len(got.Errors) > 0 || !strings.Contains(got.Data, `"name":"Northlight Studio"`) || !strings.Contains(got.Data, `"lang":"de"`) {
		s.t.Errorf("the manifest is %+v, %v: %s", got.Errors, err, got.Data)
	}
	wrong, err := chromedp.Run(s.browser, func(ctx context.Context, t *chromedp.Target) (page.GetInstallabilityErrorsResult, error) {
		return cdp.Call(ctx, t, page.GetInstallabilityErrors, cdp.Empty{})
	})
	if err != nil {
		s.t.Error(err)
	}
	for _, e := range wrong.InstallabilityErrors {
		s.t.Errorf("it cannot be installed: %s %v", e.ErrorID, e.ErrorArguments)
	}
}
