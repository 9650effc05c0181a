package web

import (
	"kept/internal/door"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/web/page"
)

// testPart offers to try the connection to a mailbox.
func testPart(v *visit, m store.Mailbox) page.SettingsPart {
	return page.SettingsPart{
		ID: "test", Title: v.say("Test the connection"), Lead: v.say("Kept signs in as it was saved, opens the folder and hangs up. Nothing is fetched; it takes 15 seconds at most."),
		Acts: []page.Act{{Label: v.say("Test the connection"), Post: page.WaysInURL + "/" + m.ID + "/test"}},
	}
}

// testWay tries the connection to a mailbox as it is saved.
func testWay(v *visit) error {
	m, err := v.o.Mailboxes.ToTest(v.r.Context(), v.who, v.r.PathValue("mailbox"))
	if err != nil {
		return err
	}
	if v.TestWay == nil {
		return errNothing
	}
	return saved(v, "", m, page.WaysInURL+"/"+m.ID)
}

// saved says that a way in is saved and, of a mailbox, what a test of it found.
// What does not work is mended on its own page. A form that was sent twice has
// no mailbox the second time, and is not tested again.
func saved(v *visit, done string, m store.Mailbox, to string) error {
	if m.Kind != office.ByIMAP || v.TestWay == nil {
		v.leave(done)
		return v.go303(to)
	}
	found, err := tried(v, m.ID)
	if err != nil && done != "" { // it is saved all the same
		v.Log.Error("a way in was saved, but not tested", "mailbox", m.ID, "error", err)
		v.leave(done)
		return v.go303(to)
	}
	if err != nil {
		return err
	}
	word := door.Word{Text: v.say("The connection works: {what}", "what", v.voice().Refusal(found.Say))}
	if !found.Works() {
		to = page.WaysInURL + "/" + m.ID
		word = door.Word{Text: v.say("The connection does not work: {what}", "what", v.voice().Refusal(found.Say)), Problem: true}
	}
	if done != "" {
		word.Text = done + " " + word.Text
	}
	v.cookies.Say(v.w, word)
	return v.go303(to)
}

// tried loads a mailbox as it stands now, and tries its connection.
func tried(v *visit, id string) (office.WayTest, error) {
	m, err := v.o.Mailboxes.Of(v.r.Context(), v.who.Workspace, id)
	if err != nil {
		return office.WayTest{}, err
	}
	return v.TestWay(v.r.Context(), m)
}
