// Package portal is the client's own page: no password, his own dates and words,
// and nothing of anybody else. It works without scripts; those that there are say
// that something is new while a page is open, and have a device told of it.
//
// He comes in by a mailed link. Looking at the link signs nobody in; its
// button does, and the six digits of the same mail do in another browser.
package portal

import (
	"errors"
	"log/slog"
	"net/http"
	"time"

	"kept/client"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/notice"
)

// Options are what the portal needs to know.
type Options struct {
	Secure bool
	Log    *slog.Logger
	// Ticks gives the ticks by which open pages are told what is new, and their end;
	// nil = one a second.
	Ticks func() (ticks <-chan time.Time, stop func())
	// Voices gives the voice of a language; nil = those that Kept speaks.
	Voices func(language string) tongue.Voice
}

// Site serves the portal under /p/.
type Site struct {
	Options
	o       *office.Office
	cookies door.Cookies
	desk    door.Cookies // of the team: a member may look at a page as its reader does
	tries   *door.Limiter
	takes   *door.Limiter // of everything in one file
	feeds   *feedRooms
	hub     *hub
	mux     *http.ServeMux
}

// The limits on asking for a way in: so many at once, then one in so long.
const (
	enterBurst = 20
	enterEvery = 30 * time.Second
)

// New makes the portal.
func New(o *office.Office, opts Options) *Site {
	if opts.Voices == nil {
		opts.Voices = tongue.In
	}
	s := &Site{
		Options: opts, o: o, cookies: door.Cookies{Name: "portal", Secure: opts.Secure}, desk: door.Cookies{Name: "desk", Secure: opts.Secure}, mux: http.NewServeMux(),
		tries: door.NewLimiter(enterEvery, enterBurst), takes: door.NewLimiter(takesEvery, takesBurst),
		feeds: newFeedRooms(), hub: newHub(o, opts.Log, opts.Ticks),
	}
	s.mux.Handle("GET "+page.StyleRoot, page.Styles())
	s.open("GET /p/enter", s.ask)
	s.open("POST /p/enter", s.mail)
	s.open("GET /p/code", s.codePage)
	s.open("POST /p/code", s.code)
	s.open("GET /p/enter/{secret}", s.confirm)
	s.open("POST /p/enter/{secret}", s.enter)
	s.read("{$}", s.home)
	s.read("promises/{promise}", s.promise)
	s.read("notices/{notice}", s.notice)
	s.read("projects/{project}", projectPage)
	s.read("projects/{project}/plan", planPage)
	s.read("updates/{update}", updatePage)
	s.read("issues/{issue}", issuePage)
	s.read("pictures/{picture}", s.picture)
	s.read("messages", talkList)
	s.read("messages/new", newTalk)
	s.read("messages/{conversation}", talkPage)
	s.read("messages/{message}/files/{seq}", talkFile)
	s.inside("POST /p/messages", beginTalk)
	s.inside("POST /p/messages/{conversation}", goOnTalk)
	s.inside("GET /p/devices", s.devices)
	s.inside("POST /p/devices/{session}/end", s.endDevice)
	s.inside("POST /p/devices/end", s.endDevices)
	readerRoutes(s)
	s.open("POST /p/language", chooseLanguage)
	documentRoutes(s)
	siteRoutes(s)
	shelfRoutes(s)
	s.read("dates", datesPage)
	s.read("told", allTold)
	s.read("kept", allKept)
	s.askedRoutes()
	feedbackRoutes(s)
	followingRoutes(s)
	s.open("GET "+office.FeedRoot+"{secret}", readFeed)
	s.mux.HandleFunc("GET "+streamRoute, listen(s))
	pushRoutes(s)
	appRoutes(s)
	s.open("/p/", func(*visit) error { return fault.New(fault.NotFound, "There is no page at this address.") })
	return s
}

// HangUp ends the lines of all open pages, and lets none begin: the server stops.
func HangUp(s *Site) { s.hub.end() }

// ServeHTTP serves the portal's pages.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// visit is one request with who makes it.
type visit struct {
	*Site
	w     http.ResponseWriter
	r     *http.Request
	who   office.Actor
	guest office.Guest
	// root is what the addresses of the reader's pages begin with: "/p/", or
	// "/p/as/con_…/" where a member looks at them.
	root string
	now  time.Time
	// spoken is the reader's voice, once it is chosen; see [visit.voice].
	spoken tongue.Voice
	chosen bool
}

type handler func(*visit) error

// open serves a page for anybody.
func (s *Site) open(pattern string, h handler) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Site: s, w: w, r: r, root: "/p/", now: s.o.Watch.Now()}
		if err := h(v); err != nil {
			s.fail(v, err)
		}
	})
}

// inside serves a page for a contact who is signed in; anybody else is asked
// for his address.
func (s *Site) inside(pattern string, h handler) {
	s.open(pattern, func(v *visit) error {
		guest, err := s.o.Access.Enter(v.r.Context(), s.cookies.Session(v.r))
		if err != nil && fault.KindOf(err) != fault.NotFound {
			v.guest = guest
			return err
		}
		if err != nil || guest.Actor.Contact == "" {
			return v.go303("/p/enter")
		}
		v.guest, v.who = guest, guest.Actor
		return h(v)
	})
}

// there serves a page for a contact who is signed in, also where the page of his
// client is over.
func there(s *Site, pattern string, h handler) {
	s.open(pattern, func(v *visit) error {
		guest, err := s.o.Access.Enter(v.r.Context(), s.cookies.Session(v.r))
		if over := (office.PageShut{}); err != nil && !errors.As(err, &over) && fault.KindOf(err) != fault.NotFound {
			return err
		}
		if guest.Actor.Contact == "" {
			return v.go303("/p/enter")
		}
		v.guest, v.who = guest, guest.Actor
		return h(v)
	})
}

// read serves a page that changes nothing: to the contact whose it is, and to
// members who want to see what he sees. Their look is not his: nothing counts
// as seen by it.
func (s *Site) read(rest string, h handler) {
	s.inside("GET /p/"+rest, h)
	s.open("GET /p/as/{contact}/"+rest, func(v *visit) error {
		guest, err := s.o.Access.Enter(v.r.Context(), s.desk.Session(v.r))
		if fault.KindOf(err) == fault.NotFound || err == nil && guest.Actor.Member == "" {
			return v.go303("/sign-in")
		}
		if err != nil {
			return err
		}
		contact := client.ContactID(v.r.PathValue("contact"))
		if v.who, err = s.o.Portal.As(v.r.Context(), guest.Actor, contact); err != nil {
			return err
		}
		v.root = "/p/as/" + string(contact) + "/"
		return h(v)
	})
}

// borrowed tells whether a member looks.
func (v *visit) borrowed() bool { return v.root != "/p/" }

// seen notes that the reader has seen letters, if it is he who looks.
func (v *visit) seen(ids ...notice.ID) error {
	if v.borrowed() {
		return nil
	}
	return v.o.Portal.Seen(v.r.Context(), v.who, ids)
}

func (v *visit) go303(to string) error {
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

func (v *visit) show(p page.Page) error { return v.print(http.StatusOK, p) }

func (v *visit) again(p page.Page) error { return v.print(http.StatusUnprocessableEntity, p) }

// print prints a page; the components of its forms speak its language.
func (v *visit) print(code int, p page.Page) error {
	return door.Show(v.w, v.r.WithContext(ui.Speak(v.r.Context(), v.voice())), code, p.View())
}

// fail turns an error into its page, in a client's words.
func (s *Site) fail(v *visit, err error) {
	if shut := (office.PageShut{}); errors.As(err, &shut) && farewell(v, shut) == nil {
		return
	}
	code, p := http.StatusInternalServerError, page.Problem{Heading: v.say("Something went wrong here."), Say: v.say("It is ours to mend. Please try again in a moment.")}
	if f, ok := fault.As(err); ok {
		p.Say = v.complaint(f.Say)
		if p.Say == f.Say && v.voice().Code() != "en" {
			p.SayLang = "en" // nobody has said it in this language
		}
		switch f.Kind {
		case fault.NotFound:
			code, p.Heading = http.StatusNotFound, v.say("This page is not there.")
		case fault.Busy:
			code, p.Heading = http.StatusServiceUnavailable, v.say("Not at this moment.")
		case fault.Invalid:
			code, p.Heading = http.StatusUnprocessableEntity, v.say("That does not work yet.")
		case fault.NotAllowed, fault.Conflict:
			code, p.Heading = http.StatusConflict, v.say("That cannot be done now.")
		}
	} else {
		p.Reference = door.Reference()
		s.Log.Error("a page of the portal failed", "reference", p.Reference, "pattern", v.r.Pattern, "error", err)
	}
	p.Frame = v.frame(p.Heading, s.firm(v))
	p.Ways = []ui.Link{{Text: v.say("Your page"), URL: "/p/"}}
	if err := v.print(code, p); err != nil {
		s.Log.Error("the page of an error cannot be shown", "error", err)
		http.Error(v.w, p.Say, code)
	}
}

// firm is whose portal this is, as far as it can be told before anybody is
// signed in: the server's only workspace.
func (s *Site) firm(v *visit) page.Firm {
	w, err := s.o.Portal.Front(v.r.Context())
	if err != nil {
		return page.Firm{}
	}
	return page.Firm{Name: w.Name, Accent: w.Accent}
}
