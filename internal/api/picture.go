package api

import (
	"context"
	"net/http"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/workspace"
)

// pictures are logos: of the workspace and of clients.
func pictures(s *service) {
	r := pictureDesk{s}
	edit(s, operation(http.MethodPut, "/clients/{client}/logo", "set-client-logo", "Set a client's logo: a PNG, JPEG or WebP picture, made anew here"), r.setClient)
	edit(s, operation(http.MethodPut, "/workspace/logo", "set-workspace-logo", "Set the firm's logo"), r.setWorkspace)
}

type pictureDesk struct{ *service }

type clientLogoIn struct {
	ClientIn
	IfMatch
	RawBody []byte `contentType:"application/octet-stream"`
}

func (in clientLogoIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return clientDesk{s}.see(ctx, who, &in.ClientIn)
}

// keep makes a picture anew and keeps it. No bytes are no picture: its id is "".
func (r pictureDesk) keep(ctx context.Context, who office.Actor, upload []byte) (string, error) {
	if len(upload) == 0 {
		return "", nil
	}
	if r.Redraw == nil {
		return "", fault.Field("logo", "Pictures are not taken here.")
	}
	p, err := r.Redraw(upload)
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
	logo, err := r.keep(ctx, who, in.RawBody)
	if err != nil {
		return clientOut{}, err
	}
	_, err = r.office.Clients.Edit(ctx, who, id, office.ClientEdit{Version: in.seen(), Change: func(c *client.Client) { c.LogoID = logo }})
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
	logo, err := r.keep(ctx, who, in.RawBody)
	if err != nil {
		return workspaceOut{}, err
	}
	w, err := r.office.Settings.Edit(ctx, who, office.WorkspaceEdit{Version: in.seen(), Change: func(w *workspace.Workspace) { w.LogoID = logo }})
	if err != nil {
		return workspaceOut{}, err
	}
	return outWorkspace(w), nil
}
