package imap

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
)

// maxGreeting bounds what a server may say before TLS.
const maxGreeting = 64 << 10

// askForTLS reads the greeting and has the server begin TLS. It reads byte by
// byte, never one beyond the answer: what somebody in between slips in after it
// goes to the TLS handshake, which it breaks. Nothing that was said before TLS
// is remembered.
func askForTLS(conn net.Conn) error {
	left := maxGreeting
	greeting, err := readLine(conn, &left)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(strings.ToUpper(greeting), "* OK") {
		return fmt.Errorf("greeted with %q", greeting)
	}
	if _, err := io.WriteString(conn, "S STARTTLS\r\n"); err != nil {
		return err
	}
	for {
		answer, err := readLine(conn, &left)
		if err != nil {
			return err
		}
		word, ours := strings.CutPrefix(answer, "S ")
		switch {
		case ours && strings.HasPrefix(strings.ToUpper(word), "OK"):
			return nil
		case ours:
			return &Trouble{Untrusted, "The server does not offer TLS here.", errors.New(answer)}
		case !strings.HasPrefix(answer, "* "):
			return fmt.Errorf("answered STARTTLS with %q", answer)
		}
	}
}

// readLine reads a line without its end.
func readLine(conn net.Conn, left *int) (string, error) {
	var line []byte
	for b := make([]byte, 1); ; {
		if _, err := io.ReadFull(conn, b); err != nil {
			return "", err
		}
		if *left--; *left < 0 {
			return "", errors.New("says too much before TLS")
		}
		if b[0] == '\n' {
			return strings.TrimSuffix(string(line), "\r"), nil
		}
		line = append(line, b[0])
	}
}

// greeted is a connection that greets once more: after STARTTLS servers do not,
// and the library waits for it.
type greeted struct {
	net.Conn
	rest string
}

// Read gives the greeting, then what comes.
func (g *greeted) Read(p []byte) (int, error) {
	if g.rest != "" {
		n := copy(p, g.rest)
		g.rest = g.rest[n:]
		return n, nil
	}
	return g.Conn.Read(p)
}
