package office

import (
	"context"
	"errors"
	"strings"

	"kept/client"
	"kept/conversation"
	"kept/document"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/news"
	"kept/plan"
	"kept/promise"
	"kept/shelf"
)

// Comment takes what a contact says about an update, a step, a promise, a document, a
// link or a note that he can see: in one conversation of his about it.
func (s Feedback) Comment(ctx context.Context, who Actor, about, text string) (Taken, error) {
	var out Taken
	err := s.do(ctx, who, func(a *act) error {
		var k fault.Check
		member.CheckText(&k, "text", text, MaxText)
		k.Want(strings.TrimSpace(text) != "", "text", "Write what you would like to say.")
		if err := k.Err(); err != nil {
			return err
		}
		c, err := speaker(a)
		if err != nil {
			return err
		}
		of, err := seenByReader(a, about)
		if err != nil {
			return err
		}
		v, err := ownTalkAbout(a, about)
		if errors.Is(err, store.ErrNone) {
			v, err = openConversation(a, newConversation{client: c.ClientID, project: of.project, contact: c.ID, subject: of.words, about: about, at: a.now})
		}
		if err != nil {
			return err
		}
		out, err = writeByPage(a, Written{Conversation: v.ID, Text: text})
		return err
	})
	return out, err
}

// commented is what a comment is about.
type commented struct{ words, project string }

// seenByReader finds what a comment is about, if the contact may see it.
func seenByReader(a *act, about string) (commented, error) {
	kind, id, _ := strings.Cut(about, ":")
	switch kind {
	case "promise":
		p, ok, err := portalPromise(a, promise.ID(id))
		if err != nil || !ok || p.Promise.ClientID != string(a.who.Client) {
			return commented{}, orNone(err)
		}
		return commented{p.Promise.Words, p.Promise.ProjectID}, nil
	case "update":
		u, err := store.Update(a.tx, a.ws, news.ID(id))
		if err != nil || u.ClientID != string(a.who.Client) || !shownUpdate(a, u) {
			return commented{}, orNone(err)
		}
		return commented{u.Subject, u.ProjectID}, nil
	case "document":
		d, err := sharedDocument(a, document.ID(id))
		return commented{d.Name, d.ProjectID}, err
	case "shelf":
		i, err := sharedItem(a, shelf.ID(id))
		return commented{i.Name, i.ProjectID}, err
	case "step":
		x, err := store.Step(a.tx, a.ws, plan.ID(id))
		if err != nil || !x.Told.Known() {
			return commented{}, orNone(err)
		}
		p, err := store.Project(a.tx, a.ws, client.ProjectID(x.ProjectID))
		if err != nil || p.ClientID != a.who.Client {
			return commented{}, orNone(err)
		}
		return commented{x.Words(), x.ProjectID}, nil
	}
	return commented{}, store.ErrNone
}

// ownTalkAbout finds the conversation that a contact has about an object.
func ownTalkAbout(a *act, about string) (conversation.Conversation, error) {
	all, err := store.ConversationsAbout(a.tx, a.ws, about)
	for _, v := range all {
		if v.ContactID == string(a.who.Contact) && v.ClientID == string(a.who.Client) {
			return v, nil
		}
	}
	if err == nil {
		err = store.ErrNone
	}
	return conversation.Conversation{}, err
}

// PortalStepView is one step as the client sees it.
type PortalStepView struct {
	PortalView
	Step PortalStep
}

// Step gives one step of a plan that the contact was told of.
func (s Feedback) Step(ctx context.Context, who Actor, id string) (PortalStepView, error) {
	var v PortalStepView
	err := s.see(ctx, who, func(a *act) error {
		if _, err := seenByReader(a, obligation("step", id)); err != nil {
			return err
		}
		x, err := store.Step(a.tx, a.ws, plan.ID(id))
		if err != nil {
			return err
		}
		v.Step = PortalStep{ID: x.ID, Stage: x.Stage, Words: x.Words(), Told: x.Told, Running: x.Running(), Done: x.Done()}
		v.PortalView, err = portalHead(a)
		return err
	})
	return v, err
}

// CommentsOn gives what was said with the contact about an object; without an id
// nothing was yet.
func (s Feedback) CommentsOn(ctx context.Context, who Actor, about string) (Talk, error) {
	var id conversation.ID
	err := s.see(ctx, who, func(a *act) error {
		v, err := ownTalkAbout(a, about)
		id = v.ID
		return orNothing(err)
	})
	if err != nil || id == "" {
		return Talk{}, err
	}
	_, t, err := Portal(s).Talk(ctx, who, id)
	return t, err
}

// About lists the conversations about an object, "update:upd_…", "step:stp_…",
// "promise:prm_…", "document:doc_…" or "shelf:shf_…", the oldest first.
func (s Conversations) About(ctx context.Context, who Actor, object string) ([]conversation.Conversation, error) {
	var out []conversation.Conversation
	err := s.see(ctx, who, func(a *act) error {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		var err error
		out, err = store.ConversationsAbout(a.tx, a.ws, object)
		return err
	})
	return out, err
}
