package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kept/internal/fake/smtp"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/internal/testkit"
)

// shop is the real program on a database, killed and started again, with a mail
// sink beside it and people who work through its API.
type shop struct {
	t        *testing.T
	database string
	address  string
	sink     *smtp.Sink
	token    string
	rng      *rand.Rand
	from     time.Time // where the test clock begins; zero = the machine's clock
	kept     *testkit.Kept
	clients  []customer

	mu   sync.Mutex
	jobs []*job // in the order in which they were first asked for
	open []*job // that were not acknowledged yet
}

type customer struct{ id, contact string }

// job is something that is asked of the API until it is acknowledged, always
// under the same key.
type job struct {
	mark    string // stands in the mail
	words   string // of a promise; "" = a telling
	path    string
	body    []byte
	promise string
	notices []string
	last    string // what it was answered last, when that was no acknowledgement
}

func newShop(t *testing.T, database string, from time.Time, seed uint64) *shop {
	t.Helper()
	sink, err := smtp.Start(smtp.Options{Now: time.Now, Keep: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sink.Close() })
	s := &shop{t: t, database: database, address: testkit.FreePort(t), sink: sink, from: from, rng: rand.New(rand.NewPCG(seed, 9))}
	cmd := exec.Command(testkit.Binary(t), "setup", "--workspace", "Shop", "--email", "owner@shop.example", "--name", "Olga Owner", "--token", "--json")
	cmd.Env = append(s.env(0), "PATH="+os.Getenv("PATH"), "KEPT_LISTEN="+s.address)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("kept setup: %v", err)
	}
	var said struct {
		Token string `json:"token"`
	}
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatal(err)
	}
	s.token = said.Token
	return s
}

// env are the settings of a start, the nth.
func (s *shop) env(n int) []string {
	env := []string{"KEPT_DATABASE=" + s.database, "KEPT_SMTP=" + s.sink.URL(), "KEPT_FROM=shop@shop.example", "KEPT_LOG=error"}
	if !s.from.IsZero() {
		// Longer than a lease: on PostgreSQL those of a process that died run out.
		env = append(env, "KEPT_TEST_CLOCK="+s.from.Add(time.Duration(n)*20*time.Minute).Format(time.RFC3339))
	}
	return env
}

func (s *shop) start(n int) {
	s.t.Helper()
	s.kept = testkit.Run(s.t, s.address, s.env(n)...)
}

// ask asks the API; the error is of the network alone.
func (s *shop) ask(method, path, key string, body []byte) (int, []byte, error) {
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.kept.URL+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	req.Header.Set("Content-Type", "application/json")
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	return res.StatusCode, answer, err
}

// get reads something that must be there.
func (s *shop) get(path string, into any) {
	s.t.Helper()
	code, answer, err := s.ask(http.MethodGet, "/api/v1"+path, "", nil)
	if err != nil || code != http.StatusOK {
		s.t.Fatalf("GET %s: %d %s %v", path, code, answer, err)
	}
	if err := json.Unmarshal(answer, into); err != nil {
		s.t.Fatal(err)
	}
}

// takeOn adds clients.
func (s *shop) takeOn(n int) {
	s.t.Helper()
	for i := range n {
		body := fmt.Sprintf(`{"name": "Client %d", "colour": %d, "next": "in 20 working days", "contact": {"name": "Carl %d", "email": "carl%d@client.example"}}`, i, i%12+1, i, i)
		code, answer, err := s.ask(http.MethodPost, "/api/v1/clients", fmt.Sprintf("client %d", i), []byte(body))
		if err != nil || code != http.StatusCreated {
			s.t.Fatalf("add a client: %d %s %v", code, answer, err)
		}
		var made struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(answer, &made); err != nil {
			s.t.Fatalf("%v in %s", err, answer)
		}
		var people struct {
			Items []struct {
				ID string `json:"id"`
			} `json:"items"`
		}
		if s.get("/contacts?client_id="+made.ID, &people); len(people.Items) != 1 {
			s.t.Fatalf("%d contacts", len(people.Items))
		}
		s.clients = append(s.clients, customer{made.ID, people.Items[0].ID})
	}
}

// next gives what is to be asked next: what was not acknowledged before, or
// something new.
func (s *shop) next(most int) *job {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.open) > 0 {
		j := s.open[0]
		s.open = s.open[1:]
		return j
	}
	if len(s.jobs) >= most {
		return nil
	}
	n := len(s.jobs)
	c := s.clients[s.rng.IntN(len(s.clients))]
	j := &job{mark: fmt.Sprintf("mark-%06d.", n)}
	if n%2 == 0 {
		j.words, j.path = fmt.Sprintf("Thing %06d", n), "/api/v1/promises"
		j.body = fmt.Appendf(nil, `{"client_id": %q, "contact_id": %q, "kind": "deliverable", "words": %q, "due": "in 15 working days", "told": "mail", "message": %q}`, c.id, c.contact, j.words, j.mark)
	} else {
		j.path = "/api/v1/clients/" + c.id + "/tellings"
		j.body = fmt.Appendf(nil, `{"reader_ids": [%q], "text": %q, "next": "in 18 working days"}`, c.contact, j.mark)
	}
	s.jobs = append(s.jobs, j)
	return j
}

func (s *shop) putBack(j *job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = append(s.open, j)
}

// work asks for one thing after the other until the program is gone, or
// everything is acknowledged.
func (s *shop) work(most int) {
	for j := s.next(most); j != nil; j = s.next(most) {
		code, answer, err := s.ask(http.MethodPost, j.path, "key of "+j.mark, j.body)
		if err != nil || code == http.StatusServiceUnavailable {
			j.last = fmt.Sprintf("%d %s %v", code, answer, err)
			s.putBack(j)
			return
		}
		var said struct {
			ID      string   `json:"id"`
			Notices []string `json:"notice_ids"`
		}
		if code >= 300 || json.Unmarshal(answer, &said) != nil {
			s.t.Errorf("%s: %d %s", j.path, code, answer)
			return
		}
		j.notices = said.Notices
		if j.words != "" {
			j.promise = said.ID
		}
	}
}

// pass moves the test clock on and on, so that what was queued leaves; not so
// far that the next start would set it back.
func (s *shop) pass(ctx context.Context) {
	for range 250 {
		if s.from.IsZero() || ctx.Err() != nil {
			return
		}
		code, answer, err := s.ask(http.MethodPost, "/test/clock", "", []byte(`{"advance": "4s"}`))
		if err != nil {
			return
		}
		if code != http.StatusOK {
			s.t.Errorf("the clock did not move: %d %s", code, answer)
			return
		}
	}
}

// round starts the program, lets people work, and kills it: after some
// milliseconds, or at the moment at which the sink has taken some mails more.
func (s *shop) round(n, most int) {
	s.t.Helper()
	if s.rng.IntN(3) == 0 {
		s.sink.Rules(smtp.Rule{At: smtp.AtData, Do: smtp.Drop, Kept: true, Next: 1 + s.rng.IntN(2)})
	}
	s.start(n)
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Duration(20+s.rng.IntN(900))*time.Millisecond)
	defer cancel()
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() { s.work(most) })
	}
	all.Go(func() { s.pass(ctx) })
	if s.rng.IntN(2) == 0 {
		_, _ = s.sink.Wait(ctx, s.sink.Total()+1+s.rng.IntN(20))
	} else {
		<-ctx.Done()
	}
	s.kept.Kill()
	cancel()
	all.Wait()
}

// kills is how often the program is killed.
func kills(t *testing.T, soak int) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("KEPT_KILLS")); err == nil {
		return n
	}
	if os.Getenv("KEPT_SOAK") != "" {
		return soak
	}
	return 15
}

// TestKilledAtAnyMoment kills the real program under load, again and again,
// and then asks what became of everything that was acknowledged.
func TestKilledAtAnyMoment(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	if n, err := strconv.ParseUint(os.Getenv("KEPT_SEED"), 10, 64); err == nil {
		seed = n
	}
	t.Logf("replay with KEPT_SEED=%d (the moments of the kills differ)", seed)
	t.Run("sqlite", func(t *testing.T) {
		crash(t, newShop(t, "sqlite:"+t.TempDir()+"/kept.db", monday, seed), kills(t, 200))
	})
	if os.Getenv("KEPT_SOAK") == "" {
		return
	}
	t.Run("sqlite by the machine's clock", func(t *testing.T) {
		crash(t, newShop(t, "sqlite:"+t.TempDir()+"/kept.db", time.Time{}, seed), kills(t, 60))
	})
	t.Run("postgres", func(t *testing.T) { crash(t, newShop(t, testkit.Postgres(t), monday, seed), kills(t, 150)) })
}

func crash(t *testing.T, s *shop, kills int) {
	s.start(0)
	s.takeOn(5)
	s.kept.Kill()
	for n := range kills {
		s.round(n+1, 60*(n+1))
	}
	s.sink.Rules()
	// The last start: what was not acknowledged is asked for again, and the clock
	// goes on until everything has left that can.
	if s.from.IsZero() {
		s.from = time.Now().Add(time.Hour)
	}
	s.start(kills + 1)
	for range 10 {
		s.work(0)
	}
	s.kept.Advance(t, time.Minute)
	arrived := s.arrivals()
	unsure := s.acknowledged(arrived)
	t.Logf("killed %d times: %d acts acknowledged, %d mails taken, %d unsure", kills, len(s.jobs), s.sink.Total(), len(unsure))
	s.once()
	s.sentAgain(unsure)
	s.kept.Stop()
	s.settled()
}

// arrivals gives the Message-IDs under which each mark reached the sink.
func (s *shop) arrivals() map[string][]string {
	out := map[string][]string{}
	for _, m := range s.sink.Mails() {
		l := m.Letter()
		_, rest, ok := strings.Cut(l.Text, "mark-")
		if !ok || len(m.To) != 1 || strings.HasPrefix(m.To[0], "owner@") {
			continue
		}
		mark := "mark-" + rest[:7]
		out[mark] = append(out[mark], l.MessageID)
	}
	return out
}

// acknowledged wants everything that was acknowledged to be there, and each
// notice to have reached the sink once, or to be unsure. It gives those.
func (s *shop) acknowledged(arrived map[string][]string) (unsure map[string]string) {
	s.t.Helper()
	unsure = map[string]string{}
	for _, j := range s.jobs {
		if j.promise == "" && len(j.notices) == 0 {
			s.t.Errorf("%s was never acknowledged; the last answer was %q", j.mark, j.last)
			continue
		}
		if j.promise != "" {
			var p struct {
				Words string `json:"words"`
			}
			if s.get("/promises/"+j.promise, &p); p.Words != j.words {
				s.t.Errorf("%s: the promise says %q", j.mark, p.Words)
			}
			j.notices = s.noticesOf(j.promise)
		}
		if len(j.notices) != 1 {
			s.t.Errorf("%s has %d notices", j.mark, len(j.notices))
			continue
		}
		var n struct {
			State string `json:"state"`
			Text  string `json:"text"`
		}
		s.get("/notices/"+j.notices[0], &n)
		switch times := len(arrived[j.mark]); {
		case !strings.Contains(n.Text, j.mark):
			s.t.Errorf("%s: the notice says %q", j.mark, n.Text)
		case times > 1:
			s.t.Errorf("%s reached the sink %d times: %v", j.mark, times, arrived[j.mark])
		case n.State == "accepted" && times == 1:
		case n.State == "unsure":
			unsure[j.mark] = j.notices[0]
		default:
			s.t.Errorf("%s is %s, and reached the sink %d times", j.mark, n.State, times)
		}
	}
	return unsure
}

func (s *shop) noticesOf(promise string) []string {
	var list struct {
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
	}
	s.get("/promises/"+promise+"/notices", &list)
	var out []string
	for _, n := range list.Items {
		out = append(out, n.ID)
	}
	return out
}

// once wants no promise to be there twice, or to be there though nobody asked.
func (s *shop) once() {
	s.t.Helper()
	seen := map[string]int{}
	for cursor := ""; ; {
		var list struct {
			Items []struct {
				Words string `json:"words"`
				Kind  string `json:"kind"`
			} `json:"items"`
			Next *string `json:"next_cursor"`
		}
		s.get("/promises?limit=100&cursor="+cursor, &list)
		for _, p := range list.Items {
			if p.Kind == "deliverable" {
				seen[p.Words]++
			}
		}
		if list.Next == nil {
			break
		}
		cursor = *list.Next
	}
	for _, j := range s.jobs {
		if j.words == "" {
			continue
		}
		if seen[j.words] != 1 {
			s.t.Errorf("%s was made %d times", j.words, seen[j.words])
		}
		delete(seen, j.words)
	}
	if len(seen) > 0 {
		s.t.Errorf("nobody asked for %v", seen)
	}
}

// sentAgain has a person send what is unsure once more: under the Message-ID
// that it had.
func (s *shop) sentAgain(unsure map[string]string) {
	s.t.Helper()
	before := s.arrivals()
	for mark, id := range unsure {
		if code, answer, err := s.ask(http.MethodPost, "/api/v1/notices/"+id+"/sendings", "again "+mark, []byte("{}")); err != nil || code >= 300 {
			s.t.Errorf("send %s again: %d %s %v", mark, code, answer, err)
		}
	}
	s.kept.Advance(s.t, time.Minute)
	after := s.arrivals()
	for mark := range unsure {
		if len(after[mark]) != len(before[mark])+1 {
			s.t.Errorf("%s reached the sink %d times, then %d", mark, len(before[mark]), len(after[mark]))
		}
		if ids := slices.Compact(slices.Clone(after[mark])); len(ids) != 1 {
			s.t.Errorf("%s went out under several Message-IDs: %v", mark, ids)
		}
	}
}

// settled wants no mail to stay leased, and the file to be whole. A
// mail to a member that did not arrive, or came too late, stays as it is: what it
// asked stands on his page.
func (s *shop) settled() {
	s.t.Helper()
	c, err := store.Inspect(s.t.Context(), s.database)
	if err != nil || len(c.Damage) > 0 {
		s.t.Fatalf("the database: %v %v", c.Damage, err)
	}
	db, err := store.Open(s.t.Context(), s.database)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	states, err := store.CountMails(db.Read(s.t.Context()))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, m := range states {
		if m.State == "leased" {
			s.t.Errorf("%d mails are %s", m.Count, m.State)
		}
	}
}

// TestDownForThreeDays kills the program with everything possible under way and
// starts it again 72 hours later: each matter is asked about once, each member
// is mailed once, and no client is told what is not so any more.
func TestDownForThreeDays(t *testing.T) {
	s := newShop(t, "sqlite:"+t.TempDir()+"/kept.db", monday, 1)
	s.start(0)
	s.takeOn(3)
	post := func(path, body string) {
		t.Helper()
		if code, answer, err := s.ask(http.MethodPost, "/api/v1"+path, "", []byte(body)); err != nil || code >= 300 {
			t.Fatalf("%s: %d %s %v", path, code, answer, err)
		}
	}
	for _, c := range s.clients {
		for i, due := range []string{"2026-03-03T12:00:00Z", "2026-03-04T12:00:00Z", "2026-03-20T12:00:00Z"} {
			post("/promises", fmt.Sprintf(`{"client_id": %q, "contact_id": %q, "kind": "answer", "words": "Thing %d", "due_at": %q, "told": "mail"}`, c.id, c.contact, i, due))
		}
		post("/clients/"+c.id+"/tellings", fmt.Sprintf(`{"reader_ids": [%q], "text": "Soon.", "next_at": "2026-03-03T15:00:00Z"}`, c.contact))
	}
	s.kept.Kill() // the seconds of an undo are not over: nothing has left
	if n := len(s.sink.Mails()); n != 0 {
		t.Fatalf("%d mails left before the undo was over", n)
	}
	s.from = monday.Add(72 * time.Hour)
	s.start(0)
	s.kept.Advance(t, 10*time.Minute)
	members, stale := 0, 0
	for _, m := range s.sink.Mails() {
		switch text := m.Letter().Text; {
		case m.To[0] == "owner@shop.example":
			members++
		case !strings.Contains(text, "Thing 2"):
			stale++
			t.Errorf("%s was told what is over:\n%s", m.To[0], text)
		}
	}
	if members != 1 || len(s.sink.Mails()) != 1+len(s.clients) {
		t.Errorf("%d mails to the owner, want one; %d in all", members, len(s.sink.Mails()))
	}
	s.kept.Stop()
	s.askedOnce()
}

// askedOnce wants one live prompt for each matter at most, and some.
func (s *shop) askedOnce() {
	s.t.Helper()
	db, err := store.Open(s.t.Context(), s.database)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	tx := db.Read(s.t.Context())
	all, err := store.Workspaces(tx)
	if err != nil || len(all) != 1 {
		s.t.Fatal(err)
	}
	members, err := store.Members(tx, all[0].ID)
	if err != nil {
		s.t.Fatal(err)
	}
	rows, err := store.PromptsByHolder(tx, all[0].ID, members[0].ID, 1000)
	if err != nil {
		s.t.Fatal(err)
	}
	seen := map[string]int{}
	for _, p := range rows {
		seen[p.Obligation]++
	}
	for ob, n := range seen {
		if n > 1 {
			s.t.Errorf("%s stands %d times before %s", ob, n, members[0].Name)
		}
	}
	// Two dates passed for each client, the next contact too, and three notices
	// did not reach them.
	if len(seen) < 3*len(s.clients) {
		s.t.Errorf("only %v is asked", seen)
	}
}

// TestSecondProcessIsTurnedAway starts a second program on the same file.
func TestSecondProcessIsTurnedAway(t *testing.T) {
	s := newShop(t, "sqlite:"+t.TempDir()+"/kept.db", monday, 1)
	s.start(0)
	for _, args := range [][]string{{"serve"}, {"backup", "-"}, {"doctor", "--json"}} {
		cmd := exec.Command(testkit.Binary(t), args...)
		cmd.Env = append(s.env(0), "PATH="+os.Getenv("PATH"), "KEPT_LISTEN="+s.address)
		var out, bad bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &bad
		err := cmd.Run()
		var exit *exec.ExitError
		if args[0] == "doctor" {
			if err != nil || !strings.Contains(out.String(), "A running Kept has it open and is ready") {
				t.Errorf("doctor: %v\n%s%s", err, out.String(), bad.String())
			}
			continue
		}
		if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(bad.String(), "Another Kept (process ") {
			t.Errorf("%v: %v\n%s", args, err, bad.String())
		}
	}
	if _, err := store.Open(t.Context(), s.database); fault.KindOf(err) != fault.Busy {
		t.Errorf("the file could be opened twice: %v", err)
	}
}
