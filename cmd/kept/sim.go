package main

import (
	"kept/internal/sim"
)

// simCmd lives simulated years of a firm and checks every invariant on the way.
type simCmd struct {
	Seeds  string `help:"Which years: 3, 1-20, or 1,4,7-9." default:"1"`
	Until  string `help:"How long each lasts: 1y, 60d, 26w, 12h." default:"60d"`
	Engine string `help:"On which engine." enum:"sqlite,postgres" default:"sqlite"`
	URL    string `help:"An empty PostgreSQL database to live in; SQLite takes a file of its own." name:"in" placeholder:"URL"`
}

// Run lives the years.
func (c simCmd) Run(r *run) error {
	return sim.Main(r.ctx, sim.Args{Seeds: c.Seeds, Until: c.Until, Engine: c.Engine, URL: c.URL, JSON: r.json}, r.out)
}
