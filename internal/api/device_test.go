package api

import (
	"net/http"
	"strings"
	"testing"

	"kept/client"
	"kept/internal/office"
	"kept/internal/push/pushtest"
	"kept/subscription"
)

// A member sees on which devices a contact is told, and ends one; where it is, nobody
// is told.
func TestDevicesOfAContact(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	b := pushtest.NewBrowser("ana")
	err := d.Pushes.Add(t.Context(), office.Actor{Workspace: d.Owner.Workspace, Contact: client.ContactID(k.ID), Client: client.ID(c.ID)}, subscription.Device{Endpoint: "https://push.example.com/secret", P256dh: b.P256dh(), Auth: b.Auth(), Agent: "Firefox/140"})
	if err != nil {
		t.Fatal(err)
	}
	path := "/contacts/" + k.ID + "/devices"
	a := d.get(path).is(http.StatusOK)
	all := into[listOut[deviceOut]](a).Items
	if len(all) != 1 || all[0].Agent != "Firefox/140" || all[0].ReachedAt != nil {
		t.Fatalf("%+v", all)
	}
	for _, secret := range []string{"push.example.com", b.P256dh(), b.Auth()} {
		if strings.Contains(string(a.body), secret) {
			t.Errorf("%q leaves: %s", secret, a.body)
		}
	}
	_, other := d.Client(d.Owner, "Other", "Europe/Rome", "Other", "other@other.example")
	d.ask(http.MethodDelete, "/contacts/"+string(other.ID)+"/devices/"+all[0].ID, nil).is(http.StatusNotFound)
	d.ask(http.MethodDelete, path+"/"+all[0].ID, nil).is(http.StatusNoContent)
	d.ask(http.MethodDelete, path+"/"+all[0].ID, nil).is(http.StatusNoContent)
	if all := into[listOut[deviceOut]](d.get(path).is(http.StatusOK)).Items; len(all) != 0 {
		t.Errorf("%+v", all)
	}
}
