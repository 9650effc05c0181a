package smtp

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"sync"
)

// gate is the listener in front of the server: it counts the connections and
// turns away those that a rule or the limit says, before the greeting.
type gate struct {
	net.Listener
	sink *Sink
}

// Accept gives the next connection that may talk to the server.
func (g *gate) Accept() (net.Conn, error) {
	for {
		raw, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		c := &tracked{Conn: raw, sink: g.sink}
		crowded := g.sink.open(c)
		rule, found := g.sink.rule(AtConnect, "")
		switch {
		case crowded:
			go g.sink.turnAway(c, Rule{Do: Answer, Code: 421, Text: "Too many connections"})
		case found:
			go g.sink.turnAway(c, rule)
		default:
			return c, nil
		}
	}
}

// open notes a connection and tells whether it is one too many.
func (s *Sink) open(c net.Conn) (crowded bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened++
	s.connections[c] = struct{}{}
	return s.maxOpen > 0 && len(s.connections) > s.maxOpen
}

func (s *Sink) turnAway(c net.Conn, r Rule) {
	defer func() { _ = c.Close() }()
	switch r.Do {
	case Drop:
		return
	case Hang:
		_, _ = io.Copy(io.Discard, c)
		return
	case Answer, Greylist:
	}
	if s.options.Security == Implicit {
		c = tls.Server(c, s.tls)
	}
	enhanced := ""
	if r.Enhanced != [3]int{} {
		enhanced = fmt.Sprintf("%d.%d.%d ", r.Enhanced[0], r.Enhanced[1], r.Enhanced[2])
	}
	fmt.Fprintf(c, "%d %s%s\r\n", r.code(), enhanced, r.text())
	_ = c.Close()
}

// tracked is a connection that leaves the sink's list when it closes.
type tracked struct {
	net.Conn
	sink *Sink
	once sync.Once
}

// Close closes the connection and forgets it.
func (t *tracked) Close() error {
	t.once.Do(func() {
		t.sink.mu.Lock()
		defer t.sink.mu.Unlock()
		delete(t.sink.connections, t)
	})
	return t.Conn.Close()
}
