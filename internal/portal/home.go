package portal

import (
	"net/http"
	"slices"
	"strconv"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/notice"
	"kept/promise"
)

// home answers the five questions: where are we, what happens next, when, who
// is on it, when do I hear.
func (s *Site) home(v *visit) error {
	view, err := s.o.Portal.Glance(v.r.Context(), v.who, page.MaxKept)
	if err != nil {
		return err
	}
	r := v.reading(view)
	p := page.Home{
		Frame: r.frame(r.say("Your page")), Today: r.voice().FullDay(v.now.In(r.cal.Location())), Greeting: r.voice().Greeting(v.now.In(r.cal.Location()), view.Contact.Name),
		Leader: r.contact(view.Leader, r.say("looks after you")), Closed: !view.Client.Open(),
	}
	p.TalksURL = v.root + "messages"
	if !v.borrowed() {
		p.WriteURL = v.root + "messages/new"
	}
	p.Plans = waysTo(r)
	for _, u := range view.Updates {
		p.Updates = append(p.Updates, page.UpdateLink{Update: ui.Link{Text: u.Subject, URL: v.root + "updates/" + string(u.ID)}, At: r.moment(u.SentAt)})
	}
	p.Waits, p.Site = r.waitsFor(), siteIn(r)
	for _, i := range view.Issues {
		p.Issues = append(p.Issues, r.issueOf(i))
	}
	for _, o := range view.Open {
		p.Promises = append(p.Promises, r.promiseOf(o))
	}
	p.Where, p.People = r.where(p.Promises), peopleOf(r)
	if len(view.Open) > 0 {
		p.NextStep, p.When, p.Who = p.Promises[0].Words, p.Promises[0].When, r.contact(view.Open[0].Owner, r.say("sees to it"))
	} else {
		p.Who = p.Leader
	}
	if view.Next != nil {
		p.Hear = r.promiseOf(*view.Next).When
		p.HearHow = r.say("{who} gets in touch by then, whatever happens.", "who", view.Next.Owner.Name)
	}
	if len(view.Done) > page.MaxKept {
		view.Done, p.AllKeptURL = view.Done[:page.MaxKept], v.root+"kept"
	}
	for _, k := range view.Done {
		p.Kept = append(p.Kept, r.promiseOf(k))
	}
	if len(view.Notices) > page.MaxNotices {
		view.Notices, p.AllToldURL = view.Notices[:page.MaxNotices], v.root+"told"
	}
	if p.Notices, err = shownNotices(r, view.Notices); err != nil {
		return err
	}
	return v.show(p)
}

// shownNotices writes letters, and notes that they were seen: those alone that stand
// on the page.
func shownNotices(r reading, all []notice.Notice) ([]page.Notice, error) {
	var out []page.Notice
	var fresh []notice.ID
	for _, n := range all {
		out = append(out, r.noticeOf(n))
		if n.SeenAt.IsZero() {
			fresh = append(fresh, n.ID)
		}
	}
	return out, r.seen(fresh...)
}

// allTold lists all letters to the reader, as far back as his page knows them.
func allTold(v *visit) error {
	view, err := v.o.Portal.View(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	r := v.reading(view)
	p := page.List{Frame: r.frame(r.say("What we have told you")), Heading: r.say("What we have told you"), None: r.say("Nothing has been sent to you yet.")}
	if p.Notices, err = shownNotices(r, view.Notices); err != nil {
		return err
	}
	return v.show(p)
}

// allKept lists all promises that are over, as far back as his page knows them.
func allKept(v *visit) error {
	view, err := v.o.Portal.View(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	r := v.reading(view)
	p := page.List{Frame: r.frame(r.say("All that was kept")), Heading: r.say("All that was kept"), None: r.say("Nothing is behind us yet.")}
	for _, k := range view.Done {
		p.Promises = append(p.Promises, r.promiseOf(k))
	}
	return v.show(p)
}

// where says in a sentence where everything stands: what is open, and
// honestly what is late.
func (r reading) where(all []page.Promise) string {
	late, moved := 0, 0
	for _, p := range all {
		switch p.State {
		case ui.Broken:
			late++
		case ui.Told:
			moved++
		}
	}
	open := len(all)
	switch {
	case open == 0:
		return r.say("Everything that we have promised you is done.")
	case late == 1 && open == 1:
		return r.say("The one thing that is open is late. We are sorry.")
	case late > 0:
		return r.voice().Count(late, "Of {open} things that are open, one is late. We are sorry.", "Of {open} things that are open, {n} are late. We are sorry.", "open", strconv.Itoa(open))
	case moved == 1 && open == 1:
		return r.say("One thing is open; it got a new date, of which you were told.")
	case moved > 0:
		return r.voice().Count(moved, "{open} things are open; one got a new date, of which you were told.", "{open} things are open; {n} got new dates, of which you were told.", "open", strconv.Itoa(open))
	}
	return r.voice().Count(open, "One thing is open, and it is on its way.", "{n} things are open, and all of them are on their way.")
}

// promise shows one promise with its honest history.
func (s *Site) promise(v *visit) error {
	view, pp, err := s.o.Portal.Promise(v.r.Context(), v.who, promise.ID(v.r.PathValue("promise")))
	if err != nil {
		return err
	}
	r := v.reading(view)
	p := page.PromisePage{Frame: r.frame(pp.Promise.Words), Promise: r.promiseOf(pp), Source: pp.Promise.Source, Contact: r.contact(pp.Owner, r.say("sees to it"))}
	if p.Comments, err = r.comments("promise:"+string(pp.Promise.ID), "promises/"+string(pp.Promise.ID)); err != nil {
		return err
	}
	return v.show(p)
}

// notice shows one letter, word for word, and notes that it was seen.
func (s *Site) notice(v *visit) error {
	view, n, err := s.o.Portal.Notice(v.r.Context(), v.who, notice.ID(v.r.PathValue("notice")))
	if err != nil {
		return err
	}
	if err := v.seen(n.ID); err != nil {
		return err
	}
	r := v.reading(view)
	return v.show(page.NoticePage{Frame: r.frame(n.Subject), Notice: r.noticeOf(n), To: view.Contact.Name, Contact: r.contact(view.Leader, r.say("looks after you"))})
}

// devices lists where the page is open.
func (s *Site) devices(v *visit) error {
	view, err := s.o.Portal.Glance(v.r.Context(), v.who, page.MaxKept)
	if err != nil {
		return err
	}
	all, err := s.o.Access.Sessions(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	r := v.reading(view)
	p := page.Devices{
		Frame: r.frame(r.say("Your devices")), Heading: r.say("Where your page is open"), Lead: r.say("Each of these devices opens your page without asking. End those that you do not know."),
		EndAll: ui.Form{Action: "/p/devices/end"}, AllNote: r.say("This device is signed out too."),
	}
	for _, d := range all {
		p.Devices = append(p.Devices, r.device(d))
	}
	return v.show(p)
}

func (r reading) device(d store.Session) page.Device {
	return page.Device{
		Name: office.Agent(r.voice(), d.Agent), Since: r.say("Signed in on {when}.", "when", r.moment(d.MadeAt).Text), Used: r.say("Last used on {when}.", "when", r.moment(d.SeenAt).Text),
		Here: d.ID == r.guest.Session, End: ui.Form{Action: "/p/devices/" + d.ID + "/end"},
	}
}

// endDevice signs one device out.
func (s *Site) endDevice(v *visit) error {
	id := v.r.PathValue("session")
	if err := s.o.Access.EndSession(v.r.Context(), v.who, id); err != nil {
		return err
	}
	if id == v.guest.Session {
		s.cookies.SignOut(v.w)
		return v.go303("/p/enter")
	}
	return v.go303("/p/devices")
}

// endDevices signs all devices out.
func (s *Site) endDevices(v *visit) error {
	if err := s.o.Access.EndSessions(v.r.Context(), v.who); err != nil {
		return err
	}
	s.cookies.SignOut(v.w)
	return v.go303("/p/enter")
}

// picture serves the firm's or the client's own logo, and no other picture.
func (s *Site) picture(v *visit) error {
	view, err := s.o.Portal.Glance(v.r.Context(), v.who, page.MaxKept)
	if err != nil {
		return err
	}
	id := v.r.PathValue("picture")
	if id == "" || !slices.Contains(append(view.Faces, view.Firm.LogoID, view.Client.LogoID), id) {
		return fault.New(fault.NotFound, "There is no picture at this address.")
	}
	p, err := s.o.Settings.Picture(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", p.MediaType)
	v.w.Header().Set("Cache-Control", "private, max-age=86400, immutable")
	v.w.WriteHeader(http.StatusOK)
	_, err = v.w.Write(p.Bytes)
	return err
}
