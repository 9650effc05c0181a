package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/web/webtest"
)

// furnished makes the plan of a kitchen: measuring, then building, then a fair on a
// fixed day, and gives its address and those of its steps.
func furnished(t *testing.T, f firm, v *webtest.Visitor) (here string, at map[string]string) {
	t.Helper()
	p, err := f.Clients.AddProject(t.Context(), f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "Kitchen"}})
	if err != nil {
		t.Fatal(err)
	}
	here, at = "/projects/"+string(p.ID), map[string]string{}
	for _, x := range [][3]string{{"Measuring", "2", ""}, {"Building", "3", ""}, {"The fair", "0", "2026-03-20"}} {
		page := v.Get(here+"/steps/new").Form(here+"/steps").Set("name", x[0], "party", "us:", "days", x[1], "on", x[2]).Submit()
		at[x[0]] = page.Follow(x[0]).Path
	}
	return here + "/plan", at
}

// A bar that was moved by hand asks what that would do; its form is that of the row,
// and the answer to it can be undone.
func TestABarIsMoved(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.Owner)
	plan, at := furnished(t, f, v)
	v.Get(plan).Says("Drag a bar", "Mon 2 to Tue 3 Mar", "Wed 4 to Fri 6 Mar", "Fri 20 Mar")

	asked := v.Get(at["Measuring"] + "/move?begins=2026-03-05")
	asked.Says("Move “Measuring”?", "Mon 2 to Tue 3 Mar", "Thu 5 to Fri 6 Mar", "It begins on Thu 5 Mar, not before.", "One other step moves, too", "Building", "Mon 9 to Wed 11 Mar", "5 days later", "Leave it")
	v.Get(plan).Says("Wed 4 to Fri 6 Mar").SaysNot("Thu 5 to Fri 6 Mar") // nothing was done
	moved := asked.Form(at["Measuring"]).Submit()
	moved.Says("Moved: Measuring, now Thu 5 to Fri 6 Mar.", "Undo (10 s)", "Mon 9 to Wed 11 Mar")
	v.Get(at["Measuring"] + "/move?begins=2026-03-02").Says("It begins as soon as it can: no day is set for it any more.")
	moved.Form(at["Measuring"]+"/undo").Submit().Says("Undone: Measuring is as it was.", "Wed 4 to Fri 6 Mar")

	v.Get(at["Building"]+"/move?days=5").Says("Give “Building” 2 days more?", "It takes 5 days, instead of 3 days.", "No other step moves", "Make it longer")
	v.Get(at["Building"]+"/move?days=1").Says("Take 2 days from “Building”?", "Make it shorter")
	v.Get(at["The fair"]+"/move?begins=2026-03-05").Says("Its fixed day becomes Thu 5 Mar.", "What comes before it ends 1 working day too late.")
	for path, says := range map[string]string{
		at["Building"] + "/move?begins=2026-03-03":  "“Building” waits for “Measuring”: it can begin on Wed 4 March at the earliest.",
		at["Measuring"] + "/move?begins=2026-03-01": "", // a Sunday: it is rolled to the Monday on which it lies
		at["Measuring"] + "/move?begins=2026-02-26": "“Measuring” cannot begin before Mon 2 March.",
		at["The fair"] + "/move?days=2":             "is a milestone",
		at["Building"] + "/move?days=none":          "Write a number of working days.",
		at["Building"] + "/move?days=100000":        "between none and 2000",
		at["Building"] + "/move?begins=soon":        "Write the day like 2026-03-09.",
	} {
		if says == "" {
			v.Get(path).Says("Move “Measuring”?")
			continue
		}
		v.Get(path).Answers(http.StatusUnprocessableEntity, says)
	}

	// Two who move it at once: the second one is asked again.
	stale := v.Get(at["Building"] + "/move?days=5")
	v.Get(at["Building"]+"/move?days=4").Form(at["Building"]).Submit().Says("Moved: Building, now Wed 4 to Mon 9 Mar.", "4 days")
	stale.Form(at["Building"]).Submit().Answers(http.StatusUnprocessableEntity, "Somebody else changed this in the meantime.")
	f.Pass(office.UndoFor)
	v.Post(at["Building"]+"/undo", nil).Says("It is too late to undo.")
	f.SignIn(f.lea).Post(at["Building"]+"/undo", nil).Answers(http.StatusNotFound)
}

// Whoever may not change a plan has no bars to take, and who has begun or done a step
// has only its end, or nothing.
func TestWhatOfABarMoves(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.Owner)
	plan, at := furnished(t, f, v)
	v.Get(plan).Form(at["Measuring"] + "/beginning").Submit()
	f.Pass(time.Minute)
	v.Get(at["Measuring"]+"/move?begins=2026-03-05").Answers(http.StatusUnprocessableEntity, "was begun on Mon 2 March: only its end can move.")
	v.Get(at["Measuring"] + "/move?days=4").Says("Give “Measuring” 2 days more?")
	v.Get(plan).Form(at["Measuring"] + "/completion").Submit()
	v.Get(at["Measuring"]+"/move?days=4").Answers(http.StatusUnprocessableEntity, "“Measuring” is done: it lies where it was.")
	if n := strings.Count(v.Get(plan).HTML, "data-from="); n != 2 {
		t.Errorf("%d bars can be taken, want 2: what is done stays", n)
	}
}
