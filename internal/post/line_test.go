package post

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	fakesmtp "kept/internal/fake/smtp"
)

// elsewhere is a server with a name that is not loopback, whose connections
// end at the sink.
func elsewhere(t *testing.T, sink *fakesmtp.Sink, address string, roots *x509.CertPool) *Transport {
	t.Helper()
	return newTransport(t, address, Options{
		TLS: &tls.Config{RootCAs: roots},
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, sink.Address())
		},
	})
}

func TestTLS(t *testing.T) {
	none := x509.NewCertPool()
	tests := []struct {
		name    string
		sink    fakesmtp.Security
		address string
		believe bool
		want    Outcome
		stage   Stage
		secured bool
	}{
		{"required and right", fakesmtp.StartTLS, "smtp://mail.kept.test?tls=required", true, Accepted, StageAfterData, true},
		{"required, an unknown certificate", fakesmtp.StartTLS, "smtp://mail.kept.test?tls=required", false, TryLater, StageTLS, false},
		{"required, another name", fakesmtp.StartTLS, "smtp://other.kept.test?tls=required", true, TryLater, StageTLS, false},
		{"required, not offered", fakesmtp.Plain, "smtp://mail.kept.test?tls=required", true, TryLater, StageTLS, false},
		{"opportunistic, an unknown certificate", fakesmtp.StartTLS, "smtp://mail.kept.test", false, Accepted, StageAfterData, true},
		{"opportunistic, not offered", fakesmtp.Plain, "smtp://mail.kept.test", true, Accepted, StageAfterData, false},
		{"off, though offered", fakesmtp.StartTLS, "smtp://mail.kept.test?tls=off", true, Accepted, StageAfterData, false},
		{"from the first byte", fakesmtp.Implicit, "smtps://mail.kept.test", true, Accepted, StageAfterData, true},
		{"from the first byte, an unknown certificate", fakesmtp.Implicit, "smtps://mail.kept.test", false, TryLater, StageTLS, false},
		{"on loopback nobody signs", fakesmtp.Implicit, "smtps://127.0.0.1", false, Accepted, StageAfterData, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sink := start(t, fakesmtp.Options{Security: test.sink})
			roots := none
			if test.believe && test.sink != fakesmtp.Plain {
				roots = sink.Roots()
			}
			a := elsewhere(t, sink, test.address, roots).Send(t.Context(), letter("ana@client.test"))
			if a.Outcome != test.want || a.Stage != test.stage {
				t.Errorf("got %v, want %s at %s", a, test.want, test.stage)
			}
			if test.want == Accepted && sink.Mails()[0].TLS != test.secured {
				t.Errorf("TLS was used: %t", !test.secured)
			}
		})
	}
}

func TestTLSHandshakeThatNeverEnds(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	sink.Rules(fakesmtp.Rule{At: fakesmtp.AtConnect, Do: fakesmtp.Hang})
	address := strings.Replace(sink.URL(), "smtp://", "smtps://", 1)
	tr := newTransport(t, strings.TrimSuffix(address, "?tls=off"), Options{Timeouts: Timeouts{TLS: brief}})
	if a := tr.Send(t.Context(), letter("ana@client.test")); a.Outcome != TryLater || a.Stage != StageTLS {
		t.Errorf("got %v", a)
	}
}

func TestAuthentication(t *testing.T) {
	for _, test := range []struct {
		name, user, password string
		offered              []string
		want                 Outcome
		says                 string
	}{
		{"PLAIN", "desk@kept.test", "pä:ss/w@rd", nil, Accepted, "queued"},
		{"LOGIN", "desk@kept.test", "pä:ss/w@rd", []string{"LOGIN"}, Accepted, "queued"},
		{"a wrong password", "desk@kept.test", "other", nil, TryLater, "Authentication failed"},
		{"an unknown way", "desk@kept.test", "pä:ss/w@rd", []string{"XOAUTH2"}, TryLater, "PLAIN or LOGIN is needed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			sink := start(t, fakesmtp.Options{Security: fakesmtp.StartTLS, User: "desk@kept.test", Password: "pä:ss/w@rd", Auth: test.offered})
			server := parse(t, sink.URL())
			server.User, server.password = test.user, func() string { return test.password }
			tr := New(server, Options{})
			t.Cleanup(func() { _ = tr.Close() })
			a := tr.Send(t.Context(), letter("ana@client.test"))
			if a.Outcome != test.want || !strings.Contains(a.Text, test.says) {
				t.Errorf("got %v, want %s saying %q", a, test.want, test.says)
			}
			if a.Outcome != Accepted && a.Stage != StageAuth {
				t.Errorf("at stage %s", a.Stage)
			}
			if strings.Contains(a.String(), test.password) {
				t.Errorf("the answer tells the password: %v", a)
			}
		})
	}
}

func TestAuthenticationThatIsMissing(t *testing.T) {
	sink := start(t, fakesmtp.Options{User: "desk", Password: "secret"})
	tr := newTransport(t, "smtp://"+sink.Address(), Options{})
	if a := tr.Send(t.Context(), letter("ana@client.test")); a.Outcome != TryLater || a.Code != 530 || a.Stage != StageFrom {
		t.Errorf("without a user: %v; the settings are wrong, not the mail", a)
	}
}

// script is a server that answers each line with what say gives; "" closes the
// connection, and a line of DATA's message is not asked about.
func script(t *testing.T, greeting string, say func(line string) string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go converse(c, greeting, say)
		}
	}()
	return "smtp://" + l.Addr().String()
}

func converse(c net.Conn, greeting string, say func(line string) string) {
	defer func() { _ = c.Close() }()
	fmt.Fprintf(c, "%s\r\n", greeting)
	rest, inData := "", false
	buf := make([]byte, 1024)
	for {
		n, err := c.Read(buf)
		if err != nil {
			return
		}
		rest += string(buf[:n])
		for {
			line, after, ok := strings.Cut(rest, "\r\n")
			if !ok {
				break
			}
			rest = after
			if inData && line != "." {
				continue
			}
			answer := say(line)
			inData = line == "DATA" && strings.HasPrefix(answer, "354")
			if answer == "" {
				return
			}
			fmt.Fprintf(c, "%s\r\n", answer)
		}
	}
}

// obliging answers as a simple server does.
func obliging(line string) string {
	switch {
	case line == "DATA":
		return "354 Go on"
	case strings.HasPrefix(line, "EHLO"):
		return "250-hello\r\n250 8BITMIME"
	}
	return "250 OK"
}

func TestOddServers(t *testing.T) {
	to := func(command, answer string) func(string) string {
		return func(line string) string {
			if strings.HasPrefix(line, command) {
				return answer
			}
			return obliging(line)
		}
	}
	tests := []struct {
		name, greeting string
		say            func(string) string
		want           Answer
	}{
		{"obliging", "220 hi", obliging, Answer{Outcome: Accepted, Stage: StageAfterData, Code: 250, Text: "OK"}},
		{"knows no EHLO", "220 hi", to("EHLO", "500 what?"), Answer{Outcome: Accepted, Stage: StageAfterData, Code: 250, Text: "OK"}},
		{"answers on several lines", "220 hi", to(".", "250-2.6.0 Taken\r\n250 2.6.0 queued as 7"), Answer{Outcome: Accepted, Stage: StageAfterData, Code: 250, Enhanced: "2.6.0", Text: "Taken queued as 7"}},
		{"a hard address on several lines", "220 hi", to("RCPT", "550-5.1.1 Nobody\r\n550 5.1.1 here"), Answer{Outcome: Refused, Stage: StageRcpt, Code: 550, Enhanced: "5.1.1", Text: "Nobody here", HardAddress: true}},
		{"DATA is refused", "220 hi", to("DATA", "554 5.5.1 No valid recipients"), Answer{Outcome: Refused, Stage: StageData, Code: 554, Enhanced: "5.5.1", Text: "No valid recipients"}},
		{"DATA is put off", "220 hi", to("DATA", "451 Busy"), Answer{Outcome: TryLater, Stage: StageData, Code: 451, Text: "Busy"}},
		{"closes at DATA", "220 hi", to("DATA", ""), Answer{Outcome: TryLater, Stage: StageData}},
		{"251 to the dot", "220 hi", to(".", "251 Forwarding"), Answer{Outcome: Unsure, Stage: StageAfterData, Code: 251, Text: "Forwarding"}},
		{"354 to the dot", "220 hi", to(".", "354 More"), Answer{Outcome: Unsure, Stage: StageAfterData, Code: 354, Text: "More"}},
		{"nonsense to the dot", "220 hi", to(".", "ok ok"), Answer{Outcome: Unsure, Stage: StageAfterData}},
		{"no mail server", "HTTP/1.1 400 Bad Request", obliging, Answer{Outcome: TryLater, Stage: StageConnect}},
		{"never stops talking", "220-" + strings.Repeat("hi\r\n220-", maxReply/8+1), obliging, Answer{Outcome: TryLater, Stage: StageConnect}},
		{"authentication at RCPT", "220 hi", to("RCPT", "530 5.7.0 Log in first"), Answer{Outcome: TryLater, Stage: StageRcpt, Code: 530, Enhanced: "5.7.0", Text: "Log in first"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tr := newTransport(t, script(t, test.greeting, test.say), Options{Timeouts: Timeouts{Connect: patience}})
			got := tr.Send(t.Context(), letter("ana@client.test"))
			if test.want.Text == "" {
				got.Text = ""
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAddressesBeyondASCII(t *testing.T) {
	var mail atomic.Value
	address := script(t, "220 hi", func(line string) string {
		if strings.HasPrefix(line, "MAIL") || strings.HasPrefix(line, "RCPT") {
			mail.Store(line)
		}
		return obliging(line)
	})
	tr := newTransport(t, address, Options{})
	if a := tr.Send(t.Context(), letter("ana@müller.test")); a.Outcome != Accepted || mail.Load() != "RCPT TO:<ana@xn--mller-kva.test>" {
		t.Errorf("a domain beyond ASCII: %v, said %v", a, mail.Load())
	}
	a := tr.Send(t.Context(), letter("änne@müller.test"))
	if diff := cmp.Diff(Answer{Outcome: Refused, Stage: StageFrom, Text: errNoUTF8.Error()}, a); diff != "" {
		t.Errorf("a name beyond ASCII, the server not able (-want +got):\n%s", diff)
	}
	sink := start(t, fakesmtp.Options{})
	if a := newTransport(t, sink.URL(), Options{}).Send(t.Context(), letter("änne@client.test")); a.Outcome != Accepted || sink.Mails()[0].To[0] != "änne@client.test" {
		t.Errorf("a name beyond ASCII, the server able: %v", a)
	}
}
