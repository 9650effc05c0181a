package subscription

import (
	"crypto/ecdh"
	"encoding/base64"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"kept/internal/fault"
)

// Channel is by what somebody hears at once of what he follows.
type Channel string

// The channels. They count for at once alone: daily and weekly are mails.
const (
	Both    Channel = ""        // by mail, and on his devices
	ByMail  Channel = "mail"    //
	Devices Channel = "devices" // on his devices alone, as long as he has one
)

// Channels lists them.
func Channels() []Channel { return []Channel{Both, ByMail, Devices} }

// Ways tells by what a subscriber with so many devices hears of changes. Whose last
// device is gone is mailed: nobody stops hearing by that.
func (s Subscription) Ways(devices int) (mail, push bool) {
	if s.Rhythm == Off {
		return false, false
	}
	push = s.Rhythm == AtOnce && devices > 0 && s.Channel != ByMail
	return !push || s.Channel != Devices, push
}

// The limits of devices.
const (
	MaxDevices  = 10   // of one contact
	MaxEndpoint = 1024 // in bytes
	MaxRefusals = 3    // in a row, after which a device is not asked again
	pointBytes  = 65   // of a public key, uncompressed (RFC 8291, 3.1)
	authBytes   = 16   // of the secret that goes with it (RFC 8291, 3.2)
)

// Device is a browser that a contact wants to be told on (Web Push, RFC 8030).
type Device struct {
	ID        string
	ContactID string
	ClientID  string
	Endpoint  string // the address at the maker's push service; a secret; "" once it ended
	P256dh    string // the browser's public key, as base64 for addresses
	Auth      string // the secret that goes with it
	Agent     string // what the browser calls itself
	MadeAt    time.Time
	ReachedAt time.Time // when its service took something last; zero = never
	Refused   int       // so many in a row were refused
	EndedAt   time.Time
	Why       string // it ended without his asking; "" = he stopped it
}

// Live tells whether something may be sent to it.
func (d Device) Live() bool { return d.EndedAt.IsZero() }

// Check refuses what no browser gives. own are the hosts that are ours: we do not
// send to ourselves. Where a name leads to, only a connection tells.
func (d Device) Check(own ...string) error {
	var k fault.Check
	k.Want(endpointFits(d.Endpoint, own), "endpoint", "This is no address of a push service.")
	point, err := base64.RawURLEncoding.DecodeString(d.P256dh)
	if err == nil {
		_, err = ecdh.P256().NewPublicKey(point)
	}
	k.Want(err == nil && len(point) == pointBytes, "p256dh", "This is no key of a browser.")
	secret, err := base64.RawURLEncoding.DecodeString(d.Auth)
	k.Want(err == nil && len(secret) == authBytes, "auth", "This is no key of a browser.")
	return k.Err()
}

// endpointFits tells whether an address can be that of a push service: https at its
// usual port, a name with a dot, and no way round it.
func endpointFits(s string, own []string) bool {
	if s == "" || len(s) > MaxEndpoint || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return false
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.User != nil || u.Opaque != "" || u.Fragment != "" || u.Port() != "" && u.Port() != "443" {
		return false
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") || numbers(host) {
		return false
	}
	for _, local := range []string{"localhost", "local", "internal", "home.arpa", "lan"} {
		if strings.HasSuffix(host, "."+local) {
			return false
		}
	}
	for _, o := range own {
		if host == strings.ToLower(o) {
			return false
		}
	}
	return true
}

// numbers tells whether the last part of a name begins with a digit: such a name is
// an address of a machine, however it is written.
func numbers(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last == "" || last[0] >= '0' && last[0] <= '9'
}
