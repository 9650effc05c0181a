package post

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"time"

	"kept/internal/outbox"
)

// A mail with files is the same bytes each time, and a reader finds the text,
// its twin and each file as it was.
func TestFilesLeaveAsTheyAre(t *testing.T) {
	m := outbox.Mail{
		From: outbox.Address{Addr: "a@x.example"}, To: outbox.Address{Addr: "b@y.example"}, Subject: "Plans", Lead: "Here they are.", MessageID: "out_1@x.example",
		Files: []outbox.File{{Name: "plän \"1\".pdf", MediaType: "application/pdf", Bytes: []byte("%PDF\x00\r\n.\r\nend")}, {Name: "x", MediaType: "text/html\r\nBcc: c", Bytes: nil}},
	}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	one, err := Compose(m, at)
	if err != nil {
		t.Fatal(err)
	}
	two, err := Compose(m, at)
	if err != nil || !bytes.Equal(one, two) {
		t.Fatalf("another mail the second time (%v)", err)
	}
	msg, err := mail.ReadMessage(bytes.NewReader(one))
	if err != nil {
		t.Fatal(err)
	}
	if msg.Header.Get("Bcc") != "" {
		t.Error("a file's type became a header")
	}
	_, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(msg.Body, params["boundary"])
	var kinds []string
	for {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		media, inner, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, media)
		if media == "multipart/alternative" {
			if inner["boundary"] == params["boundary"] {
				t.Error("both have one boundary")
			}
			if _, err := multipart.NewReader(p, inner["boundary"]).NextPart(); err != nil {
				t.Errorf("the text cannot be read: %v", err)
			}
		}
	}
	if got := strings.Join(kinds, " "); got != "multipart/alternative application/pdf application/octet-stream" {
		t.Errorf("parts: %s", got)
	}
}
