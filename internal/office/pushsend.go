package office

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/subscription"
)

// How long pushes wait, and how often they are tried.
const (
	// PushLasts is how long a push is worth something: so long its service keeps it
	// for a device that is off, and so long we try to hand it over.
	PushLasts = 12 * time.Hour
	// PushLease is how long one may take to be handed over before whoever took it
	// counts as dead. It is sent again then.
	PushLease = 2 * time.Minute
	// KeepPushes is how long what became of a push is kept.
	KeepPushes = 30 * 24 * time.Hour
)

// PushOut is a push on its way, with all that it takes to send it.
type PushOut struct {
	store.Push
	Endpoint     string
	P256dh, Auth string // the keys of the device
	Public       string // our keys, as base64 for addresses
	Private      string
	From         string // the address at which whoever runs the push service reaches us
	Topic        string
}

// PushAnswer is what a push service answered.
type PushAnswer struct {
	Code  int           // of HTTP; 0 = it could not be reached
	Text  string        // in words
	After time.Duration // when it wants to be asked again; 0 = it does not say
	Never bool          // where this leads to, nothing is sent
}

// PushesDue lists the pushes whose moment has come. Those whose lease ran out are
// among them.
func (s Pushes) PushesDue(ctx context.Context, limit int) ([]store.Push, error) {
	now, read := s.begin(), s.DB.Read(ctx)
	lapses, err := store.NextPushLapse(read)
	if err != nil {
		return nil, err
	}
	if !lapses.IsZero() && !now.Before(lapses) {
		if err := s.DB.Write(ctx, func(tx *store.Tx) error { return store.RequeuePushes(tx, now) }); err != nil {
			return nil, err
		}
		read = s.DB.Read(ctx)
	}
	return store.PushesDue(read, now, limit)
}

// NextPush is the moment of the next push, or at which the lease of one runs out;
// zero = none waits.
func (s Pushes) NextPush(ctx context.Context) (time.Time, error) {
	read := s.DB.Read(ctx)
	next, err := store.NextPush(read)
	if err != nil {
		return next, err
	}
	lapses, err := store.NextPushLapse(read)
	return prompt.Sooner(next, lapses), err
}

// Take leases a push for sending. false: it does not leave now, because another
// process took it or mail is paused, or never, because its reader may not know any more.
func (s Pushes) Take(ctx context.Context, p store.Push, holder string) (PushOut, bool, error) {
	out, taken := PushOut{}, false
	err := s.do(ctx, system("pushes", p.Workspace), func(a *act) error {
		taken = false
		now, err := store.PushOf(a.tx, a.ws, p.ID)
		if err != nil || now.State != queued || now.SendAt.After(a.now) {
			return err
		}
		if a.book.firm.MailPaused {
			now.SendAt = a.now.Add(pausedFor)
			return store.SavePush(a.tx, now, queued)
		}
		d, err := store.PushDevice(a.tx, a.ws, now.DeviceID)
		if err != nil {
			return err
		}
		why, err := stopsPush(a, now, d)
		if err != nil {
			return err
		}
		if why == "" {
			why, err = wordPush(a, &now, d)
		}
		if err == nil && why == "" {
			out, why, err = outgoing(a, now, d)
		}
		if err != nil {
			return err
		}
		if why != "" {
			return overPush(a, now, dead, why)
		}
		out.LeasedUntil, out.LeasedBy = a.now.Add(PushLease), holder
		taken, err = store.LeasePush(a.tx, out.Push)
		out.Tries++
		return err
	})
	return out, taken, err
}

func overPush(a *act, p store.Push, state, why string) error {
	was := p.State
	p.State, p.DoneAt, p.Answer = state, a.now, shorten(why, 500)
	return store.SavePush(a.tx, p, was)
}

// stopsPush tells why a push may not leave, or "". Who may not open his page any more
// gets nothing from the moment on at which that became so.
func stopsPush(a *act, p store.Push, d subscription.Device) (string, error) {
	if !d.Live() {
		return "This device was stopped.", nil
	}
	if !a.now.Before(p.MadeAt.Add(PushLasts)) {
		return "It was too old to be of use.", nil
	}
	k, err := store.Contact(a.tx, a.ws, client.ContactID(d.ContactID))
	if err != nil {
		return "", err
	}
	c, err := a.client(k.ClientID)
	if err != nil {
		return "", err
	}
	access, err := accessOf(a, c)
	if err != nil {
		return "", err
	}
	if !k.Portal || !k.EndedAt.IsZero() || access.Page == client.PageOver {
		return shutSay, endDevice(a, d, shutSay)
	}
	return "", nil
}

// takenBackSay is why a push does not leave of which nothing can be seen any more.
const takenBackSay = "What it tells of was taken back."

// wordPush puts a push into the words of this moment, and tells why it is to say nothing
// any more, or "": since it was queued, what it tells of may have been taken back or
// made private, or come back.
func wordPush(a *act, p *store.Push, d subscription.Device) (string, error) {
	part := strings.Split(p.EffectKey, ":")
	if part[0] == pushTold {
		n, err := store.Notice(a.tx, a.ws, notice.ID(part[1]))
		if err == nil && n.State() != notice.Accepted {
			return takenBackSay, nil
		}
		return "", err
	}
	k, err := store.Contact(a.tx, a.ws, client.ContactID(d.ContactID))
	if err != nil {
		return "", err
	}
	f, err := followed(a, k)
	if err != nil {
		return "", err
	}
	if _, push := f.Ways(1); !push {
		return "They do not follow this any more.", nil
	}
	after, through, ok := changesOf(part)
	if !ok {
		return takenBackSay, nil
	}
	r, err := readChanges(a, k.ClientID)
	if err != nil {
		return "", err
	}
	all, err := store.ChangesAfter(a.tx, a.ws, k.ClientID, after, mostChanges)
	if err != nil {
		return "", err
	}
	all = slices.DeleteFunc(all, func(c subscription.Change) bool { return c.Seq > through })
	news, err := r.seen(all, f.Topics, d.ContactID)
	if err != nil || len(news) == 0 {
		return takenBackSay, err
	}
	p.Payload, err = shownOn(a, d, pushFollowing, newsWords(r.say, news))
	return "", err
}

// changesOf reads from a key after which change a push tells, and up to which.
func changesOf(part []string) (after, through int64, ok bool) {
	if len(part) != 5 {
		return 0, 0, false
	}
	after, first := strconv.ParseInt(part[2], 10, 64)
	through, second := strconv.ParseInt(part[3], 10, 64)
	return after, through, first == nil && second == nil
}

// shutSay is why a device ends whose reader may not open his page any more.
const shutSay = "They cannot open the client's page any more."

// outgoing puts a push together with its keys; why it cannot be sent, or "".
func outgoing(a *act, p store.Push, d subscription.Device) (PushOut, string, error) {
	keys, err := store.PushKeysOf(a.tx, a.ws)
	if errors.Is(err, store.ErrNone) {
		return PushOut{}, "The workspace has no keys for devices.", nil
	}
	if err != nil {
		return PushOut{}, "", err
	}
	private, err := a.Unseal(keys.Secret, pushPlace(a))
	if err != nil {
		return PushOut{}, "The key for devices was kept under another key of Kept and cannot be read.", nil
	}
	of, _, _ := strings.Cut(p.EffectKey, ":")
	return PushOut{Push: p, Endpoint: d.Endpoint, P256dh: d.P256dh, Auth: d.Auth, Public: keys.Public, Private: private, From: a.sender(), Topic: pushTopic(of, d.ContactID)}, "", nil
}

// pushTopic is under what a push waits at its service: what is newer takes the place
// of what is older (RFC 8030, 5.4: 32 characters at most). It says nothing to others.
func pushTopic(of, contact string) string {
	sum := sha256.Sum256([]byte(of + ":" + contact))
	return base64.RawURLEncoding.EncodeToString(sum[:18])
}

// Record writes down what became of a push that was taken.
func (s Pushes) Record(ctx context.Context, p store.Push, r PushAnswer) error {
	return s.do(ctx, system("pushes", p.Workspace), func(a *act) error {
		d, err := store.PushDevice(a.tx, a.ws, p.DeviceID)
		if err != nil {
			return err
		}
		p.State, p.Code, p.Answer, p.DoneAt = leased, r.Code, shorten(r.Text, 500), a.now
		now, why := p, ""
		switch {
		case r.Code >= 200 && r.Code < 300:
			now.State, d.ReachedAt, d.Refused = sent, a.now, 0
		case r.Never:
			now.State, why = refused, "Where it is, nothing is sent."
		case r.Code == 404 || r.Code == 410:
			now.State, why = dead, "Its browser does not want to be told any more."
		case r.Code == 0 || r.Code == 429 || r.Code >= 500:
			now = retryPush(a, now, r.After)
		default:
			now.State = refused
			if d.Refused++; d.Refused >= subscription.MaxRefusals {
				why = "Its push service refused what we sent, several times in a row."
			}
		}
		if err := store.SavePush(a.tx, now, leased); err != nil {
			return err
		}
		if !d.Live() {
			return nil
		}
		if why != "" {
			return endDevice(a, d, why)
		}
		return store.ReachPushDevice(a.tx, a.ws, d)
	})
}

// retryPush puts a push back with a pause that doubles, up to 64 minutes, or as long as
// its service asks for, and gives it up once it is too old.
func retryPush(a *act, p store.Push, after time.Duration) store.Push {
	p.SendAt = a.now.Add(max(min(after, PushLasts), time.Minute<<min(max(p.Tries-1, 0), 6)))
	if !p.SendAt.Before(p.MadeAt.Add(PushLasts)) {
		p.State = dead
		return p
	}
	p.State, p.DoneAt, a.due = queued, time.Time{}, true
	return p
}

// toldOnDevices says on the devices of a notice's reader that there is a date for him.
// The date itself stands on his page: his notice has told it.
func toldOnDevices(a *act, n notice.Notice, dates []promise.ID) error {
	if len(dates) == 0 || n.Channel != notice.Mail || !n.AcceptedAt.Equal(a.now) {
		return nil
	}
	devices, err := store.PushDevicesOfContact(a.tx, a.ws, clientContact(n))
	if err != nil || len(devices) == 0 {
		return err
	}
	v, err := a.voiceOf(client.ID(n.ClientID))
	if err != nil {
		return err
	}
	w := pushWords{Body: v.Say("A new date was told to you."), URL: "/p/", Lang: v.Code(), Dir: pageDirection(v.RTL())}
	if len(dates) == 1 {
		w.URL += "promises/" + string(dates[0])
	}
	return pushTo(a, devices, pushTold, string(n.ID), w)
}

// push says on the devices of a subscriber what his mail says.
func (g *digests) push(to store.Subscriber, devices []subscription.Device, news []PortalChange, through int64) error {
	return pushTo(g.act, devices, pushFollowing, fmt.Sprintf("%s:%d:%d", to.ContactID, to.Through, through), newsWords(g.say, news))
}

// newsWords say on a device what is new.
func newsWords(v tongue.Voice, news []PortalChange) pushWords {
	w := pushWords{URL: "/p/", Lang: v.Code(), Dir: pageDirection(v.RTL())}
	if n := len(news); n > 1 {
		w.Body = v.Count(n, "One thing is new on your page.", "{n} things are new on your page.")
	} else {
		w.Body, w.URL = news[0].Title+" – "+news[0].Line, "/p/"+news[0].Path
	}
	return w
}

func pageDirection(rtl bool) string {
	if rtl {
		return "rtl"
	}
	return "ltr"
}
