package api

import (
	"context"
	"time"

	"kept/internal/office"
	"kept/news"
)

// checkIns are what members did for clients that these cannot see.
func checkIns(s *service) {
	r := checkInDesk{s}
	list(s, "/projects/{project}/check-ins", "list-check-ins", "List the check-ins of a project that wait, and those that were said since its last update, the newest first", r.list)
	create(s, "/projects/{project}/check-ins", "check-in", "Log what you did for a client that he cannot see", r.did)
	act(s, "/updates/{update}/check-ins", "ask-around", "Ask those who hold open steps and promises of a project, third parties too, by mail, what they did before an update", r.ask)
	look(s, "/check-ins/{checkin}", "see-check-in", "See a check-in", r.see)
	act(s, "/check-ins/{checkin}/answer", "answer-check-in", "Say what was done; empty = nothing", r.answer)
}

type checkInDesk struct{ *service }

// CheckInIn names a check-in.
type CheckInIn struct {
	CheckIn string `path:"checkin"`
}

func (in CheckInIn) id() (news.CheckInID, error) {
	return named[news.CheckInID](ofCheckIn, in.CheckIn)
}

// checkInOut is a check-in.
type checkInOut struct {
	ID        string     `json:"id"`
	ClientID  string     `json:"client_id"`
	ProjectID string     `json:"project_id"`
	MemberID  *string    `json:"member_id" doc:"Who did it; null = a third party"`
	Party     *string    `json:"party_name" doc:"The third party"`
	AskedID   *string    `json:"asked_by_id" doc:"Who asked; null = he said it by himself"`
	AskedAt   *time.Time `json:"asked_at"`
	By        *time.Time `json:"wanted_by_at"`
	Text      *string    `json:"text" doc:"As the client may read it; null where it was said: nothing"`
	SaidAt    *time.Time `json:"said_at" doc:"null = not yet"`
	Version   int        `json:"version"`
}

func (c checkInOut) path() string { return "/check-ins/" + c.ID }

func outCheckIn(c news.CheckIn) checkInOut {
	return checkInOut{
		ID: string(c.ID), ClientID: c.ClientID, ProjectID: c.ProjectID, MemberID: outText(string(c.MemberID)), Party: outText(c.Name), AskedID: outText(string(c.AskedID)), AskedAt: outTime(c.AskedAt), By: outTime(c.By),
		Text: outText(c.Text), SaidAt: outTime(c.SaidAt), Version: c.Version,
	}
}

func (r checkInDesk) list(ctx context.Context, who office.Actor, in *ProjectIn) (listOut[checkInOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[checkInOut]{}, err
	}
	all, err := r.office.Updates.CheckIns(ctx, who, id)
	return whole(all, outCheckIn), err
}

type didIn struct {
	Keyed
	ProjectIn
	Body struct {
		Text string `json:"text" doc:"As the client may read it; 500 characters at most"`
	}
}

func (r checkInDesk) did(ctx context.Context, who office.Actor, in *didIn) (checkInOut, error) {
	id, err := in.id()
	if err != nil {
		return checkInOut{}, err
	}
	c, err := r.office.Updates.Did(ctx, who, id, in.Body.Text)
	return outCheckIn(c), err
}

func (r checkInDesk) ask(ctx context.Context, who office.Actor, in *updateActIn) (listOut[checkInOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[checkInOut]{}, err
	}
	all, err := r.office.Updates.AskAround(ctx, who, id)
	return whole(all, outCheckIn), err
}

func (r checkInDesk) see(ctx context.Context, who office.Actor, in *CheckInIn) (checkInOut, error) {
	id, err := in.id()
	if err != nil {
		return checkInOut{}, err
	}
	v, err := r.office.Updates.CheckIn(ctx, who, id)
	return outCheckIn(v.CheckIn), err
}

type answerCheckInIn struct {
	Keyed
	CheckInIn
	Body struct {
		Text string `json:"text" doc:"As the client may read it; 500 characters at most; empty = nothing"`
	}
}

func (r checkInDesk) answer(ctx context.Context, who office.Actor, in *answerCheckInIn) (checkInOut, error) {
	id, err := in.id()
	if err != nil {
		return checkInOut{}, err
	}
	c, err := r.office.Updates.SayDid(ctx, who, id, 0, in.Body.Text)
	return outCheckIn(c), err
}
