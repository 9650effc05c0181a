package post

import (
	"errors"
	"fmt"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
)

// Outcome is what became of one hand-over.
type Outcome string

// The four outcomes. Only Unsure leaves open whether the mail will arrive.
const (
	Accepted Outcome = "accepted"  // the server answered 250 to the final dot: it answers for the mail now
	TryLater Outcome = "try_later" // it was not taken; the same mail may be sent again
	Refused  Outcome = "refused"   // it was not taken and will not be (5xx): a person must know
	Unsure   Outcome = "unsure"    // the final dot was on its way and no answer came back
)

// Stage is how far a hand-over had come.
type Stage string

// The stages, in order.
const (
	StageMessage   Stage = "message"    // our own look at the envelope, before anything is said
	StageConnect   Stage = "connect"    // dialling, the greeting and EHLO; waiting for a free connection
	StageTLS       Stage = "tls"        // the handshake, by STARTTLS or from the first byte
	StageAuth      Stage = "auth"       // user and password
	StageFrom      Stage = "from"       // MAIL FROM
	StageRcpt      Stage = "rcpt"       // RCPT TO
	StageData      Stage = "data"       // DATA and the message, before the final dot
	StageAfterData Stage = "after-data" // from the final dot on
)

// maxText is how many bytes of the server's words are kept.
const maxText = 500

// Answer is what came of handing over one mail: the proof when it was
// accepted, the reason when it was not.
type Answer struct {
	Outcome  Outcome
	Stage    Stage
	Code     int    // the server's reply code; 0 when it did not answer
	Enhanced string // its enhanced status code such as "5.1.1" (RFC 3463); "" when it gave none
	Text     string // the server's words in one line ("OK: queued as 7F2"), or ours when it said nothing

	// HardAddress tells that the refusal is about the recipient's address and
	// lasts: 550, 551 or 553 to RCPT TO with a 5.1.x status that speaks of the
	// recipient. Such an address is not written to again.
	HardAddress bool
}

// String is the answer for a log line: "refused at rcpt: 550 5.1.1 No such user".
func (a Answer) String() string {
	words := []string{string(a.Outcome), "at", string(a.Stage) + ":"}
	if a.Code != 0 {
		words = append(words, strconv.Itoa(a.Code))
	}
	if a.Enhanced != "" {
		words = append(words, a.Enhanced)
	}
	if a.Text != "" {
		words = append(words, a.Text)
	}
	return strings.TrimSuffix(strings.Join(words, " "), ":")
}

// said makes the answer out of a server's reply at a stage.
func said(at Stage, code int, text string) Answer {
	a := Answer{Stage: at, Code: code}
	a.Enhanced, a.Text = splitEnhanced(text)
	a.Outcome = judge(at, code)
	a.HardAddress = a.Outcome == Refused && at == StageRcpt && hard(code, a.Enhanced)
	return a
}

// judge decides what a reply means. A 5xx about who we are (RFC 4954: 530, 534,
// 535, 538) is not about this mail: it goes out once the settings are mended.
// A 5xx to MAIL FROM is about the mail and stays (RFC 5321, 4.2.1).
func judge(at Stage, code int) Outcome {
	switch {
	case at == StageAfterData && code == 250:
		return Accepted
	case code >= 400 && code < 500:
		return TryLater
	case slices.Contains([]int{530, 534, 535, 538}, code):
		return TryLater
	case code >= 500 && code < 600 && slices.Contains([]Stage{StageFrom, StageRcpt, StageData, StageAfterData}, at):
		return Refused
	case at == StageAfterData:
		return Unsure // neither yes nor no
	}
	return TryLater
}

// hard tells whether a refusal of RCPT TO condemns the address. Of RFC 3463's
// 5.1.x, 5.1.7 and 5.1.8 speak of the sender, 5.1.5 says the address is right
// and 5.1.9 is about gateways; 5.1.10 (RFC 7505) is a domain without mail.
func hard(code int, enhanced string) bool {
	return slices.Contains([]int{550, 551, 553}, code) &&
		slices.Contains([]string{"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10"}, enhanced)
}

// splitEnhanced takes the enhanced status code off the front of a reply's
// first line, and folds the lines into one. RFC 2034 repeats the code on each.
func splitEnhanced(text string) (enhanced, rest string) {
	lines := strings.Split(text, "\n")
	first, _, _ := strings.Cut(lines[0], " ")
	if isEnhanced(first) {
		enhanced = first
		for i, l := range lines {
			if cut, ok := strings.CutPrefix(l, first); ok {
				lines[i] = cut
			}
		}
	}
	return enhanced, oneLine(strings.Join(lines, " "))
}

// isEnhanced tells whether s has the form of RFC 3463: class.subject.detail.
func isEnhanced(s string) bool {
	parts := strings.Split(s, ".")
	if len(parts) != 3 || !slices.Contains([]string{"2", "4", "5"}, parts[0]) {
		return false
	}
	for _, p := range parts[1:] {
		if n, err := strconv.Atoi(p); err != nil || n < 0 || len(p) > 3 || p[0] == '+' {
			return false
		}
	}
	return true
}

// oneLine makes foreign words fit to be kept and shown: valid UTF-8 without
// control characters, single spaces, at most maxText bytes.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	return s
}

// failed makes the answer out of an error at a stage: the server's reply when
// it is one, else our words for a lost or silent connection.
func failed(at Stage, err error) Answer {
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return said(at, reply.Code, reply.Msg)
	}
	a := Answer{Outcome: TryLater, Stage: at, Text: oneLine(err.Error())}
	if at == StageAfterData {
		a.Outcome = Unsure
		a.Text = oneLine(fmt.Sprintf("no answer to the final dot: %v", err))
	}
	return a
}
