package post

import (
	"sync"
	"testing"
	"time"

	fakesmtp "kept/internal/fake/smtp"
)

// BenchmarkSend hands small mails over to the local sink through eight
// connections. The aim is 3,000 mails a second at the least, so that the
// outbox can do 1,500 with its records.
func BenchmarkSend(b *testing.B) {
	sink, err := fakesmtp.Start(fakesmtp.Options{Now: time.Now, Keep: 1})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = sink.Close() }()
	server, err := ParseServer(sink.URL())
	if err != nil {
		b.Fatal(err)
	}
	const connections = 8
	transport := New(server, Options{Connections: connections})
	defer func() { _ = transport.Close() }()
	e := Envelope{From: "desk@kept.test", To: "ana@client.test", MessageID: "<1@kept.test>",
		Message: []byte("Message-ID: <1@kept.test>\r\nSubject: Mock-ups\r\n\r\nThey will be ready on Monday.\r\n")}
	work := make(chan struct{}, connections)
	var senders sync.WaitGroup
	b.ResetTimer()
	for range connections {
		senders.Go(func() {
			for range work {
				if a := transport.Send(b.Context(), e); a.Outcome != Accepted {
					b.Error(a)
				}
			}
		})
	}
	for range b.N {
		work <- struct{}{}
	}
	close(work)
	senders.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
	if sink.Total() != b.N {
		b.Errorf("the sink took %d mails of %d", sink.Total(), b.N)
	}
	if sink.Connections() != min(connections, b.N) {
		b.Logf("%d connections were opened", sink.Connections())
	}
}
func BenchmarkCompose(b *testing.B) {
	m := kinds()["reset"]
	for b.Loop() {
		if _, err := Compose(m, composed); err != nil {
			b.Fatal(err)
		}
	}
}
