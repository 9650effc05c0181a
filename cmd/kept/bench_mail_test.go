package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/smtp"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/worktime"
)

// What is measured of mail that comes in: a minute at a pace through the SMTP
// entrance, and a mailbox that is full when it is connected.
const (
	mailPace    = 300 // a second
	mailFor     = 60  // seconds
	mailClients = 100
	mailLines   = 40 // connections
	mailboxFull = 5000
	mailLooks   = 100 // every so manyeth mail is looked for
)

// desk is a firm whose mail is measured.
type desk struct {
	served
	token  string
	owner  office.Actor
	folder string
}

// newDesk makes a firm with clients, its ways in made by prepare, and serves it.
func newDesk(b *testing.B, prepare func(*office.Office, office.Actor) error, env ...string) *desk {
	b.Helper()
	d := &desk{folder: b.TempDir()}
	db, err := store.Open(b.Context(), "sqlite:"+filepath.Join(d.folder, "kept.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	key := make([]byte, office.KeyBytes)
	o := office.New(office.Config{DB: db, Random: rand.Reader, URL: "http://kept.example", Key: func() ([]byte, error) { return key, nil }})
	if d.owner, err = o.Access.Open(b.Context(), office.Setup{Workspace: "Large Firm", Name: "Marta Kern", Email: "marta@large.example", Password: "a long enough one", Zone: "Europe/Rome"}, nil); err != nil {
		b.Fatal(err)
	}
	for i := range mailClients {
		_, err := o.Clients.Add(b.Context(), d.owner, office.NewClient{
			Client:  client.Client{Name: fmt.Sprintf("Client %d", i), Colour: 1 + i%12, Hours: worktime.Standard("Europe/Madrid")},
			Contact: client.Contact{Name: fmt.Sprintf("Contact %d", i), Email: fmt.Sprintf("c%d@client%d.example", i, i)},
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := prepare(o, d.owner); err != nil {
		b.Fatal(err)
	}
	token, err := o.Access.MakeToken(b.Context(), d.owner, "bench")
	if err != nil {
		b.Fatal(err)
	}
	d.token = token.Secret
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	k := testkit.Run(b, testkit.FreePort(b), append([]string{"KEPT_DATA=" + d.folder, "KEPT_LOG=error", fmt.Sprintf("KEPT_KEY=%x", key)}, env...)...)
	d.served = served{k.URL, k.PID()}
	return d
}

// letter is an ordinary mail of 20 kB: text and its HTML twin.
func (d *desk) letter(i int) []byte {
	words := strings.Repeat("The shade for the lamp in the hall should be green, and the cable a little longer. ", 15)
	var m bytes.Buffer
	fmt.Fprintf(&m, "From: Contact %[1]d <c%[1]d@client%[1]d.example>\r\nTo: hello@large.example\r\nSubject: Lamp %[2]d\r\nDate: %[3]s\r\nMessage-ID: <%[2]d@client.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n",
		i%mailClients, i, time.Now().Format(time.RFC1123Z))
	fmt.Fprintf(&m, "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nOur number is lamp%dx. %s\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p style=\"color:#333\">", i, words)
	for range 42 {
		m.WriteString("<span class=\"a\">" + words[:400] + "</span><br>\r\n")
	}
	m.WriteString("</p></body></html>\r\n--x--\r\n")
	return m.Bytes()
}

// shows tells whether a mail is found by the API.
func (d *desk) shows(b *testing.B, i int) bool {
	req, err := http.NewRequest(http.MethodGet, d.url+"/api/v1/messages?q="+url.QueryEscape(fmt.Sprintf("lamp%dx", i)), nil)
	if err != nil {
		b.Error(err)
		return false
	}
	req.Header.Set("Authorization", "Bearer "+d.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Error(err)
		return false
	}
	defer res.Body.Close()
	var page struct{ Items []struct{ ID string } }
	if err := json.NewDecoder(res.Body).Decode(&page); err != nil || res.StatusCode != http.StatusOK {
		b.Errorf("%s: %v", res.Status, err)
	}
	return len(page.Items) > 0
}

// send hands mails over at the pace, and gives how long after its moment each
// was taken, and each that was looked for was seen.
func (d *desk) send(b *testing.B, entrance string, n int) (taken, seen []time.Duration) {
	taken, seen = make([]time.Duration, n), make([]time.Duration, (n+mailLooks-1)/mailLooks)
	var next atomic.Int64
	var all sync.WaitGroup
	begun := time.Now()
	for range mailLines {
		all.Go(func() {
			line, err := smtp.Dial(entrance)
			if err != nil {
				b.Error(err)
				return
			}
			defer line.Close()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				due := begun.Add(time.Duration(i) * time.Second / mailPace)
				<-time.After(time.Until(due))
				if err := give(line, fmt.Sprintf("c%[1]d@client%[1]d.example", i%mailClients), d.letter(i)); err != nil {
					b.Errorf("mail %d: %v", i, err)
					return
				}
				taken[i] = time.Since(due)
				if i%mailLooks == 0 {
					if !d.shows(b, i) {
						b.Errorf("mail %d was taken and is not found", i)
					}
					seen[i/mailLooks] = time.Since(due)
				}
			}
		})
	}
	all.Wait()
	return taken, seen
}

func give(line *smtp.Client, from string, raw []byte) error {
	if err := line.Mail(from); err != nil {
		return err
	}
	if err := line.Rcpt("hello@large.example"); err != nil {
		return err
	}
	w, err := line.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(raw); err != nil {
		return err
	}
	return w.Close()
}

func p99(waits []time.Duration) float64 {
	slices.Sort(waits)
	return float64(waits[len(waits)*99/100].Microseconds()) / 1000
}

// BenchmarkMailIn measures the whole program while mail comes in: a minute at a
// pace through the SMTP entrance, then a full mailbox that is connected.
// Processor time is that of the server's process.
func BenchmarkMailIn(b *testing.B) {
	b.Run("entrance", func(b *testing.B) {
		address := testkit.FreePort(b)
		d := newDesk(b, func(o *office.Office, who office.Actor) error {
			_, _, err := o.Mailboxes.Add(b.Context(), who, office.WayIn{Kind: office.ByEntrance, Name: "Hello", Address: "hello@large.example"})
			return err
		}, "KEPT_ENTRANCE="+address, "KEPT_ENTRANCE_RELAYED=true") // name servers are not measured
		before, begun := d.cpu(b), time.Now()
		taken, seen := d.send(b, address, mailPace*mailFor)
		took := time.Since(begun)
		b.ReportMetric(float64(len(taken))/took.Seconds(), "mails/s")
		b.ReportMetric(float64((d.cpu(b)-before).Microseconds())/1000/float64(len(taken)), "cpu-ms/mail")
		b.ReportMetric(p99(taken), "p99-taken-ms")
		b.ReportMetric(p99(seen), "p99-seen-ms")
		b.ReportMetric(d.resident(b), "resident-MB")
		b.ReportMetric(0, "ns/op")
	})
	b.Run("mailbox", func(b *testing.B) {
		mails := testkit.StartDovecot(b)
		for i := range mailboxFull {
			mails.Append((&desk{}).letter(i))
		}
		host, port, err := net.SplitHostPort(mails.Addr)
		if err != nil {
			b.Fatal(err)
		}
		number, err := strconv.Atoi(port)
		if err != nil {
			b.Fatal(err)
		}
		begun := time.Now()
		d := newDesk(b, func(o *office.Office, who office.Actor) error {
			_, _, err := o.Mailboxes.Add(b.Context(), who, office.WayIn{
				Kind: office.ByIMAP, Name: "Hello", Address: "hello@large.example", Secret: mails.Password, Settings: office.WaySettings{Host: host, Port: number, TLS: "none", User: mails.User},
			})
			begun = time.Now()
			return err
		})
		for !d.shows(b, mailboxFull-1) && time.Since(begun) < 5*time.Minute && !b.Failed() {
			<-time.After(20 * time.Millisecond)
		}
		took := time.Since(begun)
		for i := 0; i < mailboxFull; i += mailLooks {
			if !d.shows(b, i) {
				b.Errorf("mail %d is not found", i)
			}
		}
		b.ReportMetric(mailboxFull/took.Seconds(), "mails/s")
		b.ReportMetric(float64(d.cpu(b).Microseconds())/1000/mailboxFull, "cpu-ms/mail")
		b.ReportMetric(d.resident(b), "resident-MB")
		idle := d.cpu(b)
		<-time.After(20 * time.Second)
		b.ReportMetric(float64((d.cpu(b)-idle).Microseconds())/20_000, "idle-cpu-ms/s")
		b.ReportMetric(0, "ns/op")
	})
}
