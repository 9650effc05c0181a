package sample

import (
	"fmt"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/member"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// The firm's own zone, and whose holidays it keeps.
const (
	home   = "Europe/Berlin"
	region = "DE-BE"
)

// person is a member of the firm.
type person struct {
	key, name, email string
	role             member.Role
	zone             string
	leader, deputy   string
}

// people are the firm's members in the order in which they came.
func people() []person {
	return []person{
		{"lea", "Lea Brandt", Leader, member.Leader, home, "", ""},
		{"ravi", "Ravi Shah", "ravi@northlight.example", member.Leader, "America/New_York", "", ""},
		{"nils", "Nils Holm", Member, member.Regular, home, "lea", ""},
		{"jana", "Jana Wolf", "jana@northlight.example", member.Regular, home, "lea", "nils"},
		{"omar", "Omar Haddad", "omar@northlight.example", member.Regular, home, "lea", "jana"},
		{"grace", "Grace Lee", "grace@northlight.example", member.Regular, "America/New_York", "ravi", ""},
	}
}

// memberKeys are all members, the owner first.
func memberKeys() []string {
	keys := []string{"marta"}
	for _, m := range people() {
		keys = append(keys, m.key)
	}
	return keys
}

// custom is a client of the firm.
type custom struct {
	key, name string
	stage     client.Stage
	zone      string
	owner     string
	project   string // "" = none
	pursuit   bool
	next      int // the business day of the first next contact; 0 = it is missing
	contacts  []client.Contact
}

func contact(name, title, email, phone string) client.Contact {
	return client.Contact{Name: name, Title: title, Email: email, Phone: phone, Portal: email != ""}
}

// reads is which language a client reads; the others read English.
var reads = map[string]string{"kunst": "de"}

// customs are the twelve clients.
func customs() []custom {
	const (
		york  = "America/New_York"
		tokyo = "Asia/Tokyo"
	)
	return []custom{
		{"lindner", "Bäckerei Lindner", client.Active, home, "nils", "Online orders for the bakery", false, -12,
			[]client.Contact{contact("Anna Lindner", "Owner", "anna@lindner.example", "+49 30 5550101"), contact("Paul Lindner", "Bakery", "", "+49 30 5550102")}},
		{"brenner", "Brenner & Söhne GmbH", client.Active, home, "jana", "Catalogue 2027", false, -11, []client.Contact{contact("Karl Brenner", "Managing director", "brenner@brenner-soehne.example", "+49 351 555020")}},
		{"albrecht", "Haus Albrecht", client.Active, home, "omar", "House by the lake", false, -10, []client.Contact{contact("Sofie Albrecht", "", "sofie@albrecht.example", "+49 33 5550303")}},
		{"vogt", "Praxis Dr. Vogt", client.Active, home, "nils", "Booking on the telephone and online", false, -13, []client.Contact{contact("Dr. Miriam Vogt", "Physician", "praxis@vogt.example", "+49 30 5550404")}},
		{"kunst", "Kunstverein Mitte", client.Prospect, home, "lea", "Website der Ausstellung", true, -9, []client.Contact{contact("Ida Sommer", "Curator", "ida@kunstverein.example", "+49 30 5550505")}},
		{"okafor", "Okafor Dental Practice", client.Active, york, "grace", "Booking form on phones", false, -12, []client.Contact{contact("Dr. Ada Okafor", "Dentist", "ada@okafor.example", "+1 212 5550106")}},
		{"hudson", "Hudson Yard Bikes", client.Active, york, "grace", "Workshop calendar", false, -11, []client.Contact{contact("Joe Marino", "Owner", "joe@hudsonbikes.example", "+1 212 5550107")}},
		{"maple", "Maple & Stone Kitchens", client.Active, york, "ravi", "Showroom tour", false, -10, []client.Contact{contact("Ellen Park", "Head of sales", "ellen@"+Gone, "+1 914 5550108")}},
		{"rivera", "Rivera Law", client.Prospect, york, "ravi", "New website", true, -8, []client.Contact{contact("Carmen Rivera", "Partner", "carmen@rivera.example", "+1 646 5550109")}},
		{"sakura", "Sakura Tea House", client.Active, tokyo, "nils", "Tea shop in two languages", false, -12, []client.Contact{contact("Yuki Tanaka", "Manager", "yuki@sakura.example", "+81 3 5550 0110")}},
		{"mori", "Mori Garden Design", client.Active, tokyo, "jana", "Plans and planting calendar", false, -11, []client.Contact{contact("Haruto Mori", "Designer", "haruto@"+Silent, "+81 75 5550 111")}},
		{"nordwind", "Nordwind Sails", client.Past, home, "lea", "", false, 0, []client.Contact{contact("Fiete Hansen", "Sailmaker", "fiete@nordwind.example", "+49 431 555012")}},
	}
}

// found opens the workspace, invites the members and takes the clients on.
func (p *play) found() error {
	start := p.end.AddDate(0, 0, -7*Weeks-4)
	p.Clock.Set(start)
	hours := worktime.Standard(home)
	hours.Regions = []string{region}
	var err error
	if p.cal, err = p.Office.Settings.CalendarOf(hours); err != nil {
		return err
	}
	p.base = worktime.DayOf(p.end, p.cal.Location())
	if d, ok := p.cal.RollForward(p.base); ok {
		p.base = d
	}
	p.Clock.Set(p.wall(-5*Weeks-1, 9*60))
	owner, err := p.Office.Access.Open(p.ctx, office.Setup{Workspace: "Northlight Studio", Name: "Marta Kern", Email: Owner, Zone: home, Regions: []string{region}}, nil)
	if err != nil {
		return err
	}
	p.who["marta"] = owner
	_, err = p.Office.Settings.Edit(p.ctx, owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) {
		w.Accent, w.MailFrom, w.Ratings.Ask = "#2f6f4f", "studio@northlight.example", true
		w.Updates.Note = true
	}})
	if err != nil {
		return err
	}
	for _, m := range people() {
		if err := p.invite(m); err != nil {
			return fmt.Errorf("invite %s: %w", m.name, err)
		}
	}
	for i, c := range customs() {
		if err := p.takeOn(i+1, c); err != nil {
			return fmt.Errorf("take on %s: %w", c.name, err)
		}
	}
	return nil
}

func (p *play) invite(m person) error {
	hours := worktime.Standard(m.zone)
	if m.zone == home {
		hours.Regions = []string{region}
	}
	made, err := p.Office.People.Invite(p.ctx, p.who["marta"], member.Member{
		Name: m.name, Email: m.email, Role: m.role, Hours: hours, LeaderID: p.who[m.leader].Member, DeputyID: p.who[m.deputy].Member,
	})
	p.who[m.key] = office.Actor{Workspace: p.who["marta"].Workspace, Member: made.ID}
	return err
}

func (p *play) takeOn(colour int, c custom) error {
	hours := worktime.Standard(c.zone)
	cal, err := p.Office.Settings.CalendarOf(hours)
	if err != nil {
		return err
	}
	at := place{owner: c.owner, cal: cal}
	who := p.who[c.owner]
	in := office.NewClient{Client: client.Client{Name: c.name, Stage: c.stage, Colour: colour, Language: reads[c.key], Hours: hours, OwnerID: who.Member}, Contact: c.contacts[0]}
	if c.next != 0 {
		in.Next = p.when(at, c.next, 16*60)
	}
	made, err := p.Office.Clients.Add(p.ctx, who, in)
	if err != nil {
		return err
	}
	at.client = made.ID
	for _, k := range c.contacts[1:] {
		k.ClientID = made.ID
		if _, err := p.Office.Clients.AddContact(p.ctx, who, k); err != nil {
			return err
		}
	}
	v, err := p.Office.Clients.Brief(p.ctx, who, made.ID)
	if err != nil {
		return err
	}
	at.contacts = v.Contacts
	if c.project != "" {
		made, err := p.Office.Clients.AddProject(p.ctx, who, office.NewProject{
			Project: client.Project{ClientID: made.ID, Name: c.project, Pursuit: c.pursuit}, Contact: at.contacts[0].ID, Next: in.Next,
		})
		if err != nil {
			return err
		}
		at.project = string(made.ID)
	}
	p.at[c.key] = at
	return nil
}

func changeHours(open func(worktime.Hours) worktime.Hours) func(*workspace.Workspace) {
	return func(w *workspace.Workspace) { w.Hours = open(w.Hours) }
}

// soon gives a moment some minutes from now.
func (p *play) soon(minutes int) promise.When {
	return promise.When{At: p.Clock.Now().Add(time.Duration(minutes) * time.Minute).UTC().Truncate(time.Second)}
}
