package api

import (
	"context"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/member"
	"kept/promise"
	"kept/reply"
)

// conversationActs are what is done with a conversation besides answering.
func conversationActs(s *service) {
	r := conversationDesk{s}
	act(s, "/conversations/{conversation}/acknowledgements", "acknowledge-conversation", "Say that we have the message and by when they hear, in one act; a moment that was promised already moves", r.acknowledge)
	act(s, "/conversations/{conversation}/assignments", "assign-conversation", "Have another member answer", r.assign)
	act(s, "/conversations/{conversation}/pauses", "pause-conversation", "Hold its clocks while we wait for the client or for a third party", r.pause)
	drop(s, "/conversations/{conversation}/pauses", "resume-conversation", "Let its clocks run on: it is our turn again", r.resume)
	act(s, "/conversations/{conversation}/closing", "close-conversation", "Close a conversation in which nobody waits", r.close)
	act(s, "/conversations/{conversation}/excuses", "excuse-conversation", "Say why no answer is needed, and close it", r.excuse)
	act(s, "/conversations/{conversation}/moves", "move-conversation", "Carry it over to another project or another client", r.move)
	act(s, "/conversations/{conversation}/merges", "merge-conversation", "Carry its messages over to another conversation with the same client", r.merge)
	create(s, "/conversations/{conversation}/splits", "split-conversation", "Begin a conversation of its own with a message and all that came after it", r.split)
}

// ConversationActIn is an act on a conversation that was seen with a version.
type ConversationActIn struct {
	ConversationIn
	IfMatch
}

func (in ConversationActIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return conversationDesk{s}.see(ctx, who, &in.ConversationIn)
}

// of names the conversation as it was seen.
func (in ConversationActIn) of() (office.OfTalk, error) {
	id, err := in.id()
	return office.OfTalk{ID: id, Version: in.seen()}, err
}

// after does something with a conversation and gives it as it stands then.
func (r conversationDesk) after(ctx context.Context, who office.Actor, in ConversationActIn, do func(office.OfTalk) error) (conversationOut, error) {
	of, err := in.of()
	if err != nil {
		return conversationOut{}, err
	}
	if err := do(of); err != nil {
		return conversationOut{}, err
	}
	return r.conversation(ctx, who, of.ID)
}

type acknowledgeIn struct {
	Keyed
	ConversationActIn
	Body struct {
		NextIn
		Text string `json:"text,omitempty" doc:"Left out = the usual words; 20000 characters at most"`
	}
}

func (in acknowledgeIn) place(field string) string {
	switch field {
	case "next", "due":
		return in.Body.NextIn.date().field()
	}
	return ""
}

// answeredOut is a conversation and what was told in it.
type answeredOut struct {
	Conversation conversationOut `json:"conversation"`
	Telling      tellingOut      `json:"telling"`
}

func (r conversationDesk) acknowledge(ctx context.Context, who office.Actor, in *acknowledgeIn) (answeredOut, error) {
	of, err := in.of()
	if err != nil {
		return answeredOut{}, err
	}
	t, err := r.office.Conversations.Head(ctx, who, of.ID)
	if err != nil {
		return answeredOut{}, err
	}
	w, err := in.Body.NextIn.date().when(r.office.Watch.Now(), fixed(t.Calendar))
	if err != nil {
		return answeredOut{}, err
	}
	if !w.Day.IsZero() { // they hear until the office closes
		w = promise.When{At: w.Due(t.Calendar)}
	}
	told, err := r.office.Conversations.Acknowledge(ctx, who, of, office.AckIn{When: w.At, Text: in.Body.Text})
	if err != nil {
		return answeredOut{}, err
	}
	c, err := r.conversation(ctx, who, of.ID)
	return answeredOut{c, outTelling(told, office.Telling{Client: client.ID(c.ClientID), Next: w}, t.Calendar)}, err
}

type assignIn struct {
	Keyed
	ConversationActIn
	Body struct {
		MemberID string `json:"member_id" doc:"Who is to answer from now on"`
	}
}

func (r conversationDesk) assign(ctx context.Context, who office.Actor, in *assignIn) (conversationOut, error) {
	return r.after(ctx, who, in.ConversationActIn, func(of office.OfTalk) error {
		to := memberRef(who, in.Body.MemberID)
		if to == "" {
			to = ref[member.ID](ofMember, "-") // an empty one names nobody either
		}
		return r.office.Conversations.Assign(ctx, who, of, to)
	})
}

type pauseIn struct {
	Keyed
	ConversationActIn
	Body newPause
}

// newPause is for whom we wait.
type newPause struct {
	On  string `json:"on" enum:"client,third party" doc:"For whom we wait. What waits for the client runs on when they write"`
	Why string `json:"why" doc:"300 characters at most"`
}

func (r conversationDesk) pause(ctx context.Context, who office.Actor, in *pauseIn) (conversationOut, error) {
	return r.after(ctx, who, in.ConversationActIn, func(of office.OfTalk) error {
		return r.office.Conversations.Pause(ctx, who, of, reply.Party(in.Body.On), in.Body.Why)
	})
}

func (r conversationDesk) resume(ctx context.Context, who office.Actor, in *ConversationActIn) error {
	of, err := in.of()
	if err != nil {
		return err
	}
	return r.office.Conversations.GoOn(ctx, who, of)
}

type closeIn struct {
	Keyed
	ConversationActIn
}

func (r conversationDesk) close(ctx context.Context, who office.Actor, in *closeIn) (conversationOut, error) {
	return r.after(ctx, who, in.ConversationActIn, func(of office.OfTalk) error { return r.office.Conversations.Close(ctx, who, of) })
}

type excuseIn struct {
	Keyed
	ConversationActIn
	Body newExcuse
}

// newExcuse is why nobody need answer.
type newExcuse struct {
	Why string `json:"why" doc:"300 characters at most"`
}

func (r conversationDesk) excuse(ctx context.Context, who office.Actor, in *excuseIn) (conversationOut, error) {
	return r.after(ctx, who, in.ConversationActIn, func(of office.OfTalk) error {
		return r.office.Conversations.NoAnswer(ctx, who, of, in.Body.Why)
	})
}

type moveIn struct {
	Keyed
	ConversationActIn
	Body struct {
		ContactID string `json:"contact_id" doc:"With whom it is; theirs is the client"`
		ProjectID string `json:"project_id,omitempty" doc:"Left out = of the client at large"`
		MessageID string `json:"message_id,omitempty" doc:"From this message on, as where a call or a text was filed with another one who has the same number; the answer is the conversation where it stands then. Left out = all of it"`
	}
}

func (in moveIn) place(field string) string {
	if field == "message" {
		return "message_id"
	}
	return ""
}

func (r conversationDesk) move(ctx context.Context, who office.Actor, in *moveIn) (conversationOut, error) {
	if in.Body.MessageID != "" {
		return r.moveFrom(ctx, who, in)
	}
	return r.after(ctx, who, in.ConversationActIn, func(of office.OfTalk) error {
		return r.office.Conversations.Move(ctx, who, of, ref[client.ContactID](ofContact, in.Body.ContactID), ref[string](ofProject, in.Body.ProjectID))
	})
}

func (r conversationDesk) moveFrom(ctx context.Context, who office.Actor, in *moveIn) (conversationOut, error) {
	of, err := in.of()
	if err != nil {
		return conversationOut{}, err
	}
	if in.Body.ProjectID != "" {
		return conversationOut{}, fault.Field("project", "This goes with all of a conversation, not from a message on.")
	}
	id, err := r.office.Conversations.MoveFrom(ctx, who, of, ref[string](ofMessage, in.Body.MessageID), ref[client.ContactID](ofContact, in.Body.ContactID))
	if err != nil {
		return conversationOut{}, err
	}
	return r.conversation(ctx, who, id)
}

type mergeIn struct {
	Keyed
	ConversationActIn
	Body struct {
		IntoID string `json:"into_id" doc:"The conversation that goes on; this one is gone then"`
	}
}

func (r conversationDesk) merge(ctx context.Context, who office.Actor, in *mergeIn) (conversationOut, error) {
	of, err := in.of()
	if err != nil {
		return conversationOut{}, err
	}
	into := ref[conversation.ID](ofConversation, in.Body.IntoID)
	if err := r.office.Conversations.Merge(ctx, who, of, into); err != nil {
		return conversationOut{}, err
	}
	return r.conversation(ctx, who, into)
}

type splitIn struct {
	Keyed
	ConversationActIn
	Body newSplit
}

// newSplit is where a conversation is cut in two.
type newSplit struct {
	MessageID string `json:"message_id" doc:"The first message of the new one"`
	Subject   string `json:"subject,omitempty" doc:"Of the new one; left out = the message's. 300 characters at most"`
}

func (in splitIn) place(field string) string {
	if field == "message" {
		return "message_id"
	}
	return ""
}

func (r conversationDesk) split(ctx context.Context, who office.Actor, in *splitIn) (conversationOut, error) {
	of, err := in.of()
	if err != nil {
		return conversationOut{}, err
	}
	id, err := r.office.Conversations.Split(ctx, who, of, ref[string](ofMessage, in.Body.MessageID), in.Body.Subject)
	if err != nil {
		return conversationOut{}, err
	}
	return r.conversation(ctx, who, id)
}
