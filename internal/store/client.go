package store

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/member"
	"kept/workspace"
)

const clientColumns = `id, name, stage, colour, logo_id, language, hours, owner_id, made_at, version, tier, triage_at, past_at, page_until, page_ended_at`

const sqlClient = `SELECT ` + clientColumns + ` FROM clients WHERE workspace_id = $1 AND id = $2`

// Client loads a client.
func Client(tx *Tx, ws workspace.ID, id client.ID) (client.Client, error) {
	return one(tx, scanClient, sqlClient, ws, id)
}

// ClientRow is a line of the list of clients.
type ClientRow struct {
	ID      client.ID
	Name    string
	Key     string // the folded name: the place in the list
	Stage   client.Stage
	Colour  int
	LogoID  string
	OwnerID string
	NextAt  time.Time // the earliest open next contact; zero = none is set
	Open    int       // open promises
	Broken  int       // of them past their date
	DueAt   time.Time // the earliest open promise
	ToldAt  time.Time // when something last reached them; zero = nothing ever did
}

// clientRow counts a client's open promises in one walk through them: how many,
// of them past their date, and the earliest date stand in one text.
const clientRow = `SELECT c.id, c.name, c.name_key, c.stage, c.colour, c.logo_id, c.owner_id,
  COALESCE((SELECT MIN(p.due_at) FROM promises p WHERE p.workspace_id = c.workspace_id AND p.client_id = c.id AND p.state = 'open' AND p.kind = 'next contact'), 0),
  (SELECT COUNT(*) || ' ' || COUNT(CASE WHEN p.due_at < $1 THEN 1 END) || ' ' || COALESCE(MIN(p.due_at), 0) FROM promises p
    WHERE p.workspace_id = c.workspace_id AND p.client_id = c.id AND p.state = 'open'),
  COALESCE((SELECT n.accepted_at FROM notices n WHERE n.workspace_id = c.workspace_id AND n.client_id = c.id AND n.accepted_at > 0 AND n.bounced_at = 0 ORDER BY n.id DESC LIMIT 1), 0)
  FROM clients c `

const sqlClientsByName = clientRow + `WHERE c.workspace_id = $2 AND (c.name_key, c.id) > ($3, $4) ORDER BY c.name_key, c.id LIMIT 0+$5`

// NameSlice is a part of a list by name: at most Limit rows from after a folded
// name and an id on. The zero Key and ID are the beginning.
type NameSlice struct {
	Key, ID string
	Limit   int
}

// ClientsByName lists clients by name, as seen at now.
func ClientsByName(tx *Tx, ws workspace.ID, part NameSlice, now time.Time) ([]ClientRow, error) {
	return many(tx, scanClientRow, sqlClientsByName, ms(now), ws, part.Key, part.ID, part.Limit)
}

const sqlClientsByStage = clientRow + `WHERE c.workspace_id = $2 AND c.stage = $3 AND (c.name_key, c.id) > ($4, $5) ORDER BY c.name_key, c.id LIMIT 0+$6`

// ClientsByStage lists the clients of one stage by name, as seen at now.
func ClientsByStage(tx *Tx, ws workspace.ID, stage client.Stage, part NameSlice, now time.Time) ([]ClientRow, error) {
	return many(tx, scanClientRow, sqlClientsByStage, ms(now), ws, stage, part.Key, part.ID, part.Limit)
}

const sqlClientRow = clientRow + `WHERE c.workspace_id = $2 AND c.id = $3`

// ClientRowOf loads one line of the list.
func ClientRowOf(tx *Tx, ws workspace.ID, id client.ID, now time.Time) (ClientRow, error) {
	return one(tx, scanClientRow, sqlClientRow, ms(now), ws, id)
}

func scanClientRow(row scanner) (ClientRow, error) {
	var r ClientRow
	var next, told int64
	var open string
	if err := row.Scan(&r.ID, &r.Name, &r.Key, &r.Stage, &r.Colour, &r.LogoID, &r.OwnerID, &next, &open, &told); err != nil {
		return r, err
	}
	all, rest, _ := strings.Cut(open, " ")
	broken, due, _ := strings.Cut(rest, " ")
	var err [3]error
	var dueAt int64
	r.Open, err[0] = strconv.Atoi(all)
	r.Broken, err[1] = strconv.Atoi(broken)
	dueAt, err[2] = strconv.ParseInt(due, 10, 64)
	r.NextAt, r.DueAt, r.ToldAt = at(next), at(dueAt), at(told)
	return r, errors.Join(err[:]...)
}

// ClientName is a client's name for choosing and matching.
type ClientName struct {
	ID      client.ID
	Name    string
	Colour  int
	OwnerID member.ID
}

const sqlClientNames = `SELECT id, name, colour, owner_id FROM clients WHERE workspace_id = $1 AND (name_key, id) > ($2, $3) ORDER BY name_key, id LIMIT 0+$4`

// ClientNames lists names of clients by name.
func ClientNames(tx *Tx, ws workspace.ID, part NameSlice) ([]ClientName, error) {
	return many(tx, scanClientName, sqlClientNames, ws, part.Key, part.ID, part.Limit)
}

const sqlClientsBeyond = `SELECT id FROM clients WHERE workspace_id = $1 AND (name_key, id) > ('', '') ORDER BY name_key, id LIMIT 1 OFFSET 0+$2`

// ClientsBeyond tells whether there are more clients than so many, which should
// be few hundreds: so many places of an index are passed over.
func ClientsBeyond(tx *Tx, ws workspace.ID, many int) (bool, error) {
	_, err := one(tx, scanText, sqlClientsBeyond, ws, many)
	if errors.Is(err, ErrNone) {
		return false, nil
	}
	return err == nil, err
}

func scanClientName(row scanner) (n ClientName, err error) {
	return n, row.Scan(&n.ID, &n.Name, &n.Colour, &n.OwnerID)
}

const sqlAddClient = `INSERT INTO clients (workspace_id, id, name, name_key, stage, colour, logo_id, language, hours, owner_id, made_at, version, tier, triage_at, past_at, page_until, page_ended_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`

// AddClient adds a client and makes him findable by his name.
func AddClient(tx *Tx, ws workspace.ID, c client.Client) error {
	hours, err := text(c.Hours)
	if err != nil {
		return err
	}
	err = tx.put(sqlAddClient, ws, c.ID, c.Name, Fold(c.Name), c.Stage, c.Colour, c.LogoID, c.Language, hours, c.OwnerID, ms(c.MadeAt), c.Version, c.Tier, ms(c.TriageAt), ms(c.PastAt), c.PageUntil.String(), ms(c.PageEndedAt))
	if err != nil {
		return err
	}
	return index(tx, ws, "client", string(c.ID), c.Name)
}

const sqlSaveClient = `UPDATE clients SET name = $1, name_key = $2, stage = $3, colour = $4, logo_id = $5, language = $6, hours = $7, owner_id = $8,
  tier = $9, triage_at = $10, past_at = $11, page_until = $12, page_ended_at = $13, version = version + 1 WHERE workspace_id = $14 AND id = $15 AND version = $16`

// SaveClient saves a client that was loaded with this version.
func SaveClient(tx *Tx, ws workspace.ID, c client.Client) error {
	hours, err := text(c.Hours)
	if err != nil {
		return err
	}
	err = tx.touch(sqlSaveClient, c.Name, Fold(c.Name), c.Stage, c.Colour, c.LogoID, c.Language, hours, c.OwnerID, c.Tier, ms(c.TriageAt), ms(c.PastAt), c.PageUntil.String(), ms(c.PageEndedAt), ws, c.ID, c.Version)
	if err != nil {
		return err
	}
	return index(tx, ws, "client", string(c.ID), c.Name)
}

func scanClient(row scanner) (client.Client, error) {
	var c client.Client
	var hours, until string
	var made, triage, past, ended int64
	err := row.Scan(&c.ID, &c.Name, &c.Stage, &c.Colour, &c.LogoID, &c.Language, &hours, &c.OwnerID, &made, &c.Version, &c.Tier, &triage, &past, &until, &ended)
	if err != nil {
		return c, err
	}
	c.MadeAt, c.TriageAt, c.PastAt, c.PageEndedAt = at(made), at(triage), at(past), at(ended)
	if err := c.PageUntil.UnmarshalText([]byte(until)); err != nil {
		return c, err
	}
	c.Hours, err = hoursOf(hours)
	return c, err
}

const sqlInTriage = `SELECT ` + clientColumns + ` FROM clients WHERE workspace_id = $1 AND triage_at > 0 AND (triage_at, id) > ($2, $3) ORDER BY triage_at, id LIMIT 0+$4`

// ClientsInTriage lists who wrote and is not known yet, the longest waiting at
// the head, from after a place on.
func ClientsInTriage(tx *Tx, ws workspace.ID, after Place, limit int) ([]client.Client, error) {
	return many(tx, scanClient, sqlInTriage, ws, ms(after.At), after.ID, limit)
}

const contactColumns = `id, client_id, name, title, email, phone, channel, portal, ended_at, no_mail_at, version`

const sqlContact = `SELECT ` + contactColumns + ` FROM contacts WHERE workspace_id = $1 AND id = $2`

// Contact loads a contact.
func Contact(tx *Tx, ws workspace.ID, id client.ContactID) (client.Contact, error) {
	return one(tx, scanContact, sqlContact, ws, id)
}

const sqlContacts = `SELECT ` + contactColumns + ` FROM contacts WHERE workspace_id = $1 AND client_id = $2 ORDER BY id LIMIT 500`

// Contacts lists the contacts of a client, those who left too.
func Contacts(tx *Tx, ws workspace.ID, of client.ID) ([]client.Contact, error) {
	return many(tx, scanContact, sqlContacts, ws, of)
}

// ContactChoice is a contact for choosing among all clients.
type ContactChoice struct {
	ID       client.ContactID
	Name     string
	ClientID client.ID
	Client   string
}

// A cross join holds SQLite to this order of the two, in which nothing is sorted.
const sqlContactChoices = `SELECT k.id, k.name, c.id, c.name FROM clients c CROSS JOIN contacts k
  WHERE c.workspace_id = $1 AND c.stage <> 'past' AND k.workspace_id = c.workspace_id AND k.client_id = c.id AND k.ended_at = 0 ORDER BY c.name_key, c.id, k.id LIMIT 0+$2`

// ContactChoices lists the contacts of the clients who are not past, by the client's name.
func ContactChoices(tx *Tx, ws workspace.ID, limit int) ([]ContactChoice, error) {
	return many(tx, func(row scanner) (k ContactChoice, err error) {
		return k, row.Scan(&k.ID, &k.Name, &k.ClientID, &k.Client)
	}, sqlContactChoices, ws, limit)
}

// Door is a contact who may open his client's page.
type Door struct {
	Workspace workspace.ID
	Contact   client.Contact
}

const sqlDoors = `SELECT workspace_id, ` + contactColumns + ` FROM contacts WHERE email_key = $1 AND portal = 1 AND ended_at = 0 ORDER BY workspace_id, id LIMIT 200`

// Doors finds the contacts with an address who may open a portal, in every workspace.
func Doors(tx *Tx, emailKey string) ([]Door, error) {
	return many(tx, func(row scanner) (d Door, err error) {
		d.Contact, err = scanContactAfter(row, &d.Workspace)
		return d, err
	}, sqlDoors, emailKey)
}

const sqlContactsByEmail = `SELECT ` + contactColumns + ` FROM contacts WHERE workspace_id = $1 AND email_key = $2 AND ended_at = 0 ORDER BY id LIMIT 20`

// ContactsByEmail finds the contacts of a workspace with an address.
func ContactsByEmail(tx *Tx, ws workspace.ID, emailKey string) ([]client.Contact, error) {
	return many(tx, scanContact, sqlContactsByEmail, ws, emailKey)
}

const sqlAddContact = `INSERT INTO contacts (workspace_id, id, client_id, name, title, email, email_key, phone, channel, portal, ended_at, version, phone_key, no_mail_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12, $13)`

// AddContact adds a contact and makes him findable by name and address.
func AddContact(tx *Tx, ws workspace.ID, c client.Contact) error {
	err := tx.put(sqlAddContact, ws, c.ID, c.ClientID, c.Name, c.Title, c.Email, Fold(c.Email), c.Phone, c.Channel, flag(c.Portal), c.Version, PhoneKey(c.Phone), ms(c.NoMailAt))
	if err != nil {
		return err
	}
	return index(tx, ws, "contact", string(c.ID), c.Name+" "+c.Email)
}

const sqlSaveContact = `UPDATE contacts SET name = $1, title = $2, email = $3, email_key = $4, phone = $5, channel = $6, portal = $7, ended_at = $8,
  phone_key = $9, no_mail_at = $10, version = version + 1 WHERE workspace_id = $11 AND id = $12 AND version = $13`

// SaveContact saves a contact that was loaded with this version.
func SaveContact(tx *Tx, ws workspace.ID, c client.Contact) error {
	err := tx.touch(sqlSaveContact, c.Name, c.Title, c.Email, Fold(c.Email), c.Phone, c.Channel, flag(c.Portal), ms(c.EndedAt), PhoneKey(c.Phone), ms(c.NoMailAt), ws, c.ID, c.Version)
	if err != nil {
		return err
	}
	return index(tx, ws, "contact", string(c.ID), c.Name+" "+c.Email)
}

// phoneDigits is how many digits, from the last one on, tell telephone numbers
// apart: whether the country stands before them or not.
const phoneDigits = 9

// PhoneKey makes telephone numbers comparable.
func PhoneKey(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
	return digits[max(0, len(digits)-phoneDigits):]
}

const sqlContactsByPhone = `SELECT ` + contactColumns + ` FROM contacts WHERE workspace_id = $1 AND phone_key = $2 AND phone_key <> '' ORDER BY id LIMIT 20`

// ContactsByPhone lists the contacts with a telephone number.
func ContactsByPhone(tx *Tx, ws workspace.ID, key string) ([]client.Contact, error) {
	return many(tx, scanContact, sqlContactsByPhone, ws, key)
}

func scanContact(row scanner) (client.Contact, error) { return scanContactAfter(row) }

func scanContactAfter(row scanner, first ...any) (client.Contact, error) {
	var c client.Contact
	var portal, ended, noMail int64
	err := row.Scan(append(first, &c.ID, &c.ClientID, &c.Name, &c.Title, &c.Email, &c.Phone, &c.Channel, &portal, &ended, &noMail, &c.Version)...)
	c.Portal, c.EndedAt, c.NoMailAt = portal != 0, at(ended), at(noMail)
	return c, err
}

const projectColumns = `id, client_id, name, pursuit, owner_id, made_at, closed_at, version`

const sqlProject = `SELECT ` + projectColumns + ` FROM projects WHERE workspace_id = $1 AND id = $2`

// Project loads a project.
func Project(tx *Tx, ws workspace.ID, id client.ProjectID) (client.Project, error) {
	return one(tx, scanProject, sqlProject, ws, id)
}

const sqlProjects = `SELECT ` + projectColumns + ` FROM projects WHERE workspace_id = $1 AND client_id = $2 ORDER BY id LIMIT 500`

// Projects lists the projects of a client, closed ones too.
func Projects(tx *Tx, ws workspace.ID, of client.ID) ([]client.Project, error) {
	return many(tx, scanProject, sqlProjects, ws, of)
}

const sqlAddProject = `INSERT INTO projects (workspace_id, id, client_id, name, pursuit, owner_id, made_at, closed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)`

// AddProject adds a project and makes it findable by its name.
func AddProject(tx *Tx, ws workspace.ID, p client.Project) error {
	err := tx.put(sqlAddProject, ws, p.ID, p.ClientID, p.Name, flag(p.Pursuit), p.OwnerID, ms(p.MadeAt), p.Version)
	if err != nil {
		return err
	}
	return index(tx, ws, "project", string(p.ID), p.Name)
}

const sqlSaveProject = `UPDATE projects SET name = $1, pursuit = $2, owner_id = $3, closed_at = $4, version = version + 1 WHERE workspace_id = $5 AND id = $6 AND version = $7`

// SaveProject saves a project that was loaded with this version.
func SaveProject(tx *Tx, ws workspace.ID, p client.Project) error {
	err := tx.touch(sqlSaveProject, p.Name, flag(p.Pursuit), p.OwnerID, ms(p.ClosedAt), ws, p.ID, p.Version)
	if err != nil {
		return err
	}
	return index(tx, ws, "project", string(p.ID), p.Name)
}

func scanProject(row scanner) (client.Project, error) {
	var p client.Project
	var pursuit, made, closed int64
	err := row.Scan(&p.ID, &p.ClientID, &p.Name, &pursuit, &p.OwnerID, &made, &closed, &p.Version)
	p.Pursuit, p.MadeAt, p.ClosedAt = pursuit != 0, at(made), at(closed)
	return p, err
}
