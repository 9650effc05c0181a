package post

import (
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"kept/internal/fault"
)

// TLSUse says how far a connection must be protected.
type TLSUse string

// The ways to use TLS on a connection that does not begin with it.
const (
	TLSOff           TLSUse = "off"           // never, even when offered
	TLSOpportunistic TLSUse = "opportunistic" // when the server offers it; its certificate is not checked
	TLSRequired      TLSUse = "required"      // or nothing is sent; its certificate is checked
)

// Server is the mail server that takes our mail, out of KEPT_SMTP. Printing
// one in any way never shows the password.
type Server struct {
	Host     string
	Port     int
	Implicit bool   // TLS from the first byte (smtps)
	TLS      TLSUse // how STARTTLS is used; TLSRequired when Implicit
	User     string // "" is no authentication

	// password is a function because fmt, which prints unexported fields of a
	// nested struct without asking its String method, prints only its address.
	password func() string
}

// ParseServer reads KEPT_SMTP: smtp://host, smtp://user:password@host:587,
// smtps://user:password@host:465, with ?tls=off, opportunistic or required.
//
// Ports when none is given: 465 for smtps, 587 with a user, else 25. TLS when
// nothing is said: required with a user, else opportunistic; on this machine's
// loopback always opportunistic. A password is never sent over a connection
// that somebody between could have stripped of its TLS, so opportunistic and a
// user go together on loopback only; tls=off is taken at its word.
//
// Errors are [fault.Invalid], in words for the person who set it up, and never
// contain the password.
func ParseServer(address string) (Server, error) {
	// The parser's own error quotes the address, password and all.
	u, err := url.Parse(address)
	if err != nil {
		return Server{}, wrong("it cannot be read as an address; signs such as @ : / ? # % in the password are written %40 %3A %2F %3F %23 %25")
	}
	s := Server{Host: u.Hostname(), Implicit: u.Scheme == "smtps", password: func() string { return "" }}
	switch {
	case u.Scheme != "smtp" && u.Scheme != "smtps":
		return Server{}, wrong("it must begin with smtp:// or smtps://")
	case s.Host == "":
		return Server{}, wrong("it names no host")
	case !hostName(s.Host):
		return Server{}, wrong("its host is neither a name nor an IP address")
	case u.Path != "" && u.Path != "/", u.Fragment != "":
		return Server{}, wrong("nothing may follow the host and port but ?tls=…; signs such as / and # in the password are written %2F and %23")
	}
	if err := s.readUser(u.User); err != nil {
		return Server{}, err
	}
	if err := s.readPort(u.Port()); err != nil {
		return Server{}, err
	}
	if err := s.readTLS(u.RawQuery); err != nil {
		return Server{}, err
	}
	return s, nil
}

// hostName tells whether s is an IP address or may be a name; whether it
// exists is found out when the first mail is sent.
func hostName(s string) bool {
	if net.ParseIP(s) != nil {
		return true
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-._", r)
	})
}

func wrong(why string) error {
	return fault.Field("KEPT_SMTP", "KEPT_SMTP does not name a mail server: "+why+". Write it like smtp://user:password@mail.example.com:587.")
}

func (s *Server) readUser(u *url.Userinfo) error {
	if u == nil {
		return nil
	}
	s.User = u.Username()
	secret, given := u.Password()
	s.password = func() string { return secret }
	switch {
	case s.User == "":
		return wrong("there is a password without a user")
	case !given || secret == "":
		return wrong("there is a user without a password")
	case strings.ContainsAny(s.User+secret, "\x00\r\n"):
		return wrong("a user or password cannot hold line breaks")
	}
	return nil
}

func (s *Server) readPort(port string) error {
	if port == "" {
		s.Port = 25
		if s.User != "" {
			s.Port = 587
		}
		if s.Implicit {
			s.Port = 465
		}
		return nil
	}
	n, err := strconv.Atoi(port)
	if err != nil || n < 1 || n > 65535 {
		return wrong("the port must be a number from 1 to 65535")
	}
	s.Port = n
	return nil
}

func (s *Server) readTLS(raw string) error {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return wrong("what follows the ? cannot be read")
	}
	for name, values := range query {
		if name != "tls" || len(values) != 1 {
			return wrong("after the ? only one tls=off, tls=opportunistic or tls=required is known")
		}
	}
	s.TLS = TLSUse(query.Get("tls"))
	switch {
	case s.Implicit && s.TLS != "" && s.TLS != TLSRequired:
		return wrong("smtps:// is TLS from the first byte; tls=off and tls=opportunistic belong to smtp://")
	case s.Implicit:
		s.TLS = TLSRequired
	case s.TLS == "" && s.User != "" && !s.loopback():
		s.TLS = TLSRequired
	case s.TLS == "":
		s.TLS = TLSOpportunistic
	case !slices.Contains([]TLSUse{TLSOff, TLSOpportunistic, TLSRequired}, s.TLS):
		return wrong("tls must be off, opportunistic or required")
	case s.TLS == TLSOpportunistic && s.User != "" && !s.loopback():
		return wrong("opportunistic TLS would send the password to whoever sits between; take tls=required, or tls=off on a network of your own")
	}
	return nil
}

// loopback tells whether the server is on this machine, where nobody sits between.
func (s Server) loopback() bool {
	if strings.EqualFold(s.Host, "localhost") {
		return true
	}
	ip := net.ParseIP(s.Host)
	return ip != nil && ip.IsLoopback()
}

// checked tells whether the server's certificate must be one we believe. On
// loopback it need not be: what listens there has none that anybody signs.
func (s Server) checked() bool { return s.TLS == TLSRequired && !s.loopback() }

// Address is the server as host:port.
func (s Server) Address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// String is the server in the form of KEPT_SMTP, three stars for the password.
func (s Server) String() string {
	u := url.URL{Scheme: "smtp", Host: s.Address(), RawQuery: "tls=" + string(s.TLS)}
	if s.Implicit {
		u.Scheme, u.RawQuery = "smtps", ""
	}
	if s.User != "" {
		u.User = url.User(s.User)
		return strings.Replace(u.String(), "@", ":***@", 1)
	}
	return u.String()
}

// GoString is String: %#v shows no password either.
func (s Server) GoString() string { return s.String() }
