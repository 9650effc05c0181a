package api

import (
	"context"
	"net/http"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/member"
	"kept/worktime"
)

// clients are whom the firm works for.
func clients(s *service) {
	r := clientDesk{s}
	list(s, "/clients", "list-clients", "List clients by name", r.list)
	create(s, "/clients", "add-client", "Add a client with a first contact and a next contact", r.add)
	one(s, "/clients/{client}", "see-client", "See a client", r.see)
	edit(s, operation(http.MethodPatch, "/clients/{client}", "edit-client", "Edit a client"), r.edit)
	act(s, "/clients/{client}/next-contact", "set-next-contact", "Set when a client hears from us next, where it is missing", r.setNext)
	act(s, "/clients/{client}/page", "keep-page", "Say up to which day the page of a client can be read once they are past", r.keepPage)
	drop(s, "/clients/{client}/page", "end-page", "End the page of a past client at once", r.endPage)
	look(s, "/clients/{client}/outcomes", "count-outcomes", "What became of the dates of a client's promises", r.outcomes)
	look(s, "/clients/{client}/prompts", "list-prompts-of-client", "List the live prompts about a client", promptDesk{s}.ofClient)
}

type clientDesk struct{ *service }

// ClientIn names a client.
type ClientIn struct {
	Client string `path:"client"`
}

func (in ClientIn) id() (client.ID, error) { return named[client.ID](ofClient, in.Client) }

// clientOut is a client.
type clientOut struct {
	ID           string           `json:"id"`
	Name         string           `json:"name"`
	Stage        string           `json:"stage" enum:"prospect,active,past"`
	Tier         *string          `json:"tier" doc:"What standards tell clients apart by; null = none"`
	TriageAt     *time.Time       `json:"triage_at" doc:"Since when somebody is to look whether this is a client at all; null = they are known"`
	Colour       int              `json:"colour" doc:"1 to 12"`
	LogoID       *string          `json:"logo_id"`
	Language     string           `json:"language" doc:"Of what the client reads (BCP 47)"`
	OwnerID      string           `json:"owner_id" doc:"Who looks after the client"`
	Zone         string           `json:"zone" doc:"Their office hours are at /calendars/{client}"`
	MadeAt       time.Time        `json:"made_at"`
	NextContacts []nextContactOut `json:"next_contacts" nullable:"false" doc:"When the client hears from us next; none = an alarm"`
	Open         int              `json:"open_promises"`
	Broken       int              `json:"overdue_promises" doc:"Of the open ones, past their date"`
	PastAt       *time.Time       `json:"past_at" doc:"Since when they are past; null = they are not"`
	PageUntil    *string          `json:"page_until" doc:"The last day that was agreed on which their page can be read once they are past, like 2028-12-31; null = as the workspace says (page_months)"`
	PageEndedAt  *time.Time       `json:"page_ended_at" doc:"When a member ended the page of a past client; null = nobody did"`
	Version      int              `json:"version"`
}

// nextContactOut is when a client hears from us next.
type nextContactOut struct {
	PromiseID string    `json:"promise_id"`
	ProjectID *string   `json:"project_id" doc:"null = the client at large"`
	At        time.Time `json:"at"`
	Text      string    `json:"text" doc:"In full, in the client's zone"`
}

func (c clientOut) version() int { return c.Version }
func (c clientOut) path() string { return "/clients/" + c.ID }

func outClient(v office.ClientView) clientOut {
	c := v.Client
	out := clientOut{
		ID: string(c.ID), Name: c.Name, Stage: string(c.Stage), Tier: outText(c.Tier), TriageAt: outTime(c.TriageAt), Colour: c.Colour, LogoID: outText(c.LogoID), Language: c.Language, OwnerID: string(c.OwnerID),
		Zone: c.Hours.Zone, MadeAt: c.MadeAt, NextContacts: []nextContactOut{}, Open: v.Row.Open, Broken: v.Row.Broken, Version: c.Version,
		PastAt: outTime(c.PastAt), PageUntil: outText(c.PageUntil.String()), PageEndedAt: outTime(c.PageEndedAt),
	}
	for _, n := range v.Next {
		out.NextContacts = append(out.NextContacts, nextContactOut{string(n.Promise), outText(n.Project), n.DueAt, office.SayMoment(n.DueAt, v.Calendar)})
	}
	return out
}

// client gives a client as he stands now.
func (s *service) client(ctx context.Context, who office.Actor, id client.ID) (clientOut, error) {
	v, err := s.office.Clients.View(ctx, who, id)
	if err != nil {
		return clientOut{}, err
	}
	return outClient(v), nil
}

func (r clientDesk) see(ctx context.Context, who office.Actor, in *ClientIn) (clientOut, error) {
	id, err := in.id()
	if err != nil {
		return clientOut{}, err
	}
	return r.client(ctx, who, id)
}

// clientRow is a client in a list.
type clientRow struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Stage   string     `json:"stage" enum:"prospect,active,past"`
	Colour  int        `json:"colour"`
	LogoID  *string    `json:"logo_id"`
	OwnerID string     `json:"owner_id"`
	NextAt  *time.Time `json:"next_contact_at" doc:"null = it is missing"`
	Open    int        `json:"open_promises"`
	Broken  int        `json:"overdue_promises"`
	DueAt   *time.Time `json:"due_at" doc:"The earliest date of an open promise"`
}

func outClientRow(r store.ClientRow) clientRow {
	return clientRow{
		ID: string(r.ID), Name: r.Name, Stage: string(r.Stage), Colour: r.Colour, LogoID: outText(r.LogoID), OwnerID: r.OwnerID,
		NextAt: outTime(r.NextAt), Open: r.Open, Broken: r.Broken, DueAt: outTime(r.DueAt),
	}
}

type clientsIn struct {
	PageIn
	Stage string `query:"stage" enum:"prospect,active,past" doc:"Of one stage; left out = all"`
}

func (r clientDesk) list(ctx context.Context, who office.Actor, in *clientsIn) (listOut[clientRow], error) {
	after, err := in.after("clients", 2)
	if err != nil {
		return listOut[clientRow]{}, err
	}
	slice := store.NameSlice{Limit: in.Limit + 1}
	if after != nil {
		slice.Key, slice.ID = after[0], after[1]
	}
	var rows []store.ClientRow
	if in.Stage != "" {
		rows, err = r.office.Clients.ByStage(ctx, who, client.Stage(in.Stage), slice)
	} else {
		rows, err = r.office.Clients.List(ctx, who, slice)
	}
	if err != nil {
		return listOut[clientRow]{}, err
	}
	return part(rows, in.Limit, func(r store.ClientRow) cursor { return cursor{"clients", r.Key, string(r.ID)} }, outClientRow), nil
}

func (r clientDesk) outcomes(ctx context.Context, who office.Actor, in *ClientIn) (outcomesOut, error) {
	id, err := in.id()
	if err != nil {
		return outcomesOut{}, err
	}
	if _, err := r.office.Clients.Brief(ctx, who, id); err != nil {
		return outcomesOut{}, err
	}
	all, err := r.office.Clients.Outcomes(ctx, who, id)
	return outOutcomes(all), err
}

type newClientIn struct {
	Keyed
	Body newClient
}

type newClient struct {
	Name     string     `json:"name" doc:"200 characters at most"`
	Stage    string     `json:"stage,omitempty" enum:"prospect,active,past" default:"active"`
	Tier     string     `json:"tier,omitempty" doc:"What standards tell clients apart by; 40 characters at most"`
	Colour   int        `json:"colour,omitempty" minimum:"1" maximum:"12" doc:"Left out = one that follows from the name"`
	Language string     `json:"language,omitempty" enum:"en,de,fr,es,pt,nl,it" default:"en" doc:"Of what the client reads"`
	OwnerID  string     `json:"owner_id,omitempty" doc:"Left out or me = whose token it is"`
	Hours    *hoursJSON `json:"hours,omitempty" doc:"Left out = the workspace's"`
	Contact  *NewPerson `json:"contact,omitempty" doc:"The first contact"`
	NextIn
}

// NewPerson is a contact without his client.
type NewPerson struct {
	Name    string `json:"name" doc:"120 characters at most"`
	Title   string `json:"title,omitempty" doc:"What they do there; 120 characters at most"`
	Email   string `json:"email,omitempty"`
	Phone   string `json:"phone,omitempty" doc:"40 characters at most"`
	Channel string `json:"channel,omitempty" enum:"mail,phone" doc:"How they want to be reached; left out = mail where there is an address"`
	Portal  *bool  `json:"portal,omitempty" doc:"They may open the client's page; left out = yes where there is an address"`
}

func (p NewPerson) contact() client.Contact {
	return client.Contact{Name: p.Name, Title: p.Title, Email: p.Email, Phone: p.Phone, Channel: client.Channel(p.Channel), Portal: p.Portal == nil && p.Email != "" || p.Portal != nil && *p.Portal}
}

func (in newClientIn) place(field string) string {
	b := in.Body
	switch {
	case field == "next":
		return b.NextIn.date().field()
	case b.Contact != nil && (field == "title" || field == "email" || field == "phone" || field == "channel"):
		return "contact." + field
	case hoursFields[field]:
		return "hours." + field
	}
	return ""
}

func (b newClient) client(who office.Actor, known func(string) bool) (client.Client, error) {
	c := client.Client{
		Name: b.Name, Stage: client.Stage(b.Stage), Tier: b.Tier, Colour: b.Colour, Language: b.Language, OwnerID: memberRef(who, b.OwnerID),
	}
	if c.Colour == 0 {
		for _, r := range b.Name {
			c.Colour += int(r)
		}
		c.Colour = c.Colour%client.Colours + 1
	}
	var err error
	if b.Hours != nil {
		c.Hours, err = b.Hours.hours(known)
	}
	return c, err
}

func (r clientDesk) add(ctx context.Context, who office.Actor, in *newClientIn) (clientOut, error) {
	c, err := in.Body.client(who, r.Region)
	if err != nil {
		return clientOut{}, err
	}
	n := office.NewClient{Client: c}
	if in.Body.Contact != nil {
		n.Contact = in.Body.Contact.contact()
		if n.Contact.Name == "" && n.Contact.Email == "" {
			n.Contact.Name = " " // refused in words, not passed over
		}
	}
	n.Next, err = in.Body.NextIn.date().when(r.office.Watch.Now(), func() (*worktime.Calendar, error) {
		if c.Hours.Zone != "" {
			return r.office.Settings.CalendarOf(c.Hours)
		}
		firm, _, err := r.office.Settings.Calendars(ctx, who)
		return firm, err
	})
	if err != nil {
		return clientOut{}, err
	}
	if c, err = r.office.Clients.Add(ctx, who, n); err != nil {
		return clientOut{}, err
	}
	return r.client(ctx, who, c.ID)
}

type clientEditIn struct {
	ClientIn
	IfMatch
	Body clientEdit
}

type clientEdit struct {
	Name     *string `json:"name,omitempty"`
	Stage    *string `json:"stage,omitempty" enum:"prospect,active,past"`
	Tier     *string `json:"tier,omitempty" doc:"An empty text = none"`
	Colour   *int    `json:"colour,omitempty" minimum:"1" maximum:"12"`
	Language *string `json:"language,omitempty" enum:"en,de,fr,es,pt,nl,it"`
	OwnerID  *string `json:"owner_id,omitempty"`
}

func (in clientEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return clientDesk{s}.see(ctx, who, &in.ClientIn)
}

func (r clientDesk) edit(ctx context.Context, who office.Actor, in *clientEditIn) (clientOut, error) {
	id, err := in.id()
	if err != nil {
		return clientOut{}, err
	}
	b := in.Body
	if err := nothing(b != clientEdit{}); err != nil {
		return clientOut{}, err
	}
	_, err = r.office.Clients.Edit(ctx, who, id, office.ClientEdit{Version: in.seen(), Change: func(c *client.Client) {
		set(&c.Name, b.Name)
		setText(&c.Stage, b.Stage)
		set(&c.Tier, b.Tier)
		set(&c.Colour, b.Colour)
		set(&c.Language, b.Language)
		setMember(&c.OwnerID, who, b.OwnerID)
	}})
	if err != nil {
		return clientOut{}, err
	}
	return r.client(ctx, who, id)
}

// set changes a field when a value is given.
func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

// setText is [set] for the domain's texts.
func setText[T ~string](to *T, from *string) {
	if from != nil {
		*to = T(*from)
	}
}

// setMember is [set] for a member, where "me" is the actor.
func setMember(to *member.ID, who office.Actor, from *string) {
	if from != nil {
		*to = memberRef(who, *from)
	}
}

type setNextIn struct {
	Keyed
	ClientIn
	Body struct {
		ProjectID string `json:"project_id,omitempty" doc:"Left out = the client at large"`
		ContactID string `json:"contact_id" doc:"Who hears from us"`
		NextIn
	}
}

func (in setNextIn) place(field string) string {
	if field == "next" {
		return in.Body.NextIn.date().field()
	}
	return ""
}

func (r clientDesk) setNext(ctx context.Context, who office.Actor, in *setNextIn) (clientOut, error) {
	id, err := in.id()
	if err != nil {
		return clientOut{}, err
	}
	v, err := r.office.Clients.Brief(ctx, who, id)
	if err != nil {
		return clientOut{}, err
	}
	n := office.NextIn{Project: ref[string](ofProject, in.Body.ProjectID), Contact: ref[client.ContactID](ofContact, in.Body.ContactID)}
	if n.When, err = in.Body.NextIn.date().when(r.office.Watch.Now(), fixed(v.Calendar)); err != nil {
		return clientOut{}, err
	}
	if err := r.office.Clients.SetNext(ctx, who, id, n); err != nil {
		return clientOut{}, err
	}
	return r.client(ctx, who, id)
}
