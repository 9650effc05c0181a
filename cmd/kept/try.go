package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/duty"
	smtp "kept/internal/fake/smtp"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/sample"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
)

// tryCmd serves a sample firm.
type tryCmd struct {
	Seed uint64 `help:"Which story is told." default:"1"`
}

// Run lets the sample firm live through its past, then serves it.
func (c tryCmd) Run(r *run) error {
	done, err := r.set.trialFolder()
	if err != nil {
		return err
	}
	defer done()
	if err := r.set.complete(); err != nil {
		return err
	}
	r.story = &sample.Clock{}
	sink, err := smtp.Start(smtp.Options{Now: r.story.Now})
	if err != nil {
		return fmt.Errorf("start the mail catcher: %w", err)
	}
	defer sink.Close()
	sink.Rules(smtp.Rule{At: smtp.AtRcpt, Do: smtp.Answer, To: "*@" + sample.Gone, Code: 550, Enhanced: [3]int{5, 1, 1}, Text: "No such user here"},
		smtp.Rule{At: smtp.AtData, Do: smtp.Drop, To: "*@" + sample.Silent})
	// Whatever mail server is set: nothing of a trial reaches it.
	r.set.SMTP, r.set.SecretFile = sink.URL(), ""
	h, err := open(r)
	if err != nil {
		return err
	}
	defer h.close()
	h.trial = &trial{house: h, sink: sink}
	if err := h.trial.begin(r.ctx, c.Seed, r.story); err != nil {
		return err
	}
	return h.serve(r)
}

// trialPrefix begins the name of a folder that is taken away with its trial.
const trialPrefix = "kept-try-"

// trialFolder makes a folder for the trial where none was named, and gives
// what takes it away again.
func (s *Settings) trialFolder() (done func(), err error) {
	if s.Data != dataFolder || s.Database != "" {
		return func() {}, nil
	}
	if s.Data, err = os.MkdirTemp("", trialPrefix); err != nil {
		return nil, fmt.Errorf("make a folder for the trial: %w", err)
	}
	s.Database = "sqlite:" + filepath.Join(s.Data, "kept.db")
	return func() { os.RemoveAll(s.Data) }, nil
}

// trial is a sample firm that is being shown.
type trial struct {
	*house
	sink                  *smtp.Sink
	owner, leader, member office.Actor
	contact               client.Contact
}

// markSetting marks a database that holds a sample, by its seed.
const markSetting = "sample"

// begin plays the past, or goes on with a sample that is there. A real
// workspace is refused: its mail would be caught and its clients told nothing.
func (t *trial) begin(ctx context.Context, seed uint64, clock *sample.Clock) error {
	all, err := store.Workspaces(t.db.Read(ctx))
	if err != nil {
		return err
	}
	if len(all) > 0 {
		_, err := store.Setting(t.db.Read(ctx), markSetting)
		if errors.Is(err, store.ErrNone) {
			return fault.New(fault.Conflict, "This database holds the firm "+all[0].Name+". A trial would catch its mail, and its clients would hear nothing: name another folder with --data, or none.")
		}
		return errors.Join(err, t.meet(ctx))
	}
	past := duty.NewCrew(t.now, t.log, t.duties(1)...)
	var firm *sample.Firm
	// One transaction for all of the past: it takes half a second so.
	err = t.db.Together(ctx, func(ctx context.Context, tx *store.Tx) error {
		firm, err = sample.Play(ctx, sample.Stage{Office: t.office, Clock: clock, Settle: past.Settle}, seed, t.now())
		if err != nil {
			return err
		}
		return store.SetSetting(tx, markSetting, strconv.FormatUint(seed, 10))
	})
	if err != nil {
		return fmt.Errorf("play the sample's past: %w", err)
	}
	clock.Go()
	t.crew = duty.NewCrew(t.now, t.log, append(t.duties(senders), t.counted(firm.Story())...)...)
	return t.meet(ctx)
}

// meet finds whom a visitor can be.
func (t *trial) meet(ctx context.Context) error {
	tx := t.db.Read(ctx)
	all, err := store.Workspaces(tx)
	if err != nil {
		return err
	}
	ws := all[0].ID
	members, err := store.Members(tx, ws)
	if err != nil {
		return err
	}
	for _, m := range members {
		for address, who := range map[string]*office.Actor{sample.Owner: &t.owner, sample.Leader: &t.leader, sample.Member: &t.member} {
			if m.Email == address {
				*who = office.Actor{Workspace: ws, Member: m.ID}
			}
		}
	}
	clients, err := t.office.Clients.List(ctx, t.owner, store.NameSlice{Limit: 1})
	if err != nil || len(clients) == 0 {
		return err
	}
	v, err := t.office.Clients.Brief(ctx, t.owner, clients[0].ID)
	for _, k := range v.Contacts {
		if k.Portal && t.contact.ID == "" {
			t.contact = k
		}
	}
	return err
}

// greet tells the ways in.
func (t *trial) greet(r *run) error {
	at := func(path string) string { return t.set.URL + path }
	ways := struct {
		URL    string `json:"url"`
		Owner  string `json:"owner"`
		Leader string `json:"leader"`
		Member string `json:"member"`
		Client string `json:"client"`
		Mail   string `json:"mail"`
	}{t.set.URL, at("/try/in/owner"), at("/try/in/leader"), at("/try/in/member"), at("/try/in/client"), at("/try/mail")}
	if r.json {
		return r.tell("", ways)
	}
	fmt.Fprintf(r.err, `This is a sample firm with three weeks behind it. Nothing leaves: all mail is caught.
  as its owner     %s
  as a leader      %s
  as a member      %s
  as a client      %s
  the caught mail  %s
Things fall due and mails arrive within minutes. Ctrl-C ends it%s.
`, ways.Owner, ways.Leader, ways.Member, ways.Client, ways.Mail, t.fate())
	return nil
}

// fate says what is left when the trial ends.
func (t *trial) fate() string {
	if strings.HasPrefix(t.set.Data, filepath.Join(os.TempDir(), trialPrefix)) {
		return ", and nothing of it is left"
	}
	return ""
}

// banners say on every page that this is a sample.
func (t *trial) banners() []page.Banner {
	if t == nil {
		return nil
	}
	return []page.Banner{{Text: "This is a sample: its firm and clients are made up, and no mail leaves.", Link: ui.Link{Text: "Caught mail", URL: "/try/mail"}}}
}

// dataFolder is the folder of Kept's files where none is named.
const dataFolder = "data"
