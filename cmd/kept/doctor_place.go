package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"kept/internal/post"
)

// address looks at the public address and whether somebody answers where Kept listens.
func (d *doctor) address() {
	u, err := url.Parse(d.set.URL)
	if err != nil {
		d.say("address", broken, "The public address cannot be read.", "Set KEPT_URL to one like https://kept.example.com.")
		return
	}
	here := local(u.Hostname())
	host, _, _ := net.SplitHostPort(d.set.Listen)
	switch {
	case here && (d.set.SMTP != "" || !local(host)):
		d.say("address", look, "Links in mails lead to "+d.set.URL+", which only this machine reaches.", "Set KEPT_URL to the address by which clients reach Kept.")
	case !here && u.Scheme == "http":
		d.say("address", look, "Links in mails begin with http://: anybody on the way can read along.", "Put a proxy with a certificate before Kept, and set KEPT_URL to https://… (docs/deploy.md).")
	default:
		d.say("address", fine, "Links in mails lead to "+d.set.URL+".", "")
	}
}

// local tells whether a host's name leads to this machine alone.
func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// The room on the disk below which Kept stops soon, and below which somebody
// should look.
const (
	tooFull = 200 << 20
	soFull  = 2 << 30
)

// disk looks how much room there is where the data lies.
func (d *doctor) disk() {
	folder := d.set.Data
	if path, ok := strings.CutPrefix(d.set.Database, "sqlite:"); ok {
		folder = filepath.Dir(path)
	}
	var fs syscall.Statfs_t
	if err := syscall.Statfs(folder, &fs); err != nil {
		d.say("disk", look, "The folder "+folder+" is not there yet.", "kept serve makes it.")
		return
	}
	free := fs.Bavail * uint64(fs.Bsize)
	say := fmt.Sprintf("%.1f GB are free where the data lies (%s).", float64(free)/(1<<30), folder)
	switch {
	case free < tooFull:
		d.say("disk", broken, say, "Make room: when it is full, nothing can be saved.")
	case free < soFull:
		d.say("disk", look, say, "Make room soon.")
	default:
		d.say("disk", fine, say, "")
	}
}

// mailServer knocks at the mail server and waits for its greeting; it says
// goodbye without having sent anything.
func (d *doctor) mailServer() {
	if d.set.SMTP == "" {
		d.say("mail server", look, "None is set up: mails are kept in the outbox, and no client is told by them.", "Set KEPT_SMTP (docs/deploy.md).")
		return
	}
	s, err := post.ParseServer(d.set.SMTP)
	if err != nil {
		d.say("mail server", broken, words(err), "Mend it where it is set.")
		return
	}
	address := net.JoinHostPort(s.Host, strconv.Itoa(s.Port))
	greeting, err := d.greeting(address, s)
	switch {
	case err != nil:
		d.say("mail server", broken, address+" does not answer: "+err.Error()+".", "Mails wait in the outbox and are tried for three days. Look at KEPT_SMTP, the network and the server.")
	case !strings.HasPrefix(greeting, "220"):
		d.say("mail server", broken, address+" turns us away: "+greeting+".", "Ask whoever runs it.")
	default:
		d.say("mail server", fine, address+" greets us.", "")
	}
}

func (d *doctor) greeting(address string, s post.Server) (string, error) {
	ctx, cancel := context.WithTimeout(d.ctx, d.patience)
	defer cancel()
	var c net.Conn
	var err error
	if s.Implicit {
		dialer := tls.Dialer{Config: &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12}}
		c, err = dialer.DialContext(ctx, "tcp", address)
	} else {
		var dialer net.Dialer
		c, err = dialer.DialContext(ctx, "tcp", address)
	}
	if err != nil {
		return "", err
	}
	defer c.Close()
	until, _ := ctx.Deadline()
	if err := c.SetDeadline(until); err != nil {
		return "", err
	}
	line, err := bufio.NewReaderSize(c, 1024).ReadString('\n')
	if err != nil {
		return "", err
	}
	fmt.Fprint(c, "QUIT\r\n")
	return strings.TrimSpace(line), nil
}

// server asks a running Kept whether it is ready; its word is empty when it is.
func (d *doctor) server() (word string, err error) {
	ctx, cancel := context.WithTimeout(d.ctx, d.patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+d.set.Listen+"/readyz", nil)
	if err != nil {
		return "", err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusOK {
		return "", nil
	}
	line, err := bufio.NewReaderSize(res.Body, 1024).ReadString('\n')
	if err != nil && line == "" {
		return res.Status, nil
	}
	return strings.TrimSpace(line), nil
}
