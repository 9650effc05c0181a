package office_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// attempt tries an act of a row of the policy: on something that is the
// actor's own, or on something of somebody else.
type attempt func(t *testing.T, w *world, who office.Actor, own bool) error

// world is a firm with something of everybody's, and somebody who is nobody to
// the actor: nils has a promise, a client and an absence of his own.
type world struct {
	*officetest.House
	owner, leader, nils office.Actor
	n                   int
}

// things gives a promise of the actor, or of nils.
func (w *world) promise(t *testing.T, who office.Actor, own bool) promise.Promise {
	t.Helper()
	if !own {
		who = w.nils
	}
	w.n++
	c, k := w.Client(who, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	p, err := w.Promises.Make(t.Context(), who, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Fix, Words: "The roof", When: promise.When{At: w.Now().Add(200 * time.Hour)}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (w *world) absence(who office.Actor, own bool) member.Absence {
	if !own {
		who = w.nils
	}
	return member.Absence{MemberID: who.Member, From: w.Now().Add(100 * time.Hour), Until: w.Now().Add(300 * time.Hour)}
}

func attempts() map[member.Act]attempt {
	return map[member.Act]attempt{
		member.SeeWorkspace: func(t *testing.T, w *world, who office.Actor, own bool) error {
			_, err := w.Promises.View(t.Context(), who, w.promise(t, who, own).ID)
			return err
		},
		member.MakePromise: func(t *testing.T, w *world, who office.Actor, own bool) error {
			p := w.promise(t, who, own)
			_, err := w.Promises.Make(t.Context(), who, office.NewPromise{
				Client: client.ID(p.ClientID), Contact: client.ContactID(p.ContactID), Kind: promise.Fix, Words: "The door", When: promise.When{At: w.Now().Add(200 * time.Hour)},
			})
			return err
		},
		member.ChangePromise: func(t *testing.T, w *world, who office.Actor, own bool) error {
			_, err := w.Promises.Keep(t.Context(), who, w.promise(t, who, own).ID, time.Time{})
			return err
		},
		member.ChangeClient: func(t *testing.T, w *world, who office.Actor, own bool) error {
			p := w.promise(t, who, own)
			_, err := w.Clients.Edit(t.Context(), who, client.ID(p.ClientID), office.ClientEdit{Change: func(c *client.Client) { c.Colour = 2 }})
			return err
		},
		member.KeepDocuments: func(t *testing.T, w *world, who office.Actor, _ bool) error {
			p, err := w.Clients.AddProject(t.Context(), w.owner, office.NewProject{Project: client.Project{ClientID: client.ID(w.promise(t, w.owner, true).ClientID), Name: "Shop"}})
			if err != nil {
				t.Fatal(err)
			}
			_, err = w.Files.Bring(t.Context(), who, p.ID, strings.NewReader("a file"))
			return err
		},
		member.TellClient: func(t *testing.T, w *world, who office.Actor, own bool) error {
			p := w.promise(t, who, own)
			_, err := w.Notices.Tell(t.Context(), who, office.Telling{
				Client: client.ID(p.ClientID), Readers: []client.ContactID{client.ContactID(p.ContactID)}, Channel: notice.Mail, Text: "All is well.", Next: promise.When{At: w.Now().Add(99 * time.Hour)},
			})
			return err
		},
		member.ChangeMessage: func(t *testing.T, w *world, who office.Actor, own bool) error {
			p := w.promise(t, who, own)
			of := who
			if !own {
				of = w.nils
			}
			if _, err := w.HandOffs.Ask(t.Context(), of, office.NewHandOff{Promise: p.ID, Party: plan.Party{Side: plan.Third, Name: "Acme"}, Email: "a@acme.example", Words: "The beams"}); err != nil {
				t.Fatal(err)
			}
			all, err := w.Coming.OfClient(t.Context(), who, client.ID(p.ClientID))
			if err != nil {
				t.Fatal(err)
			}
			_, err = w.Coming.Skip(t.Context(), who, first(t, all, office.ComingReminder).ID, "I call them")
			return err
		},
		member.SettlePrompt: func(t *testing.T, w *world, who office.Actor, own bool) error {
			of := who
			if !own {
				of = w.nils
			}
			c, err := w.Clients.Add(t.Context(), of, office.NewClient{Client: client.Client{Name: "Quiet", Colour: 3}}) // no next contact: a prompt at once
			if err != nil {
				t.Fatal(err)
			}
			prompts, err := w.Prompts.OfClient(t.Context(), of, c.ID)
			if err != nil || len(prompts) != 1 {
				t.Fatalf("%v %v", prompts, err)
			}
			return w.Prompts.Dismiss(t.Context(), who, prompts[0].ID, "we meet every day")
		},
		member.OpenPortal: func(t *testing.T, w *world, who office.Actor, own bool) error {
			p := w.promise(t, who, own)
			_, err := w.Clients.EditContact(t.Context(), who, client.ContactID(p.ContactID), office.ContactEdit{Change: func(k *client.Contact) { k.Portal = false }})
			return err
		},
		member.SetAbsence: func(t *testing.T, w *world, who office.Actor, own bool) error {
			_, err := w.People.AddAbsence(t.Context(), who, w.absence(who, own))
			return err
		},
		member.ChangeMember: func(t *testing.T, w *world, who office.Actor, own bool) error {
			of := who.Member
			if !own {
				of = w.nils.Member
			}
			_, err := w.People.Edit(t.Context(), who, of, office.MemberEdit{Change: func(m *member.Member) { m.Hours = worktime.Standard("Europe/Paris") }})
			return err
		},
		member.ManagePeople: func(t *testing.T, w *world, who office.Actor, _ bool) error {
			w.n++
			_, err := w.People.Invite(t.Context(), who, member.Member{Name: "New", Email: string(rune('a'+w.n)) + "@new.example", Role: member.Regular})
			return err
		},
		member.ChangeWorkspace: func(t *testing.T, w *world, who office.Actor, _ bool) error {
			_, err := w.Settings.Edit(t.Context(), who, office.WorkspaceEdit{Change: func(f *workspace.Workspace) { f.Accent = "#123456" }})
			return err
		},
		member.ReleaseMail: func(t *testing.T, w *world, who office.Actor, _ bool) error {
			err := w.Settings.PauseMail(t.Context(), who, true)
			if err == nil {
				err = w.Settings.PauseMail(t.Context(), who, false)
			}
			return err
		},
		member.Import: func(t *testing.T, w *world, who office.Actor, _ bool) error {
			_, err := w.Imports.Clients(t.Context(), who, nil, false, nil)
			return err
		},
		member.UseTokens: func(t *testing.T, w *world, who office.Actor, own bool) error {
			of := who
			if !own {
				of = w.nils
			}
			if _, err := w.Access.MakeToken(t.Context(), of, "script"); err != nil {
				t.Fatal(err)
			}
			all, err := w.Access.Tokens(t.Context(), of)
			if err != nil {
				t.Fatal(err)
			}
			return w.Access.EndToken(t.Context(), who, all[len(all)-1].ID)
		},
	}
}

// The policy is walked row by row: what the table says is what the acts do.
func TestPolicyIsWhatTheActsDo(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	w := &world{House: h, owner: h.Owner}
	w.leader = h.Member("Lea Brandt", "lea@northlight.example", member.Leader, "")
	w.nils = h.Member("Nils Holm", "nils@northlight.example", member.Regular, "")
	other := h.Member("Oda Vik", "oda@northlight.example", member.Regular, "")
	all := attempts()
	// Seen elsewhere: the record (TestRecordIsOnesOwn); a session is ended by
	// its own id and actor, never by anybody else's (TestSessionsAreOnesOwn).
	elsewhere := map[member.Act]bool{member.SeeRecord: true, member.EndSession: true}
	for _, row := range member.Policy() {
		try, ok := all[row.Act]
		if !ok {
			if !elsewhere[row.Act] {
				t.Errorf("nothing tries %q", row.Act)
			}
			continue
		}
		for _, by := range []struct {
			who  office.Actor
			role member.Role
		}{{w.owner, member.Owner}, {w.leader, member.Leader}, {other, member.Regular}} {
			for _, own := range []bool{true, false} {
				scope := member.May(by.role, row.Act)
				want := scope == member.All || scope == member.Own && own
				err := try(t, w, by.who, own)
				refused := fault.KindOf(err) == fault.NotAllowed || fault.KindOf(err) == fault.NotFound
				if want && err != nil || !want && !refused {
					t.Errorf("%s, %s, own %v: the table says %v, the act says %v", by.role, row.Act, own, want, err)
				}
			}
		}
	}
}

func TestRecordIsOnesOwn(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	nils := h.Member("Nils Holm", "nils@northlight.example", member.Regular, "")
	for _, row := range []struct {
		who  office.Actor
		sees int
	}{{h.Owner, 2}, {nils, 1}} {
		records, err := h.Record.Of(t.Context(), row.who, officetest.Start, h.Now().Add(time.Hour))
		if err != nil || len(records) != row.sees {
			t.Errorf("sees %d records, want %d (%v)", len(records), row.sees, err)
		}
	}
}

func TestSessionsAreOnesOwn(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	nils := h.Member("Nils Holm", "nils@northlight.example", member.Regular, "")
	if _, err := h.Access.SignIn(t.Context(), "marta@northlight.example", "a long enough one", "Firefox/140"); err != nil {
		t.Fatal(err)
	}
	mine, err := h.Access.Sessions(t.Context(), h.Owner)
	if err != nil || len(mine) != 1 {
		t.Fatalf("%v %v", mine, err)
	}
	if err := h.Access.EndSession(t.Context(), nils, mine[0].ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("somebody else ended it: %v", err)
	}
	if err := h.Access.EndSession(t.Context(), h.Owner, mine[0].ID); err != nil {
		t.Error(err)
	}
}

// Nothing of one workspace is seen or touched from another.
func TestWorkspacesAreApart(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		stranger, err := h.Access.Open(ctx, office.Setup{Workspace: "Elsewhere", Name: "Eve", Email: "eve@elsewhere.example", Zone: "UTC"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
		p, err := h.Promises.Make(ctx, h.Owner, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Fix, Words: "The roof", How: office.ByMail, When: promise.When{At: h.Now().Add(200 * time.Hour)}})
		if err != nil {
			t.Fatal(err)
		}
		for name, try := range map[string]func() error{
			"see a client":   func() error { _, err := h.Clients.View(ctx, stranger, c.ID); return err },
			"see a promise":  func() error { _, err := h.Promises.View(ctx, stranger, p.ID); return err },
			"keep a promise": func() error { _, err := h.Promises.Keep(ctx, stranger, p.ID, time.Time{}); return err },
			"see a notice": func() error {
				v, err := h.Promises.View(ctx, h.Owner, p.ID)
				if err != nil || len(v.Notices) != 1 {
					t.Fatalf("%v %v", v.Notices, err)
				}
				_, err = h.Notices.View(ctx, stranger, v.Notices[0].ID)
				return err
			},
			"change a client": func() error {
				_, err := h.Clients.Edit(ctx, stranger, c.ID, office.ClientEdit{Change: func(c *client.Client) { c.Colour = 5 }})
				return err
			},
			"change a member": func() error {
				_, err := h.People.Edit(ctx, stranger, h.Owner.Member, office.MemberEdit{Change: func(m *member.Member) { m.Name = "Eve" }})
				return err
			},
			"make a promise": func() error {
				_, err := h.Promises.Make(ctx, stranger, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Fix, Words: "x", When: promise.When{At: h.Now().Add(200 * time.Hour)}})
				if fault.KindOf(err) == fault.Invalid {
					return store.ErrNone // "choose a client": he is not there for a stranger
				}
				return err
			},
		} {
			if err := try(); fault.KindOf(err) != fault.NotFound && !errors.Is(err, store.ErrNone) {
				t.Errorf("a stranger may %s: %v", name, err)
			}
		}
		if f, err := h.Clients.Search(ctx, stranger, "casa roof ana"); err != nil || len(f.Clients)+len(f.Contacts)+len(f.Promises) != 0 {
			t.Errorf("a stranger finds %+v %v", f, err)
		}
		if lines, err := h.Journal.List(ctx, stranger, "", 100); err != nil || len(lines) != 1 {
			t.Errorf("a stranger's journal has %d lines, want his own opening (%v)", len(lines), err)
		}
	})
}
