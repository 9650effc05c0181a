package testkit

import (
	"crypto/tls"
	"net"
	"testing"

	"github.com/emersion/go-imap/v2/imapclient"
)

func TestDovecot(t *testing.T) {
	d := StartDovecot(t)
	d.Append([]byte("Subject: one\r\n\r\nHello\r\n"))
	for name, address := range map[string]string{"plain": d.Addr, "tls": d.TLSAddr} {
		t.Run(name, func(t *testing.T) {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			if name == "tls" {
				conn = tls.Client(conn, &tls.Config{RootCAs: d.Roots, ServerName: "localhost"})
			}
			c := imapclient.New(conn, nil)
			t.Cleanup(func() { _ = c.Close() })
			if err := c.Login(d.User, "wrong").Wait(); err == nil {
				t.Error("a wrong password was taken")
			}
			if err := c.Login(d.User, d.Password).Wait(); err != nil {
				t.Fatalf("%v\n%s", err, d.Said())
			}
			folder, err := c.Select("INBOX", nil).Wait()
			if err != nil || folder.NumMessages != 1 {
				t.Errorf("%+v, %v; want 1 mail\n%s", folder, err, d.Said())
			}
		})
	}
}
