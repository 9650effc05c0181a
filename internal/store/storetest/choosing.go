package storetest

import (
	"fmt"
	"slices"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
)

// noticeRows lists notices as people look at them: all, a client's, those that
// did not arrive and those under way.
func noticeRows(b *bench) {
	f, other := b.firm(), b.firm()
	b.write(b, func(tx *store.Tx) error { return store.AddNotice(tx, other.ws, b.notice(other)) })
	var all, lost, waiting []notice.ID
	for i := range 20 {
		n := b.notice(f)
		b.write(b, func(tx *store.Tx) error { return store.AddNotice(tx, f.ws, n) })
		l := b.leaving(f)
		l.NoticeID = string(n.ID)
		if i%5 != 0 { // the others were said
			b.write(b, func(tx *store.Tx) error { return store.AddLeaving(tx, l) })
		}
		switch i % 5 {
		case 0, 1:
			n.AcceptedAt = monday()
		case 2:
			n.BouncedAt = monday()
		case 3:
			n.UnsureAt = monday()
		}
		if i == 12 {
			n.WithdrawnAt = monday()
		}
		b.write(b, func(tx *store.Tx) error { return store.SaveNotice(tx, f.ws, n) })
		all = append(all, n.ID)
		if n.BouncedAt.Add(0).Equal(monday()) && i != 12 || !n.UnsureAt.IsZero() {
			lost = append(lost, n.ID)
		}
		if i%5 == 4 {
			waiting = append(waiting, n.ID)
		}
	}
	for what, is := range map[string]struct {
		list func(before notice.ID, limit int) ([]store.NoticeRow, error)
		want []notice.ID
	}{
		"all notices": {func(before notice.ID, limit int) ([]store.NoticeRow, error) {
			return store.NoticeRows(b.read(), f.ws, before, limit)
		}, all},
		"a client's notices": {func(before notice.ID, limit int) ([]store.NoticeRow, error) {
			return store.NoticeRowsOfClient(b.read(), f.ws, f.client, before, limit)
		}, all},
		"another's notices": {func(before notice.ID, limit int) ([]store.NoticeRow, error) {
			return store.NoticeRowsOfClient(b.read(), f.ws, other.client, before, limit)
		}, nil},
		"what did not arrive": {func(before notice.ID, limit int) ([]store.NoticeRow, error) {
			return store.NoticesNotArrived(b.read(), f.ws, before, limit)
		}, lost},
		"what is under way": {func(before notice.ID, limit int) ([]store.NoticeRow, error) {
			return store.NoticesUnderWay(b.read(), f.ws, before, limit)
		}, waiting},
	} {
		rows := pages(b, func(after *store.NoticeRow, limit int) ([]store.NoticeRow, error) {
			if after == nil {
				return is.list("", limit)
			}
			return is.list(after.ID, limit)
		})
		var got []notice.ID
		for _, r := range rows {
			got = append([]notice.ID{r.ID}, got...)
			n := ok(store.Notice(b.read(), f.ws, r.ID))(b)
			n.Text, n.ProjectID, n.Version = "", "", 0
			same(b, what+": the line", r.Notice, n)
			if said := slices.Index(all, r.ID)%5 == 0; r.ClientName != "Client" || r.Colour != 1 || r.ContactName != "Contact" || (r.Leaving == "") != said {
				b.Errorf("%s: a line of %s in %d to %s, mail %q", what, r.ClientName, r.Colour, r.ContactName, r.Leaving)
			}
		}
		same(b, what, got, is.want)
	}
}

// contactChoices offers everybody whom something can be promised to.
func contactChoices(b *bench) {
	f := b.firm()
	add := func(name string, stage client.Stage, ended time.Time) {
		c := client.Client{ID: client.ID(b.name("cli")), Name: name, Stage: stage, Version: 1}
		b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, c) })
		for i := range 2 {
			k := client.Contact{ID: client.ContactID(b.name("con")), ClientID: c.ID, Name: fmt.Sprint(name, i), Version: 1}
			b.write(b, func(tx *store.Tx) error { return store.AddContact(tx, f.ws, k) })
			k.EndedAt = ended
			b.write(b, func(tx *store.Tx) error { return store.SaveContact(tx, f.ws, k) })
		}
	}
	add("Zed", client.Prospect, time.Time{})
	add("Älpha", client.Active, time.Time{})
	add("Gone", client.Active, monday())
	add("Over", client.Past, time.Time{})
	var got []string
	for _, k := range ok(store.ContactChoices(b.read(), f.ws, 10))(b) {
		got = append(got, k.Client+": "+k.Name)
	}
	want := []string{"Älpha: Älpha0", "Älpha: Älpha1", "Client: Contact", "Zed: Zed0", "Zed: Zed1"}
	same(b, "the contacts to choose from", got, want)
	if n := len(ok(store.ContactChoices(b.read(), f.ws, 2))(b)); n != 2 {
		b.Errorf("%d contacts, two were asked for", n)
	}
}

// findOf finds things of one kind only, the newest first.
func findOf(b *bench) {
	f, other := b.firm(), b.firm()
	var want []string
	for _, words := range []string{"The drawings of the bath", "A bath", "The kitchen"} {
		p := b.promise(f, monday())
		p.Words = words
		b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
		want = append([]string{string(p.ID)}, want...)
	}
	bath := client.Client{ID: client.ID(b.name("cli")), Name: "Bath & Co", Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, bath) })
	find := func(f firm, kind, query string) []string { return ok(store.FindOf(b.read(), f.ws, kind, query, 10))(b) }
	same(b, "promises", find(f, "promise", "bat"), want[1:])
	same(b, "promises of two words", find(f, "promise", "bath draw"), want[2:])
	same(b, "clients", find(f, "client", "bath"), []string{string(bath.ID)})
	same(b, "nothing asked", find(f, "promise", " "), nil)
	same(b, "elsewhere", find(other, "promise", "bath"), nil)
	same(b, "the newest", ok(store.FindOf(b.read(), f.ws, "promise", "bath", 1))(b), want[1:2])
}

// facesOf reads what a page shows of several clients and promises at once.
func facesOf(b *bench) {
	f, other := b.firm(), b.firm()
	p := b.promise(f, monday())
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
	c := ok(store.Client(b.read(), f.ws, f.client))(b)
	hours := ok(store.HoursOf(b.read(), f.ws, []client.ID{f.client}))(b)[f.client]
	same(b, "the faces", ok(store.FacesOf(b.read(), f.ws, []client.ID{f.client, other.client, "cli_none"}))(b),
		map[client.ID]store.ClientFace{f.client: {ID: f.client, Name: c.Name, Colour: c.Colour, Hours: hours, Stage: c.Stage, Owner: c.OwnerID}})
	row := ok(store.PromiseRowOf(b.read(), f.ws, p.ID))(b)
	same(b, "the lines", ok(store.PromiseRowsOf(b.read(), f.ws, []promise.ID{p.ID, "prm_none"}))(b), map[promise.ID]store.PromiseRow{p.ID: row})
	same(b, "the lines elsewhere", ok(store.PromiseRowsOf(b.read(), other.ws, []promise.ID{p.ID}))(b), nil)
	same(b, "the words", ok(store.WordsOf(b.read(), f.ws, []promise.ID{p.ID, "prm_none"}))(b), map[promise.ID]string{p.ID: p.Words})
	same(b, "the words elsewhere", ok(store.WordsOf(b.read(), other.ws, []promise.ID{p.ID}))(b), nil)
	if _, err := store.WordsOf(b.read(), f.ws, make([]promise.ID, store.Batch+1)); err == nil {
		b.Error("more than a batch of words was read")
	}
	if _, err := store.FacesOf(b.read(), f.ws, make([]client.ID, store.Batch+1)); err == nil {
		b.Error("more than a batch of faces was read")
	}
	if _, err := store.PromiseRowsOf(b.read(), f.ws, make([]promise.ID, store.Batch+1)); err == nil {
		b.Error("more than a batch of lines was read")
	}
}
