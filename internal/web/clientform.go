package web

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/picture"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// newClient asks for a new client.
func newClient(v *visit) error {
	f, err := clientForm(v, nil)
	if err != nil {
		return err
	}
	return v.show(f)
}

// clientForm builds the form; c is nil for a new client.
func clientForm(v *visit, c *client.Client) (page.ClientForm, error) {
	if !mayDo(v, member.ChangeClient) {
		return page.ClientForm{}, errNotYours
	}
	if c != nil {
		return editForm(v, *c), nil
	}
	f := page.NewClientForm(v.frame(v.say("New client"), page.InClients), echoOf("next", ""))
	f.Form = ui.Form{Action: page.ClientsURL, Once: newOnce(), Back: page.ClientsURL}
	names, err := v.o.Clients.Names(v.r.Context(), v.who, sampleOfColours)
	if err != nil {
		return f, err
	}
	fillClientForm(v, &f, client.Client{Stage: client.Active, Colour: freshColour(names), Language: "en", OwnerID: v.who.Member, Hours: worktime.Hours{Zone: v.firm.Hours.Zone}})
	f.Region.Options = append([]ui.Option{{Value: byZone, Label: v.say("By their time zone"), Selected: true}}, v.regions()...)
	f.Region.Hint = v.say("Yours where they live in your country, else those of theirs where they are the same everywhere.")
	hours, err := v.o.Settings.CalendarOf(v.firm.Hours)
	if err != nil {
		return f, err
	}
	offer(v.voice(), &f.Next, hours, v.now)
	if n := len(f.Next.Chips.Options); n > 0 {
		f.Next.Chips.Options[n-1].Selected = true
	}
	return f, nil
}

// errNotYours is what a member reads who may not.
var errNotYours = fault.New(fault.NotAllowed, "This is not yours to do. Ask a leader or an owner of the workspace.")

func editForm(v *visit, c client.Client) page.ClientForm {
	f := page.NewClientForm(v.frame(c.Name, page.InClients), "")
	here := "/clients/" + string(c.ID)
	f.Editing, f.Client = true, uiClient(string(c.ID), c.Name, c.Colour, c.LogoID)
	f.Form = ui.Form{Action: here, Version: strconv.Itoa(c.Version), Back: here}
	f.Desk.Crumbs = []ui.Link{{Text: v.say("Clients"), URL: page.ClientsURL}, {Text: c.Name, URL: here}}
	fillClientForm(v, &f, c)
	return f
}

// fillClientForm puts what a client is into the fields.
func fillClientForm(v *visit, f *page.ClientForm, c client.Client) {
	f.Name.Value = c.Name
	f.Stage.Options = ui.Choose(f.Stage.Options, string(c.Stage))
	f.Owner.Options = memberOptions(v, c.OwnerID)
	f.Colour.Options = ui.Choose(f.Colour.Options, strconv.Itoa(c.Colour))
	f.Zone.Value, f.Zone.List = c.Hours.Zone, zones()
	f.Language.Options = languageOptions(v, c.Language)
	if writeWeek(c.Hours.Weekly) != writeWeek(v.firm.Hours.Weekly) {
		f.Hours.Value = writeWeek(c.Hours.Weekly)
	}
	f.Hours.Placeholder = writeWeek(v.firm.Hours.Weekly)
	f.Region.Options = v.regions(c.Hours.Regions...)
	f.Tier.Value, f.Tier.List = c.Tier, tiersOf(v.firm)
}

// memberOptions offers everybody who works here; the reader is marked.
func memberOptions(v *visit, chosen member.ID) []ui.Option {
	var out []ui.Option
	for _, m := range v.team.All() {
		if !m.Active() && m.ID != chosen {
			continue
		}
		label := m.Name
		if m.ID == v.who.Member {
			label = v.say("{who} (you)", "who", m.Name)
		}
		out = append(out, ui.Option{Value: string(m.ID), Label: label, Selected: m.ID == chosen})
	}
	return out
}

func languageOptions(v *visit, chosen string) []ui.Option {
	var out []ui.Option
	for _, l := range client.Languages() {
		out = append(out, ui.Option{Value: l, Label: languageName(v, l), Selected: l == chosen})
	}
	return out
}

// sampleOfColours is how many clients are looked at for a colour that is free.
const sampleOfColours = 200

// freshColour is the colour that the fewest clients have.
func freshColour(names []store.ClientName) int {
	var used [client.Colours + 1]int
	for _, n := range names {
		if n.Colour >= 1 && n.Colour <= client.Colours {
			used[n.Colour]++
		}
	}
	best := 1
	for c := 2; c <= client.Colours; c++ {
		if used[c] < used[best] {
			best = c
		}
	}
	return best
}

// addClient adds a client with his first contact and next contact.
func addClient(v *visit) error {
	logo, logoErr := sentLogo(v)
	f, err := clientForm(v, nil)
	if err != nil {
		return err
	}
	in, err := sentClient(v, &f, logoErr)
	if err == nil {
		err = confirmed(f.Next)
	}
	var to string
	if err == nil {
		to, err = once(v, func(ctx context.Context) (string, error) {
			if in.Client.LogoID, err = keepLogo(ctx, v, logo); err != nil {
				return "", err
			}
			c, err := v.o.Clients.Add(ctx, v.who, in)
			return "/clients/" + string(c.ID), err
		})
	}
	if err != nil {
		return againClient(v, &f, err)
	}
	v.leave(v.say("{who} is here.", "who", in.Client.Name))
	return v.go303(to)
}

// sentLogo gives the logo of the form, made anew; nil when none was sent.
func sentLogo(v *visit) (*store.Picture, error) {
	data, _, declared, err := sentFile(v, "logo", picture.MaxLogoBytes)
	if err != nil || data == nil {
		return nil, err
	}
	p, err := picture.RemakeLogo(data, declared)
	return &p, err
}

func keepLogo(ctx context.Context, v *visit, p *store.Picture) (string, error) {
	if p == nil {
		return "", nil
	}
	return v.o.Settings.AddPicture(ctx, v.who, *p)
}

// sentClient reads the form of a new client. logoErr is what was wrong with its
// logo: it is told together with the rest.
func sentClient(v *visit, f *page.ClientForm, logoErr error) (office.NewClient, error) {
	form := v.r.PostForm
	in := office.NewClient{Contact: client.Contact{
		Name: strings.TrimSpace(form.Get("contact_name")), Email: strings.TrimSpace(form.Get("contact_email")), Phone: strings.TrimSpace(form.Get("contact_phone")), Channel: client.ByMail,
	}}
	in.Contact.Portal = in.Contact.Email != ""
	if in.Contact.Email == "" {
		in.Contact.Channel = client.ByPhone
	}
	c, err := clientOfForm(v, client.Client{})
	in.Client = c
	whoErr := renamed(in.Contact.Check(), map[string]string{"name": "contact_name", "email": "contact_email", "phone": "contact_phone"})
	cal := v.cal
	if known, e := v.o.Settings.CalendarOf(c.Hours); e == nil {
		cal = known
	}
	var nextErr error
	if c.Open() {
		if in.Next, nextErr = dateOf(form, &f.Next, cal, v.now); nextErr == nil {
			var k fault.Check
			k.Want(in.Next != (promise.When{}), "next", "Say when they hear from us next. Every open client has such a moment.")
			nextErr = k.Err()
		}
	}
	return in, gather(logoErr, err, whoErr, nextErr)
}

// clientOfForm reads what makes a client into c.
func clientOfForm(v *visit, c client.Client) (client.Client, error) {
	form := v.r.PostForm
	c.Name, c.Stage, c.OwnerID = strings.TrimSpace(form.Get("name")), client.Stage(form.Get("stage")), member.ID(form.Get("owner"))
	c.Colour, _ = strconv.Atoi(form.Get("colour")) // 0 is refused by name
	c.Language, c.Tier = form.Get("language"), strings.TrimSpace(form.Get("tier"))
	was := c.Hours
	hours, err := hoursOfForm(v, form)
	if len(was.Regions) > 1 && len(hours.Regions) == 1 && was.Regions[0] == hours.Regions[0] {
		hours.Regions = was.Regions // the form shows the first of several
	}
	hours.Holidays, hours.Exceptions, hours.Breaks = was.Holidays, was.Exceptions, was.Breaks
	c.Hours = hours
	renames := map[string]string{"weekly": "hours", "regions": "region"}
	return c, gather(renamed(c.Check(), renames), renamed(err, renames))
}

// againClient shows the form again with its words.
func againClient(v *visit, f *page.ClientForm, err error) error {
	if v.r.MultipartForm != nil && len(v.r.MultipartForm.File["logo"]) > 0 && v.r.MultipartForm.File["logo"][0].Size > 0 {
		f.Logo.Error = v.say("Choose the file again: a browser does not keep it.")
	}
	if err := v.complain(err, &f.Form, f.Fields()...); err != nil {
		return err
	}
	return v.again(*f)
}

// clientToEdit shows the form of a client.
func clientToEdit(v *visit) error {
	f, _, err := openClientForm(v)
	if err != nil {
		return err
	}
	return v.show(f)
}

func openClientForm(v *visit) (page.ClientForm, client.Client, error) {
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, client.ID(v.r.PathValue("client")))
	if err != nil {
		return page.ClientForm{}, client.Client{}, err
	}
	f, err := clientForm(v, &b.Client)
	return f, b.Client, err
}

// editClient changes a client.
func editClient(v *visit) error {
	logo, logoErr := sentLogo(v)
	f, was, err := openClientForm(v)
	if err != nil {
		return err
	}
	c, err := clientOfForm(v, was)
	if err = gather(logoErr, err); err == nil {
		err = saveClient(v, c, logo)
	}
	if err != nil {
		f.Form.Version = strconv.Itoa(was.Version)
		return againClient(v, &f, stale(err))
	}
	v.leave(v.say("Saved."))
	return v.go303("/clients/" + string(c.ID))
}

func saveClient(v *visit, c client.Client, logo *store.Picture) error {
	id, err := keepLogo(v.r.Context(), v, logo)
	if err != nil {
		return err
	}
	_, err = v.o.Clients.Edit(v.r.Context(), v.who, c.ID, office.ClientEdit{Version: versionOf(v), Change: func(to *client.Client) {
		to.Name, to.Stage, to.OwnerID, to.Colour, to.Language, to.Hours, to.Tier = c.Name, c.Stage, c.OwnerID, c.Colour, c.Language, c.Hours, c.Tier
		switch {
		case id != "":
			to.LogoID = id
		case v.r.PostForm.Get("no_logo") != "":
			to.LogoID = ""
		}
	}})
	return err
}

// versionOf is what the form was filled from; one that is no number fits nothing.
func versionOf(v *visit) int {
	n, err := strconv.Atoi(v.r.PostForm.Get("version"))
	if err != nil || n < 1 {
		return -1
	}
	return n
}

// stale says of a form that was filled from something older what to do now: it
// is shown again with the version of now, so that saving it again is meant.
func stale(err error) error {
	if fault.KindOf(err) != fault.Conflict {
		return err
	}
	return fault.New(fault.Conflict, "Somebody else changed this in the meantime. What you wrote is still in the fields; saved again, it takes the place of theirs.")
}

// renamed puts the words of a refusal beside the fields as this form names them.
func renamed(err error, names map[string]string) error {
	f, ok := fault.As(err)
	var asked *unconfirmed
	if !ok || errors.As(err, &asked) {
		return err
	}
	out := map[string]string{}
	for field, say := range f.Fields {
		if name, ok := names[field]; ok {
			field = name
		}
		out[field] = say
	}
	return &fault.Error{Kind: f.Kind, Say: f.Say, Fields: out}
}

// gather makes one refusal of several, so that a person reads all of it at
// once. Anything that is no refusal goes first.
func gather(errs ...error) error {
	var all *fault.Error
	for _, err := range errs {
		if err == nil {
			continue
		}
		f, ok := fault.As(err)
		if !ok || len(f.Fields) == 0 {
			return err
		}
		if all == nil {
			all = &fault.Error{Kind: f.Kind, Say: f.Say, Fields: map[string]string{}}
		}
		for field, say := range f.Fields {
			if all.Fields[field] == "" {
				all.Fields[field] = say
			}
		}
	}
	if all == nil {
		return nil
	}
	return all
}
