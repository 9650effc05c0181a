package door

import (
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// lineFor is how long whoever reads a line may take to take a word: who takes
// longer has gone.
const lineFor = 10 * time.Second

// Line is the answer to a request that goes on for as long as its reader stays. It
// is taken from the server, whose buffers and stack would wait with it: they were
// nine tenths of what an open line held.
type Line struct {
	conn net.Conn
	gone chan struct{}
}

// TakeLine answers 200 with the headers that were set, over a line of its own that
// ends with the answer (RFC 9112, section 6.3). An error: the server does not give
// it away, as over HTTP/2; nothing was answered.
func TakeLine(w http.ResponseWriter) (*Line, error) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil, err
	}
	l := &Line{conn: conn, gone: make(chan struct{})}
	go func() {
		defer close(l.gone)
		_, _ = conn.Read(make([]byte, 1)) // its reader says nothing more: it ends when he has gone
	}()
	l.Say(l.head(w.Header().Clone()))
	return l, nil
}

func (*Line) head(set http.Header) string {
	set.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	var b strings.Builder
	res := http.Response{StatusCode: http.StatusOK, ProtoMajor: 1, ProtoMinor: 1, Header: set, ContentLength: -1}
	_ = res.Write(&b) // it is written into memory
	return b.String()
}

// Say sends text at once; false = nobody is there, or he does not take it.
func (l *Line) Say(text string) bool {
	if l.conn.SetWriteDeadline(time.Now().Add(lineFor)) != nil {
		return false
	}
	_, err := io.WriteString(l.conn, text)
	return err == nil
}

// Gone is closed when the reader has left.
func (l *Line) Gone() <-chan struct{} { return l.gone }

// Close ends the answer.
func (l *Line) Close() { _ = l.conn.Close() } // nothing can be done about it any more
