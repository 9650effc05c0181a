package main

import (
	"kept/internal/office"
)

// setupCmd creates the first workspace without a browser.
type setupCmd struct {
	Workspace string `help:"The firm's name." required:""`
	Email     string `help:"The owner's address." required:""`
	Name      string `help:"The owner's name." required:""`
	Zone      string `help:"The firm's time zone." default:"UTC" placeholder:"Europe/Berlin"`
	Region    string `help:"Its public holidays." placeholder:"DE-BY"`
	Token     bool   `help:"Make an API token too, and print it."`
}

// Run creates the workspace and prints a way in.
func (c setupCmd) Run(r *run) error {
	h, err := open(r)
	if err != nil {
		return err
	}
	defer h.close()
	in := office.Setup{Workspace: c.Workspace, Name: c.Name, Email: c.Email, Zone: c.Zone}
	if c.Region != "" {
		in.Regions = []string{c.Region}
	}
	who, err := h.office.Access.Open(r.ctx, in, nil)
	if err != nil {
		return err
	}
	secret, err := h.office.Access.MakeLink(r.ctx, who)
	if err != nil {
		return err
	}
	answer := struct {
		Workspace string `json:"workspace"`
		Member    string `json:"member"`
		SignIn    string `json:"sign_in"`
		Token     string `json:"token,omitempty"`
	}{Workspace: string(who.Workspace), Member: string(who.Member), SignIn: r.set.URL + "/sign-in/" + secret}
	line := "Sign in, once, within half an hour: " + answer.SignIn
	if c.Token {
		made, err := h.office.Access.MakeToken(r.ctx, who, "setup")
		if err != nil {
			return err
		}
		answer.Token = made.Secret
		line += "\nAPI token: " + answer.Token
	}
	return r.tell(line, answer)
}
