package imap

import (
	"context"
	"errors"
	"net/smtp"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/internal/inbox"
	"kept/internal/testkit"
)

func TestSweepTakesEveryMailOnceAndUntouched(t *testing.T) {
	for _, security := range []Security{Plain, StartTLS, Implicit} {
		t.Run(string(security), func(t *testing.T) {
			d, k, f := dovecot(t)
			f.Mailbox.Security = security
			if security == Implicit {
				g := k.fetcher(t, d.TLSAddr)
				f.Mailbox.Port = g.Mailbox.Port
			}
			first := "Return-Path: <ana@client.test>\r\nX-Original-To: reply+tok@firm.test\r\nDelivered-To: desk@firm.test\r\n" +
				"Received: from x\r\nSubject: =?utf-8?q?=FF?= \x80\xff\r\n\r\nraw \x01 bytes\r\n"
			d.Append([]byte(first))
			d.Append([]byte(mail(2)))
			sweep(t, f, 2)
			sweep(t, f, 0)
			f.Close()
			sweep(t, f, 0)
			d.Append([]byte(mail(3)))
			sweep(t, f, 1)
			got := k.raws()
			slices.Sort(got)
			want := []string{first, mail(2), mail(3)}
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			m := k.mails[slices.IndexFunc(k.mails, func(m inbox.Arrived) bool { return string(m.Raw) == first })]
			if m.At.IsZero() || m.Way != inbox.IMAP || m.Mailbox != "box" || m.From != "ana@client.test" ||
				!slices.Equal(m.To, []string{"reply+tok@firm.test", "desk@firm.test"}) || m.Lacking != "" {
				t.Errorf("arrived as %+v", m)
			}
			if k.mark.UID != 3 || k.mark.UIDValidity == 0 {
				t.Errorf("the mark is %+v", k.mark)
			}
			if seen := flags(t, d); seen != "" {
				t.Errorf("flags were set: %s", seen)
			}
		})
	}
}

// flags gives the flags of all mails in the mailbox, one after the other.
func flags(t *testing.T, d *testkit.Dovecot) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(d.Maildir, "cur", "*"))
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, name := range names {
		_, set, _ := strings.Cut(name, ":2,")
		all += set
	}
	return all
}

func TestMarkSeen(t *testing.T) {
	d, _, f := dovecot(t)
	f.Mailbox.MarkSeen = true
	d.Append([]byte(mail(1)))
	d.Append([]byte(mail(2)))
	sweep(t, f, 2)
	if got := flags(t, d); got != "SS" {
		t.Errorf("the flags are %q, want both seen", got)
	}
}

func TestAMailThatIsNotKeptHoldsTheMark(t *testing.T) {
	d, k, f := dovecot(t)
	for n := range 5 {
		d.Append([]byte(mail(n)))
	}
	bad := errors.New("the disk is full")
	k.fail = func(m inbox.Arrived) error {
		if strings.Contains(string(m.Raw), "mail 2") {
			return bad
		}
		return nil
	}
	n, err := f.Sweep(t.Context())
	if n != 4 || !errors.Is(err, bad) {
		t.Fatalf("took %d with %v, want the 4 others and the error", n, err)
	}
	var trouble *Trouble
	if errors.As(err, &trouble) {
		t.Errorf("the mailbox was blamed: %v", trouble)
	}
	at := slices.IndexFunc(order(t, f), func(raw string) bool { return strings.Contains(raw, "mail 2") })
	if int(k.mark.UID) != at {
		t.Errorf("the mark is %+v, want it before the mail at %d", k.mark, at+1)
	}
	k.fail = nil
	sweep(t, f, 5-at)
	if k.mark.UID != 5 {
		t.Errorf("the mark is %+v, want 5", k.mark)
	}
	if !slices.ContainsFunc(k.raws(), func(raw string) bool { return strings.Contains(raw, "mail 2") }) {
		t.Error("the mail was lost")
	}
}

// order gives the mails in the order of their UIDs.
func order(t *testing.T, f *Fetcher) []string {
	t.Helper()
	k := newKeeper()
	g := k.fetcher(t, f.Mailbox.address())
	g.Limits.Parallel = 1
	if _, err := g.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	return k.raws()
}

func TestNothingMoreIsFetchedWhenNothingCanBeKept(t *testing.T) {
	d, k, f := dovecot(t)
	for n := range 60 {
		d.Append([]byte(mail(n)))
	}
	calls := 0
	bad := errors.New("the disk is full")
	k.fail = func(inbox.Arrived) error { calls++; return bad }
	f.Limits.Parallel = 2
	if n, err := f.Sweep(t.Context()); n != 0 || !errors.Is(err, bad) {
		t.Errorf("took %d with %v", n, err)
	}
	if calls < patience || calls > patience+4 {
		t.Errorf("%d mails were tried, want little more than %d", calls, patience)
	}
	if k.mark.UID != 0 {
		t.Errorf("the mark is %+v", k.mark)
	}
}

func TestAFolderNumberedAnewIsTakenFromTheStart(t *testing.T) {
	d, k, f := dovecot(t)
	d.Append([]byte(mail(1)))
	d.Append([]byte(mail(2)))
	sweep(t, f, 2)
	before := k.mark
	d.Stop()
	d.Renumber()
	d.Start()
	sweep(t, f, 2)
	if k.mark.UIDValidity == before.UIDValidity || k.mark.UID != 2 {
		t.Errorf("the mark went from %+v to %+v", before, k.mark)
	}
}

func TestWatch(t *testing.T) {
	d, k, f := dovecot(t)
	f.Pace.Idle = time.Hour // only a hint of the server can help
	d.Append([]byte(mail(1)))
	watch(t, f)
	k.waitMail(t, mail(1))
	k.waitTold(t, "")
	d.Append([]byte(mail(2)))
	k.waitMail(t, mail(2))
	d.Stop()
	k.waitTold(t, Away)
	d.Append([]byte(mail(3)))
	d.Start()
	k.waitMail(t, mail(3))
	k.waitTold(t, "")
	if got := k.raws(); len(got) != 3 {
		t.Errorf("%d mails were taken, want each once: %q", len(got), got)
	}
}

func TestWatchNoticesAServerThatFroze(t *testing.T) {
	d, k, f := dovecot(t)
	f.Pace.Answer = time.Second
	watch(t, f)
	k.waitTold(t, "")
	d.Freeze()
	k.waitTold(t, Frozen)
	d.Append([]byte(mail(1)))
	d.Thaw()
	k.waitMail(t, mail(1))
	k.waitTold(t, "")
}

func TestWatchGoesOnWhenThePasswordIsMended(t *testing.T) {
	d, k, f := dovecot(t)
	d.SetPassword("another")
	watch(t, f)
	k.waitTold(t, Refused)
	d.Append([]byte(mail(1)))
	d.SetPassword(f.Mailbox.Password)
	k.waitMail(t, mail(1))
	k.waitTold(t, "")
}

func TestTroubleWithDovecot(t *testing.T) {
	d, k, f := dovecot(t)
	d.Append([]byte(mail(1)))
	for name, c := range map[string]struct {
		change func(*Fetcher)
		want   Kind
	}{
		"password":  {func(f *Fetcher) { f.Mailbox.Password = "wrong" }, Refused},
		"user":      {func(f *Fetcher) { f.Mailbox.User = "nobody@firm.test" }, Refused},
		"token":     {func(f *Fetcher) { f.Mailbox.Token = noToken }, Refused},
		"folder":    {func(f *Fetcher) { f.Mailbox.Folder = "Nowhere" }, NoFolder},
		"authority": {func(f *Fetcher) { f.TLS, f.Mailbox.Security = nil, StartTLS }, Untrusted},
		"no TLS":    {func(f *Fetcher) { f.Mailbox.Security = Implicit }, Untrusted},
		"away":      {func(f *Fetcher) { f.Mailbox.Port = k.fetcher(t, testkit.FreePort(t)).Mailbox.Port }, Away},
	} {
		t.Run(name, func(t *testing.T) {
			g := k.fetcher(t, d.Addr)
			c.change(g)
			wantTrouble(t, g.Check(t.Context()), c.want)
			n, err := g.Sweep(t.Context())
			wantTrouble(t, err, c.want)
			if n != 0 {
				t.Errorf("took %d mails", n)
			}
		})
	}
	if err := f.Check(t.Context()); err != nil || len(k.raws()) > 0 {
		t.Errorf("checking a good mailbox: %v, %d mails taken", err, len(k.raws()))
	}
	sweep(t, f, 1)
}

func TestAFullMailboxIsFetchedAndTold(t *testing.T) {
	d, k, f := dovecot(t)
	d.Append([]byte(mail(1) + strings.Repeat("x", 1000)))
	d.SetQuota(1000)
	wantTrouble(t, f.Check(t.Context()), Full)
	n, err := f.Sweep(t.Context())
	wantTrouble(t, err, Full)
	if n != 1 || k.mark.UID != 1 {
		t.Errorf("took %d, mark %+v: what is there has to be fetched", n, k.mark)
	}
	watch(t, f)
	k.waitTold(t, Full)
	d.Append([]byte(mail(2)))
	k.waitMail(t, mail(2))
}

func TestAMailThatIsTooLargeLeavesItsHeader(t *testing.T) {
	d, k, f := dovecot(t)
	header := "Subject: large\r\nFrom: ana@client.test\r\n\r\n"
	d.Append([]byte(header + strings.Repeat("text\r\n", 1000)))
	d.Append([]byte(mail(2)))
	f.Limits.Mail = 500
	sweep(t, f, 2)
	i := slices.IndexFunc(k.mails, func(m inbox.Arrived) bool { return m.Lacking != "" })
	if i < 0 {
		t.Fatal("no mail says that it lacks something")
	}
	m := k.mails[i]
	if want := header + m.Lacking + "\r\n"; string(m.Raw) != want {
		t.Errorf("taken as %q, want %q", m.Raw, want)
	}
	if m.At.IsZero() || k.mark.UID != 2 || k.mails[1-i].Lacking != "" {
		t.Errorf("at %s, mark %+v, the other lacks %q", m.At, k.mark, k.mails[1-i].Lacking)
	}
}

func TestTheEnvelopeThatPostfixWrote(t *testing.T) {
	d, k, f := dovecot(t)
	p := testkit.StartPostfix(t, testkit.Route{Domain: "firm.test", Into: d})
	watch(t, f)
	sent := "From: Ana <ana@client.test>\r\nDelivered-To: forged@firm.test\r\nSubject: hello\r\n\r\nHello\r\n"
	if err := smtp.SendMail(p.Addr, nil, "ana+list@client.test", []string{"reply+tok-1@firm.test"}, []byte(sent)); err != nil {
		t.Fatalf("%v\n%s", err, p.Said())
	}
	select {
	case m := <-k.came:
		if m.From != "ana+list@client.test" || !slices.Equal(m.To, []string{"reply+tok-1@firm.test"}) || !strings.HasSuffix(string(m.Raw), "\r\n\r\nHello\r\n") {
			t.Errorf("from %q to %q: %s", m.From, m.To, m.Raw)
		}
	case <-time.After(generous):
		t.Fatalf("it never came; Postfix said:\n%s", p.Said())
	}
}

// BenchmarkSweep fetches a mailbox of 5,000 mails of 20 kB. The mails' share of
// the processor is that of this process; the server has its own.
func BenchmarkSweep(b *testing.B) {
	const mails = 5000
	d, k, f := dovecot(b)
	body := strings.Repeat(strings.Repeat("x", 76)+"\r\n", 20_000/78)
	for n := range mails {
		d.Append([]byte(mail(n) + body))
	}
	f.Take = func(context.Context, inbox.Arrived) error { return nil }
	for _, security := range []Security{Plain, StartTLS} {
		b.Run(string(security), func(b *testing.B) {
			f.Close()
			f.Mailbox.Security = security
			k.mark = Mark{}
			sweep(b, f, mails) // the server writes its index
			b.ResetTimer()
			used := processor()
			for b.Loop() {
				k.mark = Mark{}
				sweep(b, f, mails)
			}
			took := processor() - used
			b.ReportMetric(float64(b.N*mails)/b.Elapsed().Seconds(), "mails/s")
			b.ReportMetric(float64(took.Microseconds())/float64(b.N*mails), "cpu-µs/mail")
		})
	}
}

// BenchmarkNothingNew sweeps a mailbox of 5,000 mails that has nothing new.
func BenchmarkNothingNew(b *testing.B) {
	d, _, f := dovecot(b)
	for n := range 5000 {
		d.Append([]byte(mail(n)))
	}
	sweep(b, f, 5000)
	b.ResetTimer()
	used := processor()
	for b.Loop() {
		sweep(b, f, 0)
	}
	b.ReportMetric(float64((processor()-used).Microseconds())/float64(b.N), "cpu-µs/op")
}

var errNoToken = errors.New("the sign-in was withdrawn")

func noToken(context.Context) (string, error) { return "", errNoToken }
