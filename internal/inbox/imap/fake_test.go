package imap

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"testing"
)

// script is a server that does what a test says, for what no real one does.
type script struct {
	t    testing.TB
	conn net.Conn
	in   *bufio.Reader
}

// scripted runs each connection to an address through a script, one after the other.
func scripted(t testing.TB, talk func(s *script)) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			talk(&script{t, conn, bufio.NewReader(conn)})
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-ended })
	return l.Addr().String()
}

// say sends lines.
func (s *script) say(lines ...string) {
	for _, line := range lines {
		_, _ = fmt.Fprintf(s.conn, "%s\r\n", line)
	}
}

// hear reads a line; "" is the end of the connection.
func (s *script) hear() string {
	line, err := s.in.ReadString('\n')
	if err != nil {
		return ""
	}
	return strings.TrimSpace(line)
}

// serve answers commands until the connection ends: by special, where it gives
// something, otherwise as a server whose inbox holds these mails. A line that
// begins with OK, NO or BAD ends an answer.
func (s *script) serve(caps string, special func(command string) []string, mails ...string) {
	s.say("* OK [CAPABILITY " + strings.TrimSpace("IMAP4rev1 "+caps) + "] hello")
	s.commands(caps, special, mails...)
}

// commands is serve after the greeting.
func (s *script) commands(caps string, special func(command string) []string, mails ...string) {
	for {
		tag, command, _ := strings.Cut(s.hear(), " ")
		if tag == "" {
			return
		}
		lines := special(command)
		if lines == nil {
			lines = usual(caps, command, mails)
		}
		for _, line := range lines {
			if word, _, _ := strings.Cut(line, " "); word == "OK" || word == "NO" || word == "BAD" {
				line = tag + " " + line
			}
			s.say(line)
		}
	}
}

// usual is how a server answers.
func usual(caps, command string, mails []string) []string {
	var lines []string
	switch {
	case strings.HasPrefix(command, "CAPABILITY"):
		lines = append(lines, strings.TrimSpace("* CAPABILITY IMAP4rev1 "+caps))
	case strings.HasPrefix(command, "EXAMINE"):
		lines = append(lines, fmt.Sprintf("* %d EXISTS", len(mails)), "* OK [UIDVALIDITY 7] x", fmt.Sprintf("* OK [UIDNEXT %d] x", len(mails)+1))
	case strings.HasPrefix(command, "UID SEARCH"):
		all := "* SEARCH"
		for n := range mails {
			all += fmt.Sprint(" ", n+1)
		}
		lines = append(lines, all)
	case strings.Contains(command, "RFC822.SIZE"):
		for n, m := range mails {
			lines = append(lines, fmt.Sprintf(`* %d FETCH (UID %d RFC822.SIZE %d INTERNALDATE "01-Oct-2026 10:00:00 +0200")`, n+1, n+1, len(m)))
		}
	case strings.Contains(command, "BODY.PEEK[]"):
		for n, m := range mails {
			lines = append(lines, body(n+1, m))
		}
	}
	return append(lines, "OK done")
}

// body is how a server hands over a mail.
func body(uid int, mail string) string {
	return fmt.Sprintf("* %d FETCH (UID %d BODY[] {%d}\r\n%s)", uid, uid, len(mail), mail)
}

// nothing is special.
func nothing(string) []string { return nil }
