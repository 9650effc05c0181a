package store

import (
	"time"

	"kept/client"
	"kept/member"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

const promiseColumns = `id, client_id, project_id, contact_id, owner_id, kind, words, source, state, made_at, confirmed_at, kept_at, released_at, released_why, step_id, chance, version`

const sqlPromise = `SELECT ` + promiseColumns + ` FROM promises WHERE workspace_id = $1 AND id = $2`

const dateColumns = `due_on, due_at, late_by_at, set_at, set_by, reason, outcome, decided_at`

const sqlPromiseDates = `SELECT ` + dateColumns + ` FROM promise_dates WHERE workspace_id = $1 AND promise_id = $2 ORDER BY seq`

const sqlTellings = `SELECT t.seq, t.notice_id, n.accepted_at, n.bounced_at FROM tellings t
  JOIN notices n ON n.workspace_id = t.workspace_id AND n.id = t.notice_id
  WHERE t.workspace_id = $1 AND t.promise_id = $2 AND n.withdrawn_at = 0 ORDER BY t.seq, t.notice_id`

// Promise loads a promise with its dates and the evidence of what was told.
func Promise(tx *Tx, ws workspace.ID, id promise.ID) (promise.Promise, error) {
	p, err := one(tx, scanPromise, sqlPromise, ws, id)
	if err != nil {
		return p, err
	}
	if p.Dates, err = many(tx, scanDate, sqlPromiseDates, ws, id); err != nil {
		return p, err
	}
	p.Tellings, err = many(tx, scanTelling, sqlTellings, ws, id)
	return p, err
}

const sqlAddPromise = `INSERT INTO promises (workspace_id, id, client_id, project_id, contact_id, owner_id, kind, words, source, state, due_at, outcome,
  made_at, confirmed_at, kept_at, released_at, released_why, version, due_on, resets, step_id, chance)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`

const sqlAddDate = `INSERT INTO promise_dates (workspace_id, promise_id, seq, due_on, due_at, late_by_at, set_at, set_by, reason, outcome, decided_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

// AddPromise adds a promise with its first date and makes it findable by its words.
func AddPromise(tx *Tx, ws workspace.ID, p promise.Promise) error {
	d := p.Date()
	err := tx.put(sqlAddPromise, ws, p.ID, p.ClientID, p.ProjectID, p.ContactID, p.OwnerID, p.Kind, p.Words, p.Source, p.State, ms(d.DueAt), d.Outcome,
		ms(p.MadeAt), ms(p.ConfirmedAt), ms(p.KeptAt), ms(p.ReleasedAt), p.ReleasedWhy, p.Version, d.Day.String(), len(p.Dates)-1, p.StepID, p.Chance)
	if err != nil {
		return err
	}
	if err := addDate(tx, ws, p.ID, 0, d); err != nil {
		return err
	}
	return addWords(tx, ws, "promise", string(p.ID), foundBy(p))
}

// foundBy is the text by which a promise is found. A next contact is found by
// the client's name; its words say nothing of their own.
func foundBy(p promise.Promise) string {
	if p.Kind == promise.NextContact {
		return ""
	}
	return p.Words
}

func addDate(tx *Tx, ws workspace.ID, id promise.ID, seq int, d promise.Date) error {
	return tx.put(sqlAddDate, ws, id, seq, d.Day.String(), ms(d.DueAt), ms(d.LateBy), ms(d.SetAt), d.SetBy, d.Reason, d.Outcome, ms(d.DecidedAt))
}

const sqlSavePromise = `UPDATE promises SET project_id = $1, contact_id = $2, owner_id = $3, kind = $4, words = $5, source = $6, state = $7, due_at = $8, outcome = $9,
  confirmed_at = $10, kept_at = $11, released_at = $12, released_why = $13, due_on = $14, resets = $15, step_id = $16, chance = $17, version = version + 1
  WHERE workspace_id = $18 AND id = $19 AND version = $20`

const sqlSaveDate = `UPDATE promise_dates SET due_on = $1, due_at = $2, late_by_at = $3, set_at = $4, set_by = $5, reason = $6, outcome = $7, decided_at = $8
  WHERE workspace_id = $9 AND promise_id = $10 AND seq = $11`

const sqlDropDate = `DELETE FROM promise_dates WHERE workspace_id = $1 AND promise_id = $2 AND seq = $3`

const sqlDropTellings = `DELETE FROM tellings WHERE workspace_id = $1 AND promise_id = $2 AND seq = $3`

// SavePromise saves a promise that was loaded as before; a conflict when
// somebody was faster. Only dates that differ are written.
func SavePromise(tx *Tx, ws workspace.ID, before, p promise.Promise) error {
	d := p.Date()
	err := tx.touch(sqlSavePromise, p.ProjectID, p.ContactID, p.OwnerID, p.Kind, p.Words, p.Source, p.State, ms(d.DueAt), d.Outcome,
		ms(p.ConfirmedAt), ms(p.KeptAt), ms(p.ReleasedAt), p.ReleasedWhy, d.Day.String(), len(p.Dates)-1, p.StepID, p.Chance, ws, p.ID, before.Version)
	if err != nil {
		return err
	}
	if before.Words != p.Words || before.Kind != p.Kind {
		if err := index(tx, ws, "promise", string(p.ID), foundBy(p)); err != nil {
			return err
		}
	}
	for i, d := range p.Dates {
		if i >= len(before.Dates) {
			err = addDate(tx, ws, p.ID, i, d)
		} else if d != before.Dates[i] {
			err = tx.touch(sqlSaveDate, d.Day.String(), ms(d.DueAt), ms(d.LateBy), ms(d.SetAt), d.SetBy, d.Reason, d.Outcome, ms(d.DecidedAt), ws, p.ID, i)
		}
		if err != nil {
			return err
		}
	}
	for i := len(p.Dates); i < len(before.Dates); i++ {
		if err := tx.put(sqlDropTellings, ws, p.ID, i); err != nil {
			return err
		}
		if err := tx.put(sqlDropDate, ws, p.ID, i); err != nil {
			return err
		}
	}
	return nil
}

const sqlAddTelling = `INSERT INTO tellings (workspace_id, promise_id, seq, notice_id) VALUES ($1, $2, $3, $4)`

// AddTelling ties a notice to the date of a promise that it tells of; a
// conflict, of which the act hears at once, when it is tied to it already.
func AddTelling(tx *Tx, ws workspace.ID, id promise.ID, t promise.Telling) error {
	_, err := tx.exec(sqlAddTelling, ws, id, t.Seq, t.NoticeID)
	return err
}

const sqlToldBy = `SELECT DISTINCT promise_id FROM tellings WHERE workspace_id = $1 AND notice_id = $2 ORDER BY promise_id`

// ToldBy lists the promises that a notice tells of.
func ToldBy(tx *Tx, ws workspace.ID, noticeID string) ([]promise.ID, error) {
	return many(tx, func(row scanner) (id promise.ID, err error) { return id, row.Scan(&id) }, sqlToldBy, ws, noticeID)
}

const sqlToldOfMoved = `SELECT DISTINCT t.promise_id FROM tellings t CROSS JOIN promise_dates d
  WHERE t.workspace_id = $1 AND t.notice_id = $2 AND d.workspace_id = t.workspace_id AND d.promise_id = t.promise_id AND d.seq = 1 ORDER BY t.promise_id`

// ToldOfMoved lists those promises that a notice tells of whose date was
// replaced at least once.
func ToldOfMoved(tx *Tx, ws workspace.ID, noticeID string) ([]promise.ID, error) {
	return many(tx, func(row scanner) (id promise.ID, err error) { return id, row.Scan(&id) }, sqlToldOfMoved, ws, noticeID)
}

func scanPromise(row scanner) (promise.Promise, error) {
	var p promise.Promise
	var made, confirmed, kept, released int64
	err := row.Scan(&p.ID, &p.ClientID, &p.ProjectID, &p.ContactID, &p.OwnerID, &p.Kind, &p.Words, &p.Source, &p.State, &made, &confirmed, &kept, &released, &p.ReleasedWhy, &p.StepID, &p.Chance, &p.Version)
	p.MadeAt, p.ConfirmedAt, p.KeptAt, p.ReleasedAt = at(made), at(confirmed), at(kept), at(released)
	return p, err
}

func scanDate(row scanner) (promise.Date, error) { return scanDateAfter(row) }

func scanDateAfter(row scanner, first ...any) (promise.Date, error) {
	var d promise.Date
	var on string
	var due, late, set, decided int64
	if err := row.Scan(append(first, &on, &due, &late, &set, &d.SetBy, &d.Reason, &d.Outcome, &decided)...); err != nil {
		return d, err
	}
	d.DueAt, d.LateBy, d.SetAt, d.DecidedAt = at(due), at(late), at(set), at(decided)
	var err error
	if d.Day, err = dayOf(on); err == nil && d.Day.IsZero() {
		d.At = d.DueAt
	}
	return d, err
}

func scanTelling(row scanner) (promise.Telling, error) { return scanTellingAfter(row) }

func scanTellingAfter(row scanner, first ...any) (promise.Telling, error) {
	var t promise.Telling
	var told, bounced int64
	err := row.Scan(append(first, &t.Seq, &t.NoticeID, &told, &bounced)...)
	t.ToldAt, t.BouncedAt = at(told), at(bounced)
	return t, err
}

// PromiseRow is a line of a list of promises.
type PromiseRow struct {
	ID          promise.ID
	ClientID    client.ID
	ClientName  string
	Colour      int
	ProjectID   string
	ContactName string
	OwnerID     member.ID
	Kind        promise.Kind
	Words       string
	State       promise.State
	DueAt       time.Time
	DueOn       bool         // due some time that day
	Day         worktime.Day // that day; zero when a moment was promised
	Outcome     promise.Outcome
	Confirmed   bool
	Resets      int
	// Of an open one: somebody is being asked about it, and has not said that
	// this is not needed.
	Asked bool
	// Of one that was reset: the client was told of the date that stands.
	Told   bool
	StepID string         // on which it hangs; "" = none
	Chance promise.Chance // that it is kept by its date; 0 = nobody knows
}

// promiseRow asks for what a prompt and a notice say only where it can matter:
// of open promises, and of those that were reset.
// The lists below ask for a state as an expression, not as a bare parameter:
// beside an index for some states only, SQLite would plan them anew at each use.
const promiseRow = `SELECT p.id, p.client_id, c.name, c.colour, p.project_id, k.name, p.owner_id, p.kind, p.words, p.state, p.due_at,
  p.due_on, p.outcome, p.confirmed_at, p.resets,
  CASE WHEN p.state = 'open' THEN (SELECT COUNT(*) FROM prompts q WHERE q.workspace_id = p.workspace_id AND q.obligation = 'promise:' || p.id
    AND q.settled_at = 0 AND q.dismissed = '') ELSE 0 END,
  CASE WHEN p.resets > 0 THEN (SELECT COUNT(*) FROM tellings t JOIN notices n ON n.workspace_id = t.workspace_id AND n.id = t.notice_id
    WHERE t.workspace_id = p.workspace_id AND t.promise_id = p.id AND t.seq = p.resets AND n.accepted_at > 0 AND n.bounced_at = 0 AND n.withdrawn_at = 0) ELSE 0 END,
  p.step_id, p.chance
  FROM promises p
  JOIN clients c ON c.workspace_id = p.workspace_id AND c.id = p.client_id
  JOIN contacts k ON k.workspace_id = p.workspace_id AND k.id = p.contact_id `

const sqlPromiseRow = promiseRow + `WHERE p.workspace_id = $1 AND p.id = $2`

// PromiseRowOf loads one line.
func PromiseRowOf(tx *Tx, ws workspace.ID, id promise.ID) (PromiseRow, error) {
	return one(tx, scanPromiseRow, sqlPromiseRow, ws, id)
}

// Place is a place in a list that is ordered by moment and id. The zero Place is the beginning.
type Place struct {
	At time.Time
	ID string
}

// orLast gives a place beyond every other for the zero Place: the beginning of
// a list that runs backwards.
func (p Place) orLast() Place {
	if p == (Place{}) {
		return Place{At: time.UnixMilli(1<<53 - 1), ID: "~"}
	}
	return p
}

// Slice is a part of a list: at most Limit rows from after a place on.
type Slice struct {
	After Place
	Limit int
}

const sqlPromisesByDue = promiseRow + `WHERE p.workspace_id = $1 AND p.state = '' || $2 AND (p.due_at, p.id) > ($3, $4) ORDER BY p.due_at, p.id LIMIT 0+$5`

// PromisesByDue lists promises of a state by date, from after a place on.
func PromisesByDue(tx *Tx, ws workspace.ID, state promise.State, part Slice) ([]PromiseRow, error) {
	return many(tx, scanPromiseRow, sqlPromisesByDue, ws, state, ms(part.After.At), part.After.ID, part.Limit)
}

const sqlPromisesBetween = promiseRow + `WHERE p.workspace_id = $1 AND p.state = '' || $2 AND p.due_at >= $3 AND p.due_at < $4 ORDER BY p.due_at, p.id LIMIT 0+$5`

// Stretch is a stretch of time: From counts, Until does not. At most Limit rows.
type Stretch struct {
	From, Until time.Time
	Limit       int
}

// PromisesBetween lists promises of a state that fall due in a stretch of time.
func PromisesBetween(tx *Tx, ws workspace.ID, state promise.State, in Stretch) ([]PromiseRow, error) {
	return many(tx, scanPromiseRow, sqlPromisesBetween, ws, state, ms(in.From), ms(in.Until), in.Limit)
}

const sqlPromisesByOwner = promiseRow + `WHERE p.workspace_id = $1 AND p.owner_id = $2 AND p.state = '' || $3 AND (p.due_at, p.id) > ($4, $5) ORDER BY p.due_at, p.id LIMIT 0+$6`

// PromisesByOwner lists a member's promises of a state by date, from after a place on.
func PromisesByOwner(tx *Tx, ws workspace.ID, owner member.ID, state promise.State, part Slice) ([]PromiseRow, error) {
	return many(tx, scanPromiseRow, sqlPromisesByOwner, ws, owner, state, ms(part.After.At), part.After.ID, part.Limit)
}

const sqlPromisesOfProject = `SELECT id FROM promises WHERE workspace_id = $1 AND project_id = $2 AND (state = 'open' OR state = 'kept' AND kept_at >= $3) ORDER BY due_at, id LIMIT 0+$4`

// PromisesOfProject lists the promises of a project that are open, or were kept
// from a moment on, by date.
func PromisesOfProject(tx *Tx, ws workspace.ID, of client.ProjectID, since time.Time, limit int) ([]promise.ID, error) {
	return many(tx, scanPromiseID, sqlPromisesOfProject, ws, of, ms(since), limit)
}

const sqlPromisesByClient = promiseRow + `WHERE p.workspace_id = $1 AND p.client_id = $2 AND p.state = '' || $3 AND (p.due_at, p.id) > ($4, $5) ORDER BY p.due_at, p.id LIMIT 0+$6`

// PromisesByClient lists a client's promises of a state by date, from after a place on.
func PromisesByClient(tx *Tx, ws workspace.ID, of client.ID, state promise.State, part Slice) ([]PromiseRow, error) {
	return many(tx, scanPromiseRow, sqlPromisesByClient, ws, of, state, ms(part.After.At), part.After.ID, part.Limit)
}

const sqlOpenOfClient = `SELECT id FROM promises WHERE workspace_id = $1 AND client_id = $2 AND state = 'open' ORDER BY due_at, id LIMIT 0+$3`

// OpenOfClient lists a client's open promises by date.
func OpenOfClient(tx *Tx, ws workspace.ID, of client.ID, limit int) ([]promise.ID, error) {
	return many(tx, scanPromiseID, sqlOpenOfClient, ws, of, limit)
}

const sqlKeptOfClient = `SELECT id FROM promises WHERE workspace_id = $1 AND client_id = $2 AND state = 'kept' AND kind <> '' || $3 ORDER BY due_at DESC, id DESC LIMIT 0+$4`

// KeptOfClient lists a client's kept promises but those of one kind, the last date first.
func KeptOfClient(tx *Tx, ws workspace.ID, of client.ID, but promise.Kind, limit int) ([]promise.ID, error) {
	return many(tx, scanPromiseID, sqlKeptOfClient, ws, of, but, limit)
}

func scanPromiseID(row scanner) (id promise.ID, err error) {
	return id, row.Scan((*string)(&id))
}

const sqlLatestByDue = promiseRow + `WHERE p.workspace_id = $1 AND p.state = '' || $2 AND (p.due_at, p.id) < ($3, $4) ORDER BY p.due_at DESC, p.id DESC LIMIT 0+$5`

// LatestByDue lists promises of a state, the last date first, from before a place on.
func LatestByDue(tx *Tx, ws workspace.ID, state promise.State, before Place, limit int) ([]PromiseRow, error) {
	before = before.orLast()
	return many(tx, scanPromiseRow, sqlLatestByDue, ws, state, ms(before.At), before.ID, limit)
}

func scanPromiseRow(row scanner) (PromiseRow, error) {
	var r PromiseRow
	var due, confirmed, asked, told int64
	var on string
	// As plain texts: what has a type of its own is set by reflection, column by column.
	err := row.Scan((*string)(&r.ID), (*string)(&r.ClientID), &r.ClientName, &r.Colour, &r.ProjectID, &r.ContactName, (*string)(&r.OwnerID), (*string)(&r.Kind), &r.Words,
		(*string)(&r.State), &due, &on, (*string)(&r.Outcome), &confirmed, &r.Resets, &asked, &told, &r.StepID, &r.Chance)
	if err != nil {
		return r, err
	}
	r.DueAt, r.DueOn, r.Confirmed, r.Asked, r.Told = at(due), on != "", confirmed != 0, asked > 0, told > 0
	r.Day, err = dayOf(on)
	return r, err
}

const sqlPromiseWords = `SELECT words FROM promises WHERE workspace_id = $1 AND id = $2`

// PromiseWords gives what was promised, and nothing else of it.
func PromiseWords(tx *Tx, ws workspace.ID, id promise.ID) (string, error) {
	return one(tx, scanText, sqlPromiseWords, ws, id)
}

const sqlNextContacts = `SELECT id, project_id, due_at FROM promises WHERE workspace_id = $1 AND client_id = $2 AND state = 'open' AND kind = 'next contact' ORDER BY due_at, id LIMIT 600`

// NextContact is an open next contact of a client.
type NextContact struct {
	Promise promise.ID
	Project string // "" = of the client at large
	DueAt   time.Time
}

// NextContacts lists the open next contacts of a client, the earliest first.
func NextContacts(tx *Tx, ws workspace.ID, of client.ID) ([]NextContact, error) {
	return many(tx, func(row scanner) (n NextContact, err error) {
		var due int64
		err = row.Scan(&n.Promise, &n.Project, &due)
		n.DueAt = at(due)
		return n, err
	}, sqlNextContacts, ws, of)
}

const sqlOwnedDue = `SELECT due_at FROM promises WHERE workspace_id = $1 AND owner_id = $2 AND state = 'open' AND due_at >= $3 AND due_at < $4 ORDER BY due_at, id LIMIT 0+$5`

// maxDues is how many dates of one member are looked at.
const maxDues = 500

// OwnedDue lists the dates of a member's open promises from one moment until
// before another, the first 500.
func OwnedDue(tx *Tx, ws workspace.ID, owner member.ID, from, until time.Time) ([]time.Time, error) {
	return many(tx, func(row scanner) (time.Time, error) {
		n, err := scanInt(row)
		return at(n), err
	}, sqlOwnedDue, ws, owner, ms(from), ms(until), maxDues)
}

// OutcomeCount is how many dates of a member's promises ended in an outcome.
type OutcomeCount struct {
	OwnerID member.ID
	Outcome promise.Outcome
	Count   int
}

const sqlOutcomes = `SELECT p.owner_id, d.outcome, COUNT(*) FROM promise_dates d
  JOIN promises p ON p.workspace_id = d.workspace_id AND p.id = d.promise_id
  WHERE d.workspace_id = $1 AND d.decided_at > 0 AND d.decided_at >= $2 AND d.decided_at < $3 AND d.outcome <> '' GROUP BY p.owner_id, d.outcome ORDER BY p.owner_id, d.outcome`

// Outcomes counts the dates that were decided from one moment until before another.
func Outcomes(tx *Tx, ws workspace.ID, from, until time.Time) ([]OutcomeCount, error) {
	return many(tx, scanOutcome, sqlOutcomes, ws, ms(from), ms(until))
}

const sqlOutcomesOfClient = `SELECT p.owner_id, d.outcome, COUNT(*) FROM promises p CROSS JOIN promise_dates d
  WHERE p.workspace_id = $1 AND p.client_id = $2 AND d.workspace_id = p.workspace_id AND d.promise_id = p.id AND d.outcome <> '' GROUP BY d.outcome, p.owner_id ORDER BY d.outcome, p.owner_id`

// OutcomesOfClient counts the dates of a client's promises that were decided.
func OutcomesOfClient(tx *Tx, ws workspace.ID, of client.ID) ([]OutcomeCount, error) {
	return many(tx, scanOutcome, sqlOutcomesOfClient, ws, of)
}

func scanOutcome(row scanner) (o OutcomeCount, err error) {
	return o, row.Scan(&o.OwnerID, &o.Outcome, &o.Count)
}
