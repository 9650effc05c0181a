package api

import (
	"context"

	"kept/internal/office"
)

// search finds things by the beginnings of words.
func search(s *service) {
	look(s, "/search", "search", "Find clients, contacts, projects and promises by the beginnings of words, sixty at most", searchDesk{s}.find)
}

type searchDesk struct{ *service }

type searchIn struct {
	Query string `query:"q" required:"true" maxLength:"200"`
}

// foundOut is what a search came upon.
type foundOut struct {
	Clients  []clientRow  `json:"clients" nullable:"false"`
	Contacts []contactOut `json:"contacts" nullable:"false"`
	Projects []projectOut `json:"projects" nullable:"false"`
	Promises []promiseRow `json:"promises" nullable:"false"`
}

func (r searchDesk) find(ctx context.Context, who office.Actor, in *searchIn) (foundOut, error) {
	f, err := r.office.Clients.Search(ctx, who, in.Query)
	return foundOut{
		whole(f.Clients, outClientRow).Items, whole(f.Contacts, outContact).Items, whole(f.Projects, outProject).Items, whole(f.Promises, outPromiseRow).Items,
	}, err
}
