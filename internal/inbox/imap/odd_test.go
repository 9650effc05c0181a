package imap

import (
	"context"
	"encoding/base64"
	"errors"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/inbox"
)

func TestWhatIsSlippedInAfterSTARTTLSIsNotTrusted(t *testing.T) {
	commands := make(chan string, 100)
	k := newKeeper()
	f := k.fetcher(t, scripted(t, func(s *script) {
		s.say("* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] hello")
		tag, command, _ := strings.Cut(s.hear(), " ")
		commands <- command
		// In one piece, as somebody in between would: answers to what will be asked.
		s.say(tag+" OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN", "T1 OK done", "T2 OK [CAPABILITY IMAP4rev1] you are in",
			"* 1 EXISTS", "* OK [UIDVALIDITY 7] x", "T3 OK done", "* SEARCH 1", "T4 OK done")
		for line := s.hear(); line != ""; line = s.hear() {
			commands <- line
		}
	}))
	f.Mailbox.Security = StartTLS
	n, err := f.Sweep(t.Context())
	wantTrouble(t, err, Untrusted)
	if n != 0 || k.mark != (Mark{}) {
		t.Errorf("took %d, mark %+v", n, k.mark)
	}
	if got := <-commands; got != "STARTTLS" {
		t.Errorf("asked first for %q", got)
	}
	for len(commands) > 0 {
		if c := <-commands; strings.Contains(c, "AUTHENTICATE") || strings.Contains(c, "LOGIN") {
			t.Errorf("logged in in the clear: %q", c)
		}
	}
}

func TestNoPasswordIsSentWithoutTLS(t *testing.T) {
	for name, talk := range map[string]func(s *script){
		"no TLS on offer":    func(s *script) { s.say("* OK hello"); s.say(strings.Fields(s.hear())[0] + " NO not here") },
		"logged in already":  func(s *script) { s.say("* PREAUTH welcome") },
		"answers as another": func(s *script) { s.say("* OK hello"); s.hear(); s.say("T1 OK begin") },
		"talks for ever": func(s *script) {
			s.say("* OK hello")
			s.hear()
			for range 100 {
				s.say("* OK " + strings.Repeat("x", 1000))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			heard := make(chan string, 100)
			f := newKeeper().fetcher(t, scripted(t, func(s *script) {
				talk(s)
				for line := s.hear(); line != ""; line = s.hear() {
					heard <- line
				}
				close(heard)
			}))
			f.Mailbox.Security = StartTLS
			if _, err := f.Sweep(t.Context()); kindOf(err) != Untrusted && kindOf(err) != Away {
				t.Errorf("got %v", err)
			}
			for line := range heard {
				if !strings.Contains(line, "STARTTLS") {
					t.Errorf("said %q", line)
				}
			}
		})
	}
}

// elsewhere is a connection to another machine.
type elsewhere struct{ net.Conn }

func (elsewhere) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 143} }

func TestPlainIsForThisMachineOnly(t *testing.T) {
	f := newKeeper().fetcher(t, scripted(t, func(s *script) { s.serve("AUTH=PLAIN", nothing) }))
	f.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := new(net.Dialer).DialContext(ctx, network, address)
		return elsewhere{c}, err
	}
	_, err := f.Sweep(t.Context())
	wantTrouble(t, err, Untrusted)
	f.Dial = nil
	sweep(t, f, 0)
}

func TestTokens(t *testing.T) {
	for name, c := range map[string]struct{ caps, mechanism, want string }{
		"bearer": {"SASL-IR AUTH=XOAUTH2 AUTH=OAUTHBEARER", "OAUTHBEARER", "n,a=desk@firm.test,\x01host=127.0.0.1\x01port=PORT\x01auth=Bearer tok-1\x01\x01"},
		"older":  {"SASL-IR AUTH=XOAUTH2", "XOAUTH2", "user=desk@firm.test\x01auth=Bearer tok-1\x01\x01"},
	} {
		t.Run(name, func(t *testing.T) {
			refuse := false
			got := make(chan []string, 9)
			k := newKeeper()
			address := scripted(t, func(s *script) {
				s.serve(c.caps, func(command string) []string {
					if !strings.HasPrefix(command, "AUTHENTICATE") {
						return nil
					}
					got <- strings.Fields(command)
					if refuse {
						return []string{"+ " + base64.StdEncoding.EncodeToString([]byte(`{"status":"400","schemes":"bearer"}`))}
					}
					return nil
				})
			})
			f := k.fetcher(t, address)
			asked := 0
			f.Mailbox.Token = func(context.Context) (string, error) { asked++; return "tok-1", nil }
			sweep(t, f, 0)
			words := <-got
			sent, err := base64.StdEncoding.DecodeString(words[2])
			_, port, _ := net.SplitHostPort(address)
			if want := strings.ReplaceAll(c.want, "PORT", port); err != nil || words[1] != c.mechanism || string(sent) != want {
				t.Errorf("sent %s %q (%v), want %s %q", words[1], sent, err, c.mechanism, want)
			}
			f.Close()
			refuse = true
			_, err = f.Sweep(t.Context())
			wantTrouble(t, err, Refused)
			if asked != 2 {
				t.Errorf("the token was asked for %d times, want at every login", asked)
			}
		})
	}
}

func TestWithoutIDLEItAsksNowAndThen(t *testing.T) {
	k := newKeeper()
	rounds := 0
	watch(t, k.fetcher(t, scripted(t, func(s *script) {
		s.serve("AUTH=PLAIN", func(command string) []string {
			if strings.HasPrefix(command, "EXAMINE") {
				if rounds++; rounds < 3 {
					return usual("", command, nil)
				}
			}
			if strings.HasPrefix(command, "IDLE") {
				t.Error("IDLE was asked for")
			}
			return nil
		}, mail(1))
	})))
	k.waitMail(t, mail(1))
}

func TestAServerThatRefusesIDLEIsAskedNowAndThen(t *testing.T) {
	k := newKeeper()
	rounds, idles := 0, 0
	watch(t, k.fetcher(t, scripted(t, func(s *script) {
		s.serve("SASL-IR AUTH=PLAIN IDLE", func(command string) []string {
			switch {
			case strings.HasPrefix(command, "IDLE"):
				idles++
				return []string{"BAD no such command"}
			case strings.HasPrefix(command, "EXAMINE"):
				if rounds++; rounds < 4 {
					return usual("", command, nil)
				}
			case strings.HasPrefix(command, "AUTHENTICATE") && rounds > 0:
				t.Error("connected more than once")
			}
			return nil
		}, mail(1))
	})))
	k.waitMail(t, mail(1))
	if idles != 1 {
		t.Errorf("IDLE was tried %d times, want once", idles)
	}
}

func TestPasswords(t *testing.T) {
	for name, c := range map[string]struct {
		caps, password, answer, want string
		kind                         Kind
	}{
		"PLAIN":         {"SASL-IR AUTH=PLAIN", "pä\"s s", "", "AUTHENTICATE PLAIN AGRlc2tAZmlybS50ZXN0AHDDpCJzIHM=", ""},
		"LOGIN":         {"", `p"s s`, "", `LOGIN "desk@firm.test" "p\"s s"`, ""},
		"none":          {"LOGINDISABLED", "x", "", "", Refused},
		"wants TLS":     {"", "x", "NO [PRIVACYREQUIRED] use TLS", `LOGIN "desk@firm.test" "x"`, Untrusted},
		"expired":       {"", "x", "NO [EXPIRED] too old", `LOGIN "desk@firm.test" "x"`, Refused},
		"without words": {"", "x", "NO", `LOGIN "desk@firm.test" "x"`, Refused},
		"for a while":   {"", "x", "NO [UNAVAILABLE] the directory is down", `LOGIN "desk@firm.test" "x"`, Away},
		"too many":      {"", "x", "NO [LIMIT] too many connections", `LOGIN "desk@firm.test" "x"`, Unable},
		"nonsense":      {"", "x", "BAD what", `LOGIN "desk@firm.test" "x"`, Unable},
	} {
		t.Run(name, func(t *testing.T) {
			got := make(chan string, 9)
			f := newKeeper().fetcher(t, scripted(t, func(s *script) {
				s.serve(c.caps, func(command string) []string {
					if strings.HasPrefix(command, "LOGIN") || strings.HasPrefix(command, "AUTHENTICATE") {
						got <- command
						if c.answer != "" {
							return []string{c.answer}
						}
					}
					return nil
				})
			}))
			f.Mailbox.Password = c.password
			err := f.Check(t.Context())
			if c.kind == "" && err != nil {
				t.Error(err)
			}
			if c.kind != "" {
				wantTrouble(t, err, c.kind)
			}
			close(got)
			if said := <-got; said != c.want {
				t.Errorf("said %q, want %q", said, c.want)
			}
		})
	}
}

func TestAServerThatStopsInTheMiddleIsFrozen(t *testing.T) {
	hold := make(chan struct{})
	defer close(hold)
	for name, special := range map[string]func(command string) []string{
		"mail":   func(c string) []string { return at(c, "BODY.PEEK", `* 1 FETCH (UID 1 BODY[] {100}`+"\r\nhalf") },
		"search": func(c string) []string { return at(c, "UID SEARCH") },
		"login":  func(c string) []string { return at(c, "AUTHENTICATE") },
	} {
		t.Run(name, func(t *testing.T) {
			k := newKeeper()
			f := k.fetcher(t, scripted(t, func(s *script) { s.serve("SASL-IR AUTH=PLAIN", special, mail(1)) }))
			f.Pace.Answer = 100 * time.Millisecond
			n, err := f.Sweep(t.Context())
			wantTrouble(t, err, Frozen)
			if n != 0 || k.mark.UID != 0 {
				t.Errorf("took %d, mark %+v", n, k.mark)
			}
		})
	}
}

// at gives lines, none of which ends the answer, for a command that contains a word.
func at(command, word string, lines ...string) []string {
	if !strings.Contains(command, word) {
		return nil
	}
	return append([]string{}, lines...)
}

func TestAServerThatHangsUpInTheMiddleIsAway(t *testing.T) {
	k := newKeeper()
	f := k.fetcher(t, scripted(t, func(s *script) {
		s.serve("SASL-IR AUTH=PLAIN", func(c string) []string {
			if !strings.Contains(c, "BODY.PEEK") {
				return nil
			}
			s.say(body(1, mail(1)), `* 2 FETCH (UID 2 BODY[] {100}`, "half")
			_ = s.conn.Close()
			return []string{}
		}, mail(1), mail(2))
	}))
	n, err := f.Sweep(t.Context())
	wantTrouble(t, err, Away)
	if n != 1 || k.mark != (Mark{7, 1}) {
		t.Errorf("took %d, mark %+v; want what came whole", n, k.mark)
	}
}

func TestUnaskedFETCHAnswersLoseNoMail(t *testing.T) {
	k := newKeeper()
	bodies := 0
	f := k.fetcher(t, scripted(t, func(s *script) {
		s.serve("SASL-IR AUTH=PLAIN", func(c string) []string {
			if !strings.Contains(c, "BODY.PEEK") {
				return nil
			}
			if bodies++; bodies > 1 {
				return []string{body(1, mail(1)), "OK done"}
			}
			// Somebody else flags mail 1 in that moment.
			return []string{`* 1 FETCH (UID 1 FLAGS (\Seen))`, body(1, mail(1)), body(2, mail(2)), "OK done"}
		}, mail(1), mail(2))
	}))
	sweep(t, f, 2)
	got := k.raws()
	slices.Sort(got)
	if diff := cmp.Diff([]string{mail(1), mail(2)}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAMailThatIsNotHandedOverIsToldOf(t *testing.T) {
	k := newKeeper()
	f := k.fetcher(t, scripted(t, func(s *script) {
		s.serve("SASL-IR AUTH=PLAIN", func(c string) []string {
			return at(c, "BODY.PEEK", `* 1 FETCH (UID 1 BODY[] NIL)`, body(2, mail(2)), "OK done")
		}, mail(1), mail(2))
	}))
	sweep(t, f, 2)
	i := slices.IndexFunc(k.mails, func(m inbox.Arrived) bool { return m.Lacking != "" })
	if i < 0 || !strings.Contains(k.mails[i].Lacking, "number 1 ") || string(k.mails[i].Raw) != "\r\n"+k.mails[i].Lacking+"\r\n" {
		t.Errorf("took %+v", k.mails)
	}
	if k.mark != (Mark{7, 2}) {
		t.Errorf("the mark is %+v", k.mark)
	}
}

func TestAMailThatIsGoneHoldsNothingUp(t *testing.T) {
	k := newKeeper()
	f := k.fetcher(t, scripted(t, func(s *script) {
		s.serve("SASL-IR AUTH=PLAIN", func(c string) []string {
			if strings.HasPrefix(c, "UID SEARCH") {
				return []string{"* SEARCH 3 1 2 5", "OK done"}
			}
			return nil
		}, mail(1), mail(2))
	}))
	sweep(t, f, 2)
	if k.mark != (Mark{7, 5}) {
		t.Errorf("the mark is %+v, want it past those that are gone", k.mark)
	}
}

// TestTheLastMailIsNotTakenAgain is about "n:*", which is the last mail at least.
func TestTheLastMailIsNotTakenAgain(t *testing.T) {
	k := newKeeper()
	k.mark = Mark{7, 2}
	f := k.fetcher(t, scripted(t, func(s *script) {
		s.serve("SASL-IR AUTH=PLAIN", func(c string) []string {
			switch {
			case strings.HasPrefix(c, "EXAMINE"): // an old server, without UIDNEXT
				return []string{"* 2 EXISTS", "* OK [UIDVALIDITY 7] x", "OK done"}
			case strings.HasPrefix(c, "UID SEARCH"):
				if !strings.Contains(c, "3:*") {
					t.Errorf("asked %q", c)
				}
				return []string{"* SEARCH 2", "OK done"}
			}
			return nil
		}, mail(1), mail(2))
	}))
	sweep(t, f, 0)
	if k.mark != (Mark{7, 2}) {
		t.Errorf("the mark is %+v", k.mark)
	}
}

func TestASizeThatIsALieIsCutAtTheLimit(t *testing.T) {
	k := newKeeper()
	f := k.fetcher(t, scripted(t, func(s *script) {
		s.serve("SASL-IR AUTH=PLAIN", func(c string) []string {
			return at(c, "BODY.PEEK[]", body(1, strings.Repeat("x", 5000)), "OK done")
		}, mail(1))
	}))
	f.Limits.Mail = 1000
	sweep(t, f, 1)
	if m := k.mails[0]; len(m.Raw) != 1000 || m.Lacking == "" {
		t.Errorf("took %d bytes, lacking %q", len(m.Raw), m.Lacking)
	}
}

func TestTheEndOfTheContextIsNoTrouble(t *testing.T) {
	k := newKeeper()
	started := make(chan struct{})
	ctx, stop := context.WithCancelCause(t.Context())
	f := k.fetcher(t, scripted(t, func(s *script) {
		s.serve("SASL-IR AUTH=PLAIN", func(c string) []string {
			if strings.HasPrefix(c, "UID SEARCH") {
				close(started)
				return []string{}
			}
			return nil
		}, mail(1))
	}))
	why := errors.New("the program ends")
	go func() { <-started; stop(why) }()
	if _, err := f.Sweep(ctx); !errors.Is(err, why) {
		t.Errorf("got %v", err)
	}
}

// A name that nobody has is said to be that: it was mistyped, and waiting does not help.
func TestAServerThatDoesNotExist(t *testing.T) {
	f := newKeeper().fetcher(t, "127.0.0.1:1")
	f.Mailbox.Host = "imap.example"
	f.Dial = func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "imap.example", IsNotFound: true}}
	}
	err := f.Check(t.Context())
	wantTrouble(t, err, Away)
	if !strings.HasPrefix(err.Error(), "There is no server of the name imap.example.") {
		t.Error(err)
	}
}
