package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kept/internal/office/officetest"
)

// The portfolio lists who may be disappointed, the worst first and a part at a time.
func TestPortfolio(t *testing.T) {
	d := open(t, officetest.Open(t, officetest.SQLite(t)))
	for _, name := range []string{"Brenner", "Casa Ruiz"} {
		d.Client(d.Owner, name, "Europe/Rome", "Ana Ruiz", "ana@"+strings.ToLower(name[:4])+".example")
	}
	if all := into[listOut[standingOut]](d.get("/portfolio").is(http.StatusOK)).Items; len(all) != 0 {
		t.Fatalf("all are well, and it lists %+v", all)
	}
	d.Pass(15 * 24 * time.Hour) // the next contacts have passed
	first := into[listOut[standingOut]](d.get("/portfolio?signs=silent&limit=1&owner_id=" + string(d.Owner.Member)).is(http.StatusOK))
	if len(first.Items) != 1 || first.Next == nil {
		t.Fatalf("the first of two: %+v", first)
	}
	s := first.Items[0]
	if s.Name != "Brenner" || s.OwnerID != string(d.Owner.Member) || s.Reason == nil || !strings.Contains(*s.Reason, "Ana Ruiz") || len(s.Signs) != 1 || s.Signs[0].Sign != "silent" || !s.Signs[0].Late || s.Signs[0].Dismissed != nil {
		t.Errorf("it stands as %+v", s)
	}
	rest := into[listOut[standingOut]](d.get("/portfolio?signs=silent&limit=1&cursor=" + *first.Next).is(http.StatusOK))
	if len(rest.Items) != 1 || rest.Items[0].Name != "Casa Ruiz" || rest.Next != nil {
		t.Errorf("the second of two: %+v", rest)
	}
	if none := into[listOut[standingOut]](d.get("/portfolio?signs=worried").is(http.StatusOK)).Items; len(none) != 0 {
		t.Errorf("nobody is worried, and it lists %+v", none)
	}
}
