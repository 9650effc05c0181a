package web

import (
	"kept/internal/ui"
	"kept/internal/web/page"
)

// routes is the whole desk, a line for each page and act. Verbs are nouns that
// are posted: a reset, a keeping, a snooze.
func (s *Site) routes() {
	s.mux.Handle("GET "+ui.AssetRoot, ui.Assets())

	s.open("GET /sign-in", s.signInPage)
	s.open("POST /sign-in", s.signIn)
	s.open("POST /sign-in/mail", s.mailLink)
	s.open("POST /sign-in/code", s.useCode)
	s.open("GET /sign-in/{secret}", s.linkPage)
	s.open("POST /sign-in/{secret}", s.useLink)
	s.open("GET /setup/{secret}", s.setupPage)
	s.open("POST /setup/{secret}", s.setup)
	s.desk("POST "+page.SignOutURL, s.signOut)

	s.desk("GET /{$}", s.home)
	s.clientRoutes()
	s.promiseRoutes()
	s.open("/", func(v *visit) error { return errNothing })
}
