package entrance

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"kept/internal/inbox"
)

// BenchmarkMails gives mails of 20 kB over a real network, by eight clients at
// once that keep their connections, to a Take that does nothing. "cpu-ms/mail"
// is the processor's time of both sides.
func BenchmarkMails(b *testing.B) {
	server := newServer(&shelf{})
	server.Take = func(context.Context, inbox.Arrived) error { return nil }
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = server.Serve(l) }()
	defer func() { _ = server.Shutdown(context.Background()) }()
	body := mail + strings.Repeat(strings.Repeat("x", 76)+"\r\n", 20_000/78) + end

	const clients = 8
	work := make(chan struct{})
	var all sync.WaitGroup
	for range clients {
		conn, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		r := bufio.NewReader(conn)
		if _, err := fmt.Fprint(conn, hello); err != nil {
			b.Fatal(err)
		}
		answers(b, r, 2)
		all.Go(func() {
			for range work {
				_, _ = io.WriteString(conn, "MAIL FROM:<c@client.test>\r\nRCPT TO:<ann@firm.test>\r\nDATA\r\n")
				answers(b, r, 3)
				_, _ = io.WriteString(conn, body)
				answers(b, r, 1)
			}
		})
	}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	b.ResetTimer()
	before := cpu()
	for range b.N {
		work <- struct{}{}
	}
	close(work)
	all.Wait()
	b.StopTimer()
	b.ReportMetric(float64((cpu()-before).Microseconds())/1000/float64(b.N), "cpu-ms/mail")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}

func answers(b *testing.B, r *bufio.Reader, n int) {
	for n > 0 {
		line, err := r.ReadSlice('\n')
		if err != nil || line[0] != '2' && line[0] != '3' {
			b.Errorf("%q, %v", line, err)
			return
		}
		if line[3] == ' ' {
			n--
		}
	}
}

func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
