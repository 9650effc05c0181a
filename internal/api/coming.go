package api

import (
	"context"
	"strings"
	"time"

	"kept/internal/office"
	"kept/internal/tongue"
)

// comingMessages are what will be sent to clients in the next days, or is due.
func comingMessages(s *service) {
	r := comingDesk{s}
	look(s, "/coming-messages", "list-coming-messages", "List what will be sent to clients and third parties in the next fourteen days, or is due to be sent, the next one first", r.all)
	look(s, "/clients/{client}/coming-messages", "list-coming-messages-of-client", "List what is coming to the people of a client, and to the third parties of his projects", r.ofClient)
	look(s, "/coming-messages/{coming}", "see-coming-message", "See a coming message as its reader would have it, as things stand now", r.see)
	act(s, "/coming-messages/{coming}/skip", "skip-coming-message", "Leave a coming message out, once, and say why", r.skip)
	drop(s, "/coming-messages/{coming}/skip", "restore-coming-message", "Have a message that was left out sent after all", r.restore)
	act(s, "/coming-messages/{coming}/words", "word-coming-message", "Give a reminder or a note words of its own, for this one time; empty = those that it would have", r.word)
	act(s, "/coming-messages/{coming}/test", "test-coming-message", "Send a coming message to yourself, marked as a test; nobody else gets it, and it counts for nothing", r.test)
}

type comingDesk struct{ *service }

// ComingIn names a coming message.
type ComingIn struct {
	Coming string `path:"coming" doc:"Its name in the list; another one once it is planned anew"`
}

// comingOut is a coming message.
type comingOut struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind" enum:"update,reminder,note,check-ins,news,mail,contact,by cadence,answer"`
	At        time.Time `json:"at" doc:"When it leaves, or by when it is due"`
	DueOn     bool      `json:"some_time_that_day,omitempty"`
	Late      bool      `json:"late,omitempty" doc:"Its moment has passed, and it is still due; of a mail: nobody knows whether it left"`
	ByItself  bool      `json:"by_itself" doc:"false = a person sends it"`
	ClientID  string    `json:"client_id"`
	ProjectID *string   `json:"project_id"`
	To        []string  `json:"to" nullable:"false" doc:"Its readers, by name"`
	Subject   *string   `json:"subject" doc:"null = a person will write it"`
	Why       string    `json:"why"`
	MemberID  *string   `json:"member_id" doc:"Whose it is: who planned it, asked, or owes it"`
	Skipped   bool      `json:"skipped"`
	Because   *string   `json:"because" doc:"Why it is left out"`
	Effect    *string   `json:"effect" doc:"What leaving it out means; null = it cannot be left out here"`
	Words     *string   `json:"words" doc:"Its own, for this one time"`
}

func outComing(m office.ComingMessage) comingOut {
	return comingOut{
		ID: m.ID, Kind: string(m.Kind), At: m.At.UTC(), DueOn: m.DueOn, Late: m.Late, ByItself: m.Machine(), ClientID: string(m.ClientID), ProjectID: outText(m.ProjectID), To: m.To, Subject: outText(m.Subject), Why: m.Why.In(tongue.Voice{}),
		MemberID: outText(m.By), Skipped: m.Change.Skipped, Because: outText(m.Change.Because), Effect: outText(m.Effect.In(tongue.Voice{})), Words: outText(m.Change.Words),
	}
}

// comingView is a coming message as its reader would have it.
type comingView struct {
	comingOut
	Text    *string  `json:"text" doc:"Of several readers, the first one's; null = a person will write it, or it would not leave"`
	Answers []string `json:"answers" nullable:"false" doc:"The ways to answer that it offers, by their labels"`
	Refused *string  `json:"refused" doc:"Why it would not leave"`
}

func outComingView(v office.ComingView) comingView {
	out := comingView{comingOut: outComing(v.ComingMessage), Answers: []string{}, Refused: outText(v.Refused)}
	if v.Mail != nil {
		out.Text = outText(strings.TrimSpace(v.Mail.Text()))
		for _, l := range v.Mail.Links {
			out.Answers = append(out.Answers, l.Label)
		}
	}
	return out
}

func (r comingDesk) all(ctx context.Context, who office.Actor, _ *struct{}) (listOut[comingOut], error) {
	all, err := r.office.Coming.All(ctx, who)
	return whole(all, outComing), err
}

func (r comingDesk) ofClient(ctx context.Context, who office.Actor, in *ClientIn) (listOut[comingOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[comingOut]{}, err
	}
	all, err := r.office.Coming.OfClient(ctx, who, id)
	return whole(all, outComing), err
}

func (r comingDesk) see(ctx context.Context, who office.Actor, in *ComingIn) (comingView, error) {
	v, err := r.office.Coming.Open(ctx, who, in.Coming)
	return outComingView(v), err
}

type skipIn struct {
	Keyed
	ComingIn
	Body struct {
		Because string `json:"because" doc:"300 characters at most"`
	}
}

func (r comingDesk) skip(ctx context.Context, who office.Actor, in *skipIn) (comingOut, error) {
	m, err := r.office.Coming.Skip(ctx, who, in.Coming, in.Body.Because)
	return outComing(m), err
}

func (r comingDesk) restore(ctx context.Context, who office.Actor, in *ComingIn) error {
	_, err := r.office.Coming.Restore(ctx, who, in.Coming)
	return err
}

type ownWordsIn struct {
	Keyed
	ComingIn
	Body struct {
		Words string `json:"words" doc:"2000 characters at most"`
	}
}

func (r comingDesk) word(ctx context.Context, who office.Actor, in *ownWordsIn) (comingOut, error) {
	m, err := r.office.Coming.Word(ctx, who, in.Coming, in.Body.Words)
	return outComing(m), err
}

type testIn struct {
	Keyed
	ComingIn
}

func (r comingDesk) test(ctx context.Context, who office.Actor, in *testIn) (comingView, error) {
	v, err := r.office.Coming.Test(ctx, who, in.Coming)
	return outComingView(v), err
}
