package web_test

import (
	"net/http"
	"strings"
	"testing"

	"kept/client"
	"kept/internal/office"
	"kept/shelf"
)

// A link and a note by their pages: refused with a word, kept, put in order, shared,
// changed, removed and brought back; the journal names them.
func TestKeepingLinksAndNotes(t *testing.T) {
	f := open(t)
	ctx := t.Context()
	pr, err := f.Clients.AddProject(ctx, f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "The shop"}})
	if err != nil {
		t.Fatal(err)
	}
	v := f.SignIn(f.Owner)
	here := "/projects/" + string(pr.ID)
	form := v.Get(here).Says("Links and notes", "Nothing is kept here yet").Form(here + "/shelf")
	form.Set("name", "Test page")
	form.Set("address", "javascript:alert(1)")
	again := form.Submit()
	again.Answers(http.StatusUnprocessableEntity, "A link begins with https://")
	form = again.Form(here + "/shelf")
	form.Set("address", "https://test.example/a")
	form.Submit().Says("Kept.", "Test page", "test.example", "private")
	all, err := f.Shelves.OfProject(ctx, f.Owner, pr.ID)
	if err != nil || len(all) != 1 || all[0].Kind != shelf.Link || all[0].Shared() {
		t.Fatalf("%+v %v", all, err)
	}
	link := all[0]
	note, err := f.Shelves.Add(ctx, f.Owner, office.NewItem{Project: pr.ID, Kind: shelf.Note, Words: shelf.Words{Name: "Colours", Text: "Green."}})
	if err != nil {
		t.Fatal(err)
	}
	at := "/shelf/" + string(note.ID)
	page := v.Get(here).Form(at + "/place").Submit()
	if text := page.Says("Up", "Down").Text(); strings.Index(text, "Colours") > strings.Index(text, "Test page") {
		t.Errorf("it was not put higher:\n%s", text)
	}
	page.Form(at + "/sharing").Submit().Says("Shared: it stands on their page. Nobody was told.")
	edit := v.Get(at).Says("Green.", "Shared: they see it").Form(at)
	edit.Set("text", "")
	edit.Submit().Answers(http.StatusUnprocessableEntity, "Write the note.")
	edit.Set("text", "Green, and red.")
	edit.Submit().Says("Saved.", "Green, and red.")
	edit.Set("text", "Late")
	edit.Submit().Answers(http.StatusUnprocessableEntity, "Somebody else changed this in the meantime.")
	reader := office.Actor{Workspace: f.Owner.Workspace, Contact: f.ana.ID, Client: f.ruiz.ID}
	if _, err := f.Feedback.Comment(ctx, reader, "shelf:"+string(note.ID), "Which green?"); err != nil {
		t.Fatal(err)
	}
	v.Get(at).Says("What they say about it", "With Ana Ruiz").Form(at + "/removal").Submit().Says("Removed")
	v.Get(here).Says("Removed", "Colours").Follow("Colours").Form(at+"/return").Submit().Says("It is back, and private.", "Private: only we see it.")
	v.Get("/shelf/" + string(link.ID)).Says("https://test.example/a")
	if raw := v.Get("/shelf/" + string(link.ID)).HTML; !strings.Contains(raw, `rel="noopener noreferrer"`) || !strings.Contains(raw, `referrerpolicy="no-referrer"`) {
		t.Errorf("the link says whence it comes:\n%s", raw)
	}
	v.Get("/journal").Says("shared a link or a note with the client", "brought a removed link or note back")
}
