package web

import (
	"context"
	"strconv"

	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// waysIn lists the ways in, and offers to add one.
func waysIn(v *visit) error {
	p, err := waysFrame(v, v.say("Ways in"))
	if err != nil {
		return err
	}
	all, err := v.o.Mailboxes.List(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	p.Lede = v.say("How what clients write and say comes to Kept. The same mail by two ways is one message.")
	set := page.SettingsPart{ID: "ways", Title: v.say("Set up"), None: v.say("Nothing comes in yet: clients write, and Kept does not hear of it.")}
	for _, m := range all {
		set.Items = append(set.Items, wayItem(v, m))
	}
	add := page.SettingsPart{ID: "add", Title: v.say("Add a way in")}
	for _, s := range waySorts(v) {
		add.Items = append(add.Items, page.Item{Text: s.Name, Hint: s.what, Acts: []page.Act{{Label: v.say("Add"), Icon: "plus", URL: page.WaysInURL + "/new?kind=" + s.Value, Of: s.Name}}})
	}
	p.Sections = []page.SettingsPart{set, add}
	return v.show(p)
}

// waysFrame begins a page about ways in, for who may change them.
func waysFrame(v *visit, title string) (page.Settings, error) {
	p := page.Settings{Desk: v.frame(title, page.InSettings), Heading: title}
	if !mayDo(v, member.ChangeWorkspace) {
		return p, errNotYours
	}
	p.Desk.Crumbs = []ui.Link{{Text: v.say("Workspace"), URL: page.SettingsURL}}
	return p, nil
}

// wayItem says of a way in what it is, and whether it works.
func wayItem(v *visit, m store.Mailbox) page.Item {
	it := page.Item{Text: m.Name, Hint: sortOf(v, m).Name, Acts: []page.Act{{Label: v.say("Open"), URL: page.WaysInURL + "/" + m.ID, Of: m.Name}}}
	if m.Address != "" && m.Address != m.Name {
		it.Hint += ", " + m.Address
	}
	switch {
	case m.Trouble != "":
		it.Mark, it.Tone, it.Problem = v.say("Not working"), "broken", troubleOf(v, m)
		it.Hint = v.say("{what}, since", "what", it.Hint)
		it.When = v.moment(m.TroubleAt, nil)
	case !m.CheckedAt.IsZero():
		it.Mark, it.Tone = v.say("Works"), "kept"
		it.Hint = v.say("{what}, looked at", "what", it.Hint)
		it.When = v.moment(m.CheckedAt, nil)
	case m.Kind == office.ByIMAP:
		it.Mark, it.Tone = v.say("Not looked at yet"), "doubtful"
	}
	return it
}

// troubleOf says what is wrong with a way in, and what to do about it.
func troubleOf(v *visit, m store.Mailbox) string {
	if m.Kind != office.ByIMAP {
		return m.Trouble
	}
	return m.Trouble + " " + v.say("Kept tries again by itself, and fetches what arrived meanwhile. If something was changed there, such as the password, change it here too.")
}

// newWay asks for a way in of one sort.
func newWay(v *visit) error {
	p, _, err := newWayPage(v, v.r.URL.Query().Get("kind"))
	if err != nil {
		return err
	}
	return v.show(p)
}

// newWayPage builds the page, and gives its form.
func newWayPage(v *visit, sort string) (page.Settings, *page.ActForm, error) {
	s, ok := waySort(v, sort)
	p, err := waysFrame(v, s.title)
	if err != nil {
		return p, nil, err
	}
	if !ok {
		return p, nil, errNothing
	}
	p.Desk.Crumbs = append(p.Desk.Crumbs, ui.Link{Text: v.say("Ways in"), URL: page.WaysInURL})
	p.Lede = s.what
	f := page.NewWayForm(v.voice(), ui.Form{Action: page.WaysInURL, Once: newOnce(), Back: page.WaysInURL}, sort, false)
	p.Sections = []page.SettingsPart{{ID: "way", Title: v.say("What it needs"), Form: f, Main: true}}
	if sort == page.WayIMAP || sort == page.WayOAuth {
		p.Sections = append(p.Sections, providersPart(v))
	}
	return p, f, nil
}

// addWay adds a way in. The address of a webhook is shown, this once; the same
// form sent again adds no second one, and shows none.
func addWay(v *visit) error {
	if err := parseForm(v, "address"); err != nil {
		return err
	}
	sort := v.r.PostForm.Get("kind")
	p, f, err := newWayPage(v, sort)
	if err != nil {
		return err
	}
	var made wayMade
	in, err := sentWay(v.r.PostForm, sort)
	var to string
	if err == nil {
		to, err = once(v, func(ctx context.Context) (string, error) {
			made, err = makeWay(ctx, v, in)
			return page.WaysInURL + "/" + made.ID, err
		})
	}
	if err != nil {
		if err := v.complain(err, &f.Form, f.Inputs()...); err != nil {
			return err
		}
		return v.again(p)
	}
	if made.path == "" {
		return saved(v, v.say("It is set up."), made.Mailbox, to)
	}
	return shownOnce(v, made)
}

// wayMade is a way in that was just added, with what is shown once.
type wayMade struct {
	store.Mailbox
	path, signing string
}

func makeWay(ctx context.Context, v *visit, in office.WayIn) (wayMade, error) {
	var made wayMade
	var err error
	if in.Kind == office.ByWebhook || in.Kind == office.ByPostmark {
		if made.signing, err = v.o.Mailboxes.SigningSecret(); err != nil {
			return made, err
		}
		in.Secret = made.signing
	}
	made.Mailbox, made.path, err = v.o.Mailboxes.Add(ctx, v.who, in)
	return made, err
}

// shownOnce shows the address of a webhook, and what to do with it.
func shownOnce(v *visit, made wayMade) error {
	p, err := waysFrame(v, made.Name)
	if err != nil {
		return err
	}
	p.Desk.Crumbs = append(p.Desk.Crumbs, ui.Link{Text: v.say("Ways in"), URL: page.WaysInURL})
	p.Lede = v.say("It is set up here. Now the other side has to know.")
	address := page.SettingsPart{
		ID: "address", Title: v.say("Its address"), Secret: &page.Secret{Text: v.say("Copy it now: it is not shown again."), Value: hookAddress(v.o.Access.URL, made)},
		Steps: hookSteps(v, made.Kind), Acts: []page.Act{{Label: v.say("Done"), Main: true, URL: page.WaysInURL}},
	}
	p.Sections = []page.SettingsPart{address}
	if made.Kind == office.ByWebhook {
		signing := page.SettingsPart{
			ID: "signing", Title: v.say("What signs"), Lead: v.say("Each request is signed as Standard Webhooks has it (standardwebhooks.com): webhook-id, webhook-timestamp and webhook-signature. Without that nothing is taken."),
			Secret: &page.Secret{Text: v.say("Copy this too: it is not shown again."), Value: made.signing},
		}
		p.Sections = []page.SettingsPart{address, signing}
		p.Sections[0].Acts, p.Sections[1].Acts = nil, address.Acts
	}
	return v.show(p)
}

// wayPage shows a way in, to be changed or ended.
func wayPage(v *visit) error {
	p, _, err := openWay(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

// openWay builds the page of a way in.
func openWay(v *visit) (page.Settings, store.Mailbox, error) {
	p, err := waysFrame(v, v.say("Way in"))
	if err != nil {
		return p, store.Mailbox{}, err
	}
	m, err := v.o.Mailboxes.Of(v.r.Context(), v.who.Workspace, v.r.PathValue("mailbox"))
	if err != nil {
		return p, m, err
	}
	if !m.EndedAt.IsZero() {
		return p, m, errNothing
	}
	set, err := office.SettingsOf(m)
	if err != nil {
		return p, m, err
	}
	here := page.WaysInURL + "/" + m.ID
	p.Heading, p.Desk.Title = m.Name, m.Name
	p.Desk.Crumbs = append(p.Desk.Crumbs, ui.Link{Text: v.say("Ways in"), URL: page.WaysInURL})
	p.Lede = sortOf(v, m).what
	f := page.NewWayForm(v.voice(), ui.Form{Action: here, Version: strconv.Itoa(m.Version), Back: page.WaysInURL}, sortOf(v, m).Value, true)
	fillWayForm(f, m, set)
	way := page.SettingsPart{ID: "way", Title: v.say("What it needs"), Form: f, Main: true}
	if m.Trouble != "" {
		way.Problem = troubleOf(v, m)
	}
	p.Sections = []page.SettingsPart{way}
	if m.Kind == office.ByIMAP && v.TestWay != nil {
		p.Sections = append(p.Sections, testPart(v, m))
	}
	if m.Kind == office.ByEntrance {
		p.Sections = append(p.Sections, page.SettingsPart{ID: "elsewhere", Title: v.say("On your mail server"), Steps: entranceSteps(v, m, v.Entrance)})
	}
	p.Sections = append(p.Sections, endWayPart(v, m))
	return p, m, nil
}

func endWayPart(v *visit, m store.Mailbox) page.SettingsPart {
	return page.SettingsPart{ID: "end", Title: v.say("End it"), Lead: v.say("What came by it stays, and so does everything that was promised."), Acts: []page.Act{{Label: v.say("End this way in"), Danger: true, Form: &page.ActForm{
		Form: ui.Form{Action: page.WaysInURL + "/" + m.ID + "/end", Version: strconv.Itoa(m.Version)}, ID: "end-way", Submit: v.say("Yes, end it"), Lead: v.say("Nothing more comes in by it, and its secret is forgotten."),
	}}}}
}

// saveWay changes a way in.
func saveWay(v *visit) error {
	p, m, err := openWay(v)
	if err != nil {
		return err
	}
	if err := parseForm(v, "address"); err != nil {
		return err
	}
	sort := sortOf(v, m).Value
	in, err := sentWay(v.r.PostForm, sort)
	if err == nil {
		in.ID = m.ID
		err = v.o.Mailboxes.Edit(v.r.Context(), v.who, versionOf(v), in)
	}
	if err == nil {
		return saved(v, v.say("Saved."), m, page.WaysInURL)
	}
	f := p.Sections[0].Form
	if err := v.complain(stale(err), &f.Form, f.Inputs()...); err != nil {
		return err
	}
	return v.again(p)
}

// endWay ends a way in.
func endWay(v *visit) error {
	if err := parseForm(v, "version"); err != nil {
		return err
	}
	if err := v.o.Mailboxes.End(v.r.Context(), v.who, v.r.PathValue("mailbox"), versionOf(v)); err != nil {
		return err
	}
	v.leave(v.say("Nothing more comes in by it."))
	return v.go303(page.WaysInURL)
}
