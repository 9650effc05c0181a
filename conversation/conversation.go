package conversation

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kept/internal/fault"
	"kept/member"
)

type (
	// ID names a conversation.
	ID string
	// MessageID names one message of it.
	MessageID string
)

// Channel is the way a message goes.
type Channel string

// The channels.
const (
	Mail    Channel = "mail"
	Call    Channel = "call"
	Meeting Channel = "meeting"
	Portal  Channel = "portal" // written on the client's page
	SMS     Channel = "sms"
)

// Direction is whose message it is.
type Direction string

// The directions.
const (
	In  Direction = "in"  // the client's
	Out Direction = "out" // ours
)

// Conversation is what was said with a contact about one thing, whatever the channel.
type Conversation struct {
	ID         ID
	ClientID   string
	ProjectID  string // "" = of the client at large
	ContactID  string // with whom it began
	Subject    string
	SubjectKey string    // see [SubjectKey]
	About      string    // what it is about, "update:upd_…", "step:stp_…", "promise:prm_…"; "" = nothing of these
	AssigneeID member.ID // who is to answer
	MadeAt     time.Time
	LastAt     time.Time // of the last message
	LastIn     time.Time // of the client's last message; zero = he has not spoken
	Answered   bool      // a person of ours has answered in it
	DueAt      time.Time // the soonest moment by which somebody is to answer; zero = nobody waits
	ClosedAt   time.Time // zero while it is open
	Version    int
}

// MaxSubject is the longest subject that is kept, in characters.
const MaxSubject = 300

// Open tells whether something may still come of it.
func (c Conversation) Open() bool { return c.ClosedAt.IsZero() }

// Close ends a conversation. While somebody waits for an answer it is refused.
func (c Conversation) Close(now time.Time) (Conversation, error) {
	switch {
	case !c.Open():
		return c, fault.New(fault.Conflict, "This conversation is closed already.")
	case !c.DueAt.IsZero():
		return c, fault.New(fault.Conflict, "They still wait for an answer. Answer them, or say why no answer is needed.")
	}
	c.ClosedAt = now
	return c, nil
}

// SubjectKey gives the subject without the words that mail programs put before
// it in answers and forwards, folded: two mails with one key may be of one thread.
func SubjectKey(subject string) string {
	s := strings.ToLower(strings.Join(strings.Fields(subject), " "))
	for {
		rest, ok := cutPrefix(s)
		if !ok {
			break
		}
		s = rest
	}
	return s
}

// answerWords are what mail programs put before a subject, in the languages of
// clients and a few neighbours.
var answerWords = map[string]bool{
	"re": true, "aw": true, "antw": true, "antwort": true, "sv": true, "vs": true, "rv": true, "res": true, "rif": true, "r": true, "tr": true, "ref": true, "odp": true, "ynt": true,
	"fw": true, "fwd": true, "wg": true, "enc": true, "i": true, "doorst": true, "fs": true, "vl": true,
}

// maxAnswerWord is the longest of [answerWords], with the number some programs add.
const maxAnswerWord = 12

// cutPrefix cuts one "re:", "aw[2]:" or "fwd:" off a subject in lower case.
func cutPrefix(s string) (string, bool) {
	word, rest, ok := strings.Cut(s, ":")
	if !ok || len(word) > maxAnswerWord {
		return s, false
	}
	word = strings.TrimRightFunc(word, func(r rune) bool { return strings.ContainsRune("[]()0123456789 ", r) })
	if !answerWords[word] {
		return s, false
	}
	return strings.TrimSpace(rest), true
}

// CleanSubject makes a subject of foreign bytes one line of at most [MaxSubject]
// characters.
func CleanSubject(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError:
			return -1
		case unicode.IsControl(r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > MaxSubject {
		s = string(r[:MaxSubject-1]) + "…"
	}
	return s
}
