package web

import (
	"context"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// handOffRoutes are the pages of what is needed from others.
func (s *Site) handOffRoutes() {
	s.desk("GET "+page.HandOffsURL, handOffList)
	s.desk("GET /promises/{promise}/hand-offs/new", newHandOff)
	s.desk("POST /promises/{promise}/hand-offs", askSomebody)
	s.desk("GET /steps/{step}/hand-offs/new", newHandOff)
	s.desk("POST /steps/{step}/hand-offs", askSomebody)
	s.desk("GET /projects/{project}/hand-offs/new", newHandOff)
	s.desk("POST /projects/{project}/hand-offs", askSomebody)
	s.desk("POST /hand-offs/{handoff}/replies", replyToHandOff)
	s.desk("GET /hand-offs/{handoff}", handOffPage)
	s.desk("POST /hand-offs/{handoff}/answers", answerHandOff)
	s.desk("POST /hand-offs/{handoff}/withdrawal", withdrawHandOff)
	s.desk("POST /hand-offs/{handoff}/reminders", remindOfHandOff)
	s.desk("POST /hand-offs/{handoff}/moments", needHandOff)
}

// mostNeeds is how many hand-offs a page lists besides what it is about.
const mostNeeds = 20

// needsOf builds the part of a page about what is needed from others.
func needsOf(v *visit, f office.HandOffFilter, named bool) ([]page.HandOffRow, error) {
	f.Part.Limit = mostNeeds
	rows, err := v.o.HandOffs.List(v.r.Context(), v.who, f)
	var out []page.HandOffRow
	for _, r := range rows {
		out = append(out, handOffRow(v, r, named))
	}
	return out, err
}

// stillWaiting are those of the rows that are wanted yet.
func stillWaiting(rows []page.HandOffRow) []page.HandOffRow {
	var out []page.HandOffRow
	for _, r := range rows {
		if !r.Need.None() {
			out = append(out, r)
		}
	}
	return out
}

// handOffRow builds a line of a list; named says for what it is.
func handOffRow(v *visit, r office.HandOffRow, named bool) page.HandOffRow {
	row := page.HandOffRow{URL: "/hand-offs/" + string(r.ID), Words: r.Words, Who: r.PartyName}
	if named {
		row.For = r.For + " (" + r.ClientName + ")"
	}
	if !r.Over {
		row.Need = v.moment(r.NeedBy, nil)
	}
	if n := r.Reminded(); n > 0 && r.State == handoff.Asked {
		row.Note = remindedTimes(v, n)
	}
	late := !r.Over && !v.now.Before(r.NeedBy)
	switch r.State {
	case handoff.Asked:
		row.State = v.say("no answer yet")
		if r.Unreached() {
			row.State = v.say("not reached")
		}
	case handoff.Accepted:
		row.State = v.say("agreed")
	case handoff.Declined:
		row.State, row.Tone = v.say("declined"), "doubtful"
	case handoff.AnotherDate:
		row.State = v.say("offers {day}", "day", sayDay(v.voice(), r.Offered, worktime.DayOf(v.now, v.cal.Location())))
		if !r.Offered.Before(worktime.DayOf(r.NeedBy, v.cal.Location())) {
			row.Tone = "doubtful"
		}
	case handoff.Stuck:
		row.State, row.Tone = v.say("stuck"), "doubtful"
	case handoff.Done:
		row.State, row.Tone = v.say("done"), "kept"
	case handoff.Withdrawn:
		row.State = v.say("not needed any more")
	}
	switch {
	case r.Kind != handoff.Work && (r.State == handoff.Done || r.State == handoff.Declined):
		row.State, row.Tone = v.say("answered"), "kept"
		if r.Kind == handoff.Approval {
			row.State = v.say("approved")
		}
		if r.State == handoff.Declined {
			row.State, row.Tone = v.say("not approved"), "doubtful"
		}
	case late:
		row.Tone = "broken"
	case r.Over && r.State != handoff.Done:
		row.Tone = ""
	}
	return row
}

// remindedTimes says how often somebody was reminded.
func remindedTimes(v *visit, n int) string {
	if n == 2 {
		return v.say("reminded twice")
	}
	return v.count(n, "reminded once", "reminded {n} times")
}

// handOffList lists what is needed from others.
func handOffList(v *visit) error {
	q := v.r.URL.Query()
	f := office.HandOffFilter{Part: store.HandOffSlice{Before: handoff.ID(q.Get("before")), Limit: office.Page + 1}}
	which, at := q.Get("of"), ""
	switch {
	case q.Get("client") != "":
		f.Client, at = client.ID(q.Get("client")), "client="+q.Get("client")
	case q.Get("project") != "":
		f.Project, at = client.ProjectID(q.Get("project")), "project="+q.Get("project")
	case which == "all":
	case which == "me":
		f.Party = string(v.who.Member)
	default:
		which, f.Owner = "mine", v.who.Member
	}
	if at == "" {
		at = "of=" + which
	}
	rows, err := v.o.HandOffs.List(v.r.Context(), v.who, f)
	if err != nil {
		return err
	}
	p := page.HandOffs{
		Desk: v.frame(v.say("Waiting for others"), page.InHandOffs),
		Views: []page.Shortcut{
			{Text: v.say("I asked"), URL: page.HandOffsURL, Here: which == "mine"}, {Text: v.say("Asked of me"), URL: page.HandOffsURL + "?of=me", Here: which == "me"},
			{Text: v.say("All"), URL: page.HandOffsURL + "?of=all", Here: which == "all"},
		},
		None: v.say("What a promise needs from a colleague, the client or a third party is asked for on the promise’s own page. Who does not answer is reminded, and you are asked in time to tell the client."),
	}
	if len(rows) > office.Page {
		rows = rows[:office.Page]
		p.Pager.Older = page.HandOffsURL + "?" + at + "&before=" + string(rows[len(rows)-1].ID)
	}
	for _, r := range rows {
		p.Rows = append(p.Rows, handOffRow(v, r, true))
	}
	p.Pager.Said = v.say("{n} shown, the newest first", "n", strconv.Itoa(len(rows)))
	return v.show(p)
}

// waits is what a hand-off is asked for: a promise, or a step.
type waits struct {
	at       string // the path of its page
	form     page.HandOffForm
	promise  promise.ID
	step     plan.ID
	project  client.ProjectID
	contacts []client.Contact
	owner    member.ID
}

// openWaits loads what somebody is to be asked for, and builds the form.
func openWaits(v *visit) (waits, error) {
	w := waits{form: page.NewHandOffForm(v.frame(v.say("Ask somebody"), page.InPromises), echoOf("need_by", ""))}
	f := &w.form
	if v.r.PathValue("promise") != "" {
		d, err := openPromise(v)
		if err != nil {
			return w, err
		}
		if d.Promise.State != promise.Open {
			return w, fault.New(fault.Conflict, "This promise is not open any more: nothing is needed for it.")
		}
		w.at, w.promise, w.contacts, w.owner = d.here, d.Promise.ID, d.Contacts, d.Promise.OwnerID
		f.Client, f.For = uiClient(d.Promise.ClientID, d.Client.Name, d.Client.Colour, d.Client.LogoID), d.Promise.Words
		f.Desk.Crumbs = []ui.Link{{Text: v.say("Promises"), URL: page.PromisesURL}, {Text: d.Promise.Words, URL: d.here}}
		f.By = v.say("Leave it empty, and it is worked back from the client’s date: they are to be told by {when} at the latest, and your own work comes before that.", "when", v.short(d.TellBy))
		f.Need.Hint = v.say("Not later than {when}.", "when", v.short(d.TellBy))
	} else if id := v.r.PathValue("project"); id != "" {
		if err := w.ofProject(v, client.ProjectID(id)); err != nil {
			return w, err
		}
	} else {
		pv, s, err := openStep(v)
		if err != nil {
			return w, err
		}
		if s.Done() {
			return w, fault.New(fault.Conflict, "This step is done: nothing is needed for it.")
		}
		w.at, w.step, w.contacts, w.owner = "/steps/"+string(s.ID), s.ID, pv.Contacts, pv.Project.OwnerID
		f.Client, f.For = uiClient(string(pv.Client.ID), pv.Client.Name, pv.Client.Colour, pv.Client.LogoID), s.Name
		f.Desk.Crumbs = append(clientCrumbs(v, pv.Client), ui.Link{Text: v.say("Plan"), URL: planURL(pv.Project.ID)}, ui.Link{Text: s.Name, URL: w.at})
		f.By = v.say("Leave it empty, and it is worked back from the day on which the step begins.")
	}
	f.Form = ui.Form{Action: w.at + "/hand-offs", Once: newOnce(), Back: w.at}
	f.Party.Options = w.parties(v)
	f.Work.Options = workOptions(v)
	kind := v.r.URL.Query().Get("kind")
	if kind == "" && w.project != "" {
		kind = string(handoff.Question)
	}
	for i, o := range f.Kind.Options {
		f.Kind.Options[i].Selected = o.Value == kind || kind == "" && o.Value == "work"
	}
	offer(v.voice(), &f.Need, v.cal, v.now)
	return w, nil
}

// ofProject is what is asked about a project: a question or an approval.
func (w *waits) ofProject(v *visit, id client.ProjectID) error {
	pr, err := v.o.Clients.Project(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, pr.ClientID)
	if err != nil {
		return err
	}
	f := &w.form
	w.at, w.project, w.contacts = "/projects/"+string(id), id, b.Contacts
	f.Client, f.For = uiClient(string(b.Client.ID), b.Client.Name, b.Client.Colour, b.Client.LogoID), pr.Name
	f.Desk.Crumbs = append(clientCrumbs(v, b.Client), ui.Link{Text: pr.Name, URL: w.at})
	f.By = v.say("Leave it empty, and they have three of their business days.")
	f.Kind.Options = f.Kind.Options[1:]
	return nil
}

// parties are all who can be asked.
func (w waits) parties(v *visit) []ui.Option {
	out := []ui.Option{{Label: v.say("Choose"), Value: ""}}
	for _, m := range v.team.All() {
		if w.project == "" && m.Active() && m.ID != w.owner {
			out = append(out, ui.Option{Group: v.say("Us"), Label: m.Name, Value: string(plan.Ours) + ":" + string(m.ID)})
		}
	}
	for _, k := range w.contacts {
		if k.EndedAt.IsZero() {
			out = append(out, ui.Option{Group: w.form.Client.Name, Label: k.Name, Value: string(plan.Theirs) + ":" + string(k.ID)})
		}
	}
	if w.project != "" {
		return out
	}
	return append(out, ui.Option{Group: v.say("Others"), Label: v.say("A third party"), Value: string(plan.Third) + ":"})
}

// workOptions are how much work may come after.
func workOptions(v *visit) []ui.Option {
	var out []ui.Option
	for _, o := range []struct {
		label string
		work  time.Duration
	}{{v.say("None"), 0}, {v.say("Two hours"), 2 * time.Hour}, {v.say("Half a working day"), handoff.UsualWork}, {v.say("One working day"), 8 * time.Hour}, {v.say("Two working days"), 16 * time.Hour}, {v.say("Three working days"), 24 * time.Hour}, {v.say("A working week"), 40 * time.Hour}} {
		out = append(out, ui.Option{Label: o.label, Value: o.work.String(), Selected: o.work == handoff.UsualWork})
	}
	return out
}

// newHandOff shows the form.
func newHandOff(v *visit) error {
	w, err := openWaits(v)
	if err != nil {
		return err
	}
	return v.show(w.form)
}

// askSomebody asks somebody for something.
func askSomebody(v *visit) error {
	if err := parseForm(v, "words"); err != nil {
		return err
	}
	w, err := openWaits(v)
	if err != nil {
		return err
	}
	f := &w.form
	in, err := w.sent(v)
	var to string
	if err == nil {
		to, err = once(v, func(ctx context.Context) (string, error) {
			h, err := v.o.HandOffs.Ask(ctx, v.who, in)
			return "/hand-offs/" + string(h.ID), err
		})
	}
	if err != nil {
		if err := v.complain(err, &f.Form, f.Fields()...); err != nil {
			return err
		}
		return v.again(*f)
	}
	v.leave(v.say("Asked by mail. You are told in time if no answer comes."))
	return v.go303(to)
}

// sent reads what was sent.
func (w *waits) sent(v *visit) (office.NewHandOff, error) {
	form := v.r.PostForm
	side, who, _ := strings.Cut(form.Get("party"), ":")
	in := office.NewHandOff{
		Promise: w.promise, Step: w.step, Project: w.project, Kind: handoff.Kind(strings.TrimPrefix(form.Get("kind"), "work")), Party: plan.Party{Side: plan.Side(side), ID: who}, Words: oneLine(form.Get("words")), Why: oneLine(form.Get("why")),
	}
	if in.Party.Side == plan.Third {
		in.Party.Name, in.Email = strings.TrimSpace(form.Get("party_name")), strings.TrimSpace(form.Get("email"))
	}
	switch in.Kind {
	case handoff.Question:
		in.Options = linesOf(form.Get("options"))
	case handoff.Approval:
		in.Shown = form.Get("shown")
	}
	var k fault.Check
	if text := form.Get("work"); text != "" {
		work, err := time.ParseDuration(text)
		k.Want(err == nil, "work", "Choose one of these.")
		in.Work = &work
	}
	need, err := dateOf(form, &w.form.Need, v.cal, v.now)
	if err == nil {
		err = confirmed(w.form.Need)
	}
	if need != (promise.When{}) {
		in.NeedBy = need.Due(v.cal)
	}
	return in, gather(k.Err(), err)
}

// linesOf gives the lines of a text that are not empty.
func linesOf(s string) []string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if l = oneLine(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// oneLine puts what was written on several lines on one.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
