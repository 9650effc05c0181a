package testkit

import (
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	fake "kept/internal/fake/smtp"
)

func TestPostfix(t *testing.T) {
	sink, err := fake.Start(fake.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sink.Close() })
	d := StartDovecot(t)
	p := StartPostfix(t, Route{Domain: "client.test", Relay: sink.Address()}, Route{Domain: "firm.test", Into: d})
	mail := "Subject: hello\r\n\r\nHow are you?\r\n"
	if err := smtp.SendMail(p.Addr, nil, "ana@client.test", []string{"desk+token@firm.test"}, []byte(mail)); err != nil {
		t.Fatalf("%v\n%s", err, p.Said())
	}
	if err := smtp.SendMail(p.Addr, nil, "desk@firm.test", []string{"ana@client.test", "ben@elsewhere.test"}, []byte(mail)); err != nil {
		t.Fatalf("%v\n%s", err, p.Said())
	}
	// Ana's mail, and the report that Ben's domain does not exist.
	delivered := wait(t, p, func() []string {
		files, _ := filepath.Glob(filepath.Join(d.Maildir, "new", "*"))
		if len(files) < 2 {
			return nil
		}
		return files
	})
	both := ""
	for _, path := range delivered {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		both += string(text)
	}
	for _, want := range []string{"X-Original-To: desk+token@firm.test", "Return-Path: <ana@client.test>", "Return-Path: <>", "Final-Recipient: rfc822; ben@elsewhere.test"} {
		if !strings.Contains(both, want) {
			t.Errorf("no %q in the mailbox:\n%s", want, both)
		}
	}
	wait(t, p, func() []string {
		for _, m := range sink.Mails() {
			if m.From == "desk@firm.test" && len(m.To) == 1 && m.To[0] == "ana@client.test" {
				return m.To
			}
		}
		return nil
	})
}

// wait waits until there is something to give.
func wait(t *testing.T, p *Postfix, look func() []string) []string {
	t.Helper()
	deadline := time.After(startLimit)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		if found := look(); found != nil {
			return found
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("it did not come; Postfix said:\n%s", p.Said())
		}
	}
}
