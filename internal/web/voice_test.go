package web_test

import (
	"net/http"
	"strings"
	"testing"
)

// A member reads the desk in the language that he chose, whatever his browser
// asks, and what is saved is said in it at once.
func TestAMemberChoosesHisLanguage(t *testing.T) {
	f := open(t)
	marta := f.SignIn(f.Owner)
	marta.Get("/me").Says("My settings").Form("/me/language").Set("language", "de").Submit().
		Says("Gespeichert.", "Meine Einstellungen").SaysNot("My settings")
	marta.Get("/").Says("Posteingang", "Willkommen bei Kept").SaysNot("Welcome")
	if p := marta.Get("/clients/none").Answers(http.StatusNotFound, "Hier ist nichts"); !strings.Contains(p.HTML, `<html lang="de"`) {
		t.Errorf("the page of an error is marked otherwise: %.200s", p.HTML)
	}
	if m, err := f.People.One(t.Context(), f.Owner, f.Owner.Member); err != nil || m.Language != "de" {
		t.Errorf("%q, %v", m.Language, err)
	}
	marta.Get("/me").Form("/me/language").Set("language", "").Submit().Says("Saved.", "My settings")
	none := marta.Get("/me").Form("/me/language")
	none.Values.Set("language", "xx")
	none.Send().Answers(http.StatusUnprocessableEntity, "Choose one of the languages offered.")
}
