package office

import (
	"context"

	"kept/internal/store"
	"kept/member"
	"kept/workspace"
	"kept/worktime"
)

// Team is everybody who works or worked in a firm, as one look found them. It
// is shared by all who look, and never changed.
type Team struct{ book *peopleBook }

// Member gives a member by his id.
func (t Team) Member(id member.ID) (member.Member, bool) { return t.book.member(id) }

// Name gives a member's name; "" when the id is unknown.
func (t Team) Name(id member.ID) string {
	m, _ := t.book.member(id)
	return m.Name
}

// All lists everybody by name, those who left too.
func (t Team) All() []member.Member { return t.book.members }

// Hours gives a member's calendar; nil when the id is unknown.
func (t Team) Hours(id member.ID) *worktime.Calendar { return t.book.hours[id] }

// Reader is who reads a page of the desk, with what every page shows of his firm.
type Reader struct {
	Me    member.Member
	Hours *worktime.Calendar // his own
	Firm  workspace.Workspace
	Team  Team
}

// Reader gives the acting member as the reader of a page.
func (s People) Reader(ctx context.Context, who Actor) (Reader, error) {
	var r Reader
	err := s.see(ctx, who, func(a *act) error {
		m, ok := a.book.member(who.Member)
		if !ok {
			return store.ErrNone
		}
		r = Reader{Me: m, Hours: a.book.hours[m.ID], Firm: a.book.firm, Team: Team{a.book}}
		return nil
	})
	return r, err
}
