package ways_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"kept/conversation"
	"kept/internal/inbox/ways"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/testkit"
	"kept/prompt"
)

// imapWay is the way in of a Dovecot's mailbox.
func imapWay(t *testing.T, d *testkit.Dovecot) office.WayIn {
	t.Helper()
	host, port, err := net.SplitHostPort(d.Addr)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return office.WayIn{Kind: office.ByIMAP, Name: "Office", Address: "office@northlight.example", Secret: d.Password, Settings: office.WaySettings{Host: host, Port: n, TLS: "none", User: d.User}}
}

// A mailbox is swept once at each moment where time stands still; one that
// refuses its password is asked about until it is mended, and nothing is lost.
func TestAMailboxIsFetched(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		d := testkit.StartDovecot(t)
		way := imapWay(t, d)
		box, _ := addWay(t, h, way)
		f := &ways.Fetching{Ways: waysOf(h)}
		t.Cleanup(f.Close)
		look := func() {
			t.Helper()
			h.Pass(time.Minute)
			if _, err := f.RunDue(t.Context(), h.Now()); err != nil {
				t.Fatal(err)
			}
			h.Pass(0)
		}
		look()
		before := len(waiting(t, h))
		d.Append([]byte(rawMail("Ida Holm <ida@holm.example>", way.Address, "By IMAP "+h.DB.Engine(), "Could you build us a website?")))
		look()
		look()
		if got := len(waiting(t, h)) - before; got != 1 {
			t.Errorf("%d new conversations", got)
		}
		d.Stop() // what is signed in stays so
		d.SetPassword("another one")
		d.Start()
		look()
		h.Pass(conversation.TroubleWaits)
		home, err := h.Prompts.Home(t.Context(), h.Owner)
		if err != nil || len(home.Do) == 0 || home.Do[0].Mailbox == nil || home.Do[0].Rule != prompt.Unanswered {
			t.Fatalf("nobody is asked: %+v %v", home.Do, err)
		}
		d.Append([]byte(rawMail("Ida Holm <ida@holm.example>", way.Address, "Meanwhile "+h.DB.Engine(), "Are you there?")))
		now, err := h.Mailboxes.Of(t.Context(), box.Workspace, box.ID)
		if err != nil {
			t.Fatal(err)
		}
		way.ID, way.Secret = box.ID, "another one"
		if err := h.Mailboxes.Edit(t.Context(), h.Owner, now.Version, way); err != nil {
			t.Fatal(err)
		}
		look()
		if got := len(waiting(t, h)) - before; got != 2 {
			t.Errorf("%d new conversations", got)
		}
		if home, err = h.Prompts.Home(t.Context(), h.Owner); err != nil || len(home.Do) != 0 {
			t.Errorf("asked all the same: %+v %v", home.Do, err)
		}
	})
}

// A token server gives a new refresh token: it is kept for the one that was used up.
func TestTokensAreExchanged(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	var asked []string
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		asked = append(asked, r.PostForm.Get("refresh_token")+"/"+r.PostForm.Get("client_secret"))
		if _, err := w.Write([]byte(`{"access_token":"access","refresh_token":"second"}`)); err != nil {
			t.Error(err)
		}
	}))
	defer srv.Close()
	d := testkit.StartDovecot(t)
	way := imapWay(t, d)
	way.Secret, way.Settings.TokenURL, way.Settings.ClientID = "first\nhush", srv.URL, "kept"
	box, _ := addWay(t, h, way)
	w := waysOf(h)
	w.HTTP = srv.Client()
	f := &ways.Fetching{Ways: w}
	t.Cleanup(f.Close)
	for range 2 { // Dovecot refuses the token; what counts is what was asked for it
		h.Pass(time.Minute)
		if _, err := f.RunDue(context.Background(), h.Now()); err != nil {
			t.Fatal(err)
		}
	}
	now, err := h.Mailboxes.Of(t.Context(), box.Workspace, box.ID)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := h.Mailboxes.Secret(now); err != nil || s != "second\nhush" {
		t.Errorf("kept: %q %v", s, err)
	}
	if len(asked) < 2 || asked[0] != "first/hush" || asked[1] != "second/hush" {
		t.Errorf("asked: %s", strings.Join(asked, ", "))
	}
}
