package api

import (
	"context"
	"net/http"
	"regexp"

	"github.com/danielgtaylor/huma/v2"

	"kept/client"
	"kept/internal/office"
	"kept/internal/picture"
	"kept/workspace"
)

// pictures are logos: of the workspace and of clients.
func pictures(s *service) {
	r := pictureDesk{s}
	edit(s, operation(http.MethodPut, "/clients/{client}/logo", "set-client-logo", "Set a client's logo: a PNG, JPEG or WebP picture, made anew here"), r.setClient)
	huma.Register(s.api, operation(http.MethodGet, "/pictures/{picture}", "see-picture", "See a logo"), r.see)
	drop(s, "/clients/{client}/logo", "drop-client-logo", "Take a client's logo away", func(ctx context.Context, who office.Actor, in *ClientIn) error {
		id, err := in.id()
		if err == nil {
			_, err = r.ofClient(ctx, who, id, logo{})
		}
		return err
	})
	edit(s, operation(http.MethodPut, "/workspace/logo", "set-workspace-logo", "Set the firm's logo"), r.setWorkspace)
	drop(s, "/workspace/logo", "drop-workspace-logo", "Take the firm's logo away", func(ctx context.Context, who office.Actor, _ *struct{}) error {
		_, err := r.ofWorkspace(ctx, who, logo{})
		return err
	})
}

type pictureDesk struct{ *service }

type pictureIn struct {
	Picture string `path:"picture"`
}

// pictureOut is a picture as it is.
type pictureOut struct {
	MediaType string `header:"Content-Type"`
	Body      []byte
}

// pictureName is how pictures are named: by their content.
var pictureName = regexp.MustCompile(`^pic_[0-9a-f]{64}$`)

func (r pictureDesk) see(ctx context.Context, in *pictureIn) (*pictureOut, error) {
	if !pictureName.MatchString(in.Picture) {
		return nil, r.refuse(ctx, "path", in, nothingHere())
	}
	p, err := r.office.Settings.Picture(ctx, callerOf(ctx).Actor, in.Picture)
	if err != nil {
		return nil, r.refuse(ctx, "path", in, err)
	}
	return &pictureOut{p.MediaType, p.Bytes}, nil
}

type clientLogoIn struct {
	ClientIn
	IfMatch
	RawBody []byte `contentType:"application/octet-stream"`
}

func (in clientLogoIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return clientDesk{s}.see(ctx, who, &in.ClientIn)
}

// keep makes a picture anew and keeps it.
func (r pictureDesk) keep(ctx context.Context, who office.Actor, upload []byte) (string, error) {
	p, err := picture.RemakeLogo(upload, "")
	if err != nil {
		return "", err
	}
	return r.office.Settings.AddPicture(ctx, who, p)
}

func (r pictureDesk) setClient(ctx context.Context, who office.Actor, in *clientLogoIn) (clientOut, error) {
	id, err := in.id()
	if err != nil {
		return clientOut{}, err
	}
	if _, err := r.office.Clients.Brief(ctx, who, id); err != nil {
		return clientOut{}, err
	}
	picture, err := r.keep(ctx, who, in.RawBody)
	if err != nil {
		return clientOut{}, err
	}
	return r.ofClient(ctx, who, id, logo{picture, in.seen()})
}

// logo is a picture to be made a logo ("" = none), and the version seen of what it is for.
type logo struct {
	picture string
	version int
}

func (r pictureDesk) ofClient(ctx context.Context, who office.Actor, id client.ID, l logo) (clientOut, error) {
	_, err := r.office.Clients.Edit(ctx, who, id, office.ClientEdit{Version: l.version, Change: func(c *client.Client) { c.LogoID = l.picture }})
	if err != nil {
		return clientOut{}, err
	}
	return r.client(ctx, who, id)
}

type workspaceLogoIn struct {
	IfMatch
	RawBody []byte `contentType:"application/octet-stream"`
}

func (in workspaceLogoIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return workspaceDesk{s}.see(ctx, who, nil)
}

func (r pictureDesk) setWorkspace(ctx context.Context, who office.Actor, in *workspaceLogoIn) (workspaceOut, error) {
	picture, err := r.keep(ctx, who, in.RawBody)
	if err != nil {
		return workspaceOut{}, err
	}
	return r.ofWorkspace(ctx, who, logo{picture, in.seen()})
}

func (r pictureDesk) ofWorkspace(ctx context.Context, who office.Actor, l logo) (workspaceOut, error) {
	w, err := r.office.Settings.Edit(ctx, who, office.WorkspaceEdit{Version: l.version, Change: func(w *workspace.Workspace) { w.LogoID = l.picture }})
	if err != nil {
		return workspaceOut{}, err
	}
	return outWorkspace(w), nil
}
