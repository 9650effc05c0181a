package smtp

import (
	"path"
	"slices"
	"strings"
)

// Where is the moment of a conversation at which a [Rule] acts.
type Where string

// The moments.
const (
	AtConnect Where = "connect" // instead of the greeting
	AtMail    Where = "mail"    // the answer to MAIL FROM
	AtRcpt    Where = "rcpt"    // the answer to RCPT TO
	AtData    Where = "data"    // the answer to the final dot
)

// Act is what a [Rule] does.
type Act string

// The acts.
const (
	Answer   Act = "answer"   // Code, Enhanced and Text; the conversation goes on, except after 421
	Drop     Act = "drop"     // the connection closes without a word
	Hang     Act = "hang"     // silence until the client goes or the sink closes
	Greylist Act = "greylist" // Answer to the first try of each sender and recipient, then taken
)

// Rule is one misbehaviour. The first rule that fits decides.
type Rule struct {
	At       Where
	Do       Act
	To       string // recipients, as a path.Match pattern such as "*@full.test"; "" is all. Not asked at AtConnect and AtMail
	Next     int    // how many times it acts before it is spent; 0 is always
	Code     int    // for Answer and Greylist; 0 is 451
	Enhanced [3]int // the enhanced status code; zero leaves it to the code's class
	Text     string // "" is a plain sentence
	Kept     bool   // AtData: the mail is kept all the same (Drop and Hang: taken, but never said so)
}

// Rules replaces the rules, and forgets who was greylisted.
func (s *Sink) Rules(rules ...Rule) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rules = nil
	for _, r := range rules {
		s.rules = append(s.rules, &r)
	}
	clear(s.greylisted)
}

// LimitConnections turns connections away with 421 while n are open; 0 is no limit.
func (s *Sink) LimitConnections(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.maxOpen = n
}

// LimitSize refuses mails of more than n bytes with 552, whatever size was
// announced; 0 goes back to the announced one.
func (s *Sink) LimitSize(n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n <= 0 {
		n = s.options.MaxSize
	}
	s.maxSize = n
}

func (s *Sink) sizeLimit() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.maxSize
}

// rule finds and spends the rule that acts at this moment on a mail from one
// sender to any of these recipients.
func (s *Sink) rule(at Where, from string, to ...string) (Rule, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, r := range s.rules {
		if r.At != at || !r.concerns(to) {
			continue
		}
		if r.Do == Greylist && !s.firstTry(from, to) {
			continue
		}
		found := *r
		if r.Next > 0 {
			r.Next--
			if r.Next == 0 {
				s.rules = slices.Delete(s.rules, i, i+1)
			}
		}
		return found, true
	}
	return Rule{}, false
}

// firstTry notes this pair for greylisting; s.mu is held.
func (s *Sink) firstTry(from string, to []string) bool {
	key := strings.ToLower(from + " " + strings.Join(to, " "))
	first := !s.greylisted[key]
	s.greylisted[key] = true
	return first
}

func (r *Rule) concerns(to []string) bool {
	if r.To == "" || len(to) == 0 {
		return true
	}
	pattern := strings.ToLower(r.To)
	return slices.ContainsFunc(to, func(address string) bool {
		ok, err := path.Match(pattern, strings.ToLower(address))
		return ok && err == nil
	})
}

func (r *Rule) code() int {
	if r.Code == 0 {
		return 451
	}
	return r.Code
}

func (r *Rule) text() string {
	switch {
	case r.Text != "":
		return r.Text
	case r.Do == Greylist:
		return "Greylisted, come back later"
	case r.code() >= 500:
		return "Refused by rule"
	case r.code() >= 400:
		return "Not now"
	}
	return "OK"
}
