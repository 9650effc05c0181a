package office_test

import (
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
)

// A missing next contact is asked about at once, setting it settles that, and a
// second one is refused.
func TestMissingNextContactIsAskedAbout(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		c, err := h.Clients.Add(ctx, h.Owner, office.NewClient{
			Client: client.Client{Name: "Quiet", Colour: 3}, Contact: client.Contact{Name: "Quentin", Email: "q@quiet.example"},
		})
		if err != nil {
			t.Fatal(err)
		}
		asked := func() []office.Asked {
			all, err := h.Prompts.OfClient(ctx, h.Owner, c.ID)
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		if all := asked(); len(all) != 1 || all[0].Rule != prompt.Silence || all[0].Stage != prompt.Missing {
			t.Fatalf("asked %+v", all)
		}
		v, err := h.Clients.Brief(ctx, h.Owner, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		next := office.NextIn{Contact: v.Contacts[0].ID, When: promise.When{At: h.Now().Add(72 * time.Hour)}}
		if err := h.Clients.SetNext(ctx, h.Owner, c.ID, next); err != nil {
			t.Fatal(err)
		}
		if all := asked(); len(all) != 0 {
			t.Errorf("still asked: %+v", all)
		}
		if err := h.Clients.SetNext(ctx, h.Owner, c.ID, next); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a second next contact: %v", err)
		}
	})
}

// A real contact keeps the next contact of the project and of the client and
// sets one; another project's stands.
func TestContactMovesTheNextContact(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	var projects []client.Project
	for i, name := range []string{"Shop", "Site"} {
		p, err := h.Clients.AddProject(ctx, h.Owner, office.NewProject{
			Project: client.Project{ClientID: c.ID, Name: name}, Contact: k.ID, Next: promise.When{At: h.Now().Add(time.Duration(i+3) * 24 * time.Hour)},
		})
		if err != nil {
			t.Fatal(err)
		}
		projects = append(projects, p)
	}
	h.Pass(time.Hour)
	call := office.Call{Client: c.ID, Project: string(projects[0].ID), Contact: k.ID, Channel: notice.Call, Reached: true, Next: promise.When{At: h.Now().Add(10 * 24 * time.Hour)}}
	if _, err := h.Calls.Log(ctx, h.Owner, call); err != nil {
		t.Fatal(err)
	}
	v, err := h.Clients.View(ctx, h.Owner, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]time.Time{}
	for _, n := range v.Next {
		got[n.Project] = n.DueAt
	}
	if len(got) != 2 || !got[string(projects[0].ID)].Equal(call.Next.At) || !got[string(projects[1].ID)].Equal(officetest.Start.Add(4*24*time.Hour)) {
		t.Errorf("next contacts by project: %v", got)
	}
	if _, err := h.Clients.EditProject(ctx, h.Owner, projects[1].ID, office.ProjectEdit{Close: true}); err != nil {
		t.Fatal(err)
	}
	_, err = h.Clients.Edit(ctx, h.Owner, c.ID, office.ClientEdit{Change: func(c *client.Client) { c.Stage = client.Past }})
	if err != nil {
		t.Fatal(err)
	}
	if v, err = h.Clients.View(ctx, h.Owner, c.ID); err != nil || len(v.Next) != 0 {
		t.Errorf("a past client is owed %+v (%v)", v.Next, err)
	}
	h.Pass(30 * 24 * time.Hour)
	if all, err := h.Prompts.OfClient(ctx, h.Owner, c.ID); err != nil || len(all) != 0 {
		t.Errorf("a past client is asked about: %+v (%v)", all, err)
	}
}

// A call cannot have told of a date before that date was set.
func TestCallBeforeTheDateWasSet(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	p, err := h.Promises.Make(ctx, h.Owner, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Fix, Words: "The roof", When: promise.When{At: h.Now().Add(time.Hour)}})
	if err != nil {
		t.Fatal(err)
	}
	h.Pass(3 * time.Hour)
	for _, row := range []struct {
		at time.Time
		ok bool
	}{{officetest.Start.Add(-time.Millisecond), false}, {officetest.Start, true}} {
		_, err := h.Calls.Log(ctx, h.Owner, office.Call{Client: c.ID, Contact: k.ID, Channel: notice.Call, Reached: true, At: row.at,
			Moves: []office.Move{{Promise: p.ID, When: promise.When{At: h.Now().Add(48 * time.Hour)}, Reason: "Rain"}}})
		if (err == nil) != row.ok {
			t.Errorf("a call at %v: %v", row.at, err)
		}
	}
}
