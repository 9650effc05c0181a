package api

import (
	"context"
	"net/http"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/member"
)

// members are the people of the firm.
func members(s *service) {
	r := memberDesk{s}
	list(s, "/members", "list-members", "List everybody by name, those who left too", r.list)
	create(s, "/members", "invite-member", "Make a place for a member and mail them a way in", r.invite)
	one(s, "/members/{member}", "see-member", "See a member; me = whose token it is", r.see)
	edit(s, operation(http.MethodPatch, "/members/{member}", "edit-member", "Edit a member"), r.edit)
	act(s, "/members/{member}/departure", "end-member", "Say that a member leaves the firm", r.leave)
	password := operation(http.MethodPut, "/members/{member}/password", "set-password", "Set your own password; all sessions end")
	edit(s, password, r.setPassword)
}

type memberDesk struct{ *service }

// MemberIn names a member.
type MemberIn struct {
	Member string `path:"member" doc:"An id, or me"`
}

// memberOut is a member.
type memberOut struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Email      string     `json:"email"`
	Role       string     `json:"role" enum:"owner,leader,member"`
	LeaderID   *string    `json:"leader_id" doc:"Who is prompted when they do not act; null = an owner of the workspace"`
	DeputyID   *string    `json:"deputy_id" doc:"Who acts while they are away"`
	Phone      *string    `json:"shown_phone" doc:"That clients see; null = none"`
	ShowsHours bool       `json:"shows_hours" doc:"Clients see their office hours"`
	PictureID  *string    `json:"picture_id" doc:"That clients see; null = their initials"`
	Language   *string    `json:"language" doc:"In which they read Kept: en, de, fr, es, pt, nl or it; null = as the browser asks"`
	Zone       string     `json:"zone" doc:"Their office hours are at /calendars/{member}"`
	JoinedAt   time.Time  `json:"joined_at"`
	EndedAt    *time.Time `json:"ended_at" doc:"null while they belong to the firm"`
	Version    int        `json:"version"`
}

func (m memberOut) version() int { return m.Version }
func (m memberOut) path() string { return "/members/" + m.ID }

func outMember(m member.Member) memberOut {
	return memberOut{
		ID: string(m.ID), Name: m.Name, Email: m.Email, Role: string(m.Role), LeaderID: outText(m.LeaderID), DeputyID: outText(m.DeputyID),
		Phone: outText(m.Shows.Phone), ShowsHours: m.Shows.Hours, PictureID: outText(m.Shows.PictureID), Language: outText(m.Language), Zone: m.Hours.Zone, JoinedAt: m.JoinedAt, EndedAt: outTime(m.EndedAt), Version: m.Version,
	}
}

func (r memberDesk) list(ctx context.Context, who office.Actor, _ *struct{}) (listOut[memberOut], error) {
	all, err := r.office.People.List(ctx, who)
	return whole(all, outMember), err
}

type newMemberIn struct {
	Keyed
	Body newMember
}

type newMember struct {
	Name     string     `json:"name" doc:"120 characters at most"`
	Email    string     `json:"email"`
	Role     string     `json:"role,omitempty" enum:"owner,leader,member" default:"member"`
	LeaderID string     `json:"leader_id,omitempty"`
	DeputyID string     `json:"deputy_id,omitempty"`
	Hours    *hoursJSON `json:"hours,omitempty" doc:"Left out = the workspace's"`
}

func (in newMemberIn) place(field string) string {
	if hoursFields[field] {
		return "hours." + field
	}
	return ""
}

func (r memberDesk) invite(ctx context.Context, who office.Actor, in *newMemberIn) (memberOut, error) {
	b := in.Body
	m := member.Member{Name: b.Name, Email: b.Email, Role: member.Role(b.Role), LeaderID: memberRef(who, b.LeaderID), DeputyID: memberRef(who, b.DeputyID)}
	if b.Hours != nil {
		var err error
		if m.Hours, err = b.Hours.hours(r.Region); err != nil {
			return memberOut{}, err
		}
	}
	m, err := r.office.People.Invite(ctx, who, m)
	if err != nil {
		return memberOut{}, err
	}
	return outMember(m), nil
}

func (r memberDesk) see(ctx context.Context, who office.Actor, in *MemberIn) (memberOut, error) {
	m, err := r.member(ctx, who, in.Member)
	if err != nil {
		return memberOut{}, err
	}
	return outMember(m), nil
}

// member gives a member by his id or "me".
func (s *service) member(ctx context.Context, who office.Actor, raw string) (member.Member, error) {
	id, err := memberNamed(who, raw)
	if err != nil {
		return member.Member{}, err
	}
	return s.office.People.One(ctx, who, id)
}

type memberEditIn struct {
	MemberIn
	IfMatch
	Body memberEdit
}

type memberEdit struct {
	Name       *string `json:"name,omitempty"`
	Email      *string `json:"email,omitempty"`
	Role       *string `json:"role,omitempty" enum:"owner,leader,member"`
	LeaderID   *string `json:"leader_id,omitempty" doc:"An empty text = an owner of the workspace"`
	DeputyID   *string `json:"deputy_id,omitempty" doc:"An empty text = nobody"`
	Phone      *string `json:"shown_phone,omitempty" doc:"That clients see; an empty text = none"`
	ShowsHours *bool   `json:"shows_hours,omitempty"`
	Language   *string `json:"language,omitempty" doc:"en, de, fr, es, pt, nl or it; an empty text = as the browser asks"`
}

func (in memberEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return memberDesk{s}.see(ctx, who, &in.MemberIn)
}

func (r memberDesk) edit(ctx context.Context, who office.Actor, in *memberEditIn) (memberOut, error) {
	b := in.Body
	if err := nothing(b != memberEdit{}); err != nil {
		return memberOut{}, err
	}
	return r.change(ctx, who, in.MemberIn, office.MemberEdit{Version: in.seen(), Change: func(m *member.Member) {
		set(&m.Name, b.Name)
		set(&m.Email, b.Email)
		setText(&m.Role, b.Role)
		setMember(&m.LeaderID, who, b.LeaderID)
		setMember(&m.DeputyID, who, b.DeputyID)
		set(&m.Shows.Phone, b.Phone)
		set(&m.Shows.Hours, b.ShowsHours)
		set(&m.Language, b.Language)
	}})
}

func (r memberDesk) change(ctx context.Context, who office.Actor, in MemberIn, e office.MemberEdit) (memberOut, error) {
	id, err := memberNamed(who, in.Member)
	if err != nil {
		return memberOut{}, err
	}
	m, err := r.office.People.Edit(ctx, who, id, e)
	if err != nil {
		return memberOut{}, err
	}
	return outMember(m), nil
}

type departureIn struct {
	Keyed
	MemberIn
}

func (r memberDesk) leave(ctx context.Context, who office.Actor, in *departureIn) (memberOut, error) {
	return r.change(ctx, who, in.MemberIn, office.MemberEdit{End: true})
}

type passwordIn struct {
	MemberIn
	Body struct {
		Current  string `json:"current,omitempty" doc:"The one that holds now; left out by who has none yet"`
		Password string `json:"password" doc:"Ten to 256 characters"`
	}
}

func (r memberDesk) setPassword(ctx context.Context, who office.Actor, in *passwordIn) (memberOut, error) {
	m, err := r.member(ctx, who, in.Member)
	if err != nil {
		return memberOut{}, err
	}
	if m.ID != who.Member {
		return memberOut{}, fault.New(fault.NotAllowed, "Everybody sets their own password.")
	}
	if _, err := r.office.Access.ChangePassword(ctx, who, in.Body.Current, in.Body.Password, "api"); err != nil {
		return memberOut{}, err
	}
	// The session that began with it is for a browser; here is none.
	return outMember(m), r.office.Access.EndSessions(ctx, who)
}
