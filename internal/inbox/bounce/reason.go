package bounce

import (
	"strings"

	"kept/internal/inbox/letter"
)

// Reason is why a mail failed, or what else is reported.
type Reason string

// The reasons. The first four are hard: no mailbox is there, and none will be.
const (
	NoMailbox Reason = "no_mailbox" // nobody of that name
	NoDomain  Reason = "no_domain"  // no such domain, or no server for its mail
	NoMail    Reason = "no_mail"    // the domain says that it takes no mail (RFC 7504, 7505)
	Moved     Reason = "moved"      // the mailbox is elsewhere

	Full            Reason = "mailbox_full"
	Disabled        Reason = "disabled"          // there, but closed: suspended, inactive, locked
	TooLarge        Reason = "too_large"         // the mail
	Unauthenticated Reason = "unauthenticated"   // SPF, DKIM, DMARC
	Spam            Reason = "spam"              // the mail is taken for spam
	Blocked         Reason = "blocked"           // the sending server: its address, its name, its reputation
	Sender          Reason = "sender_refused"    // our address
	Relay           Reason = "relay_denied"      // the server is not for that domain, or wants a password
	RateLimited     Reason = "rate_limited"      // too many at once; greylisting
	Refused         Reason = "recipient_refused" // the recipient, or a filter of his, wants no such mail
	Policy          Reason = "policy"
	Content         Reason = "content" // what is in the mail, or how it is written
	Expired         Reason = "expired" // tried in vain for too long
	Network         Reason = "network" // no connection, names, loops
	System          Reason = "system"  // trouble at their side
	Unknown         Reason = "unknown"

	Away   Reason = "away"      // of automatic answers
	Abuse  Reason = "complaint" // of complaints
	Nought Reason = ""          // nothing failed
)

// hard tells whether the mailbox is not there.
func (r Reason) hard() bool {
	return r == NoMailbox || r == NoDomain || r == NoMail || r == Moved
}

// judge names the reason by what was said and by the status; field is the
// status in the report's fields, "" where there is none.
func (one *Recipient) judge(c command, field string) {
	c = or(c, commandIn(one.Said))
	plain := fold(withoutNames(quoted(one.Said)))
	one.Code, one.Status = codesIn(one.Said)
	if one.Status == "" || field != "" && strings.HasSuffix(one.Status, ".0.0") {
		one.Status = or(field, one.Status)
	}
	if one.Action == Arrived || one.Action == Relayed || one.Action == Expanded {
		one.Reason = Nought
		return
	}
	reason := reasonByWords(plain)
	if reason == Unknown {
		reason = reasonByMarks(fold(one.Said))
	}
	if one.ofAddress() && !certain[reason] && containsAny(plain, gone) {
		reason = NoMailbox // "user unknown in relay recipient table", "at antispam gateway"
	}
	switch {
	case reason.hard() && c == atGreeting && one.Code != "521": // nobody had named the recipient yet
		reason = Blocked
	case reason.hard() && c == afterSender:
		reason = Sender
	case reason == NoMailbox && !one.believed(c):
		reason = Refused
	case reason == Unknown || reason == RateLimited && one.Status != "" && !one.temporary():
		if by := reasonByStatus(one.Status, one.Code, plain); by != Unknown {
			reason = or(reasonKept(reason), by)
		}
	}
	one.Reason = reason
	one.Hard = reason.hard() && one.Action == Failed && !one.temporary()
}

// quoted is what a report quotes of the far server, where it says that it does:
// the sentence in front of it is always the same and names no reason.
func quoted(said string) string {
	lower := strings.ToLower(said)
	if len(lower) != len(said) {
		return said
	}
	for _, p := range quoting {
		if i := strings.LastIndex(lower, p); i >= 0 && strings.TrimSpace(said[i+len(p):]) != "" {
			return said[i+len(p):]
		}
	}
	return said
}

// reasonKept is a reason that words named; "" for none.
func reasonKept(r Reason) Reason {
	if r == Unknown {
		return ""
	}
	return r
}

// temporary tells whether the server itself expects this to pass.
func (one *Recipient) temporary() bool {
	return strings.HasPrefix(one.Status, "4") || strings.HasPrefix(one.Code, "4")
}

// believed tells whether "user unknown" means it: whether a server refused the
// recipient. Said only after the whole mail was sent, or with a status that
// speaks of something else, it is how filters turn mail away; and of a code
// whose command nobody names one cannot tell.
func (one *Recipient) believed(c command) bool {
	switch {
	case one.Status == "" && one.Code == "" && c == "": // no server's words: see hearsay
		return true
	case one.Status == "" || strings.HasSuffix(one.Status, ".0.0"):
		return c == afterRecipient || c == "" && (one.named() || containsAny(fold(one.Said), ownStores))
	case vague[one.Status]:
		return c == afterRecipient
	}
	return one.ofAddress()
}

// named tells whether the reply begins with the recipient: "550 5.1.1 <a@b>…
// User unknown" is how servers answer to RCPT.
func (one *Recipient) named() bool {
	said := one.Said
	for one.Code != "" {
		_, rest, found := strings.Cut(said, one.Code)
		if !found {
			return false
		}
		said = rest
		rest = strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(rest, " -"), one.Status), " <'\"")
		if len(rest) >= len(one.Address) && strings.EqualFold(rest[:len(one.Address)], one.Address) {
			return true
		}
	}
	return false
}

// ofAddress tells whether the status says that there is no such mailbox: for
// now, or for good.
func (one *Recipient) ofAddress() bool {
	return len(one.Status) > 1 && addressStatus["5"+one.Status[1:]]
}

// vague are the statuses that name no more than what the trouble is about, and
// 5.2.1, the one for closed mailboxes, which some give for missing ones.
var vague = set(`5.2.0 5.2.1 5.3.0 5.4.0`)

// addressStatus are the statuses that say that there is no such mailbox, or
// nothing.
var addressStatus = set(`5.1.0 5.1.1 5.1.2 5.1.3 5.1.6 5.1.10 5.4.1 5.4.4 5.5.0 5.5.1`)

// certain are the reasons that hold whatever the status says.
var certain = map[Reason]bool{
	Full: true, Disabled: true, Sender: true, RateLimited: true, Unauthenticated: true, NoMail: true, NoDomain: true, Moved: true,
}

// hearsay tells whether neither a code nor a status of a server backs the words,
// nor are they those of a system that looked into its own directory.
func (one *Recipient) hearsay() bool {
	return one.Reason == NoMailbox && one.Code == "" && one.Status == "" && commandIn(one.Said) != afterRecipient &&
		!containsAny(fold(one.Said), lookups)
}

// related tells whether one of the senders of a report is of the recipient's
// domain: who looks after the mailboxes there knows.
func related(address string, from []letter.Address) bool {
	for _, a := range from {
		if d := domainEnd(address); d != "" && d == domainEnd(a.Mail) {
			return true
		}
	}
	return false
}

// domainEnd is the end of an address's domain: two labels, three where the last
// two are short as in co.uk.
func domainEnd(mail string) string {
	_, domain, _ := strings.Cut(strings.ToLower(mail), "@")
	labels := strings.Split(domain, ".")
	n := 2
	if len(labels) > 2 && len(labels[len(labels)-1]) == 2 && len(labels[len(labels)-2]) <= 3 {
		n = 3
	}
	if len(labels) < 2 {
		return ""
	}
	return strings.Join(labels[max(len(labels)-n, 0):], ".")
}

// reasonByWords names the reason by what was said. The order counts: what keeps
// a good mailbox from its mail comes before what says that there is none.
func reasonByWords(plain string) Reason {
	for _, row := range words {
		if containsAny(plain, row.phrases) {
			return row.reason
		}
	}
	return Unknown
}

// reasonByMarks names the reason by the signs that systems put into their
// replies beside the words, or instead of them.
func reasonByMarks(said string) Reason {
	for _, row := range marks {
		if containsAny(said, row.phrases) {
			return row.reason
		}
	}
	return Unknown
}

// reasonByStatus names the reason by the status alone (RFC 3463, RFC 5248 and
// the register of statuses), else by the reply code.
func reasonByStatus(status, code, plain string) Reason {
	switch {
	case code == "521" && (status == "" || status == "5.3.2" || strings.HasSuffix(status, ".0.0")), code == "556":
		return NoMail
	case status == "5.1.0" && strings.Contains(plain, "address rejected"):
		return NoMailbox
	}
	if r, ok := byStatus[strings.TrimPrefix(strings.TrimPrefix(status, "5."), "4.")]; ok {
		return r
	}
	switch {
	case strings.HasPrefix(status, "5.7."), strings.HasPrefix(status, "4.7."):
		return Policy
	case strings.HasPrefix(status, "5.6."), strings.HasPrefix(status, "5.5."):
		return Content
	case strings.HasPrefix(status, "5.4."), strings.HasPrefix(status, "4.4."):
		return Network
	case strings.HasPrefix(status, "5.3."), strings.HasPrefix(status, "4.3."):
		return System
	case code == "551":
		return Moved
	case code == "552":
		return TooLarge
	}
	return Unknown
}

// byStatus are the statuses that name a reason, without their class.
var byStatus = map[string]Reason{
	"1.1": NoMailbox, "1.2": NoDomain, "1.3": NoMailbox, "1.4": Refused, "1.5": Refused, "1.6": Moved, "1.7": Sender, "1.8": Sender, "1.9": Network, "1.10": NoMail,
	"2.0": Refused, "2.1": Disabled, "2.2": Full, "2.3": TooLarge, "2.4": Refused,
	"3.1": System, "3.4": TooLarge, "4.1": Network, "4.4": NoDomain, "4.5": RateLimited, "4.6": Network, "4.7": Expired, "4.14": Network,
	"5.3": RateLimited, "6.9": Content, "7.2": Refused, "7.8": Relay, "7.9": Policy, "7.13": Disabled, "7.17": Moved, "7.18": Moved,
	"7.20": Unauthenticated, "7.21": Unauthenticated, "7.22": Unauthenticated, "7.23": Unauthenticated, "7.24": Unauthenticated, "7.25": Blocked,
	"7.26": Unauthenticated, "7.27": NoMail, "7.28": RateLimited, "7.29": Unauthenticated,
	// Of Exchange alone.
	"1.90": RateLimited, "1.351": Refused, "2.121": RateLimited, "2.122": RateLimited, "4.300": Expired, "4.310": NoDomain, "4.312": Network, "4.316": Expired,
	"7.57": Relay, "7.64": Relay, "7.124": Refused, "7.133": Refused, "7.134": Refused, "7.135": Refused, "7.136": Refused, "7.509": Unauthenticated, "7.515": Unauthenticated,
	"7.606": Blocked, "7.703": Blocked, "7.705": RateLimited, "7.708": Blocked, "7.750": Sender,
}

// or is the first of two that says something.
func or[T ~string](a, b T) T {
	if a != "" {
		return a
	}
	return b
}
