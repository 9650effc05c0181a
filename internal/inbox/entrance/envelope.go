package entrance

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// envelope is what was said of a mail before its data.
type envelope struct {
	begun bool
	from  string // "" = the null sender
	wide  bool   // SMTPUTF8
	to    []recipient
}

// recipient is an address as it was given, and the mailbox that it leads to.
type recipient struct {
	address, mailbox string
}

// from answers MAIL.
func (c *session) from(argument string) bool {
	path, params, ok := readPath(argument, "FROM:")
	switch {
	case c.helo == "":
		return c.refuse(503, "5.5.1", "Name yourself first")
	case c.mail.begun:
		return c.refuse(503, "5.5.1", "One mail at a time")
	case !ok:
		return c.refuse(501, "5.5.4", "Say MAIL FROM:<address>")
	}
	e := envelope{begun: true}
	for _, p := range params {
		name, value, _ := strings.Cut(p, "=")
		switch strings.ToUpper(name) {
		case "SIZE":
			size, err := strconv.ParseUint(value, 10, 63)
			if err != nil {
				return c.refuse(501, "5.5.4", "SIZE is a number")
			}
			if size > uint64(c.limits.Bytes) {
				return c.refuse(552, "5.3.4", "Too large: at most "+strconv.Itoa(c.limits.Bytes)+" bytes")
			}
		case "BODY":
			if v := strings.ToUpper(value); v != "7BIT" && v != "8BITMIME" {
				return c.refuse(555, "5.5.4", "BODY is 7BIT or 8BITMIME")
			}
		case "SMTPUTF8":
			e.wide = true
		default:
			return c.refuse(555, "5.5.4", "No such parameter here")
		}
	}
	switch {
	case !e.wide && !isASCII(path):
		return c.refuse(553, "5.6.7", "An address like that needs SMTPUTF8")
	case path != "":
		if e.from, ok = readAddress(path); !ok {
			return c.refuse(553, "5.1.7", "That is no address")
		}
	}
	c.mail = e
	return c.say(250, "2.1.0", "Go on")
}

// to answers RCPT.
func (c *session) to(argument string) bool {
	path, params, ok := readPath(argument, "TO:")
	switch {
	case !c.mail.begun:
		return c.refuse(503, "5.5.1", "MAIL comes first")
	case !ok:
		return c.refuse(501, "5.5.4", "Say RCPT TO:<address>")
	case len(params) > 0:
		return c.refuse(555, "5.5.4", "No such parameter here")
	case len(c.mail.to) >= c.limits.Recipients:
		// Not for ever: RFC 5321, 4.5.3.1.10. The others come with another mail.
		return c.say(452, "4.5.3", "Enough recipients for one mail")
	case !c.mail.wide && !isASCII(path):
		return c.refuse(553, "5.6.7", "An address like that needs SMTPUTF8")
	}
	if strings.EqualFold(path, "postmaster") {
		path = "postmaster@" + c.server.Domain
	}
	to, ok := readAddress(path)
	if !ok {
		return c.refuse(553, "5.1.3", "That is no address")
	}
	mailbox, ok, err := c.lookUp(to)
	switch {
	case err != nil:
		c.server.log().Error("The SMTP entrance could not look up a recipient.", "error", err)
		return c.say(451, "4.3.0", "Cannot tell now. Try again later")
	case !ok:
		return c.refuse(550, "5.1.1", "No such mailbox here")
	}
	if r := (recipient{to, mailbox}); !slices.Contains(c.mail.to, r) {
		c.mail.to = append(c.mail.to, r)
	}
	return c.say(250, "2.1.5", "Go on")
}

// lookUp asks for the mailbox of an address, with its detail and without.
func (c *session) lookUp(to string) (mailbox string, ok bool, err error) {
	c.hangUp.Stop()
	ctx, cancel := context.WithTimeout(c.server.ctx, c.limits.Take)
	defer cancel()
	if mailbox, ok, err = c.server.Knows(ctx, to); ok || err != nil {
		return mailbox, ok, err
	}
	at := strings.LastIndexByte(to, '@')
	if plus := strings.IndexByte(to[:at], '+'); plus > 0 && to[0] != '"' {
		return c.server.Knows(ctx, to[:plus]+to[at:])
	}
	return "", false, nil
}

// mailboxes are those among the recipients, each once, with the addresses that
// lead to it.
func (e envelope) mailboxes() (names []string, addresses map[string][]string) {
	addresses = map[string][]string{}
	for _, r := range e.to {
		if addresses[r.mailbox] == nil {
			names = append(names, r.mailbox)
		}
		addresses[r.mailbox] = append(addresses[r.mailbox], r.address)
	}
	return names, addresses
}

// maxPath is how long an address may be. RFC 5321 says 256; return paths that
// carry the recipient in them are longer.
const maxPath = 512

// readPath reads "FROM:<path> parameters", without the angles.
func readPath(argument, keyword string) (path string, params []string, ok bool) {
	if len(argument) < len(keyword) || !strings.EqualFold(argument[:len(keyword)], keyword) {
		return "", nil, false
	}
	rest, ok := strings.CutPrefix(strings.TrimLeft(argument[len(keyword):], " "), "<")
	if !ok {
		return "", nil, false
	}
	quoted := false
	for i := 0; i < len(rest); i++ {
		switch {
		case quoted && rest[i] == '\\':
			i++
		case rest[i] == '"':
			quoted = !quoted
		case rest[i] == '>' && !quoted:
			after := rest[i+1:]
			if after != "" && after[0] != ' ' {
				return "", nil, false
			}
			return rest[:i], strings.Fields(after), true
		}
	}
	return "", nil, false
}

// readAddress takes an address of a path, without the route that old programs
// put in front, its domain in lower case.
func readAddress(path string) (string, bool) {
	if strings.HasPrefix(path, "@") {
		_, after, ok := strings.Cut(path, ":")
		if !ok {
			return "", false
		}
		path = after
	}
	at := strings.LastIndexByte(path, '@')
	if len(path) > maxPath || at < 1 || !utf8.ValidString(path) || !isLocal(path[:at]) || !isHost(path[at+1:]) {
		return "", false
	}
	return path[:at] + strings.ToLower(path[at:]), true
}

// isLocal tells whether a text can stand in front of the @: a word, or anything
// printable in quotes.
func isLocal(s string) bool {
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		inner := s[1 : len(s)-1]
		for i := 0; i < len(inner); i++ {
			switch c := inner[i]; {
			case c < ' ' || c == 0x7f || c == '"':
				return false
			case c == '\\':
				if i++; i >= len(inner) || inner[i] < ' ' || inner[i] == 0x7f {
					return false
				}
			}
		}
		return true
	}
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r == 0x7f || strings.ContainsRune(`()<>[]:;@\,"`, r)
	})
}

// isHost tells whether a text can be the name of a machine, or its address in
// brackets. What it lets through can stand in a header.
func isHost(s string) bool {
	if s == "" || len(s) > 255 || s[0] == '.' || s[0] == '-' {
		return false
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	return s != "" && utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r >= 0xa0
		return !letter && !strings.ContainsRune("-._:", r)
	})
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}
