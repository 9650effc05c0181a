package api

import (
	"context"
	"net/http"
	"time"

	"kept/internal/office"
	"kept/internal/store"
)

// phrases are the ready answers of a workspace.
func phrases(s *service) {
	r := phraseDesk{s}
	list(s, "/phrases", "list-phrases", "List the ready answers, two hundred at most", r.list)
	create(s, "/phrases", "add-phrase", "Add a ready answer", r.add)
	one(s, "/phrases/{phrase}", "see-phrase", "See a ready answer", r.see)
	edit(s, operation(http.MethodPatch, "/phrases/{phrase}", "edit-phrase", "Edit a ready answer"), r.edit)
	drop(s, "/phrases/{phrase}", "drop-phrase", "Take a ready answer away", r.drop)
}

type phraseDesk struct{ *service }

// PhraseIn names a ready answer.
type PhraseIn struct {
	Phrase string `path:"phrase"`
}

// phraseOut is a ready answer.
type phraseOut struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Text    string    `json:"text" doc:"With placeholders: {contact}, {client}, {project}, {me}, {firm}, {next contact}"`
	MadeAt  time.Time `json:"made_at"`
	Version int       `json:"version"`
}

func (p phraseOut) version() int { return p.Version }
func (p phraseOut) path() string { return "/phrases/" + p.ID }

func outPhrase(p store.Phrase) phraseOut { return phraseOut{p.ID, p.Name, p.Text, p.MadeAt, p.Version} }

func (r phraseDesk) list(ctx context.Context, who office.Actor, _ *struct{}) (listOut[phraseOut], error) {
	all, err := r.office.Phrases.List(ctx, who)
	return whole(all, outPhrase), err
}

// phrase finds a ready answer among the few that there are.
func (r phraseDesk) phrase(ctx context.Context, who office.Actor, in PhraseIn) (store.Phrase, error) {
	id, err := named[string](ofPhrase, in.Phrase)
	if err != nil {
		return store.Phrase{}, err
	}
	all, err := r.office.Phrases.List(ctx, who)
	if err != nil {
		return store.Phrase{}, err
	}
	for _, p := range all {
		if p.ID == id {
			return p, nil
		}
	}
	return store.Phrase{}, nothingHere()
}

func (r phraseDesk) see(ctx context.Context, who office.Actor, in *PhraseIn) (phraseOut, error) {
	p, err := r.phrase(ctx, who, *in)
	if err != nil {
		return phraseOut{}, err
	}
	return outPhrase(p), nil
}

type newPhraseIn struct {
	Keyed
	Body struct {
		Name string `json:"name" doc:"80 characters at most"`
		Text string `json:"text" doc:"20000 characters at most; what stands in braces is one of the placeholders"`
	}
}

func (r phraseDesk) add(ctx context.Context, who office.Actor, in *newPhraseIn) (phraseOut, error) {
	p, err := r.office.Phrases.Save(ctx, who, store.Phrase{Name: in.Body.Name, Text: in.Body.Text})
	return outPhrase(p), err
}

type phraseEditIn struct {
	PhraseIn
	IfMatch
	Body phraseEdit
}

type phraseEdit struct {
	Name *string `json:"name,omitempty"`
	Text *string `json:"text,omitempty"`
}

func (in phraseEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return phraseDesk{s}.see(ctx, who, &in.PhraseIn)
}

func (r phraseDesk) edit(ctx context.Context, who office.Actor, in *phraseEditIn) (phraseOut, error) {
	p, err := r.phrase(ctx, who, in.PhraseIn)
	if err != nil {
		return phraseOut{}, err
	}
	if err := nothing(in.Body != phraseEdit{}); err != nil {
		return phraseOut{}, err
	}
	set(&p.Name, in.Body.Name)
	set(&p.Text, in.Body.Text)
	if seen := in.seen(); seen != 0 {
		p.Version = seen
	}
	p, err = r.office.Phrases.Save(ctx, who, p)
	return outPhrase(p), err
}

func (r phraseDesk) drop(ctx context.Context, who office.Actor, in *PhraseIn) error {
	p, err := r.phrase(ctx, who, *in)
	if err != nil {
		return err
	}
	return r.office.Phrases.Drop(ctx, who, p.ID)
}
