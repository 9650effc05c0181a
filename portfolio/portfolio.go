// Package portfolio ranks clients and projects by how near they are to being
// disappointed, the worst first (stories 7 and 11), and says which sign it went by.
//
// What is a sign is what the watchdog asks about already, and what the client had to
// ask: nothing is measured a second time here.
package portfolio

import (
	"cmp"
	"slices"
	"time"

	"kept/prompt"
)

// Kind is what a sign shows, in the words of a leader.
type Kind string

// The kinds.
const (
	Worried     Kind = "worried"     // the client said so, rated us low, or had to ask too often
	Broken      Kind = "broken"      // a date passed, and he was not told
	Undelivered Kind = "undelivered" // what he was to know has not reached him
	Silent      Kind = "silent"      // he hears nothing: a next contact or an update is due or missing
	Unanswered  Kind = "unanswered"  // he waits for an answer
	Chased      Kind = "chased"      // he had to ask, lately
	Doubtful    Kind = "doubtful"    // a date may not hold
	Waiting     Kind = "waiting"     // somebody else holds up what he was promised, himself included
)

// Kinds lists the kinds, the worst first.
func Kinds() []Kind {
	return []Kind{Worried, Broken, Undelivered, Silent, Unanswered, Chased, Doubtful, Waiting}
}

// ChasedFor is for how long a chase is a sign.
const ChasedFor = 30 * 24 * time.Hour

// Sign is one thing that shows how a client stands.
type Sign struct {
	Kind  Kind
	ID    string    // of the prompt or the chase that it is
	Since time.Time // when it began
	ActBy time.Time // until when it can be put right in time; zero = it is too late for that
	Waved string    // why somebody found that nothing needs to be done; "" = nobody did
}

// Late tells whether the moment to put it right in time has passed.
func (s Sign) Late(now time.Time) bool { return s.ActBy.IsZero() || s.ActBy.Before(now) }

// Of reads a prompt as a sign. false: it says nothing of how its client stands.
func Of(p prompt.Prompt) (Sign, bool) {
	s := Sign{ID: string(p.ID), Since: p.RaisedAt, ActBy: p.ActBy, Waved: p.Dismissed}
	if p.ClientID == "" || !p.SettledAt.IsZero() {
		return s, false
	}
	switch p.Rule {
	case prompt.Worried:
		s.Kind = Worried
	case prompt.Broken:
		s.Kind = Broken
	case prompt.Undelivered, prompt.Untold:
		s.Kind = Undelivered
	case prompt.Silence:
		s.Kind = Silent
	case prompt.Unanswered:
		s.Kind = Unanswered
	case prompt.Doubtful:
		s.Kind = Doubtful
	case prompt.HandOff, prompt.ClientsTurn, prompt.Unconfirmed:
		s.Kind = Waiting
	default:
		return s, false // what is due goes its way, and who is away is no matter of one client
	}
	if p.Stage == prompt.Passed || p.Stage == prompt.Missing {
		s.ActBy = time.Time{}
	}
	return s, true
}

// Chase is the sign that a client had to ask. false: it is too long ago.
func Chase(id string, at, now time.Time) (Sign, bool) {
	return Sign{Kind: Chased, ID: id, Since: at}, !at.After(now) && now.Sub(at) < ChasedFor
}

// Standing is how a client or a project stands.
type Standing struct {
	Key   string // whose it is
	Name  string // by which equals are ordered
	Signs []Sign // the worst first; none = nothing shows that anybody will be disappointed
}

// Rank orders the signs of each standing and then the standings, the worst first:
// what is too late before what can still be put right, what somebody waved away last,
// then by kind, by how many kinds there are, and by the time that is left.
func Rank(all []Standing, now time.Time) {
	for _, s := range all {
		slices.SortFunc(s.Signs, func(a, b Sign) int { return a.compare(b, now) })
	}
	slices.SortFunc(all, func(a, b Standing) int { return a.compare(b, now) })
}

// Worst is the sign by which it is ranked. false: there is none.
func (s Standing) Worst() (Sign, bool) {
	if len(s.Signs) == 0 {
		return Sign{}, false
	}
	return s.Signs[0], true
}

// Has tells whether one of the signs is of a kind.
func (s Standing) Has(k Kind) bool {
	return slices.ContainsFunc(s.Signs, func(x Sign) bool { return x.Kind == k })
}

func (s Standing) kinds() int {
	n := 0
	for _, k := range Kinds() {
		if s.Has(k) {
			n++
		}
	}
	return n
}

func (s Standing) compare(b Standing, now time.Time) int {
	x, is := s.Worst()
	y, also := b.Worst()
	if is != also {
		return cmp.Compare(yes(also), yes(is))
	}
	if is {
		if c := cmp.Or(x.rank(y, now), cmp.Compare(b.kinds(), s.kinds()), x.compare(y, now)); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(s.Name, b.Name), cmp.Compare(s.Key, b.Key))
}

// rank compares by how bad a sign is, whatever the moments.
func (s Sign) rank(b Sign, now time.Time) int {
	return cmp.Or(cmp.Compare(yes(s.Waved != ""), yes(b.Waved != "")), cmp.Compare(yes(b.Late(now)), yes(s.Late(now))), cmp.Compare(s.Kind.place(), b.Kind.place()))
}

func (s Sign) compare(b Sign, now time.Time) int {
	left := func(x Sign) time.Time {
		if x.ActBy.IsZero() {
			return x.Since // the longest first
		}
		return x.ActBy
	}
	return cmp.Or(s.rank(b, now), left(s).Compare(left(b)), cmp.Compare(s.ID, b.ID))
}

func (k Kind) place() int { return slices.Index(Kinds(), k) }

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}
