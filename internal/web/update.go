package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/news"
	"kept/promise"
	"kept/worktime"
)

// updateRoutes are the pages of status updates.
func (s *Site) updateRoutes() {
	w := way{mode: page.Updating, noun: "sendings"}
	s.desk("POST /projects/{project}/updates", draftUpdate)
	s.desk("GET /updates/{update}", updatePage(w))
	s.desk("POST /updates/{update}", saveUpdate(w))
	s.desk("POST /updates/{update}/sendings", tell(w))
	s.desk("POST /updates/{update}/sendings/preview", tellPreview(w))
	s.desk("POST /updates/{update}/dropping", dropUpdate)
	s.desk("POST /projects/{project}/cadence", setCadence)
	s.desk("POST /clients/{client}/update-rules", setUpdateRules)
	s.desk("POST /updates/{update}/planned-sending", planUpdate(w))
	s.desk("POST /updates/{update}/planned-sending/end", changeUpdate(func(v *visit) string { return v.say("It does not leave by itself any more.") }, func(v *visit, id news.ID, version int) error {
		_, err := v.o.Updates.Unplan(v.r.Context(), v.who, id, version)
		return err
	}))
	s.desk("POST /updates/{update}/approval-requests", changeUpdate(func(v *visit) string { return v.say("Asked by mail. It leaves once it is approved.") }, func(v *visit, id news.ID, version int) error {
		_, err := v.o.Updates.Ask(v.r.Context(), v.who, id, version, member.ID(v.r.PostForm.Get("approver")))
		return err
	}))
	s.desk("POST /updates/{update}/approval", changeUpdate(func(v *visit) string { return v.say("Approved. It can be sent now.") }, func(v *visit, id news.ID, version int) error {
		_, err := v.o.Updates.Approve(v.r.Context(), v.who, id, version)
		return err
	}))
	s.desk("POST /updates/{update}/return", changeUpdate(func(v *visit) string { return v.say("Given back. It is a draft again.") }, func(v *visit, id news.ID, version int) error {
		_, err := v.o.Updates.Return(v.r.Context(), v.who, id, version)
		return err
	}))
}

// draftUpdate opens the update of a project that is still to be sent, or drafts one.
func draftUpdate(v *visit) error {
	u, err := v.o.Updates.Draft(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")))
	if err != nil {
		return err
	}
	return v.go303(page.UpdateURL(string(u.ID)))
}

// updatePage is the update in the composer, or as it was sent.
func updatePage(w way) handler {
	return func(v *visit) error {
		u, err := v.o.Updates.View(v.r.Context(), v.who, news.ID(v.r.PathValue("update")))
		if err != nil {
			return err
		}
		if u.Open() {
			return tellPage(w)(v)
		}
		p := sentUpdate(v, u)
		if p.Comments, err = talksAbout(v, "update:"+string(u.ID)); err != nil {
			return err
		}
		return v.show(p)
	}
}

// sentUpdate is an update that is over: as the client read it, or as it was dropped.
func sentUpdate(v *visit, u office.UpdateView) page.UpdatePage {
	p := page.UpdatePage{Desk: v.frame(u.Subject, page.InClients), Subject: u.Subject, Client: uiClient(string(u.Client.ID), u.Client.Name, u.Client.Colour, u.Client.LogoID), Intro: u.Intro, Dropped: u.State == news.Dropped}
	p.Desk.Crumbs = append(clientCrumbs(v, u.Client), ui.Link{Text: u.Project.Name, URL: "/projects/" + u.ProjectID})
	if !u.SentAt.IsZero() {
		p.Sent = v.moment(u.SentAt, u.Calendar)
	}
	by := v.team.Name(u.AuthorID)
	switch {
	case u.Untold:
		p.How = v.say("{who} sent it {when}, on their page alone: nobody was told.", "who", by)
	case u.Unshared:
		p.How = v.say("{who} sent it {when}, by mail alone: it does not stand on their page.", "who", by)
	default:
		p.How = v.say("{who} sent it {when}", "who", by)
	}
	for _, x := range news.Parts() {
		if lines := u.Of(x); len(lines) > 0 {
			part := page.UpdatePart{Title: v.voice().Say(office.PartTitle(x))}
			for _, l := range lines {
				part.Lines = append(part.Lines, page.UpdateLine{Text: ui.Field{Value: l.Text}, Source: sourceLink(v, l.Source)})
			}
			p.Parts = append(p.Parts, part)
		}
	}
	return p
}

// sourceLink leads to the record on which a line stands.
func sourceLink(v *visit, source string) ui.Link {
	kind, id, ok := strings.Cut(source, ":")
	at := map[string]ui.Link{"step": {Text: v.say("the step"), URL: "/steps/"}, "promise": {Text: v.say("the promise"), URL: "/promises/"}, "handoff": {Text: v.say("the hand-off"), URL: "/hand-offs/"}, "check-in": {Text: v.say("the check-in"), URL: "/check-ins/"}, "field-log": {Text: v.say("the field log"), URL: "/field-log/"}}[kind]
	if !ok || at.URL == "" {
		return ui.Link{}
	}
	at.URL += id
	return at
}

// ofUpdate prepares the composer for an update.
func (c *composing) ofUpdate(p *page.Composer) {
	u := c.update
	p.Form.Version = strconv.Itoa(u.Version)
	p.Save, p.Drop = "/updates/"+string(u.ID), "/updates/"+string(u.ID)+"/dropping"
	p.Desk.Crumbs = append(p.Desk.Crumbs, ui.Link{Text: u.Project.Name, URL: "/projects/" + u.ProjectID})
	p.Subject.Value, p.Message.Value = u.Subject, u.Intro
	if u.Hears != (promise.When{}) {
		label := c.say("by the cadence")
		if u.Update.Hears != (promise.When{}) {
			label = c.say("as you chose")
		}
		p.Next.Chips.Options = append([]ui.Option{{Value: byCadence, Label: label, Hint: c.inFull(u.Hears, c.Calendar)}}, p.Next.Chips.Options...)
	}
	p.Parts = c.parts(u.Lines, nil)
	did := page.Act{Label: c.say("Log what you did"), Icon: "pen", Form: didForm(c.visit, u.Project.ID, p.Save)}
	p.Acts = append(approvalActs(c, p.Save), page.Act{Label: c.say("Ask those who work for them"), Icon: "mail", Post: p.Save + "/check-ins", Once: newOnce()}, did)
	offerLater(c, p)
	switch u.State {
	case news.Waiting:
		p.Waits = c.say("It waits for the approval of {who}.", "who", c.team.Name(u.AskedID))
	case news.Approved:
		p.Waits = c.say("{who} has approved it. A change asks again.", "who", c.team.Name(u.ApprovedID))
	}
	switch {
	case u.Held != "":
		p.Waits = strings.TrimSpace(p.Waits + " " + c.say("It did not leave as it was planned: {why}", "why", c.voice().Refusal(u.Held)))
	case u.Planned():
		p.Waits = strings.TrimSpace(p.Waits + " " + c.say("It leaves by itself {when}, planned by {who}. A change takes that back.", "when", c.voice().FullMoment(u.SendAt.In(u.Calendar.Location())), "who", c.team.Name(u.PlannedID)))
		p.Acts = append([]page.Act{{Label: c.say("Do not send it by itself"), Post: p.Save + "/planned-sending/end", Version: strconv.Itoa(u.Version), Once: newOnce()}}, p.Acts...)
	case u.Second && u.State == news.Draft:
		p.Waits = strings.TrimSpace(p.Waits + " " + c.say("Somebody else has to approve it before it leaves."))
	}
	if len(u.Waits) > 0 {
		p.Waits = strings.TrimSpace(p.Waits + " " + c.say("Asked what they did, and not answered yet: {who}.", "who", c.voice().List(namesIn(c.visit, u.Waits))))
	}
}

// approvalActs put an update before somebody, or let it go.
func approvalActs(c *composing, at string) []page.Act {
	u := c.update
	version := strconv.Itoa(u.Version)
	switch {
	case u.State == news.Waiting && u.AuthorID != c.who.Member:
		return []page.Act{
			{Label: c.say("Approve"), Icon: "kept", Main: true, Post: at + "/approval", Version: version, Once: newOnce()},
			{Label: c.say("Give it back"), Post: at + "/return", Version: version, Once: newOnce()},
		}
	case u.State != news.Draft || u.Ready != nil:
		return nil
	}
	who := ui.Field{Name: "approver", ID: "approver", Label: c.say("Who reads it first")}
	for _, o := range memberOptions(c.visit, "") {
		if o.Value != string(u.AuthorID) {
			who.Options = append(who.Options, o)
		}
	}
	if len(who.Options) == 0 {
		return nil
	}
	return []page.Act{{Label: c.say("Have it approved"), Icon: "hand", Form: &page.ActForm{Form: ui.Form{Action: at + "/approval-requests", Once: newOnce(), Version: version}, ID: "approval", Submit: c.say("Ask for approval"), Lead: c.say("As it was saved. It cannot leave before; a change afterwards asks again."), Fields: []page.Ask{{Kind: page.PickOne, Field: who}}}}}
}

// changeUpdate does one act on an update and shows it again, with the word of a
// refusal above it.
func changeUpdate(said func(*visit) string, act func(v *visit, id news.ID, version int) error) handler {
	return func(v *visit) error {
		if err := parseForm(v, "version"); err != nil {
			return err
		}
		id := news.ID(v.r.PathValue("update"))
		err := act(v, id, versionOf(v))
		if f, ok := fault.As(err); ok && f.Kind != fault.NotFound {
			say := f.Say
			for _, s := range f.Fields {
				say = s
			}
			v.cookies.Say(v.w, door.Word{Text: v.voice().Refusal(say), Problem: true})
			return v.go303(page.UpdateURL(string(id)))
		}
		if err != nil {
			return err
		}
		v.leave(said(v))
		return v.go303(page.UpdateURL(string(id)))
	}
}

// byCadence is the choice of the next contact that the cadence gives.
const byCadence = "cadence"

// partHints say what belongs into a part.
func partHint(v *visit, p news.Part) string {
	switch p {
	case news.Said:
		return v.say("What was to come next last time, and what became of it.")
	case news.Done:
		return v.say("What they can see, or have.")
	case news.Behind:
		return v.say("What they cannot see. It stands on something that was logged.")
	case news.Issues:
		return v.say("What went wrong, its effect, its fix.")
	case news.Changed:
		return v.say("Dates that they know and that have moved, with the reason that they were given.")
	}
	return v.say("What comes next, and what is wanted from them.")
}

// parts are the parts of the update as they are written: its lines, what was
// logged besides, and room for one more line.
func (c *composing) parts(lines []news.Line, taken []string) []page.UpdatePart {
	var out []page.UpdatePart
	for _, x := range news.Parts() {
		part := page.UpdatePart{Title: c.voice().Say(office.PartTitle(x)), Hint: partHint(c.visit, x)}
		for i, l := range lines {
			if l.Part != x {
				continue
			}
			row := page.UpdateLine{Of: string(x) + "|" + keyOf(l), Source: sourceLink(c.visit, l.Source), Text: ui.Field{Name: "line", ID: "line-" + strconv.Itoa(i), Label: c.voice().Say(office.PartTitle(x)), Value: l.Text, MaxLength: news.MaxLine, Rows: 1, Words: true}}
			for _, s := range c.update.Stale {
				if s.Line == l {
					row.Stale = s.Why
				}
			}
			part.Lines = append(part.Lines, row)
		}
		for i, l := range c.update.Fresh {
			if l.Part == x && !slices.Contains(taken, keyOf(l)) {
				part.Fresh = append(part.Fresh, ui.Field{Name: "take", ID: "take-" + strconv.Itoa(i), Value: keyOf(l), Label: l.Text, Type: "checkbox"})
			}
		}
		part.Add = page.UpdateLine{Of: string(x) + "|", Text: ui.Field{Name: "line", ID: "line-new-" + strconv.Itoa(len(out)), Label: c.say("One more: {part}", "part", c.voice().Say(office.PartTitle(x))), MaxLength: news.MaxLine, Rows: 1, Words: true, Placeholder: c.say("One more line")}}
		out = append(out, part)
	}
	return out
}

// keyOf knows a line again by what it stands on.
func keyOf(l news.Line) string {
	if l.Source == "" {
		return ""
	}
	return string(l.Part) + " " + l.Source + " " + l.Stood
}

// readParts reads the lines of an update from its form. What a line stands on is
// taken from what Kept drafted, never from the form.
func (c *composing) readParts(form url.Values) []news.Line {
	known := map[string]news.Line{}
	for _, l := range slices.Concat(c.update.Lines, c.update.Fresh) {
		known[keyOf(l)] = l
	}
	var out []news.Line
	of := form["of"]
	for i, text := range form["line"] {
		text = oneLine(text)
		if i >= len(of) || text == "" {
			continue
		}
		part, key, _ := strings.Cut(of[i], "|")
		l := news.Line{Part: news.Part(part)}
		if k, ok := known[key]; ok && key != "" {
			l = k
		}
		l.Text = text
		out = append(out, l)
	}
	for _, key := range form["take"] {
		if l, ok := known[key]; ok && key != "" {
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b news.Line) int {
		return slices.Index(news.Parts(), a.Part) - slices.Index(news.Parts(), b.Part)
	})
	c.page.Parts = c.parts(out, form["take"])
	return out
}

// blankParts is the form of an update as it opens.
func blankParts(c *composing, form url.Values) {
	if c.update == nil {
		return
	}
	form.Set("message", c.update.Intro)
	if c.update.Unshared {
		form.Del("share")
	}
	if c.update.Hears != (promise.When{}) {
		form.Set("next_choice", byCadence)
	}
	for _, l := range c.update.Lines {
		form.Add("line", l.Text)
		form.Add("of", string(l.Part)+"|"+keyOf(l))
	}
}

// saveUpdate keeps what is written, for later.
func saveUpdate(w way) handler {
	return func(v *visit) error {
		if err := parseForm(v, "message"); err != nil {
			return err
		}
		c, err := compose(v, w)
		if err != nil {
			return err
		}
		sent, _ := c.read(v.r.PostForm) // what is missing is missed when it is sent
		to, err := once(v, func(ctx context.Context) (string, error) {
			_, err := c.o.Updates.Edit(ctx, c.who, c.update.ID, office.UpdateEdit{Version: versionOf(v), Change: func(u *news.Update) {
				putWritten(c, u, sent)
			}})
			return page.UpdateURL(string(c.update.ID)), err
		})
		if err != nil {
			return c.again(sent, err)
		}
		v.leave(v.say("Saved. Nobody has read it yet."))
		return v.go303(to)
	}
}

// dropUpdate gives an update up.
func dropUpdate(v *visit) error {
	if err := parseForm(v, "version"); err != nil {
		return err
	}
	u, err := v.o.Updates.Drop(v.r.Context(), v.who, news.ID(v.r.PathValue("update")), versionOf(v))
	if fault.KindOf(err) == fault.Conflict {
		v.leave(v.say("It was changed or sent in the meantime: look at it."))
		return v.go303(page.UpdateURL(v.r.PathValue("update")))
	}
	if err != nil {
		return err
	}
	v.leave(v.say("Dropped. Nobody was told anything."))
	return v.go303("/projects/" + u.ProjectID)
}

// mostUpdates is how many updates a project's page lists.
const mostUpdates = 12

// updatesOf are the updates of a project on its page.
func updatesOf(v *visit, p client.Project, theirs *worktime.Calendar) (page.Updates, error) {
	var out page.Updates
	all, err := v.o.Updates.UpdatesOf(v.r.Context(), v.who, p.ID, "", mostUpdates)
	if err != nil {
		return out, err
	}
	open := false
	for _, u := range all {
		row := page.UpdateRow{Update: ui.Link{Text: u.Subject, URL: page.UpdateURL(string(u.ID))}}
		switch u.State {
		case news.Dropped:
			continue
		case news.Sent:
			row.State, row.When = v.say("sent"), v.moment(u.SentAt, theirs)
			if u.Untold {
				row.State = v.say("on their page")
			}
		case news.Waiting:
			row.State, open = v.say("waits for {who}", "who", v.team.Name(u.AskedID)), true
		default:
			row.State, open = v.say("draft of {who}", "who", v.team.Name(u.AuthorID)), true
		}
		if u.Planned() {
			row.State, row.When = v.say("leaves by itself"), v.moment(u.SendAt, theirs)
		}
		out.Rows = append(out.Rows, row)
	}
	c, err := v.o.Updates.Cadence(v.r.Context(), v.who, p.ID)
	if err != nil || !p.Open() {
		return out, err
	}
	usual, err := v.o.Updates.RulesOf(v.r.Context(), v.who, p.ClientID)
	if err != nil {
		return out, err
	}
	if out.Cadence = sayCadence(v, c.Or(usual.Cadence)); out.Cadence != "" && c.Every == news.Never {
		out.Cadence = v.say("As usual for this client: {what}", "what", out.Cadence)
	}
	here := "/projects/" + string(p.ID)
	if !open {
		out.Acts = append(out.Acts, page.Act{Label: v.say("Write an update"), Icon: "pen", Post: here + "/updates", Once: newOnce()})
	}
	out.Acts = append(out.Acts, page.Act{Label: v.say("Log what you did"), Icon: "pen", Form: didForm(v, p.ID, here)})
	if mayDo(v, member.ChangeClient) {
		out.Acts = append(out.Acts, page.Act{Label: v.say("Cadence"), Icon: "agenda", Form: cadenceForm(v, here+"/cadence", c, "project")})
	}
	return out, nil
}

// setCadence sets the cadence of a project's updates.
func setCadence(v *visit) error {
	if err := parseForm(v, "every"); err != nil {
		return err
	}
	id := client.ProjectID(v.r.PathValue("project"))
	c, err := readCadence(v.r.PostForm)
	if err == nil {
		err = v.o.Updates.SetCadence(v.r.Context(), v.who, id, c)
	}
	if err == nil {
		v.leave(v.say("Set."))
		return v.go303("/projects/" + string(id))
	}
	p, wrong := buildProject(v, id)
	if wrong != nil {
		return wrong
	}
	return v.refuse(err, v.r.URL.Path, p.Updates.Acts, func(f *page.Flash) page.Page { p.Desk.Flash = f; return p })
}
