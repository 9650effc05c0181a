package news

import (
	"time"

	"kept/internal/fault"
	"kept/member"
)

// CheckInID names a check-in.
type CheckInID string

// CheckIn is what one of us did for a client that he cannot see: said by himself,
// or asked for before an update. It is what work behind the scenes stands on.
type CheckIn struct {
	ID        CheckInID
	ClientID  string
	ProjectID string
	MemberID  member.ID // of ours; "" = a third party
	Name      string    // of a third party
	Email     string    // where it was asked
	Hash      string    // of the secret by which it answers; "" = nobody can but by the page of ours
	PromiseID string    // the next contact before which Kept asked by itself; "" = somebody asked
	AskedID   member.ID // who asked; "" = he said it by himself
	AskedAt   time.Time
	By        time.Time // when it is wanted; zero = nobody asked
	Text      string    // as the client may read it; "" = nothing, where it was said
	SaidAt    time.Time // zero = not yet
	Version   int
}

// Third tells whether somebody was asked who is not one of ours.
func (c CheckIn) Third() bool { return c.MemberID == "" }

// Waits tells whether an answer is still wanted.
func (c CheckIn) Waits() bool { return c.SaidAt.IsZero() }

// Say takes what he did. Who was asked may say that there is nothing; he may
// think better of it later.
func (c CheckIn) Say(text string, now time.Time) (CheckIn, error) {
	var k fault.Check
	if c.AskedID == "" {
		member.CheckLine(&k, "text", text, MaxLine)
	} else {
		member.CheckOptionalLine(&k, "text", text, MaxLine)
	}
	c.Text, c.SaidAt = text, now
	return c, k.Err()
}
