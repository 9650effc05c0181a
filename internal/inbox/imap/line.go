package imap

import (
	"net"
	"sync"
	"time"
)

// line is a connection that hangs up when the other side is silent for too long
// while it is its turn. The library below has deadlines of its own, which count
// the time that we take to keep a mail as the server's and know nothing of a
// server that stopped in the middle of a command; they are not passed on.
type line struct {
	net.Conn
	patience time.Duration

	mu      sync.Mutex
	timer   *time.Timer // nil until the first wait
	owed    int         // commands without their answer
	reading bool        // somebody waits in Read
	writing int         // somebody waits in Write
	silent  bool        // it hung up
}

// Read waits no longer than patience for an answer, and for ever when none is owed.
func (l *line) Read(p []byte) (int, error) {
	l.change(func() { l.reading = true })
	n, err := l.Conn.Read(p)
	l.change(func() { l.reading = false })
	return n, err
}

// Write waits no longer than patience for the other side to take it.
func (l *line) Write(p []byte) (int, error) {
	l.change(func() { l.writing++ })
	n, err := l.Conn.Write(p)
	l.change(func() { l.writing-- })
	return n, err
}

// SetDeadline does nothing, and so do its two kin: see [line].
func (l *line) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing.
func (l *line) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing.
func (l *line) SetWriteDeadline(time.Time) error { return nil }

// owing notes that an answer is awaited from now on, until done is called.
func (l *line) owing() (done func()) {
	l.change(func() { l.owed++ })
	return func() { l.change(func() { l.owed-- }) }
}

// change changes what is waited for and winds the timer up again, or stops it.
func (l *line) change(what func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	what()
	switch waiting := l.reading && l.owed > 0 || l.writing > 0; {
	case waiting && l.timer == nil:
		l.timer = time.AfterFunc(l.patience, l.hangUp)
	case waiting:
		l.timer.Reset(l.patience)
	case l.timer != nil:
		l.timer.Stop()
	}
}

func (l *line) hangUp() {
	l.mu.Lock()
	// The timer may have gone off in the moment in which the answer came.
	l.silent = l.reading && l.owed > 0 || l.writing > 0
	silent := l.silent
	l.mu.Unlock()
	if silent {
		_ = l.Close()
	}
}

// stalled tells whether it hung up because the other side was silent.
func (l *line) stalled() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.silent
}
