package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kept/client"
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

// offeredContacts is how many contacts a form offers to choose from; where
// there are more, a name is typed and found.
const offeredContacts = 300

// fittingContacts is how many contacts are offered that fit what was typed.
const fittingContacts = 20

// making is the form of a new promise with what was chosen so far.
type making struct {
	*visit
	form    page.PromiseForm
	contact *client.Contact    // chosen; nil = not yet
	client  *office.ClientView // whose contact it is, or whose page led here; nil = not known
	cal     *worktime.Calendar // in which the date is read
}

// newPromise shows the form of a new promise.
func newPromise(v *visit) error {
	m, err := startMaking(v, v.r.URL.Query())
	if err != nil {
		return err
	}
	return v.show(m.form)
}

// startMaking builds the form. sent names a client, a contact or a project that
// was chosen already.
func startMaking(v *visit, sent url.Values) (*making, error) {
	m := &making{visit: v, cal: v.cal}
	d := v.frame(v.say("New promise"), page.InPromises)
	d.Crumbs = []ui.Link{{Text: v.say("Promises"), URL: page.PromisesURL}}
	m.form = page.NewPromiseForm(d, echoOf("due", ""))
	m.form.Form = ui.Form{Action: page.PromisesURL, Once: newOnce(), Back: backTo(v, page.PromisesURL)}
	if err := m.place(sent); err != nil {
		return nil, err
	}
	for _, k := range promise.Kinds() {
		m.form.Kind.Options = append(m.form.Kind.Options, ui.Option{Value: string(k), Label: m.kindWord(k), Selected: k == promise.Deliverable})
	}
	m.form.Owner.Options = memberOptions(v, v.who.Member)
	offer(v.voice(), &m.form.Due, m.cal, v.now)
	if id := sent.Get("step"); id != "" && len(m.form.Step.Options) > 0 {
		_, h, err := v.o.Plans.Chance(v.r.Context(), v.who, plan.ID(id), promise.When{At: v.now})
		if err != nil {
			return nil, err
		}
		offerSure(v, &m.form.Due, h)
	}
	return m, nil
}

// place finds out for whom the promise is, and offers who else it could be.
func (m *making) place(sent url.Values) error {
	ctx, of := m.r.Context(), client.ID(sent.Get("client"))
	asked := m.r.Method != http.MethodPost // else it may be a name that was typed
	if id := client.ContactID(sent.Get("contact")); id != "" && (asked || strings.HasPrefix(string(id), "con_")) {
		k, err := m.o.Clients.Contact(ctx, m.who, id)
		if err == nil {
			m.contact, of = &k, k.ClientID
		} else if asked || fault.KindOf(err) != fault.NotFound {
			return err
		}
	}
	if of != "" {
		b, err := m.o.Clients.Brief(ctx, m.who, of)
		if err != nil {
			return err
		}
		m.client, m.cal = &b, b.Calendar
		m.form.Due.Typed.Get = echoOf("due", of)
		m.form.Project.Options = offeredProjects(m.visit, b.Projects, sent.Get("project"))
		steps, err := m.o.Plans.Offered(ctx, m.who, of)
		if err != nil {
			return err
		}
		m.form.Step.Options = offeredSteps(m.visit, steps, b.Projects, sent.Get("step"))
		if m.contact == nil || sent.Get("client") != "" {
			m.form.Contact.Options = m.options(b.Contacts, nil)
			return nil
		}
	}
	choices, err := m.o.Clients.Choices(ctx, m.who, offeredContacts+1)
	if err != nil {
		return err
	}
	if len(choices) > offeredContacts {
		m.form.Contact.Label, m.form.Contact.Hint = m.say("Promised to"), m.say("A name, an address or a client. Several that fit are offered to choose from.")
		m.form.Contact.Placeholder = "Ana Ruiz"
		if m.contact != nil {
			m.form.Contact.Options = m.options(nil, []store.ContactChoice{{ID: m.contact.ID, Name: m.contact.Name, ClientID: m.client.Client.ID, Client: m.client.Client.Name}})
		}
		return nil
	}
	m.form.Contact.Options = m.options(nil, choices)
	return nil
}

// options offers one client's contacts, or contacts by their clients.
func (m *making) options(own []client.Contact, anybody []store.ContactChoice) []ui.Option {
	out := contactOptions(own, "")
	if m.client != nil {
		for i := range out {
			out[i].Group = m.client.Client.Name
		}
	}
	for _, k := range anybody {
		out = append(out, ui.Option{Value: string(k.ID), Label: k.Name, Group: k.Client})
	}
	if len(out) > 1 {
		out = append([]ui.Option{{Value: "", Label: m.say("Choose a person")}}, out...)
	}
	if m.contact != nil {
		out = ui.Choose(out, string(m.contact.ID))
	}
	return out
}

func offeredProjects(v *visit, all []client.Project, chosen string) []ui.Option {
	out := []ui.Option{{Value: "", Label: v.say("None in particular")}}
	for _, p := range all {
		if p.Open() {
			out = append(out, ui.Option{Value: string(p.ID), Label: p.Name, Selected: string(p.ID) == chosen})
		}
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// offeredSteps are the steps on which a promise can hang, by their projects.
func offeredSteps(v *visit, steps []plan.Step, of []client.Project, chosen string) []ui.Option {
	names := map[string]string{}
	for _, p := range of {
		names[string(p.ID)] = p.Name
	}
	var out []ui.Option
	for _, s := range steps {
		out = append(out, ui.Option{Value: string(s.ID), Label: s.Name, Group: names[s.ProjectID], Selected: string(s.ID) == chosen})
	}
	if len(out) == 0 {
		return nil
	}
	return append([]ui.Option{{Value: "", Label: v.say("No step in particular")}}, out...)
}

// makePromise makes the promise of the form.
func makePromise(v *visit) error {
	if err := parseForm(v, "words"); err != nil {
		return err
	}
	m, err := startMaking(v, v.r.PostForm)
	if err != nil {
		return err
	}
	in, err := m.read()
	if err == nil {
		err = confirmed(m.form.Due)
	}
	var made promise.Promise
	to := ""
	if err == nil {
		to, err = once(v, func(ctx context.Context) (string, error) {
			p, err := v.o.Promises.Make(ctx, v.who, in)
			made = p
			return "/promises/" + string(p.ID), err
		})
	}
	if err != nil {
		if err := v.complain(err, &m.form.Form, m.form.Fields()...); err != nil {
			return err
		}
		if len(m.form.Project.Options) == 0 && m.form.Project.Error != "" {
			m.form.Form.Error = m.form.Project.Error // there is no field to say it beside
		}
		return v.again(m.form)
	}
	if made.ID != "" {
		said := v.say("Promised to {who}: {words}, {date}.", "who", m.contact.Name, "words", made.Words, "date", sayWhen(v.voice(), made.Date().When, m.cal))
		v.sayUndo(said, to+"/undo", made.MadeAt.Add(office.UndoFor))
	}
	return v.go303(to)
}

// read reads the form.
func (m *making) read() (office.NewPromise, error) {
	form := m.r.PostForm
	noContact := m.find(strings.TrimSpace(form.Get("contact")))
	in := office.NewPromise{
		Project: form.Get("project"), Step: plan.ID(form.Get("step")), Because: strings.TrimSpace(form.Get("because")), Owner: member.ID(form.Get("owner")), Kind: promise.Kind(form.Get("kind")), Words: strings.TrimSpace(form.Get("words")),
		Source: strings.TrimSpace(form.Get("source")), How: office.How(form.Get("how")), Message: strings.TrimSpace(form.Get("message")),
	}
	if m.contact != nil {
		in.Client, in.Contact = m.contact.ClientID, m.contact.ID
	}
	if in.Step != "" && in.Project == "" { // the step says of which project it is
		of, err := m.o.Plans.ProjectOf(m.r.Context(), m.who, in.Step)
		if err != nil {
			return in, err
		}
		in.Project = string(of)
	}
	var when error
	in.When, when = dateOf(form, &m.form.Due, m.cal, m.now)
	var k fault.Check
	k.Want(when != nil || in.When != promise.When{}, "due", "Say by when.")
	k.Want(in.Words != "", "words", "This is needed.")
	if err := gather(k.Err(), noContact, when); err != nil {
		return in, err
	}
	return in, nil
}

// find finds the contact that was typed, where one was not chosen.
func (m *making) find(typed string) error {
	if m.contact != nil {
		return nil
	}
	if typed == "" || strings.HasPrefix(typed, "con_") {
		return fault.Field("contact", "Say to whom it was promised.")
	}
	fit, err := m.o.Clients.FindContacts(m.r.Context(), m.who, typed, fittingContacts)
	switch {
	case err != nil:
		return err
	case len(fit) == 0:
		return fault.Field("contact", "Nobody is called that. Add the client first, or try a part of the name.")
	case len(fit) > 1:
		m.form.Contact.Options = m.options(nil, fit)
		return fault.Field("contact", strconv.Itoa(len(fit))+" people fit. Choose one of them.")
	}
	k, err := m.o.Clients.Contact(m.r.Context(), m.who, fit[0].ID)
	if err != nil {
		return err
	}
	b, err := m.o.Clients.Brief(m.r.Context(), m.who, k.ClientID)
	if err != nil {
		return err
	}
	m.contact, m.client, m.cal = &k, &b, b.Calendar
	m.form.Contact.Options = m.options(nil, fit)
	return nil
}
