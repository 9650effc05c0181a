package duty_test

import (
	"context"
	"crypto/tls"
	"log/slog"
	"testing"
	"time"

	"kept/client"
	"kept/internal/duty"
	fakesmtp "kept/internal/fake/smtp"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/internal/post"
	"kept/internal/testkit"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
)

// postHouse is a house whose mails leave by SMTP, and the server that takes them.
type postHouse struct {
	*officetest.House
	sink *fakesmtp.Sink
	nils office.Actor // owns the client
	lea  office.Actor // leads Nils
	ruiz client.Client
	ana  client.Contact
	hand *post.Transport
	who  duty.Mail
}

// quick are stages short enough for a test that waits for one to end.
var quick = post.Timeouts{Command: 2 * time.Second, AfterData: 300 * time.Millisecond}

// onEngines runs a test on both engines, each with a sink.
func onEngines(t *testing.T, o fakesmtp.Options, test func(t *testing.T, h *postHouse)) {
	t.Run("sqlite", func(t *testing.T) { test(t, openPost(t, officetest.SQLite(t), o)) })
	t.Run("postgres", func(t *testing.T) { test(t, openPost(t, testkit.Postgres(t), o)) })
}

// onOne runs the first row of a table on both engines, the others on SQLite.
func onOne(t *testing.T, row int, o fakesmtp.Options, test func(t *testing.T, h *postHouse)) {
	if row == 0 {
		onEngines(t, o, test)
		return
	}
	test(t, onSQLite(t, o))
}

func onSQLite(t *testing.T, o fakesmtp.Options) *postHouse {
	t.Helper()
	return openPost(t, officetest.SQLite(t), o)
}

// openPost opens a house on a database with a sink of its own.
func openPost(t testing.TB, url string, o fakesmtp.Options) *postHouse {
	t.Helper()
	h := &postHouse{House: officetest.Open(t, url)}
	o.Now = h.Now
	sink, err := fakesmtp.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	h.sink = sink
	h.hand = transport(t, sink)
	t.Cleanup(func() {
		_ = h.hand.Close()
		if err := sink.Close(); err != nil {
			t.Errorf("close the sink: %v", err)
		}
	})
	h.lea = h.Member("Lea Brandt", "lea@northlight.example", member.Leader, "")
	h.nils = h.Member("Nils Holm", "nils@northlight.example", member.Regular, h.lea.Member)
	h.ruiz, h.ana = h.Client(h.nils, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	h.Pass(time.Second) // the invitations leave by the house's own post
	h.who = duty.Mail{Office: h.Office, Deliver: deliver(h.hand), Workers: 4, Holder: "here"}
	h.staff(h.who)
	return h
}

// staff has the house's duties done with this outbox.
func (h *postHouse) staff(m duty.Mail) {
	h.Crew = duty.NewCrew(h.Now, slog.New(slog.DiscardHandler), duty.Watchdog{Office: h.Office}, duty.PromptMail{Office: h.Office}, m)
}

func transport(t testing.TB, sink *fakesmtp.Sink) *post.Transport {
	t.Helper()
	server, err := post.ParseServer(sink.URL())
	if err != nil {
		t.Fatal(err)
	}
	return post.New(server, post.Options{Connections: 8, Timeouts: quick, TLS: &tls.Config{RootCAs: sink.Roots(), MinVersion: tls.VersionTLS12}})
}

// deliver joins the outbox to the post, as the program does.
func deliver(by *post.Transport) func(context.Context, outbox.Mail, time.Time) office.Result {
	outcomes := map[post.Outcome]string{post.Accepted: office.Accepted, post.TryLater: office.Later, post.Refused: office.Refused, post.Unsure: office.Unsure}
	return func(ctx context.Context, m outbox.Mail, queuedAt time.Time) office.Result {
		raw, err := post.Compose(m, queuedAt)
		if err != nil {
			return office.Result{Outcome: office.Refused, Stage: "compose", Text: err.Error()}
		}
		a := by.Send(ctx, post.Envelope{From: m.From.Addr, To: m.To.Addr, Message: raw, MessageID: m.MessageID})
		return office.Result{Outcome: outcomes[a.Outcome], Code: a.Code, Text: a.Text, Stage: string(a.Stage), NoBox: a.HardAddress}
	}
}

// tell tells Ana a word, or moves promises.
func (h *postHouse) tell(t testing.TB, text string, moves ...office.Move) office.Told {
	t.Helper()
	told, err := h.Notices.Tell(t.Context(), h.nils, h.telling(text, moves...))
	if err != nil {
		t.Fatal(err)
	}
	return told
}

func (h *postHouse) telling(text string, moves ...office.Move) office.Telling {
	return office.Telling{
		Client: h.ruiz.ID, Readers: []client.ContactID{h.ana.ID}, Channel: notice.Mail, Text: text, Moves: moves,
		Next: promise.When{At: h.Now().Add(10 * 24 * time.Hour)},
	}
}

// owe makes a promise to Ana that she knows of.
func (h *postHouse) owe(t testing.TB, words string, at time.Time) promise.Promise {
	t.Helper()
	p, err := h.Promises.Make(t.Context(), h.nils, office.NewPromise{
		Client: h.ruiz.ID, Contact: h.ana.ID, Kind: promise.Deliverable, Words: words, How: office.SaidSelf, When: promise.When{At: at},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// look gives a notice with its mail and its attempts.
func (h *postHouse) look(t testing.TB, id notice.ID) office.NoticeView {
	t.Helper()
	v, err := h.Notices.View(t.Context(), h.nils, id)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// state wants a notice to have come this far.
func (h *postHouse) state(t testing.TB, id notice.ID, want notice.State) office.NoticeView {
	t.Helper()
	v := h.look(t, id)
	if got := v.Notice.State(); got != want {
		t.Fatalf("at %s the notice is %s, want %s (attempts %+v)", h.Now().Format(time.RFC3339Nano), got, want, v.Attempts)
	}
	return v
}

// undelivered gives the prompts about notices that stand before a member.
func (h *postHouse) undelivered(t testing.TB, who office.Actor) []office.Asked {
	t.Helper()
	home, err := h.Prompts.Home(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	var out []office.Asked
	for _, k := range append(home.Tell, home.Do...) {
		if k.Rule == prompt.Undelivered {
			out = append(out, k)
		}
	}
	return out
}

// to gives the mails that the sink has for an address.
func (h *postHouse) to(addr string) []fakesmtp.Mail {
	var out []fakesmtp.Mail
	for _, m := range h.sink.Mails() {
		if len(m.To) == 1 && m.To[0] == addr {
			out = append(out, m)
		}
	}
	return out
}

// only gives the one mail that the sink has for an address.
func (h *postHouse) only(t testing.TB, addr string) fakesmtp.Mail {
	t.Helper()
	mails := h.to(addr)
	if len(mails) != 1 {
		t.Fatalf("%d mails reached %s, want one", len(mails), addr)
	}
	return mails[0]
}
