package subscription_test

import (
	"crypto/ecdh"
	"encoding/base64"
	"strings"
	"testing"

	. "kept/subscription"
)

// aDevice is one as a browser gives it.
func aDevice(t *testing.T) Device {
	t.Helper()
	k, err := ecdh.P256().NewPrivateKey([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	return Device{Endpoint: "https://push.example.com/send/abc", P256dh: base64.RawURLEncoding.EncodeToString(k.PublicKey().Bytes()), Auth: base64.RawURLEncoding.EncodeToString([]byte("sixteen bytes it"))}
}

func TestDeviceCheck(t *testing.T) {
	good := aDevice(t)
	long := func(n int) string { s := "https://push.example.com/"; return s + strings.Repeat("a", n-len(s)) }
	for _, row := range []struct {
		name, endpoint string
		ok             bool
	}{
		{"a service", good.Endpoint, true},
		{"its usual port", "https://push.example.com:443/x", true},
		{"another port", "https://push.example.com:8443/x", false},
		{"no address", "", false},
		{"no https", "http://push.example.com/x", false},
		{"a script", "javascript:alert(1)", false},
		{"a file", "file:///etc/passwd", false},
		{"a user", "https://a:b@push.example.com/x", false},
		{"an address of a machine", "https://127.0.0.1/x", false},
		{"one of IPv6", "https://[::1]/x", false},
		{"one that is mapped", "https://[::ffff:10.0.0.1]/x", false},
		{"one as a number", "https://2130706433/x", false},
		{"one in hex", "https://0x7f.1/x", false},
		{"one with few parts", "https://127.1/x", false},
		{"one with a dot behind", "https://127.0.0.1./x", false},
		{"this machine", "https://localhost/x", false},
		{"this machine by another name", "https://a.localhost/x", false},
		{"a name without a dot", "https://intranet/x", false},
		{"a printer", "https://printer.local/x", false},
		{"a cloud's own", "https://metadata.google.internal/x", false},
		{"our own", "https://kept.example/x", false},
		{"our own, shouted", "https://KEPT.example./x", false},
		{"a line break", "https://push.example.com/a\r\nb", false},
		{"a space", "https://push.example.com/a b", false},
		{"letters that look alike", "https://püsh.example.com/", false},
		{"just long enough", long(MaxEndpoint), true},
		{"too long", long(MaxEndpoint + 1), false},
	} {
		d := good
		d.Endpoint = row.endpoint
		if err := d.Check("kept.example", ""); (err == nil) != row.ok {
			t.Errorf("%s: %q: %v", row.name, row.endpoint, err)
		}
	}
	point, _ := base64.RawURLEncoding.DecodeString(good.P256dh)
	off := append([]byte{}, point...)
	off[40] ^= 1
	for name, key := range map[string]string{"none": "", "short": good.P256dh[:40], "no base64": strings.Repeat("!", len(good.P256dh)), "not on the curve": base64.RawURLEncoding.EncodeToString(off), "padded": good.P256dh + "="} {
		d := good
		if d.P256dh = key; d.Check() == nil {
			t.Errorf("a public key that is %s is taken", name)
		}
	}
	for name, secret := range map[string]string{"none": "", "short": good.Auth[:20], "long": good.Auth + "AAAA", "no base64": "????????????????????????"} {
		d := good
		if d.Auth = secret; d.Check() == nil {
			t.Errorf("a secret that is %s is taken", name)
		}
	}
}

func TestWays(t *testing.T) {
	for _, row := range []struct {
		rhythm     Rhythm
		channel    Channel
		devices    int
		mail, push bool
	}{
		{Off, Both, 2, false, false}, {AtOnce, Both, 0, true, false}, {AtOnce, Both, 1, true, true}, {AtOnce, ByMail, 1, true, false},
		{AtOnce, Devices, 1, false, true}, {AtOnce, Devices, 0, true, false}, {Daily, Devices, 1, true, false}, {Weekly, Both, 1, true, false},
	} {
		mail, push := Subscription{Rhythm: row.rhythm, Channel: row.channel}.Ways(row.devices)
		if mail != row.mail || push != row.push {
			t.Errorf("%+v: mail %v, push %v", row, mail, push)
		}
	}
	if (Subscription{Rhythm: AtOnce, Topics: Everything(), Channel: "smoke"}).Check() == nil {
		t.Error("a channel that is none is taken")
	}
}
