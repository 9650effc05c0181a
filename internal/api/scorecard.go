package api

import (
	"context"

	"kept/internal/office"
	"kept/outlook"
	"kept/promise"
	"kept/score"
)

// scorecards are the members' records against what the firm stands for.
func scorecards(s *service) {
	r := scorecardDesk{s}
	list(s, "/scorecards", "list-scorecards", "The record of each member in a span: how long clients waited, and what became of the promises", r.list)
	look(s, "/forecasts/calibration", "see-calibration", "How often the dates that were forecast in the last year held", r.calibration)
}

// heldOut is how often something held that was to hold with a chance.
type heldOut struct {
	Percent int  `json:"percent" doc:"The chance with which it was to hold; of promises the mean of those counted"`
	Held    int  `json:"held"`
	Of      int  `json:"of"`
	Few     bool `json:"few" doc:"It rests on too little to say anything reliable"`
}

// calibrationOut is how often forecasts held.
type calibrationOut struct {
	Steps    []heldOut `json:"steps" nullable:"false" doc:"The 50, 80 and 95 % days of steps, said when they began"`
	Promises []heldOut `json:"promises" nullable:"false" doc:"By the chance of promises when their dates were set, the least first"`
}

func (r scorecardDesk) calibration(ctx context.Context, who office.Actor, _ *struct{}) (calibrationOut, error) {
	c, err := r.office.Record.Forecasts(ctx, who, r.office.Watch.Now().AddDate(-1, 0, 0))
	out := calibrationOut{Steps: []heldOut{}, Promises: []heldOut{}}
	for _, h := range c.Steps {
		out.Steps = append(out.Steps, heldOut{h.Chance, h.Held, h.Of, h.Of < outlook.FewHeld})
	}
	for _, h := range c.Promises {
		out.Promises = append(out.Promises, heldOut{h.Chance, h.Held, h.Of, h.Of < outlook.FewHeld})
	}
	return out, err
}

type scorecardDesk struct{ *service }

// scorecardOut is one member's record.
type scorecardOut struct {
	MemberID string      `json:"member_id"`
	Name     string      `json:"name"`
	Calls    waitsOut    `json:"calls"`
	Mails    waitsOut    `json:"mails"`
	Promises outcomesOut `json:"promises"`
}

// waitsOut is a record of how fast clients were answered, in working time.
type waitsOut struct {
	Answered int      `json:"answered"`
	Within   int      `json:"within" doc:"Within the standard"`
	Open     int      `json:"open" doc:"Still waiting inside the standard: they do not count yet"`
	Overdue  int      `json:"overdue" doc:"Still waiting past the standard: they count as missed"`
	Share    *float64 `json:"share" doc:"Of answered and overdue ones, the part within the standard; null when there are none"`
	Few      bool     `json:"few" doc:"It rests on too little to say anything reliable"`
	Median   int64    `json:"median_seconds"`
	P90      int64    `json:"p90_seconds"`
	Worst    int64    `json:"worst_seconds"`
}

// outcomesOut counts what became of dates.
type outcomesOut struct {
	Kept        int `json:"kept"`
	ResetInTime int `json:"reset_in_time"`
	Released    int `json:"released"`
	ToldLate    int `json:"told_late"`
	Broken      int `json:"broken_in_silence"`
}

func outWaits(w score.Waits) waitsOut {
	out := waitsOut{
		Answered: w.Answered, Within: w.Within, Open: w.Open, Overdue: w.Overdue, Few: w.Counted() < score.Few,
		Median: inSeconds(w.Median), P90: inSeconds(w.P90), Worst: inSeconds(w.Worst),
	}
	if share, ok := w.Share(); ok {
		out.Share = &share
	}
	return out
}

func outOutcomes(n map[promise.Outcome]int) outcomesOut {
	return outcomesOut{n[promise.KeptInTime], n[promise.ResetInTime], n[promise.LetOff], n[promise.ToldLate], n[promise.BrokenInSilence]}
}

func outScorecard(m office.MemberRecord) scorecardOut {
	return scorecardOut{string(m.Member.ID), m.Member.Name, outWaits(m.Calls), outWaits(m.Mails), outOutcomes(m.Promises)}
}

func (r scorecardDesk) list(ctx context.Context, who office.Actor, in *struct{ SpanIn }) (listOut[scorecardOut], error) {
	firm, _, err := r.office.Settings.Calendars(ctx, who)
	if err != nil {
		return listOut[scorecardOut]{}, err
	}
	from, until, err := in.span(firm.Location())
	if err != nil {
		return listOut[scorecardOut]{}, err
	}
	all, err := r.office.Record.Of(ctx, who, from, until)
	return whole(all, outScorecard), err
}
