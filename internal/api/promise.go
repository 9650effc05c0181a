package api

import (
	"context"
	"time"

	"kept/internal/office"
	"kept/promise"
	"kept/worktime"
)

// promiseOut is a promise with everything that is known of its dates.
type promiseOut struct {
	ID          string           `json:"id"`
	ClientID    string           `json:"client_id"`
	ProjectID   *string          `json:"project_id" doc:"null = for the client at large"`
	StepID      *string          `json:"step_id" doc:"The step of the project's plan on which it hangs; null = on none"`
	Chance      *float64         `json:"chance" doc:"How probable it is that it is kept by its date, from 0 to 1, where it hangs on a step that is not done; null = nobody knows"`
	ContactID   string           `json:"contact_id" doc:"To whom it is promised"`
	OwnerID     string           `json:"owner_id" doc:"Who sees to it"`
	Kind        string           `json:"kind" enum:"deliverable,proposal,answer,fix,update,next contact,appointment"`
	Words       string           `json:"words" doc:"What was promised, in the words used"`
	Source      string           `json:"source" doc:"Where it was said"`
	State       string           `json:"state" enum:"open,kept,released,withdrawn"`
	DueOn       *string          `json:"due_on" format:"date" doc:"The day, when a day was promised"`
	DueAt       time.Time        `json:"due_at" doc:"The moment; of a day, when the client's office closes"`
	Due         string           `json:"due" doc:"The standing date in full, in the client's zone"`
	TellBy      *time.Time       `json:"tell_by" doc:"The last good moment to tell the client that it moves; null when it is not open"`
	ToldAt      *time.Time       `json:"told_at" doc:"Since when the client knows the standing date; null = they do not"`
	Outcome     *string          `json:"outcome" enum:"kept,reset in time,told late,broken in silence,released" doc:"What became of the standing date; null while it is undecided"`
	MadeAt      time.Time        `json:"made_at"`
	ConfirmedAt *time.Time       `json:"confirmed_at" doc:"Of an appointment: somebody said that it stands"`
	KeptAt      *time.Time       `json:"kept_at" doc:"Since when the client has it"`
	ReleasedAt  *time.Time       `json:"released_at"`
	ReleasedWhy *string          `json:"released_why"`
	Dates       []promiseDateOut `json:"dates" nullable:"false" doc:"Every date that it had, the standing one last"`
	Version     int              `json:"version"`
}

func (p promiseOut) version() int { return p.Version }
func (p promiseOut) path() string { return "/promises/" + p.ID }

// promiseDateOut is one date of a promise.
type promiseDateOut struct {
	DueOn     *string    `json:"due_on" format:"date"`
	DueAt     time.Time  `json:"due_at"`
	Due       string     `json:"due"`
	LateBy    time.Time  `json:"late_by" doc:"Until then a client who was not told in time can still be told late"`
	SetAt     time.Time  `json:"set_at"`
	SetBy     *string    `json:"set_by" doc:"The member; null when nobody of the firm did"`
	Reason    *string    `json:"reason" doc:"Why it replaced the one before; null on the first"`
	ToldAt    *time.Time `json:"told_at" doc:"Since when the client knows of it; null = they were not told, or it came back"`
	Outcome   *string    `json:"outcome" enum:"kept,reset in time,told late,broken in silence,released"`
	DecidedAt *time.Time `json:"decided_at"`
}

func outPromise(p promise.Promise, cal *worktime.Calendar, tellBy time.Time) promiseOut {
	last := len(p.Dates) - 1
	d := p.Dates[last]
	out := promiseOut{
		ID: string(p.ID), ClientID: p.ClientID, ProjectID: outText(p.ProjectID), StepID: outText(p.StepID), Chance: outChance(p.Chance), ContactID: p.ContactID, OwnerID: string(p.OwnerID),
		Kind: string(p.Kind), Words: p.Words, Source: p.Source, State: string(p.State),
		DueOn: outDay(d.Day), DueAt: d.DueAt, Due: office.SayWhen(d.When, cal), ToldAt: outTime(p.Told(last)), Outcome: outText(d.Outcome),
		MadeAt: p.MadeAt, ConfirmedAt: outTime(p.ConfirmedAt), KeptAt: outTime(p.KeptAt),
		ReleasedAt: outTime(p.ReleasedAt), ReleasedWhy: outText(p.ReleasedWhy), Dates: make([]promiseDateOut, 0, len(p.Dates)), Version: p.Version,
	}
	if p.State == promise.Open {
		out.TellBy = outTime(tellBy)
	}
	for i, d := range p.Dates {
		out.Dates = append(out.Dates, promiseDateOut{
			DueOn: outDay(d.Day), DueAt: d.DueAt, Due: office.SayWhen(d.When, cal), LateBy: d.LateBy, SetAt: d.SetAt, SetBy: outText(d.SetBy),
			Reason: outText(d.Reason), ToldAt: outTime(p.Told(i)), Outcome: outText(d.Outcome), DecidedAt: outTime(d.DecidedAt),
		})
	}
	return out
}

func outChance(c promise.Chance) *float64 {
	if c == 0 {
		return nil
	}
	p := float64(c) / 1000
	return &p
}

func outPromiseView(v office.PromiseView) promiseOut {
	return outPromise(v.Promise, v.Calendar, v.TellBy)
}

// promise gives a promise as it stands now.
func (s *service) promise(ctx context.Context, who office.Actor, id promise.ID) (promiseOut, error) {
	v, err := s.office.Promises.Brief(ctx, who, id)
	if err != nil {
		return promiseOut{}, err
	}
	return outPromiseView(v), nil
}
