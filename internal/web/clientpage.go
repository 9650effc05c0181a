package web

import (
	"cmp"
	"strconv"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// How much a client's page shows of each sort.
const (
	shownEnded = 8
	shownTold  = 6
	shownTalk  = 8
)

// clientPage shows everything about one client.
func clientPage(v *visit) error {
	p, err := buildClient(v, client.ID(v.r.PathValue("client")))
	if err != nil {
		return err
	}
	return v.show(p)
}

// clientDesk is a client's page under way: what all of its parts are built from.
type clientDesk struct {
	*visit
	office.ClientView
	names map[string]string // of contacts and projects, by id
	reach map[client.ContactID]office.Reach
	head  promise.ID // the next contact that stands in the head of the page
}

func openClient(v *visit, id client.ID) (*clientDesk, error) {
	view, err := v.o.Clients.View(v.r.Context(), v.who, id)
	if err != nil {
		return nil, err
	}
	d := &clientDesk{visit: v, ClientView: view, names: map[string]string{}}
	for _, k := range view.Contacts {
		d.names[string(k.ID)] = k.Name
	}
	for _, p := range view.Projects {
		d.names[string(p.ID)] = p.Name
	}
	d.reach, err = v.o.Clients.Reach(v.r.Context(), v.who, view.Contacts)
	return d, err
}

func buildClient(v *visit, id client.ID) (page.ClientPage, error) {
	d, err := openClient(v, id)
	if err != nil {
		return page.ClientPage{}, err
	}
	asked, err := v.o.Prompts.OfClient(v.r.Context(), v.who, id)
	if err != nil {
		return page.ClientPage{}, err
	}
	tally, err := v.o.Clients.Outcomes(v.r.Context(), v.who, id)
	if err != nil {
		return page.ClientPage{}, err
	}
	next, err := d.next("")
	if err != nil {
		return page.ClientPage{}, err
	}
	here := "/clients/" + string(id)
	p := page.ClientPage{
		Desk: v.frame(d.Client.Name, page.InClients), Client: clientOf(d.Row), Stage: stageLong(v, d.Client), Owner: d.link(d.Client.OwnerID),
		Hours: v.hoursNow(d.Calendar), Zone: v.voice().Town(d.Calendar.Location()), Language: languageName(v, d.Client.Language), Next: next,
		Asks: v.prompts(asked), Acts: d.acts(here), Open: d.open(d.Open, ""), Ended: d.ended(d.Past, ""), Tally: tallyFacts(v, tally),
		Notices: d.told(""), All: page.NoticesURL + "?client=" + string(id), Talk: d.talk(), Contacts: d.people(),
		AllEnded: page.PromisesURL + "?state=kept&client=" + string(id),
	}
	p.Projects = d.projects()
	if mayDo(v, member.ChangeClient) {
		rules, err := v.o.Updates.RulesOf(v.r.Context(), v.who, id)
		if err != nil {
			return p, err
		}
		p.Acts = append(p.Acts, page.Act{Label: v.say("Updates"), Icon: "agenda", Form: rulesForm(v, here+"/update-rules", rules, v.firm.Updates.Second)})
	}
	if mayDo(v, member.OpenPortal) {
		p.Acts = append(p.Acts, pageActs(d, here)...)
	}
	if p.Needs, err = d.clientNeeds(""); err != nil {
		return p, err
	}
	if p.Ratings, err = ratingsOf(v, id); err != nil {
		return p, err
	}
	if p.Talks, err = d.talks(shownTalk); err != nil {
		return p, err
	}
	asking, err := v.o.Chases.OfClient(v.r.Context(), v.who, id)
	if err != nil {
		return p, err
	}
	p.Chased, p.History = chased(v, asking), here+"/history"
	if mayDo(v, member.ChangeClient) {
		p.AddPerson, p.AddProject = here+"/contacts/new", here+"/projects/new"
	}
	p.Desk.Crumbs = []ui.Link{{Text: v.say("Clients"), URL: page.ClientsURL}}
	return p, nil
}

func (d *clientDesk) link(id member.ID) ui.Link {
	return ui.Link{Text: d.team.Name(id), URL: "/people/" + string(id)}
}

func (d *clientDesk) acts(here string) []page.Act {
	acts := []page.Act{
		{Label: d.say("New promise"), Icon: "plus", URL: page.NewPromiseURL + "?client=" + string(d.Client.ID)},
		{Label: d.say("Log a call"), Icon: "call", URL: page.CallsURL + "/new?client=" + string(d.Client.ID)},
		{Label: d.say("Write"), Icon: "told", URL: here + "/tell"},
		{Label: d.say("Coming messages"), Icon: "mail", URL: here + "/coming-messages"},
	}
	if mayDo(d.visit, member.ChangeClient) {
		acts = append(acts, page.Act{Label: d.say("Edit"), Icon: "pen", URL: here + "/edit"})
	}
	return acts
}

// open gives the open promises, of one project or of all, but for the next
// contact that stands in the head of the page already.
func (d *clientDesk) open(rows []store.PromiseRow, project client.ProjectID) []page.PromiseRow {
	var out []page.PromiseRow
	for _, r := range rows {
		if r.ID == d.head || (project != "" && r.ProjectID != string(project)) {
			continue
		}
		out = append(out, d.row(r))
	}
	return out
}

// row is a promise on its client's own page, where the client need not be named.
func (d *clientDesk) row(r store.PromiseRow) page.PromiseRow {
	row := d.promiseRow(r, d.Calendar)
	row.Client = ui.Client{}
	if r.Kind == promise.NextContact && r.ProjectID != "" {
		row.Words = d.say("{what} about {project}", "what", row.Words, "project", d.names[r.ProjectID])
	}
	return row
}

func (d *clientDesk) ended(rows []store.PromiseRow, project client.ProjectID) []page.PromiseRow {
	var out []page.PromiseRow
	for _, r := range rows {
		if r.Kind == promise.NextContact || (project != "" && r.ProjectID != string(project)) {
			continue
		}
		if out = append(out, d.row(r)); len(out) == shownEnded {
			break
		}
	}
	return out
}

func (d *clientDesk) told(project client.ProjectID) []page.NoticeRow {
	var out []page.NoticeRow
	for _, n := range d.Notices {
		if project != "" && n.ProjectID != string(project) {
			continue
		}
		if out = append(out, d.noticeRow(n, d.names[n.ContactID], ui.Client{}, d.Calendar)); len(out) == shownTold {
			break
		}
	}
	return out
}

func (d *clientDesk) talk() []page.Happening {
	var out []page.Happening
	for _, m := range d.Messages {
		if len(out) == shownTalk {
			break
		}
		if m.ConversationID != "" {
			continue // it stands there
		}
		out = append(out, d.message(m))
	}
	return out
}

// message is a call or a meeting in words.
func (d *clientDesk) message(m store.Message) page.Happening {
	us, them := d.team.Name(member.ID(m.MemberID)), d.names[m.ContactID]
	h := page.Happening{When: d.moment(m.At, d.Calendar), Icon: m.Channel, Words: m.Text}
	meeting := m.Channel == "meeting"
	switch {
	case meeting && m.Reached:
		h.Who, h.Text = us, d.say("met {who}", "who", them)
	case meeting:
		h.Who, h.Text = us, d.say("was to meet {who}; they did not meet", "who", them)
	case m.Direction == "in" && m.Reached:
		h.Who, h.Text = them, d.say("called, {who} answered", "who", us)
	case m.Direction == "in":
		h.Who, h.Text = them, d.say("called, nobody answered")
	case m.Reached:
		h.Who, h.Text = us, d.say("called {who}", "who", them)
	default:
		h.Who, h.Text = us, d.say("called {who} and did not reach them", "who", them)
	}
	return h
}

func (d *clientDesk) people() []page.ContactRow {
	var out []page.ContactRow
	for _, k := range d.Contacts {
		if k.EndedAt.IsZero() {
			out = append(out, d.contact(k))
		}
	}
	return out
}

func (d *clientDesk) contact(k client.Contact) page.ContactRow {
	reach, here := d.reach[k.ID], "/contacts/"+string(k.ID)
	row := page.ContactRow{Name: k.Name, URL: here, Role: k.Title, Email: k.Email, Phone: k.Phone, Channel: d.contactedBy(k.Channel), Portal: d.say("No page")}
	if reach.Refused != "" {
		row.Problem = d.say("Mail to this address came back: {why}", "why", reach.Refused)
	}
	if !k.Portal {
		return row
	}
	label := d.say("Invite to their page")
	switch {
	case reach.SeenAt.IsZero():
		row.Portal = d.say("May open their page, did not yet")
	default:
		row.Portal, row.PortalOK, label = d.say("Opened their page {when}", "when", d.moment(reach.SeenAt, nil).Text), true, d.say("Send a new link")
	}
	row.Acts = []page.Act{{Label: d.say("See it as they do"), URL: "/p/as/" + string(k.ID) + "/"}}
	if mayDo(d.visit, member.OpenPortal) {
		row.Acts = append(row.Acts, page.Act{Label: label, Post: here + "/invitations", Once: newOnce()})
	}
	return row
}

func (d *clientDesk) projects() []page.ProjectRow {
	var out []page.ProjectRow
	for _, closed := range []bool{false, true} {
		for _, p := range d.Projects {
			if p.Open() != closed {
				out = append(out, d.project(p))
			}
		}
	}
	return out
}

func (d *clientDesk) project(p client.Project) page.ProjectRow {
	row := page.ProjectRow{URL: "/projects/" + string(p.ID), Name: p.Name, Kind: projectKind(d.visit, p), State: projectState(d.visit, p), Open: d.say("none open")}
	n := 0
	for _, r := range d.Open {
		if r.ProjectID == string(p.ID) && r.Kind != promise.NextContact {
			n++
			row.Worst = worse(row.Worst, stateOfRow(r, d.now))
		}
	}
	if n > 0 {
		row.Open = d.count(n, "1 open", "{n} open")
	}
	return row
}

// worse gives the worse of two states of open promises.
func worse(a, b ui.State) ui.State {
	rank := map[ui.State]int{"": 0, ui.OnTrack: 1, ui.Told: 2, ui.Doubtful: 3, ui.Broken: 4}
	if cmp.Compare(rank[b], rank[a]) > 0 {
		return b
	}
	return a
}

func projectKind(v *visit, p client.Project) string {
	if p.Pursuit {
		return v.say("Pursuit")
	}
	return v.say("Project")
}

func projectState(v *visit, p client.Project) string {
	if p.Open() {
		return v.say("since {when}", "when", v.voice().FullDay(p.MadeAt.In(v.cal.Location())))
	}
	return v.say("closed {when}", "when", v.voice().FullDay(p.ClosedAt.In(v.cal.Location())))
}

// stageLong says where a client stands, and of what tier he is.
func stageLong(v *visit, c client.Client) string {
	word := v.say("Active client")
	switch c.Stage {
	case client.Prospect:
		word = v.say("Prospect")
	case client.Past:
		word = v.say("Past client")
	}
	if c.Tier != "" {
		word += ", " + c.Tier
	}
	return word
}

// hoursNow says when a client's office is open, and whether it is now.
func (v *visit) hoursNow(c *worktime.Calendar) string {
	there := v.now.In(c.Location())
	if c.IsOpen(v.now) {
		return v.say("{hours}; it is {time} there, open", "hours", theirHours(v, c), "time", v.voice().Clock(there))
	}
	return v.say("{hours}; it is {time} there, closed", "hours", theirHours(v, c), "time", v.voice().Clock(there))
}

// outcomeWord says what became of a date.
func outcomeWord(v *visit, o promise.Outcome) string {
	switch o {
	case promise.ResetInTime:
		return v.say("reset in time")
	case promise.ToldLate:
		return v.say("told late")
	case promise.BrokenInSilence:
		return v.say("broken in silence")
	case promise.LetOff:
		return v.say("released")
	}
	return v.say("kept")
}

// tallyFacts is what became of dates, best first.
func tallyFacts(v *visit, all map[promise.Outcome]int) []page.Fact {
	var out []page.Fact
	total := 0
	for _, o := range promise.Outcomes() {
		total += all[o]
		if o != promise.LetOff || all[o] > 0 {
			out = append(out, page.Fact{Name: outcomeWord(v, o), Value: strconv.Itoa(all[o])})
		}
	}
	if total == 0 {
		return nil
	}
	return out
}

// languageName is a language as the reader calls it.
func languageName(v *visit, code string) string {
	return map[string]string{
		"en": v.say("English"), "de": v.say("German"), "fr": v.say("French"), "es": v.say("Spanish"), "pt": v.say("Portuguese"), "nl": v.say("Dutch"), "it": v.say("Italian"),
	}[code]
}

// contactedBy says by which way a contact wants to be told.
func (v *reader) contactedBy(c client.Channel) string {
	if c == client.ByPhone {
		return v.say("by phone")
	}
	return v.say("by mail")
}
