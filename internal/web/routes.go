package web

import (
	"kept/internal/ui"
	"kept/internal/web/page"
)

// routes is the whole desk, a line for each page and act. Verbs are nouns that
// are posted: a reset, a keeping, a snooze.
func (s *Site) routes() {
	s.mux.Handle("GET "+ui.AssetRoot, ui.Assets())

	s.open("GET /sign-in", signInPage)
	s.open("POST /sign-in", signIn)
	s.open("POST /sign-in/mail", mailLink)
	s.open("POST /sign-in/code", useCode)
	s.open("GET /sign-in/{secret}", linkPage)
	s.open("POST /sign-in/{secret}", useLink)
	s.open("GET /setup/{secret}", setupPage)
	s.open("POST /setup/{secret}", setup)
	s.desk("POST "+page.SignOutURL, signOut)

	s.desk("GET "+backupURL, s.downloadBackup)
	s.desk("GET /{$}", s.home)
	s.clientRoutes()
	s.promiseRoutes()
	s.updateRoutes()
	s.issueRoutes()
	s.checkInRoutes()
	comingRoutes(s)
	s.talkRoutes()
	s.open("/", func(*visit) error { return errNothing })
}
