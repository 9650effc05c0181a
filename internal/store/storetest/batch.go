package storetest

import (
	"encoding/json"
	"fmt"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/promise"
	"kept/worktime"
)

// batches load many things at once as one by one.
func batches(b *bench) {
	f, other := b.firm(), b.firm()
	var ids []promise.ID
	var obligations []string
	promises := map[promise.ID]promise.Promise{}
	prompts := map[string]store.PromptRow{}
	for i := range store.Batch {
		p := b.promise(f, monday().Add(time.Duration(i)*time.Minute))
		obligation := "promise:" + string(p.ID)
		ids, obligations = append(ids, p.ID), append(obligations, obligation)
		b.write(b, func(tx *store.Tx) error {
			if err := store.AddPromise(tx, f.ws, p); err != nil {
				return err
			}
			return store.SetWatch(tx, f.ws, obligation, monday().Add(time.Duration(i)*time.Minute))
		})
		if i%3 == 0 {
			b.told(f, p, i%2 == 0)
		}
		if i%4 == 0 {
			q := b.prompt(f)
			q.Obligation = obligation
			b.write(b, func(tx *store.Tx) error { return store.AddPrompt(tx, f.ws, q) })
			if i%8 == 0 {
				q.SettledAt = monday()
				b.write(b, func(tx *store.Tx) error { return store.SavePrompt(tx, f.ws, q) })
			} else {
				prompts[obligation] = q
			}
		}
		promises[p.ID] = ok(store.Promise(b.read(), f.ws, p.ID))(b)
	}
	same(b, "a full batch of promises", ok(store.PromisesOf(b.read(), f.ws, ids))(b), promises)
	same(b, "the live prompts of a full batch", ok(store.LivePromptsOf(b.read(), f.ws, obligations))(b), prompts)
	same(b, "what is still due of a full batch", ok(store.StillDue(b.read(), f.ws, obligations, monday().Add(9*time.Minute)))(b), obligations[:10])
	same(b, "what is due of some", ok(store.StillDue(b.read(), f.ws, []string{obligations[3], "promise:nobody", obligations[5]}, monday().Add(5*time.Minute-time.Millisecond)))(b), obligations[3:4])
	few := []promise.ID{ids[7], "prm_nobody", ids[2]}
	same(b, "some promises", ok(store.PromisesOf(b.read(), f.ws, few))(b), map[promise.ID]promise.Promise{ids[7]: promises[ids[7]], ids[2]: promises[ids[2]]})
	same(b, "no promises", ok(store.PromisesOf(b.read(), f.ws, nil))(b), nil)
	same(b, "promises elsewhere", ok(store.PromisesOf(b.read(), other.ws, ids))(b), nil)
	same(b, "prompts elsewhere", ok(store.LivePromptsOf(b.read(), other.ws, obligations))(b), nil)
	same(b, "due elsewhere", ok(store.StillDue(b.read(), other.ws, obligations, monday().Add(time.Hour)))(b), nil)
	if _, err := store.PromisesOf(b.read(), f.ws, append(ids, "one too many")); err == nil {
		b.Error("more than a batch was loaded")
	}
	hoursOf(b, f, other)
}

// told adds a date to a promise and a notice that tells of it.
func (b *bench) told(f firm, p promise.Promise, bounced bool) {
	n := b.notice(f)
	n.AcceptedAt = monday()
	next := p
	next.Dates = append(next.Dates, promise.Date{When: promise.When{Day: worktime.Day{Year: 2026, Month: 4, Date: 1}}, DueAt: monday().Add(time.Hour)})
	b.write(b, func(tx *store.Tx) error {
		if err := store.SavePromise(tx, f.ws, p, next); err != nil {
			return err
		}
		if err := store.AddNotice(tx, f.ws, n); err != nil {
			return err
		}
		if bounced {
			n.BouncedAt = monday()
			if err := store.SaveNotice(tx, f.ws, n); err != nil {
				return err
			}
		}
		return store.AddTelling(tx, f.ws, p.ID, promise.Telling{Seq: 1, NoticeID: string(n.ID)})
	})
}

func hoursOf(b *bench, f, other firm) {
	var ids []client.ID
	want := map[client.ID]worktime.Hours{}
	for i := range 3 {
		c := client.Client{ID: client.ID(b.name("cli")), Name: fmt.Sprint(i), Hours: worktime.Standard("Europe/Lisbon"), Version: 1}
		c.Hours.Regions = []string{fmt.Sprint("PT-", i)}
		ids, want[c.ID] = append(ids, c.ID), c.Hours
		b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, c) })
	}
	got := map[client.ID]worktime.Hours{}
	for id, text := range ok(store.HoursOf(b.read(), f.ws, append(ids, "cli_nobody")))(b) {
		var h worktime.Hours
		if err := json.Unmarshal([]byte(text), &h); err != nil {
			b.Error(err)
		}
		got[id] = h
	}
	same(b, "the hours of clients", got, want)
	same(b, "the hours of clients elsewhere", ok(store.HoursOf(b.read(), other.ws, ids))(b), nil)
}

func uploads(b *bench) {
	f, other := b.firm(), b.firm()
	u := store.Upload{ID: b.name("upl"), MemberID: f.owner, Name: "Pläne.xlsx", Bytes: []byte{0, 1, 2, 0xff}}
	b.write(b, func(tx *store.Tx) error { return store.AddUpload(tx, f.ws, u, monday()) })
	same(b, "the file", ok(store.UploadOf(b.read(), f.ws, f.owner, u.ID, monday()))(b), u)
	none(store.UploadOf(b.read(), f.ws, f.owner, u.ID, monday().Add(time.Millisecond)))(b)
	none(store.UploadOf(b.read(), f.ws, "mem_other", u.ID, monday()))(b)
	none(store.UploadOf(b.read(), other.ws, f.owner, u.ID, monday()))(b)

	// The same file sent again under another name is kept once, and longer.
	later := monday().Add(time.Hour)
	u.Name = "Pläne neu.xlsx"
	b.write(b, func(tx *store.Tx) error { return store.AddUpload(tx, f.ws, u, later) })
	b.write(b, func(tx *store.Tx) error { return store.DropUploads(tx, later) })
	same(b, "the file that was sent again", ok(store.UploadOf(b.read(), f.ws, f.owner, u.ID, later))(b), u)
	b.write(b, func(tx *store.Tx) error { return store.DropUploads(tx, later.Add(time.Millisecond)) })
	none(store.UploadOf(b.read(), f.ws, f.owner, u.ID, monday()))(b)
}
