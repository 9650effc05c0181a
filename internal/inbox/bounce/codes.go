package bounce

import (
	"strings"
)

// command says after which command of the dialogue a server refused.
type command string

const (
	atGreeting     command = "HELO" // or before anything was said
	afterSender    command = "MAIL"
	afterRecipient command = "RCPT"
	afterData      command = "DATA"
)

// commandIn finds the last command that a text says was refused.
func commandIn(text string) command {
	plain := fold(cut(text, MaxText))
	at, found := -1, command("")
	for _, row := range commands {
		for _, p := range row.phrases {
			if i := strings.LastIndex(plain, p); i > at {
				at, found = i, row.command
			}
		}
	}
	return found
}

// commands are how reports name the command that was refused. The ">>> DATA" of
// sendmail's transcripts is not among them: it sends ahead, and the refusal
// below is often still that of the recipient.
var commands = []struct {
	command command
	phrases []string
}{
	{atGreeting, phrases(`after initial connection|in reply to helo|in reply to ehlo|after helo|after ehlo|while receiving the initial server greeting|>>> helo|>>> ehlo|in response to connection`)},
	{afterSender, phrases(`in reply to mail from|after mail from|did not like our mail from|>>> mail from|mail from command|[mail_from]|response to mail from|does not like sender|not like your sender`)},
	{afterRecipient, phrases(`in reply to rcpt|after rcpt|did not like our rcpt|does not like recipient|not like recipient|>>> rcpt|rcpt command|rcpt to command|[rcpt_to]|response to rcpt|recipient address rejected|smtp:rcpt|smtp; rcpt|(state 14)`)},
	{afterData, phrases(`in reply to end of data|in reply to data|after end of data|after data|final data|after i sent the message|end of message|smtp command data|reply to data command|[data]|response to data|smtp:data|smtp:end|(state 17)|(state 18)`)},
}

// replyCodes are the codes with which servers refuse (RFC 5321 and its kin).
var replyCodes = set(`421 432 441 442 446 447 449 450 451 452 454 455 458 471 500 501 502 503 504 510 511 512 513 515 517 521 522 523 525 530 531 533 534 535 538 540 541 542 543 544 545 546 547 548 549 550 551 552 553 554 555 556 570 571 572 573 574 577`)

// codesIn finds the reply code and the enhanced status in what was said. Of
// several the last that stand side by side count: it is what the far server
// said, quoted by the nearer one.
func codesIn(said string) (code, status string) {
	paired := false
	for at := 0; at < len(said); at++ {
		if !boundary(said, at) {
			continue
		}
		if c := codeAt(said, at); c != "" {
			if s := statusAt(said, skipped(said, at+3)); s != "" {
				if !paired || !strings.HasSuffix(s, ".0.0") {
					code, status, paired = c, s, true
				}
				at += 3
			} else if code == "" {
				code = c
			}
			continue
		}
		if s := statusAt(said, at); s != "" && !paired && (status == "" || strings.HasSuffix(status, ".0.0")) {
			status = s
		}
	}
	return code, status
}

// boundary tells whether a number may begin here: not within a word, a number,
// an address on the net.
func boundary(s string, at int) bool {
	if at == 0 {
		return true
	}
	c := s[at-1]
	if c == '-' { // "550-5.7.1" and "550-'5.7.1", but not "2-550"
		return at >= 4 && replyCodes[s[at-4:at-1]]
	}
	return !isWord(c) && c != '.' && c != '@' && c != '/' && c != '='
}

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// codeAt is the reply code that begins here, or "".
func codeAt(s string, at int) string {
	if at+3 > len(s) || !replyCodes[s[at:at+3]] {
		return ""
	}
	if at+3 < len(s) && (isWord(s[at+3]) || s[at+3] == '.' && at+4 < len(s) && isDigit(s[at+4])) {
		return ""
	}
	return s[at : at+3]
}

// skipped is where the next word begins after a code, past what may stand
// between it and its status.
func skipped(s string, at int) int {
	for end := min(at+4, len(s)); at < end && strings.IndexByte(" -:#'\"(", s[at]) >= 0; {
		at++
	}
	return at
}

// statusAt is the enhanced status that begins here, or "": three numbers, the
// first of them 2, 4 or 5.
func statusAt(s string, at int) string {
	if at+5 > len(s) || s[at] != '2' && s[at] != '4' && s[at] != '5' || s[at+1] != '.' {
		return ""
	}
	end := digits(s, at+2)
	if end == at+2 || end >= len(s) || s[end] != '.' {
		return ""
	}
	last := digits(s, end+1)
	if last == end+1 || last < len(s) && (isWord(s[last]) || s[last] == '.' && last+1 < len(s) && isDigit(s[last+1])) {
		return ""
	}
	return s[at:last]
}

// digits is where the digits that begin here end: three at most.
func digits(s string, at int) int {
	for end := min(at+3, len(s)); at < end && isDigit(s[at]); {
		at++
	}
	return at
}

// statusIn is the first enhanced status in the value of a field.
func statusIn(v string) string {
	_, status := codesIn(cut(v, MaxLine))
	return status
}

// withoutNames is a text without addresses, links and names of hosts: they may
// be called anything.
func withoutNames(s string) string {
	words := strings.Fields(s)
	kept := words[:0]
	for _, w := range words {
		if !strings.Contains(w, "://") && !isName(strings.Trim(w, "<>()[]{}\"',;:.")) {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// components are the parts of Exchange: with them begin its names of errors.
var components = phrases(`RESOLVER.|STOREDRV.|SMTPSEND.|QUEUE.|ROUTING.|TRANSPORT.|CAT.`)

// isName tells whether a word is an address or the name of a host.
func isName(w string) bool {
	if strings.ContainsRune(w, '@') {
		return true
	}
	dot := strings.LastIndexByte(w, '.')
	return dot > 0 && len(w)-dot > 2 && strings.Count(w, ".") >= 2 && !isDigit(w[dot+1]) && !hasPrefix(w, components)
}
