package api

import (
	"context"
	"net/http"

	"kept/client"
	"kept/internal/office"
	"kept/reply"
	"kept/workspace"
)

// standards are how fast the firm answers.
func standards(s *service) {
	r := standardDesk{s}
	one(s, "/standards", "see-standards", "See how much working time each wait may take", r.see)
	edit(s, operation(http.MethodPut, "/standards", "set-standards", "Set how much working time each wait may take; what is left out of acknowledge_seconds, between_seconds, alarm_seconds, shares and targets stays as it is"), r.edit)
}

type standardDesk struct{ *service }

// newStandards is how much working time each wait may take.
type newStandards struct {
	Call        int64         `json:"call_seconds" minimum:"0" maximum:"10000000" doc:"An answer to a call"`
	Mail        int64         `json:"mail_seconds" minimum:"0" maximum:"10000000" doc:"An answer to what was written"`
	Acknowledge *int64        `json:"acknowledge_seconds,omitempty" minimum:"0" maximum:"10000000" doc:"Until somebody says that we have a message, where no acknowledgement goes out by itself; 0 = no such standard"`
	Between     *int64        `json:"between_seconds,omitempty" minimum:"0" maximum:"10000000" doc:"The longest silence of ours in an open conversation; 0 = no such standard"`
	Alarm       *int64        `json:"alarm_seconds,omitempty" minimum:"0" maximum:"10000000" doc:"An answer to a client who is worried"`
	Shares      *sharesJSON   `json:"shares,omitempty"`
	Targets     *[]targetJSON `json:"targets,omitempty" doc:"All of them, fifty at most"`
}

// sharesJSON are the shares of a standard after which people are asked.
type sharesJSON struct {
	Owner  int `json:"owner" minimum:"0" maximum:"100" doc:"In percent"`
	Deputy int `json:"deputy" minimum:"0" maximum:"100"`
	Leader int `json:"leader" minimum:"0" maximum:"100"`
}

// targetJSON is a standard of its own. The most special one holds: a tier
// before a stage before a channel.
type targetJSON struct {
	Channel string `json:"channel,omitempty" enum:"call,mail,portal,sms" doc:"Left out = all"`
	Stage   string `json:"stage,omitempty" enum:"prospect,active,past" doc:"Left out = all"`
	Tier    string `json:"tier,omitempty" doc:"Left out = all; 40 characters at most"`
	Wait    string `json:"wait" enum:"acknowledge,first answer,next answer,next word,alarm,rating"`
	Within  int64  `json:"within_seconds" minimum:"0" maximum:"10000000"`
}

// standardsOut are the standards; their version is that of the workspace.
type standardsOut struct {
	Call        int64        `json:"call_seconds"`
	Mail        int64        `json:"mail_seconds"`
	Acknowledge int64        `json:"acknowledge_seconds" doc:"0 = no such standard"`
	Between     int64        `json:"between_seconds" doc:"0 = no such standard"`
	Alarm       int64        `json:"alarm_seconds" doc:"An answer to a client who is worried"`
	Shares      sharesJSON   `json:"shares"`
	Targets     []targetJSON `json:"targets" nullable:"false"`
	Version     int          `json:"version"`
}

func (o standardsOut) version() int { return o.Version }

func outStandards(w workspace.Workspace) standardsOut {
	s := w.Standards
	sh := s.Shares
	if sh == (reply.Shares{}) {
		sh = reply.UsualShares()
	}
	out := standardsOut{
		Call: inSeconds(s.Call), Mail: inSeconds(s.Mail), Acknowledge: inSeconds(s.Acknowledge), Between: inSeconds(s.Between), Alarm: inSeconds(s.AlarmWithin()),
		Shares: sharesJSON(sh), Targets: []targetJSON{}, Version: w.Version,
	}
	for _, t := range s.Targets {
		out.Targets = append(out.Targets, targetJSON{string(t.Channel), string(t.Stage), t.Tier, string(t.Wait), inSeconds(t.Within)})
	}
	return out
}

// change changes what is named, and leaves the rest as it is.
func (b newStandards) change(s *reply.Standards) {
	s.Call, s.Mail = seconds(b.Call), seconds(b.Mail)
	if b.Acknowledge != nil {
		s.Acknowledge = seconds(*b.Acknowledge)
	}
	if b.Between != nil {
		s.Between = seconds(*b.Between)
	}
	if b.Alarm != nil {
		s.Alarm = seconds(*b.Alarm)
	}
	if b.Shares != nil {
		s.Shares = reply.Shares(*b.Shares)
	}
	if b.Targets == nil {
		return
	}
	s.Targets = nil
	for _, t := range *b.Targets {
		s.Targets = append(s.Targets, reply.Target{Channel: reply.Channel(t.Channel), Stage: client.Stage(t.Stage), Tier: t.Tier, Wait: reply.Wait(t.Wait), Within: seconds(t.Within)})
	}
}

func (r standardDesk) see(ctx context.Context, who office.Actor, _ *struct{}) (standardsOut, error) {
	w, err := r.office.Settings.Workspace(ctx, who)
	if err != nil {
		return standardsOut{}, err
	}
	return outStandards(w), nil
}

type standardsIn struct {
	IfMatch
	Body newStandards
}

func (in standardsIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return standardDesk{s}.see(ctx, who, nil)
}

func (r standardDesk) edit(ctx context.Context, who office.Actor, in *standardsIn) (standardsOut, error) {
	w, err := r.office.Settings.Edit(ctx, who, office.WorkspaceEdit{Version: in.seen(), Change: func(w *workspace.Workspace) { in.Body.change(&w.Standards) }})
	if err != nil {
		return standardsOut{}, err
	}
	return outStandards(w), nil
}
