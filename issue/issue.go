// Package issue holds what went wrong: its effect, its fix, whom it touches, and
// whether everybody whom it touches knows (story 10).
//
// The boundaries, stated once:
//
//   - an issue is ours alone until a client is told of it; what he reads of it is
//     what he was told, never what was written since;
//   - whoever is touched is untold from the moment on at which something that he
//     reads was written or changed, until a word to him is on its way; a word
//     that comes back is the matter of the rule *undelivered*;
//   - told at the very moment until which the workspace allows it is in time;
//   - an issue closes with an explanation, and whoever was told of it hears that too.
//
// Nothing here reads a clock, a file or a database.
package issue

import (
	"fmt"
	"slices"
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/promise"
)

// ID names an issue.
type ID string

// State is how far it is.
type State string

// The states.
const (
	Found    State = "found"    // nobody knows yet why
	Known    State = "known"    // its cause is known
	Fixing   State = "fixing"   // it is being put right
	Watching State = "watching" // it was put right, and is watched
	Closed   State = "closed"   // it is over, and was explained
)

// States lists every state, in the order in which an issue goes through them.
func States() []State { return []State{Found, Known, Fixing, Watching, Closed} }

// Limits of an issue.
const (
	MaxWhat     = 200   // characters
	MaxEffect   = 1_000 // characters, as are the fix and the explanation
	MaxTouched  = 100   // clients
	MaxPromises = 50    // of one client
)

// Issue is what went wrong.
type Issue struct {
	ID        ID
	OwnerID   member.ID
	State     State
	What      string // what went wrong, as a client may read it
	Effect    string // what it means for him
	Fix       string // what is done about it
	Closing   string // what it was and what was changed, once it is over
	MadeAt    time.Time
	ChangedAt time.Time    // when something that a client reads was changed last
	Next      promise.When // when those who were told hear next; zero = nobody was told
	ClosedAt  time.Time
	Version   int
}

// Open tells whether it is not over yet.
func (i Issue) Open() bool { return i.State != Closed }

// Check refuses an issue that cannot be.
func (i Issue) Check() error {
	var c fault.Check
	member.CheckLine(&c, "what", i.What, MaxWhat)
	for field, s := range map[string]string{"effect": i.Effect, "fix": i.Fix, "closing": i.Closing} {
		member.CheckText(&c, field, s, MaxEffect)
	}
	c.Want(slices.Contains(States(), i.State), "state", "Choose how far it is.")
	c.Want(i.State != Closed || i.Closing != "", "closing", "Say what it was and what was changed, so that it does not come again: they read it.")
	return c.Err()
}

// Ready refuses an issue of which nobody can be told yet.
func (i Issue) Ready() error {
	if err := i.Check(); err != nil {
		return err
	}
	var c fault.Check
	c.Want(i.Effect != "", "effect", "Say what it means for them: that is what they want to know first.")
	c.Want(i.Fix != "", "fix", "Say what is done about it. If nobody knows yet, say who looks for it.")
	return c.Err()
}

// New records an issue.
func New(i Issue, now time.Time) (Issue, error) {
	if i.State == "" {
		i.State = Found
	}
	i.MadeAt, i.ChangedAt, i.Version = now, now, 1
	if i.State == Closed {
		i.ClosedAt = now
	}
	return i, i.Check()
}

// Words is what a client reads of an issue.
type Words struct {
	State   State  `json:"state"`
	What    string `json:"what"`
	Effect  string `json:"effect"`
	Fix     string `json:"fix"`
	Closing string `json:"closing,omitempty"`
}

// Words gives what a client reads of it, as it stands.
func (i Issue) Words() Words { return Words{i.State, i.What, i.Effect, i.Fix, i.Closing} }

// Edit gives an issue with other words, another state or another owner. Whoever
// was told of it is untold again where that changes what he reads.
func (i Issue) Edit(change func(*Issue), now time.Time) (Issue, error) {
	e := i
	change(&e)
	was := i.Words()
	i.OwnerID, i.State, i.What, i.Effect, i.Fix, i.Closing = e.OwnerID, e.State, e.What, e.Effect, e.Fix, e.Closing
	if i.Words() != was {
		i.ChangedAt = now
	}
	switch {
	case i.Open():
		i.ClosedAt = time.Time{}
	case i.ClosedAt.IsZero():
		i.ClosedAt = now
	}
	return i, i.Check()
}

// Word is one telling of an issue to one contact.
type Word struct {
	NoticeID  string
	At        time.Time // when it was written
	Withdrawn bool      // it was undone before it left
	Reached   bool      // it was accepted and has not come back
	Words     Words
}

// Touch is a client whom an issue touches, and the promises to him that it touches.
type Touch struct {
	ClientID string
	Promises []promise.ID // none = the client at large
	Since    time.Time    // when it was found that it touches him
	Words    []Word       // what he was told, the oldest first
}

// Told is the last word to him that was not taken back; false = there was none.
func (t Touch) Told() (Word, bool) {
	for k := len(t.Words) - 1; k >= 0; k-- {
		if !t.Words[k].Withdrawn {
			return t.Words[k], true
		}
	}
	return Word{}, false
}

// Untold tells whether he does not know how the issue stands, and since when. One
// that is over is no news to whoever never heard of it.
func (i Issue) Untold(t Touch) (since time.Time, untold bool) {
	last, ever := t.Told()
	switch {
	case !ever && !i.Open():
		return time.Time{}, false
	case ever && last.Words == i.Words():
		return time.Time{}, false
	case t.Since.After(i.ChangedAt):
		return t.Since, true
	}
	return i.ChangedAt, true
}

// Join has an issue touch a client, or more promises to him.
func Join(all []Touch, clientID string, promises []promise.ID, now time.Time) ([]Touch, error) {
	all = slices.Clone(all)
	k := slices.IndexFunc(all, func(t Touch) bool { return t.ClientID == clientID })
	if k < 0 {
		all, k = append(all, Touch{ClientID: clientID, Since: now}), len(all)
	}
	all[k].Promises = slices.Clone(all[k].Promises)
	for _, p := range promises {
		if !slices.Contains(all[k].Promises, p) {
			all[k].Promises = append(all[k].Promises, p)
		}
	}
	var c fault.Check
	c.Want(len(all) <= MaxTouched, "clients", fmt.Sprintf("An issue touches %d clients at most. Record a second one for the others.", MaxTouched))
	c.Want(len(all[k].Promises) <= MaxPromises, "promises", fmt.Sprintf("One message tells of %d promises at most.", MaxPromises))
	return all, c.Err()
}

// Leave has an issue touch a client no more: it was thought so by mistake. Whoever
// was told of it stays.
func Leave(all []Touch, clientID string) ([]Touch, error) {
	k := slices.IndexFunc(all, func(t Touch) bool { return t.ClientID == clientID })
	if k < 0 {
		return all, fault.Field("client", "It does not touch this client.")
	}
	if _, ever := all[k].Told(); ever {
		return all, fault.Field("client", "They were told of it, so they have to hear how it ends.")
	}
	return slices.Delete(slices.Clone(all), k, k+1), nil
}
