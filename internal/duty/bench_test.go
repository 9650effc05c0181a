package duty_test

import (
	"fmt"
	"sync"
	"syscall"
	"testing"
	"time"

	"kept/client"
	"kept/internal/duty"
	fakesmtp "kept/internal/fake/smtp"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/testkit"
	"kept/notice"
	"kept/promise"
)

// BenchmarkOutbox hands single notices over to a local sink, each a telling of
// its own with a next contact, over kept-open connections and with a durable
// record of its lease and of the server's answer. The aim is 1,500 a second.
func BenchmarkOutbox(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchOutbox(b, officetest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { benchOutbox(b, testkit.DurablePostgres(b)) })
}

func benchOutbox(b *testing.B, url string) {
	const mails, clients = 2000, 200
	h := openPost(b, url, fakesmtp.Options{Keep: 1})
	h.staff(duty.Mail{Office: h.Office}) // only the benchmark hands over
	type reader struct {
		client  client.ID
		contact client.ContactID
	}
	var readers []reader
	for i := range clients {
		c, k := h.Client(h.nils, fmt.Sprintf("Client %d", i), "Europe/Madrid", "Ana Ruiz", fmt.Sprintf("ana%d@client.example", i))
		readers = append(readers, reader{c.ID, k.ID})
	}
	m := duty.Mail{Office: h.Office, Deliver: deliver(h.hand), Workers: senders, Holder: "bench"}
	sent := 0
	var cpu time.Duration
	for b.Loop() {
		b.StopTimer()
		var all sync.WaitGroup
		feed := make(chan reader)
		for range 32 {
			all.Go(func() {
				for r := range feed {
					_, err := h.Notices.Tell(b.Context(), h.nils, office.Telling{
						Client: r.client, Readers: []client.ContactID{r.contact}, Channel: notice.Mail, Text: "The shop is painted.", Next: promise.When{At: h.Now().AddDate(0, 0, 10)},
					})
					if err != nil {
						b.Error(err)
					}
				}
			})
		}
		for i := range mails {
			feed <- readers[i%clients]
		}
		close(feed)
		all.Wait()
		h.Pass(office.UndoFor)
		h.sink.Clear()
		testkit.Settle(b, url)
		before := processor(b)
		b.StartTimer()
		if _, err := m.RunDue(b.Context(), h.Now()); err != nil {
			b.Fatal(err)
		}
		if n := h.sink.Total(); n != mails {
			b.Fatalf("the sink took %d mails of %d", n, mails)
		}
		sent += mails
		cpu += processor(b) - before
	}
	b.ReportMetric(float64(sent)/b.Elapsed().Seconds(), "mails/s")
	b.ReportMetric(float64(cpu.Microseconds())/float64(sent), "cpu-µs/mail") // the sink's share is in it
}

// processor is how much processor time this process has used: under load the
// clock on the wall says little.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// senders is how many mails are handed over at once, as the program does it.
const senders = 8
