// Package web is the desk: the pages of the team.
//
// A handler parses, calls one act or one look of the office, builds a page
// struct and shows it, or redirects (303). A form that failed is the same page
// again with 422, its values kept and the word beside its field. What a
// handler returns as an error becomes a page in one place, [Site.fail].
package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/holidays"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/workspace"
)

// Options are what the desk needs to know.
type Options struct {
	Secure   bool // served over HTTPS
	Log      *slog.Logger
	NoServer bool   // no mail server is set up: mails are kept in the outbox
	Nearby   string // the public address, where mail leaves but its links open on this machine alone
	Holidays *holidays.Book
	Banners  []page.Banner // that stand above every page
	Backup   Backup        // nil = none is to be had here
	// ShowMail gives the HTML of a mail, as it was sanitised when it came, with
	// its pictures: those from elsewhere where remote is set, those that came
	// with it from the address that inline gives. nil = mails are shown as text.
	ShowMail func(html string, remote bool, inline func(cid string) string) string
	Entrance string // host and port at which others hand mail to our SMTP entrance; "" = it is not open
	// Read understands a mail of which only the bytes were kept.
	Read func(raw []byte) office.Incoming
	// TestWay tries the connection to a mailbox; nil = none is tried here.
	TestWay func(ctx context.Context, m store.Mailbox) (office.WayTest, error)
}

// Site serves the desk.
type Site struct {
	Options
	o       *office.Office
	cookies door.Cookies
	tries   *door.Limiter // sign-ins, by address of the caller and by who is tried
	mux     *http.ServeMux
	here    presence
	under   strides
}

// The limits on signing in: so many at once, then one in so long.
const (
	signInBurst = 20
	signInEvery = 30 * time.Second
)

// New makes the desk.
func New(o *office.Office, opts Options) *Site {
	s := &Site{
		Options: opts, o: o, cookies: door.Cookies{Name: "desk", Secure: opts.Secure}, mux: http.NewServeMux(),
		tries: door.NewLimiter(signInEvery, signInBurst),
	}
	s.routes()
	return s
}

// ServeHTTP serves the desk's pages.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// visit is one request with who makes it.
type visit struct {
	*Site
	w     http.ResponseWriter
	r     *http.Request
	who   office.Actor
	guest office.Guest
	me    member.Member
	firm  workspace.Workspace
	team  office.Team
	reader
}

// handler answers a visit.
type handler func(*visit) error

// open serves a page for anybody.
func (s *Site) open(pattern string, h handler) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Site: s, w: w, r: r, reader: reader{now: s.o.Watch.Now()}}
		v.speaks("")
		var err error = errNothing
		if anAddress(r.URL.Path) {
			err = h(v)
		}
		if err != nil {
			s.fail(v, err)
		}
	})
}

// desk serves a page for a signed-in member; anybody else is asked who he is
// and comes back to where he wanted to go.
func (s *Site) desk(pattern string, h handler) {
	s.open(pattern, func(v *visit) error {
		guest, err := s.o.Access.Enter(v.r.Context(), s.cookies.Session(v.r))
		if err != nil || guest.Actor.Member == "" {
			if err != nil && fault.KindOf(err) != fault.NotFound {
				return err
			}
			return v.askWho()
		}
		v.guest, v.who = guest, guest.Actor
		if err := v.settle(); err != nil {
			return err
		}
		return h(v)
	})
}

// settle loads what every page of the desk shows.
func (v *visit) settle() error {
	r, err := v.o.People.Reader(v.r.Context(), v.who)
	v.me, v.cal, v.firm, v.team = r.Me, r.Hours, r.Firm, r.Team
	v.speaks(r.Me.Language)
	return err
}

func (v *visit) askWho() error {
	to := page.SignInURL
	if v.r.Method == http.MethodGet && v.r.URL.Path != page.HomeURL {
		to += "?to=" + url.QueryEscape(v.r.URL.RequestURI())
	}
	return v.go303(to)
}

// go303 sends the browser to another page of ours.
func (v *visit) go303(to string) error {
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// show shows a page.
func (v *visit) show(p page.Page) error { return door.Show(v.w, v.r, http.StatusOK, p.View()) }

// again shows a form that failed: the same page with its words beside the fields.
func (v *visit) again(p page.Page) error {
	return door.Show(v.w, v.r, http.StatusUnprocessableEntity, p.View())
}

// complain fills a form that failed with what was sent and what is wrong with
// it. An error that no field and no sentence can show is given back.
func (v *visit) complain(err error, form *ui.Form, fields ...*ui.Field) error {
	f, ok := fault.As(err)
	if !ok || f.Kind == fault.NotFound || f.Kind == fault.NotAllowed {
		return err
	}
	ui.Refill(v.r.Form, fields...)
	var asked *unconfirmed
	if errors.As(err, &asked) {
		asked.ask(fields)
		asked.same(v.r.Form, form)
		return nil
	}
	rest := ui.Complain(v.complaints(f.Fields), fields...)
	ui.FocusFirst(fields...)
	switch {
	case len(f.Fields) == 0:
		form.Error = v.voice().Refusal(f.Say)
	case len(rest) > 0:
		form.Error = rest[0]
	}
	return nil
}

// leave leaves a word, said already, for the next page.
func (v *visit) leave(text string) { v.cookies.Say(v.w, door.Word{Text: text}) }

// sayByHand leaves a way in to be handed over, where no mail leaves.
func (v *visit) sayByHand(name, link string) {
	v.cookies.Say(v.w, door.Word{Text: v.say("No mail leaves here yet. Hand {who} this link; it works once, for a week:", "who", name), Link: v.o.Access.URL + link, LinkTo: link})
}

// sayUndo leaves a word with a way to take the act back.
func (v *visit) sayUndo(text, undo string, by time.Time) {
	v.cookies.Say(v.w, door.Word{Text: text, Undo: undo, UndoBy: by})
}

// fail turns an error into its page.
func (s *Site) fail(v *visit, err error) {
	code, p := s.problem(v, err)
	var late *overtaken
	if errors.As(err, &late) {
		late.show(v, &p)
	}
	if v.me.ID != "" {
		d := v.frame(p.Heading, page.Nowhere)
		p.Desk = &d
	} else {
		p.Front = v.front(p.Heading)
	}
	if err := door.Show(v.w, v.r, code, p.View()); err != nil {
		s.Log.Error("the page of an error cannot be shown", "error", err)
		http.Error(v.w, p.Text, code)
	}
}

func (s *Site) problem(v *visit, err error) (int, page.Problem) {
	f, ok := fault.As(err)
	if !ok && errors.Is(err, context.Canceled) && v.r.Context().Err() != nil {
		f, ok = fault.New(fault.Busy, "You left before this was done. Nothing was changed."), true
	}
	if !ok {
		ref := door.Reference()
		s.Log.Error("an act failed", "reference", ref, "pattern", v.r.Pattern, "error", err)
		return http.StatusInternalServerError, page.Problem{
			Status: "500", Heading: v.say("Something went wrong here"), Reference: ref,
			Text: v.say("It is ours to mend, and nothing of what you did was half done. Try again; if it stays, tell whoever runs Kept this reference."),
		}
	}
	row := map[fault.Kind]struct {
		code    int
		status  string
		heading string
	}{
		fault.Invalid:    {http.StatusUnprocessableEntity, "422", v.say("That does not work yet")},
		fault.NotFound:   {http.StatusNotFound, "404", v.say("There is nothing here")},
		fault.NotAllowed: {http.StatusForbidden, "403", v.say("This is not yours to do")},
		fault.Conflict:   {http.StatusConflict, "409", v.say("That has changed in the meantime")},
		fault.Busy:       {http.StatusServiceUnavailable, "503", v.say("Not now")},
	}[f.Kind]
	if row.code == 0 {
		row.code, row.status, row.heading = http.StatusInternalServerError, "500", v.say("Something went wrong here")
	}
	return row.code, page.Problem{Status: row.status, Heading: row.heading, Text: strings.TrimPrefix(v.voice().Refusal(f.Error()), row.heading+". ")}
}
