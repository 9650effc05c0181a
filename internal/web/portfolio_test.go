package web_test

import (
	"testing"
	"time"
)

// From the list of clients a leader comes to those who may be disappointed, the worst
// first, each with the reason and the way to put it right; a sign and whose they are
// choose among them.
func TestPortfolioPage(t *testing.T) {
	f := open(t)
	nils := f.SignIn(f.nils)
	nils.Get("/clients").Follow("Worst first").Says("Nobody is about to be disappointed")
	f.Pass(15 * 24 * time.Hour) // the next contact has passed
	page := nils.Get("/portfolio")
	page.Says("Silent 1", "Casa Ruiz", "1 client, the worst first").SaysNot("Nobody is about")
	page.Follow("My clients").Says("Casa Ruiz").Follow("Silent 1").Says("Casa Ruiz")
	nils.Get("/portfolio?sign=worried").Says("Nobody is about to be disappointed", "Silent 1").SaysNot("Casa Ruiz")
	nils.Get("/portfolio?sign=nonsense&from=-3").Says("Casa Ruiz")
	f.SignIn(f.Owner).Get("/portfolio?whose=mine").Says("Nobody is about to be disappointed").SaysNot("Casa Ruiz")
}
