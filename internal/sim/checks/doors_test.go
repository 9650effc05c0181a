package checks

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/handoff"
	"kept/internal/feed"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/subscription"
	"kept/workspace"
)

// doorCases are of the ways by which clients come to see something: readers of several
// clients, an address of the firm's own, feeds and devices.
var doorCases = []broken{
	{"several clients", "sees what the client's own reader sees", func(f *Firm) { f.visits(nil) }, ""},
	{"several clients", "is offered another page", func(f *Firm) {
		f.visits(func(v *Visit) { v.Offered = append(v.Offered, "x") })
	}, "is offered [k2 x] and reads for [k2]"},
	{"several clients", "is not offered his own", func(f *Firm) { f.visits(func(v *Visit) { v.Offered = nil }) }, "is offered []"},
	{"several clients", "reads as another", func(f *Firm) {
		f.visits(func(v *Visit) { v.Tried = []client.ContactID{"k"} })
	}, "was let read as k"},
	{"several clients", "cannot open his page", func(f *Firm) {
		f.visits(func(v *Visit) { v.Shut = []client.ContactID{"k2"} })
	}, "could not open"},
	{"several clients", "is told that a page is over", func(f *Firm) {
		f.visits(func(v *Visit) { v.Over = []client.ContactID{"k2"} })
	}, "which is open"},
	{"several clients", "has lost the page", func(f *Firm) {
		f.visits(nil)
		f.alters("k2", func(k *client.Contact) { k.Portal = false })
	}, "still sees the page of k2"},
	{"several clients", "has left", func(f *Firm) {
		f.visits(nil)
		f.alters("k2", func(k *client.Contact) { k.EndedAt = now })
	}, "still sees the page of k2"},
	{"several clients", "the page is over", func(f *Firm) { f.visits(nil); f.endsPage() }, "still sees the page of k2"},
	{"several clients", "sees another client", func(f *Firm) {
		f.visits(func(v *Visit) { v.Pages[0].View.Client.ID = "eve" })
	}, "at client eve"},
	{"several clients", "sees a promise that the client's own reader does not", func(f *Firm) {
		f.visits(func(v *Visit) { v.Pages[0].View.Open = append(v.Pages[0].View.Open, office.PortalPromise{}) })
	}, "something else than the client's own reader: Open"},
	{"several clients", "sees a letter to another", func(f *Firm) {
		f.visits(func(v *Visit) { v.Pages[0].View.Notices = []notice.Notice{{ContactID: "k"}} })
	}, "a letter to k"},
	{"several clients", "sees what another was asked", func(f *Firm) {
		f.visits(func(v *Visit) {
			v.Pages[0].View.Waits = []office.AskedOf{{HandOff: handoff.HandOff{Party: plan.Party{ID: "k"}}}}
		})
	}, "what k was asked"},
	{"several clients", "is sent away", func(f *Firm) {
		f.visits(nil)
		f.Outside.Visits = append(f.Outside.Visits, Visit{At: now, Email: "vera@x.example"})
	}, "was not let in any more"},
	{"several clients", "was never in", func(f *Firm) {
		f.visits(nil)
		f.Outside.Visits = []Visit{{At: now, Email: "vera@x.example"}}
	}, ""},

	{"own address", "proven, used, and lost", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.turned("address lost", now.Add(-hour), workspace.RecordMissing)
		f.links(keptURL, now.Add(-time.Minute))
		f.links("https://status.x.example", now.Add(-2*hour))
	}, ""},
	{"own address", "proven without a record", func(f *Firm) { f.named(workspace.RecordMissing) }, "counts as proven from"},
	{"own address", "has no record any more", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.answered(now, workspace.RecordMissing)
	}, "and counts as proven"},
	{"own address", "no answer for less than a week", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.answered(now, workspace.NoAnswer)
	}, ""},
	{"own address", "lost without a reason", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.turned("address lost", now.Add(-hour), workspace.NoAnswer)
	}, "counts as lost from"},
	{"own address", "has its record and is not used", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.turned("address lost", now.Add(-hour), workspace.RecordMissing)
		f.answered(now, workspace.RecordThere)
	}, "does not count as proven"},
	{"own address", "nobody looks for its record", func(f *Firm) { f.named(workspace.RecordThere); f.Now = now.Add(30 * hour) }, "was looked for last at"},
	{"own address", "a letter names it too late", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.turned("address lost", now.Add(-hour), workspace.RecordMissing)
		f.links("https://status.x.example", now.Add(-time.Minute))
	}, "and not to https://kept.example"},
	{"own address", "a letter does not name it", func(f *Firm) { f.named(workspace.RecordThere); f.links(keptURL, now) }, "and not to https://status.x.example"},
	{"own address", "a feed does not name it", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.Outside.Fetches = []Fetch{{Contact: "k", Calendar: feed.Calendar{Entries: []feed.Entry{{URL: keptURL + "/p/promises/p1"}}}}}
	}, "the feed of k leads to"},
	{"own address", "leads in", func(f *Firm) { f.named(workspace.RecordThere); f.knocks("wsp", true) }, ""},
	{"own address", "lost, and leads in who may", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.turned("address lost", now.Add(-hour), workspace.RecordMissing)
		f.knocks("wsp", true)
	}, ""},
	{"own address", "leads in who may not", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.knocks("wsp", true)
		f.Outside.Knocks[0].Usual = false
	}, "lets in: true"},
	{"own address", "given back, and leads somewhere", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.turned("address taken away", now.Add(-hour), workspace.RecordThere)
		f.knocks("wsp", true)
	}, "was given back"},
	{"own address", "given back", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.turned("address taken away", now.Add(-hour), workspace.RecordThere)
		f.knocks("", false)
	}, ""},
	{"own address", "leads nowhere", func(f *Firm) { f.named(workspace.RecordThere); f.knocks("", false) }, "was proven for this firm"},
	{"own address", "leads into another workspace", func(f *Firm) {
		f.named(workspace.RecordThere)
		f.knocks("wsp", true)
		f.Outside.Knocks[0].Other = true
	}, "of another workspace"},

	{"feeds", "every date, as it was told", func(f *Firm) { f.fetches(nil) }, ""},
	{"feeds", "a date is missing", func(f *Firm) { f.fetches(func(x *Fetch) { x.Calendar.Entries = x.Calendar.Entries[1:] }) }, "has no deliverable"},
	{"feeds", "another date", func(f *Firm) {
		f.fetches(func(x *Fetch) { x.Calendar.Entries[0].At = now })
	}, "which is told for"},
	{"feeds", "untold", func(f *Firm) {
		f.fetches(nil)
		n := f.Notices["n1"]
		n.BouncedAt = now
		f.Notices["n1"] = n
	}, "which was not told or is over"},
	{"feeds", "withdrawn", func(f *Firm) {
		f.fetches(nil)
		f.change("p1", func(p *promise.Promise) { p.State = promise.Withdrawn })
	}, "which was not told or is over"},
	{"feeds", "let go, and not cancelled", func(f *Firm) {
		f.fetches(nil)
		f.change("p1", func(p *promise.Promise) { p.State, p.ReleasedAt = promise.Released, now })
	}, "(cancelled: false)"},
	{"feeds", "a step that his page does not show", func(f *Firm) {
		f.fetches(func(x *Fetch) { x.Calendar.Entries = append(x.Calendar.Entries, feed.Entry{UID: "s1@kept"}) })
	}, "which his page does not"},
	{"feeds", "a step is missing", func(f *Firm) { f.fetches(func(x *Fetch) { x.Shown = map[string]bool{"steps/s1": true} }) }, "does not show step s1"},
	{"feeds", "what another was asked", func(f *Firm) {
		f.lends(now)
		f.fetches(func(x *Fetch) { x.Calendar.Entries = append(x.Calendar.Entries, feed.Entry{UID: "h@kept", At: now}) })
	}, "shows what lea was asked"},
	{"feeds", "not what he was asked", func(f *Firm) {
		h := f.lends(now)
		h.Party = plan.Party{Side: plan.Theirs, ID: "k"}
		f.HandOffs["h"] = h
		f.fetches(nil)
	}, "which he was asked"},
	{"feeds", "SEQUENCE falls", func(f *Firm) {
		f.fetches(nil)
		f.fetches(func(x *Fetch) { x.Calendar.Entries[0].Sequence = 1 })
		f.fetches(nil)
	}, "with SEQUENCE 0, which was 1"},
	{"feeds", "moved under the same SEQUENCE", func(f *Firm) {
		f.fetches(func(x *Fetch) { x.Calendar.Entries[0].At = now })
		f.fetches(nil)
	}, "left its SEQUENCE at 0"},
	{"feeds", "another text under the same stamp", func(f *Firm) {
		f.fetches(nil)
		f.fetches(func(x *Fetch) { x.Calendar.Entries[0].Text = "x" })
	}, "under the same stamp"},
	{"feeds", "twice", func(f *Firm) {
		f.fetches(func(x *Fetch) { x.Calendar.Entries = append(x.Calendar.Entries, x.Calendar.Entries[0]) })
	}, "twice"},
	{"feeds", "opens after its end", func(f *Firm) { f.fetches(nil); f.line("contact:k", "feed ended", "contact:k", nil, nil) }, "opened, and is over"},
	{"feeds", "opens without access", func(f *Firm) {
		f.fetches(nil)
		f.alters("k", func(k *client.Contact) { k.Portal = false })
	}, "opened, and is over"},
	{"feeds", "refused while it lives", func(f *Firm) { f.fetches(func(x *Fetch) { x.Over = true }) }, "nobody ended it"},
	{"feeds", "refused after its end", func(f *Firm) {
		f.fetches(func(x *Fetch) { x.Over = true })
		f.line("contact:k", "feed ended", "contact:k", nil, nil)
	}, ""},
	{"feeds", "opens at another workspace", func(f *Firm) { f.fetches(func(x *Fetch) { x.Other = true }) }, "another workspace's"},
	{"feeds", "news of what is private", func(f *Firm) {
		f.fetches(func(x *Fetch) { x.News.Items = []feed.Item{{URL: keptURL + "/p/documents/d1", Title: "Plan"}} })
	}, "is not his to see"},
	{"feeds", "news of what is shared", func(f *Firm) {
		f.fetches(func(x *Fetch) {
			x.Shown = map[string]bool{"documents/d1": true}
			x.News.Items = []feed.Item{{URL: keptURL + "/p/documents/d1"}, {URL: keptURL + "/p/promises/p1"}}
		})
	}, ""},
	{"feeds", "news of what was not told", func(f *Firm) {
		f.fetches(func(x *Fetch) { x.News.Items = []feed.Item{{URL: keptURL + "/p/promises/p2"}} })
	}, "is not his to see"},

	{"devices", "told on a device", func(f *Firm) { f.pushes("told:n1:d", "A new date was told to you.", nil) }, ""},
	{"devices", "what he follows", func(f *Firm) { f.pushes("following:k:1:2:d", "The roof – Done", nil) }, ""},
	{"devices", "says a date", func(f *Firm) { f.pushes("told:n1:d", "A new date: 12 March.", nil) }, "says a date"},
	{"devices", "of nobody", func(f *Firm) {
		f.pushes("told:n1:d", "A new date was told to you.", func(x *Pushing) { x.Push.DeviceID = "x" })
	}, "that nobody added"},
	{"devices", "that ended", func(f *Firm) {
		f.pushes("told:n1:d", "A new date was told to you.", nil)
		f.New = append(f.New, store.Line{At: now.Add(-time.Minute), Act: "device ended", Object: "contact:k", Before: `{"device":"d"}`})
	}, "ended at"},
	{"devices", "another firm's name", func(f *Firm) { f.pushes("told:n1:d", "A new date was told to you.", nil); f.Workspace.Name = "x" }, `shows "Firm"`},
	{"devices", "words of a message", func(f *Firm) {
		f.Messages["m"] = store.Message{ID: "m", Text: "the door code is blue", Direction: "in", Origin: conversation.Verified}
		f.pushes("following:k:1:2:d", "He wrote: the door code is blue", nil)
	}, "what was written in message m"},
	{"devices", "a promise of another client", func(f *Firm) {
		f.change("p1", func(p *promise.Promise) { p.ClientID = "eve" })
		f.pushes("following:k:1:2:d", "The roof – Done", nil)
	}, "of eve"},
	{"devices", "of a notice that came back", func(f *Firm) {
		n := f.Notices["n1"]
		n.BouncedAt = now.Add(-time.Minute)
		f.Notices["n1"] = n
		f.pushes("told:n1:d", "A new date was told to you.", nil)
	}, "which is bounced"},
	{"devices", "of a promise that was withdrawn", func(f *Firm) {
		f.New = append(f.New, store.Line{At: now.Add(-time.Minute), Act: "withdrawn", Object: "promise:p1"})
		f.pushes("following:k:1:2:d", "The roof – Done", nil)
	}, "was taken back"},
	{"devices", "of a document that is private again", func(f *Firm) {
		f.New = append(f.New, store.Line{At: now.Add(-time.Minute), Act: "document made private", Object: "document:d1", After: `{"shared":false}`})
		f.pushes("following:k:1:2:d", "Plan – A document for you", func(x *Pushing) { x.Push.Payload = payload("Plan – A document for you", "/p/documents/d1") })
	}, "is private since"},
	{"devices", "again after it was shown", func(f *Firm) {
		f.pushes("told:n1:d", "A new date was told to you.", nil)
		f.pushes("told:n1:d", "A new date was told to you.", nil)
	}, "was shown at"},
	{"devices", "again where nobody heard", func(f *Firm) {
		f.pushes("told:n1:d", "A new date was told to you.", func(x *Pushing) { x.Code = 0 })
		f.pushes("told:n1:d", "A new date was told to you.", nil)
	}, ""},
	{"devices", "the same changes again", func(f *Firm) {
		f.pushes("following:k:1:3:d", "2 things are new on your page.", nil)
		f.pushes("following:k:2:4:d", "2 things are new on your page.", nil)
	}, "is of the changes 2 to 4"},
}

// Who could not open his page any more, or did not follow, after the step before, is
// shown nothing in this one.
func TestDevicesOfWhoMayNot(t *testing.T) {
	for want, row := range map[string]struct {
		key  string
		lose func(*Firm)
	}{
		"who may not open his page": {"told:n1:d", func(f *Firm) { f.alters("k", func(k *client.Contact) { k.Portal = false }) }},
		"who does not follow it": {"following:k:1:2:d", func(f *Firm) {
			f.Follows["k"] = subscription.Subscription{ContactID: "k", Rhythm: subscription.Daily, Topics: subscription.Everything()}
		}},
	} {
		f, c := small(), newDevices()
		f.pushes(row.key, "Something is new", nil)
		pushed := f.Outside
		for i, step := range []Outside{pushed, {}, pushed} {
			if f.Outside = step; i == 1 {
				row.lose(f)
				clear(c.shown)
			}
			found := strings.Join(c.Look(f), "; ")
			if i < 2 && found != "" || i == 2 && !strings.Contains(found, want) {
				t.Errorf("step %d found %q, want %q at the end", i, found, want)
			}
			f.New = nil
		}
	}
}

// alters changes a contact.
func (f *Firm) alters(id client.ContactID, how func(*client.Contact)) {
	k := f.Contacts[id]
	how(&k)
	f.Contacts[id] = k
}

// endsPage has Ana's client be past and its page over.
func (f *Firm) endsPage() {
	c := f.Clients["ana"]
	c.Stage, c.PastAt, c.PageEndedAt = client.Past, now.Add(-hour), now.Add(-time.Minute)
	f.Clients["ana"] = c
}

// visits has Vera, who reads for several clients, look at the page of Ana's.
func (f *Firm) visits(how func(*Visit)) {
	f.Contacts["k2"] = client.Contact{ID: "k2", ClientID: "ana", Name: "Vera", Email: "Vera@x.example", Portal: true}
	own := office.PortalView{Client: f.Clients["ana"], Contact: f.Contacts["k"], Open: []office.PortalPromise{{Promise: f.Promises["p1"]}}}
	seen := own
	seen.Contact, seen.Notices = f.Contacts["k2"], []notice.Notice{{ContactID: "k2"}}
	v := Visit{At: now, Email: "vera@x.example", In: true, Offered: []client.ContactID{"k2"}, Pages: []SeenThrough{{As: "k2", View: seen, Own: own}}}
	if how != nil {
		how(&v)
	}
	f.Outside.Visits = append(f.Outside.Visits, v)
}

// answered has the name servers say something of the firm's own address.
func (f *Firm) answered(at time.Time, said workspace.Found) {
	f.Outside.Lookups = append(f.Outside.Lookups, Lookup{At: at, Name: "status.x.example", Said: said})
}

// turned has the own address be what the name servers made it.
func (f *Firm) turned(act string, at time.Time, said workspace.Found) {
	f.answered(at, said)
	f.New = append(f.New, store.Line{At: at, Act: act, Object: "workspace:wsp", After: `{"name":"status.x.example"}`})
}

// named gives the firm an address of its own, which counts as proven since three hours.
func (f *Firm) named(said workspace.Found) {
	f.New = append(f.New, store.Line{At: now.Add(-4 * hour), Act: "address asked", Object: "workspace:wsp", After: `{"name":"status.x.example"}`})
	f.turned("address proven", now.Add(-3*hour), said)
}

// links has a mail leave that was written at a moment and leads to a client's page.
func (f *Firm) links(root string, written time.Time) {
	id := fmt.Sprintf("l%d@x", len(f.Handings))
	f.Leavings[id] = store.Leaving{ID: id, MadeAt: written}
	f.Handings = append(f.Handings, Handing{At: now, Mail: outbox.Mail{MessageID: id, Link: &outbox.Link{URL: root + "/p/"}}})
}

func (f *Firm) knocks(served workspace.ID, in bool) {
	f.Outside.Knocks = append(f.Outside.Knocks, Knock{At: now, Host: "status.x.example", Served: served, In: in, Usual: true})
}

// fetches has Ana's calendar be read, which holds what stands.
func (f *Firm) fetches(how func(*Fetch)) {
	if len(f.Outside.Fetches) == 0 {
		f.New = append(f.New, store.Line{At: now.Add(-hour), Act: "feed made", Object: "contact:k"})
	}
	x := Fetch{At: now, Made: now.Add(-hour), Contact: "k"}
	for _, id := range []promise.ID{"p1", "p2"} {
		x.Calendar.Entries = append(x.Calendar.Entries, feed.Entry{UID: string(id) + "@kept", Summary: f.Promises[id].Words, At: f.Promises[id].Date().DueAt, URL: keptURL + "/p/promises/" + string(id)})
	}
	if how != nil {
		how(&x)
	}
	f.Outside.Fetches = append(f.Outside.Fetches, x)
}

func payload(body, url string) string {
	return fmt.Sprintf(`{"title":"Firm","body":%q,"url":%q,"tag":"t","lang":"en","dir":"ltr"}`, body, url)
}

// pushes has something be shown on Ana's device.
func (f *Firm) pushes(key, body string, how func(*Pushing)) {
	if len(f.Outside.Pushes) == 0 {
		f.change("p1", func(p *promise.Promise) { p.Words = "The roof" })
		f.New = append([]store.Line{{At: now.Add(-hour), Act: "device added", Object: "contact:k", After: `{"device":"d"}`}}, f.New...)
		f.Follows["k"] = subscription.Subscription{ContactID: "k", ClientID: "ana", Rhythm: subscription.AtOnce, Topics: subscription.Everything()}
	}
	x := Pushing{At: now, Took: true, Code: 201, Push: office.PushOut{Push: store.Push{ID: "psh", EffectKey: key, DeviceID: "d", Payload: payload(body, "/p/promises/p1")}}}
	if how != nil {
		how(&x)
	}
	f.Outside.Pushes = append(f.Outside.Pushes, x)
}
