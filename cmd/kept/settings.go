package main

import (
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"kept/internal/fault"
)

// Settings are what Kept is told about the place it runs in. Each is a flag,
// an environment variable KEPT_… and a line of the settings file.
type Settings struct {
	Data            string `help:"Folder of Kept's files." default:"data" env:"KEPT_DATA" placeholder:"FOLDER"`
	Database        string `help:"sqlite:PATH or postgres://…; SQLite in the data folder if none is given." env:"KEPT_DATABASE" placeholder:"URL"`
	Listen          string `help:"Address and port to listen on." default:"127.0.0.1:8080" env:"KEPT_LISTEN"`
	URL             string `help:"The public address; links are built from it alone. http:// and the listening address if none is given." env:"KEPT_URL" name:"url"`
	SMTP            string `help:"The mail server: smtp://user:pass@host:port or smtps://…; without one, mails are kept in the outbox." env:"KEPT_SMTP" name:"smtp" placeholder:"URL"`
	From            string `help:"The address that mail comes from where a workspace names none." env:"KEPT_FROM" placeholder:"ADDRESS"`
	Entrance        string `help:"Address and port of the SMTP entrance, such as 0.0.0.0:25; none if not given." env:"KEPT_ENTRANCE" placeholder:"ADDRESS"`
	EntranceCert    string `help:"File with the certificate of the SMTP entrance (PEM); without one there is no STARTTLS." env:"KEPT_ENTRANCE_CERT" placeholder:"FILE" type:"path"`
	EntranceKey     string `help:"File with the key of that certificate (PEM)." env:"KEPT_ENTRANCE_KEY" placeholder:"FILE" type:"path"`
	EntranceRelayed bool   `help:"A mail server of the firm hands mail to the entrance: where it came from is read of that server's word, not looked up." env:"KEPT_ENTRANCE_RELAYED"`
	Files           string `help:"Where files are kept: s3://KEY:SECRET@HOST/BUCKET?region=…&tls=no of an S3-compatible store; the folder files in the data folder if none is given." env:"KEPT_FILES" placeholder:"URL"`
	Key             string `help:"Under which passwords of mailboxes are kept, 64 hexadecimal digits; made in the data folder if none is given." env:"KEPT_KEY" placeholder:"KEY"`
	SecretFile      string `help:"File with further secrets as NAME=VALUE lines (KEPT_SMTP, KEPT_DATABASE, KEPT_FILES, KEPT_KEY), kept out of the environment." env:"KEPT_SECRET_FILE" placeholder:"FILE" type:"path"`
	TestClock       string `help:"Start with a clock that stands still at this moment (RFC 3339); on loopback only." env:"KEPT_TEST_CLOCK" placeholder:"MOMENT"`
	Metrics         string `help:"Address and port for /metrics; none if not given." env:"KEPT_METRICS" placeholder:"ADDRESS"`
	LogLevel        string `help:"How much is logged: debug, info, warn or error." default:"info" enum:"debug,info,warn,error" env:"KEPT_LOG"`
}

// settingsFiles are where a settings file is looked for.
func settingsFiles() []string {
	if f := os.Getenv("KEPT_CONFIG"); f != "" {
		return []string{f}
	}
	return []string{"kept.conf", "/etc/kept.conf"}
}

// readSettings reads a settings file: NAME = VALUE lines named as the flags
// are, # begins a comment.
func readSettings(r io.Reader) (kong.Resolver, error) {
	b, err := io.ReadAll(io.LimitReader(r, 1<<20))
	if err != nil {
		return nil, err
	}
	values := map[string]string{}
	for _, line := range strings.Split(string(b), "\n") {
		name, value, ok := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		values[name] = strings.TrimSpace(value)
	}
	var f kong.ResolverFunc = func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, env := range flag.Envs { // the environment goes before the file
			if _, ok := os.LookupEnv(env); ok {
				return nil, nil
			}
		}
		if v, ok := values[flag.Name]; ok {
			return v, nil
		}
		return nil, nil
	}
	return f, nil
}

// complete fills in what follows from the rest, and refuses what cannot be.
func (s *Settings) complete() error {
	if err := s.readSecrets(); err != nil {
		return err
	}
	if s.Database == "" {
		s.Database = "sqlite:" + filepath.Join(s.Data, "kept.db")
	}
	host, _, err := net.SplitHostPort(s.Listen)
	if err != nil {
		return fault.New(fault.Invalid, "The listening address is like 127.0.0.1:8080; this is "+s.Listen+".")
	}
	if s.URL == "" {
		s.URL = "http://" + s.Listen
	}
	s.URL = strings.TrimRight(s.URL, "/")
	if u, err := url.Parse(s.URL); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.Path != "" {
		return fault.New(fault.Invalid, "The public address is like https://kept.example.com, without a path; this is "+s.URL+".")
	}
	if ip := net.ParseIP(host); s.TestClock != "" && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fault.New(fault.Invalid, "A test clock is for tests on this machine: listen on 127.0.0.1, or leave the test clock out.")
	}
	return nil
}

func (s *Settings) readSecrets() error {
	if s.SecretFile == "" {
		return nil
	}
	b, err := os.ReadFile(s.SecretFile)
	if err != nil {
		return fault.New(fault.Invalid, "The file of secrets cannot be read: "+err.Error())
	}
	for _, line := range strings.Split(string(b), "\n") {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		switch name {
		case "KEPT_SMTP":
			s.SMTP = value
		case "KEPT_DATABASE":
			s.Database = value
		case "KEPT_FILES":
			s.Files = value
		case "KEPT_KEY":
			s.Key = value
		}
	}
	return nil
}

// secure tells whether people reach Kept by HTTPS.
func (s *Settings) secure() bool { return strings.HasPrefix(s.URL, "https://") }

func (s *Settings) log(w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

// clockStart reads the moment at which a test clock starts.
func (s *Settings) clockStart() (time.Time, error) {
	t, err := time.Parse(time.RFC3339, s.TestClock)
	if err != nil {
		return t, fault.New(fault.Invalid, "The test clock starts at a moment like 2026-03-02T09:00:00Z; this is "+s.TestClock+".")
	}
	return t.UTC(), nil
}
