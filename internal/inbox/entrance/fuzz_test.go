package entrance

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kept/internal/inbox"
)

// picky keeps what it likes, by what is in the mail, and each mail of a mailbox
// once, as the real one does.
type picky struct {
	kept  []inbox.Arrived
	asked int
}

func (p *picky) take(_ context.Context, m inbox.Arrived) error {
	p.asked++
	switch {
	case bytes.Contains(m.Raw, []byte("fail")):
		return errors.New("not now")
	case bytes.Contains(m.Raw, []byte("panic")):
		panic("a bug")
	}
	p.kept = append(p.kept, m)
	return nil
}

// clumsy reads in pieces of the sizes given, over and over.
type clumsy struct {
	r     io.Reader
	sizes []byte
	i     int
}

func (c *clumsy) Read(b []byte) (int, error) {
	n := len(b)
	if len(c.sizes) > 0 {
		n = min(n, int(c.sizes[c.i%len(c.sizes)])+1)
		c.i++
	}
	return c.r.Read(b[:n])
}

// throw throws bytes at a server and holds what came of it against what was
// promised: a 250 for each mail that was kept, and for no other.
func throw(t interface{ Errorf(string, ...any) }, tb testing.TB, bytesThrown, sizes []byte) {
	p := &picky{}
	server := &Server{Domain: "firm.test", Take: p.take, Knows: func(_ context.Context, a string) (string, bool, error) {
		return "one", strings.HasPrefix(a, "a"), nil
	}, Now: noon, Limits: Limits{Bytes: 300, Held: 500}}
	answers := play(tb, server, &clumsy{r: bytes.NewReader(bytesThrown), sizes: sizes})
	if confirmed := strings.Count(answers, "250 2.6.0 "); confirmed != len(p.kept) {
		t.Errorf("%d mails kept, %d confirmed:\n%s", len(p.kept), confirmed, answers)
	}
	if asked := strings.Count(answers, "\r\n354 "); p.asked > asked {
		t.Errorf("%d mails handed over, %d asked for", p.asked, asked)
	}
	for _, m := range p.kept {
		if len(m.To) == 0 || slices.ContainsFunc(m.To, func(a string) bool { return a[0] != 'a' }) {
			t.Errorf("kept for %q", m.To)
		}
		plain := bytes.ReplaceAll(m.Raw, []byte("\r\n"), nil)
		if bytes.ContainsAny(plain, "\r\n\x00") || !bytes.HasPrefix(m.Raw, []byte("Return-Path: <")) || !bytes.HasSuffix(m.Raw, []byte("\r\n")) {
			t.Errorf("kept %q", m.Raw)
		}
		if head, _, _ := bytes.Cut(m.Raw, []byte("\r\n\tby ")); bytes.Count(head, []byte("\r\n")) != 1 || len(m.Raw) > 300+maxTrace {
			t.Errorf("a client wrote into the trace, or %d bytes are too many: %q", len(m.Raw), head)
		}
	}
	if held := server.held.Load(); held != 0 {
		t.Errorf("%d bytes still held", held)
	}
}

// Bits of conversations in any order.
func TestNothingIsKeptWithoutA250(t *testing.T) {
	bit := rapid.SampledFrom([]string{
		hello, "EHLO x>\r\n", "HELO x\r\n", "MAIL FROM:<a@b.test>\r\n", "MAIL FROM:<>\r\n", "RCPT TO:<a@b.test>\r\n", "RCPT TO:<a+x@b.test>\r\n", "RCPT TO:<b@b.test>\r\n", "DATA\r\n", "RSET\r\n", "BDAT 3 LAST\r\n", "AUTH X\r\n", "NOOP\r\n",
		begin, "MAIL FROM:<a@b.test>\r\nRCPT TO:<a@b.test>\r\nDATA\r\n", mail, end, "\r\n.\r\n", "..\r\n", ".", "\r", "\n", "\x00", "\r\n", "fail", "panic", "Received: x\r\n", "a\r\nb", strings.Repeat("x", 150), "STARTTLS\r\n", "x",
	})
	rapid.Check(t, func(r *rapid.T) {
		said := strings.Join(rapid.SliceOfN(bit, 0, 30).Draw(r, "bits"), "")
		if rapid.Bool().Draw(r, "begins well") {
			said = strings.ReplaceAll(begin, "ann@firm", "a@firm") + said
		}
		throw(r, t, []byte(said), rapid.SliceOfN(rapid.Byte(), 0, 5).Draw(r, "sizes"))
	})
}

func FuzzConversation(f *testing.F) {
	f.Add([]byte(strings.ReplaceAll(begin, "ann@", "a@")+mail+end+"MAIL FROM:<>\r\nRCPT TO:<a@b>\r\nDATA\r\nfail\r\n.\r\nQUIT\r\n"), []byte{3, 200})
	f.Add([]byte("HELO [::1]\r\nMAIL FROM:<@a,@b:\"c d\"@e> SIZE=3 BODY=8BITMIME SMTPUTF8\r\nRCPT TO:<a+b@c>\r\nDATA\r\n..\r\n.\r\nBDAT 1\r\n"), []byte{})
	f.Fuzz(func(t *testing.T, said, sizes []byte) { throw(t, t, said, sizes) })
}
