// Package storetest is the suite that every engine of the store must pass.
//
// The parts live side by side in one ledger, in workspaces of their own; those
// whose questions go through all workspaces (what is due?) get one to
// themselves. Values are drawn by reflection, so that a
// field that somebody adds to a kept thing and forgets to keep fails here.
package storetest

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
	"kept/reply"
	"kept/workspace"
	"kept/worktime"
)

// Run runs the suite; open gives an empty ledger that is closed when its test ends.
func Run(t *testing.T, open func(*testing.T) *store.DB) {
	names := &atomic.Int64{}
	for name, part := range map[string]func(*bench){"leases": leases, "prompt lists": promptLists, "watches": watches, "figures": figures, "pushes": pushes, "files": files, "previews": previews} {
		t.Run(name, func(t *testing.T) { part(&bench{T: t, db: open(t), names: names}) })
	}
	shared := open(t)
	for name, part := range map[string]func(*bench){
		"acts": acts, "together": together, "contexts": contexts, "workspaces": workspaces, "members": members, "absences": absences, "clients": clients,
		"client lists": clientLists, "contacts": contacts, "projects": projects, "steps": steps, "plan origins": planOrigins, "plan links": planLinks, "templates": templates, "outlooks": outlooks, "hand-offs": handOffs, "updates": updates, "ratings": ratings, "feedback": feedback, "check-ins": checkIns, "coming messages": comingMessages, "documents": documents, "field log": fieldLog, "shelves": shelves, "following": following, "devices for pushes": pushDevices, "feeds": feeds, "issues": issues, "promises": promises, "promise dates": promiseDates,
		"promise lists": promiseLists, "outcomes": outcomes, "notices": notices, "tellings": tellings, "outbox": outbox,
		"suppressions": suppressions, "prompts": prompts, "journal": journal, "repeats": repeats, "messages": messages,
		"clocks": clocks, "sessions": sessions, "readers": readers, "hosts": hosts, "passes": passes, "rewritten mails": rewritten, "tokens": tokens, "pictures": pictures, "settings": settings, "batches": batches, "uploads": uploads, "naming": naming,
		"tables": tables, "search": search, "search among many": searchAmongMany, "search of one kind": findOf, "choosing contacts": contactChoices, "lines of notices": noticeRows, "faces": facesOf, "limits": limits, "foreign text": foreignText,
		"conversations": conversations, "threads": threads, "conversations by subject": conversationsBySubject, "parts of messages": messageParts, "blobs": blobs, "triage": triage,
		"found messages": findMessages, "arrivals": arrivals, "acknowledgements": acknowledgements, "mailboxes": mailboxes, "chases": chases, "phrases": phrases, "telephones": telephones,
	} {
		t.Run(name, func(t *testing.T) { part(&bench{T: t, db: shared, names: names}) })
	}
}

// bench is one part of the suite at work.
type bench struct {
	*testing.T
	db    *store.DB
	names *atomic.Int64 // that were given
}

// monday is a Monday morning.
func monday() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }

// name makes a name that sorts after those made before.
func (b *bench) name(prefix string) string {
	return fmt.Sprintf("%s_%026d", prefix, b.names.Add(1))
}

// write runs an act that must succeed.
func (b *bench) write(r rapid.TB, act func(*store.Tx) error) {
	r.Helper()
	if err := b.db.Write(b.Context(), act); err != nil {
		r.Fatalf("write: %v", err)
	}
}

// refuse runs an act that must fail as a fault of this kind.
func (b *bench) refuse(r rapid.TB, want fault.Kind, act func(*store.Tx) error) {
	r.Helper()
	err := b.db.Write(b.Context(), act)
	if err == nil || fault.KindOf(err) != want {
		r.Fatalf("got %q (%v), want a fault of kind %q", fault.KindOf(err), err, want)
	}
	if f, ok := fault.As(err); ok && f.Say == "" {
		r.Fatalf("the fault %v says nothing", err)
	}
}

// read is a view of what was committed.
func (b *bench) read() *store.Tx { return b.db.Read(b.Context()) }

// ok wants a question answered without an error: ok(store.Promise(…))(t).
func ok[T any](v T, err error) func(rapid.TB) T {
	return func(r rapid.TB) T {
		r.Helper()
		if err != nil {
			r.Fatalf("read: %v", err)
		}
		return v
	}
}

// none wants a question answered with ErrNone.
func none[T any](v T, err error) func(rapid.TB) {
	return func(r rapid.TB) {
		r.Helper()
		if !errors.Is(err, store.ErrNone) {
			r.Fatalf("got %+v, %v, want ErrNone", v, err)
		}
	}
}

// same wants two values to be equal; an empty list equals none.
func same[T any](r rapid.TB, what string, got, want T) {
	r.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		r.Fatalf("%s differs (- wanted, + got):\n%s", what, d)
	}
}

// firm is a workspace with one of each thing that others refer to.
type firm struct {
	ws      workspace.ID
	owner   member.ID
	client  client.ID
	contact client.ContactID
	project client.ProjectID
}

// firm founds a workspace.
func (b *bench) firm() firm {
	b.Helper()
	f := firm{
		ws: workspace.ID(b.name("wsp")), owner: member.ID(b.name("mem")), client: client.ID(b.name("cli")),
		contact: client.ContactID(b.name("con")), project: client.ProjectID(b.name("prj")),
	}
	hours := worktime.Standard("Europe/Berlin")
	b.write(b, func(tx *store.Tx) error {
		return errors.Join(
			store.AddWorkspace(tx, workspace.Workspace{ID: f.ws, Name: "Firm", Hours: hours, Policy: promise.StandardPolicy(), Standards: reply.Usual(), HandOffs: handoff.StandardPolicy(), MadeAt: monday(), Version: 1}),
			store.AddMember(tx, f.ws, member.Member{ID: f.owner, Name: "Owner", Email: "owner@example.com", Role: member.Owner, Hours: hours, JoinedAt: monday(), Version: 1}),
			store.AddClient(tx, f.ws, client.Client{ID: f.client, Name: "Client", Stage: client.Active, Colour: 1, Language: "en", Hours: hours, OwnerID: f.owner, MadeAt: monday(), Version: 1}),
			store.AddContact(tx, f.ws, client.Contact{ID: f.contact, ClientID: f.client, Name: "Contact", Email: "contact@example.com", Channel: client.ByMail, Version: 1}),
			store.AddProject(tx, f.ws, client.Project{ID: f.project, ClientID: f.client, Name: "Project", OwnerID: f.owner, MadeAt: monday(), Version: 1}),
		)
	})
	return f
}

// pages reads a list page by page and wants it to be whole: what one page of
// everything shows, without repeats.
func pages[T any](b *bench, list func(after *T, limit int) ([]T, error)) []T {
	b.Helper()
	all, err := list(nil, 1000)
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range []int{1, 2, 7, len(all), len(all) + 1} {
		var seen []T
		var after *T
		for range len(all) + 2 {
			page, err := list(after, size)
			if err != nil {
				b.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			if len(page) > size {
				b.Fatalf("a page of %d has %d rows", size, len(page))
			}
			seen = append(seen, page...)
			after = &page[len(page)-1]
		}
		same(b, fmt.Sprintf("the list read in pages of %d", size), seen, all)
	}
	return all
}

func isNone(err error) bool { return errors.Is(err, store.ErrNone) }
