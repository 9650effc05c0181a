package handoff

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/plan"
)

// Kind is what is wanted of whoever is asked.
type Kind string

// The kinds. A question and an approval are put to the client's own people.
const (
	Work     Kind = ""         // that he does or sends something
	Question Kind = "question" // an answer, in words or chosen of a few
	Approval Kind = "approval" // a yes or a no to a text
)

// Kinds lists every kind.
func Kinds() []Kind { return []Kind{Work, Question, Approval} }

// Limits of a question and of an approval.
const (
	MaxOptions = 8
	MaxOption  = 120  // characters of each
	MaxShown   = 8000 // characters of what is approved
	// MaxReplies is how often an answer may be given anew.
	MaxReplies = 50
)

// Choices are what a question offers to choose of; none = it is answered in words.
func (h HandOff) Choices() []string {
	if h.Options == "" {
		return nil
	}
	return strings.Split(h.Options, "\n")
}

// ShownHash names the version of what is approved: the SHA-256 of its words.
func (h HandOff) ShownHash() string {
	if h.Shown == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(h.Shown))
	return hex.EncodeToString(sum[:])
}

// checkKind refuses what a kind cannot be.
func (h HandOff) checkKind(c *fault.Check) {
	c.Want(slices.Contains(Kinds(), h.Kind), "kind", "Choose work, question or approval.")
	c.Want(h.Kind == Work || h.Party.Side == plan.Theirs, "party", "A question or an approval is put to somebody of the client.")
	c.Want(h.Kind == Question || h.Options == "", "options", "Only a question has answers to choose of.")
	choices := h.Choices()
	c.Want(len(choices) != 1 && len(choices) <= MaxOptions, "options", "Give two to eight answers to choose of, or none.")
	for i, o := range choices {
		member.CheckLine(c, "options", o, MaxOption)
		c.Want(!slices.Contains(choices[:i], o), "options", "Two of these answers are the same.")
	}
	c.Want(h.Kind != Approval || strings.TrimSpace(h.Shown) != "", "shown", "Write what is to be approved, word for word.")
	c.Want(h.Kind == Approval || h.Shown == "", "shown", "Only an approval shows a text to be approved.")
	member.CheckText(c, "shown", h.Shown, MaxShown)
}

// Reply is an answer to a question or an approval.
type Reply struct {
	Yes    bool   // to an approval
	Choice string // of those offered; "" = none
	Words  string
}

// Evidence is one answer as it is kept: who gave it, when, by which way, in which
// words, and to which version of the text. It is never changed; whoever changes his
// mind gives another one.
type Evidence struct {
	ID        string
	HandOffID ID
	At        time.Time
	Actor     string // as the journal names him
	Name      string // of whoever answered, as he was called then
	Via       Via
	Reply
	ShownHash string // see [HandOff.ShownHash]
}

// Via is by which way an answer came.
type Via string

// The ways.
const (
	ByPage Via = "page" // signed in on his own page
	ByLink Via = "link" // by the link in his mail
	ByHand Via = "told" // he told a member, who wrote it down
)

// Say takes an answer to a question or an approval. A later one stands instead
// of the former, for as long as what waits on it is open.
func (h HandOff) Say(r Reply, now time.Time) (HandOff, error) {
	switch {
	case h.Kind == Work:
		return h, fault.New(fault.Conflict, "This asks for work, not for an answer.")
	case h.State == Withdrawn:
		return h, fault.New(fault.Conflict, "This is not needed any more.")
	}
	var c fault.Check
	member.CheckText(&c, "words", r.Words, MaxSaid)
	said := strings.TrimSpace(r.Words) != ""
	switch {
	case h.Kind == Approval:
		c.Want(r.Yes || said, "words", "Say what is missing, so that it can be mended.")
		c.Want(r.Choice == "", "choice", "Say yes or no.")
	case h.Options == "":
		c.Want(said, "words", "Write your answer.")
		c.Want(r.Choice == "", "choice", "Answer in words.")
	default:
		c.Want(r.Choice == "" || slices.Contains(h.Choices(), r.Choice), "choice", "Choose one of the answers.")
		c.Want(r.Choice != "" || said, "choice", "Choose one of the answers, or write your own.")
	}
	if err := c.Err(); err != nil {
		return h, err
	}
	h.State, h.AnsweredAt, h.DoneAt = Done, now, now
	h.Said = r.Choice
	if h.Said == "" || h.Kind == Approval {
		h.Said = firstOf(r.Words, MaxSaid)
	}
	if h.Kind == Approval && !r.Yes {
		h.State, h.DoneAt = Declined, time.Time{}
	}
	return h, nil
}

// firstOf gives the words as a line.
func firstOf(s string, limit int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	return string(r[:min(len(r), limit)])
}
