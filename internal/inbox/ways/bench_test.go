package ways_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"kept/internal/inbox"
	"kept/internal/inbox/ways"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/testkit"
)

// letterOf is an ordinary mail of 20 kB: text and its HTML twin.
func letterOf(i int, from string) []byte {
	words := strings.Repeat("The shade for the lamp in the hall should be green, and the cable a little longer. ", 15)
	body := "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + fmt.Sprintf("Message %d. ", i) + words + "\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p style=\"color:#333\">" +
		strings.Repeat("<span class=\"a\">"+words[:400]+"</span><br>", 42) + "</p></body></html>\r\n--x--\r\n"
	return []byte(rawMail(from, "hello@northlight.example", fmt.Sprintf("Lamp %d", i), body, "MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=x"))
}

// BenchmarkTake keeps mails of 20 kB, many at once and 300 of them a second, and
// says what each costs.
func BenchmarkTake(b *testing.B) {
	for name, from := range map[string]func(i int) string{
		"strangers": func(i int) string { return fmt.Sprintf("Somebody %d <s%d@d%d.example>", i, i, i) },
		"contacts":  func(i int) string { return fmt.Sprintf("Contact %d <c%d@client%d.example>", i%100, i%100, i%100) },
	} {
		for engine, open := range map[string]func() string{"sqlite": func() string { return officetest.SQLite(b) }, "postgres": func() string { return testkit.Postgres(b) }} {
			b.Run(name+"/"+engine, func(b *testing.B) {
				h := officetest.Open(b, open())
				box, _, err := h.Mailboxes.Add(b.Context(), h.Owner, office.WayIn{Kind: office.ByEntrance, Name: "Hello", Address: "hello@northlight.example", Plus: true})
				if err != nil {
					b.Fatal(err)
				}
				if name == "contacts" {
					for i := range 100 {
						h.Client(h.Owner, fmt.Sprintf("Client %d", i), "Europe/Rome", fmt.Sprintf("Contact %d", i), fmt.Sprintf("c%d@client%d.example", i, i))
					}
				}
				w := &ways.Ways{Office: h.Office, Log: quiet, Clocked: true}
				var n atomic.Int64
				before := cpu(b)
				b.SetParallelism(16)
				b.ResetTimer()
				b.RunParallel(func(p *testing.PB) {
					for p.Next() {
						i := int(n.Add(1))
						h.Tick(time.Second / 300)
						if err := w.Take(b.Context(), inbox.Arrived{Raw: letterOf(i, from(i)), Way: inbox.SMTP, Mailbox: ways.Name(box), To: []string{box.Address}}); err != nil {
							b.Error(err)
						}
					}
				})
				b.StopTimer()
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
				b.ReportMetric((cpu(b)-before)*1000/float64(b.N), "cpu-ms/mail")
			})
		}
	}
}

// cpu is what this process has used of the processor, in seconds.
func cpu(b *testing.B) float64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
