package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/issue"
	"kept/promise"
)

// issueRoutes are the pages of what went wrong.
func (s *Site) issueRoutes() {
	s.desk("GET "+page.IssuesURL, issueList)
	s.desk("GET "+page.IssuesURL+"/new", newIssue)
	s.desk("POST "+page.IssuesURL, recordIssue)
	s.desk("GET "+page.IssuesURL+"/{issue}", issuePage)
	s.desk("POST "+page.IssuesURL+"/{issue}", saveIssue)
	s.desk("POST "+page.IssuesURL+"/{issue}/touches", touchIssue(func(v *visit) office.Touching {
		return office.Touching{Promises: idsOf[promise.ID](v.r.PostForm["promise"]), Clients: idsOf[client.ID](v.r.PostForm["client"])}
	}))
	s.desk("POST "+page.IssuesURL+"/{issue}/touches/{client}/end", touchIssue(func(v *visit) office.Touching {
		return office.Touching{Leave: []client.ID{client.ID(v.r.PathValue("client"))}}
	}))
	s.desk("POST "+page.IssuesURL+"/{issue}/tellings", tellIssue)
	s.desk("POST "+page.IssuesURL+"/{issue}/tellings/preview", previewIssue)
}

// issueList shows what went wrong, the newest first.
func issueList(v *visit) error {
	all, err := v.o.Issues.All(v.r.Context(), v.who, issue.ID(v.r.URL.Query().Get("before")), office.MaxIssues)
	if err != nil {
		return err
	}
	p := page.Issues{Desk: v.frame(v.say("Issues"), page.InIssues)}
	for _, i := range all {
		row := page.IssueRow{URL: page.IssueURL(string(i.ID)), What: i.What, State: issueState(v.voice(), i.State), Over: !i.Open(), Owner: v.team.Name(i.OwnerID), Made: v.moment(i.MadeAt, nil)}
		if n := i.Unknowing; n > 0 {
			row.Untold = v.count(n, "1 client of {all} not told how it stands", "{n} clients of {all} not told how it stands", "all", strconv.Itoa(i.Touched))
		}
		p.Rows = append(p.Rows, row)
	}
	if len(all) == office.MaxIssues {
		p.Older = with(page.IssuesURL, nil, "before", string(all[len(all)-1].ID))
	}
	return v.show(p)
}

// issueState is how far an issue is, in two or three words.
func issueState(v tongue.Voice, s issue.State) string {
	switch s {
	case issue.Known:
		return v.Say("cause known")
	case issue.Fixing:
		return v.Say("being put right")
	case issue.Watching:
		return v.Say("put right, watched")
	case issue.Closed:
		return v.Say("over")
	}
	return v.Say("looked into")
}

func issueStates(v tongue.Voice, of issue.State) []ui.Option {
	var out []ui.Option
	for _, s := range issue.States() {
		say := []rune(issueState(v, s))
		out = append(out, ui.Option{Value: string(s), Label: strings.ToUpper(string(say[:1])) + string(say[1:]), Selected: s == of})
	}
	return out
}

// newIssue asks what went wrong; the address says what it touches to begin with: a
// promise, a project with all that is owed in it, or a client.
func newIssue(v *visit) error {
	f, err := issueFormFor(v)
	if err != nil {
		return err
	}
	return v.show(f)
}

func issueFormFor(v *visit) (page.IssueForm, error) {
	f := page.NewIssueForm(v.frame(v.say("Record an issue"), page.InIssues), issueStates(v.voice(), issue.Found))
	f.Desk.Crumbs = []ui.Link{{Text: v.say("Issues"), URL: page.IssuesURL}}
	q := v.r.URL.Query()
	f.Form = ui.Form{Action: with(page.IssuesURL, nil, "promise", q.Get("promise"), "project", q.Get("project"), "client", q.Get("client")), Once: newOnce(), Back: page.IssuesURL}
	of, project, only := client.ID(q.Get("client")), q.Get("project"), promise.ID(q.Get("promise"))
	switch {
	case only != "":
		p, err := v.o.Promises.View(v.r.Context(), v.who, only)
		if err != nil {
			return f, err
		}
		of, project = p.Client.ID, p.Promise.ProjectID
	case project != "":
		p, err := v.o.Clients.Project(v.r.Context(), v.who, client.ProjectID(project))
		if err != nil {
			return f, err
		}
		of = p.ClientID
	}
	if of == "" {
		return f, nil
	}
	c, err := v.o.Notices.Compose(v.r.Context(), v.who, of)
	if err != nil {
		return f, err
	}
	f.Touches = []page.IssuePick{pickOf(v, c, func(r store.PromiseRow) (shown, picked bool) {
		return project == "" || r.ProjectID == project || r.ID == only, only == "" && project != "" || r.ID == only
	})}
	return f, nil
}

// pickOf offers a client at large, and those of his promises that are to be shown.
func pickOf(v *visit, c office.ComposeView, choose func(store.PromiseRow) (shown, picked bool)) page.IssuePick {
	p := page.IssuePick{Client: uiClient(string(c.Client.ID), c.Client.Name, c.Client.Colour, c.Client.LogoID)}
	for _, r := range c.Owed() {
		shown, picked := choose(r)
		if shown && len(p.Checks) < issue.MaxPromises {
			p.Checks = append(p.Checks, ui.Field{Name: "promise", ID: "touch-" + string(r.ID), Value: string(r.ID), Label: r.Words, Hint: v.dueOf(r, c.Calendar).Text, Checked: picked})
		}
	}
	p.Checks = append(p.Checks, ui.Field{Name: "client", ID: "touch-" + string(c.Client.ID), Value: string(c.Client.ID), Label: v.say("{client}, no date of theirs", "client", c.Client.Name), Checked: len(p.Checks) == 0})
	return p
}

// recordIssue records what went wrong.
func recordIssue(v *visit) error {
	if err := parseForm(v, "what"); err != nil {
		return err
	}
	f, err := issueFormFor(v)
	if err != nil {
		return err
	}
	form := v.r.PostForm
	var i issue.Issue
	to, err := once(v, func(ctx context.Context) (string, error) {
		var err error
		i, err = v.o.Issues.Record(ctx, v.who, office.NewIssue{
			State: issue.State(form.Get("state")), What: oneLine(form.Get("what")), Effect: strings.TrimSpace(form.Get("effect")), Fix: strings.TrimSpace(form.Get("fix")),
			Promises: idsOf[promise.ID](form["promise"]), Clients: idsOf[client.ID](form["client"]),
		})
		return page.IssueURL(string(i.ID)), err
	})
	if err != nil {
		ui.Refill(form, f.Fields()...)
		for k := range f.Touches {
			for n := range f.Touches[k].Checks {
				c := &f.Touches[k].Checks[n]
				c.Checked = slices.Contains(form[c.Name], c.Value)
			}
		}
		if err := v.complain(renamed(err, map[string]string{"promises": "what", "clients": "what", "closing": "state"}), &f.Form, f.Fields()...); err != nil {
			return err
		}
		return v.again(f)
	}
	v.leave(v.say("Recorded. Nobody was told yet."))
	return v.go303(to)
}

// idsOf reads ids out of a form, each once.
func idsOf[T ~string](sent []string) []T {
	var out []T
	for _, s := range sent {
		if id := T(s); s != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// issueDesk is the page of an issue at work.
type issueDesk struct {
	*visit
	office.IssueView
	page page.IssuePage
}

// issuePage shows an issue, whom it touches, and the form that tells them.
func issuePage(v *visit) error {
	d, err := openIssue(v)
	if err != nil {
		return err
	}
	_, _ = d.read(d.blank()) // nobody has written anything yet
	return v.show(d.page)
}

func openIssue(v *visit) (*issueDesk, error) {
	d := &issueDesk{visit: v}
	var err error
	if d.IssueView, err = v.o.Issues.View(v.r.Context(), v.who, issue.ID(v.r.PathValue("issue"))); err != nil {
		return nil, err
	}
	here := page.IssueURL(string(d.ID))
	p := page.NewIssuePage(v.frame(d.What, page.InIssues), issueStates(v.voice(), d.State), echoOf("next", ""))
	p.Desk.Crumbs = []ui.Link{{Text: v.say("Issues"), URL: page.IssuesURL}}
	p.What, p.State, p.Over, p.Owner, p.Made = d.What, issueState(v.voice(), d.State), !d.Open(), v.team.Name(d.OwnerID), v.moment(d.MadeAt, nil)
	p.Form = ui.Form{Action: here + "/tellings", Once: newOnce(), Version: strconv.Itoa(d.Version)}
	p.Save, p.Preview = here, here+"/tellings/preview"
	offer(v.voice(), &p.Next, v.cal, v.now)
	p.Next.Hint = v.say("In your time. It is the next contact of everybody who is told.")
	p.Settled = v.r.Method == http.MethodGet
	for _, t := range d.Touched {
		p.Settled = p.Settled && !t.Untold
		p.Touched = append(p.Touched, d.touched(t, here))
	}
	d.page = p
	return d, d.find(here)
}

// touched is a client whom it touches, with what he knows.
func (d *issueDesk) touched(t office.TouchView, here string) page.IssueTouch {
	out := page.IssueTouch{Client: uiClient(t.ClientID, t.Client.Name, t.Client.Colour, t.Client.LogoID), State: d.say("knows how it stands"), Tone: "kept"}
	for _, r := range t.Matters {
		out.Promises = append(out.Promises, ui.Link{Text: r.Words, URL: "/promises/" + string(r.ID)})
	}
	last, ever := t.Told()
	if ever {
		out.When = d.moment(last.At, nil)
	}
	switch {
	case t.Untold && ever:
		out.State, out.Tone = d.say("knows less"), "doubtful"
	case t.Untold:
		out.State, out.Tone = d.say("not told yet"), "broken"
		out.When = d.moment(t.Since, nil)
	case !ever:
		out.State, out.Tone = d.say("never told"), "doubtful"
	case ever && !last.Reached && d.now.After(last.At.Add(office.UndoFor)):
		out.State, out.Tone = d.say("not arrived"), "broken"
	}
	if !ever {
		out.Drop = &ui.Form{Action: here + "/touches/" + t.ClientID + "/end", Once: newOnce(), Version: strconv.Itoa(d.Version)}
	}
	return out
}

// mostFound is how many clients and promises are offered at once.
const mostFound = 30

// find offers whom else it may touch: what was looked for, or else what is owed
// besides to those whom it touches.
func (d *issueDesk) find(here string) error {
	if !d.Open() {
		return nil
	}
	p := &d.page
	p.Add = ui.Form{Action: here + "/touches", Once: newOnce(), Version: strconv.Itoa(d.Version)}
	p.Find.Value = strings.TrimSpace(d.r.URL.Query().Get("find"))
	if p.Find.Value == "" {
		return nil
	}
	promises, _, err := d.o.Promises.Find(d.r.Context(), d.who, p.Find.Value)
	if err != nil {
		return err
	}
	found, err := d.o.Clients.Search(d.r.Context(), d.who, p.Find.Value)
	if err != nil {
		return err
	}
	var order []client.ID
	hits := map[client.ID]map[promise.ID]bool{}
	add := func(c client.ID, id promise.ID) {
		if hits[c] == nil {
			if len(order) == mostFound {
				return
			}
			order, hits[c] = append(order, c), map[promise.ID]bool{}
		}
		hits[c][id] = true
	}
	for _, c := range found.Clients {
		add(c.ID, "")
	}
	for _, r := range promises {
		if r.State == promise.Open {
			add(r.ClientID, r.ID)
		}
	}
	for _, c := range order {
		view, err := d.o.Notices.Compose(d.r.Context(), d.who, c)
		if err != nil {
			return err
		}
		pick := pickOf(d.visit, view, func(r store.PromiseRow) (bool, bool) {
			return !d.touches(r.ID) && (hits[c][""] || hits[c][r.ID]), hits[c][r.ID]
		})
		for n := range pick.Checks {
			if pick.Checks[n].Name == "client" {
				pick.Checks[n].Checked = false
			}
		}
		p.Found = append(p.Found, pick)
	}
	if len(p.Found) == 0 {
		p.None = d.say("Nothing that is open fits “{what}”.", "what", p.Find.Value)
	}
	return nil
}

func (d *issueDesk) touches(id promise.ID) bool {
	return slices.ContainsFunc(d.Touched, func(t office.TouchView) bool { return slices.Contains(t.Promises, id) })
}

// touchIssue says whom else it touches, or whom it does not touch after all.
func touchIssue(how func(*visit) office.Touching) handler {
	return func(v *visit) error {
		if err := parseForm(v, "version"); err != nil {
			return err
		}
		id := issue.ID(v.r.PathValue("issue"))
		here := page.IssueURL(string(id))
		_, err := once(v, func(ctx context.Context) (string, error) {
			_, err := v.o.Issues.Touch(ctx, v.who, id, versionOf(v), how(v))
			return here, err
		})
		if err == nil {
			return v.go303(here)
		}
		d, wrong := openIssue(v)
		if wrong != nil {
			return wrong
		}
		_, _ = d.read(d.blank())
		return v.refuse(err, v.r.URL.Path, nil, func(f *page.Flash) page.Page { d.page.Desk.Flash = f; return d.page })
	}
}

// idsForm is the field in which a form says which clients are told.
const idsForm = "tell"

// blank is the form as it opens: whoever does not know how it stands is to be told.
func (d *issueDesk) blank() url.Values {
	form := url.Values{"state": {string(d.State)}, "what": {d.What}, "effect": {d.Effect}, "fix": {d.Fix}, "closing": {d.Closing}}
	for _, t := range d.Touched {
		if t.Untold {
			form.Add(idsForm, t.ClientID)
		}
		for _, k := range t.Contacts {
			if k.Portal && k.Email != "" && t.NoMail[k.ID] == "" || d.promised(t, k.ID) {
				form.Add("to_"+t.ClientID, string(k.ID))
			}
		}
	}
	return form
}

// promised tells whether one of the touched promises was made to a contact.
func (d *issueDesk) promised(t office.TouchView, id client.ContactID) bool {
	return slices.ContainsFunc(t.Matters, func(m office.Matter) bool { return m.Contact == id })
}
