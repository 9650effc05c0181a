package api

import (
	"context"
	"time"

	"kept/internal/office"
	"kept/member"
)

// absences are when members do not work.
func absences(s *service) {
	r := absenceDesk{s}
	list(s, "/absences", "list-absences", "List the absences that are planned, of everybody", r.list)
	create(s, "/absences", "add-absence", "Say when a member is away", r.add)
	drop(s, "/absences/{absence}", "end-absence", "Take an absence back", r.end)
	act(s, "/absences/{absence}/handovers", "hand-over-absence", "Give all that falls due in an absence to another member", r.handOver)
}

type absenceDesk struct{ *service }

// AbsenceIn names an absence.
type AbsenceIn struct {
	Absence string `path:"absence"`
}

// absenceOut is an absence.
type absenceOut struct {
	ID       string    `json:"id"`
	MemberID string    `json:"member_id"`
	From     time.Time `json:"from"`
	Until    time.Time `json:"until"`
	Why      string    `json:"why"`
}

func (a absenceOut) path() string { return "/absences/" + a.ID }

func outAbsence(a member.Absence) absenceOut {
	return absenceOut{a.ID, string(a.MemberID), a.From, a.Until, a.Why}
}

func (r absenceDesk) list(ctx context.Context, who office.Actor, _ *struct{}) (listOut[absenceOut], error) {
	all, err := r.office.People.Absences(ctx, who)
	return whole(all, outAbsence), err
}

type newAbsenceIn struct {
	Keyed
	Body struct {
		MemberID string `json:"member_id,omitempty" doc:"Left out or me = whose token it is"`
		From     string `json:"from" doc:"A moment, or a day in the member's zone: its beginning"`
		Until    string `json:"until" doc:"A moment, or a day: its beginning, the first day back"`
		Why      string `json:"why,omitempty" doc:"200 characters at most"`
	}
}

func (r absenceDesk) add(ctx context.Context, who office.Actor, in *newAbsenceIn) (absenceOut, error) {
	b := in.Body
	a := member.Absence{MemberID: who.Member, Why: b.Why}
	if b.MemberID != "" {
		a.MemberID = memberRef(who, b.MemberID)
	}
	loc := time.UTC
	if m, err := r.office.People.One(ctx, who, a.MemberID); err == nil {
		cal, err := r.office.Settings.CalendarOf(m.Hours)
		if err != nil {
			return absenceOut{}, err
		}
		loc = cal.Location()
	}
	var err error
	if a.From, err = momentOf("from", b.From, loc); err != nil {
		return absenceOut{}, err
	}
	if a.Until, err = momentOf("until", b.Until, loc); err != nil {
		return absenceOut{}, err
	}
	if a, err = r.office.People.AddAbsence(ctx, who, a); err != nil {
		return absenceOut{}, err
	}
	return outAbsence(a), nil
}

func (r absenceDesk) end(ctx context.Context, who office.Actor, in *AbsenceIn) error {
	id, err := named[string](ofAbsence, in.Absence)
	if err != nil {
		return err
	}
	return r.office.People.EndAbsence(ctx, who, id)
}

type absenceHandOverIn struct {
	Keyed
	AbsenceIn
	Body struct {
		ToID string `json:"to_id" doc:"The member who sees to it"`
	}
}

// handedOverOut is how many promises were given to another member.
type handedOverOut struct {
	Moved int `json:"moved"`
}

func (r absenceDesk) handOver(ctx context.Context, who office.Actor, in *absenceHandOverIn) (handedOverOut, error) {
	id, err := named[string](ofAbsence, in.Absence)
	if err != nil {
		return handedOverOut{}, err
	}
	n, err := r.office.Prompts.HandOverAll(ctx, who, id, memberRef(who, in.Body.ToID))
	return handedOverOut{n}, err
}
