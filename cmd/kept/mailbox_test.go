package main

import (
	"bytes"
	"encoding/json"
	"net"
	"strconv"
	"strings"
	"testing"
)

// nobody is a port of this machine on which nobody listens.
func nobody(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

// Ways in from the command line: added, listed, checked in words, closed.
func TestMailbox(t *testing.T) {
	dir := opened(t)
	var out, bad bytes.Buffer
	args := []string{"mailbox", "add", "imap", "--data", dir, "--address", "office@shop.example", "--host", "127.0.0.1", "--port", nobody(t), "--tls", "none", "--secret", "--json"}
	if status := Main(t.Context(), args, strings.NewReader("hunter2\n"), &out, &bad); status != 0 || strings.Contains(out.String(), "hunter2") {
		t.Fatalf("%d %s%s", status, &out, &bad)
	}
	var box mailboxLine
	if err := json.Unmarshal(out.Bytes(), &box); err != nil || box.Kind != "imap" || box.Address != "office@shop.example" {
		t.Fatalf("added %+v %v", box, err)
	}
	hook := does(t, "mailbox", "add", "webhook", "--data", dir, "--name", "Forms", "--url", "https://kept.shop.example")
	if !strings.HasPrefix(string(hook["hook_url"]), `"https://kept.shop.example/in/`) {
		t.Errorf("a webhook: %s", hook)
	}
	refuses(t, "comes in by another way already", "mailbox", "add", "smtp", "--data", dir, "--address", "OFFICE@shop.example")
	refuses(t, "Say on which server", "mailbox", "add", "imap", "--data", dir, "--address", "x@shop.example")
	refuses(t, "0 members have the address", "mailbox", "list", "--data", dir, "--as", "x@y.example")
	if status, out, _ := kept(t, "mailbox", "list", "--data", dir); status != 0 || !strings.Contains(out, "imap      office@shop.example\n") || !strings.Contains(out, "webhook   Forms\n") {
		t.Errorf("listed: %d\n%s", status, out)
	}
	status, said, why := kept(t, "mailbox", "check", "--data", dir)
	if status != 1 || !strings.Contains(said, "office@shop.example: 127.0.0.1 cannot be reached") || !strings.Contains(why, "1 of 1 cannot be fetched.") {
		t.Errorf("checked: %d\n%s%s", status, said, why)
	}
	refuses(t, "Nothing is fetched here", "mailbox", "check", "--data", dir, strings.Trim(string(hook["id"]), `"`))
	refuses(t, "There is no way in", "mailbox", "end", "--data", dir, "nobody@shop.example")
	does(t, "mailbox", "end", "--data", dir, "office@shop.example")
	refuses(t, "There is no way in", "mailbox", "end", "--data", dir, box.ID)
	if got := does(t, "mailbox", "list", "--data", dir); strings.Contains(string(got["mailboxes"]), box.ID) {
		t.Errorf("it is listed still: %s", got["mailboxes"])
	}
	if got := does(t, "mailbox", "check", "--data", dir); string(got["mailboxes"]) != "[]" {
		t.Errorf("checked: %s", got["mailboxes"])
	}
}
