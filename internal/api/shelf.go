package api

import (
	"context"
	"net/http"
	"time"

	"kept/internal/office"
	"kept/shelf"
)

// shelves are links and notes that projects keep for their clients.
func shelves(s *service) {
	r := shelfDesk{s}
	list(s, "/projects/{project}/shelf", "list-shelf", "List the links and notes of a project in their order, removed ones among them", r.list)
	create(s, "/projects/{project}/shelf", "add-item", "Keep a link or a note; it is private unless it is shared. Nobody is told by either", r.add)
	one(s, "/shelf/{item}", "see-item", "See a link or a note", r.see)
	edit(s, operation(http.MethodPatch, "/shelf/{item}", "edit-item", "Change a link or a note, share it or make it private. Sharing tells nobody"), r.edit)
	act(s, "/shelf/{item}/place", "place-item", "Put a link or a note before another of its project, or behind all", r.place)
	act(s, "/shelf/{item}/removal", "remove-item", "Remove a link or a note; it can be brought back", r.remove)
	act(s, "/shelf/{item}/return", "return-item", "Bring a removed link or note back, private", r.restore)
}

type shelfDesk struct{ *service }

// ItemIn names a link or a note.
type ItemIn struct {
	Item string `path:"item"`
}

func (in ItemIn) id() (shelf.ID, error) { return named[shelf.ID](ofItem, in.Item) }

// itemOut is a link or a note.
type itemOut struct {
	ID        string     `json:"id"`
	ClientID  string     `json:"client_id"`
	ProjectID string     `json:"project_id"`
	Kind      string     `json:"kind" enum:"link,note"`
	Name      string     `json:"name"`
	Address   *string    `json:"address" doc:"Where a link leads; null = it is a note"`
	Text      *string    `json:"text" doc:"A line about a link; the note itself, its paragraphs parted by empty lines"`
	Place     int        `json:"place" doc:"The least stands first"`
	MemberID  string     `json:"member_id" doc:"Who wrote it"`
	MadeAt    time.Time  `json:"made_at"`
	ChangedAt time.Time  `json:"changed_at" doc:"When its words were, last"`
	Shared    bool       `json:"shared" doc:"Whether the client sees it"`
	SharedAt  *time.Time `json:"shared_at"`
	RemovedAt *time.Time `json:"removed_at"`
	Version   int        `json:"version"`
}

func (i itemOut) version() int { return i.Version }
func (i itemOut) path() string { return "/shelf/" + i.ID }

func outItem(i shelf.Item) itemOut {
	return itemOut{
		ID: string(i.ID), ClientID: i.ClientID, ProjectID: i.ProjectID, Kind: string(i.Kind), Name: i.Name, Address: outText(i.Address), Text: outText(i.Text), Place: i.Place, MemberID: string(i.By),
		MadeAt: i.MadeAt, ChangedAt: i.ChangedAt, Shared: i.Shared(), SharedAt: outTime(i.SharedAt), RemovedAt: outTime(i.RemovedAt), Version: i.Version,
	}
}

func (r shelfDesk) list(ctx context.Context, who office.Actor, in *ProjectIn) (listOut[itemOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[itemOut]{}, err
	}
	all, err := r.office.Shelves.OfProject(ctx, who, id)
	return whole(all, outItem), err
}

type addItemIn struct {
	Keyed
	ProjectIn
	Body struct {
		Kind    string `json:"kind" doc:"link or note"`
		Name    string `json:"name" doc:"The client reads it once it is shared"`
		Address string `json:"address,omitempty" doc:"Where a link leads: http, https, mailto or tel"`
		Text    string `json:"text,omitempty" doc:"A line about a link, 300 characters at most; the note itself, 4,000 at most, its paragraphs parted by empty lines"`
		Shared  bool   `json:"shared,omitempty" doc:"The client sees it from the start; he is not told"`
	}
}

func (r shelfDesk) add(ctx context.Context, who office.Actor, in *addItemIn) (itemOut, error) {
	id, err := in.id()
	if err != nil {
		return itemOut{}, err
	}
	b := in.Body
	i, err := r.office.Shelves.Add(ctx, who, office.NewItem{Project: id, Kind: shelf.Kind(b.Kind), Words: shelf.Words{Name: b.Name, Address: b.Address, Text: b.Text}, Shared: b.Shared})
	return outItem(i), err
}

func (r shelfDesk) see(ctx context.Context, who office.Actor, in *ItemIn) (itemOut, error) {
	id, err := in.id()
	if err != nil {
		return itemOut{}, err
	}
	v, err := r.office.Shelves.View(ctx, who, id)
	return outItem(v.Item), err
}

type editItemIn struct {
	ItemIn
	IfMatch
	Body struct {
		Name    *string `json:"name,omitempty"`
		Address *string `json:"address,omitempty"`
		Text    *string `json:"text,omitempty"`
		Shared  *bool   `json:"shared,omitempty" doc:"Whether the client sees it; nobody is told by this"`
	}
}

func (in editItemIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return shelfDesk{s}.see(ctx, who, &in.ItemIn)
}

func (r shelfDesk) edit(ctx context.Context, who office.Actor, in *editItemIn) (itemOut, error) {
	b := in.Body
	words := b.Name != nil || b.Address != nil || b.Text != nil
	id, err := in.id()
	if err == nil {
		err = nothing(words || b.Shared != nil)
	}
	if err != nil {
		return itemOut{}, err
	}
	change := office.ItemEdit{Version: in.seen(), Shared: b.Shared}
	if words {
		change.Change = func(w *shelf.Words) {
			for to, from := range map[*string]*string{&w.Name: b.Name, &w.Address: b.Address, &w.Text: b.Text} {
				if from != nil {
					*to = *from
				}
			}
		}
	}
	i, err := r.office.Shelves.Edit(ctx, who, id, change)
	return outItem(i), err
}

type placeItemIn struct {
	Keyed
	ItemIn
	Body struct {
		Before string `json:"before_id,omitempty" doc:"Of the same project; left out = behind all"`
	}
}

func (r shelfDesk) place(ctx context.Context, who office.Actor, in *placeItemIn) (itemOut, error) {
	id, err := in.id()
	if err != nil {
		return itemOut{}, err
	}
	i, err := r.office.Shelves.Arrange(ctx, who, id, ref[shelf.ID](ofItem, in.Body.Before))
	return outItem(i), err
}

type itemActIn struct {
	Keyed
	ItemIn
}

func (r shelfDesk) remove(ctx context.Context, who office.Actor, in *itemActIn) (itemOut, error) {
	return r.does(ctx, who, in, r.office.Shelves.Remove)
}

func (r shelfDesk) restore(ctx context.Context, who office.Actor, in *itemActIn) (itemOut, error) {
	return r.does(ctx, who, in, r.office.Shelves.Return)
}

func (r shelfDesk) does(ctx context.Context, who office.Actor, in *itemActIn, do func(context.Context, office.Actor, shelf.ID, int) (shelf.Item, error)) (itemOut, error) {
	id, err := in.id()
	if err != nil {
		return itemOut{}, err
	}
	i, err := do(ctx, who, id, 0)
	return outItem(i), err
}
