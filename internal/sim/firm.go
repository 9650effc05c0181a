package sim

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"kept/client"
	"kept/internal/files"
	"kept/internal/holidays"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/sim/checks"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// firm is who lives in the year.
type firm struct {
	owner   office.Actor
	people  []*person
	clients []*household
	ready   map[promise.ID]time.Time // when the work behind a promise is really done
	alien   alien
	said    int // messages written, so that no two are the same
	bag     mailbag
	flooded bool
	broker  *broker // who reads for several clients; nil = nobody does
}

// role is a member as he is founded.
type role struct {
	name, zone     string
	rank           member.Role
	leader, deputy string
	temper         temper
	regions        []string
}

// The firm: diligent, late, often sick and forgetful people, with leaders and
// deputies in three parts of the world. Sam has no leader of his own.
var roles = []role{
	{"Lea Brandt", "Europe/Rome", member.Leader, "", "", diligent, []string{"IT"}},
	{"Tom Reed", "America/New_York", member.Leader, "", "Lea Brandt", diligent, nil},
	{"Nils Holm", "Europe/Rome", member.Regular, "Lea Brandt", "Ida Moen", diligent, []string{"DE-BY"}},
	{"Ida Moen", "Europe/London", member.Regular, "Lea Brandt", "", late, nil},
	{"Joe Park", "America/New_York", member.Regular, "Tom Reed", "Yuki Abe", sickly, nil},
	{"Yuki Abe", "Asia/Tokyo", member.Regular, "Tom Reed", "", forgetful, nil},
	{"Sam Cole", "America/Los_Angeles", member.Regular, "", "", late, nil},
}

// lot is a client as he is founded.
type lot struct {
	name, zone string
	hours      func(zone string) worktime.Hours
	owner      string
	anxious    bool
	contacts   []string
}

// The clients: companies and households, patient and anxious, in zones with
// odd clock changes and weeks of their own.
var lots = []lot{
	{"Casa Ruiz", "Europe/Madrid", worktime.Standard, "Nils Holm", true, []string{"Ana Ruiz", "Luis Ruiz"}},
	{"Baker and Sons", "Europe/London", worktime.Standard, "Ida Moen", false, []string{"Joan Baker"}},
	{"Hudson Legal", "America/New_York", worktime.Standard, "Joe Park", false, []string{"Ray Hudson", "Amy Hudson"}},
	{"Ito Ceramics", "Asia/Tokyo", worktime.Standard, "Yuki Abe", true, []string{"Ken Ito"}},
	{"Lagoon Hotel", "Australia/Lord_Howe", saturdays, "Sam Cole", false, []string{"Ruth Lagoon"}},
	{"Al Noor Trading", "Asia/Dubai", sundays, "Nils Holm", false, []string{"Omar Noor"}},
	{"Serra e Filhos", "America/Sao_Paulo", worktime.Standard, "Ida Moen", true, []string{"Bia Serra"}},
	{"The Night Shift", "Asia/Kolkata", nights, "Tom Reed", false, []string{"Dev Rao"}},
}

func saturdays(zone string) worktime.Hours {
	h := worktime.Hours{Zone: zone}
	h.Weekly[time.Saturday] = []worktime.Window{{From: 10 * 60, To: 14 * 60}}
	return h
}

func sundays(zone string) worktime.Hours {
	h := worktime.Hours{Zone: zone}
	for d := time.Sunday; d <= time.Thursday; d++ {
		h.Weekly[d] = []worktime.Window{{From: 8 * 60, To: 12 * 60}, {From: 13 * 60, To: 17 * 60}}
	}
	return h
}

func nights(zone string) worktime.Hours {
	h := worktime.Hours{Zone: zone}
	for d := time.Monday; d <= time.Friday; d++ {
		h.Weekly[d] = []worktime.Window{{From: 0, To: 4 * 60}, {From: 20 * 60, To: worktime.Midnight24}}
	}
	return h
}

// found founds the firm, and another one beside it that nobody may touch.
func found(ctx context.Context, o Options) (*year, error) {
	if o.Start.IsZero() {
		o.Start = Start
	}
	y := &year{
		Options: o, ctx: ctx, now: o.Start.UTC().Truncate(time.Millisecond), holidays: holidays.New(), blobs: files.NewMemory(), watch: checks.Watch{Checks: checks.All()},
		firm:   firm{ready: map[promise.ID]time.Time{}},
		random: &fuse{from: rand.NewChaCha8([32]byte{byte(o.Seed), byte(o.Seed >> 8), byte(o.Seed >> 16), byte(o.Seed >> 24), byte(o.Seed >> 32), 7}), left: -1},
		report: Report{Seed: o.Seed, From: o.Start, Acts: map[string]int{}, Refused: map[string]int{}, Outcomes: map[promise.Outcome]int{}, Prompts: map[string]int{}, Mails: map[string]int{}},
	}
	y.end = y.now.Add(o.Until)
	y.report.Until, y.deepAt = y.end, y.now
	y.mails = &mailServer{dice: diceOf(o.Seed, "the mail server"), now: y.clock, gone: map[string]bool{}, ways: map[string]outbox.Mail{}, calm: true, lands: func(m outbox.Mail) { y.bag.landed(y, m) }}
	y.names = &nameServers{dice: diceOf(o.Seed, "the name servers"), year: y, texts: map[string]string{}, right: map[string]string{}}
	y.push = &pushService{dice: diceOf(o.Seed, "the push service"), year: y, gone: map[string]bool{}}
	if err := y.open(); err != nil {
		return nil, err
	}
	y.report.Engine = y.db.Engine()
	for _, step := range []func() error{y.foundOther, y.foundFirm, y.foundWays, y.hire, y.acquire} {
		if err := step(); err != nil {
			return nil, errors.Join(err, y.shut())
		}
	}
	y.weather = &weather{dice: diceOf(o.Seed, "the weather")}
	y.cast()
	y.reader = checks.NewReader(y.owner.Workspace, y.alien.who.Workspace, y.holidays.Public)
	return y, nil
}

// cast puts everybody and everything that acts on the agenda.
func (y *year) cast() {
	for i, p := range y.people {
		y.agenda.add(y.now.Add(time.Duration(i+1)*time.Minute), p)
		y.agenda.add(y.now.Add(time.Duration(i+1)*11*time.Minute), deskOf(y, p))
	}
	for i, h := range y.clients {
		y.agenda.add(y.now.Add(time.Duration(i+1)*time.Hour), h)
		y.agenda.add(y.now.Add(time.Duration(i+1)*3*time.Hour), correspondentOf(y, h))
	}
	wild := []actor{y.weather, &boss{diceOf(y.Seed, "the boss")}, &intruder{diceOf(y.Seed, "the intruder")}, &importing{dice: diceOf(y.Seed, "the calendar")}}
	if y.Heeded {
		wild = []actor{&chief{person{dice: diceOf(y.Seed, "the boss"), temper: heedful, name: "Marta Kern", who: y.owner}}}
		for _, p := range y.people {
			p.temper = heedful
		}
	}
	for i, a := range append(wild, &street{diceOf(y.Seed, "the street")}, &trouble{diceOf(y.Seed, "the mailbox")}, ownerDesk(y), &planner{dice: diceOf(y.Seed, "the plans")}, &archivist{diceOf(y.Seed, "the documents"), map[string]string{}}, &mishaps{diceOf(y.Seed, "the mishaps")}) {
		y.agenda.add(y.now.Add(time.Duration(i+1)*7*time.Hour), a)
	}
	if !y.Heeded {
		y.broker = brokerOf(y)
		for i, a := range []actor{y.broker, &holder{dice: diceOf(y.Seed, "the own address")}, &calendars{dice: diceOf(y.Seed, "the feeds")}, &gadgets{dice: diceOf(y.Seed, "the devices")}} {
			y.agenda.add(y.now.Add(time.Duration(i+1)*5*time.Hour), a)
		}
	}
	y.mails.calm = false
}

func (y *year) foundFirm() error {
	var err error
	y.owner, err = y.Access.Open(y.ctx, office.Setup{Workspace: "Northlight Studio", Name: "Marta Kern", Email: mailOf(y, "marta"), Zone: "Europe/Rome", Regions: []string{"IT"}}, nil)
	return err
}

// mailOf gives an address; each seed has a domain of its own.
func mailOf(y *year, local string) string { return fmt.Sprintf("%s@seed%d.example", local, y.Seed) }

// alien is the other firm in the same database.
type alien struct {
	who     office.Actor
	client  client.ID
	contact client.ContactID
	promise promise.ID
}

// foundOther founds a firm that does nothing in this year.
func (y *year) foundOther() error {
	who, err := y.Access.Open(y.ctx, office.Setup{Workspace: "Southgate", Name: "Paul Gate", Email: mailOf(y, "paul"), Zone: "Europe/Paris"}, nil)
	if err != nil {
		return err
	}
	c, err := y.Clients.Add(y.ctx, who, office.NewClient{
		Client:  client.Client{Name: "Quiet Client", Colour: 2, Hours: worktime.Standard("Europe/Paris")},
		Contact: client.Contact{Name: "Eve Quiet", Email: mailOf(y, "eve"), Portal: true},
		Next:    promise.When{At: y.end.AddDate(3, 0, 0)},
	})
	if err != nil {
		return err
	}
	contacts, err := y.Clients.Brief(y.ctx, who, c.ID)
	if err != nil {
		return err
	}
	p, err := y.Promises.Make(y.ctx, who, office.NewPromise{
		Client: c.ID, Contact: contacts.Contacts[0].ID, Kind: promise.Deliverable, Words: "Something for later", How: office.SaidSelf, When: promise.When{At: y.end.AddDate(4, 0, 0)},
	})
	y.alien = alien{who, c.ID, contacts.Contacts[0].ID, p.ID}
	return err
}

// hire invites the members, leaders first.
func (y *year) hire() error {
	for _, r := range roles {
		if _, err := y.invite(r); err != nil {
			return err
		}
	}
	for _, r := range roles {
		p := memberNamed(y, r.name)
		if r.deputy == "" {
			continue
		}
		deputy := memberNamed(y, r.deputy).who.Member
		if _, err := y.People.Edit(y.ctx, y.owner, p.who.Member, office.MemberEdit{Change: func(m *member.Member) { m.DeputyID = deputy }}); err != nil {
			return err
		}
	}
	return nil
}

// invite adds a member as the owner does.
func (y *year) invite(r role) (*person, error) {
	m := member.Member{Name: r.name, Email: mailOf(y, fmt.Sprintf("m%d", len(y.people)+1)), Role: r.rank, Hours: worktime.Standard(r.zone)}
	m.Hours.Regions = r.regions
	if l := memberNamed(y, r.leader); l != nil {
		m.LeaderID = l.who.Member
	}
	m, err := y.People.Invite(y.ctx, y.owner, m)
	if err != nil {
		return nil, err
	}
	cal, err := worktime.Compile(m.Hours, y.holidays.Public)
	if err != nil {
		return nil, err
	}
	p := &person{dice: diceOf(y.Seed, r.name), temper: r.temper, name: r.name, email: m.Email, cal: cal, who: office.Actor{Workspace: y.owner.Workspace, Member: m.ID}}
	y.people = append(y.people, p)
	return p, nil
}

// memberNamed finds a member by his name; nil when there is none.
func memberNamed(y *year, name string) *person {
	for _, p := range y.people {
		if p.name == name {
			return p
		}
	}
	return nil
}

// acquire adds the clients.
func (y *year) acquire() error {
	for i, l := range lots {
		h, err := y.add(l, i, y.owner)
		if err != nil {
			return err
		}
		if i%3 == 1 {
			h.channel = notice.Meeting
		}
	}
	return nil
}

// add adds a client with his contacts, and a project now and then.
func (y *year) add(l lot, i int, who office.Actor) (*household, error) {
	h := &household{dice: diceOf(y.Seed, l.name), anxious: l.anxious, channel: notice.Call}
	owner := who.Member
	if p := memberNamed(y, l.owner); p != nil && !p.left {
		owner = p.who.Member
	}
	var err error
	if h.cal, err = worktime.Compile(l.hours(l.zone), y.holidays.Public); err != nil {
		return nil, err
	}
	in := office.NewClient{
		Client:  client.Client{Name: l.name, Colour: i%client.Colours + 1, Hours: l.hours(l.zone), OwnerID: owner},
		Contact: y.contactOf(l, i, 0), Next: promise.When{At: client.NextContact(h.cal, y.now)},
	}
	c, err := y.Clients.Add(y.ctx, who, in)
	if err != nil {
		return nil, err
	}
	h.id = c.ID
	for k := range l.contacts[1:] {
		in := y.contactOf(l, i, k+1)
		in.ClientID = c.ID
		if _, err := y.Clients.AddContact(y.ctx, who, in); err != nil {
			return nil, err
		}
	}
	v, err := y.Clients.Brief(y.ctx, who, c.ID)
	for _, k := range v.Contacts {
		h.contacts = append(h.contacts, &reader{id: k.ID, name: k.Name, email: k.Email, phone: k.Phone, portal: k.Portal})
	}
	y.clients = append(y.clients, h)
	return h, err
}

func (y *year) contactOf(l lot, nth, n int) client.Contact {
	return client.Contact{Name: l.contacts[n], Email: mailOf(y, fmt.Sprintf("c%d-%d", nth+1, n+1)), Phone: fmt.Sprintf("+39 06 55%03d%02d", nth, n), Portal: n == 0, Channel: client.ByMail}
}
