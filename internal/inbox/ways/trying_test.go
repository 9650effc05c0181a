package ways_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"strings"
	"testing"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/member"
)

// tried adds a way in, tests it and ends it: the next one may have its address.
func tried(t *testing.T, h *officetest.House, way office.WayIn) office.WayTest {
	t.Helper()
	m, _ := addWay(t, h, way)
	got, err := waysOf(h).Test(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got.Say, way.Secret) {
		t.Errorf("it says the password: %q", got.Say)
	}
	if err := h.Mailboxes.End(t.Context(), h.Owner, m.ID, m.Version); err != nil {
		t.Fatal(err)
	}
	return got
}

// Every way in which a mailbox cannot be opened has its own word and sentence.
func TestTheConnectionIsTried(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	d := testkit.StartDovecot(t)
	_, closed, err := net.SplitHostPort(testkit.FreePort(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		change func(*office.WayIn)
		kind   string
		says   string
	}{
		"right":       {func(*office.WayIn) {}, office.WayWorks, "127.0.0.1 lets " + d.User + " in, and INBOX can be read."},
		"password":    {func(w *office.WayIn) { w.Secret = "a wrong word" }, "refused", "127.0.0.1 refuses " + d.User + ": check the user name and password."},
		"certificate": {func(w *office.WayIn) { w.Settings.TLS = "starttls" }, "untrusted", "127.0.0.1 does not prove who it is: its certificate or its TLS is not right."},
		"folder":      {func(w *office.WayIn) { w.Settings.Folder = "Clients" }, "folder", "The mailbox of " + d.User + " has no folder Clients that can be read."},
		"port":        {func(w *office.WayIn) { w.Settings.Port = number(t, closed) }, "away", "127.0.0.1 cannot be reached, or hung up."},
	} {
		t.Run(name, func(t *testing.T) {
			way := imapWay(t, d)
			tt.change(&way)
			if got := tried(t, h, way); got.Kind != tt.kind || got.Say != tt.says || got.Works() != (tt.kind == office.WayWorks) {
				t.Errorf("found %q: %q", got.Kind, got.Say)
			}
		})
	}
}

func number(t *testing.T, port string) int {
	t.Helper()
	n, err := net.LookupPort("tcp", port)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A server that repeats what it was sent has no password shown by it.
func TestATestEchoesNoPassword(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprint(conn, "* OK [CAPABILITY IMAP4rev1] hello\r\n")
		for in := bufio.NewScanner(conn); in.Scan(); {
			tag, command, _ := strings.Cut(in.Text(), " ")
			if _, err := fmt.Fprintf(conn, "%s NO [INUSE] not this: %s\r\n", tag, command); err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-ended })
	way := office.WayIn{Kind: office.ByIMAP, Name: "Office", Address: "office@northlight.example", Secret: "hunter2", Settings: office.WaySettings{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, TLS: "none", User: "office"}}
	if got := tried(t, h, way); got.Kind != "unable" || !strings.Contains(got.Say, "not this: LOGIN") || !strings.Contains(got.Say, "…") {
		t.Errorf("found %q: %q", got.Kind, got.Say)
	}
}

// Whoever gives up waiting learns nothing false; who may not change a way in
// does not try it, nor one that others bring mail by.
func TestWhoTriesTheConnection(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		m, _ := addWay(t, h, office.WayIn{Kind: office.ByIMAP, Name: "Office", Address: "office@northlight.example", Secret: "x", Settings: office.WaySettings{Host: "imap.invalid", Port: 993, TLS: "implicit", User: "office"}})
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if got, err := waysOf(h).Test(gone, m); err == nil {
			t.Errorf("found %+v", got)
		}
		smtp, _ := addWay(t, h, office.WayIn{Kind: office.ByEntrance, Name: "Hello", Address: "hello@northlight.example"})
		nils := h.Member("Nils Holm", "nils@northlight.example", member.Regular, "")
		for _, tt := range []struct {
			who  office.Actor
			way  store.Mailbox
			want fault.Kind
		}{{nils, m, fault.NotAllowed}, {h.Owner, smtp, fault.Conflict}, {h.Owner, store.Mailbox{ID: "mbx_x"}, fault.NotFound}} {
			if _, err := h.Mailboxes.ToTest(t.Context(), tt.who, tt.way.ID); fault.KindOf(err) != tt.want {
				t.Errorf("%s %s: %v", tt.who.Member, tt.way.Name, err)
			}
		}
		if got, err := h.Mailboxes.ToTest(t.Context(), h.Owner, m.ID); err != nil || got.ID != m.ID {
			t.Errorf("%+v %v", got, err)
		}
		if err := h.Mailboxes.End(t.Context(), h.Owner, m.ID, m.Version); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Mailboxes.ToTest(t.Context(), h.Owner, m.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("an ended one: %v", err)
		}
	})
}
