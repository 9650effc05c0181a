package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"kept/client"
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
	fillHome(r, &p)
	p.People = peopleOf(r)
	several := projectsOf(r)
	if len(several) > 1 {
		p.Projects = several
	}
	p.Plans = waysTo(r, len(several) > 1)
	return showHome(r, p)
}

// fillHome builds what the page of a client and that of one of his projects have
// in common.
func fillHome(r reading, p *page.Home) {
	view := r.view
	p.TalksURL = r.root + "messages"
	if !silent(r) {
		p.WriteURL = r.root + "messages/new"
	}
	for _, u := range view.Updates {
		p.Updates = append(p.Updates, page.UpdateLink{Update: ui.Link{Text: u.Subject, URL: r.root + "updates/" + string(u.ID)}, At: r.moment(u.SentAt)})
	}
	p.Waits, p.Site = r.waitsFor(), siteIn(r)
	for _, i := range view.Issues {
		p.Issues = append(p.Issues, r.issueOf(i))
	}
	for _, o := range view.Open {
		p.Promises = append(p.Promises, r.promiseOf(o))
	}
	p.Where = r.where(p.Promises)
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
		view.Done, p.AllKeptURL = view.Done[:page.MaxKept], r.root+"kept"
	}
	for _, k := range view.Done {
		p.Kept = append(p.Kept, r.promiseOf(k))
	}
}

// showHome shows the page, and notes that its letters were seen.
func showHome(r reading, p page.Home) error {
	all := r.view.Notices
	if len(all) > page.MaxNotices {
		all, p.AllToldURL = all[:page.MaxNotices], r.root+"told"
	}
	var err error
	if p.Notices, err = shownNotices(r, all); err != nil {
		return err
	}
	return r.show(p)
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

// projects lists the client's projects with where each stands, the open ones first.
func projectsOf(r reading) []page.Project {
	var open, closed []page.Project
	for _, x := range r.view.Projects {
		p := page.Project{Name: x.Name, URL: r.root + "projects/" + string(x.ID)}
		if !x.Open() {
			p.Where = r.say("This project is closed.")
			closed = append(closed, p)
			continue
		}
		p.Where = r.where(promisesOf(r, x))
		if next := r.view.NextOf(x.ID); next != nil {
			p.Hear, p.Who = r.promiseOf(*next).When, who(next.Owner)
		}
		open = append(open, p)
	}
	return append(open, closed...)
}

// promisesOf are the open promises of a project.
func promisesOf(r reading, x client.Project) []page.Promise {
	var out []page.Promise
	for _, o := range r.view.Open {
		if o.Promise.ProjectID == string(x.ID) {
			out = append(out, r.promiseOf(o))
		}
	}
	return out
}

// project shows one project of a client: the same questions, about it alone.
func projectPage(v *visit) error {
	view, pr, err := v.o.Portal.Project(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")))
	if err != nil {
		return err
	}
	r := v.reading(view)
	p := page.Home{Frame: r.frame(pr.Name), ProjectName: pr.Name, Leader: r.contact(view.Leader, r.say("looks after you")), Closed: !view.Client.Open() || !pr.Open()}
	fillHome(r, &p)
	if p.Closed && len(view.Open) == 0 {
		p.Where = r.say("This project is closed.")
	}
	here := v.root + "projects/" + string(pr.ID)
	for _, x := range view.Plans {
		if x.ID == pr.ID {
			p.Plans = append(p.Plans, page.Way{Link: ui.Link{Text: r.say("The plan"), URL: here + "/plan"}, Icon: "queue"})
		}
	}
	p.Plans = append(p.Plans, page.Way{Link: ui.Link{Text: r.say("Its documents"), URL: v.root + "documents?project=" + url.QueryEscape(string(pr.ID))}, Icon: "project"})
	for i := range p.Promises {
		p.Promises[i].Project = ""
	}
	for i := range p.Kept {
		p.Kept[i].Project = ""
	}
	return showHome(r, p)
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
