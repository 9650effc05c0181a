package api

import (
	"context"
	"net/http"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
)

// contacts are the persons at clients.
func contacts(s *service) {
	r := contactDesk{s}
	list(s, "/contacts", "list-contacts", "List the contacts of a client, those who left too", r.list)
	create(s, "/contacts", "add-contact", "Add a contact to a client", r.add)
	one(s, "/contacts/{contact}", "see-contact", "See a contact", r.see)
	edit(s, operation(http.MethodPatch, "/contacts/{contact}", "edit-contact", "Edit a contact"), r.edit)
	look(s, "/contacts/{contact}/reach", "see-reach", "See how a contact can be reached", r.reach)
	look(s, "/contacts/{contact}/subscription", "see-subscription", "See what a contact hears of besides what they are told", r.subscription)
	act(s, "/contacts/{contact}/subscription", "choose-subscription", "Choose what a contact hears of, who asked for it", r.choose)
	look(s, "/contacts/{contact}/feed", "see-feed", "See whether a contact has a calendar and a feed of their own", r.feed)
	act(s, "/contacts/{contact}/feed-ending", "end-feed", "End the calendar and the feed of a contact: their address opens nothing any more", r.endFeed)
	act(s, "/contacts/{contact}/mail-return", "take-mail-again", "Note that a contact who wanted no mail takes it again", r.takesMail)
	list(s, "/contacts/{contact}/devices", "list-devices", "List the devices on which a contact is told of what is new", r.devices)
	drop(s, "/contacts/{contact}/devices/{device}", "end-device", "End a device of a contact: nothing is sent to it any more", r.endDevice)
	act(s, "/contacts/{contact}/portal-links", "mail-portal-link", "Mail a contact a way in to the client's page", r.mailLink)
}

type contactDesk struct{ *service }

// ContactIn names a contact.
type ContactIn struct {
	Contact string `path:"contact"`
}

func (in ContactIn) id() (client.ContactID, error) {
	return named[client.ContactID](ofContact, in.Contact)
}

// contactOut is a contact.
type contactOut struct {
	ID       string     `json:"id"`
	ClientID string     `json:"client_id"`
	Name     string     `json:"name"`
	Title    string     `json:"title"`
	Email    *string    `json:"email" doc:"null = none is known"`
	Phone    *string    `json:"phone"`
	Channel  string     `json:"channel" enum:"mail,phone"`
	Portal   bool       `json:"portal"`
	EndedAt  *time.Time `json:"ended_at" doc:"When they left; null while they are there"`
	NoMailAt *time.Time `json:"no_mail_at" doc:"Since when they want no mail at all; null while they take it"`
	Version  int        `json:"version"`
}

func (c contactOut) version() int { return c.Version }
func (c contactOut) path() string { return "/contacts/" + c.ID }

func outContact(k client.Contact) contactOut {
	return contactOut{
		ID: string(k.ID), ClientID: string(k.ClientID), Name: k.Name, Title: k.Title, Email: outText(k.Email), Phone: outText(k.Phone),
		Channel: string(k.Channel), Portal: k.Portal, EndedAt: outTime(k.EndedAt), NoMailAt: outTime(k.NoMailAt), Version: k.Version,
	}
}

// OfClientIn chooses what is a client's.
type OfClientIn struct {
	ClientID string `query:"client_id" required:"true"`
}

func (r contactDesk) list(ctx context.Context, who office.Actor, in *OfClientIn) (listOut[contactOut], error) {
	v, err := r.office.Clients.Brief(ctx, who, ref[client.ID](ofClient, in.ClientID))
	if err != nil {
		return listOut[contactOut]{}, err
	}
	return whole(v.Contacts, outContact), nil
}

type newContactIn struct {
	Keyed
	Body newContact
}

type newContact struct {
	ClientID string `json:"client_id"`
	NewPerson
}

func (r contactDesk) add(ctx context.Context, who office.Actor, in *newContactIn) (contactOut, error) {
	k := in.Body.contact()
	k.ClientID = ref[client.ID](ofClient, in.Body.ClientID)
	k, err := r.office.Clients.AddContact(ctx, who, k)
	if fault.KindOf(err) == fault.NotFound {
		return contactOut{}, fault.Field("client", "Choose a client.")
	}
	if err != nil {
		return contactOut{}, err
	}
	return outContact(k), nil
}

func (r contactDesk) see(ctx context.Context, who office.Actor, in *ContactIn) (contactOut, error) {
	id, err := in.id()
	if err != nil {
		return contactOut{}, err
	}
	k, err := r.office.Clients.Contact(ctx, who, id)
	if err != nil {
		return contactOut{}, err
	}
	return outContact(k), nil
}

type contactEditIn struct {
	ContactIn
	IfMatch
	Body contactEdit
}

type contactEdit struct {
	Name    *string `json:"name,omitempty"`
	Title   *string `json:"title,omitempty"`
	Email   *string `json:"email,omitempty" doc:"An empty text = none is known"`
	Phone   *string `json:"phone,omitempty"`
	Channel *string `json:"channel,omitempty" enum:"mail,phone"`
	Portal  *bool   `json:"portal,omitempty" doc:"They may open the client's page; with false their sessions there end at once"`
	Ended   *bool   `json:"ended,omitempty" doc:"They left, or they are back"`
}

func (in contactEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return contactDesk{s}.see(ctx, who, &in.ContactIn)
}

func (r contactDesk) edit(ctx context.Context, who office.Actor, in *contactEditIn) (contactOut, error) {
	id, err := in.id()
	if err != nil {
		return contactOut{}, err
	}
	b := in.Body
	if err := nothing(b != contactEdit{}); err != nil {
		return contactOut{}, err
	}
	k, err := r.office.Clients.EditContact(ctx, who, id, office.ContactEdit{Version: in.seen(), Change: func(k *client.Contact) {
		set(&k.Name, b.Name)
		set(&k.Title, b.Title)
		set(&k.Email, b.Email)
		set(&k.Phone, b.Phone)
		setText(&k.Channel, b.Channel)
		set(&k.Portal, b.Portal)
		switch {
		case b.Ended == nil:
		case !*b.Ended:
			k.EndedAt = time.Time{}
		case k.EndedAt.IsZero():
			k.EndedAt = r.office.Watch.Now()
		}
	}})
	if err != nil {
		return contactOut{}, err
	}
	return outContact(k), nil
}

type portalLinkIn struct {
	Keyed
	ContactIn
}

// portalLinkOut says where a way in was mailed to.
type portalLinkOut struct {
	ContactID string `json:"contact_id"`
	Address   string `json:"address" doc:"Where it is mailed; of more than five in an hour nothing comes"`
}

func (r contactDesk) mailLink(ctx context.Context, who office.Actor, in *portalLinkIn) (portalLinkOut, error) {
	k, err := r.see(ctx, who, &in.ContactIn)
	if err != nil {
		return portalLinkOut{}, err
	}
	if err := r.office.Pages.Invite(ctx, who, client.ContactID(k.ID)); err != nil {
		return portalLinkOut{}, err
	}
	return portalLinkOut{k.ID, *k.Email}, nil
}

// reachOut is how a contact can be reached, by evidence.
type reachOut struct {
	SeenAt  *time.Time `json:"portal_seen_at" doc:"When they last used the client's page; null = never, or long ago"`
	Refused *string    `json:"refused" doc:"Why their address is not written to any more; null = it is"`
}

func (r contactDesk) reach(ctx context.Context, who office.Actor, in *ContactIn) (reachOut, error) {
	id, err := in.id()
	if err != nil {
		return reachOut{}, err
	}
	k, err := r.office.Clients.Contact(ctx, who, id)
	if err != nil {
		return reachOut{}, err
	}
	all, err := r.office.Clients.Reach(ctx, who, []client.Contact{k})
	return reachOut{outTime(all[id].SeenAt), outText(all[id].Refused)}, err
}
