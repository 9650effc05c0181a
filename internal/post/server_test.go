package post

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"kept/internal/fault"
)

func TestParseServer(t *testing.T) {
	tests := []struct {
		in, want string // want is String, "" a refusal
		says     string // a word of the refusal
	}{
		{"smtp://mail.example.com", "smtp://mail.example.com:25?tls=opportunistic", ""},
		{"smtp://mail.example.com/", "smtp://mail.example.com:25?tls=opportunistic", ""},
		{"smtp://u:p@mail.example.com", "smtp://u:***@mail.example.com:587?tls=required", ""},
		{"smtp://u:p@mail.example.com:2525?tls=off", "smtp://u:***@mail.example.com:2525?tls=off", ""},
		{"smtps://u:p@mail.example.com", "smtps://u:***@mail.example.com:465", ""},
		{"smtps://mail.example.com:465?tls=required", "smtps://mail.example.com:465", ""},
		{"smtp://u:p@127.0.0.1:1025", "smtp://u:***@127.0.0.1:1025?tls=opportunistic", ""},
		{"smtp://u:p@localhost:1025?tls=opportunistic", "smtp://u:***@localhost:1025?tls=opportunistic", ""},
		{"smtp://[::1]:25", "smtp://[::1]:25?tls=opportunistic", ""},
		{"smtp://desk%40kept.test:a%3Ab%2Fc@mail.example.com", "smtp://desk%40kept.test:***@mail.example.com:587?tls=required", ""},
		{"smtp://m:1", "smtp://m:1?tls=opportunistic", ""},
		{"smtp://m:65535", "smtp://m:65535?tls=opportunistic", ""},
		{"smtp://m:0", "", "1 to 65535"},
		{"smtp://m:65536", "", "1 to 65535"},
		{"", "", "smtp:// or smtps://"},
		{"mail.example.com:25", "", "Write it like"},
		{"http://mail.example.com", "", "smtp:// or smtps://"},
		{"smtp://", "", "no host"},
		{"smtp://:25", "", "no host"},
		{"smtp://::", "", "neither a name nor"},
		{"smtp://a%20b", "", "cannot be read"},
		{"smtp://a*b", "", "neither a name nor"},
		{"smtp://[fe80::1%25eth0]", "", "neither a name nor"},
		{"smtp://u:secret-#1@mail.example.com", "", "cannot be read"},
		{"smtp://u:secret-/1@mail.example.com", "", "cannot be read"},
		{"smtp://u:secret-%zz@mail.example.com", "", "cannot be read"},
		{"smtp://u@mail.example.com", "", "without a password"},
		{"smtp://u:@mail.example.com", "", "without a password"},
		{"smtp://:secret-@mail.example.com", "", "without a user"},
		{"smtp://u:secret-%0d%0aQUIT@mail.example.com", "", "line breaks"},
		{"smtp://mail.example.com/inbox", "", "nothing may follow"},
		{"smtp://mail.example.com?tls=maybe", "", "off, opportunistic or required"},
		{"smtp://mail.example.com?tls=off&tls=off", "", "only one"},
		{"smtp://mail.example.com?starttls=1", "", "only one"},
		{"smtp://mail.example.com?tls=%zz", "", "cannot be read"},
		{"smtps://mail.example.com?tls=off", "", "first byte"},
		{"smtp://u:secret-@mail.example.com?tls=opportunistic", "", "sits between"},
	}
	for _, test := range tests {
		s, err := ParseServer(test.in)
		if test.want == "" {
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "secret-") {
				t.Errorf("%s: got %q, want a refusal that says %q", test.in, err, test.says)
			}
			continue
		}
		if err != nil || s.String() != test.want {
			t.Errorf("%s: got %v, %v, want %s", test.in, s, err, test.want)
		}
	}
}

func TestServerNeverShowsItsPassword(t *testing.T) {
	s := parse(t, "smtp://desk:hunter2@mail.example.com")
	if s.password() != "hunter2" {
		t.Fatalf("the password was read as %q", s.password())
	}
	held := struct{ server Server }{s}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("start", "server", s, "held", held)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "server", s)
	body, err := json.Marshal(map[string]int{s.String(): 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{fmt.Sprintf("%v %+v %#v %s %q", s, s, s, s, s), fmt.Sprintf("%v %+v %#v", held, &held, held), log.String(), string(body)} {
		if strings.Contains(shown, "hunter2") {
			t.Errorf("the password is shown: %s", shown)
		}
	}
}

func FuzzParseServer(f *testing.F) {
	for _, s := range []string{"smtp://m", "smtps://u:p@m:465", "smtp://u:p@[::1]:25?tls=off", "smtp://%41:%42@m"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, address string) {
		s, err := ParseServer(address)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q: %v is no word for a person", address, err)
			}
			return
		}
		if s.Host == "" || s.Port < 1 || s.Port > 65535 || s.TLS == "" || (s.User == "") != (s.password() == "") {
			t.Errorf("%q was read as %v", address, s)
		}
		if s.User == "" {
			again, err := ParseServer(s.String())
			if err != nil || again.String() != s.String() {
				t.Errorf("%q: %v does not read back: %v, %v", address, s, again, err)
			}
		}
	})
}
