package office

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/subscription"
)

// Pushes is on which devices contacts are told of what is new, and what is sent to
// them (Web Push). A push is no notice: it proves nothing, and nobody counts as told
// by it (decision 36).
type Pushes struct{ *desk }

// DeviceView is on which devices a contact is told, and by what he hears of what he follows.
type DeviceView struct {
	Devices []subscription.Device
	Channel subscription.Channel
	Rhythm  subscription.Rhythm
}

// View shows a contact his own devices. It changes nothing.
func (s Pushes) View(ctx context.Context, who Actor) (DeviceView, error) {
	var v DeviceView
	err := s.see(ctx, who, func(a *act) (err error) {
		v, err = reachOf(a, who.Contact)
		return err
	})
	return v, err
}

// Of lists the devices of a contact, to a member.
func (s Pushes) Of(ctx context.Context, who Actor, of client.ContactID) (DeviceView, error) {
	var v DeviceView
	err := s.see(ctx, who, func(a *act) (err error) {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		v, err = reachOf(a, of)
		return err
	})
	return v, err
}

func reachOf(a *act, of client.ContactID) (DeviceView, error) {
	k, err := store.Contact(a.tx, a.ws, of)
	if err != nil {
		return DeviceView{}, err
	}
	f, err := followed(a, k)
	if err != nil {
		return DeviceView{}, err
	}
	v := DeviceView{Channel: f.Channel, Rhythm: f.Rhythm}
	v.Devices, err = store.PushDevicesOfContact(a.tx, a.ws, of)
	return v, err
}

// pushPlace is what the private key of a workspace is sealed for.
func pushPlace(a *act) string { return "push:" + string(a.ws) }

// Key gives the public key by which a browser knows the acting contact's firm, as
// base64 for addresses. It is made when somebody asks first.
func (s Pushes) Key(ctx context.Context, who Actor) (string, error) {
	var public string
	err := s.do(ctx, who, func(a *act) error {
		if _, err := speaker(a); err != nil {
			return err
		}
		k, err := store.PushKeysOf(a.tx, a.ws)
		if errors.Is(err, store.ErrNone) {
			k, err = makePushKeys(a)
		}
		public = k.Public
		return err
	})
	return public, err
}

func makePushKeys(a *act) (store.PushKeys, error) {
	private, err := newPushKey(a.random)
	if err != nil {
		return store.PushKeys{}, err
	}
	k := store.PushKeys{Public: base64.RawURLEncoding.EncodeToString(private.PublicKey().Bytes()), MadeAt: a.now}
	if k.Secret, err = a.Seal(base64.RawURLEncoding.EncodeToString(private.Bytes()), pushPlace(a)); err != nil {
		return k, err
	}
	return k, store.AddPushKeys(a.tx, a.ws, k)
}

// newPushKey makes a key on the curve P-256 from chance that can be replayed.
func newPushKey(random io.Reader) (*ecdh.PrivateKey, error) {
	for {
		b := make([]byte, 32)
		if _, err := io.ReadFull(random, b); err != nil {
			return nil, fmt.Errorf("read randomness for a key: %w", err)
		}
		if k, err := ecdh.P256().NewPrivateKey(b); err == nil {
			return k, nil // else the number was not below the order of the curve: once in 2³² times
		}
	}
}

// deviceLine is what the journal keeps of a device.
type deviceLine struct {
	Device string `json:"device"`
	Agent  string `json:"agent"`
	Why    string `json:"why,omitempty"`
}

// Add has the acting contact be told on the device that asks. One that is there
// already stays, with its keys of today. A browser tells one reader: with another
// address it is his from now on, and no more that of whoever read before him.
func (s Pushes) Add(ctx context.Context, who Actor, in subscription.Device) error {
	return s.do(ctx, who, func(a *act) error {
		k, err := speaker(a)
		if err != nil {
			return err
		}
		d := subscription.Device{
			ID: a.newID("dev"), ContactID: string(k.ID), ClientID: string(k.ClientID), Endpoint: in.Endpoint, P256dh: in.P256dh, Auth: in.Auth, Agent: shorten(in.Agent, maxAgent), MadeAt: a.now,
		}
		if err := d.Check(a.host(), a.book.host.Name); err != nil {
			return err
		}
		there, err := ownAt(a, k, d)
		if err != nil {
			return err
		}
		if there != "" {
			d.ID = there
			return store.RenewPushDevice(a.tx, a.ws, d)
		}
		mine, err := store.PushDevicesOfContact(a.tx, a.ws, k.ID)
		if err != nil {
			return err
		}
		if len(mine) >= subscription.MaxDevices {
			return fault.New(fault.Conflict, "You are told on ten devices already. Stop one of them first.")
		}
		if err := store.AddPushDevice(a.tx, a.ws, d); err != nil {
			return err
		}
		return a.note("device added", obligation("contact", k.ID), string(k.ClientID), nil, deviceLine{d.ID, d.Agent, ""})
	})
}

// ownAt finds the device of a contact that is the same browser; "" = there is none.
// The same browser at readers with another address ends.
func ownAt(a *act, k client.Contact, d subscription.Device) (string, error) {
	same, err := store.PushDevicesAt(a.tx, a.ws, d.Endpoint)
	if err != nil {
		return "", err
	}
	own := ""
	for _, o := range same {
		if o.ContactID == d.ContactID {
			own = o.ID
			continue
		}
		other, err := store.Contact(a.tx, a.ws, client.ContactID(o.ContactID))
		if err != nil {
			return "", err
		}
		if k.Email != "" && store.Fold(other.Email) == store.Fold(k.Email) {
			continue // he reads for several clients
		}
		if err := endDevice(a, o, "Somebody else reads on this device now."); err != nil {
			return "", err
		}
	}
	return own, nil
}

// endDevice ends a live device; why is "" where its reader wanted it.
func endDevice(a *act, d subscription.Device, why string) error {
	line := deviceLine{d.ID, d.Agent, why}
	d.EndedAt, d.Why = a.now, shorten(why, maxHeld)
	if err := store.EndPushDevice(a.tx, a.ws, d); err != nil {
		return err
	}
	return a.note("device ended", obligation("contact", client.ContactID(d.ContactID)), d.ClientID, line, nil)
}

// endDevices ends the devices of a contact who may not read his page any more.
func endDevices(a *act, of client.ContactID, why string) error {
	all, err := store.PushDevicesOfContact(a.tx, a.ws, of)
	if err != nil {
		return err
	}
	for _, d := range all {
		if err := endDevice(a, d, why); err != nil {
			return err
		}
	}
	return nil
}

// endDevicesOver ends the devices of all who read the page of a client, if it is over.
func endDevicesOver(a *act, c client.Client) error {
	access, err := accessOf(a, c)
	if err != nil || access.Page != client.PageOver {
		return err
	}
	all, err := store.PushDevicesOfClient(a.tx, a.ws, c.ID)
	if err != nil {
		return err
	}
	for _, d := range all {
		if err := endDevice(a, d, shutSay); err != nil {
			return err
		}
	}
	return nil
}

// Stop ends one of the acting contact's devices.
func (s Pushes) Stop(ctx context.Context, who Actor, id string) error {
	return s.admit(ctx, who, func(a *act) error {
		k, err := speaker(a)
		if err != nil {
			return err
		}
		return stopDevice(a, k.ID, id)
	})
}

// StopFor ends a device of a contact who asked a member for it, or lost it.
func (s Pushes) StopFor(ctx context.Context, who Actor, of client.ContactID, id string) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		return stopDevice(a, of, id)
	})
}

func stopDevice(a *act, of client.ContactID, id string) error {
	d, err := store.PushDevice(a.tx, a.ws, id)
	if err != nil {
		return err
	}
	if d.ContactID != string(of) {
		return store.ErrNone
	}
	if !d.Live() {
		return nil
	}
	return endDevice(a, d, "")
}

// Through keeps by what the acting contact hears at once of what he follows.
func (s Pushes) Through(ctx context.Context, who Actor, c subscription.Channel) error {
	return s.do(ctx, who, func(a *act) error {
		k, err := speaker(a)
		if err != nil {
			return err
		}
		before, err := followed(a, k)
		if err != nil {
			return err
		}
		f := before
		if f.Channel = c; f == before {
			return nil
		}
		if err := f.Check(); err != nil {
			return err
		}
		if err := saveSubscription(a, f); err != nil {
			return err
		}
		return a.note("channel chosen", obligation("contact", k.ID), string(k.ClientID), channelName(before.Channel), channelName(f.Channel))
	})
}

// channelName is what the journal calls a channel.
func channelName(c subscription.Channel) string {
	if c == subscription.Both {
		return "mail and devices"
	}
	return string(c)
}

// The limits of what a device shows, in characters.
const (
	maxPushTitle = 80
	MaxPushBody  = 200
)

// shown on a device: whose it is, one line, and where it leads.
type pushWords struct {
	Title string `json:"title"` // the firm
	Body  string `json:"body"`
	URL   string `json:"url"`  // a path below /p/
	Tag   string `json:"tag"`  // what is newer takes the place of what is older with the same one
	Lang  string `json:"lang"` // BCP 47
	Dir   string `json:"dir"`  // ltr or rtl
}

// The effects of pushes begin with what they are of, and end with the device. Between
// them stand the reader, the change after which and the one up to which it tells; or the notice.
const (
	pushFollowing = "following"
	pushTold      = "told"
)

// pushTo queues a push to devices: of is what it is of, key which one, so that each
// is asked for once.
func pushTo(a *act, devices []subscription.Device, of, key string, w pushWords) error {
	for _, d := range devices {
		payload, err := shownOn(a, d, of, w)
		if err != nil {
			return err
		}
		p := store.Push{Workspace: a.ws, ID: a.newID("psh"), EffectKey: of + ":" + key + ":" + d.ID, DeviceID: d.ID, Payload: payload, SendAt: a.now, MadeAt: a.now}
		if err := store.AddPush(a.tx, p); err != nil {
			return err
		}
		a.due = true
	}
	return nil
}

// shownOn is what a device shows, as JSON.
func shownOn(a *act, d subscription.Device, of string, w pushWords) (string, error) {
	w.Title, w.Body, w.Tag = shorten(a.book.firm.Name, maxPushTitle), shorten(w.Body, MaxPushBody), pushTopic(of, d.ContactID)
	payload, err := json.Marshal(w)
	if err != nil {
		return "", fmt.Errorf("write what a device shows: %w", err)
	}
	return string(payload), nil
}

// ofContact picks the devices of one contact.
func ofContact(all []subscription.Device, id string) []subscription.Device {
	return slices.DeleteFunc(slices.Clone(all), func(d subscription.Device) bool { return d.ContactID != id })
}
