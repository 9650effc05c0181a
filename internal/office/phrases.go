package office

import (
	"context"
	"fmt"
	"strings"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
)

// Phrases is the ready answers of a workspace, with placeholders that are
// filled in where they are used.
type Phrases struct{ *desk }

// Limits of ready answers.
const (
	MaxPhrases    = 200
	maxPhraseName = 80
)

// Placeholders are what a ready answer may leave open, in braces. Anything else
// in braces is refused when it is written, and stays as it stands when it is used:
// what a client wrote is never read as one.
func Placeholders() []string {
	return []string{"contact", "client", "project", "me", "firm", "next contact"}
}

// List lists the ready answers.
func (s Phrases) List(ctx context.Context, who Actor) ([]store.Phrase, error) {
	return store.Phrases(s.DB.Read(ctx), who.Workspace)
}

// Save adds a ready answer, or changes the one with its id.
func (s Phrases) Save(ctx context.Context, who Actor, p store.Phrase) (store.Phrase, error) {
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		var k fault.Check
		member.CheckLine(&k, "name", p.Name, maxPhraseName)
		member.CheckText(&k, "text", p.Text, MaxText)
		k.Want(strings.TrimSpace(p.Text) != "", "text", "Write what it says.")
		if unknown := unknownPlaceholder(p.Text); unknown != "" {
			k.Want(false, "text", fmt.Sprintf("Nobody knows what “%s” is. What is filled in is listed with the ready answers.", "{"+unknown+"}"))
		}
		if err := k.Err(); err != nil {
			return err
		}
		what := "phrase changed"
		if p.ID == "" {
			all, err := store.Phrases(a.tx, a.ws)
			if err != nil {
				return err
			}
			if len(all) >= MaxPhrases {
				return fault.New(fault.Conflict, "Two hundred ready answers at most.")
			}
			p.ID, p.MadeAt, p.Version, what = a.newID("phr"), a.now, 1, "phrase added"
			if err := store.AddPhrase(a.tx, a.ws, p); err != nil {
				return err
			}
		} else {
			if err := store.SavePhrase(a.tx, a.ws, p); err != nil {
				return err
			}
			p.Version++
		}
		return a.note(what, obligation("phrase", p.ID), "", nil, p)
	})
	return p, err
}

// Drop takes a ready answer away.
func (s Phrases) Drop(ctx context.Context, who Actor, id string) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		if err := store.DropPhrase(a.tx, a.ws, id); err != nil {
			return notFound(err)
		}
		return a.note("phrase dropped", obligation("phrase", id), "", nil, nil)
	})
}

// unknownPlaceholder gives the first thing in braces that is no placeholder.
func unknownPlaceholder(text string) string {
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			return ""
		}
		name, tail, ok := strings.Cut(after, "}")
		if !ok {
			return ""
		}
		if known := strings.Join(Placeholders(), "|"); !strings.Contains("|"+known+"|", "|"+name+"|") {
			return name
		}
		rest = tail
	}
}

// FillPhrase fills in the placeholders of a ready answer. It looks at the text
// once: what is filled in is not read again.
func FillPhrase(text string, with map[string]string) string {
	var pairs []string
	for _, name := range Placeholders() {
		if v := with[name]; v != "" {
			pairs = append(pairs, "{"+name+"}", v)
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
