package api

import (
	"context"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/office"
	"kept/internal/store"
)

// conversations are what was said with contacts, each about one thing.
func conversations(s *service) {
	r := conversationDesk{s}
	list(s, "/conversations", "list-conversations", "List conversations: those in which somebody waits for us, the least time left first; the others the newest first", r.list)
	one(s, "/conversations/{conversation}", "see-conversation", "See a conversation with its clocks", r.see)
	list(s, "/conversations/{conversation}/messages", "list-messages-of-conversation", "List the messages of a conversation, the newest first", r.messages)
}

type conversationDesk struct{ *service }

// ConversationIn names a conversation.
type ConversationIn struct {
	Conversation string `path:"conversation"`
}

func (in ConversationIn) id() (conversation.ID, error) {
	return named[conversation.ID](ofConversation, in.Conversation)
}

// conversationOut is what was said with a contact about one thing.
type conversationOut struct {
	ID          string     `json:"id"`
	ClientID    string     `json:"client_id"`
	ClientName  string     `json:"client_name"`
	Triage      bool       `json:"triage" doc:"Who wrote is not known yet: see /prospects"`
	ProjectID   *string    `json:"project_id" doc:"null = of the client at large"`
	ContactID   string     `json:"contact_id" doc:"With whom it began"`
	ContactName *string    `json:"contact_name"`
	Subject     string     `json:"subject"`
	AssigneeID  string     `json:"assignee_id" doc:"The member who is to answer"`
	MadeAt      time.Time  `json:"made_at"`
	LastAt      time.Time  `json:"last_at" doc:"Of the last message"`
	LastInAt    *time.Time `json:"last_in_at" doc:"Of the client's last message; null = they have not spoken"`
	Answered    bool       `json:"answered" doc:"A person of ours has answered in it"`
	DueAt       *time.Time `json:"due_at" doc:"The soonest moment by which somebody is to answer; null = nobody waits for us"`
	ClosedAt    *time.Time `json:"closed_at" doc:"null while it is open"`
	Clocks      []clockOut `json:"clocks" nullable:"false" doc:"Of a single conversation, the oldest first; empty in lists"`
	Version     int        `json:"version"`
}

func (c conversationOut) version() int { return c.Version }
func (c conversationOut) path() string { return "/conversations/" + c.ID }

func outThread(t store.Thread) conversationOut {
	return conversationOut{
		ID: string(t.ID), ClientID: t.ClientID, ClientName: t.ClientName, Triage: t.Triage, ProjectID: outText(t.ProjectID), ContactID: t.ContactID, ContactName: outText(t.Contact),
		Subject: t.Subject, AssigneeID: string(t.AssigneeID), MadeAt: t.MadeAt, LastAt: t.LastAt, LastInAt: outTime(t.LastIn), Answered: t.Answered,
		DueAt: outTime(t.DueAt), ClosedAt: outTime(t.ClosedAt), Clocks: []clockOut{}, Version: t.Version,
	}
}

// conversation gives a conversation as it stands now.
func (r conversationDesk) conversation(ctx context.Context, who office.Actor, id conversation.ID) (conversationOut, error) {
	t, err := r.office.Conversations.Head(ctx, who, id)
	if err != nil {
		return conversationOut{}, err
	}
	out := outThread(t.Thread)
	out.Clocks = whole(t.Clocks, outClock).Items
	return out, nil
}

func (r conversationDesk) see(ctx context.Context, who office.Actor, in *ConversationIn) (conversationOut, error) {
	id, err := in.id()
	if err != nil {
		return conversationOut{}, err
	}
	return r.conversation(ctx, who, id)
}

type conversationsIn struct {
	PageIn
	Shelf    string `query:"shelf" enum:"waiting,mine,open,closed" default:"waiting" doc:"waiting = somebody waits for us; mine = and you are to answer; open = nobody waits for us; closed"`
	ClientID string `query:"client_id" doc:"All of one client; with it, the shelf does not count"`
}

func (r conversationDesk) list(ctx context.Context, who office.Actor, in *conversationsIn) (listOut[conversationOut], error) {
	kind := "conversations " + in.Shelf
	if in.ClientID != "" {
		kind = "conversations of a client"
	}
	from, err := in.afterPlace(kind)
	if err != nil {
		return listOut[conversationOut]{}, err
	}
	var rows []store.Thread
	if in.ClientID != "" {
		of := ref[client.ID](ofClient, in.ClientID)
		if _, err := r.office.Clients.Brief(ctx, who, of); err != nil {
			return listOut[conversationOut]{}, err
		}
		rows, err = r.office.Conversations.OfClient(ctx, who, of, from, in.Limit+1)
	} else {
		rows, err = r.office.Conversations.List(ctx, who, office.Shelf(in.Shelf), from, in.Limit+1)
	}
	if err != nil {
		return listOut[conversationOut]{}, err
	}
	waiting := in.ClientID == "" && (in.Shelf == string(office.WaitingForUs) || in.Shelf == string(office.WaitingForMe))
	return part(rows, in.Limit, func(t store.Thread) cursor {
		at := t.LastAt
		if waiting {
			at = t.DueAt
		}
		return placeCursor(kind, at, string(t.ID))
	}, outThread), nil
}

type conversationMessagesIn struct {
	PageIn
	ConversationIn
}

func (r conversationDesk) messages(ctx context.Context, who office.Actor, in *conversationMessagesIn) (listOut[messageOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[messageOut]{}, err
	}
	before, err := in.afterPlace("messages of a conversation")
	if err != nil {
		return listOut[messageOut]{}, err
	}
	rows, err := r.office.Conversations.Messages(ctx, who, id, before, in.Limit+1)
	if err != nil {
		return listOut[messageOut]{}, err
	}
	return part(rows, in.Limit, func(m store.Message) cursor { return placeCursor("messages of a conversation", m.At, m.ID) }, outMessage), nil
}
