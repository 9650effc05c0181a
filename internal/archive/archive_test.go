package archive_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/client"
	"kept/internal/archive"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/member"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

var engines = map[string]func(*testing.T) string{
	"sqlite":   func(t *testing.T) string { return officetest.SQLite(t) },
	"postgres": func(t *testing.T) string { return testkit.Postgres(t) },
}

// firm opens a house and lets a small firm live in it for a week: something in
// every table that a firm of today fills.
func firm(t *testing.T, url string) *officetest.House {
	t.Helper()
	h := officetest.Open(t, url)
	ctx := t.Context()
	leader := h.Member("Lea Brandt", "lea@northlight.example", member.Leader, "")
	who := h.Member("Nils Holm", "nils@northlight.example", member.Regular, leader.Member)
	for i, name := range []string{"Casa Ruiz", "Ünïcødé <&> Söhne", "Bob's \"Best\" & Co."} {
		c, k := h.Client(who, name, "Europe/Madrid", "Ana Ruiz", fmt.Sprintf("ana%d@casaruiz.example", i))
		p, err := h.Promises.Make(ctx, who, office.NewPromise{
			Client: c.ID, Contact: k.ID, Kind: promise.Proposal, Words: "The proposal for the shop", How: office.ByMail,
			When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 9}},
		})
		check(t, err)
		h.Pass(time.Minute)
		_, err = h.Notices.Tell(ctx, who, office.Telling{
			Client: c.ID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "Two more days.\nSorry — really.",
			Moves: []office.Move{{Promise: p.ID, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 11}}, Reason: "The printer is late"}},
			Next:  promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}},
		})
		check(t, err)
		_, err = h.Calls.Log(ctx, who, office.Call{Client: c.ID, Contact: k.ID, Channel: notice.Call, Incoming: true, Text: "asks"})
		check(t, err)
		linked(t, h, c.ID)
	}
	_, err := h.Settings.AddPicture(ctx, h.Owner, store.Picture{MediaType: "image/png", Bytes: []byte{0x89, 'P', 0, 0xff, 0xfe, '\n'}})
	check(t, err)
	_, err = h.Access.MakeToken(ctx, h.Owner, "script")
	check(t, err)
	_, err = h.Access.SignIn(ctx, "marta@northlight.example", "a long enough one", "test")
	check(t, err)
	_, err = h.People.AddAbsence(ctx, who, member.Absence{MemberID: who.Member, From: h.Now().Add(time.Hour), Until: h.Now().Add(90 * time.Hour), Why: "holiday"})
	check(t, err)
	h.Pass(7 * 24 * time.Hour)
	return h
}

// linked links a plan of a client to GitHub, from which two steps come.
func linked(t *testing.T, h *officetest.House, of client.ID) {
	t.Helper()
	pr, err := h.Clients.AddProject(t.Context(), h.Owner, office.NewProject{Project: client.Project{ClientID: of, Name: "Website"}})
	check(t, err)
	l, _, err := h.PlanLinks.Link(t.Context(), h.Owner, pr.ID, "north/site")
	check(t, err)
	news := office.PlanNews{Delivery: "d-1", Event: "issues opened"}
	for _, name := range []string{"Draw", "Build"} {
		news.Part.Steps = append(news.Part.Steps, plan.OutsideStep{Step: plan.Step{Source: "github:north/site#" + name, Name: name, Effort: plan.Effort{Least: 1, Most: 1}}, Updated: h.Now()})
	}
	news.Part.Links = []plan.Link{{From: "github:north/site#Draw", To: "github:north/site#Build", Kind: plan.FinishStart}}
	_, err = h.PlanLinks.Refresh(t.Context(), l, news)
	check(t, err)
	check(t, h.PlanLinks.Trouble(t.Context(), l, "A delivery came that could not be taken."))
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func backup(t *testing.T, db *store.DB) []byte {
	t.Helper()
	var b bytes.Buffer
	_, err := archive.Write(t.Context(), db, &b, archive.Writing{At: officetest.Start, Program: "test"})
	check(t, err)
	return b.Bytes()
}

func empty(t *testing.T, url string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), url)
	check(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func restore(t *testing.T, db *store.DB, b []byte) (archive.Header, error) {
	t.Helper()
	return archive.Restore(t.Context(), db, bytes.NewReader(b), archive.Restoring{Now: officetest.Start.Add(100 * time.Hour), Random: rand.NewChaCha8([32]byte{7})})
}

// text unpacks an archive into its lines.
func text(t *testing.T, b []byte) []string {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(b))
	check(t, err)
	all, err := io.ReadAll(r)
	check(t, err)
	return strings.SplitAfter(strings.TrimSuffix(string(all), "\n"), "\n")
}

// pack makes an archive of lines, with the trailer that fits them.
func pack(t *testing.T, rows int, lines ...string) []byte {
	t.Helper()
	all := strings.Join(lines, "")
	sum := sha256.Sum256([]byte(all))
	return squeeze(t, all+fmt.Sprintf(`{"end":true,"rows":%d,"sha256":"%s"}`+"\n", rows, hex.EncodeToString(sum[:])))
}

func squeeze(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, text)
	check(t, errors.Join(err, w.Close()))
	return b.Bytes()
}

// A firm goes from each engine to each other: what it knew before it knows
// afterwards, word for word, and nothing of it may leave.
func TestRoundTrip(t *testing.T) {
	for from, source := range engines {
		t.Run(from, func(t *testing.T) {
			h := firm(t, source(t))
			first := backup(t, h.DB)
			for to, target := range engines {
				t.Run("to "+to, func(t *testing.T) {
					db := empty(t, target(t))
					head, err := restore(t, db, first)
					check(t, err)
					if head.Engine != from || head.Rows() < 100 {
						t.Errorf("the header says %+v", head)
					}
					before, after := text(t, first), text(t, backup(t, db))
					compare(t, before, after)

					again := empty(t, target(t))
					second := backup(t, db)
					_, err = restore(t, again, second)
					check(t, err)
					if third := backup(t, again); !bytes.Equal(second, third) {
						t.Errorf("a restored backup gives another one:\n%s", cmp.Diff(text(t, second), text(t, third)))
					}
				})
			}
		})
	}
}

// compare wants two backups to be the same but for the pause of the mail.
func compare(t *testing.T, before, after []string) {
	t.Helper()
	drop := func(lines []string) []string {
		var out []string
		for _, l := range lines[1 : len(lines)-1] {
			if !strings.Contains(l, `"Northlight Studio"`) && !strings.Contains(l, `"restored from a backup\"`) {
				out = append(out, l)
			}
		}
		return out
	}
	if d := cmp.Diff(drop(before), drop(after)); d != "" {
		t.Errorf("the restored ledger differs (- before, + after):\n%s", d)
	}
	if len(after) != len(before)+1 || len(drop(after)) < 100 {
		t.Errorf("%d lines before, %d after: one is to be added, of the pause", len(before), len(after))
	}
}

// After a restore nothing leaves until a person releases it, and what was being
// handed over when the backup was made becomes unsure.
func TestRestoredMailIsPaused(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	for range 2 {
		_, err := h.Notices.Tell(t.Context(), h.Owner, office.Telling{
			Client: k.ClientID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "Hello", Next: promise.When{At: h.Now().Add(80 * time.Hour)},
		})
		check(t, err)
	}
	due, err := h.Notices.Outbox(t.Context(), h.Owner, "", 10)
	check(t, err)
	var held store.Leaving
	check(t, h.DB.Write(t.Context(), func(tx *store.Tx) error {
		held = due[0]
		held.LeasedUntil, held.LeasedBy = h.Now().Add(15*time.Minute), "another"
		_, err := store.LeaseLeaving(tx, held)
		return err
	}))
	first := backup(t, h.DB)

	db := empty(t, testkit.Postgres(t))
	_, err = restore(t, db, first)
	check(t, err)
	now := h.Now().Add(time.Hour)
	o := office.New(office.Config{DB: db, Now: func() time.Time { return now }, Random: rand.NewChaCha8([32]byte{9}), URL: "https://kept.example"})
	w, err := o.Settings.Workspace(t.Context(), h.Owner)
	if err != nil || !w.MailPaused {
		t.Errorf("mail is not paused: %v", err)
	}
	waiting, err := o.Notices.Leaving(t.Context(), 10)
	check(t, err)
	if len(waiting) != 1 {
		t.Fatalf("%d mails wait, want the one that was not leased", len(waiting))
	}
	if _, taken, err := o.Notices.Take(t.Context(), waiting[0], "me"); err != nil || taken {
		t.Errorf("a mail was taken while mail is paused: %v", err)
	}
	if n, err := o.Notices.Lapse(t.Context(), 10); err != nil || n != 1 {
		t.Errorf("%d leases lapsed: %v", n, err)
	}
	v, err := o.Notices.View(t.Context(), h.Owner, notice.ID(held.NoticeID))
	if err != nil || v.Notice.State() != notice.Unsure {
		t.Errorf("the one that was held is %s: %v", v.Notice.State(), err)
	}
	if err := o.Settings.PauseMail(t.Context(), h.Owner, false); err != nil {
		t.Errorf("release: %v", err)
	}
}

// Whatever is not a whole backup of this Kept is refused with a word, and
// nothing is changed.
func TestBadArchivesAreRefused(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	good := backup(t, h.DB)
	lines := text(t, good)
	head := lines[0]
	body := lines[1 : len(lines)-1]
	flipped := bytes.Clone(good)
	flipped[len(flipped)-6] ^= 0x20
	replaced := func(from, to string) []byte {
		out := strings.Replace(head, from, to, 1)
		if out == head {
			t.Fatalf("the header has no %s: %s", from, head)
		}
		return pack(t, len(body), append([]string{out}, body...)...)
	}
	for name, bad := range map[string]struct {
		file []byte
		say  string
	}{
		"empty":             {nil, "no backup"},
		"a picture":         {[]byte("\x89PNG\r\n\x1a\n and so on"), "no backup"},
		"text":              {[]byte("dear all"), "no backup"},
		"packed text":       {squeeze(t, "dear all\nnothing here\n"), "no backup of Kept"},
		"packed other JSON": {squeeze(t, `{"kept":"letter"}`+"\n"), "no backup of Kept"},
		"no line break":     {squeeze(t, "dear all"), "cut off"},
		"half":              {good[:len(good)/2], "cut off"},
		"one byte less":     {good[:len(good)-1], "cut off"},
		"only the header":   {squeeze(t, head), "cut off"},
		"no trailer":        {squeeze(t, strings.Join(lines[:len(lines)-1], "")), "cut off"},
		"a flipped bit":     {flipped, "damaged"},
		"a changed row":     {squeeze(t, strings.Replace(strings.Join(lines, ""), "Northlight", "Nothlight!", 1)+"\n"), "sum does not fit"},
		"a row too few":     {pack(t, len(body), append([]string{head}, body[:len(body)-1]...)...), "line"},
		"a row too many":    {pack(t, len(body), append(append([]string{head}, body...), body[0])...), "not its end"},
		"a short row":       {pack(t, len(body), append([]string{head, "[1,2]\n"}, body[1:]...)...), "no row"},
		"a row of truths":   {pack(t, len(body), append([]string{head, strings.Repeat(" ", 3) + "true\n"}, body[1:]...)...), "no row"},
		"something behind":  {squeeze(t, strings.Join(lines, "")+"\nmore\n"), "behind the end"},
		"a second file":     {append(bytes.Clone(good), good...), "behind the end"},
		"a newer schema":    {replaced(`"schema":`, `"schema":9`), "newer Kept"},
		"a newer format":    {replaced(`"format":2`, `"format":3`), "newer Kept"},
		"an older format":   {replaced(`"format":2`, `"format":0`), "older Kept"},
		"another table":     {replaced(`"name":"members"`, `"name":"humans"`), "other tables"},
		"another column":    {replaced(`"email_key"`, `"mail_key"`), "other tables"},
		"fewer than none":   {replaced(`"rows":1`, `"rows":-1`), "other tables"},
	} {
		t.Run(name, func(t *testing.T) {
			db := empty(t, officetest.SQLite(t))
			nothing := backup(t, db)
			_, err := restore(t, db, bad.file)
			f, ok := fault.As(err)
			if !ok || f.Kind != fault.Invalid || !strings.Contains(strings.ToLower(f.Say), strings.ToLower(bad.say)) || !strings.Contains(f.Say, "Nothing was changed") {
				t.Errorf("refused with %v, want a word of %q", err, bad.say)
			}
			if !bytes.Equal(nothing, backup(t, db)) {
				t.Error("the database was changed")
			}
		})
	}
}

// A row that the database refuses undoes all rows before it.
func TestRestoreIsAllOrNothing(t *testing.T) {
	for name, url := range engines {
		t.Run(name, func(t *testing.T) {
			h := officetest.Open(t, officetest.SQLite(t))
			h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
			lines := text(t, backup(t, h.DB))
			body := lines[1 : len(lines)-1]
			twice := append([]string{lines[0]}, body...)
			// The last row stands there twice, in place of the one before it.
			twice[len(twice)-2] = twice[len(twice)-1]
			db := empty(t, url(t))
			nothing := backup(t, db)
			if _, err := restore(t, db, pack(t, len(body), twice...)); fault.KindOf(err) != fault.Conflict {
				t.Errorf("got %v, want a conflict of two equal rows", err)
			}
			if !bytes.Equal(nothing, backup(t, db)) {
				t.Error("half of it was kept")
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			gone := &leaving{bytes.NewReader(pack(t, len(body), append([]string{lines[0]}, body...)...)), cancel}
			if _, err := archive.Restore(ctx, db, gone, archive.Restoring{Now: officetest.Start, Random: rand.NewChaCha8([32]byte{})}); !errors.Is(err, context.Canceled) {
				t.Errorf("interrupted in the middle: %v", err)
			}
			if !bytes.Equal(nothing, backup(t, db)) {
				t.Error("half of what was interrupted was kept")
			}
		})
	}
}

// leaving is a file whose reader goes away when it begins to be put back.
type leaving struct {
	io.ReadSeeker
	leave func()
}

// Seek is called when the rows are read for the second time.
func (l *leaving) Seek(offset int64, whence int) (int64, error) {
	l.leave()
	return l.ReadSeeker.Seek(offset, whence)
}

func TestRestoreWantsAnEmptyDatabase(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	good := backup(t, h.DB)
	for name, url := range engines {
		t.Run(name, func(t *testing.T) {
			db := empty(t, url(t))
			o := office.New(office.Config{DB: db, Now: h.Now, Random: rand.NewChaCha8([32]byte{3})})
			link, err := o.Access.SetupLink(t.Context()) // what a first start leaves there is no hindrance
			check(t, err)
			_, err = restore(t, db, good)
			check(t, err)
			if _, err := o.Access.Knock(t.Context(), link); fault.KindOf(err) != fault.NotFound {
				t.Errorf("the setup link still opens a workspace: %v", err)
			}
			full := backup(t, db)
			_, err = restore(t, db, good)
			if f, ok := fault.As(err); !ok || f.Kind != fault.Conflict || !strings.Contains(f.Say, "not empty") {
				t.Errorf("restored over a ledger: %v", err)
			}
			if !bytes.Equal(full, backup(t, db)) {
				t.Error("the full database was changed")
			}
		})
	}
}

// While a firm goes on working, a backup sees one moment.
func TestBackupIsOneMoment(t *testing.T) {
	for name, url := range engines {
		t.Run(name, func(t *testing.T) {
			h := officetest.Open(t, url(t))
			var out bytes.Buffer
			slow := writerFunc(func(p []byte) (int, error) {
				if out.Len() == 0 {
					h.Client(h.Owner, "Late", "Europe/Rome", "Late", "late@late.example")
				}
				return out.Write(p)
			})
			_, err := archive.Write(t.Context(), h.DB, slow, archive.Writing{At: h.Now()})
			check(t, err)
			if strings.Contains(strings.Join(text(t, out.Bytes()), ""), "late@late.example") {
				t.Error("the backup holds what came while it was written")
			}
			if _, err := archive.Check(t.Context(), &out, schema(t, h.DB)); err != nil {
				t.Error(err)
			}
		})
	}
}

func schema(t *testing.T, db *store.DB) int {
	t.Helper()
	v, err := db.Schema()
	check(t, err)
	return v
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// A disk that is full while a backup is written is an error, not an archive.
func TestFailedWriteIsTold(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	full := errors.New("no space left")
	_, err := archive.Write(t.Context(), h.DB, writerFunc(func([]byte) (int, error) { return 0, full }), archive.Writing{At: h.Now()})
	if !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := archive.Write(ctx, h.DB, io.Discard, archive.Writing{At: h.Now()}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(`{"kept":"backup","format":2}`))
	f.Add([]byte(`{"kept":"backup","format":2,"schema":2,"tables":[{"name":"x","columns":["a"],"rows":1}]}` + "\n[1]\n"))
	f.Fuzz(func(t *testing.T, lines []byte) {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, err := w.Write(lines)
		if err := errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		for _, file := range [][]byte{lines, b.Bytes()} {
			_, err := archive.Check(t.Context(), bytes.NewReader(file), 2)
			if f, ok := fault.As(err); !ok || f.Kind != fault.Invalid {
				t.Errorf("foreign bytes were not refused: %v", err)
			}
		}
	})
}
