package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"kept/internal/testkit"
)

// grip is where a bar of the timeline can be taken.
type grip struct {
	X, Y float64 // its middle, in the window
	End  float64 // the handle at its end
	Day  float64 // pixels of a day
	Says string  // what a screen reader says of it
	On   bool    // it has the focus
}

// bar finds the bar of a step, and brings it into view.
func (s *stage) bar(name string) grip {
	s.t.Helper()
	script := fmt.Sprintf(`(() => {
		const g = document.querySelector('.plan-grip[aria-label=' + JSON.stringify(%q) + ']'), at = g.getBoundingClientRect();
		if (at.top < 150 || at.bottom > innerHeight - 100) g.scrollIntoView({block: "center"});
		const r = g.getBoundingClientRect(), e = g.querySelector(".plan-end")?.getBoundingClientRect();
		return {X: r.x + r.width / 2, Y: r.y + r.height / 2, End: e ? e.x + e.width / 2 : 0, Day: g.parentElement.clientWidth / Number(document.querySelector(".plan").dataset.days), Says: g.getAttribute("aria-valuetext"), On: g == document.activeElement};
	})()`, name)
	g, err := chromedp.Run(s.browser, chromedp.Evaluate[grip](script))
	if err != nil {
		s.t.Fatalf("there is no bar of %s: %v", name, err)
	}
	return g
}

// lies wants a bar to say where it lies, by a while from now.
func (s *stage) lies(name, want string) {
	s.t.Helper()
	for range 60 {
		if s.bar(name).Says == want {
			return
		}
		s.wait()
	}
	s.t.Fatalf("%s lies %q, want %q", name, s.bar(name).Says, want)
}

// drag takes a bar, or its end, and holds it so many days further.
func (s *stage) drag(g grip, from float64, days int) {
	s.t.Helper()
	to := from + float64(days)*g.Day
	s.do(chromedp.MouseEvent(chromedp.MouseMoved, from, g.Y), chromedp.MouseEvent(chromedp.MousePressed, from, g.Y, chromedp.ButtonLeft))
	for _, part := range []float64{0.3, 0.7, 1} {
		s.do(chromedp.MouseEvent(chromedp.MouseMoved, from+part*(to-from), g.Y, chromedp.ButtonLeft))
	}
}

// drop lets go of what is dragged.
func (s *stage) drop(x, y float64) {
	s.t.Helper()
	s.do(chromedp.MouseEvent(chromedp.MouseReleased, x, y, chromedp.ButtonLeft))
}

// lookUp looks at the page from its top: what has scrolled half below the head of the
// page is no target.
func (s *stage) lookUp(name string) {
	s.t.Helper()
	s.do(chromedp.Evaluate[chromedp.Void](`void scrollTo(0, 0)`))
	s.look(name)
}

// keys presses keys, one after the other.
func (s *stage) keys(all ...string) {
	s.t.Helper()
	for _, k := range all {
		s.do(chromedp.KeyEvent(k))
	}
}

// asks wants the question to be open, or not, by a while from now.
func (s *stage) asks(open bool) {
	s.t.Helper()
	for range 60 {
		got, err := chromedp.Run(s.browser, chromedp.Evaluate[bool](`!!document.querySelector("dialog.plan-trial[open]")`))
		if err == nil && got == open {
			return
		}
		s.wait()
	}
	s.t.Fatalf("the question is open: %v, want %v:\n%s", !open, open, s.text())
}

// snap keeps a picture of the window while something is held, at one width: the
// widths that [stage.look] goes through would let go of it.
func (s *stage) snap(name string) {
	s.t.Helper()
	if dir := os.Getenv("KEPT_SHOTS"); dir != "" {
		s.shots++
		s.do(testkit.Screenshot(filepath.Join(dir, fmt.Sprintf("%s-%02d-%s.png", strings.ToLower(s.t.Name()), s.shots, name))))
	}
}

// touch does a gesture with one finger: from where, by how much.
func (s *stage) touch(x, y, dx, dy float64) {
	s.t.Helper()
	send := func(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
		s.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
			return err
		}))
	}
	send(input.DispatchTouchEventTypeTouchStart, &input.TouchPoint{X: x, Y: y})
	for k := 1.0; k <= 8; k++ {
		send(input.DispatchTouchEventTypeTouchMove, &input.TouchPoint{X: x + dx*k/8, Y: y + dy*k/8})
	}
	send(input.DispatchTouchEventTypeTouchEnd)
}

// website brings a plan of four steps in, and promises Ana what the third makes.
func (s *stage) website() {
	s.t.Helper()
	s.blind = true
	defer func() { s.blind = false }()
	s.enter()
	s.ana()
	s.bringPlan("a-website", "ID;Step;Duration;Depends on;Who\n1;Design;5 d;;Marta Kern\n2;Texts;3 d;1;Ana Ruiz\n3;Building;5 d;2;Marta Kern\n4;Opening;0 d;3;Marta Kern\n")
	s.press("Building")
	s.press("Promise it")
	s.fill("words", "Your new site is online", "kind", "Deliverable", "contact", "Ana Ruiz", "due", "27 March", "how", "mail")
	s.press("Make this promise")
	s.fill("because", "The fair begins on the 28th.")
	s.press("Make this promise")
	s.sees("Your new site is online", "The chance of its date is ")
	s.press("Building")
	s.sees("Drag a bar to move its step")
}

// Story 8, by hand: a bar of the timeline is moved. What else moves, which promise
// breaks and who must hear is said before anything is done; Escape leaves it, Move
// does it, Undo takes it back. The same without a mouse, and with a finger.
func TestStoryTimeline(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		s := newStage(t, database)
		s.website()
		s.lookUp("timeline")
		const before, after = "Mon 2 to Fri 6 Mar, 5 working days", "Mon 16 to Fri 20 Mar, 5 working days"

		g := s.bar("Design")
		s.drag(g, g.X, 14)
		s.lies("Design", after)
		s.snap("dragging")
		s.drop(g.X+14*g.Day, g.Y)
		s.sees("Move “Design”?", "It begins on Mon 16 Mar, not before.", "3 other steps move, too", "Building", "Promises that this endangers", "Your new site is online", "days after it", "Ana Ruiz must hear of it.")
		s.snap("asked")
		s.look("asked")
		s.keys(kb.Escape)
		s.asks(false)
		s.lies("Design", before)
		s.visit("/") // nothing was done: the plan is as it was when it is opened anew
		s.openPlan()
		s.lies("Design", before)

		g = s.bar("Texts")
		s.drag(g, g.X, -4)
		s.sees("waits for “Design”")
		s.snap("refused")
		s.drop(g.X-4*g.Day, g.Y)
		s.asks(false)
		s.lies("Texts", "Mon 9 to Wed 11 Mar, 3 working days")

		g = s.bar("Design")
		s.drag(g, g.End, 4) // Friday becomes Tuesday
		s.lies("Design", "Mon 2 to Tue 10 Mar, 7 working days")
		s.drop(g.End+4*g.Day, g.Y)
		s.sees("Give “Design” 2 days more?", "It takes 7 days, instead of 5 days.")
		s.press("Make it longer")
		s.sees("Moved: Design, now Mon 2 to Tue 10 Mar.", "Undo (10 s)")
		s.lies("Texts", "Wed 11 to Fri 13 Mar, 3 working days")
		if !s.bar("Design").On {
			t.Error("the page that follows does not stand on the bar that was moved")
		}
		s.lookUp("moved")
		s.press("Undo")
		s.sees("Undone: Design is as it was.")
		s.lies("Design", before)
		s.byKeyboard(before, after)
		s.byFinger()
	})
}

// openPlan opens the plan by the pages.
func (s *stage) openPlan() {
	s.t.Helper()
	s.visit("/clients")
	s.press("Casa Ruiz")
	s.press("a-website")
	s.press("Plan")
	s.sees("Drag a bar to move its step")
}

// byKeyboard moves Design two weeks on without a mouse, and back.
func (s *stage) byKeyboard(before, after string) {
	s.t.Helper()
	week := func() { s.do(chromedp.KeyEvent(kb.ArrowRight, chromedp.KeyModifiers(chromedp.ModifierShift))) }
	s.do(chromedp.Evaluate[chromedp.Void](`void document.querySelector(".plan-grip[tabindex='0']").focus()`))
	s.keys(kb.ArrowDown, kb.ArrowUp, kb.ArrowUp)
	if !s.bar("Design").On {
		s.t.Fatal("the arrows do not walk the bars")
	}
	s.keys(kb.ArrowRight, kb.ArrowRight)
	s.lies("Design", "Wed 4 to Tue 10 Mar, 5 working days")
	s.keys("]", "[", "[")
	s.lies("Design", "Wed 4 to Mon 9 Mar, 4 working days")
	s.keys(kb.Escape)
	s.lies("Design", before)
	s.keys(kb.ArrowLeft)
	s.sees("not before Mon 2 Mar")
	s.keys(kb.Escape)

	week()
	week()
	s.lies("Design", after)
	s.keys(kb.Enter)
	s.sees("Move “Design”?", "Ana Ruiz must hear of it.")
	s.keys(kb.Escape)
	s.asks(false)
	s.lies("Design", before)
	week()
	week()
	s.keys(kb.Enter)
	s.asks(true)
	s.keys(kb.Enter) // the question stands on Move
	s.sees("Moved: Design, now Mon 16 to Fri 20 Mar.")
	s.lies("Building", "Thu 26 Mar to Wed 1 Apr, 5 working days")
	s.press("Undo")
	s.sees("Undone: Design is as it was.")
	s.lies("Building", "Thu 12 to Wed 18 Mar, 5 working days")
}

// byFinger scrolls the page from a bar, then moves the bar, on a phone.
func (s *stage) byFinger() {
	s.t.Helper()
	s.do(testkit.Viewport(testkit.Phone))
	defer s.do(testkit.Viewport(testkit.Desk))
	s.openPlan()
	g := s.bar("Texts")
	was, err := chromedp.Run(s.browser, chromedp.Evaluate[float64](`scrollY`))
	if err != nil {
		s.t.Fatal(err)
	}
	s.touch(g.X, g.Y, 3, -200)
	for range 60 {
		if now, err := chromedp.Run(s.browser, chromedp.Evaluate[float64](`scrollY`)); err == nil && now > was {
			was = -1
			break
		}
		s.wait()
	}
	if was >= 0 {
		s.t.Error("a finger that goes up from a bar does not scroll the page")
	}
	s.asks(false)
	s.openPlan() // which does not go on rolling
	g = s.bar("Texts")
	s.touch(g.X, g.Y, 2*g.Day, 2)
	s.sees("Move “Texts”?", "Wed 11 to Fri 13 Mar")
	s.keys(kb.Escape)
	s.lies("Texts", "Mon 9 to Wed 11 Mar, 3 working days")
	g = s.bar("Texts") // which was touched, and shows the handle at its end
	s.touch(g.End, g.Y, 2*g.Day, 2)
	s.sees("Give “Texts” 2 days more?", "Mon 9 to Fri 13 Mar")
	s.keys(kb.Escape)
	s.asks(false)
}
