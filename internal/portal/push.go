package portal

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
	"kept/subscription"
)

// maxPushForm is how much of what a browser says of itself is read, in bytes.
const maxPushForm = 8 << 10

// pushRoutes are for devices on which a reader is told of what is new.
func pushRoutes(s *Site) {
	s.mux.Handle("GET "+page.WorkerPath, page.Worker())
	s.mux.Handle("GET "+page.PushScriptRoot, page.PushScript())
	s.inside("POST /p/following/devices/key", byScript(pushKey))
	s.inside("POST /p/following/devices", byScript(addPush))
	s.inside("POST /p/following/devices/channel", pushChannel)
	s.inside("POST /p/following/devices/{device}/stop", stopPush)
}

// byScript answers a script: with what it asked for, or with what is wrong, in words.
func byScript(answer func(*visit) (any, error)) handler {
	return func(v *visit) error {
		v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxPushForm)
		body, err := answer(v)
		code := http.StatusOK
		if f, ok := fault.As(err); ok {
			code, body = http.StatusUnprocessableEntity, refusal{v.complaint(f.Say)}
			if f.Kind == fault.NotFound {
				code = http.StatusNotFound
			}
		} else if err != nil {
			return err
		}
		v.w.Header().Set("Content-Type", "application/json")
		v.w.Header().Set("Cache-Control", "no-store")
		v.w.WriteHeader(code)
		return json.NewEncoder(v.w).Encode(body)
	}
}

// refusal says to a script what its reader is told.
type refusal struct {
	Say string `json:"say"`
}

func pushKey(v *visit) (any, error) {
	key, err := v.o.Pushes.Key(v.r.Context(), v.who)
	return struct {
		Key string `json:"key"`
	}{key}, err
}

func addPush(v *visit) (any, error) {
	err := v.o.Pushes.Add(v.r.Context(), v.who, subscription.Device{
		Endpoint: v.r.PostFormValue("endpoint"), P256dh: v.r.PostFormValue("p256dh"), Auth: v.r.PostFormValue("auth"), Agent: v.r.UserAgent(),
	})
	if err == nil {
		v.cookies.Say(v.w, door.Word{Text: v.say("Saved: you are told on this device.")})
	}
	return struct{}{}, err
}

func pushChannel(v *visit) error {
	if err := v.o.Pushes.Through(v.r.Context(), v.who, subscription.Channel(v.r.PostFormValue("channel"))); err != nil {
		return err
	}
	v.cookies.Say(v.w, door.Word{Text: v.say("Saved. You can change it whenever you like.")})
	return v.go303("/p/following#push")
}

func stopPush(v *visit) error {
	if err := v.o.Pushes.Stop(v.r.Context(), v.who, v.r.PathValue("device")); err != nil {
		return err
	}
	v.cookies.Say(v.w, door.Word{Text: v.say("Done: you are not told on that device any more.")})
	return v.go303("/p/following#push")
}

// onDevices is the part of the page about devices. A link of a mail shows none: its
// reader has no session, and who has the mail alone adds nothing.
func onDevices(r reading) (page.Push, error) {
	if r.guest.Actor.Contact == "" {
		return page.Push{}, nil
	}
	d, err := r.o.Pushes.View(r.r.Context(), r.who)
	if err != nil || silent(r) && len(d.Devices) == 0 {
		return page.Push{}, err
	}
	const here = "/p/following/devices"
	p := page.Push{
		Heading: r.say("On your devices"),
		Lead:    r.say("A telephone or a computer can tell you when we have told you a new date. If you chose at once above, it tells you of what you follow too."),
		Add: page.PushAdd{
			Action: here, KeyURL: here + "/key", Label: r.say("Tell me on this device"), Here: r.say("You are told on this device."),
			Denied: r.say("Your browser does not allow it. You can allow it in its settings for this page."),
			Failed: r.say("That did not work. Please try again later."),
			Cannot: r.say("This browser cannot tell you by itself. On an iPhone or iPad, add this page to your Home Screen first and open it from there."),
		},
	}
	for _, x := range d.Devices {
		sum := sha256.Sum256([]byte(x.Endpoint))
		p.Devices = append(p.Devices, page.PushDevice{
			Name: office.Agent(r.voice(), x.Agent), Since: r.say("Added on {when}.", "when", r.moment(x.MadeAt).Text), Mark: hex.EncodeToString(sum[:]),
			Stop: ui.Form{Action: here + "/" + x.ID + "/stop"}, Label: r.say("Stop telling me"),
		})
	}
	if len(d.Devices) > 0 && d.Rhythm == subscription.AtOnce {
		p.Channel = page.Ways{Form: ui.Form{Action: here + "/channel"}, Choice: ui.Field{Name: "channel", Label: r.say("What you follow reaches you"), Options: channels(r, d.Channel)}, Button: r.say("Save")}
	}
	return p, nil
}

func channels(r reading, now subscription.Channel) []ui.Option {
	out := []ui.Option{
		{Value: string(subscription.Both), Label: r.say("By mail and on my devices")},
		{Value: string(subscription.ByMail), Label: r.say("By mail alone")},
		{Value: string(subscription.Devices), Label: r.say("On my devices alone")},
	}
	for i := range out {
		out[i].Selected = out[i].Value == string(now)
	}
	return out
}
