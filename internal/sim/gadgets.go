package sim

import (
	"crypto/ecdh"
	"encoding/base64"
	"fmt"
	"time"

	"kept/internal/office"
	"kept/subscription"
)

// gadgets are the browsers on which clients want to be told.
type gadgets struct {
	dice
	browsers []subscription.Device // as they give themselves; several read on some of them
	who      []office.Actor        // who added a browser last
}

// act adds a browser, stops one, chooses by what a reader hears, or has a browser be gone.
func (g *gadgets) act(y *year) time.Time {
	n := len(g.browsers)
	switch {
	case n == 0 || n < 12 && g.odds(0.35):
		g.adds(y, g.browser(), one(g.dice, y.readers()))
	case g.odds(0.1): // again on the same, or somebody else reads on it now
		i := g.IntN(n)
		who := g.who[i]
		if g.odds(0.4) {
			who = one(g.dice, y.readers())
		}
		g.adds(y, g.browsers[i], who)
	case g.odds(0.45):
		g.wants(y, one(g.dice, g.who))
	case g.odds(0.25):
		g.stops(y, one(g.dice, g.who))
	case g.odds(0.05):
		y.push.gone[one(g.dice, g.browsers).Endpoint] = true
	}
	return y.now.Add(g.between(8*time.Hour, 40*time.Hour))
}

// browser is one that nobody has added yet.
func (g *gadgets) browser() subscription.Device {
	bytes := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(g.IntN(256))
		}
		return b
	}
	name := fmt.Sprintf("browser %d", len(g.browsers)+1)
	d := subscription.Device{Endpoint: fmt.Sprintf("https://push.test.example/%x", bytes(16)), Auth: base64.RawURLEncoding.EncodeToString(bytes(16)), Agent: name}
	for {
		if k, err := ecdh.P256().NewPrivateKey(bytes(32)); err == nil {
			d.P256dh = base64.RawURLEncoding.EncodeToString(k.PublicKey().Bytes())
			return d
		}
	}
}

// adds has a reader be told on a browser.
func (g *gadgets) adds(y *year, d subscription.Device, who office.Actor) {
	_, err := y.Pushes.Key(y.ctx, who)
	if !y.did("ask for the key of pushes", err) || !y.did("be told on a device", y.Pushes.Add(y.ctx, who, d)) {
		return
	}
	for i, b := range g.browsers {
		if b.Endpoint == d.Endpoint {
			g.who[i] = who
			return
		}
	}
	g.browsers, g.who = append(g.browsers, d), append(g.who, who)
}

// wants chooses what a reader hears at once, and by what.
func (g *gadgets) wants(y *year, who office.Actor) {
	if g.odds(0.6) {
		y.did("follow", y.Subscriptions.Choose(y.ctx, who, office.Wish{Rhythm: subscription.AtOnce, Topics: subscription.Everything()}))
		return
	}
	y.did("choose by what to hear", y.Pushes.Through(y.ctx, who, one(g.dice, subscription.Channels())))
}

// stops has a reader, or a member for him, be told no more on one of his devices.
func (g *gadgets) stops(y *year, who office.Actor) {
	v, err := y.Pushes.View(y.ctx, who)
	if !y.did("look at one's devices", err) || len(v.Devices) == 0 {
		return
	}
	id := one(g.dice, v.Devices).ID
	if g.odds(0.7) {
		y.did("be told no more on a device", y.Pushes.Stop(y.ctx, who, id))
	} else {
		y.did("stop a reader's device", y.Pushes.StopFor(y.ctx, y.owner, who.Contact, id))
	}
}
