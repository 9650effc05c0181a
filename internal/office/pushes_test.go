package office_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/push"
	"kept/internal/push/pushtest"
	"kept/internal/store"
	"kept/subscription"
)

// device adds a device of a reader, whose browser has this name.
func device(t *testing.T, h *officetest.House, who office.Actor, name string) subscription.Device {
	t.Helper()
	_, err := h.Pushes.Key(t.Context(), who)
	must(t, err)
	b := pushtest.NewBrowser(name)
	must(t, h.Pushes.Add(t.Context(), who, subscription.Device{Endpoint: "https://push.example.com/" + name, P256dh: b.P256dh(), Auth: b.Auth(), Agent: "Firefox/140"}))
	return devicesOf(t, h, who)[0]
}

func devicesOf(t *testing.T, h *officetest.House, who office.Actor) []subscription.Device {
	t.Helper()
	v, err := h.Pushes.View(t.Context(), who)
	must(t, err)
	return v.Devices
}

// shown is what a device shows.
type shown struct{ Title, Body, URL, Tag, Lang, Dir string }

func shows(t *testing.T, p office.PushOut) shown {
	t.Helper()
	var s shown
	must(t, json.Unmarshal([]byte(p.Payload), &s))
	return s
}

// What Ben follows at once comes to his device as his mail does: folded, once, with
// nothing in it but the firm, one line and where it stands. Ana's device says that
// there is a date for her, as her mail has left.
func TestPushes(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := newFollowers(t, h, subscription.AtOnce)
		device(t, h, f.follower, "ben")
		device(t, h, f.reader, "ana")
		p := f.promised("The shop window", 5)
		h.Pass(subscription.Fold - time.Millisecond)
		if len(h.Pushed) != 0 {
			t.Fatalf("just before the five minutes: %+v", h.Pushed)
		}
		h.Pass(time.Millisecond)
		if len(h.Pushed) != 1 {
			t.Fatalf("%d pushes", len(h.Pushed))
		}
		got := shows(t, h.Pushed[0])
		if got.Title != "Northlight Studio" || !strings.HasPrefix(got.Body, "The shop window – Promised by") || got.URL != "/p/promises/"+string(p.ID) || got.Lang != "en" || got.Dir != "ltr" || got.Tag != h.Pushed[0].Topic || len(got.Tag) > 32 {
			t.Errorf("Ben's device shows %+v", got)
		}
		if h.Pushed[0].Endpoint != "https://push.example.com/ben" || h.Pushed[0].From == "" {
			t.Errorf("it went to %+v", h.Pushed[0])
		}
		mails := len(h.Sent)
		f.reset(p, 7)
		h.Pass(time.Hour)
		if len(h.Pushed) != 3 || h.Pushed[1].Endpoint != "https://push.example.com/ana" || h.Pushed[2].Endpoint != "https://push.example.com/ben" {
			t.Fatalf("%d pushes: %+v", len(h.Pushed), h.Pushed)
		}
		if got := shows(t, h.Pushed[1]); got.Body != "A new date was told to you." || got.URL != "/p/promises/"+string(p.ID) {
			t.Errorf("Ana's device shows %+v", got)
		}
		if h.Pushed[2].Topic != h.Pushed[0].Topic || h.Pushed[1].Topic == h.Pushed[0].Topic {
			t.Error("what is newer does not take the place of what is older, or of another's")
		}
		if len(hadSince(h, f.ben.Email, mails)) != 1 {
			t.Error("Ben, who has both, has no mail")
		}
		h.Pass(48 * time.Hour)
		if len(h.Pushed) != 3 {
			t.Errorf("two days later: %d pushes", len(h.Pushed))
		}
	})
}

// He may choose mail, his devices or both; whose last device is gone is mailed.
func TestPushChannel(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := newFollowers(t, h, subscription.AtOnce)
		d := device(t, h, f.follower, "ben")
		for _, row := range []struct {
			channel       subscription.Channel
			mails, pushes int
		}{{subscription.Both, 1, 1}, {subscription.ByMail, 1, 0}, {subscription.Devices, 0, 1}} {
			must(t, h.Pushes.Through(t.Context(), f.follower, row.channel))
			mail, pushed := len(h.Sent), len(h.Pushed)
			f.promised("The sign", 5)
			h.Pass(time.Hour)
			if m, p := len(hadSince(h, f.ben.Email, mail)), len(h.Pushed)-pushed; m != row.mails || p != row.pushes {
				t.Errorf("%q: %d mails, %d pushes", row.channel, m, p)
			}
		}
		must(t, h.Pushes.Stop(t.Context(), f.follower, d.ID))
		must(t, h.Pushes.Stop(t.Context(), f.follower, d.ID)) // pressed twice
		mail, pushed := len(h.Sent), len(h.Pushed)
		f.promised("The lamp", 6)
		h.Pass(time.Hour)
		if m, p := len(hadSince(h, f.ben.Email, mail)), len(h.Pushed)-pushed; m != 1 || p != 0 {
			t.Errorf("without a device: %d mails, %d pushes", m, p)
		}
		if err := h.Pushes.Through(t.Context(), f.follower, "smoke"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a channel that is none: %v", err)
		}
	})
}

// pushWaits has a push to Ben wait: it is queued, and its service is busy.
func pushWaits(t *testing.T, h *officetest.House, f followers) {
	t.Helper()
	h.PushAnswer = office.PushAnswer{Code: 503, Text: "503 busy"}
	f.promised("The shop window", 5)
	h.Pass(subscription.Fold)
	if len(h.Pushed) != 1 {
		t.Fatalf("%d pushes", len(h.Pushed))
	}
	h.PushAnswer = office.PushAnswer{}
}

// Nothing is sent from the moment on at which somebody may not open his page any more,
// and the device ends, whatever it was that shut him out.
func TestNothingIsPushedToWhoeverIsShutOut(t *testing.T) {
	for name, shut := range map[string]func(t *testing.T, f followers){
		"left": func(t *testing.T, f followers) {
			_, err := f.Clients.EditContact(t.Context(), f.Owner, f.ben.ID, office.ContactEdit{Change: func(k *client.Contact) { k.EndedAt = f.Now() }})
			must(t, err)
		},
		"no page": func(t *testing.T, f followers) {
			_, err := f.Clients.EditContact(t.Context(), f.Owner, f.ben.ID, office.ContactEdit{Change: func(k *client.Contact) { k.Portal = false }})
			must(t, err)
		},
		"another address": func(t *testing.T, f followers) {
			_, err := f.Clients.EditContact(t.Context(), f.Owner, f.ben.ID, office.ContactEdit{Change: func(k *client.Contact) { k.Email = "heir@ruiz.example" }})
			must(t, err)
		},
		"stopped": func(t *testing.T, f followers) {
			must(t, f.Pushes.Stop(t.Context(), f.follower, devicesOf(t, f.House, f.follower)[0].ID))
		},
		"stopped by us": func(t *testing.T, f followers) {
			must(t, f.Pushes.StopFor(t.Context(), f.Owner, f.ben.ID, devicesOf(t, f.House, f.follower)[0].ID))
		},
		"the page is over": func(t *testing.T, f followers) {
			_, err := f.Clients.Edit(t.Context(), f.Owner, f.client.ID, office.ClientEdit{Change: func(c *client.Client) { c.Stage = client.Past }})
			must(t, err)
			_, err = f.Pages.End(t.Context(), f.Owner, f.client.ID, 0)
			must(t, err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			officetest.Engines(t, func(t *testing.T, h *officetest.House) {
				f := newFollowers(t, h, subscription.AtOnce)
				d := device(t, h, f.follower, "ben")
				pushWaits(t, h, f)
				shut(t, f)
				h.Pass(24 * time.Hour)
				if len(h.Pushed) != 1 {
					t.Errorf("%d pushes", len(h.Pushed))
				}
				now, err := store.PushDevice(h.DB.Read(t.Context()), h.Owner.Workspace, d.ID)
				must(t, err)
				if now.Live() || now.Endpoint != "" || now.Auth != "" {
					t.Errorf("his device is there still: %+v", now)
				}
			})
		})
	}
}

// What was taken back while a push waits is not said: of what he follows, and of a date
// that he was told.
func TestNothingIsPushedOfWhatWasTakenBack(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := newFollowers(t, h, subscription.AtOnce)
		device(t, h, f.follower, "ben")
		device(t, h, f.reader, "ana")
		p := f.promised("The shop window", 5)
		h.PushAnswer = office.PushAnswer{Code: 503, Text: "503 busy"}
		h.Pass(subscription.Fold)
		told := f.reset(p, 7)
		h.Pass(30 * time.Second)
		tried := map[string]bool{}
		for _, x := range h.Pushed {
			tried[x.Endpoint[strings.LastIndexByte(x.Endpoint, '/')+1:]] = true
		}
		if !tried["ben"] || !tried["ana"] {
			t.Fatalf("tried: %v", tried)
		}
		before := len(h.Pushed)
		must(t, h.DB.Write(t.Context(), func(tx *store.Tx) error {
			all, err := store.NoticesByClient(tx, h.Owner.Workspace, f.client.ID, "", 50)
			for _, n := range all {
				if n.BouncedAt = h.Now(); err == nil {
					err = store.SaveNotice(tx, h.Owner.Workspace, n)
				}
			}
			return err
		}))
		h.PushAnswer = office.PushAnswer{}
		h.Pass(24 * time.Hour)
		if len(h.Pushed) != before {
			t.Errorf("after %s was taken back: %+v", told.ID, h.Pushed[before:])
		}
	})
}

// What a push service answers: taken, busy, gone, or no.
func TestAnswersOfPushServices(t *testing.T) {
	for _, row := range []struct {
		name   string
		answer office.PushAnswer
		tries  int // within two days, for two pushes a day apart
		live   bool
	}{
		{"taken", office.PushAnswer{Code: 201}, 2, true},
		{"gone", office.PushAnswer{Code: 410}, 1, false},
		{"not there", office.PushAnswer{Code: 404}, 1, false},
		{"leads to us", office.PushAnswer{Never: true, Text: "private"}, 1, false},
		{"refused", office.PushAnswer{Code: 400}, 2, true},
		{"leads on", office.PushAnswer{Code: 302}, 2, true},
		{"in five hours", office.PushAnswer{Code: 429, After: 5 * time.Hour}, 6, true},
		{"in a week", office.PushAnswer{Code: 429, After: 7 * 24 * time.Hour}, 2, true},
		{"busy", office.PushAnswer{Code: 503}, 2 * 17, true}, // after 1, 2, 4, 8, 16, 32, 64 minutes, and every 64
		{"no answer", office.PushAnswer{Text: "dial: refused"}, 2 * 17, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := officetest.Open(t, officetest.SQLite(t))
			f := newFollowers(t, h, subscription.AtOnce)
			device(t, h, f.follower, "ben")
			h.PushAnswer = row.answer
			for range 2 {
				f.promised("The shop window", 5)
				h.Pass(24 * time.Hour)
			}
			if n := len(devicesOf(t, h, f.follower)); len(h.Pushed) != row.tries || (n == 1) != row.live {
				t.Errorf("%d tries, %d devices", len(h.Pushed), n)
			}
		})
	}
}

// A service that refuses three in a row is not asked again; one that takes one between
// is.
func TestRefusedThreeTimes(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	f := newFollowers(t, h, subscription.AtOnce)
	device(t, h, f.follower, "ben")
	for i, code := range []int{400, 403, 201, 400, 413, 401} {
		if len(devicesOf(t, h, f.follower)) != 1 {
			t.Fatalf("before the %dth it is gone", i+1)
		}
		h.PushAnswer = office.PushAnswer{Code: code, Text: "said"}
		f.promised("The shop window", 5)
		h.Pass(time.Hour)
	}
	if len(devicesOf(t, h, f.follower)) != 0 || len(h.Pushed) != 6 {
		t.Errorf("%d devices, %d tries", len(devicesOf(t, h, f.follower)), len(h.Pushed))
	}
}

// Whoever dies between sending and writing it down sends it again: under the same
// topic, so that it takes the place of the first.
func TestPushAfterACrash(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := newFollowers(t, h, subscription.AtOnce)
		device(t, h, f.follower, "ben")
		pushWaits(t, h, f)
		h.Tick(time.Minute)
		due, err := h.Pushes.PushesDue(t.Context(), 9)
		must(t, err)
		if len(due) != 1 {
			t.Fatalf("%d are due", len(due))
		}
		dead, taken, err := h.Pushes.Take(t.Context(), due[0], "who dies")
		must(t, err)
		if _, again, err := h.Pushes.Take(t.Context(), due[0], "another"); err != nil || again || !taken {
			t.Fatalf("it was taken: %v, twice: %v: %v", taken, again, err)
		}
		h.Pass(office.PushLease - time.Millisecond)
		if len(h.Pushed) != 1 {
			t.Fatal("it is sent by another while it is held")
		}
		h.Pass(time.Millisecond)
		if len(h.Pushed) != 2 || h.Pushed[1].Topic != dead.Topic || h.Pushed[1].ID != dead.ID {
			t.Fatalf("%+v", h.Pushed)
		}
		if err := h.Pushes.Record(t.Context(), dead.Push, office.PushAnswer{Code: 410}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("who came back from the dead writes over it: %v", err)
		}
		if len(devicesOf(t, h, f.follower)) != 1 {
			t.Error("and ends the device")
		}
	})
}

// What a browser says is not believed; devices are ten at most; nobody stops another's;
// one browser tells one reader.
func TestHostileDevices(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := newFollowers(t, h, subscription.AtOnce)
		ctx, b := t.Context(), pushtest.NewBrowser("tablet")
		for _, endpoint := range []string{"", "http://push.example.com/x", "https://kept.example/p/", "https://127.0.0.1/", "https://localhost/", "https://a/" + strings.Repeat("x", 4000)} {
			err := h.Pushes.Add(ctx, f.reader, subscription.Device{Endpoint: endpoint, P256dh: b.P256dh(), Auth: b.Auth()})
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%.40q: %v", endpoint, err)
			}
		}
		d := device(t, h, f.reader, "tablet")
		if again := device(t, h, f.reader, "tablet"); again.ID != d.ID || len(devicesOf(t, h, f.reader)) != 1 {
			t.Error("the same browser is there twice")
		}
		if err := h.Pushes.Stop(ctx, f.follower, d.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("Ben stops Ana's device: %v", err)
		}
		if err := h.Pushes.StopFor(ctx, f.Owner, f.ben.ID, d.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("Ana's device is ended as Ben's: %v", err)
		}
		device(t, h, f.follower, "tablet")
		if n := len(devicesOf(t, h, f.reader)); n != 0 {
			t.Errorf("Ben reads on this browser, and Ana has %d devices", n)
		}
		for i := range subscription.MaxDevices {
			device(t, h, f.reader, "own-"+string(rune('a'+i)))
		}
		err := h.Pushes.Add(ctx, f.reader, subscription.Device{Endpoint: "https://push.example.com/eleven", P256dh: b.P256dh(), Auth: b.Auth()})
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("the eleventh: %v", err)
		}
		key, err := h.Pushes.Key(ctx, f.reader)
		must(t, err)
		kept, err := store.PushKeysOf(h.DB.Read(ctx), h.Owner.Workspace)
		must(t, err)
		if again, err := h.Pushes.Key(ctx, f.follower); err != nil || again != key || kept.Public != key || len(kept.Secret) < 60 {
			t.Errorf("the key is made anew, or kept as it is: %q, %q, %+v: %v", key, again, kept, err)
		}
	})
}

// From the act to the browser: what was queued is encrypted, sent and read.
func TestPushArrives(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	f := newFollowers(t, h, subscription.AtOnce)
	device(t, h, f.follower, "ben")
	key, err := h.Pushes.Key(t.Context(), f.follower)
	must(t, err)
	f.promised(strings.Repeat("The very long shop window ", 10)[:255], 5)
	h.Pass(subscription.Fold)
	var read string
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		must(t, err)
		read, err = pushtest.NewBrowser("ben").Read(body)
		must(t, err)
		if _, err := pushtest.Signed(r.Header.Get("Authorization"), key); err != nil || r.URL.Path != "/ben" {
			t.Errorf("%s, signed: %v", r.URL, err)
		}
		w.WriteHeader(http.StatusCreated)
	}))
	defer srv.Close()
	if a := push.New(push.Options{Client: srv.Client()}).Deliver(t.Context(), h.Pushed[0]); a.Code != http.StatusCreated {
		t.Fatalf("%+v", a)
	}
	var s shown
	must(t, json.Unmarshal([]byte(read), &s))
	if n := len([]rune(s.Body)); n > office.MaxPushBody || n < 100 || !strings.HasSuffix(s.Body, "…") {
		t.Errorf("%d characters: %q", n, s.Body)
	}
}
